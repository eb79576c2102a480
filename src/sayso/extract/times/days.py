"""Days and moments: "late on Monday", "7 November", "the same night", "6 a.m. on Monday", "overnight"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sayso.extract.times.calendar import shift_months
from sayso.extract.times.grammar import Match
from sayso.extract.times.story import Story, lies_ahead
from sayso.extract.times.words import Lexeme

UNKNOWN_DAY = "XXXX-XX-XX"
DAY_NUMBERS = ("int2", "ord", "ordword", "second")
MONTHS = ("month", "month_short")
WEEKDAYS = ("weekday", "weekday_short")
STORY = ("same", "previous", "preceding", "following")
CLOCKS = ("clock", "dotclock", "sharp", "oclock", "ampm")


def read_moment(match: Match, story: Story) -> str | None:
    """The value of a day, of a part of it, or of a clock time on it."""
    time = _clock(match)
    part = match.find("part", "point", "tonight", "overnight")
    if time is None and part is None and match.has("hours"):
        time = "TMO"
    day = _day(match, story, has_clock=time is not None)
    if day is None:
        return None
    if time is not None:
        return day + _in_part(time, part)
    if part is None or match.lexemes[0].kind == "modifier" and part is None:
        return day
    return day + part.value


def _in_part(time: str, part: Lexeme | None) -> str:
    """The clock time, made a time of the afternoon where the words say so: "about nine on Thursday night"."""
    match = re.fullmatch(r"T(\d\d):(\d\d)", time)
    if part is None or match is None or part.value not in {"TAF", "TEV", "TNI"} or int(match[1]) >= 12:
        return time
    if part.value == "TNI" and int(match[1]) < 6:
        return time
    return f"T{int(match[1]) + 12:02}:{match[2]}"


def _clock(match: Match) -> str | None:
    """The clock time among the lexemes as TIMEX3 writes it, or None."""
    for n, lexeme in enumerate(match.lexemes):
        after = match.lexemes[n + 1] if n + 1 < len(match.lexemes) else None
        if lexeme.kind == "sharp":
            return str(lexeme.value)
        if lexeme.kind in {"clock", "dotclock"} or _is_hour(lexeme, after):
            return _clock_value(lexeme, match.find("ampm"), half=match.has("half"))
    return None


def _is_hour(lexeme: Lexeme, after: Lexeme | None) -> bool:
    """Whether a number is an hour: before "a.m.", "o'clock" or "on Monday", after "half past"."""
    if lexeme.kind not in {"int2", "numword"} or not 0 < lexeme.value <= 24:
        return False
    return after is None or after.kind in {"ampm", "oclock"} or after.text == "on"


def _clock_value(lexeme: Lexeme, ampm: Lexeme | None, *, half: bool) -> str | None:
    if lexeme.kind in {"clock", "dotclock"}:
        digits = re.findall(r"\d{2}|\d", lexeme.text) if ":" not in lexeme.text else lexeme.text.split(":")
        hour, minute = int(digits[0]), int(digits[1])
    else:
        hour, minute = int(lexeme.value), 30 if half else 0
    if ampm is not None and hour <= 12:
        hour = hour % 12 + (12 if ampm.text[0] in "pP" else 0)
    return f"T{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else None


def _day(match: Match, story: Story, *, has_clock: bool) -> str | None:
    """The value of the day that the words name, or of the one that they leave out."""
    if (whole := match.find("iso", "numeric")) is not None:
        return _written(whole, story)
    if match.find(*MONTHS) is not None:
        return _calendar_day(match, story)
    if match.find(*WEEKDAYS) is not None:
        return _weekday(match, story)
    if (deictic := match.find("deictic")) is not None:
        return _from_publication(story, deictic.value)
    return _relative_day(match, story, has_clock=has_clock)


def _from_publication(story: Story, days: int) -> str:
    return (story.published + timedelta(days)).isoformat() if story.published else UNKNOWN_DAY


def _written(lexeme: Lexeme, story: Story) -> str | None:
    """A date in figures; where day and month could change places, the reading nearest to the publication."""
    if lexeme.kind == "iso":
        return lexeme.text[:16] if _exists(lexeme.text[:10]) else None
    first, second, year = (int(part) for part in re.split(r"[./-]", lexeme.text))
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    orders = [(second, first)] if "." in lexeme.text else [(second, first), (first, second)]
    days = [day for month, number in orders if (day := make_day(year, month, number)) is not None]
    if not days:
        return None
    if len(set(days)) == 1:
        return days[0].isoformat()
    published = story.published
    if published is None:
        return f"{year:04}-XX-XX"
    return min(days, key=lambda day: (day > published, abs(day - published))).isoformat()


def _exists(iso: str) -> bool:
    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return True


def make_day(year: int, month: int, number: int) -> date | None:
    """The day, or None where there is no such day."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _calendar_day(match: Match, story: Story) -> str | None:
    month = match.find(*MONTHS)
    number = next((lexeme for lexeme in match.lexemes if is_day_number(lexeme)), None)
    year = match.find("year4")
    if month is None or number is None:
        return None
    return day_value(year.value if year else None, month.value, number_of(number), story, match)


def is_day_number(lexeme: Lexeme) -> bool:
    """Whether the lexeme may be the number of a day in its month."""
    return lexeme.kind in DAY_NUMBERS and 1 <= number_of(lexeme) <= 31


def number_of(lexeme: Lexeme) -> int:
    """The number that a numeral stands for."""
    return int(re.sub(r"\D", "", lexeme.text)) if lexeme.kind == "ord" else int(lexeme.value)


