"""Compares two events: what speaks for and against their being one occurrence, each reason with its weight.

Weights are log2 odds from `data/link.toml`; a reason that cannot be judged (no day on one side) weighs nothing and is
left out. The score of a pair is the probability that the sum of its weights amounts to.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.link.records import Days, Mention, Number, Where, stem
from sayso.rules import load_toml

POINTS = frozenset({"town", "base", "crossing", "admin2"})
EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature of a pair: its name, what the two events have there, and what it weighs."""

    feature: str
    a: str | None
    b: str | None
    weight: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """What speaks for and against two events being one, and whether they may be one at all."""

    reasons: tuple[Reason, ...]
    is_possible: bool
    #: The sum of the weights, in log2 odds.
    weight: float

    @property
    def score(self) -> float:
        """The weight as a probability."""
        return 1 / (1 + math.pow(2.0, -max(-60.0, min(60.0, self.weight))))


@cache
def rules() -> dict[str, Any]:
    """The data file."""
    return load_toml("link.toml")


@cache
def _pair_weights(table: str) -> dict[frozenset[str], float]:
    return {frozenset((one, other)): float(weight) for one, other, weight in rules()[table]["pairs"]}


def can_compare(type_a: str, type_b: str) -> bool:
    """Whether events of these types can be one occurrence at all."""
    return type_a == type_b or frozenset((type_a, type_b)) in _pair_weights("type")


class Comparer:
    """Compares events of one batch: how telling a word is depends on how many reports have it."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self.reports_with: Counter[str] = Counter()
        by_report: dict[str, set[str]] = {}
        for mention in mentions:
            by_report.setdefault(mention.report, set()).update(mention.words)
        for words in by_report.values():
            self.reports_with.update(words)
        self.reports = len(by_report)

    def compare(self, a: Mention, b: Mention) -> Likeness:
        """What speaks for and against these two being one occurrence."""
        reasons = [
            Reason("prior", None, None, float(rules()["prior" if a.report != b.report else "prior_within"])),
            _type(a, b),
            _mode(a, b),
            _place(a, b),
            _day(a, b),
            *_parties(a, b),
            _figures(a, b),
            _anchor(a, b),
            self._words(a, b),
            _speaker(a, b),
            _toll(a, b),
        ]
        kept = tuple(reason for reason in reasons if reason is not None and reason.weight)
        return Likeness(kept, _may_join(a, b, kept), sum(reason.weight for reason in kept))

    def _words(self, a: Mention, b: Mention) -> Reason | None:
        """Telling words that both sentences have; a word of every report tells little."""
        shared = (a.words & b.words) - a.anchor_words - b.anchor_words
        if not shared:
            return None
        smaller = min(len(a.words), len(b.words))
        rarity = sum(1.0 / (1.0 + math.log2(max(1, self.reports_with[word]))) for word in shared)
        weight = min(float(rules()["words"]["most"]), 2.0 * rarity / max(4, smaller) * 1.5)
        if weight < float(rules()["words"]["least"]):
            return None
        told = ", ".join(sorted(shared)[:6])
        return Reason("words", told, told, round(weight, 2))


def _may_join(a: Mention, b: Mention, reasons: tuple[Reason, ...]) -> bool:
    """What no weight can outvote: offers on a condition, opposite claims, two events that one report keeps apart."""
    if "conditional" in (a.status, b.status) or any(r.feature == "direction" for r in reasons):
        return False
    if a.report != b.report:
        return True
    if a.type != b.type or a.said_by == b.said_by or b.is_another:
        return False
    return all(reason.weight > 0 for reason in reasons if reason.feature in {"place", "day"})


def _type(a: Mention, b: Mention) -> Reason:
    table = rules()["type"]
    if a.type == b.type:
        return Reason("type", a.type, b.type, float(table["same"]))
    weight = _pair_weights("type").get(frozenset((a.type, b.type)), float(table["differ"]))
    if "planned" not in (a.status, b.status) and "AGREE" in (a.type, b.type):
        weight -= 1.0  # an agreement to meet is not the meeting, unless it is told as a plan
    return Reason("type", a.type, b.type, weight)


@cache
def _apart() -> frozenset[str | None]:
    return frozenset(rules()["mode"]["apart"])


def _mode(a: Mention, b: Mention) -> Reason | None:
    if a.type != b.type or a.mode == b.mode is None:
        return None
    is_apart = a.mode != b.mode and bool({a.mode, b.mode} & _apart())
    if a.mode is None or b.mode is None or is_apart:
        return Reason("mode", a.mode, b.mode, float(rules()["mode"]["never"])) if is_apart else None
    if a.mode == b.mode:
        weight = rules()["mode"]["rare"] if a.mode in rules()["mode"]["rarely"] else rules()["mode"]["same"]
        return Reason("mode", a.mode, b.mode, float(weight))
    weight = _pair_weights("mode").get(frozenset((a.mode, b.mode)), float(rules()["mode"]["differ"]))
    return Reason("mode", a.mode, b.mode, weight)


# --- places ---------------------------------------------------------------------------------------------------


def _place(a: Mention, b: Mention) -> Reason | None:
    """The best of all pairs of their places; of an event without one those of its sentence, which tell less."""
    pairs = [(_place_weight(one, other), one, other) for one in a.places for other in b.places]
    if not pairs:
        share = float(rules()["place"]["near_share"])
        around = [(_place_weight(x, y), x, y) for x in a.places or a.near for y in b.places or b.near]
        pairs = [(round(weight * share, 2), x, y) for weight, x, y in around if weight > 0]
    if not pairs:
        return None
    weight, one, other = max(pairs, key=lambda pair: (pair[0], pair[1].name, pair[2].name))
    return Reason("place", str(one.told["name"]), str(other.told["name"]), weight)


def _place_weight(one: Where, other: Where) -> float:
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
        return inner.admin1 is not None and inner.admin1 == outer.name
    return False


def distance_km(one: Where, other: Where) -> float | None:
    """The distance between two places on a sphere, or None where one has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    lat, lon, lat2, lon2 = map(math.radians, (one.lat, one.lon, other.lat, other.lon))
    chord = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, chord)))


