"""The events of many readings as the link step sees them: names, days and places made comparable across reports."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sayso.rules import load_toml

Json = Mapping[str, Any]
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s+|[\n\r]+")
#: Kinds of actors that stand for a state, where their country is known.
STATE = frozenset({"government", "military", "police", "country", "ministry"})
#: Words that a body's name has or lacks without becoming another body.
LOOSE = frozenset(load_toml("link.toml")["names"]["loose"])
#: Words that set an event apart from one told already.
ANOTHER = frozenset(load_toml("link.toml")["names"]["another"])
POWERS = STATE | {"armed_group"}
LONGEST_SENTENCE = 600


@dataclass(frozen=True, slots=True)
class Where:
    """A place; `name` is its comparable form, `told` the reading's own entry."""

    name: str
    kind: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, both included."""

    first: date
    last: date

    @property
    def length(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Number:
    """A figure of an event. `is_part`: a larger number of the same kind is told beside it."""

    ref: str
    kind: str
    low: int | None
    high: int | None
    qualifier: str | None
    who: str
    speaker: str | None
    said_by: str | None
    is_part: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """An event of one report.

    `powers`: those of its parties that are states or armed groups, and so never two names of one victim; `near`: places
    that its sentence names, where the event has none; `is_another`: told as one more ("a second blast"); `toll_of`: the
    attack told before of which it only gives a toll ("the hospital put the dead at nine").
    """

    ref: str
    report: str
    published: date | None
    publisher: str | None
    type: str
    mode: str | None
    status: str
    anchor: str
    anchor_words: frozenset[str]
    words: frozenset[str]
    actors: frozenset[str]
    recipients: frozenset[str]
    powers: frozenset[str]
    places: tuple[Where, ...]
    near: tuple[Where, ...]
    days: Days | None
    is_another: bool
    toll_of: str | None
    numbers: tuple[Number, ...]
    speakers: frozenset[str]
    said_by: frozenset[str]
    order: tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Stance:
    """A position of one side on an event or a statement, with the event's or statement's reference."""

    ref: str
    actor: str
    side: str
    on: str
    stance: str
    blames: str | None
    report: str
    published: str | None


@dataclass(frozen=True, slots=True)
class Batch:
    """All that is compared, in an order that does not depend on that of the readings."""

    mentions: tuple[Mention, ...]
    stances: tuple[Stance, ...]


def read_batch(readings: Iterable[Json]) -> Batch:
    """The events and positions of many readings; of a report that comes twice, one reading counts."""
    unique = {str(reading["report"]["id"]): reading for reading in sorted(readings, key=repr)}
    ordered = sorted(
        unique.values(), key=lambda reading: (str(reading["report"].get("published") or "9"), reading["report"]["id"])
    )
    sides = _sides(ordered)
    mentions = [mention for reading in ordered for mention in _Reader(reading, sides).mentions()]
    stances = [stance for reading in ordered for stance in _Reader(reading, sides).stances()]
    return Batch(tuple(mentions), tuple(stances))


# --- names ----------------------------------------------------------------------------------------------------


@cache
def plain(text: str) -> str:
    """A name without case, accents, punctuation and leading article."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    words = re.sub(r"[^\w]+", " ", bare.replace("'s ", " ").replace("’s ", " ")).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _key(name: str) -> str:
    """The telling words of a name, in order."""
    words = [word for word in plain(name).split() if word not in LOOSE]
    return " ".join(words) or plain(name)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[:1].isupper()).casefold()


def _sides(readings: Sequence[Json]) -> dict[str, str]:
    """For a name's telling words those that it counts as: an acronym its name, a longer form the shorter within it."""
    names = {str(actor.get("name") or "") for reading in readings for actor in reading.get("actors", ())}
    keys = {_key(name) for name in names if name}
    spelled = {(_initials(name), _key(name)) for name in names if len(_initials(name)) > 2}
    same = {short: key for short, key in sorted(spelled, reverse=True) if short in keys and short != key}
    for key in sorted(keys):
        inner = _inner_key(key, keys)
        if inner is not None:
            same[key] = inner
    return same


def _inner_key(key: str, keys: set[str]) -> str | None:
    """The longest run of two or more words of a name that is a name by itself: "paramilitary Rapid Support Forces"."""
    words = key.split()[:12]
    for length in range(len(words) - 1, 1, -1):
        for start in range(len(words) - length + 1):
            inner = " ".join(words[start : start + length])
            if inner in keys:
                return inner
    return None


