"""Where: the places in an event's own clause, what "the town" takes up, and places that only serve to find another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable
from functools import cache

from spacy.tokens import Span, Token

from sayso.extract.draft import Draft, PlaceDraft
from sayso.extract.events.clause import direct_objects
from sayso.extract.events.lexicon import noun_class
from sayso.extract.events.mention import Mention
from sayso.extract.events.when import BEFORE_AFTER, scene_words
from sayso.rules import load_toml

#: Places this wide say little about where an event was when a narrower one stands beside them.
WIDE = frozenset({"country", "region", "sea"})
#: Dealings between countries happen nowhere in particular: a country or region in their clause is a party.
NOWHERE = frozenset(
    {"SANCTION", "CONSULT", "AGREE", "ACCUSE", "REJECT", "SUPPORT", "CONCEDE", "AID", "COOPERATE", "RETREAT"}
)
WHERE = frozenset({"in", "at", "near", "outside", "around", "inside", "on", "off", "of", "into", "to"})
#: Prepositions that open a sentence with its scene: "In Idlib, ...".
SCENES = frozenset({"in", "at", "near", "outside", "inside", "around", "across", "on", "off"})
#: "at Uri near Baramulla": what stands after these only helps to find the place before.
BESIDE = frozenset({"near", "outside", "beside", "opposite", "from"})
#: How many places named before are asked for what "the town" means.
SEEN = 40

#: How many phrases deep "the town" may stand: "at a parade in the west of the town".
DEEP = 3
#: Within so many words of a sentence's beginning it is said that the story moves.
OPENING = 7

Named = list[tuple[int, PlaceDraft]]


def literal_places(draft: Draft) -> list[tuple[Span, PlaceDraft]]:
    """Every mention of a place as a place, in the order of the text."""
    rows = [
        (span, place)
        for place in draft.places
        for span, use in zip(place.mentions, place.uses, strict=True)
        if use == "literal"
    ]
    return sorted(rows, key=lambda row: row[0].start)


def is_party(token: Token) -> bool:
    """Whether a place name stands where only somebody can: as subject of a verb, after "by", after "before"."""
    for _ in range(SEEN):
        if token.dep_ not in {"conj", "appos"} or token.head == token or token.head.pos_ not in {"NOUN", "PROPN"}:
            break
        token = token.head
    if token.dep_ == "pobj":
        return token.head.dep_ == "agent" or token.head.lower_ in BEFORE_AFTER
    return token.dep_ in {"nsubj", "agent"} and token.head.pos_ == "VERB"


def only_locates(draft: Draft, span: Span) -> bool:
    """Whether a place only says where the place right before it lies: "at Uri near Baramulla"."""
    prep = span.root.head
    if span.root.dep_ != "pobj" or prep.lower_ not in BESIDE or not prep.i or prep.i > span.start:
        return False
    before = draft.place_at.get(prep.i - 1 - (prep.nbor(-1).text == ","))
    return before is not None and before is not draft.place_at.get(span.start)


def opens_sentence(span: Span) -> bool:
    """Whether a place sets the scene of its sentence: "In Idlib, ...", "Meanwhile in Idlib ..."."""
    prep, first = span.root.head, span.root.sent.start
    return span.root.dep_ == "pobj" and prep.lower_ in SCENES and first <= prep.i <= first + 2 and prep.i < span.start


def add_place(mention: Mention, place: PlaceDraft, token: Token | None = None) -> None:
    """Add a place once; a country or region is no place of dealings, nor is a capital to which a note is sent."""
    if mention.type in NOWHERE and place.kind in {"country", "region"}:
        return
    if mention.type == "ACCUSE" and token is not None and token.head.lower_ not in SCENES:
        return
    if place not in mention.places:
        mention.places.append(place)


def narrow(places: Iterable[PlaceDraft]) -> list[PlaceDraft]:
    """The places without the countries and regions that only hold the others."""
    rows = list(places)
    return [place for place in rows if place.kind not in WIDE] or rows


def of_what(mention: Mention, draft: Draft) -> list[PlaceDraft]:
    """The places of what it is done to: "suspended the Jeddah talks", "the talks in Jeddah, now suspended"."""
    if mention.token.pos_ != "VERB":
        return []
    nouns = direct_objects(mention.token)
    near = [child for noun in nouns for child in noun.children if child.dep_ == "compound"]
    near += [deep for noun in nouns for deep in _after_prepositions(noun) if deep.head.lower_ in {"in", "at", "near"}]
    found = (draft.place_at.get(token.i) for token in near)
    return [place for place in found if place is not None]


def names_unknown_place(mention: Mention, known: Collection[int]) -> bool:
    """Whether the clause names a place that nobody could resolve: then the scene's place would be wrong.

    `known` are the tokens of places, actors and times.
    """
    preps = [child for child in mention.token.children if child.dep_ == "prep" and child.lower_ in WHERE]
    nouns = [noun for prep in preps for noun in prep.children if noun.dep_ == "pobj"]
    nouns += [inner for noun in nouns for prep in noun.children if prep.dep_ == "prep" for inner in prep.children]
    return any(noun.pos_ == "PROPN" and noun.i not in known for noun in nouns)


def is_elsewhere(mention: Mention) -> bool:
    """Whether the words say that the story moves: "elsewhere", "separately", "in another incident"."""
    first, moving = mention.token.sent.start, scene_words("elsewhere")
    opening = mention.token.doc[first : min(first + OPENING, mention.token.i)]
    return any(t.lower_ in moving for t in (*opening, *mention.token.children))


def is_at_known_spot(mention: Mention) -> bool:
    """Whether it is told as at a spot of the scene that is known: "near the palace", "around the airport"."""
    head = mention.token.head
    nouns = _ground(mention.token) + (_ground(head) if mention.is_noun and head.pos_ == "VERB" else [])
    spots = noun_class("building") | noun_class("institution") | noun_class("premises")
    return any(noun.lemma_.lower() in spots and _is_known(noun) for noun in nouns)


# --- "the town" -------------------------------------------------------------------------------------------------------


@cache
def place_words() -> dict[str, frozenset[str]]:
    """Nouns that take up a place ("the town") with the kinds of place that they may mean."""
    table: dict[str, list[str]] = load_toml("events_classes.toml")["place_words"]
    return {word: frozenset(kinds) for word, kinds in table.items()}


def take_up(draft: Draft, mention: Mention, named: Named, dateline: PlaceDraft | None, paragraph: int) -> None:
    """Give a mention the place that "the town" or "the capital" in its clause takes up.

    It is the last one of its kind in the paragraph, else the one that the report names most, the first of equals.
    """
    starts = [start for start, _ in named]
    seen = named[: bisect_left(starts, mention.token.right_edge.i + 1)]
    for noun in _ground(mention.token):
        beside = draft.place_at.get(noun.head.i) if noun.dep_ == "appos" else None
        if beside is not None:
            add_place(mention, beside)
            continue
        kinds = place_words().get(noun.lemma_.lower())
        if kinds is None or not _is_known(noun):
            continue
        before = [(start, place) for start, place in seen[-SEEN:] if start < noun.i and place.kind in kinds]
        near = [place for start, place in before if start >= paragraph]
        place = near[-1] if near else max((p for _, p in before), key=_prominence, default=dateline)
        if place is not None and place.kind in kinds:
            add_place(mention, place)
            mention.notes.append(f"place: “{noun.text}” taken as {place.name}")


def _is_known(noun: Token) -> bool:
    """Whether a noun takes up what was told: "the district", not "the Gao district", "the city of Gao"."""
    named = [child for child in noun.children if child.dep_ in {"compound", "nmod", "appos"}]
    named += [deep for prep in noun.children if prep.lower_ == "of" for deep in prep.children]
    has_article = any(child.lower_ in {"the", "this", "that"} for child in noun.children)
    return has_article and not any(child.pos_ == "PROPN" for child in named)


def _prominence(place: PlaceDraft) -> int:
    """How often a place is named as a place, in the title and the dateline, too."""
    return sum(use == "literal" for use in place.uses)


def _ground(token: Token) -> list[Token]:
    """The nouns that can say where: objects, and those after a preposition, also inside of them."""
    nouns = direct_objects(token) if token.pos_ == "VERB" else []
    nouns = nouns + _after_prepositions(token)
    inner = [child for noun in nouns for child in noun.children if child.dep_ in {"poss", "compound"}]
    deep = nouns
    for _ in range(DEEP):
        deep = [below for noun in deep for below in _after_prepositions(noun)]
        inner += deep
    return nouns + inner


def _after_prepositions(token: Token) -> list[Token]:
    preps = [child for child in token.children if child.dep_ in {"prep", "prt"}]
    return [noun for prep in preps for noun in prep.children if noun.dep_ == "pobj"]
