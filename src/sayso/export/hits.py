"""What a search found: reports with the words around each find."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

from rich.console import Console
from rich.text import Text

from sayso.export.words import visible

Json = Mapping[str, Any]
FOUND = "bold"


def print_hits(hits: Sequence[Json], total: int, console: Console) -> None:
    """Print each report with the places where it says the words."""
    for hit in hits:
        facts = (hit["published"] or "no day", hit["publisher"] or hit["url"], hit["title"], hit["report"])
        console.print(Text(visible(" · ".join(fact for fact in facts if fact))))
        for place in hit["places"]:
            console.print(_line(place))
    more = f", the newest {len(hits):,} shown" if total > len(hits) else ""
    console.print(Text(f"{total:,} {'report' if total == 1 else 'reports'} found{more}"))


def _line(place: Json) -> Text:
    """The words around a find on one line, those that were found marked."""
    line = Text(f"    … {_near(place['before'])}")
    line.append(visible(place["quote"]), FOUND)
    return line.append(f"{_near(place['after'])} …")


def _near(text: str) -> str:
    """A stretch as one line, the blank at an end kept."""
    return f"{' ' if text[:1].isspace() else ''}{visible(text)}{' ' if text[-1:].isspace() and text.strip() else ''}"


def write_hits(hits: Iterable[Json], out: BinaryIO) -> None:
    """Write each report found as a line of JSON."""
    for hit in hits:
        out.write(json.dumps(hit, ensure_ascii=False).encode() + b"\n")
    out.flush()
