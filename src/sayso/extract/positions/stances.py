"""The stance that each statement takes, by its act and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Span, Token

from sayso.extract.draft import ActorDraft, EventDraft, PositionDraft, StatementDraft
from sayso.extract.positions.lexicon import stance_nouns, words
from sayso.extract.positions.scene import Item, Scene, tellers
from sayso.extract.positions.targets import (
    answered,
    denied,
    head_of,
    referred,
    refused,
    resolve_named,
    topical,
    welcomed,
)

#: How many words of the content a position's span takes in beside the cue.
SHOWN = 16
#: How many sentences back an event that somebody is blamed for may have been told.
KNOWN_FOR = 8
AHEAD = frozenset({"planned", "conditional"})
#: Acts that put nothing forward of their own.
NOT_ASSERTING = frozenset({"deny", "decline", "believe", "intend"})


def find_stances(scene: Scene) -> Iterator[PositionDraft]:
    """Every stance but `asserts` that the statements and nouns of a report take, in the order of the text."""
    for statement in scene.statements:
        if statement.speaker is None or statement.act in {"believe", "intend"}:
            continue
        yield from _of_statement(scene, statement, statement.speaker.side())
    yield from _of_nouns(scene)


def _of_statement(scene: Scene, statement: StatementDraft, side: ActorDraft) -> Iterator[PositionDraft]:
    match statement.act:
        case "deny":
            stance, targets = _denial(scene, statement)
        case "decline":
            stance, targets = "no_response", _silence(scene, statement, side)
        case "confirm":
            stance, targets = "confirms", _confirmed(scene, statement, side)
        case "welcome":
            stance, targets = "welcomes", _welcome(scene, statement)
        case _:
            stance, targets = _in_other_words(scene, statement)
    for target in targets:
        yield PositionDraft(side, target, stance, _shown(statement), said_by=chain(statement))
    yield from _blame(scene, statement, side)


def _denial(scene: Scene, statement: StatementDraft) -> tuple[str, list[Item]]:
    """Denies a claim, or rejects an offer; to reject a denial is neither."""
    head = head_of(statement.content)
    lemma = head.lemma_.lower() if head is not None else ""
    if lemma in words("denies", "denials"):
        return "denies", []
    cue = statement.cue.root.lemma_.lower()
    if (lemma in words("rejects", "offers") and cue not in words("rejects", "never")) or _is_worthless(statement):
        return "rejects", refused(scene, statement)
    return "denies", denied(scene, statement)


def _is_worthless(statement: StatementDraft) -> bool:
    told = " ".join(span.text.lower() for span in statement.content)
    return any(phrase in told for phrase in words("rejects", "worthless"))


def _silence(scene: Scene, statement: StatementDraft, side: ActorDraft) -> list[Item]:
    if not any(len(span) for span in statement.content):
        return answered(scene, statement, side)
    head = head_of(statement.content)
    if head is not None and head.lemma_.lower() in words("silence", "plain") and not _has_topic(head):
        return answered(scene, statement, side)
    return topical(scene, statement)


def _has_topic(head: Token) -> bool:
    """Whether a plain word has a topic of its own: "a question about the calls"."""
    return any(child.dep_ == "prep" and child.lower_ in {"about", "on", "over", "regarding"} for child in head.children)


def _confirmed(scene: Scene, statement: StatementDraft, side: ActorDraft) -> list[Item]:
    """What others have said and this one confirms; one's own act that nobody has spoken of is only announced."""
    events = scene.held(statement)
    if not events:
        head = head_of(statement.content)
        return referred(scene, statement, head.lemma_.lower()) if head is not None else []
    event = events[0]
    own = any(actor.side() is side for actor in event.actors)
    by_others = any(s.speaker is not None and s.speaker.side() is not side for s in event.said_by)
    admitted = statement.cue.root.lemma_.lower() in words("confirms", "admissions")
    return [event] if not own or by_others or admitted or not event.said_by else []


def _welcome(scene: Scene, statement: StatementDraft) -> list[Item]:
    lemma = statement.cue.root.lemma_.lower()
    return welcomed(scene, statement) if lemma in words("welcomes", "cues") else []


def _in_other_words(scene: Scene, statement: StatementDraft) -> tuple[str, list[Item]]:
    """A denial without a verb of denying: "it knew of no other deaths"."""
    told = " ".join(token.lower_ for span in statement.content for token in span)
    if not any(phrase in told for phrase in words("ignorance", "phrases")):
        return "denies", []
    named = resolve_named(scene, statement)
    return "denies", referred(scene, statement, "") or ([named] if named is not None else [])


def _blame(scene: Scene, statement: StatementDraft, side: ActorDraft) -> Iterator[PositionDraft]:
    """A named party held responsible for an event that is known from elsewhere."""
    party = _blamed(scene, statement, side)
    event = _blamed_for(scene, statement) if party is not None else None
    if party is not None and event is not None:
        yield PositionDraft(side, event, "blames", _shown(statement), blames=party, said_by=chain(statement))


def _blamed(scene: Scene, statement: StatementDraft, side: ActorDraft) -> ActorDraft | None:
    """The party that an accusation names first, or with whom "the responsibility rests"."""
    tokens = [token for span in statement.content for token in span]
    if statement.act != "accuse":
        tokens = [token for token in tokens if _lies_with(token)]
    sides = (scene.draft.actor_at[t.i].side() for t in tokens if t.i in scene.draft.actor_at)
    return next((other for other in sides if other is not side), None)


