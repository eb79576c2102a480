"""What the parts of `sayso_measures` share: one mention of a measure, and the words of the data file."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from spacy.tokens import Span, Token

from sayso.extract.draft import ActorDraft, StatementDraft
from sayso.extract.syntax import noun_phrase
from sayso.rules import load_toml

IN_FORCE, LIFTED, ANNOUNCED = "in_force", "lifted", "announced"
#: The kind of a mention that only refers to a measure told before ("the ban").
KNOWN = "known"


@cache
def words(*path: str) -> Any:
    """A list of the data file as a set, a table as it is."""
    table: Any = load_toml("measures.toml")
    for key in path:
        table = table[key]
    return frozenset(table) if isinstance(table, list) else table


@dataclass(slots=True)
class Mention:
    """One mention of a measure; `weight` says how plainly it is told."""

    kind: str
    what: Span
    state: str
    weight: int
    by: ActorDraft | None = None
    toward: ActorDraft | None = None
    from_: str | None = None
    to: str | None = None
    said_by: list[StatementDraft] = field(default_factory=list)
    #: What it is on or about, in one word: what tells two measures of the kind "other" apart.
    about: str = ""
    #: Told as the state before ("that had been closed"): it says nothing of the last one.
    is_before: bool = False
    #: Told as going on ("extended the curfew on Monday"): what day it is tells nothing of its first one.
    goes_on: bool = False
    #: How many days it is to last.
    days: int = 0
    #: The crossings and towns in its words: "the Rafah crossing" is not "the Erez crossing".
    places: frozenset[int] = frozenset()


def phrase(head: Token) -> Span:
    """The noun phrase of a measure, without the pronoun of a relative clause."""
    span = noun_phrase(head)
    return span[:-1] if len(span) > 1 and span[-1].tag_ in {"WDT", "WP"} else span


def is_proposed(noun: Token) -> bool:
    """ "A lasting truce", "the ceasefire proposed by mediators": one that is only wanted."""
    if any(child.lower_ in words("says", "proposed") for child in noun.lefts):
        return True
    return any(c.dep_ == "acl" and c.tag_ == "VBN" and c.lemma_ in words("says", "wanted") for c in noun.rights)


def has_had(verb: Token) -> bool:
    """Whether a verb tells what was before, outside reported speech: "two crossings that had been closed"."""
    return verb.dep_ == "relcl" and any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children)


def is_day(day: str) -> bool:
    """Whether an ISO date is that of one day, no month, year or range."""
    return len(day) == len("2025-01-01")
