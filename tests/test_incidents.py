"""Incidents in a ledger: linked as reports come in, the same as linked at once; and the measures of grouping."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from ledgers import entry_of, report_of
from sqlalchemy import select

from sayso import core
from sayso.cli import main
from sayso.evaluate.clusters import conll, measure_groups
from sayso.evaluate.told import read_stories
from sayso.ledger import Ledger
from sayso.ledger.linked import linked
from sayso.link import link_readings

Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    with Ledger.open(where, create=True) as opened:
        yield opened


def state(ledger: Ledger) -> Rows:
    """Every row of linking but how far in the journal it is."""
    with ledger._engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in linked.sorted_tables
            if table.name != "link_state"
        }


def add(ledger: Ledger, *outlets: str, tail: str = "") -> None:
    ledger.add([entry_of(report_of(tail, publisher=name), f"{name}.txt") for name in outlets])


def test_linking_as_reports_come_in_says_what_linking_at_once_says(ledger: Ledger) -> None:
    core.link_ledger(ledger)
    for outlets in (("Post",), ("Herald", "Gazette"), ("Mail",)):
        add(ledger, *outlets)
        core.link_ledger(ledger)
    add(ledger, "Post", tail=" More.")  # a new version
    core.link_ledger(ledger)
    found = {incident["id"]: incident["events"] for incident in core.find_incidents(ledger)}
    at_once = link_readings(list(ledger.readings()))["incidents"]
    assert found == {incident["id"]: incident["events"] for incident in at_once}
    before = state(ledger)
    ledger.rebuild()
    core.link_ledger(ledger)
    assert state(ledger) == before
    core.link_ledger(ledger)
    assert state(ledger) == before


def test_what_a_person_decided_reaches_the_incidents(ledger: Ledger) -> None:
    add(ledger, "Post", "Herald")
    core.link_ledger(ledger)
    shared = [row for row in core.find_incidents(ledger) if core.is_shared(row)]
    (one, other) = shared[0]["events"][:2]
    core.pair(ledger, "split", [one, other], who="A. Reader")
    core.link_ledger(ledger)
    assert not any({one, other} <= set(row["events"]) for row in core.find_incidents(ledger))
    core.undo(ledger, who="A. Reader")
    core.link_ledger(ledger)
    again = [row for row in core.find_incidents(ledger) if core.is_shared(row)]
    assert [row["events"] for row in again] == [row["events"] for row in shared]


def test_the_command_shows_them_by_day_party_and_place(ledger: Ledger, where: str) -> None:
    add(ledger, "Post", "Herald")
    command = ["incidents", "--ledger", where]
    shown = CliRunner().invoke(main, command)
    assert shown.exit_code == 0, shown.output
    assert "killed at least 12:" in shown.output

    def count(*options: str) -> int:
        out = CliRunner().invoke(main, [*command, "--json", *options])
        rows = [json.loads(line) for line in out.output.splitlines()]
        assert all(row["grade"] is not None for row in rows)
        return len(rows)

    every = count("--all")
    assert 0 < count() <= every
    assert count("--place", "Brell") == count("--party", "ostria") == count()
    assert count("--place", "Halm") == count("--party", "Nobody") == count("--since", "2025-03-05") == 0
    assert count("--since", "2025-03-03") > 0


# --- measures -------------------------------------------------------------------------------------------------


def grouped(*groups: str) -> dict[str, int]:
    return {name: number for number, group in enumerate(groups) for name in group}


@pytest.mark.parametrize(
    ("gold", "told", "wanted"),
    [
        # worked by hand: precision and recall of pairs, B-cubed, MUC, CEAF
        (("abc", "de"), ("abc", "de"), [(100, 100)] * 4),
        (("abc", "de"), ("a", "b", "c", "d", "e"), [(0, 0), (100, 40), (0, 0), (23.33, 58.33)]),
        (("abc", "de"), ("abcde",), [(40, 100), (52, 100), (75, 100), (75, 37.5)]),
        (("abcde", "fg", "hijkl"), ("abcde", "fghijkl"), [(67.74, 100), (76.19, 100), (90, 100), (91.67, 61.11)]),
    ],
)
def test_the_measures_of_grouping(
    gold: tuple[str, ...], told: tuple[str, ...], wanted: list[tuple[float, float]]
) -> None:
    pytest.importorskip("scipy")
    measures = measure_groups(grouped(*gold), grouped(*told))
    assert [(m.precision, m.recall) for m in measures] == [pytest.approx(pair, abs=0.01) for pair in wanted]
    assert conll(measures).percent == pytest.approx(sum(measure.f1 for measure in measures[1:]) / 3)


def test_pairs_left_open_count_neither_way() -> None:
    pytest.importorskip("scipy")
    pairs = measure_groups(grouped("ab", "c"), grouped("abc"), left_open={("c", "a")})[0]
    assert (pairs.hits, pairs.told, pairs.gold) == (1, 2, 1)


def test_a_set_whose_events_say_which_are_one_is_measured_beside_head_lemmas(tmp_path: Path) -> None:
    pytest.importorskip("scipy")

    def article(name: str, topic: str, text: str, *words: str) -> dict[str, Any]:
        spans = [(text.index(word), text.index(word) + len(word)) for word in words]
        notes = [{"type": "event", "start": s, "end": e, "text": text[s:e], "chain": text[s:e]} for s, e in spans]
        return {"id": name, "text": text, "published": "2025-03-04", "meta": {"topic": topic}, "annotations": notes}

    told = "Gunmen attacked a bus near Sarn on Monday, killing four people. The mayor resigned."
    rows = [article("1", "a", told, "attacked", "resigned"), article("2", "a", "Today, " + told, "attacked")]
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    out = CliRunner().invoke(main, ["evaluate", "incidents", "--data", str(path), "--json"])
    figures = json.loads(out.output)
    assert {share["name"]: share["percent"] for share in figures["shares"]} == {
        "CoNLL F1": 100.0,
        "CoNLL F1, one head lemma": 100.0,
    }


def test_evaluating_dossiers() -> None:
    pytest.importorskip("scipy")
    dossiers = Path(__file__).parent / "dossiers"
    out = CliRunner().invoke(main, ["evaluate", "incidents", "--data", str(dossiers), "--json", "--misses", "1"])
    figures = json.loads(out.output)
    f1 = {measure["name"]: measure["f1"] for measure in figures["measures"]}
    assert f1["pairs"] > 85
    assert f1["B-cubed"] > 93


@pytest.mark.slow
def test_time_grows_with_the_events() -> None:
    spec = importlib.util.spec_from_file_location("linking", Path(__file__).parents[1] / "bench" / "linking.py")
    assert spec is not None
    assert spec.loader is not None
    linking = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(linking)
    readings = [reading for story in read_stories(Path(__file__).parent / "dossiers") for reading in story.readings]
    linking.measure(readings, 300, skewed=False)
    small, large = (linking.measure(readings, size, skewed=False) for size in (600, 1800))
    assert large["seconds"] < small["seconds"] * 3 * 3
