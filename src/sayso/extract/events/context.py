"""What stands around an event word and makes it no news: a figure of speech, a match, a crash, a film, an exercise.

This is ConText (Harkema et al. 2009) with the parse for a scope: the event word is the target, each row of
`context.toml` a modifier with its words, with its scope, which names the words around the target among which it is
looked for, and with what ends the scope. The engine knows no kind by name; what a new one needs is a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from spacy.tokens import Token

from sayso.errors import RulesError
from sayso.extract.events.clause import all_subjects, direct_objects, doers
from sayso.extract.events.lexicon import lemma_of, noun_class
from sayso.extract.events.mention import Mention
from sayso.extract.events.verbs import words
from sayso.extract.syntax import clause_verb
from sayso.rules import load_toml

FILE = "context.toml"
#: Ends a scope: another word of the sentence tells a deed of force by itself.
DEED = "@deed"
#: Clauses that a clause holds but that are told on their own.
OTHERS = frozenset({"ccomp", "advcl", "relcl", "acl", "parataxis", "csubj"})
#: How far up the tree a frame may stand.
DEPTH = 8
VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Modifier:
    """One row of the table."""

    kind: str
    scope: str
    words: frozenset[str] = frozenset()
    phrases: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    every: bool = False
    unlike: bool = False
    types: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    deeds: bool = False
    but: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()

    def is_for(self, mention: Mention) -> bool:
        """Whether it says anything of such an event."""
        if (self.deeds and mention.kind.counts) or lemma_of(mention.token) in self.but:
            return False
        return mention.type not in self.without and (not self.types or mention.type in self.types)

    def reaches(self, mention: Mention) -> bool:
        """Whether the event word stands in its scope, and nothing there ends it."""
        if self.phrases:
            return _stands_in(mention, self.phrases)
        if self.pattern is not None:
            return bool(self.pattern.search(mention.token.sent.text.lower())) and not self._ends(mention)
        found = SCOPES[self.scope](mention)
        if self.unlike:
            return bool(found) and not any(_is_somebody(t) or _is_one_of(t, self.words) for t in found)
        if self.every:
            return bool(found) and all(_is_one_of(token, self.words) and not _is_target(token) for token in found)
        return any(_is_one_of(token, self.words) for token in found) and not self._ends(mention)

    def _ends(self, mention: Mention) -> bool:
        return any(_is_one_of(token, self.unless) for token in SCOPES[self.scope](mention))


def find_no_news(mentions: list[Mention]) -> dict[int, Modifier]:
    """The mentions (by identity) that no deed is told by, each with the modifier that makes it so."""
    found = _under([modifier for modifier in modifiers() if DEED not in modifier.unless], mentions)
    either = frozenset(load_toml(FILE)["either"]["words"])
    deeds = {
        mention.token.sent.start
        for mention in mentions
        if id(mention) not in found and mention.type == "ASSAULT" and not mention.kind.counts
        if not _is_one_of(mention.token, either) or _is_done_by_force(mention)
    }
    open_ = [m for m in mentions if m.token.sent.start not in deeds and id(m) not in found]
    return found | _under([modifier for modifier in modifiers() if DEED in modifier.unless], open_)


def _under(rows: list[Modifier], mentions: list[Mention]) -> dict[int, Modifier]:
    firsts = ((m, next((row for row in rows if row.is_for(m) and row.reaches(m)), None)) for m in mentions)
    return {id(mention): row for mention, row in firsts if row is not None}


def _is_done_by_force(mention: Mention) -> bool:
    """Whether somebody armed, or a weapon, does it: "killed by gunmen", "a shell destroyed"."""
    armed = (noun_class("force") | noun_class("weapon") | noun_class("rebel")) - noun_class("aircraft")
    armed -= frozenset(load_toml(FILE)["either"]["words"])
    return any(token.lemma_.lower() in armed for token in _doers(mention))


@cache
def modifiers() -> tuple[Modifier, ...]:
    """The rows of the table; raises RulesError at a scope that is none."""
    return tuple(_modifier(row) for row in load_toml(FILE)["modifiers"])


def _modifier(row: dict[str, Any]) -> Modifier:
    scope, words = row["scope"], row.get("words", [])
    if scope not in SCOPES:
        raise RulesError(FILE, f"{scope} is none of the scopes {', '.join(SCOPES)}")
    pattern = re.compile(row["pattern"], re.DOTALL) if "pattern" in row else None
    return Modifier(
        row["kind"],
        scope,
        _members(words),
        tuple(words) if scope == "phrase" else (),
        pattern,
        row.get("every", False),
        row.get("unlike", False),
        frozenset(row.get("types", ())),
        frozenset(row.get("without", ())),
        row.get("deeds", False),
        frozenset(row.get("but", ())),
        _members(row.get("unless", ())),
    )


def _members(words: Iterable[str]) -> frozenset[str]:
    """The words, classes in braces replaced by what they hold."""
    found: set[str] = set()
    for word in words:
        found |= noun_class(word[1:-1]) if word.startswith("{") else {word}
    return frozenset(found)


def _is_one_of(token: Token, words: frozenset[str]) -> bool:
    """Whether a word is listed, by its form, its lemma, or with the word before it ("heart attack")."""
    low, lemma = token.lower_, token.lemma_.lower()
    if low in words or lemma in words or (token.tag_ == "NNPS" and low.removesuffix("s") in words):
        return True
    return token.i > 0 and f"{token.nbor(-1).lower_} {lemma}" in words


def _is_somebody(token: Token) -> bool:
    """Whether it is a name, a pronoun or a number: nobody knows what cannot do it."""
    return token.pos_ not in {"NOUN", "ADJ", "VERB"} or token.text[:1].isupper()


def _is_target(token: Token) -> bool:
    """Whether it can be hit in earnest."""
    return token.lemma_.lower() in noun_class("target")


# --- scopes -----------------------------------------------------------------------------------------------------------


def _stands_in(mention: Mention, phrases: tuple[str, ...]) -> bool:
    """Whether one of the phrases holds the event word, or a word of its frame beside it."""
    sentence = mention.token.sent
    start = mention.span.start_char - sentence.start_char
    end = mention.span.end_char - sentence.start_char
    return any(first < end and start < last for first, last in _places(sentence.text.lower(), phrases))


@lru_cache(maxsize=16)
def _places(text: str, phrases: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where the phrases stand in a sentence, whose event words come one after the other."""
    found = []
    for phrase in phrases:
        if (at := text.find(phrase)) >= 0:
            end = at + len(phrase)
            if not text[end : end + 1].isalnum() and not text[max(at - 1, 0) : at].isalnum():
                found.append((at, end))
    return found


