"""The timeline: when things are told to have happened, and when they were said, as two tracks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.board.cases import Case, Json
from sayso.board.dispute import Dispute
from sayso.board.types import ConditionLine, Denial, MeasureLine, Moment, OpenClaim, TalksLine, Told

HAPPENED, SAID = "happened", "said"


def find_moments(
    dispute: Dispute,
    cases: Sequence[Case],
    measures: Sequence[MeasureLine],
    talks: Sequence[TalksLine],
    conditions: Sequence[ConditionLine],
    denials: Sequence[Denial],
    silences: Sequence[OpenClaim],
) -> tuple[Moment, ...]:
    """All lines, by day; those without a day last."""
    found = [
        *_incidents(cases),
        *_measures(measures),
        *_talks(talks),
        *_claims(dispute, cases),
        *(_said(dispute, c.told[0], "condition", f"{c.set_by}: {c.outcome} | if: {c.depends_on}") for c in conditions),
        *(_said(dispute, told, "denial", f"{d.party} {d.stance}: {d.what}") for d in denials for told in d.told),
        *(_said(dispute, t, "silence", f"{s.against}: no response · {s.what}") for s in silences for t in s.silence),
    ]
    return tuple(sorted(found, key=lambda m: (m.day or "9", m.track, m.part, m.what, m.told[0].ref)))


def _incidents(cases: Sequence[Case]) -> Iterator[Moment]:
    for case in cases:
        line = case.line()
        what = f"{case.words()} · {'; '.join(line.standing)}"
        yield Moment(day=line.start, until=line.end, track=HAPPENED, part="incident", what=what, told=line.told)


def _measures(measures: Sequence[MeasureLine]) -> Iterator[Moment]:
    for line in measures:
        joined = " and " if line.mutual else " toward "
        who = joined.join(filter(None, (line.by or "by whom is not told", line.toward)))
        kind = f"“{line.what}”" if line.kind == "other" else line.kind.replace("_", " ")
        what = f"{kind} begins · {who}"
        if line.since is not None and line.state != "announced":
            yield Moment(day=line.since, until=None, track=HAPPENED, part="measure", what=what, told=line.told)
        if line.until is not None and line.state == "lifted":
            ended = what.replace(" begins ", " ends ")
            yield Moment(day=line.until, until=None, track=HAPPENED, part="measure", what=ended, told=line.told[-1:])


def _talks(talks: Sequence[TalksLine]) -> Iterator[Moment]:
    for line in talks:
        track = SAID if line.state == "planned" else HAPPENED
        day = line.first_reported if track == SAID else line.date
        number = f", round {line.round}" if line.round else ""
        planned = f" for {line.date}" if track == SAID and line.date else ""
        what = f"talks {line.state.replace('_', ' ')}{planned} · {' – '.join(line.parties)}{number}"
        yield Moment(day=day, until=None, track=track, part="talks", what=what, told=line.told)


def _claims(dispute: Dispute, cases: Sequence[Case]) -> Iterator[Moment]:
    """Who says on which day that something happened, with the numbers that it gives."""
    for case in cases:
        said: dict[tuple[str, str], tuple[dict[str, None], list[Told]]] = {}
        for report, row, number in _told_rows(dispute, case):
            names = dispute.tellers(report, row) or dispute.deniers(report, row)
            numbers, told = said.setdefault((dispute.said_on(report, row), ", ".join(names)), ({}, []))
            if number:
                numbers[number] = None
            told.append(dispute.tell(report, row, [row["span"] if number else row["anchor"]]))
        for (day, name), (numbers, told) in said.items():
            what = f"{name}: {case.subject()}" + (f" · {', '.join(numbers)}" if numbers else "")
            part = "toll" if numbers else "claim"
            yield Moment(day=day, until=None, track=SAID, part=part, what=what, told=tuple(told))


def _told_rows(dispute: Dispute, case: Case) -> Iterator[tuple[str, Json, str]]:
    """The accounts that somebody else than the outlet puts forward, and the numbers, in words."""
    for _ref, report, row in case.events:
        if row["said_by"] and row["status"] != "denied" and dispute.tellers(report, row):
            yield report, row, ""
    for figure in case.incident["figures"]:
        for claim in figure["claims"]:
            row = dispute.rows[claim["figure"]]
            part = ", a part" if claim["part"] else ""
            yield claim["report"], row, f"{row['span']['quote']} ({figure['kind']}{part})"


def _said(dispute: Dispute, told: Told, part: str, what: str) -> Moment:
    return _moment(dispute.said_on(told.report, dispute.rows[told.ref]), part, what, told)


def _moment(day: str, part: str, what: str, told: Told) -> Moment:
    return Moment(day=day, until=None, track=SAID, part=part, what=what, told=(told,))
