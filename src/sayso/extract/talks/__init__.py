"""Talks: negotiations between parties, one entry a round, with mediators, number, day, place and state.

Whatever a report calls talks, round, session, dialogue, consultations or a brokered deal. Mentions of one round are
one entry, and the last state told is its state. Parties are those named with it, then those who hold it, then the pair
that "the two sides" means, then the two sides that the report is about; who only mediates is none. Fills
`draft.talks`; the words are in `data/talks.toml`.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc, Token

from sayso.extract.around import (
    NEGATED,
    UNREAL,
    VERBAL,
    governor,
    infinitives,
    iso,
    place_of,
    reality,
    sides_in_play,
    time_of,
)
from sayso.extract.draft import ActorDraft, Draft, TalksDraft, TimeDraft, draft_of, mark
from sayso.extract.syntax import noun_phrase
from sayso.extract.talks.lexicon import Round, words
from sayso.extract.talks.mentions import heads, number, rank
from sayso.extract.talks.parties import fill_parties, mediators_beside, mediators_of
from sayso.extract.talks.states import follower, lemma_of, state_by_day, state_of
from sayso.extract.thirds import all_mediators

#: So many rounds back a mention may mean.
LOOK_BACK = 30
#: A line of so many words that has no verb is a heading.
HEADING = 5


@Language.factory("sayso_talks", requires=["token.dep", "token.lemma"], assigns=["doc.spans", "doc._.sayso"])
def create_talks(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Make the component."""
    return find_talks


def find_talks(doc: Doc) -> Doc:
    """Fill `draft.talks`, and the span group `sayso/talks`."""
    draft = draft_of(doc)
    read = [(head, verb) for head in heads(doc, draft) if not _is_none(head, verb := governor(head))]
    thirds = {
        head.i: mediators_of(draft, head, [other for other, _ in read if other.sent == head.sent and other != head])
        for head, _ in read
    }
    mediators = all_mediators(draft, doc) if read else []
    rounds: list[Round] = []
    for head, verb in read:
        strong, hosts = thirds[head.i]
        told = Round(head, number=number(head), rank=rank(head), mediators=strong)
        fill_parties(draft, told, verb, rounds, mediators)
        beside = [] if strong or hosts else mediators_beside(draft, head, thirds)
        told.mediators = [*strong, *(side for side in (*hosts, *beside) if side not in told.parties)]
        if _read(draft, told, verb):
            _add(rounds, told)
        else:
            draft.against("talks.only_wished", head, entry="talks.toml")
    about = [side for side in sides_in_play(draft) if side not in mediators][:2] if rounds else []
    for told in rounds:
        _add_talks(draft, told, about)
    mark(doc, "talks", [talks.span for talks in draft.talks])
    return doc


# --- mentions -------------------------------------------------------------------------------------------------


def _read(draft: Draft, told: Round, verb: Token) -> bool:
    """Fill one mention of talks; False where it is only wished for."""
    head = told.head
    told.state = state_of(draft, head, verb)
    _fill_circumstances(draft, told, verb)
    told.said_by = draft.holding(head)
    told.is_plain = told.number is None and told.rank is None
    if len(head.sent) <= HEADING and not any(t.pos_ in VERBAL for t in head.sent):
        return False
    if head.lower_ == "summit" and len(told.parties) < 2:
        return False  # a meeting of many is no negotiation between parties
    is_bare = told.is_plain and head.left_edge == head and not told.place
    if is_bare and not told.parties and (_is_wished(draft, verb) or verb.lemma_ in words("wanting")):
        return False
    if is_bare and not told.parties and told.state is None and told.date is None:
        return False
    told.state = told.state or state_by_day(draft, told.date)
    return True


def _is_none(head: Token, verb: Token) -> bool:
    """ "No talks", "without any negotiations", "ruled out talks": none that are held."""
    determiners = {child.lower_ for child in head.lefts if child.dep_ == "det"}
    if determiners & {"no", "any"} or (head.dep_ == "pobj" and head.head.lower_ == "without"):
        return True
    return lemma_of(verb) in words("refused") and not determiners & {"the", "these", "those"}


def _is_wished(draft: Draft, verb: Token) -> bool:
    return verb.pos_ in VERBAL and reality(draft, verb) in {UNREAL, NEGATED}


def _fill_circumstances(draft: Draft, told: Round, verb: Token) -> None:
    """Day and place: what hangs on the noun, on its participles, or on the verb."""
    around = [told.head, *(noun for prep in told.head.rights if prep.lower_ == "of" for noun in prep.rights)]
    clauses = [child for child in told.head.children if child.dep_ in {"acl", "relcl", "prep", "amod", "appos"}]
    inner = [t for child in clauses for t in (child, *child.children) if t.pos_ in VERBAL | {"ADJ"}]
    after = follower(told.head)
    inner += [after] if after is not None else []
    near = [*around, *inner, *(infinitives(verb) if verb.pos_ in VERBAL else [])]
    time = time_of(draft, near) or _time_beside(draft, told.head)
    if time is not None:
        told.date, told.is_since = iso(time.start, time.end, time.grain), _is_since(time)
    is_deal = told.head.lemma_ in words("deals")  # "the Hodeidah agreement" was signed somewhere else
    near = [t for t in near if t != told.head or not is_deal]
    phrase = [t for t in noun_phrase(told.head) if t.pos_ != "VERB" and (t.i > told.head.i or not is_deal)]
    told.place = place_of(draft, near) or place_of(draft, phrase)
    told.is_there = told.place is None and any(c.lower_ == "there" for t in near for c in t.rights)


