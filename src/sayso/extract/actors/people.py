"""Named persons: runs of capitalised words with what tells a person: a title, a role, a known surname, the tagger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sayso.extract.actors.grammar import head_in, heads_before, noun_at
from sayso.extract.actors.lexicon import abbreviations, fold, holders, nouns, words
from sayso.extract.actors.spot import Match
from sayso.extract.actors.view import View

LONGEST_NAME = 6
#: A nickname inside a name has at most three words: Ana "La Tía" Ruiz.
LONGEST_NICKNAME = 4
#: "Juan Vidal de la Fuente", "Ali al-Amin": small words inside a name, signs counted.
MOST_PARTICLES = 3
#: A name that no title and no known given name tells to be a person's has at most so many words and signs.
LONGEST_BARE = 6
LONGEST_SYLLABLE = 6
#: How many names back a surname is looked for.
MEMORY = 40
ARTICLES = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "'s"})
QUOTES = frozenset('"“”')
PLAIN = str.maketrans("", "", ".'’-")
Named = dict[int, Match]
Run = tuple[int, int]


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
def whole_titles() -> frozenset[str]:
    """The words that are titles or end one: no "emergency", though there are emergency coordinators."""
    ends = {word.split()[-1] for word, noun in nouns().items() if noun.sort == "role"}
    several = {f"{word}s" for word in ends}
    short = {fold(text).rstrip(".") for text in abbreviations()}
    return frozenset(ends | several | short) | words("honorifics") | words("ranks")


@cache
def inner_titles() -> frozenset[str]:
    """The titles that may stand between a body's name and a person's."""
    return role_words() - words("role_modifiers") - (words("honorifics") - {"chief", "justice", "judge"})


@cache
def telling_words() -> frozenset[str]:
    """The words after which a capitalised word is a person's name."""
    roles = {word for word, noun in nouns().items() if noun.sort == "role" and " " not in word}
    return frozenset(roles | words("honorifics") | words("ranks") | words("naming_words")) - words("weak_honorifics")


@cache
def body_words() -> frozenset[str]:
    """The last words of the nouns for bodies and groups."""
    return frozenset(word.split()[-1] for word, noun in nouns().items() if noun.sort in {"body", "organ", "group"})


@cache
def body_nouns() -> frozenset[str]:
    """The last words of the nouns for bodies alone."""
    return frozenset(word.split()[-1] for word, noun in nouns().items() if noun.sort == "body")


def find_people(view: View, named: Named, places: frozenset[int]) -> tuple[list[Person], list[Run]]:
    """The named persons of the text in its order, and the other runs of capitalised words."""
    people: list[Person] = []
    others: list[Run] = []
    known: set[str] = set()
    for start, end in _runs(view, named, _names_inside(view)):
        person = _person(view, start, end)
        if person is None:
            continue
        is_person = _is_person(view, person, known, places)
        bearer = None if is_person else _bearer(view, person, others, places)
        if is_person or bearer is not None:
            known |= {view.text[i] for i in range(person.start, person.end) if len(view.text[i]) > 2}
            people.append(person)
        else:
            others.append((person.start, person.end))
        if bearer is not None:
            others.remove((bearer.start, bearer.end))
            people.append(bearer)
    return sorted(people, key=lambda person: person.start), others


def _bearer(view: View, person: Person, others: list[Run], places: frozenset[int]) -> Person | None:
    """The full name told of before whose last word speaks here: "Ana Ruiz came late. ... Ruiz said"."""
    if person.end - person.start > 1 or not view.says(person.head):
        return None
    for start, end in reversed(others[-MEMORY:]):
        named = end - start in {2, 3} and view.text[end - 1] == view.text[person.start]
        if named and places.isdisjoint(range(start, end)) and not _modifies(view, end - 1):
            return Person(start, start, end, head_in(view, start, end))
    return None


# -- runs of capitalised words -----------------------------------------------------------------------------------------


def _names_inside(view: View) -> frozenset[str]:
    """Words with a capital in the middle of some sentence: at the beginning of another they are names, too."""
    inside = (i for i in range(len(view)) if view.pos[i] == "PROPN" and view.body[i] and not view.opens(i))
    return frozenset(view.text[i] for i in inside)


def _runs(view: View, named: Named, inside: frozenset[str]) -> Iterator[Run]:
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
    """Whether a word may be part of a name."""
    word, low = view.text[i], view.low[i].rstrip(".")
    if not word[0].isupper() or not word.translate(PLAIN).isalpha():
        return False
    if low in words("not_names") and not _is_given_name(view, i):
        return False
    return view.pos[i] == "PROPN" or not view.opens(i) or word in inside or low in title_words()


