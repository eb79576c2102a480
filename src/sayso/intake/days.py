"""The day in a date as metadata and exports write it. What can mean two days is told by its column or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

ISO = re.compile(
    r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)|\s*(\d{4})[/.](\d\d?)[/.](\d\d?)(?!\d)|\s*(\d{4})(\d\d)(\d\d)\d{6}\Z"
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?(?:,? |-)(\d{4})\b")
#: What spreadsheets make of a date: 31-Mar-25.
SHORT = re.compile(r"\s*(\d{1,2})-([A-Za-z]{3})-(\d\d)\Z")
#: 03/04/2025: the third of April or the fourth of March.
NUMERIC = re.compile(r"\s*(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
#: Seconds or milliseconds since 1970; from 1998 to 2030, since other ten-digit numbers begin with a year.
SECONDS = re.compile(r"\s*(9\d{8}|1[0-8]\d{8})(\d{3})?(?:\.\d+)?\s*\Z")
YEARS = range(1900, 2101)
#: Two digits are a year of this century up to here (POSIX, strptime).
LAST_SHORT_YEAR = 68


def find_day(value: Any) -> str | None:
    """The ISO day in a date that has one meaning: ISO 8601, RFC 2822, the month in English words, seconds since 1970.

    The day is the one that is written there, whatever the time zone; that of a count of seconds is UTC's.
    """
    if not isinstance(value, str):
        return None
    value = " ".join(value.split())
    if match := ISO.match(value):
        year, month, day = (int(part) for part in match.groups() if part)
        return _day(year, month, day)
    if match := SECONDS.match(value):
        return datetime.fromtimestamp(int(match[1]), UTC).date().isoformat()
    return _worded_day(value)


def _worded_day(value: str) -> str | None:
    if match := MONTH_FIRST.search(value):
        return _day(int(match[3]), _month(match[1]), int(match[2]))
    if match := DAY_FIRST.search(value):
        return _day(int(match[3]), _month(match[2]), int(match[1]))
    if match := SHORT.match(value):
        year = int(match[3])
        return _day(year + (2000 if year <= LAST_SHORT_YEAR else 1900), _month(match[2]), int(match[1]))
    from email.utils import parsedate  # half of what importing this package would cost

    mail = parsedate(value)
    return _day(*mail[:3]) if mail else None


def find_numeric_days(value: str) -> list[str]:
    """The ISO days that a date in figures may mean, day first before month first; none where it is no such date."""
    match = NUMERIC.match(value)
    if match is None:
        return []
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    days = [_day(year, second, first), _day(year, first, second)]
    return [day for day in dict.fromkeys(days) if day]


def is_day_first(values: Iterable[str]) -> bool | None:
    """Whether the dates of a column have the day before the month, told by those with a number over 12; or None.

    A column that has both kinds tells nothing.
    """
    pairs = [(int(match[1]), int(match[3])) for value in values if (match := NUMERIC.match(value))]
    told = {first > second for first, second in pairs if min(first, second) <= 12 < max(first, second)}
    return told.pop() if len(told) == 1 else None


def _month(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1 if name[:3].lower() in MONTHS else 0


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year in YEARS else None
    except ValueError:
        return None
