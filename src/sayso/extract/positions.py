"""Stub of the component `sayso_positions`."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from sayso.extract.draft import draft_of


@Language.factory("sayso_positions", requires=["token.dep"], assigns=["doc.spans", "doc._.sayso"])
def create_positions(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Make the component."""
    return find_positions


def find_positions(doc: Doc) -> Doc:
    """Fill `draft.positions`."""
    draft_of(doc)
    return doc
