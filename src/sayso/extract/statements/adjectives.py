"""Finds the adjectives that attribute: "was adamant that", "is sceptical of", "are ready to"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from sayso.extract.statements.cues import Match, words
from sayso.extract.statements.layout import Layout, Range
from sayso.extract.statements.lexicon import entries
from sayso.extract.statements.reach import right_end
from sayso.extract.statements.sources import can_speak, source_heads, source_phrase
from sayso.extract.syntax import trim

PREDICATIVE = frozenset({"acomp", "ROOT", "ccomp", "conj", "oprd", "relcl", "advcl", "acl"})
COPULAS = frozenset(["be", "remain", "seem", "feel", "become", "grow", "sound", "look", "appear", "stay"])


def find_adjectives(layout: Layout) -> Iterator[tuple[Match, list[Span], list[Range]]]:
    """The adjective cues of the body that have both a source and a content."""
    known = entries("adjective")
    for index, text in enumerate(layout.texts):
        if (lower := text.lower()) not in known or not layout.lemmas[index] or not _is_adjective(layout.doc[index]):
            continue
        token = layout.doc[index]
        match = Match(known[lower][0], token, index, index + 1)
        content = _content(match, layout)
        heads = [head for head in _described(token) if _may_feel(head, lower, layout)] if content else []
        if heads:
            yield match, [source_phrase(heads[0], layout, token.i)], content


def _is_adjective(token: Token) -> bool:
    """Whether it says how somebody feels: behind a copula or its noun; a participle only where it is no verb."""
    if token.dep_ == "amod":
        return token.head.i < token.i
    if token.tag_ not in {"JJ", "JJR", "JJS", "VBN"} or token.dep_ not in PREDICATIVE:
        return False
    if token.tag_ == "VBN":
        return not any(child.dep_ == "agent" or child.lemma_ == "have" for child in token.children)
    return token.dep_ != "acomp" or token.head.lemma_ in COPULAS


def _may_feel(head: Token, adjective: str, layout: Layout) -> bool:
    return can_speak(head, layout) and not (head.lower_ == "it" and adjective in words("impersonal"))


def _described(token: Token) -> list[Token]:
    """Whom it describes: the noun before it, or the subject of its verb."""
    if token.dep_ in {"amod", "acl"}:
        return [token.head]
    return source_heads_of(token.head if token.dep_ == "acomp" else token)


def source_heads_of(verb: Token) -> list[Token]:
    """Whom the adjective describes (a participle's passive subject, too)."""
    own = [child for child in verb.children if child.dep_ == "nsubjpass"]
    return own or source_heads(verb)


def _content(match: Match, layout: Layout) -> list[Range]:
    for child in match.head.children:
        if child.i < match.end:
            continue
        start = _start(match, child)
        if start is not None:
            span = trim(layout.doc, start, right_end(layout, match, start))
            return [(span.start, span.end)] if len(span) else []
    return []


def _start(match: Match, child: Token) -> int | None:
    """Where the content starts if this child of the adjective holds it."""
    if child.dep_ in {"ccomp", "xcomp", "advcl", "acl"}:
        first = match.head.doc[child.left_edge.i]
        if first.lower_ == "that" or any(c.dep_ in {"nsubj", "nsubjpass", "expl"} for c in child.children):
            asks = first.tag_ in {"WRB", "WP", "WDT"} or first.lower_ in {"whether", "if"}
            return child.left_edge.i + (first.lower_ == "that") if match.takes("wh" if asks else "that") else None
        to = next((c for c in child.children if c.lower_ == "to" and c.dep_ == "aux"), None)
        return to.i if to is not None and match.takes("to") else None
    if child.dep_ in {"prep", "agent"} and match.takes(child.lower_ if child.lower_ != "to" else "to-np"):
        return child.i
    return None
