"""Texts for the benchmarks, made on the spot: news-like reports out of the example dossiers, in a fixed order."""

from __future__ import annotations

from pathlib import Path

EXAMPLES = Path(__file__).parent.parent / "examples"


def news(reports: int) -> list[str]:
    """This many reports: the examples' plain texts over and over, each time with its paragraphs turned once more."""
    files = sorted(EXAMPLES.glob("*/*.txt"))
    if not files:
        raise SystemExit("no example reports found")
    texts = []
    for n in range(reports):
        title, *paragraphs = files[n % len(files)].read_text(encoding="utf-8").split("\n\n")
        turn = (n // len(files)) % len(paragraphs)
        texts.append("\n\n".join([title, *paragraphs[turn:], *paragraphs[:turn]]))
    return texts
