"""When and where: the time and place in an event's own clause, then in its sentence, then in the scene before.

The publication day never dates an event. A time inside another event's clause belongs to that one; "since the clashes"
and "before they signed" give a neighbour's month, not its day. What is not from the own clause is told in a note.
"""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Collection, Iterable
from functools import cache

from spacy.tokens import Span, Token

from sayso.extract.draft import Draft, PlaceDraft, TimeDraft
from sayso.extract.events.clause import all_subjects, direct_objects, own_subjects
from sayso.extract.events.lexicon import noun_class
from sayso.extract.events.mention import Mention, Voices
from sayso.rules import load_toml

#: Places this wide say little about where an event was when a narrower one stands beside them.
WIDE = frozenset({"country", "region", "sea"})
#: Dealings between countries happen nowhere in particular: a country in their clause is a party.
NOWHERE = frozenset(
    {"SANCTION", "CONSULT", "AGREE", "ACCUSE", "REJECT", "SUPPORT", "CONCEDE", "AID", "COOPERATE", "RETREAT"}
)
GRAINS = ("hour", "part_of_day", "day", "week", "month", "year", "unknown")
#: Words that set a clause before or after another: near it, but not on its day.
BEFORE_AFTER = frozenset({"before", "after", "since", "until", "following"})
WHERE = frozenset({"in", "at", "near", "outside", "around", "inside", "on", "off", "of", "into", "to"})
WHEN = frozenset({"when", "as", "while"})
FAR = 25
#: How many places named before are asked for what "the town" means.
SEEN = 40
#: How far back, in tokens, a scene reaches: about three sentences.
SCENE = 90


def assign(draft: Draft, voices: Voices, mentions: list[Mention]) -> None:
    """Fill `time` and `places` of each mention as far as its sentence tells them."""
    finder = Finder(draft, voices, mentions)
    finder.times()
    finder.places()
    for mention in mentions:
        if _died_later(mention):
            mention.time, mention.places = None, []
            continue
        if mention.time is None:
            _borrow_time(mention, finder)
        if not mention.places:
            _borrow_places(mention, finder)


def _died_later(mention: Mention) -> bool:
    """Whether it tells a death of wounds, in a hospital: its day and place are not those of the deed."""
    if mention.kind.counts != "casualty" or mention.token.pos_ != "VERB":
        return False
    after = [noun.lemma_.lower() for prep in mention.token.children for noun in prep.children if prep.dep_ == "prep"]
    if noun_class("aftercare") & set(after):
        return True
    marks = (c.lower_ for noun in all_subjects(mention.token) for c in noun.children if c.dep_ in {"amod", "acl"})
    return mention.token.lemma_ == "die" and any(word in {"wounded", "injured"} for word in marks)


class Finder:
    """Hands the times and places of a Doc to the events in whose clauses they stand."""

    def __init__(self, draft: Draft, voices: Voices, mentions: list[Mention]) -> None:
        self.draft, self.voices, self.mentions = draft, voices, mentions
        self.at = {mention.token.i: mention for mention in mentions}
        self.cues = {token.i for s in draft.statements for token in s.cue if token.pos_ in {"VERB", "AUX"}}
        self.owner = _owners(mentions, self.cues)
        self.sources = {token.i for s in draft.statements if s.source is not None for token in s.source}
        #: Times and places of a sentence that no event's clause holds, by the sentence's first token.
        self.dateline: PlaceDraft | None = None
        self.loose_times: dict[int, list[TimeDraft]] = {}
        self.loose_places: dict[int, list[tuple[Token, PlaceDraft]]] = {}

    def times(self) -> None:
        """Give each time to its event."""
        for time in self.draft.times:
            if time.start is None or time.type in {"DURATION", "SET"} or not self.draft.body[time.span.start]:
                continue
            mention, at_cue = self.holder(time.span.root)
            if mention is not None:
                _take_time(mention, time)
            elif not at_cue:
                self.loose_times.setdefault(time.span.root.sent.start, []).append(time)

    def places(self) -> None:
        """Give each literal place to its event, and the town that "the town" takes up."""
        seen: list[tuple[int, PlaceDraft]] = []
        for span, place in self._literal():
            if not self.draft.body[span.start]:
                self.dateline = self.dateline or place
                continue
            seen.append((span.start, place))
            if _is_party(span.root):
                continue
            mention, at_cue = self.holder(span.root)
            if mention is not None:
                add_place(mention, place)
            elif span.root.i not in self.sources and not at_cue:
                self.loose_places.setdefault(span.root.sent.start, []).append((span.root, place))
        self._anaphors(seen)

    def _literal(self) -> list[tuple[Span, PlaceDraft]]:
        rows = [
            (span, place)
            for place in self.draft.places
            for span, use in zip(place.mentions, place.uses, strict=True)
            if use == "literal"
        ]
        return sorted(rows, key=lambda row: row[0].start)

    def _anaphors(self, named: list[tuple[int, PlaceDraft]]) -> None:
        """What "the town" and "the city" mean: the town that was named most before."""
        starts = [start for start, _ in named]
        for mention in self.mentions:
            if mention.places:
                continue
            seen = named[: bisect_left(starts, mention.token.right_edge.i + 1)]
            for noun in _ground(mention.token):
                beside = self.draft.place_at.get(noun.head.i) if noun.dep_ == "appos" else None
                if beside is not None:
                    add_place(mention, beside)
                    continue
                kinds = place_words().get(noun.lemma_.lower())
                if kinds is None or not any(child.lower_ in {"the", "this", "that"} for child in noun.children):
                    continue
                before = [place for start, place in seen[-SEEN:] if start < noun.i and place.kind in kinds]
                if before:
                    place = max(before, key=lambda p: (before.count(p), before.index(p)))
                    add_place(mention, place)
                    mention.notes.append(f"place: “{noun.text}” taken as {place.name}")

    def holder(self, token: Token) -> tuple[Mention | None, bool]:
        """The event in whose clause a token stands, and whether a reporting verb came first."""
        for _ in range(FAR):
            if token.i in self.owner:
                return self.owner[token.i], False
            if token.i in self.cues:
                return None, True
            if token.head == token:
                break
            token = token.head
        return None, False


