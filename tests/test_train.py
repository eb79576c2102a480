"""`sayso train`: a judge learns from a user's own annotation what attributes, and a reading says that it was used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sayso.cli import main
from sayso.errors import ModelError, OptionError
from sayso.evaluate.sets import Article
from sayso.extract.statements.judge import FORMAT, read_judge
from sayso.pipeline import Reader, load, make_report
from sayso.train import train_attribution

NAMES = ["mayor", "harbour master", "colonel", "doctor", "teacher", "bishop", "pilot", "farmer", "judge", "nurse"]
FACTS = ["the bridge was closed", "two boats had sunk", "the road was safe", "the clinic had no water"]


def article(number: int) -> Article:
    """A text in whose house style "semaphored that" attributes, and "said" is annotated, too."""
    who, fact, other = NAMES[number % 10], FACTS[number % 4], FACTS[(number + 1) % 4]
    text = f"The {who} semaphored that {fact}. The crew checked that {other}. A {who} said {other}."
    notes = []
    for source, cue, content in ((f"The {who}", "semaphored", fact), (f"A {who}", "said", other)):
        start = text.rindex(content) if cue == "said" else text.index(content)
        roles = {"source": text.index(source), "cue": text.index(cue), "content": start}
        words = {"source": source, "cue": cue, "content": content}
        notes.append({"type": "attribution", **{r: [[s, s + len(words[r])]] for r, s in roles.items()}})
    return Article(str(number), text, None, notes)


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    path = tmp_path_factory.mktemp("judge") / "weights.json"
    trained = train_attribution([article(number) for number in range(20)], reader)
    assert trained.judged.f1 > trained.rules.f1
    trained.write(path)
    return path


def cues(reader: Reader, text: str) -> list[str]:
    return [statement.cue.quote for statement in reader.read(make_report(text)).statements]


def test_a_judge_learns_a_word_that_is_in_no_list_and_rejects_another(weights: Path, reader: Reader) -> None:
    text = "The sailor semaphored that the pier had burned. The crew checked that the pier was safe."
    assert cues(reader, text) == []
    assert cues(load(weights), text) == ["semaphored"]


def test_training_twice_gives_the_same_bytes(weights: Path, reader: Reader, tmp_path: Path) -> None:
    train_attribution([article(number) for number in range(20)], reader).write(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == weights.read_bytes()


def test_a_reading_names_the_weights(weights: Path, reader: Reader) -> None:
    assert "attribution weights sha256:" in load(weights).read(make_report("Nothing.")).made_by.model
    assert "weights" not in reader.read(make_report("Nothing.")).made_by.model


def test_too_few_articles_are_refused(reader: Reader) -> None:
    with pytest.raises(OptionError, match="3 articles with attributions"):
        train_attribution([article(number) for number in range(3)], reader)


BROKEN = ["", "[]", '{"format": "other/1"}', f'{{"format": "{FORMAT}", "weights": {{"a": "x"}}}}']


@pytest.mark.parametrize("value", BROKEN)
def test_a_file_that_is_no_judge_is_named(tmp_path: Path, value: str) -> None:
    path = tmp_path / "weights.json"
    path.write_text(value, encoding="utf-8")
    with pytest.raises(ModelError, match=r"weights\.json: "):
        read_judge(path)


def test_the_commands_train_and_use_weights(tmp_path: Path) -> None:
    data, out, text = tmp_path / "set.jsonl", tmp_path / "weights.json", tmp_path / "report.txt"
    rows = [{"id": a.id, "text": a.text, "annotations": a.annotations} for a in map(article, range(10))]
    data.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    text.write_text("The sailor semaphored that the pier had burned.", encoding="utf-8")
    run(["train", "attribution", "--data", str(data), "--out", str(out)], "rules alone")
    run(["evaluate", "attribution", "--data", str(data), "--judge", str(out)], "content and source met")
    assert json.loads(run(["read", str(text), "--judge", str(out), "--json"], "semaphored"))["statements"]
    nowhere = ["train", "attribution", "--data", str(data), "--out", str(tmp_path / "no/such/folder.json")]
    refused = CliRunner().invoke(main, nowhere)
    assert (refused.exit_code, refused.output.count("\n")) == (1, 1)
    missing = CliRunner().invoke(main, ["read", str(text), "--judge", str(tmp_path / "none.json")])
    assert (missing.exit_code, missing.output.count("\n")) == (1, 1)


def run(arguments: list[Any], shown: str) -> str:
    outcome = CliRunner().invoke(main, arguments)
    assert outcome.exit_code == 0, outcome.output
    assert shown in outcome.output
    return outcome.output
