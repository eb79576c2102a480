"""Adjectives of countries as toponyms, for sets that mark them so ("Afghan soil", GeoWebNews): a view, no finding.

A reading names no place where a text has an adjective (the contract says so). A set that marks adjectives with the
point of their country asks for them all the same; then they are added here, each with its country's point.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from sayso.evaluate.sets import Article, Range
from sayso.gazetteer import Entry, fold, gazetteer

WORD = re.compile(r"\b[A-Z][\w'’]*(?:[ -][A-Z][\w'’]*)?")


def mark_adjectives(articles: Iterable[Article]) -> bool:
    """Whether the annotations of a set give adjectives of countries a point."""
    return any(
        _country(article.text[note["start"] : note["end"]]) is not None
        for article in articles
        for note in article.of_type("toponym")
        if note.get("lat") is not None
    )


def find_adjectives(text: str) -> dict[Range, dict[str, Any]]:
    """The adjectives of countries in a text, each as the place that it means."""
    found: dict[Range, dict[str, Any]] = {}
    for match in WORD.finditer(text):
        start = match.start()
        for words in dict.fromkeys((match.group(), match.group().split()[0])):
            entry = _country(words)
            if entry is not None:
                fields = ("name", "kind", "country", "lat", "lon")
                found[start, start + len(words)] = {name: getattr(entry, name) for name in fields}
                break
    return found


@cache
def _country(words: str) -> Entry | None:
    """The country of an adjective; none for its people ("Afghans"), for several countries, and for names of places."""
    places = gazetteer()
    key = fold(words)
    codes = places.adjectives.get(key, ())
    is_people = key.endswith("s") and key[:-1] in places.adjectives
    if len(codes) != 1 or is_people or any(entry.kind == "country" for entry in places.find(words)):
        return None
    named = places.find(places.countries[codes[0]].name)
    return next((entry for entry in named if entry.kind == "country"), None)
