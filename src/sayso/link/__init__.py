"""Readings -> incidents: what the events of several reports have in common, their accounts kept apart.

Readings become flat records (`mentions`); candidates come from blocks of place, day, party and words (`block`); two
events are compared feature by feature, each with a weight that a person can read (`compare`); the surest pairs are
joined first, unless something keeps two events of the groups apart (`cluster`): opposite claims, offers on a condition,
events that one report tells as two, a person's decision. `updates` keeps all that in a state (`shelf`) to which reports
are added as they come. Plain data in, plain data out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sayso.link.cluster import Constraints
from sayso.link.shelf import MemoryShelf
from sayso.link.updates import Changes, update

__all__ = ["SCHEMA", "Changes", "Constraints", "MemoryShelf", "document", "link_readings", "update"]

SCHEMA = "sayso-incidents/1"


def link_readings(readings: Iterable[Mapping[str, Any]], judged: Constraints | None = None) -> dict[str, Any]:
    """The incidents of these readings (plain data as in the contract), the same for any order of the readings.

    Of a report that was read twice, one reading counts.
    """
    unique: dict[str, Mapping[str, Any]] = {}
    for reading in readings:
        known = unique.setdefault(str(reading["report"]["id"]), reading)
        if known is not reading and _bytes(reading) > _bytes(known):
            unique[str(reading["report"]["id"])] = reading
    shelf = MemoryShelf()
    update(shelf, unique.values(), judged=judged)
    return document(shelf)


def document(shelf: MemoryShelf) -> dict[str, Any]:
    """The document of the contract: all incidents, in the order of their first events."""
    return {"schema": SCHEMA, "incidents": shelf.in_order()}


def _bytes(reading: Mapping[str, Any]) -> str:
    return json.dumps(reading, sort_keys=True)
