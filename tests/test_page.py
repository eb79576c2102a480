"""The structure of a page: what is title, line and body, before anything is read."""

from __future__ import annotations

import pytest
import spacy

from sayso.extract.draft import draft_of
from sayso.extract.page import find_page


def page(text: str) -> tuple[str | None, list[str], str]:
    """The title, the lines, and the words of the body."""
    doc = find_page(spacy.blank("en")(text))
    draft = draft_of(doc)
    body = " ".join(token.text for token, inside in zip(doc, draft.body, strict=True) if inside)
    return draft.title and draft.title.text, [line.text for line in draft.lines], body


@pytest.mark.parametrize("stamp", ["10:40", "9.15 am GMT -", "14:20 EST |", "10:40pm"])
def test_the_times_of_a_live_page_are_lines_and_no_words_of_its_entries(stamp: str) -> None:
    assert page(f"Live\n\n{stamp} Norvia says so.\n\n11:05 The other side is silent.") == (
        "Live",
        [stamp, "11:05"],
        "Norvia says so . The other side is silent .",
    )


@pytest.mark.parametrize("words", ["7.30 per cent were hurt.", "10:30 people arrived."])
def test_a_number_that_begins_a_sentence_is_no_stamp(words: str) -> None:
    assert page(f"Title\n\n{words}")[1] == []


def test_a_dateline_and_a_byline_are_lines() -> None:
    byline, dateline = "By Ana Ruiz | Updated 16/02/2026, 07:40", "SARN, March 3 (Wire) -"
    assert page(f"Title\n\n{byline}\n\n{dateline} Shells fell.") == ("Title", [byline, dateline], "Shells fell .")


def test_a_place_in_capitals_and_a_day_are_a_dateline() -> None:
    assert page("Title\n\nSARN, 20 June. Shells fell.") == ("Title", ["SARN, 20 June."], "Shells fell .")
    assert page("Title\n\nSARN, June 20. Shells fell.")[1] == ["SARN, June 20."]
    for words in ("Sarn, 20 June. Shells fell.", "SARN fell. Shells hit it.", "UN. The aid is late."):
        assert page(f"Title\n\n{words}")[1] == []


def test_a_question_is_no_dateline() -> None:
    assert page("Title\n\nQ: Who fired?\n\nA: Nobody.")[1] == []


def test_furniture_is_nothing() -> None:
    assert page("Title\n\nShells fell.\n\nRead also: Another day\n\n(Photo: AFP)") == ("Title", [], "Shells fell .")


@pytest.mark.parametrize("label", ["Protest:", "Casualties and displacement:", "• Access:", "KEY POINTS:"])
def test_what_a_paragraph_is_about_is_no_part_of_its_sentence(label: str) -> None:
    assert page(f"Bulletin\n\n{label} Two roads are shut.")[2] == "Two roads are shut ."


@pytest.mark.parametrize("words", ["Protest organisers: nobody came.", "Protest: ", "It said so: Two roads are shut."])
def test_words_before_a_colon_that_are_no_such_label_stay(words: str) -> None:
    assert page(f"Bulletin\n\n{words}")[2].split()[0] == words.split()[0].rstrip(":")
