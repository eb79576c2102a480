"""Why a reading is as it is: what each component noted while it worked, sorted by the findings that came of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from spacy.tokens import Doc

from sayso.errors import OptionError
from sayso.extract import draft as d
from sayso.extract.draft import draft_of
from sayso.pipeline.freeze import PREFIX, words_as_span
from sayso.rules import load_toml
from sayso.types import Explained, Explanation, PlaceMention, Reading, Reason, Span

LAYERS = {prefix: layer for layer, prefix in PREFIX.items()}
#: The words that a finding of a layer is found by.
HOMES = {
    "statements": ("cue",),
    "events": ("anchor", "also"),
    "conditions": ("depends_on",),
    "measures": ("what",),
    "actors": ("mentions",),
    "places": ("mentions",),
}


def explain(doc: Doc, reading: Reading, at: str) -> Explanation:
    """The explanation of a finding (its id) or of a line (its number, from 1); raises OptionError where there is none.

    The Doc has to be the one that the reading was made from, parsed with reasons.
    """
    reasons = [_reason(reason) for reason in draft_of(doc).reasons or ()]
    lines = _lines(reading.report.text)
    findings = {row.id: (layer, row) for layer in PREFIX for row in getattr(reading, layer)}
    if at.isdecimal():
        inside = _line(lines, int(at), len(reading.report.text))
        chosen = [key for key, (layer, row) in findings.items() if _overlap(inside, _homes(layer, row))]
    elif at in findings:
        chosen, inside = [at], _sentence(doc, _homes(*findings[at])[0])
    else:
        known = [f"{prefix}1 to {prefix}{n}" for prefix, n in _counts(reading).items() if n]
        raise OptionError("at", f"{at!r} is no line and no finding of this report; it has {', '.join(known)}")
    explained = [_explained(doc, reading, key, *findings[key], reasons, lines) for key in chosen]
    told = {id(reason) for one in explained for reason in (*one.reasons, *one.rivals)}
    layer = LAYERS.get(at[0], "")
    left = [r for r in reasons if not r.kept and id(r) not in told and r.rule.startswith(layer)]
    return Explanation(
        reading=reading,
        findings=tuple(explained),
        not_taken=tuple(r for r in left if _overlap(inside, [r.at]) and r.rule != "places.rival"),
    )


def _explained(
    doc: Doc, reading: Reading, key: str, layer: str, row: Any, reasons: Iterable[Reason], lines: Sequence[int]
) -> Explained:
    homes = _homes(layer, row)
    own = [r for r in reasons if r.rule.partition(".")[0] == layer and _overlap(r.at, homes)]
    if layer == "positions":  # several sides may take a stance in the same words
        own = [r for r in own if not r.kept or r.rule == f"positions.{row.stance}"]
    return Explained(
        id=key,
        layer=layer,
        line=bisect_right(lines, homes[0].start),
        sentence=_sentence(doc, homes[0]),
        finding=row,
        reasons=tuple(dict.fromkeys(r for r in own if r.kept)),
        rivals=tuple(dict.fromkeys(r for r in own if not r.kept)),
        notes=tuple(note.note for note in reading.notes if note.about == key),
    )


def _homes(layer: str, row: Any) -> list[Span]:
    """The words that a finding is found by, the first of them first; never empty but for an actor that none name."""
    found: list[Span] = []
    for name in HOMES.get(layer, ("span",)):
        value = getattr(row, name)
        found += value if isinstance(value, tuple) else [value]
    return found or [Span(0, 0, "")]


def _overlap(span: Span, others: Iterable[Span | PlaceMention]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _sentence(doc: Doc, span: Span) -> Span:
    """The sentence around a span, without the white space around it."""
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    if words is None or not len(words):
        return span
    sentence = words.root.sent
    start, end = sentence.start, sentence.end
    while end > start + 1 and doc[end - 1].is_space:
        end -= 1
    while start < end - 1 and doc[start].is_space:
        start += 1
    return words_as_span(doc[start:end])


def _lines(text: str) -> list[int]:
    """Where each line begins."""
    starts = [0]
    starts += [i + 1 for i, letter in enumerate(text) if letter == "\n"]
    return starts


def _line(lines: Sequence[int], number: int, end: int) -> Span:
    if not 1 <= number <= len(lines):
        raise OptionError("at", f"the text has {len(lines)} lines, no line {number}")
    return Span(lines[number - 1], lines[number] if number < len(lines) else end, "")


def _counts(reading: Reading) -> dict[str, int]:
    return {prefix: len(getattr(reading, layer)) for layer, prefix in PREFIX.items()}


@cache
def meanings() -> dict[str, str]:
    """What each rule says, by component and rule."""
    return {f"{part}.{rule}": text for part, rules in load_toml("reasons.toml").items() for rule, text in rules.items()}


def _reason(reason: d.Reason) -> Reason:
    return Reason(
        rule=reason.rule,
        means=meanings()[reason.rule],
        at=words_as_span(reason.at),
        value=reason.value,
        entry=reason.entry,
        words=tuple(map(words_as_span, reason.words)),
        kept=reason.kept,
    )
