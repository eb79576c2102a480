"""Grades that show their rule: how many independent sources tell an incident or a figure, and what the parties say.

Words and rules are data (`data/grading.toml`: those of Airwars, each with its sentence). A source is a side that says
so, however many outlets carry its word, or an outlet that says so itself, with its copies; voices that nobody could
tell apart ("residents", "a doctor") count with their outlet. Nothing here is a verdict on what happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import inf
from typing import Any

from sayso.link.copies import Copies, Reason, outlet_key
from sayso.parties import Sides, plain
from sayso.rules import load_toml

Json = Mapping[str, Any]
#: Standings in which an event is put forward as having happened.
TOLD = frozenset({"reported", "claimed", "alleged"})
#: Kinds of actors that speak for themselves under a name of their own.
NAMED = frozenset({"government", "military", "police", "armed_group", "igo", "organization"})


@dataclass(frozen=True, slots=True)
class Teller:
    """An independent source: `kind` is speaker or outlet; `reports` carry its word, `because` says why they are one."""

    kind: str
    name: str
    reports: tuple[str, ...]
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Stand:
    """What a party that is said to have acted says to it; `position` is the reference, None where it says nothing."""

    party: str
    name: str
    stance: str | None
    position: str | None


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade (None: nothing to grade), the rule applied in its words, and what it rests on."""

    grade: str | None
    rule: str | None
    airwars: str | None
    here: str
    facts: tuple[str, ...]
    sources: tuple[Teller, ...]
    positions: tuple[Stand, ...]
    made_by: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose word something is, in one report: the side's key and name, or neither where it is the outlet's own."""

    report: str
    key: str | None
    name: str | None


class Grader:
    """Grades incidents out of the readings that they are made of."""

    def __init__(self, readings: Iterable[Json], copies: Copies, label: Callable[[str], str] | None = None) -> None:
        self.copies = copies
        self.label = label
        self.readings = {str(reading["report"]["id"]): reading for reading in readings}
        self.sides = {key: Sides(reading) for key, reading in self.readings.items()}
        self.rows: dict[str, Json] = {
            f"{key}/{row['id']}": row
            for key, reading in self.readings.items()
            for layer in ("events", "figures", "positions", "statements")
            for row in reading.get(layer, ())
        }

    def grade(self, incident: Json) -> Grade:
        """The grade of an incident as the contract has it."""
        told = [ref for ref in incident["events"] if self.rows[ref]["status"] in TOLD]
        tellers = self._tellers(voice for ref in told for voice in self._voices(ref))
        held = self._held(incident, told)
        stands = self._stands(incident, held)
        accepting = _accepting(stands)
        facts = {"told"} if tellers else set()
        facts |= {"accepted"} if accepting else set()
        facts |= {"competing"} if incident["type"] in _rules()["responsible"] and _are_apart(held.values()) else set()
        facts |= {"several_accept"} if "competing" in facts and self._accept_apart(accepting, held) else set()
        return _apply("incident", facts, tellers, stands)

    def grade_figure(self, incident: Json, figure: Json) -> Grade:
        """The grade of the numbers of one kind in an incident: those that still stand and are no part of another."""
        standing = [claim for claim in figure["claims"] if claim["superseded_by"] is None]
        claims = [claim for claim in standing if not claim["part"]] or standing
        tellers = self._tellers(voice for claim in claims for voice in self._voices(claim["figure"]))
        stands = self._stands(incident, self._held(incident, incident["events"]))
        own = {voice.key for claim in claims for voice in self._voices(claim["figure"])} & _accepting(stands)
        facts = {"agree" if _agree(claims) else "differ"} | ({"accepted"} if own else set())
        return _apply("figure", facts, tellers, ())

    def tell(self, ref: str) -> tuple[Voice, ...]:
        """Whose word an event or a figure is: the innermost speakers, or the outlet."""
        return tuple(self._voices(ref))

    def _voices(self, ref: str) -> Iterator[Voice]:
        """The innermost statements tell whose word it is; who denies something puts nothing forward."""
        report = ref.partition("/")[0]
        said_by = [self.rows[f"{report}/{key}"] for key in self.rows[ref]["said_by"] if f"{report}/{key}" in self.rows]
        if not said_by:
            yield Voice(report, None, None)
        outer = {statement["via"] for statement in said_by}
        for statement in said_by:
            if statement["id"] not in outer and statement["act"] != "deny":
                yield self._voice(report, statement["speaker"])

    def _voice(self, report: str, speaker: str | None) -> Voice:
        sides = self.sides[report]
        kind, name, key = sides.kind(speaker), sides.name(speaker), sides.key(speaker)
        if kind == "media" and name and name[0].isupper():
            return Voice(report, f"outlet {outlet_key(name)}", name)
        return Voice(report, key, name) if kind in NAMED else Voice(report, None, None)

    def _tellers(self, voices: Iterable[Voice]) -> tuple[Teller, ...]:
        """The voices as independent sources: named sides, then outlets with their copies."""
        named: dict[str, list[Voice]] = {}
        outlets: list[str] = []
        for voice in voices:
            if voice.key is None:
                outlets.append(voice.report)
            else:
                named.setdefault(voice.key, []).append(voice)
        groups = self.copies.group(outlets)
        own = {f"outlet {key}" for group in groups for report in group.reports for key in self._outlets(report)}
        speakers = [
            Teller("speaker", self._called(key, heard), tuple(sorted({voice.report for voice in heard})), ())
            for key, heard in sorted(named.items())
            if key not in own
        ]
        return (*speakers, *(Teller("outlet", self._name(g.reports[0]), g.reports, g.because) for g in groups))

    def _called(self, key: str, heard: Sequence[Voice]) -> str:
        is_side = self.label is not None and not key.startswith("outlet ")
        return self.label(key) if self.label and is_side else min(str(voice.name) for voice in heard)

    def _outlets(self, report: str) -> set[str]:
        origin = self.copies.origins[report]
        return {origin.outlet or report, *(credit.key for credit in origin.credits)}

    def _name(self, report: str) -> str:
        return self.copies.origins[report].publisher or report

    # --- who is held responsible, and what they say to it ---

    def _held(self, incident: Json, told: Sequence[str]) -> dict[str, frozenset[str]]:
        """By event or position, the sides that it holds responsible, where it names any."""
        held = {ref: self._powers(ref.partition("/")[0], self.rows[ref]["actors"]) for ref in told}
        for position in incident["positions"]:
            row = self.rows[position["position"]]
            if row["blames"] is not None and position["superseded_by"] is None:
                held[position["position"]] = self._powers(position["report"], [row["blames"]])
        return {ref: sides for ref, sides in held.items() if sides}

    def _powers(self, report: str, actors: Iterable[str]) -> frozenset[str]:
        sides, powers, nobody = self.sides[report], _rules()["powers"], set(_rules()["nobody"])
        found = (actor for actor in actors if sides.kind(actor) in powers)
        return sides.keys(actor for actor in found if not nobody & set(plain(str(sides.name(actor))).split()))

    def _stands(self, incident: Json, held: Mapping[str, frozenset[str]]) -> tuple[Stand, ...]:
        """The last word of every party that is said to have acted, on the incident itself."""
        parties = sorted(set().union(*held.values())) if held else []
        denied = [ref for ref in incident["events"] if self.rows[ref]["status"] == "denied"]
        said = set().union(*(self._powers(ref.partition("/")[0], self.rows[ref]["actors"]) for ref in denied))
        parties += sorted(said - set(parties))
        return tuple(self._stand(incident, party) for party in parties)

    def _stand(self, incident: Json, party: str) -> Stand:
        name, last = party, None
        for position in incident["positions"]:
            sides, row = self.sides[position["report"]], self.rows[position["position"]]
            if sides.key(row["actor"]) != party:
                continue
            name = str(sides.name(row["actor"]))
            if position["superseded_by"] is None and self._is_on_own_part(row, position["report"], party):
                last = position
        if last is None:
            return Stand(party, self._named(incident, party), None, None)
        return Stand(party, self.label(party) if self.label else name, last["stance"], last["position"])

    def _is_on_own_part(self, row: Json, report: str, party: str) -> bool:
        """Whether a position is about what this party did; on the other side's part it says nothing of its own."""
        target = self.rows.get(f"{report}/{row['on']}", {})
        if row["stance"] in {"asserts", "confirms"}:
            hit = self.sides[report].keys(target.get("recipients", ()))
            return self._powers(report, target.get("actors", ())) == {party} and party not in hit
        return row["stance"] in {"denies", "no_response"}

    def _named(self, incident: Json, party: str) -> str:
        if self.label is not None:
            return self.label(party)
        for ref in incident["events"]:
            sides = self.sides[ref.partition("/")[0]]
            for actor in self.rows[ref]["actors"]:
                if sides.key(actor) == party:
                    return str(sides.name(actor))
        return party

    def _accept_apart(self, accepting: set[str], held: Mapping[str, frozenset[str]]) -> bool:
        """Whether two who accept are never held responsible together: joint fighting is no competing claim."""
        return any(not any({a, b} <= sides for sides in held.values()) for a, b in combinations(sorted(accepting), 2))


