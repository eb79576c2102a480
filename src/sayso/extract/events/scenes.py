"""What an occurrence takes over from those told before it: a month, a culprit, the place of the scene."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.tokens import Token

from sayso.extract.draft import Draft, PlaceDraft, StatementDraft, TimeDraft
from sayso.extract.events.dating import DAILY
from sayso.extract.events.mention import Mention
from sayso.extract.events.occurrences import Occurrence, days_agree, interval, same_speaker
from sayso.extract.events.when import STATES, is_beside, month_of, scene_words, shifted
from sayso.extract.events.where import is_at_known_spot, is_elsewhere, names_unknown_place

#: Types of deeds that are done by declaring them.
DECLARED = frozenset({"SANCTION", "CONCEDE", "REJECT", "COERCE", "RETREAT"})
#: Types of deeds that are done at one place.
GROUNDED = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE"})
#: Modes of attacks from afar, of which one side makes many in a night; a bare "raid" or "strike" may be one.
REMOTE = frozenset({"aerial", "drone", "heavy-weapons", ""})
#: How far back, in tokens, a scene reaches: about three sentences.
SCENE = 90
#: So often the main scene is named or has a deed, where there are others.
OFTEN = 3
PERFECT = frozenset({"have", "has", "'ve", "’ve"})
#: Kinds of place from the narrowest on; all others are points.
WIDTHS = {"sea": 3, "admin1": 2, "admin2": 1}
#: How many mentions back a scene may have been set.
BACK = 12


def set_neighbours(occurrences: list[Occurrence]) -> None:
    """Give an occurrence without a day the month of the one before or after which it is told to be."""
    of = {id(mention): occurrence for occurrence in occurrences for mention in occurrence.mentions}
    for occurrence in occurrences:
        if occurrence.days:
            continue
        for mention in occurrence.mentions:
            near = of.get(id(mention.near))
            time = next((m.time for m in near.mentions if m.time is not None), None) if near is not None else None
            if time is not None and mention.near is not None:
                _date_beside(mention, mention.near, time)


def _date_beside(mention: Mention, near: Mention, time: TimeDraft) -> None:
    """Date a mention by the event beside which it is told: its day, where the text says how far they lie apart.

    Beside what happened in some month or year it may have happened in any, unless it lasts since then.
    """
    day = shifted(time, mention.apart) if mention.apart is not None else None
    if day is None and time.grain in {"month", "year", "unknown"} and mention.type not in STATES:
        return
    mention.time = day or month_of(time)
    what = "day" if day is not None else "month"
    mention.notes.append(f"{what}: it is told as before or after “{near.span.text}”")


def set_days(occurrences: list[Occurrence], draft: Draft) -> None:
    """Give a deed without a day that of the scene which the same voice has just told, in the same paragraph.

    What is told as the next thing ("an hour later") goes on from whatever was told before.
    """
    told = sorted((m for o in occurrences for m in o.mentions if m.reality == "fact"), key=lambda m: m.token.i)
    dated = {id(m) for o in occurrences if o.days for m in o.mentions}
    before: Mention | None = None
    for mention in told:
        if id(mention) not in dated and mention.near is None and _is_grounded(mention):
            _set_day(mention, before, draft)
        before = mention


def _set_day(mention: Mention, before: Mention | None, draft: Draft) -> None:
    if mention.kind.counts or is_elsewhere(mention) or _looks_back(mention) or is_beside(mention.token):
        return
    around = mention.around
    if before is not None and before.time is not None and (around is None or around.span.start < before.token.i):
        same_place = not mention.places or bool(set(mention.places) & set(before.places))
        if before.time.grain in DAILY and same_place and _goes_on_at_once(mention, before.token, before.said_by):
            mention.time = before.time
            mention.notes.append(f"day: that of “{before.span.text}” in the sentence before")
    elif around is not None and _goes_on_at_once(mention, around.span.root, draft.holding(around.span.root)):
        mention.time = around
        mention.notes.append(f"day: “{around.span.text}” of the scene in which it is told")


def _goes_on_at_once(mention: Mention, before: Token, said_by: list[StatementDraft]) -> bool:
    """Whether a deed is told in the scene of a word before: in its paragraph, by the same voice or as what is next."""
    if mention.token.i - before.i >= SCENE // 2 or _breaks(before, mention.token):
        return False
    mine, theirs = ([s.speaker.side() for s in row[-1:] if s.speaker] for row in (mention.said_by, said_by))
    return (mine == theirs and bool(mine) == bool(mention.said_by)) or _is_soon(mention)


def _is_soon(mention: Mention) -> bool:
    """Whether it comes "an hour later", "minutes later", "within hours"."""
    for later in mention.token.children:
        units = [token.lemma_.lower() for token in later.subtree]
        if scene_words("hours") & set(units) and ("later" in units or later.lower_ == "within"):
            return True
    return False


def _looks_back(mention: Mention) -> bool:
    """Whether it is told in the perfect, or in a pluperfect that nobody says: "have shelled", "had shelled"."""
    helpers = _helpers(mention)
    return bool(helpers & PERFECT) or ("had" in helpers and not mention.said_by)


def _helpers(mention: Mention) -> set[str]:
    """The auxiliaries of the verb that tells it: "have" of "have recorded 14 breaches"."""
    token = mention.token
    verb = token.head if mention.is_noun and token.dep_ in {"dobj", "nsubj", "nsubjpass"} else token
    return {child.lower_ for child in verb.children if child.dep_ == "aux"}


def _breaks(first: Token, last: Token) -> bool:
    """Whether a new paragraph begins between two words."""
    return any(token.is_space and "\n" in token.text for token in first.doc[first.i : last.i])


def set_announced(occurrences: list[Occurrence]) -> None:
    """Give what a side announces or declares to have done the day on which it says so: saying so does it."""
    for occurrence in occurrences:
        for mention in occurrence.mentions if not occurrence.days else ():
            said = mention.said_by[-1] if mention.said_by else None
            if said is None or said.said_on is None or mention.type not in DECLARED:
                continue
            own = said.speaker is not None and said.speaker.side() in {actor.side() for actor in mention.actors}
            if own and said.act == "announce" and mention.reality == "fact":
                first, _, last = said.said_on.partition("/")
                mention.time = TimeDraft(said.cue, "DATE", said.said_on, first, last or first, "day")
                mention.notes.append(f"day: that of the announcement, “{said.cue.text}”")


def set_culprits(occurrences: list[Occurrence]) -> None:
    """Give an attack without a culprit that of the attack which the same speaker has just told."""
    before: Occurrence | None = None
    for occurrence in occurrences:
        if occurrence.type != "ASSAULT":
            continue
        first = occurrence.mentions[0]
        open_ = not occurrence.actors and not first.kind.counts and first.mode in REMOTE
        if open_ and before is not None and _goes_on(first, before):
            first.actors = list(before.actors)
            first.mode = first.mode or min(before.modes)
            first.notes.append("actors: those of the attack that the same speaker told before")
        before = occurrence


def set_besiegers(occurrences: list[Occurrence]) -> None:
    """Give a siege of which is not said who lays it the one who took the place, or who is told elsewhere to lay it."""
    sieges = [o for o in occurrences if o.type == "COERCE" and scene_words("siege") & o.words]
    known = [o for o in sieges if o.actors]
    attacks = {m.token.i: m for o in occurrences if o.type == "ASSAULT" for m in o.mentions if m.actors}
    for siege in sieges:
        first = siege.mentions[0]
        if siege.actors:
            continue
        taken = next((attacks[above.i] for above in first.token.ancestors if above.i in attacks), None)
        laid = [o for o in known if not siege.places or not o.places or set(o.places) & set(siege.places)]
        actors = taken.actors if taken is not None else laid[0].actors if laid else []
        one = all(set(o.actors) == set(actors) for o in laid)
        if actors and (taken is not None or one):
            first.actors = list(actors)
            siege.actors += actors
            first.notes.append(f"actors: {actors[0].name}, who lays the siege elsewhere in the report")


def _goes_on(mention: Mention, before: Occurrence) -> bool:
    """Whether a mention goes on with what the same speaker told just before."""
    close = mention.token.i - before.last.token.i < SCENE
    return close and bool(before.modes & REMOTE) and same_speaker(mention, before.last) and days_agree(mention, before)


def set_scenes(occurrences: list[Occurrence], draft: Draft) -> None:
    """Give a deed without a place that of the scene in which it is told, else that of the report's main scene."""
    main = _main_scene(draft, occurrences)
    known = draft.place_at.keys() | draft.actor_at.keys() | {token.i for time in draft.times for token in time.span}
    bare = {id(o.mentions[0]): o for o in occurrences if not o.places and o.mentions[0].reality == "fact"}
    told = sorted((m for o in occurrences for m in o.mentions if _is_grounded(m)), key=lambda m: m.token.i)
    beside = _beside(told)
    first = next((n for n, mention in enumerate(told) if _point(mention) is not None), len(told))
    for n, mention in enumerate(told):
        occurrence = bare.get(id(mention))
        is_open = mention.is_definite or not _helpers(mention) & PERFECT
        if occurrence is None or mention.type == "MOBILIZE" or is_elsewhere(mention) or not is_open:
            continue
        if any(names_unknown_place(m, known) for m in occurrence.mentions):
            continue
        carried = beside.get(id(mention)) or carry_place(mention, told[max(n - BACK, 0) : n])
        central = main.of(mention) if main is not None else None
        place = (central or carried) if mention.is_definite else (carried or central)
        if place is None and n < first:
            place = mention.backdrop
        if place is not None:
            first = min(first, n)
            mention.places.append(place)
            occurrence.places.append(place)
            mention.notes.append(f"place: {place.name} is that of the scene in the sentences before")


