"""A reading made by hand, with one of everything: what the faces are tested on, whatever the extractors find."""

from __future__ import annotations

from typing import Any

from sayso.intake.readings import build_reading
from sayso.types import SCHEMA, Reading, make_report, to_plain

TEXT = (
    "Two sides differ over fire at Brell bridge\n"
    "\n"
    "The Norvian army said on Monday that Ostrian shells had hit Brell bridge, killing at least 12 workers. "
    "Ostria denies Norvian claims that its guns fired. The Norvian mayor did not answer calls.\n"
    "\n"
    "Norvia will reopen the crossing if the guns fall silent. Talks in Halm ended on 3 March.\n"
)


def span(quote: str, nth: int = 1) -> dict[str, Any]:
    """The nth place where these words stand in TEXT."""
    start = -1
    for _ in range(nth):
        start = TEXT.index(quote, start + 1)
    return {"start": start, "end": start + len(quote), "quote": quote}


def actor(number: int, name: str, kind: str, side: int) -> dict[str, Any]:
    """An actor that speaks for the side with that number."""
    known = {"id": f"a{number}", "name": name, "kind": kind, "country": None, "role": None}
    return known | {"of": None, "for": f"a{side}", "mentions": []}


def statement(number: int, speaker: int, source: dict[str, Any], cue: dict[str, Any], **rest: Any) -> dict[str, Any]:
    """A statement with the defaults of a plain one."""
    known = {"id": f"s{number}", "speaker": f"a{speaker}", "speaker_span": source, "cue": cue}
    plain = {"content": [], "act": "assert", "quote": "indirect", "medium": None, "said_on": None, "addressee": None}
    return known | plain | {"via": None} | rest


def event(number: int, anchor: dict[str, Any], status: str, said_by: list[str], **rest: Any) -> dict[str, Any]:
    """An attack at the bridge."""
    known = {"id": f"e{number}", "anchor": anchor, "also": [], "type": "ASSAULT", "mode": "heavy-weapons"}
    who = {"actors": ["a3"], "recipients": [], "places": ["p1"], "start": None, "end": None, "grain": "unknown"}
    return known | who | {"status": status, "said_by": said_by, "figures": []} | rest


def plain_reading(publisher: str | None = "The Ferry Post") -> dict[str, Any]:
    """The reading as plain data."""
    report = make_report(TEXT, published="2025-03-04", publisher=publisher, url="https://news.example/bridge")
    return {
        "schema": SCHEMA,
        "made_by": {"sayso": "0.1.0", "model": "by hand", "rules": "sha256:" + "0" * 64},
        "report": to_plain(report),
        "actors": [
            actor(1, "Norvian army", "military", 2),
            actor(2, "Norvia", "government", 2),
            actor(3, "Ostria", "government", 3),
        ],
        "places": [
            {"id": "p1", "name": "Brell", "kind": "town", "country": None, "admin1": None, "lat": 1.5, "lon": 2.5,
             "gazetteer": None, "mentions": [span("Brell", 2) | {"use": "literal"}]}
        ],
        "times": [
            {"id": "t1", "span": span("Monday"), "type": "DATE", "value": "2025-03-03", "start": "2025-03-03",
             "end": "2025-03-03", "grain": "day"}
        ],
        "statements": [
            statement(1, 1, span("The Norvian army"), span("said"), said_on="2025-03-03",
                      content=[span("Ostrian shells had hit Brell bridge, killing at least 12 workers")]),
            statement(2, 3, span("Ostria", 2), span("denies"), act="deny",
                      content=[span("Norvian claims that its guns fired")]),
            statement(3, 2, span("Norvian", 2), span("claims"), via="s2", content=[span("its guns fired")]),
            statement(4, 2, span("The Norvian mayor"), span("did not answer"), act="decline"),
        ],
        "events": [
            event(1, span("hit"), "claimed", ["s1"], figures=["f1"], start="2025-03-03", end="2025-03-03", grain="day"),
            event(2, span("fired"), "denied", ["s2", "s3"]),
        ],
        "figures": [
            {"id": "f1", "span": span("at least 12 workers"), "kind": "killed", "low": 12, "high": None,
             "qualifier": "at least", "who": "workers", "event": "e1", "said_by": ["s1"]}
        ],
        "positions": [
            {"id": "k1", "actor": "a3", "on": "e2", "stance": "denies", "blames": None, "span": span("denies"),
             "said_by": ["s2"]},
            {"id": "k2", "actor": "a2", "on": "s1", "stance": "no_response", "blames": None,
             "span": span("did not answer"), "said_by": []},
        ],
        "conditions": [
            {"id": "c1", "outcome": [span("reopen the crossing")], "depends_on": [span("the guns fall silent")],
             "set_by": "a2", "said_by": []}
        ],
        "measures": [
            {"id": "m1", "kind": "border_closure", "by": "a2", "toward": None, "what": span("reopen the crossing"),
             "from": None, "to": None, "state": "in_force", "said_by": []}
        ],
        "talks": [
            {"id": "n1", "parties": ["a2", "a3"], "mediators": [], "round": 2, "date": "2025-03-03", "place": None,
             "state": "ended", "span": span("Talks"), "said_by": []}
        ],
        "notes": [{"about": "e2", "note": "no day in the sentence"}],
    }  # fmt: skip


def reading(publisher: str | None = "The Ferry Post") -> Reading:
    """The reading as types."""
    return build_reading(plain_reading(publisher), "sample")
