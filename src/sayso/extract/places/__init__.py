"""Which places the report names: found by gazetteer and context together, resolved with the whole report as context.

Names are found in `names` (what the words around a capitalised span speak for), and resolved in `choice` (one report is
one story: containment, neighbours, distance, size). Gives `draft.places` and `draft.place_at`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from spacy.language import Language
from spacy.tokens import Doc, Span

from sayso.extract.draft import Draft, PlaceDraft, draft_of, mark
from sayso.extract.places.choice import GREAT, at_level, choose
from sayso.extract.places.evidence import named_by_bodies, talk, weigh
from sayso.extract.places.links import lies_in
from sayso.extract.places.lists import lists
from sayso.extract.places.names import Name, capitals, find_candidates
from sayso.extract.places.outside import Outsider, find_outsiders
from sayso.extract.places.scenes import Scenes
from sayso.gazetteer import Entry, fold, gazetteer

#: How many of the places of one name an explanation weighs against each other.
RIVALS = 4
#: Countries whose names of places English writes in one way only.
ENGLISH = frozenset({"US", "GB", "CA", "AU", "NZ", "IE"})


@Language.factory("sayso_places", requires=["token.dep"], assigns=["doc.spans", "doc._.sayso"])
def create_places(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Make the component."""
    return find_places


def find_places(doc: Doc) -> Doc:
    """Fill `draft.places` and `draft.place_at`."""
    draft = draft_of(doc)
    caps = capitals(doc)
    candidates = find_candidates(doc, draft, caps)
    spoken = talk(doc, caps)
    weigh(doc, draft, candidates, spoken)
    names = [name for name in candidates if name.score > 0]
    tell = partial(_explain_choice, draft) if draft.reasons is not None else None
    chosen = choose(names, named_by_bodies(candidates), spoken, tell)
    _explain_names(draft, candidates)
    scenes = Scenes(draft, names, chosen)
    told = scenes.told
    places: dict[str, PlaceDraft] = {}
    for name in names:
        parent = _contradicted(name, chosen)
        if parent is None:
            _add(draft, places, name.span, at_level(name, chosen[name.key]))
        else:
            _add_outsider(draft, places, Outsider(name.span, "town", name.claimed), parent, scenes)
    for outsider in find_outsiders(doc, draft, names, caps):
        parent = chosen[outsider.parent.key] if outsider.parent else None
        entry = _resembling(outsider, parent, told)
        if entry is not None:
            _add_respelt(draft, places, outsider, entry)
        elif outsider.sure:
            _add_outsider(draft, places, outsider, parent, scenes)
    mark(doc, "places", [span for place in draft.places for span in place.mentions])
    return doc


def _explain_choice(draft: Draft, names: list[Name], ranked: list[tuple[float, Entry]]) -> None:
    """Note the points of the place that a name means, and of those that it could have meant."""
    for n, (points, entry) in enumerate(ranked[:RIVALS]):
        where = ", ".join(filter(None, [entry.name, entry.admin1, entry.country]))
        rule, note = ("places.rival", draft.against) if n else ("places.choice", draft.because)
        note(rule, names[0].span, f"{where} ({entry.kind}): {points:.1f}", entry.ref)


def _explain_names(draft: Draft, candidates: list[Name]) -> None:
    """Note what speaks for and against each span being a place's name."""
    if draft.reasons is not None:
        weights = lists().weights
        for name in candidates:
            signs = " ".join(f"{sign} {weights[sign]:+.1f}" for sign in name.features if weights.get(sign))
            note = draft.because if name.score > 0 else draft.against
            note("places.name", name.span, f"{name.score:+.1f} = {signs}", "places_weights.toml")


def _contradicted(name: Name, chosen: dict[str, Entry]) -> Entry | None:
    """The place around the name by the words of the report ("Stroud, Ontario"), where the chosen one lies elsewhere."""
    outer = chosen.get(name.claimed.key) if name.claimed is not None else None
    entry = chosen[name.key]
    if (
        outer is None
        or outer.kind not in {"country", "admin1"}
        or entry.kind not in {"town", "admin2"}
        or entry.size >= GREAT
    ):
        return None
    return outer if outer.country != entry.country else None


def _resembling(outsider: Outsider, parent: Entry | None, told: frozenset[str]) -> Entry | None:
    """The place that the gazetteer knows in another spelling: in the one around it, or in a country of the report."""
    if outsider.kind not in {"town", "admin1", "admin2"}:
        return None
    countries = frozenset({parent.country}) if parent is not None and parent.country else told
    found = gazetteer().find_like(outsider.span.text, countries - ENGLISH)
    if parent is not None and parent.kind in {"admin1", "admin2"}:
        found = tuple(entry for entry in found if lies_in(entry, parent))
    return next((entry for entry in found if entry.kind == outsider.kind), None)


def _add_respelt(draft: Draft, places: dict[str, PlaceDraft], outsider: Outsider, entry: Entry) -> None:
    """Record a mention of a place in another spelling than the gazetteer's."""
    if entry.ref not in places:
        _add(draft, places, outsider.span, entry)
        draft.notes.append((places[entry.ref], f"the report writes {outsider.span.text}"))
    else:
        _mention(draft, places[entry.ref], outsider.span)


def _add(draft: Draft, places: dict[str, PlaceDraft], span: Span, entry: Entry) -> None:
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
        if entry.lat is None:
            draft.notes.append((place, "the gazetteer has no coordinates for it"))
        if entry.claimed:
            draft.notes.append((place, f"the sides call it {', '.join(entry.claimed)}"))
    _mention(draft, place, span)


def _add_outsider(
    draft: Draft, places: dict[str, PlaceDraft], outsider: Outsider, parent: Entry | None, scenes: Scenes
) -> None:
    """Record a mention of a place that only the text knows."""
    key = f"text:{fold(outsider.span.text)}"
    place = places.get(key)
    if place is None:
        country, admin1 = (parent.country, parent.admin1) if parent is not None else (None, None)
        place = PlaceDraft(name=outsider.span.text, kind=outsider.kind, country=country, admin1=admin1)
        places[key] = place
        draft.places.append(place)
        source = f"; country and unit are those of {parent.name}" if parent is not None else ""
        around = scenes.around(outsider.span) if parent is None else None
        if around is not None:
            place.country = around[0]
            source = f"; its country is the only one of the {around[1]}"
        draft.notes.append((place, f"not in the gazetteer, so without coordinates{source}"))
    _mention(draft, place, outsider.span)


def _mention(draft: Draft, place: PlaceDraft, span: Span) -> None:
    place.mentions.append(span)
    place.uses.append("literal")
    for token in span:
        draft.place_at[token.i] = place
