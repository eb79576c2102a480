"""The names under which actors without a name of their own are kept: "unnamed senior investigator", "medics in Dilling"."""

from __future__ import annotations

from sayso.extract.actors.lexicon import Country, fold, names, nouns, words
from sayso.extract.actors.phrases import Phrase
from sayso.extract.actors.view import View

#: What a name leaves out at the beginning of a noun phrase.
LOOSE = frozenset({"DET", "NUM", "PRON", "PUNCT", "ADV", "CCONJ"})
INDEFINITE = frozenset({"a", "an", "one", "another", "some", "any", "two", "three", "several", "many", "no"})
DEFINITE_ARTICLES = frozenset({"the", "this", "that", "its", "his", "her", "their", "these", "those"})
#: Longer phrases behind the noun tell a story, not who somebody is.
LONGEST_TAIL = 5
SMALL = frozenset({"of", "and", "the", "for", "'s", "’s", "in", "on", "&"})
VAGUE = frozenset({"unidentified", "unnamed", "anonymous", "same", "other", "said", "latest", "own", "several", "many", "some", "few", "dozens", "hundreds", "thousands", "scores", "more", "fewer", "both", "two", "three"})


def bare(view: View, phrase: Phrase) -> str:
    """The phrase without its determiner, number and whose it is."""
    start = phrase.start
    for j in range(phrase.noun_start - 1, phrase.start - 1, -1):
        if _is_loose(view, j):
            start = j + 1
            break
    return view.words(start, max(phrase.head + 1, phrase.noun_end))


def _is_loose(view: View, j: int) -> bool:
    """Whether a word before the noun is no part of the name: a determiner, a number, whose it is."""
    if view.low[j + 1] == "-" or view.text[j] in {"-", "."}:
        return False
    if view.low[j] in {"'s", "'"}:
        return view.tag[j - 1] != "NNS" or view.capital(j - 1)
    return view.pos[j] in {"DET", "NUM", "PRON", "PUNCT", "ADV", "ADP"} or view.tag[j] == "VBD" or view.low[j] in VAGUE


def tail(view: View, phrase: Phrase) -> str:
    """ " of Tame", " in Dilling": the short phrase behind the noun that tells one from others."""
    after = max(phrase.head + 1, phrase.noun_end)
    for prep in (j for k in {phrase.head, after - 1} for j in view.under(k, "prep")):
        if prep != after or view.low[prep] not in {"of", "in", "from", "at", "for"}:
            continue
        for noun in view.under(prep, "pobj"):
            end = noun + 1
            poss = view.under(noun, "poss")
            if poss and view.capital(poss[0]):
                end = poss[0] + 1
            if end - after <= LONGEST_TAIL and not any(view.low[j] in words("not_names") and view.capital(j) for j in range(after, end)):
                return f" {view.words(after, end)}"
    return ""


def plain_first(view: View, phrase: Phrase, text: str) -> str:
    """The text without the capital that only the beginning of a sentence gave it."""
    first = text.split(" ", 1)[0]
    named = any(len(atoms) == 1 for atoms, _ in names().get(fold(first), ())) or not first[1:].islower() or (view.pos[phrase.start] == "PROPN" and fold(first) not in nouns())
    return text if named else text[:1].lower() + text[1:]


def unnamed(view: View, phrase: Phrase) -> str:
    """The name of one person: an office ("mayor of Tame", "Chinese ambassador") or "unnamed ..."."""
    text, end = bare(view, phrase), tail(view, phrase)
    text = plain_first(view, phrase, text)
    office = view.low[phrase.start] in DEFINITE_ARTICLES
    return f"{text}{end}" if office else f"unnamed {text}{end}"


def with_country(country: Country | None, text: str) -> str:
    """ "Pakistani military": the country's adjective before the name, unless the name has it already."""
    if country is None or country.adjective.lower() in text.lower() or country.name.lower() in text.lower():
        return text
    return f"{country.adjective} {text}"


def title_case(text: str) -> str:
    """ "foreign ministry" -> "Foreign Ministry"."""
    return " ".join(w if w in SMALL else w[:1].upper() + w[1:] for w in text.split())
