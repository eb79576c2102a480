"""Common nouns in a text: which known noun ends at a token, its singular, and where its phrase begins."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from sayso.extract.actors.lexicon import Noun, abbreviations, longest_noun, nouns, words
from sayso.extract.actors.view import View

#: Words of these classes end a noun phrase to the left, unless the parser made them modifiers.
BREAKS = frozenset({"VERB", "AUX", "CCONJ", "SCONJ", "ADP"})
MODIFIERS = frozenset({"amod", "compound", "nmod"})
SIGNS = frozenset(",;:()—–.!?[]") | {"--", "..."}
VERBAL = frozenset({"VERB", "AUX"})
#: A noun phrase before a comma is climbed this far: "the head of the office of the mission in Gorom, Ana Ruiz".
CLIMB = 6
#: Noun phrases are followed this many tokens to the left.
WIDEST = 12


class NounAt(NamedTuple):
    """A known noun, the token that it begins with, and whether it stands in the plural."""

    noun: Noun
    start: int
    plural: bool


@cache
def last_words() -> frozenset[str]:
    """The last words of all nouns: what a token has to be to end one."""
    return frozenset(word.replace("-", " ").split()[-1] for word in nouns())


def noun_at(view: View, i: int) -> NounAt | None:
    """The longest known noun that ends at this token."""
    short = abbreviations().get(view.text[i])
    if short is not None and view.tag[i][:2] == "NN" and not (i > 0 and view.pos[i - 1] == "NUM"):
        return NounAt(short, i, False)
    last, single = view.low[i], singular(view.low[i], view.tag[i])
    if last not in last_words() and single not in last_words():
        return None
    table, best, first = nouns(), None, view.starts[view.sent[i]]
    forms = [last] if single == last else [last, single]
    for j in range(i, max(first, i - 2 * longest_noun()) - 1, -1):
        noun = next((table[form] for form in forms if form in table), None)
        if noun is not None:
            best = NounAt(noun, j, forms[0] != noun.word or noun.sort in {"group", "organ"})
        if j == first or (view.pos[j - 1] in {"VERB", "ADP", "DET", "SPACE"} and view.low[j - 1] != "of"):
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
    """Where the noun phrase of token i, its noun from `start`, begins: determiner and modifiers, no clause, no sign."""
    edge = max(min(start, view.left[i]), view.starts[view.sent[i]], start - WIDEST)
    for j in range(start - 1, edge - 1, -1):
        if view.text[j] in SIGNS or (view.pos[j] in BREAKS and not _modifies(view, j)):
            edge = j + 1
            break
    if edge > 0 and view.low[edge] in {"least", "most"} and view.low[edge - 1] == "at":
        return edge - 1
    while edge < start and _is_no_beginning(view, edge):
        edge += 1
    return edge


def _modifies(view: View, j: int) -> bool:
    """Whether a verb or conjunction is a modifier here ("wounded men"), and no verb of saying taken for one."""
    if view.pos[j] == "ADP" or (view.tag[j] in {"VBD", "VBN"} and view.lemma(j) in words("speech_verbs")):
        return view.dep[j] == "quantmod"
    return view.dep[j] in MODIFIERS or view.dep[j] == "quantmod"


def _is_no_beginning(view: View, j: int) -> bool:
    return view.pos[j] in {"PUNCT", "CCONJ", "SPACE"} or view.dep[j] in {"cc", "preconj", "predet"}


def head_in(view: View, start: int, end: int) -> int:
    """The token of a stretch that hangs on something outside it (the last such), else its last."""
    inside = range(end - 1, start - 1, -1)
    return next((j for j in inside if not start <= view.head[j] < end), end - 1)


def heads_before(view: View, first: int) -> list[int]:
    """The nouns that a name set off by a comma may be in apposition to: "the head of the mission, Ana Ruiz," has two.

    `first` is the first token of the name; the nearest comes first.
    """
    if first < 2 or view.text[first - 1] != "," or view.sent[first - 2] != view.sent[first]:
        return []
    found, j = [first - 2], first - 2
    for _ in range(CLIMB):
        above = view.head[j]
        if above >= first or above == j or view.sent[above] != view.sent[first] or view.pos[above] in VERBAL:
            break
        j = above
        found.append(j)
    return found