def _lies_with(token: Token) -> bool:
    """Whether a name stands in "the responsibility rests with X"."""
    for above in token.ancestors:
        if above.lower_ in words("blames", "prepositions"):
            verb = above.head
            subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
            return verb.lemma_.lower() in words("blames", "verbs") and subject is not None and (
                subject.lemma_.lower() in words("blames", "nouns")
            )
    return False


def _blamed_for(scene: Scene, statement: StatementDraft) -> EventDraft | None:
    """The event of a blame: one in its words that others tell of, too, else one told in its sentence or before."""
    inside = scene.held(statement)
    known = [event for event in inside if _is_known(scene, event, statement)]
    if known:
        return known[0]
    if inside:
        like = [e for e in _told_before(scene, statement) if any(e.type == other.type for other in inside)]
        return like[-1] if like and _share_words(scene, like[-1], statement) else None
    bare = statement.cue.root.lemma_.lower() in words("blames", "cues") or any(
        _lies_with(token) for span in statement.content for token in span
    )
    before = [e for e in _told_before(scene, statement) if e.type == "ASSAULT"]
    return before[-1] if bare and before else None


def _is_known(scene: Scene, event: EventDraft, statement: StatementDraft) -> bool:
    return any(other is not statement for other in tellers(scene, event)) or not event.said_by


def _told_before(scene: Scene, statement: StatementDraft) -> list[EventDraft]:
    """Events of the sentence outside the content, and of the sentences before it."""
    here = scene.sentence[statement.cue.start]
    outside = [e for e in scene.draft.events if not statement.covers(e.anchor.root) and e.status not in AHEAD]
    return [e for e in outside if 0 <= here - scene.sentence[e.anchor.start] <= KNOWN_FOR]


def _share_words(scene: Scene, event: EventDraft, statement: StatementDraft) -> bool:
    """Whether the accusation takes up words of the sentence that told the event ("firing the drone")."""
    nouns = {t.lemma_.lower() for span in statement.content for t in span if t.pos_ in {"NOUN", "VERB"}}
    told = {t.lemma_.lower() for t in event.anchor.sent if t.pos_ in {"NOUN", "VERB"}}
    return not nouns.isdisjoint(told)


def _of_nouns(scene: Scene) -> Iterator[PositionDraft]:
    """Stances told by a noun and the one whose it is: "Islamabad's denial", "the denial by the army"."""
    cues = {i for s in scene.statements for i in range(s.cue.start, s.cue.end)}
    for token in scene.doc:
        if token.lemma_ not in stance_nouns() or token.i in cues or not scene.draft.body[token.i]:
            continue
        holder = _holder(scene, token)
        target = _last_claim(scene, token, holder) if holder is not None else None
        if holder is not None and target is not None:
            span = scene.doc[token.left_edge.i : token.i + 1]
            said_by = scene.around(token)
            yield PositionDraft(holder, target, stance_nouns()[token.lemma_], span, said_by=list(said_by))


def _holder(scene: Scene, noun: Token) -> ActorDraft | None:
    """The side whose denial it is."""
    named = [child for child in noun.children if child.dep_ == "poss"]
    named += [c for by in noun.children if by.lower_ in {"by", "from"} for c in by.children if c.dep_ == "pobj"]
    found = next((scene.draft.actor_at[t.i] for t in named if t.i in scene.draft.actor_at), None)
    return found.side() if found is not None else None


def _last_claim(scene: Scene, noun: Token, holder: ActorDraft) -> EventDraft | None:
    """The last event before it that others claim, one of the holder's doing first."""
    told = [e for e in scene.draft.events if e.anchor.start < noun.i and e.said_by and e.status in {"claimed", "denied"}]
    others = [e for e in told if any(s.speaker and s.speaker.side() is not holder for s in e.said_by)]
    own = [e for e in others if any(actor.side() is holder for actor in e.actors)]
    return next(reversed(own or others), None)


def find_asserts(scene: Scene, taken: Iterable[PositionDraft]) -> Iterator[PositionDraft]:
    """Who puts each event forward, or presupposes it: every side once, unless it takes another stance on it."""
    known = {(id(p.actor), id(p.on)) for p in taken if p.stance != "no_response"}
    for event in scene.draft.events:
        for statement in tellers(scene, event):
            if statement.speaker is None or statement.act in NOT_ASSERTING or statement not in event.said_by:
                continue
            side = statement.speaker.side()
            if (id(side), id(event)) not in known:
                known.add((id(side), id(event)))
                yield PositionDraft(side, event, "asserts", _voiced(statement), said_by=chain(statement))


def chain(statement: StatementDraft) -> list[StatementDraft]:
    """A statement and those inside which it is told, the outermost first."""
    found = [statement]
    while (outer := found[0].via) is not None and outer not in found:
        found.insert(0, outer)
    return found


def _shown(statement: StatementDraft) -> Span:
    """The words that show a stance: the cue and the part of the content beside it."""
    doc, cue = statement.cue.doc, statement.cue
    start, end = cue.start, cue.end
    for span in statement.content:
        if 0 <= span.start - cue.end <= 2:
            end = min(span.end, span.start + SHOWN)
        elif 0 <= cue.start - span.end <= 4 and len(span) <= SHOWN:
            start = span.start
    return doc[start:end]


def _voiced(statement: StatementDraft) -> Span:
    """The words that show who puts something forward: source and cue where they stand together, else as `_shown`."""
    source, cue = statement.source, statement.cue
    if source is None or source.sent != cue.sent or max(source.start - cue.end, cue.start - source.end) > 3:
        return _shown(statement)
    return cue.doc[min(source.start, cue.start) : max(source.end, cue.end)]
