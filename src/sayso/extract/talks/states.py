"""How talks stand, as the words around their mention tell: planned, under way, agreed, stalled or ended."""

from __future__ import annotations

from spacy.tokens import Token

from sayso.extract.around import FUTURE, NEGATED, REAL, VERBAL, reality
from sayso.extract.draft import Draft
from sayso.extract.talks.lexicon import telling_state, words
from sayso.extract.talks.mentions import rank

#: Nouns that part a round of talks: their end is not its end.
PARTS_OF_ROUND = frozenset({"day", "morning", "hour", "session", "sitting"})


def state_of(draft: Draft, head: Token, verb: Token) -> str | None:
    """What the mention tells of the state: its verb first, then the nouns and participles around it."""
    when = _when_of(head, verb)
    for token in _tellers(head, verb) if when is None else _tellers(head, head):
        found = _told_by(draft, token)
        if found == "agreed" and token.lemma_ in words("mediation", "verbs") and head.lemma_ not in words("deals"):
            found = "ended"  # who brokers a round brings it about
        if found is not None:
            return "under_way" if found == "ended" and _is_day_of(head) else found
    if when is not None:
        is_agreed = when == "ended" and verb.lemma_ in words("results", "agreeing") and reality(draft, verb) == REAL
        return "agreed" if is_agreed else when
    which = rank(head)
    if head.lemma_ in words("deals"):
        return "agreed"
    return "ended" if which == "earlier" else "planned" if which == "later" else None


def state_by_day(draft: Draft, day: str | None) -> str | None:
    """Talks of a day that is over when the report comes out are held, those of a later day planned."""
    if day is None or draft.published is None:
        return None
    published = draft.published.isoformat()
    first, _, last = day.partition("/")
    if (last or first) < published[: len(last or first)]:
        return "ended"
    return "planned" if first > published[: len(first)] else None


def _is_day_of(head: Token) -> bool:
    """ "The first day of talks": it may end, and the talks go on."""
    above = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "of" else None
    if above is None or above.lemma_ not in PARTS_OF_ROUND:
        return False
    return any(child.lower_ in words("ordinals") | {"opening"} for child in above.lefts)


def _when_of(head: Token, verb: Token) -> str | None:
    """ "After two days of talks", "ahead of the talks": their verb tells of something else."""
    for above in head.ancestors:
        if above == verb:
            return None
        if above.dep_ == "prep" and above.lower_ in words("rank", "after"):
            return "ended"
        if above.dep_ == "prep" and above.lower_ in words("rank", "before"):
            return "planned"
    return None


def _tellers(head: Token, verb: Token) -> list[Token]:
    """The words that can tell the state: relative clauses, the verb, nouns between, participles and adjectives."""
    between: list[Token] = []
    for above in head.ancestors if verb != head else ():
        if above == verb:
            break
        between.append(above)
    relative = [child for child in head.children if child.dep_ == "relcl"]
    participles = [child for child in head.children if child.dep_ in {"acl", "prep", "amod", "appos"}]
    inner = [t for child in participles for t in child.children if t.dep_ in {"xcomp", "pcomp"}]
    joined = [c for c in verb.children if c.dep_ == "conj" and not _has_subject(c) and c.pos_ == "VERB"]
    verbs = [verb, *joined] if head.lemma_ in words("deals") else [*joined, verb]
    if verb.dep_ in {"csubj", "csubjpass"}:
        verbs.insert(0, verb.head)  # "a round planned for May was put off", its participle taken for the verb
    after = follower(head)
    relative += [after] if after is not None and after not in {verb, *participles} else []
    adjectives = [child for child in verb.children if child.dep_ in {"acomp", "attr", "advmod", "prep", "oprd"}]
    return [*relative, *[b for b in between if b.pos_ in {"NOUN", "VERB"}], *verbs, *adjectives, *participles, *inner]


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass", "expl"} for child in verb.children)


def follower(head: Token) -> Token | None:
    """The verb right after the noun phrase, where the parser hung it elsewhere: "talks ..., collapsed on Monday"."""
    at = head.right_edge.i + 1
    while at < head.sent.end and head.doc[at].is_punct:
        at += 1
    if at >= head.sent.end:
        return None
    token = head.doc[at]
    return token if token.tag_ in {"VBN", "VBD"} and not _has_subject(token) else None


def lemma_of(token: Token) -> str:
    """A word's lemma, with the particle or noun that makes a known phrase of it ("walk_out", "take_place")."""
    particle = next((c.lower_ for c in token.rights if c.dep_ in {"prt", "advmod", "prep"} and c.i - token.i < 3), None)
    joined = f"{token.lemma_}_{particle}"
    if particle is not None and joined in telling_state() | words("refused"):
        return joined
    if token.lower_ in words("state", "stalled"):
        return token.lower_
    place = next((c.lower_ for c in token.rights if c.dep_ == "dobj"), None)
    return f"{token.lemma_}_{place}" if place in {"place", "part", "underway", "aground"} else token.lemma_.lower()


def _told_by(draft: Draft, token: Token) -> str | None:
    if token.pos_ not in VERBAL:
        return _state_of_word(token)
    return _state_of_result(draft, token) or _state_of_verb(draft, token)


def _state_of_result(draft: Draft, verb: Token) -> str | None:
    """What the talks lead to: "produced an agreement", "are at a standstill", "hit an impasse", "are on hold"."""
    lemma, standing = verb.lemma_.lower(), reality(draft, verb)
    if standing != REAL:
        return None
    led = [c for c in verb.rights if c.dep_ in {"dobj", "attr"}]
    led += [noun for prep in verb.rights if prep.lower_ in words("results", "prepositions") for noun in prep.rights]
    for noun in led:
        if any(child.lower_ in words("results", "none") for child in noun.lefts):
            continue
        if lemma in words("results", "verbs") and noun.lemma_.lower() in words("results", "stalled"):
            return "stalled"
        if lemma in words("results", "makers") and noun.lemma_.lower() in words("deals"):
            return "agreed"
    return None


def _state_of_verb(draft: Draft, verb: Token) -> str | None:
    lemma, standing = lemma_of(verb), reality(draft, verb)
    if standing == REAL:
        for state in ("stalled", "ended", "agreed", "under_way", "planned"):
            if lemma in words("state", state):
                return "ended" if state == "stalled" and lemma in words("state", "ended") else state
        if lemma in words("state", "held"):
            return "under_way" if verb.tag_ == "VBG" and any(c.dep_ == "aux" for c in verb.children) else "ended"
        return None
    if lemma in words("state", "stopped"):
        return "planned" if standing == FUTURE and _is_arranged(verb) else "stalled"
    if standing == NEGATED:
        return "stalled" if lemma in words("state", "held") | words("state", "under_way") else None
    starts = words("state", "held") | words("state", "under_way") | words("state", "planned")
    return "planned" if lemma in starts or standing == FUTURE else None


def _is_arranged(verb: Token) -> bool:
    """ "Are to resume", "will return": a plain plan, not "would resume", which somebody makes depend on something."""
    auxiliaries = {t.lower_ for above in (verb, verb.head) for t in above.children if t.dep_ == "aux"}
    is_to = verb.dep_ == "xcomp" and verb.head.lemma_ in words("arranging")
    return is_to or (bool(auxiliaries & {"will", "'ll", "’ll"}) and not any(c.dep_ == "advcl" for c in verb.children))


def _state_of_word(token: Token) -> str | None:
    for state in ("stalled", "ended", "planned", "under_way"):
        if token.lemma_.lower() in words("state", state):
            return state
    return None