def _accepting(stands: Iterable[Stand]) -> set[str]:
    """Those who say themselves that they did it."""
    return {stand.party for stand in stands if stand.stance in {"asserts", "confirms"}}


def _are_apart(held: Iterable[frozenset[str]]) -> bool:
    """Whether two accounts name parties of which none is the same."""
    return any(not a & b for a, b in combinations(list(held), 2))


def _agree(claims: Sequence[Json]) -> bool:
    """Whether there is a number that all the claims allow."""
    lows = [claim["low"] if claim["low"] is not None else 0 for claim in claims]
    highs = [claim["high"] if claim["high"] is not None else inf for claim in claims]
    return max(lows, default=0) <= min(highs, default=inf)


@cache
def _rules() -> dict[str, Any]:
    return load_toml("grading.toml")


def _apply(table: str, facts: set[str], sources: tuple[Teller, ...], positions: tuple[Stand, ...]) -> Grade:
    """The first rule whose facts hold."""
    told = tuple(sorted(facts))
    for rule in _rules()[table]:
        if set(rule["needs"]) <= facts and len(sources) >= rule.get("sources", 0):
            words = (rule["grade"], rule["id"], rule.get("airwars"), rule["here"])
            return Grade(*words, told, sources, positions, _rules()["made_by"])
    here = "Told only in a denial, as a plan or as an offer: nothing is graded."
    return Grade(None, None, None, here, told, sources, positions, _rules()["made_by"])
