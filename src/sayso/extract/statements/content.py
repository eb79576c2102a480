"""Finds what is said: the token ranges of the content behind a verb cue."""

from __future__ import annotations

from spacy.tokens import Span, Token

from sayso.extract.statements.cues import Match, is_verb
from sayso.extract.statements.layout import Layout
from sayso.extract.statements.lexicon import entries
from sayso.extract.statements.reach import right_end
from sayso.extract.statements.sources import quoting_verb
from sayso.extract.syntax import SUBJECTS, trim

Range = tuple[int, int]
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
OBJECT_PRONOUNS = frozenset("me us him her it them you".split())
#: How far "that" may stand from its verb: "said in a post on X late on Monday night local time that".
LONGEST_ADJUNCT = 40
#: So few tokens before an insertion are rarely all of the content ("What's more, they say, ...").
SHORT = 5
ADJUNCTS = frozenset({"prep", "advmod", "npadvmod", "dative", "agent", "prt", "tmod", "neg", "mark", "pcomp", "pobj", "advcl"})


def find_clause(match: Match, layout: Layout, sources: list[Span]) -> list[Range]:
    """Content that is a clause or a quotation, before, after or around the reporting clause; empty if there is none."""
    if match.takes("saying"):
        return _before_quoting(match, layout, sources)
    right = clause_start(match, layout)
    begin = reporting_start(match, sources)
    if right is not None and not _set_off(layout, right, match) and not _follows_quote(match, layout, begin, right):
        return _ranges(layout, [(right, right_end(layout, match, right))])
    left = _left(match, layout, begin)
    if left is not None and right is None and not _stands(layout, left) and _tail(match, layout, left, right, sources) is None:
        return []
    if right is not None and left is not None and not _set_off(layout, right, match):
        right = None
    if left is None:
        return _ranges(layout, [(right, right_end(layout, match, right))]) if right is not None else []
    tail = _tail(match, layout, left, right, sources)
    return _ranges(layout, [left, *([tail] if tail is not None else [])])


def _follows_quote(match: Match, layout: Layout, begin: int, right: int) -> bool:
    """Whether the content is the quotation right before the reporting clause, whatever name in quotes comes after it."""
    before = _last_before(layout, begin) if begin else 0
    return match.takes("whom") and layout.opens(right) and begin > 0 and layout.closes(before) and _is_parted(layout, before)


def _before_quoting(match: Match, layout: Layout, sources: list[Span]) -> list[Range]:
    """Of "..., he quoted them as saying": what was said, and "them as saying"."""
    saying = next((t for t in layout.doc[match.end : layout.sentence(match.head.i)[1]] if quoting_verb(t) is not None), None)
    if saying is None or quoting_verb(saying) != match.head:
        return []
    begin = min([reporting_start(match, sources), *(source.start for source in sources)])
    left = _left(match, layout, begin, quoted=True)
    return _ranges(layout, [left, (match.end, saying.i + 1)]) if left is not None else []


def _ranges(layout: Layout, ranges: list[Range]) -> list[Range]:
    trimmed = [trim(layout.doc, start, end) for start, end in ranges]
    return [(span.start, span.end) for span in trimmed if len(span)]


def reporting_start(match: Match, sources: list[Span]) -> int:
    """The first token of the reporting clause, which an inverted subject does not change."""
    first, doc = match.start, match.head.doc
    quoting = quoting_verb(match.head)
    if quoting is not None:
        first = min(first, quoting.i, *(child.left_edge.i for child in quoting.children if child.dep_ in SUBJECTS))
    while first > 0 and doc[first - 1].dep_ in {"aux", "auxpass", "neg", "advmod"} and doc[first - 1].head.i == match.head.i:
        first -= 1
    before = [source.start for source in sources if source.start < match.start]
    return min([first, *before])


# --- after the cue ---------------------------------------------------------------------------------------------------


