"""The derived tables of linking: its state, and the incidents that come out of it.

Rows in, rows out; what an event or an incident is, the link step knows. All of it follows from the readings that count
(and from judgements) and can be dropped; every reading is then linked anew.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Float,
    Index,
    MetaData,
    Table,
    Text,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
)

from sayso.ledger import flat
from sayso.ledger.derived import current_readings, join
from sayso.ledger.tables import journal, judgements, meta, readings, reports

#: Of the tables below and of what the link step writes into them.
VERSION = 1
VERSION_NAME = "linked"
#: Values in one condition.
CHUNK = 400
Row = dict[str, Any]

linked = MetaData()

state = Table("link_state", linked, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))
events = Table(
    "link_events",
    linked,
    Column("ref", Text, primary_key=True),
    Column("report", Text, nullable=False, index=True),
    Column("payload", Text, nullable=False),
)
stances = Table(
    "link_stances",
    linked,
    Column("ref", Text, primary_key=True),
    Column("report", Text, nullable=False, index=True),
    Column("payload", Text, nullable=False),
)
blocks = Table(
    "link_blocks",
    linked,
    Column("block", BigInteger, primary_key=True, autoincrement=False),
    Column("rank", BigInteger, primary_key=True, autoincrement=False),
    Column("ref", Text, primary_key=True),
)
links = Table(
    "links",
    linked,
    Column("a", Text, primary_key=True),
    Column("b", Text, primary_key=True),
    Column("weight", Float, nullable=False),
)
Index("links_b", links.c.b)
incidents = Table(
    "incidents",
    linked,
    Column("id", Text, primary_key=True),
    Column("type", Text),
    Column("mode", Text),
    Column("date_start", Text, index=True),
    Column("date_end", Text),
    Column("reports", BigInteger, nullable=False),
    Column("payload", Text, nullable=False),
)
incident_events = Table(
    "incident_events",
    linked,
    Column("event", Text, primary_key=True),
    Column("incident", Text, nullable=False, index=True),
)


def drop(connection: Connection) -> None:
    """Drop the tables."""
    linked.drop_all(connection)
    connection.execute(delete(meta).where(meta.c.name == VERSION_NAME))


class Linked:
    """The tables inside one transaction; `make`: also make them, where they are missing or of another version."""

    def __init__(self, connection: Connection, *, make: bool) -> None:
        self._connection = connection
        if make and connection.scalar(select(meta.c.value).where(meta.c.name == VERSION_NAME)) != str(VERSION):
            drop(connection)
            linked.create_all(connection)
            connection.execute(insert(meta).values(name=VERSION_NAME, value=str(VERSION)))

    # ---- how far it is

    def changed(self, most: int) -> tuple[list[Row], list[str], int]:
        """What changed since the last time, about so much at a time: readings that count now, be it that they are new
        or that somebody decided on them; reports that no longer count; and how far in the journal that is all.
        """
        since = int(self.value("journal") or 0)
        query = select(journal.c.number, journal.c.what, journal.c.key).where(journal.c.number > since)
        noted = self._connection.execute(query.order_by(journal.c.number).limit(most)).all()
        ids = {str(row.key).partition("/")[0] for row in noted if row.what == "reading"}
        decided = [int(row.key) for row in noted if row.what == "judgement"]
        about = select(judgements.c.report_sha256).where(judgements.c.number.in_(decided))
        ids |= set(self._connection.scalars(select(reports.c.id).where(reports.c.sha256.in_(about))))
        found = [row for part in _parts(ids) for row in self._current(part)]
        replaced = (reports.c.replaces.is_not(None)) & reports.c.id.in_(ids)
        gone = {*self._connection.scalars(select(reports.c.replaces).where(replaced))}
        upto = noted[-1].number if noted else since
        return found, sorted(gone | (ids - {row["report"]["id"] for row in found})), upto

    def _current(self, ids: Sequence[str]) -> Iterator[Row]:
        query = current_readings(readings.c.payload, reports.c.text).where(readings.c.report.in_(ids))
        for row in self._connection.execute(query.order_by(readings.c.report)):
            yield join(row.payload, row.text)

    def value(self, name: str) -> str | None:
        """A value of the state, by name."""
        return self._connection.scalar(select(state.c.value).where(state.c.name == name))

    def put_value(self, name: str, value: str) -> None:
        """Remember a value of the state."""
        self._connection.execute(delete(state).where(state.c.name == name))
        self._connection.execute(insert(state).values(name=name, value=value))

    # ---- events, positions, blocks

    def events(self, refs: Iterable[str]) -> list[Row]:
        """The events with these references."""
        return self._payloads(events, events.c.ref, refs)

    def events_of(self, ids: Iterable[str]) -> list[str]:
        """The references of the events of these reports."""
        return [str(row.ref) for row in self._rows(events, events.c.report, ids)]

    def stances(self, ids: Iterable[str]) -> list[Row]:
        """The positions of these reports."""
        return self._payloads(stances, stances.c.report, ids)

    def add(self, told: Sequence[Row], held: Sequence[Row], blocked: Sequence[Row]) -> None:
        """Take in events and positions, and blocks, ranks and references."""
        self._insert(events, [_packed(row) for row in told])
        self._insert(stances, [_packed(row) for row in held])
        self._insert(blocks, blocked)

    def remove(self, ids: Sequence[str], blocked: Sequence[Row]) -> None:
        """Forget events and positions of these reports, these rows of blocks, and the links of those events."""
        refs = self.events_of(ids)
        for part in _parts(refs):
            self._connection.execute(delete(links).where(or_(links.c.a.in_(part), links.c.b.in_(part))))
        self._delete(blocks, blocked)
        for table in (events, stances):
            for part in _parts(ids):
                self._connection.execute(delete(table).where(table.c.report.in_(part)))

    def blocks(self, keys: Iterable[int], first: int | None) -> dict[int, list[str]]:
        """The references in these blocks by rank, at most the first so many of each."""
        place = func.row_number().over(partition_by=blocks.c.block, order_by=(blocks.c.rank, blocks.c.ref))
        found: dict[int, list[str]] = defaultdict(list)
        for part in _parts(keys):
            inner = select(blocks.c.block, blocks.c.ref, place.label("place")).where(blocks.c.block.in_(part))
            ranked = inner.subquery()
            query = select(ranked.c.block, ranked.c.ref).order_by(ranked.c.block, ranked.c.place)
            for row in self._connection.execute(query if first is None else query.where(ranked.c.place <= first)):
                found[row.block].append(row.ref)
        return found

    # ---- links and incidents

    def links_of(self, refs: Iterable[str]) -> list[tuple[str, str, float]]:
        """The links that one of these events is part of."""
        wanted = list(refs)
        rows = [row for column in (links.c.a, links.c.b) for row in self._rows(links, column, wanted)]
        return sorted({(str(row.a), str(row.b), float(row.weight)) for row in rows})

    def put_links(self, found: Sequence[tuple[str, str, float]]) -> None:
        """Take in links in place of those known between the same two."""
        self.drop_links([(a, b) for a, b, _ in found])
        self._insert(links, [{"a": a, "b": b, "weight": weight} for a, b, weight in found])

    def drop_links(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Forget the links of these pairs."""
        self._delete(links, [{"a": a, "b": b} for a, b in pairs])

    def incidents_of(self, refs: Iterable[str]) -> list[Row]:
        """The incidents that these events are in."""
        ids = sorted({str(row.incident) for row in self._rows(incident_events, incident_events.c.event, refs)})
        return self._payloads(incidents, incidents.c.id, ids)

    def replace(self, gone: Sequence[str], made: Sequence[Row]) -> None:
        """Forget incidents by id, take in others."""
        for part in _parts(gone):
            self._connection.execute(delete(incidents).where(incidents.c.id.in_(part)))
            self._connection.execute(delete(incident_events).where(incident_events.c.incident.in_(part)))
        self._insert(incidents, [_incident(row) for row in made])
        self._insert(incident_events, [{"event": ref, "incident": row["id"]} for row in made for ref in row["events"]])

    def incidents(self, since: str | None = None) -> Iterator[Row]:
        """All incidents, or those of this day or later; the latest day first, those without a day last."""
        query = select(incidents.c.payload).order_by(incidents.c.date_start.desc().nulls_last(), incidents.c.id)
        if since:
            query = query.where(incidents.c.date_end >= since)
        for row in self._connection.execute(query):
            yield json.loads(row.payload)

    def accounts(self, refs: Iterable[str]) -> list[Row]:
        """What the tables of findings say of these events: report, words, parties by name, publisher, day; in order."""
        columns = (flat.events.c.report, flat.events.c.id, flat.events.c.anchor, flat.events.c.actor_names)
        query = select(*columns, flat.events.c.recipient_names, reports.c.publisher, reports.c.published)
        query = query.join(reports, reports.c.id == flat.events.c.report)
        wanted = list(refs)
        found: dict[str, Row] = {}
        for part in _parts(ref.partition("/")[0] for ref in wanted):
            for row in self._connection.execute(query.where(flat.events.c.report.in_(part))):
                found[f"{row.report}/{row.id}"] = dict(row._mapping)
        return [found[ref] for ref in wanted if ref in found]

    # ---- rows

    def _rows(self, table: Table, column: Column[Any], values: Iterable[Any]) -> Iterator[Any]:
        for part in _parts(values):
            yield from self._connection.execute(select(table).where(column.in_(part)))

    def _payloads(self, table: Table, column: Column[Any], values: Iterable[Any]) -> list[Row]:
        return [json.loads(row.payload) for row in self._rows(table, column, values)]

    def _delete(self, table: Table, keys: Sequence[Row]) -> None:
        """Delete the rows with these values."""
        if keys:
            alike = and_(*(table.c[name] == bindparam(f"{name}_") for name in keys[0]))
            self._connection.execute(delete(table).where(alike), [{f"{n}_": row[n] for n in row} for row in keys])

    def _insert(self, table: Table, rows: Sequence[Row]) -> None:
        if rows:
            self._connection.execute(insert(table), rows)


def _packed(row: Row) -> Row:
    return {"ref": row["ref"], "report": row["report"], "payload": json.dumps(row, ensure_ascii=False)}


def _incident(row: Row) -> Row:
    kind = {"id": row["id"], "type": row["type"], "mode": row["mode"]}
    told = {ref.partition("/")[0] for ref in row["events"]}
    days = {"date_start": row["start"], "date_end": row["end"], "reports": len(told)}
    return kind | days | {"payload": json.dumps(row, ensure_ascii=False)}


def _parts(values: Iterable[Any]) -> Iterator[list[Any]]:
    """The values, without doubles, so many at a time."""
    every = sorted(set(values))
    return (every[at : at + CHUNK] for at in range(0, len(every), CHUNK))
