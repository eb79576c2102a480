"""Which nouns call something talks: a negotiation, a round of one, or a deal that somebody brokered."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from sayso.extract.draft import Draft
from sayso.extract.syntax import agents, find_words, is_passive, subjects
from sayso.extract.talks.lexicon import ordinals, words

#: Participles that name a mediator with a hyphen: "Qatari-mediated".
HYPHENED = ("brokered", "mediated", "facilitated", "sponsored", "led", "hosted", "backed", "chaired", "convened")


def heads(doc: Doc, draft: Draft) -> Iterator[Token]:
    """The nouns that call something talks; of "a round of talks" the round."""
    nouns, parts, deals = words("nouns"), words("parts"), words("deals")
    found = [doc[i] for i in find_words(doc, nouns | parts | deals)]
    is_about_talks = bool(found) and _is_about_talks(doc)
    for token in found:
        lower = token.lower_
        if lower in nouns and _is_talks(token):
            if draft.body[token.i] and not _is_inner(token):
                yield token
        elif lower in parts or lower.removesuffix("s") in parts:
            if draft.body[token.i] and _is_part(token, is_about_talks):
                yield token
        elif token.lemma_.lower() in deals and draft.body[token.i] and _is_deal(token):
            yield token


def _is_about_talks(doc: Doc) -> bool:
    """Whether "a second round" can only be one of talks: the report tells of no vote and no match, but of diplomacy."""
    return not find_words(doc, words("contests")) and bool(find_words(doc, words("diplomacy")))


def _is_talks(token: Token) -> bool:
    if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"compound", "nmod", "amod"}:
        return False
    before = [child.lower_ for child in token.lefts if child.dep_ in {"compound", "amod", "nmod"}]
    if token.lower_ in words("only_after", "nouns"):
        return any(word in words("only_after", "words") for word in before) or _is_between(token)
    joined = " ".join(before)
    return not any(word in before or word == joined for word in words("not_after"))


def _is_between(token: Token) -> bool:
    return any(child.lower_ == "between" for child in token.rights)


def _is_inner(token: Token) -> bool:
    """The "talks" of "a round of talks"."""
    above = token.head
    return token.dep_ == "pobj" and above.lower_ == "of" and above.head.lower_.removesuffix("s") in words("parts")


def _is_part(token: Token, is_about_talks: bool) -> bool:
    """A round or session of talks: it says so, or is counted where talks were mentioned."""
    if token.pos_ != "NOUN":
        return False
    of = next((noun for prep in token.rights if prep.lower_ == "of" for noun in prep.rights), None)
    if of is not None and of.lower_ in words("nouns"):
        return True
    if any(child.lower_ in words("nouns") for child in token.lefts if child.dep_ == "compound"):
        return True
    if of is not None and of.lemma_.lower() not in words("bodies"):
        return False
    is_told_apart = rank(token) is not None or number(token) is not None
    is_counted = is_about_talks and is_told_apart
    if token.lemma_.lower() == "meeting" and number(token) is not None:
        return _follows_talks(token) or (is_about_talks and _is_between(token)) or _is_of_bodies(token)
    return is_counted and (token.lemma_.lower() in {"round", "session"} or of is not None or _is_of_bodies(token))


def _follows_talks(token: Token) -> bool:
    """Whether "a second meeting" is told in the sentence of talks, or in the next one."""
    sentence = token.sent
    start = token.doc[sentence.start - 1].sent.start if sentence.start else 0
    return any(t.lower_ in words("nouns") and _is_talks(t) for t in token.doc[start : token.i])


def _is_of_bodies(token: Token) -> bool:
    """Whether those who meet are bodies that negotiate: "the commissions held their third meeting"."""
    owners = [child for child in token.lefts if child.dep_ in {"poss", "compound"}]
    holders = subjects(token.head) if token.head.pos_ == "VERB" else []
    return any(t.lemma_.lower() in words("bodies") for t in (*owners, *holders))


def _is_deal(token: Token) -> bool:
    """A deal that somebody brokered, or that parties signed or reached with each other."""
    if token.pos_ not in {"NOUN", "PROPN"} or any(child.lemma_ in words("not_deals") for child in token.lefts):
        return False
    makers = [c for c in token.children if c.dep_ in {"acl", "relcl"}] + [token.head]
    made = [verb for verb in makers if verb.lemma_ in words("brokered") and verb.tag_ in {"VBD", "VBN"}]
    hyphened = any(is_hyphened(child) for child in token.lefts)
    between = any(child.lower_ in {"between", "with"} for child in token.rights)
    third = words("mediation", "verbs") | words("mediation", "nouns")
    mediated = any(t.lemma_.lower() in third for verb in made for t in verb.subtree)
    of_peace = any(child.lower_ in words("only_after", "words") for child in token.lefts)
    return hyphened or mediated or (between and bool(made or of_peace)) or any(_is_mutual(verb) for verb in made)


def _is_mutual(verb: Token) -> bool:
    """ "The army and the rebels signed", "was signed by the army and the rebels": more than one does it."""
    return any(doer.tag_ == "NNS" or doer.conjuncts for doer in (agents(verb) if is_passive(verb) else subjects(verb)))


def is_hyphened(token: Token) -> bool:
    """ "-brokered" after the name of a mediator, in one word or behind a hyphen of its own."""
    lower = token.lower_
    if lower in HYPHENED:
        return token.i > 1 and token.nbor(-1).text == "-"
    return "-" in lower and lower.endswith(HYPHENED)


def number(head: Token) -> int | None:
    """The number of the round: "a third round", "the 3rd round", "the talks, the fourth since March"."""
    own = _ordinal(head)
    if own is not None or head.lemma_ == "summit":
        return own
    beside = (child for child in head.rights if child.dep_ == "appos" and child.pos_ in {"ADJ", "NOUN"})
    return next((n for child in beside if (n := _ordinal_of(child) or _counted(child)) is not None), None)


def _counted(token: Token) -> int | None:
    return _ordinal(token) if token.lemma_.lower() in words("parts") else None


def _ordinal(head: Token) -> int | None:
    for child in head.lefts:
        is_whole = child.lower_ == "first" and any(c.dep_ == "amod" for c in head.lefts if c != child)
        found = _ordinal_of(child)
        if found is not None and not is_whole:
            return found
    return None


def _ordinal_of(token: Token) -> int | None:
    lower = token.lower_
    if lower[:-2].isdigit() and lower[-2:] in {"st", "nd", "rd", "th"}:
        return int(lower[:-2])
    return ordinals().get(lower)


def rank(head: Token) -> str | None:
    """Whether a mention means a round before or after the one that the report is about."""
    for child in head.lefts:
        if child.lower_ in words("rank", "earlier"):
            return "earlier"
        if child.lower_ in words("rank", "later"):
            return "later"
    return None
