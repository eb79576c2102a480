"""A reading in words for people: names for ids, numbers and days as one says them, standing; no markup."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from sayso.types import Actor, Event, Figure, Place, Reading, Span, Statement, Talks

#: Said once on every output for people.
CAUTION = "Machine reading, not reviewed."
#: How an event stands in its report: in the outlet's own voice, and by the word of others.
STANDING = {
    "reported": ("reported by the outlet", "reported, as told by {}"),
    "claimed": ("claimed", "claimed by {}"),
    "denied": ("told only in a denial", "told only in a denial, by {}"),
    "alleged": ("alleged", "alleged by {}"),
    "planned": ("planned", "planned, as told by {}"),
    "conditional": ("offered on a condition", "offered on a condition, as told by {}"),
    "ended": ("ended", "ended, as told by {}"),
}
#: Qualifiers that the bounds of a figure already express.
BOUNDS = frozenset({"at least", "more than", "over", "up to", "at most", "between", "fewer than", "less than"})
#: What moves the cursor, changes colours or turns the direction of text, in a terminal or a page.
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
#: Joiners that whole scripts and emoji need, and that do nothing to their neighbours' order.
JOINERS = "\u200c\u200d"


def visible(text: str) -> str:
    """The text as one line that is safe to show: white space as single blanks, no control or direction marks."""
    flat = re.sub(r"\s+", " ", text)
    return "".join(c for c in flat if c in JOINERS or unicodedata.category(c) not in INVISIBLE).strip()


def quotes(spans: Iterable[Span]) -> str:
    """The words of several spans, what lies between them left out."""
    return " … ".join(visible(span.quote) for span in spans)


def label(value: str | None) -> str:
    """A value of the contract as a word: "armed_group" is "armed group", "ASSAULT" is "assault"."""
    return (value or "").replace("_", " ").lower()


def day(start: str | None, end: str | None = None) -> str:
    """A day, or the first and last of several; empty where none is known."""
    ends = f"{start or ''}/{end or ''}".strip("/").split("/")
    return ends[0] if ends[0] == ends[-1] else f"{ends[0]} to {ends[-1]}"


def amount(low: int | None, high: int | None, qualifier: str | None) -> str:
    """A figure as one says it: "10", "8 to 12", "at least 12", "up to 12", "about 12", "dozens (24 or more)"."""
    if low is not None and high is not None:
        bare = f"{low:,}" if low == high else f"{low:,} to {high:,}"
        return f"{qualifier} {bare}" if qualifier and low == high and qualifier not in BOUNDS else bare
    if low is None:
        return "unknown" if high is None else f"up to {high:,}"
    if qualifier and qualifier not in BOUNDS:
        return f"{qualifier} ({low:,} or more)"
    return f"at least {low:,}"


def casualty(figure: Figure) -> str:
    """A figure with its kind and whose number it is: "10 killed", "at least 3 injured (children)"."""
    who = "" if figure.who == "people" else f" ({visible(figure.who)})"
    return f"{amount(figure.low, figure.high, figure.qualifier)} {label(figure.kind)}{who}"


class Names:
    """The names behind the ids of one reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.actors: dict[str, Actor] = {actor.id: actor for actor in reading.actors}
        self.places: dict[str, Place] = {place.id: place for place in reading.places}
        self.statements: dict[str, Statement] = {statement.id: statement for statement in reading.statements}
        self.events: dict[str, Event] = {event.id: event for event in reading.events}
        self.figures: dict[str, Figure] = {figure.id: figure for figure in reading.figures}

    def outlet(self) -> str:
        """Who publishes the report."""
        return visible(self.reading.report.publisher or "") or "the outlet"

    def title(self) -> str:
        """What to call the report."""
        return visible(self.reading.report.title or "") or "Untitled report"

    def actor(self, actor: str | None) -> str:
        """An actor's name, or nothing."""
        return visible(self.actors[actor].name) if actor in self.actors else ""

    def side(self, actor: str | None) -> str:
        """The name of the side that an actor speaks and acts for."""
        known = self.actors.get(actor or "")
        return self.actor(known.for_ or known.id) if known else ""

    def all(self, actors: Iterable[str]) -> str:
        """Several actors' names."""
        return ", ".join(self.actor(actor) for actor in actors)

    def place(self, place: str | None) -> str:
        """A place's name, or nothing."""
        return visible(self.places[place].name) if place in self.places else ""

    def where(self, places: Iterable[str]) -> str:
        """Several places' names."""
        return ", ".join(self.place(place) for place in places)

    def speaker(self, statement: Statement) -> str:
        """Who makes a statement: the name, else the words of the source, else that nobody is named."""
        words = visible(statement.speaker_span.quote) if statement.speaker_span else ""
        return self.actor(statement.speaker) or words or "nobody named"

    def speakers(self, said_by: Sequence[str]) -> str:
        """Who puts something forward, each once, the outlet where nobody else does."""
        named = [self.speaker(self.statements[key]) for key in said_by if key in self.statements]
        return ", ".join(dict.fromkeys(named)) or self.outlet()

    def standing(self, event: Event) -> str:
        """How an event stands, and by whose word."""
        alone, told = STANDING[event.status]
        return told.format(self.speakers(event.said_by)) if event.said_by else alone

    def when(self, event: Event) -> str:
        """The day of an event, as finely as it is known: a month stays a month."""
        precision = {"month": 7, "year": 4}.get(event.grain)
        return day(event.start and event.start[:precision], event.end and event.end[:precision])

    def kind(self, event: Event) -> str:
        """Type and mode of an event."""
        return label(event.type) + (f", {label(event.mode)}" if event.mode else "")

    def subject(self, target: str) -> str:
        """What a position is about, in words: the event's anchor or the statement's content."""
        if target in self.events:
            return visible(self.events[target].anchor.quote)
        if target in self.statements:
            return quotes(self.statements[target].content) or visible(self.statements[target].cue.quote)
        return target

    def round(self, talks: Talks) -> str:
        """The parties of talks, their round, and who mediates."""
        parties = " – ".join(self.actor(party) for party in talks.parties) or "parties not named"
        mediators = f", mediated by {self.all(talks.mediators)}" if talks.mediators else ""
        return f"{parties}{f', round {talks.round}' if talks.round else ''}{mediators}"
