"""Feasts that fall on a known day: Christmas, New Year's Eve, Easter, Thanksgiving."""

from __future__ import annotations

from datetime import date, timedelta

from sayso.extract.times.days import UNKNOWN_DAY, base_of_years, choose
from sayso.extract.times.grammar import Match
from sayso.extract.times.story import Story


def read_feast(match: Match, story: Story) -> str | None:
    """The feast of the year that the tense asks for."""
    feast, is_eve = match.find("feast"), match.has("eve")
    if feast is None and not match.has("day", "eve"):
        return None
    date_of = str(feast.value) if feast is not None else "12-31" if is_eve else "01-01"
    base = base_of_years(story)
    if base is None:
        return f"XXXX-{date_of}" if len(date_of) == len("12-25") else UNKNOWN_DAY
    days = [feast_day(date_of, base.year + n) - timedelta(int(is_eve and feast is not None)) for n in (-1, 0, 1)]
    if match.find("last") is not None:
        return max(day for day in days if day < base).isoformat()
    return choose(days, base, match, story).isoformat()


def feast_day(date_of: str, year: int) -> date:
    """The day of a feast in a year: "12-25", "11-4-4" (the fourth Thursday in November) or "easter"."""
    if date_of == "easter":
        return easter(year)
    month, number, *weekday = map(int, date_of.split("-"))
    if not weekday:
        return date(year, month, number)
    first = date(year, month, 1)
    return first + timedelta((weekday[0] - first.isoweekday()) % 7 + 7 * (number - 1))


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the method of Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - ((b - (b + 8) // 25 + 1) // 3) + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
