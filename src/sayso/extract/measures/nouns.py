"""Measures told by a noun: "a night curfew", "the closure of the border", "a ban on imports"."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from sayso.extract.around import governor
from sayso.extract.draft import Draft
from sayso.extract.measures.objects import kind_of_object
from sayso.extract.measures.state import state_of_noun, takes_effect
from sayso.extract.measures.told import IN_FORCE, KNOWN, LIFTED, Mention, is_proposed, phrase, words
from sayso.extract.measures.who import fill_when, who_of_noun

Row = tuple[tuple[str, ...], int, str]


@cache
def known_nouns() -> dict[str, list[Row]]:
    """Nouns of measures by their head: the words, the place of the head among them, and the kind; the longest first."""
    table: dict[str, list[Row]] = {}
    for name, kind in words("nouns").items():
        parts = tuple(name.split())
        of = next((at for at, part in enumerate(parts) if part in {"of", "in", "to"}), len(parts))
        table.setdefault(parts[of - 1], []).append((parts, of - 1, kind))
    return {head: sorted(rows, key=lambda row: -len(row[0])) for head, rows in table.items()}


def noun_mention(draft: Draft, token: Token, rows: list[Row]) -> Mention | None:
    """ "A night curfew", "the ceasefire", "US sanctions"."""
    found = next(((kind, len(parts)) for parts, at, kind in rows if _is_phrase(token, parts, at)), None)
    if found is None or token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"compound", "nmod"}:
        return None
    verb = governor(token)
    state, weight = state_of_noun(draft, token, verb)
    if state is None or not (_is_put_in_force(token, verb) if _is_rule(token, found[1]) else not is_proposed(token)):
        return None
    told = Mention(found[0], phrase(token), state, weight, said_by=draft.holding(token), about=token.lemma_.lower())
    who_of_noun(draft, told, token, verb)
    fill_when(draft, told, token, verb)
    return told


def _is_rule(token: Token, length: int) -> bool:
    """Whether the noun alone tells of no measure: a rule, "the measures against"."""
    return length == 1 and token.lemma_.lower() in words("stop", "rules")


def _is_put_in_force(token: Token, verb: Token) -> bool:
    """Whether a rule takes effect, or is imposed or lifted: by its verb, or in a relative clause."""
    clauses = [verb, *(child for child in token.rights if child.dep_ in {"relcl", "acl"})]
    if token.lemma_.lower() == "measure" and token.tag_ != "NNS":
        return False
    return any(takes_effect(clause) or clause.lemma_ in words("says", "imposes") for clause in clauses)


def _is_phrase(head: Token, parts: tuple[str, ...], at: int) -> bool:
    """Whether the words of the data file stand around this head."""
    start = head.i - at
    if start < head.sent.start or start + len(parts) > head.sent.end:
        return False
    tokens = head.doc[start : start + len(parts)]
    return all(part in {token.lower_, token.lemma_.lower()} for part, token in zip(parts, tokens, strict=True))


def process_mention(draft: Draft, noun: Token) -> Mention | None:
    """ "The closure of the border", "a ban on imports", "the reopening of Torkham"."""
    of = [t for prep in noun.rights if prep.lower_ in {"of", "on", "to"} for t in prep.rights]
    of += [child for child in noun.lefts if child.dep_ in {"compound", "poss"}]
    lemma = "ban" if noun.lemma_ in {"ban", "restriction", "prohibition"} else "close"
    kind = next((kind for t in of if (kind := kind_of_object(draft, t, lemma)) is not None), None)
    if kind is None and of and lemma == "ban":
        kind = "other"  # "a ban on protests by students": whatever it is that is banned
    if kind is None and not of and noun.left_edge.lower_ in {"the", "this", "that"}:
        kind = KNOWN  # "the ban": the measure told last
    if kind is None or noun.pos_ != "NOUN" or is_proposed(noun):
        return None
    verb = governor(noun)
    state, weight = state_of_noun(draft, noun, verb)
    if state is None:
        return None
    if noun.lemma_ in words("undo", "nouns"):
        state = LIFTED if state == IN_FORCE else state
    about = next((t.lemma_.lower() for t in of), "")
    told = Mention(kind, phrase(noun), state, weight, said_by=draft.holding(noun), about=about)
    who_of_noun(draft, told, noun, verb)
    fill_when(draft, told, noun, verb)
    return told
