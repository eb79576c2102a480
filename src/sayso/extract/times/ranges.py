"""Two days together: "11-12 October", "April 24 and 25", "overnight into Tuesday", "5 p.m., Friday", "2024-25"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sayso.extract.times.clock import find_clock
from sayso.extract.times.days import MONTHS, UNKNOWN_DAY, day_value, is_day_number, number_of
from sayso.extract.times.grammar import Match
from sayso.extract.times.moments import read_moment, resolve_day
from sayso.extract.times.story import Story
from sayso.extract.times.words import around

#: One of several times that a match holds: value, first character, last character.
Part = tuple[str, int, int]
NAMES_A_DAY = ("weekday", "weekday_short", "deictic", "month", "month_short")


def _joint(match: Match) -> int | None:
    """Where the word or dash between the two days stands."""
    joints = (n for n, lexeme in enumerate(match.lexemes) if lexeme.kind == "dash" or lexeme.value in around("joint"))
    return next(joints, None)


def _two_days(match: Match, story: Story) -> list[str]:
    """The values of two days of one month."""
    month, year = match.one(*MONTHS), match.find("year4")
    numbers = [number_of(lexeme) for lexeme in match.lexemes if is_day_number(lexeme)]
    values = (day_value(year.value if year else None, month.value, number, story, match) for number in numbers)
    return [value for value in values if value is not None]


def read_days(match: Match, story: Story) -> str | None:
    """A range of days in one month, "11-12 October"; of a night, the day on which it begins."""
    values = _two_days(match, story)
    if len(values) != 2 or values[0] >= values[1]:
        return None
    night = match.find("part", "overnight")
    return f"{values[0]}TNI" if night is not None and night.value == "TNI" else "/".join(values)


def read_pair(match: Match, story: Story) -> list[Part] | str | None:
    """ "April 24 and 25": two days; a range after "between"."""
    if match.before is not None and match.before.value == "between":
        return read_days(match, story)
    values, cut = _two_days(match, story), _joint(match)
    if len(values) != 2 or cut is None:
        return None
    first, second = match.lexemes[:cut], match.lexemes[cut + 1 :]
    return [(values[0], first[0].start, first[-1].end), (values[1], second[0].start, second[-1].end)]


def read_months(match: Match, story: Story) -> list[Part] | str | None:  # noqa: ARG001
    """ "between April and June 2025": two months of that year, or of two; "April-June 2025": what lies between."""
    first, last = (lexeme for lexeme in match.lexemes if lexeme.kind in MONTHS)
    year = match.one("year4").value
    before = f"{year - (first.value > last.value):04}-{first.value:02}"
    after = f"{year:04}-{last.value:02}"
    if match.find("dash") is not None:
        return f"{before}/{after}"
    return [(before, first.start, first.end), (after, last.start, match.end)]


def read_apart(match: Match, story: Story) -> list[Part] | None:
    """ "5 p.m. GMT, Friday 6 November": two times, the clock time on that day."""
    cut = next(n for n, lexeme in enumerate(match.lexemes) if lexeme.kind == "comma")
    first, second = match.lexemes[:cut], match.lexemes[cut + 1 :]
    day, time = read_moment(replace(match, lexemes=second), story), find_clock(match)
    if day is None or time is None:
        return None
    return [(f"{day[:10]}{time}", first[0].start, first[-1].end), (day, second[0].start, second[-1].end)]


def read_nights(match: Match, story: Story) -> str | None:
    """ "overnight into Tuesday", "the night from Monday to Tuesday", "Monday night into Tuesday": when it begins."""
    if match.find("overnight") is None and not match.has("night"):
        return None
    cut = _joint(match)
    first = replace(match, lexemes=match.lexemes[:cut])
    if cut is None or first.find(*NAMES_A_DAY) is not None:
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
