"""Tables for a terminal: what one report says, section by section; sections only where there is something to show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.export.words import CAUTION, Names, casualty, day, label, quotes, visible
from sayso.types import Reading

#: A column: its heading, and its share of the width (None: no wider than its words).
Column = tuple[str, int | None]
Row = Sequence[str]
#: How an event stands, as a colour as well as in words.
COLOURS = {"reported": "green", "claimed": "yellow", "told": "red", "alleged": "magenta", "planned": "blue"}
#: Room for "2025-03-30 to", so that a range takes two lines and a day one.
DAY_WIDTH = 13


class Tables:
    """Prints each reading as soon as it is there."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.written = 0

    def write(self, reading: Reading) -> None:
        """Print one reading."""
        if self.written == 0:
            self.console.print(Text(CAUTION, "italic"), "")
        self.written += 1
        self.console.print(_header(reading))
        found = False
        for title, columns, rows in sections(reading):
            if rows:
                found = True
                self.console.print(make_table(title, columns, rows))
        if not found:
            self.console.print(Padding("Nothing found.", (0, 0, 1, 0)))

    def finish(self) -> None:
        """Nothing is left to be printed."""


def sections(reading: Reading) -> Iterable[tuple[str, Sequence[Column], list[Row]]]:
    """The tables of a reading: title, columns and rows of plain text."""
    names = Names(reading)
    for title, columns, rows in SECTIONS:
        yield title, columns, rows(reading, names)


def _header(reading: Reading) -> Group:
    report, names = reading.report, Names(reading)
    published = f"{report.published} ({report.published_from})" if report.published else "day unknown"
    facts = [visible(report.publisher or ""), published, visible(report.url or ""), report.id]
    return Group(Text(names.title(), "bold"), Text(" · ".join(fact for fact in facts if fact), "dim"), "")


def make_table(title: str, columns: Sequence[Column], rows: Iterable[Row]) -> Padding:
    """A table without lines; each cell of plain text, made safe to show, its line breaks kept."""
    table = Table(title=title or None, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0))
    table.expand = True
    for heading, share in columns:
        width = DAY_WIDTH if heading in {"Day", "Days", "Said on"} else None
        table.add_column(heading, ratio=share, max_width=width, header_style="dim", overflow="fold")
    for row in rows:
        table.add_row(*(_cell(value, columns[number][0]) for number, value in enumerate(row)))
    return Padding(table, (0, 0, 1, 0))


def _cell(value: str, heading: str) -> Text:
    colour = COLOURS.get(value.split(" ")[0], "") if heading == "Standing" else ""
    return Text("\n".join(map(visible, value.split("\n"))), colour)


def _statements(reading: Reading, names: Names) -> list[Row]:
    return [
        (
            statement.id,
            names.speaker(statement),
            f"{visible(statement.cue.quote)} ({label(statement.act)})",
            quotes(statement.content),
            statement.quote,
            day(statement.said_on),
        )
        for statement in reading.statements
    ]


def _events(reading: Reading, names: Names) -> list[Row]:
    rows: list[Row] = []
    for event in reading.events:
        actors, recipients = names.all(event.actors), names.all(event.recipients)
        figures = [casualty(names.figures[key]) for key in event.figures if key in names.figures]
        rows.append(
            (
                event.id,
                f"{visible(event.anchor.quote)} ({names.kind(event)})",
                f"{actors} > {recipients}" if recipients else actors,
                names.where(event.places),
                names.when(event),
                names.standing(event) + (f": {'; '.join(figures)}" if figures else ""),
            )
        )
    return rows


def _figures(reading: Reading, names: Names) -> list[Row]:
    loose = [figure for figure in reading.figures if figure.event is None]
    return [(f.id, casualty(f), visible(f.span.quote), names.speakers(f.said_by)) for f in loose]


def _positions(reading: Reading, names: Names) -> list[Row]:
    return [
        (
            position.id,
            names.actor(position.actor),
            label(position.stance) + (f" {names.actor(position.blames)}" if position.blames else ""),
            f"{position.on}: {names.subject(position.on)}",
            names.speakers(position.said_by),
        )
        for position in reading.positions
    ]


def _conditions(reading: Reading, names: Names) -> list[Row]:
    return [
        (c.id, quotes(c.outcome), quotes(c.depends_on), names.actor(c.set_by), names.speakers(c.said_by))
        for c in reading.conditions
    ]


def _measures(reading: Reading, names: Names) -> list[Row]:
    return [
        (
            m.id,
            f"{label(m.kind)}: {visible(m.what.quote)}",
            names.actor(m.by),
            names.actor(m.toward),
            label(m.state),
            day(m.from_, m.to),
            names.speakers(m.said_by),
        )
        for m in reading.measures
    ]


def _talks(reading: Reading, names: Names) -> list[Row]:
    return [
        (t.id, names.round(t), names.place(t.place), day(t.date), label(t.state), names.speakers(t.said_by))
        for t in reading.talks
    ]


SECTIONS: tuple[tuple[str, Sequence[Column], Callable[[Reading, Names], list[Row]]], ...] = (
    (
        "Statements",
        (("", None), ("Speaker", 4), ("Cue (act)", 3), ("Content", 9), ("Quoted", None), ("Said on", None)),
        _statements,
    ),
    (
        "Events",
        (("", None), ("What", 4), ("Who > whom", 5), ("Where", 4), ("Day", None), ("Standing", 6)),
        _events,
    ),
    ("Figures of no event", (("", None), ("Figure", 3), ("Words", 3), ("Said by", 3)), _figures),
    ("Positions", (("", None), ("Side", 3), ("Stance", 2), ("On", 6), ("Said by", 3)), _positions),
    ("Conditions", (("", None), ("Outcome", 4), ("Depends on", 4), ("Set by", 2), ("Said by", 2)), _conditions),
    (
        "Measures",
        (("", None), ("Measure", 5), ("By", 2), ("Toward", 2), ("State", None), ("Days", None), ("Said by", 3)),
        _measures,
    ),
    ("Talks", (("", None), ("Parties", 5), ("Place", 2), ("Day", None), ("State", None), ("Said by", 3)), _talks),
)
