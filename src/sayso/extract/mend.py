"""Mends what the parser of the language model gets wrong again and again, before anything is read from its tree.

Two faults, each plain from the words around it, so that only the wrong reading of two is taken away:

- "reopened the road but closed the port": a second verb read as an adjective, its object as coordinated with a verb;
- "On Thursday Turkey sent a ship": a day read as part of the subject's name, so that the verb has no subject.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
PARTICIPLES = frozenset({"VBN", "VBD"})
#: Tags of a verb with a tense of its own, or of the participle in "has reopened the road and closed the port".
TENSED = frozenset({"VBD", "VBN"})
#: Participles that mostly describe people and things, and are no second verb: "treated children and wounded men".
DESCRIBING = frozenset({"wounded", "injured", "displaced", "armed", "besieged", "trapped", "stranded", "affected"})
WEEK = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
YEAR = frozenset({"january", "february", "march", "april", "may", "june", "july", "august", "september", "october"})
DAYS = WEEK | YEAR | {"november", "december"}


def mend_parse(doc: Doc) -> Doc:
    """Put right the heads of what was read wrongly; the words, their lemmas and the sentences stay as they are."""
    for token in doc:
        if token.dep_ == "conj":
            _mend_verb(token)
        elif token.dep_ == "pobj" and token.pos_ == "PROPN":
            _mend_subject(token)
    return doc


def _mend_verb(noun: Token) -> None:
    """ "and closed the port": the noun that is coordinated with a verb becomes the object of the verb before it."""
    verb = noun.head
    if noun.pos_ not in {"NOUN", "PROPN"} or verb.pos_ != "VERB" or verb.tag_ not in TENSED or not noun.i > verb.i:
        return
    first = noun.doc[noun.left_edge.i]
    if first.tag_ not in PARTICIPLES or first.dep_ != "amod" or first.head != noun or first.pos_ != "VERB":
        return
    if first.lower_ in DESCRIBING:
        return
    if first.i and first.nbor(-1).dep_ == "cc" and first.nbor(-1).head == verb:
        first.tag_, first.head, first.dep_ = verb.tag_, verb, "conj"
        noun.head, noun.dep_ = first, "dobj"


def _mend_subject(noun: Token) -> None:
    """ "On Thursday Turkey sent": the noun after the day is the subject of a verb that has none."""
    prep = noun.head
    day = noun.nbor(-1) if noun.i else noun
    if prep.dep_ != "prep" or day.head != noun or day.lower_ not in DAYS or day.i != noun.left_edge.i:
        return
    verb = prep.head
    bare = verb.pos_ == "VERB" and prep.i < noun.i < verb.i and verb.tag_ in {"VBD", "VBZ", "VBP"}
    if bare and not any(child.dep_ in SUBJECTS for child in verb.children):
        day.head, day.dep_ = prep, "pobj"
        noun.head, noun.dep_ = verb, "nsubj"


__all__ = ["mend_parse"]
