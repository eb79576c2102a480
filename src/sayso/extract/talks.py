"""Talks: negotiations between parties, one entry a round, with mediators, number, day, place and state.

Whatever a report calls talks, round, session, dialogue, consultations or a brokered deal. Mentions of one round are
one entry, and the last state told is its state. Parties are those named with it, then those who hold it, then the two
sides that the report is about. Fills `draft.talks`; the words are in `data/talks.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

from sayso.extract.around import (
    FUTURE,
    NEGATED,
    POWERS,
    REAL,
    UNREAL,
    VERBAL,
    actors_in,
    doers,
    governor,
    iso,
    place_of,
    reality,
    sides_in,
    sides_in_play,
    time_of,
)
from sayso.extract.draft import ActorDraft, Draft, PlaceDraft, StatementDraft, TalksDraft, TimeDraft, draft_of, mark
from sayso.extract.syntax import conjuncts, find_words, noun_phrase
from sayso.rules import load_toml

#: Prepositions before a party, and before all parties at once.
WITH = frozenset({"with", "between", "among", "involving"})
#: So many rounds back a mention may mean.
LOOK_BACK = 30
#: Endings of the words that name a mediator with a hyphen: "Qatari-mediated".
HYPHENED = ("-brokered", "-mediated", "-facilitated", "-sponsored", "-led", "-hosted")


@Language.factory("sayso_talks", requires=["token.dep", "token.lemma"], assigns=["doc.spans", "doc._.sayso"])
def create_talks(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Make the component."""
    return find_talks


def find_talks(doc: Doc) -> Doc:
    """Fill `draft.talks`, and the span group `sayso/talks`."""
    draft = draft_of(doc)
    rounds: list[_Round] = []
    for head in _heads(doc, draft):
        mention = _read(draft, head)
        if mention is not None:
            _add(rounds, mention)
    sides = sides_in_play(draft)[:2] if rounds else []
    for told in rounds:
        _add_talks(draft, told, sides)
    mark(doc, "talks", [talks.span for talks in draft.talks])
    return doc


@cache
def _words(*path: str) -> frozenset[str]:
    table: Any = load_toml("talks.toml")
    for key in path:
        table = table[key]
    return frozenset(table)


@dataclass(slots=True)
class _Round:
    """One round (or a negotiation as a whole) while its mentions are gathered."""

    head: Token
    number: int | None = None
    rank: str | None = None
    parties: list[ActorDraft] = field(default_factory=list)
    mediators: list[ActorDraft] = field(default_factory=list)
    date: str | None = None
    place: PlaceDraft | None = None
    state: str | None = None
    said_by: list[StatementDraft] = field(default_factory=list)
    is_plain: bool = True


# --- mentions -------------------------------------------------------------------------------------------------


def _heads(doc: Doc, draft: Draft) -> Iterator[Token]:
    """The nouns that call something talks; of "a round of talks" the round."""
    nouns, parts, deals = _words("nouns"), _words("parts"), _words("deals")
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
        elif token.lemma_ in deals and draft.body[token.i] and _is_deal(token):
            yield token


def _is_about_talks(doc: Doc) -> bool:
    """Whether "a second round" can only be one of talks: the report tells of no vote and no match, but of diplomacy."""
    return not find_words(doc, _words("contests")) and bool(find_words(doc, _words("diplomacy")))


def _is_talks(token: Token) -> bool:
    if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"compound", "nmod", "amod"}:
        return False
    before = " ".join(child.lower_ for child in token.lefts if child.dep_ in {"compound", "amod"})
    if token.lower_ == "conference":
        return any(word in before for word in _words("conference"))
    return not any(word in before.split() or word == before for word in _words("not_after"))


def _is_inner(token: Token) -> bool:
    """The "talks" of "a round of talks"."""
    above = token.head
    return token.dep_ == "pobj" and above.lower_ == "of" and above.head.lower_.removesuffix("s") in _words("parts")


def _is_part(token: Token, is_about_talks: bool) -> bool:
    """A round or session of talks: it says so, or is counted where talks were mentioned."""
    if token.pos_ != "NOUN":
        return False
    of = next((noun for prep in token.rights if prep.lower_ == "of" for noun in prep.rights), None)
    if of is not None:
        return of.lower_ in _words("nouns")
    if any(child.lower_ in _words("nouns") for child in token.lefts if child.dep_ == "compound"):
        return True
    is_told_apart = _rank(token) is not None or _number(token) is not None
    return is_about_talks and is_told_apart and token.lower_ in {"round", "rounds", "session", "sessions"}


