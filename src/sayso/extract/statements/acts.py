"""Decides the act of a statement: the cue's own, or, of a neutral cue, the one that the content performs.

The order in which a neutral cue's content is asked is the annotation guide's: threat, responsibility, demand, promise,
own plan, denial, question; else it is an assertion. "Own" is what the speaker says of himself or of his side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span, Token

from sayso.extract.draft import ActorDraft
from sayso.extract.statements.cues import Match, words
from sayso.extract.statements.layout import Layout
from sayso.extract.statements.lexicon import entries
from sayso.extract.syntax import SUBJECTS, is_negated
from sayso.rules import load_toml

FIRST = frozenset(["i", "we"])
THIRD = frozenset(["it", "he", "she", "they"])
OWNERS = frozenset(["our", "my", "its", "his", "her", "their"])
NOT_INSIDE = frozenset({"neutral", "believe", "intend", "assert"})
FUTURE = frozenset(["will", "would", "shall", "'ll", "wo", "'d"])
CONDITIONAL = FUTURE | {"could", "can", "may", "might"}


NOT_UNTIL = re.compile(r"\b(?:no|not|never|cannot|nothing|n't)\b.*\b(?:until|before)\b")


@dataclass(frozen=True, slots=True)
class Claim:
    """What the acts ask of a content: its text and main verb, whether it tells of the own side, of the future."""

    text: str
    main: Token | None
    own: bool
    future: bool
    #: The conjunctions of its subordinate clauses.
    marks: frozenset[str]

    def lemma(self) -> str:
        """The main verb's lemma, "" without one."""
        return self.main.lemma_.lower() if self.main is not None else ""

    def negated(self) -> bool:
        """Whether the main verb is negated."""
        return self.main is not None and is_negated(self.main)

    def subject(self) -> str:
        """The lemma of the main verb's subject, "" without one."""
        below = self.main.children if self.main is not None else ()
        return next((child.lemma_.lower() for child in below if child.dep_ in SUBJECTS), "")

    def passive(self) -> bool:
        """Whether the main verb is a passive."""
        return self.main is not None and any(child.dep_ == "auxpass" for child in self.main.children)

    def is_ready(self) -> bool:
        """ "Is ready", "remains open", "stands prepared"."""
        below = self.main.children if self.main is not None else ()
        return any(child.dep_ in {"acomp", "oprd"} and child.lower_ in _words("promise", "ready") for child in below)

    def is_order(self) -> bool:
        """An imperative ("Stop the shelling")."""
        if self.main is None or self.main.tag_ != "VB" or self.lemma() in {"let", "look", "be"}:
            return False
        return not any(child.dep_ in {"aux", "expl"} | SUBJECTS for child in self.main.children)


def decide_act(match: Match, content: list[Span], layout: Layout, speaker: ActorDraft | None) -> str:
    """The act of a statement with this cue, this content and this speaker."""
    act = match.entry.act
    if match.takes("pred", "as") and act in {"neutral", "condemn", "deny"}:
        return _act_of_name(act, content)
    if act == "ask" and match.takes("to-obj") and _is_told_to(match.head):
        return "demand"
    if act == "promise" and _has_phrase("threat", _text(content)):
        return "threaten"
    if act != "neutral" or not content:
        return act if act != "neutral" else "assert"
    found = _act_of_content(_claim(content, layout, speaker))
    return "assert" if found in {"promise", "announce"} and match.entry.words[0] in words("risks") else found


def _is_told_to(verb: Token) -> bool:
    """ "Asked the rebels to leave"."""
    below = [child for child in verb.children if child.i > verb.i]
    infinitive = any(c.dep_ in {"xcomp", "ccomp"} and any(to.lower_ == "to" for to in c.children) for c in below)
    return infinitive and any(c.dep_ in {"dobj", "ccomp"} for c in below)


def _act_of_name(act: str, content: list[Span]) -> str:
    """Of "called Y X": deny where X says that Y is untrue, condemn where it reproaches."""
    text = _text(content)
    if act == "deny" or _has_word("deny", text) or _has_phrase("deny", text):
        return "deny"
    return "condemn" if act == "condemn" or _has_word("condemn", text) else "assert"


