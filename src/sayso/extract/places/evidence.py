"""Weighs what speaks for and against a span naming a place: the gazetteer, the words around it, the rest of the report.

Every piece of evidence has a name ("b:strong": a word like "in" stands before it); `places_weights.toml` holds its
weight, a log-odds fitted by `tools/fit_places.py` on openly licensed text. The sum decides.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc

from sayso.extract.draft import Draft
from sayso.extract.places.beside import DASHES, LED, after, before
from sayso.extract.places.links import link
from sayso.extract.places.lists import lists
from sayso.extract.places.names import HYPHENS, Name, is_capital, is_ours, is_seat, is_wide
from sayso.gazetteer import Entry, gazetteer

#: Evidence that the name is a person's.
PERSONAL = frozenset({"b:title", "b:given"})
#: Evidence that the name is only the first word of an unknown one: "the village of Thar Yar Gone".
PART = frozenset({"b:of-level", "a:capital"})
#: Evidence that the name is part of that of a body.
BODILY = frozenset({"a:body", "a:media", "b:of-body"})
#: The share of a report's talk about countries from which on a country is home to it.
HOME = 0.2


@dataclass(frozen=True, slots=True)
class Setting:
    """What the report as a whole says: its home countries, the units that it names, its datelines and page lines."""

    home: frozenset[str]
    units: frozenset[str]
    lines: frozenset[int]


def weigh(doc: Doc, draft: Draft, names: list[Name], spoken: list[str]) -> None:
    """Score every name by its evidence; `spoken` is what `talk` found."""
    link(doc, names)
    lines = frozenset(token.i for line in draft.lines for token in line)
    setting = Setting(home_countries(spoken, names), named_units(names), lines)
    ends = {name.end: name for name in names}
    pair(doc, names)
    for name in names:
        name.features += [
            *known(name, setting),
            *itself(name, setting),
            before(doc, name, ends),
            after(doc, name),
        ]
        if set(name.features) >= PART and "t:multi" not in name.features:
            name.features.append("x:part")
        name.score = total(name)
    repeat(names)


def pair(doc: Doc, names: list[Name]) -> None:
    """Mark two names that a way joins ("the Kupiansk-Svatove road")."""
    for one, other in pairwise(names):
        joined = other.start - one.end == 1 and doc[one.end].text in HYPHENS | {"–", "—"}
        if joined and other.end < len(doc) and doc[other.end].lower_ in lists().ways:
            one.features.append("t:way")
            other.features.append("t:way")


def total(name: Name) -> float:
    """The sum of the weights of a name's evidence; evidence without a weight counts nothing."""
    weights = lists().weights
    return weights.get("bias", 0.0) + sum(weights.get(feature, 0.0) for feature in name.features)


def known(name: Name, setting: Setting) -> list[str]:
    """What the gazetteer says: the most telling place of this name, and whether one lies where the report plays."""
    mains = [entry for entry in name.entries if entry.main]
    if any(entry.kind == "country" for entry in mains):
        return ["k:country"]
    if any(entry.is_own_region for entry in mains):
        return ["k:own"]
    if any(is_seat(entry) for entry in mains[:3]):
        return ["k:capital"]
    if any(entry.kind == "admin1" and entry.size >= 5.5 for entry in mains):
        return ["k:admin1"]
    small = any(entry.kind == "admin1" for entry in mains) and mains[0].size < 5.5
    found = ["k:admin1-small" if small else rank(mains[0] if mains else name.entries[0], bool(mains))]
    if any(unit in setting.units for entry in name.entries for unit in entry.within):
        found.append("k:unit")
    elif any(entry.country in setting.home for entry in name.entries):
        found.append("k:home" if any(entry.country in setting.home for entry in mains) else "k:home-alias")
    return found


def rank(entry: Entry, main: bool) -> str:
    """The size class of a town, in powers of ten."""
    if not main:
        return "k:alias6" if entry.size >= 5.5 else "k:alias4" if entry.size >= 4 else "k:alias"
    size = (
        "7"
        if entry.size >= 6.3
        else "6"
        if entry.size >= 5.5
        else "5"
        if entry.size >= 4.7
        else "4"
        if entry.size >= 3.7
        else "3"
    )
    return f"k:town{size}"


