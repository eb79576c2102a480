"""Stub of the component `sayso_figures`."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from sayso.extract.draft import draft_of


@Language.factory("sayso_figures", requires=["token.dep"], assigns=["doc.spans", "doc._.sayso"])
def create_figures(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Make the component."""
    return find_figures


def find_figures(doc: Doc) -> Doc:
    """Fill `draft.figures`."""
    draft_of(doc)
    return doc
