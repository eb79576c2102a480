"""Days and moments: "late on Monday", "7 November", "the same night", "6 a.m. on Monday", "overnight"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sayso.extract.times.grammar import Match
from sayso.extract.times.story import Stop, Story
from sayso.extract.times.tense import Tense, tense
from sayso.extract.times.words import Lexeme

UNKNOWN_DAY = "XXXX-XX-XX"
DAY_NUMBERS = ("int2", "ord", "ordword", "second")
MONTHS = ("month", "month_short")
WEEKDAYS = ("weekday", "weekday_short")
STORY = ("same", "previous", "preceding", "following")
WHICH = ("last", "past", "next", "this", "that", *STORY)
#: The hour before which a clock time after a night belongs to the morning that follows it.
NOON = 12
#: Of the same day in several years: so far ahead a day is not what "will" means where it has just been, ...
TOO_FAR_AHEAD = 300
#: ... so long ago it is preferred where no verb tells, ...
OPEN_PAST = 200
#: ... a day so long ago is given with its year, if it is meant ...
STALE = 300
#: ... and so near it may be although the verb is in the past: an editorial's day, a day east of here.
JUST_AHEAD = 2


def read_moment(match: Match, story: Story) -> str | None:
    """The value of a day, of a part of it, or of a clock time on it."""
    time, part = clock(match), match.find("part", "point", "tonight", "overnight")
    if time is None and part is None and match.find("hour_unit", "hour_units") is not None:
        if match.find("modifier") is None and not match.has("small"):
            return None
        time = "TMO"
    ending = _in_part(time, part) if time is not None else part.value if part is not None else ""
    day = resolve_day(match, story, ending)
    return None if day is None else day + ending


def _in_part(time: str, part: Lexeme | None) -> str:
    """The clock time, made a time of the afternoon where the words say so: "about nine on Thursday night"."""
    found = re.fullmatch(r"T(\d\d):(\d\d)", time)
    if part is None or found is None or part.value not in {"TAF", "TEV", "TNI"}:
        return time
    hour = int(found[1])
    is_late = hour < NOON and not (part.value == "TNI" and hour < 6)
    return f"T{hour + 12 * is_late:02}:{found[2]}"


def clock(match: Match) -> str | None:
    """The clock time among the lexemes as TIMEX3 writes it, or None."""
    if (sharp := match.find("sharp")) is not None:
        return str(sharp.value)
    before = match.before
    for lexeme, after in zip(match.lexemes, [*match.lexemes[1:], None], strict=True):
        half = before is not None and before.kind == "past"
        if lexeme.kind in {"clock", "dotclock"} or half or _is_hour(lexeme, after) or _is_figure(lexeme, before, after):
            return _clock_value(lexeme, match.find("ampm"), half=half)
        before = lexeme
    return None


def _is_hour(lexeme: Lexeme, after: Lexeme | None) -> bool:
    """Whether a number is an hour: "6 a.m.", "six o'clock", "four in the morning", "about nine on Thursday night"."""
    if lexeme.kind not in {"int2", "numword"} or after is None:
        return False
    return after.kind in {"ampm", "oclock"} or after.value in {"on", "in"}


def _is_figure(lexeme: Lexeme, before: Lexeme | None, after: Lexeme | None) -> bool:
    """Whether four figures are a clock time: "0600 GMT", "at 1400 hours"."""
    if lexeme.kind not in {"int", "year4"} or len(lexeme.text) != 4 or after is None:
        return False
    return after.kind == "zone" or after.value == "local" or before is not None and before.value == "at"


def _clock_value(lexeme: Lexeme, ampm: Lexeme | None, *, half: bool) -> str | None:
    if lexeme.kind in {"int2", "numword"}:
        hour, minute = int(lexeme.value), 30 if half else 0
    else:
        digits = "".join(re.findall(r"\d+", lexeme.text)[:2])
        hour, minute = int(digits[:-2]), int(digits[-2:])
    if ampm is not None and hour <= 12:
        hour = hour % 12 + (12 if ampm.text[0] in "pP" else 0)
    return f"T{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else None


def resolve_day(match: Match, story: Story, ending: str) -> str | None:
    """The value of the day that the words name, or of the one that they leave out."""
    if (whole := match.find("iso", "numeric")) is not None:
        return _written(whole, story)
    if match.find(*MONTHS) is not None:
        return _calendar_day(match, story)
    if match.find(*WEEKDAYS) is not None:
        return _weekday(match, story)
    if (deictic := match.find("deictic")) is not None:
        return from_publication(story, deictic.value)
    if match.find("feast", "long_unit") is not None:
        return _feast(match, story)
    if match.find("before", "after") is not None and has_complement(match, story):
        return None
    return _relative_day(match, story, ending)


def has_complement(match: Match, story: Story) -> bool:
    """Whether the last word, "before" or "after", goes on with what it is before or after."""
    token = story.words(match.lexemes[-1].start, match.lexemes[-1].end)[0]
    if token.dep_ == "mark":
        return True
    return token.dep_ == "prep" and any(child.i > token.i for child in token.children)


def _feast(match: Match, story: Story) -> str | None:
    """Christmas, Easter, New Year's Eve and the like, of the year that the tense asks for."""
    feast, is_eve = match.find("feast"), match.has("eve")
    if feast is None and not match.has("day", "eve"):
        return None
    date_of = "12-31" if feast is None and is_eve else "01-01" if feast is None else feast.value
    if story.published is None:
        return f"XXXX-{date_of}" if len(date_of) == 5 else UNKNOWN_DAY
    years = range(story.published.year - 1, story.published.year + 2)
    days = [feast_day(date_of, year) for year in years]
    if feast is not None and is_eve:
        days = [day - timedelta(1) for day in days]
    return choose(days, match, story).isoformat()


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


