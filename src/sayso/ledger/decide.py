"""What becomes of one document: facts in, a decision out, no storage.

A report is known by its id (text, day, publisher, address). It is a new version where an earlier report has the same
address and was not replaced yet, or where the same document held the same text with another day, publisher or address.
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.types import MadeBy, Reading, Report

#: A document that failed in so many runs is set aside until it is asked for (`--retry`).
MOST_ATTEMPTS = 3
FAILED, QUARANTINED = "failed", "quarantined"
READ, DUPLICATE, NEW_VERSION = "read", "duplicate", "new_version"
STATES = (READ, DUPLICATE, NEW_VERSION, FAILED, QUARANTINED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A document as it came: where it stands, its report, and its reading or the reason why there is none.

    No reading and no failure: the report was read before (see `Ledger.find_unread`).
    """

    source: str
    locator: str
    report: Report | None = None
    reading: Reading | None = None
    failure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """What the ledger holds of a document already."""

    state: str
    report: str | None
    reason: str | None
    attempts: int
    run: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the ledger holds that a decision needs."""

    run: int
    met: Met | None = None
    #: The report is there already.
    known: bool = False
    #: The report that this one replaces.
    earlier: str | None = None
    #: What made the newest reading of the report.
    made_by: MadeBy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is to be written. `met` is the document's row as it will be."""

    met: Met
    add_report: bool = False
    add_reading: bool = False


def decide(entry: Entry, facts: Facts) -> Decision:
    """The decision on one document; the same document twice in one run, or in two, changes nothing more."""
    if entry.failure is not None or entry.report is None:
        return _decide_failed(entry, facts)
    state, before = _find_state(entry, entry.report, facts), facts.met
    unchanged = before is not None and (before.state, before.report) == (state, entry.report.id)
    row = Met(state=state, report=entry.report.id, reason=None, attempts=0, run=facts.run)
    return Decision(
        met=before if before is not None and unchanged else row,
        add_report=not facts.known,
        add_reading=entry.reading is not None and not same_maker(entry.reading.made_by, facts.made_by),
    )


def same_maker(one: MadeBy, other: MadeBy | None) -> bool:
    """Whether two readings were made by the same version, model and rules."""
    return other is not None and (one.sayso, one.model, one.rules) == (other.sayso, other.model, other.rules)


def _find_state(entry: Entry, report: Report, facts: Facts) -> str:
    if not facts.known:
        return NEW_VERSION if facts.earlier else READ
    met = facts.met
    if met is None or met.report != report.id:
        return DUPLICATE
    if met.state in {FAILED, QUARANTINED}:
        if entry.reading is None and facts.made_by is None:
            return met.state  # it was not tried again
        return NEW_VERSION if facts.earlier else READ
    return met.state


def _decide_failed(entry: Entry, facts: Facts) -> Decision:
    """Failures are counted once a run, so that a run that is cut short and made again counts as one."""
    before = facts.met
    if before is not None and (before.state == QUARANTINED or (before.state == FAILED and before.run == facts.run)):
        return Decision(met=before)
    attempts = (before.attempts if before is not None else 0) + 1
    held = entry.report.id if entry.report is not None else before.report if before is not None else None
    state = QUARANTINED if attempts >= MOST_ATTEMPTS else FAILED
    row = Met(state=state, report=held, reason=entry.failure, attempts=attempts, run=facts.run)
    return Decision(met=row, add_report=entry.report is not None and not facts.known)
