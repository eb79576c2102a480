"""The noun phrases of a text that may mean somebody, and what their words say; who is meant is decided in `scene`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.extract.actors.bodynames import body_name
from sayso.extract.actors.grammar import MODIFIERS, head_in, last_words, left_edge, noun_at, singular
from sayso.extract.actors.lexicon import NO_NOUN, Entry, Noun, fold, initials_of, words
from sayso.extract.actors.people import Person, body_words, find_people, title_words
from sayso.extract.actors.spot import Match, matches_by_token
from sayso.extract.actors.view import View

PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
    "they": "p", "them": "p", "their": "p", "theirs": "p", "themselves": "p", "it": "n", "its": "n", "itself": "n",
}  # fmt: skip
RELATIVES = frozenset({"who", "which", "whom", "that", "whose"})
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "NUM"})
#: What is an actor of its own inside a longer noun: the police of "police officer".
PARTS = frozenset({"name", "body", "pronoun"})
#: Endings of nouns for persons: one that speaks is somebody, though no list has it.
ANIMATE = ("er", "or", "ist", "ian", "ee", "ant", "man", "woman", "ster", "eer", "eur", "ite", "crat")
ORGANIZATION = Noun("organization", "body", "organization", "organization", "self")
PAPER = Noun("newspaper", "body", "media", "media", "none")
Named = dict[int, Match]


@dataclass(slots=True, eq=False)
class Phrase:
    """A candidate: its head, first and last token (exclusive), its sort, and what is known about its words.

    Sorts: name, person, role, body, group, organ, asset, document, relation, attacker, victims, member, pronoun,
    relative. `noun_start` and `noun_end` are the tokens of the noun or known name inside it.
    """

    head: int
    start: int
    end: int
    sort: str
    noun_start: int
    noun_end: int
    noun: Noun = NO_NOUN
    word: str = ""
    entries: tuple[Entry, ...] = ()
    #: The tokens of a proper name inside the phrase: "Ana Ruiz", "Savanna Teachers Union".
    name: tuple[int, int] | None = None
    person: Person | None = None
    plural: bool = False
    gender: str = ""


def find_phrases(view: View, matches: Named, places: frozenset[int]) -> dict[int, Phrase]:
    """Every candidate by its head token, in the order of the text. `places`: tokens that name a place."""
    named = matches_by_token(matches)
    people, others = find_people(view, named, places)
    found = {person.head: _person_phrase(person) for person in people}
    spelled = _spelled_out(view)
    view.people = taken = frozenset(i for person in people for i in range(person.start, person.end))
    for i in range(len(view)):
        if not view.body[i] or i in taken or i in found:
            continue
        if view.text[i] in spelled and i not in named:
            found[i] = Phrase(i, _with_article(view, i), i + 1, "name", i, i + 1)
        else:
            for phrase in _candidates(view, i, named):
                before = found.setdefault(phrase.head, phrase)
                if phrase.sort == before.sort == "role" and phrase.noun_end > before.noun_end:
                    found[phrase.head] = phrase  # "head of state" is no head
    _add_newspapers(view, found, named)
    _drop_parts(found)
    _add_organizations(view, found, others, places)
    _add_initials(view, found, named)
    return dict(sorted(found.items()))


def _person_phrase(person: Person) -> Phrase:
    name = (person.start, person.end)
    return Phrase(person.head, person.first, person.end, "person", *name, name=name, person=person)


def _with_article(view: View, i: int) -> int:
    return i - 1 if i > 0 and view.low[i - 1] == "the" else i


def _spelled_out(view: View) -> frozenset[str]:
    """The acronyms that stand in brackets somewhere: "the Federal Guard (FG)"."""
    marks = (i for i in range(1, len(view) - 1) if view.text[i - 1] == "(" and view.text[i + 1] == ")")
    return frozenset(view.text[i] for i in marks if view.text[i].isupper() and len(view.text[i]) > 1)


def _add_initials(view: View, found: dict[int, Phrase], named: Named) -> None:
    """The bodies told of by their initials, though no brackets spell them out: "the NOC"."""
    names = (phrase.name for phrase in found.values() if phrase.sort == "body")
    known = {initials_of(view.words(*name)) for name in names if name is not None}
    for i, word in enumerate(view.text):
        free = i not in found or found[i].noun is ORGANIZATION
        if word in known and view.body[i] and free and i not in named:
            found[i] = Phrase(i, _with_article(view, i), i + 1, "name", i, i + 1)


def _drop_parts(found: dict[int, Phrase]) -> None:
    """Remove what is only a part of a name: "National" in "Ministry of National Defence", ranks before a name."""
    inside: dict[int, int] = {}
    for phrase in found.values():
        if phrase.name is not None:
            start = phrase.person.first if phrase.person is not None else phrase.name[0]
            inside.update(dict.fromkeys(range(start, phrase.name[1]), phrase.head))
        elif phrase.noun is not NO_NOUN:
            noun = (i for i in range(phrase.noun_start, phrase.noun_end) if i != phrase.head and i in found)
            inside.update({i: phrase.head for i in noun if found[i].sort not in PARTS})
    for head in [h for h, p in found.items() if inside.get(h, h) != h and p.sort != "name"]:
        del found[head]


# -- the candidate at a token ------------------------------------------------------------------------------------------


def _candidates(view: View, i: int, named: Named) -> Iterator[Phrase]:
    match, low = named.get(i), view.low[i]
    if match is not None:
        if i == match.end - 1:
            yield _name_phrase(view, match)
    elif low in PRONOUNS:
        yield Phrase(i, i, i + 1, "pronoun", i, i + 1, word=low, gender=PRONOUNS[low], plural=PRONOUNS[low] == "p")
    elif low in RELATIVES and view.tag[i] in {"WP", "WDT", "WP$"}:
        yield Phrase(i, i, i + 1, "relative", i, i + 1, word=low)
    elif low in words("members") and any(view.low[j] in {"of", "among"} for j in view.under(i, "prep")):
        yield _common(view, "member", i, low not in {"one", "another", "none", "member"}, low)
    elif view.pos[i] in NOMINAL:
        yield from _noun_phrase(view, i, named)


def _common(view: View, sort: str, i: int, plural: bool, word: str) -> Phrase:
    """A phrase around one common noun."""
    return Phrase(i, left_edge(view, i, i), i + 1, sort, i, i + 1, word=word, plural=plural)


def _name_phrase(view: View, match: Match) -> Phrase:
    head = head_in(view, match.start, match.end)
    start = _with_article(view, match.start)
    plural = all(entry.use == "people" for entry in match.entries)
    return Phrase(head, start, match.end, "name", match.start, match.end, entries=match.entries, plural=plural)


def _noun_phrase(view: View, i: int, named: Named) -> Iterator[Phrase]:
    found = None if _is_civilian(view, i) or _is_relation(view, i) else noun_at(view, i)
    if found is None:
        yield from _other_noun(view, i)
        return
    noun, start, plural = found
    if noun.word in words("things_too") and _is_in_name(view, start, i, named):
        return
    if view.pos[i] in {"ADJ", "VERB", "NUM"} and not _stands_as_noun(view, i, noun):
        return
    if noun.word == "front" and start > 0 and view.low[start - 1] in {"in", "on"}:
        return
    sort = "attacker" if noun.word in words("attackers") | words("attackers_plural") else noun.sort
    head = head_in(view, start, i + 1)
    edge = left_edge(view, head, start)
    if edge == start and view.dep[head] in MODIFIERS and start - 1 in named:
        edge = named[start - 1].start
    phrase = Phrase(head, edge, i + 1, sort, start, i + 1, noun=noun, word=noun.word, plural=plural)
    if sort == "body":
        phrase.name = body_name(view, start, i + 1, named)
    if (noun.named and (phrase.name is None or not view.capital(i))) or (noun.of == "community" and view.capital(i)):
        yield from _other_noun(view, i)
        return
    if phrase.name is None and sort == "body" and noun.of in words("named_behind"):
        phrase.name = _name_behind(view, i, named, noun.of == "media")
    if phrase.name is not None:
        phrase.start, phrase.end = min(phrase.start, phrase.name[0]), max(phrase.end, phrase.name[1])
    yield phrase


def _is_in_name(view: View, start: int, i: int, named: Named) -> bool:
    """Whether a noun for a person is only part of something's name: the "Agent" of "Nerve Agent"."""
    before = start - 1
    if not view.capital(i) or before < 0 or before in named or not view.capital(before) or view.low[before] == "the":
        return False
    return view.pos[before] in NOMINAL and view.low[before] not in title_words() | body_words()