def _is_deal(token: Token) -> bool:
    """A deal that somebody brokered, or that parties signed or reached with each other."""
    if token.pos_ != "NOUN" or any(child.lemma_ in _words("not_deals") for child in token.lefts):
        return False
    makers = [c for c in token.children if c.dep_ in {"acl", "relcl"}] + [token.head]
    made = [verb for verb in makers if verb.lemma_ in _words("brokered") and verb.tag_ in {"VBD", "VBN"}]
    hyphened = any(child.lower_.endswith(HYPHENED) for child in token.lefts)
    between = any(child.lower_ in {"between", "with"} for child in token.rights)
    return hyphened or any(verb.lemma_ in _words("mediation", "verbs") for verb in made) or bool(made and between)


def _read(draft: Draft, head: Token) -> _Round | None:
    """One mention of talks, or None where it is only wished for, or denied."""
    verb = governor(head)
    if _is_none(head, verb):
        return None
    told = _Round(head, number=_number(head), rank=_rank(head))
    told.mediators = _mediators(draft, head, verb)
    told.state = _state(draft, head, verb)
    _fill_parties(draft, told, verb)
    _fill_circumstances(draft, told, verb)
    told.said_by = draft.holding(head)
    told.is_plain = told.number is None and told.rank is None
    if head.lower_ == "summit" and len(told.parties) < 2:
        return None  # a meeting of many is no negotiation between parties
    is_bare = not (told.parties or told.place or told.date or not told.is_plain) and head.left_edge == head
    if is_bare and (told.state is None or _is_wished(draft, verb)):
        return None
    told.state = told.state or _state_by_day(draft, told.date)
    return told


def _is_none(head: Token, verb: Token) -> bool:
    """ "No talks", "without any negotiations", "ruled out talks": none that are held."""
    determiners = {child.lower_ for child in head.lefts if child.dep_ == "det"}
    if determiners & {"no", "any"} or (head.dep_ == "pobj" and head.head.lower_ == "without"):
        return True
    return _lemma(verb) in _words("refused") and not determiners & {"the", "these", "those"}


def _state_by_day(draft: Draft, day: str | None) -> str | None:
    """Talks of a day that is over when the report comes out are held, those of a later day planned."""
    if day is None or draft.published is None:
        return None
    published = draft.published.isoformat()
    first, _, last = day.partition("/")
    if (last or first) < published[: len(last or first)]:
        return "ended"
    return "planned" if first > published[: len(first)] else None


def _is_wished(draft: Draft, verb: Token) -> bool:
    return verb.pos_ in VERBAL and reality(draft, verb) in {UNREAL, NEGATED}


def _number(head: Token) -> int | None:
    """The number of the round: "a third round", "the 3rd round"."""
    ordinals = load_toml("talks.toml")["ordinals"]
    for child in head.lefts:
        lower = child.lower_
        if lower in ordinals and not (lower == "first" and any(c.dep_ == "amod" for c in head.lefts if c != child)):
            return int(ordinals[lower])
        if lower[:-2].isdigit() and lower[-2:] in {"st", "nd", "rd", "th"}:
            return int(lower[:-2])
    return None


def _rank(head: Token) -> str | None:
    for child in head.lefts:
        if child.lower_ in _words("rank", "earlier"):
            return "earlier"
        if child.lower_ in _words("rank", "later"):
            return "later"
    return None


# --- who, when, where -----------------------------------------------------------------------------------------


def _fill_parties(draft: Draft, told: _Round, verb: Token) -> None:
    """Those named with it; where that is one or none, also who holds the talks, and then who tells of them."""
    named = sides_in(draft, _party_words(told.head))
    parties = [side for side in named if side not in told.mediators]
    if len(parties) < 2:
        parties = [*_holders(draft, told, verb), *parties]
    teller = draft.innermost(told.head)
    if len(set(map(id, parties))) == 1 and teller is not None and teller.speaker is not None:
        side = teller.speaker.side()
        parties = [*([side] if side.kind in POWERS else []), *parties]
    told.parties = list(dict.fromkeys(side for side in parties if side not in told.mediators))


def _holders(draft: Draft, told: _Round, verb: Token) -> list[ActorDraft]:
    """The sides that hold, leave or resume the talks; not who only hosts, wants or brokers them."""
    if verb.pos_ not in VERBAL or verb.lemma_ in _words("mediation", "verbs") | _words("mediation", "hosting"):
        return []
    if not any(_lemma(verb) in words for words in load_toml("talks.toml")["state"].values()):
        return []
    return sides_in(draft, [t for doer in doers(verb) if doer != told.head for t in (*doer.lefts, doer)])


