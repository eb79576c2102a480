"""Which sides have most between them, where nobody has named parties: how often reports tell of both together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from sayso.board.dispute import Dispute
from sayso.rules import load_toml

#: Kinds of sides that can be parties.
POWERS = frozenset({"government", "military", "police", "armed_group", "igo"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two sides, and how many measures, talks, events and positions the reports tell between them."""

    parties: tuple[str, str]
    reports: int
    measures: int
    talks: int
    events: int
    first_reported: str
    last_reported: str


def find_pairs(dispute: Dispute) -> tuple[Pair, ...]:
    """The pairs that most reports tell of, first."""
    told: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for layer, report, ends in _meetings(dispute):
        for a, b in combinations(sorted(ends), 2):
            told.setdefault((a, b), []).append((layer, report))
    pairs = [_pair(dispute, keys, rows) for keys, rows in told.items()]
    ordered = sorted(pairs, key=lambda pair: (-pair.reports, -pair.measures - pair.talks - pair.events, pair.parties))
    return tuple(ordered[: int(load_toml("board.toml")["most_pairs"])])


def _meetings(dispute: Dispute) -> Iterator[tuple[str, str, set[str]]]:
    """Where two sides meet: the two ends of a measure, the parties of talks, who acts on whom."""
    roles = {"measures": ("by", "toward"), "talks": ("parties",), "events": ("actors", "recipients")}
    for layer, names in roles.items():
        for report, row in dispute.layer(layer):
            actors = [
                actor for name in names for actor in ([row[name]] if isinstance(row[name], str) else row[name] or ())
            ]
            yield layer, report, _powers(dispute, report, actors)


def _powers(dispute: Dispute, report: str, actors: Iterable[str]) -> set[str]:
    sides = dispute.sides[report]
    return set(sides.keys(actor for actor in actors if sides.kind(actor) in POWERS))


def _pair(dispute: Dispute, keys: tuple[str, str], rows: list[tuple[str, str]]) -> Pair:
    layers = [layer for layer, _ in rows]
    days = sorted(dispute.published(report) for _, report in rows)
    return Pair(
        parties=(dispute.names.label(keys[0]), dispute.names.label(keys[1])),
        reports=len({report for _, report in rows}),
        measures=layers.count("measures"),
        talks=layers.count("talks"),
        events=layers.count("events"),
        first_reported=days[0],
        last_reported=days[-1],
    )
