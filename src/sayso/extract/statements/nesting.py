"""Finds statements told inside other statements, and drops those that only repeat their speaker."""

from __future__ import annotations

from collections import defaultdict

from spacy.tokens import Span

from sayso.extract.draft import StatementDraft, draft_of
from sayso.extract.statements.layout import Layout
from sayso.extract.statements.lexicon import is_noun_of

FIRST_PERSON = frozenset(["i", "we", "me", "us", "my", "our"])
ASKING = frozenset({"ask", "request", "demand", "insist"})
NAMING = frozenset({"named", "identified", "quoted", "withheld", "used", "published", "revealed", "disclosed"})
BARE_PRONOUNS = frozenset(["i", "we", "he", "she", "it", "they", "one", "you"])


def nest(statements: list[StatementDraft]) -> list[StatementDraft]:
    """The statements that are told, each inner one with its outer one in `via`; in the order given."""
    telling = _by_token(statements)
    sizes = {id(s): sum(len(span) for span in s.content) for s in statements}
    kept: dict[int, StatementDraft] = {}
    for statement in statements:
        outer = _outer(statement, telling.get(statement.cue.start, []), sizes)
        statement.via = outer
        if outer is not None and _is_same_voice(statement, outer) and not _is_naming(statement):
            continue
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


def _outer(statement: StatementDraft, telling: list[StatementDraft], sizes: dict[int, int]) -> StatementDraft | None:
    """The smallest other of these statements whose content holds the cue, and whose cue this content does not hold."""
    cue = statement.cue
    for outer in sorted(telling, key=lambda s: sizes[id(s)]):
        holds = any(span.start <= cue.start and cue.end <= span.end for span in outer.content)
        mutual = any(span.start <= outer.cue.start < span.end for span in statement.content)
        if outer is not statement and holds and not mutual:
            return outer
    return None


def _is_same_voice(inner: StatementDraft, outer: StatementDraft) -> bool:
    """Whether the inner speaker is the outer one, by name, or by a pronoun that nothing resolves to another."""
    if inner.source is None:
        return True
    word = inner.source.text.lower()
    if inner.speaker is not None and outer.speaker is not None:
        return (inner.speaker is outer.speaker or _is_the_pair(inner, outer)) and not _is_text(outer)
    return word in BARE_PRONOUNS


def _is_the_pair(inner: StatementDraft, outer: StatementDraft) -> bool:
    """Whether "they" are the two of whom the outer speaker is one ("both sides said they had agreed")."""
    if inner.source is None or outer.source is None or inner.source.text.lower() != "they":
        return False
    return inner.speaker is draft_of(inner.cue.doc).actor_of(outer.source)


def _is_text(outer: StatementDraft) -> bool:
    """Whether the outer source is a text, which may tell what its author said before."""
    return outer.source is not None and is_noun_of(outer.source.root, "texts")


def _is_naming(statement: StatementDraft) -> bool:
    """ "What it called X" stands for itself even in its speaker's own statement."""
    before = statement.source.start - 1 if statement.source is not None else -1
    return before >= 0 and statement.cue.doc[before].lower_ == "what"


def is_unknown_voice(layout: Layout, statement: StatementDraft) -> bool:
    """Whether it is what "I" or "we" say in a quotation that nobody is known to speak."""
    if statement.via is not None or statement.source is None or layout.quote_at[statement.cue.start] < 0:
        return False
    return statement.source.text.lower() in FIRST_PERSON


def is_own_condition(statement: StatementDraft) -> bool:
    """Whether a speaker only asks not to be named, which is no statement on the matter."""
    if statement.cue[0].lemma_.lower() not in ASKING or statement.act not in {"ask", "demand"}:
        return False
    told = {token.lower_ for span in statement.content for token in span}
    return bool(told & {"anonymity", "anonymous"}) or bool(told & NAMING and told & {"name", "names", "be", "identity"})


def first_person_of(layout: Layout, statement: StatementDraft) -> list[Span]:
    """The words in the statement's quotations with which the speaker means himself."""
    doc = layout.doc
    return [
        doc[token.i : token.i + 1]
        for span in statement.content
        for token in span
        if token.lower_ in FIRST_PERSON and layout.quote_at[token.i] >= 0
    ]
