"""Finds statements told inside other statements, and drops those that only repeat their speaker."""

from __future__ import annotations

from collections import defaultdict

from spacy.tokens import Span

from sayso.extract.draft import StatementDraft
from sayso.extract.statements.layout import Layout
from sayso.extract.statements.lexicon import is_noun_of

FIRST_PERSON = frozenset(["i", "we", "me", "us", "my", "our"])
BARE_PRONOUNS = frozenset(["i", "we", "he", "she", "it", "they", "one", "you"])


def nest(statements: list[StatementDraft]) -> list[StatementDraft]:
    """The statements that are told, each inner one with its outer one in `via`; in the order given."""
    telling = _by_token(statements)
    kept: dict[int, StatementDraft] = {}
    for statement in statements:
        outer = _outer(statement, telling.get(statement.cue.start, []))
        if outer is not None and _is_same_voice(statement, outer) and not _is_naming(statement):
            continue
        statement.via = outer
        kept[id(statement)] = statement
    for statement in kept.values():
        while statement.via is not None and id(statement.via) not in kept:
            statement.via = statement.via.via
    return list(kept.values())


def _by_token(statements: list[StatementDraft]) -> dict[int, list[StatementDraft]]:
    """For the index of a token the statements whose content holds it."""
    telling: dict[int, list[StatementDraft]] = defaultdict(list)
    for statement in statements:
        for index in dict.fromkeys(i for span in statement.content for i in range(span.start, span.end)):
            telling[index].append(statement)
    return telling


def _outer(statement: StatementDraft, telling: list[StatementDraft]) -> StatementDraft | None:
    """The smallest other of these statements whose content holds the cue."""
    cue = statement.cue
    holding = [
        s
        for s in telling
        if s is not statement
        and any(c.start <= cue.start and cue.end <= c.end for c in s.content)
        and not any(c.start <= s.cue.start < c.end for c in statement.content)
    ]
    return min(holding, key=lambda s: sum(len(c) for c in s.content), default=None)


def _is_same_voice(inner: StatementDraft, outer: StatementDraft) -> bool:
    """Whether the inner speaker is the outer one, by name, or by a pronoun that nothing resolves to another."""
    if inner.source is None:
        return True
    word = inner.source.text.lower()
    if inner.speaker is not None and outer.speaker is not None:
        return inner.speaker is outer.speaker and not _is_text(outer)
    return word in BARE_PRONOUNS


def _is_text(outer: StatementDraft) -> bool:
    """Whether the outer source is a text, which may tell what its author said before."""
    return outer.source is not None and is_noun_of(outer.source.root, "texts")


def _is_naming(statement: StatementDraft) -> bool:
    """ "What it called X" stands for itself even in its speaker's own statement."""
    before = statement.source.start - 1 if statement.source is not None else -1
    return before >= 0 and statement.cue.doc[before].lower_ == "what"


def first_person_of(layout: Layout, statement: StatementDraft) -> list[Span]:
    """The words in the statement's quotations with which the speaker means himself."""
    doc = layout.doc
    return [
        doc[token.i : token.i + 1]
        for span in statement.content
        for token in span
        if token.lower_ in FIRST_PERSON and layout.quote_at[token.i] >= 0
    ]