@cache
def place_words() -> dict[str, frozenset[str]]:
    """Nouns that take up a place ("the town") with the kinds of place that they may mean."""
    table: dict[str, list[str]] = load_toml("events_classes.toml")["place_words"]
    return {word: frozenset(kinds) for word, kinds in table.items()}


def _ground(token: Token) -> list[Token]:
    """The nouns that can say where: objects, and those after a preposition."""
    nouns = direct_objects(token) if token.pos_ == "VERB" else []
    preps = [child for child in token.children if child.dep_ in {"prep", "prt"}]
    nouns = nouns + [noun for prep in preps for noun in prep.children if noun.dep_ == "pobj"]
    inner = [child for noun in nouns for child in noun.children if child.dep_ in {"poss", "compound"}]
    return nouns + inner


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


def _is_party(token: Token) -> bool:
    """Whether a place name stands where only somebody can: the subject of a verb, or after "by"."""
    return (token.dep_ in {"nsubj", "agent"} and token.head.pos_ == "VERB") or (
        token.dep_ == "pobj" and token.head.dep_ == "agent"
    )


def add_place(mention: Mention, place: PlaceDraft) -> None:
    """Add a place once; a country is no place of dealings."""
    if place.kind == "country" and mention.type in NOWHERE:
        return
    if place not in mention.places:
        mention.places.append(place)


def _take_time(mention: Mention, time: TimeDraft) -> None:
    """The narrower of two times wins: "on Tuesday at dawn" has both."""
    if mention.time is None or _width(time) < _width(mention.time):
        mention.time = time


def _width(time: TimeDraft) -> int:
    return GRAINS.index(time.grain) if time.grain in GRAINS else len(GRAINS)


# --- from the rest of the sentence ------------------------------------------------------------------------------------


def _borrow_time(mention: Mention, finder: Finder) -> None:
    """A time that nobody's clause holds, that of the event it is joined to, or of one before or after."""
    loose = finder.loose_times.get(mention.token.sent.start, [])
    loose = [
        time for time in loose if _same_voice(finder.voices, time.span.root, mention.token) and _is_open(mention.token)
    ]
    if len(loose) == 1:
        mention.time = loose[0]
        mention.notes.append(f"day: from “{loose[0].span.text}” in the same sentence")
        return
    joined = _joined(mention.token, finder.at)
    if joined is not None and joined.time is not None:
        later = any(child.lower_ in {"then", "later", "subsequently"} for child in mention.token.children)
        mention.time = month_of(joined.time) if later else joined.time
        mention.notes.append(f"day: that of “{joined.span.text}” in the same sentence")
        return
    near = _neighbour(mention.token, finder.at)
    if near is not None and near.time is not None and _is_hours(mention.token, near.token):
        mention.time = near.time
        mention.notes.append(f"day: hours before or after “{near.span.text}”")
        return
    mention.near = near


def _is_open(token: Token) -> bool:
    """Whether the clause is not closed off as a relative one: then the times of the main clause hold for it, too."""
    return not any(above.dep_ in {"relcl", "acl"} for above in (token, *token.ancestors))


def _same_voice(voices: Voices, one: Token, other: Token) -> bool:
    return voices.of(one) == voices.of(other)