def day_value(year: int | None, month: int, number: int, story: Story, match: Match) -> str | None:
    """The value of a day of the calendar; without a year, of the one that the tense and the publication day ask for."""
    if year is not None:
        day = make_day(year, month, number)
        return day.isoformat() if day else None
    if story.published is None:
        return f"XXXX-{month:02}-{number:02}" if make_day(2024, month, number) else None
    days = [make_day(story.published.year + n, month, number) for n in (-1, 0, 1)]
    found = choose([day for day in days if day is not None], match, story)
    return found.isoformat() if found else None


def choose(days: list[date], match: Match, story: Story) -> date | None:
    """Of the same day in several years the last one before the publication, or the first after where the clause looks ahead."""
    published = story.published
    assert published is not None
    if not days:
        return None
    if not story.in_body:
        return min(days, key=lambda day: abs(day - published))
    ahead = [day for day in days if day >= published]
    past = [day for day in days if day <= published]
    if match.before is None or match.before.value != "since":
        if ahead and looks_ahead(match, story):
            return min(ahead)
    return max(past) if past else min(days)


def looks_ahead(match: Match, story: Story) -> bool:
    """Whether the clause around the match is about what is still to come."""
    return lies_ahead(story.words(match.start, match.end))


def _weekday(match: Match, story: Story) -> str | None:
    found = match.find(*WEEKDAYS)
    assert found is not None
    published = story.published
    if published is None:
        return f"XXXX-WXX-{found.value}"
    back = (published.isoweekday() - found.value) % 7
    if match.find("long_unit") is not None:
        which = match.find("last", "past", "next", "this")
        return (published + timedelta(7 * (which.value if which else 1) - published.isoweekday() + found.value)).isoformat()
    if match.find(*STORY) is not None:
        return _weekday_of_story(match, found.value, story)
    if match.find("last", "past") is not None:
        return (published - timedelta(back or 7)).isoformat()
    if match.find("next") is not None or match.find("this") is not None and back and not _is_past(match, story):
        return (published + timedelta(7 - back)).isoformat()
    if back and looks_ahead(match, story):
        return (published + timedelta(7 - back)).isoformat()
    return (published - timedelta(back)).isoformat()


def _is_past(match: Match, story: Story) -> bool:
    return any(token.tag_ in {"VBD", "VBN"} for token in story.words(match.start, match.end).root.ancestors)


def _weekday_of_story(match: Match, weekday: int, story: Story) -> str | None:
    """ "the previous Friday", "the same Monday": counted from the day that the story has reached."""
    base = story.reached(story.words(match.start, match.end))
    if base is None:
        return None
    back = (base.isoweekday() - weekday) % 7
    if match.find("following") is not None:
        return (base + timedelta(7 - back)).isoformat()
    if match.find("same") is not None:
        return (base - timedelta(back)).isoformat()
    return (base - timedelta(back or 7)).isoformat()


def _relative_day(match: Match, story: Story, *, has_clock: bool) -> str | None:
    """The day of "tonight", "last night", "the previous night", "the next day", or of a clock time that stands alone."""
    words = story.words(match.start, match.end)
    which = match.find("last", "past", "next", "this", "that", *STORY)
    part = match.find("part", "point")
    if match.find("tonight") is not None or which is not None and which.kind == "this":
        return _from_publication(story, 0)
    if which is not None and which.kind in {"last", "past"} and part is not None:
        return _from_publication(story, -1)
    reached = story.reached(words)
    if match.find("overnight") is not None:
        return (reached - timedelta(1)).isoformat() if reached else UNKNOWN_DAY
    if which is not None and which.kind in {"same", "that"} and part is not None:
        reached = story.reached(words, part=part.value) or reached
    if has_clock and story.in_body and looks_ahead(match, story):
        reached = story.published
    if reached is None:
        return UNKNOWN_DAY
    return (reached + timedelta(_step(match))).isoformat()


def _step(match: Match) -> int:
    """How many days the words go from the day that the story has reached."""
    found = match.find("before", "after", "next", *STORY)
    return int(found.value) if found is not None else 0


def read_spell(match: Match, story: Story) -> str | None:
    """A part of the day that stands alone: "by evening", "at dawn"; not as a modifier of a noun ("a night curfew")."""
    words = story.words(match.start, match.end)
    prepositions = {"in", "by", "during", "at", "since", "until", "till", "before", "after", "from", "around", "towards", "throughout"}
    if match.before is None or match.before.value not in prepositions or words.root.dep_ in {"compound", "amod", "nmod"}:
        return None
    if match.before.value == "at" and match.has("night") and len(match.lexemes) == 1:
        return None
    return read_moment(match, story)


def read_before_yesterday(match: Match, story: Story) -> str | None:
    """ "the day before yesterday", "the day after tomorrow"."""
    deictic, step = match.find("deictic"), match.find("before", "after")
    return _from_publication(story, deictic.value + step.value) if deictic and step else None


def read_days(match: Match, story: Story) -> str | None:
    """A range of days in one month, "11-12 October"; of a night, the day on which it begins."""
    numbers = [number_of(lexeme) for lexeme in match.lexemes if is_day_number(lexeme)]
    month, year = match.find(*MONTHS), match.find("year4")
    if month is None or len(numbers) != 2 or numbers[0] >= numbers[1]:
        return None
    if match.find("part", "overnight") is not None:
        return f"{day_value(year and year.value, month.value, numbers[0], story, match)}TNI"
    first, last = (day_value(year.value if year else None, month.value, number, story, match) for number in numbers)
    return f"{first}/{last}" if first and last else None


def shift_day(day: date, months: int) -> date:
    """The same day so many months on."""
    return shift_months(day, months)
