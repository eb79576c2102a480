"""What a ledger of so many events costs: recording, pages, counts, search, verifying.

    python bench/ledger.py --events 100000 [--ledger PATH_OR_URL] [--check]

The reports are the examples beside this folder, read once, then shifted in time, each with a last line of its own.
Of pages, counts and searches in a file CPU time is told, since neighbours hardly touch it; on a server, wall time.
`--check` ends with 1 where something that a page of the web app asks for takes over 300 ms.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import sayso
from sayso.intake.readings import build_reading
from sayso.ledger import Entry, Ledger
from sayso.types import make_report, to_plain

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*/*.[th]*"))
DAY = date(2025, 12, 10)
BATCH = 100
#: What a page may take, in seconds.
MOST = 0.3
#: A page is asked for so often; the slowest but one counts.
TIMES = 5

Asked = dict[str, Callable[[Ledger], Any]]


def what_is_asked(actor: str, side: str) -> Asked:
    """What a page of the web app asks for; actor and side are the most frequent ones, which cost most."""
    month = {"since": "2024-03", "until": "2024-03-31"}
    return {
        "first page of events, newest first": lambda ledger: ledger.page("events", order="-date_start"),
        "a page of one type": lambda ledger: ledger.page("events", {"type": "ASSAULT"}, order="-date_start"),
        "a page of one actor": lambda ledger: ledger.page("events", {"actor": actor}, order="-date_start"),
        "a page of one month": lambda ledger: ledger.page("events", month, order="date_start"),
        "page 1000": lambda ledger: ledger.page("events", order="-date_start", offset=50_000),
        "how many events of one type": lambda ledger: ledger.count("events", {"type": "ASSAULT"}),
        "how many events of one actor": lambda ledger: ledger.count("events", {"actor": actor}),
        "events by type": lambda ledger: ledger.facet("events", "type"),
        "events by standing, of one type": lambda ledger: ledger.facet("events", "status", {"type": "ASSAULT"}),
        "events by actor": lambda ledger: ledger.facet("events", "actor"),
        "events by place, of one actor": lambda ledger: ledger.facet("events", "place", {"actor": actor}),
        "events by country, of one month": lambda ledger: ledger.facet("events", "country", month),
        "statements of one side": lambda ledger: ledger.page("statements", {"side": side}, order="-published"),
        "a rare phrase": lambda ledger: ledger.search(["bulletin 4321 "]),
        "a word of every report": lambda ledger: ledger.search(["said"]),
        "two letters": lambda ledger: ledger.search(["zq"]),
        "events of reports with a phrase": lambda ledger: ledger.page("events", {"words": "bulletin 432"}),
        "one reading": lambda ledger: ledger.reading(ledger.page("events", limit=1)[0]["report"]),
    }


def make_entries(events: int) -> Iterator[Entry]:
    """Documents with so many events in all."""
    readings = [sayso.read_file(path, published=DAY) for path in EXAMPLES]
    made = number = 0
    while made < events:
        entry = _shifted(readings[number % len(readings)].to_dict(), number)
        made += len(entry.reading.events) if entry.reading else 0
        number += 1
        yield entry


def _shifted(plain: dict[str, Any], number: int) -> Entry:
    """A reading as it would be of a report that ends in a line of its own, some days before."""
    days = timedelta(days=number % 1000)
    report = make_report(
        f"{plain['report']['text']}\nBulletin {number} \n",
        published=DAY - days,
        publisher=f"Outlet {number % 50}",
        title=plain["report"]["title"],
    )
    events = [_earlier(event, days) for event in plain["events"]]
    told = build_reading(plain | {"report": to_plain(report), "events": events}, report.id)
    return Entry(source=f"bench/{number}.txt", locator="", report=report, reading=told)


def _earlier(event: dict[str, Any], days: timedelta) -> dict[str, Any]:
    moved = {key: event[key] for key in ("start", "end")}
    for key, value in moved.items():
        if value is not None and len(value) == len("2025-12-10"):
            moved[key] = (date.fromisoformat(value) - days).isoformat()
    return event | moved


def timed(call: Callable[[], Any], clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds that a call takes."""
    began = clock()
    call()
    return clock() - began


def fill(ledger: Ledger, events: int) -> float:
    """Record reports with so many events; the seconds that recording took."""
    seconds, batch = 0.0, []
    for entry in make_entries(events):
        batch.append(entry)
        if len(batch) == BATCH:
            seconds += timed(lambda: ledger.add(batch))  # noqa: B023
            batch = []
    return seconds + (timed(lambda: ledger.add(batch)) if batch else 0)


def main() -> int:
    """Print what each thing takes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--ledger")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = options.ledger or str(Path(folder) / "bench.db")
        with Ledger.open(where, create=True) as ledger:
            seconds = fill(ledger, options.events)
            reports, events = len(ledger.report_ids()), ledger.count("events")
            print(f"{reports:,} reports with {events:,} events: {seconds / reports * 1000:.1f} ms each to record")
            print(f"{timed(lambda: list(ledger.readings())):8.1f} s all readings")
            print(f"{timed(ledger.rebuild):8.1f} s rebuild")
            print(f"{timed(ledger.verify):8.1f} s verify")
            asked = what_is_asked(ledger.facet("events", "actor")[0][0], ledger.facet("statements", "side")[0][0])
            slow = [name for name, call in asked.items() if measure(ledger, name, call) > MOST]
    return 1 if slow and options.check else 0


def measure(ledger: Ledger, name: str, call: Callable[[Ledger], Any]) -> float:
    """The seconds that something asked for takes; printed."""
    clock = time.perf_counter if "://" in ledger.where else time.process_time
    seconds = sorted(timed(lambda: call(ledger), clock) for _ in range(TIMES))[-2]
    print(f"{seconds * 1000:8.0f} ms {name}")
    return seconds


if __name__ == "__main__":
    sys.exit(main())