def _time_beside(draft: Draft, head: Token) -> TimeDraft | None:
    """The only day of the sentence, where it is not the day on which somebody speaks."""
    sentence = head.sent
    cues = {said.cue.root.i for said in draft.statements}
    found = [
        time
        for time in draft.times
        if sentence.start <= time.span.start < sentence.end and time.start is not None and time.type == "DATE"
    ]
    found = [time for time in found if not _is_parted(head, time)]
    spoken = [time for time in found if any(above.i in cues for above in list(time.span.root.ancestors)[:2])]
    return found[0] if len(found) == 1 and not spoken else None


def _is_parted(head: Token, time: TimeDraft) -> bool:
    """Whether a semicolon stands between: the day is one of something else."""
    first, last = sorted((head.i, time.span.start))
    return any(token.text == ";" for token in head.doc[first:last])


def _is_since(time: TimeDraft) -> bool:
    """ "Deadlocked since May": not the day of the talks."""
    before = time.span.start - 1
    return before >= 0 and time.span.doc[before].lower_ == "since"


# --- rounds ---------------------------------------------------------------------------------------------------


def _add(rounds: list[Round], told: Round) -> None:
    """Join a mention to the round that it means, or begin a new one."""
    if told.is_there:
        told.place = next((known.place for known in reversed(rounds) if known.place is not None), None)
    for known in rounds[:-LOOK_BACK:-1]:
        if _is_same(known, told):
            _merge(known, told)
            return
    rounds.append(told)


def _is_same(known: Round, told: Round) -> bool:
    """Whether a mention means a round already told: nothing in number, rank, parties, place or day differs."""
    if not told.is_plain and (told.number, told.rank) != (known.number, known.rank):
        return False
    if told.is_plain and told.head.left_edge.lower_ in {"a", "an"} and told.head.lemma_ not in words("deals"):
        return False
    if (known.head.lemma_ in words("deals")) != (told.head.lemma_ in words("deals")) and not _may_bring(known, told):
        return False
    if known.state == "planned" and told.state in {"under_way", "ended"} and _is_of_its_own(known, told):
        return False
    if known.rank == "earlier" and told.is_plain and told.head.left_edge.lower_ not in {"the", "those", "these"}:
        return False
    if known.parties and told.parties and not set(map(id, known.parties)) >= set(map(id, told.parties)):
        return False
    if known.mediators and told.mediators and not set(map(id, known.mediators)) & set(map(id, told.mediators)):
        return False
    if known.place is not None and told.place is not None and known.place is not told.place:
        return False
    return known.date is None or told.date is None or known.date[:7] == told.date[:7]


def _is_of_its_own(known: Round, told: Round) -> bool:
    """Whether talks that are held are not those planned: a counted round is to come, "negotiations" go on."""
    is_known = told.head.left_edge.lower_ in {"the", "those", "these"}
    return known.number is not None and told.is_plain and not is_known


def _may_bring(known: Round, told: Round) -> bool:
    """Whether a deal can be what the talks led to: talks told before it that were held, or "the talks" after it."""
    if told.head.lemma_ in words("deals"):
        return known.state not in {"planned", "stalled", "under_way"}
    is_known = told.head.left_edge.lower_ in {"the", "those", "these"}
    return is_known and told.state not in {"planned", "under_way", "stalled"}


def _merge(known: Round, told: Round) -> None:
    if not (known.state == "agreed" and told.state == "ended"):  # talks that ended in an accord are agreed
        known.state = told.state or known.state
    known.parties = known.parties or told.parties
    known.mediators = known.mediators or told.mediators
    known.date = known.date or told.date
    known.place = known.place or told.place


def _add_talks(draft: Draft, told: Round, sides: list[ActorDraft]) -> None:
    parties = list(told.parties)
    wanted = 0 if told.is_whole and parties else max(0, 2 - len(parties))
    missing = [side for side in sides if side not in parties + told.mediators][:wanted]
    talks = TalksDraft(
        span=noun_phrase(told.head),
        parties=[*parties, *missing],
        mediators=[side for side in told.mediators if side not in parties],
        round=told.number,
        date=None if told.is_since else told.date,
        place=told.place,
        state=told.state or "under_way",
        said_by=told.said_by,
    )
    draft.talks.append(talks)
    draft.because("talks.told", talks.span, talks.state, "talks.toml", told.head)
    for party in told.parties:
        draft.because("talks.party", talks.span, party.name)
    for mediator in talks.mediators:
        draft.because("talks.mediator", talks.span, mediator.name)
    if missing:
        names = " and ".join(side.name for side in missing)
        draft.notes.append((talks, f"not told who talks; {names} because the report is about them"))
    elif told.note is not None:
        draft.notes.append((talks, f"its parties are {told.note}"))
