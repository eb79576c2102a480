"""From text to lexemes: the words, numbers and marks that time expressions are made of, each with its class.

The classes come from `times.toml` and from the shapes below. Our own lexemes, rather than spaCy's tokens, because those
keep "mid-1990s", "9:30pm" and "Nov.7" in one piece and cut "2026-03-10" into five.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from sayso.rules import load_toml

#: What a stretch of text looks like: the name of the group is its class. Words come first, for speed.
SHAPES = re.compile(
    r"""
    (?P<ampm>[ap]\.\ ?m\.?(?!\w)|[ap]m\b)
  | (?P<quarter>(?-i:Q[1-4]|H[12])\b)
  | (?P<word>[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*)
  | (?P<iso>\d{4}(?:-\d{2}-|/\d{1,2}/|\.\d{2}\.)\d{1,2}
      (?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\w-]))
  | (?P<numeric>\d{1,2}(?:\.\d{1,2}\.|/\d{1,2}/|-\d{1,2}-)\d{4}(?!\d)|\d{1,2}(?:\.\d{1,2}\.|/\d{1,2}/)\d{2}(?![\w.]))
  | (?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?![\d:])|\d{1,2}h\d{2}\b)
  | (?P<dotclock>\d{1,2}\.\d{2}(?=\s?(?:[ap]\.?m\b|(?-i:GMT|UTC|BST|[A-Z]{2,3}T)\b)))
  | (?P<big>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d))
  | (?P<mixed>\d+[ -]1/2\b|1/2\b|\d*½)
  | (?P<decimal>\d+\.\d+)
  | (?P<decade>(?:1\d|20)\d0['’]?s\b|['’]?[1-9]0['’]?s\b)
  | (?P<shortyear>['’]\d{2}\b)
  | (?P<ord>\d{1,2}(?:st|nd|rd|th)\b)
  | (?P<digits>\d+)
  | (?P<s>['’]s\b)
  | (?P<comma>,)
  | (?P<dash>[-‐‑–])
  | (?P<dot>\.)
  | (?P<slash>/)
  | (?P<plus>\+)
  | (?P<open>[(\[])
  | (?P<close>[)\]])
  | (?P<other>\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)
SHAPE_CLASSES = tuple(name for name in SHAPES.groupindex if name not in {"digits", "word", "other"})
NUMBER_CLASSES = ("int2", "year4", "int")


class Lexeme(NamedTuple):
    """A word, number or mark: where it stands, its class and the value that the class gives it."""

    text: str
    start: int
    end: int
    kind: str
    value: Any


@dataclass(frozen=True)
class Vocabulary:
    """The word classes of the data."""

    words: dict[str, tuple[str, Any]]
    capital: frozenset[str]

    def lexeme(self, text: str, start: int, shape: str) -> Lexeme:
        """One stretch of text of a known shape."""
        end = start + len(text)
        if shape == "digits":
            return Lexeme(text, start, end, _number_class(text), int(text[:9]))
        if shape != "word":
            return Lexeme(text, start, end, shape, None)
        low = text.lower()
        known = self.words.get(low)
        if known is None or (known[0] in self.capital and not text[0].isupper()):
            return Lexeme(text, start, end, "", low)
        return Lexeme(text, start, end, *known)


def find_lexemes(text: str, start: int, end: int) -> Iterator[Lexeme]:
    """The lexemes of a stretch of text.

    A word of no class has the class "" and itself, in small letters, as its value; a mark has no value.
    """
    known = vocabulary()
    for match in SHAPES.finditer(text, start, end):
        yield known.lexeme(match.group(), match.start(), str(match.lastgroup))


@cache
def vocabulary() -> Vocabulary:
    """The word classes of `times.toml`."""
    rules = load_toml("times.toml")
    words = {word: (kind, value) for kind, entries in rules["words"].items() for word, value in entries.items()}
    curly = {word.replace("'", "’"): known for word, known in words.items()}
    return Vocabulary(words | curly, frozenset(rules["capital"]))


@cache
def around(name: str) -> frozenset[str]:
    """The words of `times.toml` that stand around times: before years, before parts of the day, between two days ..."""
    return frozenset(load_toml("times.toml")["around"][name])


def _number_class(digits: str) -> str:
    if len(digits) == 4 and "1000" <= digits < "3000":
        return "year4"
    return "int2" if len(digits) <= 2 and 1 <= int(digits) <= 31 else "int"
