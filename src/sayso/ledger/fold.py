"""How texts are searched: as strings of folded characters, in which a query's words have to occur.

Substrings and not words, because a word has no blanks around it in Chinese or Thai, and an article or a preposition
before it in Arabic or Hebrew. Case, width (NFKD) and the marks that a writer may leave out (accents, Arabic and Hebrew
vowel signs, the Arabic tatweel) are folded away, and so are the shapes of quotation marks and dashes; vowel signs that
are letters of their script (Hindi, Thai) stay. White space of any length is one blank. The same folding on both engines
makes the same finds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from sayso.types import make_storable

#: Combining accents, Hebrew points, Arabic vowel signs and superscript alef, tatweel, and what shows nothing.
DROPPED = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670\u0640\u00ad\u200b-\u200f\u2060\ufeff]"
)
#: One shape for each mark.
MARKS = dict.fromkeys("‘’ʼ", "'") | dict.fromkeys("“”„«»", '"') | dict.fromkeys("–—", "-")


def fold(text: str) -> str:
    """The text as it is searched."""
    return "".join(folded for folded, _ in _fold_each(make_storable(text)))


def find_folded(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Where these words stand in a text, folded alike; half-open, in code points of the text as it is."""
    wanted = fold(words).strip()
    places = [index for folded, index in _fold_each(text) for _ in folded]
    folded = fold(text)
    start = folded.find(wanted) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        yield places[start], places[end - 1] + 1
        start = folded.find(wanted, end)


def _fold_each(text: str) -> Iterator[tuple[str, int]]:
    """Each character folded, with its place."""
    blank = False
    for index, character in enumerate(text):
        if character.isspace():
            if not blank:
                yield " ", index
            blank = True
            continue
        folded = _fold_one(character)
        if folded:
            blank = False
            yield folded, index


@lru_cache(10_000)
def _fold_one(character: str) -> str:
    if character in MARKS:
        return MARKS[character]
    apart = unicodedata.normalize("NFKD", character.casefold()).replace(" ", "")  # an accent alone stands on a blank
    return unicodedata.normalize("NFC", DROPPED.sub("", apart)).casefold()
