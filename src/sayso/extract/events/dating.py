"""Hands times and places to the events in whose clauses they stand, and to those that have none of their own.

A time inside another event's clause belongs to that one, and so does a place. What is said on Monday did not happen on
Monday: the time of a reporting verb dates no event.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import islice
from operator import itemgetter

from spacy.tokens import Span, Token

from sayso.extract.draft import Draft, PlaceDraft, TimeDraft
from sayso.extract.events.clause import all_subjects, own_subjects
from sayso.extract.events.lexicon import noun_class
from sayso.extract.events.mention import Mention, Voices
from sayso.extract.events.when import (
    BEFORE_AFTER,
    as_told,
    borrow_time,
    dates,
    days_in,
    joined,
    opens_with,
    shifted,
    take_time,
)
from sayso.extract.events.where import (
    NOWHERE,
    add_place,
    is_party,
    literal_places,
    of_what,
    only_locates,
    opens_sentence,
    take_up,
)

FAR = 25
VERBAL = frozenset({"VERB", "AUX"})
#: Places too wide for a scene.
VAST = frozenset({"country", "region"})
#: As fine as a day has to be to be that of the next sentence, too.
DAILY = frozenset({"hour", "part_of_day", "day"})
#: Clauses that stand beside what they hang on: their times and places are not its own.
ASIDE = BEFORE_AFTER | {"if", "unless", "because", "although", "though", "whereas"}
#: Stands between a reporting verb and its day: "said late on Monday".
PASSED = frozenset({"on", "in", "at", "late", "early", "earlier", "later"})


def assign(draft: Draft, voices: Voices, mentions: list[Mention]) -> None:
    """Fill `time` and `places` of each mention as far as its sentence tells them."""
    finder = Finder(draft, voices, mentions)
    finder.times()
    finder.places()
    finder.times_apart()
    for mention in mentions:
        if _died_later(mention):
            mention.time, mention.places = None, []
            continue
        if mention.time is None:
            finder.borrow_time(mention)
        if not mention.places:
            finder.borrow_places(mention)


def _died_later(mention: Mention) -> bool:
    """Whether it tells a death of wounds, in a hospital: its day and place are not those of the deed."""
    token = mention.token
    if mention.kind.counts != "casualty":
        return False
    verb = token.head if token.dep_ in {"nsubj", "nsubjpass"} else token
    if verb.pos_ != "VERB":
        return False
    after = [noun.lemma_.lower() for prep in verb.children for noun in prep.children if prep.dep_ == "prep"]
    if noun_class("aftercare") & set(after):
        return True
    marks = (c.lower_ for noun in all_subjects(verb) for c in noun.children if c.dep_ in {"amod", "acl"})
    return verb.lemma_ == "die" and any(word in {"wounded", "injured"} for word in marks)


class Finder:
    """Hands the times and places of a Doc to the events in whose clauses they stand."""

    def __init__(self, draft: Draft, voices: Voices, mentions: list[Mention]) -> None:
        self.draft, self.voices, self.mentions = draft, voices, mentions
        self.at = {mention.token.i: mention for mention in mentions}
        self.cues = {token.i for s in draft.statements for token in s.cue if token.pos_ in VERBAL}
        self.ordered = sorted(mentions, key=_index)
        self.owner = _owners(mentions, self.cues)
        self.sources = {token.i for s in draft.statements if s.source is not None for token in s.source}
        self.dateline: PlaceDraft | None = None
        #: Times of what happens around the events.
        self.around: list[TimeDraft] = []
        #: Times by their last token: "in 2014, when ...".
        self.ending = {time.span.end: time for time in draft.times if dates(time)}
        #: Times and places of a sentence that no event's clause holds, by the sentence's first token.
        self.loose_times: dict[int, list[TimeDraft]] = {}
        self.loose_places: dict[int, list[tuple[Token, PlaceDraft]]] = {}
        #: Places that no event's clause holds, and where.
        self.unclaimed: list[tuple[int, PlaceDraft]] = []
        #: Places that only tell who does it ("the governor of Diyala"), by the event word.
        self.of_doers: dict[int, list[PlaceDraft]] = {}
        #: The place with which a sentence opens, by the sentence's first token.
        self.scenes: dict[int, PlaceDraft] = {}
        self.paragraphs = sorted(paragraph.start for paragraph in draft.paragraphs)

    def times(self) -> None:
        """Give each time to its event."""
        for time in self.draft.times:
            if not self.draft.body[time.span.start]:
                continue
            if time.type == "DURATION":
                self._set_apart(time)
            elif dates(time) and not self._dates_cue(time.span):
                self._give(time)

    def _give(self, time: TimeDraft) -> None:
        mention, is_closed = self.holder(time.span.root)
        if mention is None and time.grain in DAILY and self._is_of_deed(time.span.root):
            self.around.append(time)
        if mention is not None:
            told = as_told(time, mention, self.draft.published)
            if told is not None:
                take_time(mention, told)
        elif not is_closed:
            self.loose_times.setdefault(time.span.root.sent.start, []).append(time)
        else:
            self._give_aside(time)

    def _give_aside(self, time: TimeDraft) -> None:
        """The time of a clause with "since", "after" that tells no event is that of the one event named in it."""
        for verb in (above for above in time.span.root.ancestors if above.dep_ == "advcl" and above.pos_ in VERBAL):
            first, last = sorted((verb.i, verb.head.i))
            inside = [m for m in self._between(first, last) if m.within is None]
            if len(inside) == 1 and inside[0].token.head.i not in self.cues:
                take_time(inside[0], time)
            return

    def _is_of_deed(self, token: Token) -> bool:
        """Whether a time dates a verb that neither reports nor stands aside: "the attackers arrived on Sunday"."""
        verb = next((above for above in islice(token.ancestors, FAR) if above.pos_ in VERBAL), None)
        if verb is None or verb.i in self.cues or verb.tag_ != "VBD" or verb.dep_ == "relcl":
            return False
        return not (verb.dep_ == "advcl" and opens_with(verb, ASIDE))

    def _between(self, first: int, last: int) -> list[Mention]:
        """The mentions whose words stand between two tokens."""
        return self.ordered[bisect_right(self.ordered, first, key=_index) : bisect_left(self.ordered, last, key=_index)]

    def _dates_cue(self, span: Span) -> bool:
        """Whether a time stands right behind a reporting verb: "said on Monday it would ..."."""
        at = span.start - 1
        while at > 0 and span.doc[at].lower_ in PASSED:
            at -= 1
        return at in self.cues and at not in self.at

    def _set_apart(self, duration: TimeDraft) -> None:
        """ "two days after the blast": so many days lie between two events, or between one and the publication."""
        days, doc = days_in(duration), duration.span.doc
        word = doc[duration.span.end] if duration.span.end < len(doc) else None
        if days is None or word is None or word.lower_ not in {"after", "before"}:
            return
        below = word.head if word.dep_ == "mark" else next((child for child in word.children if child.i > word.i), word)
        above = word.head.head if word.dep_ == "mark" else word.head
        inner, outer = self.owner.get(below.i), self.holder(above)[0]
        step = days if word.lower_ == "after" else -days
        if inner is not None and outer is not None and inner is not outer:
            inner.near, inner.apart = outer, -step
            outer.near, outer.apart = inner, step
        elif inner is not None and self.draft.published is not None and _is_now(above):
            day = self.draft.published.isoformat()
            inner.time = shifted(TimeDraft(duration.span, "DATE", day, day, day, "day"), -step)

    def times_apart(self) -> None:
        """Date what is told as so many days before or after what is dated."""
        for mention in self.mentions:
            near = mention.near
            if mention.time is None and near is not None and near.time is not None and mention.apart is not None:
                mention.time = shifted(near.time, mention.apart)
                mention.notes.append(f"day: counted from that of “{near.span.text}”")

    def places(self) -> None:
        """Give each literal place to its event, and the town that "the town" takes up."""
        named: list[tuple[int, PlaceDraft]] = []
        for span, place in literal_places(self.draft):
            if not self.draft.body[span.start]:
                self.dateline = self.dateline or place
                continue
            named.append((span.start, place))
            if not is_party(span.root) and not only_locates(self.draft, span):
                self._put(span, place)
        self._set_scenes()
        for mention in self.mentions:
            if not mention.places:
                take_up(self.draft, mention, named, self.dateline, self._paragraph(mention.token))

    def _paragraph(self, token: Token) -> int:
        """Where the paragraph of a token begins."""
        n = bisect_right(self.paragraphs, token.i)
        return self.paragraphs[n - 1] if n else 0

    def _set_scenes(self) -> None:
        """Tell each mention in which scene it stands: how its paragraph opened, what happened around it."""
        openings, points = sorted(self.scenes.items()), [row for row in self.unclaimed if row[1].kind not in VAST]
        # from the second place on, a report has no single one
        only = points[: 1 + next((n for n, row in enumerate(points) if row[1] is not points[0][1]), len(points))]
        is_one = only and only[-1][1] is only[0][1]
        for mention in self.mentions:
            at = mention.token.i
            opening = openings[bisect_right(openings, at, key=itemgetter(0)) - 1 :][:1] if openings else []
            mention.scene = next((row for row in opening if self._paragraph(mention.token) <= row[0] <= at), None)
            around = bisect_right(self.around, at, key=_end)
            mention.around = self.around[around - 1] if around else None
            if only and only[0][0] < at and (is_one or at < only[-1][0]):
                mention.backdrop = only[0][1]

    def _put(self, span: Span, place: PlaceDraft) -> None:
        mention, is_closed = self.holder(span.root, of_place=True)
        if opens_sentence(span):
            self.scenes.setdefault(span.root.sent.start, place)
        if mention is not None and _is_of_doer(span.root, mention.token):
            self.of_doers.setdefault(mention.token.i, []).append(place)
        elif mention is not None:
            add_place(mention, place, span.root)
        elif span.root.i not in self.sources:
            if not is_closed or self.voices.of(span.root):  # not where somebody only spoke
                self.unclaimed.append((span.start, place))
            if not is_closed:
                self.loose_places.setdefault(span.root.sent.start, []).append((span.root, place))

    def holder(self, token: Token, *, of_place: bool = False) -> tuple[Mention | None, bool]:
        """The event in whose clause a token stands, and whether another clause closes it off from all of them."""
        for _ in range(FAR):
            if token.i in self.owner:
                return self.owner[token.i], False
            if token.i in self.cues:
                return None, True
            if token.head == token:
                break
            if self._closes(token, of_place=of_place):
                return None, True
            token = token.head
        return None, False

    def _closes(self, verb: Token, *, of_place: bool) -> bool:
        """Whether the clause of this verb, which tells no event, keeps its times and places to itself."""
        if verb.pos_ not in VERBAL:
            return False
        if verb.dep_ == "relcl":
            return verb.head.i not in self.at
        if verb.dep_ == "advcl":
            return opens_with(verb, ASIDE)
        return verb.dep_ == "conj" and (of_place or bool(own_subjects(verb)))

    # -- what has none of its own --------------------------------------------------------------------------------------

    def borrow_time(self, mention: Mention) -> None:
        """The time of "when": else what `when.borrow_time` finds in the sentence."""
        time = self._when(mention.token)
        if time is not None:
            mention.time = time
            return
        loose = self.loose_times.get(mention.token.sent.start, [])
        borrow_time(mention, [t for t in loose if self._same_voice(t.span.root, mention.token)], self.at, self.owner)

    def _next_clause(self, verb: Token) -> Mention | None:
        """The event that the same subject does next in the sentence: "burned cars and fired at a plane in Gao"."""
        below = (self.at.get(c.i) for c in verb.children if c.dep_ == "conj" and not own_subjects(c))
        return next((mention for mention in below if mention is not None and mention.places), None)

    def _when(self, verb: Token) -> TimeDraft | None:
        """The time to which a clause with "when" is hung: "in 2014, when they seized the town"."""
        for child in verb.children:
            if child.lower_ == "when" and child.i > 1:
                return self.ending.get(child.i - (child.nbor(-1).text == ","))
        return None

    def _same_voice(self, one: Token, other: Token) -> bool:
        return self.voices.of(one) == self.voices.of(other)

    def borrow_places(self, mention: Mention) -> None:
        """Places of the sentence that no event's clause holds; those of the event it is joined to; the scene."""
        first = mention.token.sent.start
        mention.places = self.of_doers.get(mention.token.i, [])
        for token, place in self.loose_places.get(first, []):
            if self._same_voice(token, mention.token):
                add_place(mention, place, token)
        for place in of_what(mention, self.draft):
            add_place(mention, place)
        if mention.places:
            return
        other = joined(mention.token, self.at)
        if other is None and mention.type not in NOWHERE:
            other = self._next_clause(mention.token)
        is_alike = other is not None and (other.type in NOWHERE) == (mention.type in NOWHERE)
        if other is not None and (is_alike or mention.within is other):
            mention.places = list(other.places)
        elif first in self.scenes:
            add_place(mention, self.scenes[first])
        elif self.dateline is not None and not mention.said_by and any(t.lower_ == "here" for t in mention.token.sent):
            mention.places = [self.dateline]
            mention.notes.append(f"place: “here” taken as {self.dateline.name}, the dateline")


