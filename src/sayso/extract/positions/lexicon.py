"""The lists of `stances.toml`."""

from __future__ import annotations

from functools import cache

from sayso.rules import load_toml


@cache
def words(table: str, key: str) -> frozenset[str]:
    """A list of the data file as a set."""
    return frozenset(load_toml("stances.toml")[table][key])


@cache
def kinds_of_noun() -> dict[str, list[str]]:
    """Noun -> the types of the events that it may call ("the deal")."""
    kinds: dict[str, list[str]] = load_toml("stances.toml")["called"]
    return kinds


@cache
def stance_nouns() -> dict[str, str]:
    """Noun -> the stance of its possessor ("Islamabad's denial")."""
    nouns: dict[str, str] = load_toml("stances.toml")["nouns"]
    return nouns
