"""The words that attribute: cue entries and noun lists out of the data files, ready for look-up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from sayso.errors import RulesError
from sayso.rules import load_rows, load_toml

ACTS = frozenset(
    [
        "assert",
        "deny",
        "confirm",
        "announce",
        "demand",
        "accuse",
        "threaten",
        "promise",
        "welcome",
        "condemn",
        "decline",
        "clarify",
        "ask",
        "believe",
        "intend",
    ]
)
FRAMES = frozenset(
    [
        "quote",
        "that",
        "wh",
        "np",
        "to",
        "to-obj",
        "ing",
        "as",
        "pred",
        "of",
        "for",
        "with",
        "at",
        "against",
        "about",
        "on",
        "over",
        "in",
        "by",
        "to-np",
        "whom",
        "who",
        "obj-of",
        "obj-for",
        "obj-with",
        "obj-at",
        "obj-on",
        "obj-to-np",
        "obj-in",
        "gauge",
        "number",
        "saying",
        "by-text",
    ]
)
#: What a word that is in no list may take.
ANY_FRAMES = frozenset({"quote", "that", "wh", "to", "to-obj", "ing"})
#: Pronouns that can speak.
PERSONAL = frozenset(["i", "you", "he", "she", "it", "we", "they", "who", "one"])


@dataclass(frozen=True, slots=True)
class Entry:
    """One cue of the lexicon: its words, what it takes and what act it names ("neutral": the content decides)."""

    words: tuple[str, ...]
    pos: str
    frames: frozenset[str]
    act: str
    #: The noun list that its object has to be of (of `[objects]` in nouns.toml), "" for any.
    object_list: str = ""

    @property
    def row(self) -> str:
        """The row of the lexicon, for those who want to know why."""
        return f"cues.csv: {' '.join(self.words)}, {self.pos}, {' '.join(sorted(self.frames))}, {self.act}"


#: How a part of speech and a lemma become entries.
LookUp = Callable[[str, str], tuple[Entry, ...]]


@cache
def entries(pos: str) -> dict[str, tuple[Entry, ...]]:
    """Entries of a part of speech by their first lemma, those of more words first."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for row in load_rows("cues.csv"):
        if row["pos"] == pos:
            entry = _entry(row)
            found[entry.words[0]].append(entry)
    return {first: tuple(sorted(group, key=lambda entry: -len(entry.words))) for first, group in found.items()}


def listed(pos: str, lemma: str) -> tuple[Entry, ...]:
    """The entries of a word; none for a word that is in no list."""
    return entries(pos).get(lemma, ())


def any_word(pos: str, lemma: str) -> tuple[Entry, ...]:
    """The entries of a word, or one that takes whatever such a word can take: for a judge to decide on."""
    return entries(pos).get(lemma) or (Entry((lemma,), pos, ANY_FRAMES, "neutral"),)


def _entry(row: dict[str, str]) -> Entry:
    frames = {frame.partition(":")[0]: frame.partition(":")[2] for frame in row["frames"].split()}
    unknown = set(frames) - FRAMES or ({row["act"]} - ACTS - {"neutral"})
    if unknown:
        raise RulesError("cues.csv", f"{row['cue']}: {', '.join(sorted(unknown))} is not known")
    return Entry(tuple(row["cue"].split()), row["pos"], frozenset(frames), row["act"], frames.get("np", ""))


@cache
def nouns(name: str) -> frozenset[str]:
    """A list of nouns: `speakers`, `texts`, or one of `[objects]`."""
    table = load_toml("nouns.toml")
    words = table.get(name) or table["objects"].get(name)
    if words is None:
        raise RulesError("nouns.toml", f"there is no list {name}")
    return frozenset(words.split())


def is_noun_of(token: Token, name: str) -> bool:
    """Whether the token is one of the nouns of a list (or, for `person`, anybody who can be spoken of)."""
    if token.lemma_.lower() in nouns(name):
        return True
    return name == "person" and (token.pos_ == "PROPN" or is_noun_of(token, "speakers"))
