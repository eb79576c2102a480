"""Actors: who speaks, acts or is acted on, under which name and for which side, with every mention.

The steps: known names (`spot`), persons (`people`), noun phrases (`phrases`), the report's own country (`context`);
then each phrase in turn gets its meaning in a `scene` (`named`, `persons`, `roles`, `bodies`, `state`, `groups`,
`documents`, `coref`), and all is written into the draft here.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from sayso.extract.actors.bodies import find_body
from sayso.extract.actors.context import home_country
from sayso.extract.actors.coref import find_pronoun, find_relative
from sayso.extract.actors.documents import find_document
from sayso.extract.actors.groups import (
    find_asset,
    find_attacker,
    find_group,
    find_member,
    find_organ,
    find_plural_role,
    find_victims,
)
from sayso.extract.actors.lexicon import iso3_of
from sayso.extract.actors.named import find_named
from sayso.extract.actors.persons import find_person
from sayso.extract.actors.phrases import Phrase, find_phrases
from sayso.extract.actors.roles import find_relation, find_role
from sayso.extract.actors.scene import Scene
from sayso.extract.actors.spot import drop_given_names, find_names, settle_shared_names
from sayso.extract.actors.store import Known, Store
from sayso.extract.actors.view import View, view_of
from sayso.extract.draft import ActorDraft, Draft, draft_of, mark

#: The day that decides which rows of the actor table hold where nobody knows the day of the report.
UNKNOWN_DAY = "9999-12-31"
HANDLERS: dict[str, Callable[[Scene, Phrase], Known | None]] = {
    "name": find_named,
    "person": find_person,
    "role": lambda scene, phrase: find_plural_role(scene, phrase) if phrase.plural else find_role(scene, phrase),
    "relation": find_relation,
    "body": find_body,
    "group": find_group,
    "organ": find_organ,
    "victims": find_victims,
    "attacker": find_attacker,
    "asset": find_asset,
    "member": find_member,
    "document": find_document,
    "pronoun": find_pronoun,
    "relative": find_relative,
}


@Language.factory("sayso_actors", requires=["token.dep"], assigns=["doc.spans", "doc._.sayso"])
def create_actors(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Make the component."""
    return find_actors


def find_actors(doc: Doc) -> Doc:
    """Fill `draft.actors` and `draft.actor_at`, and mark places that stand for a government as actors."""
    draft = draft_of(doc)
    if len(doc) == 0:
        return doc
    view = view_of(doc, draft)
    day = draft.published.isoformat() if draft.published else UNKNOWN_DAY
    matches = drop_given_names(view, find_names(view, day))
    places = {i: place for i, place in draft.place_at.items() if place.kind != "country"}
    home = home_country(view, draft, matches, day)
    matches = settle_shared_names(view, matches, home.iso3)
    phrases = find_phrases(view, matches, frozenset(places))
    scene = Scene(view, phrases, Store(draft, day), home, places, frozenset(draft.place_at), HANDLERS)
    scene.grounds = frozenset(iso3 for place in draft.places if place.country and (iso3 := iso3_of(place.country)))
    for head in phrases:
        scene.resolve(head)
    _write(view, draft, scene)
    mark(doc, "actors", [span for actor in draft.actors for span in actor.mentions])
    return doc


def _write(view: View, draft: Draft, scene: Scene) -> None:
    """Mentions into the draft, the longer before the shorter, so that the inner one wins its tokens."""
    found = [(scene.phrases[head], known) for head, known in scene.meaning.items() if known is not None]
    _explain_nobody(view, draft, scene)
    found.sort(key=lambda pair: (pair[0].start - pair[0].end, pair[0].start))
    told: dict[int, ActorDraft] = {}
    for phrase, known in found:
        draft.add_mention(known.actor, view.span(phrase.start, phrase.end))
        draft.because(f"actors.{phrase.sort}", view.span(phrase.start, phrase.end), known.actor.name)
        told[id(known.actor)] = known.actor
    for phrase, known in found:
        draft.actor_at[phrase.head] = known.actor
    _keep_sides(draft, told)
    _flip_places(draft, found)


def _explain_nobody(view: View, draft: Draft, scene: Scene) -> None:
    """Note the phrases that mean nobody who is known."""
    if draft.reasons is not None:
        for head, known in scene.meaning.items():
            if known is None:
                phrase = scene.phrases[head]
                draft.against("actors.nobody", view.span(phrase.start, phrase.end), phrase.sort)


def _keep_sides(draft: Draft, told: dict[int, ActorDraft]) -> None:
    """An actor that the text never names is kept where somebody that it names speaks for it or belongs to it."""
    waiting = list(told.values())
    while waiting:
        actor = waiting.pop()
        for above in (actor.for_, actor.of):
            if above is not None and id(above) not in told:
                told[id(above)] = above
                draft.actors.append(above)
                waiting.append(above)


def _flip_places(draft: Draft, found: list[tuple[Phrase, Known]]) -> None:
    """A country or capital that acts is used as an actor, not as a place."""
    acting = {i for phrase, _ in found if phrase.sort == "name" for i in range(phrase.noun_start, phrase.end)}
    for place in draft.places:
        for nth, span in enumerate(place.mentions):
            if span.root.i in acting:
                place.uses[nth] = "actor"
