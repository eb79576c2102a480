"""Kills an ingest at random moments, over and over, and compares the ledger with that of an undisturbed run.

    python tools/kill_ingest.py --reports 1000 --kills 100

Each ingest runs in a process of its own (`sayso.core.add` on a folder of short reports) that gets SIGKILL at a random
moment and is then started again, until it ends by itself; the ledger must then be equal, row for row, to the one of a
run that nobody disturbed, and `verify` must find nothing. Ingests follow each other until so many kills are done.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Select, Table, select

from sayso import core
from sayso.errors import LedgerError
from sayso.intake import Known
from sayso.ledger import Ledger
from sayso.ledger.flat import derived
from sayso.ledger.tables import first_hand, runs
from sayso.pipeline import load

#: An ingest is killed after at most this part of the time that it needs.
WINDOW = 0.2
PLACES = ("Kareth", "Molun", "Ostrel", "Pellin", "Sarvik", "Tolmar", "Uskane", "Vandry")
#: Three in a hundred documents are no report, and one in ten says what another says.
EMPTY, REPEATED = 33, 10

Rows = dict[str, list[tuple[Any, ...]]]


def write_reports(folder: Path, number: int) -> None:
    """Short reports of our own, some of them versions or copies of others, some of them empty."""
    for index in range(number):
        place, toll = PLACES[index % len(PLACES)], index % 40 + 1
        if index % REPEATED == 9:
            toll, place = (index - 1) % 40 + 1, PLACES[(index - 1) % len(PLACES)]
        text = f"Shelling hit {place} on Monday, killing {toll} people, the governor said. Army officials denied it."
        head = f'<link rel="canonical" href="https://news.example/{index % 4}">'  # so that most are new versions
        (folder / f"{index:05}.txt").write_text("" if index % EMPTY == 5 else text, encoding="utf-8")
        if index % 25 == 3:
            page = f"<html><head>{head}</head><body><article><p>{text}</p><p>{text}</p></article></body></html>"
            (folder / f"{index:05}.html").write_text(page, encoding="utf-8")


def ingest(where: str, folder: Path) -> None:
    """What `sayso add FOLDER` does."""
    with core.open_ledger(where, create=True) as ledger:
        for _ in core.add(ledger, [folder], Known("2025-03-04")):
            pass


def is_done(where: str) -> bool:
    """Whether an ingest came to its end: made again, it would be one more."""
    try:
        with Ledger.open(where) as ledger, ledger._engine.connect() as connection:
            return connection.scalar(select(runs.c.finished)) == 1
    except LedgerError:  # it was killed before there was a ledger
        return False


def rows(where: str) -> Rows:
    """Every row of the ledger, but the time at which it came; raises SystemExit where `verify` finds something."""
    with Ledger.open(where) as ledger:
        faults = ledger.verify().faults
        if faults:
            raise SystemExit(f"{where}: {faults[0]}")
        with ledger._engine.connect() as connection:
            return {
                table.name: sorted(map(tuple, connection.execute(_untimed(table))), key=repr)
                for table in (*first_hand.sorted_tables, *derived.sorted_tables)
            }


def _untimed(table: Table) -> Select[Any]:
    return select(*(column for column in table.c if column.name != "at"))


def ingest_killed(where: str, folder: Path, kills: int, longest: float, chance: random.Random) -> int:
    """An ingest that is killed at random moments until it ends by itself, or so many kills are done; their number."""
    for done in range(kills):
        child = os.fork()
        if not child:
            ingest(where, folder)
            os._exit(0)
        time.sleep(chance.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        if is_done(where):
            return done + killed
    return kills


def run(folder: Path, make_ledger: Callable[[], str], kills: int, seed: int = 1) -> tuple[int, int]:
    """How many kills in how many ingests; raises SystemExit where a ledger differs."""
    load()  # once, so that a kill falls into the ingest and not into the loading of the model
    chance = random.Random(seed)  # noqa: S311
    began, calm = time.monotonic(), make_ledger()
    ingest(calm, folder)
    longest, wanted = (time.monotonic() - began) * WINDOW, rows(calm)
    done = ingests = 0
    while done < kills:
        where = make_ledger()
        done += ingest_killed(where, folder, kills - done, longest, chance)
        if not is_done(where):
            ingest(where, folder)
        found = rows(where)
        different = [name for name in wanted if found[name] != wanted[name]]
        if different:
            raise SystemExit(f"after {done} kills the tables {different} differ")
        ingests += 1
    return done, ingests


def main() -> int:
    """Run it, print what was done."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "reports"
        folder.mkdir()
        write_reports(folder, options.reports)
        names = iter(range(options.kills + 1))
        done, ingests = run(folder, lambda: str(Path(name) / f"{next(names)}.db"), options.kills)
    print(f"{done} kills in {ingests} ingests of {options.reports} reports: every ledger equal, row for row")
    return 0


if __name__ == "__main__":
    sys.exit(main())
