"""Measures how well the time expressions of annotated reports are found and resolved.

    python tools/evaluate_times.py FILE.jsonl [--show misses|extras|spans|values] [--limit N]

FILE has a JSON object a line: {"text", "published", "annotations": [...]}, with annotations of type "timex3" (a TIMEX3
`value`) or "date" (`when`, or `from` and `to`, or other bounds that are not compared). The measures are those of
TempEval-3 (UzZaman et al. 2013): `relaxed` counts expressions that overlap, one to one; `strict` those with the same
span; `value` the relaxed matches that have the same value, too. Where `meta.exhaustive_to` says that a report is
annotated no further, nothing after it is counted; where dates alone are annotated, durations and sets are not counted.
Precision, recall and F1 in per cent.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc

from sayso.extract.draft import TimeDraft, draft_of
from sayso.pipeline.reader import model_name

Row = dict[str, Any]


@dataclass
class Tally:
    """Counts over all reports."""

    gold: int = 0
    told: int = 0
    relaxed: int = 0
    strict: int = 0
    value: int = 0
    valued: int = 0
    lines: dict[str, list[str]] = field(default_factory=lambda: {"misses": [], "extras": [], "spans": [], "values": []})

    def report(self) -> str:
        """The figures, a measure a line."""
        rows = [("relaxed", self.relaxed), ("strict", self.strict), ("value", self.value)]
        lines = [
            f"{name:8} P {share(hits, self.told):5.1f}  R {share(hits, self.gold):5.1f}  F1 {self.f1(hits):5.1f}"
            for name, hits in rows
        ]
        right = share(self.value, self.valued)
        lines.append(f"value right in {right:.1f} of {self.valued} matches; gold {self.gold}, told {self.told}")
        return "\n".join(lines)

    def f1(self, hits: int) -> float:
        """Harmonic mean of precision and recall."""
        return share(2 * hits, self.told + self.gold)


def share(part: int, whole: int) -> float:
    """Per cent."""
    return 100 * part / whole if whole else 0.0


def parsed(rows: list[Row]) -> Iterator[tuple[Row, Doc]]:
    """Each report with its Doc, made by the stock components and ours up to the times."""
    nlp = spacy.load(model_name().split()[0])
    nlp.add_pipe("sayso_page", first=True)
    nlp.add_pipe("sayso_times")
    for row in rows:
        doc = nlp.make_doc(row["text"])
        draft_of(doc).published = date.fromisoformat(row["published"][:10]) if row["published"] else None
        yield row, nlp(doc)


def count(tally: Tally, row: Row, doc: Doc) -> None:
    """Add one report's times."""
    limit = row["meta"].get("exhaustive_to") or len(row["text"])
    gold = [a for a in row["annotations"] if a["type"] in {"timex3", "date"} and "start" in a and a["end"] <= limit]
    is_dates = any(annotation["type"] == "date" for annotation in gold)
    told = [time for time in draft_of(doc).times if time.span.end_char <= limit]
    told = [time for time in told if time.type in {"DATE", "TIME"}] if is_dates else told
    tally.gold += len(gold)
    tally.told += len(told)
    overlaps = [(overlap(g, t), -i, -j) for i, g in enumerate(gold) for j, t in enumerate(told)]
    left_gold, left_told = dict(enumerate(gold)), dict(enumerate(told))
    for size, i, j in sorted(overlaps, reverse=True):
        if size and -i in left_gold and -j in left_told:
            match(tally, row, left_gold.pop(-i), left_told.pop(-j))
    for g in left_gold.values():
        tally.lines["misses"].append(f"{row['id']} {g['text']!r} {g.get('value')} {around(row, g)}")
    for t in left_told.values():
        tally.lines["extras"].append(f"{row['id']} {t.span.text!r} {t.value} in {t.span.sent.text!r}")


def match(tally: Tally, row: Row, gold: Row, told: TimeDraft) -> None:
    """Count a pair that overlaps."""
    same = (gold["start"], gold["end"]) == (told.span.start_char, told.span.end_char)
    tally.relaxed += 1
    tally.strict += same
    if not same:
        tally.lines["spans"].append(f"{row['id']} gold {gold['text']!r} told {told.span.text!r} {around(row, gold)}")
    right = is_right(gold, told)
    if right is not None:
        tally.valued += 1
        tally.value += right
    if right is False:
        wanted = gold.get("value") or {k: v for k, v in gold.items() if k not in {"type", "start", "end", "text"}}
        where = f"({row['published']}) {around(row, gold)}"
        tally.lines["values"].append(f"{row['id']} {gold['text']!r} gold {wanted} told {told.value} {where}")


def is_right(gold: Row, told: TimeDraft) -> bool | None:
    """Whether the value is right; None where the annotation cannot say."""
    if gold["type"] == "timex3":
        return bool(plain(gold["value"]) == plain(told.value))
    if "when" in gold:
        return bool(plain(gold["when"]) == plain(told.value))
    if "from" in gold and "to" in gold:
        return (gold["from"], gold["to"]) == (told.start, told.end)
    return None


def plain(value: str | None) -> str:
    """A value as it is compared: seconds of nothing and time zones left off."""
    return (value or "").removesuffix("Z").removesuffix(":00")


def overlap(gold: Row, told: TimeDraft) -> int:
    """Characters in common."""
    return max(0, min(gold["end"], told.span.end_char) - max(gold["start"], told.span.start_char))


def around(row: Row, gold: Row) -> str:
    """The words around an annotation."""
    return "..." + " ".join(row["text"][max(0, gold["start"] - 60) : gold["end"] + 40].split()) + "..."


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--show", choices=["misses", "extras", "spans", "values"])
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    with options.file.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][: options.limit]
    tally = Tally()
    for row, doc in parsed(rows):
        count(tally, row, doc)
    for line in tally.lines.get(options.show, []):
        print(line)
    print(tally.report())
    return 0


if __name__ == "__main__":
    sys.exit(main())
