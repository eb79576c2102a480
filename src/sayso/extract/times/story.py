"""What time expressions are resolved against: the day of publication, and the day that the story has reached.

"On Tuesday" counts from the publication; "the previous night", "the same day" and "6:47 a.m." from the last day that
was named. A day of long ago ("on 5 May 1998") is where its own paragraph goes on from, never the whole story.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from spacy.tokens import Doc, Span

from sayso.extract.draft import TimeDraft
from sayso.extract.times.calendar import Days
from sayso.extract.times.grammar import Match
from sayso.extract.times.tense import OF_KNOWN, is_counting, is_telling, looks_back, verb_of

#: Days around the publication within which a day is one of the story's, and not of its background.
STORY_DAYS = 45
#: How many sentences a story goes on over.
NEAR = 3
#: How many days named last are kept.
LAST_STOPS = 40


@dataclass(frozen=True, slots=True)
class Stop:
    """A day that the text has named: with which value and where; whether as the day of a saying, or in a look back.

    `end` is the character after the words that name it.
    """

    day: date
    value: str
    block: int = 0
    sentence: int = 0
    spoken: bool = True
    aside: bool = False
    end: int = 0

    @property
    def is_night(self) -> bool:
        """Whether the day was named for its night."""
        return self.value.endswith("TNI")


class Story:
    """The publication day, and the days named so far."""

    def __init__(self, doc: Doc, published: date | None) -> None:
        self.doc = doc
        #: Kept, because `doc.text` is put together anew each time.
        self.text = doc.text
        self.published = published
        self.block = 0
        self.in_body = True
        self.stops: deque[Stop] = deque(maxlen=LAST_STOPS)
        #: Feasts whose day hangs on the sight of the moon.
        self.by_moon: list[TimeDraft] = []
        #: The last value of any length with the days that it covers: for "the following month", "two years later".
        self.period: tuple[str, Days] | None = None
        #: The last quarter of a year, and in which sentence it was named.
        self._quarter: tuple[str, int] | None = None

    @cached_property
    def _sentence_starts(self) -> list[int]:
        starts: list[int] = np.flatnonzero(self.doc.to_array("SENT_START") == 1).tolist()
        return starts

    def sentence(self, words: Span) -> int:
        """A number for the sentence that words stand in."""
        return bisect_right(self._sentence_starts, words.start)

    def words(self, start: int, end: int) -> Span:
        """The tokens of a stretch of text; raises ValueError where there are none."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            raise ValueError(f"no tokens from {start} to {end}")
        return span

    def name(self, value: str, days: Days, words: Span, *, is_compared: bool) -> None:
        """Remember what these words name; with what they only compare ("a year earlier") the story does not go on."""
        if not is_compared or days[0] == days[1]:
            self.period = value, days
        if "-Q" in value and not is_compared:
            self._quarter = value, self.sentence(words)
        if days[0] == days[1]:
            verb = verb_of(words) if self.in_body and words.root.dep_ not in OF_KNOWN else None
            spoken = verb is not None and (is_telling(verb) or is_counting(verb))
            aside = verb is not None and looks_back(verb)
            self.stops.append(Stop(days[0], value, self.block, self.sentence(words), spoken, aside, words.end_char))

    def quarter(self, match: Match) -> str | None:
        """The quarter that was named last, if it was just before these words."""
        if self._quarter is None:
            return None
        value, sentence = self._quarter
        return value if self.sentence(self.words(match.start, match.end)) - sentence <= NEAR else None

    def reached(self, *, by_day: bool = False, goes_on: bool = False) -> Stop | None:
        """The day that the story has reached: that of the last sentence with one, a deed's before that of a saying.

        With `by_day` nights do not count ("the same day"). What `goes_on` with the deeds ("the next morning") passes
        over sentences that only tell who spoke, or look back. Where no day has been named it is that of publication.
        """
        stops = [stop for stop in self.stops if self._in_reach(stop) and not (by_day and stop.is_night)]
        if not stops:
            return self.publication()
        latest = [stop for stop in stops if stop.sentence == stops[-1].sentence and stop.block == stops[-1].block]
        deeds = [stop for stop in latest if not (stop.spoken or stop.aside)]
        if not deeds and goes_on:
            near = latest[-1].sentence - NEAR
            deeds = [stop for stop in stops if not (stop.spoken or stop.aside) and stop.sentence >= near]
        deeds = deeds or [stop for stop in latest if not stop.spoken]
        return (deeds or latest)[-1]

    def last_part(self, part: str) -> Stop | None:
        """The last day that was named with this part of the day: "the same night"."""
        stops = (stop for stop in reversed(self.stops) if stop.value.endswith(part) and self._in_reach(stop))
        return next(stops, None)

    def names_day_in(self, sentence: int) -> bool:
        """Whether a sentence has named a day so far."""
        return any(stop.sentence == sentence for stop in self.stops)

    def publication(self) -> Stop | None:
        """The day of publication."""
        return Stop(self.published, self.published.isoformat()) if self.published else None

    def _in_reach(self, stop: Stop) -> bool:
        if stop.block == self.block:
            return True
        return self.in_body and (self.published is None or abs((stop.day - self.published).days) <= STORY_DAYS)
