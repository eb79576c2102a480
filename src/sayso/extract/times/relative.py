"""What counts from the publication or from the story: "last week", "the following month", "two days later"."""

from __future__ import annotations

from datetime import date, timedelta

from sayso.extract.times.amount import UNITS, amount, duration
from sayso.extract.times.calendar import MONTHS, shift, value_of
from sayso.extract.times.days import STORY, tense_around
from sayso.extract.times.grammar import Match
from sayso.extract.times.moments import has_complement
from sayso.extract.times.story import Story
from sayso.extract.times.tense import Tense, is_telling, verb_of
from sayso.extract.times.words import Lexeme

UNKNOWN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "2W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
    "DE": "XXX",
    "CE": "XX",
}
FROM_STORY = ("earlier", "later", "before", "after")
#: How fine "two decades ago" and "a fortnight later" are.
COARSER = {"DE": "Y", "CE": "Y", "2W": "W"}


def read_relative(match: Match, story: Story) -> str | None:
    """ "last week", "this year", "the following month", "the end of the year", "the weekend", "the past year"."""
    unit = match.one("long_unit", "weekend", "day_unit")
    which = match.find("last", "past", "next", "this", "that", *STORY)
    is_up_to_now = match.find("past") is not None or (match.has("the") and which is not None and which.kind == "last")
    if unit.kind == "long_unit" and is_up_to_now and match.find("edge", "modifier") is None:
        return duration(1.0, unit)
    if match.lexemes[0] is unit:
        return f"{_this_year(story)}-12" if unit.value == "Y" and match.has("end") else None
    if match.find("before") is not None:
        return None if has_complement(match, story) else _period(story, unit, -1, from_story=True)
    if unit.kind == "weekend" and (which is None or which.kind == "this"):
        return _weekend(match, story, is_this=which is not None)
    if which is None and unit.kind == "long_unit" and match.find("edge", "earlier", "later") is None:
        return _quarter(match, story) if unit.value == "Q" else None
    count = which.value if which is not None else 0
    return _period(story, unit, count, from_story=which is not None and which.kind in {"that", *STORY})


def _period(story: Story, unit: Lexeme, count: int, *, from_story: bool) -> str:
    """The period so many units on from the publication, or from what the story has reached."""
    base = _reached(story) if from_story else story.published
    if base is None:
        return str(UNKNOWN[unit.value])
    if unit.kind == "weekend":
        return value_of(base + timedelta(7 * count), "WE")
    return value_of(shift(base, count, unit.value), unit.value)


def _quarter(match: Match, story: Story) -> str:
    """The quarter that a report on business is about: the one named, else the last that had ended."""
    value, published = story.quarter(match), story.published
    if value is not None:
        return value
    if published is None or tense_around(match, story) is Tense.AHEAD:
        return f"{_this_year(story)}-QX"
    return value_of(shift(published, -1, "Q"), "Q")


def _this_year(story: Story) -> str:
    return f"{story.published.year:04}" if story.published else "XXXX"


def _weekend(match: Match, story: Story, *, is_this: bool) -> str:
    """ "the weekend": the last one, or the coming one where the clause looks ahead or it has begun."""
    base = story.published
    if base is None:
        return UNKNOWN["WE"]
    clause = tense_around(match, story)
    is_on = base.isoweekday() >= 6 or clause is Tense.AHEAD or (is_this and clause is Tense.OPEN)
    return value_of(base - timedelta(0 if is_on else 7), "WE")


def _reached(story: Story) -> date | None:
    """The first day of the last day or period that the story has named."""
    if story.period is not None:
        return story.period[1][0]
    reached = story.reached()
    return reached.day if reached else None


def read_offset(match: Match, story: Story) -> str | None:
    """ "three days ago", "a day earlier", "two years later"; "two days before the vote" is a duration."""
    unit, step = match.one(*UNITS), match.find("ago", "back", *FROM_STORY)
    if (day := match.find("weekday", "deictic")) is not None:
        return _from_day(match, unit, step, day, story)
    if step is not None and step.kind in {"before", "after"} and has_complement(match, story):
        return None
    count = amount([lexeme for lexeme in match.lexemes if lexeme.kind not in FROM_STORY], unit)
    letter = unit.value
    if letter == "TH" and count is not None and count % 24 == 0:
        count, letter = count / 24, "D"
    if count is None or letter.startswith("T"):
        return duration(count, unit)
    steps = step.value if step is not None else 1
    if letter == "Y" and count == 1 and (same := _same_quarter(match, story, steps)):
        return same
    from_story = step is not None and step.kind in FROM_STORY
    base = _counted_from(match, story, letter) if from_story else story.published
    if base is None:
        return UNKNOWN[letter]
    return value_of(shift(base, count * steps, letter), COARSER.get(letter, letter))


def _from_day(match: Match, unit: Lexeme, step: Lexeme | None, day: Lexeme, story: Story) -> str | None:
    """ "a week ago today", "two weeks ago Sunday", "a week from Monday": a day, so many weeks on from another."""
    count = amount(match.lexemes[:-1], unit)
    if story.published is None or count is None or unit.value.startswith("T"):
        return UNKNOWN["D"]
    steps, base = (step.value if step is not None else 1), story.published
    if day.kind == "deictic":
        base += timedelta(day.value)
    else:
        apart = (base.isoweekday() - day.value) % 7
        base += timedelta(-apart if steps < 0 else (7 - apart) % 7)
    return value_of(shift(base, count * steps, unit.value), "D")


def _same_quarter(match: Match, story: Story, years: int) -> str | None:
    """ "a year earlier" after a quarter is that quarter, a year earlier."""
    value = story.quarter(match)
    return f"{int(value[:4]) + years:04}{value[4:]}" if value is not None else None


def _counted_from(match: Match, story: Story, letter: str) -> date | None:
    """The day that "earlier" and "later" count from: the telling's where only words are compared, else the story's."""
    if letter in MONTHS:
        return _reached(story)
    words = story.words(match.start, match.end)
    verb = verb_of(words)
    if verb is not None and is_telling(verb) and not story.names_day_in(story.sentence(words)):
        return story.published
    reached = story.reached(goes_on=verb is not None and not is_telling(verb))
    return reached.day if reached else None
