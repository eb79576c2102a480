"""Decides the act of a statement: the cue's own, or, of a neutral cue, the one that the content performs.

The order in which a neutral cue's content is asked is the annotation guide's: threat, responsibility, demand, promise,
own plan, denial, question; else it is an assertion. "Own" is what the speaker says of himself or of his side. The tests
ask for classes of verbs (after Searle's and Vanderveken's: directives, commissives and what is done by them) in the
place where they make the act, not for phrases.
"""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from sayso.extract.draft import ActorDraft
from sayso.extract.statements.claims import CONDITIONAL, Claim, act_words, claim_of, has_phrase, has_word, text_of
from sayso.extract.statements.cues import Match, words
from sayso.extract.statements.layout import Layout
from sayso.extract.statements.lexicon import entries
from sayso.extract.syntax import SUBJECTS, is_negated

NOT_INSIDE = frozenset({"neutral", "believe", "intend", "assert"})
#: "Could only resume if".
ONLY_IF = re.compile(r"\bonly (?:\S+ ){0,6}?(?:if|after|when|once)\b")
#: What harm does not stay: "unavenged", "unanswered".
LITOTES = re.compile(r"un[a-z]+ed")
NOT_UNTIL = re.compile(r"\b(?:no|not|never|cannot|nothing|n't)\b.*\b(?:until|before)\b")


def decide_act(match: Match, content: list[Span], layout: Layout, speaker: ActorDraft | None) -> str:
    """The act of a statement with this cue, this content and this speaker."""
    act, cue = match.entry.act, match.entry.words[0]
    if act in {"neutral", "condemn", "deny"} and _gives_a_name(match, content):
        return _act_of_name(act, content)
    if match.takes("to-obj") and _is_told_to(match.head) and (act == "neutral" or cue in words("directing")):
        return "ask" if cue in words("advising") else "demand"
    if not content:
        return act if act != "neutral" else "assert"
    if act == "promise":
        return "threaten" if _threatens_to(match, content, layout, speaker) else act
    if cue == "claim" and _is_own_work(match):
        return "confirm"
    if act != "neutral":
        return act
    claim = claim_of(content, layout, speaker)
    if cue in words("advising") and (_is_advice(match, claim) or _is_bare_advice(content)):
        return "ask"
    found = _act_of_content(claim)
    return "assert" if found in {"promise", "announce"} and cue in words("risks") else found


def _is_told_to(verb: Token) -> bool:
    """ "Asked the rebels to leave"."""
    below = [child for child in verb.children if child.i > verb.i]
    clauses = [c for c in below if c.dep_ in {"xcomp", "ccomp"}]
    infinitive = any(to.lower_ == "to" and to.dep_ == "aux" for c in clauses for to in c.children)
    return infinitive and any(c.dep_ in {"dobj", "ccomp"} for c in below)


def _is_advice(match: Match, claim: Claim) -> bool:
    """ "Advised that they be moved", "suggested that one should wait"."""
    if claim.main is None or claim.own:
        return False
    # behind a past tense the plural of the present is a subjunctive: "suggested that they wait"
    tags = {"VB", "VBP"} if match.head.tag_ == "VBD" and claim.lemma() not in {"be", "have", "do"} else {"VB"}
    bare = claim.main.tag_ in tags and all(c.dep_ not in {"aux", "neg"} for c in claim.below)
    return bare or any(c.dep_ == "aux" and c.lower_ == "should" for c in claim.below)


def _is_bare_advice(content: list[Span]) -> bool:
    """ "Suggested holding talks", "advised against travel"."""
    first = content[0][0]
    return first.lower_ == "against" or (first.tag_ == "VBG" and not any(c.dep_ in SUBJECTS for c in first.children))


def _is_own_work(match: Match) -> bool:
    """ "Claimed the attack": takes it upon oneself."""
    objects = [child for child in match.head.children if child.dep_ == "dobj"]
    return any(child.lemma_.lower() in act_words("confirm", "works") for child in objects)


