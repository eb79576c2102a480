"""Which places the report names: found by gazetteer and context together, resolved with the whole report as context.

Names are found in `names` (what the words around a capitalised span speak for), and resolved in `choice` (one report is
one story: containment, neighbours, distance, size). Gives `draft.places` and `draft.place_at`.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from sayso.extract.draft import Draft, PlaceDraft, draft_of, mark
from sayso.extract.places.choice import choose
from sayso.extract.places.evidence import weigh
from sayso.extract.places.names import Name, find_candidates
from sayso.gazetteer import Entry


@Language.factory("sayso_places", requires=["token.dep"], assigns=["doc.spans", "doc._.sayso"])
def create_places(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Make the component."""
    return find_places


def find_places(doc: Doc) -> Doc:
    """Fill `draft.places` and `draft.place_at`."""
    draft = draft_of(doc)
    candidates = find_candidates(doc, draft)
    weigh(doc, draft, candidates)
    names = [name for name in candidates if name.score > 0]
    chosen = choose(doc, names)
    places: dict[str, PlaceDraft] = {}
    for name in names:
        entry = chosen.get(name.key)
        if entry is not None:
            _add(draft, places, name, entry)
    mark(doc, "places", [span for place in draft.places for span in place.mentions])
    return doc


def _add(draft: Draft, places: dict[str, PlaceDraft], name: Name, entry: Entry) -> None:
    """Record a mention; the first one of a place makes its record."""
    place = places.get(entry.ref)
    if place is None:
        place = PlaceDraft(
            name=entry.name,
            kind=entry.kind,
            country=entry.country,
            admin1=entry.admin1,
            lat=entry.lat,
            lon=entry.lon,
            gazetteer=entry.ref,
        )
        places[entry.ref] = place
        draft.places.append(place)
    place.mentions.append(name.span)
    place.uses.append("literal")
    for token in name.span:
        draft.place_at[token.i] = place
