"""Named persons: runs of capitalised words with something that tells a person (a title, a role, a known surname, the tagger)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sayso.extract.actors.lexicon import nouns, words
from sayso.extract.actors.spot import Match
from sayso.extract.actors.view import View

LONGEST_NAME = 6
QUOTES = frozenset('"“”')
PLAIN = str.maketrans("", "", ".'’-")


@dataclass(slots=True, eq=False)
class Person:
    """A name at tokens start to end, titles from `first`; `head` is the name's head in the parse."""

    first: int
    start: int
    end: int
    head: int
    titles: tuple[str, ...] = ()


@cache
def role_words() -> frozenset[str]:
    """Every word that roles are made of."""
    return frozenset(part for word, noun in nouns().items() if noun.sort == "role" for part in word.split())


@cache
def title_words() -> frozenset[str]:
    """Every word that titles before a name are made of."""
    return words("honorifics") | words("ranks") | role_words() | words("role_modifiers")


@cache
def telling_words() -> frozenset[str]:
    """The words after which a capitalised word is a name."""
    roles = {word for word, noun in nouns().items() if noun.sort == "role" and " " not in word}
    return frozenset(roles | words("honorifics") | words("ranks") | {"alias", "named", "nicknamed"}) - words("weak_honorifics")


@cache
def body_words() -> frozenset[str]:
    """The last words of the nouns for bodies and groups."""
    return frozenset(word.split()[-1] for word, noun in nouns().items() if noun.sort in {"body", "organ", "group"})


def find_people(view: View, named: dict[int, Match], places: frozenset[int]) -> tuple[list[Person], list[tuple[int, int]]]:
    """The named persons of the text in its order, and the other runs of capitalised words."""
    people: list[Person] = []
    others: list[tuple[int, int]] = []
    known: set[str] = set()
    for start, end in _runs(view, named, _names_inside(view)):
        person = _person(view, start, end)
        if person is None:
            continue
        if _is_person(view, person, known, places):
            known |= {view.text[i] for i in range(person.start, person.end) if len(view.text[i]) > 2}
            people.append(person)
        else:
            others.append((person.start, person.end))
    return people, others


def _names_inside(view: View) -> frozenset[str]:
    """Words with a capital in the middle of some sentence: at the beginning of another they are names, too."""
    inside = (i for i in range(len(view)) if view.pos[i] == "PROPN" and view.body[i] and not view.opens(i))
    return frozenset(view.text[i] for i in inside)


