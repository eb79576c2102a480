"""The working records that the components leave in `doc._.sayso` for each other.

They mirror the public types of `sayso.types`, but point at each other directly and at spaCy spans, and may still be
changed by a later component. `sayso.pipeline` turns a finished draft into a frozen `Reading` with ids; nothing outside
`extract` and `pipeline` sees a draft. Every record compares by identity: two mentions of "ten dead" are two figures.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import cast

from spacy.tokens import Doc, Span, Token


@dataclass(slots=True, eq=False)
class ActorDraft:
    """Somebody who speaks, acts or is acted on; see `sayso.types.Actor`."""

    name: str
    kind: str
    country: str | None = None
    role: str | None = None
    of: ActorDraft | None = None
    for_: ActorDraft | None = None
    mentions: list[Span] = field(default_factory=list)

    def side(self) -> ActorDraft:
        """The top of the chain of `for_`: the side on whose behalf this actor speaks and acts (often itself)."""
        seen: list[ActorDraft] = [self]
        while (above := seen[-1].for_) is not None and above not in seen:
            seen.append(above)
        return seen[-1]


@dataclass(slots=True, eq=False)
class PlaceDraft:
    """A place of the report; `uses` runs parallel to `mentions` ("literal" or "actor")."""

    name: str
    kind: str
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    gazetteer: str | None = None
    mentions: list[Span] = field(default_factory=list)
    uses: list[str] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class TimeDraft:
    """A time expression; `start` and `end` are ISO days or None, as in `sayso.types.Time`."""

    span: Span
    type: str
    value: str
    start: str | None = None
    end: str | None = None
    grain: str = "unknown"


@dataclass(slots=True, eq=False)
class StatementDraft:
    """An attribution. `said_on` is an ISO date or range; `medium` the words as they stand."""

    cue: Span
    content: list[Span]
    act: str
    quote: str
    source: Span | None = None
    speaker: ActorDraft | None = None
    medium: str | None = None
    said_on: str | None = None
    addressee: ActorDraft | None = None
    via: StatementDraft | None = None
    #: "Did not say that", "never claimed": nothing in it is put forward.
    negated: bool = False

    def covers(self, token: Token) -> bool:
        """Whether the token lies in the content."""
        return any(span.start <= token.i < span.end for span in self.content)


@dataclass(slots=True, eq=False)
class EventDraft:
    """One occurrence as one account tells it."""

    anchor: Span
    type: str
    mode: str | None = None
    also: list[Span] = field(default_factory=list)
    actors: list[ActorDraft] = field(default_factory=list)
    recipients: list[ActorDraft] = field(default_factory=list)
    places: list[PlaceDraft] = field(default_factory=list)
    start: str | None = None
    end: str | None = None
    grain: str = "unknown"
    status: str = "reported"
    said_by: list[StatementDraft] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class FigureDraft:
    """One number of people as reported."""

    span: Span
    kind: str
    low: int | None
    high: int | None
    qualifier: str | None = None
    who: str = "people"
    event: EventDraft | None = None
    said_by: list[StatementDraft] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class PositionDraft:
    """The stance of one side on an event or a statement."""

    actor: ActorDraft
    on: EventDraft | StatementDraft
    stance: str
    span: Span
    blames: ActorDraft | None = None
    said_by: list[StatementDraft] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class ConditionDraft:
    """An outcome that somebody makes depend on something."""

    outcome: list[Span]
    depends_on: list[Span]
    set_by: ActorDraft | None = None
    said_by: list[StatementDraft] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class MeasureDraft:
    """Something in force over time."""

    kind: str
    what: Span
    by: ActorDraft | None = None
    toward: ActorDraft | None = None
    from_: str | None = None
    to: str | None = None
    state: str = "in_force"
    said_by: list[StatementDraft] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class TalksDraft:
    """A negotiation, or one round of it."""

    span: Span
    parties: list[ActorDraft] = field(default_factory=list)
    mediators: list[ActorDraft] = field(default_factory=list)
    round: int | None = None
    date: str | None = None
    place: PlaceDraft | None = None
    state: str = "planned"
    said_by: list[StatementDraft] = field(default_factory=list)


Record = (
    ActorDraft | PlaceDraft | TimeDraft | StatementDraft | EventDraft | FigureDraft | PositionDraft
    | ConditionDraft | MeasureDraft | TalksDraft
)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why words were taken for something, or were not: what a rule made of them."""

    #: The component and the rule, as `reasons.toml` names them: "events.frame".
    rule: str
    #: The words that it is about.
    at: Span
    #: What the rule gave: a type, a standing, a name.
    value: str = ""
    #: The entry of a data file that spoke.
    entry: str = ""
    #: Other words that it rests on.
    words: tuple[Span, ...] = ()
    #: False: the rule ruled something out.
    kept: bool = True


