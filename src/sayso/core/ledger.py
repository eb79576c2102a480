"""Sources into the ledger: intake, reading, recording, in batches that are kept whole or not at all."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sayso import intake
from sayso.core.crew import Crew
from sayso.errors import SaysoError
from sayso.intake import Document, Known
from sayso.intake.document import place
from sayso.intake.files import NOTHING
from sayso.types import MadeBy, Reading, Report

if TYPE_CHECKING:
    from sayso.ledger import Entry, Ledger

T = TypeVar("T")

#: Documents that are looked up at a time.
GROUP = 50
#: What was read is recorded after so many seconds at the latest: the most that a kill costs.
PATIENCE_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one document: its name, its state in the ledger, and why where it failed.

    `fresh`: this call made it so; else it was there already.
    """

    name: str
    state: str
    reason: str | None
    fresh: bool


def open_ledger(where: Path | str, *, create: bool = False) -> Ledger:
    """The ledger in this file or PostgreSQL database; close it, or use it in a `with`. Raises LedgerError."""
    from sayso.ledger import Ledger  # imports SQLAlchemy, which reading needs not

    return Ledger.open(where, create=create)


def add(
    ledger: Ledger,
    sources: Sequence[Path | str],
    known: Known = NOTHING,
    *,
    columns: Mapping[str, str] | None = None,
    judge: Path | str | None = None,
    reread: bool = False,
    workers: int = 1,
) -> Iterator[Added]:
    """Read what these sources hold into the ledger, one outcome a document, each recorded before it is told.

    What is there already is not read again, so that a call that was cut short goes on where it stopped; with `reread`
    it is, where version, model or rules are not those of its newest reading, and so is what was set aside. `workers`
    processes read; the ledger is the same whatever their number.
    """
    asked = [[str(source) for source in sources], repr(known), str(judge), reread, *sorted((columns or {}).items())]
    run = ledger.begin_run(json.dumps(asked))
    documents = chain.from_iterable(intake.read_source(source, known, columns) for source in sources)
    made_by = _made_by(judge) if reread else None
    yield from add_documents(ledger, documents, run, judge=judge, made_by=made_by, workers=workers)
    ledger.finish_run(run)


def add_documents(
    ledger: Ledger,
    documents: Iterable[Document],
    run: int,
    *,
    judge: Path | str | None = None,
    made_by: MadeBy | None = None,
    workers: int = 1,
    size: int = GROUP,
) -> Iterator[Added]:
    """Read documents into the ledger, one outcome each, recorded before it is told; `size` are looked up at a time.

    Those that have a reading are not read again, but for those whose newest one is not of `made_by`.
    """
    with Crew(workers, judge) as crew:
        for group in _groups(documents, size):
            for batch in _batches(_read_group(ledger, group, crew, made_by)):
                states = ledger.add(batch, run)
                for entry, (met, fresh) in zip(batch, states, strict=True):
                    yield Added(place(entry.source, entry.locator), met.state, met.reason, fresh)


def reread_all(ledger: Ledger, *, judge: Path | str | None = None, workers: int = 1) -> Iterator[Added]:
    """Read again every report of the ledger whose newest reading another version, other models or rules made."""
    made_by = _made_by(judge)
    with Crew(workers, judge) as crew:
        for ids in _groups(ledger.report_ids()):
            reports = ledger.reports(sorted(ledger.find_unread(ids, made_by)))
            outcomes = crew.read([(report.id, report) for report in reports])
            for batch in _batches(zip([report.id for report in reports], outcomes, strict=True)):
                ledger.add_readings([outcome for _, outcome in batch if isinstance(outcome, Reading)])
                yield from (_told(name, outcome) for name, outcome in batch)


def _told(name: str, outcome: Reading | SaysoError) -> Added:
    failed = isinstance(outcome, SaysoError)
    return Added(name, "failed" if failed else "read", str(outcome) if failed else None, True)


def _read_group(ledger: Ledger, group: Sequence[Document], crew: Crew, made_by: MadeBy | None) -> Iterator[Entry]:
    """The documents of a group as entries, those read that the ledger has no reading of, or none by `made_by`."""
    from sayso.ledger import Entry

    held: dict[str, tuple[str, Report]] = {}
    for document in group:
        if document.report is not None:
            held.setdefault(document.report.id, (document.name, document.report))
    unread = ledger.find_unread(list(held), made_by)
    outcomes = crew.read([held[name] for name in held if name in unread])
    for document in group:
        entry = Entry(source=document.source, locator=document.locator, report=document.report)
        if document.report is None:
            yield replace(entry, failure=str(document.error))
        elif document.report.id not in unread:
            yield entry
        else:
            unread.discard(document.report.id)  # a second copy in the group is not read again
            yield _with_outcome(entry, next(outcomes))


def _with_outcome(entry: Entry, outcome: Reading | SaysoError) -> Entry:
    if isinstance(outcome, SaysoError):
        return replace(entry, failure=str(outcome))
    return replace(entry, reading=outcome)


def _made_by(judge: Path | str | None) -> MadeBy:
    from sayso.pipeline import load  # imports spaCy

    return load(judge).made_by


def _groups(items: Iterable[T], size: int = GROUP) -> Iterator[list[T]]:
    """The items, so many at a time."""
    waiting = iter(items)
    while group := list(islice(waiting, size)):
        yield group


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    """The items as they come, those of about PATIENCE_SECONDS at a time."""
    batch: list[T] = []
    began = time.monotonic()
    for item in items:
        batch.append(item)
        if time.monotonic() - began > PATIENCE_SECONDS:
            yield batch
            batch, began = [], time.monotonic()
    if batch:
        yield batch
