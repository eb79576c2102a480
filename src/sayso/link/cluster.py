"""Groups events that are one occurrence: the surest pairs first, never across what keeps two events apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from sayso.link.block import rank
from sayso.link.compare import compare, may_join, weigh_days
from sayso.link.reasons import Reason, rules
from sayso.link.records import Mention

#: Of larger groups this many events each speak for the group: those that lead its blocks, and were compared most.
SAMPLE = 8


class Link(NamedTuple):
    """Two events, by reference, that are likely one; `a` is first in the order of all."""

    a: str
    b: str
    weight: float


Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Constraints:
    """What a person decided, as pairs of references: these two are one, these two are not.

    Where the two contradict each other (one with two, two with three, but not one with three), what is kept apart wins.
    """

    must: frozenset[Pair] = frozenset()
    cannot: frozenset[Pair] = frozenset()


@dataclass(frozen=True, slots=True)
class Group:
    """Events that are one occurrence, in order, with the links that made them one (one fewer than events)."""

    members: tuple[Mention, ...]
    links: tuple[tuple[Mention, Mention, tuple[Reason, ...]], ...]


@dataclass(slots=True)
class _Cluster:
    members: list[str]
    links: list[Link] = field(default_factory=list)


def find_groups(mentions: Iterable[Mention], links: Iterable[Link], judged: Constraints) -> list[Group]:
    """The groups of events that links connect; every event in exactly one, in the order of their first."""
    return _Grouping(mentions, judged).join(links)


class _Grouping:
    """Joins the clusters of one component."""

    def __init__(self, mentions: Iterable[Mention], judged: Constraints) -> None:
        self.mentions = {mention.ref: mention for mention in sorted(mentions, key=lambda mention: mention.order)}
        self.at = {ref: n for n, ref in enumerate(self.mentions)}
        self.ranks = {mention.ref: rank(mention) for mention in self.mentions.values()}
        self.judged = judged
        self.cluster_of = {ref: _Cluster([ref]) for ref in self.mentions}
        self.weights: dict[tuple[str, str], float] = {}
        self.unfit: set[tuple[int, ...]] = set()
        self.apart: dict[str, set[str]] = {}
        for pair in judged.cannot:
            for ref in pair:
                self.apart.setdefault(ref, set()).update(pair - {ref})

    def join(self, links: Iterable[Link]) -> list[Group]:
        """The groups, surest links first."""
        sure = (sorted(pair, key=lambda ref: self.at[ref]) for pair in self.judged.must if pair <= self.at.keys())
        for one, other in sorted(sure):
            self._join(Link(one, other, float(rules()["judged"])), is_sure=True)
        found = sorted(links, key=lambda link: (-link.weight, self.at[link.a], self.at[link.b]))
        self.weights = {(link.a, link.b): link.weight for link in found}
        for link in found:
            self._join(link, is_sure=False)
        clusters = {id(cluster): cluster for cluster in self.cluster_of.values()}
        return [self._group(cluster) for cluster in clusters.values()]

    def _join(self, link: Link, *, is_sure: bool) -> None:
        ours, theirs = self.cluster_of[link.a], self.cluster_of[link.b]
        if ours is theirs or self._are_kept_apart(ours, theirs) or not (is_sure or self._fit_still(ours, theirs)):
            return
        if len(ours.members) < len(theirs.members):
            ours, theirs = theirs, ours
        ours.members = sorted(ours.members + theirs.members, key=lambda ref: self.ranks[ref])
        ours.links += [*theirs.links, link]
        self.cluster_of.update(dict.fromkeys(theirs.members, ours))

    def _are_kept_apart(self, ours: _Cluster, theirs: _Cluster) -> bool:
        others = (other for ref in ours.members for other in self.apart.get(ref, ()) if other in self.at)
        return any(self.cluster_of[other] is theirs for other in others)

    def _fit_still(self, ours: _Cluster, theirs: _Cluster) -> bool:
        """As `_fit`; two groups that did not fit are not asked again while both are what they were."""
        now = (id(ours), len(ours.members), id(theirs), len(theirs.members))
        if now in self.unfit:
            return False
        if self._fit(ours, theirs):
            return True
        self.unfit |= {now, now[2:] + now[:2]}
        return False

    def _fit(self, ours: _Cluster, theirs: _Cluster) -> bool:
        """Whether nothing keeps any two events of these groups apart, and they are alike on the whole."""
        weights = [self._weight(a, b) for a in ours.members[:SAMPLE] for b in theirs.members[:SAMPLE]]
        known = [weight for weight in weights if weight is not None]
        return len(known) == len(weights) and sum(known) / len(known) >= float(rules()["mean"])

    def _weight(self, one: str, other: str) -> float | None:
        """What a pair counts for among those of two groups, or None where it may not be one."""
        a, b = (one, other) if self.at[one] < self.at[other] else (other, one)
        if (a, b) in self.weights:
            return min(float(rules()["clamp"]), self.weights[a, b])
        one_of, other_of = self.mentions[a], self.mentions[b]
        if not may_join(one_of, other_of):
            return None
        days = max(float(rules()["parted"]), weigh_days(one_of, other_of))
        return min(float(rules()["unlinked"]), days)

    def _group(self, cluster: _Cluster) -> Group:
        links = sorted(cluster.links, key=lambda link: (self.at[link.a], self.at[link.b]))
        return Group(
            tuple(self.mentions[ref] for ref in sorted(cluster.members, key=lambda ref: self.at[ref])),
            tuple((self.mentions[link.a], self.mentions[link.b], self._reasons(link)) for link in links),
        )

    def _reasons(self, link: Link) -> tuple[Reason, ...]:
        if frozenset((link.a, link.b)) in self.judged.must:
            return (Reason("judgement", None, None, float(rules()["judged"])),)
        return compare(self.mentions[link.a], self.mentions[link.b]).reasons
