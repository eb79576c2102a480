"""Measures times by TempEval-3 (UzZaman et al. 2013): expressions found, with the same span, with the same value.

`relaxed` counts expressions that overlap, one to one; `strict` those with the same span; `value` the relaxed matches
that have the same value, too. Annotations are of the type "timex3" (with a TIMEX3 `value`) or "date" (`when`, or `from`
and `to`, or other bounds, which are not compared). Where `meta.exhaustive_to` says that an article is annotated no
further, nothing after it counts; where dates alone are annotated, durations and sets do not count. A set annotated
by TimeML marks "now", "recently" and "the future", too, which a reading leaves out because they name no day: there they
are added to what the reading tells, right or wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spacy.tokens import Doc

from sayso.evaluate.figures import Figures, Measure, Miss, Share, pair_greedily
from sayso.evaluate.references import find_references
from sayso.evaluate.sets import Article, Range
from sayso.extract.draft import TimeDraft, draft_of
from sayso.pipeline import Reader

Gold = dict[str, Any]


def evaluate_times(articles: Iterable[Article], reader: Reader) -> Figures:
    """Read every article up to its times and measure them."""
    figures = Figures()
    counts = {"gold": 0, "told": 0, "relaxed": 0, "strict": 0, "value": 0, "valued": 0}
    for article in articles:
        told, gold = _told(article, reader.parse(article.report, until="sayso_times")), _gold(article)
        pairs, missed, extra = pair_greedily(gold, told, _overlap)
        figures.articles += 1
        counts["gold"] += len(gold)
        counts["told"] += len(told)
        for note, time in pairs:
            _count(counts, note, time)
        figures.misses += _misses(article, pairs, missed, extra)
    figures.measures = [
        Measure(name, counts[name], counts["told"], counts["gold"]) for name in ("relaxed", "strict", "value")
    ]
    figures.shares = [Share("value right, of matches with a value", counts["value"], counts["valued"])]
    return figures


def _limit(article: Article) -> int:
    return article.meta.get("exhaustive_to") or len(article.text)


def _gold(article: Article) -> list[Gold]:
    limit = _limit(article)
    return [note for note in article.of_type("timex3", "date") if note.get("end", limit + 1) <= limit]


def _told(article: Article, doc: Doc) -> list[TimeDraft]:
    """The times of the reading as the article's annotation counts them."""
    times = draft_of(doc).times
    if article.of_type("date"):
        times = [time for time in times if time.type in {"DATE", "TIME"}]
    elif article.of_type("timex3"):
        times = [*times, *find_references(doc)]
    return [time for time in times if time.span.end_char <= _limit(article)]


def _overlap(gold: Gold, told: TimeDraft) -> int:
    """Characters in common."""
    return max(0, min(int(gold["end"]), told.span.end_char) - max(int(gold["start"]), told.span.start_char))


def _count(counts: dict[str, int], gold: Gold, told: TimeDraft) -> None:
    right = is_right(gold, told)
    counts["relaxed"] += 1
    counts["strict"] += is_same(gold, told)
    counts["valued"] += right is not None
    counts["value"] += bool(right)


def is_same(gold: Gold, told: TimeDraft) -> bool:
    """Whether the spans are the same."""
    return (gold["start"], gold["end"]) == (told.span.start_char, told.span.end_char)


def is_right(gold: Gold, told: TimeDraft) -> bool | None:
    """Whether the value is right; None where the annotation cannot say."""
    wanted = gold.get("value") if gold["type"] == "timex3" else gold.get("when")
    if wanted is not None or gold["type"] == "timex3":
        return _plain(wanted) == _plain(told.value)
    if "from" in gold and "to" in gold:
        return (gold["from"], gold["to"]) == (told.start, told.end)
    return None


def _plain(value: str | None) -> str:
    """A value as it is compared: seconds of nothing and time zones left off."""
    return (value or "").removesuffix("Z").removesuffix(":00")


def _misses(
    article: Article, pairs: list[tuple[Gold, TimeDraft]], missed: list[Gold], extra: list[TimeDraft]
) -> list[Miss]:
    left = [_miss("missed", article, (g["start"], g["end"])) for g in missed]
    left += [_miss("not annotated", article, (t.span.start_char, t.span.end_char)) for t in extra]
    spans = [
        _miss("span wrong", article, (g["start"], g["end"]), f" (told: {t.span.text!r})")
        for g, t in pairs
        if not is_same(g, t)
    ]
    values = [
        _miss("value wrong", article, (g["start"], g["end"]), f" (gold: {_wanted(g)}, told: {t.value})")
        for g, t in pairs
        if is_right(g, t) is False
    ]
    return left + spans + values


def _wanted(gold: Gold) -> str:
    return str(gold.get("value") or gold.get("when") or f"{gold.get('from')}/{gold.get('to')}")


def _miss(kind: str, article: Article, span: Range, more: str = "") -> Miss:
    return Miss(kind, article.text[slice(*span)].lower(), article.id, article.around(*span) + more)
