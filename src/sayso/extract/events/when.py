"""When: the time in an event's own clause, else one of its sentence, else that of an event it is told beside.

The publication day never dates an event. "Since the clashes" and "before they signed" give a neighbour's month, not its
day; "two days after the blast" gives its day. What is not from the own clause is told in a note.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import islice

from spacy.tokens import Token

from sayso.extract.draft import TimeDraft
from sayso.extract.events.clause import own_subjects
from sayso.extract.events.mention import Mention
from sayso.rules import load_toml

GRAINS = ("hour", "part_of_day", "day", "week", "month", "year", "unknown")
#: Words that set a clause before or after another: not on its day.
BEFORE_AFTER = frozenset({"before", "after", "since", "until", "following"})
#: Those of them that put it near: "the worst since" is told from afar.
NEAR = frozenset({"before", "after", "following"})
WHEN = frozenset({"when", "as", "while"})
#: What goes on until a time ends then; it did not happen then.
UNTIL = frozenset({"until", "till", "through"})
#: What lasts, and so does not begin on the day on which it ends.
LASTING = frozenset({"COERCE", "RETREAT"})
#: What lasts "since June" began then; of all else, "have fled since June", each day since may be one.
STATES = frozenset({"COERCE", "SANCTION", "RETREAT", "AGREE", "CONCEDE", "REJECT"})
#: So few hours are mostly on one day.
SOME_HOURS = 6
#: How far above a time its verb is looked for.
FAR = 12
#: How many verbs may lie between a deed and what it led to.
LONGEST_CHAIN = 4
#: Days in the units of a duration.
DAYS = {"D": 1, "W": 7}


@cache
def scene_words(key: str) -> frozenset[str]:
    """The words of `scenes.toml` that move a story on."""
    return frozenset(load_toml("scenes.toml")[key])


def dates(time: TimeDraft) -> bool:
    """Whether a time can say on which day something was."""
    return time.start is not None and time.type not in {"DURATION", "SET"}


def as_told(time: TimeDraft, mention: Mention, published: date | None) -> TimeDraft | None:
    """The time of an event that stands "since", "until" or "after" a time; None where that does not tell it."""
    first = time.span.doc[time.span.start - 1] if time.span.start else None
    word = first.lower_ if first is not None and first.dep_ in {"prep", "mark"} else ""
    if word in UNTIL or (word == "after" and time.grain not in {"hour", "part_of_day"}):
        return None
    verb = next((above for above in islice(time.span.root.ancestors, FAR) if above.pos_ == "VERB"), None)
    if mention.type in LASTING and verb is not None and verb.lemma_ in scene_words("ending"):
        return None
    if word != "since" or first is None:
        return time
    if _is_record(first):
        return None
    lasts = mention.type in STATES and not mention.kind.counts
    if lasts or published is None or time.start is None or not _has_gone_on(first.head):
        return time
    return replace(time, end=published.isoformat(), grain="unknown") if time.start < published.isoformat() else None


def _is_record(since: Token) -> bool:
    """Whether "since" only says how rare something is: "the worst attack since 2014", "the first time since May"."""
    above = since.head
    near = [above, *above.children, *(grand for child in above.children for grand in child.children)]
    return any(t.tag_ in {"JJS", "RBS"} or t.lower_ in {"first", "only"} for t in near if t.i < since.i)


def _has_gone_on(verb: Token) -> bool:
    """Whether the verb is a perfect: "have fled", "had been killed"."""
    return any(child.lemma_ == "have" and child.dep_ == "aux" for child in verb.children)


def take_time(mention: Mention, time: TimeDraft) -> None:
    """Of two times the narrower wins, if it lies within the other; else a day before a clock time of an unknown one."""
    known = mention.time
    is_vaguer = known is not None and (known.type, time.type) == ("TIME", "DATE") and not within(known, time)
    if known is None or is_vaguer or within(time, known):
        mention.time = time


def _width(time: TimeDraft) -> int:
    return GRAINS.index(time.grain) if time.grain in GRAINS else len(GRAINS)


def within(narrow: TimeDraft, wide: TimeDraft) -> bool:
    """Whether the first is a finer answer to the same question as the second."""
    if narrow.start is None or wide.start is None or _width(narrow) >= _width(wide):
        return False
    return wide.start <= narrow.start and (narrow.end or narrow.start) <= (wide.end or wide.start)


# --- from the sentence ------------------------------------------------------------------------------------------------


def borrow_time(mention: Mention, loose: list[TimeDraft], at: dict[int, Mention], owner: dict[int, Mention]) -> None:
    """A time that nobody's clause holds, that of the event it is joined to, or of one before or after."""
    if len(loose) == 1 and _is_open(mention.token):
        mention.time = loose[0]
        mention.notes.append(f"day: from “{loose[0].span.text}” in the same sentence")
        return
    other = joined(mention.token, at) or _clause_before(mention.token, owner) or _next_deed(mention.token, at)
    if other is not None and other is not mention and other.time is not None:
        later = any(child.lower_ in scene_words("then") for child in mention.token.children)
        mention.time = month_of(other.time) if later else other.time
        mention.notes.append(f"day: that of “{other.span.text}” in the same sentence")
        return
    mention.near = mention.near or neighbour(mention, at)


def _is_open(token: Token) -> bool:
    """Whether the clause is not closed off as a relative one: then the times of the main clause hold for it, too."""
    return not any(above.dep_ in {"relcl", "acl"} for above in (token, *token.ancestors))


