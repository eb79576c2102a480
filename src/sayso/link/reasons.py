"""One reason for or against two events being one occurrence: a feature, what the two have there, and what it weighs."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from sayso.link.names import bare_name, iso
from sayso.link.records import Number, Where
from sayso.rules import load_toml


@cache
def rules() -> dict[str, Any]:
    """The data file."""
    return load_toml("link.toml")


class Reason(NamedTuple):
    """`a` and `b` are what the two events have: text, names, a place, a figure, or a first and last day."""

    feature: str
    a: Any
    b: Any
    weight: float

    def to_dict(self) -> dict[str, Any]:
        """As a person reads it."""
        return {"feature": self.feature, "a": _told(self.a), "b": _told(self.b), "weight": self.weight}


def _told(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, frozenset):
        return ", ".join(sorted(bare_name(name) for name in value))
    if isinstance(value, Where):
        return value.told
    if isinstance(value, Number):
        return f"{value.kind} {_range(value)}"
    first, last = value
    return iso(first) if first == last else f"{iso(first)}/{iso(last)}"


def _range(number: Number) -> str:
    ends = ["" if end is None else str(end) for end in (number.low, number.high)]
    return ends[0] if ends[0] == ends[1] else "-".join(ends)
