"""The numbers of people that stand with an event word, in words: enough to see that two accounts differ."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from sayso.extract.events.clause import all_subjects, direct_objects
from sayso.extract.events.mention import Mention
from sayso.rules import load_toml


@cache
def kinds() -> dict[str, str]:
    """Lemma -> what it counts."""
    table: dict[str, list[str]] = load_toml("events_conflict.toml")["counts"]
    return {lemma: kind for kind, lemmas in table.items() for lemma in lemmas}


def count(mention: Mention) -> None:
    """Fill `numbers` of a mention that counts people."""
    kind = kinds().get(mention.token.lemma_.lower()) or kinds().get(mention.token.lower_)
    if kind is None:
        return
    mention.numbers = [(kind, number) for noun in _counted(mention) for number in _numbers(noun)]


def _counted(mention: Mention) -> list[Token]:
    token = mention.token
    if token.pos_ in {"VERB", "AUX"}:
        return direct_objects(token) or all_subjects(token)
    total = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else None
    if total is not None and total.lemma_.lower() in {"number", "toll", "count", "total", "figure"}:
        token = total  # "put the number of dead at six"
    if token.pos_ in {"NOUN", "PROPN"}:
        above = [child for child in token.head.children if child.dep_ == "prep"] if token.dep_ == "dobj" else []
        ends = [
            noun
            for prep in (*above, *token.children)
            if prep.lower_ in {"at", "to", "of", "from"}
            for noun in prep.children
            if noun.pos_ == "NUM"
        ]
        people = [
            noun for prep in token.children if prep.lower_ == "of" for noun in prep.children if noun.dep_ == "pobj"
        ]
        return [token, *ends, *people]
    if any(child.dep_ == "nummod" for child in token.children):
        return [token]
    return [token.head, *all_subjects(token.head)]


def _numbers(noun: Token) -> list[str]:
    if noun.pos_ == "NUM":
        return [noun.lower_]
    return [
        child.lower_ for child in noun.children if child.dep_ == "nummod" or child.lower_ in {"no", "dozens", "several"}
    ]
