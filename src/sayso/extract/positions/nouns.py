"""Stances told without a statement: "Islamabad's denial", "no comment from it", "calls to it went unanswered"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from sayso.extract.draft import ActorDraft, EventDraft, PositionDraft, StatementDraft
from sayso.extract.positions.lexicon import stance_nouns, words
from sayso.extract.positions.scene import Scene
from sayso.extract.positions.targets import answered


def find_noun_stances(scene: Scene) -> Iterator[PositionDraft]:
    """Every such noun that is no statement's cue and answers a claim told before it."""
    cues = {i for s in scene.statements for i in range(s.cue.start, s.cue.end)}
    for token in scene.index.tokens(frozenset(stance_nouns())):
        if token.lemma_ not in stance_nouns() or token.i in cues:
            continue
        holder = _holder(scene, token)
        target = _last_claim(scene, token, holder) if holder is not None else None
        if holder is not None and target is not None:
            span = scene.doc[token.left_edge.i : token.i + 1]
            yield PositionDraft(holder, target, stance_nouns()[token.lemma_], span, said_by=list(scene.around(token)))


def _holder(scene: Scene, noun: Token) -> ActorDraft | None:
    """The side whose denial it is."""
    named = [child for child in noun.children if child.dep_ == "poss"]
    named += [c for by in noun.children if by.lower_ in {"by", "from"} for c in by.children if c.dep_ == "pobj"]
    found = next((scene.draft.actor_at[t.i] for t in named if t.i in scene.draft.actor_at), None)
    return found.side() if found is not None else None


def _last_claim(scene: Scene, noun: Token, holder: ActorDraft) -> EventDraft | None:
    """The last event before it that others claim, one of the holder's doing first."""
    told = [e for e in scene.told(noun.i) if e.said_by and e.status in {"claimed", "denied"}]
    others = [e for e in told if any(s.speaker is not None and s.speaker.side() is not holder for s in e.said_by)]
    own = [e for e in others if any(actor.side() is holder for actor in e.actors)]
    return next(reversed(own or others), None)


def find_missing_answers(scene: Scene) -> Iterator[PositionDraft]:
    """Silences with no subject that keeps them: "there was no comment from X", "calls to X went unanswered"."""
    cues = {i for s in scene.statements for i in range(s.cue.start, s.cue.end)}
    for token in scene.index.tokens(words("missing_answers", "nouns") | words("missing_answers", "words")):
        asked = _asked(scene, token) if token.i not in cues else None
        if asked is None:
            continue
        silence = StatementDraft(scene.doc[token.i : token.i + 1], [], "decline", "indirect", speaker=asked)
        for target in answered(scene, silence, asked):
            span = scene.doc[token.left_edge.i : token.i + 1]
            yield PositionDraft(asked, target, "no_response", span, said_by=list(scene.around(token)))


def _asked(scene: Scene, word: Token) -> ActorDraft | None:
    """The side that did not answer: after "no comment from", or after "to" in the subject of "went unanswered"."""
    if word.lower_ in words("missing_answers", "words"):
        subjects = [child for child in word.head.children if child.dep_ in {"nsubj", "nsubjpass"}]
        calls = [subject for subject in subjects if subject.lemma_.lower() in words("silence", "plain")]
        named = [t for subject in calls for t in subject.subtree if t.i > subject.i]
    elif any(child.dep_ == "det" and child.lower_ == "no" for child in word.children):
        named = [t for by in word.children if by.lower_ in {"from", "by"} for t in by.subtree]
    else:
        return None
    found = next((scene.draft.actor_at[t.i] for t in named if t.i in scene.draft.actor_at), None)
    return found.side() if found is not None else None