def _things(mention: Mention) -> list[Token]:
    """Whom or what it is done to: objects, and what stands after "on", "against" or "over"."""
    found = [] if mention.is_noun else _done_to(mention)
    if found:
        return found
    words = [mention.token, *_own_nouns(mention)]
    if mention.is_noun and mention.token.dep_ == "dobj":
        words.append(mention.token.head)
    links = {"on", "against", "over", "to"} if mention.type == "COERCE" else {"on", "against", "over"}
    return next((nouns for word in words if (nouns := _named_after(word, links))), [])


def _done_to(mention: Mention) -> list[Token]:
    verb = mention.token
    objects = [noun for noun in direct_objects(verb) if noun.i not in mention.parts]
    suffers = mention.kind.roles == "suffer" or (mention.kind.roles == "means" and not objects)
    return all_subjects(verb) if suffers else objects


def _own_nouns(mention: Mention) -> list[Token]:
    """The nouns of the event word's own frame: "siege" in "laid siege to", "attack" in "came under attack from"."""
    doc = mention.token.doc
    return [doc[i] for i in sorted(mention.parts) if doc[i].pos_ == "NOUN"]


def _doers(mention: Mention) -> list[Token]:
    """Who does it: subjects and agents of a verb; of a noun the "by" or "from" after it, a light verb's subject."""
    token = mention.token
    if mention.is_noun:
        head = token.head
        light = token.dep_ in {"dobj", "attr"} and head.lemma_.lower() in words("light", "verbs")
        return [*_named_after(token, {"by", "from"}), *(all_subjects(head) if light else ())]
    found = [noun for word in (token, *_own_nouns(mention)) for noun in _named_after(word, {"by", "from"})]
    return found if mention.kind.roles == "suffer" else [*doers(token), *found]


def _named_after(token: Token, words: set[str]) -> list[Token]:
    preps = (child for child in token.children if child.dep_ in {"prep", "agent"} and child.lower_ in words)
    return [noun for prep in preps for noun in prep.children if noun.dep_ == "pobj"]


def _about(mention: Mention) -> list[Token]:
    """The describing words before the event word, and what it is done to with its own."""
    heads = [mention.token, *direct_objects(mention.token)] if not mention.is_noun else [mention.token]
    return [*heads[1:], *(token for head in heads for child in head.lefts for token in child.subtree)]


def _clause(mention: Mention) -> list[Token]:
    """The words of its clause, and of those coordinated with it; no clause that is told on its own."""
    verb = clause_verb(mention.token)
    for _ in range(DEPTH):
        if verb.dep_ != "conj" or verb.head.pos_ not in VERBAL:
            break
        verb = verb.head
    found = [verb.head] if verb.dep_ == "relcl" else []  # "the wrestler who beat him"
    open_ = [verb]
    while open_:
        token = open_.pop()
        found.append(token)
        open_ += [child for child in token.children if child.dep_ not in OTHERS]
    return found


def _frame(mention: Mention) -> list[Token]:
    """What it hangs on, and of every clause on the way up the subject and what follows "in"."""
    found: list[Token] = []
    above = mention.token
    for _ in range(DEPTH):
        if above.pos_ in VERBAL:
            subjects = [child for child in above.children if child.dep_ in {"nsubj", "nsubjpass"}]
            found += [token for noun in subjects for token in (noun, *_named_after(noun, {"of"}))]
            found += _named_after(above, {"in", "throughout"})
        elif above is not mention.token:
            found.append(above)
        if above.head == above:
            break
        above = above.head
    return found


def _sentence(mention: Mention) -> list[Token]:
    return list(mention.token.sent)


SCOPES: dict[str, Callable[[Mention], list[Token]]] = {
    "phrase": _sentence,
    "thing": _things,
    "doer": _doers,
    "about": _about,
    "clause": _clause,
    "frame": _frame,
    "sentence": _sentence,
}
