"""What the tests share: one reader a session, since loading the language model costs more than most tests."""

from __future__ import annotations

import pytest

from sayso.pipeline import Reader, load


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The reader as users get it: the real model, all components."""
    return load()
