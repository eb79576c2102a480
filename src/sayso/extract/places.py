"""Stub of the component `sayso_places`."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from sayso.extract.draft import draft_of


@Language.factory("sayso_places", requires=["token.dep"], assigns=["doc.spans", "doc._.sayso"])
def create_places(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Make the component."""
    return find_places


def find_places(doc: Doc) -> Doc:
    """Fill `draft.places`."""
    draft_of(doc)
    return doc
