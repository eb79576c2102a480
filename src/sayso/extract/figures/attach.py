"""Which event a figure is of: the one whose words tell of the victims, in the account that gives the number."""

from __future__ import annotations

from spacy.tokens import Span, Token

from sayso.extract.draft import Draft, EventDraft, StatementDraft
from sayso.extract.figures.claims import Claim
from sayso.extract.syntax import clause_verb

#: Types of event that leave victims of each kind (PLOVER), the likeliest first.
TYPES = {
    "killed": ("ASSAULT", "COERCE", "PROTEST"),
    "injured": ("ASSAULT", "PROTEST", "COERCE"),
    "missing": ("ASSAULT", "COERCE"),
    "detained": ("COERCE", "ASSAULT", "PROTEST"),
    "displaced": ("SANCTION", "ASSAULT", "COERCE"),
}
#: No figure is of an event that has not happened.
AHEAD = frozenset({"planned", "conditional"})
#: What speaks for an event, in points; only their order of size is meant.
SAME_WORD, SAME_SENTENCE, SAME_PHRASE, SAME_CLAUSE = 10.0, 4.0, 2.0, 1.0
SAME_STATEMENT, SAME_SIDE, OUTLET, LIKELY_TYPE = 4.0, 2.0, 3.0, 1.0
OTHER_ACCOUNT = -6.0
#: How many sentences back an event may be told, and what each costs.
SENTENCES_BACK, BACK, AHEAD_OF_IT = 6, -1.0, -3.0


def resolve_event(draft: Draft, claim: Claim, said_by: list[StatementDraft]) -> EventDraft | None:
    """The event of the account that gives the figure; None where the report tells of none that fits."""
    best: tuple[float, EventDraft] | None = None
    for event in draft.events:
        if event.type not in TYPES[claim.kind] or event.status in AHEAD:
            continue
        score = _nearness(event, claim)
        if score is None:
            continue
        score += _account(event, said_by) + LIKELY_TYPE * (event.type == TYPES[claim.kind][0])
        if best is None or score > best[0]:
            best = score, event
    return best[1] if best is not None else None


def _nearness(event: EventDraft, claim: Claim) -> float | None:
    """How near the event's words are to the word that tells of the victims; None where too far."""
    near = [score for words in (event.anchor, *event.also) if (score := _distance(words, claim)) is not None]
    return max(near, default=None)


def _distance(words: Span, claim: Claim) -> float | None:
    trigger, core = claim.trigger, claim.count.number.core
    if words.start <= trigger.i < words.end or words.start <= core < words.end:
        return SAME_WORD
    sentence = trigger.sent
    if sentence.start <= words.start < sentence.end:
        joined = SAME_PHRASE * _is_joined(words.root, trigger)
        together = SAME_CLAUSE * (clause_verb(words.root) == clause_verb(trigger))
        return SAME_SENTENCE + joined + together - abs(words.start - trigger.i) / 100
    if words.start >= sentence.end:
        return AHEAD_OF_IT - (words.start - sentence.end) / 20
    back = sum(1 for token in sentence.doc[words.start + 1 : sentence.start + 1] if token.is_sent_start)
    return BACK * back if back <= SENTENCES_BACK else None


def _is_joined(word: Token, trigger: Token) -> bool:
    """Whether one hangs on the other: "bombed ..., killing", "killed in a raid", "the attack that killed"."""
    return trigger in word.ancestors or word in trigger.ancestors


def _account(event: EventDraft, said_by: list[StatementDraft]) -> float:
    """Whether the same voice tells both: an attributed figure belongs on an attributed event."""
    if not said_by:
        return OUTLET if not event.said_by else OTHER_ACCOUNT
    if not event.said_by:
        return OTHER_ACCOUNT
    if any(statement in said_by for statement in event.said_by):
        return SAME_STATEMENT
    return OTHER_ACCOUNT if _sides(said_by).isdisjoint(_sides(event.said_by)) else SAME_SIDE


def _sides(statements: list[StatementDraft]) -> set[int]:
    return {id(statement.speaker.side()) for statement in statements if statement.speaker is not None}
