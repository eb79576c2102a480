"""TIMEX3 values and the days that they cover.

A value says all there is to know; `interval` reads first day, last day and grain off it. What nobody knows of it is
written XX, and such a value covers no known days. Seasons are those of the northern half, from the first of a month.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

#: A unit's letter -> how many months or days it has (as TIMEX3 writes it: "T" for a unit of the clock).
MONTHS = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
DAYS = {"D": 1, "W": 7, "2W": 14}
SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
PARTS = ("TMO", "TMI", "TAF", "TEV", "TNI", "TDT")
Days = tuple[date, date]

DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(T\S+)?")
MONTH = re.compile(r"(\d{4})-(\d{2})")
WEEK = re.compile(r"(\d{4})-W(\d{2})(-WE)?")
SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)")
PERIOD = re.compile(r"(\d{4})-([QH])(\d)")
YEARS = re.compile(r"\d{2,4}")


def interval(value: str) -> tuple[Days | None, str]:
    """First and last day of a TIMEX3 value, or None where it names no known days, and its grain."""
    if "/" in value:
        first, second = (interval(part) for part in value.split("/", 1))
        return ((first[0][0], second[0][1]) if first[0] and second[0] else None), first[1]
    try:
        return _days(value), grain(value)
    except (ValueError, OverflowError):
        return None, grain(value)


def grain(value: str) -> str:
    """How fine a value is: hour, part_of_day, day, week, month (or season, quarter), year (or decade), unknown."""
    if value.startswith("P") or value.endswith("REF"):
        return "unknown"
    day, clock, time = value.partition("T")
    if clock:
        return "part_of_day" if clock + time in PARTS else "hour"
    if re.search(r"-W[\dX]", day):
        return "day" if re.search(r"-[1-7]$", day) else "week"
    return {2: "year", 3: "year", 4: "year", 7: "month", 10: "day"}.get(len(day), "unknown")


def _days(value: str) -> Days | None:
    if match := DAY.fullmatch(value):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return day, day
    if match := WEEK.fullmatch(value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return (monday + timedelta(5) if match[3] else monday), monday + timedelta(6)
    if match := MONTH.fullmatch(value):
        return _months(int(match[1]), int(match[2]), 1)
    if match := SEASON.fullmatch(value):
        return _months(int(match[1]), SEASON_STARTS[match[2]], 3)
    if match := PERIOD.fullmatch(value):
        length = 3 if match[2] == "Q" else 6
        return _months(int(match[1]), (int(match[3]) - 1) * length + 1, length)
    if YEARS.fullmatch(value):
        rest = 4 - len(value)
        return date(max(int(value + "0" * rest), 1), 1, 1), date(int(value + "9" * rest), 12, 31)
    return None


def _months(year: int, month: int, count: int) -> Days:
    last = shift_months(date(year, month, 1), count - 1)
    return date(year, month, 1), last.replace(day=calendar.monthrange(last.year, last.month)[1])


def shift_months(day: date, months: int) -> date:
    """The day so many months on, or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shift(day: date, count: float, unit: str) -> date:
    """The day so many units (D W 2W M Q Y DE CE) on; raises ValueError or OverflowError outside of the calendar."""
    if unit in DAYS:
        return day + timedelta(round(count * DAYS[unit]))
    return shift_months(day, round(count * MONTHS[unit]))


def value_of(day: date, unit: str) -> str:
    """The value of the week, month, quarter ... that a day lies in."""
    week = day.isocalendar()
    return {
        "D": day.isoformat(),
        "W": f"{week.year:04}-W{week.week:02}",
        "2W": f"{week.year:04}-W{week.week:02}",
        "WE": f"{week.year:04}-W{week.week:02}-WE",
        "M": f"{day.year:04}-{day.month:02}",
        "Q": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "Y": f"{day.year:04}",
        "DE": f"{day.year // 10:03}",
        "CE": f"{day.year // 100:02}",
    }[unit]


def season_value(day: date) -> str:
    """The season that a day lies in; a winter bears the year in which it begins."""
    first = day.replace(day=1)
    if first.month <= 2:
        return f"{first.year - 1:04}-WI"
    return f"{first.year:04}-{['SP', 'SU', 'FA', 'WI'][first.month // 3 - 1]}"
