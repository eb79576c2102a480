"""Stub of the component `sayso_measures`."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from sayso.extract.draft import draft_of


@Language.factory("sayso_measures", requires=["token.dep"], assigns=["doc.spans", "doc._.sayso"])
def create_measures(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Make the component."""
    return find_measures


def find_measures(doc: Doc) -> Doc:
    """Fill `draft.measures`."""
    draft_of(doc)
    return doc
