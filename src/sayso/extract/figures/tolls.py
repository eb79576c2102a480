"""Numbers given as a toll: "the death toll has risen to 13", "puts its dead at eight", "a toll of 19"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice

from spacy.tokens import Doc, Token

from sayso.extract.figures.claims import AS_A_PART, TOLD, Claims
from sayso.extract.figures.counts import Count, shortened
from sayso.extract.figures.lexicon import counted, harms, people_class, states, words
from sayso.extract.figures.numbers import settled
from sayso.extract.figures.victims import is_told

#: How far behind its noun the number of a toll may stand, in words.
REACH = 32
#: Marks and words that may stand between the preposition and the number: 'at "about 20"'.
LIGHT = frozenset({'"', "“", "”", "'", "‘", "the", "least", "just", "now", "only"})
CHANGES = frozenset({"up", "down", "rising", "increased", "revised", "raised", "compared", "rather", "instead"})


def find_tolls(claims: Claims) -> None:
    """Claim the numbers to which words for a toll lead; drop the ones that have been overtaken."""
    for token in claims.index.tokens(toll_words()):
        kind = _kind(token, claims)
        if kind is not None:
            _read_toll(claims, token, kind)


@cache
def toll_words() -> frozenset[str]:
    """The nouns and states that may count victims altogether."""
    return words("tolls", "nouns") | frozenset(states()) | frozenset(counted())


def _kind(noun: Token, claims: Claims) -> str | None:
    """What a noun counts altogether; None where it is no toll of people."""
    lemma = noun.lemma_.lower()
    if noun.pos_ in {"NOUN", "PROPN"} and lemma in words("tolls", "nouns"):
        return _kind_of_toll(noun, lemma, claims)
    if noun.i in claims.at or noun.dep_ not in {"dobj", "nsubj", "nsubjpass", "attr"}:
        return None
    if noun.head.lemma_.lower() not in words("tolls", "verbs"):
        return None
    is_number = any(child.dep_ in {"det", "poss"} for child in noun.children) or noun.tag_ == "NNS"
    return (states().get(noun.lower_) or counted().get(lemma)) if is_number else None


def _kind_of_toll(noun: Token, lemma: str, claims: Claims) -> str | None:
    told = next((kind for word in _of_what(noun) if (kind := _harm(word)) is not None), None)
    if told is not None:
        return told
    if lemma in words("tolls", "always"):
        return "killed"
    if any(child.dep_ == "prep" and child.lower_ == "of" and not _is_numeric(child, claims) for child in noun.children):
        return None
    return _kind_before(noun, claims)


def _of_what(noun: Token) -> Iterator[Token]:
    """What a number is of: "number of people killed", "death count"."""
    for child in noun.children:
        if child.dep_ in {"compound", "amod"} or child.lower_ == "of" or child.dep_ == "acl":
            yield from child.subtree
            after = child.right_edge.i + 1  # "the number of staff held", wherever the parser hung it
            if child.lower_ == "of" and after < len(noun.doc) and noun.doc[after].tag_ == "VBN":
                yield noun.doc[after]


def _harm(word: Token) -> str | None:
    lemma = word.lemma_.lower()
    of_people = word.tag_ == "VBN" and people_class(word.nbor(-1)) is not None
    by_verb = next((h.kind for h in harms().get(lemma, ()) if (of_people or not h.only_people) and not h.rest), None)
    return states().get(word.lower_) or counted().get(lemma) or (by_verb if word.pos_ in {"VERB", "ADJ"} else None)


def _is_numeric(of: Token, claims: Claims) -> bool:
    return any(child.i in claims.at for child in of.children)


def _kind_before(noun: Token, claims: Claims) -> str | None:
    """The kind of the victims told last before it, here or in the sentence before ("bringing the total to 12")."""
    here, before = (
        [claim.kind for count in counts if (claim := claims.of(count)) is not None and claim.rank > AS_A_PART]
        for counts in (claims.told_before(noun.i), claims.told_before(_end_before(noun)))
    )
    return here[-1] if here else next(iter(before), None)


def _end_before(noun: Token) -> int:
    """The last word of the sentence before."""
    i = noun.sent.start - 1
    while i > 0 and noun.doc[i].is_space:
        i -= 1
    return max(i, 0)


def _read_toll(claims: Claims, noun: Token, kind: str) -> None:
    old = _is_old(noun)
    source = next((child for child in noun.head.children if child.dep_ == "nsubj" and child != noun), None)
    by_old = source is not None and _is_old(source)
    for count, joint in _numbers(claims, noun):
        told = claims.of(count)
        if (joint == "from" and count.number.before is None) or (old and joint == "of") or by_old:
            claims.drop(count)
            continue
        if (told is not None and told.rank > TOLD) or not is_told(_verb(noun)):
            return
        now = settled(claims.index.words, count.number)
        if now is not count.number:
            claims.drop(count)
            count = shortened(count, now)
            claims.place(count)
        claims.add(count, kind, noun, TOLD)
        return


def _is_old(noun: Token) -> bool:
    """Whether a toll or a report has been overtaken: "an earlier estimate", "the initial report"."""
    return any(child.lower_ in words("tolls", "superseded") for child in noun.children)


def _verb(noun: Token) -> Token:
    """The verb that moves the toll, or the noun itself."""
    above = noun.head
    return above if above.pos_ in {"VERB", "AUX"} else noun


def _numbers(claims: Claims, noun: Token) -> Iterator[tuple[Count, str]]:
    """The counts that a toll may lead to, with the word that leads to each: one before it, then those after."""
    doc = noun.doc
    before = claims.at.get(noun.left_edge.i - 1)
    if before is not None and before.head is None and _joint(doc, before, noun.sent.start) == "to":
        yield before, "to"
    moved = noun.head.lemma_.lower() in words("tolls", "verbs")
    seen: set[int] = set()
    for token in doc[noun.i + 1 : min(noun.i + REACH, noun.sent.end)]:
        if token.text == ";":
            return
        count = claims.at.get(token.i)
        if count is not None and id(count) not in seen:
            seen.add(id(count))
            joint = _joint(doc, count, noun.i)
            if _leads(joint, moved, token.i - noun.i):
                yield count, joint
        moved |= token.pos_ in {"VERB", "AUX"} and token.lemma_.lower() in words("tolls", "verbs")


def _leads(joint: str, moved: bool, distance: int) -> bool:
    if joint == "from":
        return True
    is_verb = joint == "verb"
    return (moved and (is_verb or joint in words("tolls", "prepositions"))) or (joint in {"of", "at"} and distance <= 4)


def _joint(doc: Doc, count: Count, start: int) -> str:
    """The word that leads to a number: a preposition, "verb" for a verb of tolls ("reached"), or the bare word."""
    i = count.span.start - 1
    while i > start and doc[i].lower_ in LIGHT:
        i -= 1
    token = doc[i]
    if count.number.before is not None and doc[count.span.start].lower_ == "from":
        return "to"
    if token.pos_ in {"VERB", "AUX"} and token.lemma_.lower() in words("tolls", "verbs"):
        return "verb"
    if token.lower_ == "in" and token.dep_ == "prep" and doc[count.span.start - 1].text in LIGHT:
        return "at"
    return token.lower_


def drop_overtaken(doc: Doc, claims: Claims) -> None:
    """Forget numbers that another has replaced: "up from 12", "rather than 25", "an earlier estimate of 25"."""
    for count in claims.counts():
        start = count.span.start
        before = [token.lower_ for token in doc[max(0, start - 2) : start]]
        overtaken = len(before) == 2 and before[0] in CHANGES and before[1] in {"from", "than", "of", "with"}
        if overtaken or _of_old_estimate(doc[count.number.core]):
            claims.drop(count)


def _of_old_estimate(core: Token) -> bool:
    """Whether the number is that of an earlier, withdrawn estimate."""
    for above in islice(core.ancestors, 4):
        is_toll = above.lemma_.lower() in words("tolls", "nouns")
        if is_toll and above.head.lemma_ in words("tolls", "withdrawing") and above.dep_ in {"dobj", "nsubjpass"}:
            return True
        if is_toll and _is_old(above):
            return above.head.lemma_.lower() not in {"raise", "revise", "update", "lift"} or core.i < above.i + 4
        if above.pos_ == "VERB":
            return False
    return False


def drop_early(claims: Claims) -> None:
    """Forget what somebody "had initially said", where the text gives another number of the same kind."""
    kinds = Counter(claim.kind for claim in claims.best.values())
    for claim in list(claims.best.values()):
        verbs = (t for t in islice(claim.trigger.ancestors, 3) if t.pos_ == "VERB")
        early = any(child.lower_ in words("tolls", "early") for verb in verbs for child in verb.children)
        if early and kinds[claim.kind] > 1:
            kinds[claim.kind] -= 1
            claims.drop(claim.count)