def _joined(token: Token, at: dict[int, Mention]) -> Mention | None:
    """The event with which this one is coordinated, or of whose clause it tells the outcome ("..., killing ten")."""
    if token.pos_ in {"NOUN", "PROPN"}:
        above = token.head.head if token.dep_ == "pobj" else token.head
        apart = token.dep_ == "pobj" and token.head.lower_ in BEFORE_AFTER
        if token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"} and above.i in at and not apart:
            return at[above.i]
    same_subject = token.dep_ == "conj" and not own_subjects(token)
    if (same_subject or (token.dep_ == "advcl" and token.tag_ == "VBG")) and token.head.i in at:
        return at[token.head.i]
    if token.dep_ == "advcl" and token.head.i in at and _opens_with(token, WHEN):
        return at[token.head.i]
    below = [child for child in token.children if child.dep_ in {"nsubj", "nsubjpass", "dobj"}]
    below += [noun for prep in token.children if prep.lower_ in {"in", "by", "during"} for noun in prep.children]
    for noun in below:
        if noun.i in at and at[noun.i].within is None and at[noun.i].time is not None:
            return at[noun.i]
    return next(
        (
            at[child.i]
            for child in token.children
            if child.i in at and child.dep_ == "advcl" and _opens_with(child, WHEN)
        ),
        None,
    )


def _opens_with(clause: Token, openers: set[str] | frozenset[str]) -> bool:
    return any(child.lower_ in openers and child.i < clause.i for child in clause.children)


def _is_hours(one: Token, other: Token) -> bool:
    """Whether only hours lie between: "hours after rockets hit", "minutes before"."""
    first, last = sorted((one.i, other.i))
    for token in one.doc[first:last]:
        if (
            token.lower_ in {"after", "before"}
            and token.i
            and token.nbor(-1).lemma_.lower() in {"hour", "minute", "moment"}
        ):
            return True
    return False


def _neighbour(token: Token, at: dict[int, Mention]) -> Mention | None:
    """The event before or after which this one is told to be."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in BEFORE_AFTER:
            found = next((at[noun.i] for noun in child.children if noun.i in at), None)
            if found is not None:
                return found
        if child.dep_ == "advcl" and child.i in at and _opens_with(child, BEFORE_AFTER):
            return at[child.i]
    if token.dep_ == "advcl" and token.head.i in at and _opens_with(token, BEFORE_AFTER):
        return at[token.head.i]
    if token.dep_ == "advcl" and _opens_with(token, BEFORE_AFTER):
        return next(
            (at[child.i] for child in token.head.children if child.i in at and child.dep_ in {"nsubj", "dobj"}), None
        )
    return None


def month_of(time: TimeDraft) -> TimeDraft:
    """The month of a time, where only its neighbourhood is known."""
    if time.start is None or time.grain in {"month", "year", "unknown"}:
        return time
    year, month = int(time.start[:4]), int(time.start[5:7])
    last = monthrange(year, month)[1]
    return TimeDraft(
        time.span,
        "DATE",
        f"{year:04}-{month:02}",
        f"{year:04}-{month:02}-01",
        f"{year:04}-{month:02}-{last:02}",
        "month",
    )


def _borrow_places(mention: Mention, finder: Finder) -> None:
    """Places of the sentence that no event's clause holds; else those of the event that it is joined to."""
    loose = finder.loose_places.get(mention.token.sent.start, [])
    near = [place for token, place in loose if _same_voice(finder.voices, token, mention.token)]
    for place in near:
        add_place(mention, place)
    if mention.places:
        return
    joined = _joined(mention.token, finder.at)
    if joined is not None:
        mention.places = list(joined.places)
    elif finder.dateline is not None and not mention.said_by and any(t.lower_ == "here" for t in mention.token.sent):
        mention.places = [finder.dateline]
        mention.notes.append(f"place: “here” taken as {finder.dateline.name}, the dateline")


def narrow(places: Iterable[PlaceDraft]) -> list[PlaceDraft]:
    """The places without the countries and regions that only hold the others."""
    rows = list(places)
    return [place for place in rows if place.kind not in WIDE] or rows


# --- from the scene before --------------------------------------------------------------------------------------------


def names_unknown_place(mention: Mention, known: Collection[int]) -> bool:
    """Whether the clause names a place that nobody could resolve: then the scene's place would be wrong."""
    preps = [child for child in mention.token.children if child.dep_ == "prep" and child.lower_ in WHERE]
    nouns = [noun for prep in preps for noun in prep.children if noun.dep_ == "pobj"]
    nouns += [inner for noun in nouns for prep in noun.children if prep.dep_ == "prep" for inner in prep.children]
    return any(n.pos_ == "PROPN" and n.ent_type_ not in {"DATE", "TIME"} and n.i not in known for n in nouns)


def carry_place(mention: Mention, earlier: list[Mention]) -> PlaceDraft | None:
    """The place of the scene that the sentences just before have set, for a deed without a place of its own."""
    for other in reversed(earlier):
        gap = mention.token.i - other.token.i
        if gap > SCENE:
            return None
        same_day = mention.time is None or other.time is None or mention.time.start == other.time.start
        if other.places and same_day and gap > 0:
            return narrow(other.places)[0]
    return None
