"""Two days together: "11-12 October", "April 24 and 25", "overnight into Tuesday", "2024-25"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sayso.extract.times.days import MONTHS, UNKNOWN_DAY, clock, day_value, is_day_number, number_of, read_moment, resolve_day
from sayso.extract.times.grammar import Match
from sayso.extract.times.story import Story

#: One of several times that a match holds: value, first character, last character.
Part = tuple[str, int, int]
JOINTS = frozenset({"into", "to", "and", "until", "through"})
NAMES_A_DAY = ("weekday", "weekday_short", "deictic", "month", "month_short")


def _joint(match: Match) -> int | None:
    """Where the word or dash between the two days stands."""
    return next((n for n, lexeme in enumerate(match.lexemes) if lexeme.kind == "dash" or lexeme.value in JOINTS), None)


def read_days(match: Match, story: Story) -> str | None:
    """A range of days in one month, "11-12 October"; of a night, the day on which it begins."""
    numbers = [number_of(lexeme) for lexeme in match.lexemes if is_day_number(lexeme)]
    month, year = match.find(*MONTHS), match.find("year4")
    if month is None or len(numbers) != 2 or numbers[0] >= numbers[1]:
        return None
    first, last = (day_value(year.value if year else None, month.value, number, story, match) for number in numbers)
    if first is None or last is None:
        return None
    return f"{first}TNI" if match.find("part", "overnight") is not None else f"{first}/{last}"


def read_pair(match: Match, story: Story) -> list[Part] | str | None:
    """ "April 24 and 25": two days; a range after "between"."""
    if match.before is not None and match.before.value == "between":
        return read_days(match, story)
    month, year, cut = match.find(*MONTHS), match.find("year4"), _joint(match)
    numbers = [n for n, lexeme in enumerate(match.lexemes) if is_day_number(lexeme)]
    if month is None or cut is None or len(numbers) != 2:
        return None
    parts = []
    for number, lexemes in zip(numbers, (match.lexemes[:cut], match.lexemes[cut + 1 :]), strict=True):
        value = day_value(year.value if year else None, month.value, number_of(match.lexemes[number]), story, match)
        if value is not None:
            parts.append((value, lexemes[0].start, lexemes[-1].end))
    return parts


def read_apart(match: Match, story: Story) -> list[Part] | None:
    """ "5 p.m. GMT, Friday 6 November": two times, the clock time on that day."""
    cut = next(n for n, lexeme in enumerate(match.lexemes) if lexeme.kind == "comma")
    day, time = read_moment(replace(match, lexemes=match.lexemes[cut + 1 :]), story), clock(match)
    if day is None or time is None:
        return None
    return [(f"{day[:10]}{time}", match.start, match.lexemes[cut - 1].end), (day, match.lexemes[cut + 1].start, match.end)]


def read_nights(match: Match, story: Story) -> str | None:
    """ "overnight into Tuesday", "the night from Monday to Tuesday", "Monday night into Tuesday": the day on which it begins."""
    if match.find("overnight") is None and not match.has("night"):
        return None
    cut = _joint(match)
    first = replace(match, lexemes=match.lexemes[:cut])
    if first.find(*NAMES_A_DAY) is not None or cut is None:
        day = resolve_day(first, story, "TNI")
    else:
        day = _day_before(resolve_day(replace(match, lexemes=match.lexemes[cut + 1 :]), story, "TNI"))
    return f"{day}TNI" if day else None


def _day_before(value: str | None) -> str:
    try:
        return (date.fromisoformat(value or "") - timedelta(1)).isoformat()
    except ValueError:
        return UNKNOWN_DAY


def read_years(match: Match, story: Story) -> str | None:  # noqa: ARG001
    """ "2024-25", "2023/24"."""
    first, last = match.lexemes[0].value, match.lexemes[-1]
    year = last.value if len(last.text) == 4 else first // 100 * 100 + last.value
    return f"{first:04}/{year:04}" if len(last.text) in {2, 4} and first < year < first + 100 else None
