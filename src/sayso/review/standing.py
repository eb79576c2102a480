"""Which judgements hold: undone ones do not, and the last word on a finding counts."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.types import Judgement

Key = tuple[str, str, int | None, int | None, str]


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that nobody has undone, in their order; an undo that was itself undone undoes nothing."""
    undone: set[int] = set()
    held = []
    for judgement in sorted(judgements, key=lambda one: -one.number):
        if judgement.number in undone:
            continue
        if judgement.undoes is not None:
            undone.add(judgement.undoes)
        else:
            held.append(judgement)
    return held[::-1]


def key_of(judgement: Judgement) -> Key:
    """What a judgement is about: a text, a layer, a stretch, and the value that the machine had first given."""
    place = judgement.span_start, judgement.span_end
    return judgement.report_sha256, judgement.layer, *place, judgement.value_sha256


def last_words(judgements: Iterable[Judgement]) -> dict[Key, Judgement]:
    """The last judgement on each finding."""
    return {key_of(judgement): judgement for judgement in standing(judgements)}
