"""Finds what is said: the token ranges of a clause or a quotation before, behind or around its cue."""

from __future__ import annotations

from spacy.tokens import Span, Token

from sayso.extract.statements.after import clause_start, is_clause
from sayso.extract.statements.before import find_left, is_parted, last_before, reporting_start, stands
from sayso.extract.statements.cues import Match
from sayso.extract.statements.layout import Layout, Range
from sayso.extract.statements.reach import right_end
from sayso.extract.statements.sources import quoting_verb
from sayso.extract.syntax import trim

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
#: So few tokens before an insertion are rarely all of the content ("What's more, they say, ...").
SHORT = 5
#: How far from the cue the comma stands at most behind which content goes on.
FARTHEST_TAIL = 12
#: What begins an addition about the speaking or the speaker, not more of the content.
ASIDES = frozenset({"as", "while", "without", "even", "who", "which", "a", "an", "whose"})


def find_clause(match: Match, layout: Layout, sources: list[Span]) -> list[Range]:
    """Content that is a clause or a quotation, before, after or around the reporting clause; empty if there is none."""
    if match.takes("saying"):
        return _before_quoting(match, layout, sources)
    right = clause_start(match, layout)
    begin = reporting_start(match, sources)
    parted = right is not None and _set_off(layout, right, match)
    if right is not None and not parted and not _follows_quote(match, layout, begin, right):
        return _ranges(layout, [(right, right_end(layout, match, right))])
    left = find_left(match, layout, begin)
    if left is None:
        return _ranges(layout, [(right, right_end(layout, match, right))]) if right is not None else []
    tail = _tail(match, layout, left, right if parted else None, sources)
    if tail is None and not stands(layout, left, match.head):
        return []
    return _ranges(layout, [left, *([tail] if tail is not None else [])])


def _follows_quote(match: Match, layout: Layout, begin: int, right: int) -> bool:
    """Whether the content is the quotation before the reporting clause, whatever name in quotes comes after it."""
    if begin == 0 or not match.takes("whom") or not layout.opens(right):
        return False
    before = last_before(layout, begin)
    return layout.closes(before) and is_parted(layout, before)


def _before_quoting(match: Match, layout: Layout, sources: list[Span]) -> list[Range]:
    """Of "..., he quoted them as saying": what was said, and "them as saying"."""
    saying = next(
        (t for t in layout.doc[match.end : layout.sentence(match.head.i)[1]] if quoting_verb(t) is not None), None
    )
    if saying is None or quoting_verb(saying) != match.head:
        return []
    begin = min([reporting_start(match, sources), *(source.start for source in sources)])
    left = find_left(match, layout, begin, quoted=True)
    return _ranges(layout, [left, (match.end, saying.i + 1)]) if left is not None else []


def _ranges(layout: Layout, ranges: list[Range]) -> list[Range]:
    trimmed = [trim(layout.doc, start, end) for start, end in ranges]
    return [(span.start, span.end) for span in trimmed if len(span)]


def _set_off(layout: Layout, right: int, match: Match) -> bool:
    """Whether a comma parts the verb from what follows, so that content may stand on both sides."""
    comma = any(token.text == "," for token in layout.doc[match.end : right])
    return comma and (layout.opens(right) or layout.texts[match.end] == ",")


def _tail(match: Match, layout: Layout, left: Range, right: int | None, sources: list[Span]) -> Range | None:
    """What of the content follows a reporting clause in its middle, or None."""
    if right is not None:
        return (right, right_end(layout, match, right))
    limit = layout.sentence(match.head.i)[1]
    after = max([match.end, *(source.end for source in sources if source.end <= limit)])
    index = next((i for i in range(after, limit) if layout.doc[i].text in {",", "—", "–"}), None)
    if (
        index is None
        or index + 1 >= limit
        or index - after > FARTHEST_TAIL
        or not _continues(match, layout, left, index + 1)
    ):
        return None
    return (index + 1, right_end(layout, match, index + 1))


def _continues(match: Match, layout: Layout, left: Range, index: int) -> bool:
    """Whether what follows the reporting clause belongs to the content again."""
    token = layout.doc[index]
    if layout.opens(index):
        return True
    if layout.closes(left[1] - 1) and layout.opens(left[0]):
        return False
    if not _complete(layout, left) or left[1] - left[0] <= SHORT:
        return token.tag_ not in {"VBG", "WP", "WDT"}
    if token.tag_ == "VBG" or token.lower_ in ASIDES:
        return False
    if token.dep_ == "cc":
        verb = next((t for t in layout.doc[index + 1 : layout.sentence(index)[1]] if t.tag_ in FINITE), None)
        return verb is not None and not (token.head.i == match.head.i and not is_clause(_main(verb)))
    if token.dep_ == "mark" or token.pos_ in {"ADP", "SCONJ"}:
        return True
    return any(left[0] <= t.head.i < left[1] for t in layout.doc[index : index + 8])


def _main(verb: Token) -> Token:
    return verb.head if verb.dep_ in {"aux", "auxpass"} else verb


def _complete(layout: Layout, left: Range) -> bool:
    """Whether the words before the reporting clause are a main clause of their own."""
    words = layout.doc[left[0] : left[1]]
    return any(t.tag_ in FINITE for t in words) and words[0].dep_ != "mark"
