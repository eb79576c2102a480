"""The flat records that the link step compares: events, figures and positions, each made from one reading alone.

Every field is text, a number, or a sequence of these, so that the records of many readings can lie in a table, in a
data frame or on a cluster; days are counts (`date.toordinal`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Where:
    """A place: `name` and `region` in their comparable form, the others as the reading has them."""

    name: str
    region: str | None
    told: str
    kind: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    gazetteer: str | None


@dataclass(frozen=True, slots=True)
class Number:
    """A figure of an event. `voice`: who gives it, as far as a later figure of the same voice replaces it; `is_part`:
    a larger number of the same kind is told beside it.
    """

    ref: str
    kind: str
    low: int | None
    high: int | None
    qualifier: str | None
    who: str
    speaker: str | None
    voice: str
    is_part: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """An event of one report.

    `key`: where in the report it stands, which no other finding changes; `powers`: those of its parties that are states
    or armed groups, and so never two names of one victim; `near`: places that its sentence names, where the event has
    none; `is_another`: told as one more ("a second blast"); `toll_of`: the attack told before of which it only gives
    a toll ("the hospital put the dead at nine"); `said_by` and `speakers`: the statements that put it forward, and who
    makes them.
    """

    ref: str
    key: str
    report: str
    number: int
    published: int | None
    publisher: str | None
    type: str
    mode: str | None
    status: str
    anchor: str
    anchor_words: frozenset[str]
    words: frozenset[str]
    actors: frozenset[str]
    recipients: frozenset[str]
    powers: frozenset[str]
    places: tuple[Where, ...]
    near: tuple[Where, ...]
    first: int | None
    last: int | None
    is_another: bool
    toll_of: str | None
    numbers: tuple[Number, ...]
    speakers: frozenset[str]
    said_by: frozenset[str]

    @property
    def order(self) -> tuple[int, str, int]:
        """By day of publication, report, and place in the report: an order that no arrival changes."""
        return (UNKNOWN if self.published is None else self.published, self.report, self.number)

    @property
    def length(self) -> int:
        """How many days it may have taken; 0 where none is told."""
        return 0 if self.first is None or self.last is None else self.last - self.first + 1


#: After every day.
UNKNOWN = 10**7
SETS = frozenset({"anchor_words", "words", "actors", "recipients", "powers", "speakers", "said_by"})
ROWS: dict[str, type[Where] | type[Number]] = {"places": Where, "near": Where, "numbers": Number}


@dataclass(frozen=True, slots=True)
class Stance:
    """A position of one side on an event or a statement, with the event's or statement's reference."""

    ref: str
    actor: str
    side: str
    on: str
    stance: str
    blames: str | None
    report: str
    published: str | None


def to_row(record: Mention | Stance) -> dict[str, Any]:
    """A record as plain data, sets in order."""
    return {name: sorted(value) if name in SETS else value for name, value in asdict(record).items()}


def mention_of(row: Json) -> Mention:
    """The mention that `to_row` made this of."""
    return Mention(**{field.name: _value(field.name, row[field.name]) for field in fields(Mention)})


def _value(name: str, value: Any) -> Any:
    if name in SETS:
        return frozenset(value)
    return tuple(_make(ROWS[name], value)) if name in ROWS else value


def _make(kind: type[Where] | type[Number], rows: Sequence[Json]) -> list[Where | Number]:
    return [kind(**row) for row in rows]
