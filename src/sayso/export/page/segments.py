"""The text of a report cut at every edge of every span, so that spans may overlap, nest and cross as they like."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from sayso.export.words import INVISIBLE, JOINERS
from sayso.types import PlaceMention, Reading, Span

#: Where a finding's words take a click to, the narrower first; a place or time gives way to all of them.
PRECEDENCE = (
    "figure", "event", "cue", "source", "condition", "measure", "talks", "position", "content", "place", "time",
)
#: Layers whose words are stops of the tab key; with all of them nobody would get through.
TAB_STOPS = frozenset({"event", "cue"})
#: Lines of at most this length, followed by another, are one paragraph that was wrapped.
WRAPPED = 100
PLAIN = frozenset("\t\n\r" + JOINERS)
ODD = Markup('<span class="odd" data-code="{}"></span>')
LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of the text that belong to a finding: `layer` says in which part, such as a statement's cue."""

    start: int
    end: int
    item: str
    layer: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with no edge of a mark inside it; `refs` are the findings that it belongs to."""

    number: int
    start: int
    html: Markup
    classes: str
    refs: tuple[str, ...]
    target: str | None
    stop: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Pieces that stand together; the title is set as a heading."""

    pieces: list[Piece]
    title: bool


def find_marks(reading: Reading) -> list[Mark]:
    """Every span of a reading that the page marks, or lights up when its card is pointed at."""
    return [Mark(span.start, span.end, item, layer) for item, layer, span in _spans(reading) if span is not None]


def _spans(reading: Reading) -> Iterator[tuple[str, str, Span | PlaceMention | None]]:
    for s in reading.statements:
        yield s.id, "source", s.speaker_span
        yield s.id, "cue", s.cue
        yield from ((s.id, "content", span) for span in s.content)
    for e in reading.events:
        yield from ((e.id, "event", span) for span in (e.anchor, *e.also))
    for c in reading.conditions:
        yield from ((c.id, "condition", span) for span in (*c.outcome, *c.depends_on))
    for p in reading.places:
        yield from ((p.id, "place", span) for span in p.mentions)
    # A figure is shown on the card of its event.
    yield from ((figure.event or figure.id, "figure", figure.span) for figure in reading.figures)
    yield from ((position.id, "position", position.span) for position in reading.positions)
    yield from ((measure.id, "measure", measure.what) for measure in reading.measures)
    yield from ((talks.id, "talks", talks.span) for talks in reading.talks)
    yield from ((time.id, "time", time.span) for time in reading.times)


def paragraphs(text: str, marks: list[Mark], title: str | None) -> Iterator[Paragraph]:
    """The text in paragraphs of pieces; nothing but line ends between paragraphs is left out."""
    blocks = list(_blocks(text))
    edges = {edge for mark in marks for edge in (mark.start, mark.end)} | {edge for block in blocks for edge in block}
    pieces = list(_pieces(text, sorted(edges), marks))
    starts = [piece.start for piece in pieces]
    for number, (start, end) in enumerate(blocks):
        inside = pieces[bisect_left(starts, start) : bisect_left(starts, end)]
        yield Paragraph(inside, number == 0 and text[start:end].strip() == title)


def _pieces(text: str, edges: list[int], marks: list[Mark]) -> Iterator[Piece]:
    waiting = sorted(marks, key=lambda mark: mark.start, reverse=True)
    active: list[Mark] = []
    for number, (start, end) in enumerate(pairwise(edges), 1):
        active = [mark for mark in active if mark.end > start]
        while waiting and waiting[-1].start <= start:
            active.append(waiting.pop())
        yield _piece(number, start, text[start:end], active)


def _piece(number: int, start: int, text: str, marks: list[Mark]) -> Piece:
    layers = [layer for layer in PRECEDENCE if any(mark.layer == layer for mark in marks)]
    depth = len({mark.item for mark in marks if mark.layer == "content"})
    target = None
    if layers:
        # Of statements inside statements the innermost is meant: its words are the shortest.
        fitting = [mark for mark in marks if mark.layer == layers[0]]
        target = min(fitting, key=lambda mark: mark.end - mark.start).item
    return Piece(
        number=number,
        start=start,
        html=show(text),
        classes=" ".join([*layers, "deep"] if depth > 1 else layers),
        refs=tuple(dict.fromkeys(mark.item for mark in marks)),
        target=target,
        stop=bool(layers) and layers[0] in TAB_STOPS and any(mark.start == start for mark in marks),
    )


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph: a line, or several that only wrap it."""
    begin = end = None
    for start, line in _lines(text):
        if line.strip():
            begin, end = start if begin is None else begin, start + len(line)
        if begin is not None and end is not None and not 0 < len(line.strip()) <= WRAPPED:
            yield begin, end
            begin = None
    if begin is not None and end is not None:
        yield begin, end


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line_end in LINE_END.finditer(text):
        yield start, text[start : line_end.start()]
        start = line_end.end()
    yield start, text[start:]


def show(text: str) -> Markup:
    """The text escaped for HTML, with what would show nothing, or turn the text around, as a visible mark."""
    shown = (c if _is_plain(c) else ODD.format(f"U+{ord(c):04X}") for c in text)
    return Markup("").join(escape(part) for part in shown)


def _is_plain(character: str) -> bool:
    return character in PLAIN or unicodedata.category(character) not in INVISIBLE
