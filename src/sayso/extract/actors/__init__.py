"""Actors: who speaks, acts or is acted on, under which name and for which side, with every mention.

The steps: known names (`spot`), persons (`people`), noun phrases (`phrases`), the report's own country (`context`), who each
phrase means (`resolve`, with `coref` for pronouns and `store` for what is known so far), and writing it into the draft here.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from sayso.extract.actors.context import home_country
from sayso.extract.actors.phrases import Phrase, find_phrases
from sayso.extract.actors.resolve import Resolver
from sayso.extract.actors.spot import find_names
from sayso.extract.actors.store import Known, Store
from sayso.extract.actors.view import View, view_of
from sayso.extract.draft import Draft, draft_of, mark

#: The day that decides which rows of the actor table hold where nobody knows the day of the report.
UNKNOWN_DAY = "9999-12-31"


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
    matches = find_names(view, day)
    home, _why = home_country(view, draft, matches, day)
    places = frozenset(i for i, place in draft.place_at.items() if place.kind != "country")
    phrases = find_phrases(view, matches, places)
    resolver = Resolver(view, phrases, Store(draft, day), home)
    resolver.run()
    _write(view, draft, resolver)
    mark(doc, "actors", [span for actor in draft.actors for span in actor.mentions])
    return doc


def _write(view: View, draft: Draft, resolver: Resolver) -> None:
    """Mentions into the draft, the longer before the shorter, so that the inner one wins its tokens."""
    found = [(resolver.phrases[head], known) for head, known in resolver.meaning.items() if known is not None]
    found.sort(key=lambda pair: pair[0].start - pair[0].end)
    for phrase, known in found:
        draft.add_mention(known.actor, view.span(phrase.start, phrase.end))
    for known in resolver.store.all:
        if known.actor not in draft.actors and _is_needed(known, resolver.store.all):
            draft.actors.append(known.actor)
    _flip_places(view, draft, found)


def _is_needed(known: Known, everybody: list[Known]) -> bool:
    """An actor that the text never names is kept where somebody speaks for it."""
    return any(other.actor.for_ is known.actor or other.actor.of is known.actor for other in everybody if other.seen)


def _flip_places(view: View, draft: Draft, found: list[tuple[Phrase, Known]]) -> None:
    """A country or capital that acts is used as an actor, not as a place."""
    acting = {i for phrase, _ in found if phrase.sort == "name" for i in range(phrase.noun_start, phrase.end)}
    for place in draft.places:
        for nth, span in enumerate(place.mentions):
            if span.root.i in acting:
                place.uses[nth] = "actor"
