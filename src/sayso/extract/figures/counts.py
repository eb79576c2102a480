"""Counts: a number in the text together with the noun that it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from sayso.extract.draft import Draft
from sayso.extract.figures.lexicon import classes, ordinals, people_class, states, words
from sayso.extract.figures.numbers import Number, find_numbers

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
MODIFIERS = frozenset({"JJ", "JJR", "JJS", "HYPH", "POS", "RB", "VBN", "VBG", "CD"})
AFTER_OF = frozenset({"the", "its", "his", "her", "their", "our", "my", "your", "those", "these", "all", "'s"})
#: Nouns for more than one person: "an elderly couple".
GROUPS = {"couple": 2, "pair": 2, "trio": 3, "duo": 2}
#: How far a noun may stand from its number, in words: "12 heavily armed and masked members".
REACH = 8


@dataclass(frozen=True, slots=True, eq=False)
class Count:
    """A number and what it counts: `head` is the noun (None where it is left out: "34 were wounded"), `part` is True
    for a part of those told before ("two of them"). The span holds both."""

    number: Number
    span: Span
    head: Token | None
    part: bool = False

    def may_count(self, people_only: bool) -> bool:
        """Whether it counts people, as far as the noun tells (an omitted noun may be anything)."""
        if self.head is None or self.part:
            return True
        if people_class(self.head) is not None:
            return True
        return not people_only and self.head.lemma_.lower() not in words("not_victims", "nouns")


def find_counts(doc: Doc, draft: Draft, lower: Sequence[str]) -> list[Count]:
    """Every number in the body that may count people, in the order of the text."""
    timed = {i for time in draft.times for i in range(time.span.start, time.span.end)}
    numbers = find_numbers(lower)
    told = (n for n in numbers if draft.body[n.start] and n.core not in timed and not _is_of_name(doc, n))
    found: list[Count] = []
    for number in told:
        if not found or number.start >= found[-1].span.end:
            found.append(_counted(doc, _without_particle(doc, number), timed))
    return found


def _without_particle(doc: Doc, number: Number) -> Number:
    """The number without a word that belongs to the verb before it: "handed over 43 prisoners"."""
    first = doc[number.start]
    is_about = first.lower_ == "over" and first.dep_ == "prep" and first.head.pos_ == "NOUN"  # "talks over 12 hostages"
    if number.qualifier is None or " " in number.qualifier or not (first.dep_ == "prt" or is_about):
        return number
    value = number.low if number.low is not None else number.high
    return replace(number, start=number.start + 1, low=value, high=value, qualifier=None)


def _is_of_name(doc: Doc, number: Number) -> bool:
    """Whether the number is part of a name ("Division 5"), or an age after one ("the minister, 54," "Ali (38)")."""
    core = doc[number.core]
    around = (doc[i].text for i in (number.start - 1, number.end) if 0 <= i < len(doc))
    if core.is_digit and "".join(around) in {"()", ",,"}:
        return True
    named = number.start > 0 and doc[number.start - 1].tag_ == "NNP" and core.tag_ == "CD"
    return named and core.dep_ in {"nummod", "compound"} and core.head.i < core.i


def _counted(doc: Doc, number: Number, timed: set[int]) -> Count:
    """The number with its noun phrase."""
    i, end = number.end, len(doc)
    part = False
    if i < end and doc[i].lower_ == "of":
        i += 1
        while i < end and (doc[i].lower_ in AFTER_OF or (doc[i].tag_ == "CD" and i > number.end + 1)):
            i += 1
        if i < end and doc[i].lower_ in words("parts", "of_them"):
            return Count(number, doc[number.start : i + 1], None, part=True)
        part = i > number.end + 1
    head = _head(doc, i, timed)
    last = head.i + 1 if head is not None else number.end
    return Count(number, doc[number.start : last], head, part=part and head is not None and head.lemma_ in states())


def _head(doc: Doc, start: int, timed: set[int]) -> Token | None:
    """The noun that the words from here lead to: "wounded Nigerian soldiers" -> soldiers."""
    head: Token | None = None
    skipped = -1
    for token in doc[start : start + REACH]:
        if token.i <= skipped:
            continue
        if token.text == "(" and head is not None and (skipped := _closing(head, token)) > 0:
            continue
        if token.i in timed or (token.is_sent_start and token.i > start) or _ends_phrase(token):
            break
        if token.tag_ in NOUNS or _is_nominal(token) or _is_person(token):
            if head is not None and not _modifies(head, token):
                break
            head = token
        elif token.tag_ not in MODIFIERS or (head is not None and token.tag_ not in {"POS", "HYPH", "JJ", "CD"}):
            break
    return head


def _ends_phrase(token: Token) -> bool:
    """Whether the words after a number cannot belong to its noun: "56 dead including 11 children"."""
    if token.lower_ in words("parts", "leads"):
        return True
    return token.tag_ == "CD" and "-" not in {t.text for t in token.doc[token.i - 1 : token.i + 2]}


def _closing(head: Token, bracket: Token) -> int:
    """Where a bracket inside a noun phrase closes ("two Rifles (AR) personnel"); -1 where it ends the phrase."""
    doc = bracket.doc
    close = next((t.i for t in doc[bracket.i : bracket.i + REACH] if t.text == ")"), -1)
    inside = close + 1 < len(doc) and head.dep_ in {"compound", "nmod"} and head.head.i > close
    return close if inside else -1


def _is_nominal(token: Token) -> bool:
    """A state used as a noun: "three of the wounded", "five of its missing"."""
    return token.lower_ in states() and token.i > 0 and token.nbor(-1).lower_ in AFTER_OF


def _is_person(token: Token) -> bool:
    """A word for people that the tagger took for an adjective: "left one civilian dead"."""
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    is_last = following is None or following.tag_ not in NOUNS
    return token.tag_ == "JJ" and is_last and token.lower_ in classes() and token.lower_ not in states()


def _modifies(head: Token, following: Token) -> bool:
    """Whether a noun only modifies the noun after it ("police officers"), as the parser sees it."""
    if following.lower_ in states():
        return False
    return (head.dep_ in {"compound", "nmod", "amod", "poss", "npadvmod"} and head.head.i >= following.i) or (
        following.i > head.i + 1 and following.nbor(-1).tag_ in {"HYPH", "POS"}
    )


def one(head: Token) -> Count | None:
    """A single person with an article: "a woman", "another soldier"; None where the noun is no word for a person."""
    if head.tag_ not in {"NN", "NNP", "JJ"} or people_class(head) in {None, "families"} or _is_one_of_row(head):
        return None
    if head.lemma_ in words("tolls", "nouns"):
        return None
    article = next((t for t in head.lefts if t.lower_ in {"a", "an", "another"}), head.doc[head.left_edge.i])
    if article.lower_ not in {"a", "an", "another"} or head not in (article.head, article.head.head):
        return None
    size = GROUPS.get(head.lemma_, 1)
    number = Number(article.i, article.i + 1, article.i, size, size)
    return Count(number, head.doc[article.i : head.i + 1], head)


def _is_one_of_row(head: Token) -> bool:
    """Whether it only tells which one: "a fifth officer", "the ninth victim, a private,"."""
    if head.dep_ == "appos" and head.head.tag_ in {"NN", "NNP"}:
        return True
    return any(child.lower_ in ordinals() for child in head.lefts)


def shortened(count: Count, number: Number) -> Count:
    """The same count with another number inside its words: what is left of a change."""
    return replace(count, number=number, span=count.span.doc[number.start : max(count.span.end, number.end)])
