"""Days, parts of days and clock times on them: "late on Monday", "Monday night", "the same day", "6 a.m. on Monday"."""

from __future__ import annotations

from datetime import timedelta

from sayso.extract.times.clock import NOON, find_clock, hour_of, in_part
from sayso.extract.times.days import (
    MONTHS,
    STORY,
    UNKNOWN_DAY,
    WEEKDAYS,
    from_publication,
    looks_ahead,
    read_calendar_day,
    read_weekday,
    read_written,
)
from sayso.extract.times.grammar import Match
from sayso.extract.times.story import Stop, Story
from sayso.extract.times.tense import is_telling, verb_of
from sayso.extract.times.words import Lexeme, around

#: "the early hours of Tuesday" are the morning's.
SMALL_HOURS = "TMO"


def read_moment(match: Match, story: Story) -> str | None:
    """The value of a day, of a part of it, or of a clock time on it."""
    ending = _ending(match)
    day = resolve_day(match, story, ending) if ending is not None else None
    return None if day is None else f"{day}{ending}"


def read_clock(match: Match, story: Story) -> str | None:
    """A clock time with or without its day; none where the number counts something else: "one on Saturday"."""
    return read_moment(match, story) if find_clock(match) is not None else None


def _ending(match: Match) -> str | None:
    """What TIMEX3 writes after the day: a clock time, a part of the day, or nothing; None where it makes no sense."""
    time, part = find_clock(match), match.find("part", "point", "tonight", "overnight")
    if time is not None:
        return in_part(time, part)
    if part is not None:
        return str(part.value)
    if match.find("hour_unit", "hour_units") is not None:
        return SMALL_HOURS if match.find("modifier") is not None or match.has("small") else None
    return ""


def resolve_day(match: Match, story: Story, ending: str) -> str | None:
    """The value of the day that the words name, or of the one that they leave out."""
    if (written := match.find("iso", "numeric")) is not None:
        return read_written(written, story)
    if match.find(*MONTHS) is not None:
        return read_calendar_day(match, story)
    if match.find(*WEEKDAYS) is not None:
        return read_weekday(match, story)
    if (deictic := match.find("deictic")) is not None:
        return from_publication(story, deictic.value)
    if match.find("before", "after") is not None and has_complement(match, story):
        return None
    return _relative_day(match, story, ending)


def has_complement(match: Match, story: Story) -> bool:
    """Whether the last word, "before" or "after", goes on with what it is before or after."""
    token = story.words(match.lexemes[-1].start, match.lexemes[-1].end)[0]
    if token.dep_ == "mark":
        return True
    return token.dep_ == "prep" and any(child.i > token.i for child in token.children)


def _relative_day(match: Match, story: Story, ending: str) -> str:
    """The day of "tonight", "last night", "the previous night", "the next day", or of a part of it alone."""
    which, part = match.find("last", "past", "next", "this", "that", *STORY), match.find("part", "point")
    kind = which.kind if which is not None else ""
    if kind == "this" or match.find("tonight") is not None:
        return from_publication(story, 0)
    if kind == "last" and part is not None:
        return from_publication(story, -1)
    reached = _reached(match, story, kind, part, ending)
    if reached is None:
        return UNKNOWN_DAY
    return (reached.day + timedelta(_days_on(match, reached, ending))).isoformat()


def _reached(match: Match, story: Story, kind: str, part: Lexeme | None, ending: str) -> Stop | None:
    """The day that the story has reached, as far as these words mean it."""
    if kind in {"same", "that"}:
        last = story.last_part(part.value) if part is not None else None
        return last or story.reached(by_day=part is None, goes_on=kind == "that")
    if ending and not kind and story.in_body and looks_ahead(match, story):
        return story.publication()
    if match.find("overnight") is not None:
        sentence = story.sentence(story.words(match.start, match.end))
        return story.reached() if story.names_day_in(sentence) else story.publication()
    verb = verb_of(story.words(match.start, match.end))
    return story.reached(goes_on=verb is not None and not is_telling(verb))


def _days_on(match: Match, reached: Stop, ending: str) -> int:
    """How many days the words go on from the day that the story has reached."""
    if match.find("overnight") is not None:
        return -1
    if (step := match.find("before", "after", "next", *STORY)) is not None:
        return int(step.value)
    # after "on Monday night", "at 2:30 a.m.", "at dawn" and "by evening" are Tuesday's
    hour = hour_of(ending)
    is_next_day = hour < NOON if hour is not None else ending in {"TMO", "TMI", "TAF", "TEV"}
    return int(reached.is_night and is_next_day)


def read_spell(match: Match, story: Story) -> str | None:
    """A part of the day that stands alone: "by evening", "at dawn"; not as a modifier of a noun ("a night curfew")."""
    words, before = story.words(match.start, match.end), match.before.value if match.before is not None else ""
    if before not in around("part") or words.root.dep_ in {"compound", "amod", "nmod"}:
        return None
    is_habit = before == "at" and len(match.lexemes) == 1 and match.find("part") is not None
    return None if is_habit else read_moment(match, story)
