"""The figures of a measurement as tables, or as JSON; both take them as plain data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from rich.console import Console

from sayso.export.tables import make_table

Json = Mapping[str, Any]


def print_scores(figures: Json, console: Console) -> None:
    """Print measures, shares and the most frequent misses."""
    rows = [(m["name"], *(f"{m[part]:.1f}" for part in ("precision", "recall", "f1"))) for m in figures["measures"]]
    title = f"{figures['articles']} articles, in per cent"
    console.print(make_table(title, (("Measure", None), ("Precision", None), ("Recall", None), ("F1", None)), rows))
    if figures["shares"]:
        rows = [(s["name"], f"{s['percent']:.1f}", f"{s['of']:g}") for s in figures["shares"]]
        console.print(make_table("", (("Share", None), ("Per cent", None), ("Of", None)), rows))
    if figures["misses"]:
        rows = [(str(m["count"]), m["kind"], m["word"], f"{m['article']}: {m['sentence']}") for m in figures["misses"]]
        columns = (("", None), ("Miss", 2), ("Word", 2), ("First example", 6))
        console.print(make_table("Most frequent misses", columns, rows))


def write_scores(figures: Json, out: BinaryIO) -> None:
    """Write the figures as one JSON object."""
    out.write((json.dumps(figures, ensure_ascii=False, indent=2) + "\n").encode())


def write_told(rows: Iterable[Json], out: BinaryIO) -> None:
    """Write what was read, a line an article."""
    for row in rows:
        out.write((json.dumps(row, ensure_ascii=False) + "\n").encode())