def _runs(view: View, named: dict[int, Match], inside: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words, small words of names inside them, known names (of bodies, of countries) left out."""
    i, size = 0, len(view)
    while i < size:
        if not (view.body[i] and i not in named and _part(view, i, inside)):
            i += 1
            continue
        start = i
        while i < size and view.sent[i] == view.sent[start] and _goes_on(view, i, named, inside):
            i += 1
        yield start, i
        i += 1


def _part(view: View, i: int, inside: frozenset[str]) -> bool:
    word = view.text[i]
    if not word[0].isupper() or view.low[i].rstrip(".") in words("not_names") or not word.translate(PLAIN).isalpha():
        return False
    if view.low[i].rstrip(".") in words("short_dates") and view.doc[i].ent_type_ in {"DATE", "TIME"}:
        return False
    return view.pos[i] == "PROPN" or not view.opens(i) or word in inside or view.low[i].rstrip(".") in title_words()


def _goes_on(view: View, i: int, named: dict[int, Match], inside: frozenset[str]) -> bool:
    if i in named:
        single = named[i].end - named[i].start == 1 and named[i].entries[0].use in {"capital", "country", "people"}
        return single and i > 0 and view.dep[i - 1] == "compound" and view.head[i - 1] == i and (i - 1) not in named and view.pos[i] == "PROPN"
    if _part(view, i, inside) or _nickname(view, i):
        return True
    step = i + 2 if i + 2 < len(view) and view.text[i + 1] == "-" else i + 1
    following = step < len(view) and view.sent[step] == view.sent[i] and view.capital(step)
    return following and (view.low[i] in words("name_particles") or view.text[i] in {"-", "."})


def _nickname(view: View, i: int) -> bool:
    """A quotation mark around a nickname inside a name: Ana "Tía" Ruiz."""
    if view.text[i] not in QUOTES:
        return False
    marks = [j for j in range(max(i - 4, 0), min(i + 5, len(view))) if view.text[j] in QUOTES]
    if len(marks) != 2 or marks[0] == 0 or marks[1] + 1 >= len(view):
        return False
    around = [marks[0] - 1, marks[1] + 1, *range(marks[0] + 1, marks[1])]
    return all(view.capital(j) for j in around) and view.sent[around[0]] == view.sent[around[1]]


def _person(view: View, start: int, end: int) -> Person | None:
    """The name in a run, without the titles before it."""
    first = start
    titles = []
    while start < end and (view.low[start].rstrip(".") in title_words() or (titles and view.text[start] == ".")):
        titles.append(view.low[start].rstrip("."))
        start += 1
    inner = _inner_title(view, start, end)
    if inner is not None:
        titles.append(view.low[inner])
        start = inner + 1
    while start < end and view.text[start] in {"-", "."}:
        start += 1
    while end > start and view.text[end - 1] in {"-", "."}:
        end -= 1
    if start >= end or end - start > LONGEST_NAME:
        return None
    head = next((j for j in range(end - 1, start - 1, -1) if not start <= view.head[j] < end), end - 1)
    return Person(first, start, end, head, tuple(filter(None, titles)))


def _inner_title(view: View, start: int, end: int) -> int | None:
    """The last title inside a run that begins with a body's name: "Supreme Court Justice Ana Ruiz"."""
    roles = role_words() - words("role_modifiers") - (words("honorifics") - {"chief", "justice", "judge"})
    for i in range(end - 2, start, -1):
        if view.low[i] in roles and view.low[i + 1] not in title_words():
            return i
    return None


def _is_person(view: View, person: Person, known: set[str], places: frozenset[int]) -> bool:
    inside = range(person.start, person.end)
    last = person.end - 1
    if any(view.low[i] in body_words() for i in inside) or any(view.text[i].isupper() and len(view.text[i]) > 2 for i in inside):
        return False
    before = person.first - 1
    if set(person.titles) - words("role_modifiers") - words("weak_honorifics") or _tells_person(view, before, person.first):
        return not _modifies(view, last)
    if all(view.text[i] in known for i in inside if view.capital(i)):
        return True
    if _names_a_body(view, person):
        return False
    if _in_apposition(view, person):
        return not any(i in places for i in inside) or len(inside) > 1
    return not any(i in places for i in inside) and _looks_like(view, person)


def _tells_person(view: View, before: int, first: int) -> bool:
    """Whether the word before a name says that a person follows."""
    if before < 0 or view.sent[before] != view.sent[first]:
        return False
    return view.low[before].rstrip(".") in telling_words()


def _in_apposition(view: View, person: Person) -> bool:
    """ "the mayor of the town, Ana Ruiz," and "Ana Ruiz, a teacher," (the parser sees most of these)."""
    near = [view.head[person.head]] if view.dep[person.head] == "appos" else []
    near += [j for j in view.under(person.head, "appos") if view.low[view.left[j]] in {"a", "an", "the", "its", "his", "her", "their"} or j]
    if person.first > 1 and view.text[person.first - 1] == ",":
        near.append(person.first - 2)
    return any(view.low[j] in role_words() and view.low[j] in nouns() and nouns()[view.low[j]].sort == "role" for j in near)


def _names_a_body(view: View, person: Person) -> bool:
    """ "the ship's operator, Blue Star," """
    head = person.head
    above = view.head[head] if view.dep[head] == "appos" else person.first - 2
    near = above >= 0 and (view.dep[head] == "appos" or view.text[person.first - 1] == ",") and view.sent[above] == view.sent[head]
    return near and view.low[above] in nouns() and nouns()[view.low[above]].sort == "body"


def _modifies(view: View, last: int) -> bool:
    """Whether the run goes on into a noun that it only describes: "Wagner fighters", "the Tame ambush"."""
    after = last + 1
    if after >= len(view) or view.pos[after] not in {"NOUN", "PROPN"} or view.sent[after] != view.sent[last]:
        return False
    return view.dep[last] in {"compound", "nmod", "amod"} and view.head[last] > last


def _looks_like(view: View, person: Person) -> bool:
    """The tagger's word for it, or a first name that we know."""
    inside = range(person.start, person.end)
    if _modifies(view, person.end - 1):
        return False
    labels = [view.doc[i].ent_type_ for i in inside]
    if labels.count("PERSON") * 2 >= len(labels):
        return True
    first = view.low[person.start]
    appos = view.dep[person.head] == "appos" and view.says(view.head[person.head])
    given = first in words("female_names") or first in words("male_names")
    return len(inside) > 1 and (given or ((view.says(person.head) or appos) and _is_full_name(view, person))) and "GPE" not in labels


def _is_full_name(view: View, person: Person) -> bool:
    """Two or three capitalised words, none of them a known noun: "Rahela Noorzai said"."""
    inside = range(person.start, person.end)
    return len(inside) in {2, 3} and not any(view.low[i] in nouns() for i in inside)
