"""Incidents of a ledger as one table, or as lines of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

from rich.console import Console
from rich.text import Text

from sayso.export.tables import Column, Row, make_table
from sayso.export.words import CAUTION, amount, day, label, visible

Json = Mapping[str, Any]
TOLL = "Toll by claimant"
COLUMNS: Sequence[Column] = (("When", 3), ("Where", 4), ("What", 5), (TOLL, 7), ("Sources", 3), ("Grade", 3))


def print_list(incidents: Sequence[Json], console: Console) -> None:
    """Print a line for each."""
    console.print(Text(CAUTION, "italic"), "")
    if incidents:
        console.print(make_table("", COLUMNS, [_row(incident) for incident in incidents]))
    count = f"{len(incidents):,} {'incident' if len(incidents) == 1 else 'incidents'}"
    console.print(Text(count if incidents else "No incidents."))


def write_list(incidents: Iterable[Json], out: BinaryIO) -> None:
    """Write each as a line of JSON."""
    for incident in incidents:
        out.write(json.dumps(incident, ensure_ascii=False).encode() + b"\n")
    out.flush()


def _row(incident: Json) -> Row:
    words = list(dict.fromkeys(visible(account["anchor"]) for account in incident["accounts"] if account["anchor"]))
    kind = label(incident["type"]) + (f", {label(incident['mode'])}" if incident["mode"] else "")
    sources = len(incident["grade"]["sources"])
    reports = len({ref.partition("/")[0] for ref in incident["events"]})
    return (
        day(incident["start"], incident["end"]),
        ", ".join(visible(place["name"]) for place in incident["places"]),
        f"{', '.join(words[:3])} ({kind})\n{incident['id']}",
        "\n".join(_tolls(incident)),
        f"{sources} in {reports} {'report' if reports == 1 else 'reports'}",
        label(incident["grade"]["grade"]),
    )


def _tolls(incident: Json) -> Iterable[str]:
    """Of each kind and claimant what still stands; never a mean of several."""
    for figure in incident["figures"]:
        said: dict[str, list[str]] = {}
        for claim in figure["claims"]:
            if claim["superseded_by"] is None and not claim["part"]:
                who = visible(claim["speaker"]) if claim["speaker"] else _outlet(incident, claim["report"])
                said.setdefault(who, []).append(amount(claim["low"], claim["high"], claim["qualifier"]))
        for who, values in said.items():
            yield f"{label(figure['kind'])} {', '.join(dict.fromkeys(values))}: {who}"


def _outlet(incident: Json, report: str) -> str:
    named = [account["publisher"] for account in incident["accounts"] if account["report"] == report]
    return visible(named[0]) if named and named[0] else report
