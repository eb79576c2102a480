"""Stub of the component `sayso_times`."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from sayso.extract.draft import draft_of


@Language.factory("sayso_times", requires=["token.dep"], assigns=["doc.spans", "doc._.sayso"])
def create_times(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Make the component."""
    return find_times


def find_times(doc: Doc) -> Doc:
    """Fill `draft.times`."""
    draft_of(doc)
    return doc
