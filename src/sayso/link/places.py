"""How far apart two places are, and what that says about two events."""

from __future__ import annotations

import math
from functools import lru_cache

from sayso.link.reasons import Reason, rules
from sayso.link.records import Mention, Where

POINTS = frozenset({"town", "base", "crossing", "admin2"})
EARTH_KM = 6371.0
KEPT = 2**17


def compare_places(a: Mention, b: Mention) -> Reason | None:
    """The best of all pairs of their places; of an event without one those of its sentence, which tell less."""
    pairs = [(weigh_places(one, other), one, other) for one in a.places for other in b.places]
    if not pairs:
        share = float(rules()["place"]["near_share"])
        around = [(weigh_places(x, y), x, y) for x in a.places or a.near for y in b.places or b.near]
        pairs = [(round(weight * share, 2), x, y) for weight, x, y in around if weight > 0]
    if not pairs:
        return None
    weight, one, other = max(pairs, key=lambda pair: (pair[0], pair[1].name, pair[2].name))
    return Reason("place", one, other, weight)


@lru_cache(KEPT)
def weigh_places(one: Where, other: Where) -> float:
    """What two places say: the same, one within the other, close by, or apart."""
    table = rules()["place"]
    apart = distance_km(one, other)
    if one.name == other.name and (apart is None or apart <= table["far_km"] or one.kind not in POINTS):
        return float(table.get(one.kind, table["town"]))
    if _is_within(one, other) or _is_within(other, one):
        return float(table["within"])
    if apart is not None and apart <= table["near_km"] and {one.kind, other.kind} <= POINTS:
        return float(table["near"])
    if one.country and other.country and one.country != other.country:
        return float(table["far"])
    return float(table["far"] if apart is not None and apart > table["far_km"] else table["differ"])


def _is_within(inner: Where, outer: Where) -> bool:
    """Whether one place lies in the other, as far as their entries tell."""
    if outer.kind == "country":
        return inner.kind != "country" and inner.country is not None and inner.country == outer.country
    if outer.kind in {"admin1", "region"}:
        return inner.region == outer.name if inner.region is not None else _is_around(inner, outer)
    return False


def _is_around(inner: Where, outer: Where) -> bool:
    """Of a point whose region is not known: whether it lies no further from a region's centre than its own points."""
    apart = distance_km(inner, outer) if inner.kind in POINTS and inner.country == outer.country else None
    return apart is not None and apart <= float(rules()["place"]["around_km"])


def distance_km(one: Where, other: Where) -> float | None:
    """The distance between two places on a sphere, or None where one has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    lat, lon, lat2, lon2 = map(math.radians, (one.lat, one.lon, other.lat, other.lon))
    chord = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, chord)))
