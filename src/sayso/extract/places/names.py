"""Finds the names of places: capitalised spans that the gazetteer knows, weighed by the words around them.

Each span gets a score: what the gazetteer says (a country speaks for itself, a hamlet needs help), what the words before
and after say ("in", "Khost province", "Tame, Arauca"; against it "Gen.", a given name, "University"), and what the entity
model thinks. The numbers are log-odds by the feel of English news, tuned on openly licensed text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from math import log10

from spacy.tokens import Doc, Span, Token

from sayso.extract.draft import Draft
from sayso.gazetteer import Entry, fold, gazetteer
from sayso.rules import load_toml

LONGEST = 6
ACCEPTED = 1.0
CONNECTORS = frozenset({"of", "de", "del", "la", "al", "el", "and", "da", "do", "dos", "ez", "ash", "as", "e", "-", "–", "'", "’", "&"})
HYPHENS = frozenset({"-", "–", "‑"})


@dataclass(slots=True, eq=False)
class Name:
    """A span that may name a place."""

    span: Span
    entries: tuple[Entry, ...]
    score: float
    #: The level that the words around it state: "admin1", "admin2", "town", ... or None.
    level: str | None = None
    #: What follows after a comma, or "in"/"of": the name of the place around this one.
    inside: Name | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def start(self) -> int:
        """The index of the first token."""
        return self.span.start

    @property
    def key(self) -> str:
        """The folded name."""
        return fold(self.span.text)


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of places.toml, ready to ask."""

    level: dict[str, str]
    strong: frozenset[str]
    weak: frozenset[str]
    of_place: frozenset[str]
    directions: frozenset[str]
    titles: frozenset[str]
    bodies: frozenset[str]
    of_bodies: frozenset[str]
    stop: frozenset[str]


@cache
def words() -> Words:
    """The word lists, read once."""
    rules = load_toml("places.toml")
    return Words(
        level={word: level for level, group in rules["levels"].items() for word in group},
        strong=frozenset(rules["prepositions"]["strong"]),
        weak=frozenset(rules["prepositions"]["weak"]),
        of_place=frozenset(rules["prepositions"]["of_place"]),
        directions=frozenset(rules["before"]["directions"]),
        titles=frozenset(rules["before"]["titles"]),
        bodies=frozenset(rules["after"]["bodies"]),
        of_bodies=frozenset(rules["after"]["of_bodies"]),
        stop=frozenset(rules["stop"]["words"]),
    )


def find_names(doc: Doc, draft: Draft) -> list[Name]:
    """The names of places of a report, in order."""
    looked_at = {token.i for line in draft.lines for token in line}
    candidates = []
    i = 0
    while i < len(doc):
        if not (draft.body[i] or i in looked_at) or not is_capital(doc[i]):
            i += 1
            continue
        name = longest(doc, i)
        if name is None:
            i += 1
            continue
        candidates.append(name)
        i = name.span.end
    link(doc, candidates)
    for name in candidates:
        name.score += around(doc, name)
    share(doc, candidates)
    return [name for name in candidates if name.score >= ACCEPTED]


def is_capital(token: Token) -> bool:
    """Whether the token begins like a name."""
    return token.text[0].isupper()


def longest(doc: Doc, start: int) -> Name | None:
    """The longest span from here that the gazetteer knows."""
    end = run_end(doc, start)
    for stop in range(end, start, -1):
        if not is_capital(doc[stop - 1]) and not doc[stop - 1].text[0].isdigit():
            continue
        span = doc[start:stop]
        if stop - start == 1 and fold(span.text) in words().stop:
            return None
        entries = gazetteer().find(span.text)
        if entries:
            return Name(span, entries, score=known(entries, span))
    return None


def run_end(doc: Doc, start: int) -> int:
    """Where a run of capitalised words, joined by connectors and hyphens, ends (at most LONGEST words on)."""
    end = start + 1
    while end < min(len(doc), start + LONGEST) and (is_capital(doc[end]) or doc[end].lower_ in CONNECTORS):
        end += 1
    return end


def known(entries: tuple[Entry, ...], span: Span) -> float:
    """What the gazetteer alone says for a name."""
    best = max(prior(entry) for entry in entries)
    return best + (0.7 if len(span) > 1 else 0.0) - (0.7 if len(span.text) < 4 else 0.0)


def prior(entry: Entry) -> float:
    """How far the place itself speaks for being meant."""
    if entry.kind == "country" or entry.ref.startswith("sayso:"):
        return 2.2
    size = log10(entry.population + 100) / 2 - 2.2  # 10,000: -0.2, a million: 0.8, ten million: 1.3
    level = 0.8 if entry.kind == "admin1" else -0.4 if entry.kind == "admin2" else 0.0
    return size + level - (0.0 if entry.main else 1.0)


