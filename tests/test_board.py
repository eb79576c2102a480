"""The board of a dispute over weeks: what is in force, said, denied, not answered on each day, and what proves it."""

from __future__ import annotations

import io
import json
from itertools import permutations
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from rich.console import Console

from sayso import core
from sayso.board import find_told
from sayso.board.dispute import find_sentence
from sayso.cli import main
from sayso.errors import OptionError, ReadingError
from sayso.export.board import print_board, print_pairs
from sayso.pipeline import Reader
from sayso.types import make_report

WEEKS = [
    (
        "2025-03-04",
        "Andean Courier",
        "Peru shuts border with Ecuador after shelling claim\n\n"
        "QUITO, March 4 - Peru closed its border with Ecuador on Monday, hours after Ecuador's army said that Peruvian "
        "troops had shelled a post near Huaquillas on Sunday night, killing four soldiers.\n\n"
        "Peru's defence ministry did not respond to requests for comment.\n\n"
        "Ecuador and Peru will hold talks in Bogota on March 20, Colombia's foreign ministry said.\n",
    ),
    (
        "2025-03-10",
        "Guayas Post",
        "Peru eases border closure, denies shelling\n\n"
        "LIMA, March 10 - Peru partly reopened its border with Ecuador on Monday, letting food lorries cross at "
        "Huaquillas. The crossing had been closed since March 3.\n\n"
        "Peru's defence ministry denied on Sunday that its troops had shelled a post near Huaquillas.\n\n"
        "Ecuador's government said it would withdraw its troops from the river if Peru reopened the border fully.\n",
    ),
    (
        "2025-03-21",
        "Sabana Radio",
        "Bogota talks stall\n\n"
        "BOGOTA, March 21 - Talks between Ecuador and Peru in Bogota on March 20 stalled over the border post, "
        "Colombia's foreign ministry said on Friday.\n",
    ),
    (
        "2025-04-02",
        "Andean Courier",
        "Peru lifts border closure\n\n"
        "QUITO, April 2 - Peru lifted the closure of its border with Ecuador on Tuesday, its interior ministry "
        "said.\n\n"
        "Ecuador's army said that five soldiers had been killed in the shelling near Huaquillas on March 2.\n",
    ),
]
DAYS = [day for day, _, _ in WEEKS]
PARTIES = ["Ecuador", "Peru"]
SCHEMA = Draft202012Validator(json.loads(core.schema("board")))


@pytest.fixture(scope="module")
def weeks(reader: Reader) -> list[dict[str, Any]]:
    """The readings of a month of reports by several outlets."""
    return [reader.read(make_report(text, published=day, publisher=name)).to_dict() for day, name, text in WEEKS]


def board(readings: list[dict[str, Any]], day: str, *parties: str) -> dict[str, Any]:
    return core.make_board(readings, parties or PARTIES, day).to_dict()


def test_a_measure_that_is_told_again_is_one_and_the_last_report_says_how_it_stands(
    weeks: list[dict[str, Any]],
) -> None:
    told = []
    for day in DAYS:
        (measure,) = board(weeks, day)["measures"]
        told.append(
            (measure["state"], measure["since"], measure["until"], measure["last_reported"], len(measure["told"]))
        )
    assert told == [
        ("in_force", "2025-03-03", None, "2025-03-04", 1),
        ("eased", "2025-03-03", None, "2025-03-10", 2),
        ("eased", "2025-03-03", None, "2025-03-10", 2),
        ("lifted", "2025-03-03", "2025-04-01", "2025-04-02", 3),
    ]
    assert (measure["kind"], measure["by"], measure["toward"]) == ("border_closure", "Peru", "Ecuador")


def test_talks_are_planned_then_past_then_stalled(weeks: list[dict[str, Any]]) -> None:
    told = [
        (talks["state"], talks["date"], talks["is_past"])
        for day in (*DAYS[:2], "2025-03-20", *DAYS[2:])
        for talks in board(weeks, day)["talks"]
    ]
    assert told == [("planned", "2025-03-20", False)] * 3 + [("stalled", "2025-03-20", False)] * 2
    (left,) = board(weeks[:2], "2025-03-25")["talks"]
    assert left["is_past"]


