"""When and where: the time and place that stand in an event's own clause, then in its sentence, then before it."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from sayso.extract.draft import Draft, PlaceDraft, TimeDraft
from sayso.extract.events.mention import Mention

#: Places this wide say little about where an event was when a narrower one stands beside them.
WIDE = frozenset({"country", "region", "sea"})


def assign(doc: Doc, draft: Draft, mentions: list[Mention]) -> None:
    """Fill `time` and `places` of each mention from its own sentence."""
    owner = _owners(mentions)
    sources = _source_tokens(draft)
    cues = {token.i for s in draft.statements for token in s.cue}
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.token.sent.start, []).append(mention)
    for time in draft.times:
        if time.start is None or time.type in {"DURATION", "SET"} or not draft.body[time.span.start]:
            continue
        for mention in _holders(time.span.root, owner, cues, by_sentence):
            _take_time(mention, time)
    for place in draft.places:
        for span, use in zip(place.mentions, place.uses, strict=True):
            if use != "literal" or not draft.body[span.start] or span.root.i in sources:
                continue
            for mention in _holders(span.root, owner, cues, by_sentence):
                if place not in mention.places:
                    mention.places.append(place)


def _owners(mentions: list[Mention]) -> dict[int, Mention]:
    """The mention to which a token belongs: the event word, the words of its frame, the light verb above a noun."""
    owner: dict[int, Mention] = {}
    for mention in mentions:
        for index in mention.parts:
            owner.setdefault(index, mention)
    for mention in mentions:
        owner[mention.token.i] = mention
    for mention in mentions:
        head = mention.token.head
        if mention.is_noun and mention.token.dep_ in {"dobj", "nsubj", "nsubjpass"} and head.pos_ in {"VERB", "AUX"}:
            owner.setdefault(head.i, mention)
    return owner


def _source_tokens(draft: Draft) -> set[int]:
    return {token.i for s in draft.statements if s.source is not None for token in s.source}


def _holders(root: Token, owner: dict[int, Mention], cues: set[int], by_sentence: dict[int, list[Mention]]) -> list[Mention]:
    """The event whose clause holds a token; where the clause is nobody's, every event below that clause; never a cue's."""
    token = root
    path = 0
    while path < 25:
        if token.i in owner:
            return [owner[token.i]]
        if token.i in cues and token.pos_ in {"VERB", "AUX"}:
            return []
        if token.head == token:
            break
        token, path = token.head, path + 1
    return []


def _take_time(mention: Mention, time: TimeDraft) -> None:
    """The narrower of two times wins: "on Tuesday at dawn" has both."""
    known = mention.time
    if known is None or _width(time) < _width(known):
        mention.time = time


def _width(time: TimeDraft) -> int:
    order = ["hour", "part_of_day", "day", "week", "month", "year", "unknown"]
    return order.index(time.grain) if time.grain in order else len(order)


def narrow(places: list[PlaceDraft]) -> list[PlaceDraft]:
    """The places without the countries and regions that only hold the others."""
    close = [place for place in places if place.kind not in WIDE]
    return close or places
