"""Whether a clause is about what has been or about what is still to come: it decides which Tuesday "on Tuesday" is."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import cache
from itertools import islice

from spacy.tokens import Span, Token

from sayso.extract.times.words import around
from sayso.rules import load_toml

#: How many verbs above each other are asked before the tense is left open; also what ends a walk in a broken parse.
FURTHEST = 4
#: How far up a tree is looked: the parse of an endless line is as deep as the line is long.
HIGHEST = 30
VERBS = frozenset({"VERB", "AUX"})
HAVE = frozenset({"have", "'ve", "’ve"})
PERFECT_OR_PAST = HAVE | {"had", "has", "did", "'d", "’d"}
IS = frozenset({"is", "are", "am", "'s", "’s", "'re", "’re", "'m", "’m"})
IS_OR_BE = frozenset({"is", "are", "am", "be"})
#: What joins a time to a noun that is known already: "Monday's attack", "the October 11 clashes".
OF_KNOWN = frozenset({"poss", "compound", "nmod", "nummod", "amod"})


class Tense(Enum):
    """Where a clause lies, seen from the publication; OPEN where it does not say."""

    PAST = "past"
    AHEAD = "ahead"
    OPEN = "open"


@cache
def _cues(name: str) -> frozenset[str]:
    return frozenset(load_toml("times.toml")["tense"][name])


def is_telling(verb: Token) -> bool:
    """Whether the verb reports words."""
    return verb.lemma_.lower() in _cues("telling")


def is_counting(verb: Token) -> bool:
    """Whether the verb only tells how a toll stands: "rose to 27 on Sunday"."""
    return verb.lemma_.lower() in _cues("counting")


def looks_back(verb: Token) -> bool:
    """Whether the verb is a pluperfect that nobody says: "they had been seized"; in reported speech it is a past."""
    if not any(child.lower_ in {"had", "'d", "’d"} and child.dep_ == "aux" for child in verb.children):
        return False
    return not any(is_telling(above) for above in _above(verb))


def verb_of(words: Span) -> Token | None:
    """The verb that the words date: a finite one right before them ("said on Monday it would"), else the one above."""
    before = _before(words)
    if before is not None and before.tag_ == "VBD" and before.pos_ == "VERB":
        return before
    return next((above for above in _above(words.root) if above.pos_ in VERBS), None)


def _above(token: Token) -> Iterator[Token]:
    """What a token hangs on, nearest first, as far as it can matter."""
    return islice(token.ancestors, HIGHEST)


def _before(words: Span) -> Token | None:
    """The last token before the words and their preposition."""
    at = words.start - 1
    while at >= 0 and words.doc[at].lower_ in around("passed"):
        at -= 1
    return words.doc[at] if at >= 0 else None


def tense(words: Span, head: Token) -> Tense:
    """The tense of the clause in which a time stands, as far as it bears on the time, whose `head` names it."""
    preposition = words.doc[words.start - 1].lower_ if words.start else ""
    if preposition == "since":
        return Tense.PAST
    if preposition == "of" and words.start > 1 and words.doc[words.start - 2].lower_ == "ahead":
        return Tense.AHEAD
    before = _before(words)
    is_right_before = before is not None and before.tag_ == "VBD" and not _is_timetabled(before, preposition)
    if is_right_before and preposition not in around("term"):
        return Tense.PAST
    if head.dep_ == "dobj" and head.head.lemma_ in _cues("participles_for"):
        return Tense.AHEAD
    return _tense_above(head, preposition)


def _tense_above(token: Token, preposition: str, further: int = FURTHEST) -> Tense:
    """The tense of the first verb, or word that looks ahead, above a token; a noun in between leaves a past one open.

    "Monday's attack" is known already, whatever is said of it; "an attack on Monday" is as far off as its verb.
    """
    of_noun = is_known = is_planned = False
    for above in _above(token):
        if above.pos_ in VERBS:
            found = _tense_of(above, preposition, further)
            if found is Tense.AHEAD:
                return Tense.OPEN if is_known and not is_planned else found
            return Tense.OPEN if of_noun else found
        if above.pos_ == "ADJ" and above.lower_ in _cues("adjectives"):
            return Tense.AHEAD
        if above.pos_ in {"NOUN", "PROPN"}:
            is_known = is_known or (not of_noun and token.dep_ in OF_KNOWN)
            is_planned = is_planned or above.lemma_.lower() in _cues("nouns")
            of_noun = True
    return Tense.OPEN


def _tense_of(verb: Token, preposition: str, further: int) -> Tense:
    """The tense of a verb that is dated with this preposition."""
    if not further:
        return Tense.OPEN
    if preposition in around("term") and verb.lemma_ in _cues("giving"):
        return Tense.AHEAD
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if "to" in helpers and not helpers & HAVE:
        return _tense_of_infinitive(verb, further - 1)
    if helpers & _cues("modals"):
        return _tense_of_modal(verb, helpers)
    if verb.tag_ in {"VBN", "VBD"} and "had" not in helpers and _is_timetabled(verb, preposition):
        return Tense.AHEAD
    if verb.tag_ == "VBN" and helpers & IS_OR_BE and not helpers & PERFECT_OR_PAST:  # "is reopened", "that it be held"
        return Tense.PAST if is_telling(verb) else Tense.AHEAD
    if verb.tag_ in {"VBD", "VBN"} or helpers & PERFECT_OR_PAST:
        return Tense.PAST
    return _tense_of_present(verb, helpers, further - 1)


def _tense_of_modal(verb: Token, helpers: set[str]) -> Tense:
    """ "will", "may" and "would" look ahead; "would have been", "could not be reached", "could be heard" do not."""
    if helpers & HAVE and "will" not in helpers:
        return Tense.PAST
    is_negated = any(child.dep_ == "neg" for child in verb.children)
    is_past = "could" in helpers and (is_negated or verb.lemma_ in _cues("perceived"))
    return Tense.PAST if is_past else Tense.AHEAD


def _is_timetabled(verb: Token, preposition: str) -> bool:
    """ "scheduled for Friday", "expected on Friday"; "set for Friday", "set for Washington in May" only with "for"."""
    if verb.lemma_ in _cues("participles"):
        return True
    if verb.lemma_ not in _cues("participles_for"):
        return False
    prepositions = [child.lower_ for child in verb.children if child.dep_ == "prep"]
    return preposition == "for" or (verb.tag_ == "VBN" and "for" in prepositions)


def _tense_of_present(verb: Token, helpers: set[str], further: int) -> Tense:
    """ "leaves on Monday", "is meeting them on Friday" look ahead; "says on Monday" does not."""
    if verb.tag_ in {"VBZ", "VBP"}:
        if is_telling(verb):
            return Tense.PAST
        return Tense.AHEAD if verb.pos_ == "VERB" else Tense.OPEN
    if verb.tag_ == "VB" or (verb.tag_ == "VBG" and (helpers & IS or verb.lemma_ in _cues("starting"))):
        return Tense.AHEAD
    return _tense_above(verb, "", further) if verb.tag_ == "VBG" else Tense.OPEN


def _tense_of_infinitive(verb: Token, further: int) -> Tense:
    """That of the word it hangs on: "plans to", "due to" look ahead, "was able to" does not."""
    head = verb.head
    if any(child.lower_ == "had" for child in head.children):
        return Tense.PAST
    if head is verb or head.lemma_.lower() in _cues("before_infinitives") or head.lower_ in _cues("adjectives"):
        return Tense.AHEAD
    return _tense_of(head, "", further) if head.pos_ in VERBS else Tense.OPEN
