"""Which event a figure is of: the one whose words tell of the victims, in the account that gives the number."""

from __future__ import annotations

from collections import defaultdict

from spacy.tokens import Span, Token

from sayso.extract.draft import Draft, EventDraft, StatementDraft
from sayso.extract.figures.claims import Claim
from sayso.extract.index import Index
from sayso.extract.syntax import clause_verb

#: Types of event that leave victims of each kind (PLOVER), the likeliest first.
TYPES = {
    "killed": ("ASSAULT", "COERCE", "PROTEST"),
    "injured": ("ASSAULT", "PROTEST", "COERCE"),
    "missing": ("ASSAULT", "COERCE"),
    "detained": ("COERCE", "SANCTION", "ASSAULT", "PROTEST", "RETREAT"),
    "displaced": ("SANCTION", "ASSAULT", "COERCE"),
}
#: No figure is of an event that has not happened.
AHEAD = frozenset({"planned", "conditional"})
#: What speaks for an event, in points; only their order of size is meant.
SAME_WORD, SAME_SENTENCE, SAME_PHRASE, SAME_CLAUSE = 10.0, 4.0, 2.0, 1.0
SAME_STATEMENT, SAME_SIDE, OUTLET, LIKELY_TYPE = 4.0, 2.0, 3.0, 1.0
OTHER_ACCOUNT, DISPUTED = -6.0, -9.0
#: How many sentences away an event may be told, and what that costs.
SENTENCES_BACK, SENTENCES_AHEAD, BACK, AHEAD_OF_IT = 6, 6, -1.0, -2.0


class Events:
    """The events of a report by the sentences in which they are told."""

    def __init__(self, draft: Draft, index: Index) -> None:
        self.sentence = index.sentence
        self._told: dict[int, list[tuple[Span, EventDraft]]] = defaultdict(list)
        #: Per event the ids of its statements and of the sides behind them: an event may be told a thousand times.
        self._voices = {id(event): (set(map(id, event.said_by)), _sides(event.said_by)) for event in draft.events}
        for event in draft.events:
            if event.status not in AHEAD:
                for words in (event.anchor, *event.also):
                    self._told[self.sentence[words.start]].append((words, event))

    def resolve(self, claim: Claim, said_by: list[StatementDraft]) -> EventDraft | None:
        """The event of the account that gives the figure; None where the report tells of none that fits nearby."""
        types = TYPES[claim.kind]
        here = self.sentence[claim.trigger.i]
        best: tuple[float, EventDraft] | None = None
        for n in range(here - SENTENCES_BACK, here + SENTENCES_AHEAD + 1):
            for words, event in self._told.get(n, ()):
                if event.type not in types:
                    continue
                likely = LIKELY_TYPE * (event.type == types[0])
                score = _nearness(words, claim, n - here) + self._account(event, said_by) + likely
                if best is None or score > best[0]:
                    best = score, event
        return best[1] if best is not None else None

    def _account(self, event: EventDraft, said_by: list[StatementDraft]) -> float:
        """Whether the same voice tells both: an attributed figure belongs on an attributed event."""
        if not said_by:
            return OUTLET if not event.said_by else OTHER_ACCOUNT
        if not event.said_by:
            return OTHER_ACCOUNT
        statements, sides = self._voices[id(event)]
        if any(id(statement) in statements for statement in said_by):
            return SAME_STATEMENT
        if not _sides(said_by).isdisjoint(sides):
            return SAME_SIDE
        return DISPUTED if event.status == "denied" else OTHER_ACCOUNT


def _nearness(words: Span, claim: Claim, sentences: int) -> float:
    """How near the event's words are to the word that tells of the victims, so many sentences away."""
    trigger, core = claim.trigger, claim.count.number.core
    if words.start <= trigger.i < words.end or words.start <= core < words.end:
        return SAME_WORD
    if sentences:
        return BACK * -sentences if sentences < 0 else AHEAD_OF_IT - sentences
    joined = SAME_PHRASE * _is_joined(words.root, trigger)
    together = SAME_CLAUSE * (clause_verb(words.root) == clause_verb(trigger))
    return SAME_SENTENCE + joined + together - abs(words.start - trigger.i) / 100


def _is_joined(word: Token, trigger: Token) -> bool:
    """Whether one hangs on the other: "bombed ..., killing", "killed in a raid", "the attack that killed"."""
    return trigger in word.ancestors or word in trigger.ancestors


def _sides(statements: list[StatementDraft]) -> set[int]:
    return {id(statement.speaker.side()) for statement in statements if statement.speaker is not None}
