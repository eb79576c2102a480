"""Positions: the stance of a side on an event or a statement, silence included.

A position belongs to the side, not to its spokesperson, and hangs on the account that it answers (`targets`). Each side
takes each stance on an item once: the first words that show it are its span.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spacy.language import Language
from spacy.tokens import Doc

from sayso.extract.draft import Draft, EventDraft, PositionDraft, draft_of, mark
from sayso.extract.positions.scene import Scene
from sayso.extract.positions.stances import find_asserts, find_stances


@Language.factory(
    "sayso_positions",
    requires=["token.dep", "token.lemma", "doc._.sayso"],
    assigns=["doc.spans", "doc._.sayso"],
)
def create_positions(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Make the component."""
    return find_positions


def find_positions(doc: Doc) -> Doc:
    """Fill `draft.positions`."""
    draft = draft_of(doc)
    scene = Scene(doc, draft)
    stances = _once(find_stances(scene))
    draft.positions = [*stances, *find_asserts(scene, stances)]
    _explain(draft)
    mark(doc, "positions", [position.span for position in draft.positions])
    return doc


def _once(positions: Iterable[PositionDraft]) -> list[PositionDraft]:
    """Each side's stance on each item once, by the first words that show it."""
    first: dict[tuple[int, int, str], PositionDraft] = {}
    for position in positions:
        first.setdefault((id(position.actor), id(position.on), position.stance), position)
    return list(first.values())


def _explain(draft: Draft) -> None:
    """Note what each position answers, and the statements of denial or silence that answer nothing known."""
    if draft.reasons is None:
        return
    for position in draft.positions:
        on = position.on.anchor if isinstance(position.on, EventDraft) else position.on.cue
        draft.because(f"positions.{position.stance}", position.span, position.actor.name, "stances.toml", on)
    answered = {id(said) for position in draft.positions for said in position.said_by}
    for statement in draft.statements:
        if statement.act in {"deny", "decline"} and id(statement) not in answered:
            draft.against("positions.answers_nothing", statement.cue, statement.act)
