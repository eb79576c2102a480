"""One event for each occurrence and account: the outlet's own voice, or sources that do not conflict."""

from __future__ import annotations

from spacy.tokens import Span

from sayso.extract.draft import ActorDraft, EventDraft, PlaceDraft, StatementDraft, TimeDraft
from sayso.extract.events.mention import Mention
from sayso.extract.events.modes import find_mode
from sayso.extract.events.occurrences import Occurrence
from sayso.extract.events.parties import is_named, iso2_of
from sayso.extract.events.when import within
from sayso.extract.events.where import narrow


class Account:
    """The mentions of an occurrence in one voice."""

    def __init__(self, mentions: list[Mention]) -> None:
        self.mentions = mentions

    @property
    def own(self) -> bool:
        """Whether the outlet tells it in its own voice somewhere, unhedged."""
        return any(
            not m.said_by and not m.hedged and not m.only_counts and not (m.kind.counts and m.reality == "negated")
            for m in self.mentions
        )

    @property
    def tells(self) -> bool:
        """Whether it is an event: a word that only counts people has to give a number or name who did it."""
        return any(
            not m.kind.weak and (m.kind.counts != "casualty" or (m.reality != "negated" and (m.actors or m.numbers)))
            for m in self.mentions
        )

    @property
    def confirms(self) -> bool:
        """Whether its speakers only confirm what others told."""
        return all(m.said_by and m.said_by[-1].act == "confirm" for m in self.mentions)

    def numbers(self) -> dict[str, set[str]]:
        """The numbers that it gives, by what they count."""
        found: dict[str, set[str]] = {}
        for mention in self.mentions:
            for kind, number in mention.numbers:
                found.setdefault(kind, set()).add(number)
        return found

    def conflicts(self, other: Account) -> bool:
        """Whether the two give other numbers of the same thing, or other days."""
        mine, theirs = self.numbers(), other.numbers()
        if any(mine[kind].isdisjoint(theirs[kind]) for kind in mine.keys() & theirs.keys()):
            return True
        days = [{(m.time.start, m.time.end) for m in a.mentions if m.time is not None} for a in (self, other)]
        return bool(days[0] and days[1]) and days[0].isdisjoint(days[1])

    def sides(self) -> set[ActorDraft]:
        """The sides of its speakers."""
        return {s.speaker.side() for m in self.mentions for s in m.said_by if s.speaker is not None}


def find_accounts(occurrence: Occurrence, two: tuple[ActorDraft, ActorDraft] | None) -> list[Account]:
    """The accounts of an occurrence; attributed numbers never join the outlet's own voice."""
    accounts: list[Account] = []
    for group in _by_speaker(occurrence):
        home = next((a for a in accounts if _joins(group, a, two)), None)
        if home is not None:
            home.mentions += group.mentions
        else:
            accounts.append(group)
    return accounts


def _by_speaker(occurrence: Occurrence) -> list[Account]:
    """The mentions by who speaks, in the order in which the voices come in; the outlet first."""
    groups: dict[object, list[Mention]] = {}
    for mention in sorted(occurrence.mentions, key=lambda m: (bool(m.said_by), m.token.i)):
        key: object = None
        if mention.said_by:
            speaker = mention.said_by[-1].speaker
            key = speaker.side() if speaker is not None else id(mention.said_by[-1])
        groups.setdefault(key, []).append(mention)
    return [Account(mentions) for mentions in groups.values()]


def _joins(group: Account, account: Account, two: tuple[ActorDraft, ActorDraft] | None) -> bool:
    """Whether two accounts are one: nothing conflicts, and two opposite sides tell them only if one confirms."""
    opposed = two is not None and set(two) <= group.sides() | account.sides()
    if not account.own and opposed and not group.confirms:
        return False
    if account.own and group.numbers() and not group.own:
        return False
    return not group.conflicts(account)


