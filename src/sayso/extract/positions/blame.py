"""Who holds whom responsible for an event that is known from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Token

from sayso.extract.draft import ActorDraft, EventDraft, PositionDraft, StatementDraft
from sayso.extract.positions.lexicon import words
from sayso.extract.positions.scene import FAR, Scene
from sayso.extract.positions.shown import position
from sayso.extract.positions.targets import AHEAD, SILENT

#: How many sentences back an event that somebody is blamed for may have been told, where no word names it.
KNOWN_FOR = 8


def find_blame(scene: Scene, statement: StatementDraft, side: ActorDraft) -> Iterator[PositionDraft]:
    """A named party held responsible: "blaming X", "accused X of shelling it", "the responsibility rests with X"."""
    party = _blamed(scene, statement, side)
    event = _blamed_for(scene, statement) if party is not None else None
    if party is not None and event is not None:
        yield position(side, event, "blames", statement, blames=party)


def find_mutual_blame(scene: Scene) -> Iterator[PositionDraft]:
    """Two sides that, side by side, each say that the other did it: each blames the other for what was told before.

    "Shells hit the plant. Northland says that Southland's guns fired; Southland insists that Northland's did."
    """
    accounts = [(s, e) for s in scene.statements for e in scene.claimed(s) if e.type == "ASSAULT"]
    for (one, first), (other, second) in pairwise(accounts):
        near = scene.sentence[other.cue.start] - scene.sentence[one.cue.start] <= 1
        sides = [s.speaker.side() for s in (one, other) if s.speaker is not None]
        if not near or len(sides) < 2 or not (_is_done_by(first, sides[1]) and _is_done_by(second, sides[0])):
            continue
        known = [e for e in _told(scene, one, KNOWN_FOR) if not e.said_by]
        if known:
            yield position(sides[0], known[-1], "blames", one, blames=sides[1])
            yield position(sides[1], known[-1], "blames", other, blames=sides[0])


def _is_done_by(event: EventDraft, side: ActorDraft) -> bool:
    return any(actor.side() is side for actor in event.actors)


def _blamed(scene: Scene, statement: StatementDraft, side: ActorDraft) -> ActorDraft | None:
    """The party that an accusation names first, or with whom "the responsibility rests"."""
    at = scene.draft.actor_at
    told = (i for span in statement.content for i in range(span.start, span.end) if i in at)
    named = [i for i in told if at[i].side() is not side and at[i].side().kind in words("blames", "kinds")]
    if not named and statement.act == "accuse" and (state := _state_of(scene, statement)) is not None:
        return state
    if statement.act == "accuse" and not named and _is_mutual(scene, statement):
        return _partner(scene, statement)
    if statement.act != "accuse":
        named = [i for i in named if _bears(scene.doc[i])]
    return at[named[0]].side() if named else None


def _state_of(scene: Scene, statement: StatementDraft) -> ActorDraft | None:
    """The government of a country that the accusation opens with, as if it were a place: "held Chad responsible"."""
    place = scene.draft.place_at.get(statement.content[0].start) if statement.content else None
    if place is None or place.kind != "country":
        return None
    return next((a.side() for a in scene.draft.actors if a.name == place.name and a.kind == "government"), None)


def _is_mutual(scene: Scene, statement: StatementDraft) -> bool:
    """Whether the accusation goes both ways: "accused each other", "blamed one another"."""
    if not statement.content:
        return False
    start = statement.content[0].start
    return tuple(scene.index.words[start : start + 2]) in {("each", "other"), ("one", "another")}


def _partner(scene: Scene, statement: StatementDraft) -> ActorDraft | None:
    """The other of the two whose words share one cue."""
    twins = (s for s in scene.at_cue(statement) if not scene.same_side(s, statement))
    return next((twin.speaker.side() for twin in twins if twin.speaker is not None), None)


def _bears(token: Token) -> bool:
    """Whether a name stands in "the responsibility rests with X"."""
    preposition = next((t for t in token.ancestors if t.lower_ in words("blames", "prepositions")), None)
    if preposition is None or preposition.head.lemma_.lower() not in words("blames", "verbs"):
        return False
    subjects = (child for child in preposition.head.children if child.dep_ in {"nsubj", "nsubjpass"})
    return any(subject.lemma_.lower() in words("blames", "nouns") for subject in subjects)


def _blamed_for(scene: Scene, statement: StatementDraft) -> EventDraft | None:
    """The event of a blame: one in its words that others tell of, too, else one told in its sentence or before."""
    inside = scene.held(statement)
    known = next((e for e in inside if _is_known(scene, e, statement)), None)
    if known is not None:
        return known
    if inside:
        types = {event.type for event in inside}
        alike = (e for e in reversed(_told(scene, statement, FAR)) if e.type in types and _share_words(e, statement))
        return next(alike, None)
    bare = statement.cue.root.lemma_.lower() in words("blames", "cues")
    bare = bare or any(_bears(token) for span in statement.content for token in span) or _says_whose_fault(statement)
    before = [e for e in _told(scene, statement, KNOWN_FOR) if e.type == "ASSAULT"]
    return before[-1] if bare and before else None


def _says_whose_fault(statement: StatementDraft) -> bool:
    """Whether the words only say who is at fault: "the police were to blame", "X was behind it"."""
    told = {t.lower_ for span in statement.content for t in span}
    return not told.isdisjoint(words("blames", "adjectives")) or ("blame" in told and "to" in told)


def _is_known(scene: Scene, event: EventDraft, statement: StatementDraft) -> bool:
    """Whether others tell of the event, or somebody has told it before, or the words take it for known ("the raid")."""
    others = [s for s in scene.tellers(event) if s is not statement and s.act not in SILENT]
    told = any(s.cue.start < statement.cue.start or not scene.same_side(s, statement) for s in others)
    return told or not event.said_by or any(c.lower_ == "the" and c.dep_ == "det" for c in event.anchor.root.children)


def _told(scene: Scene, statement: StatementDraft, sentences: int) -> list[EventDraft]:
    """Events told up to the end of the statement's sentence, but not in its content."""
    told = scene.told(statement.cue.sent.end - 1, sentences)
    return [e for e in told if not statement.covers(e.anchor.root) and e.status not in AHEAD]


def _share_words(event: EventDraft, statement: StatementDraft) -> bool:
    """Whether the accusation takes up words of the sentence that told the event ("firing the drone")."""
    taken = {t.lemma_.lower() for span in statement.content for t in span if t.pos_ in {"NOUN", "VERB"}}
    return any(t.lemma_.lower() in taken for t in event.anchor.sent if t.pos_ in {"NOUN", "VERB"})
