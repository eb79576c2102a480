"""Days of the calendar and of the week: "7 November", "13.05.2026", "last Friday", "Tuesday of last week"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sayso.extract.times.calendar import shift_months
from sayso.extract.times.grammar import Match
from sayso.extract.times.story import Story
from sayso.extract.times.tense import Tense, tense
from sayso.extract.times.words import Lexeme, around

UNKNOWN_DAY = "XXXX-XX-XX"
DAY_NUMBERS = ("int2", "ord", "ordword", "second")
MONTHS = ("month", "month_short")
WEEKDAYS = ("weekday", "weekday_short")
STORY = ("same", "previous", "preceding", "following")
#: Of the same day in several years: so far ahead a day is not what "will" means where it has just been, ...
TOO_FAR_AHEAD = 300
#: ... so long ago it is preferred where no verb tells, ...
OPEN_PAST = 200
#: ... a day so long ago is given with its year, if it is meant, ...
STALE = 300
#: ... and so near it may be although the verb is in the past: an editorial's day, a day east of here.
JUST_AHEAD = 2


def from_publication(story: Story, days: int) -> str:
    """The day so many days after the publication."""
    return (story.published + timedelta(days)).isoformat() if story.published else UNKNOWN_DAY


def read_written(lexeme: Lexeme, story: Story) -> str | None:
    """A date in figures; where day and month could change places, the reading nearest to the publication."""
    if lexeme.kind == "iso":
        return _read_iso(lexeme.text)
    first, second, year = (int(part) for part in re.split(r"[./-]", lexeme.text))
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    orders = [(second, first)] if "." in lexeme.text else [(second, first), (first, second)]
    days = {day for month, number in orders if (day := make_day(year, month, number)) is not None}
    if len(days) <= 1:
        return days.pop().isoformat() if days else None
    base = story.published
    if base is None:
        return f"{year:04}-XX-XX"
    return min(days, key=lambda day: (day > base, abs(day - base))).isoformat()


def _read_iso(text: str) -> str | None:
    """ "2026-01-21", "2026/1/21", "2026-01-21T09:40:00Z" (of which seconds and zone are left off)."""
    written, _, time = text.partition("T")
    day = make_day(*(int(part) for part in re.split(r"[./-]", written)))
    return None if day is None else f"{day.isoformat()}T{time[:5]}" if time else day.isoformat()


def make_day(year: int, month: int, number: int) -> date | None:
    """The day, or None where there is no such day."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def read_calendar_day(match: Match, story: Story) -> str | None:
    """ "7 November", "Friday 16 January 2026", "last Oct. 23"."""
    month, year = match.one(*MONTHS), match.find("year4")
    number = _number_beside(match, month)
    if number is None:
        return None
    written = year.value if year else None
    if match.find("long_unit") is not None and (written := year_beside(match, story)) is None:
        return None
    return day_value(written, month.value, number_of(number), story, match)


def year_beside(match: Match, story: Story) -> int | None:
    """The year that "of last year", "of that year" mean."""
    which = match.find("last", "next", "this", "that", "same")
    has_year = any(lexeme.kind == "long_unit" and lexeme.value == "Y" for lexeme in match.lexemes)
    if not has_year or which is None:
        return None
    if which.kind in {"that", "same"}:
        return story.period[1][0].year if story.period is not None else None
    return story.published.year + int(which.value) if story.published is not None else None


def _number_beside(match: Match, month: Lexeme) -> Lexeme | None:
    """The day's number: right after the month, or before it."""
    at = match.lexemes.index(month)
    beside = [*match.lexemes[at + 1 : at + 4], *reversed(match.lexemes[max(at - 3, 0) : at])]
    return next((lexeme for lexeme in beside if is_day_number(lexeme)), None)


def is_day_number(lexeme: Lexeme) -> bool:
    """Whether the lexeme may be the number of a day in its month."""
    return lexeme.kind in DAY_NUMBERS and 1 <= number_of(lexeme) <= 31


def number_of(lexeme: Lexeme) -> int:
    """The number that a numeral or an ordinal stands for."""
    return int(re.sub(r"\D", "", lexeme.text)) if lexeme.kind == "ord" else int(lexeme.value)


def day_value(year: int | None, month: int, number: int, story: Story, match: Match) -> str | None:
    """The value of a day of the calendar; without a year, of the one that weekday, tense and publication ask for."""
    if year is not None:
        day = make_day(year, month, number)
        return day.isoformat() if day else None
    base = base_of_years(story)
    if base is None:
        return f"XXXX-{month:02}-{number:02}" if make_day(2024, month, number) else None
    days = [day for n in (-1, 0, 1) if (day := make_day(base.year + n, month, number)) is not None]
    if (weekday := match.find(*WEEKDAYS)) is not None:
        days = [day for day in days if day.isoweekday() == weekday.value] or days
    if not days:
        return None
    if match.find("last") is not None:
        return max((day for day in days if day < base), default=days[0]).isoformat()
    return choose(days, base, match, story).isoformat()


