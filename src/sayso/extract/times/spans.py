"""Durations and sets: "72-hour", "nearly ten months", "the past three weeks", "every day"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sayso.extract.times.amount import NUMBERS, UNITS, amount, duration
from sayso.extract.times.calendar import DAYS, MONTHS, Days, shift
from sayso.extract.times.days import number_of
from sayso.extract.times.grammar import Match
from sayso.extract.times.story import Story
from sayso.extract.times.words import Lexeme, around


def read_duration(match: Match, story: Story) -> str | None:
    """ "nearly ten months", "18-month", "weeks": not an age, no rate, no quarter of something else."""
    unit = match.one(*UNITS)
    if (nth := match.find("ord", "ordword", "second")) is not None:  # "the third straight day"
        return duration(float(number_of(nth)), unit)
    if _is_age(match, story) or _is_left_over(match) or _is_rate(match) or _is_other(match, unit, story):
        return None
    return duration(amount(match.lexemes, unit), unit)


def without_preposition(match: Match, story: Story) -> Match:
    """The match without a first word that is a preposition here: "paid over three years"."""
    first = match.lexemes[0]
    if first.value not in around("approximate") or len(match.lexemes) == 1:
        return match
    if first.value == "around" and match.read in {"moment", "clock"}:  # "around midday" is about then
        return match
    if story.words(first.start, first.end)[0].dep_ != "prep":
        return match
    return replace(match, lexemes=match.lexemes[1:], before=first)


def _is_age(match: Match, story: Story) -> bool:
    """ "8-month-old", "30 years old", "aged 30 years"."""
    if match.before is not None and match.before.value in {"aged", "age"}:
        return True
    return story.text[match.end : match.end + 8].lower().replace("-", " ").startswith((" old", " of age"))


def _is_left_over(match: Match) -> bool:
    """Whether a bare unit follows a number, which then was read as something else: "aged 12 years"."""
    is_bare = match.lexemes[0].kind in UNITS
    return is_bare and match.before is not None and match.before.kind in NUMBERS | {"ord", "dash"}


def _is_rate(match: Match) -> bool:
    """ "300 a day", "$5 million a year"; also "a" of "a year-long war", of which only "year-long" is the time."""
    before, after = match.before, match.after
    if match.lexemes[0].value not in {"a", "an"} or len(match.lexemes) != 2:
        return False
    if after is not None and after.kind == "dash" and after.start == match.end:
        return True
    return before is not None and (before.kind in NUMBERS or before.value in {"million", "billion", "%"})


def _is_other(match: Match, unit: Lexeme, story: Story) -> bool:
    """ "three-quarters of its food", "about a quarter"; "one day they will return"; "the third in as many days"."""
    before, after = match.before, match.after
    if unit.value == "Q":
        has_of = after is not None and after.value == "of"
        return unit.kind == "long_unit" or has_of or match.find("dash") is not None
    if before is not None and before.value == "as" and match.has("many"):
        return True
    is_one_day = [lexeme.value for lexeme in match.lexemes] == [1, "D"]
    is_counted = after is not None and after.kind in {"before", "after"}
    return is_one_day and not is_counted and story.words(match.start, match.end).root.dep_ == "npadvmod"


def read_span(match: Match, story: Story) -> str | None:  # noqa: ARG001
    """ "the past three weeks": a duration, at whose near end stands the day of publication."""
    unit = match.one(*UNITS)
    return duration(amount([lexeme for lexeme in match.lexemes if lexeme.kind != "ordword"], unit), unit)


def covered_by(match: Match, story: Story) -> Days | None:
    """The days that "the past three weeks" or "the next two days" cover, counted from the publication."""
    unit, which = match.find(*UNITS), match.find("last", "past", "next")
    if match.read not in {"span", "relative"} or unit is None or which is None or story.published is None:
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
    unit, year, which = match.one("long_units"), match.find("year4"), match.find("last", "next", "this")
    number = amount([lexeme for lexeme in match.lexemes if lexeme.kind in {"int2", "numword"}], unit)
    if unit.value != "M" or match.lexemes[1].value != 1 or number is None or not 1 <= number <= 12:
        return None
    if year is None and story.published is None:
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
    number = match.find("int2", "numword") if match.lexemes[0].kind == "each" else None
    return duration(float(number.value) if number else 2.0 if match.has("other") else 1.0, match.one(*UNITS))
