"""What the page shows of a reading, in words: a card a finding, and lists of the rest. No markup, no colours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.export.page.segments import Paragraph, find_marks, paragraphs
from sayso.export.words import Names, amount, casualty, day, label, quotes, visible
from sayso.types import Actor, Condition, Event, Figure, Measure, Place, Position, Reading, Statement, Talks

FROM = {"given": "given", "page": "from the page", "text": "from the text", "unknown": "unknown"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a card or list: what it tells, in words, and the ids of the cards that it leads to."""

    term: str
    words: str
    links: tuple[str, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A finding: who or what it is about, a tag that says how it stands, its own words, and further lines.

    `tone` is the class of the tag, which changes colour and border; `piece` the first piece of text that belongs to it.
    """

    id: str
    head: str
    tag: str
    tone: str
    words: str
    rows: list[Row]
    piece: int


@dataclass(frozen=True, slots=True)
class Section:
    """One report on the page; `key` is a prefix for ids, `counts` says in words how much was found."""

    key: str
    title: str
    facts: list[str]
    url: str | None
    text: list[Paragraph]
    groups: list[tuple[str, list[Card]]]
    lists: list[tuple[str, list[Row]]]
    counts: str


def make_section(reading: Reading, number: int) -> Section:
    """What the page shows of a reading, the `number`th on it."""
    report = reading.report
    text = list(paragraphs(report.text, find_marks(reading), report.title))
    groups = _Cards(reading, text).groups()
    carded = {card.id for _, cards in groups for card in cards}
    source = FROM[report.published_from]
    published = f"{report.published} ({source})" if report.published else "day of publication unknown"
    return Section(
        key=f"r{number}",
        title=Names(reading).title(),
        facts=[fact for fact in (visible(report.publisher or ""), published) if fact],
        url=report.url if (report.url or "").startswith(("https://", "http://")) else None,
        text=text,
        groups=groups,
        lists=[(title, rows) for title, rows in _lists(reading, carded) if rows],
        counts=", ".join(_count(title, len(cards)) for title, cards in groups) or "nothing found",
    )


class _Cards:
    """Makes the cards of one reading."""

    def __init__(self, reading: Reading, text: Iterable[Paragraph]) -> None:
        self.reading = reading
        self.names = Names(reading)
        self.first: dict[str, int] = {}
        for piece in (piece for paragraph in text for piece in paragraph.pieces):
            for ref in piece.refs:
                self.first.setdefault(ref, piece.number)
        self.positions: dict[str, list[Position]] = defaultdict(list)
        for position in reading.positions:
            self.positions[position.on].append(position)
        self.notes: dict[str, list[str]] = defaultdict(list)
        for note in reading.notes:
            self.notes[note.about].append(note.note)

    def groups(self) -> list[tuple[str, list[Card]]]:
        """The cards by kind, the empty kinds left out."""
        r = self.reading
        groups = [
            ("Statements", [self.statement(row) for row in r.statements]),
            ("Events", [self.event(row) for row in r.events]),
            ("Figures of no event", [self.figure(row) for row in r.figures if row.event is None]),
            ("Positions", [self.position(row) for row in r.positions]),
            ("Conditions", [self.condition(row) for row in r.conditions]),
            ("Measures", [self.measure(row) for row in r.measures]),
            ("Talks", [self.talks(row) for row in r.talks]),
        ]
        return [(title, cards) for title, cards in groups if cards]

    def _card(self, id: str, head: str, tag: str, tone: str, words: str, rows: Iterable[Row | None]) -> Card:  # noqa: A002
        told = [row for row in rows if row is not None and row.words]
        told += [Row("Note", visible(note)) for note in self.notes[id]]
        return Card(id, head, tag, tone, words, told, self.first.get(id, 0))

    def _said_by(self, said_by: tuple[str, ...]) -> Row | None:
        """Who puts it forward; nothing where the outlet itself does."""
        return Row("Said by", self.names.speakers(said_by), said_by) if said_by else None

    def statement(self, row: Statement) -> Card:
        """Who speaks, with which act, in which words."""
        names = self.names
        source = visible(row.speaker_span.quote) if row.speaker_span else ""
        speaker = names.speaker(row)
        side = names.side(row.speaker)
        rows = [
            Row("Named", source) if _bare(source) != _bare(speaker) else None,
            Row("For", side) if side != speaker else None,
            Row("Cue", f"{visible(row.cue.quote)}, {row.quote}{', negated' if row.negated else ''}"),
            Row("Said on", day(row.said_on)),
            Row("Medium", visible(row.medium or "")),
            Row("To", names.actor(row.addressee)),
            Row("Told by", names.speakers([row.via]), (row.via,)) if row.via else None,
            *self._stances(row.id),
        ]
        return self._card(row.id, speaker, label(row.act), "statement", quotes(row.content), rows)

    def event(self, row: Event) -> Card:
        """What happened, to whom, where, when, how many, and how it stands."""
        names = self.names
        figures = [names.figures[key] for key in row.figures if key in names.figures]
        tag, _, _ = names.standing(row).partition(",")
        rows = [
            Row("Kind", names.kind(row)),
            Row("By", names.all(row.actors)),
            Row("Toward", names.all(row.recipients)),
            Row("Where", names.where(row.places)),
            Row("When", self._when(row)),
            *(Row(label(figure.kind).capitalize(), _number(figure)) for figure in figures),
            self._said_by(row.said_by),
            *self._stances(row.id),
        ]
        words = visible(row.anchor.quote)
        return self._card(row.id, words, tag if not row.said_by else label(row.status), row.status, "", rows)

    def _when(self, row: Event) -> str:
        words = self.names.when(row)
        return f"{words} (part of the day)" if row.grain == "part_of_day" and words else words

    def _stances(self, target: str) -> list[Row]:
        """The positions that sides take on an event or statement."""
        held = self.positions[target]
        return [Row("Position", f"{self.names.actor(row.actor)}: {self._stance(row)}", (row.id,)) for row in held]

    def _stance(self, row: Position) -> str:
        return label(row.stance) + (f" {self.names.actor(row.blames)}" if row.blames else "")

    def figure(self, row: Figure) -> Card:
        """A number that hangs on no event."""
        return self._card(row.id, casualty(row), "figure", "act", "", [self._said_by(row.said_by)])

    def position(self, row: Position) -> Card:
        """Whose stance, on what, in which words."""
        rows = [Row("On", self.names.subject(row.on), (row.on,)), self._said_by(row.said_by)]
        return self._card(
            row.id, self.names.actor(row.actor), self._stance(row), row.stance, visible(row.span.quote), rows
        )

    def condition(self, row: Condition) -> Card:
        """What depends on what."""
        rows = [
            Row("Depends on", quotes(row.depends_on)),
            Row("Set by", self.names.actor(row.set_by)),
            self._said_by(row.said_by),
        ]
        return self._card(row.id, quotes(row.outcome), "condition", "act", "", rows)

    def measure(self, row: Measure) -> Card:
        """What is in force, by whom, toward whom, since when."""
        rows = [
            Row("By", self.names.actor(row.by)),
            Row("Toward", self.names.actor(row.toward)),
            Row("From", day(row.from_)),
            Row("To", day(row.to)),
            self._said_by(row.said_by),
        ]
        words = visible(row.what.quote)
        return self._card(row.id, label(row.kind).capitalize(), label(row.state), row.state, words, rows)

    def talks(self, row: Talks) -> Card:
        """Who talks, in which round, where, when."""
        rows = [
            Row("Round", str(row.round or "")),
            Row("Mediators", self.names.all(row.mediators)),
            Row("Where", self.names.place(row.place)),
            Row("When", day(row.date)),
            self._said_by(row.said_by),
        ]
        parties = " – ".join(map(self.names.actor, row.parties)) or "Parties not named"
        return self._card(row.id, parties, label(row.state), row.state, visible(row.span.quote), rows)


def _bare(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _count(title: str, number: int) -> str:
    """A number of findings, as in "1 statement", "2 events"; talks have no singular."""
    things, *rest = title.lower().split(" ")
    if number == 1 and things != "talks":
        things = things.removesuffix("s")
    return " ".join([str(number), things, *rest])


def _number(figure: Figure) -> str:
    """A figure whose kind is told already."""
    who = "" if figure.who == "people" else f" ({visible(figure.who)})"
    return amount(figure.low, figure.high, figure.qualifier) + who


def _lists(reading: Reading, carded: set[str]) -> Iterator[tuple[str, list[Row]]]:
    """What has no card: actors, places, times, notes on them, and what made the reading."""
    names = Names(reading)
    yield "Actors", [Row(names.actor(a.id), _facts(*_about_actor(a, names)), id=a.id) for a in reading.actors]
    yield "Places", [Row(names.place(p.id), _facts(*_about_place(p)), id=p.id) for p in reading.places]
    yield "Times", [Row(visible(t.span.quote), _facts(t.value, day(t.start, t.end)), id=t.id) for t in reading.times]
    yield "Notes", [Row(note.about, visible(note.note)) for note in reading.notes if note.about not in carded]
    report, made_by = reading.report, reading.made_by
    versions = [f"sayso {made_by.sayso}", made_by.model, f"rules {made_by.rules[7:19]}", made_by.extractor]
    yield "Made by", [Row("Versions", _facts(*versions)), Row("Report", f"{report.id}, sha256 {report.sha256}")]


def _about_actor(actor: Actor, names: Names) -> list[str | None]:
    side = names.side(actor.id)
    belongs = f"of {names.actor(actor.of)}" if actor.of else None
    speaks = f"speaks for {side}" if side != names.actor(actor.id) else None
    return [label(actor.kind), actor.country, actor.role, belongs, speaks]


def _about_place(place: Place) -> list[str | None]:
    point = None if place.lat is None or place.lon is None else f"{place.lat:.3f}, {place.lon:.3f}"
    return [label(place.kind), place.admin1, place.country, point, place.gazetteer]


def _facts(*facts: str | None) -> str:
    return " · ".join(visible(fact) for fact in facts if fact)
