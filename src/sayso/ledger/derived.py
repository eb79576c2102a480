"""Keeps the derived tables in step with the first-hand ones: in the same transaction, by the same code as a rebuild."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select

from sayso.ledger import search
from sayso.ledger.flat import VERSION, derived
from sayso.ledger.judgements import read_judgements
from sayso.ledger.rows import Row, make_rows
from sayso.ledger.tables import meta, readings, reports
from sayso.review import apply_judgements
from sayso.types import Judgement

#: Readings turned into rows at a time.
CHUNK = 200
VERSION_NAME = "derived"


def is_current_report(as_of: str | None = None) -> Any:
    """That no later version replaced a report; with `as_of`, none that was published until that day."""
    later = reports.alias("later")
    replacing = select(later.c.id).where(later.c.replaces == reports.c.id)
    return ~(replacing if as_of is None else replacing.where(later.c.published <= as_of)).exists()


def current_readings(*columns: Any, as_of: str | None = None) -> Select[Any]:
    """The reading that counts, of every report that no later version (until that day) replaced."""
    newer = readings.alias("newer")
    overtaken = select(newer.c.number).where(newer.c.report == readings.c.report, newer.c.number > readings.c.number)
    joined = select(*columns).join(reports, reports.c.id == readings.c.report)
    return joined.where(~overtaken.exists(), is_current_report(as_of))


def join(payload: str, text: str) -> dict[str, Any]:
    """A stored reading with the text of its report, as the contract has it."""
    plain: dict[str, Any] = json.loads(payload)
    plain["report"]["text"] = text
    return plain


def is_fresh(connection: Connection) -> bool:
    """Whether the derived tables are those of this code."""
    return connection.scalar(select(meta.c.value).where(meta.c.name == VERSION_NAME)) == str(VERSION)


def rebuild(connection: Connection, done: Callable[[], None] = lambda: None) -> int:
    """Drop the derived tables and make them anew; of how many readings. `done` is called after each."""
    search.drop(connection)
    derived.drop_all(connection)
    derived.create_all(connection)
    search.create(connection)
    ids = list(connection.scalars(current_readings(readings.c.report).order_by(readings.c.report)))
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        _insert(connection, part)
        for _ in part:
            done()
    connection.execute(delete(meta).where(meta.c.name == VERSION_NAME))
    connection.execute(insert(meta).values(name=VERSION_NAME, value=str(VERSION)))
    return len(ids)


def refresh(connection: Connection, ids: Iterable[str]) -> None:
    """Make the rows of these reports anew: they have a new reading, or were replaced."""
    touched = sorted(set(ids))
    for table in derived.sorted_tables if touched else ():
        connection.execute(delete(table).where(table.c.report.in_(touched)))
    for start in range(0, len(touched), CHUNK):
        _insert(connection, touched[start : start + CHUNK])


def _insert(connection: Connection, ids: Sequence[str]) -> None:
    """Write the rows of those of these reports that count, table by table."""
    tables: dict[str, list[Row]] = defaultdict(list)
    for make in made_of(connection, ids):
        for name, made in make().items():
            tables[name] += made
    tables["search_texts"].sort(key=lambda row: int(row["number"]))  # the full-text index is built fastest in its order
    for name, made in tables.items():
        if made:
            connection.execute(insert(derived.tables[name]), made)


def made_of(connection: Connection, ids: Sequence[str]) -> Iterator[Callable[[], dict[str, list[Row]]]]:
    """What makes the rows of each of these reports that counts, as persons' decisions leave its reading."""
    query = current_readings(readings.c.payload, reports.c.text, reports.c.sha256).where(readings.c.report.in_(ids))
    rows = connection.execute(query.order_by(readings.c.report)).all()
    decided: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in read_judgements(connection, {row.sha256 for row in rows}):
        decided[judgement.report_sha256].append(judgement)
    for row in rows:
        yield partial(_make, row.payload, row.text, decided[row.sha256])


def _make(payload: str, text: str, decided: list[Judgement]) -> dict[str, list[Row]]:
    return make_rows(apply_judgements(join(payload, text), decided))