def base_of_years(story: Story) -> date | None:
    """What tells the year of a day without one: the publication; where it is unknown, the last day or period named."""
    if story.published is not None:
        return story.published
    return story.period[1][0] if story.period is not None else None


def choose(days: list[date], base: date, match: Match, story: Story) -> date:
    """Of the same day in several years the one that the tense and the distance from the publication speak for."""
    nearest = min(days, key=lambda day: abs(day - base))
    ahead = min((day for day in days if day >= base), default=nearest)
    past = max((day for day in days if day <= base), default=nearest)
    gone, to_come = (base - past).days, (ahead - base).days
    if not story.in_body or to_come <= JUST_AHEAD or story.published is None:
        return nearest
    match tense_around(match, story):
        case Tense.PAST:
            is_since = match.before is not None and match.before.value == "since"
            return ahead if gone > STALE and not is_since and match.find(*DAY_NUMBERS) else past
        case Tense.AHEAD:
            return past if to_come > TOO_FAR_AHEAD else ahead
    return past if gone <= OPEN_PAST else nearest


def tense_around(match: Match, story: Story) -> Tense:
    """The tense of the clause around a match."""
    words = story.words(match.start, match.end)
    named = match.find(*WEEKDAYS, *MONTHS)
    head = story.words(named.start, named.end).root if named is not None else words.root
    for _ in words:  # up to the head of the words themselves: "morning" of "Thursday morning"
        if head.head is head or not words.start <= head.head.i < words.end:
            break
        head = head.head
    return tense(words, head)


def looks_ahead(match: Match, story: Story) -> bool:
    """Whether the clause around the match is about what is still to come."""
    return tense_around(match, story) is Tense.AHEAD


def read_weekday(match: Match, story: Story) -> str:
    """The last day of that name before the publication, or the next where the words or the tense say so."""
    weekday, base = int(match.one(*WEEKDAYS).value), story.published
    if match.find(*STORY) is not None:
        return _weekday_of_story(match, weekday, story)
    if base is None:
        return f"XXXX-WXX-{weekday}"
    if match.find("long_unit") is not None:
        which = match.find("last", "next", "this")
        weeks = which.value if which is not None else 1
        return (base + timedelta(7 * weeks - base.isoweekday() + weekday)).isoformat()
    back = (base.isoweekday() - weekday) % 7
    if match.find("last", "past") is not None:
        return (base - timedelta(back or 7)).isoformat()
    if match.find("next") is not None:
        return (base + timedelta(7 - back)).isoformat()
    if (first := _first_of_range(match, base, story)) is not None:
        return (first + timedelta((weekday - first.isoweekday() - 1) % 7 + 1)).isoformat()
    is_ahead = back and _is_weekday_ahead(match, story)
    return (base + timedelta(7 - back if is_ahead else -back)).isoformat()


def _is_weekday_ahead(match: Match, story: Story) -> bool:
    """Whether a weekday is one to come; "this Friday" is, where nothing speaks against it."""
    clause = tense_around(match, story) if story.in_body else Tense.PAST
    return clause is Tense.AHEAD or (clause is Tense.OPEN and match.find("this") is not None)


def _first_of_range(match: Match, base: date, story: Story) -> date | None:
    """Monday's day, of the Friday in "from Monday to Friday"."""
    before = match.before
    if before is None or not story.stops or not (before.kind == "dash" or before.value in around("joint") - {"and"}):
        return None
    last = story.stops[-1]
    is_next_to_it = 0 <= before.start - last.end <= 1 and abs((last.day - base).days) <= 7
    return last.day if is_next_to_it else None


def _weekday_of_story(match: Match, weekday: int, story: Story) -> str:
    """ "the previous Friday", "the same Monday": counted from the day that the story has reached."""
    base = story.reached()
    if base is None:
        return f"XXXX-WXX-{weekday}"
    back = (base.day.isoweekday() - weekday) % 7
    if match.find("following") is not None:
        return (base.day + timedelta(7 - back)).isoformat()
    return (base.day - timedelta(back if match.find("same") else back or 7)).isoformat()


def read_day_number(match: Match, story: Story) -> str | None:
    """ "on the 15th": of the month that lies nearest to the day that the story has reached."""
    before = match.before.value if match.before is not None else ""
    words, reached = story.words(match.start, match.end), story.reached()
    if before not in around("day_number") or reached is None or words.root.dep_ != "pobj" or words.root.n_rights:
        return None
    number, first = number_of(match.one("ord")), reached.day.replace(day=1)
    months = [shift_months(first, n) for n in (-1, 0, 1)]
    days = [day for month in months if (day := make_day(month.year, month.month, number)) is not None]
    return min(days, key=lambda day: abs(day - reached.day)).isoformat() if days else None


def read_before_yesterday(match: Match, story: Story) -> str:
    """ "the day before yesterday", "the day after tomorrow"."""
    return from_publication(story, match.one("deictic").value + match.one("before", "after").value)
