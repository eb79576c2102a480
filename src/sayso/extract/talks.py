"""Stub of the component `sayso_talks`."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from sayso.extract.draft import draft_of


@Language.factory("sayso_talks", requires=["token.dep"], assigns=["doc.spans", "doc._.sayso"])
def create_talks(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Make the component."""
    return find_talks


def find_talks(doc: Doc) -> Doc:
    """Fill `draft.talks`."""
    draft_of(doc)
    return doc
