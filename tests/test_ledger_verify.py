"""`sayso verify` names what is wrong; migrations bring every ledger that was ever made up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ledgers import dump, entry_of, reading_of, report_of
from sqlalchemy import Column, Executable, MetaData, delete, text, update
from sqlalchemy import inspect as look_into

from sayso.errors import LedgerError
from sayso.ledger import Ledger, migrations
from sayso.ledger.engine import open_engine, prepare, write_transaction
from sayso.ledger.flat import derived, events
from sayso.ledger.tables import documents, first_hand, meta, readings, reports
from sayso.types import find_spans

OLD = Path(__file__).parent / "ledgers_of_old"


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    with Ledger.open(where, create=True) as opened:
        opened.add([entry_of(report_of(tail), f"{tail}.txt") for tail in ("", "One.")])
        yield opened


def tamper(ledger: Ledger, change: Executable) -> None:
    """Change the database as somebody might who has access to it."""
    with ledger._engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            for table in ("reports", "readings"):
                connection.execute(text(f"DROP TRIGGER {table}_unchanged"))
                connection.execute(text(f"DROP TRIGGER {table}_kept"))
        else:
            connection.execute(text("SET session_replication_role = replica"))
        connection.execute(change)


def test_an_untouched_ledger_is_as_recorded(ledger: Ledger) -> None:
    seen = []
    check = ledger.verify(lambda: seen.append(1))
    assert (check.reports, check.readings, check.faults, len(seen)) == (2, 2, [], 2)
    assert check.spans == 2 * len(list(find_spans(reading_of(report_of()))))


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (lambda: update(reports).values(text=reports.c.text + " "), "the text is not the one"),
        (lambda: update(reports).values(published="2025-03-09"), "text, day, publisher or address"),
        (lambda: update(readings).values(payload="{}"), "the reading is not the one"),
        (lambda: update(readings).values(payload=text("replace(payload, '\"hit\"', '\"hat\"')")), "does not say 'hat'"),
        (lambda: update(readings).values(payload="{"), "not JSON"),
        (lambda: update(readings).values(number=2), "the reading before it is missing"),
        (lambda: update(events).values(status="reported"), "does not follow from the readings"),
        (lambda: delete(events), "does not follow from the readings"),
    ],
)
def test_what_was_changed_is_named(ledger: Ledger, change: Callable[[], Executable], cause: str) -> None:
    tamper(ledger, change())
    faults = ledger.verify().faults
    assert faults
    assert any(cause in fault.cause for fault in faults), faults


def test_a_reference_to_nothing_is_named_on_sqlite(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.db", create=True) as ledger:
        ledger.add([entry_of(report_of())])
        with ledger._engine.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
            connection.execute(update(documents).values(report="r_none"))
            connection.commit()
        assert [fault.cause for fault in ledger.verify().faults] == ["refers to something in reports that is not there"]


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path, create=True) as ledger:
        ledger.add([entry_of(report_of(str(number))) for number in range(5)])
    data = bytearray(path.read_bytes())
    data[8192:] = bytes(byte ^ 0x5A for byte in data[8192:])
    path.write_bytes(data)
    with pytest.raises(LedgerError) as error, Ledger.open(path) as ledger:
        ledger.verify()
    assert "\n" not in str(error.value)


def test_a_ledger_of_a_newer_sayso_is_refused_in_one_line(ledger: Ledger, where: str) -> None:
    with ledger._engine.begin() as connection:
        connection.execute(update(meta).where(meta.c.name == "schema").values(value="99"))
    with pytest.raises(LedgerError, match=r"made by a newer sayso \(schema 99; this one knows 1\)"):
        Ledger.open(where)


def describe(column: Column[Any]) -> tuple[str, str, bool, bool]:
    """SQLite lets a key be null unless it is told otherwise; the key says enough."""
    return column.name, str(column.type), column.nullable and not column.primary_key, column.primary_key


def test_the_tables_in_the_code_are_those_that_the_migrations_make(ledger: Ledger) -> None:
    made = MetaData()
    made.reflect(ledger._engine, only=[table.name for table in first_hand.sorted_tables])
    for table in first_hand.sorted_tables:
        other = made.tables[table.name]
        assert [describe(column) for column in other.c] == [describe(column) for column in table.c]
        assert {key.target_fullname for key in other.foreign_keys} == {
            key.target_fullname for key in table.foreign_keys
        }
        assert {index.name for index in other.indexes} >= {index.name for index in table.indexes}


def test_there_is_a_ledger_of_every_released_schema() -> None:
    released = {number for number, _ in migrations.steps("sqlite")}
    assert {int(path.name[:4]) for path in OLD.glob("*.sql")} == released


@pytest.mark.parametrize("old", sorted(OLD.glob("*.sql")), ids=lambda path: path.stem)
def test_a_ledger_of_every_released_schema_is_brought_up_to_date(where: str, old: Path) -> None:
    engine = open_engine(where)
    prepare(engine, where)
    with write_transaction(engine, where) as connection:
        migrations.migrate(connection, where, upto=int(old.name[:4]))
        for statement in old.read_text(encoding="utf-8").split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement)
    engine.dispose()
    with Ledger.open(where) as ledger:
        assert ledger.verify().faults == []
        assert [found["report"]["id"] for found in ledger.readings()] == sorted(ledger.report_ids())
        assert ledger.count("events") == 2
        assert ledger.search(["brell bridge"])[0] == 1
        assert {row[3] for row in dump(ledger)["documents"]} == {"read", "new_version", "failed"}
        assert len(dump(ledger)["judgements"]) == 1


def test_derived_tables_of_an_older_version_are_made_anew(ledger: Ledger, where: str) -> None:
    before = dump(ledger)
    with ledger._engine.begin() as connection:
        connection.execute(delete(events))
        connection.execute(update(meta).where(meta.c.name == "derived").values(value="0"))
    with Ledger.open(where) as again:
        assert dump(again) == before
    assert set(derived.tables) < set(look_into(ledger._engine).get_table_names())
