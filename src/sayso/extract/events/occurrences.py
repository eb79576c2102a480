"""Which mentions tell the same occurrence: same type, nothing that contradicts, and something that joins them."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.extract.draft import ActorDraft, Draft, PlaceDraft
from sayso.extract.events.dating import SCENE, carry_place, month_of, names_unknown_place
from sayso.extract.events.mention import Mention

#: Words that name any act of force and take up whichever was told last.
GENERAL = frozenset(
    {
        "attack",
        "assault",
        "strike",
        "raid",
        "incident",
        "violence",
        "operation",
        "blast",
        "explosion",
        "bombing",
        "killing",
        "clash",
        "fighting",
        "crime",
        "maneuver",
        "manoeuvre",
        "encounter",
        "ambush",
        "breach",
        "violation",
        "shooting",
        "massacre",
        "bombardment",
        "shelling",
        "atrocity",
        "confrontation",
    }
)
#: Types of deeds that are done at one place.
GROUNDED = frozenset({"ASSAULT", "COERCE", "PROTEST"})
#: Modes of attacks from afar, of which one side makes many in a night; a bare "raid" or "strike" may be one.
REMOTE = frozenset({"aerial", "drone", "heavy-weapons", ""})
#: Modes that one sentence tells beside another deed, not as part of it.
APART = frozenset({"abduct", "torture", "sexual", "crowd-control"})
#: Types of which one sentence rarely tells two.
MEETINGS = frozenset({"CONSULT", "AGREE", "REJECT"})
POINTS = frozenset({"town", "base", "crossing", "admin2", "admin1"})


@dataclass(slots=True, eq=False)
class Occurrence:
    """The mentions of one occurrence, in the order of the text."""

    mentions: list[Mention] = field(default_factory=list)

    @property
    def type(self) -> str:
        """The PLOVER type."""
        return self.mentions[0].type

    @property
    def last(self) -> Mention:
        """The mention that came last."""
        return self.mentions[-1]

    def modes(self) -> set[str]:
        """Every mode that a mention tells."""
        return {mention.mode for mention in self.mentions if mention.mode}

    def days(self) -> set[tuple[str | None, str | None]]:
        """Every interval that a mention tells."""
        return {(m.time.start, m.time.end) for m in self.mentions if m.time is not None}

    def places(self) -> list[PlaceDraft]:
        """Every place that a mention tells, in order."""
        return list(dict.fromkeys(place for m in self.mentions for place in m.places))

    def actors(self) -> list[ActorDraft]:
        """Everybody who acts in a mention."""
        return list(dict.fromkeys(actor for m in self.mentions for actor in m.actors))

    def recipients(self) -> list[ActorDraft]:
        """Everybody who is acted on in a mention."""
        return list(dict.fromkeys(actor for m in self.mentions for actor in m.recipients))


def find_occurrences(mentions: list[Mention]) -> list[Occurrence]:
    """The occurrences, in the order of their first mention; casualty words with none to join are left for the accounts."""
    found: list[Occurrence] = []
    for mention in mentions:
        home = _home(mention, found)
        if home is not None:
            home.mentions.append(mention)
        else:
            found.append(Occurrence([mention]))
    return found


def _home(mention: Mention, found: list[Occurrence]) -> Occurrence | None:
    """The latest occurrence that a mention joins."""
    for occurrence in reversed(found):
        if _may_join(mention, occurrence) and _does_join(mention, occurrence):
            return occurrence
    return None


def _may_join(mention: Mention, occurrence: Occurrence) -> bool:
    """Whether nothing contradicts."""
    if mention.type != occurrence.type or (
        (mention.reality == "fact") != (occurrence.last.reality == "fact")
        and not mention.denied
        and not mention.kind.counts
    ):
        return False
    if (
        mention.mode
        and occurrence.modes()
        and mention.mode not in occurrence.modes()
        and not _same_clause(mention, occurrence.last)
    ):
        return False
    return _days_agree(mention, occurrence) and _places_agree(mention, occurrence) and _sides_agree(mention, occurrence)


def _days_agree(mention: Mention, occurrence: Occurrence) -> bool:
    days = occurrence.days()
    if mention.time is None or not days:
        return True
    start, end = mention.time.start or "", mention.time.end or mention.time.start or ""
    return any(start <= (last or first or "") and (first or "") <= end for first, last in days)


def _places_agree(mention: Mention, occurrence: Occurrence) -> bool:
    """Two points exclude each other unless one is told of both; a province may hold a town."""
    mine = {p for p in mention.places if p.kind in POINTS}
    theirs = {p for p in occurrence.places() if p.kind in POINTS}
    if not mine or not theirs or mine & theirs:
        return True
    kinds = {p.kind for p in mine} | {p.kind for p in theirs}
    holds = {p.admin1 for p in mine if p.kind != "admin1"} & {p.name for p in theirs} or {
        p.admin1 for p in theirs if p.kind != "admin1"
    } & {p.name for p in mine}
    return bool(holds) and "admin1" in kinds


def _sides_agree(mention: Mention, occurrence: Occurrence) -> bool:
    mine, theirs = {a.side() for a in mention.actors}, {a.side() for a in occurrence.actors()}
    if mine and theirs and not mine & theirs:
        return False
    mine, theirs = (
        {a.side() for a in rows if a.kind != "population"} for rows in (mention.recipients, occurrence.recipients())
    )
    return not (mine and theirs) or bool(mine & theirs)


def _does_join(mention: Mention, occurrence: Occurrence) -> bool:
    """Whether something joins: the same sentence or statement, a word that takes up the known, the same word again."""
    last = occurrence.last
    if mention.type == "ASSAULT" and _same_clause(mention, last):
        return True
    if mention.type in MEETINGS and _same_clause(mention, last):
        return True
    if mention.denied != last.denied and not _shares_argument(mention, occurrence):
        return mention.is_definite and mention.token.lemma_.lower() in GENERAL and not _is_new(mention, occurrence)
    if mention.kind.counts == "casualty":
        return _near(mention, last) or _same_statement(mention, occurrence)
    if mention.kind.weak:
        return _near(mention, last) or mention.is_definite
    if mention.is_definite and (mention.type != "ASSAULT" or mention.token.lemma_.lower() in GENERAL):
        return not _is_new(mention, occurrence)
    if _shares_argument(mention, occurrence):
        return True
    same_word = any(mention.token.lemma_ == other.token.lemma_ for other in occurrence.mentions)
    return same_word and mention.time is None and not mention.places and not mention.actors


def _is_new(mention: Mention, occurrence: Occurrence) -> bool:
    """Whether it brings a day or a place of its own that the occurrence does not have."""
    new_day = mention.time is not None and not occurrence.days()
    new_place = bool(mention.places) and not set(mention.places) & set(occurrence.places())
    return new_day or new_place


def _same_clause(mention: Mention, other: Mention) -> bool:
    """Whether both stand in one sentence, in the same voice, and tell deeds that go together."""
    apart = (mention.mode in APART or other.mode in APART) and mention.mode != other.mode
    return mention.token.sent.start == other.token.sent.start and mention.said_by == other.said_by and not apart


def _same_statement(mention: Mention, occurrence: Occurrence) -> bool:
    return any(s in other.said_by for other in occurrence.mentions for s in mention.said_by)


def _near(mention: Mention, other: Mention) -> bool:
    """Whether the other stands in the same sentence or in the two before."""
    return mention.token.i - other.token.i < 80


def _shares_argument(mention: Mention, occurrence: Occurrence) -> bool:
    """Same parties, or same places and day, where both are told; close by, the same victims are enough."""
    acting = bool(set(mention.actors) & set(occurrence.actors())) and not mention.inferred
    acted = bool({a for a in mention.recipients if a.kind != "population"} & set(occurrence.recipients()))
    places = bool(set(mention.places) & set(occurrence.places()))
    times = mention.time is not None and (mention.time.start, mention.time.end) in occurrence.days()
    bare = mention.time is None and not mention.places
    return acting + acted + places + times >= 2 or (acted and bare and _near(mention, occurrence.last))


def set_neighbours(occurrences: list[Occurrence]) -> None:
    """Give an occurrence without a day the month of the one before or after which it is told to be."""
    of = {id(mention): occurrence for occurrence in occurrences for mention in occurrence.mentions}
    for occurrence in occurrences:
        for mention in occurrence.mentions:
            if mention.near is None or occurrence.days() or id(mention.near) not in of:
                continue
            time = next((m.time for m in of[id(mention.near)].mentions if m.time is not None), None)
            if time is not None:
                mention.time = month_of(time)
                mention.notes.append(f"month: it is told as before or after “{mention.near.span.text}”")


def set_culprits(occurrences: list[Occurrence]) -> None:
    """Give an attack without a culprit that of the attack which the same speaker has just told."""
    for n, occurrence in enumerate(occurrences):
        first = occurrence.mentions[0]
        if occurrence.type != "ASSAULT" or occurrence.actors() or first.kind.counts or first.mode not in REMOTE:
            continue
        before = next((o for o in reversed(occurrences[:n]) if o.type == "ASSAULT"), None)
        if before is None or not before.modes() & REMOTE or not _same_speaker(first, before.last):
            continue
        if first.token.i - before.last.token.i < SCENE and _days_agree(first, before):
            first.actors = before.actors()
            first.mode = first.mode or before.modes().pop()
            first.notes.append("actors: those of the attack that the same speaker told before")


def _same_speaker(one: Mention, other: Mention) -> bool:
    speakers = [m.said_by[-1].speaker if m.said_by else None for m in (one, other)]
    return speakers[0] is not None and speakers[1] is not None and speakers[0].side() is speakers[1].side()


def set_scenes(occurrences: list[Occurrence], draft: Draft) -> None:
    """Give a deed without a place that of the scene in which it is told."""
    known: dict[int, object] = {**draft.place_at, **draft.actor_at}
    told: list[Mention] = sorted((m for o in occurrences for m in o.mentions), key=lambda m: m.token.i)
    for occurrence in occurrences:
        first = occurrence.mentions[0]
        if not _is_grounded(first) or first.reality != "fact" or occurrence.places():
            continue
        if any(names_unknown_place(m, known) for m in occurrence.mentions):
            continue
        place = carry_place(first, [m for m in told if m.token.i < first.token.i and _is_grounded(m)])
        if place is not None:
            first.places.append(place)
            first.notes.append(f"place: {place.name} is that of the scene in the sentences before")


def _is_grounded(mention: Mention) -> bool:
    return mention.type in GROUNDED or mention.kind.counts == "displaced"
