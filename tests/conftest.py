"""What the tests share: one reader a session, since loading the language model costs more than most tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import spacy
from spacy.tokens import Doc

from sayso.extract.draft import draft_of
from sayso.pipeline import Reader, load
from sayso.pipeline.reader import model_name


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The reader as users get it: the real model, all components."""
    return load()


@pytest.fixture(scope="session")
def find_times() -> Callable[..., Doc]:
    """Reads a text of a day in a pipeline that has only the page and the times of ours."""
    nlp = spacy.load(model_name().split()[0])
    nlp.add_pipe("sayso_page", first=True)
    nlp.add_pipe("sayso_times")

    def run(text: str, published: date | None) -> Doc:
        doc = nlp.make_doc(text)
        draft_of(doc).published = published
        return nlp(doc)

    return run
