"""Time expressions: every one of the body, of datelines and of page lines, its TIMEX3 value and the days it covers.

How: the text becomes lexemes (`words`), runs of them that fit a form of `times.toml` are candidates (`grammar`), and
the function that the form names reads its value (`moments`, `days`, `clock`, `feasts`, `ranges`, `periods`,
`relative`, `spans`) against the publication day and the days named so far (`story`, `tense`). First and last day and
the grain follow from the value (`calendar`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc, Span

from sayso.extract.draft import Draft, TimeDraft, draft_of, mark
from sayso.extract.times.calendar import interval
from sayso.extract.times.days import read_before_yesterday, read_day_number
from sayso.extract.times.feasts import is_lunar, read_feast
from sayso.extract.times.grammar import Match, grammar
from sayso.extract.times.moments import read_clock, read_moment, read_spell
from sayso.extract.times.names import is_name, known_year
from sayso.extract.times.periods import (
    read_century,
    read_decade,
    read_month,
    read_quarter,
    read_season,
    read_week_of,
    read_year,
)
from sayso.extract.times.ranges import Part, read_apart, read_days, read_months, read_nights, read_pair, read_years
from sayso.extract.times.relative import read_offset, read_relative
from sayso.extract.times.spans import (
    covered_by,
    read_duration,
    read_first_months,
    read_reference,
    read_set,
    read_span,
    without_preposition,
)
from sayso.extract.times.story import Story
from sayso.extract.times.words import find_lexemes

BY_MOON = "a feast by the moon, as reckoned for Mecca: the day may differ by one from country to country"
READERS: dict[str, Callable[[Match, Story], list[Part] | str | None]] = {
    "moment": read_moment,
    "feast": read_feast,
    "clock": read_clock,
    "spell": read_spell,
    "day_number": read_day_number,
    "before_yesterday": read_before_yesterday,
    "days": read_days,
    "pair": read_pair,
    "months": read_months,
    "nights": read_nights,
    "apart": read_apart,
    "years": read_years,
    "month": read_month,
    "season": read_season,
    "year": read_year,
    "decade": read_decade,
    "century": read_century,
    "quarter": read_quarter,
    "week_of": read_week_of,
    "relative": read_relative,
    "offset": read_offset,
    "duration": read_duration,
    "span": read_span,
    "first_months": read_first_months,
    "set": read_set,
    "reference": read_reference,
}


@Language.factory("sayso_times", requires=["token.dep"], assigns=["doc.spans", "doc._.sayso"])
def create_times(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Make the component."""
    return find_times


def find_times(doc: Doc) -> Doc:
    """Fill `draft.times`, and `draft.published` where the page tells it and nobody has given it."""
    draft = draft_of(doc)
    if draft.published is None:
        _find_published(doc, draft)
    story = Story(doc, draft.published)
    lines = {line.start for line in draft.lines}
    for block in _blocks(doc, draft):
        story.block, story.in_body = block.start, block.start not in lines
        lexemes = list(find_lexemes(story.text, block.start_char, block.end_char))
        draft.times.extend(grammar().find(lexemes, lambda match: _explained(draft, match, story)))
    _note_unresolved(draft)
    draft.notes.extend((time, BY_MOON) for time in story.by_moon)
    mark(doc, "times", [time.span for time in draft.times])
    return doc


def _note_unresolved(draft: Draft) -> None:
    """Say why a day or period has no known days: once where the publication day is missing, else of each."""
    unresolved = [time for time in draft.times if "X" in time.value and time.type in {"DATE", "TIME"}]
    if draft.published is None:
        reason = "no publication day is known: what counts from it is not resolved"
        draft.notes.extend((time, reason) for time in unresolved[:1])
    else:
        draft.notes.extend((time, "the text does not say which one it means") for time in unresolved)


def _blocks(doc: Doc, draft: Draft) -> list[Span]:
    """Where to look: page lines and paragraphs, in the order of the text; all of it where `sayso_page` has not run."""
    blocks = sorted([*draft.lines, *draft.paragraphs], key=lambda block: block.start)
    return blocks or ([doc[:]] if any(draft.body) else [])


def _explained(draft: Draft, match: Match, story: Story) -> list[TimeDraft]:
    """The times that a match holds, each with its reason."""
    found = _understand(match, story)
    if draft.reasons is not None:
        day = f", counted from {draft.published}" if draft.published else ""
        for time in found:
            draft.because("times.form", time.span, f"{time.type} {time.value}", f"times.toml: {match.read}{day}")
        if not found:
            rule = "times.name" if is_name(match) else "times.no_sense"
            draft.against(rule, story.words(match.start, match.end), entry=f"times.toml: {match.read}")
    return found


def _understand(match: Match, story: Story) -> list[TimeDraft]:
    """The times that a match holds: mostly one, none where its function makes no sense of it."""
    if is_name(match):
        return []
    try:
        match = without_preposition(match, story)
        found = READERS[match.read](match, story)
    except (ValueError, OverflowError):  # beyond the calendar: "2,000,000 days ago"
        return []
    parts = [(found, match.start, match.end)] if isinstance(found, str) else found or []
    return [_time(match, part, story) for part in parts]


def _time(match: Match, part: Part, story: Story) -> TimeDraft:
    """The draft of a time; what it names is what the story has reached."""
    value, words = known_year(match, part[0], story), story.words(part[1], part[2])
    days, grain = interval(value)
    if grain == "unknown":
        days = covered_by(match, story)
    elif days is not None:
        story.name(value, days, words, is_compared=match.find("ago", "earlier", "before") is not None)
    start, end = (day.isoformat() for day in days) if days else (None, None)
    time = TimeDraft(span=words, type=_type(match, value), value=value, start=start, end=end, grain=grain)
    if is_lunar(match):
        story.by_moon.append(time)
    return time


def _type(match: Match, value: str) -> str:
    if match.read == "set":
        return "SET"
    if value.startswith("P") and not value.endswith("REF"):
        return "DURATION"
    return "TIME" if "T" in value and not value.endswith("REF") else "DATE"


def _find_published(doc: Doc, draft: Draft) -> None:
    """Take the publication day from a page line or dateline that gives a full date; page lines come first."""
    ends = {paragraph.start for paragraph in draft.paragraphs}
    for line in sorted(draft.lines, key=lambda line: (line.end in ends, line.start)):
        day = _full_day(doc, line.start_char, line.end_char)
        if day is not None:
            draft.published, draft.published_from = day, "text"
            return


def _full_day(doc: Doc, start: int, end: int) -> date | None:
    story = Story(doc, None)
    story.in_body = False
    lexemes = list(find_lexemes(story.text, start, end))
    for time in grammar().find(lexemes, lambda match: _understand(match, story)):
        if time.start is not None and time.start == time.end:
            return date.fromisoformat(time.start)
    return None