def _is_grounded(mention: Mention) -> bool:
    """Whether it tells a deed that is done at one place."""
    return mention.type in GROUNDED or mention.kind.counts == "displaced"


def _beside(told: list[Mention]) -> dict[int, PlaceDraft]:
    """The places of deeds before or after which the same sentence tells others, by the identity of the others."""
    found = {}
    for mention in told:
        near = mention.near
        if near is not None and near.token.sent.start == mention.token.sent.start and _is_grounded(near):
            for one, other in ((mention, near), (near, mention)):
                if (place := _point(other)) is not None:
                    found[id(one)] = place
    return found


def carry_place(mention: Mention, earlier: list[Mention]) -> PlaceDraft | None:
    """The place of the scene that the sentences just before have set, for a deed without a place of its own."""
    at, opened = mention.scene or (-1, None)
    for other in reversed(earlier):
        gap = mention.token.i - other.token.i
        if gap > SCENE or other.token.i < at or (mention.is_definite and _breaks(other.token, mention.token)):
            break
        if gap > 0 and _is_same_day(mention, other) and (place := _point(other)) is not None:
            return place
    return opened


def _is_same_day(mention: Mention, other: Mention) -> bool:
    """Whether a deed may be on the day of one told before: a day of its own moves the story on."""
    theirs = interval(other)
    return interval(mention) is None or (theirs is not None and _overlaps(mention, {theirs}))


