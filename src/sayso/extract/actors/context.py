"""Which country a report is about, for what it leaves unsaid: "the army", "the government", "the foreign ministry"."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sayso.extract.actors.lexicon import Entry, iso3_of, names
from sayso.extract.actors.spot import Match, find_names
from sayso.extract.actors.view import View
from sayso.extract.draft import Draft

#: How much each way of naming a country says that the report is about it.
WEIGHT = {"country": 1.0, "capital": 1.0, "metonym": 1.0, "people": 0.5, "adjective": 0.5, "actor": 1.5}
DATELINE, PUBLISHER, PLACE = 4.0, 4.0, 1.0
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
    votes = Counter(counts)
    for iso3 in _dateline(view, draft, day):
        votes[iso3] += DATELINE if counts[iso3] else 0.5
    publisher = _publisher(draft.publisher or "")
    if publisher is not None:
        votes[publisher] += PUBLISHER
    ranked = votes.most_common(2)
    if not ranked or len(ranked) == 2 and ranked[0][1] < MARGIN * ranked[1][1] and not _told(ranked, counts):
        return Home()
    first = ranked[0][0]
    return Home(first, votes[first] >= counts[first] + min(DATELINE, PUBLISHER))


def _told(ranked: list[tuple[str, float]], counts: Counter[str]) -> bool:
    """Whether the page itself (dateline, publisher) speaks for the first and not for the second."""
    (first, most), (second, less) = ranked
    return most > counts[first] and less == counts[second]


def _dateline(view: View, draft: Draft, day: str) -> list[str]:
    """The countries of the places in the datelines."""
    found: list[str | None] = []
    for line in draft.lines:
        mask = [line.start <= i < line.end for i in range(len(view))]
        found.extend(_country_of(e) for m in find_names(view, day, mask).values() for e in m.entries if e.use != "actor")
        at = [draft.place_at.get(i) for i in range(line.start, line.end)]
        found.extend(iso3_of(place.country) for place in at if place is not None and place.country)
    return list(dict.fromkeys(iso3 for iso3 in found if iso3))


def _country_of(entry: Entry) -> str | None:
    return entry.country


def _publisher(publisher: str) -> str | None:
    """The country in a publisher's name ("Kenya Daily"); a name alone says no more."""
    for word in publisher.split():
        for atoms, entry in names().get(word.lower(), ()):
            if len(atoms) == 1 and entry.use in {"country", "adjective", "capital"} and word[:1].isupper():
                return entry.country
    return None


def _counts(draft: Draft, matches: dict[int, Match]) -> Counter[str]:
    """How often each country is named, its places and bodies counted, too."""
    counts: Counter[str] = Counter()
    for match in matches.values():
        for iso3, use in {e.country: e.use for e in match.entries if e.country}.items():
            counts[iso3] += WEIGHT[use] / len({e.country for e in match.entries})
    for place in draft.places:
        found = iso3_of(place.country) if place.country else None
        if found and place.kind != "country":
            counts[found] += PLACE * sum(draft.body[span.start] for span in place.mentions if span.start < len(draft.body))
    return counts
