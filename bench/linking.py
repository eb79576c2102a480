"""Linking many events: seconds and memory at three sizes, and what one more report costs then.

    python bench/linking.py READINGS.jsonl [--sizes 10000 30000 100000] [--skewed] [--check]

READINGS are real ones (`sayso read --json`). They are told over and over, each time moved as a whole in place and time,
figures and names kept and half of the other words changed, until there are so many events; two copies of each lie in
the same days and places, so that there is something to link. Days and places grow with the data, as they do where a
ledger grows by the weeks. With --skewed all copies are of one place and one day. `--check` exits 1 where time grows
faster than n log n (with a fifth of tolerance, for the machine) or memory passes 4 GB.
"""

from __future__ import annotations

import argparse
import copy
import itertools
import json
import math
import random
import re
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sayso.link import MemoryShelf, update

Json = dict[str, Any]
LONG_WORD, LETTERS = re.compile(r"\b[a-z]{5,}\b"), "bcdfghklmnprtvwz"
MEMORY_MB, TOLERANCE = 4096, 1.2
#: Copies of a report in one shift of place and time.
TOGETHER = 2
PORTION = 500


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("readings", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 30_000, 100_000])
    parser.add_argument("--skewed", action="store_true")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    readings = [json.loads(line) for line in options.readings.read_text(encoding="utf-8").splitlines()]
    rows = []
    for size in options.sizes:
        rows.append(measure(readings, size, skewed=options.skewed))
        print(rows[-1], file=sys.stderr, flush=True)
    print(json.dumps(rows, indent=2))
    if options.check:
        sys.exit("; ".join(broken(rows)) or None)


def broken(rows: list[Json]) -> list[str]:
    """Which limits do not hold."""
    faults = [f"{row['events']} events: {row['memory_mb']} MB" for row in rows if row["memory_mb"] > MEMORY_MB]
    for one, other in itertools.pairwise(rows):
        allowed = other["events"] * math.log(other["events"]) / (one["events"] * math.log(one["events"])) * TOLERANCE
        if other["seconds"] > one["seconds"] * allowed:
            faults.append(f"{one['events']} to {other['events']} events: {other['seconds'] / one['seconds']:.1f} times")
    return faults


def measure(readings: list[Json], size: int, *, skewed: bool) -> Json:
    """Seconds of CPU to link so many events, megabytes at the peak, and milliseconds for one more report."""
    shelf, events, count, begun = MemoryShelf(), 0, 0, 0.0
    for portion in portions(shifted(readings, size, skewed=skewed)):
        start = time.process_time()
        update(shelf, portion)
        begun += time.process_time() - start
        count += len(portion)
        events += sum(len(reading["events"]) for reading in portion)
    more = list(shifted(readings, size // 10, skewed=skewed, seed=1))[:20]
    start = time.process_time()
    for reading in more:
        update(shelf, [reading])
    return {
        "events": events,
        "reports": count,
        "incidents": len(shelf.incidents),
        "largest": max(len(incident["events"]) for incident in shelf.incidents.values()),
        "seconds": round(begun, 1),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "one_more_report_ms": round(1000 * (time.process_time() - start) / max(1, len(more))),
    }


def portions(readings: Iterator[Json]) -> Iterator[list[Json]]:
    """So many readings at a time."""
    portion: list[Json] = []
    for reading in readings:
        portion.append(reading)
        if len(portion) == PORTION:
            yield portion
            portion = []
    yield portion


def shifted(readings: list[Json], size: int, *, skewed: bool, seed: int = 0) -> Iterator[Json]:
    """The readings over and over, moved in place and time, until there are so many events."""
    told, turn = 0, 0
    while True:
        dice = random.Random(f"{seed} {turn // TOGETHER}")  # noqa: S311 - the same every time, and no secret
        days, north, east = dice.randint(0, max(1, size // 100)), dice.uniform(-40, 40), dice.uniform(-180, 180)
        for reading in readings:
            yield skew(reading, turn) if skewed else shift(reading, f"{seed} {turn}", days, north, east)
            told += len(reading["events"])
            if told >= size:
                return
        turn += 1


def shift(reading: Json, name: str, days: int, north: float, east: float) -> Json:
    """One reading, told later and elsewhere; places keep their names, with a mark of where they went."""
    moved = renamed(reading, name, f"{north} {east}")
    moved["report"]["published"] = later(reading["report"].get("published"), days)
    for event in moved["events"]:
        event["start"], event["end"] = later(event["start"], days), later(event["end"], days)
    for place in moved["places"]:
        if place["lat"] is not None:
            place["lat"] = max(-90.0, min(90.0, place["lat"] + north))
            place["lon"] = (place["lon"] + east + 180) % 360 - 180
        place["name"] += f" {north:.0f} {east:.0f}"
        place["admin1"] = place["admin1"] and f"{place['admin1']} {north:.0f} {east:.0f}"
    return moved


def skew(reading: Json, turn: int) -> Json:
    """One reading, with all its events on one day in one town."""
    moved = renamed(reading, str(turn), "")
    town = {"id": "p1", "name": "Town", "kind": "town", "country": "XX", "admin1": None, "lat": 1.0, "lon": 1.0}
    moved["places"] = [town | {"gazetteer": None, "mentions": []}]
    for event in moved["events"]:
        event |= {"places": ["p1"], "start": "2025-03-03", "end": "2025-03-03"}
    return moved


def renamed(reading: Json, name: str, where: str) -> Json:
    """A copy as a report of its own."""
    layers = ("actors", "statements", "figures", "positions")
    moved = {layer: reading[layer] for layer in layers} | {
        layer: copy.deepcopy(reading[layer]) for layer in ("places", "events")
    }
    dice = random.Random(f"{name} {reading['report']['id']}")  # noqa: S311
    text = LONG_WORD.sub(lambda word: reworded(word[0], where), reading["report"]["text"])
    return moved | {"report": reading["report"] | {"id": f"r_{dice.getrandbits(64):016x}", "text": text}}


def reworded(word: str, where: str) -> str:
    """Half of the words, each with the same letters at its end wherever the story is the same; lengths stay."""
    dice = random.Random(f"{where} {word}")  # noqa: S311
    return word if dice.random() < 0.5 else word[:-2] + dice.choice(LETTERS) + dice.choice(LETTERS)


def later(value: str | None, days: int) -> str | None:
    """An ISO date moved by days; a month or year moves as its first day does."""
    if not value:
        return value
    parts = [*value.split("/")[0].split("-"), "01", "01"][:3]
    moved = (date(*map(int, parts)) + timedelta(days)).isoformat()
    return moved[: len(value)]


if __name__ == "__main__":
    main()
