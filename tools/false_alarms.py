"""How often a sentence that tells no news gives an event with the standing of news, and how much real news is found.

    python tools/false_alarms.py [--half dev|held|all] [--show]

The sentences lie in `tests/standing` (see its README). One sentence is one report. An event has the standing of news
where its status is reported, claimed or alleged and it is not dated before the year that ended before the report.
`--show` prints the sentences of the dev half that went wrong; the held half is for totals only.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sayso
from sayso.pipeline import Reader

SENTENCES = Path(__file__).parent.parent / "tests/standing"
NEWS = frozenset({"reported", "claimed", "alleged"})
#: The day on which every sentence is read, and the first day of what counts as new.
PUBLISHED, SINCE = "2025-06-10", "2024-01-01"


@dataclass(slots=True)
class Outcome:
    """Sentences by kind, and those of them that went wrong, with what was read."""

    told: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[dict[str, Any], list[str]]] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Per cent that went wrong."""
        return 100 * len(self.wrong) / max(1, self.told.total())


def measure(reader: Reader, name: str, half: str = "all") -> Outcome:
    """Read the sentences of a half of one file; wrong are news where there is none, or none where there is news."""
    found = Outcome()
    for line in (SENTENCES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if half not in {"all", row["half"]}:
            continue
        found.told[row["kind"]] += 1
        news = news_of(reader, row["text"])
        if "tells" in row:
            wrong = not set(row["tells"]) & {kind for kind, _ in news}
        else:
            wrong = any(kind not in row.get("may_tell", ()) for kind, _ in news)
        if wrong:
            found.wrong.append((row, [f"{kind} “{words}”" for kind, words in news]))
    return found


def news_of(reader: Reader, sentence: str) -> list[tuple[str, str]]:
    """Type and words of the events with the standing of news in a sentence."""
    reading = reader.read(sayso.make_report(f"A report\n\n{sentence}", published=PUBLISHED))
    new = [e for e in reading.events if e.status in NEWS and (e.end is None or e.end >= SINCE)]
    return [(event.type, event.anchor.quote) for event in new]


def main() -> None:
    """Print both figures and, where asked for, what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--half", choices=("dev", "held", "all"), default="all")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    reader = sayso.load()
    for name, says in (("false_alarms", "no news, read as news"), ("real_news", "news, not found")):
        outcome = measure(reader, name, options.half)
        print(f"{says}: {len(outcome.wrong)} of {outcome.told.total()} ({outcome.share:.1f} %)")
        for row, news in outcome.wrong if options.show else ():
            if row["half"] == "dev":
                print(f"  {row['kind']} | {row['text']} | {', '.join(news)}")


if __name__ == "__main__":
    main()
