"""Finds content that stands before its cue: the quotation or the part of the sentence that the cue follows."""

from __future__ import annotations

from spacy.tokens import Span, Token

from sayso.extract.statements.after import clause_start, is_clause
from sayso.extract.statements.cues import Match, is_verb
from sayso.extract.statements.layout import LONGEST_CONTENT, Layout, Range
from sayso.extract.statements.lexicon import entries
from sayso.extract.statements.sources import quoting_verb
from sayso.extract.syntax import SUBJECTS


def reporting_start(match: Match, sources: list[Span]) -> int:
    """The first token of the reporting clause, which an inverted subject does not change."""
    first, doc = match.start, match.head.doc
    quoting = quoting_verb(match.head)
    if quoting is not None:
        first = min(first, quoting.i, *(child.left_edge.i for child in quoting.children if child.dep_ in SUBJECTS))
    while (
        first > 0
        and doc[first - 1].dep_ in {"aux", "auxpass", "neg", "advmod"}
        and doc[first - 1].head.i == match.head.i
    ):
        first -= 1
    before = [source.start for source in sources if source.start < match.start]
    return min([first, *before])


def find_left(match: Match, layout: Layout, begin: int, *, quoted: bool = False) -> Range | None:
    """The content before the reporting clause: a quotation, or the sentence so far."""
    if not (match.takes("quote") or quoted) or begin == 0 or not (quoted or _may_follow(match)):
        return None
    last = last_before(layout, begin)
    first = layout.sentence(match.head.i)[0] if layout.sentence_at[match.head.i] >= 0 else begin
    if last < first and "\n" in layout.doc[last : first + 1].text:
        return None
    if layout.closes(last) and layout.quote_at[match.head.i] < 0 and is_parted(layout, last):
        quote = layout.quote(last)
        if quote is None or (last < first and layout.texts[last - 1] == "." and _says_more(match, layout)):
            return None
        return (_start_before(layout, first, quote), last + 1)
    if (
        last < first
        or layout.doc[last].text not in {",", "—", "–", "--", "?", "!"}
        or not (quoted or match.takes("that"))
    ):
        return None
    inside = layout.quote(first)
    if inside is not None and inside[0] < first and inside[1] < begin:
        first = layout.sentence(inside[0])[0]
    start = _clause_begin(layout, first, begin)
    start += layout.doc[start].dep_ == "cc"
    return (start, begin) if not _is_adjunct(layout, start, begin, match) else None


def last_before(layout: Layout, begin: int) -> int:
    """The last token before the reporting clause; a few words that the parser lost do not part it from a quotation."""
    last = begin - 1
    while last > 0 and layout.doc[last].is_space:
        last -= 1
    for index in range(last, max(last - 6, 0), -1):
        if layout.closes(index) and layout.quote_at[begin] != layout.quote_at[index]:
            return index
        if layout.doc[index].pos_ in {"VERB", "AUX", "PUNCT", "CCONJ", "SCONJ"} and layout.doc[index].text != "-":
            break
    return last


def _says_more(match: Match, layout: Layout) -> bool:
    """Whether the cue has a content of its own behind it, so that it does not mean the quotation that ended before."""
    own = any(child.i >= match.end and child.dep_ in {"dobj", "xcomp", "ccomp"} for child in match.head.children)
    return own or clause_start(match, layout) is not None


def _may_follow(match: Match) -> bool:
    """Whether the cue can stand behind its content: not in a clause with "because", nor as a bare participle."""
    verb = match.head
    children = {child.dep_ for child in verb.children if child.i < verb.i}
    if "mark" in children:
        return False
    return verb.tag_ != "VBG" or "aux" in children or quoting_verb(verb) is not None


def is_parted(layout: Layout, last: int) -> bool:
    """Whether the quotation that closes here ends in a comma or a stop, as reported speech before its cue does."""
    before = layout.doc[last - 1] if last else layout.doc[last]
    return before.is_punct or before.text.endswith(".")


def _start_before(layout: Layout, first: int, quote: Range) -> int:
    """Where content that ends in a quotation starts: with it, or with the sentence of which it is a part."""
    if quote[0] <= first or layout.doc[quote[0] - 1].text in {"—", "–", "--", "-", ":"}:
        return quote[0]
    return _clause_begin(layout, first, quote[0])


def _clause_begin(layout: Layout, first: int, last: int) -> int:
    """The start of the sentence, or what follows its last semicolon outside of quotations."""
    begin = max(first, last - LONGEST_CONTENT)
    for index in range(begin, last):
        token = layout.doc[index]
        if layout.quote_at[index] >= 0:
            continue
        if token.text == ";" or (token.dep_ == "cc" and index > first and _ends_report(layout, token)):
            begin = index + 1
    return begin


def _ends_report(layout: Layout, cc: Token) -> bool:
    """Whether the clause before ", but" is a report of its own and the one behind it a new clause."""
    report = cc.head
    behind = next((c for c in report.children if c.dep_ == "conj" and c.i > cc.i), None)
    return layout.doc[cc.i - 1].text == "," and _reports(report) and behind is not None and is_clause(behind)


def _reports(verb: Token) -> bool:
    """Whether a verb is a cue here: with a clause, or one that needs no object of a certain kind."""
    if any(child.dep_ == "ccomp" and child.i > verb.i for child in verb.children):
        return is_verb(verb) and verb.lemma_.lower() in entries("verb")
    return is_verb(verb) and any(not entry.object_list for entry in entries("verb").get(verb.lemma_.lower(), ()))


def _is_adjunct(layout: Layout, start: int, end: int, match: Match) -> bool:
    """Whether the words before the reporting clause only tell when or how it was said ("On Monday, he said")."""
    words = [token for token in layout.doc[start:end] if not token.is_punct and not token.is_space]
    if all(t.i in layout.time_at or t.pos_ in {"ADP", "ADV", "CCONJ", "SCONJ"} for t in words):
        return True
    leads = words[0].dep_ == "prep" and words[0].head.i == match.head.i
    if leads and words[0].right_edge.i >= words[-1].i:
        return True
    if words[0].tag_ in {"VBG", "VBN"} and words[0].dep_ == "advcl" and words[0].head.i == match.head.i:
        return True
    return not _has_verb(layout, start, end) and any(
        t.head.i == match.head.i and t.dep_ in {"prep", "npadvmod"} for t in words
    )


def stands(layout: Layout, left: Range, cue: Token) -> bool:
    """Whether the words before the reporting clause are a clause (or a quotation), not the beginning of one."""
    if layout.closes(left[1] - 1) or layout.opens(left[0]):
        return True
    if any(child.dep_ == "ccomp" and left[0] <= child.i < left[1] for child in cue.children):
        return True
    top = layout.doc[left[0]]
    while left[0] <= top.head.i < left[1] and top.head.i != top.i:
        top = top.head
    subordinate = top.dep_ == "advcl" and any(c.dep_ in {"mark", "advmod"} and c.i == left[0] for c in top.children)
    return _has_verb(layout, left[0], left[1]) and not subordinate


def _has_verb(layout: Layout, start: int, end: int) -> bool:
    return any(token.pos_ in {"VERB", "AUX"} and token.dep_ != "amod" for token in layout.doc[start:end])