# --- days -----------------------------------------------------------------------------------------------------


def _day(a: Mention, b: Mention) -> Reason | None:
    weight = _day_weight(a, b)
    return Reason("day", _told(a.days), _told(b.days), weight) if weight else None


def _told(days: Days | None) -> str | None:
    if days is None:
        return None
    return days.first.isoformat() if days.length == 1 else f"{days.first.isoformat()}/{days.last.isoformat()}"


def _day_weight(a: Mention, b: Mention) -> float:
    table = rules()["day"]
    if a.days is None and b.days is None:
        return _published_weight(a, b)
    if a.days is None or b.days is None:
        known, other = (a, b) if a.days is not None else (b, a)
        return _half_known(known, other)
    gap = max((b.days.first - a.days.last).days, (a.days.first - b.days.last).days)
    if gap <= 0:
        return float(table["same"] if max(a.days.length, b.days.length) <= 3 else table["overlap"])
    if max(a.days.length, b.days.length) <= 3:
        return float(table["next" if gap == 1 else "near" if gap == 2 else "week" if gap <= 7 else "far"])
    return float(table["near" if gap <= 3 else "week" if gap <= 7 else "far"])


def _published_weight(a: Mention, b: Mention) -> float:
    """Neither day is known: events of reports of the same days are likelier the same."""
    if a.published is None or b.published is None:
        return 0.0
    apart = abs((a.published - b.published).days)
    if apart <= 14:
        return float(rules()["day"]["fresh"]) if apart <= 3 else 0.0
    return float(rules()["day"]["stale" if apart <= 60 else "old"])


def _half_known(known: Mention, other: Mention) -> float:
    """One day is known: it has to suit the report that tells none."""
    if known.days is None or other.published is None:
        return 0.0
    if (known.days.first - other.published).days > 1 and "planned" not in (known.status, other.status):
        return float(rules()["day"]["later"])
    if (other.published - known.days.last).days <= 31 or known.type in rules()["day"]["lasting"]:
        return 0.0
    return float(rules()["day"]["long_ago"])


# --- parties, figures, words ----------------------------------------------------------------------------------


