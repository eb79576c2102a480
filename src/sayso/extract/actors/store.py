"""The actors of one report as far as they are known: found again by name, by noun, or made new."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.extract.actors.lexicon import Country, Entry, called_by, countries, words
from sayso.extract.draft import ActorDraft, Draft

#: Words that all mean a country's army as a whole.
MILITARY = frozenset({
    "army", "military", "armed forces", "defence forces", "defense forces", "forces", "troops", "soldiers", "air defence", "air defences",
    "air defense", "air defenses", "government forces", "government troops", "army units", "army troops", "army command", "high command",
    "army high command", "security forces",
})  # fmt: skip
TOPIC_STOP = frozenset({
    "ministry", "department", "of", "and", "affairs", "the", "office", "for", "federal", "national", "union", "'s", "state", "&", "on", "secretariat", "bureau",
})  # fmt: skip
SAME_TOPIC = {"defense": "defence", "external": "foreign", "home": "interior", "internal": "interior", "commerce": "trade", "economics": "economy", "economic": "economy"}


@dataclass(slots=True, eq=False)
class Known:
    """An actor with what finds it again. `sort`: person, government, body, group, media."""

    actor: ActorDraft
    sort: str
    plural: bool = False
    gender: str = ""
    called: set[str] = field(default_factory=set)
    of: str = ""
    topic: frozenset[str] = frozenset()
    #: Head token of the last mention (-1 without one), and how many there are.
    last: int = -1
    times: int = 0
    #: Where one member of a group, or a voice of a body, was last told of ("one of them"): "she" may mean that one.
    lone: int = -1000
    #: A person without a name so far; of these `office` are told of like known ones ("its leader").
    unnamed: bool = False
    office: bool = False


class Store:
    """Every actor of the report, in the order in which it came up."""

    def __init__(self, draft: Draft, day: str) -> None:
        self.draft, self.day = draft, day
        self.all: list[Known] = []
        self._by_key: dict[tuple[str, ...], Known] = {}
        self._by_name_word: dict[str, list[Known]] = {}

    def get(self, *key: str) -> Known | None:
        """The actor that was kept under these words."""
        return self._by_key.get(key)

    def keep(self, known: Known, *key: str) -> None:
        """Let an actor be found again under these words; the first one there stays."""
        self._by_key.setdefault(key, known)

    def add(self, actor: ActorDraft, sort: str, *key: str, plural: bool = False, gender: str = "") -> Known:
        """A new actor."""
        known = Known(actor, sort, plural, gender)
        self.all.append(known)
        if key:
            self._by_key.setdefault(key, known)
        return known

    # -- governments and named actors ------------------------------------------------------------------------------

    def government(self, iso3: str) -> Known:
        """The government of a country."""
        known = self._by_key.get(("government", iso3))
        if known is None:
            country = countries()[iso3]
            known = self.add(ActorDraft(country.name, "government", country=iso3), "government", "government", iso3)
        return known

    def named(self, entry: Entry) -> Known:
        """The actor of the table."""
        known = self._by_key.get(("actor", entry.name))
        if known is not None:
            return known
        side = self._side(entry)
        if side is not None and entry.kind == "government" and entry.name.endswith("government"):
            side.actor.name = entry.name
            self._by_key["actor", entry.name] = side
            return side
        actor = ActorDraft(entry.name, entry.kind, country=entry.country)
        actor.for_ = side.actor if side else None
        sort = {"person": "person", "media": "media", "population": "group"}.get(entry.kind, "body")
        known = self.add(actor, sort, "actor", entry.name)
        known.of = entry.kind
        known.called |= called_by()[entry.name]
        return known

    def _side(self, entry: Entry) -> Known | None:
        if entry.for_ is None:
            return None
        iso3 = next((c.iso3 for c in countries().values() if c.name == entry.for_), None)
        return self.government(iso3) if iso3 else self.by_name(entry.for_)

    def by_name(self, name: str) -> Known:
        """The actor of the table with this name, made of its first row."""
        from sayso.extract.actors.lexicon import atoms_of, names  # noqa: PLC0415

        atoms = atoms_of(name)
        for found, entry in names().get(atoms[0], ()):
            if found == atoms and entry.use == "actor":
                return self.named(entry)
        return self._by_key.get(("name", name)) or self.add(ActorDraft(name, "unknown"), "body", "name", name)

    # -- persons ---------------------------------------------------------------------------------------------------

    def person(self, parts: list[str]) -> Known | None:
        """The person of this name, or the only (else the last) one whose name has these words."""
        tellings = [part for part in parts if len(part) > 1 and part not in words("name_particles")]
        if not tellings:
            return None
        found = [k for k in self._by_name_word.get(tellings[-1], []) if _compatible(k, tellings)]
        if not found:
            found = [k for k in self._by_name_word.get(tellings[0], []) if _compatible(k, tellings)]
        return found[-1] if found else None

    def remember_name(self, known: Known, parts: list[str]) -> None:
        """Let a person be found by each word of the name."""
        for part in parts:
            known.called.add(part)
            self._by_name_word.setdefault(part, []).append(known)

    def of_actor(self, actor: ActorDraft | None) -> Known | None:
        """What is known of an actor."""
        return next((known for known in self.all if known.actor is actor), None)

    def note(self, known: Known, why: str) -> None:
        """Say why something about an actor is unknown or how it was settled."""
        if (known.actor, why) not in self.draft.notes:
            self.draft.notes.append((known.actor, why))


def _compatible(known: Known, parts: list[str]) -> bool:
    """Whether one name's words hold all of the other's."""
    have = {word for word in known.called if " " not in word}
    return set(parts) <= have or len(parts) > 1 and have <= set(parts)


def topic_of(name: str) -> frozenset[str]:
    """What a ministry is for, in words that "Ministry of Defence" and "Defense Ministry" share."""
    low = name.lower().replace("'s", "").replace("’s", "").split()
    if "office" in low and "foreign" in low:
        return frozenset({"foreign"})
    return frozenset(SAME_TOPIC.get(word, word) for word in low if word not in TOPIC_STOP)


def country_of(iso3: str | None) -> Country | None:
    """The country of a code."""
    return countries().get(iso3) if iso3 else None
