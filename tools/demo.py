"""Reads the example dossiers, prints what their reports say about the same incidents, and writes pages to look at.

    python tools/demo.py [EXAMPLES] [OUT]

Of each dossier OUT gets `<dossier>.jsonl` (the readings) and `<dossier>.html`. Day, publisher and address of a report
come from the dossier's `meta.json`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from rich.console import Console

import sayso
from sayso.export.incidents import print_incidents
from sayso.export.json import JsonLines
from sayso.export.page import Page

ROOT = Path(__file__).resolve().parent.parent


def main(examples: Path = ROOT / "examples", out: Path = ROOT / "out" / "demo") -> None:
    """Show every dossier in turn."""
    out.mkdir(parents=True, exist_ok=True)
    console = Console(highlight=False, markup=False, emoji=False, width=None if sys.stdout.isatty() else 100)
    for meta in sorted(examples.glob("*/meta.json")):
        readings = read_dossier(meta)
        console.rule(f"{meta.parent.name}: {len(readings)} reports", align="left")
        print_incidents(sayso.link_readings(readings), readings, console)
        write(readings, out / meta.parent.name)
    for page in sorted(out.glob("*.html")):
        console.print(f"Look at {page}", soft_wrap=True)


def read_dossier(meta: Path) -> list[sayso.Reading]:
    """The readings of the reports that a `meta.json` lists."""
    reports = json.loads(meta.read_text(encoding="utf-8"))
    files = {name: next(meta.parent.glob(f"{name}.[th]*")) for name in sorted(reports)}
    return [sayso.read_file(file, **reports[name]) for name, file in files.items()]


def write(readings: list[sayso.Reading], path: Path) -> None:
    """Keep the readings as JSON lines and as a page."""
    with path.with_suffix(".jsonl").open("wb") as lines, path.with_suffix(".html").open("wb") as page:
        for writer in (JsonLines(lines), Page(page)):
            for reading in readings:
                writer.write(reading)
            writer.finish()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
