"""Who counts as one party across reports: a government with its ministries, an armed group under all its names.

A side has a key: the state that it governs ("state PAK"), else the plain form of its usual name ("rapid support
forces"). Keys come from `actors.csv` and `countries.csv`, which also say until when a name meant whom; what neither
knows counts under its own name. Nothing here says anything about recognition.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sayso.errors import OptionError
from sayso.rules import load_rows

Json = Mapping[str, Any]
#: Kinds of actors that stand for their country.
STATE = frozenset({"government", "military", "police"})
IN_BRACKETS = re.compile(r"\(([^()]{2,12})\)\s*$")
NEAREST = 4
#: So many times at most one acts for another who acts for a third.
STEPS = 4


@lru_cache(2**17)
def plain(name: str) -> str:
    """A name without case, accents, punctuation, possessives and a leading article."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    words = re.sub(r"[^\w]+", " ", re.sub(r"['’]s\b", "", bare)).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name means between two days (ISO; empty where open)."""

    key: str
    label: str
    since: str
    until: str

    def holds(self, day: str) -> bool:
        """Whether the name meant this on a day; always, where no day is known."""
        return not day or (self.since <= day and (not self.until or day <= self.until))


@cache
def _countries() -> dict[str, str]:
    """ISO 3166 code by the plain names of a country."""
    rows = load_rows("countries.csv")
    return {plain(name): row["iso3"] for row in rows for name in (row["name"], *_cells(row["names"]))}


def _cells(cell: str) -> list[str]:
    return [name.strip().rstrip("?") for name in cell.split("|") if name.strip()]


@cache
def _table() -> dict[str, tuple[Entry, ...]]:
    """What the tables know under each plain name: countries with capitals and metonyms, and named actors."""
    found: dict[str, dict[Entry, None]] = {}
    for row in load_rows("countries.csv"):
        entry = Entry(f"state {row['iso3']}", row["name"], "", "")
        bodies = [f"{adjective} government" for adjective in _cells(row["adjectives"])]
        shared = [*_cells(row["capitals"]), *_cells(row["metonyms"]), *bodies]
        for name in (row["name"], *_cells(row["names"]), row["government"], *shared):
            if name:
                found.setdefault(plain(name), {})[entry] = None
    for row in load_rows("actors.csv"):
        entry = _entry(row)
        for name in (row["name"], *_cells(row["aliases"]), *_cells(row["acronyms"])):
            found.setdefault(plain(name), {})[entry] = None
    return {name: tuple(entries) for name, entries in found.items()}


@cache
def _labels() -> dict[str, str]:
    """The usual name of each side that the tables know."""
    states = {f"state {row['iso3']}": row["name"] for row in load_rows("countries.csv")}
    return {entry.key: entry.label for entries in _table().values() for entry in entries} | states


def _entry(row: Mapping[str, str]) -> Entry:
    """The side that an actor of the table acts for in the time of its row, followed to its end."""
    side = row["for"] or row["name"]
    for _ in range(STEPS):
        onward = [other["for"] for other in _rows_of().get(side, ()) if other["for"] and _overlap(row, other)]
        if side == row["name"] or not onward:
            break
        side = onward[0]
    code = _countries().get(plain(side))
    key = f"state {code}" if code else plain(side)
    return Entry(key, row["name"] if code else side, row["since"], row["until"])


@cache
def _rows_of() -> dict[str, tuple[Mapping[str, str], ...]]:
    """The rows of each name of an actor: a name may mean another from some day on."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for row in load_rows("actors.csv"):
        found.setdefault(row["name"], []).append(row)
    return {name: tuple(rows) for name, rows in found.items()}


def _overlap(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two rows hold at one time; an empty day is open."""
    return all(not a["since"] or not b["until"] or a["since"] <= b["until"] for a, b in ((one, other), (other, one)))


@cache
def _country_words(iso3: str) -> frozenset[str]:
    """The words that name a country, its people, its capital or its government."""
    columns = ("name", "names", "adjectives", "capitals", "metonyms", "government")
    rows = [row for row in load_rows("countries.csv") if row["iso3"] == iso3]
    return frozenset(plain(name) for row in rows for column in columns for name in _cells(row[column]))


@lru_cache(2**16)
def side_key(name: str, kind: str, country: str | None, day: str = "") -> str:
    """The key of a side by its name, kind and country (ISO 3166 alpha-3) as a reading gives them."""
    bare = plain(name)
    entries = [entry for entry in _named(name) if entry.holds(day)]
    own = [entry for entry in entries if country is None or entry.key == f"state {country}"] or entries
    if own:
        return own[0].key
    if kind in STATE and country and _names_country(bare, country):
        return f"state {country}"
    return bare or plain(kind)


def _names_country(bare: str, country: str) -> bool:
    padded = f" {bare} "
    return any(f" {word} " in padded for word in _country_words(country))


def _named(name: str) -> tuple[Entry, ...]:
    """The table's entries for a name, or for the name within it: "paramilitary Rapid Support Forces (RSF)"."""
    table, bare = _table(), plain(name)
    if bare in table:
        return table[bare]
    bracket = IN_BRACKETS.search(name)
    if bracket and plain(bracket[1]) in table:
        return table[plain(bracket[1])]
    words = bare.split()[:12]
    for length in range(len(words) - 1, 1, -1):
        for start in range(len(words) - length + 1):
            inner = " ".join(words[start : start + length])
            if inner in table and not any(entry.key.startswith("state ") for entry in table[inner]):
                return table[inner]
    return ()


class Sides:
    """The actors of one reading as sides."""

    def __init__(self, reading: Json) -> None:
        self.day = str(reading["report"].get("published") or "")
        self.actors: dict[str, Json] = {str(actor["id"]): actor for actor in reading.get("actors", ())}

    def key(self, actor: object) -> str | None:
        """The key of the side that an actor speaks and acts for; None for no actor."""
        side = self._side(actor)
        if side is None:
            return None
        return side_key(str(side["name"]), str(side["kind"]), side.get("country"), self.day)

    def keys(self, actors: Iterable[object]) -> frozenset[str]:
        """The keys of several."""
        return frozenset(key for key in map(self.key, actors) if key is not None)

    def name(self, actor: object) -> str | None:
        """The name of the side; None for no actor."""
        side = self._side(actor)
        return None if side is None else str(side["name"])

    def kind(self, actor: object) -> str | None:
        """The kind of the side."""
        side = self._side(actor)
        return None if side is None else str(side["kind"])

    def _side(self, actor: object) -> Json | None:
        known = self.actors.get(str(actor))
        return None if known is None else self.actors.get(str(known.get("for")), known)


@dataclass(frozen=True, slots=True)
class Party:
    """A party as it was asked for: its key, what to call it, and the names under which the reports know it."""

    key: str
    name: str
    asked: str
    names: tuple[str, ...]


class PartyNames:
    """All names of sides in some readings, to find a party by any of them."""

    def __init__(self, readings: Iterable[Json], day: str = "") -> None:
        self.day = day
        self.keys: dict[str, set[str]] = {}
        self.names: dict[str, dict[str, int]] = {}
        for reading in readings:
            sides = Sides(reading)
            for actor in sides.actors.values():
                key, own = sides.key(actor["id"]), str(actor["name"])
                if key is not None:
                    self.keys.setdefault(plain(own), set()).add(key)
                    is_side = actor.get("for") in (actor["id"], None)
                    told = self.names.setdefault(key, {})
                    told[own] = told.get(own, 0) + (1 + len(actor.get("mentions", ())) if is_side else 0)

    def resolve(self, asked: str) -> Party:
        """The party that a name means here; OptionError, with the nearest names, where it means none or several."""
        keys = self._meanings(plain(asked))
        told = [key for key in keys if key in self.names]
        if len(told) == 1 or (not told and len(keys) == 1):
            return self.party((told or keys)[0], asked)
        if told or keys:
            several = ", ".join(sorted(self.label(key) for key in told or keys))
            raise OptionError(asked, f"means several parties here: {several}")
        near = ", ".join(self._nearest(asked)) or "none"
        raise OptionError(asked, f"no party of that name in these reports; nearest: {near}")

    def party(self, key: str, asked: str = "") -> Party:
        """The party with a key."""
        names = self.names.get(key, {})
        ordered = sorted(names, key=lambda name: (-names[name], name))
        return Party(key, self.label(key), asked or self.label(key), tuple(ordered))

    def label(self, key: str) -> str:
        """What to call a side: the tables' name where the reports use it, else the name that they use most."""
        names, label = self.names.get(key, {}), _labels().get(key, key)
        return min(names, key=lambda name: (name != label, -names[name], name)) if names else label

    def _meanings(self, bare: str) -> list[str]:
        """The keys that a plain name can mean: by the tables on that day, else by the reports."""
        table = dict.fromkeys(entry.key for entry in _table().get(bare, ()) if entry.holds(self.day))
        return list(table) or sorted(self.keys.get(bare, ()))

    def _nearest(self, asked: str) -> list[str]:
        """Names of these reports that are spelt alike or share a word, the likeliest first."""
        shown = {plain(name): name for names in self.names.values() for name in names}
        close = difflib.get_close_matches(plain(asked), sorted(shown), NEAREST, 0.6)
        words = {word for word in plain(asked).split() if len(word) > 3}
        shared = sorted(name for name in shown if words & set(name.split()))
        most = sorted(self.names, key=lambda key: (-sum(self.names[key].values()), key))
        found = [shown[name] for name in dict.fromkeys([*close, *shared])] or [self.label(key) for key in most]
        return found[:NEAREST]
