"""Durations and sets: "72-hour", "nearly ten months", "the past three weeks", "every day"."""

from __future__ import annotations

from datetime import date

from sayso.extract.times.amount import UNITS, amount, duration
from sayso.extract.times.calendar import DAYS, MONTHS, Days, shift
from sayso.extract.times.grammar import Match
from sayso.extract.times.story import Story
from sayso.extract.times.words import Lexeme


NUMBERS = frozenset({"int2", "int", "year4", "big", "decimal", "numword", "hundred"})


def read_duration(match: Match, story: Story) -> str | None:
    """ "nearly ten months", "18-month", "weeks": not an age, no rate, no quarter of something else."""
    unit = match.find(*UNITS)
    assert unit is not None
    if _is_age(match, story) or _is_left_over(match) or _is_rate(match) or _is_fraction(match, unit) or _is_some_day(match, story):
        return None
    return duration(amount(match.lexemes, unit), unit)


def _is_age(match: Match, story: Story) -> bool:
    """ "8-month-old", "30 years old", "aged 30 years"."""
    if match.before is not None and match.before.value in {"aged", "age"}:
        return True
    return story.text[match.end : match.end + 8].lower().replace("-", " ").startswith((" old", " of age"))


def _is_left_over(match: Match) -> bool:
    """Whether a bare unit follows a number, which then was read as something else: "aged 12 years"."""
    is_bare = match.lexemes[0].kind in UNITS
    return is_bare and match.before is not None and match.before.kind in {*NUMBERS, "ord", "dash"}


def _is_rate(match: Match) -> bool:
    """ "300 a day", "$5 million a year"; also "a year-long war", of which only "year-long" is the time, and "in as many days"."""
    before, after = match.before, match.after
    if match.lexemes[0].text.lower() == "many" and before is not None and before.value == "as":
        return True
    if match.lexemes[0].value not in {"a", "an"} or len(match.lexemes) != 2:
        return False
    if after is not None and after.kind == "dash" and after.start == match.end:
        return True
    if before is None:
        return False
    return before.kind in NUMBERS or before.value in {"million", "billion", "%"}


def _is_fraction(match: Match, unit: Lexeme) -> bool:
    """ "three-quarters of its food", "about a quarter"; "three quarters" of a year are rare in reports."""
    if unit.value != "Q":
        return False
    return unit.kind == "long_unit" or match.find("dash") is not None or match.after is not None and match.after.value == "of"


def _is_some_day(match: Match, story: Story) -> bool:
    """ "one day they will return"."""
    if [lexeme.value for lexeme in match.lexemes] != [1, "D"] or match.after is not None and match.after.kind in {"before", "after"}:
        return False
    return story.words(match.start, match.end).root.dep_ == "npadvmod"


def read_span(match: Match, story: Story) -> str | None:  # noqa: ARG001
    """ "the past three weeks": a duration, at whose near end stands the day of publication."""
    unit = match.find(*UNITS)
    assert unit is not None
    return duration(amount([lexeme for lexeme in match.lexemes if lexeme.kind != "ordword"], unit), unit)


def covered_by(match: Match, story: Story) -> Days | None:
    """The days that "the past three weeks" or "the next two days" cover, counted from the publication."""
    unit, which = match.find(*UNITS), match.find("last", "past", "next")
    if unit is None or which is None or story.published is None or match.read not in {"span", "relative"}:
        return None
    count, letter = amount(match.lexemes, unit), unit.value
    if letter == "TH" and count is not None:
        count, letter = -(-count // 24), "D"
    if count is None or letter not in {*DAYS, *MONTHS}:
        return None
    far = shift(story.published, which.value * count, letter)
    return min(far, story.published), max(far, story.published)


def read_first_months(match: Match, story: Story) -> str | None:
    """ "the first nine months of 2025": from the first of January on."""
    unit, year, which = match.find("long_units"), match.find("year4"), match.find("last", "next", "this")
    words = [lexeme for lexeme in match.lexemes if lexeme.kind in {"int2", "numword"}]
    if unit is None or unit.value != "M" or match.lexemes[1].value != 1:
        return None
    number = amount(words, unit)
    if year is None and story.published is None or number is None or not 1 <= number <= 12:
        return duration(number, unit)
    first = year.value if year is not None else (story.published or date.min).year + (which.value if which else 0)
    return f"{first:04}-01/{first:04}-{int(number):02}"


def read_reference(match: Match, story: Story) -> str | None:  # noqa: ARG001
    """ "these days", and what a user has added: the value that the data give."""
    return "PRESENT_REF" if match.find("day_units") else str(match.lexemes[0].value)


def read_set(match: Match, story: Story) -> str | None:  # noqa: ARG001
    """ "every day", "weekly", "Fridays", "twice a month"."""
    if (often := match.find("often")) is not None:
        return None if often.text[0].isupper() and match.before is not None else str(often.value)
    if (weekday := match.find("weekday", "weekdays")) is not None:
        part = match.find("parts", "part")
        return f"XXXX-WXX-{weekday.value}{part.value if part else ''}"
    if (month := match.find("month")) is not None:
        return f"XXXX-{month.value:02}"
    if (part := match.find("part")) is not None:
        return f"XXXX-XX-XX{part.value}"
    unit = match.find(*UNITS)
    assert unit is not None
    number = match.find("int2", "numword") if match.lexemes[0].kind == "each" else None
    return duration(float(number.value) if number else 2.0 if match.has("other") else 1.0, unit)
