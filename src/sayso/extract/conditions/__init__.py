"""Conditions: an outcome that somebody makes depend on something ("trade would not resume unless ...").

A connective ("if", "only after", "in exchange for"), a predicate ("depends on"), an inversion ("should they attack,
..."), an act not yet done with its consequence ("any attack would trigger ...") or a set of terms ("conditions for a
return: ...") ties two stretches of one sentence together; both are cut to the statement that puts them forward. Nothing
is found for indirect questions ("asked if"), "as if" and "even if", events in the past that merely have a time
("once"), and past habits. Which words do what is in `data/conditions.toml`. Fills `draft.conditions`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Token

from sayso.extract.conditions.connectives import connectives, from_connective
from sayso.extract.conditions.parts import Pair, known_words, runs
from sayso.extract.conditions.predicates import from_consequence, from_inversion, from_predicate, from_terms
from sayso.extract.draft import ConditionDraft, Draft, StatementDraft, draft_of, mark
from sayso.extract.syntax import find_words

Finder = Callable[[Draft, Token, bool], Pair | None]
#: Words that begin a condition by standing before their subject.
INVERTED = frozenset({"should", "were"})


@Language.factory("sayso_conditions", requires=["token.dep", "token.lemma"], assigns=["doc.spans", "doc._.sayso"])
def create_conditions(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Make the component."""
    return find_conditions


def find_conditions(doc: Doc) -> Doc:
    """Fill `draft.conditions`, and the span group `sayso/conditions` with what each outcome depends on."""
    draft = draft_of(doc)
    taken: set[int] = set()
    for pair in _pairs(doc, draft):
        words = {token.i for token in pair.depends_on}
        if words & taken:
            draft.against("conditions.taken", pair.at)
            continue
        condition = _condition(draft, doc, pair)
        if condition is not None:
            taken |= words
            draft.conditions.append(condition)
            entry = f"conditions.toml: {pair.at.lower_}"
            draft.because("conditions.tie", condition.depends_on[0], pair.at.text, entry, pair.at, *condition.outcome)
    mark(doc, "conditions", [span for condition in draft.conditions for span in condition.depends_on])
    return doc


@cache
def _finders() -> dict[str, list[Finder]]:
    """What to try at a word, by its lemma."""
    words = known_words()
    table: dict[str, list[Finder]] = {}
    for lemmas, finder in (
        (words["depends"], from_predicate),
        (words["consequence"]["verbs"], from_consequence),
        (words["terms"]["nouns"], from_terms),
    ):
        for lemma in lemmas:
            table.setdefault(lemma, []).append(finder)
    return table


@cache
def _telling() -> frozenset[str]:
    """Every word at which a condition can be found."""
    return frozenset(connectives()) | frozenset(_finders()) | INVERTED


def _pairs(doc: Doc, draft: Draft) -> list[Pair]:
    """Every condition of the text, connectives first: they are the plainest."""
    starts, by_lemma = connectives(), _finders()
    plain: list[Pair] = []
    other: list[Pair] = []
    for token in (doc[i] for i in find_words(doc, _telling()) if draft.body[i]):
        lower = token.lower_
        if lower in starts:
            plain += _found(draft, token, from_connective)
        if lower in INVERTED:
            other += _found(draft, token, from_inversion)
        for finder in by_lemma.get(token.lemma_, ()):
            other += _found(draft, token, finder)
    return plain + other


def _found(draft: Draft, token: Token, finder: Finder) -> list[Pair]:
    """What a finder finds at a word within its statement; where a half lies outside of it, within the sentence."""
    for is_wide in (False, True):
        pair = finder(draft, token, is_wide)
        if pair is not None and runs(token.doc, pair.outcome) and runs(token.doc, pair.depends_on):
            return [pair]
        if draft.innermost(token) is None:
            break
    draft.against("conditions.no_halves", token, entry=f"conditions.toml: {token.lower_}")
    return []


def _condition(draft: Draft, doc: Doc, pair: Pair) -> ConditionDraft | None:
    outcome, depends_on = runs(doc, pair.outcome), runs(doc, pair.depends_on)
    if not outcome or not depends_on:
        return None
    said = pair.said or _teller(draft, outcome[0].root, depends_on[0].root)
    set_by = pair.set_by if pair.set_by is not None else said.speaker if said is not None else None
    return ConditionDraft(outcome, depends_on, set_by, [said] if said is not None else [])


def _teller(draft: Draft, outcome: Token, clause: Token) -> StatementDraft | None:
    """The innermost statement that holds both halves, where its content leaves out what ties them ("provided that")."""
    both = [said for said in draft.holding(outcome) if said in draft.holding(clause)]
    return both[-1] if both else None
