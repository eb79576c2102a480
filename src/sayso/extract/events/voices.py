"""Who puts an event forward, and what that makes of it: claimed, denied, planned, or no event at all."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from sayso.extract.draft import Draft, StatementDraft
from sayso.extract.events.lexicon import noun_class
from sayso.extract.events.mention import Mention, Voices
from sayso.extract.events.standing import CONDITION, FACT, NEGATED, is_definite
from sayso.extract.events.verbs import FUTURE, UNREAL, words

#: Attributed thoughts, and topics that somebody was asked about: nothing in them is put forward.
NO_CLAIM = frozenset({"believe", "intend", "decline"})
#: PLOVER codes cooperation that lies ahead as an agreement to it, and a withdrawal that lies ahead as a concession.
AHEAD = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
#: Hostile deeds that lie ahead are threats, unless they are announced.
#: "On the talks, she said ...", "the door to dialogue": what is talked about, not what was held.
TOPIC = frozenset({"on", "about", "regarding", "concerning", "over", "for", "to", "toward", "towards", "into"})
HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST", "REJECT", "ACCUSE", "THREATEN"})
#: What says which of several meetings it is.
COUNTED = frozenset({"nummod", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "latest"})
ANNOUNCING = frozenset({"announce", "promise", "confirm"})


def attribute(draft: Draft, voices: Voices, mentions: list[Mention]) -> list[Mention]:
    """Fill `said_by` and `denied`; the mentions that tell an event, or count people of one."""
    return [mention for mention in mentions if _stands(draft, voices, mention)]


def _stands(draft: Draft, voices: Voices, mention: Mention) -> bool:
    mention.said_by = list(voices.of(mention.token))
    claims = [s for s in mention.said_by if s.act not in NO_CLAIM and (not s.negated or s.act == "deny")]
    if len(claims) < len(mention.said_by):
        if not _is_aside(mention.token) and not _is_known(mention, claims):
            draft.against("events.no_claim", mention.span, "", "", *(s.cue for s in mention.said_by))
            return False
        mention.said_by = claims
    acts = {statement.act for statement in mention.said_by}
    denial = next((s for s in mention.said_by if s.act == "deny"), None)
    if denial is not None:
        mention.denied = _is_denied(mention, denial)
    if any(_is_doubtful(statement) for statement in mention.said_by):
        mention.hedged = True
    if mention.reality == NEGATED and (mention.denied or mention.kind.counts == "casualty"):
        return True
    if mention.reality in {NEGATED, UNREAL, CONDITION}:
        draft.against(f"events.{mention.reality}", mention.span, entry="standing.toml")
        return False
    if _is_ruled(mention.token) or _is_offered(mention):
        draft.against("events.ruled", mention.span)
        return False
    if _needs_anchor(mention) and not _is_anchored(mention):
        draft.against("events.unanchored", mention.span)
        return False
    if not _ahead(draft, mention, acts):
        draft.against("events.ahead", mention.span, mention.reality)
        return False
    return True


def _ahead(draft: Draft, mention: Mention, acts: set[str]) -> bool:
    """What lies ahead: its type by PLOVER's rules; a threat is none."""
    published = draft.published
    time = mention.time
    if (
        mention.reality == FACT
        and mention.is_noun
        and time is not None
        and published
        and (time.start or "") > published.isoformat()
    ):
        mention.reality = FUTURE
    if mention.reality == FACT:
        return True
    if mention.kind.counts or mention.type == "ASSAULT":
        return False
    if mention.type in HOSTILE and "threaten" in acts:
        return False
    if mention.type in HOSTILE:
        return mention.reality == FUTURE and (bool(acts & ANNOUNCING) or (not acts and time is not None))
    mention.kind = replace(mention.kind, type=AHEAD.get(mention.type, mention.type), mode="")
    mention.mode = ""
    return True


