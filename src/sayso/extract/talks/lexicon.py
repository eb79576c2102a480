"""The lists of `talks.toml`, and one mention of talks."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from spacy.tokens import Token

from sayso.extract.draft import ActorDraft, PlaceDraft, StatementDraft
from sayso.rules import load_toml


@cache
def words(*path: str) -> frozenset[str]:
    """A list of the data file as a set."""
    table: Any = load_toml("talks.toml")
    for key in path:
        table = table[key]
    return frozenset(table)


@cache
def ordinals() -> dict[str, int]:
    """The numbers of rounds by their word."""
    found: dict[str, int] = load_toml("talks.toml")["ordinals"]
    return found


@cache
def telling_state() -> frozenset[str]:
    """Every verb, noun and adjective that tells how talks stand."""
    return frozenset(word for listed in load_toml("talks.toml")["state"].values() for word in listed)


@dataclass(slots=True)
class Round:
    """One round (or a negotiation as a whole) while its mentions are gathered."""

    head: Token
    number: int | None = None
    rank: str | None = None
    parties: list[ActorDraft] = field(default_factory=list)
    mediators: list[ActorDraft] = field(default_factory=list)
    date: str | None = None
    #: The date is that of their state ("deadlocked since May"), not theirs; it still tells one round from another.
    is_since: bool = False
    place: PlaceDraft | None = None
    #: Its words name all parties ("between three ministers and the strikers"), whether or not they are known.
    is_whole: bool = False
    #: "Is planned there": where the round told last was.
    is_there: bool = False
    state: str | None = None
    said_by: list[StatementDraft] = field(default_factory=list)
    is_plain: bool = True
    #: Why its parties are those, where the mention does not name them.
    note: str | None = None
