"""What makes names, words and days comparable across reports; each function looks at one value alone."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache, lru_cache

from sayso.parties import plain
from sayso.rules import load_toml

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: Words that a body's name has or lacks without becoming another body.
LOOSE = frozenset(load_toml("link.toml")["names"]["loose"])
#: Between a name's telling words and the initials of the whole of it.
INITIALS = "|"
KEPT = 2**17


@lru_cache(KEPT)
def telling(name: str) -> str:
    """The telling words of a name, in order."""
    words = [word for word in plain(name).split() if word not in LOOSE]
    return " ".join(words) or plain(name)


def party_name(name: str) -> str:
    """What a party without a state counts as: its telling words, and its initials where it has three or more."""
    initials = "".join(word[0] for word in name.split() if word[:1].isupper()).casefold()
    return telling(name) + (INITIALS + initials if len(initials) > 2 else "")


def bare_name(party: str) -> str:
    """The telling words alone."""
    return party.partition(INITIALS)[0]


@lru_cache(KEPT)
def is_same_party(one: str, other: str) -> bool:
    """Whether two names are of one party: the same words, a name and its initials, or one within the other."""
    a, _, initials_a = one.partition(INITIALS)
    b, _, initials_b = other.partition(INITIALS)
    return a == b or initials_a == b or initials_b == a or _is_within(a, b) or _is_within(b, a)


def _is_within(inner: str, outer: str) -> bool:
    """Whether a name of two or more words stands in the other: "paramilitary Rapid Support Forces"."""
    return " " in inner and f" {inner} " in f" {outer} "


@lru_cache(KEPT)
def stem(word: str) -> str:
    """A word without its commonest endings: "bombed", "bombing" and "bombs" are one."""
    word = word.casefold().removesuffix("'s").removesuffix("’s")
    for ending in ("ments", "ment", "ings", "ing", "ers", "ies", "ied", "ed", "es", "er", "s", "y", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(stem(word) for word in load_toml("link.toml")["stop"]["words"])


def stems(text: str) -> frozenset[str]:
    """The stems of the telling words of a text."""
    return frozenset(stem(word) for word in WORD.findall(text) if len(word) > 2) - _stop_words()


def day_number(value: str | None) -> int | None:
    """An ISO day as a count of days, or None where it is none."""
    first, last = span_of_days(value, None) or (0, 1)
    return first if first == last else None


def span_of_days(start: str | None, end: str | None) -> tuple[int, int] | None:
    """First and last day, as counts, of two ISO dates (day, month, year, or a range A/B); None where none is told."""
    told = [part for value in (start, end) if value for part in value.split("/")]
    bounds = [bound for part in told for bound in _bounds(part)]
    return (min(bounds), max(bounds)) if bounds else None


@lru_cache(KEPT)
def _bounds(value: str) -> tuple[int, ...]:
    """First and last day of an ISO day, month or year; nothing where it is none."""
    try:
        parts = [int(part) for part in value[:10].split("-")]
        if len(parts) == 3:
            return (date(*parts).toordinal(),)
        if len(parts) == 2:
            first = date(parts[0], parts[1], 1)
            return first.toordinal(), ((first + timedelta(days=31)).replace(day=1) - timedelta(days=1)).toordinal()
        return date(parts[0], 1, 1).toordinal(), date(parts[0], 12, 31).toordinal()
    except (ValueError, TypeError, OverflowError):
        return ()


def iso(day: int) -> str:
    """A count of days as an ISO day."""
    return date.fromordinal(day).isoformat()
