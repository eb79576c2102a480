"""Who "both governments", "the two sides", "the groups" are, and so who says what they say together.

Two that were joined in the last sentences ("Peru and Chile", "between the army and the rebels") are meant before all;
else the two sides that the report has told of most so far.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

from spacy.tokens import Span, Token

from sayso.extract.draft import ActorDraft, Draft
from sayso.rules import load_toml

#: How many tokens back a pair may stand that was joined by "and".
NEAR = 160
PAIRING = frozenset({"both", "two", "neither", "either"})


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """The kinds of actors that each noun for a pair may mean."""
    table = load_toml("pairs.toml")["pairs"]
    return {noun: frozenset(kinds.split()) for kinds, nouns in table.items() for noun in nouns.split()}


def find_pair(draft: Draft, source: Span) -> list[ActorDraft]:
    """The two that these words mean; empty where they mean no pair, or nobody knows which."""
    head = source.root
    kinds = _kinds().get(head.lemma_.lower())
    if kinds is None or not _is_pair(source, head):
        return []
    return _joined(draft, source, kinds) or _foremost(draft, source, kinds)


def _is_pair(source: Span, head: Token) -> bool:
    """Whether the words tell of two: "both sides", "the two armies", "neither side", and no owner or name beside it."""
    before = [token for token in source if token.i < head.i]
    if any(token.pos_ == "PROPN" for token in before) or any(c.dep_ in {"prep", "poss"} for c in head.children):
        return False
    words = {token.lower_ for token in before}
    if source.text.lower() == "both":
        return True
    return bool(words & PAIRING) or (words == {"the"} and head.tag_ == "NNS" and head.lemma_ in {"side", "group"})


def _joined(draft: Draft, source: Span, kinds: frozenset[str]) -> list[ActorDraft]:
    """The last two actors of these kinds that "and" joins before the source."""
    doc = source.doc
    for index in range(source.start - 1, max(source.start - NEAR, 0), -1):
        token = doc[index]
        if token.dep_ != "conj" or token.i not in draft.actor_at or token.head.i not in draft.actor_at:
            continue
        pair = [_of_kinds(draft.actor_at[i], kinds) for i in (token.head.i, token.i)]
        found = [actor for actor in pair if actor is not None]
        if len(found) == len(pair) and found[0] is not found[1]:
            return found
    return []


def _foremost(draft: Draft, source: Span, kinds: frozenset[str]) -> list[ActorDraft]:
    """The two sides of these kinds that were told of most before the source."""
    told: Counter[int] = Counter()
    sides: dict[int, ActorDraft] = {}
    for actor in draft.actors:
        side = _of_kinds(actor, kinds)
        if side is not None:
            sides[id(side)] = side
            told[id(side)] += sum(span.start < source.start for span in actor.mentions)
    # the Counter keeps the order of the draft among equals, so that the same text gives the same pair
    first = [sides[key] for key, times in told.most_common(2) if times]
    return first if len(first) > 1 else []


def _of_kinds(actor: ActorDraft, kinds: frozenset[str]) -> ActorDraft | None:
    """The actor, or the side that it speaks for, if it is of one of the kinds."""
    if actor.kind in kinds:
        return actor
    side = actor.side()
    return side if side.kind in kinds and "person" not in kinds else None
