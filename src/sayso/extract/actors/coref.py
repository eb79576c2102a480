"""Pronouns: who "he", "she", "they" and "it" mean, by number, gender, distance and who was the subject."""

from __future__ import annotations

from sayso.extract.actors.lexicon import words
from sayso.extract.actors.phrases import Phrase
from sayso.extract.actors.store import Known
from sayso.extract.actors.view import View

REACH = {"m": 6, "f": 6, "p": 3, "n": 2}
POSSESSIVE = frozenset({"his", "her", "their", "its", "theirs", "hers"})


def pronoun(view: View, phrase: Phrase, candidates: list[Known]) -> Known | None:
    """The best antecedent before the pronoun, or None."""
    if phrase.gender == "n" and not _means_somebody(view, phrase):
        return None
    best, top = None, 0.0
    for known in candidates:
        score = _score(view, phrase, known)
        if score > top:
            best, top = known, score
    if best is not None and best.sort == "person" and phrase.gender in {"m", "f"}:
        best.gender = best.gender or phrase.gender
    return best


def _means_somebody(view: View, phrase: Phrase) -> bool:
    """Whether "it" may be an actor: a possessive, or the subject of a verb that somebody does."""
    if phrase.word == "its":
        return True
    if view.dep[phrase.head] != "nsubj":
        return False
    return view.doc[view.head[phrase.head]].lemma_.lower() in words("acting_verbs")


def _score(view: View, phrase: Phrase, known: Known) -> float:
    if not _agrees(phrase, known):
        return 0.0
    here = view.sent[phrase.head]
    best = 0.0
    for sent, head, subject in reversed(known.seen[-6:]):
        gap = here - sent
        if head >= phrase.head or gap > REACH[phrase.gender] or _same_clause(view, phrase, head):
            continue
        score = 4.0 - gap * 0.9 + (1.0 if subject else 0.0) - (phrase.head - head) / 400
        score += 0.3 if subject and view.dep[phrase.head] == "nsubj" else 0.0
        best = max(best, score)
    if best and known.gender == phrase.gender:
        best += 0.5
    return best


def _agrees(phrase: Phrase, known: Known) -> bool:
    if phrase.gender in {"m", "f"}:
        return known.sort == "person" and known.gender in {"", phrase.gender} or known.sort == "group" and known.of == "" and _lone(known)
    if phrase.gender == "p":
        return known.plural or known.sort == "group"
    return known.sort in {"body", "government", "media"} and not known.plural


def _lone(known: Known) -> bool:
    return False


def _same_clause(view: View, phrase: Phrase, head: int) -> bool:
    """A plain object pronoun never means its own clause's subject."""
    if phrase.word in POSSESSIVE or view.dep[phrase.head] not in {"dobj", "pobj", "dative"}:
        return False
    verb = view.head[phrase.head]
    while view.pos[verb] in {"ADP", "NOUN"} and view.head[verb] != verb:
        verb = view.head[verb]
    return view.head[head] == verb
