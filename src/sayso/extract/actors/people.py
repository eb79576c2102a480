"""Named persons: runs of capitalised words with something that tells a person (a title, a role, a known surname, the tagger)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sayso.extract.actors.lexicon import nouns, words
from sayso.extract.actors.spot import Match
from sayso.extract.actors.view import View

LONGEST_NAME = 6


@dataclass(slots=True, eq=False)
class Person:
    """A name at tokens start to end, titles from `first`; `head` is the name's head in the parse."""

    first: int
    start: int
    end: int
    head: int
    titles: tuple[str, ...] = ()


@cache
def title_words() -> frozenset[str]:
    """Every word that titles and roles are made of."""
    roles = {part for word, noun in nouns().items() if noun.sort == "role" for part in word.split()}
    return words("honorifics") | words("ranks") | roles | words("role_modifiers")


@cache
def body_words() -> frozenset[str]:
    """The last words of the nouns for bodies."""
    return frozenset(word.split()[-1] for word, noun in nouns().items() if noun.sort == "body")


def find_people(view: View, named: dict[int, Match], places: frozenset[int]) -> list[Person]:
    """The named persons of the text in its order."""
    people: list[Person] = []
    known: set[str] = set()
    waiting: list[Person] = []
    for start, end in _runs(view, named, places):
        person = _person(view, start, end)
        if person is None:
            continue
        if _is_person(view, person, known, named, places):
            known |= {view.text[i] for i in range(person.start, person.end) if len(view.text[i]) > 2}
            people.append(person)
        elif person.end - person.start == 1:
            waiting.append(person)
    return people


def _runs(view: View, named: dict[int, Match], places: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words, small words of names inside them, known names (of bodies, of countries) left out."""
    i, size = 0, len(view)
    while i < size:
        if not (view.body[i] and _part(view, i) and i not in named):
            i += 1
            continue
        start = i
        while i < size and view.sent[i] == view.sent[start] and _goes_on(view, i, named):
            i += 1
        yield start, i
        i += 1


def _part(view: View, i: int) -> bool:
    word = view.text[i]
    if not word[:1].isupper() or not word.replace(".", "").replace("'", "").replace("’", "").replace("-", "").isalpha():
        return False
    if view.low[i] in words("not_names"):
        return False
    return view.pos[i] == "PROPN" or not view.opens(i) or view.low[i].rstrip(".") in title_words()


def _goes_on(view: View, i: int, named: dict[int, Match]) -> bool:
    if i in named:
        return False
    if _part(view, i):
        return True
    following = i + 1 < len(view) and view.sent[i + 1] == view.sent[i] and view.text[i + 1][:1].isupper()
    return following and (view.low[i] in words("name_particles") or view.text[i] in {"-", "."})


def _person(view: View, start: int, end: int) -> Person | None:
    """The name in a run, without the titles before it."""
    first = start
    titles = []
    while start < end and view.low[start].rstrip(".") in title_words() and not _is_last_name(view, start, end):
        titles.append(view.low[start].rstrip("."))
        start += 1
    while start < end and view.text[start] in {"-", "."}:
        start += 1
    while end > start and view.text[end - 1] in {"-", "."}:
        end -= 1
    if start >= end or end - start > LONGEST_NAME:
        return None
    head = next((j for j in range(end - 1, start - 1, -1) if not start <= view.head[j] < end), end - 1)
    return Person(first, start, end, head, tuple(titles))


def _is_last_name(view: View, i: int, end: int) -> bool:
    return False


def _is_person(view: View, person: Person, known: set[str], named: dict[int, Match], places: frozenset[int]) -> bool:
    inside = range(person.start, person.end)
    last = person.end - 1
    if view.low[last] in body_words() or all(view.text[i].isupper() and len(view.text[i]) > 2 for i in inside):
        return False
    if person.titles and person.first < person.start and set(person.titles) - words("role_modifiers"):
        return True
    before = person.first - 1
    if before >= 0 and view.sent[before] == view.sent[person.first] and _tells_person(view, before):
        return True
    if any(i in places for i in inside):
        return False
    if len(inside) > 1 and all(view.text[i] in known for i in inside if view.capital(i)):
        return True
    if len(inside) == 1 and view.text[person.start] in known:
        return True
    return _looks_like(view, person)


def _tells_person(view: View, before: int) -> bool:
    """Whether the word before a name says that a person follows."""
    low = view.low[before].rstrip(".")
    noun = nouns().get(low)
    if low in {"alias", "named", "called"}:
        return True
    if noun is not None and noun.sort == "role":
        return True
    return low in words("honorifics") | words("ranks")


def _looks_like(view: View, person: Person) -> bool:
    """The tagger's word for it, or a first name that we know."""
    inside = range(person.start, person.end)
    labels = [view.doc[i].ent_type_ for i in inside]
    following = person.end < len(view) and view.pos[person.end] in {"NOUN", "PROPN"} and view.dep[last_of(person)] == "compound"
    if following:
        return False
    if labels.count("PERSON") * 2 >= len(labels):
        return True
    first = view.low[person.start]
    return len(inside) > 1 and (first in words("female_names") or first in words("male_names")) and "GPE" not in labels


def last_of(person: Person) -> int:
    """The last token of the name."""
    return person.end - 1
