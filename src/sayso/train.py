"""Trains a judge of attribution on a user's own articles: which proposed cues attribute, by logistic regression.

The rules propose source, cue and content, of words in the lists and of any other; a proposal counts as right when it
meets an annotated attribution (content Jaccard of one half and a word of the source in common). Strength of the penalty
and threshold are chosen, and the outcome is measured, by cross-validation over whole articles, so that no article is
judged by weights that saw it. Needs scikit-learn (`pip install "sayso[train]"`); using the weights does not.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc, Span

from sayso.errors import OptionError
from sayso.evaluate.attribution import gold_of, is_met, pair
from sayso.evaluate.figures import Measure
from sayso.evaluate.sets import Article, Range
from sayso.evaluate.views import Attribution, attributions
from sayso.extract.statements import find_statements
from sayso.extract.statements.cues import Match
from sayso.extract.statements.judge import FORMAT, NEW, features
from sayso.extract.statements.layout import Layout
from sayso.pipeline import Reader
from sayso.version import __version__

FOLDS = 5
#: Inverse strengths of the L2 penalty that are tried.
STRENGTHS = (0.03, 0.1, 0.3, 1.0)
#: Smaller weights are left out of the file: they change no decision that is not a toss-up.
LEAST_WEIGHT = 0.01
MOST_STEPS = 1000


@dataclass(slots=True)
class Examples:
    """Proposals of all articles: what is seen of each, the statements that came of it, how many of these are right."""

    features: list[list[str]] = field(default_factory=list)
    told: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    article: list[int] = field(default_factory=list)
    gold: int = 0
    #: Without a judge: statements that were told, and those of them that are right.
    rules_told: int = 0
    rules_right: int = 0


@dataclass(frozen=True, slots=True)
class Trained:
    """A judge as plain data, and how well one like it does on articles that it has not seen, beside the rules alone."""

    weights: dict[str, Any]
    judged: Measure
    rules: Measure

    def write(self, path: Path | str) -> None:
        """Write the weights as JSON, always in the same order."""
        text = json.dumps(self.weights, ensure_ascii=False, sort_keys=True, indent=0)
        Path(path).write_text(text + "\n", encoding="utf-8")


def train_attribution(articles: Sequence[Article], reader: Reader, done: Callable[[], None] = lambda: None) -> Trained:
    """Train on annotated articles; raises OptionError where there are too few, or where scikit-learn is missing."""
    annotated = [article for article in articles if article.of_type("attribution")]
    if len(annotated) < FOLDS:
        raise OptionError("--data", f"{len(annotated)} articles with attributions; at least {FOLDS} are needed")
    vectors, new = _tools()  # what is missing is told before the work, not after it
    examples = Examples()
    for number, article in enumerate(annotated):
        _add_examples(examples, number, article, reader)
        done()
    return _fit(examples, vectors, new)


@dataclass(slots=True)
class _Recorder:
    """Lets every proposal stand and keeps what a judge would see of it, by where its cue begins."""

    seen: dict[int, list[str]] = field(default_factory=dict)

    def accepts(self, match: Match, sources: list[Span], content: list[Range], layout: Layout) -> bool:
        """Keep the proposal and let it stand."""
        self.seen[match.span.start_char] = list(features(match, sources, content, layout))
        return True


def _add_examples(examples: Examples, number: int, article: Article, reader: Reader) -> None:
    """Read by the rules and with every proposal; what became of a proposal decides whether it is right.

    Of words in the lists that is what the rules made of it: with every proposal the false ones drown the others.
    """
    doc = reader.parse(article.report, until="sayso_actors", headline=article.with_headline)
    gold, recorder = gold_of(article), _Recorder()
    by_rules = _outcome(article.text, find_statements(doc), gold)
    by_all = _outcome(article.text, find_statements(doc, recorder), gold)
    for start, seen in recorder.seen.items():
        told, right = by_all if NEW in seen else by_rules
        examples.features.append(seen)
        examples.told.append(told[start])
        examples.right.append(right[start])
        examples.article.append(number)
    examples.gold += len(gold)
    examples.rules_told += by_rules[0].total()
    examples.rules_right += by_rules[1].total()


def _outcome(text: str, doc: Doc, gold: list[Attribution]) -> tuple[Counter[int], Counter[int]]:
    """How many statements were told, and how many of them meet an annotated one, by where their cues begin."""
    statements = attributions(doc, "plain")
    pairs = pair(text, statements, gold)
    met = (one.first for one, other in pairs if one is not None and other is not None and is_met(one, other))
    return Counter(s.cue[0][0] for s in statements), Counter(s.cue[0][0] for s in met)


def _fit(examples: Examples, vectors: Any, new: Callable[[float], Any]) -> Trained:
    seen = vectors.fit_transform([dict.fromkeys(names, 1.0) for names in examples.features])
    right, folds = np.array(examples.right) > 0, np.array(examples.article) % FOLDS
    outcomes = []
    for strength in STRENGTHS:
        odds = np.zeros(len(right))
        for fold in range(FOLDS):
            model = new(strength).fit(seen[folds != fold], right[folds != fold])
            odds[folds == fold] = model.decision_function(seen[folds == fold])
        outcomes.append((*_best_threshold(odds, examples), strength))
    judged, threshold, strength = max(outcomes, key=lambda outcome: (outcome[0].f1, -outcome[2]))
    model = new(strength).fit(seen, right)
    named = zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
    weights = {name: round(float(weight), 3) for name, weight in named if abs(weight) >= LEAST_WEIGHT}
    made = {"format": FORMAT, "made_by": f"sayso {__version__}", "articles": max(examples.article) + 1}
    told = {"bias": round(float(model.intercept_[0]), 3), "threshold": round(threshold, 3), "weights": weights}
    rules = Measure("rules alone", examples.rules_right, examples.rules_told, examples.gold)
    return Trained({**made, **told}, judged, rules)


def _tools() -> tuple[Any, Callable[[float], Any]]:
    """What turns names into columns, and a new regression of a given strength."""
    try:
        from sklearn.feature_extraction import DictVectorizer
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise OptionError("train", 'scikit-learn is needed: pip install "sayso[train]"') from error
    return DictVectorizer(), lambda strength: LogisticRegression(C=strength, max_iter=MOST_STEPS)


def _best_threshold(odds: Any, examples: Examples) -> tuple[Measure, float]:
    """The threshold with the best F1, and what it gives."""
    order = np.argsort(-odds, kind="stable")
    hits, told = np.cumsum(np.array(examples.right)[order]), np.cumsum(np.array(examples.told)[order])
    best = int(np.argmax(2 * hits / (told + examples.gold)))
    name = "rules and weights, cross-validated"
    return Measure(name, float(hits[best]), float(told[best]), examples.gold), float(odds[order[best]])
