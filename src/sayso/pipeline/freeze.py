"""A finished draft -> a frozen Reading: ids given, references resolved, lists in the order of their first span."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from spacy.tokens import Doc
from spacy.tokens import Span as Words

from sayso.extract import draft as d
from sayso.types import (
    SCHEMA,
    Actor,
    Condition,
    Event,
    Figure,
    MadeBy,
    Measure,
    Note,
    Place,
    PlaceMention,
    Position,
    Reading,
    Report,
    Span,
    Statement,
    Talks,
    Time,
)

T = TypeVar("T", bound=d.Record)
Ids = dict[int, str]
#: The letter with which the ids of each list begin.
PREFIX = {
    "actors": "a",
    "places": "p",
    "times": "t",
    "statements": "s",
    "events": "e",
    "figures": "f",
    "positions": "k",
    "conditions": "c",
    "measures": "m",
    "talks": "n",
}


def freeze(doc: Doc, report: Report, made_by: MadeBy) -> Reading:
    """The reading that a Doc's draft amounts to."""
    draft = d.draft_of(doc)
    draft.actors += _unnamed(draft)
    rows = {name: _in_order(getattr(draft, name)) for name in PREFIX}
    ids: Ids = {id(row): f"{PREFIX[name]}{n}" for name, group in rows.items() for n, row in enumerate(group, 1)}
    figures_of = _figures_of(rows["figures"], ids)
    made: dict[str, Any] = {
        name: tuple(MAKERS[name](row, ids) for row in group) for name, group in rows.items() if name != "events"
    }
    return Reading(
        schema=SCHEMA,
        made_by=made_by,
        report=report,
        events=tuple(_event(row, ids, figures_of.get(id(row), ())) for row in rows["events"]),
        notes=tuple(Note(about=ids[id(row)], note=text) for row, text in draft.notes if id(row) in ids),
        **made,
    )


def _unnamed(draft: d.Draft) -> list[d.ActorDraft]:
    """The actors of events, measures and talks that no words of the text name: the government that a mayor heads."""
    events = (actor for event in draft.events for actor in (*event.actors, *event.recipients))
    measures = (actor for measure in draft.measures for actor in (measure.by, measure.toward) if actor is not None)
    talks = (actor for talks in draft.talks for actor in (*talks.parties, *talks.mediators))
    known = {id(actor) for actor in draft.actors}
    return list({id(a): a for a in (*events, *measures, *talks) if id(a) not in known}.values())


def first_place(row: d.Record) -> tuple[int, int]:
    """Where a record first stands in the text: what its list is ordered by."""
    spans = _spans(row)
    return min(((span.start_char, span.end_char) for span in spans), default=(10**9, 10**9))


def _spans(row: d.Record) -> Sequence[Words]:
    match row:
        case d.ActorDraft() | d.PlaceDraft():
            return row.mentions
        case d.StatementDraft():
            return [row.cue, *row.content, *([row.source] if row.source is not None else [])]
        case d.EventDraft():
            return [row.anchor]
        case d.ConditionDraft():
            return [*row.outcome, *row.depends_on]
        case d.MeasureDraft():
            return [row.what]
        case _:
            return [row.span]


def _in_order(rows: Iterable[T]) -> list[T]:
    return sorted(rows, key=first_place)


def _figures_of(figures: Iterable[d.Record], ids: Ids) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for figure in figures:
        if isinstance(figure, d.FigureDraft) and figure.event is not None:
            found[id(figure.event)] = (*found.get(id(figure.event), ()), ids[id(figure)])
    return found


def words_as_span(words: Words) -> Span:
    """The span of these words in the text of the report."""
    return Span(words.start_char, words.end_char, words.text)


def _spans_of(many: Iterable[Words]) -> tuple[Span, ...]:
    return tuple(words_as_span(words) for words in sorted(many, key=lambda words: words.start))


def _id(row: d.Record | None, ids: Ids) -> str | None:
    return ids.get(id(row)) if row is not None else None


def _ids(rows: Iterable[d.Record], ids: Ids) -> tuple[str, ...]:
    """The ids of these records, each once, in the order given."""
    return tuple(dict.fromkeys(ids[id(row)] for row in rows if id(row) in ids))


