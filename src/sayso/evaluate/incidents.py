"""Measures linking by itself: the events are given as an annotation has them, and only who belongs together is found.

Of dossiers (see `sayso.evaluate.told`) pairs of events of one report that the annotation puts in no incident are left
open: it says of such events neither that they are one nor that they are two. The misses are pairs wrongly joined or
left apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, islice
from pathlib import Path

from sayso.errors import OptionError
from sayso.evaluate.chains import by_head, read_chains
from sayso.evaluate.clusters import conll, measure_groups
from sayso.evaluate.figures import Figures, Miss
from sayso.evaluate.sets import read_articles, telling
from sayso.evaluate.told import Story, read_stories
from sayso.link import link_readings
from sayso.pipeline import Reader


def evaluate_incidents(
    path: Path | str, reader: Reader, limit: int | None = None, done: Callable[[], None] = lambda: None
) -> Figures:
    """Link the annotated events of the dossiers in a folder, or of a set whose events say which are one.

    Of a set (see `sayso.evaluate.chains`) what joins all mentions of one head lemma in a topic is measured beside it.
    """
    try:
        import scipy  # noqa: F401 - the assignment in CEAF
    except ModuleNotFoundError as error:
        raise OptionError("incidents", "measuring them takes SciPy: pip install 'sayso[evaluate]'") from error
    if not Path(path).is_dir():
        return _evaluate_set(path, reader, limit, done)
    figures = Figures()
    gold: dict[str, str] = {}
    told: dict[str, str] = {}
    left_open: set[tuple[str, str]] = set()
    for story in islice(read_stories(path), limit):
        groups = _link(story)
        gold |= {f"{story.name} {ref}": chain for ref, chain in story.chains.items()}
        told |= {f"{story.name} {ref}": f"{story.name} {group}" for ref, group in groups.items()}
        left_open |= {(f"{story.name} {a}", f"{story.name} {b}") for a, b in _left_open(story)}
        figures.misses += _misses(story, groups)
        figures.articles += len(story.readings)
        done()
    figures.measures = measure_groups(gold, told, left_open=left_open)
    figures.shares = [conll(figures.measures)]
    return figures


def _evaluate_set(path: Path | str, reader: Reader, limit: int | None, done: Callable[[], None]) -> Figures:
    articles = list(islice(read_articles(path), limit))
    if not any(article.of_type("event") for article in articles):
        raise OptionError(str(path), "nothing in it is annotated as event")
    stories = read_chains(telling(articles, done), reader)
    gold = {ref: f"{story.name} {chain}" for story in stories for ref, chain in story.chains.items()}
    told = {ref: f"{story.name} {group}" for story in stories for ref, group in _link(story).items()}
    ours, theirs = measure_groups(gold, told), measure_groups(gold, by_head(stories))
    baseline = [replace(measure, name=f"{measure.name}, one head lemma") for measure in theirs]
    shares = [conll(ours), replace(conll(theirs), name="CoNLL F1, one head lemma")]
    return Figures(articles=len(articles), measures=[*ours, *baseline], shares=shares)


def _link(story: Story) -> dict[str, str]:
    return {ref: row["id"] for row in link_readings(story.readings)["incidents"] for ref in row["events"]}


def _left_open(story: Story) -> set[tuple[str, str]]:
    """Pairs of events of one report that are both in no incident."""
    sizes = Counter(story.chains.values())
    alone = [ref for ref, chain in story.chains.items() if sizes[chain] == 1]
    return {(a, b) for a, b in combinations(alone, 2) if a.partition("/")[0] == b.partition("/")[0]}


def _misses(story: Story, groups: dict[str, str]) -> list[Miss]:
    left_open, found = _left_open(story), []
    events = {f"{r['report']['id']}/{event['id']}": (r, event) for r in story.readings for event in r["events"]}
    for pair in combinations(story.chains, 2):
        one, other = (story.chains[ref] for ref in pair)
        if (one == other) != (groups[pair[0]] == groups[pair[1]]) and pair not in left_open:
            words = " + ".join(str(events[ref][1]["anchor"]["quote"]) for ref in pair)
            where = " / ".join(f"{events[ref][0]['report']['publisher']} {ref.partition('/')[2]}" for ref in pair)
            found.append(Miss("left apart" if one == other else "wrongly joined", words, story.name, where))
    return found
