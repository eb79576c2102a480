"""Incidents as tables: who says what about those that several reports tell; then those that one report tells alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from sayso.export.tables import Column, Row, make_table
from sayso.export.words import CAUTION, Names, amount, day, label, visible
from sayso.types import Reading

Json = Mapping[str, Any]
STANCE, TOLD = "Stance", "Told in"


def print_incidents(incidents: Json, readings: Sequence[Reading], console: Console) -> None:
    """Print the incidents, those first that several reports tell."""
    names = {reading.report.id: Names(reading) for reading in readings}
    console.print(Text(CAUTION, "italic"), "")
    shared = [incident for incident in incidents["incidents"] if len(_reports(incident)) > 1]
    for incident in shared:
        console.print(Text(_headline(incident, names), "bold"))
        for line in _ranges(incident):
            console.print(Text(line))
        columns, rows = claims_matrix(incident, names)
        console.print(make_table("", columns, rows))
    alone = [incident for incident in incidents["incidents"] if len(_reports(incident)) == 1]
    if alone:
        console.print(make_table("Told by one report alone", ALONE, [_lone(incident, names) for incident in alone]))
    if not incidents["incidents"]:
        console.print("Nothing found.")


ALONE: Sequence[Column] = (("", None), ("What", 4), ("Where", 3), ("Day", None), ("Standing", 5), ("Report", 4))


def _reports(incident: Json) -> list[str]:
    return list(dict.fromkeys(ref.partition("/")[0] for ref in incident["events"]))


def _headline(incident: Json, names: Mapping[str, Names]) -> str:
    kind = label(incident["type"]) + (f", {label(incident['mode'])}" if incident["mode"] else "")
    where = ", ".join(visible(place["name"]) for place in incident["places"])
    reports, events = len(_reports(incident)), len(incident["events"])
    told = f"{events} accounts in {reports} reports" if events > reports else f"{reports} reports"
    when = day(incident["start"], incident["end"])
    facts = (incident["id"], f"{_words(incident, names)} ({kind})", where, when, told)
    return " · ".join(fact for fact in facts if fact)


def _words(incident: Json, names: Mapping[str, Names]) -> str:
    """What the first account calls it."""
    report, _, event = incident["events"][0].partition("/")
    return visible(names[report].events[event].anchor.quote)


def _ranges(incident: Json) -> Iterator[str]:
    """The span of the claims that stand: never a mean, and never without saying that claims are behind it."""
    for figure in incident["figures"]:
        bounds = amount(figure["low"], figure["high"], None)
        yield f"{label(figure['kind']).capitalize()}: {bounds}, over all claims that stand"


def claims_matrix(incident: Json, names: Mapping[str, Names]) -> tuple[Sequence[Column], list[Row]]:
    """Who by what: a row for each side, a column for what it says of the event and for each kind of figure."""
    cells: dict[str, dict[str, list[str]]] = {}
    for who, column, words, report in _entries(incident, names):
        row = cells.setdefault(who, {})
        row.setdefault(column, []).append(words)
        row.setdefault(TOLD, []).append(report)
    kinds = [label(figure["kind"]).capitalize() for figure in incident["figures"]]
    columns: list[Column] = [("Who", 4), (STANCE, 3), *((kind, 3) for kind in kinds), (TOLD, 4)]
    told = [column for column, _ in columns[1:]]
    rows: list[Row] = [(who, *(_lines(row.get(column, ())) for column in told)) for who, row in cells.items()]
    return columns, rows


def _entries(incident: Json, names: Mapping[str, Names]) -> Iterator[tuple[str, str, str, str]]:
    """Who, in which column, what, and in which report; positions before what follows from the accounts."""
    for position in incident["positions"]:
        yield visible(position["actor"]), STANCE, _stance(position), _report(position["report"], names)
    held = {visible(position["actor"]) for position in incident["positions"]}
    for ref in incident["events"]:
        report, _, event = ref.partition("/")
        for who, words in _accounts(names[report], event):
            if who not in held:
                yield who, STANCE, words, _report(report, names)
    for figure in incident["figures"]:
        for claim in figure["claims"]:
            who = _side(claim["speaker"], names[claim["report"]])
            yield who, label(figure["kind"]).capitalize(), _claim(claim), _report(claim["report"], names)


def _accounts(names: Names, event: str) -> Iterator[tuple[str, str]]:
    """Who puts an event forward in one report: the outlet itself, or the sides that speak of it."""
    said_by = names.events[event].said_by
    if not said_by:
        yield _side(None, names), "reports"
    for key in said_by:
        speaker = names.statements[key].speaker
        if speaker is not None:
            yield names.side(speaker), f"speaks of it ({label(names.statements[key].act)})"


def _side(speaker: str | None, names: Names) -> str:
    """The side that a speaker, given by name, stands for; the outlet where it speaks for itself."""
    if speaker is None:
        return f"{names.outlet()} (own voice)"
    known = [actor.id for actor in names.reading.actors if actor.name == speaker]
    return names.side(known[0]) if known else visible(speaker)


def _lines(values: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(values))


def _stance(position: Json) -> str:
    words = label(position["stance"]) + (f" {visible(position['blames'])}" if position.get("blames") else "")
    return f"{words} (superseded)" if position["superseded_by"] else words


def _claim(claim: Json) -> str:
    who = "" if claim["who"] == "people" else f" {visible(claim['who'])}"
    words = amount(claim["low"], claim["high"], claim["qualifier"]) + who
    words = f"of them {words}" if claim["part"] else words
    return f"{words} (superseded)" if claim["superseded_by"] else words


def _report(report: str, names: Mapping[str, Names]) -> str:
    published = names[report].reading.report.published
    return f"{names[report].outlet()}, {published}" if published else names[report].outlet()


def _lone(incident: Json, names: Mapping[str, Names]) -> Row:
    report, _, first = incident["events"][0].partition("/")
    event = names[report].events[first]
    return (
        incident["id"],
        f"{visible(event.anchor.quote)} ({names[report].kind(event)})",
        ", ".join(visible(place["name"]) for place in incident["places"]),
        day(incident["start"], incident["end"]),
        names[report].standing(event),
        names[report].outlet(),
    )
