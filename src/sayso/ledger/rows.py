"""A reading, as the contract has it, as rows of the derived tables. Pure: the same reading gives the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sayso.ledger.fold import fold
from sayso.types import make_storable

Row = dict[str, Any]
Plain = Mapping[str, Any]

#: What an index can hold: longer names are cut. No name that somebody wrote is longer.
LONGEST_NAME = 200
#: What a column of whole numbers can hold: a text may well say that a googol was killed.
MOST = 2**63 - 1
#: Between names that share a cell.
COMMA = ", "
#: Layers whose findings somebody may have put forward.
ATTRIBUTED = ("events", "figures", "positions", "conditions", "measures", "talks")


class Names:
    """What a reading calls its actors and places, and whose side an actor is on."""

    def __init__(self, reading: Plain) -> None:
        self.actors = {actor["id"]: actor for actor in reading["actors"]}
        self.places = {place["id"]: place for place in reading["places"]}

    def actor(self, name: str | None) -> str | None:
        """The name of the actor with this id."""
        return _cut(self.actors[name]["name"]) if name in self.actors else None

    def side(self, name: str | None) -> str | None:
        """The name of the side that this actor speaks and acts for; its own where it is one."""
        return self.actor(self.actors[name]["for"] or name) if name in self.actors else None

    def place(self, name: str | None) -> str | None:
        """The name of the place with this id."""
        return _cut(self.places[name]["name"]) if name in self.places else None


def make_rows(reading: Plain) -> dict[str, list[Row]]:
    """The rows of one reading, by table."""
    report, names = reading["report"]["id"], Names(reading)
    dated = {"published": reading["report"]["published"]}
    tables: dict[str, Iterable[Row]] = {
        "actors": (_actor(item, names) | _review(item) for item in reading["actors"]),
        "places": (_place(item) | _review(item) for item in reading["places"]),
        "statements": (_statement(item, names) | _review(item) | dated for item in reading["statements"]),
        "events": (_event(item, names) | _review(item) | dated for item in reading["events"]),
        "event_actors": (row for item in reading["events"] for row in _event_actors(item, names)),
        "event_places": (row for item in reading["events"] for row in _event_places(item, names)),
        "figures": (_figure(item) | _review(item) | dated for item in reading["figures"]),
        "positions": (_position(item, names) | _review(item) | dated for item in reading["positions"]),
        "conditions": (_condition(item, names) | _review(item) | dated for item in reading["conditions"]),
        "measures": (_measure(item, names) | _review(item) | dated for item in reading["measures"]),
        "talks": (_talks(item, names) | _review(item) | dated for item in reading["talks"]),
        "said_by": (row for layer in ATTRIBUTED for item in reading[layer] for row in _said_by(layer, item)),
        "search_texts": [_search_text(reading["report"]) | dated],
    }
    return {table: [{"report": report} | row for row in rows] for table, rows in tables.items()}


def _review(item: Plain) -> Row:
    return {"review": item["review"]["state"] if "review" in item else None}


def search_number(report: str) -> int:
    """The key of a report in the full-text index: its id as a number, so that a rebuild gives the same."""
    return int(report.removeprefix("r_"), 16) >> 1


def _search_text(report: Plain) -> Row:
    return {"number": search_number(report["id"]), "folded": fold(report["text"])}


def _actor(item: Plain, names: Names) -> Row:
    row = {key: item[key] for key in ("id", "kind", "country", "role")}
    row |= {"name": _cut(item["name"]), "side": names.side(item["id"])}
    return row | {"member_of": item["of"], "speaks_for": item["for"]}


def _place(item: Plain) -> Row:
    row = {key: item[key] for key in ("id", "kind", "country", "admin1", "lat", "lon", "gazetteer")}
    return row | {"name": _cut(item["name"])}


def _statement(item: Plain, names: Names) -> Row:
    row = {key: item[key] for key in ("id", "speaker", "act", "quote", "medium", "said_on", "addressee", "via")}
    row |= {"speaker_name": names.actor(item["speaker"]), "side": names.side(item["speaker"])}
    row |= {"negated": int(item.get("negated", False)), "content": _words(item["content"])}
    return row | _span("cue", item["cue"])


def _event(item: Plain, names: Names) -> Row:
    row = {key: item[key] for key in ("id", "type", "mode", "status", "grain")}
    row |= {"date_start": item["start"], "date_end": item["end"]} | _span("anchor", item["anchor"])
    row |= {"actor_names": _all(item["actors"], names), "recipient_names": _all(item["recipients"], names)}
    places = COMMA.join(filter(None, map(names.place, item["places"])))
    return row | {"place_names": places, "attributed": int(bool(item["said_by"]))}


def _event_actors(item: Plain, names: Names) -> Iterable[Row]:
    for role, ids in (("actor", item["actors"]), ("recipient", item["recipients"])):
        for actor in dict.fromkeys(ids):
            country = names.actors[actor]["country"] if actor in names.actors else None
            row = {"event": item["id"], "role": role, "actor": actor, "country": country}
            yield row | {"name": names.actor(actor), "side": names.side(actor)}


def _event_places(item: Plain, names: Names) -> Iterable[Row]:
    for place in dict.fromkeys(item["places"]):
        country = names.places[place]["country"] if place in names.places else None
        yield {"event": item["id"], "place": place, "name": names.place(place), "country": country}


def _figure(item: Plain) -> Row:
    row = {key: item[key] for key in ("id", "kind", "qualifier", "who", "event")} | _span("span", item["span"])
    row |= {"low": _number(item["low"]), "high": _number(item["high"])}
    return row | {"attributed": int(bool(item["said_by"]))}


def _position(item: Plain, names: Names) -> Row:
    row = {key: item[key] for key in ("id", "actor", "stance", "blames")} | _span("span", item["span"])
    row |= {"on_item": item["on"], "actor_name": names.actor(item["actor"])}
    return row | {"blamed_name": names.actor(item["blames"])}


def _condition(item: Plain, names: Names) -> Row:
    row = {"id": item["id"], "outcome": _words(item["outcome"]), "depends_on": _words(item["depends_on"])}
    return row | {"set_by": item["set_by"], "set_by_name": names.actor(item["set_by"])}


def _measure(item: Plain, names: Names) -> Row:
    row = {key: item[key] for key in ("id", "kind", "state")} | _span("what", item["what"])
    row |= {"by_actor": item["by"], "by_name": names.actor(item["by"])}
    row |= {"toward_actor": item["toward"], "toward_name": names.actor(item["toward"])}
    return row | {"date_from": item["from"], "date_to": item["to"]}


def _talks(item: Plain, names: Names) -> Row:
    row = {key: item[key] for key in ("id", "date", "place", "state")} | _span("span", item["span"])
    row |= {"party_names": _all(item["parties"], names), "mediator_names": _all(item["mediators"], names)}
    return row | {"round": _number(item["round"])}


def _said_by(layer: str, item: Plain) -> Iterable[Row]:
    for statement in dict.fromkeys(item["said_by"]):
        yield {"layer": layer, "item": item["id"], "statement": statement}


def _span(prefix: str, span: Plain) -> Row:
    return {f"{prefix}_start": span["start"], f"{prefix}_end": span["end"], prefix: make_storable(span["quote"])}


def _words(spans: Iterable[Plain]) -> str:
    return make_storable(" … ".join(span["quote"] for span in spans))


def _all(ids: Iterable[str], names: Names) -> str:
    return COMMA.join(filter(None, map(names.actor, ids)))


def _number(value: int | None) -> int | None:
    return None if value is None else min(value, MOST)


def _cut(name: str) -> str:
    return make_storable(name[:LONGEST_NAME])
