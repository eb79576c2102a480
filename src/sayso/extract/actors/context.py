"""Which country a report is about, for what it leaves unsaid: "the army", "the government", "the foreign ministry"."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sayso.extract.actors.lexicon import iso3_of, named
from sayso.extract.actors.spot import Match, find_names
from sayso.extract.actors.view import View
from sayso.extract.draft import Draft

#: How much each way of naming a country says that the report is about it.
WEIGHT = {"country": 1.0, "capital": 1.0, "metonym": 1.0, "people": 0.5, "adjective": 0.5, "actor": 1.5}
DATELINE, PUBLISHER, PLACE = 4.0, 4.0, 1.0
#: A dateline in a country of which the report says nothing is only where the writer sits.
ELSEWHERE = 0.5
#: The first country is the report's own where it has this much more than the second.
MARGIN = 1.5


@dataclass(frozen=True, slots=True)
class Home:
    """The country (ISO3) whose institutions need no adjective in this report; `sure` where its page says so."""

    iso3: str | None = None
    sure: bool = False


def home_country(view: View, draft: Draft, matches: dict[int, Match], day: str) -> Home:
    """The report's own country, by its dateline, its publisher and what it names; none where two are as likely."""
    counts = _counts(draft, matches)
    votes = defaultdict[str, float](float, counts)
    for iso3 in _dateline(view, draft, day):
        votes[iso3] += DATELINE if counts.get(iso3) else ELSEWHERE
    publisher = _publisher(draft.publisher or "")
    if publisher is not None:
        votes[publisher] += PUBLISHER
    if not votes:
        return Home()
    first = max(votes, key=lambda iso3: votes[iso3])
    told = votes[first] - counts.get(first, 0.0)
    rivals = [iso3 for iso3 in votes if iso3 != first]
    second = max(rivals, key=lambda iso3: votes[iso3], default=None)
    if second is not None and votes[first] < MARGIN * votes[second]:
        only_page = told > 0 and votes[second] == counts.get(second, 0.0)
        return Home(first, told >= PUBLISHER) if only_page else Home()
    return Home(first, told >= PUBLISHER)


def _dateline(view: View, draft: Draft, day: str) -> list[str]:
    """The countries of the places in the datelines."""
    found: list[str | None] = []
    for line in draft.lines:
        mask = [line.start <= i < line.end for i in range(len(view))]
        found += [e.country for m in find_names(view, day, mask).values() for e in m.entries if e.use != "actor"]
        at = (draft.place_at.get(i) for i in range(line.start, line.end))
        found += [iso3_of(place.country) for place in at if place is not None and place.country]
    return list(dict.fromkeys(iso3 for iso3 in found if iso3))


def _publisher(publisher: str) -> str | None:
    """The country in a publisher's name ("Kenya Daily"); a name alone says no more."""
    naming = (e for word in publisher.split() if word[:1].isupper() for e in named(word))
    return next((e.country for e in naming if e.use in {"country", "adjective", "capital"}), None)


def _counts(draft: Draft, matches: dict[int, Match]) -> dict[str, float]:
    """How often each country is named, its places and bodies counted, too."""
    counts: dict[str, float] = {}
    for match in matches.values():
        uses = {entry.country: entry.use for entry in match.entries}
        for iso3, use in uses.items():
            if iso3 is not None:
                counts[iso3] = counts.get(iso3, 0.0) + WEIGHT[use] / len(uses)
    for place in draft.places:
        found = iso3_of(place.country) if place.country and place.kind != "country" else None
        if found is not None:
            inside = sum(span.start < len(draft.body) and draft.body[span.start] for span in place.mentions)
            counts[found] = counts.get(found, 0.0) + PLACE * inside
    return counts
