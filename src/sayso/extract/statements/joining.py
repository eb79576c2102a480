"""Gives quoted sentences without a cue of their own to the statement before them."""

from __future__ import annotations

from bisect import bisect_right
from itertools import takewhile

from spacy.tokens import Span

from sayso.extract.draft import StatementDraft
from sayso.extract.statements.layout import ENDINGS, MARKS, SINGLE_MARKS, Layout
from sayso.extract.syntax import trim

#: How many sentences may stand between a statement and a quotation that goes on with it.
FARTHEST = 2


def join_quotes(layout: Layout, statements: list[StatementDraft]) -> bool:
    """Add each whole-sentence quotation that no statement holds to the last statement before it that may go on.

    Tells whether any was added. What is said inside such a quotation does not hold it.
    """
    taken, joined = _taken(layout, statements), False
    starts = [statement.cue.start for statement in statements]
    ends: dict[int, int] = {id(s): max([s.cue.end, *(c.end for c in s.content)]) for s in statements}
    for start, end in layout.quotes:
        if taken[start] or not _is_whole(layout, start, end):
            continue
        before = statements[: bisect_right(starts, start)]
        owner = _owner(layout, before)
        if owner is None or not _is_near(layout, ends[id(owner)], start):
            continue
        span = trim(layout.doc, start, end)
        owner.content.append(span)
        ends[id(owner)], joined = end, True
    return joined


def _taken(layout: Layout, statements: list[StatementDraft]) -> list[bool]:
    taken = [False] * (len(layout.doc) + 1)
    for statement in statements:
        inside = layout.quote_at[statement.cue.start]
        for index in (i for span in [*statement.content, statement.cue] for i in range(span.start, span.end)):
            taken[index] = taken[index] or inside < 0 or layout.quote_at[index] != inside
    return taken


def _is_whole(layout: Layout, start: int, end: int) -> bool:
    """Whether the quotation begins and ends as a sentence does, and stands alone."""
    doc = layout.doc
    if not layout.draft.body[start] or layout.sentence(start)[0] != start or end - start < 3:
        return False
    last = end - 2 if layout.texts[end - 1] in MARKS | SINGLE_MARKS else end - 1
    stands = end >= len(doc) or doc[end].is_space or layout.sentence_at[end] != layout.sentence_at[end - 1]
    return stands and (doc[last].text in ENDINGS or doc[last].text.endswith("."))


def _owner(layout: Layout, before: list[StatementDraft]) -> StatementDraft | None:
    """The last statement that may go on; of several in its sentence by the same source the one that quotes."""
    going = (s for s in reversed(before) if _may_go_on(s))
    last = next(going, None)
    if last is None or last.cue.root.tag_ != "VBG":
        return last
    first = layout.sentence_at[last.cue.start]
    others = takewhile(lambda s: layout.sentence_at[s.cue.start] == first, going)
    return next((s for s in others if s.source == last.source and kind_of_quote(layout, s.content) != "indirect"), last)


def _may_go_on(statement: StatementDraft) -> bool:
    return (
        statement.via is None and statement.source is not None and statement.act not in {"believe", "intend", "decline"}
    )


def _is_near(layout: Layout, end: int, start: int) -> bool:
    """Whether at most a few sentences, and at most one paragraph break, part them."""
    between = layout.sentence_at[start] - layout.sentence_at[max(end - 1, 0)]
    return between <= FARTHEST


def kind_of_quote(layout: Layout, content: list[Span]) -> str:
    """direct: all of it in quotation marks; indirect: none; mixed: some."""
    tokens = [token for span in content for token in span if not token.is_punct and not token.is_space]
    quoted = [token for token in tokens if layout.quote_at[token.i] >= 0]
    if not quoted:
        return "indirect"
    return "direct" if len(quoted) == len(tokens) else "mixed"
