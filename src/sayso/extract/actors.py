"""Stub of the component `sayso_actors`."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from sayso.extract.draft import draft_of


@Language.factory("sayso_actors", requires=["token.dep"], assigns=["doc.spans", "doc._.sayso"])
def create_actors(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Make the component."""
    return find_actors


def find_actors(doc: Doc) -> Doc:
    """Fill `draft.actors`."""
    draft_of(doc)
    return doc
