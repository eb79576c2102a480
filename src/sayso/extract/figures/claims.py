"""Which counts are numbers of victims, and of what kind: words of harm claim the counts that stand in their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from sayso.extract.figures.counts import Count, one
from sayso.extract.figures.lexicon import (
    Frame,
    counted,
    frames,
    harms,
    none_of,
    people_class,
    states,
    words,
)
from sayso.extract.figures.victims import find_victims, is_negated, is_told, is_whole, trigger_words
from sayso.extract.index import Index
from sayso.extract.syntax import clause_verb, subjects

#: How sure a claim is, by the way it was found: the surer one wins a count.
NEXT_TO_IT, TOLD, IN_PASSING, BY_ITS_NOUN, BY_ITS_ADJECTIVE, AS_A_PART = 6, 5, 4, 3, 2, 1
#: Words that may stand between a number and its participle: "12 have also been wounded".
BETWEEN = frozenset({"AUX", "ADV", "PART"})
BETWEEN_REACH = 5
#: How far back the noun may stand that a bare number leaves out.
LOOK_BACK = 25
#: The longest aside in commas, in words.
ASIDE = 20
LIGHT = frozenset({"another", "an", "additional", "further", "as", "also", "the", "all", "-", "a", "total", "of"})
ACTIVE = frozenset({"VBG", "VBD", "VBZ", "VBP", "VB"})
#: Nobody arrested, or nobody in flight, is no news of a number.
ZERO_KINDS = frozenset({"killed", "injured", "missing"})


@dataclass(frozen=True, slots=True)
class Claim:
    """A count of victims: `trigger` is the word that says so."""

    count: Count
    kind: str
    trigger: Token
    rank: int


class Claims:
    """The surest claim to each count of one Doc."""

    def __init__(self, counts: Iterable[Count], index: Index) -> None:
        self.index = index
        self.at: dict[int, Count] = {}
        self.best: dict[int, Claim] = {}
        self._by_sentence: dict[int, list[Count]] = defaultdict(list)
        for count in counts:
            self.place(count)

    def add(self, count: Count, kind: str, trigger: Token, rank: int) -> None:
        """Claim a count, unless a surer claim to it is known."""
        known = self.best.get(id(count))
        zero = count.number.high == 0
        if (known is None or known.rank < rank) and not (zero and kind not in ZERO_KINDS):
            self.best[id(count)] = Claim(count, kind, trigger, rank)

    def of(self, count: Count) -> Claim | None:
        """The claim to a count."""
        return self.best.get(id(count))

    def counting(self, head: Token) -> Count | None:
        """The count that a noun belongs to; a single person with an article becomes one."""
        count = self.at.get(head.i)
        if count is None and (count := one(head)) is not None:
            self.place(count)
        return count

    def counts(self) -> list[Count]:
        """Every count, in the order of the text."""
        return sorted((c for some in self._by_sentence.values() for c in some), key=lambda count: count.span.start)

    def told_before(self, start: int) -> list[Count]:
        """The counts of the same sentence that begin before this token, in the order of the text."""
        if start >= len(self.index.sentence):
            return []
        some = self._by_sentence.get(self.index.sentence[start], ())
        return sorted((count for count in some if count.span.start < start), key=lambda count: count.span.start)

    def drop(self, count: Count) -> None:
        """Forget a count for good: overtaken, or no number of people."""
        self._by_sentence[self.index.sentence[count.span.start]].remove(count)
        self.best.pop(id(count), None)
        for i in range(count.span.start, count.span.end):
            if self.at.get(i) is count:
                del self.at[i]

    def place(self, count: Count) -> None:
        """Let the words of a count lead to it."""
        self._by_sentence[self.index.sentence[count.span.start]].append(count)
        self.at.update({i: count for i in range(count.span.start, count.span.end) if i not in self.at})


def find_claims(claims: Claims) -> None:
    """Claims by verbs of harm and states, by the noun itself, by its adjectives, and by the word after the number."""
    for token in claims.index.tokens(trigger_words()):
        _claim_victims(claims, token)
    for count in claims.counts():
        _claim_next(claims, count)
        _claim_last(claims, count)
        _claim_noun(claims, count)


def _claim_victims(claims: Claims, trigger: Token) -> None:
    told: bool | None = None
    for kind, only_people, head in find_victims(trigger):
        count = claims.counting(head)
        if count is None or not count.may_count(only_people) or _names_harm(count) or _is_of_other(count, kind):
            continue
        if only_people and (_are_other_things(claims, count) or _stands_for_things(count)):
            continue
        told = is_told(trigger) if told is None else told
        if told and not (kind == "displaced" and (_is_armed(claims, count) or _is_of_captives(claims, count))):
            claims.add(count, kind, trigger, IN_PASSING if trigger.dep_ == "relcl" else TOLD)


def _are_other_things(claims: Claims, count: Count) -> bool:
    """Whether "three others" are others of a thing: "one of the shells hit a roof while three others fell"."""
    if count.head is None or count.head.lemma_ != "other":
        return False
    before = [c.head for c in claims.told_before(count.span.start) if c.head is not None]
    return bool(before) and people_class(before[-1]) is None


def _stands_for_things(count: Count) -> bool:
    """Whether the noun left out is one of things: "the lorries will go if they return the two that they seized"."""
    if count.head is not None or count.part or count.number.high == 0:
        return False
    before = count.span.doc[max(0, count.span.start - LOOK_BACK) : count.span.start]
    return _is_known(count) and any(t.lemma_.lower() in words("not_victims", "nouns") for t in before)


def _claim_joined(claims: Claims, count: Count, kind: str, trigger: Token) -> None:
    """The count joined to this one by "and": "four children and one man killed"."""
    i = count.span.start - 1
    before = claims.at.get(i - 1) if i > 0 and count.span.doc[i].lower_ in {"and", ","} else None
    if before is not None and before.span.end == i:
        claims.add(before, kind, trigger, BY_ITS_NOUN)


def _is_armed(claims: Claims, count: Count) -> bool:
    """Whether those who fled are fighters or culprits who got away, as far as the nouns up to them tell."""
    told = claims.told_before(count.span.start + 1)
    if len(told) == 1 and count.head is not None and count.head.lemma_ == "other":
        told = claims.told_before(count.span.sent.start - 1) + told
    named = [people_class(c.head) for c in told if c.head is not None]
    known = [name for name in named if name not in {None, "people"}]
    return bool(known) and known[-1] in words("displaced", "not_of")


def _is_of_captives(claims: Claims, count: Count) -> bool:
    """Whether those who got away are some of the captives told before: "kidnapped six girls, two of whom escaped"."""
    told = (claims.of(other) for other in claims.told_before(count.span.start))
    return count.part and any(claim is not None and claim.kind == "detained" for claim in told)


def _is_of_other(count: Count, kind: str) -> bool:
    """Whether what is counted says another harm itself: "20 hurt" are none of the dead, "two of the wounded" may be."""
    return count.head is not None and not count.part and states().get(count.head.lower_, kind) != kind


def _names_harm(count: Count) -> bool:
    """Whether the noun says itself that it counts victims: "two bodies were burned" tells of no injured."""
    return count.head is not None and count.head.lemma_.lower() in words("killed", "counted")


def _claim_next(claims: Claims, count: Count) -> None:
    """"34 wounded", "nine dead", "eight were captured", "two have since died"."""
    auxiliary = False
    for token in _after(count):
        kind = _kind_next(token, auxiliary)
        auxiliary |= token.pos_ == "AUX"
        if kind is not None and count.may_count(_only_people(token)) and is_told(token) and not _names_harm(count):
            claims.add(count, kind, token, IN_PASSING if token.dep_ in {"acl", "relcl"} else NEXT_TO_IT)
            _claim_joined(claims, count, kind, token)
        if kind is not None or not (token.pos_ in BETWEEN or _only_links(token)):
            return


def _claim_last(claims: Claims, count: Count) -> None:
    """"killing up to seven", "wounded another five": where the parser lost the object."""
    doc, i = count.span.doc, count.span.start - 1
    while i > 0 and doc[i].lower_ in LIGHT:
        i -= 1
    verb = doc[max(i, 0)]
    found = [h for h in harms().get(verb.lemma_.lower(), ()) if h.slot == "object" and is_whole(verb, h)]
    fits = bool(found) and verb.tag_ in ACTIVE and count.may_count(found[0].only_people) and not _names_harm(count)
    if fits and is_told(verb):
        claims.add(count, found[0].kind, verb, BY_ITS_NOUN)


def _after(count: Count) -> Iterator[Token]:
    doc, start = count.span.doc, _past_aside(count)
    for token in doc[start : start + BETWEEN_REACH]:
        if token.is_sent_start:
            return
        yield token


def _only_links(token: Token) -> bool:
    """A participle that only says how sure it is: "feared dead", "believed to have been killed"."""
    return token.tag_ == "VBN" and token.lemma_.lower() in words("links", "object")


def _past_aside(count: Count) -> int:
    """Where the clause goes on after an aside in commas: "10 people, five of them women, were killed"."""
    doc, end = count.span.doc, count.span.end
    if end + 3 >= len(doc) or doc[end].text != ",":
        return end
    if doc[end + 1].lower_ not in words("parts", "leads") and doc[end + 3].lower_ not in words("parts", "of_them"):
        return end
    close = next((t.i for t in doc[end + 1 : end + ASIDE] if t.text == "," and t.nbor().pos_ in {"VERB", "AUX"}), None)
    return close + 1 if close is not None else end


def _kind_next(token: Token, auxiliary: bool) -> str | None:
    """The kind of a participle or state that follows its number, with no object of its own; "12 sustained injuries".

    Without an auxiliary between, only words that can mean nothing else: "34 wounded", but not "two gunmen shot".
    """
    framed = next((f.kind for f in frames().get(token.lemma_.lower(), ()) if _frames_next(token, f)), None)
    if framed is not None:
        return framed
    if any(child.dep_ in {"dobj", "obj"} for child in token.children):
        return None
    if token.lower_ in states() and (token.dep_ != "amod" or token.head.i < token.i) and token.dep_ != "compound":
        return states()[token.lower_]
    if token.tag_ not in {"VBN", "VBD"}:
        return None
    slot = "object" if token.tag_ == "VBN" else "subject"
    found = [harm for harm in harms().get(token.lemma_.lower(), ()) if harm.slot == slot and is_whole(token, harm)]
    found = [harm for harm in found if auxiliary or not harm.only_people]
    return found[0].kind if found and not any(child.dep_ == "prt" for child in token.children) else None


def _frames_next(verb: Token, frame: Frame) -> bool:
    """Whether the noun of a frame follows its verb closely, whatever the parser makes of it."""
    near = verb.doc[verb.i + 1 : verb.i + 4]
    return frame.victim == "subject" and any(token.lemma_.lower() in frame.nouns for token in near)


def _only_people(token: Token) -> bool:
    return any(harm.only_people for harm in harms().get(token.lemma_.lower(), ()))


def _claim_noun(claims: Claims, count: Count) -> None:
    """"21 deaths", "nine bodies", "no loss of life", "two hostages", "two missing soldiers"."""
    head = count.head
    if head is None:
        return
    kind = _kind_of_noun(count, head)
    if kind is not None and (is_told(clause_verb(head)) or is_negated(clause_verb(head))):
        claims.add(count, kind, head, BY_ITS_NOUN)
        _claim_nothing_else(claims, count, head)
    state = next((t for t in count.span.doc[count.number.end : head.i] if t.lower_ in states()), None)
    if state is not None and count.may_count(people_only=True) and not _is_known(count):
        claims.add(count, states()[state.lower_], state, BY_ITS_ADJECTIVE)


def _claim_nothing_else(claims: Claims, count: Count, head: Token) -> None:
    """The other nouns of "no deaths or injuries"."""
    for noun in head.conjuncts if count.number.high == 0 else ():
        kind = _none_kind(noun) or counted().get(noun.lemma_.lower())
        if kind is not None and noun.i > head.i and noun.i not in claims.at:
            other = Count(count.number, noun.doc[noun.i : noun.i + 1], noun)
            claims.place(other)
            claims.add(other, kind, noun, BY_ITS_NOUN)


def _kind_of_noun(count: Count, head: Token) -> str | None:
    """What the noun says that it counts; "no further deaths" says nothing of those that there were."""
    if count.number.high == 0:
        more = any(token.lower_ in words("parts", "further") for token in count.span)
        return None if more else _none_kind(head) or counted().get(head.lemma_.lower())
    if head.tag_ == "NN" and count.number.low != 1 and head.lower_ not in states():
        return None
    return counted().get(head.lemma_.lower()) or counted().get(head.lower_)


def _is_known(count: Count) -> bool:
    """Whether the words speak of people told of before: "the two missing men"."""
    i = count.span.start
    return i > 0 and count.span.doc[i - 1].tag_ in {"DT", "PRP$", "POS"}


def _none_kind(head: Token) -> str | None:
    """The kind of which there was none: "no casualties", "no loss of life"."""
    doc = head.doc
    phrases = (" ".join(t.lemma_.lower() for t in doc[head.i : head.i + length]) for length in (3, 2, 1))
    before = f"{doc[head.i - 1].lower_} {head.lemma_.lower()}" if head.i else ""
    found = next((p for p in (*phrases, before) if p in none_of()), None)
    return none_of()[found] if found else None


def find_parts(claims: Claims) -> None:
    """Sub-groups of victims told: "including nine children", "six of them", "two critically", "among them a baby"."""
    for token in claims.index.tokens(words("parts", "leads")):
        _claim_listed(claims, token)
        _claim_included(claims, token)
    for count in claims.counts():
        if claims.of(count) is None and (count.part or _is_graded(count) or _is_given(count)):
            _claim_as_part(claims, count, count.span.start)


def _is_given(count: Count) -> bool:
    """Another number of the same victims: "16 soldiers were hurt; the army confirmed only five", "spoke of 30,000"."""
    doc, i = count.span.doc, count.span.start - 1
    while i > 0 and (doc[i].lower_ in LIGHT or doc[i].lower_ == "only"):
        i -= 1
    bare = count.head is None and not count.part and count.span.end < len(doc) and doc[count.span.end].is_punct
    return bare and doc[i].lemma_.lower() in words("tolls", "giving") and doc[i].pos_ == "VERB"


def _is_graded(count: Count) -> bool:
    return any(token.lower_ in words("parts", "degrees") for token in list(_after(count))[:1])


def _claim_listed(claims: Claims, lead: Token) -> None:
    """What follows "including": a list of noun phrases, up to the first word that no such list has."""
    heads = [child for child in lead.children if child.dep_ in {"pobj", "dobj", "appos"}]
    if heads and heads[0].lower_ in words("parts", "of_them"):  # "among them a nurse"
        heads = [t for t in lead.doc[heads[0].i + 1 : heads[0].i + ASIDE // 2] if t.pos_ == "NOUN"][:1]
    if not heads:
        found = next((t for t in lead.doc[lead.i + 1 : lead.i + 4] if t.i in claims.at), None)
        heads = [] if found is None else [found]
    for head in heads:
        for noun in (head, *(t for t in head.conjuncts if t.i > lead.i)):
            count = claims.counting(noun)
            if count is not None and count.may_count(people_only=True):
                _claim_as_part(claims, count, lead.i)


def _claim_included(claims: Claims, lead: Token) -> None:
    """ "Two children were among 12 killed", "a reporter and two policemen were among the dead"."""
    if lead.lower_ not in {"among", "amongst"} or lead.head.lemma_ != "be":
        return
    inside = (claims.of(claims.at[t.i]) for t in lead.subtree if t.i in claims.at)
    whole = next((claim.kind for claim in inside if claim is not None), None)
    kind = whole or next((states()[t.lower_] for t in lead.subtree if t.lower_ in states()), None)
    for noun in (noun for subject in subjects(lead.head) for noun in (subject, *subject.conjuncts)):
        count = claims.counting(noun)
        if kind is not None and count is not None and count.may_count(people_only=True):
            claims.add(count, kind, lead, AS_A_PART)


def _claim_as_part(claims: Claims, count: Count, before: int) -> None:
    """Give a part the kind of the last victims told before it in its sentence."""
    told = [claim for other in claims.told_before(before) if (claim := claims.of(other)) and claim.rank > AS_A_PART]
    whole = told[-1] if told else None
    if whole is not None and whole.count.number.high != 0:
        claims.add(count, whole.kind, whole.trigger, AS_A_PART)
