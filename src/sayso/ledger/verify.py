"""`sayso verify`: whether the ledger still says what was recorded; every report re-hashed, every span looked up."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, select

from sayso.ledger import derived
from sayso.ledger.flat import derived as derived_tables
from sayso.ledger.tables import judgements, readings, reports
from sayso.types import report_id, sha256

#: Rows fetched at a time, so that memory stays flat.
CHUNK = 200
REBUILD = "`sayso rebuild` makes it anew"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and with which row."""

    subject: str
    cause: str


@dataclass(slots=True)
class Check:
    """What was looked at so far; `faults` is filled as they are found."""

    reports: int = 0
    readings: int = 0
    spans: int = 0
    faults: list[Fault] = field(default_factory=list)

    def note(self, subject: str, cause: str) -> None:
        """Something is wrong."""
        self.faults.append(Fault(subject, cause))


def verify(connection: Connection, done: Callable[[], None] = lambda: None) -> Check:
    """Go through the whole ledger; `done` is called after each report."""
    check = Check()
    if connection.dialect.name == "sqlite":
        _check_sqlite(connection, check)
    query = select(reports).order_by(reports.c.id).execution_options(yield_per=CHUNK)
    for rows in connection.execute(query).mappings().partitions(CHUNK):
        texts = {str(row["id"]): str(row["text"]) for row in rows}
        for row in rows:
            _check_report(dict(row), check)
            done()
        _check_readings(connection, texts, check)
        _check_derived(connection, list(texts), check)
    _check_judgements(connection, check)
    return check


def _check_sqlite(connection: Connection, check: Check) -> None:
    """The file itself, and the references between its rows; PostgreSQL keeps both on its own."""
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if line != "ok":
            check.note("the file", line)
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        check.note(f"{table}, row {row}", f"refers to something in {parent} that is not there")


def _check_report(row: dict[str, Any], check: Check) -> None:
    check.reports += 1
    if sha256(row["text"]) != row["sha256"]:
        check.note(row["id"], "the text is not the one that was recorded")
    day = None if row["published_from"] == "text" else row["published"]  # found later, and no part of the id
    if report_id(row["text"], day, row["publisher"], row["url"]) != row["id"]:
        check.note(row["id"], "text, day, publisher or address are not the ones that were recorded")


def _check_readings(connection: Connection, texts: dict[str, str], check: Check) -> None:
    query = select(readings).where(readings.c.report.in_(texts)).order_by(readings.c.report, readings.c.number)
    last: dict[str, int] = {}
    for row in connection.execute(query):
        check.readings += 1
        name = f"{row.report}, reading {row.number}"
        if row.number != last.get(row.report, 0) + 1:
            check.note(name, "the reading before it is missing")
        last[row.report] = row.number
        if sha256(row.payload) != row.sha256:
            check.note(name, "the reading is not the one that was recorded")
        try:
            _check_spans(name, json.loads(row.payload), texts[row.report], check)
        except ValueError as error:
            check.note(name, f"not JSON ({error})")


def _check_spans(name: str, value: Any, text: str, check: Check) -> None:
    for span in find_plain_spans(value):
        check.spans += 1
        if text[span["start"] : span["end"]] != span["quote"]:
            check.note(name, f"the text does not say {span['quote']!r} at {span['start']}-{span['end']}")


def find_plain_spans(value: Any) -> Iterator[dict[str, Any]]:
    """Every span inside plain data."""
    if isinstance(value, dict):
        if {"start", "end", "quote"} <= value.keys():
            yield value
        for inner in value.values():
            yield from find_plain_spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from find_plain_spans(inner)


def _check_derived(connection: Connection, ids: list[str], check: Check) -> None:
    """Whether the derived tables are what a rebuild would make of these reports."""
    wanted: dict[str, list[dict[str, Any]]] = {name: [] for name in derived_tables.tables}
    for make in derived.made_of(connection, ids):
        try:
            made = make()
        except (ValueError, LookupError, TypeError):
            continue  # said already: the reading is damaged
        for name, rows in made.items():
            wanted[name] += rows
    for name, table in derived_tables.tables.items():
        found = [dict(row) for row in connection.execute(select(table).where(table.c.report.in_(ids))).mappings()]
        if _sorted(found, table) != _sorted(wanted[name], table):
            check.note(name, f"the derived table does not follow from the readings; {REBUILD}")


def _sorted(rows: list[dict[str, Any]], table: Table) -> list[tuple[Any, ...]]:
    keys = [column.name for column in table.primary_key.columns]
    ordered = sorted(rows, key=lambda row: [row[key] for key in keys])
    return [tuple(row.get(column.name) for column in table.c) for row in ordered]


def _check_judgements(connection: Connection, check: Check) -> None:
    known = select(reports.c.sha256)
    orphans = select(judgements.c.number).where(judgements.c.report_sha256.not_in(known))
    for number in connection.scalars(orphans):
        check.note(f"judgement {number}", "about a report that is not there")
