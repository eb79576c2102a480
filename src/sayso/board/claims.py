"""Claims that wait for an answer, and denials: what is said against a party, and what the party says to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sayso.board.cases import Case, Json
from sayso.board.dispute import Dispute
from sayso.board.types import Denial, OpenClaim, Told
from sayso.rules import load_toml

SILENT, NONE_TOLD = "no_response", "none_told"
ANSWERS = frozenset({"asserts", "denies", "confirms", "rejects", "blames", "welcomes"})
DENIALS = frozenset({"denies", "rejects"})
#: Standings of an account that somebody puts forward and the outlet does not.
CLAIMED = frozenset({"claimed", "alleged"})


def find_open_claims(dispute: Dispute, cases: Sequence[Case]) -> tuple[OpenClaim, ...]:
    """The claims against a party that it has not answered by this day, longest open first."""
    found = [claim for case in cases for party in sorted(dispute.keys) for claim in _open(dispute, case, party)]
    found += _silences(dispute, cases)
    return tuple(sorted(found, key=lambda claim: (claim.since, claim.against, claim.told[0].ref)))


def _open(dispute: Dispute, case: Case, party: str) -> Iterator[OpenClaim]:
    """The claim against one party in one incident, unless it has spoken to it."""
    against = [entry for entry in case.events if _is_against(dispute, case, entry, party)]
    own = [position for position in case.positions if case.side(position) == party]
    if not against or any(position["stance"] in ANSWERS for position in own):
        return
    silence = tuple(_told(dispute, position) for position in own)
    yield OpenClaim(
        what=case.subject(),
        against=dispute.names.label(party),
        by=tuple(dict.fromkeys(name for _, report, row in against for name in dispute.tellers(report, row))),
        since=min(dispute.published(report) for _, report, _ in against),
        answer=SILENT if silence else NONE_TOLD,
        incident=case.id,
        told=tuple(dispute.tell(report, row, [row["anchor"]]) for _, report, row in against),
        silence=silence,
    )


def _is_against(dispute: Dispute, case: Case, entry: tuple[str, str, Json], party: str) -> bool:
    """Whether an account is somebody else's claim that this party did it."""
    _, report, row = entry
    rules = load_toml("board.toml")
    if row["type"] not in rules["accusable"] or party not in case.accused(report, row):
        return False
    speakers = {dispute.key(report, s["speaker"]) for s in dispute.innermost(report, row["said_by"])}
    is_claim = row["status"] in CLAIMED or (row["type"] in rules["verbal"] and row["status"] == "reported")
    return is_claim and bool(dispute.tellers(report, row)) and party not in speakers


def _silences(dispute: Dispute, cases: Sequence[Case]) -> Iterator[OpenClaim]:
    """Silence on a statement that is told of no incident on the board."""
    rows = [(report, row) for report, row in dispute.layer("positions") if row["stance"] == SILENT]
    known = {position["position"] for case in cases for position in case.positions}
    answered = {
        (f"{report}/{row['on']}", dispute.key(report, row["actor"]))
        for report, row in dispute.layer("positions")
        if row["stance"] in ANSWERS
    }
    for report, row in rows:
        party, target = dispute.key(report, row["actor"]), f"{report}/{row['on']}"
        statement = dispute.rows.get(target, {})
        if f"{report}/{row['id']}" in known or not statement.get("content") or (target, party) in answered:
            continue
        if party in dispute.keys and _concerns(dispute, report, statement, party):
            told = dispute.tell(report, statement, statement["content"])
            yield OpenClaim(
                what=_words(statement),
                against=dispute.names.label(party),
                by=dispute.speakers(report, [statement["id"]]),
                since=dispute.published(report),
                answer=SILENT,
                incident=None,
                told=(told,),
                silence=(dispute.tell(report, row, [row["span"]]),),
            )


def _concerns(dispute: Dispute, report: str, statement: Json, party: str | None) -> bool:
    """Whether a statement is another party's, or names one; with one party on the board, any is."""
    told = dispute.tell(report, statement, statement["content"] or [statement["cue"]])
    sides = {dispute.key(report, statement["speaker"])} | dispute.mentioned(report, told.sentence) | {party}
    return dispute.is_between(sides)


def _words(statement: Json) -> str:
    return " … ".join(span["quote"] for span in statement["content"])


def find_denials(dispute: Dispute, cases: Sequence[Case]) -> tuple[Denial, ...]:
    """What the parties deny or reject, each thing once, the latest first."""
    groups: dict[tuple[str, str, str], list[tuple[Any, str | None, Told]]] = {}
    superseded = {p["position"] for case in cases for p in case.positions if p["superseded_by"] is not None}
    of_case = {position["position"]: case for case in cases for position in case.positions}
    for report, row in dispute.layer("positions"):
        party, ref = dispute.key(report, row["actor"]), f"{report}/{row['id']}"
        if row["stance"] not in DENIALS or party is None or party not in dispute.keys or ref in superseded:
            continue
        subject = _subject(dispute, report, row, of_case.get(ref), party)
        if subject is not None:
            what, incident = subject
            told = dispute.tell(report, row, [row["span"]])
            groups.setdefault((party, row["stance"], incident or ref), []).append((what, incident, told))
    found = [_denial(dispute, party, stance, rows) for (party, stance, _), rows in groups.items()]
    return tuple(sorted(found, key=lambda denial: (denial.since, denial.told[0].ref), reverse=True))


def _subject(dispute: Dispute, report: str, row: Json, case: Case | None, party: str) -> tuple[str, str | None] | None:
    """What a position is on, in words, and its incident; None where that does not concern another party."""
    if case is not None:
        return case.subject(), case.id
    target = dispute.rows.get(f"{report}/{row['on']}", {})
    if "content" in target:
        return (_words(target) or target["cue"]["quote"], None) if _concerns(dispute, report, target, party) else None
    sentence = dispute.tell(report, row, [row["span"]]).sentence
    if "anchor" in target and dispute.is_between({party, *dispute.mentioned(report, sentence)}):
        return str(target["anchor"]["quote"]), None
    return None


def _denial(dispute: Dispute, party: str, stance: str, rows: list[tuple[Any, str | None, Told]]) -> Denial:
    what, incident, _ = rows[0]
    tolds = tuple(sorted((told for _, _, told in rows), key=lambda told: (told.published, told.ref)))
    return Denial(
        party=dispute.names.label(party),
        stance=stance,
        what=what,
        since=tolds[0].published,
        incident=incident,
        told=tolds,
    )


def _told(dispute: Dispute, position: Json) -> Told:
    row = dispute.rows[position["position"]]
    return dispute.tell(position["report"], row, [row["span"]])
