"""Names that hold a time and are none ("Black Monday", "the March 23 Movement"), and days known by their date."""

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
    before, after = match.before, match.after
    is_after_name = before is not None and _is_capital(before.text) and before.value in _names("before")
    if is_after_name and match.lexemes[0].kind in DAYS:
        return True
    if after is None or not _is_capital(after.text) or after.value not in _names("after"):
        return False
    is_named = match.read == "duration" or any(lexeme.kind in DAYS for lexeme in match.lexemes)
    return after.start - match.end <= 1 and is_named


def _is_capital(text: str) -> bool:
    return text[0].isupper()


def known_year(match: Match, value: str, story: Story) -> str:
    """The value, with the year that everybody means by "the September 11 attacks" where the words go on like that."""
    famous = _famous().get(value[5:10])
    if famous is None or story.published is None or match.find("year4") is not None:
        return value
    is_news = abs((date.fromisoformat(value[:10]) - story.published).days) <= NEWS_DAYS
    is_followed = match.after is not None and match.after.value in famous["words"]
    if is_news or not is_followed or famous["year"] > story.published.year:
        return value
    return f"{famous['year']}{value[4:]}"