def _is_given_name(view: View, i: int) -> bool:
    """Whether a word that is mostly no name begins one here: "Christian Vidal", but not "Christian villagers"."""
    after = i + 1
    if view.low[i] not in words("given_names_too") or after >= len(view) or view.sent[after] != view.sent[i]:
        return False
    return view.pos[after] == "PROPN" and view.tag[after] != "NNPS" and view.low[after] not in body_words()


def _goes_on(view: View, i: int, named: Named, inside: frozenset[str]) -> bool:
    if i in named:
        return _is_surname(view, i, named)
    if _part(view, i, inside) or _nickname(view, i) or _is_syllable(view, i):
        return True
    if view.text[i] == "." and view.low[i - 1] not in words("ranks") and view.low[i - 1] not in words("honorifics"):
        return False
    if view.text[i] == "-" and i + 1 < len(view) and _is_syllable(view, i + 1):
        return True
    step, last = i, min(i + MOST_PARTICLES, len(view))
    while step < last and (view.low[step] in words("name_particles") or view.text[step] in {"-", "."}):
        step += 1
    return i < step < len(view) and view.sent[step] == view.sent[i] and view.capital(step)


def _is_syllable(view: View, i: int) -> bool:
    """The second half of a given name: the "young" of "Chung Dong-young"; not the "backed" of "Tehran-backed"."""
    if i < 3 or view.text[i - 1] != "-" or not view.low[i].isalpha() or view.capital(i):
        return False
    if len(view.text[i]) > LONGEST_SYLLABLE or view.low[i] in words("no_owner_after"):
        return False
    return all(view.capital(j) and view.pos[j] == "PROPN" and view.text[j].isalpha() for j in (i - 2, i - 3))


def _is_surname(view: View, i: int, named: Named) -> bool:
    """Whether a known name is somebody's surname: "Sadik Aden", "Ana Vidal Wagner", "Ali al-Houthi"."""
    match, before = named[i], i - 1
    if match.end - match.start > 1 or i < 2 or view.pos[i] != "PROPN":
        return False
    if view.text[before] == "-":
        return view.low[i - 2] in words("name_particles") and view.capital(i - 3) and i - 3 not in named
    if before in named or view.dep[before] != "compound" or view.head[before] != i:
        return False
    if match.entries[0].use in {"capital", "country", "people"}:
        return True
    first = i - 2
    return view.capital(first) and first not in named and view.low[first] not in title_words()


def _nickname(view: View, i: int) -> bool:
    """A quotation mark around a nickname inside a name: Ana "Tía" Ruiz."""
    if view.text[i] not in QUOTES:
        return False
    around = range(max(i - LONGEST_NICKNAME, 0), min(i + LONGEST_NICKNAME + 1, len(view)))
    marks = [j for j in around if view.text[j] in QUOTES]
    if len(marks) != 2 or marks[0] == 0 or marks[1] + 1 >= len(view):
        return False
    inner = [marks[0] - 1, marks[1] + 1, *range(marks[0] + 1, marks[1])]
    return all(view.capital(j) for j in inner) and view.sent[inner[0]] == view.sent[inner[1]]


def _person(view: View, start: int, end: int) -> Person | None:
    """The name in a run, without the titles before it."""
    first, start, titles = _after_titles(view, start, end)
    while start < end and view.text[start] in {"-", "."}:
        start += 1
    while end > start and view.text[end - 1] in {"-", "."}:
        end -= 1
    if start >= end or end - start > LONGEST_NAME:
        return None
    return Person(first, start, end, head_in(view, start, end), tuple(titles))


def _after_titles(view: View, start: int, end: int) -> tuple[int, int, list[str]]:
    """Where a run's titles and its name begin, and the titles."""
    first, titles = start, list[str]()
    while start < end and (_is_title(view, start) or (titles and view.text[start] == ".")):
        titles.extend(filter(None, [view.low[start].rstrip(".")]))
        start += 1
    if start == end and end - first > 1 and titles[0] in words("honorifics") - role_words():
        start = end - 1
    for i in range(end - 2, start, -1):  # "Supreme Court Justice Ana Ruiz"
        inner = view.low[i] in inner_titles() or view.text[i] in abbreviations()
        if inner and view.low[i + 1] not in title_words():
            return first, i + 1, [*titles, view.low[i]]
    return first, start, titles