def _actor(row: d.ActorDraft, ids: Ids) -> Actor:
    return Actor(
        id=ids[id(row)],
        name=row.name,
        kind=row.kind,
        country=row.country,
        role=row.role,
        of=_id(row.of, ids),
        for_=_id(row.side(), ids),
        mentions=_spans_of(row.mentions),
    )


def _place(row: d.PlaceDraft, ids: Ids) -> Place:
    uses = sorted(zip(row.mentions, row.uses, strict=True), key=lambda pair: pair[0].start)
    return Place(
        id=ids[id(row)],
        name=row.name,
        kind=row.kind,
        country=row.country,
        admin1=row.admin1,
        lat=row.lat,
        lon=row.lon,
        gazetteer=row.gazetteer,
        mentions=tuple(PlaceMention(words.start_char, words.end_char, words.text, use) for words, use in uses),
    )


def _time(row: d.TimeDraft, ids: Ids) -> Time:
    return Time(
        id=ids[id(row)],
        span=words_as_span(row.span),
        type=row.type,
        value=row.value,
        start=row.start,
        end=row.end,
        grain=row.grain,
    )


def _statement(row: d.StatementDraft, ids: Ids) -> Statement:
    return Statement(
        id=ids[id(row)],
        speaker=_id(row.speaker, ids),
        speaker_span=words_as_span(row.source) if row.source is not None else None,
        cue=words_as_span(row.cue),
        content=_spans_of(row.content),
        act=row.act,
        quote=row.quote,
        medium=row.medium,
        said_on=row.said_on,
        addressee=_id(row.addressee, ids),
        via=_id(row.via, ids),
        negated=row.negated,
    )


def _event(row: d.EventDraft, ids: Ids, figures: tuple[str, ...]) -> Event:
    return Event(
        id=ids[id(row)],
        anchor=words_as_span(row.anchor),
        also=_spans_of(row.also),
        type=row.type,
        mode=row.mode,
        actors=_ids(row.actors, ids),
        recipients=_ids(row.recipients, ids),
        places=_ids(row.places, ids),
        start=row.start,
        end=row.end,
        grain=row.grain,
        status=row.status,
        said_by=_ids(row.said_by, ids),
        figures=figures,
    )


def _figure(row: d.FigureDraft, ids: Ids) -> Figure:
    return Figure(
        id=ids[id(row)],
        span=words_as_span(row.span),
        kind=row.kind,
        low=row.low,
        high=row.high,
        qualifier=row.qualifier,
        who=row.who,
        event=_id(row.event, ids),
        said_by=_ids(row.said_by, ids),
    )


def _position(row: d.PositionDraft, ids: Ids) -> Position:
    return Position(
        id=ids[id(row)],
        actor=ids[id(row.actor)],
        on=ids[id(row.on)],
        stance=row.stance,
        blames=_id(row.blames, ids),
        span=words_as_span(row.span),
        said_by=_ids(row.said_by, ids),
    )


def _condition(row: d.ConditionDraft, ids: Ids) -> Condition:
    return Condition(
        id=ids[id(row)],
        outcome=_spans_of(row.outcome),
        depends_on=_spans_of(row.depends_on),
        set_by=_id(row.set_by, ids),
        said_by=_ids(row.said_by, ids),
    )


def _measure(row: d.MeasureDraft, ids: Ids) -> Measure:
    return Measure(
        id=ids[id(row)],
        kind=row.kind,
        by=_id(row.by, ids),
        toward=_id(row.toward, ids),
        what=words_as_span(row.what),
        from_=row.from_,
        to=row.to,
        state=row.state,
        said_by=_ids(row.said_by, ids),
    )


def _talks(row: d.TalksDraft, ids: Ids) -> Talks:
    return Talks(
        id=ids[id(row)],
        parties=_ids(row.parties, ids),
        mediators=_ids(row.mediators, ids),
        round=row.round,
        date=row.date,
        place=_id(row.place, ids),
        state=row.state,
        span=words_as_span(row.span),
        said_by=_ids(row.said_by, ids),
    )


MAKERS: dict[str, Callable[..., Any]] = {
    "actors": _actor,
    "places": _place,
    "times": _time,
    "statements": _statement,
    "figures": _figure,
    "positions": _position,
    "conditions": _condition,
    "measures": _measure,
    "talks": _talks,
}