def test_a_claim_waits_for_its_answer_until_a_denial_is_published(weeks: list[dict[str, Any]]) -> None:
    (claim,) = board(weeks, "2025-03-09")["unanswered"]
    assert (claim["against"], claim["by"], claim["since"], claim["answer"]) == (
        "Peru",
        ["Ecuador"],
        DAYS[0],
        "no_response",
    )
    assert board(weeks, "2025-03-09")["denials"] == []
    after = board(weeks, "2025-03-10")
    assert after["unanswered"] == []
    (denial,) = after["denials"]
    assert (denial["party"], denial["stance"], denial["incident"]) == ("Peru", "denies", claim["incident"])


def test_conditions_say_who_set_them_and_no_more(weeks: list[dict[str, Any]]) -> None:
    (condition,) = board(weeks, DAYS[-1])["conditions"]
    assert condition["set_by"] == "Ecuador"
    assert (condition["outcome"], condition["depends_on"]) == (
        "it would withdraw its troops from the river",
        "Peru reopened the border fully",
    )


def test_tolls_stand_by_claimant_and_move_with_the_reports(weeks: list[dict[str, Any]]) -> None:
    tolls = [toll for day in DAYS for line in board(weeks, day)["incidents"] for toll in line["tolls"]]
    assert [[(c["name"], c["side"], c["low"], c["high"]) for c in toll["claimants"]] for toll in tolls] == [
        [("Ecuadorian army", "Ecuador", 4, 4)],
        [("Ecuadorian army", "Ecuador", 4, 4)],
        [("Ecuadorian army", "Ecuador", 4, 4)],
        [("Ecuadorian army", "Ecuador", 5, 5)],
    ]
    assert {toll["grade"]["grade"] for toll in tolls} == {"weak"}


def test_the_timeline_keeps_what_happened_and_what_was_said_apart(weeks: list[dict[str, Any]]) -> None:
    moments = [(m["day"], m["track"], m["part"]) for m in board(weeks, DAYS[-1])["timeline"]]
    assert moments == sorted(moments, key=lambda moment: moment[0])
    assert ("2025-03-02", "happened", "incident") in moments
    assert ("2025-03-09", "said", "denial") in moments
    assert ("2025-04-01", "happened", "measure") in moments
    assert ("2025-03-04", "said", "silence") not in moments  # answered since


def test_every_line_is_proved_by_spans_and_a_sentence(weeks: list[dict[str, Any]]) -> None:
    texts = {reading["report"]["id"]: reading["report"]["text"] for reading in weeks}
    found = list(find_told(core.make_board(weeks, PARTIES)))
    assert len(found) > 20
    for told in found:
        for span in (*told.spans, told.sentence):
            assert texts[told.report][span.start : span.end] == span.quote
        assert told.sentence.start <= told.spans[0].start
        assert told.spans[0].end <= told.sentence.end


def test_the_order_of_the_readings_does_not_matter(weeks: list[dict[str, Any]]) -> None:
    first = board(weeks, DAYS[-1])
    for mixed in permutations(weeks):
        assert board([*mixed, *mixed[:2]], DAYS[-1]) == first


def test_later_reports_change_no_earlier_day(weeks: list[dict[str, Any]]) -> None:
    for number, day in enumerate(DAYS, 1):
        then, now = board(weeks[:number], day), board(weeks, day)
        assert now["reports"].pop("later") == len(weeks) - number
        then["reports"].pop("later")
        assert now == then


def test_a_report_of_no_known_day_is_left_out_and_counted(weeks: list[dict[str, Any]], reader: Reader) -> None:
    undated = reader.read(make_report("Peru reopened its border with Ecuador.")).to_dict()
    found = board([*weeks, undated], DAYS[-1])
    assert found["reports"]["undated"] == 1
    assert found["measures"] == board(weeks, DAYS[-1])["measures"]
    with pytest.raises(ReadingError, match="no report of a known day"):
        core.make_board([undated], PARTIES)


@pytest.mark.parametrize(("asked", "name"), [("Lima", "Peru"), ("peru", "Peru"), ("Ecuadorian army", "Ecuador")])
def test_a_party_is_found_by_any_of_its_names(weeks: list[dict[str, Any]], asked: str, name: str) -> None:
    (party,) = board(weeks, DAYS[-1], asked)["parties"]
    assert (party["name"], party["asked"]) == (name, asked)


