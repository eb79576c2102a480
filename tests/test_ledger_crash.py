"""What the ledger outlives: kills at any moment, several writers at once, a disk that is full."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from ledgers import entry_of, report_of

from sayso.errors import LedgerError
from sayso.ledger import Ledger

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tools"))


def start(*args: str) -> subprocess.Popen[str]:
    """A process of the writers' module."""
    command = [sys.executable, str(HERE / "writers.py"), *args]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_an_ingest_that_is_killed_and_made_again_gives_the_same_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import kill_ingest

    monkeypatch.setattr("sayso.core.ledger.PATIENCE_SECONDS", 0.05)
    (tmp_path / "reports").mkdir()
    kill_ingest.write_reports(tmp_path / "reports", 60)
    names = count()
    done, _ = kill_ingest.run(tmp_path / "reports", lambda: str(tmp_path / f"{next(names)}.db"), kills=12)
    assert done == 12


@pytest.mark.slow
def test_the_same_on_postgresql(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: Callable[[str], str]
) -> None:
    import kill_ingest

    monkeypatch.setattr("sayso.core.ledger.PATIENCE_SECONDS", 0.05)
    (tmp_path / "reports").mkdir()
    kill_ingest.write_reports(tmp_path / "reports", 40)
    names = count()
    done, _ = kill_ingest.run(tmp_path / "reports", lambda: database(f"kill{next(names)}"), kills=5)
    assert done == 5


@pytest.mark.slow
def test_four_writers_for_ten_seconds_lose_nothing_and_meet_no_lock(where: str) -> None:
    writers = [start(where, "write", str(number), "10") for number in range(4)]
    written: list[str] = []
    for writer in writers:
        out, complaints = writer.communicate(timeout=120)
        assert (writer.returncode, complaints) == (0, "")
        written += out.split()
    with Ledger.open(where) as ledger:
        assert sorted(written) == ledger.report_ids()
        assert ledger.verify().faults == []
    assert len(written) > 40


@pytest.mark.slow
def test_writers_of_the_same_reports_record_each_once(where: str) -> None:
    writers = [start(where, "write", "0", "2") for _ in range(4)]
    outcomes = [writer.communicate(timeout=60) for writer in writers]
    assert [complaints for _, complaints in outcomes] == [""] * 4
    with Ledger.open(where) as ledger:
        assert set(ledger.report_ids()) == {name for out, _ in outcomes for name in out.split()}
        assert {row["state"] for row in ledger.documents()} == {"read"}
        assert ledger.verify().faults == []


def limited_to(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["a limit", "a small disk"])
def test_a_full_disk_is_one_line_and_leaves_the_ledger_as_it_was(tmp_path: Path, kind: str) -> None:
    with small_disk(tmp_path, kind) as where:
        with Ledger.open(where, create=True) as ledger:
            ledger.add([entry_of(report_of())])
        command = [sys.executable, str(HERE / "writers.py"), where, "write", "1", "60"]
        limit = (lambda: limited_to(1_200_000)) if kind == "a limit" else None
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, preexec_fn=limit, check=False)
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1
        assert "all that was recorded before is intact" in done.stderr
        written = done.stdout.split()
        with Ledger.open(where) as ledger:
            assert set(ledger.report_ids()) == {*written, report_of().id}
            if kind == "a limit":
                assert ledger.verify().faults == []
                ledger.add([entry_of(report_of(" And on."), "on.txt")])


class small_disk:  # noqa: N801
    """A folder for a ledger, on a disk of 3 MB where one is asked for; skips where none may be mounted."""

    def __init__(self, folder: Path, kind: str) -> None:
        self.folder = folder / "disk"
        self.mounted = kind == "a small disk"

    def __enter__(self) -> str:
        self.folder.mkdir()
        if self.mounted:
            command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(self.folder)]
            if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode != 0:
                pytest.skip("no disk may be mounted here")
        return str(self.folder / "ledger.db")

    def __exit__(self, *_: object) -> None:
        if self.mounted:
            subprocess.run(["umount", str(self.folder)], check=False)


def test_a_ledger_that_may_not_be_written_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger.open(folder, create=True)
