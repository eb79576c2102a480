"""Stub of the component `sayso_statements`."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from sayso.extract.draft import draft_of


@Language.factory("sayso_statements", requires=["token.dep"], assigns=["doc.spans", "doc._.sayso"])
def create_statements(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Make the component."""
    return find_statements


def find_statements(doc: Doc) -> Doc:
    """Fill `draft.statements`."""
    draft_of(doc)
    return doc
