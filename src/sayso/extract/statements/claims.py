"""What the acts ask of a content: its main verb and its subject, what it is about, whether it tells of the future."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span, Token

from sayso.extract.draft import ActorDraft
from sayso.extract.statements.layout import Layout
from sayso.extract.syntax import SUBJECTS, is_negated
from sayso.rules import load_toml

FIRST = frozenset(["i", "we"])
THIRD = frozenset(["it", "he", "she", "they"])
OWNERS = frozenset(["our", "my", "its", "his", "her", "their"])
FUTURE = frozenset(["will", "would", "shall", "'ll", "wo", "'d"])
CONDITIONAL = FUTURE | {"could", "can", "may", "might"}
#: Those who answer for deeds of war and state: what they say that they did not do, they deny.
OFFICIAL = frozenset({"government", "armed_group", "military", "police"})
STATES = frozenset(["country", "nation", "state", "republic", "kingdom"])
NOBODY = frozenset(["none", "nothing", "neither", "nobody"])
COMPLEMENTS = frozenset({"xcomp", "pcomp", "ccomp"})


@dataclass(frozen=True, slots=True)
class Claim:
    """A content: its text, its main verb, whether it tells of the speaker's own side and of the future."""

    text: str
    main: Token | None
    own: bool
    future: bool
    #: The conjunctions of its subordinate clauses.
    marks: frozenset[str]
    #: Whether the speaker speaks for a state or for men in arms.
    official: bool = False

    @property
    def below(self) -> list[Token]:
        """What hangs on the main verb."""
        return list(self.main.children) if self.main is not None else []

    def lemma(self) -> str:
        """The main verb's lemma, "" without one."""
        return self.main.lemma_.lower() if self.main is not None else ""

    def deed(self) -> str:
        """The lemma of what is done: of "would consider resuming", "is ready to strike" the second verb."""
        if self.main is None or self.lemma() not in act_words("grammar", "leading"):
            return self.lemma()
        verbs = [c for child in (*self.below, *self._predicates()) for c in (child, *child.children)]
        return next((c.lemma_.lower() for c in verbs if c.dep_ in COMPLEMENTS and c.pos_ == "VERB"), self.lemma())

    def _predicates(self) -> list[Token]:
        return [below for child in self.below if child.dep_ in {"acomp", "oprd"} for below in child.children]

    def negated(self) -> bool:
        """Whether the main verb is negated."""
        return self.main is not None and is_negated(self.main)

    def subject(self) -> Token | None:
        """The head of the main verb's subject."""
        return next((child for child in self.below if child.dep_ in SUBJECTS), None)

    def topic(self) -> str:
        """The lemma of the subject, "" without one."""
        subject = self.subject()
        return subject.lemma_.lower() if subject is not None else ""

    def objects(self) -> frozenset[str]:
        """The lemmas of objects and predicate nouns, also behind prepositions ("meet with force")."""
        near = [child for child in self.below if child.dep_ in {"dobj", "attr", "oprd", "prep", "agent"}]
        nouns = [n for c in near for n in ([c] if c.pos_ != "ADP" else c.children)]
        return frozenset(n.lemma_.lower() for noun in nouns for n in (noun, *noun.conjuncts))

    def is_past(self) -> bool:
        """Whether it tells what was: "they waited until", "had not fired before"."""
        told = [c.tag_ for c in self.below if c.dep_ in {"aux", "auxpass"}]
        return self.main is not None and (told[0] if told else self.main.tag_) == "VBD"

    def passive(self) -> bool:
        """Whether the main verb is a passive."""
        return any(child.dep_ == "auxpass" for child in self.below)

    def is_ready(self) -> bool:
        """ "Is ready", "remains open", "stands prepared"."""
        return any(c.dep_ in {"acomp", "oprd"} and c.lower_ in act_words("promise", "ready") for c in self.below)

    def is_order(self) -> bool:
        """An imperative ("Stop the shelling")."""
        if self.main is None or self.main.tag_ != "VB" or self.lemma() in {"let", "look", "be"}:
            return False
        return not any(child.dep_ in {"aux", "expl"} | SUBJECTS for child in self.below)

    def nobody_does(self) -> bool:
        """Whether the subject is none at all: "no drone of ours", "not one shell", "none of our men"."""
        subject = self.subject()
        if subject is None:
            return False
        first = subject.doc[subject.left_edge.i].lower_
        return is_negated(subject) or subject.lower_ in NOBODY or first in {"no", "not", "none", "neither"}


