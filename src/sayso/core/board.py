"""Readings to the board of a dispute: the reports until a day, linked, graded and laid out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sayso.core.review import constraints, reviewed_readings
from sayso.errors import OptionError, ReadingError
from sayso.types import Reading, iso_day, to_plain

if TYPE_CHECKING:
    from sayso.board import Board
    from sayso.ledger import Ledger

Json = Mapping[str, Any]
Pairs = Iterable[tuple[str, str]]
PAIRS = "sayso-pairs/1"


def make_board(
    readings: Iterable[Reading | Json],
    parties: Sequence[str],
    as_of: str | None = None,
    linked: Pairs = (),
    split: Pairs = (),
) -> Board:
    """How things stand between parties on a day (the latest of publication, if none is given).

    Only what was published until then counts; `linked` and `split`: pairs of events ("r_x/e1") that a person has found
    to be one occurrence, or not to be one. Raises OptionError for a name that means no party of these reports or
    several, ReadingError where there is no report of a known day.
    """
    from sayso.board import Dispute
    from sayso.board import make_board as lay_out
    from sayso.link import Constraints, link_readings

    if not parties:
        raise OptionError("parties", "at least one is needed")
    plain = _plain(readings)
    dispute = Dispute(plain, _day(plain, as_of), parties)
    kept = dispute.concerned()
    judged = Constraints(frozenset(map(frozenset, linked)), frozenset(map(frozenset, split)))
    incidents = link_readings(kept, judged)["incidents"]
    return lay_out(dispute, incidents, _grading(kept, dispute.names.label))


def find_board(ledger: Ledger, parties: Sequence[str], as_of: str | None = None) -> Board:
    """The board out of a ledger, as persons' decisions leave it; see `make_board`."""
    linked, split = constraints(ledger)
    return make_board(reviewed_readings(ledger, as_of=as_of), parties, as_of, linked, split)


def find_pairs(readings: Iterable[Reading | Json], as_of: str | None = None) -> dict[str, Any]:
    """The pairs of sides that have most between them in these reports, until a day, as plain data."""
    from sayso.board import Dispute
    from sayso.board import find_pairs as find

    plain = _plain(readings)
    day = _day(plain, as_of)
    return {"schema": PAIRS, "as_of": day, "pairs": to_plain(find(Dispute(plain, day, ())))}


def _plain(readings: Iterable[Reading | Json]) -> list[Json]:
    return [reading.to_dict() if isinstance(reading, Reading) else reading for reading in readings]


def _day(readings: Sequence[Json], as_of: str | None) -> str:
    day = iso_day(as_of)
    days = [str(reading["report"]["published"]) for reading in readings if reading["report"].get("published")]
    if not days:
        raise ReadingError("board", "there is no report of a known day of publication")
    return day or max(days)


def _grading(readings: Sequence[Json], label: Callable[[str], str]) -> Callable[[Json], dict[str, Any]]:
    """What grades an incident of these readings, and its figures by kind."""
    from sayso.link.copies import find_sources
    from sayso.link.grading import Grader

    grader = Grader(readings, find_sources(reading["report"] for reading in readings), label)

    def grade(incident: Json) -> dict[str, Any]:
        figures = {figure["kind"]: to_plain(grader.grade_figure(incident, figure)) for figure in incident["figures"]}
        return {"incident": to_plain(grader.grade(incident)), "figures": figures}

    return grade
