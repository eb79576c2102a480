#!/usr/bin/env python3
"""Writes the statements found in an annotated set as attributions, for scoring against PolNeAR or a set like it.

    evaluate_attribution.py ARTICLES.jsonl OUT.jsonl [--scorer attribution.py]

ARTICLES: a line an article, {"id", "text", "published", ...}. OUT: a line an article, {"id", "attributions":
[{"source": [[start, end]], "cue": [...], "content": [...]}]}, offsets in code points of the text. With --scorer the
script of that name is run on both files (`SCORER ARTICLES OUT`) and prints its figures.

PolNeAR draws its spans wider than a reading does, so the spans are widened here, and only here: the content takes its
"that", the cue its auxiliaries, adverbs and preposition, the source its descriptions between commas; two joined sources
with one cue are one source, and so is "who"; the infinitive after a refusal is content ("declined | to comment"); no
statements inside statements.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from sayso import load
from sayso.extract.draft import StatementDraft, draft_of

Spans = list[list[int]]
BEFORE_CUE = frozenset({"aux", "auxpass", "neg", "advmod"})


def attributions(doc: Doc) -> list[dict[str, Spans]]:
    """The statements of a read Doc in the manner of PolNeAR."""
    rows = []
    for group in _by_cue(draft_of(doc).statements):
        first = group[0]
        if first.via is not None or (not first.content and first.act != "decline"):
            continue
        cue, content = _cue(first), _content(first)
        if first.act == "decline":
            cue, content = _split_refusal(first)
        cue, content = _with_preposition(cue, content)
        sources = [_relative(s.cue) or _source(s.source, cue) for s in group if s.source is not None]
        rows.append({"source": _joined(sources), "cue": _offsets([cue]), "content": _offsets(content)})
    return rows


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


def _joined(sources: list[Span]) -> Spans:
    if not sources:
        return []
    first, last = min(s.start for s in sources), max(s.end for s in sources)
    doc = sources[0].doc
    return _offsets([doc[first:last]] if last - first <= 40 else sources)


def _offsets(spans: Iterable[Span]) -> Spans:
    return [[span.start_char, span.end_char] for span in spans if len(span)]


def _read(nlp: Language, text: str, published: str | None) -> Doc:
    """The Doc of an article with its statements; its headline is read like a sentence, since the set marks it, too."""
    doc = nlp.tokenizer(text)
    draft = draft_of(doc)
    draft.published = date.fromisoformat(published[:10]) if published else None
    for name, component in nlp.pipeline:
        doc = component(doc)
        if name == "sayso_page" and draft.title is not None:
            for token in draft.title:
                draft.body[token.i] = not token.is_space
            draft.paragraphs.insert(0, draft.title)
            draft.title = None
        if name == "sayso_statements":
            break
    return doc


def write_attributions(rows: Iterable[dict[str, Any]], out: Path) -> None:
    """Read every article and write what was found."""
    nlp = load().nlp
    with out.open("w", encoding="utf-8") as lines:
        for row in rows:
            doc = _read(nlp, row["text"], row.get("published"))
            print(json.dumps({"id": row["id"], "attributions": attributions(doc)}, ensure_ascii=False), file=lines)


def main() -> int:
    """Write the attributions, and score them where a scorer is given."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("articles", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--scorer", type=Path)
    options = parser.parse_args()
    with options.articles.open(encoding="utf-8") as lines:
        write_attributions((json.loads(line) for line in lines), options.out)
    if options.scorer is None:
        return 0
    return subprocess.call([sys.executable, str(options.scorer), str(options.articles), str(options.out)])


if __name__ == "__main__":
    sys.exit(main())