def make_event(account: Account, occurrence: Occurrence) -> EventDraft:
    """The event of an account: anchor, standing, parties, place and day out of its mentions.

    What was hit, where and how is known from the whole report; who did it and when only as far as this account tells.
    """
    mentions = sorted(account.mentions, key=lambda m: m.token.i)
    first = _anchor(mentions)
    event = EventDraft(first.span, first.type)
    event.also = _also(first, mentions)
    event.mode = find_mode([first, *mentions]) or find_mode(occurrence.mentions)
    event.status = _status(mentions)
    event.actors = _merged([first, *mentions], "actors")
    if not event.actors and event.status != "reported":  # who denies it is accused of it
        event.actors = _merged([m for m in occurrence.mentions if m.denied], "actors")
    recipients = _merged([first, *mentions], "recipients") or _merged(occurrence.mentions, "recipients")
    acting = [*event.actors, *occurrence.actors]
    event.recipients = [a for a in recipients if a not in acting]
    event.places = narrow(_places(mentions) or occurrence.places)
    _split_visit(event)
    _date(event, [first, *mentions])
    event.said_by = [] if event.status == "reported" else _speakers(mentions)
    return event


def _split_visit(event: EventDraft) -> None:
    """On a visit the guest acts, and the host, in whose country they meet, is acted on."""
    if event.type != "CONSULT" or event.mode != "visit" or event.recipients or len(event.actors) < 2:
        return
    where = {place.country for place in event.places}
    hosts = [actor for actor in event.actors if actor.country is not None and iso2_of(actor.country) in where]
    if hosts and len(hosts) < len(event.actors):
        event.recipients = hosts
        event.actors = [actor for actor in event.actors if actor not in hosts]


def _places(mentions: list[Mention]) -> list[PlaceDraft]:
    return list(dict.fromkeys(place for m in mentions for place in m.places))


def _anchor(mentions: list[Mention]) -> Mention:
    """The first unhedged mention in the outlet's own voice; else the first that is put forward; weak words last."""
    own = [m for m in mentions if not m.said_by and not m.hedged and not m.only_counts]
    pool = own or [m for m in mentions if not m.only_counts] or mentions
    strong = [m for m in pool if not m.kind.weak and not m.kind.counts]
    strong = strong or [m for m in pool if not m.kind.weak]
    return (strong or pool)[0]


def _also(first: Mention, mentions: list[Mention]) -> list[Span]:
    spans = [m.span for m in mentions if m is not first] + [span for m in mentions for span in m.absorbed]
    return sorted({s for s in spans if not (first.span.start <= s.root.i < first.span.end)}, key=lambda s: s.start)


def _merged(mentions: list[Mention], name: str) -> list[ActorDraft]:
    """The actors of the first mention that has any; one that only counts people gives way."""
    rows: list[tuple[bool, list[ActorDraft]]] = [
        (bool(m.kind.counts), getattr(m, name))
        for m in mentions
        if getattr(m, name) and not (m.inferred and m is not mentions[0])
    ]
    deeds = [row for counts, row in rows if not counts]
    if not rows:
        return []
    named = [row for row in deeds if any(a.kind != "population" for a in row)]
    if name == "actors":  # "gunmen attacked ...; X was behind the attack"
        named.sort(key=lambda row: not any(is_named(actor) for actor in row))
    return list((named or deeds or [row for _, row in rows])[0])


def _date(event: EventDraft, mentions: list[Mention]) -> None:
    """The first time that the account gives, or a finer one that lies within it."""
    times = [m.time for m in mentions if m.time is not None]
    if times:
        set_time(event, next((time for time in times if within(time, times[0])), times[0]))


def set_time(event: EventDraft, time: TimeDraft) -> None:
    """Date an event by a time expression."""
    event.start, event.end, event.grain = time.start, time.end or time.start, time.grain


def _status(mentions: list[Mention]) -> str:
    """The first of the contract's list that holds."""
    if all(m.denied for m in mentions if not m.kind.counts) and any(m.denied for m in mentions):
        return "denied"
    realities = {m.reality for m in mentions if not m.kind.counts} or {m.reality for m in mentions}
    if realities == {"conditional"}:
        return "conditional"
    if realities <= {"future", "conditional"}:
        return "planned"
    if any(not m.said_by and not m.hedged and not m.only_counts for m in mentions):
        return "reported"
    return "alleged" if all(m.hedged for m in mentions if m.reality != "negated") else "claimed"


def _speakers(mentions: list[Mention]) -> list[StatementDraft]:
    """Every statement that puts it forward, each once, in the order of the text."""
    found = dict.fromkeys(s for m in mentions for s in m.said_by)
    return sorted(found, key=lambda s: s.cue.start)