def clause_start(match: Match, layout: Layout) -> int | None:
    """Where a clause or a quotation that depends on the verb begins to its right; None where there is none."""
    limit = min(layout.sentence(match.head.i)[1], match.end + LONGEST_ADJUNCT)
    index, comma = match.end, False
    while index < limit:
        token = layout.doc[index]
        if token.text == ",":
            comma = True
        elif comma and token.tag_ == "VBG" and token.lemma_.lower() in entries("verb"):
            return None
        elif match.takes("whom") and (behind := _behind_title(layout, index)) is not None:
            index = behind
            continue
        elif layout.opens(index) or token.text == ":":
            return _quoted_start(match, layout, index)
        elif token.lower_ == "that" and _introduces(token):
            if _is_noun_clause(token):
                return None
            return index + 1 if match.takes("that") else None
        elif (start := _bare_start(match, layout, token, comma)) is not None:
            return start if start >= 0 else None
        index += 1
    return _next_paragraph(match, layout, index)


def _behind_title(layout: Layout, index: int) -> int | None:
    """Where a title in quotation marks that opens here ends ("told "Good Morning" that"); None if it is no title."""
    quote = layout.quote(index)
    if quote is None or quote[0] != index or quote[1] - index > 9:
        return None
    titled = all(t.text[:1].isupper() or not t.is_alpha or t.pos_ in {"ADP", "DET", "CCONJ"} for t in layout.doc[quote[0] : quote[1]])
    ends = layout.doc[quote[1] - 2].is_punct
    return quote[1] if titled and not ends else None


def _quoted_start(match: Match, layout: Layout, index: int) -> int | None:
    """The quotation that opens here or after the colon here."""
    if layout.doc[index].text == ":":
        index += 1
        while index < len(layout.doc) and layout.doc[index].is_space:
            index += 1
        if not match.takes("quote") or index >= len(layout.doc):
            return None
        return index
    if match.takes("quote"):
        return index
    return index if match.takes("that") and any(c.dep_ == "ccomp" and c.i > index for c in match.head.children) else None


def _next_paragraph(match: Match, layout: Layout, index: int) -> int | None:
    """A quotation in the next paragraph, where the sentence ends in a colon."""
    if index == 0 or index >= len(layout.doc) or layout.doc[index - 1].text != ":" or not match.takes("quote"):
        return None
    while index < len(layout.doc) and layout.doc[index].is_space:
        index += 1
    return index if index < len(layout.doc) and layout.opens(index) else None


def _introduces(token: Token) -> bool:
    """Whether "that" introduces a clause here (the parser may take it for the article of the noun behind it)."""
    if token.dep_ == "mark" or (token.dep_ == "dobj" and token.i + 1 < len(token.doc) and _is_misread_object(token)):
        return True
    return token.tag_ in {"IN", "WDT", "DT"} and token.dep_ not in {"nsubj", "nsubjpass", "dobj", "pobj"} and token.dep_ != "advmod"


def _is_misread_object(that: Token) -> bool:
    """Whether "that" was taken for an object that the clause has besides ("predicted at the talks that they would take all")."""
    return any(child.dep_ == "dobj" and child.i > that.head.i for child in that.head.children)


def _is_noun_clause(that: Token) -> bool:
    """Whether "that" introduces what a noun before it says ("responded to reports that"), not a medium ("in a letter that")."""
    clause = that.head
    if clause.dep_ not in {"acl", "relcl"}:
        return False
    noun = clause.head
    return noun.pos_ == "NOUN" and not (noun.dep_ == "pobj" and noun.head.lower_ in {"in", "on", "at", "during", "via"})


