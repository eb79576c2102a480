"""Read many real reports and check what must hold for every one of them.

    python tools/read_corpus.py FILE.jsonl... [--each 125] [--out FOLDER]

FILE.jsonl: one object a line with `id`, `text` and, where known, `published`. Of each file, `--each` reports are read,
spread evenly over it. Checked: no exception, every span verifies, every id resolves, the reading fits the JSON Schema.
With `--out`, each reading is kept there as a file, to be looked at. Exits 1 where anything failed.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

import sayso
from sayso.rules import DATA


def main() -> None:
    """Read, check, print what was found and what failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--each", type=int, default=125)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    schema = Draft202012Validator(json.loads((DATA / "schema" / "reading.schema.json").read_text(encoding="utf-8")))
    reader, found, failed = sayso.load(), Counter[str](), []
    began = time.perf_counter()
    for name, row in rows(options.files, options.each):
        try:
            made = sayso.make_report(row["text"], published=row.get("published"))
            reading = reader.read(made).to_dict()
        except Exception as error:  # the point is to hear of any
            failed.append(f"{name}: {type(error).__name__}: {error}")
            continue
        failed += [f"{name}: {fault}" for fault in faults(reading, schema)]
        found.update({layer: len(rows) for layer, rows in reading.items() if isinstance(rows, list)})
        found["reports"] += 1
        if options.out:
            options.out.mkdir(parents=True, exist_ok=True)
            kept = json.dumps(reading, ensure_ascii=False, indent=1)
            (options.out / f"{name}.json").write_text(kept, encoding="utf-8")
    print(json.dumps({**found, "seconds": round(time.perf_counter() - began, 1), "failed": len(failed)}))
    if failed:
        sys.exit("\n".join(failed[:20]))


def rows(files: list[Path], each: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """This many reports of every file, spread evenly, with a name that can be a file's."""
    for file in files:
        lines = file.read_text(encoding="utf-8").splitlines()
        for n in range(0, len(lines), max(1, len(lines) // each))[:each]:
            yield f"{file.parent.name}-{n}", json.loads(lines[n])


def faults(reading: dict[str, Any], schema: Draft202012Validator) -> Iterator[str]:
    """What is wrong with a reading: its shape, a span that does not say what stands there, an id that leads nowhere."""
    yield from (f"{error.json_path}: {error.message[:120]}" for error in schema.iter_errors(reading))
    text = reading["report"]["text"]
    ids = {row["id"] for rows in reading.values() if isinstance(rows, list) for row in rows if "id" in row}
    for value in walk(reading):
        if {"start", "end", "quote"} <= value.keys() and text[value["start"] : value["end"]] != value["quote"]:
            yield f"span {value} is not in the text"
        for key in ("said_by", "actors", "recipients", "places", "parties", "mediators", "figures"):
            yield from (f"{key} names {i}" for i in value.get(key, ()) if isinstance(i, str) and i not in ids)


def walk(value: object) -> Iterator[dict[str, Any]]:
    """Every object in a tree of plain data."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(inner)


if __name__ == "__main__":
    main()
