"""Which pairs of events are worth comparing, so that the cost grows with the data and not with its square.

Events meet in blocks: the same place or party in the same days, the same words. In a block that grows beyond so many
events, all are compared with its *leaders* alone, those first in an order by hash: as good as drawn by lot, yet the
same for any order of arrival. A coarse block has finer ones beside it, in which fewer events share the leaders.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b

from sayso.link.compare import can_compare, words_alike
from sayso.link.names import INITIALS
from sayso.link.reasons import rules
from sayso.link.records import Mention

#: Days that one coarse block spans; events of fewer days than this apart share one.
SPAN = 8
#: Longer stretches of time are told apart by when they are told.
FEW_DAYS, MONTH = 7, 31
#: So many telling words of a sentence stand beside its anchor.
TELLING = 6
#: Of so many events what was worked out is kept.
KEPT = 2**13


def rank(mention: Mention) -> int:
    """Where an event stands among all others: a number of 63 bits that depends on nothing but itself."""
    return _rank(mention.key)


@lru_cache(KEPT)
def _rank(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big") >> 1


def is_candidate(a: Mention, b: Mention) -> bool:
    """Whether two events of one block may be one at all, as far as a glance tells."""
    if not can_compare(a.type, b.type) or "conditional" in (a.status, b.status):
        return False
    if a.first is not None and b.first is not None and a.last is not None and b.last is not None:
        return max(b.first - a.last, a.first - b.last) <= int(rules()["apart_days"])
    return a.published is None or b.published is None or abs(a.published - b.published) <= int(rules()["window_days"])


@lru_cache(KEPT)
def find_keys(mention: Mention) -> frozenset[str]:
    """The blocks that an event is in."""
    return frozenset("\t".join(map(str, key)) for key in _keys(mention))


def _keys(mention: Mention) -> Iterator[tuple[object, ...]]:
    places = {name for place in (*mention.places, *mention.near) for name in (place.name, place.region) if name}
    parties = {name for party in mention.actors | mention.recipients for name in party.split(INITIALS)}
    countries = {place.country for place in (*mention.places, *mention.near) if place.country}
    kind = f"{mention.type} {mention.mode}"
    words = {*mention.anchor_words, *words_alike(mention.anchor_words)}
    for week in _weeks(mention):
        yield from (("place", name, week) for name in places)
        yield from (("party", name, week, mention.type) for name in parties)
        yield from (("place", name, week, word) for name in places | countries for word in mention.anchor_words)
    for day in _days(mention):
        yield from (("day", day, name, kind) for name in places | countries | parties)
        yield from (("day", day, word) for word in words)
        yield from (("day", day, number.kind, number.low, number.high) for number in mention.numbers)
    yield from (("told", word, at) for word in words for at in _told(mention))
    month = (mention.published or 0) // MONTH
    for word in mention.anchor_words:
        for other in _telling(mention):
            yield from (("word", word, other, at) for at in (month, month + 1))
    if mention.type in rules()["day"]["lasting"]:
        yield from (("lasting", name, mention.type) for name in places)
    if mention.type == "ASSAULT":
        yield "toll", mention.toll_of or mention.ref


def _days(mention: Mention) -> range:
    """The days of a short event and the one after, so that those of neighbouring days meet."""
    if mention.first is None or mention.last is None or mention.length > FEW_DAYS:
        return range(0)
    return range(mention.first, mention.last + 2)


def _weeks(mention: Mention) -> range:
    """The coarse stretches of time that an event may lie in: its own, else the month before it was told."""
    if mention.first is not None and mention.last is not None and mention.length <= FEW_DAYS:
        return range(mention.first // SPAN, mention.last // SPAN + 2)
    if mention.first is not None and mention.last is not None and mention.length <= MONTH:
        return range(mention.first // SPAN, mention.last // SPAN + 1)
    if mention.published is None:
        return range(1)
    return range((mention.published - MONTH) // SPAN, (mention.published + 1) // SPAN + 1)


def _told(mention: Mention) -> range:
    """When an event was told: two stretches, so that reports of the same days share one."""
    return range((mention.published or 0) // SPAN, (mention.published or 0) // SPAN + 2)


def _telling(mention: Mention) -> list[str]:
    return sorted(mention.words - mention.anchor_words, key=lambda word: (-len(word), word))[:TELLING]
