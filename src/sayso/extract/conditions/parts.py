"""What the parts of `sayso_conditions` share: a pair of stretches, the scope of a speaker, spans out of tokens."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.tokens import Doc, Span, Token

from sayso.extract.draft import ActorDraft, Draft, StatementDraft
from sayso.rules import load_toml

VERBAL = frozenset({"VERB", "AUX"})
AUXILIARY = frozenset({"aux", "auxpass"})
QUOTES = frozenset({'"', "“", "”", "``", "''"})
EDGES = frozenset({",", ";", ":", "—", "–", "--", "-", ".", "!", "?", "(", ")", "..."})
#: Words that open a clause and are no part of it.
OPENERS = frozenset({"that", "and", "but", "or", "then", "however", "so"})


@dataclass(frozen=True, slots=True)
class Pair:
    """What depends, and on what, as tokens; `at` is the word that ties them together."""

    at: Token
    outcome: list[Token]
    depends_on: list[Token]
    said: StatementDraft | None
    set_by: ActorDraft | None = None


@cache
def known_words() -> dict[str, Any]:
    """The data file, its lists as sets."""
    return {
        key: frozenset(value) if isinstance(value, list) and value and isinstance(value[0], str) else value
        for key, value in load_toml("conditions.toml").items()
    }


@dataclass(frozen=True, slots=True)
class Scope:
    """The words that one speaker (or the outlet) says in one sentence: where both halves of a condition have to lie."""

    tokens: frozenset[int]
    said: StatementDraft | None


def scope_of(draft: Draft, token: Token, is_wide: bool = False) -> Scope:
    """The scope of a token: its sentence, cut to the innermost statement around it, without the cues and sources.

    A wide one is not cut to the statement: for where its content was not found whole.
    """
    said = draft.innermost(token)
    own = {t.i for t in token.sent if draft.body[t.i]}
    if said is not None and not is_wide:
        own &= {i for span in said.content for i in range(span.start, span.end)}
    for other in draft.statements:
        if is_wide or (other is not said and not (said is not None and _inside(other, said))):
            own -= _frame(other)
    return Scope(frozenset(own), said)


def _inside(other: StatementDraft, said: StatementDraft) -> bool:
    """Whether the other statement is told within this one: its frame is then content."""
    return other.via is said


def _frame(said: StatementDraft) -> set[int]:
    """The words that attribute: cue and source."""
    words = set(range(said.cue.start, said.cue.end))
    if said.source is not None:
        words |= set(range(said.source.start, said.source.end))
    return words


def has_aux(verb: Token) -> bool:
    """Whether the verb has an auxiliary of its own."""
    return any(child.dep_ in AUXILIARY for child in verb.children)


def right_child(last: Token) -> Token | None:
    """The noun or clause that a preposition or conjunction holds."""
    wanted = {"pcomp", "pobj", "ccomp", "advcl", "acl"}
    return next((child for child in last.rights if child.dep_ in wanted), None)


def runs(doc: Doc, tokens: list[Token]) -> list[Span]:
    """Unbroken stretches of these tokens, trimmed; stretches without a word are dropped."""
    runs: list[list[int]] = []
    for i in sorted({t.i for t in tokens}):
        if runs and i == runs[-1][1]:
            runs[-1][1] = i + 1
        else:
            runs.append([i, i + 1])
    trimmed = [_trim(doc, start, end) for start, end in runs]
    return [span for span in trimmed if any(t.is_alpha or t.like_num for t in span)]


def _trim(doc: Doc, start: int, end: int) -> Span:
    """Without punctuation and opening words at the edges, and without half a pair of quotation marks."""
    while start < end and _is_loose(doc, start, end, start):
        start += 1
    while end > start and _is_loose(doc, start, end, end - 1):
        end -= 1
    return doc[start:end]


def _is_loose(doc: Doc, start: int, end: int, at: int) -> bool:
    """Whether the word at an edge is no part of the stretch; a quotation mark is where its partner is missing."""
    token = doc[at]
    if token.text in QUOTES:
        return sum(t.text in QUOTES for t in doc[start:end]) % 2 == 1
    return token.is_space or token.text in EDGES or token.lower_ in OPENERS
