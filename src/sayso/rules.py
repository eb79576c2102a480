"""Loads the data files: the words, patterns and names that the components know.

What ships lies in `sayso/data`. A user adds to it without code: the folder named by the environment variable
`SAYSO_RULES` (or given to `sayso.load`) may hold files of the same names; their entries are read after ours, so that a
later entry with the same key wins. Every file begins with a comment that says what it is and where its facts come from.
"""

from __future__ import annotations

import csv
import hashlib
import os
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from sayso.errors import RulesError

DATA = Path(__file__).parent / "data"
RULE_SUFFIXES = (".toml", ".csv")


def folders() -> list[Path]:
    """Where rule files are looked for, ours first."""
    own = os.environ.get("SAYSO_RULES")
    if own and not Path(own).is_dir():
        raise RulesError("SAYSO_RULES", f"{own} is not a folder")
    return [DATA, Path(own)] if own else [DATA]


@cache
def load_toml(name: str) -> dict[str, Any]:
    """A TOML file of rules by its name in the data folder, a user's tables and lists merged into ours."""
    merged: dict[str, Any] = {}
    for path in _copies(name):
        try:
            merged = _merge(merged, tomllib.loads(path.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise RulesError(str(path), str(error)) from error
    return merged


@cache
def load_rows(name: str) -> tuple[dict[str, str], ...]:
    """A CSV file of rules as rows by column name; lines that begin with # are comments; empty cells are ""."""
    return tuple(row for path in _copies(name) for row in _rows(path))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader((line for line in lines if not line.startswith("#")), strict=True)
        try:
            for row in reader:
                if None in row or None in row.values():
                    raise RulesError(f"{path}, line {reader.line_num}", "as many cells as the header has are needed")
                yield {key: value.strip() for key, value in row.items()}
        except (csv.Error, UnicodeDecodeError) as error:
            raise RulesError(str(path), str(error)) from error


def _copies(name: str) -> list[Path]:
    found = [folder / name for folder in folders() if (folder / name).is_file()]
    if not found:
        raise RulesError(name, "there is no such rule file")
    return found


def _merge(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    merged = dict(ours)
    for key, value in theirs.items():
        known = merged.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            merged[key] = _merge(known, value)
        elif isinstance(known, list) and isinstance(value, list):
            merged[key] = known + value
        else:
            merged[key] = value
    return merged


@cache
def fingerprint() -> str:
    """`sha256:` and the hash of every rule file in use, ours and the user's: what a reading says it was made by."""
    digest = hashlib.sha256()
    for folder in folders():
        for path in sorted(p for p in folder.rglob("*") if p.suffix in RULE_SUFFIXES):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"sha256:{digest.hexdigest()}"
