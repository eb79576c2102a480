"""What `casualties.toml` knows, indexed for look-up: words of harm with their victims' place, and classes of people."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.tokens import Token

from sayso.rules import load_toml

KINDS = ("killed", "injured", "missing", "detained", "displaced")


@dataclass(frozen=True, slots=True)
class Harm:
    """A verb of harm: `slot` is where its victim stands, `rest` what must follow it ("dead" of "shoot dead")."""

    kind: str
    slot: str
    only_people: bool
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """Verb and noun that together tell of victims ("lose" and "life"); see `[[frames]]`."""

    kind: str
    victim: str
    nouns: frozenset[str]


@cache
def rules() -> dict[str, Any]:
    """The data file."""
    return load_toml("casualties.toml")


@cache
def words(table: str, key: str) -> frozenset[str]:
    """A list of the data file as a set."""
    return frozenset(rules()[table][key])


@cache
def harms() -> dict[str, tuple[Harm, ...]]:
    """Verb lemma -> what it does to whom; longer phrases first."""
    found: dict[str, list[Harm]] = defaultdict(list)
    for kind in KINDS:
        for key in ("object", "object_of_people", "subject", "subject_of_people"):
            slot, _, limit = key.partition("_")
            for phrase in rules()[kind][key]:
                verb, *rest = phrase.split()
                found[verb].append(Harm(kind, slot, bool(limit), tuple(rest)))
    return {verb: tuple(sorted(some, key=lambda harm: -len(harm.rest))) for verb, some in found.items()}


@cache
def frames() -> dict[str, tuple[Frame, ...]]:
    """Verb lemma -> the frames that it opens."""
    found: dict[str, list[Frame]] = defaultdict(list)
    for row in rules()["frames"]:
        for verb in row["verbs"]:
            found[verb.split()[0]].append(Frame(row["kind"], row["victim"], frozenset(row["nouns"])))
    return {verb: tuple(some) for verb, some in found.items()}


@cache
def states() -> dict[str, str]:
    """Adjective or participle -> kind: "dead", "wounded", "missing"."""
    return {word: kind for kind in KINDS for word in rules()[kind]["state"]}


@cache
def nominals() -> dict[str, str]:
    """Noun for a harm done, with its victims after "of" -> kind: "the killing of six"."""
    return {word: kind for kind in KINDS for word in rules()[kind]["nominal"]}


@cache
def counted() -> dict[str, str]:
    """Noun (singular) whose number is a number of victims -> kind: "death", "hostage"."""
    return {word: kind for kind in KINDS for key in ("counted", "persons") for word in rules()[kind][key]}


@cache
def none_of() -> dict[str, str]:
    """Noun phrase that tells of victims only where there are none -> kind."""
    return {phrase: kind for kind, phrases in rules()["none_of"].items() for phrase in phrases}


@cache
def classes() -> dict[str, str]:
    """Noun (singular, or two words) -> class of people."""
    return {noun: name for name, nouns in rules()["classes"].items() for noun in nouns}


@cache
def ordinals() -> frozenset[str]:
    """"second", "fifth": which one of a row."""
    return frozenset(load_toml("numbers.toml")["ordinals"])


def people_class(head: Token) -> str | None:
    """The class of people that a noun names, its own word where they are of no known class; None where none is."""
    known = classes()
    lemma, word = head.lemma_.lower(), head.lower_
    before = head.nbor(-1).lower_ if head.i > 0 else ""
    for name in (f"{before} {lemma}", f"{before} {word}", lemma, word, _singular(word)):
        if name in known:
            return known[name]
    if lemma in words("not_victims", "nouns") or word in words("not_victims", "nouns"):
        return None
    if lemma in words("people", "nouns") or word.endswith(_endings()):
        return head.text if head.pos_ == "PROPN" else word
    return None


@cache
def _endings() -> tuple[str, ...]:
    one = tuple(rules()["people"]["endings"])
    return one + tuple(f"{ending}s" for ending in one)


def _singular(word: str) -> str:
    """The likely singular, for capitalised words that the lemmatizer leaves alone."""
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith("men") and len(word) > 4:
        return f"{word[:-3]}man"
    return word[:-1] if word.endswith("s") and len(word) > 3 else word