def claim_of(content: list[Span], layout: Layout, speaker: ActorDraft | None) -> Claim:
    """What a content of this speaker claims."""
    main = _main_verb(content)
    own = main is not None and _is_own(main, layout, speaker)
    future = main is not None and any(child.dep_ == "aux" and child.lower_ in FUTURE for child in main.children)
    marks = frozenset(token.lower_ for span in content for token in span if token.dep_ == "mark")
    official = speaker is not None and speaker.side().kind in OFFICIAL
    return Claim(text_of(content), main, own, future, marks, official)


def _main_verb(content: list[Span]) -> Token | None:
    """The verb of the first main clause of a content."""
    for span in content:
        for token in span:
            if token.pos_ in {"VERB", "AUX"} and token.dep_ not in SUBJECTS and not _is_below(token, span):
                return token
    return None


def _is_below(verb: Token, span: Span) -> bool:
    """Whether the verb heads a clause within a clause ("if they comply", "those who left"), or none at all."""
    if verb.dep_ in {"aux", "auxpass", "amod", "xcomp", "pcomp", "compound"}:
        return True
    if verb.dep_ == "ccomp" and verb.head.dep_ in SUBJECTS:  # "reports that its jets struck are false"
        return span.start <= verb.head.i < span.end
    if verb.dep_ == "advcl":
        return span.start <= verb.head.i < span.end or any(child.dep_ == "mark" for child in verb.children)
    return verb.dep_ in {"relcl", "acl", "csubj"} and span.start <= verb.head.i < span.end


def _is_own(main: Token, layout: Layout, speaker: ActorDraft | None) -> bool:
    """Whether the clause is about the speaker or his side: "we", "it" (if nobody else), "our forces", its name."""
    subject = next((child for child in main.children if child.dep_ in SUBJECTS), None)
    if subject is None:
        return False
    quoted = layout.quote_at[subject.i] >= 0
    named = layout.draft.actor_at.get(subject.i)
    if subject.lower_ in FIRST or any(
        child.dep_ == "poss" and child.lower_ in {"our", "my"} for child in subject.children
    ):
        return quoted or subject.lower_ not in FIRST
    if subject.lower_ in STATES and subject.left_edge.lower_ in {"the", "our"}:
        return speaker is not None and speaker.side().kind == "government"
    owner = next((c for c in subject.children if c.dep_ == "poss" and c.lower_ in OWNERS), None)
    if owner is not None and speaker is not None and layout.draft.actor_at.get(owner.i) is speaker:
        return True
    if named is not None and speaker is not None and subject.lower_ != "they":
        return named.side() is speaker.side()
    if quoted:
        return False
    if subject.lower_ in THIRD:
        return _may_mean(subject.lower_, speaker)
    return any(child.dep_ == "poss" and child.lower_ in OWNERS for child in subject.children)


def _may_mean(pronoun: str, speaker: ActorDraft | None) -> bool:
    """Whether a pronoun that nothing resolves may mean the speaker: "he" no body, "they" no single person."""
    if speaker is None or pronoun == "it":
        return True
    person = speaker.kind == "person"
    return pronoun != "they" if person else pronoun == "they" or speaker.kind == "unknown"


# -- words ------------------------------------------------------------------------------------------------------------


def text_of(content: list[Span]) -> str:
    """The words of a content in lower case."""
    return " ".join(span.text for span in content).lower().replace("’", "'")


@cache
def act_words(act: str, name: str) -> frozenset[str]:
    """A list of words of an act in acts.toml."""
    return frozenset(load_toml("acts.toml")[act][name].split())


@cache
def _phrases(act: str, name: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(phrase)}\b" for phrase in load_toml("acts.toml")[act][name]))


def has_phrase(act: str, text: str, name: str = "phrases") -> bool:
    """Whether the text has one of the phrases of an act."""
    return _phrases(act, name).search(text) is not None


def has_word(act: str, text: str) -> bool:
    """Whether the text has one of the words of an act."""
    return not act_words(act, "words").isdisjoint(re.findall(r"[\w-]+", text))