def _act_of_content(claim: Claim) -> str:
    inside = _inside_act(claim)
    if inside is not None:
        return inside
    for act, holds in TESTS.items():
        if holds(claim):
            return act
    return "assert"


def _inside_act(claim: Claim) -> str | None:
    """The act of a cue that is the content's own main verb: "said it had confirmed", "we reject"."""
    if claim.main is None or not claim.own:
        return None
    if claim.negated() and claim.lemma() in _words("decline", "verbs"):
        return "decline"
    if claim.negated() or claim.future:
        return None
    if not any(child.dep_ in SUBJECTS and child.pos_ == "PRON" for child in claim.main.children):
        return None
    for entry in entries("verb").get(claim.lemma(), ()):
        if len(entry.words) == 1 and not entry.object_list and entry.act not in NOT_INSIDE:
            return entry.act
    return None


# --- what makes an act -----------------------------------------------------------------------------------------------


def _is_threat(claim: Claim) -> bool:
    if _has_phrase("threat", claim.text) and (claim.future or "right to" in claim.text):
        return True
    if claim.future and claim.passive() and not claim.negated() and claim.lemma() in _words("threat", "harm"):
        return True
    harmful = (
        claim.lemma() in _words("threat", "verbs")
        and not claim.negated()
        and not _has_phrase("demand", claim.text, "conditions")
    )
    told = claim.own or claim.passive()
    return harmful and told and claim.future and _has_phrase("promise", claim.text, "conditions")


def _is_accusation(claim: Claim) -> bool:
    if claim.own or claim.negated() or claim.future:
        return False
    return _has_phrase("accuse", claim.text) or claim.lemma() in _words("accuse", "verbs")


def _is_demand(claim: Claim) -> bool:
    """What has to be done first, or has to be done by others."""
    if _has_phrase("demand", claim.text, "conditions") or "until" in claim.marks or NOT_UNTIL.search(claim.text):
        return True
    if claim.main is None:
        return False
    if claim.own:
        return claim.lemma() in _words("demand", "verbs") and not claim.negated()
    if claim.is_order():
        return True
    if any(child.dep_ == "aux" and child.lower_ in {"must", "should"} for child in claim.main.children):
        return True
    return claim.lemma() in {"have", "need"} and any(
        child.dep_ == "xcomp" and any(to.lower_ == "to" for to in child.children) for child in claim.main.children
    )


def _is_promise(claim: Claim) -> bool:
    """An offer under a condition, something undertaken, or readiness for it."""
    if claim.main is None:
        return False
    if _has_phrase("promise", claim.text, "conditions") and _is_offer(claim):
        return True
    if claim.own and claim.future:
        return claim.lemma() in _words("promise", "verbs" if not claim.negated() else "abstentions")
    return claim.own and claim.is_ready() and not claim.negated()


def _is_offer(claim: Claim) -> bool:
    """Whether what depends on a condition is something offered, not something that may befall."""
    if claim.is_ready():
        return True
    if claim.main is None or not any(
        child.dep_ == "aux" and child.lower_ in CONDITIONAL for child in claim.main.children
    ):
        return False
    return (
        claim.own
        or claim.passive()
        or claim.lemma() in _words("promise", "verbs")
        or claim.subject() in _words("announce", "agenda")
    )


def _is_plan(claim: Claim) -> bool:
    """What the own side will do, or what will be done."""
    if claim.main is None or claim.negated():
        return False
    if claim.own and (claim.future or claim.lemma() in _words("announce", "verbs")):
        return True
    if claim.own and claim.main.tag_ == "VBG" and claim.lemma() in _words("announce", "steps"):
        return True
    planned = claim.passive() or claim.subject() in _words("announce", "agenda")
    return claim.future and planned and not any(child.dep_ == "agent" for child in claim.main.children)


def _is_denial(claim: Claim) -> bool:
    """Untruth, a deed not done by the own side, or a refusal."""
    if claim.main is None:
        return False
    if _has_phrase("deny", claim.text) or (claim.lemma() in {"be", "remain"} and _has_word("deny", claim.text)):
        return True
    if claim.own and claim.negated():
        return claim.lemma() in _words("deny", "refusals" if claim.future else "deeds")
    if claim.future:
        return _is_absent(claim.main, "talks")
    return _is_undone(claim.main) or _is_absent(claim.main, "things")