def _threatens_to(match: Match, content: list[Span], layout: Layout, speaker: ActorDraft | None) -> bool:
    """Whether what is vowed is harm: "vowed to avenge them", "promised that it would strike again"."""
    if has_phrase("threat", text_of(content)):
        return True
    vowed = next((c for c in match.head.children if c.dep_ == "xcomp" and c.i > match.head.i), None)
    if vowed is None:
        return _is_threat(claim_of(content, layout, speaker))
    pursued = vowed.lemma_ in act_words("threat", "pursuing") and not _objects(vowed).isdisjoint(
        act_words("threat", "assaults")
    )
    return not is_negated(vowed) and (pursued or vowed.lemma_.lower() in act_words("threat", "harm"))


def _objects(verb: Token) -> frozenset[str]:
    return frozenset(child.lemma_.lower() for child in verb.children if child.dep_ == "dobj")


def _gives_a_name(match: Match, content: list[Span]) -> bool:
    """Whether the cue says what something is: "called Y X", "described Y as X"."""
    return match.takes("pred") or (match.takes("as") and any(t.lower_ == "as" for span in content for t in span))


def _act_of_name(act: str, content: list[Span]) -> str:
    """Of "called Y X": deny where X says that Y is untrue, condemn where it reproaches."""
    text = text_of(content)
    if act == "deny" or has_word("deny", text) or has_phrase("deny", text):
        return "deny"
    return "condemn" if act == "condemn" or has_word("condemn", text) else "assert"


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
    if claim.negated() and claim.lemma() in act_words("decline", "verbs"):
        return "decline"
    if claim.negated() or claim.future:
        return None
    if not any(child.dep_ in SUBJECTS and child.pos_ == "PRON" for child in claim.main.children):
        return None
    for entry in entries("verb").get(claim.lemma(), ()):
        if len(entry.words) == 1 and not entry.object_list and entry.act not in NOT_INSIDE:
            return entry.act
    return None


# -- threats ----------------------------------------------------------------------------------------------------------


def _is_threat(claim: Claim) -> bool:
    if has_phrase("threat", claim.text, "warnings"):
        return True
    if claim.topic() in act_words("threat", "penalties") and not claim.negated() and "on the table" in claim.text:
        return True
    if claim.future:
        return has_phrase("threat", claim.text) or _will_harm(claim) or _will_be_answered(claim)
    if claim.own and claim.lemma() == "reserve" and "right" in claim.objects():
        return True
    if claim.is_ready() and claim.own and not claim.negated():
        return claim.deed() in act_words("threat", "fighting") or not _readiness(claim).isdisjoint(
            act_words("threat", "assaults")
        )
    return _is_conditional_harm(claim)


def _will_harm(claim: Claim) -> bool:
    """Harm that is to be done by the own side, or to somebody, or that goes on; or what will not be forgiven."""
    if claim.negated():
        return claim.lemma() in act_words("threat", "sparing") or _will_not_stand(claim)
    if claim.passive():
        return claim.lemma() in act_words("threat", "harm")
    if claim.topic() in act_words("threat", "assaults") and claim.official:
        return claim.lemma() in act_words("threat", "pursuing")
    if claim.own and claim.lemma() in act_words("threat", "harm"):
        return True
    return _is_conditional_harm(claim)


def _will_not_stand(claim: Claim) -> bool:
    """ "Will not go unavenged", "this will not stand"."""
    if any(c.dep_ in {"acomp", "oprd", "advcl"} and LITOTES.fullmatch(c.lower_) for c in claim.below):
        return True
    subject = claim.subject()
    pointed = subject is not None and subject.left_edge.lower_ in {"this", "that", "such"}
    return pointed and claim.lemma() in {"stand", "pass"}


