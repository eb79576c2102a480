"""How far the name of a body reaches around its noun: "Savanna Teachers Union", "Ministry of Trade and Industry"."""

from __future__ import annotations

import re

from sayso.extract.actors.grammar import noun_at
from sayso.extract.actors.lexicon import words
from sayso.extract.actors.people import body_nouns, body_words, title_words
from sayso.extract.actors.spot import Match
from sayso.extract.actors.view import View

JOINING = frozenset({"of", "for", "and", "on", "the", "&"})
NAMING = frozenset({"PROPN", "NOUN", "ADJ"})
#: The number of a unit: "2nd", "601st", "444".
NUMBER = re.compile(r"\d{1,4}(st|nd|rd|th)?")
Named = dict[int, Match]


def body_name(view: View, start: int, end: int, named: Named) -> tuple[int, int] | None:
    """The tokens of a body's own name around its noun at start to end; None where it has only the common noun."""
    first, low = start, view.sentence(start)[0]
    while first > low and _goes_before(view, first - 1, named, end - 1):
        first = view.name_start.get(first - 1, first - 1)
    last = _end_of(view, end, named) if view.capital(end - 1) else end
    telling = any(view.capital(j) and not (j == first and view.opens(j)) for j in range(first, last))
    capital = view.capital(end - 1) and not view.text[end - 1].isupper()  # "an NGO" is no name
    return (first, last) if telling and (last - first > end - start or capital) else None


def _end_of(view: View, end: int, named: Named) -> int:
    """Where a name ends whose noun ends before token `end`."""
    high = view.sentence(end - 1)[1]
    last = end
    while last + 1 < high and view.low[last] in JOINING:
        step = last
        while step < high and view.low[step] in JOINING:
            step += 1
        if step >= high or not view.capital(step) or not _goes_on(view, last, step, named):
            break
        last = _capitals(view, step, high)
    if last == end and view.low[end - 1] in words("names_behind"):
        last = min([_capitals(view, end, high), *(j for j in range(end, high) if j in named)])
    return _without_state(view, end, last)


def _without_state(view: View, end: int, last: int) -> int:
    """The end of a name short of the state behind it: "Ministry of Trade | of the Federal Republic of Brazil"."""
    if last >= len(view) or view.low[last] != "of" or view.low[last - 1] not in words("states"):
        return last
    return next((j for j in range(last - 1, end - 1, -1) if view.low[j] == "of"), last)


def _capitals(view: View, start: int, high: int) -> int:
    """The end of a run of capitalised words."""
    end = start
    while end < high and view.capital(end) and view.pos[end] in NAMING:
        end += 1
    return end


def _goes_on(view: View, joint: int, step: int, named: Named) -> bool:
    """Whether what follows "of", "for", "and" still belongs to the name: no country, no day, no other body."""
    foreign = step in named and any(entry.use != "adjective" for entry in named[step].entries)
    if foreign or view.low[step] in words("not_names"):
        return False
    if view.low[joint] in {"and", "&"}:
        return noun_at(view, step) is None and view.dep[step] != "nsubj"
    return view.low[joint] in {"of", "for", "on"}


def _goes_before(view: View, j: int, named: Named, noun: int) -> bool:
    """Whether the token before a body's noun (at token `noun`) belongs to its name: not Ana Ruiz in "Ruiz's office"."""
    if j in named:
        return all(entry.use in {"adjective", "country", "actor", "capital"} for entry in named[j].entries)
    if view.low[j] in {"de", "del", "des", "du"}:
        return _joins(view, j, named)
    if view.low[j] in {"and", "of", "&"}:
        other = body_words() | title_words() if view.opens(j - 1) else body_words()
        return _joins(view, j, named) and view.low[j - 1] not in other
    if view.low[j] in {"'s", "'", "-"}:
        owning = view.low[j] == "'s" and view.low[j - 1] in body_nouns()
        return _joins(view, j, named) and not owning and (view.low[j] == "-" or view.capital(noun))
    if NUMBER.fullmatch(view.low[j]):
        return view.capital(j + 1) and view.low[noun] in words("numbered") and not view.opens(j)
    if not view.capital(j) or not view.text[j].replace(".", "").isalpha() or view.low[j] in words("not_names"):
        return False
    if not view.opens(j) or (view.low[j] in words("naming_adjectives") and view.capital(noun)):
        return True
    return view.pos[j] in NAMING and view.low[j] not in title_words()


def _joins(view: View, j: int, named: Named) -> bool:
    return j > 0 and view.capital(j - 1) and (j - 1) not in named and (j - 1) not in view.people
