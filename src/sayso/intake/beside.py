"""What a folder's `meta.json` says of the files beside it: day, publisher and address of each, by its name.

    {"a": {"published": "2025-12-09", "publisher": "Coastline News", "url": "https://..."}, "b.html": {...}}

The keys are file names, with or without their ending. Such a file is no document; one of another shape is read like any
other file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sayso.errors import OptionError
from sayso.intake.document import Known
from sayso.intake.limits import limit
from sayso.types import iso_day

NAME = "meta.json"
FACTS = frozenset({"published", "publisher", "url"})
PASSED_OVER = "facts about the files beside it"


class Beside:
    """The facts of the folders that were looked into so far."""

    def __init__(self) -> None:
        self._folders: dict[Path, Mapping[str, Mapping[str, str | None]]] = {}

    def holds(self, path: Path) -> bool:
        """Whether this file is one of facts about those beside it."""
        return path.name == NAME and bool(self._of(path.parent))

    def known(self, path: Path, known: Known) -> Known:
        """What is known of a file: what the user says first, then what its folder says."""
        told = self._of(path.parent)
        facts = told.get(path.name) or told.get(path.stem) or {}
        return Known(
            known.published or facts.get("published"),
            known.publisher or facts.get("publisher"),
            known.url or facts.get("url"),
        )

    def _of(self, folder: Path) -> Mapping[str, Mapping[str, str | None]]:
        if folder not in self._folders:
            self._folders[folder] = _read(folder / NAME)
        return self._folders[folder]


def _read(path: Path) -> Mapping[str, Mapping[str, str | None]]:
    """The facts in such a file; none where there is no such file, or one of another shape."""
    try:
        if path.stat().st_size > limit("beside"):
            return {}
        told: Any = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(told, dict) or not all(_is_facts(facts) for facts in told.values()):
        return {}
    return told


def _is_facts(facts: Any) -> bool:
    if not isinstance(facts, dict) or FACTS.isdisjoint(facts):
        return False
    try:
        iso_day(facts.get("published"))
    except (OptionError, TypeError):
        return False
    return all(facts.get(name) is None or isinstance(facts[name], str) for name in FACTS)
