"""A finding without the ids of one reading: names for actors and places, stretches of text for all else.

Ids are counted anew by every reading. What stays is the text, so a finding is known by the report's text, its layer,
where it stands, and its value at the time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

#: The field that says where a finding of a layer stands: its span, or the first of its spans.
HOMES = {
    "actors": "mentions",
    "places": "mentions",
    "times": "span",
    "statements": "cue",
    "events": "anchor",
    "figures": "span",
    "positions": "span",
    "conditions": "depends_on",
    "measures": "what",
    "talks": "span",
}
LETTERS = dict(zip("aptsefkcmn", HOMES, strict=True))
#: Fields that hold ids; `figures` of an event only mirrors the figures' own field.
TO_ACTORS = frozenset(
    ["speaker", "addressee", "of", "for", "actors", "recipients", "actor", "blames", "set_by", "by", "toward"]
) | {"parties", "mediators"}
TO_PLACES = frozenset({"places", "place"})
REFERENCES = TO_ACTORS | TO_PLACES | {"via", "said_by", "event", "on"}
LEFT_OUT = frozenset({"id", "figures", "review"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: its layer, its row in the reading, where it stands (None: nowhere), and its value without ids."""

    layer: str
    row: Json
    home: tuple[int, int] | None
    value: Json

    @property
    def sha256(self) -> str:
        """What its value is known by."""
        return hashlib.sha256(json.dumps(self.value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class Book:
    """The findings of one reading by their ids."""

    def __init__(self, reading: Mapping[str, Any]) -> None:
        self.reading = reading
        self._rows: dict[str, tuple[str, Json]] = {row["id"]: (layer, row) for layer in HOMES for row in reading[layer]}

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    def __iter__(self) -> Iterator[Finding]:
        return (self.find(key) for key in self._rows)

    def find(self, key: str) -> Finding:
        """The finding of an id; raises KeyError where there is none."""
        layer, row = self._rows[key]
        value = {name: self._without_ids(name, held) for name, held in row.items() if name not in LEFT_OUT}
        return Finding(layer, row, home(layer, row), value)

    def _without_ids(self, name: str, held: Any) -> Any:
        if name not in REFERENCES or held is None:
            return held
        if isinstance(held, list):
            return [self._reference(key) for key in held]
        return self._reference(held)

    def _reference(self, key: str) -> Any:
        """What an id means: an actor's or place's name, else layer and stretch of text; itself if it means nothing."""
        if key not in self._rows:
            return key
        layer, row = self._rows[key]
        return row["name"] if layer in {"actors", "places"} else {"layer": layer, "at": list(home(layer, row) or ())}


def home(layer: str, row: Mapping[str, Any]) -> tuple[int, int] | None:
    """Where a finding stands in the text, in code points; None for an actor whom the text never names."""
    held = row[HOMES[layer]]
    span = (held[0] if held else None) if isinstance(held, list) else held
    return (span["start"], span["end"]) if span is not None else None
