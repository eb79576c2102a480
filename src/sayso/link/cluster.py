"""Groups events that are one occurrence: the surest pairs first, never across what keeps two events apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sayso.link.compare import Likeness, rules
from sayso.link.records import Mention

#: Of larger groups this many events each are compared before two groups are joined.
SAMPLE = 12


@dataclass(frozen=True, slots=True)
class Link:
    """Two events (by position) that were joined, and why."""

    a: int
    b: int
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Group:
    """Events that are one occurrence, with the links that made them one (one fewer than events)."""

    members: tuple[int, ...]
    links: tuple[Link, ...]


def find_groups(
    mentions: Sequence[Mention],
    candidates: Iterable[tuple[int, int]],
    compare: Callable[[Mention, Mention], Likeness],
) -> list[Group]:
    """Every event in exactly one group, groups in the order of their first event."""
    known: dict[tuple[int, int], Likeness] = {}

    def likeness(a: int, b: int) -> Likeness:
        pair = (min(a, b), max(a, b))
        if pair not in known:
            known[pair] = compare(mentions[pair[0]], mentions[pair[1]])
        return known[pair]

    threshold = float(rules()["threshold"])
    links = [Link(a, b, likeness(a, b)) for a, b in candidates]
    strong = [link for link in links if link.likeness.is_possible and link.likeness.weight >= threshold]
    group_of: dict[int, tuple[int, ...]] = {n: (n,) for n in range(len(mentions))}
    links_of: dict[int, list[Link]] = {n: [] for n in range(len(mentions))}
    for link in sorted(strong, key=lambda link: (-link.likeness.weight, link.a, link.b)):
        ours, theirs = group_of[link.a], group_of[link.b]
        if ours == theirs or not _fit(ours, theirs, likeness):
            continue
        joined = tuple(sorted(ours + theirs))
        links_of[joined[0]] = [*links_of[ours[0]], *links_of[theirs[0]], link]
        group_of.update(dict.fromkeys(joined, joined))
    groups = sorted(set(group_of.values()))
    return [Group(members, tuple(sorted(links_of[members[0]], key=lambda x: (x.a, x.b)))) for members in groups]


def _fit(ours: Sequence[int], theirs: Sequence[int], likeness: Callable[[int, int], Likeness]) -> bool:
    """Whether nothing keeps any two events of these groups apart, and they are alike on the whole."""
    pairs = [likeness(a, b) for a in ours[:SAMPLE] for b in theirs[:SAMPLE]]
    if not all(pair.is_possible for pair in pairs):
        return False
    most = float(rules()["clamp"])
    return sum(max(-most, min(most, pair.weight)) for pair in pairs) / len(pairs) >= float(rules()["mean"])
