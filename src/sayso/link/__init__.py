"""Readings -> incidents: what the events of several reports have in common, their accounts kept apart.

Candidates come from blocks of place, day and parties; two events are compared feature by feature, each with a weight
that a person can read; the surest pairs are joined first, unless something keeps two events of the groups apart
(opposite claims, offers on a condition, events that one report tells as two). Plain data in, plain data out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sayso.link.block import find_candidates
from sayso.link.cluster import find_groups
from sayso.link.compare import Comparer
from sayso.link.incidents import write_incidents
from sayso.link.records import read_batch

__all__ = ["link_readings"]


def link_readings(readings: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The incidents of these readings (plain data as in the contract), the same for any order of the readings."""
    batch = read_batch(readings)
    groups = find_groups(batch.mentions, find_candidates(batch.mentions), Comparer(batch.mentions).compare)
    return write_incidents(batch.mentions, batch.stances, groups)