def _is_conditional_harm(claim: Claim) -> bool:
    """Deeds of one's own that threaten under a condition: "if attacked, we will respond"."""
    if claim.negated() or claim.deed() not in act_words("threat", "verbs") or not (claim.own or claim.passive()):
        return False
    ended = frozenset([claim.topic()]) if claim.passive() else claim.objects()
    if claim.deed() in act_words("threat", "endings") and ended <= act_words("threat", "assaults"):
        return False  # "would stop if ..." offers, "would stop the gas if ..." threatens
    conditional = "unless" in claim.marks or has_phrase("promise", claim.text, "conditions")
    return claim.future and conditional and not _comes_first(claim.text)


def _will_be_answered(claim: Claim) -> bool:
    """ "The response will be harsh", "they will face sanctions", "would regard it as an act of war"."""
    if claim.negated():
        return False
    if claim.topic() in act_words("threat", "answers"):
        return claim.lemma() in {"be", "come", "follow", "exceed"}
    if claim.lemma() in act_words("threat", "regarding"):
        return has_phrase("threat", claim.text, "hostilities")
    suffers = claim.lemma() in act_words("threat", "suffering")
    return suffers and not claim.objects().isdisjoint(act_words("threat", "penalties"))


def _readiness(claim: Claim) -> frozenset[str]:
    """What one is ready for."""
    ready = [c for c in claim.below if c.dep_ in {"acomp", "oprd"}]
    prepositions = [p for c in (*ready, *claim.below) for p in (c, *c.children) if p.lower_ == "for"]
    return frozenset(noun.lemma_.lower() for prep in prepositions for noun in prep.children)


# -- responsibility, demands ------------------------------------------------------------------------------------------


def _is_accusation(claim: Claim) -> bool:
    if claim.own or claim.negated() or claim.future:
        return False
    return has_phrase("accuse", claim.text) or claim.lemma() in act_words("accuse", "verbs")


def _is_demand(claim: Claim) -> bool:
    """What has to be done first, or has to be done by others."""
    if not claim.is_past() and ("unless" in claim.marks or "until" in claim.marks or _comes_first(claim.text)):
        return True
    if claim.main is None:
        return False
    if claim.own:
        return claim.lemma() in act_words("demand", "verbs") and not claim.negated() and not claim.passive()
    if claim.is_order():
        return True
    if any(child.dep_ == "aux" and child.lower_ in {"must", "should"} for child in claim.below):
        return True
    return (
        claim.lemma() in {"have", "need"}
        and not claim.passive()
        and any(child.dep_ == "xcomp" and any(to.lower_ == "to" for to in child.children) for child in claim.below)
    )


def _comes_first(text: str) -> bool:
    """Whether something has to happen before: "only if", "not until", "a condition for"."""
    found = has_phrase("demand", text, "conditions") or ONLY_IF.search(text) or NOT_UNTIL.search(text)
    return bool(found)


# -- promises, plans --------------------------------------------------------------------------------------------------


def _is_promise(claim: Claim) -> bool:
    """An offer under a condition, something undertaken, or readiness for it."""
    if claim.main is None:
        return False
    if has_phrase("promise", claim.text, "conditions") and _is_offer(claim):
        return True
    if claim.own and claim.future:
        takes_part = claim.lemma() == "take" and "part" in claim.objects() and not claim.negated()
        return takes_part or claim.lemma() in act_words("promise", "verbs" if not claim.negated() else "abstentions")
    assents = claim.lemma() in act_words("promise", "assents") and not claim.passive()
    return claim.own and (claim.is_ready() or assents) and not claim.negated()


def _is_offer(claim: Claim) -> bool:
    """Whether what depends on a condition is something offered, not something that may befall."""
    if claim.is_ready():
        return True
    if not any(child.dep_ == "aux" and child.lower_ in CONDITIONAL for child in claim.below):
        return False
    return (
        (claim.own and claim.lemma() not in act_words("deny", "states"))
        or claim.passive()
        or claim.lemma() in act_words("promise", "verbs")
        or claim.topic() in act_words("announce", "agenda")
    )


