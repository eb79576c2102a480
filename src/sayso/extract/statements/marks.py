"""Finds quotations that a mark gives to a speaker: [The mayor: "..."], [He is clear: "..."], ["..." — The mayor]."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from sayso.extract.draft import StatementDraft
from sayso.extract.statements.cues import Match
from sayso.extract.statements.layout import Layout, Range
from sayso.extract.statements.lexicon import Entry
from sayso.extract.statements.sources import can_speak, source_heads, source_phrase
from sayso.extract.syntax import noun_phrase, trim

MARK = Entry((":",), "mark", frozenset({"quote"}), "neutral")
DASHES = frozenset({"―", "—", "–", "--", "-"})
#: How many words may name a speaker before a colon or behind a dash.
LONGEST_NAME = 12
#: How many words may name whose turn it is, and the letters of question and answer.
LONGEST_TURN = 5
ROLES = frozenset({"Q", "A"})
#: Fewer words in quotation marks are a phrase, not speech.
SHORTEST_SPEECH = 5


def find_marked(layout: Layout, statements: list[StatementDraft]) -> Iterator[tuple[Match, list[Span], list[Range]]]:
    """Cue, source and content of the quotations that no statement holds so far, and that a mark attributes."""
    taken = {index for s in statements for span in (*s.content, s.cue) for index in range(span.start, span.end)}
    for start, end in layout.quotes:
        if start in taken or end - start < SHORTEST_SPEECH or not layout.draft.body[start]:
            continue
        found = _before(layout, start) or _behind(layout, end)
        if found is not None:
            yield *found, [(start, end)]
    yield from _turns(layout, taken)


def _turns(layout: Layout, taken: set[int]) -> Iterator[tuple[Match, list[Span], list[Range]]]:
    """Paragraphs that begin with their speaker and a colon, without quotation marks, as interviews are printed."""
    for paragraph in layout.draft.paragraphs:
        colon = _colon(layout, paragraph)
        if colon is None or layout.quote_at[colon + 1] >= 0 or colon + 1 in taken:
            continue
        words = layout.doc[paragraph.start : colon]
        known = layout.draft.actor_of(words)
        if words.text not in ROLES and (known is None or known.kind != "person"):
            continue
        content = trim(layout.doc, colon + 1, paragraph.end)
        if len(content) >= SHORTEST_SPEECH:
            yield Match(MARK, layout.doc[colon], colon, colon + 1), [words], [(content.start, content.end)]


def _colon(layout: Layout, paragraph: Span) -> int | None:
    """The colon behind a name at the beginning of a paragraph of the body: letters ("Q", "A") or capitalised words."""
    for index in range(paragraph.start, min(paragraph.start + LONGEST_TURN, paragraph.end - 1)):
        if layout.texts[index] == ":":
            return index if index > paragraph.start and layout.sentence_at[index + 1] >= 0 else None
        if not layout.texts[index][:1].isupper() or not layout.draft.body[index]:
            return None
    return None


def _before(layout: Layout, start: int) -> tuple[Match, list[Span]] | None:
    """The speaker or the clause that a colon parts from the quotation."""
    colon = start - 1
    while colon > 0 and layout.doc[colon].is_space:
        colon -= 1
    if colon <= 0 or layout.texts[colon] != ":" or layout.sentence_at[colon] < 0:
        return None
    first = layout.sentence(colon)[0]
    first = max([first, *(i + 1 for i in range(max(first, colon - LONGEST_NAME), colon) if layout.texts[i] in DASHES)])
    words = layout.doc[first:colon]
    verb = _main_verb(words)
    if verb is None:
        return _named(layout, words, colon)
    heads = [head for head in source_heads(verb) if can_speak(head, layout)]
    if not heads:
        return None
    cue = verb if verb.pos_ == "VERB" else layout.doc[colon]
    return Match(MARK, cue, cue.i, cue.i + 1), [source_phrase(heads[0], layout, verb.i)]


def _main_verb(words: Span) -> Token | None:
    """The last finite verb of the clause before the colon that is not in a clause within it."""
    verbs = [
        t for t in words if t.pos_ in {"VERB", "AUX"} and t.dep_ in {"ROOT", "ccomp", "conj", "parataxis", "advcl"}
    ]
    return verbs[-1] if verbs else None


def _named(layout: Layout, words: Span, colon: int) -> tuple[Match, list[Span]] | None:
    """Names alone before the colon."""
    if not 0 < len(words) <= LONGEST_NAME or not can_speak(words.root, layout):
        return None
    heads = [head for head in (words.root, *words.root.conjuncts) if words.start <= head.i < colon]
    phrases = [noun_phrase(head) for head in heads]
    spans = [layout.doc[max(phrase.start, words.start) : min(phrase.end, colon)] for phrase in phrases]
    return Match(MARK, layout.doc[colon], colon, colon + 1), spans


def _behind(layout: Layout, end: int) -> tuple[Match, list[Span]] | None:
    """The name behind a dash that closes the quotation's line."""
    dash = end
    while dash < len(layout.doc) and layout.doc[dash].is_space:
        dash += 1
    if dash + 1 >= len(layout.doc) or layout.texts[dash] not in DASHES or layout.sentence_at[dash + 1] < 0:
        return None
    last = min(layout.sentence(dash + 1)[1], dash + 1 + LONGEST_NAME)
    words = layout.doc[dash + 1 : last]
    if any(token.pos_ in {"VERB", "AUX"} for token in words) or not can_speak(words.root, layout):
        return None
    source = noun_phrase(words.root)
    span = layout.doc[max(source.start, dash + 1) : min(source.end, last)]
    return Match(MARK, layout.doc[dash], dash, dash + 1), [span]
