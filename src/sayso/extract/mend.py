"""Mends what the parser of the language model gets wrong again and again, before anything is read from its tree.

Four faults, each plain from the words around it, so that only the wrong reading of two is taken away:

- "reopened the road but closed the port": a second verb read as an adjective, its object as coordinated with a verb;
- "of shelling a town and of massing tanks": the second gerund read as part of a noun;
- "On Thursday Turkey sent a ship": a day read as part of the subject's name, so that the verb has no subject;
- "The army, which had denied it, admitted that ...": the main verb behind a clause in commas read as part of that
  clause, so that the sentence has no verb.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
PARTICIPLES = frozenset({"VBN", "VBD"})
#: Tags of a verb with a tense of its own, or of the participle in "has reopened the road and closed the port".
TENSED = frozenset({"VBD", "VBN"})
#: Participles that mostly describe people and things, and are no second verb: "treated children and wounded men".
DESCRIBING = frozenset({"wounded", "injured", "displaced", "armed", "besieged", "trapped", "stranded", "affected"})
NOMINAL, VERBAL = frozenset({"NOUN", "PROPN", "PRON"}), frozenset({"VERB", "AUX"})
#: Tags that the main verb has where it is misread: "conceded", "put".
MAIN = frozenset({"VBN", "VBD", "VB"})
WEEK = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
YEAR = frozenset({"january", "february", "march", "april", "may", "june", "july", "august", "september", "october"})
DAYS = WEEK | YEAR | {"november", "december"}


def mend_parse(doc: Doc) -> Doc:
    """Put right the heads of what was read wrongly; the words, their lemmas and the sentences stay as they are."""
    for token in doc:
        if token.dep_ == "conj":
            _mend_verb(token)
        elif token.tag_ == "VBG" and token.dep_ in {"compound", "amod"}:
            _mend_gerund(token)
        elif token.dep_ == "pobj" and token.pos_ == "PROPN":
            _mend_subject(token)
        elif token.dep_ == "ROOT" and token.pos_ in NOMINAL:
            _mend_root(token)
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


def _mend_gerund(gerund: Token) -> None:
    """ "of shelling a town and of massing tanks": the second gerund is one, too, and the noun is its object."""
    noun = gerund.head
    prep = noun.head
    if noun.dep_ != "pobj" or gerund.i != prep.i + 1 or prep.dep_ != "conj" or prep.head.pos_ != "ADP":
        return
    if any(child.dep_ == "pcomp" and child.tag_ == "VBG" for child in prep.head.children):
        gerund.pos_, gerund.head, gerund.dep_ = "VERB", prep, "pcomp"
        noun.head, noun.dep_ = gerund, "dobj"


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


def _mend_root(noun: Token) -> None:
    """ "The army, which had denied it, admitted": the verb of a sentence without one follows the closing comma."""
    doc, end = noun.doc, noun.sent.end
    relative = next((t for t in doc[noun.i + 1 : end] if t.dep_ == "relcl" and t.pos_ in VERBAL), None)
    if relative is None or doc[relative.left_edge.i - 1].text != ",":
        return
    for verb in doc[relative.i + 1 : end]:
        if verb.text == ";" or verb.dep_ == "nsubj":
            return
        behind = verb.nbor(-1).text == "," and verb.tag_ in MAIN and verb.dep_ in {"acl", "xcomp", "conj", "advcl"}
        by = any(child.dep_ == "agent" for child in verb.children)  # "..., taken by rebels"
        if behind and not by and verb.head.i < verb.i and verb.lower_ not in DESCRIBING:
            verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"
            noun.head, noun.dep_ = verb, "nsubj"
            return


__all__ = ["mend_parse"]
