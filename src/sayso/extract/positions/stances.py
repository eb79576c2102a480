"""The stance that each statement takes, by its act and words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from sayso.extract.draft import ActorDraft, EventDraft, PositionDraft, StatementDraft
from sayso.extract.positions.blame import find_blame, find_mutual_blame
from sayso.extract.positions.lexicon import words
from sayso.extract.positions.nouns import find_missing_answers, find_noun_stances
from sayso.extract.positions.scene import Item, Scene, noun_head
from sayso.extract.positions.shown import position
from sayso.extract.positions.targets import (
    AHEAD,
    ASKING,
    HARM,
    NEXT,
    REFERRING,
    SILENT,
    answered,
    denied,
    last_charge,
    referred,
    refers,
    refused,
    resolve_named,
    topical,
    welcomed,
)
from sayso.extract.syntax import is_negated

#: How many sentences a denial may be spelled out.
ELABORATED = 2
#: Attributed thoughts: no position is drawn from them.
THOUGHTS = frozenset({"believe", "intend"})
#: Acts that put nothing forward of their own, and those that do even where the outlet tells the same.
SILENT_OR_GLAD = frozenset({"deny", "decline", "welcome", "condemn"})
NOT_ASSERTING = frozenset({"deny", "decline"}) | THOUGHTS
CLAIMING = frozenset({"assert", "accuse", "announce", "clarify"})


def find_stances(scene: Scene) -> Iterator[PositionDraft]:
    """Every stance but `asserts` that a report shows: by statements in order, then by nouns and opposed accounts."""
    for statement in scene.statements:
        if statement.speaker is not None and statement.act not in THOUGHTS and not _is_unsaid(statement):
            yield from _of_statement(scene, statement, statement.speaker.side())
    yield from find_noun_stances(scene)
    yield from find_missing_answers(scene)
    yield from find_mutual_blame(scene)


def find_asserts(scene: Scene, taken: Sequence[PositionDraft]) -> Iterator[PositionDraft]:
    """Who puts each event forward, or presupposes it: every side once, unless it takes another stance on it."""
    known = {(id(p.actor), id(p.on)) for p in taken if p.stance != "no_response"}
    contested = {id(p.on) for p in taken if p.stance in {"denies", "no_response"}}
    for event in scene.draft.events:
        for statement in scene.tellers(event):
            side = _asserting(statement, event, contested)
            if side is not None and (id(side), id(event)) not in known:
                known.add((id(side), id(event)))
                yield position(side, event, "asserts", statement)


def _is_unsaid(statement: StatementDraft) -> bool:
    """Whether it is told as not said: no stance is taken in it, but for silence, and where somebody does not deny."""
    return statement.negated and statement.act not in {"deny", "decline"}


def _asserting(statement: StatementDraft, event: EventDraft, contested: set[int]) -> ActorDraft | None:
    """The side that a statement commits to an event; to one that the outlet tells, too, only where it is contested."""
    if statement.speaker is None or statement.act in NOT_ASSERTING or _is_unsaid(statement):
        return None
    committed = statement in event.said_by or (id(event) in contested and statement.act in CLAIMING)
    return statement.speaker.side() if committed else None


def _of_statement(scene: Scene, statement: StatementDraft, side: ActorDraft) -> Iterator[PositionDraft]:
    match statement.act:
        case "deny" if _is_withheld(statement):
            stance, targets = "no_response", answered(scene, statement, side)
        case "deny" if is_negated(statement.cue.root) and statement.cue.root.lemma_.lower() in words("denies", "cues"):
            stance, targets = "denies", []  # "did not deny", not "does not accept"
        case "deny":
            stance, targets = _denial(scene, _spelled_out(scene, statement))
        case "decline":
            stance, targets = "no_response", _silence(scene, statement, side)
        case "confirm":
            stance, targets = "confirms", _confirmed(scene, statement, side)
        case "welcome":
            stance, targets = "welcomes", _welcome(scene, statement)
        case _:
            stance, targets = "denies", _disclaimed(scene, statement)
            if _is_worthless(statement):
                stance, targets = "rejects", refused(scene, statement)
            elif not targets and (owned := _owned_up(scene, statement, side)) is not None:
                stance, targets = "confirms", [owned]
    for target in targets:
        yield position(side, target, stance, statement)
    yield from find_blame(scene, statement, side)


def _denial(scene: Scene, statement: StatementDraft) -> tuple[str, list[Item]]:
    """Denies a claim, or rejects an offer; to reject a denial is neither."""
    head = noun_head(statement.content)
    lemma = head.lemma_.lower() if head is not None else ""
    if lemma in words("denies", "denials"):
        return "denies", []
    cue = statement.cue.root.lemma_.lower()
    if lemma in words("rejects", "wrappers") and head is not None:
        lemma = next((t.lemma_.lower() for of in head.rights if of.lower_ == "of" for t in of.rights), lemma)
    is_offer = lemma in words("rejects", "offers") and cue not in words("rejects", "never")
    if lemma == "it" and cue in words("rejects", "refusing") and (deal := _deal(scene, statement)) is not None:
        return "rejects", [deal]
    if is_offer or _is_worthless(statement):
        return "rejects", refused(scene, statement)
    targets = denied(scene, statement)
    asked = any(isinstance(target, StatementDraft) and target.act in ASKING for target in targets)
    return "rejects" if asked and cue in words("rejects", "refusing") else "denies", targets


def _deal(scene: Scene, statement: StatementDraft) -> EventDraft | None:
    """The agreement that "it" means: told shortly before, and whatever has been said since is about agreements."""
    types = words("rejects", "types")
    claims = [s for s in scene.before(statement, 1) if s.act not in SILENT_OR_GLAD]
    if not all(scene.claimed(s) and all(e.type in types for e in scene.claimed(s)) for s in claims):
        return None
    deals = [e for e in scene.told(statement.cue.start, REFERRING) if e.type in types]
    return next((e for e in reversed(deals) if e.status not in AHEAD), None) or (deals[-1] if deals else None)


def _is_withheld(statement: StatementDraft) -> bool:
    """Whether the denial is itself denied: "has neither confirmed nor denied it"."""
    before = statement.cue.doc[max(0, statement.cue.start - 2) : statement.cue.start]
    return any(token.lower_ in {"nor", "neither"} for token in before)


def _spelled_out(scene: Scene, statement: StatementDraft) -> StatementDraft:
    """The denial that a quotation only spells out ("We have hit nobody", he said), else the statement itself."""
    current = statement
    while current.cue.root.lemma_.lower() not in words("denies", "cues"):
        own = (s for s in scene.earlier(current, ELABORATED) if scene.same_side(s, current) and s.act == "deny")
        earlier = next(own, None)
        if earlier is None:
            return statement
        current = earlier
    return current


def _is_worthless(statement: StatementDraft) -> bool:
    told = " ".join(span.text.lower() for span in statement.content)
    return any(phrase in told for phrase in words("rejects", "worthless"))


def _silence(scene: Scene, statement: StatementDraft, side: ActorDraft) -> list[Item]:
    if any(token.lower_ in words("silence", "withholding") for token in statement.cue):
        return []
    if not any(len(span) for span in statement.content):
        return answered(scene, statement, side)
    head = noun_head(statement.content)
    if head is not None and head.lemma_.lower() in words("silence", "plain") and not _has_topic(head):
        return answered(scene, statement, side)
    return topical(scene, statement)


def _has_topic(head: Token) -> bool:
    """Whether a plain word has a topic of its own: "a question about the calls"."""
    return any(child.dep_ == "prep" and child.lower_ in words("silence", "about") for child in head.children)


def _confirmed(scene: Scene, statement: StatementDraft, side: ActorDraft) -> list[Item]:
    """What others have said and this one confirms; one's own act that nobody has spoken of is only announced."""
    event = next(iter(scene.held(statement)), None)
    if statement.cue.root.lemma_.lower() in words("confirms", "own"):
        return []  # "stands by its count": what it said itself
    if event is None:
        head = noun_head(statement.content)
        if head is not None and refers(head):
            return referred(scene, statement, head.lemma_.lower())
        named = resolve_named(scene, statement)
        if named is None and _tells_own(statement):
            named = last_charge(scene, statement)
        return [named] if named is not None else []
    own = any(actor.side() is side for actor in event.actors)
    by_others = any(s.speaker is not None and s.speaker.side() is not side for s in event.said_by)
    if by_others or not event.said_by or statement.cue.root.lemma_.lower() in words("confirms", "admissions"):
        return [event]
    return [event] if event.type == "ASSAULT" and not own else []


