"""What a measurement gives: measures with precision, recall and F1, shares, and the misses that weigh most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any, TypeVar

L = TypeVar("L")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Measure:
    """Hits against what was told and what the annotation holds; hits may be sums of shares."""

    name: str
    hits: float
    told: float
    gold: float
    #: The hits that count for recall, where they are not those that count for precision.
    recalled: float | None = None

    @property
    def precision(self) -> float:
        """Per cent of what was told."""
        return share(self.hits, self.told)

    @property
    def recall(self) -> float:
        """Per cent of what the annotation holds."""
        return share(self.hits if self.recalled is None else self.recalled, self.gold)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two, in per cent."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, such as the found names that are resolved rightly."""

    name: str
    part: float
    whole: float

    @property
    def percent(self) -> float:
        """Per cent."""
        return share(self.part, self.whole)


@dataclass(frozen=True, slots=True)
class Miss:
    """One fault: what kind it is, the word that it hangs on, and where it stands."""

    kind: str
    word: str
    article: str
    sentence: str


@dataclass(slots=True)
class Figures:
    """The outcome of one measurement."""

    articles: int = 0
    measures: list[Measure] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)
    #: What was read of each article, as plain data, for those who want to score it themselves.
    told: list[dict[str, Any]] = field(default_factory=list)

    def to_dict(self, misses: int) -> dict[str, Any]:
        """Plain data, in per cent to a tenth, with as many kinds of misses as asked for, the most frequent first."""
        measures = [
            {"name": m.name, "precision": _round(m.precision), "recall": _round(m.recall), "f1": _round(m.f1)}
            for m in self.measures
        ]
        shares = [{"name": s.name, "percent": _round(s.percent), "of": s.whole} for s in self.shares]
        return {
            "articles": self.articles,
            "measures": measures,
            "shares": shares,
            "misses": list(islice(self._frequent(), misses)),
        }

    def _frequent(self) -> Iterator[dict[str, Any]]:
        """The misses by kind and word, with their number and the first example."""
        groups: dict[tuple[str, str], list[Miss]] = defaultdict(list)
        for miss in self.misses:
            groups[miss.kind, miss.word].append(miss)
        for _, group in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
            yield {"count": len(group), **asdict(group[0])}


def share(part: float, whole: float) -> float:
    """Per cent; 0 of nothing."""
    return 100 * part / whole if whole else 0.0


def _round(value: float) -> float:
    return round(value, 1)


def pair_greedily(
    left: Iterable[L], right: Iterable[R], likeness: Callable[[L, R], float]
) -> tuple[list[tuple[L, R]], list[L], list[R]]:
    """Pairs one to one, those most alike first and of equals the first; then what is left over on either side.

    Two whose likeness is 0 are never paired.
    """
    ours, theirs = dict(enumerate(left)), dict(enumerate(right))
    likely = [(likeness(a, b), -i, -j) for i, a in ours.items() for j, b in theirs.items()]
    pairs = []
    for alike, i, j in sorted(likely, reverse=True):
        if alike and -i in ours and -j in theirs:
            pairs.append((ours.pop(-i), theirs.pop(-j)))
    return pairs, list(ours.values()), list(theirs.values())
