"""The frozen data types of a reading: what `sayso read` found in one report, and what proves it.

The names and shapes are the public interface (`docs/contract.md`). A trailing underscore keeps a field out of Python's
reserved words and is dropped in JSON (`for_` is "for"). Lists are tuples here, so that a reading can be shared safely.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sayso.errors import OptionError

SCHEMA = "sayso/1"

Id = str


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of `report.text`, half-open, in Unicode code points: `text[start:end] == quote`, always."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A span that names a place; `use` is "literal" (the place itself) or "actor" ("Kabul said": a government)."""

    start: int
    end: int
    quote: str
    use: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why the words at a span were taken for something, or (`kept` false) were not.

    `rule` is the component and its rule ("events.frame"), `means` what that says in words; `value` what it gave,
    `entry` the data file and the entry in it, `words` the other words that it rests on.
    """

    rule: str
    means: str
    at: Span
    value: str
    entry: str
    words: tuple[Span, ...]
    kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBy:
    """What made a reading; the same text, options and `MadeBy` give the same bytes."""

    sayso: str
    model: str
    rules: str
    extractor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One published text. `published_from` says where the day comes from: given, page, text or unknown.

    `encoding` names the encoding that a file was read with where that is not UTF-8 (UTF-16 and Windows-1252 are read,
    too); `extractor` what cut the text out of a page, and moves to `MadeBy` in a reading.
    """

    id: Id
    title: str | None
    publisher: str | None
    url: str | None
    language: str
    published: str | None
    published_from: str
    sha256: str
    text: str
    encoding: str | None = None
    extractor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who speaks, acts or is acted on. `of`: the body a person belongs to; `for_`: the side it speaks for."""

    id: Id
    name: str
    kind: str
    country: str | None
    role: str | None
    of: Id | None
    for_: Id | None
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place, resolved as far as the gazetteer and the text allow; coordinates in decimal degrees (WGS 84)."""

    id: Id
    name: str
    kind: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    gazetteer: str | None
    mentions: tuple[PlaceMention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time expression: TIMEX3 type and value, and the interval that it covers, first and last day included."""

    id: Id
    span: Span
    type: str
    value: str
    start: str | None
    end: str | None
    grain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """An attribution: source (`speaker_span`), cue and content, in the words of the report."""

    id: Id
    speaker: Id | None
    speaker_span: Span | None
    cue: Span
    content: tuple[Span, ...]
    act: str
    quote: str
    medium: str | None
    said_on: str | None
    addressee: Id | None
    via: Id | None
    #: Told as not said or not thought: "did not say that"; nothing in it is put forward.
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One occurrence as one account tells it: PLOVER 2.0 type and mode, and its standing in this report."""

    id: Id
    anchor: Span
    also: tuple[Span, ...]
    type: str
    mode: str | None
    actors: tuple[Id, ...]
    recipients: tuple[Id, ...]
    places: tuple[Id, ...]
    start: str | None
    end: str | None
    grain: str
    status: str
    said_by: tuple[Id, ...]
    figures: tuple[Id, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number as reported: people killed, injured, missing, detained or displaced; a bound not given is None."""

    id: Id
    span: Span
    kind: str
    low: int | None
    high: int | None
    qualifier: str | None
    who: str
    event: Id | None
    said_by: tuple[Id, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """The stance of one side on an event or a statement; `on` is the id of either."""

    id: Id
    actor: Id
    on: Id
    stance: str
    blames: Id | None
    span: Span
    said_by: tuple[Id, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """An outcome that somebody makes depend on something."""

    id: Id
    outcome: tuple[Span, ...]
    depends_on: tuple[Span, ...]
    set_by: Id | None
    said_by: tuple[Id, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Something in force over time: a closed border, a curfew, a ceasefire. `what` is where the report tells it."""

    id: Id
    kind: str
    by: Id | None
    toward: Id | None
    what: Span
    from_: str | None
    to: str | None
    state: str
    said_by: tuple[Id, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Talks:
    """A negotiation, or one round of it."""

    id: Id
    parties: tuple[Id, ...]
    mediators: tuple[Id, ...]
    round: int | None
    date: str | None
    place: Id | None
    state: str
    span: Span
    said_by: tuple[Id, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's decision on a finding, kept for ever; an undo is a judgement of its own (`undoes`).

    `action` is accept, edit, reject, link, split or undo. The finding is known by the hash of its report's text, its
    layer, where it stands (None: nowhere) and the hash of the value that the machine had first given. Of a finding,
    `payload` has `finding` (the value as decided) and `machine` (the machine's, then), both without ids; of link and
    split `pairs` of events. `number` and `decided_at` (ISO time, UTC) are the ledger's to give.
    """

    report_sha256: str
    layer: str
    span_start: int | None
    span_end: int | None
    value_sha256: str
    action: str
    payload: Mapping[str, Any]
    who: str
    why: str | None
    undoes: int | None = None
    number: int = 0
    decided_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Why something could not be resolved, or how it was; `about` is an id of this reading."""

    about: Id
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that one run found in one report; lists are in the order of their first span."""

    schema: str
    made_by: MadeBy
    report: Report
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    times: tuple[Time, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    figures: tuple[Figure, ...]
    positions: tuple[Position, ...]
    conditions: tuple[Condition, ...]
    measures: tuple[Measure, ...]
    talks: tuple[Talks, ...]
    notes: tuple[Note, ...]

    def to_dict(self) -> dict[str, Any]:
        """The reading as plain data, with the keys of the contract in the contract's order."""
        return cast("dict[str, Any]", to_plain(self))

    def to_json(self) -> str:
        """The reading as one line of JSON, without a final line break; the same reading gives the same bytes."""
        return json.dumps(self.to_dict(), ensure_ascii=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One finding of a reading and why it is as it is; `rivals` are what else these words could have been."""

    id: Id
    layer: str
    line: int
    sentence: Span
    finding: Any
    reasons: tuple[Reason, ...]
    rivals: tuple[Reason, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a reading is as it is at a line or a finding: the findings there, and what was looked at and not taken."""

    reading: Reading
    findings: tuple[Explained, ...]
    not_taken: tuple[Reason, ...]

    def to_dict(self) -> dict[str, Any]:
        """The explanation as plain data, without the reading itself."""
        return {
            "schema": "sayso-explanation/1",
            "made_by": to_plain(self.reading.made_by),
            "report": self.reading.report.id,
            "findings": to_plain(self.findings),
            "not_taken": to_plain(self.not_taken),
        }


def to_plain(value: Any) -> Any:
    """Dataclasses to dicts and tuples to lists, all the way down; a trailing underscore of a name is dropped."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {f.name.rstrip("_"): to_plain(getattr(value, f.name)) for f in fields if _is_told(value, f)}
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    return value


def _is_told(value: Any, field: dataclasses.Field[Any]) -> bool:
    """A field with a default is an addition to the contract, and is left out while it holds its default."""
    return field.default is dataclasses.MISSING or getattr(value, field.name) != field.default


def make_report(
    text: str,
    *,
    published: date | str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    title: str | None = None,
    published_from: str = "given",
    encoding: str | None = None,
    extractor: str | None = None,
) -> Report:
    """A report out of a text and what is known about it; the id is a hash of text, day, publisher and address.

    Half a surrogate pair stands for no character and cannot be written as UTF-8, and PostgreSQL keeps no NUL: each
    becomes U+FFFD, one for one, so that offsets stay. The title is the first line where a blank line follows it. Raises
    OptionError for a day that is none.
    """
    known = (make_storable(value or "") for value in (text, publisher, url, title))
    text, publisher, url, title = known
    day = iso_day(published)
    return Report(
        id=report_id(text, day, publisher, url),
        title=title or find_title(text),
        publisher=publisher or None,
        url=url or None,
        language="en",
        published=day,
        published_from=published_from if day else "unknown",
        sha256=sha256(text),
        text=text,
        encoding=encoding,
        extractor=extractor,
    )


#: Half a surrogate pair, and NUL.
UNSTORABLE = re.compile("[\ud800-\udfff\0]")
FIRST_LINE = re.compile(r"\s*([^\r\n]+)")
BLANK_LINE = re.compile(r"(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)")


def report_id(text: str, day: str | None, publisher: str | None, url: str | None) -> Id:
    """The id of a report: a hash of its text and of what was known about it."""
    return f"r_{sha256(chr(0).join([text, day or '', publisher or '', url or '']))[:16]}"


def find_title(text: str) -> str | None:
    """The first line of a text, where a blank line follows it."""
    line = FIRST_LINE.match(text)
    return line[1].strip() if line and BLANK_LINE.match(text, line.end()) else None


def iso_day(value: date | str | None) -> str | None:
    """A day as ISO writes it, out of a date, a time (its day as it stands, whatever the zone) or a string of either."""
    if value is None or value == "":
        return None
    try:
        day = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError as error:
        raise OptionError("published", f"{value!r} is not a day such as 2025-03-31") from error
    return day.date().isoformat() if isinstance(day, datetime) else day.isoformat()


def make_storable(text: str) -> str:
    """The text without half surrogate pairs and NUL, which no database and no UTF-8 takes; as long as before."""
    return UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def sha256(text: str) -> str:
    """The hash of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def find_spans(value: Any) -> Iterator[Span | PlaceMention]:
    """Every span inside a reading or a part of one, in the order of its fields."""
    if isinstance(value, Span | PlaceMention):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from find_spans(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from find_spans(getattr(value, field.name))
