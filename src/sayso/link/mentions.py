"""One reading to the records of its events and positions; no other reading has a say in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from sayso.link.names import WORD, day_number, party_name, span_of_days, stem, stems, telling
from sayso.link.records import Json, Mention, Number, Stance, Where
from sayso.parties import plain
from sayso.rules import load_toml

SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s+|[\n\r]+")
#: Kinds of actors that stand for a state, where their country is known.
STATE = frozenset({"government", "military", "police", "country", "ministry"})
POWERS = STATE | {"armed_group"}
#: Words that set an event apart from one told already.
ANOTHER = frozenset(load_toml("link.toml")["names"]["another"])
LONGEST_SENTENCE = 600
#: How far before an anchor a word may set it apart.
BEFORE = 40


def read_mentions(reading: Json) -> list[Mention]:
    """The events of a reading, in its order."""
    return _Reader(reading).mentions()


def read_stances(reading: Json) -> list[Stance]:
    """The positions of a reading, in its order."""
    return _Reader(reading).stances()


class _Reader:
    """Looks up what an event refers to within its reading."""

    def __init__(self, reading: Json) -> None:
        self.reading = reading
        self.report = reading["report"]
        self.id = str(self.report["id"])
        self.text = str(self.report.get("text") or "")
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
        found: list[Mention] = []
        attack = None
        for n, event in enumerate(self.reading.get("events", ())):
            is_toll = _tells_toll(event)
            found.append(self._mention(event, n, attack if is_toll else None, {mention.key for mention in found}))
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

    def _mention(self, event: Json, number: int, toll_of: str | None, taken: set[str]) -> Mention:
        anchor = event.get("anchor") or {"start": 0, "end": 0, "quote": ""}
        start, end = int(anchor["start"]), int(anchor["end"])
        said_by = [str(name) for name in event.get("said_by") or ()]
        low, high = _sentence(self.text, start, end)
        places = tuple(self._place(place) for place in event.get("places") or () if place in self.places)
        first, last = span_of_days(event.get("start"), event.get("end")) or (None, None)
        return Mention(
            ref=f"{self.id}/{event['id']}",
            key=_free(f"{self.id}:{start}-{end}:{event.get('type')}", taken),
            report=self.id,
            number=number,
            published=day_number(self.report.get("published")),
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
            first=first,
            last=last,
            is_another=_is_another(self.text[max(low, start - BEFORE) : start]),
            toll_of=toll_of,
            numbers=self._numbers(event),
            speakers=frozenset(filter(None, (self._speaker(name) for name in said_by))),
            said_by=frozenset(f"{self.id}/{name}" for name in said_by),
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
        said = self._speaker(inner) if inner else None
        return Number(
            ref=f"{self.id}/{figure['id']}",
            kind=str(figure["kind"]),
            low=figure.get("low"),
            high=figure.get("high"),
            qualifier=figure.get("qualifier"),
            who=str(figure.get("who") or "people"),
            speaker=self._name(self.statements.get(inner, {}).get("speaker")) if inner else None,
            voice=said or f"outlet {self.report.get('publisher') or self.id}",
            is_part=is_part,
        )

    def _name(self, actor_id: object) -> str | None:
        actor = self.actors.get(str(actor_id))
        return str(actor["name"]) if actor is not None and actor.get("name") else None

    def _side(self, actor_id: object) -> str:
        """What an actor counts as: its side's country, where the side is a state, else the side's name."""
        actor = self.actors.get(str(actor_id), {"name": str(actor_id)})
        side = self.actors.get(str(actor.get("for")), actor)
        if side.get("kind") in STATE and side.get("country"):
            return f"state {side['country']}"
        return party_name(str(side.get("name") or actor_id))

    def _speaker(self, statement: str) -> str | None:
        """The comparable name of the body or person that makes a statement."""
        actor = self.actors.get(str(self.statements.get(statement, {}).get("speaker")))
        if actor is None:
            return None
        body = self.actors.get(str(actor.get("of")), actor)
        return telling(str(body.get("name") or ""))

    def _place(self, place_id: object) -> Where:
        place = self.places[str(place_id)]
        return Where(
            name=plain(str(place.get("name") or "")),
            region=plain(str(place["admin1"])) if place.get("admin1") else None,
            told=str(place.get("name")),
            kind=str(place.get("kind") or "town"),
            country=place.get("country"),
            admin1=place.get("admin1"),
            lat=place.get("lat"),
            lon=place.get("lon"),
            gazetteer=place.get("gazetteer"),
        )


def _by_id(reading: Json, layer: str) -> dict[str, Json]:
    return {str(row["id"]): row for row in reading.get(layer, ())}


def _free(key: str, taken: set[str]) -> str:
    """The key, with a mark added where two events of one type stand at the same words (two accounts of one verb)."""
    while key in taken:
        key += "+"
    return key


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