def itself(name: Name, setting: Setting) -> list[str]:
    """What the words of the name say, and what the report says of them elsewhere."""
    span = name.span
    before = span.doc[name.start - 1] if name.start else None
    signs = {
        "d:line": name.start in setting.lines,
        "t:caps": len(span) == 1 and span.text.isupper() and len(span.text) > 3,
        "t:acronym": is_acronym(name) and name.start not in setting.lines,
        "t:direction": before is not None and is_capital(before) and before.lower_ in lists().directions,
        "t:adjective": name.key in gazetteer().adjectives,
        "t:not-proper": all(token.pos_ != "PROPN" for token in span),
        "a:level": name.level is not None,
        "a:inside": name.inside is not None,
    }
    return [*word_kind(name), *(sign for sign, holds in signs.items() if holds)]


def named_by_bodies(names: list[Name]) -> list[Name]:
    """The names that are no places themselves, but tell where a body is at home ("Ohio State University")."""
    told = {name.key for name in names if name.score > 0}
    return [
        name for name in names if name.score <= 0 and name.key not in told and not BODILY.isdisjoint(name.features)
    ]


def is_acronym(name: Name) -> bool:
    """Whether a single word in capitals stands among words in small letters, and begins no line ("the TAPI line")."""
    doc, text = name.span.doc, name.span.text
    if len(name.span) > 1 or not text.rstrip("s").isupper() or is_ours(name.entries[0]):
        return False
    beside = [doc[i] for i in (name.start - 1, name.end) if 0 <= i < len(doc)]
    return not (any(t.is_space or t.text in DASHES | HYPHENS or (t.is_alpha and t.text.isupper()) for t in beside))


def word_kind(name: Name) -> list[str]:
    """Whether the name has several words, or its only word is also an ordinary word or a given name."""
    if len(name.span) > 1:
        return ["t:multi"]
    if is_wide(name):
        return []
    if name.key in lists().common:
        return ["t:common"]
    return ["t:given"] if name.key in lists().given else []


def repeat(names: list[Name]) -> None:
    """What is a place once is likely one elsewhere in the report, and what is a person once ("Mr. Gao") a person."""
    best: dict[str, float] = {}
    often = Counter(name.key for name in names)
    sure = {name.key for name in names if not LED.isdisjoint(name.features)}
    persons = {name.key for name in names if name.score <= 0 and not PERSONAL.isdisjoint(name.features)} - sure
    for name in names:
        best[name.key] = max(best.get(name.key, -9.0), name.score)
    for name in names:
        if name.key in persons:
            name.features.append("d:surname")
        elif best[name.key] > max(name.score, 1.5):
            name.features.append("d:elsewhere")
        if often[name.key] > 2:
            name.features.append("d:often")
        name.score = total(name)


def named_units(names: list[Name]) -> frozenset[str]:
    """The states and provinces that the report names."""
    return frozenset(e.ref for name in names for e in name.entries if e.kind == "admin1" and e.main and e.size >= 5)


def home_countries(spoken: list[str], names: list[Name]) -> frozenset[str]:
    """The countries that a good part of the talk is about: by name, by adjective, or by a great place in them."""
    counts = Counter(spoken)
    for name in names:
        first = name.entries[0]
        if first.country and (first.kind == "country" or first.is_own_region or (first.main and first.size >= 6)):
            counts[first.country] += 1
    whole = sum(counts.values())
    return frozenset(code for code, n in counts.items() if n >= HOME * whole)


def talk(doc: Doc, caps: list[int]) -> list[str]:
    """The countries of the adjectives and peoples in the report ("Afghan", "North Koreans"), one for each time."""
    known_ = gazetteer().adjectives
    codes: list[str] = []
    for i in caps:
        single = known_.get(doc[i].lower_, ())
        pair = known_.get(f"{doc[i - 1].lower_} {doc[i].lower_}", ()) if single and i else ()
        codes.extend(pair or single)
    return codes
