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
        if mention.type in self.without or (self.types and mention.type not in self.types):
            return False
        if self.deeds and mention.kind.counts:
            return False
        return not self.but or lemma_of(mention.token) not in self.but

    def reaches(self, around: Around) -> bool:
        """Whether the event word stands in its scope, and nothing there ends it."""
        if self.scope == "phrase":
            return not self.words.isdisjoint(around.phrases())
        if self.pattern is not None:
            return bool(self.pattern.search(around.text)) and self.unless.isdisjoint(around.forms(self.scope))
        if not (self.unlike or self.every):
            forms = around.forms(self.scope)
            return not self.words.isdisjoint(forms) and self.unless.isdisjoint(forms)
        found = around.tokens(self.scope)
        if self.unlike:
            return bool(found) and not any(_is_somebody(t) or _is_one_of(t, self.words) for t in found)
        return bool(found) and all(_is_one_of(token, self.words) and not _is_target(token) for token in found)


class Around:
    """What stands around one event word, looked up once for all modifiers."""

    def __init__(self, mention: Mention) -> None:
        self.mention = mention
        self.text = mention.token.sent.text.lower()
        self._tokens: dict[str, list[Token]] = {}
        self._forms: dict[str, set[str]] = {}

    def tokens(self, scope: str) -> list[Token]:
        """The words in a scope."""
        if scope not in self._tokens:
            self._tokens[scope] = SCOPES[scope](self.mention)
        return self._tokens[scope]

    def forms(self, scope: str) -> set[str]:
        """Their forms and lemmas, alone and with the word before."""
        if scope not in self._forms:
            self._forms[scope] = {form for token in self.tokens(scope) for form in _forms_of(token)}
        return self._forms[scope]

    def phrases(self) -> set[str]:
        """The listed phrases that hold the event word, or a word of its frame beside it."""
        first = self.mention.token.sent.start_char
        start, end = self.mention.span.start_char - first, self.mention.span.end_char - first
        return {phrase for at, phrase in _phrases_in(self.text) if at < end and start < at + len(phrase)}


def find_no_news(mentions: list[Mention]) -> dict[int, Modifier]:
    """The mentions (by identity) that no deed is told by, each with the modifier that makes it so."""
    around = [Around(mention) for mention in mentions]
    found = _under([modifier for modifier in modifiers() if DEED not in modifier.unless], around)
    either = frozenset(load_toml(FILE)["either"]["words"])
    deeds = {
        mention.token.sent.start
        for mention in mentions
        if id(mention) not in found and mention.type == "ASSAULT" and not mention.kind.counts
        if not _is_one_of(mention.token, either) or _is_done_by_force(mention)
    }
    open_ = [a for a in around if a.mention.token.sent.start not in deeds and id(a.mention) not in found]
    return found | _under([modifier for modifier in modifiers() if DEED in modifier.unless], open_)


def _under(rows: list[Modifier], around: list[Around]) -> dict[int, Modifier]:
    firsts = [(a, next((row for row in rows if row.is_for(a.mention) and row.reaches(a)), None)) for a in around]
    return {id(a.mention): row for a, row in firsts if row is not None}


def _is_done_by_force(mention: Mention) -> bool:
    """Whether somebody armed, or a weapon, does it: "killed by gunmen", "a shell destroyed"."""
    return any(token.lemma_.lower() in _armed() for token in _doers(mention))


@cache
def _armed() -> frozenset[str]:
    armed = (noun_class("force") | noun_class("weapon") | noun_class("rebel")) - noun_class("aircraft")
    return armed - frozenset(load_toml(FILE)["either"]["words"])


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
    return not words.isdisjoint(_forms_of(token))


def _forms_of(token: Token) -> list[str]:
    low, lemma = token.lower_, token.lemma_.lower()
    before = token.doc[token.i - 1].lower_ if token.i else ""
    return [low, lemma, f"{before} {lemma}", low.removesuffix("s") if token.tag_ == "NNPS" else low]


def _is_somebody(token: Token) -> bool:
    """Whether it is a name, a pronoun or a number: nobody knows what cannot do it."""
    return token.pos_ not in {"NOUN", "ADJ", "VERB"} or token.text[:1].isupper()


def _is_target(token: Token) -> bool:
    """Whether it can be hit in earnest."""
    return token.lemma_.lower() in noun_class("target")


# --- scopes -----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=16)
def _phrases_in(text: str) -> list[tuple[int, str]]:
    """Where the listed phrases stand in a sentence, whose event words come one after the other."""
    known = (phrase for modifier in modifiers() if modifier.scope == "phrase" for phrase in modifier.words)
    found = ((text.find(phrase), phrase) for phrase in known)
    return [(at, phrase) for at, phrase in found if at >= 0 and _is_whole(text, at, at + len(phrase))]


def _is_whole(text: str, start: int, end: int) -> bool:
    return not text[end : end + 1].isalnum() and not text[max(start - 1, 0) : start].isalnum()


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


def _governor(mention: Mention) -> list[Token]:
    """The word that it hangs on, through a preposition, too: "attacks rose", "known for kidnapping"."""
    above = mention.token.head
    return [above, above.head] if above.pos_ == "ADP" else [above]


def _sentence(mention: Mention) -> list[Token]:
    return list(mention.token.sent)


SCOPES: dict[str, Callable[[Mention], list[Token]]] = {
    "governor": _governor,
    "phrase": _sentence,
    "thing": _things,
    "doer": _doers,
    "about": _about,
    "clause": _clause,
    "frame": _frame,
    "sentence": _sentence,
}
