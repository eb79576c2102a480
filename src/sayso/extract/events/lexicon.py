"""The event words: frames of the data files, compiled and indexed by the lemma of their head."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.tokens import Token

from sayso.errors import RulesError
from sayso.rules import load_toml

FILES = ("events_conflict.toml", "events_diplomacy.toml")
ROLES = frozenset({"do", "mutual", "suffer", "means", "move", "give", "mediate", "enter", "none"})
PREPOSITIONS = frozenset({"of", "on", "in", "against", "by", "to", "from", "with", "at", "for", "into", "between"})


@dataclass(frozen=True, slots=True)
class Kind:
    """What an event word tells: the PLOVER type and mode, and how its arguments are to be read."""

    type: str
    mode: str = ""
    roles: str = "do"
    #: "casualty" or "displaced": the word counts people.
    counts: str = ""
    #: The word alone is no event; it only joins one.
    weak: bool = False
    #: "time": a mention has to be anchored (held, dated, placed) to be an event.
    needs: str = ""
    #: The data file that says so.
    file: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """One entry: its head's lemma, the class of its subject, and the words and {classes} that have to be there."""

    kind: Kind
    head: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    subject: str = ""

    def __str__(self) -> str:
        """The entry as the data file has it, in one spelling."""
        subject = f"{{{self.subject}}} " if self.subject else ""
        return subject + " ".join([*self.before, self.head, *self.after])

    @property
    def size(self) -> int:
        """How much it asks for: the entry that asks for more wins."""
        return len(self.before) + len(self.after) + bool(self.subject)

    @property
    def rank(self) -> tuple[int, int]:
        """Sorts the entry that asks for more first; of equals the one whose words are told one by one."""
        return -self.size, sum(word.startswith("{") for word in self.after) + bool(self.subject)


@dataclass(frozen=True, slots=True)
class NounClass:
    """The members of a class in braces: lemmas (of one or two words), and kinds of token ("@actor", ...)."""

    words: frozenset[str]
    signs: frozenset[str]
    #: Kinds of token that are no members.
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every frame by its head's lemma, those that ask for most first, and the noun classes."""

    verbs: dict[str, tuple[Frame, ...]]
    nouns: dict[str, tuple[Frame, ...]]
    adjectives: dict[str, tuple[Frame, ...]]
    classes: dict[str, NounClass]
    #: Forms whose lemma the language model gets wrong.
    lemmas: dict[str, str]

    @property
    def coins(self) -> frozenset[str]:
        """The names of money."""
        return self.classes["coin"].words


@cache
def lexicon() -> Lexicon:
    """The lexicon of the data files in use, ours and the user's."""
    classes = _classes(load_toml("events_classes.toml")["classes"])
    verbs: list[Frame] = []
    nouns: list[Frame] = []
    adjectives: list[Frame] = []
    for name in FILES:
        for row in load_toml(name)["frames"]:
            kind = _kind(row, name)
            verbs += [_verb(kind, entry) for entry in row.get("verbs", [])]
            nouns += [_noun(kind, entry) for entry in row.get("nouns", [])]
            adjectives += [Frame(kind, entry) for entry in row.get("adjectives", [])]
    for frame in (*verbs, *nouns):
        _check(frame, classes)
    return Lexicon(
        _by_head(verbs), _by_head(nouns), _by_head(adjectives), classes, load_toml(FILES[0]).get("lemmas", {})
    )


def _kind(row: dict[str, Any], name: str) -> Kind:
    roles = row.get("roles", "do")
    if roles not in ROLES:
        raise RulesError(name, f"{roles} is none of the roles {', '.join(sorted(ROLES))}")
    return Kind(
        row["type"],
        row.get("mode", ""),
        roles,
        row.get("kind", ""),
        row.get("weak", False),
        row.get("needs", ""),
        name,
    )


def _verb(kind: Kind, entry: str) -> Frame:
    """`{subject} verb word {class} ...`."""
    words = entry.split()
    subject = words.pop(0)[1:-1] if words[0].startswith("{") else ""
    *before, head = words[0].split("-")
    return Frame(kind, head, tuple(before), tuple(words[1:]), subject)


def _noun(kind: Kind, entry: str) -> Frame:
    """`word word HEAD preposition word` or `word HEAD {class}`: the head is the last word before what hangs on it."""
    words = entry.split()
    hangs = (n for n, word in enumerate(words) if word.startswith("{") or (n and word in PREPOSITIONS))
    end = next(hangs, len(words))
    *before, head = (part for word in words[:end] for part in word.split("-"))
    return Frame(kind, head, tuple(before), tuple(words[end:]))


def _check(frame: Frame, classes: dict[str, NounClass]) -> None:
    named = [frame.subject] if frame.subject else []
    named += [word[1:-1] for word in frame.after if word.startswith("{")]
    unknown = [name for name in named if name not in classes]
    if unknown:
        raise RulesError("events_classes.toml", f"no class {unknown[0]}, which an entry of {frame.head} names")


def _by_head(frames: list[Frame]) -> dict[str, tuple[Frame, ...]]:
    found: dict[str, list[Frame]] = {}
    for frame in frames:
        found.setdefault(frame.head, []).append(frame)
    return {head: tuple(sorted(rows, key=lambda frame: frame.rank)) for head, rows in found.items()}


def _classes(table: dict[str, list[str]]) -> dict[str, NounClass]:
    return {name: _members(name, table, frozenset()) for name in table}


def _members(name: str, table: dict[str, list[str]], above: frozenset[str]) -> NounClass:
    """The members of a class, those of the classes that it names included."""
    if name in above or name not in table:
        raise RulesError("events_classes.toml", f"the class {name} is unknown or names itself")
    words: set[str] = set()
    signs: set[str] = set()
    for member in table[name]:
        if member.startswith("{"):
            inner = _members(member[1:-1], table, above | {name})
            words |= inner.words
            signs |= inner.signs
        else:
            (signs if member[0] in "@!" else words).add(member)
    without = {sign[1:] for sign in signs if sign.startswith("!")}
    return NounClass(frozenset(words), frozenset(s for s in signs if s[0] == "@"), frozenset(without))


def lemma_of(token: Token) -> str:
    """The lemma of a token in lower case, right where the language model errs."""
    return lexicon().lemmas.get(token.lower_) or token.lemma_.lower()


@cache
def noun_class(name: str) -> frozenset[str]:
    """The lemmas of a class of nouns."""
    return lexicon().classes[name].words
