"""Measures told by a noun: "a night curfew", "the closure of the border", "a ban on imports"."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from sayso.extract.around import governor
from sayso.extract.draft import Draft
from sayso.extract.measures.objects import kind_of_object, unwrapped
from sayso.extract.measures.state import state_of_noun, takes_effect
from sayso.extract.measures.told import IN_FORCE, KNOWN, LIFTED, Mention, is_proposed, phrase, words
from sayso.extract.measures.when import fill_when
from sayso.extract.measures.who import who_of_noun
from sayso.extract.syntax import conjuncts

Row = tuple[tuple[str, ...], int, str]


@cache
def known_nouns() -> dict[str, list[Row]]:
    """Nouns of measures by their head: the words, the place of the head among them, and the kind; the longest first."""
    table: dict[str, list[Row]] = {}
    for name, kind in words("nouns").items():
        parts = tuple(name.replace("-", " - ").split())
        of = next((at for at, part in enumerate(parts) if part in {"of", "in", "to"} or part.isdigit()), len(parts))
        table.setdefault(parts[of - 1], []).append((parts, of - 1, kind))
    return {head: sorted(rows, key=lambda row: -len(row[0])) for head, rows in table.items()}


def noun_mention(draft: Draft, token: Token, rows: list[Row]) -> Mention | None:
    """ "A night curfew", "the ceasefire", "US sanctions"."""
    found = next(((kind, len(parts)) for parts, at, kind in rows if _is_phrase(token, parts, at)), None)
    is_noun = token.pos_ in {"NOUN", "PROPN"} or (found is not None and found[1] > 1)
    if found is None or not is_noun or token.dep_ in {"compound", "nmod"}:
        return None
    verb = governor(token)
    state, weight = state_of_noun(draft, token, verb)
    if state is None or not (_is_put_in_force(token, verb) if _is_rule(token, found[1]) else not is_proposed(token)):
        return None
    told = Mention(found[0], phrase(token), state, weight, about=token.lemma_.lower())
    return _filled(draft, told, token, verb)


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
    """Whether the words of the data file stand around this head; "a state of national emergency" has more."""
    start, doc = head.i - at, head.doc
    if start < head.sent.start or start + len(parts) > head.sent.end:
        return False
    i = start
    for n, part in enumerate(parts):
        while n > at + 1 and part not in {doc[i].lower_, doc[i].lemma_.lower()} and doc[i].dep_ in {"amod", "compound"}:
            i += 1
        if i >= len(doc) or part not in {doc[i].lower_, doc[i].lemma_.lower()}:
            return False
        i += 1
    return True


def _behind(noun: Token, prepositions: set[str]) -> list[Token]:
    """The nouns behind these prepositions of a noun, also of one right behind it that the parser hung on its verb."""
    following = [noun.nbor(1)] if noun.i + 1 < len(noun.doc) and noun.nbor(1).head == noun.head else []
    return [t for prep in (*noun.rights, *following) if prep.lower_ in prepositions for t in prep.rights]


def pause_mention(draft: Draft, noun: Token) -> Mention | None:
    """ "A pause in air strikes", "a halt to attacks": a ceasefire, told by what is stopped."""
    of = _behind(noun, {"of", "on", "to", "in"})
    hostile = words("objects", "hostile") | words("objects", "struck")
    hit = [t for noun_ in of for t in conjuncts(noun_) if t.lemma_.lower() in hostile]
    if not hit or is_proposed(noun) or (hit[0].lemma_.lower() in words("objects", "struck") and hit[0].tag_ != "NNS"):
        return None
    verb = governor(noun)
    state, weight = state_of_noun(draft, noun, verb)
    return _filled(draft, Mention("ceasefire", phrase(noun), state, weight), noun, verb) if state is not None else None


def _filled(draft: Draft, told: Mention, noun: Token, verb: Token) -> Mention:
    """The mention with its sides and days, as its noun and verb tell them."""
    told.said_by = draft.holding(noun)
    who_of_noun(draft, told, noun, verb)
    fill_when(draft, told, noun, verb)
    return told


def process_mention(draft: Draft, noun: Token) -> Mention | None:
    """ "The closure of the border", "a ban on imports", "the reopening of Torkham"."""
    of = _behind(noun, {"of", "on", "to"})
    of = [part for t in of for part in unwrapped(t)]
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
    return _filled(draft, Mention(kind, phrase(noun), state, weight, about=about), noun, verb)
