"""Which events a person linked (one occurrence) or split (two), as pairs of the keys that events have now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sayso.review.findings import home
from sayso.review.standing import standing
from sayso.types import Judgement

Pair = tuple[str, str]
#: An event by the hash of its text and where it stands.
Anchor = tuple[str, int, int]


def find_constraints(
    judgements: Iterable[Judgement], readings: Iterable[Mapping[str, Any]]
) -> tuple[list[Pair], list[Pair]]:
    """The pairs that must be in one incident, and those that must not, by event keys ("r_x/e1"), each pair in order.

    Of two decisions about one pair the later holds. A report that several outlets published word for word has the
    decision for each copy.
    """
    decided: dict[tuple[Anchor, Anchor], str] = {}
    for word in standing(judgements):
        if word.action in {"link", "split"}:
            for one, other in word.payload["pairs"]:
                first, second = sorted((tuple(one), tuple(other)))
                decided[first, second] = word.action
    keys = _keys({anchor for pair in decided for anchor in pair}, readings) if decided else {}
    told: dict[str, list[Pair]] = {"link": [], "split": []}
    for (one, other), action in decided.items():
        pairs = {(a, b) if a < b else (b, a) for a in keys.get(one, ()) for b in keys.get(other, ()) if a != b}
        told[action] += sorted(pairs)
    return told["link"], told["split"]


def _keys(wanted: set[Anchor], readings: Iterable[Mapping[str, Any]]) -> dict[Anchor, list[str]]:
    texts = {anchor[0] for anchor in wanted}
    found: dict[Anchor, list[str]] = {}
    for reading in readings:
        sha256 = reading["report"]["sha256"]
        for event in reading["events"] if sha256 in texts else ():
            place = home("events", event)
            if place is not None and (sha256, *place) in wanted:
                found.setdefault((sha256, *place), []).append(f"{reading['report']['id']}/{event['id']}")
    return found
