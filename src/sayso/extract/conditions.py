"""Stub of the component `sayso_conditions`."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from sayso.extract.draft import draft_of


@Language.factory("sayso_conditions", requires=["token.dep"], assigns=["doc.spans", "doc._.sayso"])
def create_conditions(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Make the component."""
    return find_conditions


def find_conditions(doc: Doc) -> Doc:
    """Fill `draft.conditions`."""
    draft_of(doc)
    return doc
