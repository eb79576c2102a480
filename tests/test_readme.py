"""Everything that the README and the manual show works as shown."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
#: How many commands each page shows at the least.
PAGES = {
    "README.md": 12,
    "docs/attribution.md": 4,
    "docs/board.md": 6,
    "docs/events.md": 2,
    "docs/explain.md": 3,
    "docs/incidents.md": 6,
    "docs/intake.md": 4,
    "docs/ledger.md": 8,
    "docs/review.md": 6,
}


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_every_command_runs_in_the_order_shown(tmp_path: Path, page: str) -> None:
    commands = re.findall(r"^    \$ (sayso .+)$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert len(commands) >= PAGES[page]
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    shutil.copytree(ROOT / "tests/dossiers", tmp_path / "tests/dossiers")
    beside = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    for command in commands:
        shell = ["sh", "-c", command]
        done = subprocess.run(shell, cwd=tmp_path, env=beside, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (command, done.stderr)
        assert done.stdout or ">" in command or "--html" in command
    if page == "README.md":
        assert (tmp_path / "readings.jsonl").read_text(encoding="utf-8").count("\n") == 2
        assert "<script" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_every_line_of_python_gives_what_is_shown() -> None:
    shown = doctest.DocTestParser().get_doctest(README.read_text(encoding="utf-8"), {}, "README.md", str(README), 0)
    runner = doctest.DocTestRunner()
    runner.run(shown)
    assert runner.tries >= 4
    assert runner.failures == 0


def test_every_file_it_points_to_is_there() -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", README.read_text(encoding="utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_make_target_it_names_is_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^    make (\w+)", README.read_text(encoding="utf-8"), re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
