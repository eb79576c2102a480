"""The noun phrases of a text that may mean somebody, each with what its words say; who is meant is decided in `resolve`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.extract.actors.lexicon import Entry, Noun, longest_noun, nouns, words
from sayso.extract.actors.people import Person, find_people
from sayso.extract.actors.spot import Match, matches_by_token
from sayso.extract.actors.view import View

PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
    "they": "p", "them": "p", "their": "p", "theirs": "p", "themselves": "p", "it": "n", "its": "n", "itself": "n",
}  # fmt: skip
JOINING = frozenset({"of", "for", "and", "on", "the", "&", "in"})


@dataclass(slots=True, eq=False)
class Phrase:
    """A candidate: its head, its first and last token (exclusive), its sort, and what is known about its words.

    Sorts: name, person, role, body, group, organ, both, asset, document, relation, attacker, pronoun, relative.
    """

    head: int
    start: int
    end: int
    sort: str
    noun_start: int = -1
    noun: Noun | None = None
    word: str = ""
    entries: tuple[Entry, ...] = ()
    #: The tokens of a proper name inside the phrase: "Asad Lodhi", "Kordofan Medical Union".
    name: tuple[int, int] | None = None
    person: Person | None = None
    plural: bool = False
    gender: str = ""


def find_phrases(view: View, matches: dict[int, Match], places: frozenset[int]) -> dict[int, Phrase]:
    """Every candidate by its head token, in the order of the text. `places`: tokens that name a place."""
    named = matches_by_token(matches)
    people = find_people(view, named, places)
    found: dict[int, Phrase] = {}
    for person in people:
        phrase = Phrase(person.head, person.first, person.end, "person", name=(person.start, person.end), person=person)
        found[person.head] = phrase
    taken = {i for person in people for i in range(person.start, person.end)}
    for i in range(len(view)):
        if not view.body[i] or i in taken or i in found:
            continue
        for phrase in _candidates(view, i, named, places):
            found.setdefault(phrase.head, phrase)
    return dict(sorted(found.items()))


def _candidates(view: View, i: int, named: dict[int, Match], places: frozenset[int]) -> Iterator[Phrase]:
    match = named.get(i)
    if match is not None and i == match.end - 1 and not _inside_body(view, match):
        yield _name_phrase(view, match)
    elif match is not None and not (view.low[i] in nouns() and match.end - 1 == i):
        return
    low = view.low[i]
    if low in PRONOUNS:
        yield Phrase(i, i, i + 1, "pronoun", gender=PRONOUNS[low], plural=PRONOUNS[low] == "p", word=low)
    elif low in {"who", "which", "whom", "that", "whose"} and view.tag[i] in {"WP", "WDT", "WP$"}:
        yield Phrase(i, i, i + 1, "relative", word=low)
    elif view.pos[i] in {"NOUN", "PROPN", "ADJ", "NUM", "VERB"}:
        yield from _noun_phrase(view, i, named, places)


def _inside_body(view: View, match: Match) -> bool:
    """Whether a known name is only the beginning of a body's name: "Taliban" in "Taliban Ministry of Health" is not."""
    return False


def _name_phrase(view: View, match: Match) -> Phrase:
    head = next((j for j in range(match.start, match.end) if not match.start <= view.head[j] < match.end), match.end - 1)
    people = all(entry.use == "people" for entry in match.entries)
    start = match.start - 1 if match.start and view.low[match.start - 1] == "the" else match.start
    return Phrase(head, start, match.end, "name", noun_start=match.start, entries=match.entries, plural=people)


def _noun_phrase(view: View, i: int, named: dict[int, Match], places: frozenset[int]) -> Iterator[Phrase]:
    found = noun_at(view, i)
    if found is None:
        yield from _other_noun(view, i, named, places)
        return
    noun, start, plural = found
    if view.pos[i] in {"ADJ", "VERB"} and not (noun.sort == "body" or noun.sort == "group" and _is_nominal(view, i)):
        return
    sort = "attacker" if view.low[i] in words("attackers") else noun.sort
    phrase = Phrase(i, left_edge(view, i, start), i + 1, sort, noun_start=start, noun=noun, word=noun.word, plural=plural)
    if sort == "body":
        phrase.name = proper_name(view, start, i + 1, named)
        phrase.end = max(phrase.end, phrase.name[1]) if phrase.name else phrase.end
    yield phrase


def _is_nominal(view: View, i: int) -> bool:
    return view.dep[i] in {"nsubj", "nsubjpass", "dobj", "pobj", "conj"} and view.low[view.left[i]] in {"the", "these", "those"}


