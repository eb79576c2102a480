"""Names that hold a time and are none: "Black Monday", "the March 23 Movement", "the Sunday Times"; and days known by their date."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from sayso.extract.times.grammar import Match
from sayso.extract.times.story import Story
from sayso.rules import load_toml

DAYS = frozenset({"weekday", "month", "month_short"})
#: So many days around the publication a day is one of the news, whatever other day bears its date.
NEWS_DAYS = 21


@cache
def _names(key: str) -> frozenset[str]:
    return frozenset(load_toml("times.toml")["names"][key])


@cache
def _famous() -> dict[str, dict[str, Any]]:
    days: dict[str, dict[str, Any]] = load_toml("times.toml")["famous"]
    return days


def is_name(match: Match) -> bool:
    """Whether the words are part of a name."""
    first, last = match.lexemes[0], match.lexemes[-1]
    if first.kind in DAYS and match.before is not None and match.before.text[0].isupper() and match.before.value in _names("before"):
        return True
    after = match.after
    if after is None or not after.text[0].isupper() or after.value not in _names("after"):
        return False
    return any(lexeme.kind in DAYS for lexeme in match.lexemes) and after.start - last.end <= 1


def known_year(match: Match, value: str, story: Story) -> str:
    """The value, with the year of the day that everybody means by "the 9/11 attacks" where the words go on like that."""
    famous = _famous().get(value[5:10])
    if famous is None or story.published is None or match.find("year4") is not None:
        return value
    near = abs((date.fromisoformat(value[:10]) - story.published).days) <= NEWS_DAYS
    follows = match.after is not None and match.after.value in famous["words"]
    if near or not follows or famous["year"] > story.published.year:
        return value
    return f"{famous['year']}{value[4:]}"