def test_a_name_that_means_nobody_ends_in_one_error_with_the_nearest_names(weeks: list[dict[str, Any]]) -> None:
    with pytest.raises(OptionError, match=r"^Ecuadr: no party of that name in these reports; nearest: Ecuador"):
        board(weeks, DAYS[-1], "Ecuadr", "Peru")
    with pytest.raises(OptionError, match=r"nearest: .*Ecuador"):
        board(weeks, DAYS[-1], "Zz")


def test_a_name_that_means_several_says_which() -> None:
    kinds = [
        ("a1", "Northern Front", "armed_group", "Northern Front"),
        ("a2", "Northern Front", "organization", "Other Body"),
    ]
    actors = [
        {
            "id": key,
            "name": name,
            "kind": kind,
            "country": None,
            "role": None,
            "of": None,
            "for": f"b{key}",
            "mentions": [],
        }
        for key, name, kind, _ in kinds
    ]
    sides = [
        {
            "id": f"b{key}",
            "name": side,
            "kind": kind,
            "country": None,
            "role": None,
            "of": None,
            "for": f"b{key}",
            "mentions": [],
        }
        for key, _, kind, side in kinds
    ]
    reading = {"report": {"id": "r_1", "published": "2025-03-04", "text": ""}, "actors": [*actors, *sides]}
    with pytest.raises(OptionError, match="means several parties here: Northern Front, Other Body"):
        core.make_board([reading], ["Northern Front"])


def test_without_parties_the_pairs_with_most_between_them_are_listed(weeks: list[dict[str, Any]]) -> None:
    found = core.find_pairs(weeks)
    assert found["pairs"][0]["parties"] == ["Ecuador", "Peru"]
    assert found["pairs"][0]["reports"] == 4


def test_board_and_pairs_are_readable_at_a_hundred_columns(weeks: list[dict[str, Any]]) -> None:
    console = Console(width=100, record=True, file=io.StringIO())
    print_board(board(weeks, "2025-03-10"), console)
    print_pairs(core.find_pairs(weeks), console)
    shown = console.export_text()
    assert "Machine reading, not reviewed." in shown
    assert max(map(len, shown.splitlines())) <= 100
    for words in (
        "Ecuador – Peru, as of 2025-03-10",
        "border closure, Peru",
        "eased",
        "4: Ecuadorian army",
        "Claims without an answer",
    ):
        assert words in shown


def test_the_board_fits_its_schema(weeks: list[dict[str, Any]]) -> None:
    for day in DAYS:
        assert [error.message for error in SCHEMA.iter_errors(board(weeks, day))] == []