def _name_behind(view: View, i: int, named: Named, loose: bool) -> tuple[int, int] | None:
    """The name right behind the noun of a body, which the parser has to set beside it (not where it is `loose`).

    "the news agency MTI", "the rights group Karapatan".
    """
    start, high = i + 1, view.sentence(i)[1]
    end = start
    while end < high and end not in named and (view.capital(end) or _hyphened(view, end)):
        end += 1
    goes_on = end < high and (view.text[end] in {"'s", "’s"} or end in named)
    if end == start or goes_on or view.low[start] in words("not_names"):
        return None
    head = head_in(view, start, end)
    one = view.dep[head] == view.dep[i] == "nsubj" and view.head[head] == view.head[i]
    described = view.dep[i] in MODIFIERS and view.head[i] == head and noun_at(view, end - 1) is None
    beside = one or described or (view.dep[head] == "appos" and view.head[head] == i)
    return (start, end) if beside or (loose and view.pos[end - 1] == "PROPN") else None


def _hyphened(view: View, i: int) -> bool:
    """The hyphen inside a name: "Sea-Watch"."""
    return view.text[i] == "-" and i + 1 < len(view) and view.capital(i + 1) and view.capital(i - 1)


def _is_civilian(view: View, i: int) -> bool:
    return view.low[i] == "civilian" and view.dep[i] in {"amod", "compound"}