def _party_words(head: Token) -> list[Token]:
    """The words of a mention that can name a party: modifiers, and nouns after "with" and "between"."""
    heads = [head, *(noun for prep in head.rights if prep.lower_ == "of" for noun in prep.rights)]
    words: list[Token] = []
    for noun in heads:
        for child in noun.children:
            if child.dep_ in {"compound", "amod", "poss", "nmod"}:
                words += [t for t in child.subtree if t.dep_ != "case"]
            elif child.lower_ in WITH or (child.lower_ in {"with", "between"} and child.dep_ == "prep"):
                words += [t for pobj in child.rights for party in conjuncts(pobj) for t in (party, *party.lefts)]
    verb = head.head
    if verb.pos_ in VERBAL:
        preps = [prep for prep in verb.rights if prep.lower_ in {"with", "between"}]
        words += [party for prep in preps for noun in prep.rights for party in conjuncts(noun)]
    between = [t for t in words if any(above.lower_ == "between" for above in t.ancestors)]
    return between or words
    return words


def _mediators(draft: Draft, head: Token, verb: Token) -> list[ActorDraft]:
    """Who mediates, where the mention says so: "mediated by", "Qatari-brokered", "under the auspices of"."""
    verbs, nouns = _words("mediation", "verbs"), _words("mediation", "nouns")
    words: list[Token] = []
    for child in head.children:
        words += [
            doer for part in conjuncts(child) if part.pos_ in VERBAL and part.lemma_ in verbs for doer in doers(part)
        ]
        if child.lower_.endswith(HYPHENED[:3]):
            words.append(child)
    if verb.lemma_ in verbs:
        words += doers(verb)
    for token in (*doers(verb), *(noun for prep in verb.rights if prep.dep_ == "prep" for noun in prep.rights)):
        if token.lemma_ in nouns:
            words += [t for t in token.subtree if t != head and not head.is_ancestor(t)]
    return list(dict.fromkeys(actor.side() for actor in actors_in(draft, words)))


def _fill_circumstances(draft: Draft, told: _Round, verb: Token) -> None:
    """Day and place: what hangs on the noun, on its participles, or on the verb."""
    around = [told.head, *(noun for prep in told.head.rights if prep.lower_ == "of" for noun in prep.rights)]
    clauses = [child for child in told.head.children if child.dep_ in {"acl", "relcl", "prep", "amod", "appos"}]
    inner = [t for child in clauses for t in (child, *child.children) if t.pos_ in VERBAL | {"ADJ"}]
    follower = _follower(told.head)
    inner += [follower] if follower is not None else []
    near = [*around, *inner, *([verb] if verb.pos_ in VERBAL else [])]
    time = time_of(draft, near) or _time_beside(draft, told.head)
    told.date = iso(time.start, time.end, time.grain) if time is not None else None
    told.place = place_of(draft, near)


def _time_beside(draft: Draft, head: Token) -> TimeDraft | None:
    """The only day of the sentence, where it is not the day on which somebody speaks."""
    sentence = head.sent
    cues = {said.cue.root.i for said in draft.statements}
    found = [
        time
        for time in draft.times
        if sentence.start <= time.span.start < sentence.end and time.start is not None and time.type == "DATE"
    ]
    spoken = [time for time in found if any(above.i in cues for above in list(time.span.root.ancestors)[:2])]
    return found[0] if len(found) == 1 and not spoken else None


# --- state ----------------------------------------------------------------------------------------------------


def _state(draft: Draft, head: Token, verb: Token) -> str | None:
    """What the mention tells of the state: its verb first, then the nouns and participles around it."""
    when = _when_of(head, verb)
    for token in _tellers(head, verb) if when is None else _tellers(head, head):
        found = _state_of_verb(draft, token) if token.pos_ in VERBAL else _state_of_word(token)
        if found is not None:
            return found
    if when is not None:
        return when
    rank = _rank(head)
    if head.lemma_ in _words("deals"):
        return "agreed"
    return "ended" if rank == "earlier" else "planned" if rank == "later" else None


