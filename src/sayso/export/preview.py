"""What a source holds, as a person sees it before anything is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Console

from sayso.export.words import visible

MOST = 8


def print_preview(seen: dict[str, Any], console: Console) -> None:
    """Print what `preview` found in one source."""
    console.print(visible(seen["source"]), style="bold")
    for line in _lines(seen):
        console.print(f"  {visible(line)}", soft_wrap=True)


def _lines(seen: dict[str, Any]) -> Iterator[str]:
    yield f"formats: {_counts(seen['formats']) or 'none'}"
    for name, found in list(seen["columns"].items())[:MOST]:
        yield f"columns of {name}: " + ", ".join(f"{kind} is {column!r}" for kind, column in found.items())
    days = f", from {seen['days'][0]} to {seen['days'][1]}" if seen["days"] else ""
    undated = f", {seen['undated']:,} without a day" if seen["undated"] else ""
    yield f"{seen['documents']:,} documents, {seen['reports']:,} with a report{days}{undated}"
    if seen["publishers"]:
        yield f"publishers: {_counts(dict(list(seen['publishers'].items())[:MOST]))}"
    for row in seen["first"]:
        publisher = f" ({row['publisher']})" if row["publisher"] else ""
        yield f"{row['published'] or 'no day    '}  {row['title']}{publisher}"
    for failure in seen["failures"][:MOST]:
        yield f"{failure['documents']:,} failed, first {failure['first']}: {failure['cause']}"
    if seen["skipped"]:
        yield f"passed over: {_counts(seen['skipped'])}"
    for note in seen["notes"]:
        yield f"{note['documents']:,} with a note, first {note['first']}"


def _counts(counted: dict[str, int]) -> str:
    return ", ".join(f"{name} {number:,}" for name, number in counted.items() if number)
