"""What the main clause has to be for a connective to make a condition of it; the kinds are told in the data file."""

from __future__ import annotations

from spacy.tokens import Token

from sayso.extract.conditions.parts import AUXILIARY, VERBAL, has_aux, known_words
from sayso.extract.syntax import is_negated

#: Verb forms of a main clause in the past: with "if" they tell a habit, not a condition.
PAST = frozenset({"VBD"})


#: How an adjective hangs on its verb.
COMPLEMENTS = frozenset({"acomp", "oprd", "advmod", "attr"})


def is_outcome(wanted: str, main: Token, token: Token) -> bool:
    """Whether the main clause is what this connective needs for an outcome; see the data file."""
    match wanted:
        case "prospective":
            return is_future(main)
        case "held":
            return _is_held(main)
        case "refused":
            return is_future(main) and _is_refused(main)
        case "required":
            return _is_required(main) and is_future(_complement_verb(token))
    return not _is_habit(main)


def _complement_verb(token: Token) -> Token:
    return token.head if token.dep_ == "mark" else token


def _is_habit(main: Token) -> bool:
    return (
        main.tag_ in PAST and not has_aux(main) and not is_future(main) and main.lemma_ not in known_words()["frames"]
    )


def is_future(main: Token) -> bool:
    """Whether the clause tells what is still to come."""
    words = known_words()
    for verb in _chain(main):
        parts = [verb, *verb.children]
        if any(t.dep_ in AUXILIARY and (t.lower_ in words["modals"] or t.lower_ == "to") for t in parts):
            return True
        if verb.lemma_ in words["ahead"] or any(t.lemma_ in words["likely"] for t in parts if t.dep_ in COMPLEMENTS):
            return True
    return False


def _chain(main: Token) -> list[Token]:
    """The verb and those above it that share its tense: heads of coordination and of bare complements."""
    chain = [main]
    while chain[-1].dep_ in {"conj", "xcomp", "advcl", "acl", "pcomp"} and len(chain) < 5:
        chain.append(chain[-1].head)
    return [verb for verb in chain if verb.pos_ in VERBAL]


def _is_refused(main: Token) -> bool:
    nouns = [child for child in main.children if child.dep_ in {"attr", "dobj", "nsubj", "nsubjpass"}]
    return any(is_negated(part) for part in (main, *nouns))


def _is_held(main: Token) -> bool:
    words = known_words()
    parts = [main, *(child for child in main.children if child.dep_ in {"acomp", "oprd", "xcomp", "ccomp"})]
    if main.lemma_ in words["refusing"]:
        return True  # who ruled something out until then still does
    if not is_future(main) and any(t.tag_ in PAST for t in (main, *main.children) if t == main or t.dep_ in AUXILIARY):
        return False
    return _is_refused(main) or any(t.lemma_ in words["held"] or t.lower_ in words["held"] for t in parts)


def _is_required(main: Token) -> bool:
    words = known_words()
    parts = [t for verb in _chain(main) for t in (verb, *verb.children) if t == verb or t.dep_ == "aux"]
    return any(part.lemma_ in words["required"] for part in parts)
