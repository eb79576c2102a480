"""The same text, options and version give the same bytes: in one process, in another, and with another hash seed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import sayso
from sayso.export.page import Page
from sayso.intake import Known
from sayso.intake import read_file as read_report

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*/*.[th]*"))


def read_in_process(seed: str, *args: str) -> bytes:
    command = [sys.executable, "-m", "sayso", "read", *map(str, EXAMPLES), "--published", "2025-12-10", *args]
    env = os.environ | {"PYTHONHASHSEED": seed}
    return subprocess.run(command, capture_output=True, env=env, check=True).stdout


@pytest.mark.slow
def test_other_processes_with_other_hash_seeds_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = (read_in_process(seed, "--json", "--html", str(tmp_path / seed)) for seed in ("1", "4242"))
    assert one == other
    assert one.count(b"\n") == len(EXAMPLES)
    assert (tmp_path / "1").read_bytes() == (tmp_path / "4242").read_bytes()


@pytest.mark.slow
def test_links_do_not_depend_on_the_order_of_the_readings_or_on_the_seed(tmp_path: Path) -> None:
    lines = read_in_process("7", "--json").splitlines(keepends=True)
    outputs = set()
    for seed, order in (("1", 1), ("99", -1)):
        path = tmp_path / f"{seed}.jsonl"
        path.write_bytes(b"".join(lines[::order]))
        command = [sys.executable, "-m", "sayso", "link", str(path), "--json"]
        env = os.environ | {"PYTHONHASHSEED": seed}
        outputs.add(subprocess.run(command, capture_output=True, env=env, check=True).stdout)
    assert len(outputs) == 1


def test_reading_again_and_after_others_gives_the_same_bytes() -> None:
    known = Known("2025-12-10")
    reports = [read_report(path, known) for path in EXAMPLES]
    first = [reading.to_json() for reading in sayso.read_all(reports)]
    again = [reading.to_json() for reading in sayso.read_all(reversed(reports))]
    assert first == again[::-1]


def test_ids_depend_on_the_report_alone() -> None:
    one, other = (sayso.make_report("A text.", published=day) for day in ("2025-12-10", "2025-12-11"))
    assert one.id != other.id
    assert one.id == sayso.make_report("A text.", published="2025-12-10T09:00:00").id
    assert one.sha256 == other.sha256


def test_pages_and_lines_are_the_same_twice(tmp_path: Path) -> None:
    reading = sayso.read("Title\n\nThe mayor said on Monday that ten people were hurt.", published="2025-03-04")
    for name in ("a", "b"):
        with (tmp_path / name).open("wb") as out:
            page = Page(out)
            page.write(reading)
            page.finish()
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert json.loads(reading.to_json()) == reading.to_dict()
