"""By whom a measure is taken, against whom, and from when to when."""

from __future__ import annotations

from spacy.tokens import Token

from sayso.extract.around import (
    POWERS,
    VERBAL,
    actors_in,
    doers,
    is_national,
    iso,
    local_government,
    powers_in,
    sides_in,
)
from sayso.extract.draft import ActorDraft, Draft, EventDraft
from sayso.extract.measures.state import OWN
from sayso.extract.measures.told import LIFTED, Mention, words
from sayso.extract.syntax import is_passive, noun_phrase, subjects

PERSONAL = frozenset({"it", "they", "he", "she", "we", "i"})


def who_of_verb(draft: Draft, told: Mention, verb: Token, hit: list[Token]) -> None:
    """By whom: who does it, else who tells of it as its own; toward whom: named with what is stopped."""
    who = [] if _is_subject_stopped(verb, hit) else doers(verb)
    told.by = _first_power(draft, who) or _first_body(draft, who)
    if told.by is None and all(token.lower_ in PERSONAL for token in who):
        told.by = _teller(draft, verb) or (_first_power(draft, _owners(hit)) if not who else None)
    if told.by is None and not is_passive(verb):
        told.by = _first_power(draft, [t for t in _owners(hit) if t.tag_ == "PRP$"])  # "the country closed its ports"
    told.toward = _against(draft, [*hit, verb], told.by)
    if told.toward is None and told.by is not None and told.kind in words("says", "mutual"):
        told.toward = _other(_takers(draft, [t for doer in who for t in (*noun_phrase(doer), doer)]), told.by)


def _other(takers: list[ActorDraft], by: ActorDraft) -> ActorDraft | None:
    """The other side of a mutual measure, where both are told together: "the junta and the rebels agreed"."""
    return next((side for side in takers if side.side() is not by.side()), None)


def _owners(nouns: list[Token]) -> list[Token]:
    """Whose border, airspace or port it is: who closes it, where nobody else is told ("Iran's airspace was shut")."""
    return [child for noun in nouns for child in noun.lefts if child.dep_ in {"poss", "amod", "compound"}]


def _is_subject_stopped(verb: Token, hit: list[Token]) -> bool:
    return any(subject in hit for subject in subjects(verb))


def who_of_noun(draft: Draft, told: Mention, noun: Token, verb: Token) -> None:
    """By whom: one of the parties "between" whom it is, its owner or maker, or who imposes it."""
    links = [*noun.rights, *(verb.rights if verb.pos_ in VERBAL else ())]
    between = [t for c in links if c.lower_ == "between" for p in c.rights for t in (p, *p.conjuncts)]
    parties = [actor for actor in map(_side, actors_in(draft, between)) if actor.kind in POWERS]
    if parties:
        told.by, told.toward = parties[0], parties[1] if len(parties) > 1 else None
        return
    makers = _makers(noun)
    told.by = _first_power(draft, [t for t in makers if t.tag_ != "PRP$"])
    if told.by is None and verb.pos_ == "VERB" and verb.lemma_ not in words("says", "brokers"):
        who = [token for token in doers(verb) if token != noun]
        told.by = _first_power(draft, who) or _first_body(draft, who)
        if told.by is not None and told.kind in words("says", "mutual"):
            told.toward = _other(_takers(draft, who), told.by)
        if told.by is None and who and all(token.lower_ in PERSONAL for token in who):
            told.by = _teller(draft, verb)
        if told.by is None and not who and told.kind in words("says", "domestic"):
            told.by = _teller(draft, noun)
        if told.by is None and told.kind == "mobilisation":
            told.by = _first_power(draft, subjects(verb))  # "the army was put on alert"
    told.by = told.by or _first_power(draft, makers)
    if told.by is None and verb.pos_ != "VERB" and _is_announced(draft, noun):
        told.by = _teller(draft, noun)
    told.toward = told.toward or _against(draft, [noun], told.by)


def _is_announced(draft: Draft, noun: Token) -> bool:
    """ "The ministry announces that an exclusion zone is in force": its own."""
    said = draft.innermost(noun)
    return said is not None and said.act == "announce"


def _makers(noun: Token) -> list[Token]:
    """Who owns or makes it, in the noun phrase: "US sanctions", "a ban by Kosovo", "the curfew that he imposed"."""
    makers = [c for c in noun.lefts if c.dep_ in {"poss", "amod", "compound", "nmod"}]
    makers += [token for c in noun.rights if c.lower_ == "by" for token in c.rights]
    for clause in noun.subtree:
        if (
            clause.dep_ in {"acl", "relcl"}
            and (clause.head == noun or clause.lemma_ in words("says", "imposes"))
            and clause.lemma_ not in words("says", "brokers")
        ):
            makers += [token for token in doers(clause) if token != noun]
    return makers


def _side(actor: ActorDraft) -> ActorDraft:
    return actor.side()


def _first_power(draft: Draft, tokens: list[Token]) -> ActorDraft | None:
    """The first of these that can take a measure."""
    return next(iter(_takers(draft, tokens)), None)


