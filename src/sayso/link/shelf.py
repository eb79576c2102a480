"""Where the state of linking lies between updates: what it has to give and take, and one in memory."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from sayso.link.block import find_keys, rank
from sayso.link.cluster import Constraints, Link
from sayso.link.records import Mention, Stance

Incident = dict[str, Any]


class Shelf(Protocol):
    """The state: events by reference and block, likely links, incidents. All of it can be made again from readings."""

    def mentions(self, refs: Iterable[str]) -> dict[str, Mention]:
        """The events with these references, as far as there are any."""

    def stances(self, reports: Iterable[str]) -> list[Stance]:
        """The positions of these reports."""

    def refs_of(self, reports: Iterable[str]) -> list[str]:
        """The events of these reports."""

    def blocks(self, keys: Iterable[str], first: int | None) -> Mapping[str, Sequence[str]]:
        """The events of these blocks by rank; of each no more than the first so many, where told."""

    def add(self, mentions: Iterable[Mention], stances: Iterable[Stance]) -> None:
        """Take in events and positions."""

    def remove(self, reports: Iterable[str]) -> None:
        """Forget the events and positions of these reports, and the links of their events."""

    def links_of(self, refs: Iterable[str]) -> list[Link]:
        """The likely links that one of these events is part of."""

    def put_links(self, links: Iterable[Link]) -> None:
        """Take in likely links; one that is known already stays."""

    def drop_links(self, links: Iterable[Link]) -> None:
        """Forget these links."""

    def constraints(self) -> Constraints:
        """The constraints of the last update."""

    def put_constraints(self, judged: Constraints) -> None:
        """Remember constraints in place of those known."""

    def incidents_of(self, refs: Iterable[str]) -> list[Incident]:
        """The incidents that these events are in."""

    def replace(self, gone: Iterable[str], made: Iterable[Incident]) -> None:
        """Forget incidents by id, take in others."""


class MemoryShelf:
    """The state in memory: what `sayso link` uses, and what other shelves are tested against."""

    def __init__(self) -> None:
        self._mentions: dict[str, Mention] = {}
        self._stances: dict[str, list[Stance]] = {}
        self._refs: dict[str, list[str]] = defaultdict(list)
        self._blocks: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._links: dict[str, dict[str, Link]] = defaultdict(dict)
        self._incident_of: dict[str, str] = {}
        self._constraints = Constraints()
        self.incidents: dict[str, Incident] = {}

    def mentions(self, refs: Iterable[str]) -> dict[str, Mention]:
        """See `Shelf`."""
        return {ref: self._mentions[ref] for ref in refs if ref in self._mentions}

    def stances(self, reports: Iterable[str]) -> list[Stance]:
        """See `Shelf`."""
        return [stance for report in reports for stance in self._stances.get(report, ())]

    def refs_of(self, reports: Iterable[str]) -> list[str]:
        """See `Shelf`."""
        return [ref for report in reports for ref in self._refs.get(report, ())]

    def blocks(self, keys: Iterable[str], first: int | None) -> Mapping[str, Sequence[str]]:
        """See `Shelf`."""
        return {key: [ref for _, ref in self._blocks.get(key, ())[:first]] for key in keys}

    def add(self, mentions: Iterable[Mention], stances: Iterable[Stance]) -> None:
        """See `Shelf`."""
        for mention in mentions:
            self._mentions[mention.ref] = mention
            self._refs[mention.report].append(mention.ref)
            for key in find_keys(mention):
                insort(self._blocks[key], (rank(mention), mention.ref))
        for stance in stances:
            self._stances.setdefault(stance.report, []).append(stance)

    def remove(self, reports: Iterable[str]) -> None:
        """See `Shelf`."""
        for report in reports:
            self._stances.pop(report, None)
            for ref in self._refs.pop(report, ()):
                mention = self._mentions.pop(ref)
                for key in find_keys(mention):
                    self._blocks[key].remove((rank(mention), ref))
                self.drop_links(list(self._links.get(ref, {}).values()))

    def links_of(self, refs: Iterable[str]) -> list[Link]:
        """See `Shelf`."""
        return list({link: None for ref in refs for link in self._links.get(ref, {}).values()})

    def put_links(self, links: Iterable[Link]) -> None:
        """See `Shelf`."""
        for link in links:
            self._links[link.a][link.b] = self._links[link.b][link.a] = link

    def drop_links(self, links: Iterable[Link]) -> None:
        """See `Shelf`."""
        for link in links:
            self._links[link.a].pop(link.b, None)
            self._links[link.b].pop(link.a, None)

    def constraints(self) -> Constraints:
        """See `Shelf`."""
        return self._constraints

    def put_constraints(self, judged: Constraints) -> None:
        """See `Shelf`."""
        self._constraints = judged

    def incidents_of(self, refs: Iterable[str]) -> list[Incident]:
        """See `Shelf`."""
        return [self.incidents[key] for key in {self._incident_of[ref] for ref in refs if ref in self._incident_of}]

    def replace(self, gone: Iterable[str], made: Iterable[Incident]) -> None:
        """See `Shelf`."""
        for key in gone:
            for ref in self.incidents.pop(key)["events"]:
                self._incident_of.pop(ref, None)
        for incident in made:
            self.incidents[incident["id"]] = incident
            self._incident_of.update(dict.fromkeys(incident["events"], incident["id"]))

    def in_order(self) -> list[Incident]:
        """All incidents, in the order of their first events."""
        return sorted(self.incidents.values(), key=lambda incident: self._mentions[incident["events"][0]].order)
