"""Incidents between the parties: who is told to have acted on whom, by whose word, with which numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from sayso.board.dispute import Dispute, states
from sayso.board.types import Claimant, IncidentLine, Told, Toll
from sayso.rules import load_toml

Json = Mapping[str, Any]
#: The grade of an incident ("incident") and those of its figures by kind ("figures"), as plain data.
Grading = Callable[[Json], Mapping[str, Any]]


class Case:
    """One incident, as the parties of a dispute are concerned by it."""

    def __init__(self, dispute: Dispute, incident: Json, grade: Grading) -> None:
        self.dispute, self.incident, self._grade = dispute, incident, grade
        self.events = [(ref, ref.partition("/")[0], dispute.rows[ref]) for ref in incident["events"]]
        self.id = str(incident["id"])

    @cached_property
    def ends(self) -> frozenset[str]:
        """Those who act or are acted on in any account."""
        return frozenset().union(*(self._keys(report, row, "actors", "recipients") for _, report, row in self.events))

    @cached_property
    def blamed(self) -> frozenset[str]:
        """Those whom a position holds responsible."""
        rows = [(position["report"], self.dispute.rows[position["position"]]) for position in self.positions]
        keys = (self.dispute.key(report, row["blames"]) for report, row in rows if row["blames"] is not None)
        return frozenset(key for key in keys if key is not None)

    @cached_property
    def positions(self) -> list[Json]:
        """The positions on it, oldest first."""
        return list(self.incident["positions"])

    @cached_property
    def voices(self) -> frozenset[str]:
        """Those who speak of it, and the states in which it is told to have happened."""
        found = {self.side(position) for position in self.positions}
        for _, report, row in self.events:
            for statement in self.dispute.innermost(report, row["said_by"]):
                found.add(self.dispute.key(report, statement["speaker"]))
        found |= {states().get(str(place["country"])) for place in self.incident["places"]}
        return frozenset(key for key in found if key is not None)

    @property
    def is_relevant(self) -> bool:
        """Whether a party acts, is acted on or blamed in it, and another does, or speaks of it, or is where it is."""
        involved = self.ends | self.blamed
        return bool(involved & self.dispute.keys) and self.dispute.is_between(involved | self.voices)

    def side(self, position: Json) -> str | None:
        """Whose position it is."""
        return self.dispute.key(position["report"], self.dispute.rows[position["position"]]["actor"])

    def accused(self, report: str, row: Json) -> frozenset[str]:
        """The sides against which an account goes."""
        role = "recipients" if row["type"] in load_toml("board.toml")["verbal"] else "actors"
        return self._keys(report, row, role)

    def subject(self) -> str:
        """What it is, in short: the first account's word, and where."""
        where = ", ".join(str(place["name"]) for place in self.incident["places"])
        return self.line().what + (f" ({where})" if where else "")

    def words(self) -> str:
        """What it is: the first account's word, who to whom, and where."""
        line = self.line()
        kind = line.type.lower() + (f", {line.mode}" if line.mode else "")
        who = ", ".join(line.actors) + (f" > {', '.join(line.recipients)}" if line.recipients else "")
        return " · ".join(part for part in (f"{line.what} ({kind})", who.strip(), ", ".join(line.places)) if part)

    @cached_property
    def grades(self) -> Mapping[str, Any]:
        """Its grade and those of its figures, made when they are shown."""
        return self._grade(self.incident)

    def line(self) -> IncidentLine:
        """The incident as the board shows it."""
        return self._line

    @cached_property
    def _line(self) -> IncidentLine:
        incident, dispute = self.incident, self.dispute
        return IncidentLine(
            id=self.id,
            events=tuple(ref for ref, _, _ in self.events),
            what=str(self.events[0][2]["anchor"]["quote"]),
            type=incident["type"],
            mode=incident["mode"],
            actors=dispute.labels(self._of("actors")),
            recipients=dispute.labels(self._of("recipients")),
            places=tuple(place["name"] for place in incident["places"]),
            start=incident["start"],
            end=incident["end"],
            standing=tuple(dict.fromkeys(self._standing())),
            tolls=tuple(self._toll(figure) for figure in incident["figures"]),
            grade=self.grades.get("incident"),
            told=tuple(dispute.tell(report, row, [row["anchor"]]) for _, report, row in self.events),
        )

    def _of(self, role: str) -> frozenset[str]:
        return frozenset().union(*(self._keys(report, row, role) for _, report, row in self.events))

    def _keys(self, report: str, row: Json, *roles: str) -> frozenset[str]:
        return self.dispute.sides[report].keys(actor for role in roles for actor in row[role])

    def _standing(self) -> Iterator[str]:
        """How each account stands, and by whose word; of a denial, who denies."""
        for _, report, row in self.events:
            tellers, deniers = self.dispute.tellers(report, row), self.dispute.deniers(report, row)
            if tellers and row["status"] != "denied":
                yield f"{row['status']} by {', '.join(tellers)}"
            elif deniers:
                yield f"{'denied' if row['status'] == 'denied' else 'told in a denial'} by {', '.join(deniers)}"

    def _toll(self, figure: Json) -> Toll:
        standing = [claim for claim in figure["claims"] if claim["superseded_by"] is None]
        claims = [claim for claim in standing if not claim["part"]] or standing
        by_name: dict[tuple[str, str | None], list[Json]] = {}
        for claim in claims:
            row = self.dispute.rows[claim["figure"]]
            by_name.setdefault(self.dispute.claimant(claim["report"], row), []).append(claim)
        claimants = tuple(self._claimant(*key, held) for key, held in by_name.items())
        grade = self.grades.get("figures", {}).get(figure["kind"])
        return Toll(kind=figure["kind"], low=figure["low"], high=figure["high"], claimants=claimants, grade=grade)

    def _claimant(self, name: str, side: str | None, claims: Sequence[Json]) -> Claimant:
        lows, highs = [claim["low"] for claim in claims], [claim["high"] for claim in claims]
        return Claimant(
            name=name,
            side=side,
            low=None if None in lows else min(lows),
            high=None if None in highs else max(highs),
            told=tuple(self._told(claim["report"], claim["figure"]) for claim in claims),
        )

    def _told(self, report: str, ref: str) -> Told:
        row = self.dispute.rows[ref]
        return self.dispute.tell(report, row, [row["span"]])


def find_cases(dispute: Dispute, incidents: Iterable[Json], grade: Grading) -> list[Case]:
    """The incidents that concern the parties, earliest first, those without a day last."""
    cases = [Case(dispute, incident, grade) for incident in incidents]
    relevant = [case for case in cases if case.is_relevant]
    return sorted(relevant, key=lambda case: (case.incident["start"] or "9", case.incident["events"][0]))
