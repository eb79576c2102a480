"""The word lists of places.toml and places_lists.toml, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.rules import load_toml


@dataclass(frozen=True, slots=True)
class Lists:
    """Word lists, all in lower case."""

    level: dict[str, str]
    offices: dict[str, str]
    strong: frozenset[str]
    weak: frozenset[str]
    of_place: frozenset[str]
    directions: frozenset[str]
    titles: frozenset[str]
    bodies: frozenset[str]
    media: frozenset[str]
    nature: frozenset[str]
    ways: frozenset[str]
    eponyms: frozenset[str]
    of_bodies: frozenset[str]
    stop: frozenset[str]
    common: frozenset[str]
    given: frozenset[str]
    speech: frozenset[str]
    verbs: frozenset[str]
    people: frozenset[str]
    abbreviations: dict[str, str]
    weights: dict[str, float]


@cache
def lists() -> Lists:
    """The lists as they ship, with what a user adds."""
    rules = load_toml("places.toml")
    long = load_toml("places_lists.toml")
    weights = load_toml("places_weights.toml")
    return Lists(
        level={word: level for level, group in rules["levels"].items() for word in group},
        offices={word: level for level, group in rules["offices"].items() for word in group},
        strong=frozenset(rules["prepositions"]["strong"]),
        weak=frozenset(rules["prepositions"]["weak"]),
        of_place=frozenset(rules["prepositions"]["of_place"]),
        directions=frozenset(rules["before"]["directions"]),
        titles=frozenset(rules["before"]["titles"]),
        bodies=frozenset(rules["after"]["bodies"]),
        nature=frozenset(rules["after"]["nature"]),
        ways=frozenset(rules["after"]["ways"]),
        media=frozenset(rules["after"]["media"]),
        eponyms=frozenset(rules["after"]["eponyms"]),
        of_bodies=frozenset(rules["after"]["of_bodies"]),
        stop=frozenset(rules["stop"]["words"].split()) | frozenset(rules["stop"]["phrases"]),
        common=frozenset(long["common"].split()),
        given=frozenset(long["given"].split()),
        speech=frozenset(rules["speech"]),
        verbs=frozenset(rules["verbs"]),
        people=frozenset(rules["people"]),
        abbreviations=rules["abbreviations"],
        weights={**weights["fitted"], **weights["judged"]},
    )
