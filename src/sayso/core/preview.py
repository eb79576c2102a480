"""What a source holds, before anything is read or written: a wrong column or a wrong folder shows in time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso import intake
from sayso.intake import Known, Tally
from sayso.intake.document import NOTHING
from sayso.types import Report

#: Documents that are shown one by one.
FIRST = 5


@dataclass(slots=True)
class Preview:
    """What was recognised in a source: its formats and columns, how many documents, the first of them, the failures."""

    source: str
    tally: Tally = field(default_factory=Tally)
    documents: int = 0
    reports: int = 0
    #: Reports with no day of publication, against which their weekdays cannot be resolved.
    undated: int = 0
    days: tuple[str, str] | None = None
    publishers: Counter[str] = field(default_factory=Counter)
    #: Day, publisher and title of the first reports.
    first: list[tuple[str | None, str | None, str | None]] = field(default_factory=list)
    #: How often each cause.
    failures: Counter[str] = field(default_factory=Counter)
    #: Of each cause the document that it was first met in; of each kind of note the first.
    examples: dict[str, str] = field(default_factory=dict)
    #: How often each kind of note ("published", "text"), with its first.
    notes: Counter[str] = field(default_factory=Counter)

    def to_dict(self) -> dict[str, Any]:
        """As plain data, for JSON."""
        return {
            "source": self.source,
            "formats": dict(self.tally.formats),
            "columns": {name: dict(found) for name, found in self.tally.columns.items()},
            "documents": self.documents,
            "reports": self.reports,
            "undated": self.undated,
            "days": list(self.days) if self.days else None,
            "publishers": dict(self.publishers.most_common()),
            "first": [dict(zip(("published", "publisher", "title"), row, strict=True)) for row in self.first],
            "failures": [
                {"cause": cause, "documents": number, "first": self.examples[cause]}
                for cause, number in self.failures.most_common()
            ],
            "skipped": dict(self.tally.skipped),
            "notes": [
                {"on": kind, "documents": number, "first": self.examples[f"{kind}:"]}
                for kind, number in self.notes.most_common()
            ],
        }


def preview(
    source: Path | str,
    known: Known = NOTHING,
    columns: Mapping[str, str] | None = None,
    done: Callable[[], None] = lambda: None,
) -> Preview:
    """Go through a source as `add` would, reading and writing nothing; `done` is called after each document."""
    seen = Preview(str(source))
    for document in intake.read_source(source, known, columns, seen.tally):
        seen.documents += 1
        for note in document.notes:
            kind = note.partition(":")[0]
            seen.notes[kind] += 1
            seen.examples.setdefault(f"{kind}:", f"{document.name}: {note}")
        if document.error is not None:
            seen.failures[document.error.cause] += 1
            seen.examples.setdefault(document.error.cause, document.error.subject)
        elif document.report is not None:
            _count(seen, document.report)
        done()
    return seen


def _count(seen: Preview, report: Report) -> None:
    seen.reports += 1
    seen.publishers.update([report.publisher] if report.publisher else [])
    if len(seen.first) < FIRST:
        seen.first.append((report.published, report.publisher, report.title or report.text.strip()[:80]))
    if report.published is None:
        seen.undated += 1
    else:
        first, last = seen.days or (report.published, report.published)
        seen.days = min(first, report.published), max(last, report.published)
