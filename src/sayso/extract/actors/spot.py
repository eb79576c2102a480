"""Known names in a text: countries, capitals, nationalities, and the actors of the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.extract.actors.grammar import noun_at
from sayso.extract.actors.lexicon import Atoms, Entry, names, words
from sayso.extract.actors.view import View


@dataclass(frozen=True, slots=True)
class Match:
    """A known name at tokens start to end, with everything it may mean."""

    start: int
    end: int
    entries: tuple[Entry, ...]


def find_names(view: View, day: str, mask: Sequence[bool] | None = None) -> dict[int, Match]:
    """The known names by their first token, the longest at each place; the rows that hold on `day` (ISO) count.

    Only tokens for which the mask is true (without one: the body) are looked at.
    """
    where = view.body if mask is None else mask
    atoms, owner, table = view.atoms, view.owner, names()
    found: dict[int, Match] = {}
    at = 0
    while at < len(atoms):
        seconds = table.get(atoms[at])
        match = None
        if seconds is not None and where[owner[at]]:
            rows = seconds.get(atoms[at + 1]) if at + 1 < len(atoms) else None
            match = _longest(view, rows, at, day) if rows is not None else None
            if match is None and "" in seconds:
                match = _longest(view, seconds[""], at, day)
        if match is None:
            at += 1
            continue
        found[match.start] = match
        while at < len(atoms) and owner[at] < match.end:
            at += 1
    return found


def _longest(view: View, rows: list[tuple[Atoms, Entry]], at: int, day: str) -> Match | None:
    atoms, owner = view.atoms, view.owner
    if at and owner[at - 1] == owner[at]:
        return None
    length, entries = 0, []
    for name, entry in rows:
        if len(name) < length:
            break
        end = at + len(name)
        if tuple(atoms[at:end]) != name or (end < len(atoms) and owner[end - 1] == owner[end]):
            continue
        if _fits(view, entry, owner[at], owner[end - 1] + 1, day):
            length = len(name)
            entries.append(entry)
    return Match(owner[at], owner[at + length - 1] + 1, tuple(entries)) if entries else None


def _fits(view: View, entry: Entry, start: int, end: int, day: str) -> bool:
    if not entry.holds_on(day):
        return False
    if view.sent[start] != view.sent[end - 1]:
        return False
    if entry.kind == "igo" and start and view.low[start - 1] in words("of_one_state") and view.capital(start - 1):
        return False
    if entry.exact is not None:
        return "".join(view.text[start:end]) == entry.exact.replace(" ", "")
    return any(view.capital(i) for i in range(start, end) if view.text[i] != "The")


def matches_by_token(matches: dict[int, Match]) -> dict[int, Match]:
    """Every token of every match."""
    return {i: match for match in matches.values() for i in range(match.start, match.end)}


def settle_shared_names(view: View, matches: dict[int, Match], home: str | None) -> dict[int, Match]:
    """The matches without names that many countries have ("National Security Council") where they mean another's.

    Such a name stands for the actor of the table in reports about its country, and behind the country's name.
    """
    told = {entry.country for match in matches.values() for entry in match.entries if entry.use != "actor"}
    ends = {match.end: match for match in matches.values()}
    found = {}
    for start, match in matches.items():
        before = ends.get(start - 1 if start and view.low[start - 1] == "'s" else start)
        owners = {entry.country for entry in before.entries if entry.use != "actor"} if before is not None else set()
        entries = tuple(entry for entry in match.entries if not entry.shared or _is_of(entry, home, owners, told))
        if entries:
            found[start] = match if len(entries) == len(match.entries) else replace(match, entries=entries)
    return found


def _is_of(entry: Entry, home: str | None, owners: set[str | None], told: set[str | None]) -> bool:
    if owners:
        return entry.country in owners
    return entry.country == home if home is not None else entry.country in told


def drop_given_names(view: View, matches: dict[int, Match]) -> dict[int, Match]:
    """The matches without countries that are somebody's given name ("Israel Katz", "Jordan Bardella")."""
    return {start: match for start, match in matches.items() if not _is_given_name(view, match)}


def _is_given_name(view: View, match: Match) -> bool:
    after = match.end
    if match.end - match.start > 1 or match.entries[0].use not in {"country", "capital"} or after >= len(view):
        return False
    if view.low[match.start] not in words("countries_as_names") or noun_at(view, after) is not None:
        return False
    joined = view.dep[match.start] == "compound" and view.head[match.start] >= after
    if not (joined and view.capital(after) and view.sent[after] == view.sent[match.start]):
        return False
    title = noun_at(view, match.start - 1) if match.start else None
    return (title is not None and title.noun.sort == "role") or view.says(view.head[match.start])