def test_the_command_prints_boards_from_readings_and_from_the_ledger(
    weeks: list[dict[str, Any]], tmp_path: Any, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "readings.jsonl"
    file.write_text("".join(json.dumps(reading) + "\n" for reading in weeks), encoding="utf-8")
    outs = []
    with core.open_ledger(tmp_path / "sayso.db", create=True) as ledger:
        reports = [make_report(text, published=day, publisher=name) for day, name, text in WEEKS]
        assert [report.id for report in reports] == [reading["report"]["id"] for reading in weeks]
        _fill(ledger, file)
    for source in (["--readings", str(file)], ["--ledger", str(tmp_path / "sayso.db")]):
        with pytest.raises(SystemExit) as stop:
            main(["board", *PARTIES, "--as-of", "2025-03-10", "--json", *source])
        assert not stop.value.code
        outs.append(capsysbinary.readouterr().out)
    assert outs[0] == outs[1]
    assert json.loads(outs[0]) == board(weeks, "2025-03-10")


def test_a_version_that_was_published_later_replaces_nothing_on_an_earlier_day(reader: Reader, tmp_path: Any) -> None:
    from sayso.ledger import Entry

    day, name, text = WEEKS[0]
    later = text.replace("closed its border", "kept its border").replace("killing four", "killing six")
    versions = [(day, text), ("2025-03-06", later)]
    with core.open_ledger(tmp_path / "sayso.db", create=True) as ledger:
        for published, words in versions:
            report = make_report(words, published=published, publisher=name, url="https://news.example/border")
            ledger.add([Entry(source="page", locator="", report=report, reading=reader.read(report))])
        tolls = [
            [
                toll["low"]
                for line in board(list(ledger.readings(as_of=until)), until)["incidents"]
                for toll in line["tolls"]
            ]
            for until in ("2025-03-05", "2025-03-06")
        ]
    assert tolls == [[4], [6]]


def test_what_people_decided_is_shown_and_who_is_told(weeks: list[dict[str, Any]], tmp_path: Any) -> None:
    file = tmp_path / "readings.jsonl"
    file.write_text("".join(json.dumps(reading) + "\n" for reading in weeks), encoding="utf-8")
    with core.open_ledger(tmp_path / "sayso.db", create=True) as ledger:
        _fill(ledger, file)
        (measure,) = core.find_board(ledger, PARTIES).to_dict()["measures"]
        core.judge(ledger, "accept", [measure["told"][0]["ref"]], who="R. Viewer")
        (toll,) = core.find_board(ledger, PARTIES, "2025-03-05").incidents[0].tolls
        core.judge(ledger, "edit", [toll.claimants[0].told[0].ref], who="R. Viewer", values={"low": 3, "high": 3})
        edited = core.find_board(ledger, PARTIES, "2025-03-05").to_dict()
        events = core.find_board(ledger, PARTIES).to_dict()["incidents"][0]["events"]
        core.pair(ledger, "split", [events[0], events[-1]], who="R. Viewer")
        apart = core.find_board(ledger, PARTIES).to_dict()["incidents"]
        core.judge(ledger, "reject", [measure["told"][-1]["ref"]], who="R. Viewer")
        without = core.find_board(ledger, PARTIES).to_dict()["measures"]
    assert [error.message for error in SCHEMA.iter_errors(edited)] == []
    assert edited["made_by"].startswith("machine, 2 of ")
    assert [claimant["low"] for claimant in edited["incidents"][0]["tolls"][0]["claimants"]] == [3]
    review = edited["measures"][0]["told"][0]["review"]
    assert (review["state"], review["who"], review["changed"]) == ("accepted", "R. Viewer", False)
    assert not any({events[0], events[-1]} <= set(line["events"]) for line in apart)
    assert [line["state"] for line in without] == ["eased"]


def test_the_incidents_of_a_ledger_are_graded_by_what_people_left_of_the_readings(
    weeks: list[dict[str, Any]], tmp_path: Any
) -> None:
    file = tmp_path / "readings.jsonl"
    file.write_text(json.dumps(weeks[0]) + "\n", encoding="utf-8")
    with core.open_ledger(tmp_path / "sayso.db", create=True) as ledger:
        _fill(ledger, file)
        grades = []
        for decide in (False, True):
            if decide:
                core.judge(ledger, "edit", [f"{weeks[0]['report']['id']}/e2"], who="R", values={"status": "planned"})
            core.link_ledger(ledger)
            found = core.grade_incidents(ledger, core.find_incidents(ledger))
            grades += [row["grade"]["grade"] for row in found if row["type"] == "ASSAULT"]
    assert grades == ["weak", None]


def _fill(ledger: Any, file: Any) -> None:
    from sayso.ledger import Entry

    readings = core.load_readings(file)
    ledger.add([Entry(source=str(n), locator="", report=r.report, reading=r) for n, r in enumerate(readings)])


SIDES = [
    {"id": f"a{n}", "name": name, "kind": "armed_group", "country": None, "role": None, "of": None, "for": f"a{n}"}
    | {"mentions": []}
    for n, name in enumerate(["Northern Front", "River Army"], 1)
]


def made(day: str, *lines: tuple[str, dict[str, Any]], layer: str = "measures") -> dict[str, Any]:
    """A reading of a report on two sides; each line is a measure or talks, told in these words."""
    report = make_report("\n".join(words for words, _ in lines), published=day, publisher="Post")
    rows = []
    for n, (words, facts) in enumerate(lines, 1):
        start = report.text.index(words)
        span = {"start": start, "end": start + len(words), "quote": words}
        measure = {"kind": "border_closure", "by": "a1", "toward": "a2", "what": span, "from": None, "to": None}
        talks = {"parties": ["a1", "a2"], "mediators": [], "round": None, "date": None, "place": None, "span": span}
        rows.append({"id": f"x{n}", "said_by": []} | (measure if layer == "measures" else talks) | facts)
    facts = {"id": report.id, "sha256": report.sha256, "text": report.text, "published": day, "publisher": "Post"}
    return {"report": facts, "actors": SIDES, layer: rows}


def lines(readings: list[dict[str, Any]], day: str, layer: str = "measures") -> list[tuple[Any, ...]]:
    found = board(readings, day, "Northern Front", "River Army")[layer]
    names = (
        ("state", "since", "until", "told_otherwise") if layer == "measures" else ("state", "round", "date", "is_past")
    )
    return [(*(line[name] for name in names), len(line["told"])) for line in found]


def test_a_measure_that_is_put_in_force_anew_is_another() -> None:
    closed = made("2025-03-01", ("The Front closed the gate on 1 March.", {"state": "in_force", "from": "2025-03-01"}))
    lifted = made("2025-03-05", ("The Front reopened the gate.", {"state": "lifted", "to": "2025-03-05"}))
    again = made("2025-03-09", ("The Front closed the gate again.", {"state": "in_force", "from": "2025-03-08"}))
    late = made("2025-03-06", ("The gate is closed since 1 March.", {"state": "in_force", "from": "2025-03-01"}))
    assert lines([closed, lifted, again], "2025-03-09") == [
        ("in_force", "2025-03-08", None, False, 1),
        ("lifted", "2025-03-01", "2025-03-05", False, 2),
    ]
    assert lines([closed, lifted, late], "2025-03-09") == [("in_force", "2025-03-01", None, True, 3)]


def test_a_measure_with_a_last_day_expires_and_an_announced_one_stays_announced() -> None:
    told = {"state": "in_force", "from": "2025-03-01", "to": "2025-03-10"}
    closed = made("2025-03-01", ("The Front shut the gate until 10 March.", told))
    assert lines([closed], "2025-03-10") == [("in_force", "2025-03-01", "2025-03-10", False, 1)]
    assert lines([closed], "2025-03-11") == [("expired", "2025-03-01", "2025-03-10", False, 1)]
    planned = made("2025-03-01", ("The Front will shut the gate.", {"state": "announced", "from": "2025-03-20"}))
    assert lines([planned], "2025-03-25") == [("announced", "2025-03-20", None, False, 1)]


def test_measures_of_no_kind_of_their_own_are_one_where_they_share_their_words() -> None:
    other = {"kind": "other", "state": "in_force"}
    one = made("2025-03-01", ("a naval blockade of Halm since 1 March", {**other, "from": "2025-03-01"}))
    same = made("2025-03-04", ("the naval blockade", {**other, "toward": None}))
    eased = made("2025-03-06", ("The Front eased its naval blockade of Halm.", {**other, "toward": None}))
    else_ = made("2025-03-05", ("a ban on grain exports", other))
    told = lines([one, same, eased, else_], "2025-03-06")
    assert told == [("in_force", None, None, False, 1), ("eased", "2025-03-01", None, False, 3)]


def test_rounds_of_talks_are_told_apart_by_number_then_by_day() -> None:
    readings = [
        made("2025-03-01", ("A first round is planned.", {"state": "planned", "round": 1}), layer="talks"),
        made(
            "2025-03-08",
            ("The first round ended.", {"state": "ended", "round": 1, "date": "2025-03-07"}),
            layer="talks",
        ),
        made("2025-03-09", ("A second round is to open.", {"state": "planned", "round": 2}), layer="talks"),
        made("2025-03-12", ("They met in March.", {"state": "ended", "date": "2025-03"}), layer="talks"),
        made("2025-03-20", ("Talks on 18 March stalled.", {"state": "stalled", "date": "2025-03-18"}), layer="talks"),
        made("2025-03-22", ("The talks remain stalled.", {"state": "stalled"}), layer="talks"),
    ]
    assert lines(readings, "2025-03-22", "talks") == [
        ("stalled", None, "2025-03-18", False, 2),
        ("planned", 2, None, False, 1),
        ("ended", 1, "2025-03-07", False, 3),
    ]


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        ("He left. Talks on Nov. 7 in Halm ended. More came.", "Talks", "Talks on Nov. 7 in Halm ended."),
        ("A curfew from 9 p.m. to 5 a.m. holds. Yes.", "curfew", "A curfew from 9 p.m. to 5 a.m. holds."),
        ("One.\nGen. Oll said no\nThree.", "said", "Gen. Oll said no"),
        ('"It ends." He left.', "ends", '"It ends."'),
        ("No stop at all", "stop", "No stop at all"),
    ],
)
def test_the_sentence_around_words(text: str, words: str, sentence: str) -> None:
    start = text.index(words)
    found = find_sentence(text, start, start + len(words))
    assert found.quote == sentence == text[found.start : found.end]
