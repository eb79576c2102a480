"""`sayso add`, `search`, `verify`, `rebuild`: what one sees, and what a second call changes."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from ledgers import dump

from sayso import core
from sayso.cli import main
from sayso.intake import Known
from sayso.ledger import Ledger

TEXTS = {
    "a.txt": "Mortar fire hit Kareth market on Monday, killing four people, the mayor said.",
    "b.txt": "Officials in Molun denied on Tuesday that their guns had fired.",
    "c.txt": "Порт закрыт. The port of Sarvik stays closed, the harbour master said.",
    "copy.txt": "Officials in Molun denied on Tuesday that their guns had fired.",
    "empty.txt": "",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a folder of reports, one of them empty."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_LEDGER", raising=False)
    (tmp_path / "reports").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "reports" / name).write_text(text, encoding="utf-8")
    return tmp_path / "reports"


def run(*args: str, status: int = 0) -> Result:
    result = CliRunner().invoke(main, args)
    assert result.exit_code == status, result.output
    return result


def add(*more: str) -> Result:
    return run("add", "reports", "--published", "2025-03-04", *more, status=1)


def rows() -> dict[str, list[tuple[object, ...]]]:
    with Ledger.open("sayso.db") as ledger:
        return {name: found for name, found in dump(ledger, timed=True).items() if name not in {"runs", "documents"}}


def test_add_says_what_became_of_documents_and_why_not() -> None:
    done = add()
    assert done.stdout == "sayso.db: 3 read, 1 there under another name, 1 failed\n"
    assert done.stderr == "sayso: reports/empty.txt: empty\n"


def test_added_twice_is_added_once() -> None:
    add()
    before = rows()
    assert add().stdout == "sayso.db: 4 there already, 1 failed\n"
    assert rows() == before


def test_a_call_that_was_cut_short_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.core.ledger.PATIENCE_SECONDS", 0.0)
    with core.open_ledger("sayso.db", create=True) as ledger:
        next(core.add(ledger, ["reports"], Known("2025-03-04")))  # and no further
        assert len(ledger.report_ids()) == 1
    assert add().stdout == "sayso.db: 2 read, 1 there under another name, 1 there already, 1 failed\n"
    with Ledger.open("sayso.db") as ledger:
        assert [row[0] for row in dump(ledger)["runs"]] == [1]


def test_what_another_version_has_read_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    add()
    assert run("add", "--reread").stdout == "sayso.db: nothing to do\n"
    monkeypatch.setattr("sayso.pipeline.reader.__version__", "99.0")
    assert run("add", "--reread").stdout == "sayso.db: 3 read\n"
    assert add("--reread").stdout == "sayso.db: 4 there already, 1 failed\n"
    with Ledger.open("sayso.db") as ledger:
        assert {found["made_by"]["sayso"] for found in ledger.readings()} == {"99.0"}
        assert len(dump(ledger)["readings"]) == 6


@pytest.mark.slow
def test_any_number_of_workers_gives_the_same_ledger() -> None:
    add()
    before = rows(), Ledger.open("sayso.db").documents()
    Path("sayso.db").unlink()
    add("--workers", "3")
    after = rows(), Ledger.open("sayso.db").documents()
    drop = {"journal"}  # told above row by row, with times
    assert {name: found for name, found in after[0].items() if name not in drop} == {
        name: found for name, found in before[0].items() if name not in drop
    }
    assert after[1] == before[1]


@pytest.mark.slow
def test_a_report_that_ends_its_process_fails_alone_and_is_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import os, sayso.core.crew as crew\n"
        "def poisoned(name, report, judge, read=crew._read):\n"
        "    return os._exit(11) if 'Molun' in report.text else read(name, report, judge)\n"
        "poisoned.__qualname__, poisoned.__module__, crew._read = '_read', crew.__name__, poisoned\n"
    )
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    first = add("--workers", "2")
    assert first.stdout == "sayso.db: 2 read, 1 there under another name, 2 failed\n"
    assert "reports/b.txt: reading it ended the process" in first.stderr
    for _ in range(2):
        add("--workers", "2")
    last = run("add", "reports", "--published", "2025-03-04")
    assert last.stdout == "sayso.db: 3 there already, 2 set aside after repeated failures\n"


def test_search_prints_finds_and_json() -> None:
    add()
    assert "1 report found" in run("search", "порт").stdout
    found = [json.loads(line) for line in run("search", "fire", "molun", "--json").stdout.splitlines()]
    assert [place["quote"] for place in found[0]["places"]] == ["Molun", "fire"]
    assert run("search", "nowhere").stdout == "0 reports found\n"


def test_verify_names_what_is_wrong_and_rebuild_mends_what_is_derived() -> None:
    add()
    assert run("verify").stdout.endswith("all as recorded\n")
    connection = sqlite3.connect("sayso.db")
    connection.execute("DELETE FROM events")
    connection.commit()
    connection.close()
    wrong = run("verify", status=1)
    assert "events: the derived table does not follow from the readings; `sayso rebuild`" in wrong.stderr
    run("rebuild")
    assert run("verify").stdout.endswith("all as recorded\n")


def test_the_ledger_is_named_by_option_or_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add("--ledger", "one.db")
    monkeypatch.setenv("SAYSO_LEDGER", "other.db")
    add()
    assert sorted(path.name for path in tmp_path.glob("*.db")) == ["one.db", "other.db"]


@pytest.mark.parametrize("command", [["search", "words"], ["verify"], ["rebuild"], ["add", "--reread"]])
def test_where_there_is_no_ledger_none_is_made(tmp_path: Path, command: list[str]) -> None:
    assert run(*command, status=1).stderr == "sayso: sayso.db: there is no ledger there (`sayso add` makes one)\n"
    assert not (tmp_path / "sayso.db").exists()


def test_add_without_a_source_is_wrong_usage() -> None:
    assert "Missing argument" in run("add", status=2).stderr


def test_a_report_that_was_corrected_is_a_new_version(folder: Path) -> None:
    page = "<html><head><link rel='canonical' href='https://news.example/1'></head><body><article>{}</article></body></html>"
    told = "<p>Mortar fire hit Kareth market on Monday, killing {} people, the mayor said.</p>" * 3
    for name, toll in (("1.html", "four"), ("2.html", "five")):
        (folder / name).write_text(page.format(told.format(*[toll] * 3)))
    shutil.move(folder / "empty.txt", "empty.txt")
    done = run("add", "reports", "--published", "2025-03-04")
    assert "1 read as new versions" in done.stdout
    assert run("search", "killing four").stdout.endswith("1 report found\n")  # a.txt alone
    assert run("search", "killing five").stdout.endswith("1 report found\n")
