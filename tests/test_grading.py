"""Grades show their rule: who counts as a source, what a party's own word does, and when numbers agree."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.link.copies import find_sources
from sayso.link.grading import Grade, Grader
from sayso.rules import load_toml


def text_of(number: int) -> str:
    """A text that shares no run of words with that of another number."""
    return " ".join(f"word{number}x{n}" for n in range(60))


def actor(key: str, name: str, kind: str) -> dict[str, Any]:
    return {
        "id": key,
        "name": name,
        "kind": kind,
        "country": None,
        "role": None,
        "of": None,
        "for": key,
        "mentions": [],
    }


ACTORS = [
    actor("a1", "Northern Front", "armed_group"),
    actor("a2", "River Army", "armed_group"),
    actor("a3", "Union of Medics", "organization"),
    actor("a4", "residents", "population"),
    actor("a5", "unidentified gunmen", "armed_group"),
    actor("a6", "Harbour Wire", "media"),
]


class Case:
    """Reports on one strike, each told in a line, and the incident that they amount to."""

    def __init__(self) -> None:
        self.readings: list[dict[str, Any]] = []
        self.incident: dict[str, Any] = {"id": "i1", "type": "ASSAULT", "events": [], "positions": [], "figures": []}
        self.claims: list[dict[str, Any]] = []

    def report(
        self,
        publisher: str,
        *,
        by: str | None = None,
        doer: str | None = None,
        status: str = "",
        act: str = "assert",
        killed: tuple[int | None, int | None] | None = None,
        stance: tuple[str, str, str | None] | None = None,
        words: str = "",
    ) -> Case:
        """A report in which `by` (None: the outlet) says that `doer` did it; `stance`: who, which, whom it blames."""
        n = len(self.readings) + 1
        name, said_by = f"r_{n}", ["s1"] if by else []
        event = {"id": "e1", "type": "ASSAULT", "status": status or ("claimed" if by else "reported")}
        figure = {"id": "f1", "kind": "killed", "event": "e1", "said_by": said_by}
        self.readings.append(
            {
                "report": {
                    "id": name,
                    "publisher": publisher,
                    "published": f"2025-03-0{n}",
                    "text": words or text_of(n),
                },
                "actors": ACTORS,
                "statements": [{"id": "s1", "speaker": by, "via": None, "act": act}] if by else [],
                "events": [event | {"actors": [doer] if doer else [], "recipients": [], "said_by": said_by}],
                "figures": [figure] if killed else [],
                "positions": [{"id": "k1", "actor": stance[0], "on": "e1", "stance": stance[1], "blames": stance[2]}]
                if stance
                else [],
            }
        )
        self.incident["events"].append(f"{name}/e1")
        if killed:
            claim = {"figure": f"{name}/f1", "report": name, "superseded_by": None, "part": False}
            self.claims.append(claim | {"low": killed[0], "high": killed[1]})
        if stance:
            self.incident["positions"].append(
                {"position": f"{name}/k1", "report": name, "stance": stance[1], "superseded_by": None}
            )
        return self

    def grade(self) -> Grade:
        return self._grader().grade(self.incident)

    def grade_figure(self) -> Grade:
        return self._grader().grade_figure(self.incident, {"kind": "killed", "claims": self.claims})

    def _grader(self) -> Grader:
        return Grader(self.readings, find_sources(reading["report"] for reading in self.readings))


def sources(grade: Grade) -> list[tuple[str, str]]:
    return [(source.kind, source.name) for source in grade.sources]


def test_one_speaker_is_one_source_however_many_outlets_carry_the_word() -> None:
    grade = (
        Case().report("Wire", by="a3", doer="a1").report("Post", by="a3", doer="a1").report("Radio", by="a3").grade()
    )
    assert (grade.grade, grade.rule, sources(grade)) == ("weak", "one-source", [("speaker", "Union of Medics")])
    assert grade.sources[0].reports == ("r_1", "r_2", "r_3")


def test_two_outlets_of_their_own_voice_are_two_and_copies_are_one() -> None:
    assert Case().report("Wire", doer="a1").report("Post", doer="a1").grade().grade == "fair"
    copied = Case().report("Wire", doer="a1").report("Post", doer="a1", words=text_of(1)).grade()
    assert (copied.grade, len(copied.sources)) == ("weak", 1)
    assert [(reason.feature, reason.share) for reason in copied.sources[0].because] == [("words", 1.0)]


def test_voices_that_nobody_could_tell_apart_count_with_their_outlet() -> None:
    assert Case().report("Wire", by="a4").report("Wire").grade().grade == "weak"
    assert Case().report("Wire", by="a4").report("Post", by="a4").grade().grade == "fair"


def test_an_outlet_that_is_quoted_is_that_outlet() -> None:
    grade = Case().report("Post", by="a6").report("Harbour Wire").grade()
    assert sources(grade) == [("outlet", "Harbour Wire")]


def test_the_party_that_says_so_itself_confirms() -> None:
    grade = (
        Case()
        .report("Wire", by="a3", doer="a1")
        .report("Post", by="a1", doer="a1", stance=("a1", "asserts", None))
        .grade()
    )
    assert (grade.grade, grade.rule) == ("confirmed", "accepted")
    assert [(stand.name, stand.stance, stand.position) for stand in grade.positions] == [
        ("Northern Front", "asserts", "r_2/k1")
    ]


def test_a_denial_is_shown_and_changes_no_grade() -> None:
    case = Case().report("Wire", by="a3", doer="a1").report("Post", doer="a1", stance=("a1", "denies", None))
    grade = case.grade()
    assert (grade.grade, [(stand.name, stand.stance) for stand in grade.positions]) == (
        "fair",
        [("Northern Front", "denies")],
    )


def test_accounts_that_hold_different_parties_responsible_compete() -> None:
    assert Case().report("Wire", by="a3", doer="a1").report("Post", by="a1", doer="a2").grade().rule == "competing"
    blamed = Case().report("Wire", by="a3", doer="a1").report("Post", stance=("a1", "blames", "a2")).grade()
    assert (blamed.grade, blamed.rule) == ("contested", "competing")
    nobody = Case().report("Wire", by="a3", doer="a1").report("Post", doer="a5").grade()
    assert nobody.grade == "fair"


def test_two_parties_that_both_claim_it_are_contested() -> None:
    case = Case().report("Wire", by="a1", doer="a1", stance=("a1", "asserts", None))
    case.report("Post", by="a2", doer="a2", stance=("a2", "asserts", None))
    assert case.grade().rule == "several-accept"


@pytest.mark.parametrize("status", ["planned", "conditional", "denied"])
def test_what_is_not_told_as_having_happened_is_not_graded(status: str) -> None:
    grade = Case().report("Wire", by="a1", doer="a2", status=status, act="deny").grade()
    assert (grade.grade, grade.rule, grade.sources) == (None, None, ())


FIGURES = [
    ([("a3", 10, 10)], "weak"),
    ([("a3", 10, 10), ("a3", 12, 12)], "weak"),
    ([("a3", 10, 10), (None, 10, 10)], "fair"),
    ([("a3", 9, None), (None, 12, 12)], "fair"),
    ([("a3", 8, 12), (None, None, 9)], "fair"),
    ([("a3", 10, 12), (None, 13, 13)], "contested"),
    ([("a3", 12, 12), (None, None, 9)], "contested"),
]


@pytest.mark.parametrize(("claims", "word"), FIGURES)
def test_numbers_agree_where_one_number_would_satisfy_all(
    claims: list[tuple[str | None, int | None, int | None]], word: str
) -> None:
    case = Case()
    for n, (by, low, high) in enumerate(claims):
        case.report(f"Outlet {n}", by=by, doer="a1", killed=(low, high))
    if len({by for by, _, _ in claims}) == 1:
        case.claims[0]["superseded_by"] = "r_2/f1" if len(claims) > 1 else None
    assert case.grade_figure().grade == word


def test_every_rule_says_what_it_is_and_airwars_words_stand_beside_it() -> None:
    rules = load_toml("grading.toml")
    words = {"confirmed", "fair", "weak", "contested", "discounted"}
    assert {rule["grade"] for rule in rules["incident"]} == words
    assert all(rule["airwars"] and rule["here"] for rule in rules["incident"])
    assert all(rule["here"] for rule in rules["figure"])
    assert Case().report("Wire").grade().made_by == "machine, unreviewed"
