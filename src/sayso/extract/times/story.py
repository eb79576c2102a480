"""What time expressions are resolved against: the day of publication, and the day that the story has reached.

"On Tuesday" counts from the publication; "the previous night", "the same day" and "6:47 a.m." from the last day that was
named. A day of long ago ("in January 2019") is where the sentences around it go on from, never the whole story.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache

from spacy.tokens import Doc, Span, Token

from sayso.extract.syntax import clause_verb
from sayso.rules import load_toml

#: Days around the publication within which a day is one of the story's, and not of its background.
STORY_DAYS = 45


@dataclass(frozen=True, slots=True)
class Stop:
    """A day that the text has named: where, whether as a night, and whether as the day of a saying, not of a deed."""

    day: date
    value: str
    block: int
    sentence: int
    spoken: bool


@dataclass(slots=True)
class Story:
    """The publication day, and the days named so far."""

    doc: Doc
    published: date | None
    block: int = 0
    in_body: bool = True
    stops: list[Stop] = field(default_factory=list)
    #: The last value of any grain, for "the following month" and "two years later".
    last_value: str | None = None

    def name(self, day: date, value: str, words: Span) -> None:
        """Remember a day that the text names with these words."""
        spoken = self.in_body and is_telling(clause_verb(words.root))
        self.stops.append(Stop(day, value, self.block, words.root.sent.start, spoken))

    def reached(self, words: Span, *, part: str | None = None) -> date | None:
        """The day that the story has reached before these words; with a part, the last day named with that part."""
        stops = [stop for stop in self.stops if self._in_reach(stop, words)]
        if part is not None:
            with_part = [stop for stop in stops if stop.value.endswith(part)]
            return with_part[-1].day if with_part else None
        if not stops:
            return self.published
        latest = [stop for stop in stops if stop.sentence == stops[-1].sentence]
        deeds = [stop for stop in latest if not stop.spoken]
        return (deeds or latest)[-1].day

    def _in_reach(self, stop: Stop, words: Span) -> bool:
        if self.published is None or abs((stop.day - self.published).days) <= STORY_DAYS:
            return True
        return stop.block == self.block

    def words(self, start: int, end: int) -> Span:
        """The tokens of a stretch of text."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        assert span is not None, "lexemes come from the text of the Doc"
        return span


def is_telling(verb: Token) -> bool:
    """Whether the verb reports words."""
    return verb.lemma_.lower() in _reporting()


@cache
def _reporting() -> frozenset[str]:
    return frozenset(load_toml("times.toml")["reporting"]["words"])


@cache
def _future() -> tuple[frozenset[str], frozenset[str]]:
    rules = load_toml("times.toml")["futures"]
    return frozenset(rules["words"]), frozenset(rules["modals"])


def lies_ahead(words: Span) -> bool:
    """Whether the clause that these words stand in is about what is still to come."""
    token: Token = words.root
    cues, _ = _future()
    for above in (token, *token.ancestors):
        if above.pos_ in {"VERB", "AUX"}:
            return _is_ahead(above)
        if above.lower_ in cues and above.pos_ == "ADJ":
            return True
    return False


def _is_ahead(verb: Token) -> bool:
    """Whether a verb is in the future: by its auxiliary, as an infinitive after a word that looks ahead, or as such a word."""
    cues, modals = _future()
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    lower = {child.lower_ for child in helpers}
    if lower & modals:
        return not (lower & {"have", "'ve"} and verb.tag_ == "VBN") or "will" in lower
    if verb.tag_ == "VBN" and verb.lemma_ in cues and not lower & {"had", "have", "has"}:
        return True
    if "to" in lower and verb.tag_ == "VB":
        return _looks_ahead(verb)
    if verb.tag_ in {"VBZ", "VBP"} and not helpers and verb.pos_ == "VERB":
        return not is_telling(verb)
    return verb.tag_ == "VBG" and bool(lower & {"is", "are", "'s", "'re"})


def _looks_ahead(infinitive: Token) -> bool:
    """Whether the word that an infinitive depends on makes it a thing to come: "plans to", "due to"."""
    cues, _ = _future()
    head = infinitive.head
    return head.lemma_.lower() in cues or head.lower_ in cues