def from_publication(story: Story, days: int) -> str:
    """The day so many days after the publication."""
    return (story.published + timedelta(days)).isoformat() if story.published else UNKNOWN_DAY


def _written(lexeme: Lexeme, story: Story) -> str | None:
    """A date in figures; where day and month could change places, the reading nearest to the publication."""
    if lexeme.kind == "iso":
        return lexeme.text[:16] if _exists(lexeme.text[:10]) else None
    first, second, year = (int(part) for part in re.split(r"[./-]", lexeme.text))
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    orders = [(second, first)] if "." in lexeme.text else [(second, first), (first, second)]
    days = {day for month, number in orders if (day := make_day(year, month, number)) is not None}
    if len(days) > 1 and story.published is None:
        return f"{year:04}-XX-XX"
    published = story.published
    return min(days, key=lambda day: (day > published, abs(day - published)) if published else (True, day)).isoformat() if days else None


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
    month, year = match.find(*MONTHS), match.find("year4")
    number = next((lexeme for lexeme in match.lexemes if is_day_number(lexeme)), None)
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
    """The value of a day of the calendar; without a year, of the one that weekday, tense and publication ask for."""
    if year is not None:
        day = make_day(year, month, number)
        return day.isoformat() if day else None
    if story.published is None:
        return f"XXXX-{month:02}-{number:02}" if make_day(2024, month, number) else None
    days = [day for n in (-1, 0, 1) if (day := make_day(story.published.year + n, month, number)) is not None]
    weekday = match.find(*WEEKDAYS)
    if match.find("last") is not None:
        return max((day for day in days if day < story.published), default=days[0]).isoformat() if days else None
    if weekday is not None:
        days = [day for day in days if day.isoweekday() == weekday.value] or days
    return choose(days, match, story).isoformat() if days else None


def choose(days: list[date], match: Match, story: Story) -> date:
    """Of the same day in several years the one that the tense and the distance from the publication speak for."""
    published = story.published
    assert published is not None and days
    nearest = min(days, key=lambda day: abs(day - published))
    ahead = min((day for day in days if day >= published), default=nearest)
    past = max((day for day in days if day <= published), default=nearest)
    gone, to_come = (published - past).days, (ahead - published).days
    if not story.in_body or to_come <= JUST_AHEAD:
        return nearest
    match tense_around(match, story):
        case Tense.PAST:
            is_stale = gone > STALE and match.find(*DAY_NUMBERS) is not None and (match.before is None or match.before.value != "since")
            return ahead if is_stale else past
        case Tense.AHEAD:
            return past if to_come > TOO_FAR_AHEAD else ahead
    return past if gone <= OPEN_PAST else nearest


def tense_around(match: Match, story: Story) -> Tense:
    """The tense of the clause around a match."""
    words = story.words(match.start, match.end)
    named = match.find(*WEEKDAYS, *MONTHS)
    head = story.words(named.start, named.end).root if named is not None else words.root
    while head.head is not head and words.start <= head.head.i < words.end:
        head = head.head
    return tense(words, head)


def looks_ahead(match: Match, story: Story) -> bool:
    """Whether the clause around the match is about what is still to come."""
    return tense_around(match, story) is Tense.AHEAD


