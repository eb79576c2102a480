"""The ledger itself: reports, readings and judgements are appended; a document that was met has one row, one state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Engine, delete, func, insert, select, update

from sayso.errors import LedgerError
from sayso.ledger import derived, migrations, pages, search, verify
from sayso.ledger.decide import QUARANTINED, Entry, Met, same_maker
from sayso.ledger.derived import current_readings, is_current_report, join
from sayso.ledger.engine import is_url, open_engine, prepare, public_name, read_transaction, write_transaction
from sayso.ledger.judgements import read_judgements
from sayso.ledger.linked import Linked
from sayso.ledger.linked import drop as drop_linked
from sayso.ledger.pages import Filters
from sayso.ledger.search import Hit
from sayso.ledger.tables import documents, journal, meta, readings, reports, runs
from sayso.ledger.verify import Check
from sayso.ledger.write import Batch, check_entry, check_reading, find_maker, next_number
from sayso.types import Judgement, MadeBy, Reading, Report

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
            if found == migrations.newest() and derived.is_fresh(connection):
                return
        if not found and not create:
            raise LedgerError(self.where, ADD_FIRST)
        prepare(self._engine, self.where)
        with write_transaction(self._engine, self.where) as connection:
            migrations.migrate(connection, self.where)
            if not derived.is_fresh(connection):
                derived.rebuild(connection)

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
                number = next_number(connection, runs.c.number)
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
        checked = [check_entry(entry) for entry in entries]
        number = self.begin_run("add") if run is None else run
        with write_transaction(self._engine, self.where) as connection:
            batch = Batch(connection, self._clock)
            states = [batch.add(entry, number) for entry in checked]
            batch.finish()
        if run is None:
            self.finish_run(number)
        return states

    def add_readings(self, found: Iterable[Reading]) -> int:
        """Record readings of reports that are there, where the newest was not made by the same; how many were new."""
        checked = list(found)
        for one in checked:
            check_reading(one)
        with write_transaction(self._engine, self.where) as connection:
            batch = Batch(connection, self._clock)
            fresh = sum(batch.add_reading(one) for one in checked)
            batch.finish()
        return fresh

    def add_judgements(self, found: Iterable[Judgement]) -> list[Judgement]:
        """Record persons' decisions, all or none; they come back with their numbers and the time."""
        with write_transaction(self._engine, self.where) as connection:
            batch = Batch(connection, self._clock)
            kept = [batch.add_judgement(judgement) for judgement in found]
            batch.finish()
        return kept

    def rebuild(self, done: Callable[[], None] = lambda: None) -> int:
        """Drop what is derived, and make it anew; of how many readings. `done` is called after each."""
        with write_transaction(self._engine, self.where) as connection:
            readings_used = derived.rebuild(connection, done)
            drop_linked(connection)
        return readings_used

    @contextmanager
    def linking(self, *, write: bool = True) -> Iterator[Linked]:
        """The tables of linking, inside one transaction; one that writes makes them where there are none."""
        begin = write_transaction if write else read_transaction
        with begin(self._engine, self.where) as connection:
            yield Linked(connection, make=write)

    # ---- reading

    def judgements(self, report_sha256: str | None = None) -> list[Judgement]:
        """Every decision in the order in which they were made, undone ones too; or those on one text."""
        with read_transaction(self._engine, self.where) as connection:
            return read_judgements(connection, None if report_sha256 is None else [report_sha256])

    def find_unread(self, ids: Sequence[str], made_by: MadeBy | None = None) -> set[str]:
        """Which of these reports have no reading, but for those that were set aside.

        With `made_by`: which have no newest reading of that making, those that were set aside, too.
        """
        with read_transaction(self._engine, self.where) as connection:
            makers = {name: find_maker(connection, name) for name in ids}
            aside = select(documents.c.report).where(documents.c.state == QUARANTINED, documents.c.report.in_(ids))
            passed = set(connection.scalars(aside)) if made_by is None else set()
        return {name for name, maker in makers.items() if maker is None or _is_outdated(maker, made_by)} - passed

    def readings(self, *, since: int = 0, as_of: str | None = None) -> Iterator[dict[str, Any]]:
        """The reading that counts of every report that no later version replaced, as the contract has it, by report id.

        `since`: only readings recorded after that number of the journal (see `last_change`). `as_of`: a version
        published after that day replaces nothing.
        """
        query = current_readings(readings.c.payload, reports.c.text, as_of=as_of).order_by(readings.c.report)
        if since:
            keys = select(journal.c.key).where(journal.c.number > since, journal.c.what == "reading")
            query = query.where((readings.c.report + "/" + readings.c.number.cast(reports.c.id.type)).in_(keys))
        with read_transaction(self._engine, self.where) as connection:
            for row in connection.execution_options(yield_per=CHUNK).execute(query):
                yield join(row.payload, row.text)

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
        return None if row is None else join(row.payload, row.text)

    def report_ids(self) -> list[str]:
        """The ids of the reports that no later version replaced, in their order."""
        with read_transaction(self._engine, self.where) as connection:
            return list(connection.scalars(select(reports.c.id).where(is_current_report()).order_by(reports.c.id)))

    def reports(self, ids: Sequence[str]) -> list[Report]:
        """These reports as they came, in the order of their ids; a few hundred at a time."""
        query = select(reports).where(reports.c.id.in_(ids)).order_by(reports.c.id)
        with read_transaction(self._engine, self.where) as connection:
            rows = [dict(row._mapping) for row in connection.execute(query)]
        return [Report(**{key: row[key] for key in Report.__dataclass_fields__}) for row in rows]

    def documents(self, state: str | None = None) -> list[dict[str, Any]]:
        """Every document that was met, or those in one state, by source and locator."""
        query = select(documents) if state is None else select(documents).where(documents.c.state == state)
        with read_transaction(self._engine, self.where) as connection:
            rows = [dict(row._mapping) for row in connection.execute(query)]
        return sorted(rows, key=lambda row: (row["source"], row["locator"]))

    def page(
        self, table: str, filters: Filters | None = None, *, order: str = "report", offset: int = 0, limit: int = 50
    ) -> list[dict[str, Any]]:
        """Rows of a table of findings ("events", "statements" ...) that pass the filters; see pages.py."""
        with read_transaction(self._engine, self.where) as connection:
            return pages.page(connection, table, filters or {}, order, offset, limit)

    def count(self, table: str, filters: Filters | None = None) -> int:
        """How many rows of a table of findings pass the filters."""
        with read_transaction(self._engine, self.where) as connection:
            return pages.count(connection, table, filters or {})

    def facet(self, table: str, column: str, filters: Filters | None = None) -> list[tuple[Any, int]]:
        """The values of a column, the most frequent first, each with the number of rows that pass the filters."""
        with read_transaction(self._engine, self.where) as connection:
            return pages.facet(connection, table, column, filters or {})

    def verify(self, done: Callable[[], None] = lambda: None) -> Check:
        """Whether the ledger still says what was recorded; see verify.py."""
        with read_transaction(self._engine, self.where) as connection:
            return verify.verify(connection, done)

    def search(self, words: Sequence[str], limit: int = 20) -> tuple[int, list[Hit]]:
        """How many current reports say all these words and phrases, and the newest of them; see search.py."""
        with read_transaction(self._engine, self.where) as connection:
            return search.search(connection, list(words), limit)

    def states(self, source: str) -> dict[str, str]:
        """The state of every document of one source, by locator."""
        query = select(documents.c.locator, documents.c.state).where(documents.c.source == source)
        with read_transaction(self._engine, self.where) as connection:
            return {row.locator: row.state for row in connection.execute(query)}

    def recall(self, name: str) -> str | None:
        """What `remember` was told under this name."""
        with read_transaction(self._engine, self.where) as connection:
            return connection.scalar(select(meta.c.value).where(meta.c.name == name))

    def remember(self, name: str, value: str) -> None:
        """Keep a value for the next call: a convenience, such as a feed's tag, that may be lost without harm."""
        with write_transaction(self._engine, self.where) as connection:
            connection.execute(delete(meta).where(meta.c.name == name))
            connection.execute(insert(meta).values(name=name, value=value))

    def last_change(self) -> int:
        """The number of the newest line of the journal; 0 where nothing was recorded yet."""
        with read_transaction(self._engine, self.where) as connection:
            return int(connection.scalar(select(func.max(journal.c.number))) or 0)


def _is_outdated(maker: MadeBy, made_by: MadeBy | None) -> bool:
    return made_by is not None and not same_maker(made_by, maker)
