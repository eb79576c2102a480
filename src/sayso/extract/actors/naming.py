"""The names of actors that have none of their own: "unnamed senior diplomat", "medics in Gorom"."""

from __future__ import annotations

from sayso.extract.actors.lexicon import Country, fold, named, nouns, words
from sayso.extract.actors.phrases import Phrase
from sayso.extract.actors.view import View

#: What a name leaves out at the beginning of a noun phrase.
LOOSE = frozenset({"DET", "NUM", "PRON", "PUNCT", "ADV", "ADP"})
DEFINITE_ARTICLES = frozenset({"the", "this", "that", "its", "his", "her", "their", "these", "those"})
SMALL = frozenset({"of", "and", "the", "for", "'s", "’s", "in", "on", "&"})
TAIL = frozenset({"of", "in", "from", "at", "for"})
#: Longer phrases behind the noun tell a story, not who somebody is.
LONGEST_TAIL = 5


def bare(view: View, phrase: Phrase) -> str:
    """The phrase without its determiner, number and whose it is, nor a capital that it only has as a beginning."""
    before = range(phrase.noun_start - 1, phrase.start - 1, -1)
    start = next((j + 1 for j in before if _is_loose(view, j)), phrase.start)
    text = view.words(start, max(phrase.head + 1, phrase.noun_end))
    first = text.split(" ", 1)[0]
    proper = start in view.name_end or (view.pos[phrase.start] == "PROPN" and fold(first) not in nouns())
    return text if proper or not view.opens(phrase.start) or named(first) or not first[1:].islower() else lower(text)


def lower(text: str) -> str:
    """The text with a small first letter."""
    return text[:1].lower() + text[1:]


def _is_loose(view: View, j: int) -> bool:
    """Whether a word before the noun is no part of the name: a determiner, a number, whose it is."""
    if view.low[j + 1] == "-" or view.text[j] in {"-", "."}:
        return False
    if view.low[j] in {"'s", "'"}:
        return view.tag[j - 1] != "NNS" or view.capital(j - 1)
    if view.tag[j] in {"VBD", "VBN"} and view.lemma(j) in words("speech_verbs"):
        return True
    return view.pos[j] in LOOSE or view.low[j] in words("no_name_words")


def tail(view: View, phrase: Phrase) -> str:
    """ " of Almeria", " in Gorom": the short phrase behind the noun that tells one from others."""
    after = max(phrase.head + 1, phrase.noun_end)
    if after >= len(view) or view.low[after] not in TAIL | {"near"}:
        return ""
    if view.head[after] in {phrase.head, after - 1}:
        for noun in view.under(after, "pobj"):
            poss = [j for j in view.under(noun, "poss") if view.capital(j)]
            end = (poss[0] if poss else noun) + 1
            dated = any(view.low[j] in words("not_names") and view.capital(j) for j in range(after, end))
            if end - after <= LONGEST_TAIL and not dated:
                return f" {view.words(after, end)}"
    if view.low[after] != "of" and after + 1 in view.name_end:
        return f" {view.words(after, view.name_end[after + 1])}"
    return ""


def nameless(view: View, phrase: Phrase, country: Country | None = None) -> str:
    """The name of one person without one: an office ("mayor of Almeria", "Chinese ambassador") or "unnamed ..."."""
    text = with_country(country, f"{lower_capital(view, phrase)}{tail(view, phrase)}")
    return text if view.low[phrase.start] in DEFINITE_ARTICLES else f"unnamed {text}"


def lower_capital(view: View, phrase: Phrase) -> str:
    """The bare phrase; a title in capitals ("the Brigadier") in small letters."""
    text = bare(view, phrase)
    return lower(text) if " " not in text and text[1:].islower() and not named(text) else text


def with_country(country: Country | None, text: str) -> str:
    """ "Pakistani military": the country's adjective before the name, unless the name has it already."""
    if country is None or country.adjective.lower() in text.lower() or country.name.lower() in text.lower():
        return text
    return f"{country.adjective} {text}"


def title_case(text: str) -> str:
    """ "foreign ministry" -> "Foreign Ministry"."""
    return " ".join(word if word in SMALL else word[:1].upper() + word[1:] for word in text.split())
