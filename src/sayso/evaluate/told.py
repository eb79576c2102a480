"""Readings that say what an annotation says: what `sayso link` is measured on, apart from what reading finds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso.errors import IntakeError
from sayso.evaluate.sets import dossier_folders, find_surface
from sayso.types import make_report, to_plain

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Story:
    """Readings whose events are to be linked; `chains`: each event's reference with the name of what it belongs to."""

    name: str
    readings: list[Json]
    chains: dict[str, str]
    #: Lemmas of the heads, for a baseline.
    heads: dict[str, str] = field(default_factory=dict)


def read_stories(path: Path | str) -> Iterator[Story]:
    """The dossiers in a folder as their annotations have them; raises IntakeError where they are none."""
    for folder in dossier_folders(Path(path)):
        try:
            yield _story(folder)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IntakeError(str(folder), f"not a dossier ({type(error).__name__}: {error})") from error


def _story(folder: Path) -> Story:
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    ids: dict[str, str] = {}
    readings = []
    for name, facts in meta.items():
        text = (folder / f"{name}.txt").read_bytes().decode("utf-8")
        told = _Told(gold, name, text)
        report = make_report(text, published=facts["published"], publisher=facts["publisher"], url=facts["url"])
        readings.append(told.reading(to_plain(report)))
        ids[name] = report.id
    chains = {f"{ids[event['report']]}/{event['id']}": f"{folder.name} {event['id']}" for event in gold["events"]}
    for number, group in enumerate(gold["incidents"]):
        for ref in group:
            report, _, event = ref.partition(".")
            chains[f"{ids[report]}/{event}"] = f"{folder.name} incident {number}"
    return Story(folder.name, readings, chains)


class _Told:
    """One report's part of a dossier."""

    def __init__(self, gold: Json, report: str, text: str) -> None:
        self.gold, self.text = gold, text
        self.rows = {layer: [row for row in gold[layer] if row.get("report") == report] for layer in LAYERS}
        self.actors: dict[str, str] = {}
        self.places = {row["name"]: f"p{n}" for n, row in enumerate(self.rows["places"], 1)}
        self.figures: list[Json] = []

    def reading(self, report: Json) -> Json:
        """The reading as plain data."""
        statements = [
            {"id": row["id"], "speaker": self._actor(row["who"]), "said_on": row["date"], "via": row["nested_in"]}
            for row in self.rows["statements"]
        ]
        events = [self._event(row) for row in self.rows["events"]]
        positions = [self._position(row, n) for n, row in enumerate(self.rows["positions"], 1)]
        places = [self._place(row) for row in self.rows["places"]]
        return {
            "schema": "sayso/1", "report": report, "actors": self._actor_rows(), "places": places,
            "statements": statements, "events": events, "figures": self.figures, "positions": positions,
        }

    def _event(self, row: Json) -> Json:
        start, _, end = (row["date"] or "").partition("/")
        figures = [self._figure(figure, row) for figure in row["figures"]]
        return {
            "id": row["id"], "anchor": self._span(row["anchor"]), "also": [], "type": row["type"], "mode": row["mode"],
            "actors": [self._actor(name) for name in row["actors"]],
            "recipients": [self._actor(name) for name in row["recipients"]],
            "places": [self.places[name] for name in row["places"] if name in self.places],
            "start": start or None, "end": end or start or None, "grain": "unknown", "status": row["status"],
            "said_by": row["said_by"], "figures": figures,
        }

    def _figure(self, figure: Json, event: Json) -> str:
        row = {key: figure[key] for key in ("kind", "low", "high", "who")}
        more = {"id": f"f{len(self.figures) + 1}", "qualifier": None, "event": event["id"], "said_by": event["said_by"]}
        self.figures.append(row | more)
        return str(more["id"])

    def _position(self, row: Json, number: int) -> Json:
        stance, _, blamed = row["stance"].partition(":")
        who = {"actor": self._actor(row["who"]), "blames": self._actor(blamed) if blamed else None}
        return {"id": f"k{number}", "on": row["on"], "stance": stance, "said_by": [], **who}

    def _place(self, row: Json) -> Json:
        mentions = [self._span(row["text"]) | {"use": row.get("use", "literal")}]
        known = {key: row.get(key) for key in ("name", "kind", "country", "lat", "lon")}
        return {"id": self.places[row["name"]], "admin1": None, "gazetteer": None, "mentions": mentions, **known}

    def _actor(self, name: str) -> str:
        return self.actors.setdefault(name, f"a{len(self.actors) + 1}")

    def _actor_rows(self) -> list[Json]:
        """The actors that the rows name, and the sides that those speak for."""
        known = self.gold.get("actors", {})
        rows = []
        for name in list(self.actors):
            facts = known.get(name, {})
            kind = "government" if facts.get("kind") == "country" else facts.get("kind", "unknown")
            side = self._actor(facts.get("for") or name)
            rows.append({"id": self._actor(name), "name": name, "kind": kind, "country": None, "of": None, "for": side})
        listed = {row["name"] for row in rows}
        return rows if len(rows) == len(self.actors) else rows + [
            {"id": key, "name": name, "kind": "unknown", "country": None, "of": None, "for": key}
            for name, key in self.actors.items() if name not in listed
        ]

    def _span(self, surface: Any) -> Json:
        start, end = find_surface(surface, self.text)
        return {"start": start, "end": end, "quote": self.text[start:end]}


LAYERS = ("statements", "events", "positions", "places")
