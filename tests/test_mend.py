"""The mended parse: what the small model's parser reads wrongly again and again."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from sayso.extract.mend import mend_parse
from sayso.pipeline import Reader
from sayso.types import make_report


def heads(reader: Reader, text: str) -> dict[str, tuple[str, str]]:
    doc = reader.parse(make_report(text, published="2026-05-20"), until="sayso_times")
    return {token.text: (token.dep_, token.head.text) for token in doc}


@pytest.mark.parametrize(
    ("sentence", "verb", "thing"),
    [
        ("The mayor reopened the road on Monday but closed Lutsk port to ships.", "closed", "port"),
        ("The bank froze the accounts of two firms and banned exports of grain machinery.", "banned", "exports"),
    ],
)
def test_a_second_verb_is_no_adjective(reader: Reader, sentence: str, verb: str, thing: str) -> None:
    found = heads(reader, sentence)
    assert found[verb][0] == "conj"
    assert found[thing] == ("dobj", verb)


def test_an_adjective_stays_one(reader: Reader) -> None:
    words = ["They", "met", "villagers", "and", "wounded", "men"]
    doc = Doc(
        reader.nlp.vocab,
        words=words,
        heads=[1, 1, 1, 1, 5, 1],
        deps=["nsubj", "ROOT", "dobj", "cc", "amod", "conj"],
        tags=["PRP", "VBD", "NNS", "CC", "VBN", "NNS"],
        pos=["PRON", "VERB", "NOUN", "CCONJ", "VERB", "NOUN"],
    )
    assert mend_parse(doc)[4].dep_ == "amod"


def test_the_second_gerund_is_one_too(reader: Reader) -> None:
    text = "Gambia on Tuesday accused Senegal of shelling the town of Karang overnight and of massing tanks nearby."
    assert heads(reader, text)["tanks"] == ("dobj", "massing")


def test_the_day_is_not_part_of_the_subject(reader: Reader) -> None:
    found = heads(reader, "On Thursday Turkey sent a second ship into the area.")
    assert found["Turkey"] == ("nsubj", "sent")
    assert found["Thursday"] == ("pobj", "On")


@pytest.mark.parametrize(
    ("sentence", "subject", "verb"),
    [
        ("The ministry, which last week denied harming anyone, conceded that some had died.", "ministry", "conceded"),
        ("A nurse at a clinic in Laiza, who asked not to be named, put the death toll at 30.", "nurse", "put"),
    ],
)
def test_the_verb_behind_a_clause_in_commas_is_the_sentences(
    reader: Reader, sentence: str, subject: str, verb: str
) -> None:
    found = heads(reader, sentence)
    assert found[verb] == ("ROOT", verb)
    assert found[subject] == ("nsubj", verb)


def test_a_phrase_without_a_verb_stays_one(reader: Reader) -> None:
    found = heads(reader, "The town, which was shelled on Monday, taken by rebels in May.")
    assert found["town"][0] == "ROOT"
