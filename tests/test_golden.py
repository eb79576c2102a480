"""Golden pairs: a report in, its reading out, as somebody has read it against the report (`tests/golden`).

The lines of a `.wrong` file are read wrongly so far. They stand apart, so that nobody takes them for what is wanted;
when one is read rightly, it has to go from there.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sayso.pipeline import Reader

sys.path.insert(0, str(Path(__file__).parent / "golden"))
from render import render, reports


@pytest.mark.parametrize("path", reports(), ids=lambda path: path.stem)
def test_a_report_is_read_as_before(path: Path, reader: Reader) -> None:
    assert render(path, reader) == path.with_suffix(".out").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", reports(), ids=lambda path: path.stem)
def test_what_is_known_to_be_wrong_is_still_read(path: Path) -> None:
    read = path.with_suffix(".out").read_text(encoding="utf-8").splitlines()
    wrong = path.with_suffix(".wrong").read_text(encoding="utf-8").splitlines()
    assert [line for line in wrong if line not in read] == []
