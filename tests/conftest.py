"""What the tests share: one reader a session, since loading the language model costs more than most tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import postgres
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


@pytest.fixture(scope="session")
def database() -> Iterator[Callable[[str], str]]:
    """Empties the database of that name on a real PostgreSQL server, and gives its address."""
    programs = postgres.find_programs()
    if programs is None:
        pytest.skip(postgres.MISSING)
    with postgres.running(programs) as folder:
        yield partial(postgres.make_database, folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a ledger may be made: a file, and a database on a server."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.db")
    return str(request.getfixturevalue("database")("each"))
