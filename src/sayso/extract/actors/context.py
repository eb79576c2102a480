"""Which country a report is about, for what it leaves unsaid: "the army", "the government", "the foreign ministry"."""

from __future__ import annotations

from collections import Counter

from sayso.extract.actors.lexicon import iso3_of, names
from sayso.extract.actors.spot import Match, find_names
from sayso.extract.actors.view import View
from sayso.extract.draft import Draft

NAMING = frozenset({"country", "capital", "adjective", "people", "metonym"})


def home_country(view: View, draft: Draft, matches: dict[int, Match], day: str) -> tuple[str | None, str]:
    """The country (ISO3) whose institutions need no adjective in this report, and how we know it."""
    dateline = [country for line in draft.lines for country in _of_line(view, draft, line.start, line.end, day)]
    if dateline:
        return dateline[0], "the dateline"
    publisher = _of_publisher(draft.publisher or "")
    if publisher is not None:
        return publisher, "the publisher"
    counts = _counts(draft, matches)
    ranked = counts.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        return ranked[0][0], "the country that the report names most"
    return None, ""


def _of_line(view: View, draft: Draft, start: int, end: int, day: str) -> list[str]:
    """The countries of the places in a dateline."""
    mask = [start <= i < end for i in range(len(view))]
    known = [e.country for m in find_names(view, day, mask).values() for e in m.entries if e.use in NAMING]
    at = (draft.place_at.get(i) for i in range(start, end))
    placed = [iso3_of(place.country) for place in at if place is not None and place.country]
    return [country for country in [*placed, *known] if country]


def _of_publisher(publisher: str) -> str | None:
    """The country in a publisher's name ("Kenya Daily"); a name alone says no more."""
    for word in publisher.split():
        for atoms, entry in names().get(word.lower(), ()):
            if len(atoms) == 1 and entry.use in {"country", "adjective", "capital"} and word[:1].isupper():
                return entry.country
    return None


def _counts(draft: Draft, matches: dict[int, Match]) -> Counter[str]:
    """How often each country is named, places in it counted too."""
    counts: Counter[str] = Counter()
    for match in matches.values():
        counts.update({e.country for e in match.entries if e.country and e.use in NAMING})
    for place in draft.places:
        iso3 = iso3_of(place.country) if place.country else None
        if iso3 and place.kind != "country":
            counts[iso3] += len(place.mentions)
    return counts