@dataclass(slots=True, eq=False)
class Draft:
    """What is known of one Doc so far; each component fills the list that bears its name."""

    #: The day against which "on Tuesday" is resolved, and who published; None where nobody knows.
    published: date | None = None
    publisher: str | None = None
    #: Where `published` comes from: "given" or "page" (set by the caller), "text" (found by `sayso_times`), "unknown".
    published_from: str = "unknown"
    #: Per token: True in the article's body, False in the title, in page furniture and in white space.
    body: list[bool] = field(default_factory=list)
    #: Datelines ("KABUL, Nov 25 (Wire) -") and page lines (bylines, time stamps): times and places only.
    lines: list[Span] = field(default_factory=list)
    #: Blocks of text between line breaks, as token spans; a sentence never crosses one.
    paragraphs: list[Span] = field(default_factory=list)
    title: Span | None = None
    times: list[TimeDraft] = field(default_factory=list)
    places: list[PlaceDraft] = field(default_factory=list)
    actors: list[ActorDraft] = field(default_factory=list)
    statements: list[StatementDraft] = field(default_factory=list)
    events: list[EventDraft] = field(default_factory=list)
    figures: list[FigureDraft] = field(default_factory=list)
    positions: list[PositionDraft] = field(default_factory=list)
    conditions: list[ConditionDraft] = field(default_factory=list)
    measures: list[MeasureDraft] = field(default_factory=list)
    talks: list[TalksDraft] = field(default_factory=list)
    notes: list[tuple[Record, str]] = field(default_factory=list)
    #: The actor that a token names, by token index: every token of every mention, the inner mention winning.
    actor_at: dict[int, ActorDraft] = field(default_factory=dict)
    #: The place that a token names, by token index.
    place_at: dict[int, PlaceDraft] = field(default_factory=dict)
    #: The statements that put a token forward, by token index, and how many statements were noted so; see `holding`.
    held_by: dict[int, list[StatementDraft]] = field(default_factory=dict)
    indexed: int = 0
    #: Why everything is as it is, in the order of the work; None where nobody asks.
    reasons: list[Reason] | None = None

    def because(self, rule: str, at: Span | Token, value: str = "", entry: str = "", *words: Span | Token) -> None:
        """Note, if anybody asks, why something was found at these words."""
        if self.reasons is not None:
            self.reasons.append(Reason(rule, _span(at), value, entry, tuple(map(_span, words))))

    def against(self, rule: str, at: Span | Token, value: str = "", entry: str = "", *words: Span | Token) -> None:
        """Note, if anybody asks, why something was not found at these words."""
        if self.reasons is not None:
            self.reasons.append(Reason(rule, _span(at), value, entry, tuple(map(_span, words)), kept=False))

    def read_title(self) -> None:
        """Make the title a paragraph of the body, for texts whose first line is a sentence like the others."""
        if self.title is not None:
            for token in self.title:
                self.body[token.i] = not token.is_space
            self.paragraphs.insert(0, self.title)
            self.title = None

    def add_mention(self, actor: ActorDraft, span: Span) -> None:
        """Record that these words mean this actor (a new actor joins the list)."""
        if actor not in self.actors:
            self.actors.append(actor)
        actor.mentions.append(span)
        for token in span:
            self.actor_at[token.i] = actor

    def actor_of(self, span: Span) -> ActorDraft | None:
        """The actor that a noun phrase means: that of its head, or None."""
        return self.actor_at.get(span.root.i)

    def innermost(self, token: Token) -> StatementDraft | None:
        """The statement that puts this token forward: the innermost of those whose content holds it."""
        holding = self.holding(token)
        return holding[-1] if holding else None

    def holding(self, token: Token) -> list[StatementDraft]:
        """Every statement whose content holds this token, the outermost first."""
        if self.indexed != len(self.statements):
            self._index_statements()
        return list(self.held_by.get(token.i, ()))

    def _index_statements(self) -> None:
        """Note for every token of every content who puts it forward: asked token by token, it has to be quick."""
        self.indexed = len(self.statements)
        self.held_by = {}
        for said in sorted(self.statements, key=lambda s: sum(len(span) for span in s.content), reverse=True):
            for i in {i for span in said.content for i in range(span.start, span.end)}:
                self.held_by.setdefault(i, []).append(said)


def _span(words: Span | Token) -> Span:
    return words if isinstance(words, Span) else words.doc[words.i : words.i + 1]


if not Doc.has_extension("sayso"):
    Doc.set_extension("sayso", default=None)


def draft_of(doc: Doc) -> Draft:
    """The Doc's draft; a new one, all of it body, where no component of ours has run before."""
    if doc._.sayso is None:
        doc._.sayso = Draft(body=[not token.is_space for token in doc])
    return cast("Draft", doc._.sayso)


def mark(doc: Doc, name: str, spans: list[Span]) -> None:
    """Put spans into the Doc's span group `sayso/<name>`, in the order of the text."""
    doc.spans[f"sayso/{name}"] = sorted(spans, key=lambda span: (span.start, span.end))
