"""What the tests of the ledger share: readings made by hand, and a ledger as plain rows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sample import plain_reading
from sqlalchemy import select

from sayso.intake.readings import build_reading
from sayso.ledger import Entry, Ledger
from sayso.ledger.flat import derived
from sayso.ledger.tables import first_hand
from sayso.types import Reading, Report, make_report, to_plain

#: What depends on the clock.
TIMED = {"journal"}


def reading_of(report: Report, rules: str = "sha256:0") -> Reading:
    """The findings of the sample in another report, whose text goes on after the sample's."""
    plain = plain_reading() | {"report": to_plain(report)}
    plain["made_by"] = plain["made_by"] | {"rules": rules}
    return build_reading(plain, report.id)


def report_of(tail: str = "", **known: Any) -> Report:
    """A report that begins as the sample does."""
    return make_report(plain_reading()["report"]["text"] + tail, **{"published": "2025-03-04"} | known)


def entry_of(report: Report, name: str = "folder/a.txt", rules: str = "sha256:0") -> Entry:
    """A document in which that report was read."""
    return Entry(source=name, locator="", report=report, reading=reading_of(report, rules))


def failed(name: str, reason: str = "empty") -> Entry:
    """A document in which there is no report."""
    return Entry(source=name, locator="", failure=reason)


def unread(entry: Entry) -> Entry:
    """A document whose report was not read again."""
    return replace(entry, reading=None)


def dump(ledger: Ledger, *, timed: bool = False) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table in the order of the keys; without those that depend on the clock, unless asked for."""
    with ledger._engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in (*first_hand.sorted_tables, *derived.sorted_tables)
            if timed or table.name not in TIMED
        }
