"""The frozen data types of a board: how a dispute stands on a day, and what proves every line of it.

`docs/board.md` explains them, `data/schema/board.schema.json` checks them. Sides are named as reports name them most.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, cast

from sayso.parties import Party
from sayso.types import Span, to_plain

SCHEMA = "sayso-board/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A person's decision on a finding: accepted or edited, by which judgement and whom.

    `changed`: the machine says something else by now than when the person decided; `lost`: it finds it no more.
    """

    state: str
    judgement: int
    who: str
    at: str
    changed: bool
    lost: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Where something is told: the report, the part of its reading, by whose word, the spans and their sentence.

    `review`: what a person has decided on it; None where nobody has, and then it is the machine's alone.
    """

    report: str
    published: str
    publisher: str | None
    ref: str
    said_by: tuple[str, ...]
    spans: tuple[Span, ...]
    sentence: Span
    review: Review | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine:
    """A measure over time. `state`: in_force, eased, lifted, expired or announced, by the report that tells last.

    `told_otherwise`: a report tells it in force after another told it lifted, and from no later day.
    """

    kind: str
    what: str
    by: str | None
    toward: str | None
    mutual: bool
    state: str
    since: str | None
    until: str | None
    first_reported: str
    last_reported: str
    told_otherwise: bool
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TalksLine:
    """A round of talks. `state` as told last; `is_past`: planned for a day that is over, and nothing told since."""

    parties: tuple[str, ...]
    mediators: tuple[str, ...]
    round: int | None
    date: str | None
    place: str | None
    state: str
    is_past: bool
    first_reported: str
    last_reported: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionLine:
    """What a party makes depend on what. Whether it is fulfilled is not judged."""

    outcome: str
    depends_on: str
    set_by: str
    first_reported: str
    last_reported: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenClaim:
    """A claim against a party without its answer: `answer` is no_response where reports say so, else none_told."""

    what: str
    against: str
    by: tuple[str, ...]
    since: str
    answer: str
    incident: str | None
    told: tuple[Told, ...]
    silence: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """What a party denies or rejects, since when."""

    party: str
    stance: str
    what: str
    since: str
    incident: str | None
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimant:
    """One claimant's numbers of one kind: the range of those that it still holds, and where each is told.

    `name`: who says so, as the reports name it; `side`: for whom; None where an outlet says so in its own voice.
    """

    name: str
    side: str | None
    low: int | None
    high: int | None
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """The numbers of one kind, claimant by claimant: never a mean. `low` and `high` span all claims that stand."""

    kind: str
    low: int | None
    high: int | None
    claimants: tuple[Claimant, ...]
    grade: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentLine:
    """An incident between the parties: who it is told to be done by and to, its tolls and its grade."""

    id: str
    events: tuple[str, ...]
    what: str
    type: str
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    places: tuple[str, ...]
    start: str | None
    end: str | None
    standing: tuple[str, ...]
    tolls: tuple[Toll, ...]
    grade: Any
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A line of the timeline. `track` is happened (when it is told to have happened) or said (when it was said)."""

    day: str | None
    until: str | None
    track: str
    part: str
    what: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A report that a board rests on."""

    id: str
    publisher: str | None
    published: str
    title: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many reports count, how many do not (of a later or of no known day), and those that are cited."""

    counted: int
    later: int
    undated: int
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """How a dispute stands on a day, by the reports published until then."""

    schema: str
    as_of: str
    made_by: str
    parties: tuple[Party, ...]
    reports: Counted
    measures: tuple[MeasureLine, ...]
    talks: tuple[TalksLine, ...]
    conditions: tuple[ConditionLine, ...]
    unanswered: tuple[OpenClaim, ...]
    denials: tuple[Denial, ...]
    incidents: tuple[IncidentLine, ...]
    timeline: tuple[Moment, ...]

    def to_dict(self) -> dict[str, Any]:
        """The board as plain data, with the keys of the schema in its order."""
        return cast("dict[str, Any]", to_plain(self))


def find_told(value: Any) -> Iterator[Told]:
    """Every piece of evidence inside a board or a part of one."""
    if isinstance(value, Told):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from find_told(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from find_told(getattr(value, field.name))