def _is_ruled(token: Token) -> bool:
    """Whether a rule is about such deeds, and not one of them: "the ban on rallies"."""
    over = token.head if token.dep_ == "pobj" and token.head.lower_ in {"on", "against", "in", "to"} else None
    if over is None:
        return False
    if over.lower_ in {"in", "to"}:  # "agreed on a pause in attacks"
        return over.head.pos_ == "NOUN" and over.head.lemma_.lower() in noun_class("lull")
    above = [over.head, *(child for child in over.head.children if child.dep_ == "dobj" and child.i < over.i)]
    return any(noun.lemma_.lower() in noun_class("prohibition") for noun in above)


def _is_offered(mention: Mention) -> bool:
    """Whether somebody only offers to mediate or to host."""
    token = mention.token
    return mention.kind.roles == "mediate" and token.dep_ == "xcomp" and token.head.lemma_ in {"offer", "propose"}


def _is_known(mention: Mention, claims: list[StatementDraft]) -> bool:
    """Whether it is presupposed by what somebody does not say: "has not claimed responsibility for the bombing"."""
    unsaid = [s for s in mention.said_by if s not in claims]
    return mention.is_definite and mention.type == "ASSAULT" and all(s.act == "confirm" for s in unsaid)


def _is_aside(token: Token) -> bool:
    """Whether a relative clause in the past tells it: "hopes to revive the talks that broke off in May"."""
    for above in (token, *token.ancestors):
        if above.dep_ == "relcl":
            return above.tag_ in {"VBD", "VBN"} or any(child.tag_ == "VBD" for child in above.children)
        if above.dep_ in {"ccomp", "advcl", "ROOT"}:
            return False
    return False


def _needs_anchor(mention: Mention) -> bool:
    return mention.kind.needs == "time" and mention.reality == FACT


def _is_anchored(mention: Mention) -> bool:
    """Whether the words say that a meeting was or will be held: a day, a place, parties, a number."""
    token = mention.token
    head = token.head
    if token.dep_ == "pobj" and head.lower_ in TOPIC and head.head.lemma_.lower() not in words("light", "verbs"):
        return False
    kinds = {child.dep_ for child in token.children} | {child.lower_ for child in token.children}
    with_whom = any(child.dep_ == "prep" and child.lower_ in {"between", "with"} for child in token.children)
    held = head.lemma_.lower() in words("light", "verbs") | words("light", "occurrence")
    return bool(mention.time or mention.places or with_whom or held or kinds & COUNTED or token.dep_ == "pobj")


def _is_doubtful(statement: StatementDraft) -> bool:
    """Whether the outlet itself calls the source unconfirmed: "unverified posts speak of"."""
    source = statement.source
    return source is not None and any(token.lower_ in words("hedges", "sources") for token in source)


# --- denial -----------------------------------------------------------------------------------------------------------


def _is_denied(mention: Mention, denial: StatementDraft) -> bool:
    """Whether the denial is of this event, and does not only presuppose it ("denied any part in the attack")."""
    if mention.reality == NEGATED:
        return True
    roots = {span.root.i for span in denial.content}
    inner = [s for s in mention.said_by if s.via is denial or (s is not denial and len(mention.said_by) > 1)]
    roots |= {span.root.i for s in inner for span in s.content}
    return _reaches(mention.token, roots)


def _reaches(token: Token, roots: set[int]) -> bool:
    """Whether the token is the predicate of the content: its root, joined to it by clauses, or a light verb's noun."""
    if token.dep_ == "pobj" and is_definite(token):
        return False
    for _ in range(6):
        if token.i in roots:
            return True
        if not _carries_denial(token) or token.head == token:
            return False
        token = token.head
        if token.lemma_.lower() in words("negation", "parts"):
            return False
    return False


def _carries_denial(token: Token) -> bool:
    """Whether a denial of what stands above denies this, too."""
    if token.dep_ in {"dobj", "nsubjpass"}:
        return not is_definite(token) and token.head.lemma_.lower() in words("light", "verbs")
    if token.dep_ == "acl":  # "the claim that its drones struck", not "the men killed in the raid"
        return any(child.dep_ in {"mark", "nsubj", "nsubjpass"} for child in token.children)
    if token.dep_ in {"nsubj", "nsubjpass"}:  # "claims that its drones struck were false"
        return token.lemma_.lower() in words("negation", "claims")
    return token.dep_ in {"ccomp", "xcomp", "conj", "pcomp", "pobj", "prep"}