def _other_noun(view: View, i: int, named: dict[int, Match], places: frozenset[int]) -> Iterator[Phrase]:
    low = view.low[i]
    edge = left_edge(view, i, i)
    if low in words("assets"):
        yield Phrase(i, edge, i + 1, "asset", noun_start=i, word=low, plural=view.tag[i] in {"NNS", "NNPS"})
    elif low in words("documents") or low.removesuffix("s") in words("documents"):
        yield Phrase(i, edge, i + 1, "document", noun_start=i, word=low.removesuffix("s"))
    elif singular(low, view.tag[i]) in words("relations"):
        yield Phrase(i, edge, i + 1, "relation", noun_start=i, word=singular(low, view.tag[i]), plural=view.tag[i] == "NNS")


def noun_at(view: View, i: int) -> tuple[Noun, int, bool] | None:
    """The longest known noun that ends at this token, its first token, and whether it is a plural."""
    table = nouns()
    last, single = view.low[i], singular(view.low[i], view.tag[i])
    best = None
    prefix = ""
    for length in range(1, longest_noun() + 1):
        j = i - length + 1
        if j < 0 or view.sent[j] != view.sent[i]:
            break
        for word in {last, single}:
            noun = table.get(f"{prefix}{word}")
            if noun is not None:
                best = (noun, j, word != last or noun.sort in {"group", "organ", "both"})
        gap = "" if view.low[j].startswith("'") or view.low[j] == "-" or j and view.low[j - 1] == "-" else " "
        prefix = f"{view.low[j - 1]}{gap}{prefix}" if j else prefix
    return best


def singular(word: str, tag: str) -> str:
    """The singular of a plural noun, by its ending."""
    if tag not in {"NNS", "NNPS"} and not word.endswith("s"):
        return word
    if word.endswith("men") and len(word) > 3:
        return f"{word[:-2]}an"
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def left_edge(view: View, i: int, start: int) -> int:
    """Where the noun phrase of token i begins: its determiners and modifiers, no clause, no loose sign."""
    edge = min(start, view.left[i]) if view.left[i] >= view.sentence(i)[0] else start
    for j in range(start - 1, edge - 1, -1):
        if view.pos[j] in {"VERB", "AUX", "CCONJ", "SCONJ", "ADP"} and view.dep[j] not in {"amod", "compound", "quantmod"}:
            edge = j + 1
            break
        if view.text[j] in {",", ";", ":", "(", ")", "—", "–", "--", ".", "!", "?"}:
            edge = j + 1
            break
    while edge < start and (view.pos[edge] in {"PUNCT", "CCONJ", "SPACE"} or view.dep[edge] in {"cc", "preconj", "predet"}):
        edge += 1
    return edge


def proper_name(view: View, start: int, end: int, named: dict[int, Match]) -> tuple[int, int] | None:
    """The tokens of a body's own name around its noun at start to end: "Kordofan Medical Union", "Ministry of Trade"."""
    first = start
    low, high = view.sentence(start)
    while first > low and _names_body(view, first - 1, named):
        first -= 1
    last = end
    while view.capital(end - 1) and last + 1 < high and view.low[last] in JOINING:
        step = last
        while step < high and view.low[step] in JOINING:
            step += 1
        if step >= high or not view.capital(step) or not _same_name(view, last, step, named):
            break
        last = step
        while last < high and view.capital(last) and view.pos[last] in {"PROPN", "NOUN", "ADJ"}:
            last += 1
    telling = any(view.capital(j) and not (j == first and view.opens(j)) for j in range(first, last))
    return (first, last) if telling and (last - first > end - start or view.capital(end - 1)) else None


def _same_name(view: View, joint: int, step: int, named: dict[int, Match]) -> bool:
    """Whether what follows "of", "for", "and" still belongs to the name: no country, and no other body after "and"."""
    if step in named and any(entry.use != "adjective" for entry in named[step].entries):
        return False
    if view.low[joint] in {"and", "&"}:
        return noun_at(view, step) is None and view.dep[step] != "nsubj"
    return view.low[joint] in {"of", "for", "on"}


def _names_body(view: View, j: int, named: dict[int, Match]) -> bool:
    if j in named:
        return all(entry.use in {"adjective", "country", "actor"} for entry in named[j].entries)
    if not view.capital(j) or not view.text[j].replace(".", "").isalpha():
        return view.low[j] in {"'s", "-"} and view.capital(j - 1) and (j - 1) not in named if j else False
    return view.pos[j] in {"PROPN", "ADJ", "NOUN"} and view.low[j] not in words("not_names") if view.opens(j) else True
