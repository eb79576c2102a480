"""Looks a name up in the tables of countries and of our own places, and in the shipped part of GeoNames."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from sayso.errors import RulesError
from sayso.gazetteer.names import fold
from sayso.gazetteer.store import NONE16, Store, store
from sayso.rules import load_rows

KINDS = ("country", "admin1", "admin2", "town")
OWN_KINDS = frozenset({*KINDS, "base", "crossing", "region", "sea"})


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory; `population` and `neighbours` (codes) weigh how likely a report means it."""

    code: str
    code3: str
    name: str
    capital: str
    neighbours: tuple[str, ...]
    population: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A place that bears the name looked up; `main` tells whether that is its main name.

    `ref` is `geonames:` or `sayso:` and an id; `within` holds the refs of the units around it, the widest first.
    """

    ref: str
    name: str
    kind: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    population: int
    main: bool
    within: tuple[str, ...] = ()


class Gazetteer:
    """All tables under one roof; make it with `gazetteer()`."""

    def __init__(self, geonames: Store) -> None:
        self.geonames = geonames
        self.countries = {row["code"]: _country(row) for row in load_rows("gazetteer/countries.csv")}
        self.adjectives: dict[str, tuple[str, ...]] = {}
        self._tables: dict[str, list[Entry]] = {}
        self._renamed: dict[int, str] = {}
        for row in load_rows("gazetteer/countries.csv"):
            self._add_country(row)
        for row in load_rows("gazetteer/places.csv"):
            self._add_place(row)
        self.find = lru_cache(maxsize=4000)(self._find)

    def _add_country(self, row: dict[str, str]) -> None:
        entry = Entry(
            ref=f"geonames:{row['geonameid']}",
            name=row["name"],
            kind="country",
            country=row["code"],
            admin1=None,
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            population=int(row["population"]),
            main=True,
        )
        self._add(entry, row["aliases"])
        for adjective in filter(None, row["adjectives"].split("; ")):
            key = fold(adjective)
            self.adjectives[key] = (*self.adjectives.get(key, ()), row["code"])

    def _add_place(self, row: dict[str, str]) -> None:
        if row["kind"] not in OWN_KINDS or not row["name"]:
            raise RulesError("gazetteer/places.csv", f"{row['name'] or 'a row'}: unknown kind {row['kind']!r}")
        known = int(row["geonameid"]) if row["geonameid"] else None
        entry = Entry(
            ref=f"geonames:{known}" if known else f"sayso:{fold(row['name']).replace(' ', '-')}",
            name=row["name"],
            kind=row["kind"],
            country=row["country"] or None,
            admin1=row["admin1"] or None,
            lat=float(row["lat"]) if row["lat"] else None,
            lon=float(row["lon"]) if row["lon"] else None,
            population=0,
            main=True,
        )
        if known:
            self._renamed[known] = row["name"]
        self._add(entry, row["aliases"])

    def _add(self, entry: Entry, aliases: str) -> None:
        for name in (entry.name, *filter(None, aliases.split("; "))):
            self._tables.setdefault(fold(name), []).append(entry)

    def _find(self, name: str) -> tuple[Entry, ...]:
        """Every place of this name: ours first, then GeoNames', main names before others, the largest first."""
        folded = fold(name)
        ours = self._tables.get(folded, [])
        known = {entry.ref for entry in ours}
        theirs = [entry for entry in self._geonames(folded) if entry.ref not in known]
        theirs.sort(key=lambda entry: (not entry.main, -entry.population))
        return (*ours, *theirs)

    def _geonames(self, folded: str) -> Iterator[Entry]:
        for number, main in self.geonames.find(folded):
            yield replace(self._entry(number), main=main)

    def _entry(self, number: int) -> Entry:
        row = self.geonames.entries[number]
        id_, lat, lon, population, label, country, kind, admin1, admin2 = row.item()
        units = [n for n in (admin1, admin2 + self.geonames.second_level if admin2 != NONE16 else NONE16) if n != NONE16]
        return Entry(
            ref=f"geonames:{id_}",
            name=self._renamed.get(id_) or self.geonames.label(label),
            kind=KINDS[kind],
            country=country.decode(),
            admin1=self._unit_name(admin1) if admin1 != NONE16 else self.geonames.label(label) if kind == 1 else None,
            lat=round(lat, 4) if lat == lat else None,
            lon=round(lon, 4) if lon == lon else None,
            population=population,
            main=True,
            within=tuple(f"geonames:{self.geonames.entries[n]['id']}" for n in units),
        )

    def _unit_name(self, number: int) -> str:
        row = self.geonames.entries[number]
        return self._renamed.get(int(row["id"])) or self.geonames.label(int(row["label"]))

    def begins(self, name: str) -> bool:
        """Whether a longer name goes on after this one."""
        folded = fold(name)
        return self.geonames.begins(folded)


def _country(row: dict[str, str]) -> Country:
    return Country(
        code=row["code"],
        code3=row["code3"],
        name=row["name"],
        capital=row["capital"],
        neighbours=tuple(row["neighbours"].split()),
        population=int(row["population"]),
    )


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, opened once a process."""
    return Gazetteer(store())
