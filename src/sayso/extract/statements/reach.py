"""Decides how far content reaches to the right: where the outlet, or another statement, takes over."""

from __future__ import annotations

from spacy.tokens import Token

from sayso.extract.statements.cues import Match, is_verb, joined_report, words
from sayso.extract.statements.layout import LONGEST_CONTENT, Layout
from sayso.extract.statements.lexicon import PERSONAL, entries, is_noun_of
from sayso.extract.syntax import SUBJECTS

JOINS = frozenset({"and", "but", "or", "nor", "yet", "&", "plus", "while", "so"})
BREAKS = frozenset({",", "—", "–", "--", "-"})


BESIDE = frozenset({"while", "whereas", "as", "though", "although"})
STOPS = BREAKS | {";"}


def right_end(layout: Layout, match: Match, start: int) -> int:
    """One past the last token of the content that starts at `start` and goes on to the right."""
    end = _limit(layout, match, start)
    index = start
    while index < end:
        quote = layout.quote(index)
        if quote is not None and quote[0] == index and quote != layout.quote(match.head.i):
            index = quote[1]
            end = max(end, index) if quote[0] == start else end
            if (
                index + 1 < end
                and layout.doc[index - 2].text in BREAKS
                and (
                    (quote[0] == start and not _quotes_on(layout, index, end))
                    or _ends_at_break(layout, match, index, end)
                )
            ):
                return index
            continue
        may_end = layout.texts[index] in STOPS or layout.lemmas[index] in JOINS
        if may_end and _ends_here(layout, match, start, index, end):
            return index
        index += 1
    return max(index, start)


def _quotes_on(layout: Layout, index: int, end: int) -> bool:
    """Whether more is quoted from here to the end, with no other cue before it: the same voice goes on."""
    for i in range(index, end):
        if layout.opens(i):
            return True
        if layout.lemmas[i] in entries("verb") and is_verb(layout.doc[i]):
            return False
    return False


def _limit(layout: Layout, match: Match, start: int) -> int:
    """The end of the sentence, or of the quotation that the cue itself stands in."""
    if start >= len(layout.doc) or layout.sentence_at[start] < 0:  # the text breaks off behind the cue
        end = start
    else:
        end = min(layout.sentence(start)[1], start + LONGEST_CONTENT)
    verb = match.head
    if verb.dep_ == "relcl" and verb.head.dep_ in SUBJECTS and verb.right_edge.i < verb.head.head.i:
        end = min(end, max(verb.right_edge.i + 1, start))  # the clause that "which" begins lies before its main verb
    inside = layout.quote(match.head.i)
    if inside is not None:
        end = min(end, inside[1] - 1) if layout.closes(inside[1] - 1) else min(end, inside[1])
    return end


def _ends_here(layout: Layout, match: Match, start: int, index: int, end: int) -> bool:
    token = layout.doc[index]
    if token.text == ";":
        return not any(t.lower_ == "that" for t in layout.doc[index + 1 : min(index + 3, end)])
    if token.text in BREAKS and index + 1 < end:
        return _ends_at_break(layout, match, index + 1, end) and not _is_begun(layout, match, start, index, end)
    return token.dep_ == "cc" and _joins_cue(layout, match, token, end)


def _is_begun(layout: Layout, match: Match, start: int, index: int, end: int) -> bool:
    """Whether a reported clause is not yet complete here: its verb comes behind the insertion that begins."""
    if not match.takes("that", "quote") or layout.doc[index].text != ",":
        return False
    if any(t.pos_ in {"VERB", "AUX"} and t.dep_ != "amod" for t in layout.doc[start:index]):
        return False
    close = next((i for i in range(index + 1, end) if layout.texts[i] == ","), end)
    return any(t.pos_ in {"VERB", "AUX"} for t in layout.doc[close:end])


def _ends_at_break(layout: Layout, match: Match, index: int, end: int) -> bool:
    """Whether the content ends at the comma or dash before this token."""
    token = layout.doc[index]
    if token.lower_ == "according":
        return True
    if token.tag_ == "VBG" or (token.pos_ == "ADV" and index + 1 < end and layout.doc[index + 1].tag_ == "VBG"):
        verb = token if token.tag_ == "VBG" else layout.doc[index + 1]
        return verb.dep_ != "prep" and (verb.lemma_.lower() in entries("verb") or _hangs_on(match.head, verb, index))
    if token.dep_ == "cc":
        return _joins_cue(layout, match, token, end)
    if token.lower_ in words("asides") and _has_subject(layout, index, end):
        return True
    if token.tag_ in {"WDT", "WP", "WP$"}:
        return layout.quote_at[index] < 0
    if token.dep_ in {"mark", "advmod"} and _is_other_report(token):
        return True
    if _is_anaphor(layout, index, end):
        return True
    return _hangs_on(match.head, token, index) and not _quotes_on(layout, index, end)


def _joins_cue(layout: Layout, match: Match, cc: Token, end: int) -> bool:
    """Whether "and" or "but" joins another report to this one: a cue with a subject of its own, or one beside ours."""
    if cc.i + 1 < end and (layout.doc[cc.i + 1].lower_ == "that" or _quotes_on(layout, cc.i + 1, end)):
        return False
    verb = next((c for c in cc.head.children if c.dep_ == "conj" and c.i > cc.i), None)
    if verb is None:
        return cc.head.i == match.head.i
    if not is_verb(verb):
        return False
    if cc.head.i == match.head.i or joined_report(verb) == match.head:
        return True
    reports = verb.lemma_.lower() in entries("verb")
    own = [c for c in verb.children if c.dep_ in SUBJECTS]
    return reports and bool(own) and layout.doc[cc.i - 1].text in {",", ";"} and own[0].pos_ != "PRON"


def _is_other_report(token: Token) -> bool:
    """Whether "while", "though" or "as" sets another report beside this one ("..., while others say")."""
    verb = token.head
    if token.lower_ not in BESIDE or verb.lemma_.lower() not in entries("verb"):
        return False
    return is_verb(verb) and any(child.dep_ in SUBJECTS and child.lower_ not in PERSONAL for child in verb.children)


def _has_subject(layout: Layout, index: int, end: int) -> bool:
    return any(token.dep_ in SUBJECTS for token in layout.doc[index + 1 : min(index + 12, end)])


def _is_anaphor(layout: Layout, index: int, end: int) -> bool:
    """Whether what follows is a noun for the content, with somebody's word on it ("..., a charge the army rejects")."""
    for token in layout.doc[index : min(index + 6, end)]:
        if token.pos_ not in {"DET", "ADJ", "NOUN", "ADV"}:
            return False
        if is_noun_of(token, "anaphors") and token.pos_ == "NOUN":
            return any(child.dep_ in {"relcl", "acl"} for child in token.children)
    return False


def _hangs_on(verb: Token, token: Token, index: int) -> bool:
    """Whether the stretch that begins here hangs on the cue itself or on what is above it, not on the content."""
    top = token
    while top.head.i >= index and top.head.i != top.i:
        top = top.head
    if top.head.i == verb.i and top.i != verb.i:
        return top.dep_ in {"advcl", "conj", "npadvmod", "parataxis"}
    if verb.dep_ in {"ROOT", "parataxis"}:
        return False
    return any(above.i in {top.head.i, top.i} for above in verb.ancestors)
