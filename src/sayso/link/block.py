"""Which pairs of events are worth comparing, so that the cost grows with the data and not with its square."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from sayso.link.compare import can_compare, rules
from sayso.link.records import Mention

Key = tuple[str, ...]
#: Longer stretches of time are one block of their own kind: a month, a year.
FEW_DAYS = 7


def find_candidates(mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Pairs of positions that share a block, each once; in a crowded block an event meets its next neighbours only."""
    blocks: dict[Key, list[int]] = {}
    for n, mention in enumerate(mentions):
        for key in _keys(mention):
            blocks.setdefault(key, []).append(n)
    neighbours = int(rules()["neighbours"])
    seen: set[tuple[int, int]] = set()
    for key in sorted(blocks):
        members = sorted(blocks[key], key=lambda n: (_when(mentions[n]), n))
        for at, n in enumerate(members):
            for m in members[at + 1 : at + 1 + neighbours]:
                pair = (min(n, m), max(n, m))
                if pair not in seen and _is_candidate(mentions[n], mentions[m]):
                    seen.add(pair)
    yield from sorted(seen)


def _is_candidate(a: Mention, b: Mention) -> bool:
    if not can_compare(a.type, b.type) or "conditional" in (a.status, b.status):
        return False
    if a.days is not None and b.days is not None:
        gap = max((b.days.first - a.days.last).days, (a.days.first - b.days.last).days)
        return gap <= int(rules()["apart_days"])
    if a.published is None or b.published is None:
        return True
    return abs((a.published - b.published).days) <= int(rules()["window_days"])


def _when(mention: Mention) -> str:
    """What a block is ordered by: the day, or where it is not told that of publication."""
    if mention.days is not None:
        return mention.days.first.isoformat()
    return mention.published.isoformat() if mention.published is not None else "9999"


def _keys(mention: Mention) -> set[Key]:
    """The blocks of an event: place, day with party or country, parties, pairs of its words, and an attack's tolls."""
    parties = mention.actors | mention.recipients
    places = {name for place in (*mention.places, *mention.near) for name in (place.name, place.admin1) if name}
    countries = {place.country for place in mention.places if place.country}
    keys: set[Key] = {("place", name) for name in places}
    if mention.type == "ASSAULT":
        keys.add(("toll", mention.toll_of or mention.ref))
    for day in _days(mention):
        keys |= {("day", day, party) for party in parties | {f"in {country}" for country in countries}}
        keys |= {("day", day, word) for word in (*mention.anchor_words, f"{mention.type} {mention.mode}")}
    month = _when(mention)[:7]
    keys |= {("party", month, party) for party in parties}
    keys |= {("word", word, other) for word in sorted(mention.anchor_words) for other in _telling(mention)}
    return keys


def _days(mention: Mention) -> list[str]:
    """The days of a short event and those next to it; of a long one its months."""
    if mention.days is None:
        return []
    if mention.days.length <= FEW_DAYS:
        first = mention.days.first - timedelta(days=1)
        return [(first + timedelta(days=n)).isoformat() for n in range(mention.days.length + 2)] + [
            mention.days.first.isoformat()[:7]
        ]
    return [mention.days.first.isoformat()[:7], mention.days.last.isoformat()[:7]]


def _telling(mention: Mention) -> list[str]:
    return sorted(mention.words - mention.anchor_words, key=lambda word: (-len(word), word))[:6]
