"""What the grammar of a verb says of its reality: auxiliaries, negation, order and question, conditions on it.

The words are those of standing.toml; each function asks the tree around one verb.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from spacy.tokens import Token

from sayso.extract.syntax import SUBJECTS
from sayso.rules import load_toml

FUTURE, UNREAL = "future", "unreal"
#: What an imperative does not have.
BOUND = SUBJECTS | {"aux", "auxpass", "expl"}
#: How far behind a verb, in tokens, a condition of its may stand.
BEHIND = 14
#: What makes next to none of a noun: "not one shell", "hardly a shot".
HARDLY = frozenset({"not", "hardly", "barely", "scarcely"})


@cache
def words(table: str, key: str) -> frozenset[str]:
    """A list of standing.toml as a set."""
    rules: dict[str, Any] = load_toml("standing.toml")
    return frozenset(rules[table][key])


def modal_of(verb: Token) -> str:
    """FUTURE or UNREAL where an auxiliary of the verb (or of the one it is coordinated with) says so, else nothing."""
    for child in verb.children:
        if child.dep_ in {"aux", "auxpass"} and child.i < verb.i:
            word = child.lower_
            if word in words("modals", "future") and not (word in {"'d", "’d"} and verb.tag_ == "VBN"):
                return FUTURE
            if word in words("modals", "possible") or word in words("modals", "duty"):
                return UNREAL
    if verb.dep_ == "conj" and verb.tag_ == "VB" and not is_infinitive(verb) and verb.head.pos_ in {"VERB", "AUX"}:
        return modal_of(verb.head)
    return ""


def is_infinitive(verb: Token) -> bool:
    """Whether the verb has a "to", its own or that of the verb it is coordinated with."""
    if any(child.tag_ == "TO" for child in verb.children):
        return True
    return verb.dep_ == "conj" and verb.tag_ == "VB" and verb.head.pos_ == "VERB" and is_infinitive(verb.head)


def is_gerund(verb: Token) -> bool:
    """Whether it is a gerund, or the participle of one: "without firing", "without being attacked", "having fired"."""
    helped = any(child.tag_ == "VBG" and child.dep_ in {"aux", "auxpass"} for child in verb.children)
    return verb.tag_ == "VBG" or (verb.tag_ == "VBN" and helped)


def is_inverted(verb: Token) -> bool:
    """Whether its auxiliary opens the clause: a question ("has the border been closed") or "had they bombed it"."""
    subject = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None:
        return False
    auxiliaries = [child for child in verb.children if child.dep_ in {"aux", "auxpass"} and child.i < subject.i]
    before = [t for child in verb.lefts for t in child.subtree if t.i < subject.left_edge.i and not t.is_punct]
    return bool(auxiliaries) and {t.i for t in before} <= {t.i for t in (*auxiliaries, *_question_words(verb))}


def _question_words(verb: Token) -> list[Token]:
    return [t for child in verb.lefts for t in child.subtree if t.tag_ in {"WRB", "WP", "WDT", "CC"}]


def is_imperative(verb: Token) -> bool:
    """Whether it tells somebody to do it: "imagine that a drone hit it"."""
    return verb.tag_ == "VB" and verb.dep_ == "ROOT" and not any(c.dep_ in BOUND for c in verb.children)


def has_helper(verb: Token) -> bool:
    """Whether the verb has an auxiliary of its own."""
    return any(child.dep_ in {"aux", "auxpass"} and child.tag_ != "TO" for child in verb.children)


def is_negated(verb: Token, objects: bool = True) -> bool:
    """Whether a verb is negated: "not", "no one was", "no shots were"; with `objects` also "fired no shots"."""
    negators = words("negation", "words")
    for child in verb.children:
        if child.dep_ == "neg" or (child.lower_ in negators and child.dep_ in {"advmod", "preconj", "neg", "cc"}):
            return True
        if child.dep_ in {"nsubj", "nsubjpass", "dobj"} and (objects or child.dep_ != "dobj") and is_none(child):
            return True
    return verb.dep_ == "conj" and verb.head.pos_ == "VERB" and _shares_negation(verb)


def _shares_negation(verb: Token) -> bool:
    """ "did not attack or shell": without a tense of its own, a coordinated verb is negated with the first."""
    bare = not any(child.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass"} for child in verb.children)
    return bare and verb.tag_ == "VB" and any(child.dep_ == "neg" for child in verb.head.children)


def is_none(noun: Token) -> bool:
    """Whether the noun phrase names none at all: "nobody", "no one", "no shots", "not a single shell"."""
    if noun.lower_ in words("negation", "subjects"):
        return True
    if noun.lower_ == "one" and noun.i and noun.nbor(-1).lower_ == "no":
        return True
    if any(child.lower_ in {"no", "neither"} and child.dep_ in {"det", "neg"} for child in noun.children):
        return True
    first = noun.doc[noun.left_edge.i]
    return first.lower_ in HARDLY and first.i < noun.i


# --- conditions -------------------------------------------------------------------------------------------------------


def is_condition(verb: Token) -> bool:
    """Whether the clause of this verb is itself a condition ("if they comply", "provided that aircraft stopped")."""
    markers = [child for child in verb.children if child.dep_ in {"mark", "advmod", "prep"} and child.i < verb.i]
    for child in markers:
        word = child.lower_
        if word in words("conditions", "strong") or word in words("unreal", "markers"):
            return True
        if word in words("conditions", "timed") and _future_above(verb):
            return True
        if word in words("conditions", "cases") and verb.tag_ in {"VBZ", "VBP"} and _future_above(verb):
            return True
    if verb.dep_ == "ccomp" and verb.head.lower_ in words("conditions", "strong"):
        return True
    edge = verb.left_edge.i
    if edge and verb.doc[edge - 1].lower_ in {"provided", "providing", "if", "unless"} and verb.dep_ != "relcl":
        return True
    before = [token.lower_ for token in verb.doc[max(verb.left_edge.i - 3, 0) : verb.left_edge.i + 4]]
    text = " ".join(before)
    if verb.dep_ in {"advcl", "pcomp"} and any(phrase in text for phrase in words("conditions", "phrases")):
        return True
    return verb.dep_ == "pcomp" and verb.head.lower_ in words("conditions", "timed") and _future_above(verb.head)


def _future_above(verb: Token) -> bool:
    """Whether the clause on which this one hangs lies ahead: there "once", "until" and "after" set a condition."""
    head = verb.head
    return head != verb and head.pos_ in {"VERB", "AUX"} and bool(modal_of(head))


def has_condition(verb: Token) -> bool:
    """Whether a condition hangs on the verb, or on the verb that carries it ("it says it would, if ...")."""
    for child in verb.children:
        if child.dep_ in {"advcl", "prep", "ccomp", "dep"}:
            if child.pos_ in {"VERB", "AUX", "ADJ"} and is_condition(child):
                return True
            if child.dep_ == "prep" and any(is_condition(inner) for inner in child.children if inner.dep_ == "pcomp"):
                return True
    return False


def above_has_condition(verb: Token) -> bool:
    """The same one or two clauses further up, where the parser often hangs the condition."""
    above = verb
    for _ in range(3):
        if above.dep_ not in {"ccomp", "xcomp", "conj", "acomp", "attr", "advcl"} or above.head == above:
            return False
        above = above.head
        if above.pos_ in {"VERB", "AUX", "ADJ"} and has_condition(above):
            return True
    return False


def has_condition_behind(verb: Token) -> bool:
    """A condition that follows closely, where the parser hung its clause elsewhere: "... in exchange for fuel"."""
    behind = verb.doc[verb.i + 1 : min(verb.i + BEHIND, verb.sent.end)]
    strong = words("conditions", "strong")
    for token in behind:
        if token.text in {";", ":"} or (token.dep_ == "cc" and token.head == verb):
            return False
        if token.lower_ in strong and token.dep_ in {"mark", "advmod", "advcl"}:
            return True
    text = f" {behind.text.lower()} "
    return any(f" {phrase} " in text for phrase in words("conditions", "phrases"))
