#!/usr/bin/env python3
"""Attribution by sayso and by peers, on the same annotated articles in the same run: quality, speed and memory.

    pip install --group peers        (in an environment of its own, or beside sayso)
    python bench/peers.py SET.jsonl [--limit N] [--judge WEIGHTS]

SET is a file of JSON lines as for `sayso evaluate attribution`; the measures are the same. Peers that are not installed
are left out and named. Time is CPU time. A peer that raises on an article has found nothing in it; how often is in the
table.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from sayso.evaluate.attribution import measure_attribution, read_statements
from sayso.evaluate.figures import Figures
from sayso.evaluate.sets import Article, Range, read_articles
from sayso.evaluate.views import Attribution, attributions, view_of
from sayso.pipeline import load
from sayso.pipeline.reader import model_name

SHOWN = {
    "content and source met": "AR",
    "content and source exact": "AX",
    "content overlap": "CO",
    "source exact": "SE",
    "cue words": "UT",
}


@dataclass
class Run:
    """What a system found, how long it took, and on how many articles it raised."""

    figures: Figures
    seconds: float
    raised: int = 0


def run_sayso(articles: list[Article], judge: Path | None) -> Run:
    """sayso as it ships, or with a judge of the user's."""
    reader, view = load(judge), view_of(articles)
    start = time.process_time()
    docs = [(article, read_statements(article, reader)) for article in articles]
    seconds = time.process_time() - start
    return Run(measure_attribution((article, doc, attributions(doc, view)) for article, doc in docs), seconds)


def run_textacy(articles: list[Article]) -> Run:
    """textacy's `direct_quotations` over the stock pipeline."""
    from textacy.extract import direct_quotations

    return run_peer(articles, lambda doc: [_of_quotation(found) for found in direct_quotations(doc)])


def run_peer(articles: list[Article], find: Callable[[Doc], list[Attribution]]) -> Run:
    """A function over Docs of the stock pipeline; the parse is part of its time."""
    nlp, raised, read = stock(), 0, []
    start = time.process_time()
    for article in articles:
        doc = nlp(article.text)
        try:
            told = find(doc)
        except (ValueError, IndexError):
            told, raised = [], raised + 1
        read.append((article, doc, told))
    seconds = time.process_time() - start
    return Run(measure_attribution(read), seconds, raised)


def stock() -> Language:
    """The stock pipeline, with everything that it brings."""
    return spacy.load(model_name().split()[0])


def _of_quotation(found: tuple[list, list, Span]) -> Attribution:  # type: ignore[type-arg]
    speaker, cue, content = found
    return Attribution(list(_offsets(speaker)), list(_offsets(cue)), [(content.start_char, content.end_char)])


def _offsets(tokens: list) -> Iterator[Range]:  # type: ignore[type-arg]
    for token in tokens:
        yield token.idx, token.idx + len(token)


def parse_seconds(articles: list[Article]) -> float:
    """The yardstick: the stock pipeline alone."""
    nlp = stock()
    nlp(articles[0].text)
    start = time.process_time()
    for article in articles:
        nlp(article.text)
    return time.process_time() - start


def print_table(runs: dict[str, Run], bare: float) -> None:
    """A row a system, F1 in per cent; time as a multiple of the bare parse."""
    print("| system | " + " | ".join(SHOWN.values()) + " | recall direct / mixed / indirect | time | raised on |")
    print("|---" * (len(SHOWN) + 4) + "|")
    for name, run in runs.items():
        f1 = {measure.name: measure.f1 for measure in run.figures.measures}
        recall = " / ".join(f"{share.percent:.1f}" for share in run.figures.shares if share.name.endswith("met"))
        cells = [f"{f1[measure]:.1f}" for measure in SHOWN]
        print(f"| {name} | {' | '.join(cells)} | {recall} | {run.seconds / bare:.2f} | {run.raised} |")


def main() -> int:
    """Run what is installed and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--judge", type=Path)
    options = parser.parse_args()
    articles = list(islice(read_articles(options.path), options.limit))
    bare = parse_seconds(articles)
    runs = {"sayso": run_sayso(articles, None)}
    if options.judge:
        runs["sayso with a judge"] = run_sayso(articles, options.judge)
    if find_spec("textacy") is not None:
        runs["textacy, direct_quotations"] = run_textacy(articles)
    else:
        print("textacy is not installed: left out", file=sys.stderr)
    print_table(runs, bare)
    return 0


if __name__ == "__main__":
    sys.exit(main())
