"""What a statement answers: the event or statement on which a stance is taken, by content, reference or nearness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Span, Token

from sayso.extract.draft import ActorDraft, EventDraft, StatementDraft
from sayso.extract.positions.lexicon import words
from sayso.extract.positions.scene import Item, Scene

#: How many sentences back an answer reaches: with a word that refers ("that version"), and with none.
REFERRING, PLAIN = 4, 5
PRONOUNS = frozenset({"it", "this", "that", "them", "these", "those", "so"})
#: Acts to which a silence or a welcome answers as a statement; to the others, as to what they say has happened.
ASKING = frozenset({"demand", "ask", "promise", "threaten"})
SILENT = frozenset({"decline", "deny"})


def denied(scene: Scene, statement: StatementDraft) -> list[Item]:
    """What a denial answers: a claim quoted in it, an event in it, or one told before that its words name."""
    quoted = [s for s in scene.inner(statement) if not scene.same_side(s, statement)]
    if quoted:
        return [_main(scene, quoted[0])]
    head = head_of(statement.content)
    lemma = head.lemma_.lower() if head is not None else ""
    events = [event for event in scene.held(statement) if event.status not in {"planned", "conditional"}]
    if events:
        return [events[0]]
    if head is None or lemma in PRONOUNS or lemma in words("denies", "claims"):
        return referred(scene, statement, lemma)
    named = resolve_named(scene, statement)
    if named is None and lemma in words("denies", "share"):
        named = _last_harm(scene, statement)
    return [named] if named is not None else []


def refused(scene: Scene, statement: StatementDraft) -> list[Item]:
    """What a refusal answers: the offer, ruling or text that its words name."""
    quoted = [s for s in scene.inner(statement) if not scene.same_side(s, statement)]
    if quoted:
        return [quoted[0]]
    text = _text_of(scene, statement)
    if text is not None:
        return [text]
    head = head_of(statement.content)
    if head is not None and head.lemma_.lower() not in PRONOUNS and (events := scene.held(statement)):
        return [events[0]]
    found = next(scene.before(statement, REFERRING), None)
    return [found] if found is not None else []


def referred(scene: Scene, statement: StatementDraft, lemma: str) -> list[Item]:
    """The claim that "it", "that version" or "the accusation" means: the nearest before it by another side."""
    accusing = lemma in words("denies", "accusations")
    others = [s for s in scene.before(statement, REFERRING) if s.act not in SILENT]
    fitting = [s for s in others if s.act == "accuse"] if accusing else []
    found = next(iter(fitting or others), None)
    return [_main(scene, found)] if found is not None else []


def answered(scene: Scene, statement: StatementDraft, side: ActorDraft) -> list[Item]:
    """What a side is silent about: the claims by others just told that concern it, else the last claim of harm.

    Nothing where the side has not been named before: it was asked for its view, not to answer.
    """
    others = [s for s in scene.before(statement, PLAIN) if s.act not in SILENT]
    found: list[Item] = []
    for other in others:
        named = id(side) in scene.sides_named(other.content)
        if other.act in ASKING:
            if named and not found:
                return [other]
            continue
        about = [e for e in scene.claimed(other) if any(actor.side() is side for actor in e.actors)]
        if about:
            found += [event for event in about[:1] if event not in found]
        elif not found and (named or other.act == "accuse"):
            return [_main(scene, other)]
    if found or scene.first_named(side) >= statement.cue.sent.start:
        return found
    harm = next((e for s in others for e in scene.claimed(s) if e.type == "ASSAULT"), None)
    return [harm] if harm is not None else []


def topical(scene: Scene, statement: StatementDraft) -> list[Item]:
    """What a silence with a topic is about; nothing where the topic is an open question."""
    head = head_of(statement.content)
    first = statement.content[0][0].lower_
    if head is None or first in words("silence", "open_questions"):
        return []
    lemma = head.lemma_.lower()
    if lemma in PRONOUNS or lemma in words("denies", "claims"):
        found = _claim_of(scene, statement)
        return [found] if found is not None else []
    if (events := scene.held(statement)) or (named := resolve_named(scene, statement)) is not None:
        return [events[0]] if events else [named] if named is not None else []
    near = next((s for s in scene.before(statement, 1) if s.act not in SILENT), None)
    return [near] if near is not None else []


def _claim_of(scene: Scene, statement: StatementDraft) -> StatementDraft | None:
    """The claim that "the UN count" or "that account" means: one by the side it names, else the nearest by another."""
    names = scene.sides_named(statement.content)
    others = [s for s in scene.before(statement, len(scene.doc)) if s.act not in SILENT]
    theirs = [s for s in others if s.speaker is not None and id(s.speaker.side()) in names]
    return next(iter(theirs or others), None)


def welcomed(scene: Scene, statement: StatementDraft) -> list[Item]:
    """What is welcomed: an event in the words, a text or offer by its name, or the last friendly act told."""
    if events := scene.held(statement):
        return [events[0]]
    found = _text_of(scene, statement) or resolve_named(scene, statement)
    if found is not None:
        return [found]
    friendly = [e for e in _events_before(scene, statement, 2) if e.type in words("welcomes", "types")]
    near = next(scene.before(statement, 1), None)
    return [friendly[-1]] if friendly else [near] if near is not None else []


def resolve_named(scene: Scene, statement: StatementDraft) -> EventDraft | None:
    """The event whose word stands in the content, too ("the hospital attack", "any strikes"); one told before first."""
    lemmas = {lemma for span in statement.content for lemma in _telling(span)}
    fitting = [e for e in scene.draft.events if not lemmas.isdisjoint(_lemmas(e))]
    before = [e for e in fitting if e.anchor.start < statement.cue.start]
    return before[-1] if before else fitting[0] if fitting else None


def head_of(content: Iterable[Span]) -> Token | None:
    """The head of what is answered, where it is a noun phrase or a pronoun; None where it is a clause or nothing."""
    first = next(iter(content), None)
    root = first.root if first is not None else None
    return root if root is not None and root.pos_ in {"NOUN", "PROPN", "PRON", "DET"} else None


def _main(scene: Scene, statement: StatementDraft) -> Item:
    """The event that a statement puts forward, or the statement itself where it puts none."""
    if statement.act in ASKING:
        return statement
    events = [e for e in scene.claimed(statement) if e.status in {"claimed", "denied", "alleged", "reported"}]
    return events[0] if events else statement


def _text_of(scene: Scene, statement: StatementDraft) -> StatementDraft | None:
    """The last statement made by the text that the content names: "rejected the communique", "welcomed the letter"."""
    head = head_of(statement.content)
    if head is None:
        return None
    lemma = head.lemma_.lower()
    for other in scene.before(statement, len(scene.statements)):
        in_medium = other.medium is not None and lemma in other.medium.lower().split()
        if in_medium or (other.source is not None and other.source.root.lemma_.lower() == lemma):
            return other
    return None


def _last_harm(scene: Scene, statement: StatementDraft) -> EventDraft | None:
    harms = [e for e in _events_before(scene, statement, PLAIN) if e.type == "ASSAULT"]
    return harms[-1] if harms else None


def _events_before(scene: Scene, statement: StatementDraft, sentences: int) -> list[EventDraft]:
    here = scene.sentence[statement.cue.start]
    near = [e for e in scene.draft.events if e.anchor.start < statement.cue.start]
    return [e for e in near if here - scene.sentence[e.anchor.start] <= sentences]


def _lemmas(event: EventDraft) -> set[str]:
    """The words of an event as they may come back, verb or noun."""
    return {lemma for span in (event.anchor, *event.also) for lemma in _telling(span)}


def _telling(span: Span) -> Iterator[str]:
    """The lemmas of the nouns and verbs of a phrase that mean something by themselves."""
    lemmas = (token.lemma_.lower() for token in span if token.pos_ in {"NOUN", "VERB", "PROPN"})
    return (lemma for lemma in lemmas if lemma not in words("denies", "light"))