def _is_of_doer(token: Token, verb: Token) -> bool:
    """Whether a place stands in the subject of an active verb: "the governor of Diyala imposed a curfew"."""
    for above in token.ancestors:
        if above == verb:
            return token.dep_ == "nsubj"
        token = above
    return False


def _index(mention: Mention) -> int:
    return int(mention.token.i)


def _end(time: TimeDraft) -> int:
    return int(time.span.end)


def _is_now(verb: Token) -> bool:
    """Whether the clause is about the time of the publication: "three days after the blast, the road is still shut"."""
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    first = min([verb, *helpers], key=lambda token: token.i)
    return first.tag_ in {"VBZ", "VBP"}


def _owners(mentions: list[Mention], cues: set[int]) -> dict[int, Mention]:
    """The mention to which a token belongs: the event word, the words of its frame, the verb above a noun."""
    owner: dict[int, Mention] = {}
    for mention in mentions:
        for index in mention.parts:
            owner.setdefault(index, mention)
    for mention in mentions:
        if mention.within is None:
            owner[mention.token.i] = mention
    for mention in mentions:
        head = mention.token.head
        above = (
            mention.is_noun and mention.token.dep_ in {"dobj", "nsubj", "nsubjpass"} and head.pos_ in {"VERB", "AUX"}
        )
        if above and head.i not in cues:
            owner.setdefault(head.i, mention)
    return owner
