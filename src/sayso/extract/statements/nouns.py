"""Finds nouns that attribute together with their content: "the army's claim that", "denials by both sides of"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from sayso.extract.statements.cues import Match, words
from sayso.extract.statements.layout import Layout, Range
from sayso.extract.statements.lexicon import LookUp, is_noun_of, listed, nouns
from sayso.extract.statements.reach import right_end
from sayso.extract.statements.sources import can_speak, source_heads, source_phrase
from sayso.extract.syntax import trim

#: How many tokens may stand between a noun and its infinitive ("pledge last month to").
LONGEST_GAP = 3
ASIDE = frozenset({",", ";", "—", "–"})


def find_nouns(layout: Layout, look_up: LookUp = listed) -> Iterator[tuple[Match, list[Span], list[Range]]]:
    """The noun cues of the body that have both a source and a content."""
    for index, lemma in enumerate(layout.lemmas):
        found = look_up("noun", lemma) if lemma else ()
        if not found or not ((token := layout.doc[index]).pos_ in {"NOUN", "PROPN"} or is_misread(token)):
            continue
        match = Match(found[0], token, index, index + 1)
        content = _content(match, layout)
        sources = _sources(match, layout) if content else []
        if sources:
            yield match, sources, content


def is_misread(token: Token) -> bool:
    """Whether a noun behind a demonym was taken for a verb ("Chinese claims that")."""
    if (
        token.tag_ not in {"VBZ", "VBP"}
        or token.i == 0
        or any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children)
    ):
        return False
    before = token.doc[token.i - 1]
    return before.tag_ == "JJ" and before.text[:1].isupper() and before.i > token.sent.start


def _content(match: Match, layout: Layout) -> list[Range]:
    """The clause, infinitive or prepositional phrase that says what is claimed."""
    if match.takes("number"):
        return _number(match, layout)
    for child in match.head.children:
        if child.i < match.end:
            continue
        start = _start(match, child)
        if start is not None and (child.dep_ != "prep" or not _is_followed(match, child)):
            span = trim(layout.doc, start, _end(layout, start, child.right_edge.i + 1))
            return [(span.start, span.end)] if len(span) else []
    return _behind_copula(match, layout)


def _is_followed(match: Match, child: Token) -> bool:
    """Whether a clause that says it comes after the phrase ("claims of the army that ...")."""
    return any(
        c.dep_ in {"acl", "ccomp"} and c.i > child.i and _start(match, c) is not None for c in match.head.children
    )


def _behind_copula(match: Match, layout: Layout) -> list[Range]:
    """ "Its position is that ..."."""
    be = match.head.head
    if match.head.dep_ != "nsubj" or be.lemma_ != "be" or not match.takes("that", "to"):
        return []
    aim = next((c for c in be.children if c.dep_ == "xcomp" and c.left_edge.lower_ == "to"), None)
    if aim is not None and match.takes("to"):
        return [(aim.left_edge.i, _end(layout, aim.left_edge.i, aim.right_edge.i + 1))]
    if not match.takes("that"):
        return []
    clause = next((c for c in be.children if c.dep_ == "ccomp" and c.i > be.i), None)
    if clause is None or layout.doc[clause.left_edge.i].lower_ != "that":
        return []
    span = trim(layout.doc, clause.left_edge.i + 1, _end(layout, clause.left_edge.i + 1, clause.right_edge.i + 1))
    return [(span.start, span.end)] if len(span) else []


def _number(match: Match, layout: Layout) -> list[Range]:
    """The number that a count comes to: "its count was eight", "an estimate of forty dead"."""
    noun = match.head
    told = (
        [c for c in noun.head.children if c.dep_ in {"attr", "acomp"}]
        if noun.dep_ == "nsubj" and noun.head.lemma_ == "be"
        else []
    )
    counted = [
        c
        for prep in noun.children
        if prep.lower_ == "of" and prep.i >= match.end
        for c in prep.children
        if c.dep_ == "pobj"
    ]
    for head in (*told, *counted):
        words = layout.doc[head.left_edge.i : head.right_edge.i + 1]
        if any(
            t.pos_ == "NUM" or t.lower_ in {"dozens", "hundreds", "thousands"}
            for t in words
        ):
            end = (
                right_end(layout, Match(match.entry, noun.head, match.start, match.end), words.start)
                if told
                else words.end
            )
            span = trim(layout.doc, words.start, end if told else _end(layout, words.start, end))
            return [(span.start, span.end)]
    return []


def _start(match: Match, child: Token) -> int | None:
    """Where the content starts if this child of the noun holds it."""
    if child.dep_ in {"acl", "ccomp", "relcl", "xcomp"}:
        that = next((c for c in child.children if c.lower_ == "that" and c.dep_ in {"mark", "det"}), None)
        if that is not None and match.takes("that") and that.i - match.head.i <= 12:
            return that.i + 1
        to = next((c for c in child.children if c.lower_ == "to" and c.dep_ == "aux"), None)
        return to.i if to is not None and match.takes("to") and to.i - match.end <= LONGEST_GAP else None
    if child.dep_ != "prep" or not match.takes(child.lower_ if child.lower_ != "to" else "to-np"):
        return None
    return child.i + 1 if child.lower_ == "of" else child.i


def _end(layout: Layout, start: int, end: int) -> int:
    """The end of the content: a comma with an aside behind it ends it before the parser does."""
    for index in range(start, end - 1):
        if layout.doc[index].text in ASIDE and layout.quote_at[index] == layout.quote_at[start]:
            behind = layout.doc[index + 1]
            if behind.lower_ in words("asides") or behind.tag_ in {"WDT", "VBG"} or layout.doc[index].text == ";":
                return index
    return end


def _sources(match: Match, layout: Layout) -> list[Span]:
    """Whose claim it is: the owner, who comes after "by", a demonym before it, or the subject of its verb."""
    noun = match.head
    if is_noun_of(noun, "adherents"):
        return [source_phrase(head, layout, match.start) for head in _adherents(noun) if can_speak(head, layout)][:1]
    for child in noun.children:
        if child.dep_ == "poss" and child.i < noun.i and (child.tag_ == "PRP$" or can_speak(child, layout)):
            return [_owner(child, layout)]
        if child.dep_ == "prep" and child.lower_ in {"by", "from", "among"}:
            heads = [c for c in child.children if c.dep_ == "pobj" and can_speak(c, layout)]
            if heads:
                return [source_phrase(head, layout, match.start) for head in heads]
    for child in noun.children:
        if child.dep_ in {"amod", "compound", "nmod"} and _is_name(child, layout):
            return [layout.doc[child.left_edge.i : child.i + 1]]
    verb = noun.head
    if noun.dep_ == "dobj" and verb.lemma_.lower() in words("light"):
        return [source_phrase(head, layout, match.start) for head in source_heads(verb) if can_speak(head, layout)][:1]
    return []


def _adherents(noun: Token) -> list[Token]:
    """Who is called a supporter or an opponent: the subject of "is a supporter of", or the one that it describes."""
    if noun.dep_ == "attr":
        return source_heads(noun.head)
    return [noun.head] if noun.dep_ == "appos" else []


def _is_name(token: Token, layout: Layout) -> bool:
    """Whether an adjective or noun before the cue names whose word it is ("Chinese claims", "army denials")."""
    if token.i not in layout.draft.actor_at:
        return token.pos_ == "ADJ" and token.text[:1].isupper() and token.i > token.sent.start
    return token.text[:1].isupper() or (token.pos_ != "ADJ" and token.lemma_.lower() in nouns("speakers"))


def _owner(owner: Token, layout: Layout) -> Span:
    start = owner.left_edge.i
    before = layout.doc[start - 1] if start else owner
    if before.lower_ in {"of", "in"} and before.head.i < before.i and before.head.pos_ in {"NOUN", "PROPN"}:
        start = before.head.left_edge.i
    phrase = layout.doc[start : owner.i + 1]
    return phrase if len(phrase) <= 12 else source_phrase(owner, layout, owner.i)
