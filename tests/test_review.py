"""Judgements: the person's word holds over every later reading, and everything can be taken back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sample import TEXT, plain_reading, reading

from sayso import core
from sayso.cli import main
from sayso.errors import OptionError
from sayso.intake.readings import build_reading
from sayso.ledger import Entry, Ledger
from sayso.review import Book, apply_judgements
from sayso.types import Judgement, make_report, to_plain

Json = dict[str, Any]
REPORT = reading().report.id


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.db", create=True, clock=lambda: "2025-03-05T10:00:00+00:00") as opened:
        opened.add([Entry(source="a.txt", locator="", report=reading().report, reading=reading())])
        yield opened


def read_again(ledger: Ledger, change: Callable[[Json], None]) -> None:
    """Another version of the rules reads the report."""
    plain = plain_reading()
    plain["made_by"]["rules"] = "sha256:" + "1" * 64
    change(plain)
    ledger.add_readings([build_reading(plain, "again")])


def shown(ledger: Ledger, key: str) -> Json:
    return Book(core.reviewed_reading(ledger, REPORT)).find(key).row


def judge(ledger: Ledger, action: str, *keys: str, **values: Any) -> list[Judgement]:
    return core.judge(ledger, action, [f"{REPORT}/{key}" for key in keys], who="Ada", why="read it", values=values)


def test_a_reading_without_judgements_stays_as_it_is(ledger: Ledger) -> None:
    assert core.reviewed_reading(ledger, REPORT) == reading().to_dict()
    assert list(core.reviewed_readings(ledger)) == [reading().to_dict()]


def test_an_accepted_finding_says_by_whom_and_when(ledger: Ledger) -> None:
    judge(ledger, "accept", "f1")
    review = shown(ledger, "f1")["review"]
    assert review == {
        "state": "accepted", "judgement": 1, "who": "Ada", "at": "2025-03-05T10:00:00+00:00", "why": "read it",
        "machine": {}, "changed": False, "lost": False,
    }  # fmt: skip
    summary = core.reviewed_reading(ledger, REPORT)["review"]
    assert (summary["accepted"], summary["edited"], summary["rejected"]) == (1, 0, [])
    assert summary["unreviewed"] == sum(1 for _ in Book(plain_reading())) - 1


def test_an_edit_changes_the_value_and_keeps_what_the_machine_said(ledger: Ledger) -> None:
    judge(ledger, "edit", "f1", low=14, who="people")
    figure = shown(ledger, "f1")
    assert (figure["low"], figure["who"]) == (14, "people")
    assert figure["review"]["machine"] == {"low": 12, "who": "workers"}
    assert not figure["review"]["changed"]


def test_actors_are_edited_by_their_names_and_new_ones_are_noted(ledger: Ledger) -> None:
    judge(ledger, "edit", "e1", actors=["Ostria", "Third Column"])
    found = core.reviewed_reading(ledger, REPORT)
    names = {actor["id"]: actor["name"] for actor in found["actors"]}
    assert [names[key] for key in shown(ledger, "e1")["actors"]] == ["Ostria", "Third Column"]
    assert found["notes"][-1]["note"] == "named by a reviewer, not found in the text"


def test_a_span_is_edited_by_its_ends(ledger: Ledger) -> None:
    start = TEXT.index("shells had hit")
    judge(ledger, "edit", "e1", anchor=[start, start + 14])
    held = shown(ledger, "e1")["anchor"]
    assert held == {"start": start, "end": start + 14, "quote": "shells had hit"}
    judge(ledger, "edit", "e1", mode="aerial")  # still the same finding, though it stands elsewhere now
    assert len(core.reviewed_reading(ledger, REPORT)["events"]) == 2
    assert (shown(ledger, "e1")["mode"], shown(ledger, "e1")["anchor"]) == ("aerial", held)


def test_what_is_rejected_leaves_with_every_reference_to_it(ledger: Ledger) -> None:
    judge(ledger, "reject", "s1", "e2")
    found = core.reviewed_reading(ledger, REPORT)
    assert [row["id"] for row in found["statements"]] == ["s2", "s3", "s4"]
    assert [row["id"] for row in found["events"]] == ["e1"]
    assert found["events"][0]["said_by"] == found["figures"][0]["said_by"] == []
    assert found["positions"] == []  # one was on the event, one on the statement
    assert len(found["review"]["rejected"]) == 2
    assert list(ledger.readings()) == [reading().to_dict()]  # first-hand rows are never touched


def test_the_last_word_counts_and_undo_brings_back_the_one_before(ledger: Ledger) -> None:
    judge(ledger, "accept", "f1")
    judge(ledger, "edit", "f1", low=13)
    judge(ledger, "reject", "f1")
    assert core.reviewed_reading(ledger, REPORT)["figures"] == []
    undone = core.undo(ledger, who="Ada")
    assert shown(ledger, "f1")["low"] == 13
    assert shown(ledger, "e1")["figures"] == ["f1"]
    core.undo(ledger, undone.number, who="Ada")  # an undo is undone
    assert core.reviewed_reading(ledger, REPORT)["figures"] == []
    assert [one.action for one in core.history(ledger)] == ["accept", "edit", "reject", "undo", "undo"]


def test_a_decision_holds_when_the_machine_says_something_else_and_says_so(ledger: Ledger) -> None:
    judge(ledger, "accept", "f1")
    judge(ledger, "edit", "e1", mode="aerial")

    def change(plain: Json) -> None:
        plain["figures"][0]["low"] = 20
        plain["actors"].insert(0, {**plain["actors"][0], "id": "a9", "name": "Somebody"})  # other ids, too
        plain["events"][0]["mode"] = "aerial"

    read_again(ledger, change)
    figure, event = shown(ledger, "f1"), shown(ledger, "e1")
    assert figure["low"] == 12
    assert (figure["review"]["machine"], figure["review"]["changed"]) == ({"low": 20}, True)
    assert (event["mode"], event["review"]["machine"], event["review"]["changed"]) == ("aerial", {}, True)


def test_a_finding_that_the_machine_has_lost_is_kept(ledger: Ledger) -> None:
    judge(ledger, "accept", "e2", "k1")

    def lose(plain: Json) -> None:
        plain["events"].pop()
        plain["positions"].pop(0)
        plain["notes"] = []

    read_again(ledger, lose)
    found = core.reviewed_reading(ledger, REPORT)
    kept = next(event for event in found["events"] if event["anchor"]["quote"] == "fired")
    assert (kept["review"]["lost"], kept["said_by"]) == (True, ["s2", "s3"])
    assert [row["on"] for row in found["positions"] if row["stance"] == "denies"] == [kept["id"]]


def test_a_rejected_finding_stays_away_when_it_is_found_again(ledger: Ledger) -> None:
    judge(ledger, "reject", "m1")
    read_again(ledger, lambda plain: plain["measures"][0].update(state="lifted"))
    found = core.reviewed_reading(ledger, REPORT)
    assert found["measures"] == []
    assert found["review"]["still_found"] == 1


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"type": "ATTACK"}, "type: 'ATTACK' is not one of"),
        ({"start": "yesterday"}, "start"),
        ({"colour": "red"}, "colour: no field of events; these are: anchor"),
        ({"anchor": "hit"}, "not a span such as"),
        ({}, "nothing to change"),
    ],
)
def test_an_edit_that_would_break_the_contract_is_refused(ledger: Ledger, values: Json, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        judge(ledger, "edit", "e1", **values)
    assert core.history(ledger) == []


def test_what_is_no_finding_is_refused(ledger: Ledger) -> None:
    for key, message in ((f"{REPORT}/e9", "no such finding"), ("r_none/e1", "no reading"), ("e1", "not a finding")):
        with pytest.raises(OptionError, match=message):
            core.judge(ledger, "accept", [key], who="Ada")
    with pytest.raises(OptionError, match="needs the name"):
        core.judge(ledger, "accept", [f"{REPORT}/e1"], who=" ")
    with pytest.raises(OptionError, match="nothing that could be taken back"):
        core.undo(ledger, who="Ada")


def test_of_several_decisions_in_one_call_all_are_kept_or_none(ledger: Ledger) -> None:
    with pytest.raises(OptionError):
        judge(ledger, "accept", "e1", "e9")
    assert core.history(ledger) == []


def test_linked_and_split_events_are_told_by_the_keys_that_they_have_now(ledger: Ledger) -> None:
    one, other = f"{REPORT}/e1", f"{REPORT}/e2"
    core.pair(ledger, "link", [other, one], who="Ada")
    assert core.constraints(ledger) == ([(one, other)], [])
    core.pair(ledger, "split", [one, other], who="Bo")
    assert core.constraints(ledger) == ([], [(one, other)])
    core.undo(ledger, who="Bo")
    assert core.constraints(ledger) == ([(one, other)], [])
    read_again(ledger, lambda plain: plain["events"].reverse())  # ids stay, the order of the list does not matter
    assert core.constraints(ledger) == ([(one, other)], [])
    with pytest.raises(OptionError, match="only events"):
        core.pair(ledger, "link", [one, f"{REPORT}/f1"], who="Ada")


def test_a_copy_of_the_text_has_the_same_decisions(ledger: Ledger) -> None:
    plain = plain_reading()
    plain["report"] = to_plain(make_report(TEXT, publisher="Another Post", url="https://another.example/bridge"))
    copy = build_reading(plain, "b")
    ledger.add([Entry(source="b.txt", locator="", report=copy.report, reading=copy)])
    judge(ledger, "reject", "e1")
    assert [len(found["events"]) for found in core.reviewed_readings(ledger)] == [1, 1]


def test_judgements_on_other_texts_change_nothing() -> None:
    other = make_report("Another text.")
    judgement = Judgement(
        report_sha256=other.sha256, layer="events", span_start=0, span_end=1, value_sha256="", action="reject",
        payload={"finding": {}, "machine": {}}, who="Ada", why=None,
    )  # fmt: skip
    assert apply_judgements(plain_reading(), [judgement]) == plain_reading()


def test_the_command_decides_shows_and_takes_back(ledger: Ledger) -> None:
    run, where = CliRunner().invoke, ["--ledger", ledger.where, "--by", "Ada"]
    done = run(main, ["correct", "edit", f"{REPORT}/f1", "--set", "low=15", "--set", "qualifier=about", *where])
    assert done.output == "judgement 1: edit, by Ada\n"
    assert (shown(ledger, "f1")["low"], shown(ledger, "f1")["qualifier"]) == (15, "about")
    table = run(main, ["correct", "list", "--ledger", ledger.where]).output
    assert "edit" in table
    assert "Ada" in table
    assert run(main, ["correct", "undo", *where]).output == "judgement 2: undo, by Ada\n"
    lines = run(main, ["correct", "list", "--json", "--ledger", ledger.where]).output.splitlines()
    assert [json.loads(line)["action"] for line in lines] == ["edit", "undo"]
    assert json.loads(lines[0]) == to_plain(core.history(ledger)[0])
    wrong = run(main, ["correct", "accept", f"{REPORT}/e77", *where])
    assert (wrong.exit_code, wrong.stderr.count("\n")) == (1, 1)


def test_the_tables_to_page_through_follow_decisions(ledger: Ledger) -> None:
    judge(ledger, "edit", "e1", type="COERCE", mode="restrict")
    judge(ledger, "reject", "f1")
    assert (ledger.count("figures"), ledger.count("events")) == (0, 2)
    assert ledger.facet("events", "type") == [("ASSAULT", 1), ("COERCE", 1)]
    assert dict(ledger.facet("events", "review")) == {"edited": 1}
    assert ledger.verify().faults == []
    core.undo(ledger, who="Ada")
    assert ledger.count("figures") == 1
