"""The public names: what people may import cannot drift, and importing it costs nothing."""

from __future__ import annotations

import subprocess
import sys

import sayso

NAMES = [
    "Event",
    "Figure",
    "Reader",
    "Reading",
    "Report",
    "SaysoError",
    "Span",
    "Statement",
    "link_readings",
    "load",
    "load_readings",
    "make_report",
    "read",
    "read_all",
    "read_file",
]


def test_public_names_are_pinned() -> None:
    assert sayso.__all__ == NAMES
    assert set(NAMES) <= set(dir(sayso))


def test_every_public_name_is_there() -> None:
    for name in NAMES:
        assert getattr(sayso, name).__name__ == name


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(sayso, "nonsense")


def test_importing_the_package_and_the_command_line_imports_no_model_library() -> None:
    heavy = {"spacy", "sqlalchemy", "numpy", "trafilatura", "lxml", "jinja2", "rich"}
    code = f"import sys, sayso, sayso.cli; print(sorted(set(sys.modules) & {heavy}))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_reading_a_text_is_one_call() -> None:
    reading = sayso.read("The mayor of Kindra said three people were hurt.", published="2025-03-31", publisher="Post")
    assert reading.report.published == "2025-03-31"
    assert reading.report.publisher == "Post"
    assert reading.schema == "sayso/1"


def test_many_reports_are_read_in_their_order() -> None:
    reports = [sayso.make_report(text) for text in ("One.", "Two.", "Three.")]
    assert [reading.report.text for reading in sayso.read_all(reports)] == ["One.", "Two.", "Three."]


def test_components_work_in_anybodys_pipeline() -> None:
    import spacy

    from sayso.pipeline import COMPONENTS
    from sayso.pipeline.reader import model_name

    nlp = spacy.load(model_name().split()[0])
    for name in COMPONENTS[1:]:
        nlp.add_pipe(name)
    doc = nlp("The governor said on Monday that soldiers had shelled the harbour, killing nine people.")
    assert [s.text for s in doc.spans["sayso/statements"]]
    assert doc._.sayso.statements[0].cue.text == "said"