def _weekday(match: Match, story: Story) -> str | None:
    """The last day of that name before the publication, or the next where the words or the tense say so."""
    found, published = match.find(*WEEKDAYS), story.published
    assert found is not None
    if match.find(*STORY) is not None:
        return _weekday_of_story(match, found.value, story)
    if published is None:
        return f"XXXX-WXX-{found.value}"
    if match.find("long_unit") is not None:
        return _weekday_of_week(match, found.value, published)
    back = (published.isoweekday() - found.value) % 7
    if match.find("last", "past") is not None:
        return (published - timedelta(back or 7)).isoformat()
    if match.find("next") is not None:
        return (published + timedelta(7 - back)).isoformat()
    if (first := _first_of_range(match, story)) is not None:
        return (first + timedelta((found.value - first.isoweekday() - 1) % 7 + 1)).isoformat()
    clause = tense_around(match, story) if story.in_body else Tense.PAST
    is_ahead = clause is Tense.AHEAD or match.find("this") is not None and clause is not Tense.PAST
    return (published + timedelta(7 - back if is_ahead and back else -back)).isoformat()


def _first_of_range(match: Match, story: Story) -> date | None:
    """Monday's day, of the Friday in "from Monday to Friday"."""
    if match.before is None or not (match.before.value in {"to", "until", "through"} or match.before.kind == "dash") or not story.stops:
        return None
    last = story.stops[-1]
    is_near = story.published is not None and abs((last.day - story.published).days) <= 7
    return last.day if is_near and 0 <= match.before.start - last.end <= 1 else None


def _weekday_of_week(match: Match, weekday: int, published: date) -> str:
    """ "Tuesday of last week", "Monday week"."""
    which = match.find("last", "next", "this")
    weeks = which.value if which is not None else 1
    return (published + timedelta(7 * weeks - published.isoweekday() + weekday)).isoformat()


def _weekday_of_story(match: Match, weekday: int, story: Story) -> str | None:
    """ "the previous Friday", "the same Monday": counted from the day that the story has reached."""
    base = story.reached()
    if base is None:
        return f"XXXX-WXX-{weekday}"
    back = (base.day.isoweekday() - weekday) % 7
    if match.find("following") is not None:
        return (base.day + timedelta(7 - back)).isoformat()
    return (base.day - timedelta(back if match.find("same") else back or 7)).isoformat()


def _relative_day(match: Match, story: Story, ending: str) -> str | None:
    """The day of "tonight", "last night", "the previous night", "the next day", or of a time of day that stands alone."""
    which, part = match.find(*WHICH), match.find("part", "point")
    if match.has("the") and match.find("day_unit") is not None and match.find("modifier", "earlier", "later") is not None and which is None:
        reached = story.reached()
        return reached.day.isoformat() if reached else UNKNOWN_DAY
    if match.find("tonight") is not None or which is not None and which.kind == "this":
        return from_publication(story, 0)
    if which is not None and which.kind == "last" and part is not None:
        return from_publication(story, -1)
    reached = _reached(match, story, which, part, ending)
    if reached is None:
        return UNKNOWN_DAY
    step = match.find("before", "after", "next", *STORY)
    days = -1 if match.find("overnight") else step.value if step is not None else _after_night(reached, ending)
    return (reached.day + timedelta(days)).isoformat()


def _reached(match: Match, story: Story, which: Lexeme | None, part: Lexeme | None, ending: str) -> Stop | None:
    """The day that the story has reached, as far as these words mean it."""
    if which is not None and which.kind in {"same", "that"}:
        return (story.last_part(part.value) if part is not None else None) or story.reached(by_day=part is None)
    if ending and which is None and story.in_body and story.published and looks_ahead(match, story):
        return Stop(story.published, story.published.isoformat(), 0, 0, spoken=True)
    if match.find("overnight") is not None and not story.names_day_in(story.sentence(story.words(match.start, match.end))):
        return Stop(story.published, story.published.isoformat(), 0, 0, spoken=True) if story.published else story.reached()
    return story.reached()


def _after_night(reached: Stop, ending: str) -> int:
    """1 where a time of day belongs to the day after the night that was named last: "on Monday night ... at dawn"."""
    found = re.fullmatch(r"T(\d\d):\d\d", ending)
    is_day = int(found[1]) < NOON if found else ending in {"TMO", "TMI", "TAF", "TEV"}
    return int(reached.is_night and is_day)


def read_spell(match: Match, story: Story) -> str | None:
    """A part of the day that stands alone: "by evening", "at dawn"; not as a modifier of a noun ("a night curfew")."""
    words = story.words(match.start, match.end)
    before = {"in", "by", "during", "at", "since", "until", "till", "before", "after", "from", "around", "towards", "throughout"}
    if match.before is None or match.before.value not in before or words.root.dep_ in {"compound", "amod", "nmod"}:
        return None
    is_habit = match.before.value == "at" and len(match.lexemes) == 1 and match.find("part") is not None
    return None if is_habit else read_moment(match, story)


def read_before_yesterday(match: Match, story: Story) -> str | None:
    """ "the day before yesterday", "the day after tomorrow"."""
    deictic, step = match.find("deictic"), match.find("before", "after")
    return from_publication(story, deictic.value + step.value) if deictic and step else None
