"""Measures places: names found, and how near they lie to where the annotation puts them.

Only annotations of the type "toponym" with coordinates count. A name is found when a mention has exactly its span
(recognition). Where the set gives points to adjectives of countries, these are added (see `adjectives`). Of the found,
the share within 161 km (100 miles, the field's custom since Leidner 2007), and of all names the share that was found
and lies that near (end to end); "located" leaves out the found names that a reading gives no point, because no
gazetteer has them (tools that give every name a point are measured so). Mentions that overlap an annotation without
coordinates are counted like any other.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt
from typing import Any

from sayso.evaluate.adjectives import find_adjectives
from sayso.evaluate.figures import Figures, Measure, Miss, Share
from sayso.evaluate.sets import Article, Range
from sayso.pipeline import Reader

NEAR_KM = 161.0
EARTH_KM = 12742


def evaluate_places(articles: Iterable[Article], reader: Reader, *, adjectives: bool = False) -> Figures:
    """Read every article and measure its places, with or without the adjectives of countries."""
    figures = Figures()
    gold_count = told_count = found = located = near = 0
    for article in articles:
        gold, told = _gold(article), _told(reader.read(article.report).to_dict())
        if adjectives:
            told = {**find_adjectives(article.text), **told}
        hits = [(span, note, told[span]) for span, note in gold.items() if span in told]
        wrong = [(span, note, place) for span, note, place in hits if not is_near(note, place)]
        figures.articles += 1
        gold_count, told_count = gold_count + len(gold), told_count + len(told)
        located += sum(place["lat"] is not None for _, _, place in hits)
        found, near = found + len(hits), near + len(hits) - len(wrong)
        figures.misses += [_miss("missed", article, span) for span in gold if span not in told]
        figures.misses += [_miss("not annotated", article, span) for span in told if span not in gold]
        figures.misses += [_miss("resolved wrong", article, span, place) for span, _, place in wrong]
    figures.measures = [Measure("recognition", found, told_count, gold_count)]
    figures.shares = [
        Share("found, within 161 km", near, found),
        Share("located, within 161 km", near, located),
        Share("end to end, within 161 km", near, gold_count),
    ]
    return figures


def kilometres(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Distance on a sphere (haversine)."""
    a = sin(radians(lat2 - lat) / 2) ** 2 + cos(radians(lat)) * cos(radians(lat2)) * sin(radians(lon2 - lon) / 2) ** 2
    return EARTH_KM * asin(sqrt(min(1.0, a)))


def is_near(note: dict[str, Any], place: dict[str, Any]) -> bool:
    """Whether a place lies within 161 km of the annotated point; one without a point does not."""
    if place["lat"] is None:
        return False
    return kilometres(note["lat"], note["lon"], place["lat"], place["lon"]) <= NEAR_KM


def _gold(article: Article) -> dict[Range, dict[str, Any]]:
    return {
        (note["start"], note["end"]): note for note in article.of_type("toponym") if note.get("lat") is not None
    }


def _told(reading: dict[str, Any]) -> dict[Range, dict[str, Any]]:
    """Every mention of every place that was read."""
    return {(m["start"], m["end"]): place for place in reading["places"] for m in place["mentions"]}


def _miss(kind: str, article: Article, span: Range, told: dict[str, Any] | None = None) -> Miss:
    where = f" (told: {told['name']}, {told['kind']}, {told['country']})" if told else ""
    return Miss(kind, article.text[slice(*span)], article.id, article.around(*span) + where)
