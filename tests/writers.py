"""A process that writes into a ledger for some time, and prints what it has recorded: LEDGER write NUMBER SECONDS."""

from __future__ import annotations

import sys
import time

from ledgers import entry_of, report_of

from sayso.errors import SaysoError
from sayso.ledger import Ledger


def write(where: str, number: str, seconds: float) -> None:
    """Record one report a transaction; each is named once it is recorded."""
    end = time.monotonic() + seconds
    with Ledger.open(where, create=True) as ledger:
        run = ledger.begin_run(f"writer {number}")
        index = 0
        while time.monotonic() < end:
            report = report_of(f" Report {index} of {number}.")
            ledger.add([entry_of(report, f"{number}/{index}.txt")], run)
            sys.stdout.write(f"{report.id}\n")
            sys.stdout.flush()
            index += 1
        ledger.finish_run(run)


if __name__ == "__main__":
    try:
        write(sys.argv[1], sys.argv[3], float(sys.argv[4]))
    except SaysoError as error:
        sys.exit(str(error))
