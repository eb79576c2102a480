"""Measures how well the places of annotated reports are found and resolved.

    python tools/evaluate_places.py FILE.jsonl [--show misses|extras|wrong] [--limit N]

FILE has a JSON object a line: {"text", "annotations": [{"type": "toponym", "start", "end", "text", "lat", "lon"}]};
only annotations with coordinates count. A name is found when a mention has exactly its span (recognition: precision,
recall, F1). Within 161 km (100 miles, the field's custom) is the share of the found names that lie that near the gold
point; end to end the share of all names that were found and lie that near. Mentions that overlap an annotation without
coordinates are counted like any other.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from sayso.pipeline import load, make_report

Row = dict[str, Any]
NEAR_KM = 161.0


@dataclass
class Tally:
    """Counts over all reports."""

    gold: int = 0
    told: int = 0
    found: int = 0
    near: int = 0
    lines: dict[str, list[str]] = field(default_factory=lambda: {"misses": [], "extras": [], "wrong": []})

    def report(self) -> str:
        """The figures in one line."""
        precision, recall = share(self.found, self.told), share(self.found, self.gold)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        found = f"recognition P {precision:.1f} R {recall:.1f} F1 {f1:.1f}"
        near = f"within 161 km {share(self.near, self.found):.1f}   end to end {share(self.near, self.gold):.1f}"
        return f"{found}   {near}   ({self.gold} names, {self.told} told)"


def share(part: int, whole: int) -> float:
    """Per cent."""
    return 100 * part / whole if whole else 0.0


def kilometres(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Distance on a sphere (haversine)."""
    a = sin(radians(lat2 - lat) / 2) ** 2 + cos(radians(lat)) * cos(radians(lat2)) * sin(radians(lon2 - lon) / 2) ** 2
    return 12742 * asin(sqrt(min(1.0, a)))


def gold_of(row: Row) -> dict[tuple[int, int], Row]:
    """The toponyms with coordinates, by span."""
    return {
        (note["start"], note["end"]): note
        for note in row["annotations"]
        if note["type"] == "toponym" and note.get("lat") is not None
    }


def told_of(reading: Row) -> Iterator[tuple[tuple[int, int], Row]]:
    """Every mention of every place that was read."""
    for place in reading["places"]:
        for mention in place["mentions"]:
            yield (mention["start"], mention["end"]), place


def measure(row: Row, reading: Row, tally: Tally) -> None:
    """Add one report to the tally."""
    gold, told = gold_of(row), dict(told_of(reading))
    tally.gold += len(gold)
    tally.told += len(told)
    for span, note in gold.items():
        place = told.get(span)
        if place is None:
            tally.lines["misses"].append(line(row, span, f"{note['lat']:.1f} {note['lon']:.1f}"))
            continue
        tally.found += 1
        if place["lat"] is not None and kilometres(note["lat"], note["lon"], place["lat"], place["lon"]) <= NEAR_KM:
            tally.near += 1
        else:
            where = f"{place['name']} {place['kind']} {place['country']} {place['lat']} {place['lon']}"
            tally.lines["wrong"].append(line(row, span, f"{note['lat']:.1f} {note['lon']:.1f} told {where}"))
    for span, place in told.items():
        if span not in gold:
            tally.lines["extras"].append(line(row, span, f"{place['name']} {place['kind']} {place['country']}"))


def line(row: Row, span: tuple[int, int], why: str) -> str:
    """A name with the words around it."""
    start, end = span
    text = row["text"]
    around = f"{text[max(0, start - 50) : start]}[{text[start:end]}]{text[end : end + 40]}"
    return f"{row['id']}: {' '.join(around.split())} | {why}"


def main() -> int:
    """Read the file, print the figures."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("file", type=Path, nargs="+")
    options.add_argument("--show", choices=["misses", "extras", "wrong"])
    options.add_argument("--limit", type=int)
    given = options.parse_args()
    reader = load()
    for path in given.file:
        tally = Tally()
        for row in [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()][: given.limit]:
            measure(row, reader.read(make_report(row["text"], published=row.get("published"))).to_dict(), tally)
        print(f"{path.parent.name}/{path.stem}: {tally.report()}")
        print("\n".join(tally.lines.get(given.show, [])), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
