"""One place in the text that tells an event, with all that is learned about it on the way."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from sayso.extract.draft import ActorDraft, Draft, PlaceDraft, StatementDraft, TimeDraft
from sayso.extract.events.lexicon import Kind


def is_nominal(token: Token) -> bool:
    """Whether a gerund is used as a noun: "the storming of", "wounded in shelling by"."""
    if token.tag_ != "VBG" or token.dep_ not in {"pobj", "pcomp", "nsubj", "nsubjpass", "dobj"}:
        return False
    own = {child.dep_ for child in token.children}
    behind = {child.lower_ for child in token.children if child.dep_ in {"prep", "agent"}}
    return "det" in own or (not own & {"dobj", "aux", "auxpass", "nsubj"} and bool(behind & {"by", "of"}))


@dataclass(slots=True, eq=False)
class Mention:
    """An event word where it stands."""

    token: Token
    span: Span
    kind: Kind
    #: Other words of the frame, by index: they are no mentions of their own.
    parts: frozenset[int] = frozenset()
    mode: str = ""
    #: The mention whose frame holds this one: "curfew" in "imposed a curfew".
    within: Mention | None = None
    #: Words of its frame that would be events by themselves.
    absorbed: list[Span] = field(default_factory=list)
    #: fact | future | conditional | condition | unreal | negated
    reality: str = "fact"
    hedged: bool = False
    #: The content word that a denial denies (what it presupposes is only claimed).
    denied: bool = False
    actors: list[ActorDraft] = field(default_factory=list)
    recipients: list[ActorDraft] = field(default_factory=list)
    places: list[PlaceDraft] = field(default_factory=list)
    time: TimeDraft | None = None
    #: Every statement whose content holds it, the outermost first.
    said_by: list[StatementDraft] = field(default_factory=list)
    #: People counted by it: (kind, the number's words), where the sentence gives a number.
    numbers: list[tuple[str, str]] = field(default_factory=list)

    #: The event before or after which this one is told to be.
    near: Mention | None = None
    #: The one place named so far that belongs to no event.
    backdrop: PlaceDraft | None = None
    #: The last time before it that dates no event but what happens around it: "they arrived on Sunday".
    around: TimeDraft | None = None
    #: The place with which a sentence of its paragraph has opened, and where.
    scene: tuple[int, PlaceDraft] | None = None
    #: How many days after that one, where the text says so.
    apart: int | None = None
    #: The actors are those whom the sides of the report must be, not named here.
    inferred: bool = False
    #: Where a value comes from that is not in its own clause.
    notes: list[str] = field(default_factory=list)

    @property
    def type(self) -> str:
        """The PLOVER type."""
        return self.kind.type

    @property
    def is_noun(self) -> bool:
        """Whether a noun tells the event."""
        return self.token.pos_ in {"NOUN", "PROPN"} or is_nominal(self.token)

    @property
    def only_counts(self) -> bool:
        """Whether a noun or adjective speaks of dead or hurt in passing, without a number: "relatives of the dead"."""
        return self.kind.counts == "casualty" and not self.numbers and self.token.pos_ != "VERB"

    @property
    def is_definite(self) -> bool:
        """Whether it takes up something known: the attack, this strike, its raid, Monday's blast."""
        first = {
            child.lower_ for child in self.token.children if child.dep_ in {"det", "poss"} and child.i < self.token.i
        }
        known = {"the", "this", "that", "these", "those", "its", "their", "his", "her", "such"}
        return self.is_noun and (bool(first & known) or any(child.dep_ == "poss" for child in self.token.children))


class Voices:
    """Which statements put a token forward, looked up once for the whole Doc."""

    def __init__(self, draft: Draft) -> None:
        self._at: dict[int, list[StatementDraft]] = {}
        width = {id(s): sum(len(span) for span in s.content) for s in draft.statements}
        for statement in sorted(draft.statements, key=lambda s: -width[id(s)]):
            for index in {token.i for span in statement.content for token in span}:
                self._at.setdefault(index, []).append(statement)

    def of(self, token: Token) -> list[StatementDraft]:
        """Every statement whose content holds the token, the outermost first."""
        return self._at.get(token.i, [])