def stem(word: str) -> str:
    """A word without its commonest endings: "bombed", "bombing" and "bombs" are one."""
    word = word.casefold().removesuffix("'s").removesuffix("’s")
    for ending in ("ments", "ment", "ings", "ing", "ers", "ies", "ied", "ed", "es", "er", "s", "y", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(stem(word) for word in load_toml("link.toml")["stop"]["words"])


def stems(text: str) -> frozenset[str]:
    """The stems of the telling words of a text."""
    return frozenset(stem(word) for word in WORD.findall(text) if len(word) > 2) - _stop_words()


# --- days -----------------------------------------------------------------------------------------------------


def read_days(start: str | None, end: str | None) -> Days | None:
    """The days that two ISO dates (day, month, year, or a range A/B) span, or None where neither tells one."""
    told = [part for value in (start, end) if value for part in value.split("/")]
    bounds = [bound for part in told for bound in _bounds(part)]
    return Days(min(bounds), max(bounds)) if bounds else None


def _bounds(value: str) -> tuple[date, ...]:
    """First and last day of an ISO day, month or year; nothing where it is none."""
    try:
        parts = [int(part) for part in value[:10].split("-")]
        if len(parts) == 3:
            return (date(*parts),)
        if len(parts) == 2:
            first = date(parts[0], parts[1], 1)
            return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    except (ValueError, TypeError):
        return ()


# --- one reading ----------------------------------------------------------------------------------------------


class _Reader:
    """Looks up what an event refers to within its reading."""

    def __init__(self, reading: Json, sides: Mapping[str, str]) -> None:
        self.reading = reading
        self.report = reading["report"]
        self.id = str(self.report["id"])
        self.text = str(self.report.get("text") or "")
        self.acronyms = sides
        self.actors = _by_id(reading, "actors")
        self.places = _by_id(reading, "places")
        self.statements = _by_id(reading, "statements")
        self.mentions_of_places = sorted(
            (int(mention["start"]), str(place["id"]))
            for place in reading.get("places", ())
            for mention in place.get("mentions", ())
            if mention.get("use", "literal") == "literal"
        )
        self.figures: dict[str, list[Json]] = {}
        for figure in reading.get("figures", ()):
            self.figures.setdefault(str(figure.get("event")), []).append(figure)

    def mentions(self) -> list[Mention]:
        found, attack = [], None
        for n, event in enumerate(self.reading.get("events", ())):
            is_toll = _tells_toll(event)
            found.append(self._mention(event, n, attack if is_toll else None))
            if event.get("type") == "ASSAULT" and not is_toll:
                attack = found[-1].ref
        return found

    def stances(self) -> list[Stance]:
        return [
            Stance(
                ref=f"{self.id}/{row['id']}",
                actor=self._name(row.get("actor")) or "",
                side=self._side(row.get("actor")),
                on=f"{self.id}/{row['on']}",
                stance=str(row["stance"]),
                blames=self._name(row.get("blames")),
                report=self.id,
                published=self.report.get("published"),
            )
            for row in self.reading.get("positions", ())
        ]

    def _mention(self, event: Json, order: int, toll_of: str | None) -> Mention:
        published = _bounds(str(self.report.get("published") or ""))
        anchor = event.get("anchor") or {"start": 0, "end": 0, "quote": ""}
        said_by = [str(name) for name in event.get("said_by") or ()]
        low, high = _sentence(self.text, int(anchor["start"]), int(anchor["end"]))
        places = tuple(self._place(place) for place in event.get("places") or () if place in self.places)
        return Mention(
            ref=f"{self.id}/{event['id']}",
            report=self.id,
            published=published[0] if len(published) == 1 else None,
            publisher=self.report.get("publisher"),
            type=str(event.get("type")),
            mode=event.get("mode"),
            status=str(event.get("status") or "reported"),
            anchor=str(anchor["quote"]),
            anchor_words=frozenset(stem(word) for word in WORD.findall(anchor["quote"])),
            words=stems(self.text[low:high]),
            actors=frozenset(self._side(actor) for actor in event.get("actors") or ()),
            recipients=frozenset(self._side(actor) for actor in event.get("recipients") or ()),
            powers=self._powers(event),
            places=places,
            near=() if places else self._near(low, high),
            is_another=_is_another(self.text[max(low, int(anchor["start"]) - 40) : int(anchor["start"])]),
            toll_of=toll_of,
            days=read_days(event.get("start"), event.get("end")),
            numbers=self._numbers(event),
            speakers=frozenset(filter(None, (self._speaker(name) for name in said_by))),
            said_by=frozenset(f"{self.id}/{name}" for name in said_by),
            order=(str(self.report.get("published") or "9"), self.id, order),
        )

    def _powers(self, event: Json) -> frozenset[str]:
        """Of the parties of an event those that are states, armed groups or forces, by their side."""
        parties = [*(event.get("actors") or ()), *(event.get("recipients") or ())]
        kinds = {actor: self.actors.get(str(self.actors.get(str(actor), {}).get("for")), {}) for actor in parties}
        return frozenset(self._side(actor) for actor, side in kinds.items() if side.get("kind") in POWERS)

    def _near(self, low: int, high: int) -> tuple[Where, ...]:
        """The places that are named between two offsets, as places."""
        at = self.mentions_of_places
        found = at[bisect_left(at, (low, "")) : bisect_left(at, (high, ""))]
        return tuple(self._place(place) for place in dict.fromkeys(place for _, place in found))

    def _numbers(self, event: Json) -> tuple[Number, ...]:
        figures = self.figures.get(str(event["id"]), [])
        largest: dict[str, int] = {}
        for figure in figures:
            largest[figure["kind"]] = max(largest.get(figure["kind"], 0), _size(figure))
        return tuple(self._number(figure, _size(figure) < largest[figure["kind"]]) for figure in figures)

    def _number(self, figure: Json, is_part: bool) -> Number:
        said_by = [str(name) for name in figure.get("said_by") or ()]
        inner = said_by[-1] if said_by else None
        return Number(
            ref=f"{self.id}/{figure['id']}",
            kind=str(figure["kind"]),
            low=figure.get("low"),
            high=figure.get("high"),
            qualifier=figure.get("qualifier"),
            who=str(figure.get("who") or "people"),
            speaker=self._name(self.statements.get(inner, {}).get("speaker")) if inner else None,
            said_by=self._speaker(inner) if inner else None,
            is_part=is_part,
        )

    def _name(self, actor_id: object) -> str | None:
        actor = self.actors.get(str(actor_id))
        return str(actor["name"]) if actor is not None and actor.get("name") else None

    def _side(self, actor_id: object) -> str:
        """What an actor counts as: its side's country, where the side is a state, else the side's telling words."""
        actor = self.actors.get(str(actor_id), {"name": str(actor_id)})
        side = self.actors.get(str(actor.get("for")), actor)
        if side.get("kind") in STATE and side.get("country"):
            return f"state {side['country']}"
        key = _key(str(side.get("name") or actor_id))
        return self.acronyms.get(key, key)

    def _speaker(self, statement: str) -> str | None:
        """The comparable name of the body or person that makes a statement."""
        actor = self.actors.get(str(self.statements.get(statement, {}).get("speaker")))
        if actor is None:
            return None
        body = self.actors.get(str(actor.get("of")), actor)
        return _key(str(body.get("name") or ""))

    def _place(self, place_id: object) -> Where:
        place = self.places[str(place_id)]
        return Where(
            name=plain(str(place.get("name") or "")),
            kind=str(place.get("kind") or "town"),
            country=place.get("country"),
            admin1=plain(str(place["admin1"])) if place.get("admin1") else None,
            lat=place.get("lat"),
            lon=place.get("lon"),
            told={key: place.get(key) for key in ("name", "kind", "country", "admin1", "lat", "lon", "gazetteer")},
        )


def _by_id(reading: Json, layer: str) -> dict[str, Json]:
    return {str(row["id"]): row for row in reading.get(layer, ())}


def _tells_toll(event: Json) -> bool:
    """Whether an event only says how many were hit: a casualty word, and nobody who did it."""
    words = {stem(word) for word in WORD.findall(event["anchor"]["quote"])} if event.get("anchor") else set()
    return event.get("type") == "ASSAULT" and not event.get("actors") and bool(words) and words <= _toll_words()


@cache
def _toll_words() -> frozenset[str]:
    return frozenset(stem(word) for word in load_toml("link.toml")["toll"]["words"])


def _size(figure: Json) -> int:
    return int(max(figure.get("low") or 0, figure.get("high") or 0))


def _is_another(before: str) -> bool:
    """Whether the words right before an anchor set the event apart from one told already."""
    words = WORD.findall(before.casefold())[-3:]
    return any(word in ANOTHER for word in words)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around an anchor begins and ends, by full stops and line breaks; cut where it is endless."""
    low, high = max(0, start - LONGEST_SENTENCE), min(len(text), end + LONGEST_SENTENCE)
    before = [match.end() for match in SENTENCE_END.finditer(text, low, start)]
    after = SENTENCE_END.search(text, end, high)
    return before[-1] if before else low, after.start() if after else high
