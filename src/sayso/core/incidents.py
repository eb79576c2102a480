"""The ledger's readings to its incidents: only what changed since the last time is linked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sayso.core.review import constraints, judgements_by_text, reviewed_reading
from sayso.types import to_plain

if TYPE_CHECKING:
    from sayso.ledger import Ledger

Incident = dict[str, Any]
#: Entries of the journal that one transaction brings up to date.
PORTION = 500


def link_ledger(ledger: Ledger, done: Callable[[], None] = lambda: None) -> None:
    """Bring the incidents of a ledger in step with its readings and with what persons decided. Raises LedgerError.

    Each portion is one transaction, so that a call that was cut short goes on where it stopped.
    """
    from sayso.core.shelf import LedgerShelf
    from sayso.link import Constraints, update
    from sayso.review import apply_judgements

    must, cannot = constraints(ledger)
    judged = Constraints(frozenset(map(frozenset, must)), frozenset(map(frozenset, cannot)))
    while True:
        with ledger.linking() as linked:
            readings, gone, upto = linked.changed(PORTION)
            is_done = upto == int(linked.value("journal") or 0)
            decided = judgements_by_text(ledger)  # under the lock: none is overlooked
            reviewed = [apply_judgements(row, decided.get(row["report"]["sha256"], ())) for row in readings]
            update(LedgerShelf(linked), reviewed, removed=gone, judged=judged)
            linked.put_value("journal", str(upto))
        for _ in readings:
            done()
        if is_done:
            return


def find_incidents(
    ledger: Ledger, *, since: str | None = None, party: str | None = None, place: str | None = None
) -> Iterator[Incident]:
    """The incidents of a ledger as it was last linked, the latest day first: of this day or later, with a party or a
    place whose name has these words. Beside what the contract has, `accounts` says what each report calls it.
    """
    with ledger.linking(write=False) as linked:
        for incident in linked.incidents(since):
            accounts = linked.accounts(incident["events"])
            if _has(place, (row["name"] for row in incident["places"])) and _has(party, _parties(incident, accounts)):
                yield incident | {"accounts": accounts}


def grade_incidents(ledger: Ledger, found: Iterable[Incident]) -> Iterator[Incident]:
    """The same incidents with the `grade` of each (see `sayso.link.grading`)."""
    from sayso.link.copies import find_sources
    from sayso.link.grading import Grader

    rows = list(found)
    ids = {ref.partition("/")[0] for row in rows for ref in row["events"]}
    readings = [reviewed_reading(ledger, report) for report in sorted(ids)]
    grader = Grader(readings, find_sources(reading["report"] for reading in readings))
    for row in rows:
        yield row | {"grade": to_plain(grader.grade(row))}


def is_shared(incident: Incident) -> bool:
    """Whether several reports tell of it."""
    return len({ref.partition("/")[0] for ref in incident["events"]}) > 1


def _has(words: str | None, names: Iterable[str]) -> bool:
    from sayso.parties import plain

    return words is None or any(f" {plain(words)} " in f" {plain(name)} " for name in names)


def _parties(incident: Incident, accounts: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Those who act, are acted on, or take a position."""
    yield from (position["actor"] for position in incident["positions"])
    for account in accounts:
        yield from (account["actor_names"] or "", account["recipient_names"] or "")
