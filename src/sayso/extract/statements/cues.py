"""Finds the verbs that attribute: tokens of the body that are in the lexicon, used as verbs, told as a fact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span, Token

from sayso.extract.statements.layout import Layout
from sayso.extract.statements.lexicon import Entry, LookUp, entries, is_noun_of, listed
from sayso.extract.syntax import SUBJECTS, is_negated, subjects
from sayso.rules import load_toml

VERBAL = frozenset({"VERB", "AUX"})
#: Where a verb stands that the tagger took for a noun ("a charge the army reject").
CLAUSAL = frozenset({"ROOT", "relcl", "ccomp", "conj", "parataxis", "advcl"})

#: "Could not say" is told as a fact, "could say" is not.
ABLE = frozenset({"can", "ca", "could"})
#: Verbs that lend a noun for a saying nothing but their tense ("had no plan", "made no claim").
CARRIERS = frozenset({"have", "make", "give", "be"})


@dataclass(frozen=True, slots=True)
class Match:
    """A cue in the text: the entry, the word that heads it, and its words in the text as a token range."""

    entry: Entry
    head: Token
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The words of the cue."""
        return self.head.doc[self.start : self.end]

    def takes(self, *frames: str) -> bool:
        """Whether the cue takes any of these complements."""
        return not self.entry.frames.isdisjoint(frames)


@cache
def words(name: str) -> frozenset[str]:
    """A list of words of `[grammar]` in acts.toml."""
    return frozenset(load_toml("acts.toml")["grammar"][name].split())


def find_verbs(layout: Layout, look_up: LookUp = listed) -> Iterator[Match]:
    """The verb cues of the body, in the order of the text."""
    for index, lemma in enumerate(layout.lemmas):
        found = look_up("verb", lemma) if lemma else ()
        if found and is_verb(token := layout.doc[index]) and _is_told(token):
            yield from _matches(token, found)


def is_verb(token: Token) -> bool:
    """Whether the token is used as a verb, whatever its tag."""
    if token.pos_ in VERBAL:
        return token.dep_ not in {"amod", "aux", "auxpass", "compound"}
    return token.dep_ in CLAUSAL and any(child.dep_ in {"nsubj", "nsubjpass"} for child in token.children)


def _matches(token: Token, candidates: tuple[Entry, ...]) -> Iterator[Match]:
    """The longest entry that fits; of those for several kinds of objects, the one that has its own."""
    fitting = [(entry, end) for entry in candidates if (end := _fits(token, entry)) is not None]
    best = next((row for row in fitting if _has_its_object(token, row[0])), fitting[0] if fitting else None)
    if best is not None:
        yield Match(best[0], token, token.i, best[1])


def _has_its_object(token: Token, entry: Entry) -> bool:
    """Whether the object is of the entry's list ("raised its count", not "raised concerns"), where it has one."""
    nouns = (noun for child in token.children if child.dep_ == "dobj" for noun in (child, *child.conjuncts))
    return not entry.object_list or any(is_noun_of(noun, entry.object_list) for noun in nouns)


def _fits(token: Token, entry: Entry) -> int | None:
    """Where the cue ends if the words of the entry are there: next to the verb, or parted from it by its object."""
    rest = entry.words[1:]
    following = token.doc[token.i + 1 : token.i + 1 + len(rest)]
    if tuple(word.lower_ for word in following) == rest:
        return token.i + 1 + len(rest)
    if len(rest) == 1 and any(child.lower_ == rest[0] and child.i > token.i for child in _parted(token)):
        return token.i + 1
    return None


def _parted(token: Token) -> Iterator[Token]:
    """Particles and predicates that an object parts from the verb ("ruled it out", "held them responsible")."""
    for child in token.children:
        if child.dep_ in {"prt", "oprd", "acomp"}:
            yield child
        elif child.dep_ == "ccomp":
            yield from (below for below in (child, *child.children) if below.pos_ == "ADJ")


def joined_report(verb: Token) -> Token | None:
    """The report that a cue without a subject goes on with, where the parser joined it to what was reported.

    "She said they would come and predicted that ...": the same tense as the first cue, another than the clause between,
    or a pronoun in it that may well mean the speaker.
    """
    tense = _tense(verb)
    if verb.dep_ != "conj" or tense is None or not _is_word(verb):
        return None
    if any(child.dep_ in SUBJECTS for child in verb.children):
        return None
    between = verb.head
    for above in between.ancestors:
        if above.lemma_.lower() in entries("verb") and is_verb(above):
            return above if above.tag_ == tense and _may_be_skipped(between, tense) else None
    return None


