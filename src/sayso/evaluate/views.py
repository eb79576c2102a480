"""A reading's statements drawn by the conventions of an annotated set: translation only, nothing is found here.

`plain` gives the spans as a reading has them. `polnear` draws them as PolNeAR's guidelines do: the content takes its
"that", the cue its auxiliaries, adverbs and preposition, the source its descriptions between commas; two joined sources
with one cue are one source, and so is "who"; the infinitive after a refusal is content ("declined | to comment"); there
are no statements inside statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from sayso.evaluate.sets import Article, Range, spans_of
from sayso.extract.draft import StatementDraft, draft_of

BEFORE_CUE = frozenset({"aux", "auxpass", "neg", "advmod"})
#: Two sources with one cue that stand further apart, in tokens, are two spans.
LONGEST_JOINED = 40
#: The share of contents that begin with "that" from which a set is taken to draw it in: fewer may be pronouns.
WIDE = 0.03


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what: spans of each role in code points, and how it is said."""

    source: list[Range]
    cue: list[Range]
    content: list[Range]
    negative: bool = False
    act: str | None = None


def attributions(doc: Doc, view: str) -> list[Attribution]:
    """The statements of a read Doc in a view."""
    statements = draft_of(doc).statements
    return list(_polnear(statements) if view == "polnear" else map(_plain, statements))


def view_of(articles: Iterable[Article]) -> str:
    """The view that the annotations ask for: "polnear" where contents often take in the "that" before them."""
    starts = [
        (article.text, span[0])
        for article in articles
        for note in article.of_type("attribution")
        for span in spans_of(note.get("content"))[:1]
    ]
    wide = sum(text[start : start + 5].lower() == "that " for text, start in starts)
    return "polnear" if wide > WIDE * len(starts) else "plain"


def _plain(statement: StatementDraft) -> Attribution:
    source = [statement.source] if statement.source is not None else []
    return _attribution(statement, source, [statement.cue], statement.content)


def _attribution(
    statement: StatementDraft, source: Iterable[Span], cue: Iterable[Span], content: Iterable[Span]
) -> Attribution:
    return Attribution(_offsets(source), _offsets(cue), _offsets(content), _is_unsaid(statement), statement.act)


def _is_unsaid(statement: StatementDraft) -> bool:
    """Whether it is told as not said; to others a silence by a negated verb ("did not say whether") is that, too."""
    return statement.negated or (statement.act == "decline" and any(token.dep_ == "neg" for token in statement.cue))


def _polnear(statements: Iterable[StatementDraft]) -> Iterator[Attribution]:
    for group in _by_cue(statements):
        first = group[0]
        if first.via is not None or (not first.content and first.act != "decline"):
            continue
        cue, content = _cue(first), _content(first)
        if first.act == "decline":
            cue, content = _split_refusal(first)
        cue, content = _with_preposition(cue, content)
        sources = [_relative(s.cue) or _source(s.source, cue) for s in group if s.source is not None]
        yield _attribution(first, _joined(sources), [cue], content)


def _by_cue(statements: Iterable[StatementDraft]) -> Iterator[list[StatementDraft]]:
    """Statements that share a cue, together."""
    groups: dict[int, list[StatementDraft]] = {}
    for statement in statements:
        groups.setdefault(statement.cue.start, []).append(statement)
    yield from groups.values()


def _cue(statement: StatementDraft) -> Span:
    """The cue with the auxiliaries and adverbs before it."""
    cue = statement.cue
    start = cue.start
    while start > 0 and cue.doc[start - 1].dep_ in BEFORE_CUE and cue.doc[start - 1].head.i == cue.start:
        start -= 1
    return cue.doc[start : cue.end]


def _content(statement: StatementDraft) -> list[Span]:
    """The content with its "that"."""
    return [
        span.doc[span.start - 1 : span.end] if span.start and span.doc[span.start - 1].lower_ == "that" else span
        for span in statement.content
    ]


def _split_refusal(statement: StatementDraft) -> tuple[Span, list[Span]]:
    """The refusing verb, and what is refused with its topic."""
    cue = statement.cue
    to = next((token.i for token in cue if token.lower_ == "to" and token.i > cue.start), None)
    if to is None:
        return cue, statement.content or [cue[-1:]]
    return cue.doc[cue.start : to], [cue.doc[to : cue.end], *statement.content]


def _with_preposition(cue: Span, content: list[Span]) -> tuple[Span, list[Span]]:
    """The cue with the preposition that begins the content ("warned of | ...")."""
    first = content[0] if content else None
    if first is None or first.start != cue.end or first[0].dep_ != "prep" or first[0].lower_ == "as" or len(first) < 2:
        return cue, content
    return cue.doc[cue.start : cue.end + 1], [cue.doc[first.start + 1 : first.end], *content[1:]]


def _relative(cue: Span) -> Span | None:
    """The "who" or "which" that stands for the source in a relative clause."""
    verb = cue.root
    if verb.dep_ != "relcl":
        return None
    subject = next((child for child in verb.children if child.dep_ == "nsubj" and child.tag_ in {"WP", "WDT"}), None)
    return cue.doc[subject.i : subject.i + 1] if subject is not None else None


def _source(source: Span, cue: Span) -> Span:
    """The source with its descriptions between commas."""
    end = source.end
    for child in source.root.children:
        if child.dep_ in {"appos", "relcl", "acl"} and child.left_edge.i <= end + 1:
            end = max(end, _right_edge(child, cue))
    return source.doc[source.start : end] if not source.start <= cue.start < end else source


def _right_edge(child: Token, cue: Span) -> int:
    end: int = child.right_edge.i + 1
    return end if end <= cue.start or child.left_edge.i > cue.start else child.left_edge.i - 1


def _joined(sources: list[Span]) -> list[Span]:
    if not sources:
        return []
    first, last = min(s.start for s in sources), max(s.end for s in sources)
    return [sources[0].doc[first:last]] if last - first <= LONGEST_JOINED else sources


def _offsets(spans: Iterable[Span]) -> list[Range]:
    return [(span.start_char, span.end_char) for span in spans if len(span)]
