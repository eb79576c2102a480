"""Known names in a text: countries, capitals, nationalities, and the actors of the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.extract.actors.lexicon import Entry, atoms_of, names
from sayso.extract.actors.view import View


@dataclass(frozen=True, slots=True)
class Match:
    """A known name at tokens start to end, with everything it may mean."""

    start: int
    end: int
    entries: tuple[Entry, ...]


def find_names(view: View, day: str, mask: list[bool] | None = None) -> dict[int, Match]:
    """The known names by their first token, the longest at each place; `day` (ISO) decides between rows of different times.

    Only tokens for which the mask is true (without one: the body) are looked at.
    """
    where = view.body if mask is None else mask
    atoms, owner = _atoms(view)
    table = names()
    found: dict[int, Match] = {}
    at = 0
    while at < len(atoms):
        match = _longest(view, table.get(atoms[at], ()), atoms, owner, at, day) if where[owner[at]] else None
        if match is None:
            at += 1
            continue
        found[match.start] = match
        while at < len(atoms) and owner[at] < match.end:
            at += 1
    return found


def _atoms(view: View) -> tuple[list[str], list[int]]:
    """The atoms of the text, and the token of each."""
    atoms: list[str] = []
    owner: list[int] = []
    for i, word in enumerate(view.text):
        for atom in atoms_of(word):
            atoms.append(atom)
            owner.append(i)
    return atoms, owner


def _longest(
    view: View, rows: list[tuple[tuple[str, ...], Entry]] | tuple[()], atoms: list[str], owner: list[int], at: int, day: str
) -> Match | None:
    if at and owner[at - 1] == owner[at]:
        return None
    length, entries = 0, []
    for name, entry in rows:
        if len(name) < length:
            break
        end = at + len(name)
        if tuple(atoms[at:end]) != name or end < len(atoms) and owner[end - 1] == owner[end]:
            continue
        if _fits(view, entry, owner[at], owner[end - 1] + 1, day):
            length = len(name)
            entries.append(entry)
    return Match(owner[at], owner[at + length - 1] + 1, tuple(entries)) if entries else None


def _fits(view: View, entry: Entry, start: int, end: int, day: str) -> bool:
    if entry.since and day < entry.since or entry.until and day > entry.until:
        return False
    if entry.exact is not None:
        return "".join(view.text[start:end]) == entry.exact.replace(" ", "")
    return any(view.capital(i) for i in range(start, end) if view.text[i] != "The")


def matches_by_token(matches: dict[int, Match]) -> dict[int, Match]:
    """Every token of every match."""
    return {i: match for match in matches.values() for i in range(match.start, match.end)}


def uses(match: Match) -> Iterator[str]:
    """How the name is used: country, adjective, people, capital, metonym or actor."""
    return (entry.use for entry in match.entries)
