"""Finds attribution by a phrase: "according to X", "as X put it", "in the words of X", "by X's count"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from sayso.extract.draft import StatementDraft
from sayso.extract.statements.cues import Match
from sayso.extract.statements.layout import LONGEST_CONTENT, Layout, Range
from sayso.extract.statements.lexicon import Entry, entries, is_noun_of
from sayso.extract.statements.sources import can_speak, source_heads, source_phrase
from sayso.extract.syntax import trim

NEUTRAL = Entry(("according", "to"), "phrase", frozenset({"that"}), "neutral")
SAYS_AS = frozenset({"as"})
#: Verbs whose "by" names no voice: "stands by its count".
KEEPING = frozenset({"stand", "go", "abide"})
COUNTS = frozenset(["count", "tally", "estimate", "reckoning", "calculation", "account", "admission"])


def find_phrases(layout: Layout, outer: list[StatementDraft]) -> Iterator[tuple[Match, list[Span], list[Range]]]:
    """Cue, sources and content of each such phrase; `outer`: the statements that it may stand inside."""
    for index, lemma in enumerate(layout.lemmas):
        find = FINDERS.get(lemma)
        if find is None:
            continue
        token = layout.doc[index]
        found = find(token, layout)
        if found is not None:
            match, source, start, end = found
            content = _clause_around(layout, token, start, end, outer)
            if content:
                yield match, [source], content


Found = tuple[Match, Span, int, int]


def _according(token: Token, layout: Layout) -> Found | None:
    if token.lower_ != "according" or token.i + 2 >= len(layout.doc) or layout.doc[token.i + 1].lower_ != "to":
        return None
    to = layout.doc[token.i + 1]
    head = next((child for child in to.children if child.dep_ == "pobj"), None)
    if head is None:
        return None
    source = source_phrase(head, layout, token.i)
    return Match(NEUTRAL, token, token.i, token.i + 2), source, token.i, source.end


def _as_they_say(token: Token, layout: Layout) -> Found | None:
    """ "As" with a subject and a verb of saying that has no content of its own."""
    verb = token.head
    if verb.i <= token.i or verb.dep_ != "advcl" or verb.i - token.i > 12:
        return None
    entry = next((e for e in entries("verb").get(verb.lemma_.lower(), ()) if _has_words(verb, e)), None)
    heads = source_heads(verb)
    if entry is None or not heads or heads[0].i < token.i or not can_speak(heads[0], layout):
        return None
    end = verb.i + len(entry.words)
    after = [c for c in verb.children if c.i >= end and c.dep_ in {"dobj", "dative", "ccomp", "xcomp", "oprd"}]
    if "whom" in entry.frames:
        after = [child for child in after if child.dep_ not in {"dobj", "dative"}]
    it = len(after) == 1 and after[0].lower_ in {"it", "them", "this"}
    if (after and not it) or not (it or entry.frames & ({"quote", "that"} if verb.lemma_ != "put" else set())):
        return None
    end = max(end, after[0].i + 1 if it else 0)
    act = entry.act if entry.act in {"assert", "deny", "confirm", "accuse", "promise"} else "neutral"
    match = Match(Entry(entry.words, "phrase", frozenset({"that"}), act), verb, verb.i, end)
    return match, source_phrase(heads[0], layout, verb.i), token.i, _end_of_saying(verb, end)


def _has_words(verb: Token, entry: Entry) -> bool:
    """Whether the words of the entry stand there ("points out")."""
    following = verb.doc[verb.i + 1 : verb.i + len(entry.words)]
    return tuple(word.lower_ for word in following) == entry.words[1:]


def _end_of_saying(verb: Token, end: int) -> int:
    """Where a clause of saying ends with its place and time ("as she told us in May, | ..."): at its comma."""
    below = [
        child
        for child in verb.children
        if child.left_edge.i >= end and child.dep_ in {"prep", "npadvmod", "advmod", "dobj", "dative"}
    ]
    edge = max([end, *(child.right_edge.i + 1 for child in below)])
    return edge if edge < len(verb.doc) and verb.doc[edge].text == "," else end


def _in_the_words(token: Token, layout: Layout) -> Found | None:
    """ "In the words of X", "in X's words", "by X's count"."""
    noun = next((child for child in token.children if child.dep_ == "pobj"), None)
    if noun is None or noun.i - token.i > 8:
        return None
    if token.lower_ == "in" and is_noun_of(noun, "measurements"):
        return _in_a_poll(token, noun, layout)
    counts = token.lower_ == "by" and noun.lemma_.lower() in COUNTS and token.head.lemma_ not in KEEPING
    voices = token.lower_ == "in" and noun.lower_ in {"words", "view", "opinion"}
    if not counts and not voices:
        return None
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if counts:
        if owner is None or not can_speak(owner, layout):
            return None
        return (
            Match(NEUTRAL, token, token.i, token.i + 1),
            layout.doc[noun.left_edge.i : noun.i + 1],
            token.i,
            noun.i + 1,
        )
    of = next((c for prep in noun.children if prep.lower_ == "of" for c in prep.children if c.dep_ == "pobj"), None)
    head = owner if owner is not None else of
    if head is None or not can_speak(head, layout):
        return None
    source = source_phrase(head, layout, noun.i)
    return Match(NEUTRAL, noun, noun.i, noun.i + 1), source, token.i, max(noun.i + 1, source.end)


def _in_a_poll(token: Token, noun: Token, layout: Layout) -> Found | None:
    """ "In a survey, six in ten ...": the measurement tells it, if nobody in it does."""
    verb = token.head
    if verb.pos_ not in {"VERB", "AUX"} or any(t.lemma_.lower() in entries("verb") for t in (verb, *verb.children)):
        return None
    if any(child.dep_ == "nsubj" and child.pos_ == "PRON" for child in verb.children):
        return None
    source = source_phrase(noun, layout, token.i)
    return Match(NEUTRAL, token, token.i, token.i + 1), source, token.i, source.end


FINDERS = {"accord": _according, "according": _according, "as": _as_they_say, "in": _in_the_words, "by": _in_the_words}


def _clause_around(layout: Layout, token: Token, start: int, end: int, outer: list[StatementDraft]) -> list[Range]:
    """The clause that the phrase from `start` to `end` is put into, without the phrase."""
    first, last = layout.sentence(token.i)
    first, last = max(first, start - LONGEST_CONTENT), min(last, end + LONGEST_CONTENT)
    holding = [s for s in outer if s.covers(token) and s.content]
    if holding:
        inner = min(holding, key=lambda s: sum(len(c) for c in s.content))
        piece = next(c for c in inner.content if c.start <= token.i < c.end)
        first, last = piece.start, piece.end
    clause = token.head
    if clause.dep_ == "relcl" and clause.left_edge.i <= start < clause.right_edge.i and first <= clause.left_edge.i:
        first, last = clause.left_edge.i, min(last, clause.right_edge.i + 1)
        first += layout.doc[first].tag_ in {"WDT", "WP"}
    first = max([first, *(i + 1 for i in range(first, start) if layout.doc[i].text == ";" and layout.quote_at[i] < 0)])
    last = min([last, *(i for i in range(end, last) if layout.doc[i].text == ";" and layout.quote_at[i] < 0)])
    before, after = trim(layout.doc, first, start), trim(layout.doc, end, last)
    before = _without_stray_mark(layout, before)
    goes_on = end < last and layout.doc[end].text in {",", "—", "–"}
    parts = [before] if len(before) else []
    if len(after) and (not len(before) or goes_on) and not _is_about_source(after, start, end):
        parts.append(after)
    return [(part.start, part.end) for part in parts]


def _is_about_source(words: Span, start: int, end: int) -> bool:
    """Whether what follows the phrase describes the source ("according to Ruiz, the mayor")."""
    if words[0].tag_ in {"WDT", "WP", "VBG", "WP$"}:
        return True
    top = words.root
    return start <= top.head.i < end and top.dep_ in {"appos", "relcl", "acl", "conj"}


def _without_stray_mark(layout: Layout, span: Span) -> Span:
    """A span without an opening mark at its end ("... in the hospital, "as they claim")."""
    while len(span) and layout.opens(span.end - 1):
        span = trim(layout.doc, span.start, span.end - 1)
    return span
