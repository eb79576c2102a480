"""The ledger: what goes in comes out, twice is once, versions and readings are appended."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import plain_reading, reading

from sayso.errors import LedgerError
from sayso.intake.readings import build_reading
from sayso.ledger import Entry, Ledger
from sayso.types import Reading


def entry(found: Reading, source: str = "folder/a.txt") -> Entry:
    return Entry(source=source, locator="", report=found.report, reading=found)


def read_again(rules: str) -> Reading:
    """The sample as other rules would read it."""
    plain = plain_reading()
    plain["made_by"]["rules"] = rules
    return build_reading(plain, "again")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger.open(tmp_path / "ledger.db", create=True)


def test_what_goes_in_comes_out(ledger: Ledger) -> None:
    ledger.add([entry(reading())])
    assert list(ledger.readings()) == [reading().to_dict()]
    assert ledger.reading(reading().report.id) == reading().to_dict()
    assert ledger.reports(ledger.report_ids()) == [reading().report]


def test_the_same_document_twice_changes_nothing(ledger: Ledger) -> None:
    ledger.add([entry(reading())])
    before = ledger.last_change(), ledger.documents()
    ledger.add([entry(reading())])
    assert (ledger.last_change(), ledger.documents()) == before


def test_of_two_readings_of_a_report_the_newer_one_counts(ledger: Ledger) -> None:
    newer = read_again("sha256:1")
    ledger.add([entry(reading())])
    seen = ledger.last_change()
    ledger.add_readings([newer])
    ledger.add_readings([newer])
    assert list(ledger.readings()) == [newer.to_dict()]
    assert list(ledger.readings(since=seen)) == [newer.to_dict()]
    assert list(ledger.readings(since=ledger.last_change())) == []


def test_what_is_no_ledger_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("A note, longer than the head of a database file would be. " * 20)
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger.open(tmp_path / "note.txt", create=True)
    with pytest.raises(LedgerError, match="there is no ledger there"):
        Ledger.open(tmp_path / "none.db")
