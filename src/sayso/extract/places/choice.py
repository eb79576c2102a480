"""Chooses which of the places of one name a report means; the report as a whole is the context."""

from __future__ import annotations

from collections import Counter
from math import asin, cos, log10, radians, sin, sqrt

from spacy.tokens import Doc

from sayso.extract.places.names import Name, lies_in
from sayso.gazetteer import Entry, fold, gazetteer

ROUNDS = 3


def choose(doc: Doc, names: list[Name]) -> dict[int, Entry]:
    """The entry that each name means, by the index of its first token; one name means one place in a report."""
    groups: dict[str, list[Name]] = {}
    for name in names:
        groups.setdefault(name.key, []).append(name)
    countries = adjectives(doc)
    chosen: dict[str, Entry] = {}
    for _ in range(ROUNDS):
        context = Context(countries, chosen)
        chosen = {key: best(group, context) for key, group in groups.items()}
    return {name.start: chosen[name.key] for name in names}


def adjectives(doc: Doc) -> Counter[str]:
    """How often the report speaks of each country by its adjective or people ("Afghan", "Pakistanis")."""
    found: Counter[str] = Counter()
    known = gazetteer().adjectives
    for token in doc:
        if token.text[0].isupper():
            for code in known.get(fold(token.text), ()):
                found[code] += 1
    return found


class Context:
    """What the report has told so far: countries, units and points, each with its weight."""

    def __init__(self, countries: Counter[str], chosen: dict[str, Entry]) -> None:
        self.countries: Counter[str] = Counter(countries)
        self.units: Counter[str] = Counter()
        self.chosen = chosen
        for entry in chosen.values():
            if entry.country:
                self.countries[entry.country] += 2
            for unit in {entry.ref, *entry.within}:
                self.units[unit] += 1
        self.total = sum(self.countries.values()) or 1

    def support(self, entry: Entry, key: str) -> float:
        """How well a place fits what else the report names."""
        own = self.chosen.get(key)
        country = self.countries[entry.country] if entry.country else 0
        units = sum(self.units[unit] for unit in entry.within)
        if own is not None:
            country -= 2 * (own.country == entry.country)
            units -= sum(unit in own.within for unit in entry.within)
        near = self.nearest(entry, key)
        return 3.0 * country / self.total + 1.2 * min(units, 3) / 2 + near

    def nearest(self, entry: Entry, key: str) -> float:
        """Up to 1.5 for another place of the report close by."""
        if entry.lat is None or entry.lon is None or entry.kind == "country":
            return 0.0
        gaps = [
            distance(entry.lat, entry.lon, other.lat, other.lon)
            for name, other in self.chosen.items()
            if name != key and other.lat is not None and other.lon is not None and other.kind in {"town", "admin2", "base", "crossing"}
        ]
        return 1.5 / (1 + min(gaps) / 60) if gaps else 0.0


def distance(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Kilometres on a sphere (haversine)."""
    a = sin(radians(lat2 - lat) / 2) ** 2 + cos(radians(lat)) * cos(radians(lat2)) * sin(radians(lon2 - lon) / 2) ** 2
    return 12742 * asin(sqrt(min(1.0, a)))


def best(group: list[Name], context: Context) -> Entry:
    """The place that fits best; the first of equals is the larger one."""
    key = group[0].key
    return max(group[0].entries[:60], key=lambda entry: score(entry, group, context, key))


def score(entry: Entry, group: list[Name], context: Context, key: str) -> float:
    """Prior, stated level, stated container, and the report's support."""
    stated = {name.level for name in group if name.level}
    inside = any(name.inside is not None and any(lies_in(entry, wide) for wide in name.inside.entries) for name in group)
    return weight(entry) + level(entry, stated) + 4.0 * inside + context.support(entry, key)


def weight(entry: Entry) -> float:
    """How likely the place is meant, the report aside."""
    if entry.kind == "country":
        return 6.0
    if entry.ref.startswith("sayso:"):
        return 5.0
    bonus = {"admin1": 0.9, "admin2": -0.8}.get(entry.kind, 0.3)
    return log10(entry.population + 300) * 0.75 + bonus - (0.0 if entry.main else 1.2)


def level(entry: Entry, stated: set[str]) -> float:
    """Agreement with "province", "district", "city"."""
    if not stated:
        return 0.0
    if entry.kind in stated:
        return 2.5
    return -1.0 if stated & {"admin1", "admin2", "town"} and entry.kind not in {"country", "region"} else 0.0
