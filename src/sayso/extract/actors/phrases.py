"""The noun phrases of a text that may mean somebody, each with what its words say; who is meant is decided in `scene`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sayso.extract.actors.lexicon import Entry, Noun, longest_noun, nouns, words
from sayso.extract.actors.people import Person, find_people, title_words
from sayso.extract.actors.spot import Match, matches_by_token
from sayso.extract.actors.view import View

PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
    "they": "p", "them": "p", "their": "p", "theirs": "p", "themselves": "p", "it": "n", "its": "n", "itself": "n",
}  # fmt: skip
RELATIVES = frozenset({"who", "which", "whom", "that", "whose"})
JOINING = frozenset({"of", "for", "and", "on", "the", "&"})
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "NUM"})
BREAKS = frozenset({"VERB", "AUX", "CCONJ", "SCONJ", "ADP"})
SIGNS = frozenset(",;:()—–.!?[]") | {"--", "..."}
#: What is an actor of its own inside a longer noun: the police of "police officer".
PARTS = frozenset({"name", "body", "pronoun"})
#: Endings of nouns for persons: one that speaks is somebody, though no list has it.
ANIMATE = ("er", "or", "ist", "ian", "ee", "ant", "man", "woman", "ster", "eer", "eur", "ite", "crat")
MEMBERS = frozenset({"one", "some", "many", "most", "none", "two", "three", "several", "all", "both", "others", "another", "members", "member", "part"})


@dataclass(slots=True, eq=False)
class Phrase:
    """A candidate: its head, its first and last token (exclusive), its sort, and what is known about its words.

    Sorts: name, person, role, body, group, organ, asset, document, relation, attacker, member, pronoun, relative.
    """

    head: int
    start: int
    end: int
    sort: str
    noun_start: int = -1
    noun_end: int = -1
    noun: Noun | None = None
    word: str = ""
    entries: tuple[Entry, ...] = ()
    #: The tokens of a proper name inside the phrase: "Asad Lodhi", "Kordofan Medical Union".
    name: tuple[int, int] | None = None
    person: Person | None = None
    plural: bool = False
    gender: str = ""


@cache
def last_words() -> frozenset[str]:
    """The last words of all nouns: what a token has to be to end one."""
    return frozenset(word.replace("-", " ").split()[-1] for word in nouns())


def find_phrases(view: View, matches: dict[int, Match], places: frozenset[int]) -> dict[int, Phrase]:
    """Every candidate by its head token, in the order of the text. `places`: tokens that name a place."""
    named = matches_by_token(matches)
    people, others = find_people(view, named, places)
    found = {p.head: Phrase(p.head, p.first, p.end, "person", name=(p.start, p.end), person=p) for p in people}
    taken = {i for p in people for i in range(p.start, p.end)}
    for i in range(len(view)):
        if view.body[i] and i not in taken and i not in found:
            for phrase in _candidates(view, i, named):
                found.setdefault(phrase.head, phrase)
    _drop_parts(found)
    covered = {i for p in found.values() if p.name for i in range(*p.name)}
    for start, end in others:
        phrase = _organization(view, start, end)
        if phrase is not None and not covered & set(range(start, end)) and not places & set(range(start, end)):
            found.setdefault(phrase.head, phrase)
    return dict(sorted(found.items()))


def _drop_parts(found: dict[int, Phrase]) -> None:
    """Remove what is only a part of a name: "National" in "Ministry of National Defence", "General" before a general's name."""
    inside: dict[int, int] = {}
    for phrase in found.values():
        if phrase.name is not None:
            start = phrase.person.first if phrase.person is not None else phrase.name[0]
            inside.update(dict.fromkeys(range(start, phrase.name[1]), phrase.head))
        elif phrase.noun is not None:
            whole = range(phrase.noun_start, phrase.noun_end)
            inside.update({i: phrase.head for i in whole if i != phrase.head and i in found and found[i].sort not in PARTS})
    for head in [h for h, p in found.items() if inside.get(h, h) != h and p.sort != "name"]:
        del found[head]


def _candidates(view: View, i: int, named: dict[int, Match]) -> Iterator[Phrase]:
    match = named.get(i)
    if match is not None:
        if i == match.end - 1:
            yield _name_phrase(view, match)
        return
    low = view.low[i]
    if low in PRONOUNS:
        yield Phrase(i, i, i + 1, "pronoun", gender=PRONOUNS[low], plural=PRONOUNS[low] == "p", word=low)
    elif low in RELATIVES and view.tag[i] in {"WP", "WDT", "WP$"}:
        yield Phrase(i, i, i + 1, "relative", word=low)
    elif low in MEMBERS and any(view.low[j] in {"of", "among"} for j in view.under(i, "prep")):
        yield Phrase(i, left_edge(view, i, i), i + 1, "member", noun_start=i, word=low, plural=low not in {"one", "another", "none", "member"})
    elif view.pos[i] in NOMINAL:
        yield from _noun_phrase(view, i, named)


