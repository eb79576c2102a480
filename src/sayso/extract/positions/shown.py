"""The words that show a stance, and the statements that carry it."""

from __future__ import annotations

from spacy.tokens import Span

from sayso.extract.draft import ActorDraft, EventDraft, PositionDraft, StatementDraft

#: How many words of the content a position's span takes in beside the cue.
LONGEST = 16
#: How far the source may stand from its cue for the two to show who speaks, in words.
TOGETHER = 3


def position(
    side: ActorDraft,
    on: EventDraft | StatementDraft,
    stance: str,
    statement: StatementDraft,
    blames: ActorDraft | None = None,
) -> PositionDraft:
    """The position that a statement shows, with the words that show it."""
    span = _voiced(statement) if stance == "asserts" else _shown(statement)
    return PositionDraft(side, on, stance, span, blames=blames, said_by=chain(statement))


def chain(statement: StatementDraft) -> list[StatementDraft]:
    """A statement and those inside which it is told, the outermost first."""
    found = [statement]
    while (outer := found[-1].via) is not None and outer not in found:
        found.append(outer)
    return found[::-1]


def _shown(statement: StatementDraft) -> Span:
    """The cue and the part of the content beside it."""
    doc, cue = statement.cue.doc, statement.cue
    start, end = cue.start, cue.end
    for span in statement.content:
        if 0 <= span.start - cue.end <= 2:
            end = min(span.end, span.start + LONGEST)
        elif 0 <= cue.start - span.end <= 4 and len(span) <= LONGEST:
            start = span.start
    return doc[start:end]


def _voiced(statement: StatementDraft) -> Span:
    """Source and cue where they stand together, else as `_shown`."""
    source, cue = statement.source, statement.cue
    if source is None or source.sent != cue.sent or max(source.start - cue.end, cue.start - source.end) > TOGETHER:
        return _shown(statement)
    return cue.doc[min(source.start, cue.start) : max(source.end, cue.end)]
