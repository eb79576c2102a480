"""The command line: what is printed where, and the exit status that scripts rely on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import sample
from click.testing import CliRunner, Result
from rich.console import Console

import sayso
from sayso.cli import main
from sayso.export.incidents import claims_matrix, print_incidents
from sayso.export.tables import Tables
from sayso.export.words import Names, amount, day, visible

REPORT = "Bridge closed\n\nThe mayor of Kindra said on Monday that 12 people were hurt.\n"


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return str(path)


@pytest.fixture
def readings(tmp_path: Path) -> str:
    path = tmp_path / "readings.jsonl"
    path.write_text("".join(sample.reading(name).to_json() + "\n" for name in ("Post", "Herald")), encoding="utf-8")
    return str(path)


def run(*args: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, args, input=stdin)


def sayso_process(*args: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "sayso", *args]
    return subprocess.run(command, capture_output=True, env=os.environ | env, check=False)


# --- read -----------------------------------------------------------------------------------------------------


def test_json_is_one_reading_a_line_in_the_order_of_the_files(report: str, tmp_path: Path) -> None:
    other = tmp_path / "a.txt"
    other.write_text("Nothing here.", encoding="utf-8")
    result = run("read", report, str(other), report, "--published", "2025-03-04", "--json")
    texts = [json.loads(line)["report"]["text"] for line in result.stdout.splitlines()]
    assert texts == [REPORT, "Nothing here.", REPORT]
    assert result.exit_code == 0


def test_options_reach_the_report(report: str) -> None:
    options = ["--published", "2025-03-04", "--publisher", "Post", "--url", "https://a.example"]
    result = run("read", report, *options, "--json")
    told = json.loads(result.stdout)["report"]
    assert (told["published"], told["published_from"]) == ("2025-03-04", "given")
    assert (told["publisher"], told["url"], told["title"]) == ("Post", "https://a.example", "Bridge closed")


def test_a_dash_reads_standard_input() -> None:
    result = run("read", "-", "--json", stdin=REPORT.encode())
    assert json.loads(result.stdout)["report"]["text"] == REPORT


def test_failed_files_are_named_and_the_others_printed(report: str, tmp_path: Path) -> None:
    pdf = tmp_path / "a.pdf"
    pdf.write_bytes(b"%PDF-1.7")
    result = run("read", str(pdf), report, str(tmp_path / "none.txt"), "--json")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr.splitlines() == [
        f"sayso: {pdf}: a PDF, not text or HTML",
        f"sayso: {tmp_path / 'none.txt'}: no such file or directory",
    ]


def test_an_internal_error_is_one_line_and_ends_no_batch(report: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("broken\nin two lines")

    monkeypatch.setattr("sayso.core.reading.read_report", fail)
    result = run("read", report, report)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 2
    assert "internal error, please report it (RuntimeError: broken in two lines" in result.stderr


@pytest.mark.parametrize(
    "args",
    [
        ["read"],
        ["read", "x", "--published", "4 March"],
        ["read", "x", "--published", "2025-02-30"],
        ["read", "x", "--nonsense"],
        ["read", "x", "--html", "/nowhere/at/all.html"],
        ["link"],
        ["schema", "nonsense"],
        ["nonsense"],
    ],
)
def test_wrong_usage_is_status_2_and_one_line(args: list[str]) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("sayso: ")


def test_help_and_version() -> None:
    assert run("--version").stdout == f"sayso {sayso.__version__}\n"
    assert run("read", "--help").exit_code == 0
    assert run().exit_code == 2


def test_the_page_is_written_and_can_go_along_with_json(report: str, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    result = run("read", report, "--html", str(out), "--json")
    assert json.loads(result.stdout)["report"]["text"] == REPORT
    assert out.read_bytes().startswith(b"<!doctype html>")
    assert run("read", report, "--html", str(out)).stdout == ""


@pytest.mark.slow
def test_output_is_utf8_and_plain_whatever_the_locale(report: str) -> None:
    Path(report).write_text("L’été\n\nThe mayor said “no” 🙂.", encoding="utf-8")
    out = sayso_process("read", report, "--json", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="latin-1")
    assert "“no” 🙂" in out.stdout.decode()
    out = sayso_process("read", report, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="latin-1")
    assert (out.returncode, out.stderr) == (0, b"")
    assert b"\x1b" not in out.stdout


@pytest.mark.slow
def test_a_reader_that_goes_away_is_no_error(report: str) -> None:
    command = [sys.executable, "-m", "sayso", "read", *[report] * 40, "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


# --- tables ---------------------------------------------------------------------------------------------------


def show(*readings: sayso.Reading, width: int = 100) -> str:
    console = Console(width=width, highlight=False, markup=False, emoji=False, color_system=None, record=True)
    tables = Tables(console)
    with console.capture() as capture:
        for reading in readings:
            tables.write(reading)
        tables.finish()
    return capture.get()


def test_tables_show_each_section_and_say_once_that_nobody_reviewed() -> None:
    shown = show(sample.reading(), sample.reading(), width=240)
    assert shown.count("Machine reading, not reviewed.") == 1
    for section in ("Statements", "Events", "Positions", "Conditions", "Measures", "Talks"):
        assert shown.count(f"\n{section} ") == 2
    for words in ("Norvian army", "did not answer", "claimed by Norvian", "at least 12", "Norvia – Ostria, round 2"):
        assert words in " ".join(shown.split())


@pytest.mark.parametrize("width", [40, 100, 200])
def test_tables_keep_to_the_width(width: int) -> None:
    assert max(map(len, show(sample.reading(), width=width).splitlines())) <= width


def test_a_report_without_findings_says_so() -> None:
    assert "Nothing found." in show(sayso.read("Rain."))


def test_escape_sequences_do_not_reach_the_terminal(report: str) -> None:
    text = "\x1b]0;own\x07\x1b[31mRed\x1b[0m [bold]x[/bold]\n\nMr Kay\x9b2J said \u202eno."
    Path(report).write_text(text, encoding="utf-8")
    shown = run("read", report).stdout
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(shown)
    assert "[bold]x[/bold]" in shown


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ((10, 10, None), "10"),
        ((8, 12, "between"), "8 to 12"),
        ((12, None, "at least"), "at least 12"),
        ((None, 12, "up to"), "up to 12"),
        ((12, 12, "about"), "about 12"),
        ((24, None, "dozens"), "dozens (24 or more)"),
        ((20000, None, None), "at least 20,000"),
        ((0, 0, None), "0"),
        ((None, None, None), "unknown"),
    ],
)
def test_figures_as_one_says_them(figure: tuple[int | None, int | None, str | None], words: str) -> None:
    assert amount(*figure) == words


def test_days_and_ranges() -> None:
    assert [day("2025-03-04", "2025-03-04"), day("2025-03/2025-04"), day("2025", None), day(None, None)] == [
        "2025-03-04",
        "2025-03 to 2025-04",
        "2025",
        "",
    ]


def test_what_is_shown_is_one_safe_line() -> None:
    assert visible(" a\r\n\tb\x00\x1b[2J\u200b\u202e\ufeff ") == "a b[2J"
    assert visible("\U0001f468\u200d\U0001f33e می\u200cخواهم") == "\U0001f468\u200d\U0001f33e می\u200cخواهم"


# --- link and schema ------------------------------------------------------------------------------------------


def test_link_prints_incidents_that_hold_every_event_once(readings: str) -> None:
    result = run("link", readings, "--json")
    incidents = json.loads(result.stdout)
    events = [ref for incident in incidents["incidents"] for ref in incident["events"]]
    ids = [json.loads(line)["report"]["id"] for line in Path(readings).read_text(encoding="utf-8").splitlines()]
    assert sorted(events) == sorted(f"{report}/{event}" for report in ids for event in ("e1", "e2"))
    assert (incidents["schema"], result.exit_code) == ("sayso-incidents/1", 0)


def test_link_goes_on_without_a_file_that_is_no_reading(readings: str, report: str) -> None:
    result = run("link", report, readings, "--json")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"sayso: {report}, line 1: not JSON")
    assert json.loads(result.stdout)["incidents"]


def test_link_shows_who_says_what_about_an_incident(readings: str) -> None:
    result = run("link", readings)
    assert result.exit_code == 0
    assert "Machine reading, not reviewed." in result.stdout


def test_the_claims_matrix_has_a_row_a_side_and_a_column_a_figure() -> None:
    both = [sample.reading("Post"), sample.reading("Herald")]
    one, two = (f"{reading.report.id}" for reading in both)
    claim = {"figure": f"{one}/f1", "speaker": "Norvian army", "report": one, "published": "2025-03-04"}
    number = {"superseded_by": f"{two}/f1", "low": 12, "high": None, "qualifier": "at least", "who": "workers"}
    figure = {"kind": "killed", "low": 12, "high": None, "claims": [claim | number | {"part": False}]}
    position = {"actor": "Ostria", "stance": "denies", "report": two, "superseded_by": None, "blames": None}
    incident = {
        "id": "i_000000000001", "events": [f"{one}/e1", f"{two}/e2"], "type": "ASSAULT", "mode": None, "places": [],
        "start": None, "end": None, "figures": [figure], "positions": [position], "links": [],
    }  # fmt: skip
    columns, rows = claims_matrix(incident, {reading.report.id: Names(reading) for reading in both})
    assert [heading for heading, _ in columns] == ["Who", "Stance", "Killed", "Told in"]
    assert list(rows) == [
        ("Ostria", "denies", "", "Herald, 2025-03-04"),
        ("Norvia", "speaks of it (assert)", "at least 12 workers (superseded)", "Post, 2025-03-04\nHerald, 2025-03-04"),
    ]
    console = Console(width=100, color_system=None)
    with console.capture() as capture:
        print_incidents({"incidents": [incident]}, both, console)
    assert "Killed: at least 12, over all claims that stand" in capture.get()


@pytest.mark.parametrize("name", ["reading", "incidents"])
def test_schema_prints_the_schema(name: str) -> None:
    assert json.loads(run("schema", name).stdout)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
