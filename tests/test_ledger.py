"""The ledger: what goes in comes out, twice is once, versions and readings are appended, failures are counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import dump, entry_of, failed, reading_of, report_of, unread
from sample import reading
from sqlalchemy import Executable, Table, delete, update
from sqlalchemy.exc import DBAPIError

from sayso.errors import LedgerError
from sayso.ledger import Entry, Ledger
from sayso.ledger.tables import readings, reports
from sayso.types import Report, Span


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    with Ledger.open(where, create=True) as opened:
        yield opened


def states(ledger: Ledger) -> dict[str, str]:
    return {row["source"]: row["state"] for row in ledger.documents()}


def current(ledger: Ledger) -> list[Report]:
    return ledger.reports(ledger.report_ids())


def test_what_goes_in_comes_out(ledger: Ledger) -> None:
    ledger.add([entry_of(reading().report)])
    assert current(ledger) == [reading().report]
    assert list(ledger.readings()) == [reading_of(reading().report).to_dict()]
    assert ledger.reading(reading().report.id) == reading_of(reading().report).to_dict()
    assert ledger.reading("r_0") is None


def test_the_same_document_twice_changes_nothing(ledger: Ledger) -> None:
    one = entry_of(report_of(url="https://news.example/1"))
    ledger.add([one], ledger.begin_run("add"))
    before = dump(ledger, timed=True)
    assert [fresh for _, fresh in ledger.add([one, unread(one)], ledger.begin_run("add"))] == [False, False]
    assert dump(ledger, timed=True) == before


def test_a_report_that_comes_from_two_places_is_a_duplicate_there(ledger: Ledger) -> None:
    report = report_of()
    ledger.add([entry_of(report, "a.txt"), entry_of(report, "b.txt")])
    ledger.add([entry_of(report, "b.txt")])
    assert states(ledger) == {"a.txt": "read", "b.txt": "duplicate"}
    assert len(ledger.report_ids()) == 1


def test_the_same_address_with_another_text_is_a_new_version(ledger: Ledger) -> None:
    texts = [report_of(tail, url="https://news.example/1") for tail in ("", " Nine, police said.", " Ten.")]
    for number, report in enumerate(texts):
        ledger.add([entry_of(report, f"{number}.txt")])
    assert states(ledger) == {"0.txt": "read", "1.txt": "new_version", "2.txt": "new_version"}
    assert current(ledger) == texts[-1:]
    assert [found["report"]["id"] for found in ledger.readings()] == [texts[-1].id]
    assert {row[0]: row[-1] for row in dump(ledger)["reports"]} == {
        texts[0].id: None,
        texts[1].id: texts[0].id,
        texts[2].id: texts[1].id,
    }
    assert {row[0] for row in dump(ledger)["events"]} == {texts[-1].id}


def test_the_same_document_with_another_day_is_a_new_version(ledger: Ledger) -> None:
    ledger.add([entry_of(report_of(published="2025-03-04"))])
    ledger.add([entry_of(report_of(published="2025-03-05"))])
    assert [report.published for report in current(ledger)] == ["2025-03-05"]


def test_the_same_text_from_another_outlet_is_another_report(ledger: Ledger) -> None:
    ledger.add([entry_of(report_of(publisher=name), f"{name}.txt") for name in ("Post", "Herald")])
    assert len(current(ledger)) == 2


def test_of_two_readings_of_a_report_the_newer_one_counts(ledger: Ledger) -> None:
    report = report_of()
    old, new = (reading_of(report, rules) for rules in ("sha256:1", "sha256:2"))
    ledger.add([entry_of(report, rules="sha256:1")])
    seen = ledger.last_change()
    assert ledger.find_unread([report.id, "r_0"]) == {"r_0"}
    assert ledger.find_unread([report.id], new.made_by) == {report.id}
    assert [ledger.add_readings([new]), ledger.add_readings([new])] == [1, 0]
    assert list(ledger.readings()) == [new.to_dict()] != [old.to_dict()]
    assert list(ledger.readings(since=seen)) == [new.to_dict()]
    assert list(ledger.readings(since=ledger.last_change())) == []
    assert len(dump(ledger)["readings"]) == 2


def test_a_document_that_fails_in_three_runs_is_set_aside(ledger: Ledger) -> None:
    for expected in ("failed", "failed", "quarantined", "quarantined"):
        run = ledger.begin_run("add folder")
        ledger.add([failed("a.txt")], run)
        ledger.add([failed("a.txt")], ledger.begin_run("add folder"))  # the run was cut short, and goes on
        assert states(ledger) == {"a.txt": expected}
        ledger.finish_run(run)
    assert ledger.documents("quarantined")[0]["reason"] == "empty"


def test_what_failed_and_was_mended_is_read(ledger: Ledger) -> None:
    ledger.add([failed("a.txt")])
    ledger.add([entry_of(report_of(), "a.txt")])
    assert states(ledger) == {"a.txt": "read"}
    assert [row["attempts"] for row in ledger.documents()] == [0]


def test_a_report_that_could_not_be_read_is_kept_and_read_later(ledger: Ledger) -> None:
    report = report_of()
    ledger.add([Entry(source="a.txt", locator="", report=report, failure="internal error")])
    assert states(ledger) == {"a.txt": "failed"}
    assert ledger.find_unread([report.id]) == {report.id}
    ledger.add([entry_of(report, "a.txt")])
    assert states(ledger) == {"a.txt": "read"}


def test_a_span_that_is_not_in_the_text_is_refused_and_nothing_of_the_batch_is_kept(ledger: Ledger) -> None:
    one, other = entry_of(report_of()), entry_of(report_of(" More."), "b.txt")
    assert other.reading is not None
    wrong = Span(other.reading.events[0].anchor.start, other.reading.events[0].anchor.end, "hat")
    object.__setattr__(other.reading.events[0], "anchor", wrong)
    with pytest.raises(LedgerError, match="'hat' in the report's text"):
        ledger.add([one, other])
    assert ledger.report_ids() == []


@pytest.mark.parametrize("table", [reports, readings])
@pytest.mark.parametrize("change", [delete, lambda table: update(table).values(sha256="")])
def test_the_database_itself_keeps_what_is_first_hand(
    ledger: Ledger, table: Table, change: Callable[[Table], Executable]
) -> None:
    ledger.add([entry_of(report_of())])
    with pytest.raises(DBAPIError, match="are only added"), ledger._engine.begin() as connection:
        connection.execute(change(table))


def test_what_is_no_ledger_is_refused_in_one_line(tmp_path: Path) -> None:
    import sqlite3

    (tmp_path / "note.txt").write_text("A note, longer than the head of a database file would be. " * 20)
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE films (name)")
    for name, cause in (
        ("note.txt", "not a ledger"),
        ("other.db", "another program"),
        ("no/such/folder.db", "is there such a folder"),
    ):
        with pytest.raises(LedgerError, match=cause) as error:
            Ledger.open(tmp_path / name, create=True)
        assert "\n" not in str(error.value)
    with pytest.raises(LedgerError, match="there is no ledger there"):
        Ledger.open(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("where", ["mysql://a@b/c", "postgresql://"])
def test_an_address_that_is_none_is_refused(where: str) -> None:
    with pytest.raises(LedgerError):
        Ledger.open(where, create=True)


def test_a_password_is_in_no_message() -> None:
    with pytest.raises(LedgerError) as error:
        Ledger.open("postgresql://user:secret@127.0.0.1:9/none?connect_timeout=1")
    assert "secret" not in str(error.value)


#: Documents as they may come, over and over: a report, a correction of it, its copy, another, and failures.
COMING = [
    entry_of(report_of(url="https://news.example/1"), "a.txt"),
    entry_of(report_of(" Nine.", url="https://news.example/1"), "b.txt"),
    entry_of(report_of(url="https://news.example/1"), "c.txt"),
    entry_of(report_of(" Other."), "d.txt"),
    entry_of(report_of(" Other.", published="2025-03-09"), "d.txt"),
    entry_of(report_of(" Other."), "a.txt"),
    failed("b.txt"),
    failed("e.txt"),
    Entry(source="f.txt", locator="", report=report_of(" Poison."), failure="internal error"),
    entry_of(report_of(" Poison."), "f.txt"),
]


@pytest.mark.slow
@settings(deadline=None, max_examples=25)
@given(st.lists(st.sampled_from(COMING), max_size=8), st.integers(1, 4))
def test_how_documents_are_batched_does_not_show(
    tmp_path_factory: pytest.TempPathFactory, coming: list[Entry], size: int
) -> None:
    folder, dumps = tmp_path_factory.mktemp("batches"), []
    for name, step in (("one", 1), ("many", size)):
        with Ledger.open(folder / f"{name}.db", create=True, clock=lambda: "now") as ledger:
            run = ledger.begin_run("add")
            for start in range(0, len(coming), step):
                ledger.add(coming[start : start + step], run)
            dumps.append(dump(ledger, timed=True))
            assert ledger.verify().faults == []
    assert dumps[0] == dumps[1]


def test_names_that_no_database_takes_are_told_as_far_as_they_go(ledger: Ledger) -> None:
    entry = entry_of(report_of(), "a\0b\ud800.txt")
    ledger.add([entry, failed("c\udfff", "no \0 text")])
    ledger.add([entry])
    assert states(ledger) == {"a\ufffdb\ufffd.txt": "read", "c\ufffd": "failed"}
    assert ledger.search(["\ud800\0"])[0] == 0
