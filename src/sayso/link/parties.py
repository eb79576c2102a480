"""Who acts and on whom: what the parties of two events say about their being one."""

from __future__ import annotations

from functools import lru_cache

from sayso.link.names import bare_name, is_same_party
from sayso.link.reasons import Reason, rules
from sayso.link.records import Mention

Names = frozenset[str]
NOBODY: Names = frozenset()


def compare_parties(a: Mention, b: Mention) -> list[Reason]:
    """Actors and recipients; "A attacked B" and "B attacked A" are opposite claims."""
    actors, recipients = shared(a.actors, b.actors), shared(a.recipients, b.recipients)
    if not actors and not recipients:
        there, back = shared(a.actors, b.recipients), shared(a.recipients, b.actors)
        if there and back:
            return [Reason("direction", a.actors, b.actors, float(rules()["direction"]["opposite"]))]
        if there or back:
            crossed = there | back
            is_turned = max(len(a.actors), len(b.actors)) == 1 and crossed <= a.powers & b.powers
            weight = float(rules()["parties"]["turned" if is_turned else "same"])
            return [Reason("parties", crossed, crossed, weight)]
    powers = a.powers, b.powers
    acting = _role("actors", a.actors, b.actors, powers, is_same=bool(actors))
    acted_on = _role("recipients", a.recipients, b.recipients, powers, is_same=bool(recipients))
    return [reason for reason in (acting, acted_on) if reason is not None]


def shared(ours: Names, theirs: Names) -> Names:
    """Those of the first names whose party is among the second."""
    if not ours or not theirs:
        return NOBODY
    return ours & theirs or _shared(ours, theirs)


@lru_cache(2**16)
def _shared(ours: Names, theirs: Names) -> Names:
    return frozenset(one for one in ours if any(is_same_party(one, other) for other in theirs))


def _role(feature: str, ours: Names, theirs: Names, powers: tuple[Names, Names], *, is_same: bool) -> Reason | None:
    """One role on both sides: the same, alike in a word ("a hospital", "the old hospital"), or different powers."""
    if not ours or not theirs:
        return None
    if is_same:
        judged = "same"
    elif _words(ours) & _words(theirs):
        judged = "alike"
    else:
        judged = "differ" if ours & powers[0] and theirs & powers[1] else "other"
    return Reason(feature, ours, theirs, float(rules()[feature][judged]))


@lru_cache(2**16)
def _words(names: Names) -> Names:
    return frozenset(word for name in names for word in bare_name(name).split() if not name.startswith("state "))