def _takers(draft: Draft, tokens: list[Token]) -> list[ActorDraft]:
    """All of them."""
    local = [body for token in tokens if (body := local_government(draft, token)) is not None]
    return local or [taker for actor in actors_in(draft, tokens) if (taker := _taker(draft, actor)) is not None]


def _first_body(draft: Draft, tokens: list[Token]) -> ActorDraft | None:
    """An airline, an aid agency, a company: no power, but it can stop what it does itself."""
    return next((actor for actor in actors_in(draft, tokens) if actor.side().kind == "organization"), None)


def _taker(draft: Draft, actor: ActorDraft) -> ActorDraft | None:
    """Who takes a measure where this actor does: a local government, a body of states, else the side."""
    body = actor.of if actor.kind == "person" and actor.of is not None else actor
    named = body.name.lower().split()
    is_local = bool(set(named) & words("says", "local"))
    is_local = is_local and (bool(set(named) & words("says", "below_state")) or not is_national(draft, body))
    if body.kind == "igo" or (body.kind == "government" and (is_local or named[-1] in words("says", "bodies"))):
        return body
    return body.side() if body.side().kind in POWERS else None


def _teller(draft: Draft, token: Token) -> ActorDraft | None:
    """The side that tells of a measure in its own name, where nobody else is named."""
    said = draft.innermost(token)
    if said is None or said.speaker is None or said.act not in OWN:
        return None
    side = said.speaker.side()
    return side if side.kind in POWERS else None


def _against(draft: Draft, tokens: list[Token], by: ActorDraft | None) -> ActorDraft | None:
    """Whom it is taken against: named after "on", "from", "with", or before what is stopped ("Chinese ships")."""
    for token in tokens:
        near = [t for noun in _targets(token) for t in (noun, *noun.lefts)]
        near += [c for c in token.lefts if c.dep_ in {"amod", "compound", "poss", "nmod"}]
        found = [a for a in map(_side, powers_in(draft, near)) if not _is_own(a, by) and a.kind in POWERS]
        if found:
            return found[0]
    return None


def _is_own(side: ActorDraft, by: ActorDraft | None) -> bool:
    """Whether a side is that of who takes the measure: nobody takes one against himself."""
    return by is not None and side.name in {by.name, by.side().name}


def _targets(token: Token, depth: int = 3) -> list[Token]:
    """The nouns after "on", "from", "with", also those inside others: "a ban on goods in transit to Iran"."""
    named: list[Token] = []
    for prep in token.rights if depth else ():
        nouns = [noun for t in (prep, *prep.conjuncts) for noun in t.rights if noun.dep_ == "pobj"]
        if prep.lower_ in words("says", "toward"):
            named += [t for noun in nouns for t in (noun, *noun.conjuncts)]
        if prep.dep_ == "prep":
            named += [t for noun in nouns for t in _targets(noun, depth - 1)]
    return named


def fill_from_events(draft: Draft, told: list[Mention], two: list[ActorDraft]) -> None:
    """What a mention does not tell itself, from the event that is told in the same words ("sealed the frontier")."""
    event_at = (
        {t.i: event for event in draft.events for span in (event.anchor, *event.also) for t in span} if told else {}
    )
    for mention in told:
        event = next((event_at[token.i] for token in mention.what if token.i in event_at), None)
        if event is not None and event.type in words("says", "acts"):
            _fill_from_event(draft, mention, event, two)


def _fill_from_event(draft: Draft, mention: Mention, event: EventDraft, two: list[ActorDraft]) -> None:
    """`two` are the sides that the report is most about: only between them a target is taken that is not named here."""
    if mention.by is None and mention.kind not in words("says", "mutual"):
        mention.by = next((_taker(draft, actor) for actor in event.actors if actor.side().kind in POWERS), None)
    if mention.toward is None and mention.kind not in words("says", "at_home"):
        named = set(map(id, sides_in(draft, mention.what.sent)))
        between = mention.by is None or mention.by.side() in two
        sides = [a.side() for a in event.recipients if id(a.side()) in named or (between and a.side() in two)]
        mention.toward = next((s for s in sides if s.kind in POWERS and not _is_own(s, mention.by)), None)
    day = iso(event.start, event.end, event.grain)
    if day is None or mention.from_ is not None or mention.to is not None or not _is_of_its_event(draft, mention, day):
        return
    mention.from_, mention.to = (None, day) if mention.state == LIFTED else (day, None)


def _is_of_its_event(draft: Draft, mention: Mention, day: str) -> bool:
    """Whether the day of the event that is told in the same words is the one on which the measure began or ended.

    It is not where the verb tells of something else, nor, of what goes on, a day that the same sentence names.
    """
    if mention.weight == 1:
        return False
    sentence = mention.what.sent
    told = (t for t in draft.times if sentence.start <= t.span.start < sentence.end)
    return not (mention.goes_on and any(t.start is not None and day.startswith(t.start[:10]) for t in told))
