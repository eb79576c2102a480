"""Judgements as a table: who decided what about which finding, when and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console

from sayso.export.tables import make_table
from sayso.export.words import visible
from sayso.types import Judgement

COLUMNS = (("", None), ("Decision", None), ("Finding", 4), ("Who", 2), ("When", None), ("Why", 4))


def print_judgements(judgements: Iterable[Judgement], console: Console) -> None:
    """Print a line a judgement; those that were taken back say by which."""
    told = list(judgements)
    if not told:
        console.print("Nothing was decided yet.")
        return
    undone: dict[int | None, int] = {
        judgement.undoes: judgement.number for judgement in told if judgement.undoes is not None
    }
    console.print(make_table("", COLUMNS, _rows(told, undone)))


def _rows(told: list[Judgement], undone: dict[int | None, int]) -> Iterator[tuple[str, ...]]:
    for one in told:
        action = f"undo {one.undoes}" if one.undoes is not None else one.action
        action += f" (taken back by {undone[one.number]})" if one.number in undone else ""
        place = f"{one.layer} {one.span_start}-{one.span_end} of {one.report_sha256[:8]}"
        yield str(one.number), action, place, visible(one.who), one.decided_at[:16], visible(one.why or "")