def _name_phrase(view: View, match: Match) -> Phrase:
    inside = range(match.start, match.end)
    head = next((j for j in inside if not match.start <= view.head[j] < match.end), match.end - 1)
    people = all(entry.use == "people" for entry in match.entries)
    start = match.start - 1 if match.start and view.low[match.start - 1] == "the" else match.start
    return Phrase(head, start, match.end, "name", noun_start=match.start, entries=match.entries, plural=people)


def _noun_phrase(view: View, i: int, named: dict[int, Match]) -> Iterator[Phrase]:
    found = noun_at(view, i)
    if found is None or _is_relation(view, i):
        yield from _other_noun(view, i)
        return
    noun, start, plural = found
    if view.pos[i] in {"ADJ", "VERB", "NUM"} and not _stands_as_noun(view, i, noun):
        return
    if noun.sort == "both" or (noun.word == "front" and start > 0 and view.low[start - 1] in {"in", "on"}):
        return
    sort = "attacker" if noun.word in words("attackers") or noun.word in words("attackers_plural") else noun.sort
    head = next((j for j in range(start, i + 1) if not start <= view.head[j] <= i), i)
    phrase = Phrase(head, left_edge(view, i, start), i + 1, sort, noun_start=start, noun_end=i + 1, noun=noun, word=noun.word, plural=plural)
    if view.dep[head] in {"compound", "amod", "nmod"} and start - 1 in named and phrase.start == start:
        phrase.start = named[start - 1].start
    if sort == "body":
        phrase.name = proper_name(view, start, i + 1, named)
        if phrase.name is not None:
            phrase.start, phrase.end = min(phrase.start, phrase.name[0]), max(phrase.end, phrase.name[1])
    yield phrase


def _stands_as_noun(view: View, i: int, noun: Noun) -> bool:
    """Whether an adjective ("military", "dead") means somebody: as a head of its own, or before a noun for people or their means."""
    if _is_nominal(view, i):
        return True
    if view.pos[i] != "ADJ" or noun.sort != "body":
        return False
    above = view.head[i]
    low = view.low[above]
    return noun_at(view, above) is not None or low in words("assets") or low in words("documents") or low in words("claims")


def _is_relation(view: View, i: int) -> bool:
    """Whether a noun tells somebody by somebody else: "her colleague", "the mayor's brother"."""
    return singular(view.low[i], view.tag[i]) in words("relations") and bool(view.under(i, "poss"))


def _is_nominal(view: View, i: int) -> bool:
    noun_like = view.dep[i] in {"nsubj", "nsubjpass", "dobj", "pobj", "conj", "poss"}
    return noun_like and view.low[view.left[i]] in {"the", "these", "those", "its", "their"}


def _other_noun(view: View, i: int) -> Iterator[Phrase]:
    low, one = view.low[i], singular(view.low[i], view.tag[i])
    if one in words("attackers"):
        yield Phrase(i, left_edge(view, i, i), i + 1, "attacker", noun_start=i, word=one, plural=one != low)
    elif low in words("assets"):
        yield Phrase(i, left_edge(view, i, i), i + 1, "asset", noun_start=i, word=low, plural=view.tag[i] == "NNS")
    elif low in words("documents") or one in words("documents"):
        yield Phrase(i, left_edge(view, i, i), i + 1, "document", noun_start=i, word=one)
    elif view.says(i) and view.pos[i] == "NOUN" and one.endswith(ANIMATE):
        noun = Noun(one, "role", "civil", "person", "none")
        yield Phrase(i, left_edge(view, i, i), i + 1, "role", noun_start=i, noun=noun, word=one, plural=one != low)
    elif one in words("relations"):
        yield Phrase(i, left_edge(view, i, i), i + 1, "relation", noun_start=i, word=one, plural=one != low)


