"""`sayso evaluate`: the measures do what they say, sets of every form are read, and faults name their line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sayso.cli import main
from sayso.errors import IntakeError, OptionError
from sayso.evaluate import Figures, evaluate_layer
from sayso.evaluate.attribution import is_met, kind_of, pair
from sayso.evaluate.sets import read_articles, spans_of
from sayso.evaluate.views import Attribution
from sayso.pipeline import Reader

TEXT = "The mayor said three boats had sunk. The harbour office denied it."
POLNEAR = Path("../shared/data/polnear/dev.jsonl")
SCORER = Path("../shared/score/attribution.py")


def span(text: str, words: str) -> list[int]:
    start = text.index(words)
    return [start, start + len(words)]


def attribution(source: str, cue: str, content: str, **more: Any) -> dict[str, Any]:
    roles = {"source": source, "cue": cue, "content": content}
    return {"type": "attribution", **{role: [span(TEXT, words)] for role, words in roles.items()}, **more}


RIGHT = [
    attribution("The mayor", "said", "three boats had sunk", act="assert"),
    attribution("The harbour office", "denied", "it.", act="deny"),
]


def write_set(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "set.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def by_name(figures: Figures) -> dict[str, float]:
    return {m.name: m.f1 for m in figures.measures} | {s.name: s.percent for s in figures.shares}


def test_a_set_that_agrees_with_the_reading_scores_full_marks(tmp_path: Path, reader: Reader) -> None:
    path = write_set(tmp_path, {"id": 1, "text": TEXT, "annotations": RIGHT})
    figures = evaluate_layer("attribution", path, reader)
    assert set(by_name(figures).values()) == {100.0}
    assert figures.articles == 1
    assert not figures.misses


def test_a_missing_and_a_superfluous_statement_cost_recall_and_precision(tmp_path: Path, reader: Reader) -> None:
    one = write_set(tmp_path, {"id": 1, "text": TEXT, "annotations": RIGHT[:1]})
    met = next(m for m in evaluate_layer("attribution", one, reader).measures if m.name == "content and source met")
    assert (met.precision, met.recall) == (50.0, 100.0)
    wrong = attribution("The mayor", "denied", "three boats had sunk")
    other = write_set(tmp_path, {"id": 1, "text": TEXT, "annotations": [*RIGHT, wrong]})
    met = next(m for m in evaluate_layer("attribution", other, reader).measures if m.name == "content and source met")
    assert (met.precision, round(met.recall, 1)) == (100.0, 66.7)


def test_misses_name_their_cue_and_their_sentence(tmp_path: Path, reader: Reader) -> None:
    path = write_set(tmp_path, {"id": "x", "text": TEXT, "annotations": RIGHT[1:]})
    [miss] = evaluate_layer("attribution", path, reader).misses
    assert (miss.kind, miss.word, miss.article) == ("not annotated", "said", "x")
    assert miss.sentence == "The mayor said three boats had sunk."


def test_pairs_are_one_to_one_and_the_most_alike_come_first() -> None:
    text = "one two three four five six"
    whole, half = Attribution([(0, 3)], [], [(0, 27)]), Attribution([(0, 3)], [], [(0, 13)])
    pairs = pair(text, [half, whole], [whole])
    assert [(one and one.first, other and other.first) for one, other in pairs] == [(whole, whole), (half, None)]
    [(one, other)] = pair(text, [half], [whole])
    assert one is not None
    assert other is not None
    assert is_met(one, other)  # three of six words: a Jaccard of one half is enough


def test_kinds_of_speech_are_told_by_their_marks() -> None:
    text = '"We won," she said. He called it "a lie" again. They left.'
    assert kind_of([(0, 9)], text) == "direct"
    assert kind_of([(20, 46)], text) == "mixed"
    assert kind_of([(48, 58)], text) == "indirect"


def test_spans_come_in_three_forms() -> None:
    assert spans_of([[3, 5], {"start": 0, "end": 2}, {"spans": [[9, 10], [7, 8]]}]) == [(0, 2), (3, 5), (7, 8), (9, 10)]


def test_places_and_times_are_measured(tmp_path: Path, reader: Reader) -> None:
    text = "Shells fell on Aden on Monday, and Sanaa was quiet."
    notes = [
        {"type": "toponym", "start": 15, "end": 19, "lat": 12.8, "lon": 45.0},
        {"type": "toponym", "start": 35, "end": 40, "lat": 50.0, "lon": 45.0},
        {"type": "timex3", "start": 23, "end": 29, "text": "Monday", "value": "2025-03-24"},
    ]
    path = write_set(tmp_path, {"id": 1, "text": text, "published": "2025-03-26T10:00:00", "annotations": notes})
    places = by_name(evaluate_layer("places", path, reader))
    assert places.pop("recognition") == 100.0
    assert set(places.values()) == {50.0}
    assert set(by_name(evaluate_layer("times", path, reader)).values()) == {100.0}


def test_a_dossier_is_a_set_too(tmp_path: Path, reader: Reader) -> None:
    folder = tmp_path / "d99"
    folder.mkdir()
    (folder / "a.txt").write_text(f"Boats\n\n{TEXT}\n", encoding="utf-8")
    (folder / "meta.json").write_text(json.dumps({"a": {"published": "2025-03-26"}}), encoding="utf-8")
    statement = {"report": "a", "source": "The mayor", "cue": {"text": "said", "nth": 1}, "act": "assert"}
    gold = {"statements": [{**statement, "content": ["three boats had sunk"]}]}
    (folder / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    figures = by_name(evaluate_layer("attribution", tmp_path, reader))
    assert figures["act right"] == 100.0
    assert round(figures["all three exact"], 1) == 66.7


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("{", "line 2: not an annotated article"),
        ('{"id": 1}', "line 2: not an annotated article"),
        ('{"id": 1, "text": "x", "annotations": [{"type": "attribution", "cue": [[0, 9]]}]}', "outside of the text"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, cause: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(f'{{"id": 0, "text": "x"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(IntakeError, match=cause):
        list(read_articles(path))


def test_a_set_without_the_layer_is_refused(tmp_path: Path, reader: Reader) -> None:
    path = write_set(tmp_path, {"id": 1, "text": TEXT, "annotations": RIGHT})
    with pytest.raises(OptionError, match="nothing in it is annotated as toponym"):
        evaluate_layer("places", path, reader)


def test_the_command_prints_tables_or_json(tmp_path: Path) -> None:
    path = write_set(tmp_path, {"id": 1, "text": TEXT, "annotations": RIGHT[:1]})
    told = tmp_path / "told.jsonl"
    out = CliRunner().invoke(main, ["evaluate", "attribution", "--data", str(path), "--out", str(told)])
    assert "content and source met" in out.output
    assert "not annotated" in out.output
    assert len(json.loads(told.read_text(encoding="utf-8"))["attributions"]) == 2
    out = CliRunner().invoke(main, ["evaluate", "attribution", "--data", str(path), "--json", "--misses", "0"])
    assert json.loads(out.output)["articles"] == 1
    missing = CliRunner().invoke(main, ["evaluate", "times", "--data", str(tmp_path / "none.jsonl")])
    assert missing.exit_code == 1
    assert missing.output.count("\n") == 1


@pytest.mark.skipif(not (POLNEAR.is_file() and SCORER.is_file()), reason="the public set is not here")
@pytest.mark.slow
def test_the_measures_are_those_of_the_peers(tmp_path: Path) -> None:
    """The same figures as by the script that scored the peers."""
    gold, told = tmp_path / "gold.jsonl", tmp_path / "told.jsonl"
    gold.write_text("".join(POLNEAR.read_text(encoding="utf-8").splitlines(keepends=True)[:8]), encoding="utf-8")
    out = CliRunner().invoke(
        main, ["evaluate", "attribution", "--data", str(gold), "--out", str(told), "--json", "--misses", "0"]
    )
    ours = {m["name"]: m["f1"] for m in json.loads(out.output)["measures"]}
    scored = subprocess.run([sys.executable, SCORER, gold, told], capture_output=True, text=True, check=True).stdout
    theirs = {line.split()[0]: float(line.split()[-1]) for line in scored.splitlines() if " F1 " in line}
    names = {"AR": "content and source met", "AX": "content and source exact", "CO": "content overlap"}
    names |= {"SE": "source exact", "UT": "cue words", "CE": "content exact", "AA": "all three exact"}
    assert {code: ours[name] for code, name in names.items()} == {code: theirs[code] for code in names}


def test_adjectives_count_only_where_the_set_gives_them_points(tmp_path: Path, reader: Reader) -> None:
    text = "Afghan soil lies far from Aden, said two Afghans."
    town = {"type": "toponym", "start": 26, "end": 30, "lat": 12.8, "lon": 45.0}
    adjective = {"type": "toponym", "start": 0, "end": 6, "lat": 33.0, "lon": 66.0}
    without = write_set(tmp_path, {"id": 1, "text": text, "annotations": [town]})
    assert by_name(evaluate_layer("places", without, reader))["recognition"] == 100.0
    path = write_set(tmp_path, {"id": 1, "text": text, "annotations": [town, adjective]})
    assert set(by_name(evaluate_layer("places", path, reader)).values()) == {100.0}
    assert by_name(evaluate_layer("places", path, reader, view="plain"))["end to end, within 161 km"] == 50.0


# --- events -----------------------------------------------------------------------------------------------------------


def pair_of(text: str, source: str, target: str, root: str) -> dict[str, Any]:
    roles = {"source": [span(text, source)], "target": [span(text, target)]}
    return {"id": root, "text": text, "annotations": [{"type": "plover_event", "event": root, **roles}]}


def test_the_root_of_a_pair_comes_from_deeds_and_from_what_is_said(tmp_path: Path, reader: Reader) -> None:
    rows = [
        pair_of("Israeli jets bombed Syrian army posts on Monday.", "Israeli", "Syrian army", "ASSAULT"),
        pair_of("Iran accused Iraq of breaking the accord.", "Iran", "Iraq", "ACCUSE"),
        pair_of("China threatened to attack Taiwan if talks failed.", "China", "Taiwan", "THREATEN"),
        pair_of("Egypt withdrew its troops from Sudan.", "Egypt", "Sudan", "YIELD"),
        pair_of("France is near Spain.", "France", "Spain", "AID"),
    ]
    figures = evaluate_layer("events", write_set(tmp_path, *rows), reader)
    found = by_name(figures)
    assert {found[name] for name in ("ASSAULT", "ACCUSE", "THREATEN", "YIELD")} == {100.0}
    assert found["AID"] == 0.0
    assert found["accuracy of the roots"] == found["macro F1 of the roots"] == 80.0
    assert [miss.kind for miss in figures.misses] == ["AID told as none"]


def test_the_places_of_an_event_word_count_only_where_it_is_one(tmp_path: Path, reader: Reader) -> None:
    text = "A bomb exploded in Tripoli on Monday. Officials met in Cairo."
    ends = ("start", "end")
    word, place, other = (dict(zip(ends, span(text, words), strict=True)) for words in ("exploded", "Tripoli", "in"))
    notes = [
        {"type": "event_location", **word, "locations": [place]},
        {"type": "event_location", **other, "locations": []},
    ]
    figures = evaluate_layer("events", write_set(tmp_path, {"id": 1, "text": text, "annotations": notes}), reader)
    assert by_name(figures) == {"event words found as events": 50.0, "found, exactly the annotated places": 100.0}
