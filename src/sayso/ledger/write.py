"""What one transaction writes: documents with their reports and readings, and the rows that follow from them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from sayso.errors import LedgerError
from sayso.ledger import derived
from sayso.ledger.decide import Entry, Facts, Met, decide, same_maker
from sayso.ledger.judgements import write_judgement
from sayso.ledger.tables import documents, journal, judgements, readings, reports
from sayso.types import Judgement, MadeBy, Reading, Report, find_spans, make_storable, sha256

MET = ("state", "report", "reason", "attempts", "run")


class Batch:
    """Entries and readings on their way into the ledger, inside a write transaction; `finish` comes last."""

    def __init__(self, connection: Connection, clock: Callable[[], str]) -> None:
        self._connection = connection
        self._clock = clock
        #: Reports whose derived rows are to be made anew.
        self._touched: set[str] = set()

    def add(self, entry: Entry, run: int) -> tuple[Met, bool]:
        """Record a document; its state, and whether that or its reading is new."""
        facts = _facts(self._connection, entry, run)
        decision = decide(entry, facts)
        if decision.add_report and entry.report is not None:
            self._add_report(entry.report, facts.earlier)
        if decision.add_reading and entry.reading is not None:
            self._append_reading(entry.reading)
        if decision.met != facts.met:
            _write_document(self._connection, entry, decision.met)
        return decision.met, decision.met != facts.met or decision.add_reading

    def add_reading(self, found: Reading) -> bool:
        """Record a reading of a report that is there; False where its newest reading was made by the same."""
        if same_maker(found.made_by, find_maker(self._connection, found.report.id)):
            return False
        self._append_reading(found)
        return True

    def add_judgement(self, judgement: Judgement) -> Judgement:
        """Append a person's decision; it comes back with its number and the time. Raises LedgerError."""
        number = next_number(self._connection, judgements.c.number)
        numbered = replace(judgement, number=number, decided_at=self._clock())
        write_judgement(self._connection, numbered)
        about = select(reports.c.id).where(reports.c.sha256 == judgement.report_sha256)
        self._touched.update(self._connection.scalars(about))
        self.note("judgement", str(number))
        return numbered

    def finish(self) -> None:
        """Bring the derived tables in step."""
        derived.refresh(self._connection, self._touched)

    def note(self, what: str, key: str) -> None:
        """Write into the journal that a row came."""
        number = next_number(self._connection, journal.c.number)
        self._connection.execute(insert(journal).values(number=number, at=self._clock(), what=what, key=key))

    def _add_report(self, report: Report, replaces: str | None) -> None:
        row = {name: getattr(report, name) for name in Report.__dataclass_fields__}
        row |= {"url_sha256": sha256(report.url) if report.url else None, "replaces": replaces}
        self._connection.execute(insert(reports).values(row))
        self._touched |= {replaces} if replaces else set()
        self.note("report", report.id)

    def _append_reading(self, found: Reading) -> None:
        made, report, payload = found.made_by, found.report.id, make_payload(found)
        number = next_number(self._connection, readings.c.number, readings.c.report == report)
        row = {"report": report, "number": number, "sayso": made.sayso, "model": made.model, "rules": made.rules}
        self._connection.execute(insert(readings).values(**row, sha256=sha256(payload), payload=payload))
        self._touched.add(report)
        self.note("reading", f"{report}/{number}")


def check_entry(entry: Entry) -> Entry:
    """The entry as it can be stored, its reading one of its report, every span as it says; raises LedgerError."""
    failure = make_storable(entry.failure) if entry.failure is not None else None
    source, locator = make_storable(entry.source), make_storable(entry.locator)
    entry = replace(entry, source=source, locator=locator, failure=failure)
    if entry.reading is None:
        return entry
    if entry.report is None or (entry.report.id, entry.report.text) != (
        entry.reading.report.id,
        entry.reading.report.text,
    ):
        raise LedgerError(entry.source, "the reading is not one of this report")
    check_reading(entry.reading)
    return entry


def check_reading(found: Reading) -> None:
    """Raise LedgerError where the text of a report does not say what a span of its reading says it does."""
    text = found.report.text
    for span in find_spans(found):
        if text[span.start : span.end] != span.quote:
            cause = f"the span {span.start}-{span.end} is not {span.quote!r} in the report's text"
            raise LedgerError(found.report.id, cause)


def next_number(connection: Connection, column: Any, *where: Any) -> int:
    """The next free number; the write lock keeps others from taking it."""
    return int(connection.scalar(select(func.max(column)).where(*where)) or 0) + 1


def find_maker(connection: Connection, report: str) -> MadeBy | None:
    """What made the newest reading of a report; None where there is none."""
    query = select(readings.c.sayso, readings.c.model, readings.c.rules).where(readings.c.report == report)
    row = connection.execute(query.order_by(readings.c.number.desc()).limit(1)).first()
    return None if row is None else MadeBy(**row._mapping)


def make_payload(found: Reading) -> str:
    """A reading as it is stored: the contract's JSON, without the text, which the report has."""
    plain = found.to_dict()
    plain["report"]["text"] = None
    return json.dumps(plain, ensure_ascii=False)


def document_id(entry: Entry) -> str:
    """The key of a document: a hash, since paths and addresses may be longer than what an index can hold."""
    return sha256(f"{entry.source}\0{entry.locator}")[:32]


def _facts(connection: Connection, entry: Entry, run: int) -> Facts:
    row = connection.execute(select(documents).where(documents.c.id == document_id(entry))).first()
    met = Met(**{name: row._mapping[name] for name in MET}) if row is not None else None
    if entry.report is None:
        return Facts(run=run, met=met)
    held = connection.execute(select(reports.c.replaces).where(reports.c.id == entry.report.id)).first()
    earlier = _find_earlier(connection, entry, entry.report) if held is None else held.replaces
    maker = find_maker(connection, entry.report.id)
    return Facts(run=run, met=met, known=held is not None, earlier=earlier, made_by=maker)


def _find_earlier(connection: Connection, entry: Entry, report: Report) -> str | None:
    """The report that this new one replaces: of the same address, or of the same document and text."""
    by_document = (
        select(reports.c.id)
        .join(documents, documents.c.report == reports.c.id)
        .where(documents.c.id == document_id(entry), reports.c.sha256 == report.sha256)
    )
    by_address = select(reports.c.id).where(reports.c.url_sha256 == sha256(report.url or ""))
    for query in (by_address, by_document):
        current = query.where(derived.is_current_report()).order_by(reports.c.id)
        if (found := connection.scalar(current.limit(1))) is not None:
            return str(found)
    return None


def _write_document(connection: Connection, entry: Entry, met: Met) -> None:
    name, state = document_id(entry), {key: getattr(met, key) for key in MET}
    done = connection.execute(update(documents).where(documents.c.id == name).values(**state))
    if done.rowcount == 0:
        row = {"id": name, "source": entry.source, "locator": entry.locator}
        connection.execute(insert(documents).values(**row, **state))
