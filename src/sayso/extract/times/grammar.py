"""The forms of `times.toml`, compiled: which runs of lexemes are time expressions, and which function reads them.

Every class, and every literal word of a form, gets one character; a form becomes a regular expression over these. A
text is turned into such characters once, and only runs that hold more than function words are tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from sayso.errors import RulesError
from sayso.extract.times.words import NUMBER_CLASSES, SHAPE_CLASSES, Lexeme, vocabulary
from sayso.rules import load_toml

T = TypeVar("T")
NAME = re.compile(r"[a-z][a-z0-9_]*|[()|?*]|(\S)")
OTHER = "."
#: Private use area: classes from here on, literal words behind them.
FIRST_SYMBOL = 0xE000
FIRST_LITERAL = 0xE800


@dataclass(frozen=True)
class Match:
    """Lexemes that fit a form, and the name of the function that reads it."""

    read: str
    lexemes: tuple[Lexeme, ...]
    before: Lexeme | None
    after: Lexeme | None

    @property
    def start(self) -> int:
        """First character."""
        return self.lexemes[0].start

    @property
    def end(self) -> int:
        """Last character, exclusive."""
        return self.lexemes[-1].end

    def find(self, *kinds: str) -> Lexeme | None:
        """The first lexeme of one of these classes."""
        return next((lexeme for lexeme in self.lexemes if lexeme.kind in kinds), None)

    def one(self, *kinds: str) -> Lexeme:
        """The first lexeme of one of these classes; raises ValueError (which means: no time) where there is none."""
        found = self.find(*kinds)
        if found is None:
            raise ValueError(f"the form read by {self.read!r} has none of {kinds}")
        return found

    def has(self, *words: str) -> bool:
        """Whether one of these words (small letters) is among the lexemes."""
        return any(lexeme.text.lower() in words for lexeme in self.lexemes)


class Grammar:
    """The compiled forms."""

    def __init__(self, rules: dict[str, Any]) -> None:
        kinds = [*SHAPE_CLASSES, *NUMBER_CLASSES, *rules["words"]]
        self.macros: dict[str, str] = rules["macros"]
        self.symbols = {kind: chr(FIRST_SYMBOL + n) for n, kind in enumerate(kinds)}
        self.literals: dict[str, str] = {}
        self.expanded: dict[str, str] = {}
        forms = [(self._compile(form, ()), rule["read"]) for rule in rules["forms"] for form in rule["forms"]]
        #: Who reads each form, and all forms as one expression, each looked for in a group of its own: which of them
        #: fit is one question to the engine instead of a hundred.
        self.reads = [read for _, read in forms]
        self.forms = re.compile("".join(f"(?:(?=({pattern})))?" for pattern, _ in forms))
        self.telling = frozenset(symbol for kind, symbol in self.symbols.items() if kind not in rules["common"])

    def _compile(self, form: str, inside: tuple[str, ...]) -> str:
        """A form as a regular expression; `inside` are the macros that it stands in."""
        parts = []
        for found in NAME.finditer(form):
            if found.group(1):
                raise RulesError("times.toml", f"{found.group(1)!r} has no meaning in the form {form!r}")
            name = found.group()
            parts.append("(?:" if name == "(" else name if name in ")|?*" else self._symbol_of_name(name, inside))
        return "".join(parts)

    def _symbol_of_name(self, name: str, inside: tuple[str, ...]) -> str:
        """What a name in a form stands for: a macro, a class, or a literal word."""
        if name in inside:
            raise RulesError("times.toml", f"the macro {name!r} is made of itself")
        if name in self.macros:
            if name not in self.expanded:
                self.expanded[name] = f"(?:{self._compile(self.macros[name], (*inside, name))})"
            return self.expanded[name]
        if name in self.symbols:
            return self.symbols[name]
        if (known := vocabulary().words.get(name)) is not None:
            raise RulesError("times.toml", f"{name!r} is a word of the class {known[0]!r}: name that")
        return self.literals.setdefault(name, chr(FIRST_LITERAL + len(self.literals)))

    def symbol(self, lexeme: Lexeme) -> str:
        """The character that stands for a lexeme."""
        return self.symbols.get(lexeme.kind) or self.literals.get(lexeme.value, OTHER)

    def find(self, lexemes: Sequence[Lexeme], understand: Callable[[Match], Sequence[T]]) -> Iterator[T]:
        """What the forms that fit mean, from left to right: of each place the longest that can be understood."""
        symbols = "".join(map(self.symbol, lexemes))
        for run in re.finditer(r"[^.]+", symbols):
            at = run.end() if self.telling.isdisjoint(run.group()) else run.start()
            while at < run.end():
                length = 1
                for match in self._fitting(symbols, at, lexemes):
                    if meant := understand(match):
                        length = len(match.lexemes)
                        yield from meant
                        break
                at += length

    def _fitting(self, symbols: str, at: int, lexemes: Sequence[Lexeme]) -> list[Match]:
        """The forms that fit here, the longest first."""
        match = self.forms.match(symbols, at)
        ends = enumerate(self.reads, 1) if match is not None and match.lastindex else ()
        fits = [(match.end(n), read) for n, read in ends if match is not None and match.end(n) > at]
        before = lexemes[at - 1] if at else None
        return [
            Match(read, tuple(lexemes[at:end]), before, lexemes[end] if end < len(lexemes) else None)
            for end, read in sorted(fits, key=lambda fit: -fit[0])
        ]


@cache
def grammar() -> Grammar:
    """The grammar of `times.toml`."""
    return Grammar(load_toml("times.toml"))