def _is_plan(claim: Claim) -> bool:
    """What the own side will do, or what will be done."""
    if claim.main is None or claim.negated() or claim.nobody_does():
        return False
    befalls = claim.passive() and claim.lemma() in act_words("announce", "befalling")
    befalls = befalls or claim.lemma() in act_words("announce", "unplanned")
    if claim.own and ((claim.future and not befalls) or claim.lemma() in act_words("announce", "verbs")):
        return True
    if claim.own and claim.main.tag_ == "VBG" and claim.lemma() in act_words("announce", "steps"):
        return True
    meets = claim.topic() in act_words("announce", "bodies") and claim.lemma() in act_words("announce", "sittings")
    planned = (claim.passive() and not befalls) or meets or claim.topic() in act_words("announce", "agenda")
    return claim.future and planned and not any(child.dep_ == "agent" for child in claim.below)


# -- denials ----------------------------------------------------------------------------------------------------------


def _is_denial(claim: Claim) -> bool:
    """Untruth, a deed not done by the own side, or a refusal."""
    if claim.main is None:
        return False
    if has_phrase("deny", claim.text) or (claim.lemma() in {"be", "remain"} and has_word("deny", claim.text)):
        return True
    if claim.future:
        refusable = claim.lemma() in act_words("deny", "refusals") or (
            claim.official and not claim.passive() and claim.lemma() not in act_words("deny", "states")
        )
        return (claim.own and claim.negated() and refusable) or _is_absent(claim, "talks") or _will_not_be(claim)
    if claim.own and (claim.negated() or _spares_all(claim)):
        return _is_undone_by_us(claim)
    return _is_undone(claim) or _is_absent(claim, "things")


def _spares_all(claim: Claim) -> bool:
    """ "Fired no shots", "took no prisoners": the object is none."""
    return claim.official and any(c.dep_ == "dobj" and is_negated(c) for c in claim.below)


def _will_not_be(claim: Claim) -> bool:
    """ "No deal will be made", "not one village will be given up": refused by those who could."""
    subject = claim.subject()
    if subject is None or not (claim.official and claim.passive() and claim.nobody_does()):
        return False
    return subject.lower_ not in {"nobody", "one"} and claim.lemma() not in act_words("threat", "harm")


def _is_undone_by_us(claim: Claim) -> bool:
    """ "Our forces did not touch the hospital": whatever those in arms or office did not do (not: did not know)."""
    if claim.lemma() in act_words("deny", "deeds") or _is_absent(claim, "things"):
        return True
    return (
        claim.official
        and not claim.passive()
        and claim.lemma() not in act_words("deny", "states")
        and not any(child.lower_ == "yet" for child in claim.below)
    )


def _is_undone(claim: Claim) -> bool:
    """ "No drone of ours crossed": nobody did it (but not "nobody was hurt", which is about a fate)."""
    subject = claim.subject()
    if subject is None or subject.lower_ == "nobody" or not claim.nobody_does():
        return False
    if not claim.passive():
        return claim.lemma() in act_words("deny", "deeds")
    return claim.lemma() in act_words("deny", "orders") or (
        claim.official and claim.lemma() in act_words("deny", "deeds") - act_words("deny", "fates")
    )


def _is_absent(claim: Claim, things: str) -> bool:
    """ "There are no troops of ours there", "we have no bases", "there will be no talks"."""
    nouns = [c for c in claim.below if c.dep_ in {"attr", "dobj"} and c.lemma_.lower() in act_words("deny", things)]
    if not nouns and claim.official and things == "things":
        nouns = [c for c in claim.below if c.dep_ == "attr" and c.lemma_.lower() in act_words("threat", "assaults")]
    there = claim.lemma() == "be" or (claim.lemma() == "have" and claim.own)
    return there and any(is_negated(noun) or claim.negated() for noun in nouns)


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
