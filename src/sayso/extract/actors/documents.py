"""Texts that speak for whoever issued them: "the letter says", "a message attributed to the group"."""

from __future__ import annotations

from sayso.extract.actors.lexicon import words
from sayso.extract.actors.phrases import Phrase
from sayso.extract.actors.scene import Scene
from sayso.extract.actors.store import Known

#: A document's sentence is climbed this far for the verb that somebody is the subject of.
CLIMB = 6


def find_document(scene: Scene, phrase: Phrase) -> Known | None:
    """Who issued the text: the one named with it, else who tells of it, else (noted) who was last spoken of."""
    view, head = scene.view, phrase.head
    speaks = phrase.word in words("speaking_documents")
    owner = next((known for known in scene.owners(phrase) if _issues(known)), None) or _signed_by(scene, phrase)
    if owner is not None:
        scene.issuer = owner if speaks else scene.issuer
        return owner
    if not speaks or view.quoted[head]:
        return None
    definite = scene.is_definite(phrase)
    if view.dep[head] != "nsubj" or not (definite or view.lemma(view.head[head]) in words("acting_verbs")):
        scene.issuer = scene.issuer if definite else _teller(scene, phrase)
        return None
    if scene.issuer is None or not definite:
        scene.issuer = scene.salient(head, lambda known: known.is_body, reach=2)
        if scene.issuer is not None:
            text = view.words(phrase.start, phrase.end)
            scene.store.note(scene.issuer, f'"{text}" is taken to be by the one last spoken of')
    return scene.issuer


def _issues(known: Known) -> bool:
    return known.is_body or known.sort == "person"


def _signed_by(scene: Scene, phrase: Phrase) -> Known | None:
    """ "a message attributed to the group", "a letter signed by the minister"."""
    view = scene.view
    for verb in view.under(phrase.head, "acl"):
        for link in view.children[verb]:
            if view.low[link] in {"by", "from"} or (view.low[link] == "to" and view.low[verb] == "attributed"):
                known = next((k for j in view.under(link, "pobj") if (k := scene.resolve(j)) is not None), None)
                if known is not None and _issues(known):
                    return known
    return None


def _teller(scene: Scene, phrase: Phrase) -> Known | None:
    """Who speaks in the sentence that tells of a document: "In a communique the front says"."""
    view, verb = scene.view, phrase.head
    for _ in range(CLIMB):
        subjects = view.under(verb, "nsubj") if view.pos[verb] in {"VERB", "AUX"} else []
        if subjects:
            return next((k for j in subjects if (k := scene.resolve(j)) is not None and _issues(k)), None)
        verb = view.head[verb]
    return None