def _when_of(head: Token, verb: Token) -> str | None:
    """ "After two days of talks", "ahead of the talks": their verb tells of something else."""
    for above in head.ancestors:
        if above == verb:
            return None
        if above.dep_ == "prep" and above.lower_ in _words("rank", "after"):
            return "ended"
        if above.dep_ == "prep" and above.lower_ in _words("rank", "before"):
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
    verbs = [*(c for c in verb.children if c.dep_ == "conj" and not _has_subject(c) and c.pos_ == "VERB"), verb]
    follower = _follower(head)
    relative += [follower] if follower is not None and follower not in {verb, *participles} else []
    adjectives = [child for child in verb.children if child.dep_ in {"acomp", "attr", "advmod", "prep", "oprd"}]
    return [*relative, *[b for b in between if b.pos_ in {"NOUN", "VERB"}], *verbs, *adjectives, *participles, *inner]


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass", "expl"} for child in verb.children)


def _follower(head: Token) -> Token | None:
    """The verb right after the noun phrase, where the parser hung it elsewhere: "talks ..., collapsed on Monday"."""
    at = head.right_edge.i + 1
    while at < head.sent.end and head.doc[at].is_punct:
        at += 1
    if at >= head.sent.end:
        return None
    token = head.doc[at]
    return token if token.tag_ in {"VBN", "VBD"} and not _has_subject(token) else None


def _lemma(token: Token) -> str:
    particle = next((c.lower_ for c in token.rights if c.dep_ in {"prt", "advmod", "prep"} and c.i - token.i < 3), None)
    joined = f"{token.lemma_}_{particle}"
    known = load_toml("talks.toml")["state"]
    if particle is not None and any(joined in words for words in (*known.values(), _words("refused"))):
        return joined
    if token.lower_ in _words("state", "stalled"):
        return token.lower_
    place = next((c.lower_ for c in token.rights if c.dep_ == "dobj"), None)
    return f"{token.lemma_}_{place}" if place in {"place", "underway", "aground"} else token.lemma_.lower()


def _state_of_verb(draft: Draft, verb: Token) -> str | None:
    lemma, standing = _lemma(verb), reality(draft, verb)
    if standing == REAL:
        for state in ("stalled", "ended", "agreed", "under_way", "planned"):
            if lemma in _words("state", state):
                return "ended" if state == "stalled" and lemma in _words("state", "ended") else state
        if lemma in _words("state", "held"):
            return "under_way" if verb.tag_ == "VBG" and any(c.dep_ == "aux" for c in verb.children) else "ended"
        return None
    if lemma in _words("state", "stopped"):
        return "stalled"
    if standing == NEGATED:
        return "stalled" if lemma in _words("state", "held") | _words("state", "under_way") else None
    starts = _words("state", "held") | _words("state", "under_way") | _words("state", "planned")
    return "planned" if lemma in starts or standing == FUTURE else None


def _state_of_word(token: Token) -> str | None:
    for state in ("stalled", "ended", "planned", "under_way"):
        if token.lemma_.lower() in _words("state", state):
            return state
    return None


# --- rounds ---------------------------------------------------------------------------------------------------


def _add(rounds: list[_Round], told: _Round) -> None:
    """Join a mention to the round that it means, or begin a new one."""
    for known in rounds[:-LOOK_BACK:-1]:
        if _is_same(known, told):
            _merge(known, told)
            return
    rounds.append(told)


def _is_same(known: _Round, told: _Round) -> bool:
    """Whether a mention means a round already told: nothing in number, rank, parties, place or day differs."""
    if not told.is_plain and (told.number, told.rank) != (known.number, known.rank):
        return False
    if known.rank == "earlier" and told.is_plain and told.head.left_edge.lower_ not in {"the", "those", "these"}:
        return False
    if known.parties and told.parties and not set(map(id, known.parties)) >= set(map(id, told.parties)):
        return False
    if known.place is not None and told.place is not None and known.place is not told.place:
        return False
    return known.date is None or told.date is None or known.date[:7] == told.date[:7]


def _merge(known: _Round, told: _Round) -> None:
    known.state = told.state or known.state
    known.parties = known.parties or told.parties
    known.mediators = known.mediators or told.mediators
    known.date = known.date or told.date
    known.place = known.place or told.place


def _add_talks(draft: Draft, told: _Round, sides: list[ActorDraft]) -> None:
    parties = list(told.parties)
    missing = [side for side in sides if side not in parties + told.mediators][: max(0, 2 - len(parties))]
    talks = TalksDraft(
        span=noun_phrase(told.head),
        parties=[*parties, *missing],
        mediators=[side for side in told.mediators if side not in parties],
        round=told.number,
        date=told.date,
        place=told.place,
        state=told.state or "under_way",
        said_by=told.said_by,
    )
    draft.talks.append(talks)
    if missing:
        names = " and ".join(side.name for side in missing)
        draft.notes.append((talks, f"not told who talks; {names} because the report is about them"))
