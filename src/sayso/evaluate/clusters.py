"""How well groups of things agree with those of an annotation: the measures of coreference.

Pairs (links counted one by one); B-cubed (Bagga and Baldwin 1998); MUC (Vilain et al. 1995); CEAF with the entity-based
similarity phi4 (Luo 2005); and the mean of the last three, the measure of the CoNLL-2012 shared task (Pradhan et al.).
Both sides group the same things.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from itertools import combinations

from sayso.evaluate.figures import Measure, Share

Groups = Mapping[str, Hashable]
Pair = tuple[str, str]


def measure_groups(gold: Groups, told: Groups, *, left_open: Collection[Pair] = ()) -> list[Measure]:
    """Pairs, B-cubed, MUC and CEAF of things by name; pairs that are `left_open` count neither way."""
    pairs = measure_pairs(gold, told, left_open)
    return [pairs, measure_b_cubed(gold, told), measure_muc(gold, told), measure_ceaf(gold, told)]


def conll(measures: Iterable[Measure]) -> Share:
    """The mean F1 of B-cubed, MUC and CEAF, in per cent."""
    scores = [measure.f1 for measure in measures if measure.name in CONLL]
    return Share("CoNLL F1", sum(scores), 100.0 * len(CONLL))


CONLL = ("B-cubed", "MUC", "CEAF")


def measure_pairs(gold: Groups, told: Groups, left_open: Collection[Pair] = ()) -> Measure:
    """Links counted one by one."""
    both = ours = theirs = 0
    for one, other in combinations(gold, 2):
        if (one, other) not in left_open and (other, one) not in left_open:
            linked = gold[one] == gold[other], told[one] == told[other]
            theirs, ours, both = theirs + linked[0], ours + linked[1], both + all(linked)
    return Measure("pairs", both, ours, theirs)


def measure_b_cubed(gold: Groups, told: Groups) -> Measure:
    """For each thing, the share of its group that is right."""
    sizes, found = Counter(gold.values()), Counter(told.values())
    shared = Counter((gold[name], told[name]) for name in gold)
    right = sum(count * count / found[group] for (_, group), count in shared.items())
    recalled = sum(count * count / sizes[chain] for (chain, _), count in shared.items())
    return Measure("B-cubed", right, len(gold), len(gold), recalled)


def measure_muc(gold: Groups, told: Groups) -> Measure:
    """The links that it takes to make one side's groups out of the other's."""
    kept, wanted = _muc(gold, told)
    right, given = _muc(told, gold)
    return Measure("MUC", right, given, wanted, kept)


def _muc(groups: Groups, others: Groups) -> tuple[int, int]:
    members: dict[Hashable, list[Hashable]] = defaultdict(list)
    for name, group in groups.items():
        members[group].append(others[name])
    wanted = sum(len(found) - 1 for found in members.values())
    return wanted - sum(len(set(found)) - 1 for found in members.values()), wanted


def measure_ceaf(gold: Groups, told: Groups) -> Measure:
    """The best one-to-one alignment of groups, each pair counted by the Dice similarity of the two."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    sizes, found = Counter(gold.values()), Counter(told.values())
    row, column = {chain: n for n, chain in enumerate(sizes)}, {group: n for n, group in enumerate(found)}
    alike = np.zeros((len(row), len(column)))
    for (chain, group), count in Counter((gold[name], told[name]) for name in gold).items():
        alike[row[chain], column[group]] = 2 * count / (sizes[chain] + found[group])
    best = float(alike[linear_sum_assignment(alike, maximize=True)].sum())
    return Measure("CEAF", best, len(found), len(sizes))