def _is_undone(main: Token) -> bool:
    """ "No drone of ours crossed": nobody did it (but not "nobody was hurt", which is about a fate)."""
    subject = next((child for child in main.children if child.dep_ in SUBJECTS), None)
    if (
        subject is None
        or not is_negated(subject)
        or subject.lower_ == "nobody"
        or main.lemma_.lower() not in _words("deny", "deeds")
    ):
        return False
    return subject.dep_ != "nsubjpass" or main.lemma_.lower() in _words("deny", "orders")


def _is_absent(main: Token, things: str) -> bool:
    """ "There are no troops of ours there", "we have no bases", "there will be no talks"."""
    nouns = [
        child
        for child in main.children
        if child.dep_ in {"attr", "dobj"} and child.lemma_.lower() in _words("deny", things)
    ]
    return main.lemma_ in {"be", "have"} and any(is_negated(noun) or is_negated(main) for noun in nouns)


def _is_question(claim: Claim) -> bool:
    return claim.text.rstrip("\"”'’ ").endswith("?")


TESTS = {
    "threaten": _is_threat,
    "accuse": _is_accusation,
    "demand": _is_demand,
    "promise": _is_promise,
    "announce": _is_plan,
    "deny": _is_denial,
    "ask": _is_question,
}


# --- the content -----------------------------------------------------------------------------------------------------


def _claim(content: list[Span], layout: Layout, speaker: ActorDraft | None) -> Claim:
    main = _main_verb(content)
    own = main is not None and _is_own(main, layout, speaker)
    future = main is not None and any(child.dep_ == "aux" and child.lower_ in FUTURE for child in main.children)
    marks = frozenset(token.lower_ for span in content for token in span if token.dep_ == "mark")
    return Claim(_text(content), main, own, future, marks)


def _main_verb(content: list[Span]) -> Token | None:
    """The verb of the first main clause of a content."""
    for span in content:
        for token in span:
            if token.pos_ in {"VERB", "AUX"} and not _is_below(token, span):
                return token
    return None


def _is_below(verb: Token, span: Span) -> bool:
    """Whether the verb heads a clause within a clause ("if they comply", "those who left"), or none at all."""
    if verb.dep_ in {"aux", "auxpass", "amod", "xcomp", "pcomp", "compound"}:
        return True
    if verb.dep_ == "advcl":
        return span.start <= verb.head.i < span.end or any(child.dep_ == "mark" for child in verb.children)
    return verb.dep_ in {"relcl", "acl", "csubj"} and span.start <= verb.head.i < span.end


def _is_own(main: Token, layout: Layout, speaker: ActorDraft | None) -> bool:
    """Whether the clause is about the speaker or his side: "we", "it" (if nobody else), "our forces", its name."""
    subject = next((child for child in main.children if child.dep_ in SUBJECTS), None)
    if subject is None:
        return False
    quoted = layout.quote_at[main.i] >= 0
    named = layout.draft.actor_at.get(subject.i)
    if subject.lower_ in FIRST or any(
        child.dep_ == "poss" and child.lower_ in {"our", "my"} for child in subject.children
    ):
        return quoted or subject.lower_ not in FIRST
    if named is not None and speaker is not None and subject.lower_ != "they":
        return named.side() is speaker.side()
    if quoted:
        return False
    return subject.lower_ in THIRD or any(child.dep_ == "poss" and child.lower_ in OWNERS for child in subject.children)


def _text(content: list[Span]) -> str:
    return " ".join(span.text for span in content).lower().replace("’", "'")


@cache
def _words(act: str, name: str) -> frozenset[str]:
    return frozenset(load_toml("acts.toml")[act][name].split())


@cache
def _phrases(act: str, name: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(phrase)}\b" for phrase in load_toml("acts.toml")[act][name]))


def _has_phrase(act: str, text: str, name: str = "phrases") -> bool:
    return _phrases(act, name).search(text) is not None


def _has_word(act: str, text: str) -> bool:
    return not _words(act, "words").isdisjoint(re.findall(r"[\w-]+", text))