def _organization(view: View, start: int, end: int) -> Phrase | None:
    """Capitalised words that are no person, no place and no known noun, where the text treats them as somebody."""
    head = next((j for j in range(end - 1, start - 1, -1) if not start <= view.head[j] < end), end - 1)
    acronym = end + 2 < len(view) and view.text[end] == "(" and view.text[end + 2] == ")" and view.text[end + 1].isupper()
    labels = {view.doc[i].ent_type_ for i in range(start, end)}
    agent = view.says(head) or view.dep[head] in {"nsubj", "agent"} and view.lemma(view.head[head]) in words("acting_verbs")
    agent = agent or (view.dep[head] == "appos" and start > 1 and view.low[start - 2] in last_words())
    if labels & {"ORG", "NORP"} and (agent or end - start > 1 or acronym) or acronym or agent and "GPE" not in labels:
        noun = Noun("organization", "body", "organization", "organization", "self")
        edge = start - 1 if start and view.low[start - 1] == "the" else start
        return Phrase(head, edge, end, "body", noun_start=start, noun=noun, word="organization", name=(start, end))
    return None


def noun_at(view: View, i: int) -> tuple[Noun, int, bool] | None:
    """The longest known noun that ends at this token, its first token, and whether it is a plural."""
    last = view.low[i]
    single = singular(last, view.tag[i])
    ends = last_words()
    if last not in ends and single not in ends:
        return None
    table, best, first = nouns(), None, view.starts[view.sent[i]]
    forms = [last] if single == last else [last, single]
    for j in range(i, max(first, i - 2 * longest_noun()) - 1, -1):
        noun = next((table[form] for form in forms if form in table), None)
        if noun is not None:
            best = (noun, j, forms[0] != noun.word or noun.sort in {"group", "organ", "both"})
        if j == first or (view.pos[j - 1] in {"VERB", "ADP", "DET", "SPACE"} and view.low[j - 1] not in {"of", "d'affaires"}):
            break
        forms = [_join(view.low[j - 1], form) for form in forms]
    return best


def _join(word: str, rest: str) -> str:
    return f"{word}{rest}" if word == "-" or rest[0] in "-'" else f"{word} {rest}"


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
    edge = max(min(start, view.left[i]), view.starts[view.sent[i]], start - 12)
    for j in range(start - 1, edge - 1, -1):
        loose = view.pos[j] in BREAKS and (view.dep[j] not in {"amod", "compound", "quantmod", "nmod"} or view.tag[j] == "VBD")
        if loose or view.text[j] in SIGNS:
            edge = j + 1
            break
    if edge > 0 and view.low[edge] in {"least", "most"} and view.low[edge - 1] == "at":
        return edge - 1
    while edge < start and (view.pos[edge] in {"PUNCT", "CCONJ", "SPACE"} or view.dep[edge] in {"cc", "preconj", "predet"}):
        edge += 1
    return edge


def proper_name(view: View, start: int, end: int, named: dict[int, Match]) -> tuple[int, int] | None:
    """The tokens of a body's own name around its noun at start to end: "Kordofan Medical Union", "Ministry of Trade"."""
    first = start
    low, high = view.sentence(start)
    while first > low and _names_body(view, first - 1, named):
        first = view.name_start.get(first - 1, first - 1)
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
    if view.low[end - 1] in words("names_behind") and view.capital(end - 1):
        while last < high and view.capital(last) and view.pos[last] == "PROPN" and last not in named:
            last += 1
    telling = any(view.capital(j) and not (j == first and view.opens(j)) for j in range(first, last))
    return (first, last) if telling and (last - first > end - start or view.capital(end - 1)) else None


def _same_name(view: View, joint: int, step: int, named: dict[int, Match]) -> bool:
    """Whether what follows "of", "for", "and" still belongs to the name: no country, and no other body after "and"."""
    if view.low[step] in words("not_names") or (step in named and any(entry.use != "adjective" for entry in named[step].entries)):
        return False
    if view.low[joint] in {"and", "&"}:
        return noun_at(view, step) is None and view.dep[step] != "nsubj"
    return view.low[joint] in {"of", "for", "on"}


def _names_body(view: View, j: int, named: dict[int, Match]) -> bool:
    """Whether the token before a body's noun belongs to its name."""
    if j in named:
        return all(entry.use in {"adjective", "country", "actor"} for entry in named[j].entries)
    if view.low[j] in {"and", "of", "&"} and j > 0:
        return view.capital(j - 1) and not view.opens(j - 1) and (j - 1) not in named and view.low[j - 1] not in last_words()
    if view.low[j] in {"'s", "-"}:
        return j > 0 and view.capital(j - 1) and (j - 1) not in named
    if not view.capital(j) or not view.text[j].replace(".", "").isalpha() or view.low[j] in words("not_names"):
        return False
    if view.opens(j):
        return view.pos[j] in {"PROPN", "ADJ", "NOUN"} and view.low[j] not in title_words()
    return True