def around(doc: Doc, name: Name) -> float:
    """What the words around a name say."""
    return before(doc, name) + after(doc, name) + entity(name) + tags(name)


def before(doc: Doc, name: Name) -> float:
    """What the word before the name says; the one before a direction ("in northern Khost") where there is one."""
    i = name.start - 1
    while i >= 0 and doc[i].lower_ in words().directions | {"the", "city", "town"}:
        i -= 1
    if i < 0 or doc[i].is_space or doc[i].is_punct or not doc[i].text.strip("'\"’”"):
        return 0.0
    word = doc[i]
    lower = word.lower_.rstrip(".")
    if lower in words().titles:
        return -4.0
    if lower in words().strong:
        return 1.6
    if lower in words().weak:
        return 1.0
    if lower == "of":
        return of_what(doc, i, name)
    if lower in words().level and not is_capital(word):
        return 0.8
    if is_capital(word) and word.pos_ == "PROPN" and word.ent_type_ not in {"DATE", "NORP"}:
        return -2.5
    return 0.0


def of_what(doc: Doc, i: int, name: Name) -> float:
    """What the noun before "of" says: "north of", "the province of"; against it "University of"."""
    noun = doc[i - 1] if i else None
    if noun is None:
        return 0.0
    lower = noun.lower_
    if lower in words().of_bodies and is_capital(noun):
        return -4.0
    if lower in words().level:
        name.level = name.level or words().level[lower]
        return 2.0
    return 1.6 if lower in words().of_place else 0.4


def after(doc: Doc, name: Name) -> float:
    """What the word after the name says."""
    end = name.span.end
    if end >= len(doc):
        return 0.0
    word = doc[end]
    level = words().level.get(word.lower_)
    if level is not None and word.lower_ not in {"front"}:
        name.level = level
        return 1.8
    if name.inside is not None:
        return 1.8
    if word.lower_ in words().bodies and is_capital(word):
        return -4.0
    if is_capital(word) and word.pos_ == "PROPN" and not word.is_sent_start and word.ent_type_ != "DATE":
        return -2.5
    if word.text in HYPHENS and end + 1 < len(doc) and not doc[end - 1].whitespace_ and not word.whitespace_:
        return -1.0
    return 0.0


def entity(name: Name) -> float:
    """What the entity model thinks."""
    labels = [token.ent_type_ for token in name.span]
    label = labels[-1]
    if label in {"GPE", "LOC", "FAC"}:
        return 1.2
    if label in {"PERSON", "ORG", "NORP", "WORK_OF_ART", "EVENT", "PRODUCT", "LAW"}:
        whole = not (outside(name.span, -1) or outside(name.span, 1))
        if label == "PERSON":
            return -1.0 if whole else -2.0
        return -0.5 if whole else -1.5
    return 0.0


def outside(span: Span, side: int) -> bool:
    """Whether the entity of the span's edge goes on beyond it."""
    doc = span.doc
    i = span.end if side > 0 else span.start
    return 0 < i < len(doc) and doc[i].ent_iob_ == "I" and doc[i].ent_type_ == doc[i - 1].ent_type_


def tags(name: Name) -> float:
    """A name is made of proper nouns; what is an adjective of a people is none."""
    if name.key in gazetteer().adjectives and len(name.entries) < 2:
        return -4.0
    return 0.0 if any(token.pos_ == "PROPN" for token in name.span) else -1.5


def link(doc: Doc, names: list[Name]) -> None:
    """Join "Tame, Arauca", "Tame in Colombia's Arauca" and "Khost, a city in ..." by their inner place."""
    for inner, outer in pairwise(names):
        between = doc[inner.span.end : outer.start].text.strip().lower()
        if between in {",", "in", "'s", "’s", "of"} and contains(outer, inner):
            inner.inside = outer


def contains(outer: Name, inner: Name) -> bool:
    """Whether some place of the one name lies in some place of the other."""
    return any(lies_in(small, wide) for wide in outer.entries[:8] for small in inner.entries[:40])


def lies_in(small: Entry, wide: Entry) -> bool:
    """Whether the one place lies in the other by the gazetteer."""
    if wide.kind == "country":
        return small.country == wide.country and small.kind != "country"
    return wide.ref in small.within


def share(doc: Doc, names: list[Name]) -> None:
    """What is a place once is likely one elsewhere in the report; a person's surname is likely that person."""
    surnames = {fold(ent[-1].text) for ent in doc.ents if ent.label_ == "PERSON" and len(ent) > 1}
    best: dict[str, float] = {}
    for name in names:
        best[name.key] = max(best.get(name.key, -9.0), name.score)
    for name in names:
        if name.key in surnames:
            name.score -= 1.5
        elif best[name.key] >= 2.5 and name.score > -1.0:
            name.score += 1.0
