"""How often a reading is right: measured against annotated sets that lie on the user's disk.

One module a layer (`attribution`, `events`, `places`, `times`), each with a function that takes articles (`sets`) and
gives `Figures` (`figures`): measures, shares, and the misses with their sentences. The measures are the field's own;
each module names their source. Nothing here changes what a reading says: where an annotation draws its spans by other
conventions than ours, a view (`views`) says so and translates.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from pathlib import Path

from sayso.errors import OptionError
from sayso.evaluate.adjectives import mark_adjectives
from sayso.evaluate.attribution import evaluate_attribution
from sayso.evaluate.events import evaluate_events
from sayso.evaluate.figures import Figures
from sayso.evaluate.incidents import evaluate_incidents
from sayso.evaluate.places import evaluate_places
from sayso.evaluate.sets import read_articles, telling
from sayso.evaluate.times import evaluate_times
from sayso.evaluate.views import view_of
from sayso.pipeline import Reader

__all__ = ["LAYERS", "Figures", "evaluate_layer"]

#: What can be measured, and the types of the annotations that it takes.
LAYERS = {
    "attribution": ("attribution",),
    "events": ("plover_event", "event_location"),
    "incidents": ("event",),
    "places": ("toponym",),
    "times": ("timex3", "date"),
}


def evaluate_layer(
    layer: str,
    path: Path | str,
    reader: Reader,
    *,
    limit: int | None = None,
    view: str | None = None,
    done: Callable[[], None] = lambda: None,
) -> Figures:
    """The figures of a layer on a set; see `sayso.core.evaluate`."""
    if layer == "incidents":
        return evaluate_incidents(path, reader, limit, done)
    articles = list(islice(read_articles(path), limit))
    if not any(article.of_type(*LAYERS[layer]) for article in articles):
        raise OptionError(str(path), f"nothing in it is annotated as {' or '.join(LAYERS[layer])}")
    told = telling(articles, done)
    if layer == "attribution":
        return evaluate_attribution(told, reader, view=view or view_of(articles))
    if layer == "places":
        adjectives = view != "plain" and mark_adjectives(articles)
        return evaluate_places(told, reader, adjectives=adjectives)
    return evaluate_events(told, reader) if layer == "events" else evaluate_times(told, reader)
