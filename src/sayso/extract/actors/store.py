"""The actors of one report as far as they are known: found again by name, by noun, or made new."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.extract.actors.lexicon import Entry, called_by, countries, named, task_of, words
from sayso.extract.draft import ActorDraft, Draft

#: How long ago something was told of that has not been told of.
NEVER = -1000


@dataclass(slots=True, eq=False)
class Known:
    """An actor with what finds it again. `sort`: person, government, body, group, media; `of`: its class."""

    actor: ActorDraft
    sort: str
    plural: bool = False
    gender: str = ""
    called: set[str] = field(default_factory=set)
    of: str = ""
    topic: frozenset[str] = frozenset()
    #: Head token of the last mention, and how many mentions there are.
    last: int = NEVER
    times: int = 0
    #: Where one member of a group, or a voice of a body, was last told of ("one of them"): "she" may mean that one.
    lone: int = NEVER
    #: A person without a name so far; of these `office` are told of like known ones ("its leader").
    unnamed: bool = False
    office: bool = False

    @property
    def is_body(self) -> bool:
        """Whether it is a body or a government, which persons belong to and things are owned by."""
        return self.sort in {"body", "government"}


class Store:
    """Every actor of the report, in the order in which it came up."""

    def __init__(self, draft: Draft, day: str = "") -> None:
        self.draft = draft
        #: The day (ISO) on which rows of the actor table have to hold; without one every row does.
        self.day = day
        self.all: list[Known] = []
        self._by_key: dict[tuple[str, ...], Known] = {}
        self._by_name_word: dict[str, list[Known]] = {}
        self._by_actor: dict[int, Known] = {}

    def get(self, *key: str) -> Known | None:
        """The actor that is kept under these words."""
        return self._by_key.get(key)

    def add(self, actor: ActorDraft, sort: str, *key: str, plural: bool = False) -> Known:
        """A new actor, kept under these words."""
        known = Known(actor, sort, plural)
        self.all.append(known)
        self._by_actor[id(actor)] = known
        if key:
            self._by_key.setdefault(key, known)
        return known

    def group(self, name: str, kind: str, country: str | None = None) -> Known:
        """The group of people of this name, kept from before or new."""
        known = self.get("group", name.lower())
        if known is None:
            known = self.add(ActorDraft(name, kind, country=country), "group", "group", name.lower(), plural=True)
            known.of = "armed_group" if kind == "armed_group" else ""
        return known

    def body(self, name: str, kind: str, of: str) -> Known:
        """The body of this name, kept from before or new."""
        known = self.get("body", name.lower())
        if known is None:
            known = self.add(ActorDraft(name, kind), "media" if kind == "media" else "body", "body", name.lower())
            known.of = of
        return known

    def force(self, name: str, iso3: str, *key: str) -> Known | None:
        """The army or police of a country that the table knows under this name ("Congolese army"), kept under `key`."""
        rows = (e for e in named(name) if e.use == "actor" and e.country == iso3 and e.kind in {"military", "police"})
        entry = next((row for row in rows if not self.day or row.holds_on(self.day)), None)
        if entry is None:
            return None
        before = self.get("actor", entry.name)
        known = before or self.named(entry)
        if before is None:
            known.actor.name = name  # until the report uses the proper name
        self._by_key.setdefault(key, known)
        return known

    def of_actor(self, actor: ActorDraft | None) -> Known | None:
        """What is known of an actor."""
        return self._by_actor.get(id(actor)) if actor is not None else None

    def note(self, known: Known, why: str) -> None:
        """Say why something about an actor is unknown, or how it was settled."""
        if (known.actor, why) not in self.draft.notes:
            self.draft.notes.append((known.actor, why))

    # -- governments and named actors ------------------------------------------------------------------------------

    def government(self, iso3: str) -> Known:
        """The government of a country."""
        known = self.get("government", iso3)
        if known is None:
            actor = ActorDraft(countries()[iso3].name, "government", country=iso3)
            known = self.add(actor, "government", "government", iso3)
        return known

    def named(self, entry: Entry) -> Known:
        """The actor of the table."""
        known = self.get("actor", entry.name)
        if known is not None:
            return known
        side = self.called(entry.for_)
        if side is not None and entry.kind == "government" and entry.name.endswith("government"):
            side.actor.name = entry.name  # a government under its usual name, not a part of one
            self._by_key["actor", entry.name] = side
            return side
        actor = ActorDraft(entry.name, entry.kind, country=entry.country, for_=side.actor if side else None)
        sort = {"media": "media", "population": "group"}.get(entry.kind, "body")
        known = self.add(actor, sort, "actor", entry.name, plural=entry.kind == "population")
        known.of = entry.kind
        if entry.kind == "government" and side is not None:
            known.of, known.topic = "ministry", task_of(entry.name) or frozenset({entry.name.lower()})
        known.called |= called_by()[entry.name]
        return known

    def called(self, name: str | None) -> Known | None:
        """The government of the country, or the actor of the table, of this name."""
        iso3 = next((country.iso3 for country in countries().values() if country.name == name), None)
        if iso3 is not None:
            return self.government(iso3)
        row = next((row for row in named(name) if row.use == "actor"), None) if name is not None else None
        return self.named(row) if row is not None else None

    # -- persons ---------------------------------------------------------------------------------------------------

    def person(self, parts: list[str]) -> Known | None:
        """The person whose name has these words or is among them, the last one told of where there are several."""
        tellings = [part for part in parts if len(part) > 1 and part not in words("name_particles")]
        for word in (*tellings[-1:], *tellings[:1]):
            found = [known for known in self._by_name_word.get(word, []) if _compatible(known, tellings)]
            if found:
                return max(found, key=lambda known: known.last)
        return None

    def remember_name(self, known: Known, parts: list[str]) -> None:
        """Let a person be found by each word of the name."""
        known.called.update(parts)
        for part in parts:
            bearers = self._by_name_word.setdefault(part, [])
            if known not in bearers:
                bearers.append(known)


def _compatible(known: Known, parts: list[str]) -> bool:
    """Whether one name's words hold all of the other's."""
    have = {word for word in known.called if word[:1].isupper()}
    return have >= set(parts) or (len(parts) > 1 and have <= set(parts))