def _is_relation(view: View, i: int) -> bool:
    """Whether a noun tells somebody by somebody else: "her colleague", "the mayor's brother"."""
    return singular(view.low[i], view.tag[i]) in words("relations") and bool(view.under(i, "poss"))


def _stands_as_noun(view: View, i: int, noun: Noun) -> bool:
    """Whether an adjective means somebody: "the military", or "military" before a noun for people or their means."""
    if view.dep[i] in {"nsubj", "nsubjpass", "dobj", "pobj", "conj", "poss"}:
        return view.low[view.left[i]] in {"the", "these", "those", "its", "their"}
    above = view.head[i]
    low = view.low[above]
    if view.pos[i] != "ADJ" or noun.sort != "body":
        return False
    return noun_at(view, above) is not None or low in words("assets") | words("documents") | words("claims")


def _other_noun(view: View, i: int) -> Iterator[Phrase]:
    """Nouns that are in none of the classes of roles, bodies and groups."""
    low, one = view.low[i], singular(view.low[i], view.tag[i])
    if _is_civilian(view, i):
        yield Phrase(i, i, i + 1, "victims", i, i + 1, word=low, plural=True)
    elif one in words("attackers"):
        yield _common(view, "attacker", i, one != low, one)
    elif low in words("assets"):
        yield _common(view, "asset", i, view.tag[i] == "NNS", low)
    elif low in words("documents") or one in words("documents"):
        yield _common(view, "document", i, False, one)
    elif view.pos[i] == "NOUN" and one.endswith(ANIMATE) and view.text[i].islower() and view.says(i):
        phrase = _common(view, "role", i, one != low, one)
        phrase.noun = Noun(one, "role", "civil", "person", "none")
        yield phrase
    elif one in words("relations"):
        yield _common(view, "relation", i, one != low, one)