def _bare_start(match: Match, layout: Layout, token: Token, comma: bool) -> int | None:
    """The start of a clause without "that" at this token; -1 where the search has to end; None to go on."""
    if token.dep_ in SUBJECTS and token.head.i > token.i and token.i == match.end:
        return token.i if match.takes("that") else -1
    child = _child_towards(match.head, token)
    if child is None:
        return _misread_start(match, token, comma)
    if token.tag_ in {"WP", "WRB", "WDT"} or token.lower_ in {"whether", "if"}:
        if child.dep_ in {"ccomp", "xcomp", "pcomp"} and not comma:
            return token.i if match.takes("wh", "quote") else -1
    if child.dep_ == "ccomp" and child.i > match.head.i:
        if not match.takes("that") or not _is_clause(child) or comma:
            return -1
        return _after_time(layout, token.i, child)
    if child.dep_ in ADJUNCTS or (child.dep_ in {"dobj", "dative"} and _is_addressee(match, child)):
        return None
    if child.dep_ in {"nsubj", "nsubjpass"} and child.i > match.head.i:
        return None
    return -1


def _misread_start(match: Match, token: Token, comma: bool) -> int | None:
    """A subject that follows the verb directly, where the parser hung the clause elsewhere."""
    if comma or token.dep_ not in {"nsubj", "nsubjpass", "expl"} or token.head.i < token.i:
        return -1 if token.pos_ in {"VERB", "AUX"} else None
    return token.left_edge.i if match.takes("that") and token.left_edge.i >= match.end else None


def _child_towards(verb: Token, token: Token) -> Token | None:
    """The child of the verb on the way from it down to a token; None if the token does not hang on the verb."""
    while token.head.i != token.i:
        if token.head.i == verb.i:
            return token
        token = token.head
    return None