def _owned_up(scene: Scene, statement: StatementDraft, side: ActorDraft) -> EventDraft | None:
    """What others have just said that a side did, where it tells the deed as its own: "said it had fired at men"."""
    own = next((e for e in scene.claimed(statement) if _is_own(e, side) or _is_nobodys(e)), None)
    if own is None or own.type not in HARM or statement.act not in CLAIMING:
        return None
    others = (e for s in scene.before(statement, NEXT) if s.act not in SILENT for e in scene.claimed(s))
    alike = (e for e in others if e is not own and e.type == own.type and _is_own(e, side))
    return next((e for e in alike if _may_be(e, own)), None)


def _is_nobodys(event: EventDraft) -> bool:
    """Whether a verb tells the deed and leaves out who did it: "water cannon had been used"."""
    return bool(event.mode) and not event.actors and event.anchor.root.pos_ == "VERB"


def _is_own(event: EventDraft, side: ActorDraft) -> bool:
    return event.status in {"claimed", "reported"} and any(actor.side() is side for actor in event.actors)


def _may_be(event: EventDraft, other: EventDraft) -> bool:
    """Whether two accounts may be of one deed: the second names no other place or day."""
    places = not other.places or bool({p.name for p in other.places} & {p.name for p in event.places})
    if not other.actors and other.mode != event.mode:
        return False
    return places and (other.start is None or other.start == event.start)


def _tells_own(statement: StatementDraft) -> bool:
    """Whether somebody tells what he himself does: "that they were holding the men"."""
    return any(t.tag_ == "PRP" and t.dep_ == "nsubj" for span in statement.content for t in span)


def _welcome(scene: Scene, statement: StatementDraft) -> list[Item]:
    lemma = statement.cue.root.lemma_.lower()
    return welcomed(scene, statement) if lemma in words("welcomes", "cues") else []


def _disclaimed(scene: Scene, statement: StatementDraft) -> list[Item]:
    """What is denied without a word of denying: "it knew of no other deaths"."""
    told = " ".join(" ".join(scene.index.words[span.start : span.end]) for span in statement.content)
    if not any(phrase in told for phrase in words("ignorance", "phrases")):
        return []
    named = resolve_named(scene, statement)
    return referred(scene, statement, "") or ([named] if named is not None else [])
