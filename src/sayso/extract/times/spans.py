"""Durations, sets, and what is so far away from a day: "72-hour", "two days later", "the past three weeks", "every day"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sayso.extract.times.calendar import DAYS, MONTHS, shift, value_of
from sayso.extract.times.grammar import Match
from sayso.extract.times.periods import UNKNOWN
from sayso.extract.times.story import Story
from sayso.extract.times.words import Lexeme

UNITS = ("hour_unit", "day_unit", "long_unit", "hour_units", "day_units", "long_units")
PERSON = frozenset({"man", "woman", "boy", "girl", "baby", "infant", "child", "son", "daughter", "teenager", "newborn", "toddler"})
FROM_STORY = ("earlier", "later", "before", "after")


def read_duration(match: Match, story: Story) -> str | None:
    """ "nearly ten months", "18-month", "weeks": not an age, not a vague bare unit."""
    if _is_age(match, story):
        return None
    unit = match.find(*UNITS)
    assert unit is not None
    return _duration(_count(match.lexemes, unit), unit)


def _is_age(match: Match, story: Story) -> bool:
    """ "8-month-old", "30 years old", "aged 30 years"."""
    if match.before is not None and match.before.value in {"aged", "age"}:
        return True
    rest = story.doc.text[match.end : match.end + 6].lower()
    return rest.startswith((" old", "-old", "s old", "s-old", " of age"))


def _count(lexemes: Sequence[Lexeme], unit: Lexeme) -> float | None:
    """How many units; None where the words do not say."""
    total, group = 0.0, None
    for lexeme in lexemes:
        if lexeme.kind in {"int2", "int", "year4"}:
            group = float(lexeme.value)
        elif lexeme.kind in {"decimal", "big"}:
            group = float(lexeme.text.replace(",", ""))
        elif lexeme.kind == "numword":
            group = (group or 0.0) + lexeme.value if group is not None and group % 10 == 0 and lexeme.value < 10 else float(lexeme.value)
        elif lexeme.kind == "hundred":
            group = (group or 1.0) * lexeme.value
        elif lexeme.kind == "half":
            total += 0.5
        elif lexeme.kind == "vague":
            if lexeme.value == "X":
                return None
            group = float(lexeme.value)
    if group is None and total == 0.5 and lexemes[-1].kind == "half":
        group = 1.0
    if group is None and not total and unit.kind in {"hour_unit", "day_unit", "long_unit"}:
        group = 1.0
    return (group or 0.0) + total or None


def _duration(count: float | None, unit: Lexeme) -> str:
    """The TIMEX3 value of so many units."""
    letter = unit.value
    clock = letter.startswith("T")
    if count is not None and count != int(count):
        smaller = {"TH": (60, "TM"), "D": (24, "TH"), "Y": (12, "M"), "DE": (10, "Y")}
        if letter in smaller:
            count, letter = count * smaller[letter][0], smaller[letter][1]
            clock = letter.startswith("T")
    if letter == "2W":
        count, letter = (count * 2 if count else count), "W"
    return f"P{'T' if clock else ''}{f'{count:g}' if count is not None else 'X'}{letter[1:] if clock else letter}"


def read_offset(match: Match, story: Story) -> str | None:
    """ "three days ago", "a day earlier", "two years later"; "two days before the vote" is a duration."""
    unit = match.find(*UNITS)
    assert unit is not None
    count = _count([lexeme for lexeme in match.lexemes if lexeme.kind not in FROM_STORY], unit)
    step = match.find("ago", "back", *FROM_STORY)
    if step is not None and step.kind in {"before", "after"} and _has_complement(match, story):
        return None
    if count is None:
        return _duration(None, unit)
    base = _base(match, story, unit) if step is not None and step.kind in FROM_STORY else story.published
    if unit.value in {"TH", "TM", "TS"}:
        if unit.value != "TH" or count % 24:
            return _duration(count, unit)
        count, letter = count / 24, "D"
    else:
        letter = unit.value
    if base is None:
        return UNKNOWN[letter]
    direction = step.value if step is not None else 1
    return value_of(shift(base, direction * count, letter), {"DE": "Y", "CE": "Y", "2W": "W"}.get(letter, letter))


def _base(match: Match, story: Story, unit: Lexeme) -> date | None:
    return story.reached(story.words(match.start, match.end))


def _has_complement(match: Match, story: Story) -> bool:
    """Whether "before" or "after" goes on with what it is before or after."""
    token = story.words(match.lexemes[-1].start, match.lexemes[-1].end)[0]
    return token.dep_ in {"prep", "mark"} and any(child.i > token.i for child in token.children) or token.dep_ == "mark"


def read_span(match: Match, story: Story) -> str | None:
    """ "the past three weeks": a duration, at whose near end stands the day of publication."""
    unit = match.find(*UNITS)
    assert unit is not None
    return _duration(_count(match.lexemes, unit), unit)


def covered_by(match: Match, story: Story) -> tuple[date, date] | None:
    """The days that "the past three weeks" or "the next two days" cover, counted from the publication."""
    unit, which = match.find(*UNITS), match.find("last", "past", "next")
    if unit is None or which is None or story.published is None:
        return None
    count = _count(match.lexemes, unit)
    letter = {"TH": "H"}.get(unit.value, unit.value)
    if count is None or letter not in {"H", *DAYS, *MONTHS}:
        return None
    days = -(-count // 24) if letter == "H" else count
    far = shift(story.published, which.value * days, "D" if letter == "H" else letter)
    return min(far, story.published), max(far, story.published)


def read_set(match: Match, story: Story) -> str | None:  # noqa: ARG001
    """ "every day", "weekly", "Fridays", "twice a month"."""
    if (often := match.find("often")) is not None:
        return str(often.value)
    if (weekday := match.find("weekday", "weekdays")) is not None:
        part = match.find("parts", "part")
        return f"XXXX-WXX-{weekday.value}{part.value if part else ''}"
    if (month := match.find("month")) is not None:
        return f"XXXX-{month.value:02}"
    if (part := match.find("part")) is not None:
        return f"XXXX-XX-XX{part.value}"
    unit = match.find(*UNITS)
    assert unit is not None
    times = match.find("int2", "numword") if match.find("each") and match.lexemes[0].kind == "each" else None
    return _duration(float(times.value) if times else 2.0 if match.has("other") else 1.0, unit)
