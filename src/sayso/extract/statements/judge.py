"""A trained judge of attribution: which of the cues that the rules propose attribute, by weights that a user trained.

The rules propose (with a judge also words that are in no list), the judge decides: a logistic regression over what is
seen of the cue, its source and its content. Without a judge every proposal of the lists stands. Weights are a JSON file
that `sayso train attribution` writes; sayso ships none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from spacy.tokens import Span, Token

from sayso.errors import ModelError
from sayso.extract.statements.cues import Match
from sayso.extract.statements.layout import Layout, Range
from sayso.extract.statements.lexicon import entries
from sayso.extract.syntax import is_negated, is_passive

FORMAT = "sayso-attribution/1"
#: The feature of a word that is in no list.
NEW = "new"
#: Upper bounds of the classes of length, in tokens.
LENGTHS = (1, 2, 4, 8, 16, 32)


class Judge(Protocol):
    """Whoever decides which proposals stand."""

    def accepts(self, match: Match, sources: list[Span], content: list[Range], layout: Layout) -> bool:
        """Whether a proposal is an attribution."""
        ...


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights by feature; a proposal stands whose sum reaches the threshold."""

    weights: Mapping[str, float]
    bias: float
    threshold: float

    def accepts(self, match: Match, sources: list[Span], content: list[Range], layout: Layout) -> bool:
        """Whether a proposal is an attribution."""
        return self.score(features(match, sources, content, layout)) >= self.threshold

    def score(self, found: Iterable[str]) -> float:
        """The log odds of a proposal."""
        return self.bias + sum(self.weights.get(feature, 0.0) for feature in found)


def read_judge(path: Path | str) -> Weights:
    """The judge in a file; raises ModelError where it is none."""
    try:
        value: dict[str, Any] = json.loads(Path(path).read_bytes())
        if value["format"] != FORMAT:
            raise ModelError(str(path), f"its format is {value['format']}, not {FORMAT}")
        weights = {str(name): float(weight) for name, weight in value["weights"].items()}
        return Weights(weights, float(value["bias"]), float(value["threshold"]))
    except OSError as error:
        raise ModelError(str(path), (error.strerror or str(error)).lower()) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(str(path), f"not weights of an attribution model ({type(error).__name__})") from error


def features(match: Match, sources: list[Span], content: list[Range], layout: Layout) -> Iterator[str]:
    """What a judge sees of a proposal, as names; each name stands for a feature that is there."""
    head = match.head
    lemma, kind = head.lemma_.lower(), match.entry.pos
    shape, side = _shape(content[0], layout) if content else "none", _side(match, content)
    speaker = _speaker(sources, layout)
    known = "known" if lemma in entries(kind) or kind not in {"verb", "noun", "adjective"} else NEW
    yield from (f"kind={kind}", f"lemma={lemma}", f"shape={shape}", f"side={side}", f"speaker={speaker}", known)
    yield from (f"act={match.entry.act}", f"dep={head.dep_}", f"tag={head.tag_}", f"{kind}/{known}/{shape}")
    yield from (f"{lemma}/{shape}", f"{lemma}/{side}", f"{lemma}/{head.tag_}", f"{lemma}/{speaker}")
    yield from (f"{shape}/{speaker}", f"{shape}/{side}/{known}", f"{known}/{match.entry.act}/{shape}")
    yield f"length={_length(sum(end - start for start, end in content))}"
    yield f"source={_length(len(sources[0])) if sources else 'none'}"
    yield from (f"aux={child.lower_}" for child in head.children if child.dep_ in {"aux", "auxpass"})
    yield from _circumstances(head, layout)


def _circumstances(head: Token, layout: Layout) -> Iterator[str]:
    if is_negated(head):
        yield "negated"
    if is_passive(head):
        yield "passive"
    if layout.quote_at[head.i] >= 0:
        yield "quoted"
    if head.head.i != head.i:
        yield f"above={head.head.pos_}/{head.dep_}"
        yield f"under={head.head.lemma_.lower()}/{head.dep_}"


def _shape(content: Range, layout: Layout) -> str:
    """How the content begins."""
    start = content[0]
    first = layout.doc[start]
    if layout.opens(start):
        return "quote"
    if start and layout.doc[start - 1].lower_ == "that":
        return "that"
    if first.lower_ == "to" and first.tag_ == "TO":
        return "to"
    if first.pos_ == "ADP":
        return f"prep-{first.lower_}"
    if first.tag_ in {"WP", "WRB", "WDT"} or first.lower_ in {"whether", "if"}:
        return "wh"
    inside = layout.doc[start : content[1]]
    return "clause" if any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in inside) else f"phrase-{first.tag_}"


def _side(match: Match, content: list[Range]) -> str:
    if not content:
        return "none"
    if len(content) > 1:
        return "parts"
    return "after" if content[0][0] >= match.end else "before"


def _speaker(sources: list[Span], layout: Layout) -> str:
    """What kind of word names the source."""
    if not sources:
        return "none"
    head = sources[0].root
    if head.pos_ == "PRON":
        return head.lower_
    actor = layout.draft.actor_at.get(head.i)
    return f"{head.pos_}/{actor.kind if actor is not None else 'unknown'}"


def _length(tokens: int) -> int:
    return next((number for number, most in enumerate(LENGTHS) if tokens <= most), len(LENGTHS))
