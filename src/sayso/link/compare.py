"""Compares two events: what speaks for and against their being one occurrence, each reason with its weight.

A pure function of two flat records: no statistics over others, so that a pair weighs the same today and tomorrow, alone
and among a million. Weights are log2 odds from `data/link.toml`; a reason that cannot be judged (no day on one side)
weighs nothing and is left out. The score of a pair is the probability that the sum of its weights amounts to.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.link.names import stem
from sayso.link.parties import compare_parties
from sayso.link.places import compare_places
from sayso.link.reasons import Reason, rules
from sayso.link.records import Mention, Number

#: What must not speak against two events of one report, which would rather have told them as one.
WITHIN = frozenset({"place", "day", "parties"})
#: Reports that lie further apart, in days, seldom tell of one event by chance.
FEW_DAYS = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """What speaks for and against two events being one, and whether they may be one at all."""

    reasons: tuple[Reason, ...]
    is_possible: bool
    #: The sum of the weights, in log2 odds.
    weight: float


def score_of(weight: float) -> float:
    """A weight as a probability."""
    return 1 / (1 + math.pow(2.0, -max(-60.0, min(60.0, weight))))


def compare(a: Mention, b: Mention) -> Likeness:
    """What speaks for and against these two being one occurrence."""
    reasons = (
        Reason("prior", None, None, float(rules()["prior" if a.report != b.report else "prior_within"])),
        _type(a, b),
        _mode(a, b),
        compare_places(a, b),
        _day(a, b),
        *compare_parties(a, b),
        _figures(a, b),
        _anchor(a, b),
        _words(a, b),
        _speaker(a, b),
        _toll(a, b),
    )
    kept = tuple(reason for reason in reasons if reason is not None and reason.weight)
    if _is_vague(a, b) and not any(_is_particular(reason) for reason in kept):
        kept += (Reason("vague", _days(a), _days(b), float(rules()["vague"]["weight"])),)
    return Likeness(kept, _may_join(a, b, kept), sum(reason.weight for reason in kept))


def _is_vague(a: Mention, b: Mention) -> bool:
    """Whether no common day ties two events of a kind that recurs: one is told without, or the reports lie apart."""
    if a.report == b.report or a.type not in rules()["vague"]["recurring"]:
        return False
    if a.first is None or b.first is None:
        return True
    return a.published is not None and b.published is not None and abs(a.published - b.published) > FEW_DAYS


def _is_particular(reason: Reason) -> bool:
    """Whether two events have more in common than a city and a kind."""
    least = rules()["vague"]["least"].get(reason.feature)
    return least is not None and reason.weight >= float(least)


@cache
def _pair_weights(table: str) -> dict[frozenset[str], float]:
    return {frozenset((one, other)): float(weight) for one, other, weight in rules()[table]["pairs"]}


@cache
def can_compare(type_a: str, type_b: str) -> bool:
    """Whether events of these types can be one occurrence at all."""
    return type_a == type_b or frozenset((type_a, type_b)) in _pair_weights("type")


def may_join(a: Mention, b: Mention) -> bool:
    """Whether two events that nothing links may be one all the same, since both are one with a third."""
    if a.report == b.report:
        return compare(a, b).is_possible
    return _may_join(a, b, tuple(compare_parties(a, b)))


def _may_join(a: Mention, b: Mention, reasons: tuple[Reason, ...]) -> bool:
    """What no weight can outvote: offers on a condition, opposite claims, two events that one report keeps apart."""
    if "conditional" in (a.status, b.status) or any(r.feature == "direction" for r in reasons):
        return False
    if a.report != b.report:
        return True
    if a.type != b.type or a.said_by == b.said_by or b.is_another:
        return False
    return all(reason.weight > 0 for reason in reasons if reason.feature in WITHIN)


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


# --- days -----------------------------------------------------------------------------------------------------


def _day(a: Mention, b: Mention) -> Reason | None:
    weight = weigh_days(a, b)
    return Reason("day", _days(a), _days(b), weight) if weight else None


def _days(mention: Mention) -> tuple[int, int] | None:
    return None if mention.first is None or mention.last is None else (mention.first, mention.last)


def weigh_days(a: Mention, b: Mention) -> float:
    """What the days of two events say of their being one."""
    table = rules()["day"]
    if a.first is None or a.last is None:
        return _published_weight(a, b) if b.first is None else _half_known(b, a)
    if b.first is None or b.last is None:
        return _half_known(a, b)
    gap = max(b.first - a.last, a.first - b.last)
    longest = max(a.length, b.length)
    if gap <= 0:
        return float(table["same"] if longest <= 3 else table["overlap"])
    if longest <= 3:
        return float(table["next" if gap == 1 else "near" if gap == 2 else "week" if gap <= 7 else "far"])
    return float(table["near" if gap <= 3 else "week" if gap <= 7 else "far"])


def _published_weight(a: Mention, b: Mention) -> float:
    """Neither day is known: events of reports of the same days are likelier the same."""
    if a.published is None or b.published is None:
        return 0.0
    apart = abs(a.published - b.published)
    if apart <= 14:
        return float(rules()["day"]["fresh"]) if apart <= 3 else 0.0
    return float(rules()["day"]["stale" if apart <= 60 else "old"])


def _half_known(known: Mention, other: Mention) -> float:
    """One day is known: it has to suit the report that tells none."""
    if known.first is None or known.last is None or other.published is None:
        return 0.0
    if known.first - other.published > 1 and "planned" not in (known.status, other.status):
        return float(rules()["day"]["later"])
    if other.published - known.last <= 31 or known.type in rules()["day"]["lasting"]:
        return 0.0
    return float(rules()["day"]["long_ago"])


# --- figures and words ----------------------------------------------------------------------------------------


def _figures(a: Mention, b: Mention) -> Reason | None:
    """The best agreement of two figures of one kind."""
    pairs = [(_figure_weight(x, y), x, y) for x in a.numbers for y in b.numbers if x.kind == y.kind]
    if not pairs:
        return None
    weight, x, y = max(pairs, key=lambda pair: (pair[0], pair[1].ref, pair[2].ref))
    return Reason("figures", x, y, weight)


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


@lru_cache(2**16)
def words_alike(words: frozenset[str]) -> frozenset[int]:
    """The groups of words for one thing that these are in, by number."""
    return frozenset().union(*(_alike().get(word, frozenset()) for word in words))


def _anchor(a: Mention, b: Mention) -> Reason | None:
    if a.anchor_words & b.anchor_words:
        return Reason("anchor", a.anchor, b.anchor, float(rules()["anchor"]["same"]))
    if words_alike(a.anchor_words) & words_alike(b.anchor_words):
        return Reason("anchor", a.anchor, b.anchor, float(rules()["anchor"]["alike"]))
    return None


def _words(a: Mention, b: Mention) -> Reason | None:
    """Telling words that both sentences have, by their share of the shorter sentence."""
    shared = (a.words & b.words) - a.anchor_words - b.anchor_words
    if not shared:
        return None
    table = rules()["words"]
    share = len(shared) / max(4, min(len(a.words), len(b.words)))
    weight = min(float(table["most"]), float(table["each"]) * share)
    if weight < float(table["least"]):
        return None
    told = ", ".join(sorted(shared)[:6])
    return Reason("words", told, told, round(weight, 2))


def _toll(a: Mention, b: Mention) -> Reason | None:
    """One gives a toll of the other, or both of the same."""
    if a.report != b.report or not (a.toll_of == b.ref or b.toll_of == a.ref or (a.toll_of and a.toll_of == b.toll_of)):
        return None
    return Reason("toll", a.anchor, b.anchor, float(rules()["toll"]["same"]))


def _speaker(a: Mention, b: Mention) -> Reason | None:
    both = a.speakers & b.speakers
    return Reason("speaker", both, both, float(rules()["speaker"]["same"])) if both else None
