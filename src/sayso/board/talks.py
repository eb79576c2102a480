"""Talks: the rounds between the parties, and the state in which the report that tells last leaves each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.board.dispute import Dispute
from sayso.board.types import TalksLine, Told

#: States in which there is one round at a time, so that one without a day is that one.
CURRENT = frozenset({"planned", "under_way", "stalled"})


@dataclass(frozen=True, slots=True)
class Mention:
    """One report's word on a round of talks; mediators and parties by key."""

    parties: frozenset[str]
    mediators: frozenset[str]
    round: int | None
    date: str | None
    place: str | None
    state: str
    told: Told


def find_talks(dispute: Dispute) -> tuple[TalksLine, ...]:
    """The rounds of talks between the parties, the latest first."""
    rounds: list[list[Mention]] = []
    for mention in _mentions(dispute):
        for known in rounds:
            if _is_same(mention, known):
                known.append(mention)
                break
        else:
            rounds.append([mention])
    lines = [_line(dispute, known) for known in rounds]
    return tuple(sorted(lines, key=lambda line: (line.date or line.last_reported, line.told[0].ref), reverse=True))


def _mentions(dispute: Dispute) -> list[Mention]:
    """Those that tell most come first, so that those that tell less find what they belong to."""
    found = []
    for report, row in dispute.layer("talks"):
        parties = dispute.sides[report].keys(row["parties"])
        if dispute.is_between(parties):
            places = {place["id"]: place["name"] for place in dispute.readings[report].get("places", ())}
            mediators = dispute.sides[report].keys(row["mediators"])
            told = dispute.tell(report, row, [row["span"]])
            found.append(
                Mention(parties, mediators, row["round"], row["date"], places.get(row["place"]), row["state"], told)
            )
    return sorted(found, key=lambda m: (m.round is None, m.date is None, m.told.published, m.told.ref))


def _is_same(mention: Mention, known: Sequence[Mention]) -> bool:
    """The same round, or where none is told the same day; without a day, what is planned, under way or stalled."""
    rounds = {other.round for other in known if other.round is not None}
    if mention.round is not None and rounds:
        return mention.round in rounds
    dates = [other.date for other in known if other.date is not None]
    if mention.date is not None and dates:
        return all(_overlap(mention.date, date) for date in dates)
    if mention.date is None and mention.round is None:
        return mention.state in {other.state for other in known} and (not dates or mention.state in CURRENT)
    return False


def _overlap(one: str, other: str) -> bool:
    """Whether two ISO days, months, years or ranges can be the same; a month fits each of its days."""
    first, second = [(day.split("/")[0], day.split("/")[-1]) for day in (one, other)]
    return _upto(first[0], second[1]) and _upto(second[0], first[1])


def _upto(low: str, high: str) -> bool:
    size = min(len(low), len(high))
    return low[:size] <= high[:size]


def _line(dispute: Dispute, known: Sequence[Mention]) -> TalksLine:
    """What is told last holds; what it does not tell, an earlier report may."""
    ordered = sorted(known, key=lambda mention: (mention.told.published, mention.told.spans[0].start, mention.told.ref))
    last = ordered[-1]
    dates = [mention.date for mention in ordered if mention.date is not None]
    date = max(dates, key=lambda day: (len(day), dates.index(day))) if dates else None
    return TalksLine(
        parties=dispute.labels(frozenset().union(*(mention.parties for mention in ordered))),
        mediators=dispute.labels(frozenset().union(*(mention.mediators for mention in ordered))),
        round=next((mention.round for mention in ordered if mention.round is not None), None),
        date=date,
        place=next((mention.place for mention in reversed(ordered) if mention.place is not None), None),
        state=last.state,
        is_past=last.state == "planned" and date is not None and date.split("/")[-1] < dispute.day[: len(date)],
        first_reported=ordered[0].told.published,
        last_reported=last.told.published,
        told=tuple(mention.told for mention in ordered),
    )