def _is_clause(head: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass", "expl", "csubj", "attr"} for child in head.children)


def _is_addressee(match: Match, child: Token) -> bool:
    return match.takes("whom") or (child.dep_ == "dative")


def _after_time(layout: Layout, index: int, clause: Token) -> int:
    """The clause's start, short of a time that the parser put into it but that belongs to the verb ("said on Monday it")."""
    subject = next((c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass", "expl"}), None)
    if subject is None or subject.left_edge.i <= index:
        return index
    between = layout.doc[index : subject.left_edge.i]
    only_time = all(t.i in layout.time_at or t.pos_ in {"ADP", "ADV", "DET", "PART"} for t in between)
    has_time = any(t.i in layout.time_at or t.ent_type_ in {"DATE", "TIME"} for t in between)
    return subject.left_edge.i if only_time and has_time and layout.doc[subject.left_edge.i - 1].text != "," else index


# --- before the cue --------------------------------------------------------------------------------------------------


def _set_off(layout: Layout, right: int, match: Match) -> bool:
    """Whether a comma parts the verb from what follows, so that content may stand on both sides."""
    comma = any(token.text == "," for token in layout.doc[match.end : right])
    return comma and (layout.opens(right) or layout.texts[match.end] == ",")


def _left(match: Match, layout: Layout, begin: int, *, quoted: bool = False) -> Range | None:
    """The content before the reporting clause: a quotation, or the sentence so far."""
    if not (match.takes("quote") or quoted) or begin == 0 or not (quoted or _may_follow(match)):
        return None
    last = _last_before(layout, begin)
    first = layout.sentence(match.head.i)[0] if layout.sentence_at[match.head.i] >= 0 else begin
    if layout.closes(last) and layout.quote_at[match.head.i] < 0 and _is_parted(layout, last):
        quote = layout.quote(last)
        if quote is None or (last < first and layout.texts[last - 1] == "." and clause_start(match, layout) is not None):
            return None
        return (_start_before(layout, first, quote), last + 1)
    if last < first or layout.doc[last].text not in {",", "—", "–", "--", "?", "!"}:
        return None
    inside = layout.quote(first)
    if inside is not None and inside[0] < first and inside[1] < begin:
        first = layout.sentence(inside[0])[0]
    start = _clause_begin(layout, first, begin)
    start += layout.doc[start].dep_ == "cc"
    return (start, begin) if not _is_adjunct(layout, start, begin, match) else None


def _last_before(layout: Layout, begin: int) -> int:
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


def _may_follow(match: Match) -> bool:
    """Whether the cue can stand behind its content: not in a clause with "because" or "that", nor as a bare participle."""
    verb = match.head
    children = {child.dep_ for child in verb.children if child.i < verb.i}
    if "mark" in children:
        return False
    return verb.tag_ != "VBG" or "aux" in children or quoting_verb(verb) is not None


def _is_parted(layout: Layout, last: int) -> bool:
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
    begin = first
    for index in range(first, last):
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
    return (
        layout.doc[cc.i - 1].text == ","
        and report.lemma_.lower() in entries("verb")
        and is_verb(report)
        and behind is not None
        and _is_clause(behind)
    )


def _is_adjunct(layout: Layout, start: int, end: int, match: Match) -> bool:
    """Whether the words before the reporting clause only tell when or how it was said ("On Monday, ...", "Still, ...")."""
    words = [token for token in layout.doc[start:end] if not token.is_punct and not token.is_space]
    if all(t.i in layout.time_at or t.pos_ in {"ADP", "ADV", "CCONJ", "SCONJ"} for t in words):
        return True
    if words[0].tag_ in {"VBG", "VBN"} and words[0].dep_ == "advcl" and words[0].head.i == match.head.i:
        return True
    return not _has_verb(layout, start, end) and any(t.head.i == match.head.i and t.dep_ in {"prep", "npadvmod"} for t in words)


def _stands(layout: Layout, left: Range) -> bool:
    """Whether the words before the reporting clause are a clause (or a quotation), not the beginning of one."""
    if layout.closes(left[1] - 1) or layout.opens(left[0]):
        return True
    top = layout.doc[left[0]]
    while left[0] <= top.head.i < left[1] and top.head.i != top.i:
        top = top.head
    subordinate = top.dep_ == "advcl" and any(c.dep_ in {"mark", "advmod"} and c.i == left[0] for c in top.children)
    return _has_verb(layout, left[0], left[1]) and not subordinate


def _has_verb(layout: Layout, start: int, end: int) -> bool:
    return any(token.pos_ in {"VERB", "AUX"} and token.dep_ != "amod" for token in layout.doc[start:end])


# --- around the cue --------------------------------------------------------------------------------------------------


def _tail(match: Match, layout: Layout, left: Range, right: int | None, sources: list[Span]) -> Range | None:
    """What of the content follows a reporting clause in its middle, or None."""
    if right is not None:
        return (right, right_end(layout, match, right))
    limit = layout.sentence(match.head.i)[1]
    after = max([match.end, *(source.end for source in sources if source.end <= limit)])
    index = next((i for i in range(after, limit) if layout.doc[i].text in {",", "—", "–"}), None)
    if index is None or index + 1 >= limit or index - after > 12 or not _continues(match, layout, left, index + 1):
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
    if token.tag_ == "VBG" or token.lower_ in {"as", "while", "without", "even", "who", "which", "a", "an", "whose", "speaking"}:
        return False
    if token.dep_ == "cc":
        verb = next((t for t in layout.doc[index + 1 : layout.sentence(index)[1]] if t.tag_ in FINITE), None)
        return verb is not None and not (token.head.i == match.head.i and not _is_clause(_main(verb)))
    if token.dep_ == "mark" or token.pos_ in {"ADP", "SCONJ"}:
        return True
    return any(left[0] <= t.head.i < left[1] for t in layout.doc[index : index + 8])


def _main(verb: Token) -> Token:
    return verb.head if verb.dep_ in {"aux", "auxpass"} else verb


def _complete(layout: Layout, left: Range) -> bool:
    """Whether the words before the reporting clause are a main clause of their own."""
    words = layout.doc[left[0] : left[1]]
    return any(t.tag_ in FINITE for t in words) and words[0].dep_ != "mark"