def _parties(a: Mention, b: Mention) -> list[Reason | None]:
    """Who acts and on whom; "A attacked B" and "B attacked A" are opposite claims."""
    same_actors, same_recipients = a.actors & b.actors, a.recipients & b.recipients
    crossed = (a.actors & b.recipients) | (a.recipients & b.actors)
    if a.actors & b.recipients and a.recipients & b.actors and not same_actors and not same_recipients:
        return [Reason("direction", _list(a.actors), _list(b.actors), float(rules()["direction"]["opposite"]))]
    powers = a.powers, b.powers
    reasons = [_role("actors", a.actors, b.actors, powers), _role("recipients", a.recipients, b.recipients, powers)]
    if crossed and not same_actors and not same_recipients:
        is_turned = max(len(a.actors), len(b.actors)) == 1 and crossed <= a.powers & b.powers
        weight = rules()["parties"]["turned" if is_turned else "same"]
        reasons = [Reason("parties", _list(crossed), _list(crossed), float(weight))]
    return reasons


def _role(
    feature: str, a: frozenset[str], b: frozenset[str], powers: tuple[frozenset[str], frozenset[str]]
) -> Reason | None:
    """One role on both sides: the same, alike in a word ("a hospital", "the old hospital"), or different powers."""
    if not a or not b:
        return None
    if a & b:
        judged = "same"
    elif _name_words(a) & _name_words(b):
        judged = "alike"
    else:
        judged = "differ" if a & powers[0] and b & powers[1] else "other"
    return Reason(feature, _list(a), _list(b), float(rules()[feature][judged]))


def _name_words(names: frozenset[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in name.split() if not name.startswith("state "))


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _figures(a: Mention, b: Mention) -> Reason | None:
    """The best agreement of two figures of one kind."""
    pairs = [(_figure_weight(x, y), x, y) for x in a.numbers for y in b.numbers if x.kind == y.kind]
    if not pairs:
        return None
    weight, x, y = max(pairs, key=lambda pair: (pair[0], pair[1].ref, pair[2].ref))
    return Reason("figures", f"{x.kind} {_range(x)}", f"{y.kind} {_range(y)}", weight)


def _range(number: Number) -> str:
    ends = ["" if end is None else str(end) for end in (number.low, number.high)]
    return ends[0] if ends[0] == ends[1] else "-".join(ends)


def _figure_weight(x: Number, y: Number) -> float:
    table = rules()["figures"]
    ends = [[end for end in (n.low, n.high) if end is not None] for n in (x, y)]
    if not ends[0] or not ends[1]:
        return 0.0
    if (x.low, x.high) == (y.low, y.high):
        return float(table["same"]) if max(ends[0]) > 0 else 0.0
    if _is_open(x, max(ends[1])) or _is_open(y, max(ends[0])):
        return float(table["close"])
    small, large = sorted((max(ends[0]), max(ends[1])))
    if large <= small * float(table["ratio"]):
        return float(table["close"])
    return 0.0 if large <= small * float(table["wide"]) else float(table["differ"])


def _is_open(number: Number, other: int) -> bool:
    """Whether the other number lies on the open side of this one: "at least 12" and 21."""
    if number.high is None:
        return number.low is not None and number.low <= other
    return number.low is None and number.high >= other


@cache
def _alike() -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    for n, words in enumerate(rules()["alike"]["groups"]):
        for word in words:
            groups.setdefault(stem(word), set()).add(n)
    return {word: frozenset(numbers) for word, numbers in groups.items()}


def _anchor(a: Mention, b: Mention) -> Reason | None:
    if a.anchor_words & b.anchor_words:
        return Reason("anchor", a.anchor, b.anchor, float(rules()["anchor"]["same"]))
    groups = [frozenset().union(*(_alike().get(word, frozenset()) for word in m.anchor_words)) for m in (a, b)]
    return Reason("anchor", a.anchor, b.anchor, float(rules()["anchor"]["alike"])) if groups[0] & groups[1] else None


def _toll(a: Mention, b: Mention) -> Reason | None:
    """One gives a toll of the other, or both of the same."""
    if a.report != b.report or not (a.toll_of == b.ref or b.toll_of == a.ref or (a.toll_of and a.toll_of == b.toll_of)):
        return None
    return Reason("toll", a.anchor, b.anchor, float(rules()["toll"]["same"]))


def _speaker(a: Mention, b: Mention) -> Reason | None:
    shared = a.speakers & b.speakers
    return Reason("speaker", _list(shared), _list(shared), float(rules()["speaker"]["same"])) if shared else None
