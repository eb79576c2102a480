"""Fits `fitted` of src/sayso/data/places_weights.toml: how much a piece of evidence speaks for the name of a place.

    python tools/fit_places.py FILE.jsonl... > weights.toml

A logistic regression with a small quadratic penalty over the evidence that `sayso.extract.places.evidence` names. The
files have a JSON object a line, {"text", "annotations", "meta"}; what counts as a place in them: annotations of type
"toponym" with coordinates (Wikinews GeoVirus), entities of type "place" (GUM, its freely licensed genres only)
and instances LOC (MEANTIME). Candidates beyond `meta.exhaustive_to` are left out.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from sayso.extract.draft import draft_of
from sayso.extract.places.evidence import talk, weigh
from sayso.extract.places.names import Name, capitals, find_candidates
from sayso.pipeline import load, make_report

Row = dict[str, Any]
PENALTY = 1.0
FREE_GENRES = {"news", "interview", "academic", "court", "bio", "voyage"}
LEAST = 4
#: What may stand in a phrase for a place around its name.
BEFORE = re.compile(r"(?:[a-z]+ )*(?:[Tt]he )?")
AFTER = re.compile(r"(?:(?:,| \(| in| on| near| at|['’]s?\b).*)?(?: [a-z]+){0,2}", re.DOTALL)


def is_free(row: Row) -> bool:
    """Whether the text may be learned from."""
    if "genre" in row["meta"]:
        return row["meta"]["genre"] in FREE_GENRES
    return True


def places_of(row: Row) -> set[tuple[int, int]]:
    """The spans of the names of places; articles and generic words after the name are left to the caller."""
    spans = set()
    for note in row["annotations"]:
        kind = note.get("entity_type") or note.get("instance_type")
        if (note["type"] == "toponym" and note.get("lat") is not None) or kind in {"place", "LOC"}:
            spans.add((note["start"], note["end"]))
    return spans


def is_place(name: Name, spans: set[tuple[int, int]]) -> bool:
    """Whether the candidate is such a name, or the name in such a phrase ("the city of X", "X province")."""
    start, end = name.span.start_char, name.span.end_char
    text = name.span.doc.text
    return any(
        first <= start
        and end <= last
        and BEFORE.fullmatch(text[first:start]) is not None
        and AFTER.fullmatch(text[end:last]) is not None
        for first, last in spans
        if start - 40 < first <= start
    )


def examples(rows: list[Row]) -> Iterator[tuple[list[str], bool]]:
    """The evidence of every candidate, and whether it is a place."""
    reader = load()
    for row in rows:
        doc = reader.parse(make_report(row["text"]))
        caps = capitals(doc)
        names = find_candidates(doc, draft_of(doc), caps)
        weigh(doc, draft_of(doc), names, talk(doc, caps))
        spans = places_of(row)
        for name in names:
            if name.span.start_char < row["meta"].get("exhaustive_to", len(row["text"])):
                yield name.features, is_place(name, spans)


def fit(data: list[tuple[list[str], bool]]) -> dict[str, float]:
    """The weights that make the examples likeliest (Newton's method)."""
    counts: dict[str, int] = {}
    for features, _ in data:
        for feature in features:
            counts[feature] = counts.get(feature, 0) + 1
    index = {feature: n for n, feature in enumerate(sorted(f for f, n in counts.items() if n >= LEAST), 1)}
    matrix = np.zeros((len(data), len(index) + 1))
    matrix[:, 0] = 1
    for n, (features, _) in enumerate(data):
        for feature in features:
            if feature in index:
                matrix[n, index[feature]] = 1
    truth = np.array([place for _, place in data], dtype=float)
    weights = np.zeros(matrix.shape[1])
    ridge = np.full(matrix.shape[1], PENALTY)
    ridge[0] = 0.01
    for _ in range(30):
        guess = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (truth - guess) - ridge * weights
        curve = (matrix * (guess * (1 - guess))[:, None]).T @ matrix + np.diag(ridge)
        weights += np.linalg.solve(curve, slope)
    return {"bias": float(weights[0]), **{feature: float(weights[n]) for feature, n in index.items()}}


def main() -> int:
    """Print the weights as TOML."""
    rows = [json.loads(line) for path in sys.argv[1:] for line in Path(path).read_text(encoding="utf-8").splitlines()]
    data = list(examples([row for row in rows if is_free(row)]))
    print(f"# {len(data)} candidates, {sum(place for _, place in data)} of them places\n\n[fitted]")
    for feature, weight in fit(data).items():
        print(f'"{feature}" = {weight:.2f}')
    return 0


if __name__ == "__main__":
    sys.exit(main())
