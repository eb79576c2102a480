"""Questions that several components ask a dependency parse (its labels are those of spaCy's English models)."""

from __future__ import annotations

from functools import cache
from itertools import chain

import numpy as np
import numpy.typing as npt
from spacy.strings import get_string_id
from spacy.tokens import Doc, Span, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
#: What a noun phrase "as it stands" leaves out: relative clauses, appositions set off by a comma, and what hangs on it
#: only because the parser had nowhere else to put it.
NOT_OF_THE_PHRASE = frozenset({"relcl", "acl", "appos", "parataxis", "cc", "conj", "punct", "advcl", "dep"})
#: How many verbs may be coordinated with one subject: far more than anybody writes, but an end.
LONGEST_CHAIN = 20
CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "conj", "parataxis", "pcomp", "acl", "xcomp"})


def subjects(verb: Token) -> list[Token]:
    """The subject heads of a verb, its own or that of the verb it is coordinated with."""
    for _ in range(LONGEST_CHAIN):
        own = [child for child in verb.children if child.dep_ in SUBJECTS]
        if own or verb.dep_ != "conj" or verb.head.pos_ not in {"VERB", "AUX"}:
            return own
        verb = verb.head
    return []


def is_passive(verb: Token) -> bool:
    """Whether the verb is a passive: it has a passive subject or auxiliary, or is a bare participle on a noun."""
    if any(child.dep_ in {"nsubjpass", "auxpass", "agent"} for child in verb.children):
        return True
    return verb.dep_ == "acl" and verb.tag_ == "VBN"


def objects(verb: Token) -> list[Token]:
    """The direct objects of an active verb, or the passive subjects of a passive one."""
    if is_passive(verb):
        return [t for t in subjects(verb) if t.dep_ == "nsubjpass"] or ([verb.head] if verb.dep_ == "acl" else [])
    return [child for child in verb.children if child.dep_ in {"dobj", "obj"}]


def agents(verb: Token) -> list[Token]:
    """Who does it: the subjects of an active verb, or the noun after "by" of a passive one."""
    if not is_passive(verb):
        return subjects(verb)
    return [noun for by in verb.children if by.dep_ == "agent" for noun in by.children if noun.dep_ == "pobj"]


def conjuncts(head: Token) -> list[Token]:
    """The head and everything coordinated with it, in the order of the text."""
    return sorted([head, *head.conjuncts], key=lambda token: token.i)


def is_negated(token: Token) -> bool:
    """Whether the verb or noun itself is negated: "not", "never", "no"."""
    by_word = {"det", "advmod", "preconj"}
    return any(
        child.dep_ == "neg" or (child.dep_ in by_word and child.lower_ in {"no", "never", "neither"})
        for child in token.children
    )


def noun_phrase(head: Token) -> Span:
    """The noun phrase of this head as it stands: determiner, modifiers, of/at/in phrases; no clause, no apposition."""
    tokens = [head]
    for child in head.children:
        if child.dep_ in NOT_OF_THE_PHRASE and child.tag_ != "HYPH":
            continue
        tokens.extend(child.subtree if child.i < head.i else _tail(child))
    return _stretch(head, tokens)


def _tail(child: Token) -> list[Token]:
    """What a modifier after the head adds: its words up to the first clause or comma."""
    words = []
    for token in child.subtree:
        if token.text in {",", ";", ":", "—", "–", "("} or token.dep_ in {"relcl", "acl", "appos"}:
            break
        words.append(token)
    return words


def _stretch(head: Token, tokens: list[Token]) -> Span:
    """The unbroken run of tokens around the head."""
    known = {token.i for token in tokens}
    first = last = head.i
    while first - 1 in known:
        first -= 1
    while last + 1 in known:
        last += 1
    return head.doc[first : last + 1]


def subtree(token: Token) -> Span:
    """The words that hang on a token, from the first to the last."""
    return token.doc[token.left_edge.i : token.right_edge.i + 1]


def clause_verb(token: Token) -> Token:
    """The verb of the clause that a token stands in (or the sentence's root)."""
    for above in chain((token,), token.ancestors):
        if above.pos_ in {"VERB", "AUX"} and above.dep_ in CLAUSES:
            return above
    return token.sent.root


def trim(doc: Doc, start: int, end: int) -> Span:
    """The tokens from start to end without white space and loose punctuation (not quotation marks) at either side."""
    loose = {",", ";", ":", "—", "–", "--", "-"}
    while start < end and (doc[start].is_space or doc[start].text in loose):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in loose | {".", "!", "?"}):
        end -= 1
    return doc[start:end]


@cache
def _codes(words: frozenset[str]) -> npt.NDArray[np.uint64]:
    """spaCy's codes of these words; they are the same in every vocabulary."""
    return np.array([get_string_id(word) for word in words], dtype=np.uint64)


def find_words(doc: Doc, words: frozenset[str]) -> list[int]:
    """Where a word of the text is one of these, in lower case or as a lemma; quicker than asking token by token."""
    forms = doc.to_array(["LOWER", "LEMMA"])
    return [int(i) for i in np.flatnonzero(np.isin(forms, _codes(words)).any(axis=1))]