def _is_title(view: View, i: int) -> bool:
    """Whether a word is a title before a name, also one of several ("Presidents Ana Ruiz and Juan Vidal")."""
    low = view.low[i].rstrip(".")
    return low in title_words() or view.text[i] in abbreviations() or (low[-1:] == "s" and low[:-1] in role_words())


# -- what makes a run a person -----------------------------------------------------------------------------------------


def _is_person(view: View, person: Person, known: set[str], places: frozenset[int]) -> bool:
    inside = range(person.start, person.end)
    if any(view.low[i] in body_words() or (view.text[i].isupper() and len(view.text[i]) > 2) for i in inside):
        return False
    if view.low[person.first - 1] in ARTICLES and _sort_at(view, person.end - 1) == "role":
        return False  # an office: "the Presidential Peace Adviser"
    titled = (set(person.titles) & whole_titles()) - words("role_modifiers") - words("weak_honorifics")
    if titled or _tells_person(view, person.first - 1, person.first):
        return not _modifies(view, person.end - 1)
    if all(view.text[i] in known for i in inside if view.capital(i)):
        return True
    if fold(view.words(person.start, person.end)) in holders():
        return not _modifies(view, person.end - 1)
    placed = not places.isdisjoint(inside)
    if _in_apposition(view, person):
        return not placed or len(inside) > 1
    if _names_a_body(view, person):
        return False
    return not placed and not _modifies(view, person.end - 1) and _looks_like(view, person)


def _tells_person(view: View, before: int, first: int) -> bool:
    """Whether the word before a name, brackets left out, says that a person follows."""
    if before > 2 and view.text[before] == ")" and view.text[before - 2] == "(":
        before -= 3
    if before < 0 or view.sent[before] != view.sent[first]:
        return False
    if view.low[before].rstrip(".") in telling_words() or view.text[before] in abbreviations():
        return True
    role = noun_at(view, before)
    return role is not None and role.noun.sort == "role" and role.start < before


def _beside(view: View, person: Person) -> list[int]:
    """The tokens to which the name is set in apposition, by the parser's word or a comma's."""
    near = [view.head[person.head]] if view.dep[person.head] == "appos" else []
    return [*near, *heads_before(view, person.first)]


def _sort_at(view: View, j: int) -> str:
    noun = abbreviations().get(view.text[j]) or nouns().get(view.low[j])
    return noun.sort if noun is not None else ""


def _in_apposition(view: View, person: Person) -> bool:
    """ "the mayor of the town, Ana Ruiz," and "Ana Ruiz, a teacher," (the parser sees most of these)."""
    return any(_sort_at(view, j) == "role" for j in [*_beside(view, person), *view.under(person.head, "appos")])


def _names_a_body(view: View, person: Person) -> bool:
    """ "the ship's operator, Blue Star," """
    return any(_sort_at(view, j) == "body" for j in _beside(view, person))


def _modifies(view: View, last: int) -> bool:
    """Whether the run goes on into a noun that it only describes: "Wagner fighters", "the Gorom ambush"."""
    after = last + 1
    if after >= len(view) or view.pos[after] not in {"NOUN", "PROPN"} or view.sent[after] != view.sent[last]:
        return False
    return view.dep[last] in {"compound", "nmod", "amod"} and view.head[last] > last


def _looks_like(view: View, person: Person) -> bool:
    """A first name that we know, or a full name that does, suffers or is told what only persons are."""
    size, head = person.end - person.start, person.head
    if size == 1:
        return False
    first = view.low[person.start]
    if first in words("female_names") or first in words("male_names"):
        return True
    if not 1 < size <= LONGEST_BARE or any(view.low[i] in nouns() for i in range(person.start, person.end)):
        return False
    return view.says(head) or (view.dep[head] == "appos" and view.says(view.head[head])) or _is_human(view, head)


def _is_human(view: View, head: int) -> bool:
    """Whether what is told of the name is told of persons only: "led by X", "arrested X", "X, who", "X resigned"."""
    above = view.head[head]
    low, lemma = view.low[above], view.lemma(above)
    if any(view.low[j] == "who" for verb in view.under(head, "relcl") for j in view.under(verb, "nsubj")):
        return True
    match view.dep[head]:
        case "nsubj":
            return lemma in words("person_acts")
        case "dobj" | "nsubjpass":
            return lemma in words("person_suffers")
        case "pobj" if low == "by":
            return view.lemma(view.head[above]) in words("person_leads")
        case "pobj" if low == "of":
            return view.low[view.head[above]] in words("of_persons")
    return False