def _tense(verb: Token) -> str | None:
    """The tag of the verb with a tense, or of "do" in "did not say"; None for what is no plain statement."""
    auxiliaries = [child for child in verb.children if child.dep_ == "aux"]
    if len(auxiliaries) == 1 and auxiliaries[0].lemma_ == "do" and is_negated(verb):
        return auxiliaries[0].tag_
    return verb.tag_ if not auxiliaries and verb.tag_ in {"VBD", "VBZ", "VBP"} else None


def _is_word(verb: Token) -> bool:
    """Whether the cue is one of saying, not of thinking."""
    return any(
        entry.act not in {"believe", "intend"} and ("quote" in entry.frames or entry.act != "neutral")
        for entry in entries("verb").get(verb.lemma_.lower(), ())
    )


def _may_be_skipped(between: Token, reported: str) -> bool:
    own = [child for child in between.children if child.dep_ in SUBJECTS]
    if any(c.dep_ == "cc" and c.lower_ == "but" and c.nbor(-1).text == "," for c in between.children):
        return True
    if own and own[0].doc[own[0].left_edge.i].lower_ in {"neither", "no"}:
        return True  # "he said neither side had accepted it and told them"
    if own and own[0].pos_ == "NOUN" and not is_noun_of(own[0], "speakers"):
        return True  # "it said shells had been fired and vowed": shells do not vow
    tense = next((child.tag_ for child in between.children if child.dep_ == "aux"), between.tag_)
    return tense != reported or any(child.pos_ == "PRON" for child in own)


def _is_told(token: Token) -> bool:
    """Whether the saying is told as a fact: not as a possibility, a wish or an order."""
    auxiliaries = {child.lower_ for child in token.children if child.dep_ in {"aux", "auxpass"}}
    if any(child.lower_ == "so" and child.i == token.i + 1 for child in token.children):
        return False
    if token.dep_ == "ccomp" and token.tag_ in {"VB", "VBP"} and not auxiliaries and _is_demanded(token):
        return False
    if auxiliaries & words("modal"):
        return is_thought(token) or (is_negated(token) and _is_neutral(token) and bool(auxiliaries & ABLE))
    if "to" in auxiliaries:
        return _is_factual(token)
    if token.dep_ == "conj" and not any(child.dep_ in {"aux", "nsubj"} for child in token.children):
        return token.tag_ not in {"VB"} or _is_told(token.head)
    return token.tag_ != "VB" or bool(auxiliaries) or any(child.dep_ == "nsubj" for child in token.children)


def is_thought(token: Token) -> bool:
    """Whether the verb tells only of what somebody believes or intends: that may well be to come."""
    return all(entry.act in {"believe", "intend"} for entry in entries("verb").get(token.lemma_.lower(), ()))


def _is_neutral(token: Token) -> bool:
    return all(entry.act == "neutral" for entry in entries("verb").get(token.lemma_.lower(), ()))


def _is_demanded(token: Token) -> bool:
    """ "Demanded that the council condemn it": a subjunctive."""
    acts = {entry.act for entry in entries("verb").get(token.head.lemma_.lower(), ())}
    return bool(acts & {"demand", "ask"}) and any(child.lower_ == "that" for child in token.children)


def _is_factual(token: Token) -> bool:
    """Whether what is said with "to" was said: "went on to say", "called a meeting to protest", not "wants to say"."""
    head = token.head
    if token.dep_ == "advcl":
        return not is_negated(head)
    known = words("factual") | words("unsaid")
    return token.dep_ == "xcomp" and head.lemma_.lower() in known and _is_told(head)


def is_unsaid(match: Match) -> bool:
    """Whether it is told as not said: "did not say", "never claimed", "without naming", "failed to mention"."""
    head = match.head
    if match.entry.pos == "phrase":
        return False
    above = head.head
    if is_negated(head) or above.lower_ == "without" or any(is_nobody(child) for child in subjects(head)):
        return True
    if head.dep_ == "conj" and head.tag_ == "VB" and not any(child.dep_ == "aux" for child in head.children):
        return is_negated(above)
    if head.dep_ == "xcomp" and above.lemma_.lower() in words("unsaid"):
        return True
    carried = head.dep_ == "acomp" or (head.dep_ in {"dobj", "attr"} and above.lemma_ in CARRIERS)
    return carried and (is_negated(above) or any(is_nobody(child) for child in subjects(above)))


def is_nobody(subject: Token) -> bool:
    """Whether a subject means none: "nobody", "neither side", "no official"."""
    return subject.lower_ in words("nobody") or is_negated(subject)
