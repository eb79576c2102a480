"""Stub of the component `sayso_events`."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from sayso.extract.draft import draft_of


@Language.factory("sayso_events", requires=["token.dep"], assigns=["doc.spans", "doc._.sayso"])
def create_events(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Make the component."""
    return find_events


def find_events(doc: Doc) -> Doc:
    """Fill `draft.events`."""
    draft_of(doc)
    return doc
