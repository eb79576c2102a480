"""The state of linking, kept in a ledger's derived tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from sayso.ledger.linked import Linked
from sayso.link import Constraints
from sayso.link.block import find_keys, rank
from sayso.link.cluster import Link
from sayso.link.records import Mention, Stance, mention_of, to_row
from sayso.link.shelf import Incident


class LedgerShelf:
    """The state of linking in a ledger's derived tables (see `sayso.link.shelf.Shelf`)."""

    def __init__(self, linked: Linked) -> None:
        self._linked = linked

    def mentions(self, refs: Iterable[str]) -> dict[str, Mention]:
        """See `Shelf`."""
        return {row["ref"]: mention_of(row) for row in self._linked.events(refs)}

    def stances(self, reports: Iterable[str]) -> list[Stance]:
        """See `Shelf`."""
        return [Stance(**row) for row in self._linked.stances(reports)]

    def refs_of(self, reports: Iterable[str]) -> list[str]:
        """See `Shelf`."""
        return self._linked.events_of(reports)

    def blocks(self, keys: Iterable[str], first: int | None) -> Mapping[str, Sequence[str]]:
        """See `Shelf`."""
        named = {key: _number(key) for key in keys}
        found = self._linked.blocks(named.values(), first)
        return {key: found.get(number, []) for key, number in named.items()}

    def add(self, mentions: Iterable[Mention], stances: Iterable[Stance]) -> None:
        """See `Shelf`."""
        told = list(mentions)
        blocked = [row for mention in told for row in _blocked(mention)]
        self._linked.add([to_row(mention) for mention in told], [to_row(stance) for stance in stances], blocked)

    def remove(self, reports: Iterable[str]) -> None:
        """See `Shelf`."""
        ids = list(reports)
        old = self.mentions(self.refs_of(ids)).values()
        self._linked.remove(ids, [row for mention in old for row in _blocked(mention)])

    def links_of(self, refs: Iterable[str]) -> list[Link]:
        """See `Shelf`."""
        return [Link(*row) for row in self._linked.links_of(refs)]

    def put_links(self, links: Iterable[Link]) -> None:
        """See `Shelf`."""
        self._linked.put_links(sorted(set(links)))

    def drop_links(self, links: Iterable[Link]) -> None:
        """See `Shelf`."""
        self._linked.drop_links([(link.a, link.b) for link in links])

    def constraints(self) -> Constraints:
        """See `Shelf`."""
        must, cannot = json.loads(self._linked.value("constraints") or "[[], []]")
        return Constraints(frozenset(map(frozenset, must)), frozenset(map(frozenset, cannot)))

    def put_constraints(self, judged: Constraints) -> None:
        """See `Shelf`."""
        told = [sorted(map(sorted, pairs)) for pairs in (judged.must, judged.cannot)]
        self._linked.put_value("constraints", json.dumps(told))

    def incidents_of(self, refs: Iterable[str]) -> list[Incident]:
        """See `Shelf`."""
        return self._linked.incidents_of(refs)

    def replace(self, gone: Iterable[str], made: Iterable[Incident]) -> None:
        """See `Shelf`."""
        self._linked.replace(list(gone), list(made))


def _blocked(mention: Mention) -> list[dict[str, Any]]:
    numbers, place = sorted(set(map(_number, find_keys(mention)))), rank(mention)
    return [{"block": number, "rank": place, "ref": mention.ref} for number in numbers]


def _number(key: str) -> int:
    """A block's name as a number of 63 bits, which is what an index holds best; two that share one are one block."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big") >> 1
