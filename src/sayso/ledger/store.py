"""The ledger itself: reports, readings and judgements are appended; a document that was met has one row, one state."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, func, insert, select, update

from sayso.errors import LedgerError
from sayso.ledger import migrations
from sayso.ledger.decide import Entry, Facts, Met, decide, same_maker
from sayso.ledger.engine import is_url, open_engine, prepare, public_name, read_transaction, write_transaction
from sayso.ledger.tables import documents, journal, readings, reports, runs
from sayso.types import MadeBy, Reading, Report, find_spans

#: Rows fetched at a time when all readings are gone through.
CHUNK = 100
ADD_FIRST = "there is no ledger there (`sayso add` makes one)"


def now() -> str:
    """The time as the journal writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Ledger:
    """One file (SQLite), or one PostgreSQL database; open it with `Ledger.open`.

    Every method that writes does so in one transaction: all of it is kept, or nothing. All raise LedgerError.
    """

    def __init__(self, engine: Engine, where: str, clock: Callable[[], str]) -> None:
        self._engine = engine
        self._clock = clock
        #: Its path, or its address without the password.
        self.where = where

    @classmethod
    def open(cls, where: Path | str, *, create: bool = False, clock: Callable[[], str] = now) -> Self:
        """The ledger in this file, or at this address (`postgresql://...`); `create` makes one where there is none.

        A ledger of an older sayso is brought up to date; one of a newer sayso is refused. `clock` says what time it is.
        """
        place, name = str(where), public_name(str(where))
        if not create and not is_url(place) and not Path(place).exists():
            raise LedgerError(name, ADD_FIRST)
        ledger = cls(open_engine(place), name, clock)
        try:
            ledger._make_ready(create)
        except LedgerError:
            ledger.close()
            raise
        return ledger

    def _make_ready(self, create: bool) -> None:
        with read_transaction(self._engine, self.where) as connection:
            found = migrations.version(connection)
            migrations.check(found, self.where)
        if found == migrations.newest():
            return
        if not found and not create:
            raise LedgerError(self.where, ADD_FIRST)
        prepare(self._engine, self.where, new=not found)
        with write_transaction(self._engine, self.where) as connection:
            migrations.migrate(connection, self.where)

    def close(self) -> None:
        """Give back the file or the connection."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # ---- writing

    def begin_run(self, command: str) -> int:
        """The number of a run of `sayso add`: the one with the same command that was cut short, or a new one."""
        with write_transaction(self._engine, self.where) as connection:
            unfinished = select(func.max(runs.c.number)).where(runs.c.command == command, runs.c.finished == 0)
            number = connection.scalar(unfinished)
            if number is None:
                number = _next(connection, runs.c.number)
                connection.execute(insert(runs).values(number=number, command=command, finished=0))
            return int(number)

    def finish_run(self, number: int) -> None:
        """Note that a run came to its end."""
        with write_transaction(self._engine, self.where) as connection:
            connection.execute(update(runs).where(runs.c.number == number).values(finished=1))

    def add(self, entries: Iterable[Entry], run: int | None = None) -> list[tuple[Met, bool]]:
        """Record documents with their reports and readings, in one transaction; the state of each, and if that is new.

        What is there already stays as it is. Without `run` the call is a run of its own.
        """
        checked = [_checked(entry) for entry in entries]
        number = self.begin_run("add") if run is None else run
        with write_transaction(self._engine, self.where) as connection:
            states = [self._add(connection, entry, number) for entry in checked]
        if run is None:
            self.finish_run(number)
        return states

    def _add(self, connection: Connection, entry: Entry, run: int) -> tuple[Met, bool]:
        facts = _facts(connection, entry, run)
        decision = decide(entry, facts)
        if decision.add_report and entry.report is not None:
            connection.execute(insert(reports).values(**_report_row(entry.report), replaces=facts.earlier))
            self._note(connection, "report", entry.report.id)
        if decision.add_reading and entry.reading is not None:
            self._add_reading(connection, entry.reading)
        if decision.met != facts.met:
            _write_document(connection, entry, decision.met)
        return decision.met, decision.met != facts.met or decision.add_reading

    def add_readings(self, found: Iterable[Reading]) -> None:
        """Record readings of reports that are in the ledger, where the newest reading was not made by the same."""
        checked = [_checked(Entry(source="", locator=one.report.id, report=one.report, reading=one)) for one in found]
        with write_transaction(self._engine, self.where) as connection:
            for one in (entry.reading for entry in checked):
                if one is not None and not same_maker(one.made_by, _maker(connection, one.report.id)):
                    self._add_reading(connection, one)

    def _add_reading(self, connection: Connection, found: Reading) -> None:
        number = _next(connection, readings.c.number, readings.c.report == found.report.id)
        connection.execute(insert(readings).values(**_reading_row(found), number=number))
        self._note(connection, "reading", f"{found.report.id}/{number}")

    def _note(self, connection: Connection, what: str, key: str) -> None:
        row = {"number": _next(connection, journal.c.number), "at": self._clock(), "what": what, "key": key}
        connection.execute(insert(journal).values(row))

    # ---- reading

    def find_unread(self, ids: Sequence[str], made_by: MadeBy | None = None) -> set[str]:
        """Which of these reports have no reading; with `made_by`, which have no newest reading of that making."""
        with read_transaction(self._engine, self.where) as connection:
            makers = {name: _maker(connection, name) for name in ids}
        return {name for name, maker in makers.items() if maker is None or (made_by and not same_maker(made_by, maker))}

    def readings(self, *, since: int = 0) -> Iterator[dict[str, Any]]:
        """The reading that counts of every report that no later version replaced, as the contract has it, by report id.

        `since`: only readings recorded after that number of the journal (see `last_change`).
        """
        query = _current_readings().order_by(readings.c.report)
        if since:
            keys = select(journal.c.key).where(journal.c.number > since, journal.c.what == "reading")
            query = query.where((readings.c.report + "/" + readings.c.number.cast(reports.c.id.type)).in_(keys))
        with read_transaction(self._engine, self.where) as connection:
            for row in connection.execution_options(yield_per=CHUNK).execute(query):
                yield _join(row.payload, row.text)

    def reading(self, report: str) -> dict[str, Any] | None:
        """The reading that counts of one report, current or replaced."""
        query = (
            select(readings.c.payload, reports.c.text)
            .join(reports, reports.c.id == readings.c.report)
            .where(readings.c.report == report)
            .order_by(readings.c.number.desc())
        )
        with read_transaction(self._engine, self.where) as connection:
            row = connection.execute(query.limit(1)).first()
        return None if row is None else _join(row.payload, row.text)

    def report_ids(self) -> list[str]:
        """The ids of the reports that no later version replaced, in their order."""
        with read_transaction(self._engine, self.where) as connection:
            return list(connection.scalars(select(reports.c.id).where(_is_current()).order_by(reports.c.id)))

    def reports(self, ids: Sequence[str]) -> list[Report]:
        """These reports as they came, in the order of their ids; a few hundred at a time."""
        query = select(reports).where(reports.c.id.in_(ids)).order_by(reports.c.id)
        with read_transaction(self._engine, self.where) as connection:
            rows = [dict(row._mapping) for row in connection.execute(query)]
        return [Report(**{key: row[key] for key in Report.__dataclass_fields__}) for row in rows]

    def documents(self, state: str | None = None) -> list[dict[str, Any]]:
        """Every document that was met, or those in one state, by source and locator."""
        query = select(documents).order_by(documents.c.source, documents.c.locator)
        if state is not None:
            query = query.where(documents.c.state == state)
        with read_transaction(self._engine, self.where) as connection:
            return [dict(row._mapping) for row in connection.execute(query)]

    def last_change(self) -> int:
        """The number of the newest line of the journal; 0 where nothing was recorded yet."""
        with read_transaction(self._engine, self.where) as connection:
            return int(connection.scalar(select(func.max(journal.c.number))) or 0)


def _next(connection: Connection, column: Any, *where: Any) -> int:
    """The next free number; the write lock keeps others from taking it."""
    return int(connection.scalar(select(func.max(column)).where(*where)) or 0) + 1


def _checked(entry: Entry) -> Entry:
    """The entry, its reading one of its report and each of its spans as it says; raises LedgerError."""
    if entry.reading is None:
        return entry
    report = entry.reading.report
    if entry.report is None or (report.id, report.text) != (entry.report.id, entry.report.text):
        raise LedgerError(entry.locator, "the reading is not one of this report")
    for span in find_spans(entry.reading):
        if report.text[span.start : span.end] != span.quote:
            raise LedgerError(entry.locator, f"the span {span.start}-{span.end} is not {span.quote!r} in the text")
    return entry


def _facts(connection: Connection, entry: Entry, run: int) -> Facts:
    row = connection.execute(select(documents).where(documents.c.id == document_id(entry))).first()
    fields = ("state", "report", "reason", "attempts", "run")
    met = Met(**{name: row._mapping[name] for name in fields}) if row is not None else None
    if entry.report is None:
        return Facts(run=run, met=met)
    held = connection.execute(select(reports.c.replaces).where(reports.c.id == entry.report.id)).first()
    earlier = _find_earlier(connection, entry) if held is None else held.replaces
    return Facts(run=run, met=met, known=held is not None, earlier=earlier, made_by=_maker(connection, entry.report.id))


def _find_earlier(connection: Connection, entry: Entry) -> str | None:
    """The report that this new one replaces: of the same address, or of the same document and text."""
    report = entry.report
    if report is None:
        return None
    by_document = (
        select(reports.c.id)
        .join(documents, documents.c.report == reports.c.id)
        .where(documents.c.id == document_id(entry), reports.c.sha256 == report.sha256)
    )
    by_address = select(reports.c.id).where(reports.c.url_sha256 == _sha256(report.url or ""))
    for query in (by_address, by_document):
        found = connection.scalar(query.where(_is_current(), reports.c.id != report.id).order_by(reports.c.id).limit(1))
        if found is not None:
            return str(found)
    return None


def _is_current() -> Any:
    later = reports.alias("later")
    return ~select(later.c.id).where(later.c.replaces == reports.c.id).exists()


def _current_readings() -> Any:
    newer = readings.alias("newer")
    is_newest = ~select(newer.c.number).where(
        newer.c.report == readings.c.report, newer.c.number > readings.c.number
    ).exists()
    return (
        select(readings.c.payload, reports.c.text)
        .join(reports, reports.c.id == readings.c.report)
        .where(is_newest, _is_current())
    )


def _maker(connection: Connection, report: str) -> MadeBy | None:
    query = select(readings.c.sayso, readings.c.model, readings.c.rules).where(readings.c.report == report)
    row = connection.execute(query.order_by(readings.c.number.desc()).limit(1)).first()
    return None if row is None else MadeBy(**row._mapping)


def _report_row(report: Report) -> dict[str, Any]:
    row = {name: getattr(report, name) for name in Report.__dataclass_fields__}
    return row | {"url_sha256": _sha256(report.url) if report.url else None}


def _reading_row(found: Reading) -> dict[str, Any]:
    plain = found.to_dict()
    plain["report"]["text"] = None
    payload = json.dumps(plain, ensure_ascii=False)
    made = found.made_by
    row = {"report": found.report.id, "sayso": made.sayso, "model": made.model, "rules": made.rules}
    return row | {"sha256": _sha256(payload), "payload": payload}


def _join(payload: str, text: str) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(payload)
    plain["report"]["text"] = text
    return plain


def _write_document(connection: Connection, entry: Entry, met: Met) -> None:
    name = document_id(entry)
    state = {key: getattr(met, key) for key in ("state", "report", "reason", "attempts", "run")}
    done = connection.execute(update(documents).where(documents.c.id == name).values(**state))
    if done.rowcount == 0:
        row = {"id": name, "source": entry.source, "locator": entry.locator}
        connection.execute(insert(documents).values(**row, **state))


def document_id(entry: Entry) -> str:
    """The key of a document: a hash, since paths and addresses may be longer than what an index can hold."""
    return _sha256(f"{entry.source}\0{entry.locator}")[:32]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
