"""Why a value is as it is: every finding has its reasons, and what was ruled out says which rule did it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from sayso.cli import main
from sayso.errors import OptionError
from sayso.extract.actors import HANDLERS
from sayso.intake import read_file
from sayso.pipeline import Reader, make_report
from sayso.pipeline.explain import meanings
from sayso.pipeline.freeze import PREFIX
from sayso.types import Explanation, find_spans

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*/*.txt"))
RULE = re.compile(rf'"((?:{"|".join(PREFIX)})\.(?!toml|csv)[a-z_]+)"')
STANDINGS = ("reported", "claimed", "denied", "alleged", "planned", "conditional", "ended")
REALITIES = ("negated", "unreal", "condition")
STANCES = ("asserts", "denies", "confirms", "no_response", "welcomes", "rejects", "blames")


def told(reader: Reader, text: str, at: str) -> Explanation:
    return reader.explain(make_report(text, published="2025-03-31"), at)


def rules_of(explanation: Explanation) -> dict[str, str]:
    return {reason.rule: reason.value for found in explanation.findings for reason in found.reasons}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_finding_has_a_reason_in_the_words_of_the_report(reader: Reader, path: Path) -> None:
    report = read_file(path)
    reading = reader.read(report)
    lines = report.text.count("\n") + 1
    seen = set()
    for line in range(1, lines + 1):
        explanation = reader.explain(report, str(line))
        assert explanation.reading == reading  # asking why changes nothing
        for found in explanation.findings:
            seen.add(found.id)
            assert found.reasons, found
        for span in find_spans((explanation.findings, explanation.not_taken)):
            assert report.text[span.start : span.end] == span.quote
    named = {row.id for layer in PREFIX for row in getattr(reading, layer) if list(find_spans(row))}
    assert seen == named


def _rules_in_code() -> Iterator[str]:
    for path in (ROOT / "src/sayso/extract").rglob("*.py"):
        yield from re.findall(RULE, path.read_text(encoding="utf-8"))
    yield from (f"actors.{sort}" for sort in HANDLERS)
    yield from (f"events.{name}" for name in (*STANDINGS, *REALITIES, "actors", "recipients", "places"))
    yield from (f"positions.{stance}" for stance in STANCES)
    yield from ("measures.by", "measures.toward", "statements.no_source", "statements.no_content")


def test_every_rule_that_the_code_names_is_explained_and_no_other() -> None:
    assert set(_rules_in_code()) == set(meanings())


def test_a_finding_names_its_entry_and_the_words_it_rests_on(reader: Reader) -> None:
    text = "Gunmen killed at least 12 villagers near Tillaberi on Sunday, the interior ministry said."
    event = told(reader, text, "e1")
    assert rules_of(event)["events.frame"].startswith("ASSAULT")
    assert rules_of(event)["events.claimed"] == "claimed"
    assert rules_of(event)["events.day"] == "2025-03-30"
    figure = told(reader, text, "f1")
    assert rules_of(figure)["figures.harm"] == "killed"
    assert rules_of(figure)["figures.number"] == "12.."
    (harm,) = [r for r in figure.findings[0].reasons if r.rule == "figures.harm"]
    assert [span.quote for span in harm.words] == ["killed"]
    cue = next(r for r in told(reader, text, "s1").findings[0].reasons if r.rule == "statements.cue")
    assert cue.entry.startswith("cues.csv: say")


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("No shots were fired in the town, residents said.", "events.negated", "fired"),
        ("The minister warned that rebels could attack the town.", "events.unreal", "attack"),
        ("The army would withdraw if the rebels attacked the town.", "events.condition", "attacked"),
        ("The convoy carried 40 lorries of flour to the town.", "figures.no_harm", "40 lorries"),
        ("The governor denied it. Nobody had told of anything before.", "positions.answers_nothing", "denied"),
    ],
)
def test_what_was_not_taken_says_which_rule_ruled_it_out(reader: Reader, text: str, rule: str, words: str) -> None:
    assert (rule, words) in [(reason.rule, reason.at.quote) for reason in told(reader, text, "1").not_taken]


def test_a_place_is_weighed_against_the_others_of_its_name(reader: Reader) -> None:
    place = told(reader, "A bomb exploded in Tripoli, Lebanon, on Sunday.", "p1").findings[0]
    (choice,) = [reason for reason in place.reasons if reason.rule == "places.choice"]
    assert ", LB (town): " in choice.value
    assert choice.entry == place.finding.gazetteer
    assert any(", LY (town): " in rival.value for rival in place.rivals)


def test_no_such_line_or_finding_is_told_with_what_there_is(reader: Reader) -> None:
    with pytest.raises(OptionError, match=r"'e9' is no line and no finding .* it has .*s1 to s1"):
        told(reader, "The army said three soldiers were hurt.", "e9")
    with pytest.raises(OptionError, match="the text has 1 lines, no line 7"):
        told(reader, "The army said three soldiers were hurt.", "7")


def test_the_command_prints_tables_and_json(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Rebels shelled the market on Sunday, the mayor said.\n", encoding="utf-8")
    run = CliRunner().invoke
    tables = run(main, ["explain", str(file), "--at", "1", "--published", "2025-03-31"])
    assert tables.exit_code == 0
    assert "events_conflict.toml" in tables.output
    plain = run(main, ["explain", str(file), "--at", "s1", "--json"])
    explained = json.loads(plain.output)
    assert explained["schema"] == "sayso-explanation/1"
    assert explained["findings"][0]["finding"]["id"] == "s1"
    assert explained["findings"][0]["reasons"][0]["rule"] == "statements.cue"
    wrong = run(main, ["explain", str(file), "--at", "e7"])
    assert wrong.exit_code == 1
    assert wrong.stderr.count("\n") == 1
