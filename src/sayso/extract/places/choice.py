"""Chooses which of the places of one name a report means; the report as a whole is the context.

Every candidate gets points, on the scale of the decimal logarithm of inhabitants: its size, what the words beside the
name state (a level, the place around it, a list that it stands in), and how well it fits the other places that were
chosen (country, units, distance). A few rounds settle it. One name means one place in a report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from math import cos, radians

from sayso.extract.places.links import lies_in
from sayso.extract.places.names import Name, is_seat
from sayso.gazetteer import Entry, fold

ROUNDS = 3
#: Candidates of one name that are weighed, the largest first; and those whose distance to other places counts.
MOST = 60
NEAR = 20
#: From this size on (about 200,000 people) a town, and not the province of its name, is what a reporter means.
GREAT = 5.3
#: Kilometres a degree of latitude; at this distance in kilometres a neighbour counts half.
DEGREE = 111.2
HALF = 60.0
KM_POINTS = 2.0
COUNTRY_POINTS = 4.0
UNIT_POINTS = 0.8
LEVEL_POINTS = 2.5
INSIDE_POINTS = 5.0
SCENE_POINTS = 2.0
LIST_POINTS = 0.8
UNKNOWN_SIZE = 2.5
LISTED = frozenset({"b:list", "b:list-strong"})
UNITS = frozenset({"admin1", "admin2", "town"})
#: What is called a village has fewer people than this (a power of ten).
VILLAGE = 4.7


@dataclass(slots=True, eq=False)
class Group:
    """The mentions of one name, and what does not change from round to round."""

    key: str
    names: list[Name]
    entries: list[Entry]
    fixed: list[float] = field(default_factory=list)
    beside: set[str] = field(default_factory=set)
    #: Countries of which a list that the name stands in could name first-level units throughout.
    listed: set[str] = field(default_factory=set)


#: Told the mentions of a name and the places that it could mean with their points, the best first.
Tell = Callable[[list[Name], list[tuple[float, Entry]]], None]


def choose(names: list[Name], bodies: list[Name], spoken: list[str], tell: Tell | None = None) -> dict[str, Entry]:
    """The entry that each name means, by its key.

    `bodies` are names that only tell where a body is at home, and are weighed along; `spoken` are the countries that
    the report speaks of by adjective; `tell` hears how the choice came about.
    """
    groups: dict[str, Group] = {}
    for name in names + bodies:
        group = groups.setdefault(name.key, Group(name.key, [], list(name.entries[:MOST])))
        group.names.append(name)
    holders = inner_names(names)
    join_lists(groups, names)
    for group in groups.values():
        group.fixed = [fixed(entry, group, holders.get(group.key, [])) for entry in group.entries]
    chosen: dict[str, Entry] = {}
    for _ in range(ROUNDS):
        context = Context(Counter(spoken), chosen, groups)
        after = {key: best(group, context) for key, group in groups.items()}
        if after == chosen:
            break
        chosen = after
    if tell is not None:
        context = Context(Counter(spoken), chosen, groups)
        for group in groups.values():
            tell(group.names, sorted(weighed(group, context), key=lambda row: -row[0]))
    return chosen


def inner_names(names: list[Name]) -> dict[str, list[Name]]:
    """The names that lie in each name by the words of the report, by the key of the outer one."""
    found: dict[str, list[Name]] = {}
    for name in names:
        if name.inside is not None:
            found.setdefault(name.inside.key, []).append(name)
    return found


def join_lists(groups: dict[str, Group], names: list[Name]) -> None:
    """Tell each group the names beside it in a list, and what the whole list is of ("Alberta, Ontario, Quebec")."""
    row: list[Name] = names[:1]
    for name in names[1:]:
        if not LISTED.isdisjoint(name.features) and name.start - row[-1].end <= 2:
            if row[-1].key != name.key:
                groups[name.key].beside.add(row[-1].key)
                groups[row[-1].key].beside.add(name.key)
            row.append(name)
        else:
            tell_list(groups, row)
            row = [name]
    tell_list(groups, row)


def tell_list(groups: dict[str, Group], row: list[Name]) -> None:
    """Tell the groups of a list of three names and more the countries that have a unit of each name."""
    if len(row) < 3:
        return
    shared = set.intersection(
        *({e.country for e in name.entries if e.kind == "admin1" and e.main and e.country} for name in row)
    )
    for name in row:
        groups[name.key].listed |= shared


def best(group: Group, context: Context) -> Entry:
    """The place that fits best; the first of equals is the larger one."""
    return max(weighed(group, context), key=lambda row: row[0])[1]


def weighed(group: Group, context: Context) -> list[tuple[float, Entry]]:
    """The places that a name could mean, with their points."""
    return [
        (own + context.support(entry, group, n), entry)
        for n, (entry, own) in enumerate(zip(group.entries, group.fixed, strict=True))
    ]


def fixed(entry: Entry, group: Group, inner: list[Name]) -> float:
    """Points that hold whatever else is chosen: size, stated level, stated containment."""
    stated = {name.level for name in group.names if name.level}
    inside = any(
        name.inside is not None and any(lies_in(entry, wide) for wide in name.inside.entries[:8])
        for name in group.names
    )
    holds = any(lies_in(small, entry) for name in inner for small in name.entries[:MOST])
    scene = any(
        name.scene is not None and any(lies_in(entry, wide) for wide in name.scene.entries[:8]) for name in group.names
    )
    listed = entry.kind == "admin1" and entry.country in group.listed
    told = INSIDE_POINTS * (inside + holds) + SCENE_POINTS * (scene and not inside) + LEVEL_POINTS * listed
    return weight(entry, group.key, group.entries) + level(entry, stated) + told


def weight(entry: Entry, key: str, rivals: list[Entry]) -> float:
    """How likely the place is meant, the report aside."""
    if entry.kind == "country":
        return 8.5
    if entry.is_own_region:
        return 6.5 if entry.kind in {"region", "sea"} else 5.0
    points = max(entry.size, UNKNOWN_SIZE) - (0.0 if entry.main else 2.5)
    if entry.kind == "admin2":
        return points - 1.0
    if entry.kind == "admin1":
        great = any(
            town.kind == "town" and town.size >= GREAT and town.main and entry.ref in town.within for town in rivals
        )
        return points + (-1.5 if great else 0.5)
    return points + (2.0 if is_seat(entry) and fold(entry.name) == key else 0.0)


def level(entry: Entry, stated: set[str]) -> float:
    """Agreement with "province", "district", "city"."""
    if entry.kind == "country":
        return -4.0 if stated & {"village", "admin1", "admin2", "town"} else 0.0
    if "region" in stated and entry.kind in {"admin1", "region"}:
        return LEVEL_POINTS
    if "village" in stated and entry.kind in {"town", "admin2"}:
        return LEVEL_POINTS if entry.size < VILLAGE else -LEVEL_POINTS
    if entry.kind in stated:
        return LEVEL_POINTS
    return -1.0 if stated & {"village", "admin1", "admin2", "town"} and entry.kind in UNITS else 0.0


def at_level(name: Name, entry: Entry) -> Entry:
    """The place of the level that this mention states ("Kunduz city", "Kunduz province"), where the two are nested."""
    level = {"village": "town", "region": "admin1"}.get(name.level or "", name.level)
    if level == entry.kind or level not in UNITS or entry.kind not in UNITS:
        return entry
    nested = (
        e for e in name.entries if e.kind == level and e.main and (e.ref in entry.within or entry.ref in e.within)
    )
    return next(nested, entry)


class Context:
    """What the report has told so far: countries, units and points."""

    def __init__(self, spoken: Counter[str], chosen: dict[str, Entry], groups: dict[str, Group]) -> None:
        self.chosen = chosen
        self.countries = Counter(spoken)
        #: The same without what the report says of whole countries.
        self.inner: Counter[str] = Counter()
        self.units: Counter[str] = Counter()
        for key, entry in chosen.items():
            if entry.country:
                self.countries[entry.country] += min(len(groups[key].names), 3)
                if entry.kind != "country" and not is_seat(entry):
                    self.inner[entry.country] += min(len(groups[key].names), 3)
            self.units.update({entry.ref, *entry.within})
        self.total = sum(self.countries.values())
        self.points = [
            (key, entry.lat, entry.lon)
            for key, entry in chosen.items()
            if entry.kind not in {"country", "region", "sea"} and entry.lat is not None and entry.lon is not None
        ][:NEAR]

    def support(self, entry: Entry, group: Group, rank: int) -> float:
        """How well a place fits what else the report names; `rank` is its place among the candidates by size."""
        own = self.chosen.get(group.key)
        if not self.total or not entry.country:
            return 0.0
        mine = min(len(group.names), 3) if own is not None else 0
        # Next to a country only its own towns speak for the province of the same name (Georgia).
        rival = group.entries[0].kind == "country" and entry.kind != "country"
        known = self.inner if rival else self.countries
        theirs = known[entry.country] - (mine if own is not None and own.country == entry.country else 0)
        theirs = max(0, theirs)
        points = COUNTRY_POINTS * theirs / max(1, self.total - mine)
        points += UNIT_POINTS * min(2, self.shared_units(entry, own))
        points += LIST_POINTS * sum(self.alike(entry, key) for key in group.beside)
        return points + (self.nearness(entry, group.key) if theirs or rank < NEAR else 0.0)

    def shared_units(self, entry: Entry, own: Entry | None) -> int:
        """How many of the report's other places are, or lie in, the units around this one (or in it)."""
        count = sum(self.units[unit] - (own is not None and unit in own.within) for unit in entry.within)
        if entry.kind in {"admin1", "admin2"}:
            count += self.units[entry.ref] - (own is not None and entry.ref in {own.ref, *own.within})
        return count

    def alike(self, entry: Entry, key: str) -> bool:
        """Whether the place is of the kind and country of another."""
        other = self.chosen.get(key)
        return (
            other is not None
            and other.kind == entry.kind
            and (other.country == entry.country or entry.kind == "country")
        )

    def nearness(self, entry: Entry, key: str) -> float:
        """Points for the nearest of the report's other places."""
        if entry.lat is None or entry.lon is None or entry.kind in {"country", "admin1"}:
            return 0.0
        squeeze = cos(radians(entry.lat))
        gaps = [
            (entry.lat - lat) ** 2 + ((entry.lon - lon) * squeeze) ** 2
            for other, lat, lon in self.points
            if other != key
        ]
        return KM_POINTS / (1 + min(gaps) ** 0.5 * DEGREE / HALF) if gaps else 0.0