def joined(token: Token, at: dict[int, Mention]) -> Mention | None:
    """The event with which this one is coordinated, or of whose clause it tells the outcome ("..., killing ten")."""
    if token.pos_ in {"NOUN", "PROPN"}:
        above = token.head.head if token.dep_ == "pobj" else token.head
        apart = token.dep_ == "pobj" and token.head.lower_ in BEFORE_AFTER
        if token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"} and above.i in at and not apart:
            return at[above.i]
    above = token
    for _ in range(LONGEST_CHAIN):  # "..., leading them to end the talks"
        same_subject = above.dep_ == "conj" and not own_subjects(above)
        if not (same_subject or (above.dep_ == "advcl" and above.tag_ == "VBG") or (above.dep_ == "xcomp")):
            break
        above = above.head
        if above.i in at:
            return at[above.i]
    if token.dep_ == "advcl" and token.head.i in at and opens_with(token, WHEN):
        return at[token.head.i]
    below = [child for child in token.children if child.dep_ in {"nsubj", "nsubjpass", "dobj"}]
    below += [noun for prep in token.children if prep.lower_ in {"in", "by", "during"} for noun in prep.children]
    for noun in below:
        if noun.i in at and at[noun.i].within is None and at[noun.i].time is not None:
            return at[noun.i]
    clauses = (child for child in token.children if child.i in at and child.dep_ == "advcl")
    return next((at[child.i] for child in clauses if opens_with(child, WHEN)), None)


def _clause_before(token: Token, owner: dict[int, Mention]) -> Mention | None:
    """The event of the main clause before this one: "talks held on Monday ended, and Kabul then suspended trade"."""
    if token.dep_ != "conj" or token.pos_ != "VERB":
        return None
    subjects = own_subjects(token.head)
    near = [token.head, *subjects, *(child for noun in subjects for child in noun.children)]
    return next((owner[t.i] for t in near if t.i in owner and owner[t.i].time is not None), None)


def _next_deed(verb: Token, at: dict[int, Mention]) -> Mention | None:
    """What the same subject does next, with its time: "stormed the prison and freed the inmates on Saturday"."""
    below = (at.get(child.i) for child in verb.children if child.dep_ == "conj" and not own_subjects(child))
    return next((mention for mention in below if mention is not None and mention.time is not None), None)


def opens_with(clause: Token, openers: frozenset[str]) -> bool:
    """Whether a clause begins with one of these words, which the parser may have hung on the verb above."""
    if any(child.lower_ in openers and child.i < clause.i for child in clause.children):
        return True
    beside = (child for child in clause.head.children if child.dep_ == "prep" and clause.head.i < child.i < clause.i)
    return clause.dep_ == "advcl" and any(child.lower_ in openers for child in beside)


def neighbour(mention: Mention, at: dict[int, Mention]) -> Mention | None:
    """The event before or after which this one is told to be; what lasts "since" another began with it."""
    token, near = mention.token, BEFORE_AFTER if mention.type in STATES else NEAR
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in near:
            found = next((at[noun.i] for noun in child.children if noun.i in at), None)
            if found is not None:
                return found
        if child.dep_ == "advcl" and child.i in at and opens_with(child, near):
            return at[child.i]
    if token.dep_ == "advcl" and token.head.i in at and opens_with(token, near):
        return at[token.head.i]
    if token.dep_ == "advcl" and opens_with(token, near):
        return next(
            (at[child.i] for child in token.head.children if child.i in at and child.dep_ in {"nsubj", "dobj"}), None
        )
    return None


def is_beside(token: Token) -> bool:
    """Whether a deed is told as before or after another: "after an ambush", "since rebels attacked"."""
    if token.dep_ == "pobj":
        return token.head.lower_ in BEFORE_AFTER
    return token.dep_ == "advcl" and opens_with(token, BEFORE_AFTER)


def month_of(time: TimeDraft) -> TimeDraft:
    """The month of a time, where only its neighbourhood is known."""
    if time.start is None or time.grain in {"month", "year", "unknown"}:
        return time
    year, month = int(time.start[:4]), int(time.start[5:7])
    first, last = f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{monthrange(year, month)[1]:02}"
    return TimeDraft(time.span, "DATE", f"{year:04}-{month:02}", first, last, "month")


# --- so many days before or after another event -----------------------------------------------------------------------


def days_in(duration: TimeDraft) -> int | None:
    """How many days a duration has: "two days", "a week"; some hours are the same day; None of what is only rough."""
    if any(token.lower_ in scene_words("roughly") for token in duration.span):
        return None
    found = re.fullmatch(r"P(\d+)([DW])", duration.value)
    if found:
        return int(found[1]) * DAYS[found[2]]
    hours = re.fullmatch(r"PT(\d+|X)([HMS])", duration.value)
    if not hours or hours[1] == "X" or hours[2] != "H":
        return 0 if hours else None
    count = int(hours[1])
    return 0 if count <= SOME_HOURS else None if count % 24 else count // 24


def shifted(time: TimeDraft, days: int) -> TimeDraft | None:
    """The day so many days on from a time, of weeks the week; None where the time is no day."""
    if time.start is None or time.start != (time.end or time.start):
        return None
    if not days:
        return time
    day = date.fromisoformat(time.start) + timedelta(days)
    if days % 7:
        return TimeDraft(time.span, "DATE", day.isoformat(), day.isoformat(), day.isoformat(), "day")
    week, monday = day.isocalendar(), day - timedelta(day.weekday())
    first, last = monday.isoformat(), (monday + timedelta(6)).isoformat()
    return TimeDraft(time.span, "DATE", f"{week.year:04}-W{week.week:02}", first, last, "week")
