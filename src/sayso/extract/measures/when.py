"""From when to when a measure holds, as the words around it tell."""

from __future__ import annotations

import re
from datetime import date, timedelta

from spacy.tokens import Token

from sayso.extract.around import infinitives, is_dated, iso, time_of
from sayso.extract.draft import Draft, TimeDraft
from sayso.extract.measures.state import continues, ending_of, runs_out
from sayso.extract.measures.told import IN_FORCE, LIFTED, Mention, is_day, words
from sayso.extract.syntax import SUBJECTS, clause_verb

UNTIL = frozenset({"until", "till", "through"})
#: A duration in days, weeks or hours, as TIMEX3 writes it.
LENGTH = re.compile(r"P(?:(\d+)([DW])|T(\d+)H)")
#: How far from the noun its length may stand, in words ("for a period of 14 days").
REACH = 8


def fill_when(draft: Draft, told: Mention, noun: Token, verb: Token) -> None:
    """From and to: times that hang on the words of the measure; after "until" it is the end, or its length tells it."""
    told.goes_on = verb.pos_ == "VERB" and continues(verb)
    ending = ending_of(draft, noun, verb) if noun != verb else None
    told.to = _end(draft, told, noun, verb, ending)
    begin = _begin(draft, told, noun, verb)
    day = iso(begin.start, begin.end, begin.grain) if begin is not None else None
    if told.state == LIFTED and ending is None and told.to is None:
        before = time_of(draft, _clauses(noun)) if noun != verb else None  # "a curfew imposed on Monday was lifted"
        over = time_of(draft, [verb]) or begin
        told.to = iso(over.start, over.end, over.grain) if over is not None else None
        told.from_ = iso(before.start, before.end, before.grain) if before is not None and before is not over else None
    elif begin is not None and _is_span(begin):
        told.from_, told.to = begin.start, told.to or begin.end
    elif day is not None and day != told.to:
        told.from_ = _earlier(day, verb)
    told.days = 0 if told.goes_on else _length(draft, noun, verb)


def _begin(draft: Draft, told: Mention, noun: Token, verb: Token) -> TimeDraft | None:
    """The day on which it begins: after "starting", "as of", "since"; else the one that hangs on its words."""
    leads = [t for above in (noun, verb) for t in above.subtree if t.lower_ in words("says", "begin")]
    leads = [t for t in leads if t.i > noun.i or t.lower_ != "from"]
    leads = [t for t in leads if t.dep_ in {"prep", "advcl", "acl", "amod", "pcomp", "advmod"}]
    leads = [t for t in leads if clause_verb(t.head) in {verb, clause_verb(noun)}]
    found = time_of(draft, leads) or _beside(draft, leads)
    if found is not None:
        return found
    own = [] if noun == verb else [noun]
    silent = told.goes_on or told.weight == 1 or _is_last_day(told, noun, verb)
    told_by = [] if silent else [verb, *(c for c in verb.rights if c.lower_ in words("stop", "closed"))]
    return time_of(draft, [*own, *told_by, *_clauses(noun), *(_joined(verb)[1:] if told_by else [])])


def _clauses(noun: Token) -> list[Token]:
    """The clauses that say something of the noun: "the call-up of reservists ordered on Monday"."""
    return [t for t in noun.subtree if t.dep_ in {"acl", "relcl"} and clause_verb(t.head) == clause_verb(noun)]


def _is_span(time: TimeDraft) -> bool:
    """ "From 4 to 7 August": the first day and the last one."""
    return time.grain == "day" and time.start is not None and time.end is not None and time.start < time.end


def _joined(verb: Token) -> list[Token]:
    """A verb, its infinitives, and those coordinated with it that share its subject."""
    conj = [c for c in verb.rights if c.dep_ == "conj" and not any(t.dep_ in SUBJECTS for t in c.lefts)]
    return [t for v in (verb, *conj) for t in infinitives(v)]


def _is_last_day(told: Mention, noun: Token, verb: Token) -> bool:
    """Whether the verb tells when the measure, which is in force, runs out."""
    return noun != verb and told.state == IN_FORCE and runs_out(verb)


def _beside(draft: Draft, leads: list[Token]) -> TimeDraft | None:
    """The day right behind such a word, whatever the parser hung it on: "as of February 1", "since Monday"."""
    starts = {time.span.start: time for time in draft.times if time.start is not None and is_dated(time)}
    near = (i for lead in leads for i in (lead.i + 1, lead.i + 2, lead.i + 3))
    return next((starts[i] for i in near if i in starts), None)


def _end(draft: Draft, told: Mention, noun: Token, verb: Token, ending: Token | None) -> str | None:
    """The day on which it ends or ended: after "until", or that of the verb that ends it."""
    lasts = told.goes_on and verb.lemma_ in words("says", "prolongs")
    leads = UNTIL | ({"to"} if lasts else set())
    until = [t for t in verb.subtree if t.dep_ in {"prep", "mark"} and t.lower_ in leads]
    until = [t for t in until if clause_verb(t.head) in {clause_verb(noun), *_joined(verb)}]
    until += [c for c in noun.rights if c.lower_ in UNTIL]
    end = time_of(draft, until) or _beside(draft, until)
    if end is None and ending is not None:
        end = time_of(draft, [ending])
    if end is None and _is_last_day(told, noun, verb):
        end = time_of(draft, infinitives(verb))
    return end.end if end is not None else None


def _earlier(day: str, verb: Token) -> str:
    """Of "entered its third day on Thursday" the first day; else the day itself."""
    counted = next((c for c in verb.rights if verb.lemma_ == "enter" and c.dep_ == "dobj" and c.lemma_ == "day"), None)
    nth = next((words("nth")[c.lower_] for c in counted.lefts if c.lower_ in words("nth")), 1) if counted else 1
    return (date.fromisoformat(day) - timedelta(days=nth - 1)).isoformat() if is_day(day) else day


def _length(draft: Draft, noun: Token, verb: Token) -> int:
    """For how many days: "a 14-day truce", "a curfew for 48 hours"; 0 where that is not told."""
    first, last = noun.left_edge.i, max(noun.i, verb.i) + REACH
    spans = (time for time in draft.times if time.type == "DURATION" and first <= time.span.start < last)
    length = next((found for time in spans if (found := LENGTH.fullmatch(time.value)) is not None), None)
    if length is None:
        return 0
    return int(length[3]) // 24 if length[3] else int(length[1]) * (7 if length[2] == "W" else 1)