def _overlaps(mention: Mention, days: Iterable[tuple[str, str]]) -> bool:
    mine = interval(mention)
    return mine is not None and any(mine[0] <= last and first <= mine[1] for first, last in days)


def _point(mention: Mention) -> PlaceDraft | None:
    """The narrowest place of a mention, if it is narrower than a country or a region."""
    places = [place for place in mention.places if place.kind not in {"country", "region"}]
    return min(places, key=lambda place: WIDTHS.get(place.kind, 0), default=None)


@dataclass(frozen=True, slots=True)
class MainScene:
    """The one place of which the report's attacks tell most, and the days on which they were."""

    place: PlaceDraft
    days: frozenset[tuple[str, str]]

    def of(self, mention: Mention) -> PlaceDraft | None:
        """The place, for a deed on a day of the scene, or one that is known, without a day."""
        if is_at_known_spot(mention):
            return self.place if mention.time is None or _overlaps(mention, map(_week_around, self.days)) else None
        fits = mention.is_definite if mention.time is None else _overlaps(mention, self.days)
        return self.place if fits else None


def _week_around(days: tuple[str, str]) -> tuple[str, str]:
    """Some days before and after: as long as a story stays where it is."""
    first, last = (date.fromisoformat(day) for day in days)
    return (first - timedelta(3)).isoformat(), (last + timedelta(3)).isoformat()


def _main_scene(draft: Draft, occurrences: list[Occurrence]) -> MainScene | None:
    """The place of which the report's attacks tell most, where it stands out."""
    seen: Counter[PlaceDraft] = Counter()
    days: dict[PlaceDraft, set[tuple[str, str]]] = {}
    for occurrence in occurrences:
        for mention in filter(_is_grounded, occurrence.mentions):
            for place in mention.places:
                if place.kind not in {"country", "region"}:
                    seen[place] += 1
                    days.setdefault(place, set()).update(occurrence.days)
    for place in draft.places:
        if place in seen:
            seen[place] += sum(use == "literal" for use in place.uses)
    ranked = seen.most_common(2)
    if not ranked or (len(ranked) == 2 and (ranked[1][1] == ranked[0][1] or ranked[0][1] < OFTEN)):
        return None
    return MainScene(ranked[0][0], frozenset(days[ranked[0][0]]))
