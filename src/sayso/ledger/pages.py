"""Pages and counts over the derived tables, for those who look: fast, in a fixed order, the same on both engines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, func, select, tuple_

from sayso.errors import LedgerError
from sayso.ledger import search
from sayso.ledger.flat import FINDINGS, event_actors, event_places

#: What one can ask of events beside their own columns: the table and column in which the value has to stand.
OF_EVENTS = {
    "actor": event_actors.c.name,
    "side": event_actors.c.side,
    "place": event_places.c.name,
    "country": event_places.c.country,
}
Filters = Mapping[str, str | int | Sequence[str | int]]


def page(
    connection: Connection, name: str, filters: Filters, order: str, offset: int, limit: int
) -> list[dict[str, Any]]:
    """Rows of a table of findings by one column, "-" before its name for the last first; then by report and id."""
    table = _table(name)
    column = _column(table, order.removeprefix("-"))
    key = [item.desc() if order.startswith("-") else item for item in (column, *table.primary_key.columns)]
    query = _filtered(connection, select(table), table, filters).order_by(*key).offset(offset).limit(limit)
    return [dict(row._mapping) for row in connection.execute(query)]


def count(connection: Connection, name: str, filters: Filters) -> int:
    """How many rows the filters leave."""
    table = _table(name)
    return int(connection.scalar(_filtered(connection, select(func.count()).select_from(table), table, filters)) or 0)


def facet(connection: Connection, name: str, column: str, filters: Filters) -> list[tuple[Any, int]]:
    """The values of a column, the most frequent first, with how many rows have each; nulls are left out."""
    table = _table(name)
    if name == "events" and column in OF_EVENTS:
        found = _of_events(connection, OF_EVENTS[column], filters).subquery()
        counted = select(found.c[0], func.count()).group_by(found.c[0])
    else:
        wanted = _column(table, column)
        query = select(wanted, func.count()).select_from(table).where(wanted.is_not(None))
        counted = _filtered(connection, query, table, filters).group_by(wanted)
    rows = [(row[0], int(row[1])) for row in connection.execute(counted)]
    return sorted(rows, key=lambda row: (-row[1], str(row[0])))


def _of_events(connection: Connection, wanted: Column[Any], filters: Filters) -> Select[Any]:
    """Each value of a list of events with each event that has it and passes the filters, once."""
    lists, events = wanted.table, FINDINGS["events"]
    query = select(wanted, lists.c.report, lists.c.event).where(wanted.is_not(None)).distinct()
    if not filters:
        return query
    joined = query.join(events, (lists.c.report == events.c.report) & (lists.c.event == events.c.id))
    return _filtered(connection, joined, events, filters)


def _filtered(connection: Connection, query: Select[Any], table: Table, filters: Filters) -> Select[Any]:
    for name, wanted in filters.items():
        query = query.where(_condition(connection, table, name, wanted))
    return query


def _condition(connection: Connection, table: Table, name: str, wanted: Any) -> Any:
    """One filter: `since` and `until` (of the events' days, else of publication), `words`, a column or OF_EVENTS."""
    values = [wanted] if isinstance(wanted, str | int) else list(wanted)
    days = table.c.get("date_start", table.c.get("published"))
    if name == "since" and days is not None:
        return days >= values[0]
    if name == "until" and days is not None:
        return days <= values[0]
    if name == "words":
        return table.c.report.in_(search.find_reports(connection, [str(value) for value in values]))
    if table.name == "events" and name in OF_EVENTS:
        column = OF_EVENTS[name]
        found = select(column.table.c.report, column.table.c.event).where(column.in_(values))
        return tuple_(table.c.report, table.c.id).in_(found)
    return _column(table, name).in_(values)


def _table(name: str) -> Table:
    if name not in FINDINGS:
        raise LedgerError(name, f"no table of findings; there are {', '.join(FINDINGS)}")
    return FINDINGS[name]


def _column(table: Table, name: str) -> Any:
    if name not in table.c:
        raise LedgerError(name, f"no column of {table.name}; there are {', '.join(table.c.keys())}")
    return table.c[name]