# -- organisations that no table knows ---------------------------------------------------------------------------------


def _add_newspapers(view: View, found: dict[int, Phrase], named: Named) -> None:
    """ "The Indian Express", "Kyiv Independent": the name of a place or people before the name of a newspaper."""
    for i in range(1, len(view)):
        if view.text[i] not in words("paper_names") or i in named or not view.body[i] or view.tag[i][:2] != "NN":
            continue
        match, goes_on = named.get(i - 1), i + 1 < len(view) and view.capital(i + 1) and view.pos[i + 1] == "PROPN"
        if match is None or goes_on or all(entry.use == "actor" for entry in match.entries):
            continue
        for j in [j for j in found if match.start <= j < i]:
            del found[j]
        first, name = _with_article(view, match.start), (match.start, i + 1)
        found[i] = Phrase(i, first, i + 1, "body", *name, noun=PAPER, word="paper", name=name)


def _add_organizations(
    view: View, found: dict[int, Phrase], runs: list[tuple[int, int]], places: frozenset[int]
) -> None:
    """Runs of capitalised words that are no person, no place and no known noun, where the text makes them somebody."""
    covered = places | {i for phrase in found.values() if phrase.name for i in range(*phrase.name)}
    for first, end in runs:
        start = _spelled_from(view, first, end)
        if not covered.isdisjoint(range(start, end)):
            continue
        head = head_in(view, start, end)
        noun = _noun_beside(view, found, head) or _unknown_body(view, start, end)
        if noun is not None:
            phrase = Phrase(head, _with_article(view, start), end, "body", start, end, noun=noun, word=noun.word)
            phrase.name = (start, end)
            found.setdefault(head, phrase)


def _spelled_from(view: View, start: int, end: int) -> int:
    """Where a name begins whose acronym stands in brackets behind it: "Forum for Rights and Liberties (FRL)"."""
    if end + 2 >= len(view) or view.text[end] != "(" or view.text[end + 2] != ")":
        return start
    letters, initials = fold(view.text[end + 1]), ""
    for j in range(end - 1, view.sentence(start)[0] - 1, -1):
        if view.capital(j):
            initials = view.low[j][0] + initials
        elif view.low[j] not in words("small_in_names"):
            break
        if initials == letters and j < start:
            return j
    return start


def _noun_beside(view: View, found: dict[int, Phrase], head: int) -> Noun | None:
    """What a name is, where the text sets it beside: "Los Grises, a drug gang," and "Article 19, a rights group"."""
    beside = [found[j] for j in view.under(head, "appos") if j in found]
    return next((phrase.noun for phrase in beside if phrase.sort == "body" and phrase.name is None), None)


def _unknown_body(view: View, start: int, end: int) -> Noun | None:
    """What a name without a noun is: whom people tell something is a medium, who else is somebody an organisation."""
    if not _is_organization(view, start, end):
        return None
    return PAPER if view.is_told(head_in(view, start, end)) else ORGANIZATION


def _is_organization(view: View, start: int, end: int) -> bool:
    if end + 2 < len(view) and view.text[end] == "(" and view.text[end + 2] == ")" and view.text[end + 1].isupper():
        return True
    return _is_agent(view, start, head_in(view, start, end))


def _is_agent(view: View, start: int, head: int) -> bool:
    """Whether a name does or says something, or stands beside the noun of a body ("the operator, Blue Star,")."""
    if view.says(head) or view.is_told(head):
        return True
    if view.dep[head] == "appos" and start > 1 and view.low[start - 2] in last_words():
        return True
    lemma = view.lemma(view.head[head])
    if view.dep[head] == "dobj":
        return view.pos[head] == "PROPN" and lemma in words("accusing_verbs")
    return view.dep[head] in {"nsubj", "agent"} and lemma in words("acting_verbs")
