"""Looks a name up in the tables of countries and of our own places, and in the shipped part of GeoNames."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.errors import RulesError
from sayso.gazetteer.names import fold, spellings
from sayso.gazetteer.store import NONE16, NOWHERE, Store, store, unpack_country
from sayso.rules import load_rows

KINDS = ("country", "admin1", "admin2", "town")
ABBREVIATED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
#: The size that towns and districts of our own table are taken to have: a middling town, since reports do name them.
OWN_TOWN = 4.75
#: Shorter names than this are not looked up in other spellings: too many resemble them.
LEAST_LIKE = 5
OWN_KINDS = frozenset({*KINDS, "base", "crossing", "region", "sea"})


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory; `neighbours` are codes."""

    code: str
    code3: str
    name: str
    capital: str
    neighbours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A place that bears the name looked up; `main` tells whether that is its main name.

    `ref` is `geonames:` or `sayso:` and an id; `within` holds the refs of the units around it, the widest first. `size`
    is the decimal logarithm of the inhabitants, 0 where nobody counted them.
    """

    ref: str
    name: str
    kind: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    size: float = 0.0
    main: bool = True
    within: tuple[str, ...] = ()
    #: The names under which the sides of a dispute know the place, in alphabetical order.
    claimed: tuple[str, ...] = ()

    @property
    def is_own_region(self) -> bool:
        """Whether it is of our own table and more than a town or district, or a town that two states claim."""
        return self.ref.startswith("sayso:") and (self.kind not in {"town", "admin2"} or self.country is None)


class Gazetteer:
    """All tables under one roof; make it with `gazetteer()`."""

    def __init__(self, geonames: Store) -> None:
        self.geonames = geonames
        self.countries: dict[str, Country] = {}
        #: Adjectives and people ("afghan", "afghans", "south korean"), folded, with the codes of their countries.
        self.adjectives: dict[str, tuple[str, ...]] = {}
        self._tables: dict[str, list[Entry]] = {}
        self._prefixes: set[str] = set()
        self._own: set[str] = set()
        for row in load_rows("gazetteer/countries.csv"):
            self._add_country(row)
        for row in load_rows("gazetteer/places.csv"):
            self._add_place(row)
        self.find = lru_cache(maxsize=4000)(self._find)

    def _add_country(self, row: dict[str, str]) -> None:
        self.countries[row["code"]] = Country(
            code=row["code"],
            code3=row["code3"],
            name=row["name"],
            capital=row["capital"],
            neighbours=tuple(row["neighbours"].split()),
        )
        entry = Entry(
            ref=f"geonames:{row['geonameid']}",
            name=row["name"],
            kind="country",
            country=row["code"],
            admin1=None,
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            size=len(row["population"]) - 0.5,
        )
        self._add(entry, row["aliases"])
        for adjective in filter(None, row["adjectives"].split("; ")):
            key = fold(adjective)
            self.adjectives[key] = (*self.adjectives.get(key, ()), row["code"])

    def _add_place(self, row: dict[str, str]) -> None:
        if row["kind"] not in OWN_KINDS or not row["name"]:
            raise RulesError("gazetteer/places.csv", f"{row['name'] or 'a row'}: unknown kind {row['kind']!r}")
        claimed = tuple(filter(None, row.get("claimed", "").split("; ")))
        entry = Entry(
            ref=self._own_ref(row),
            name=row["name"],
            kind=row["kind"],
            country=row["country"] or None,
            admin1=row["admin1"] or None,
            lat=_degrees(row, "lat"),
            lon=_degrees(row, "lon"),
            size=OWN_TOWN if row["kind"] in {"town", "admin2"} else 0.0,
            claimed=claimed,
        )
        self._add(entry, "; ".join([row["aliases"], *claimed]))

    def _own_ref(self, row: dict[str, str]) -> str:
        """`sayso:` and the name and country of a row; with the unit where another row has the same."""
        words = [fold(row["name"]), row["country"].lower()]
        ref = "sayso:" + "-".join(" ".join(words).split())
        if ref in self._own:
            ref = "-".join([ref, *fold(row["admin1"]).split()])
        self._own.add(ref)
        return ref

    def _add(self, entry: Entry, aliases: str) -> None:
        for name in (entry.name, *filter(None, aliases.split("; "))):
            key = fold(name)
            self._tables.setdefault(key, []).append(entry)
            words = key.split(" ")
            self._prefixes.update(" ".join(words[:n]) for n in range(1, len(words)))

    def _find(self, name: str) -> tuple[Entry, ...]:
        """Every place of this name: countries and our regions, then main names before others, the largest first."""
        folded = fold(name)
        spelt = _spelt_out(folded)
        numbers = self.geonames.find(folded) + (self.geonames.find(spelt) if spelt != folded else [])
        found: dict[str, Entry] = {}
        for entry in (*self._tables.get(folded, ()), *(self._entry(number, main) for number, main in numbers)):
            found.setdefault(entry.ref, entry)
        return tuple(sorted(found.values(), key=_order))

    def _entry(self, number: int, main: bool) -> Entry:
        id_, _, lat, lon, admin1, admin2, country, size = self.geonames.entries[number].item()
        level = self.geonames.level(number)
        name = self.geonames.label(number)
        units = [
            n for n in (admin1, admin2 + self.geonames.second_level if admin2 != NONE16 else NONE16) if n != NONE16
        ]
        return Entry(
            ref=f"geonames:{id_}",
            name=name,
            kind=KINDS[level],
            country=unpack_country(country),
            admin1=self.geonames.label(admin1) if admin1 != NONE16 else name if level == 1 else None,
            lat=lat / 100 if lat != NOWHERE else None,
            lon=lon / 100 if lon != NOWHERE else None,
            size=size / 10,
            main=main,
            within=tuple(f"geonames:{self.geonames.entries[n]['id']}" for n in units),
        )

    def find_like(self, name: str, countries: frozenset[str]) -> tuple[Entry, ...]:
        """Places in these countries whose name is this one in another spelling, the largest first; slow, so last."""
        if len(name) < LEAST_LIKE:
            return ()
        found: dict[str, Entry] = {}
        for spelt in spellings(fold(name)):
            for entry in self.find(spelt):
                if entry.country in countries and entry.kind != "country":
                    found.setdefault(entry.ref, entry)
        return tuple(sorted(found.values(), key=lambda entry: (-entry.size, entry.ref)))

    def begins(self, folded: str) -> bool:
        """Whether longer names begin with this folded one and a space."""
        return folded in self._prefixes or self.geonames.begins(folded) or folded in ABBREVIATED


def _order(entry: Entry) -> tuple[bool, bool, float, str]:
    return (not (entry.kind == "country" or entry.is_own_region), not entry.main, -entry.size, entry.ref)


def _spelt_out(folded: str) -> str:
    """The name with its abbreviated first word written out: "st paris" is "saint paris"."""
    first, space, rest = folded.partition(" ")
    return ABBREVIATED.get(first, first) + space + rest


def _degrees(row: dict[str, str], column: str) -> float | None:
    try:
        return float(row[column]) if row[column] else None
    except ValueError as error:
        raise RulesError("gazetteer/places.csv", f"{row['name']}: {column} is not a number") from error


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, opened once a process (a hundredth of a second)."""
    return Gazetteer(store())
