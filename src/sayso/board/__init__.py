"""The board of a dispute: how things stand between some parties on a day, by what was published until then.

Plain data in (readings and the incidents made of them, as the contract has them), a frozen `Board` out, whose every
line carries the report, the spans and the sentence that it rests on. Pure: the same input gives the same board,
whatever the order of the readings, and reports of later days change nothing in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sayso.board.cases import Grading, find_cases
from sayso.board.claims import find_denials, find_open_claims
from sayso.board.conditions import find_conditions
from sayso.board.dispute import Dispute
from sayso.board.measures import find_measures
from sayso.board.pairs import Pair, find_pairs
from sayso.board.talks import find_talks
from sayso.board.timeline import find_moments
from sayso.board.types import SCHEMA, Board, Cited, Counted, find_told
from sayso.rules import load_toml

__all__ = ["Board", "Dispute", "Pair", "find_pairs", "find_told", "make_board"]

Json = Mapping[str, Any]
UNREVIEWED = "machine, unreviewed"


def make_board(dispute: Dispute, incidents: Iterable[Json], grade: Grading) -> Board:
    """The board of a dispute, out of the incidents of its readings (those alone) and what grades one."""
    cases = find_cases(dispute, incidents, grade)
    measures, talks, conditions = find_measures(dispute), find_talks(dispute), find_conditions(dispute)
    unanswered, denials = find_open_claims(dispute, cases), find_denials(dispute, cases)
    acts = [case for case in cases if _is_act(case.incident)]
    board = Board(
        schema=SCHEMA,
        as_of=dispute.day,
        made_by=UNREVIEWED,
        parties=dispute.parties,
        reports=Counted(counted=len(dispute.readings), later=dispute.later, undated=dispute.undated, cited=()),
        measures=measures,
        talks=talks,
        conditions=conditions,
        unanswered=unanswered,
        denials=denials,
        incidents=tuple(case.line() for case in acts),
        timeline=find_moments(dispute, acts, measures, talks, conditions, denials, unanswered),
    )
    reports = replace(board.reports, cited=_cited(dispute, board))
    return replace(board, reports=reports, made_by=_made_by(board))


def _made_by(board: Board) -> str:
    """Whether a person has looked at any of what is shown."""
    found = {told.ref: told.review for told in find_told(board)}
    seen = sum(review is not None for review in found.values())
    return f"machine, {seen} of {len(found)} findings reviewed" if seen else UNREVIEWED


def _is_act(incident: Json) -> bool:
    """Whether an incident is shown as one; talks and measures have parts of their own."""
    rules = load_toml("board.toml")
    return incident["type"] in rules["incidents"] or (
        incident["type"] == "RETREAT" and incident["mode"] in rules["retreats"]
    )


def _cited(dispute: Dispute, board: Board) -> tuple[Cited, ...]:
    """The reports on which some line rests, in order of publication."""
    used = {told.report for told in find_told(board)}
    facts = [reading["report"] for key, reading in dispute.readings.items() if key in used]
    return tuple(Cited(**{name: fact.get(name) for name in Cited.__slots__}) for fact in facts)
