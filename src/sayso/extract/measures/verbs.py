"""Measures told by a verb: "closed the border", "kept the crossings shut", "expelled two diplomats"."""

from __future__ import annotations

from spacy.tokens import Span, Token

from sayso.extract.around import POWERS, actors_in, doers, local_government, referent
from sayso.extract.draft import ActorDraft, Draft
from sayso.extract.measures.objects import kind_of_object, unwrapped
from sayso.extract.measures.state import state_of_verb
from sayso.extract.measures.told import IN_FORCE, KNOWN, LIFTED, Mention, has_had, words
from sayso.extract.measures.when import fill_when
from sayso.extract.measures.who import who_of_verb
from sayso.extract.syntax import is_passive, noun_phrase, objects, subjects


def verb_mention(draft: Draft, verb: Token) -> Mention | None:
    """ "Closed the border", "imports had been suspended", "kept the crossings shut", "reopened the gate"."""
    lemma = with_particle(verb)
    crossings = [c for c in verb.rights if c.dep_ in {"ccomp", "xcomp"} and _is_crossing(draft, c)]
    hit = crossings or [referent(noun) for noun in (*objects(verb), *_intransitive(verb))]
    stopped = [part for noun in hit for part in unwrapped(noun)]
    if verb.lemma_ in words("stop", "keeping"):
        closed = _kept_closed(verb)
        if closed is None:
            return None
        stopped += [*subjects(closed), *subjects(verb)] if not objects(verb) else []
        lemma = "close"
    elif verb.dep_ in {"acl", "oprd", "ccomp", "xcomp"} and verb in _closed_by(verb):
        return None  # "kept the crossings shut" is told by the other verb
    kind = _kind(draft, verb, lemma, stopped)
    if kind is None or (kind != "aid_suspension" and _is_by_others(draft, verb, stopped)):
        return None
    papers = words("objects", "only_cancelled")  # who revokes a visa lifts nothing
    is_undone = lemma in words("undo", "verbs") and not any(t.lemma_.lower() in papers for t in stopped)
    if is_undone and lemma in words("undo", "only_measures") and kind != KNOWN:
        return None
    state = state_of_verb(draft, verb, LIFTED if is_undone else IN_FORCE)
    if state is None:
        return None
    about = next((noun.lemma_.lower() for noun in stopped), "")
    told = Mention(kind, _clause(verb, stopped), state, 3, said_by=draft.holding(verb), about=about)
    return _fill(draft, told, verb, stopped)


def _kind(draft: Draft, verb: Token, lemma: str, stopped: list[Token]) -> str | None:
    """The kind of measure that a verb makes of what it stops; `KNOWN` for "resumed it"."""
    kind = next((kind for noun in stopped if (kind := kind_of_object(draft, noun, lemma)) is not None), None)
    kind = kind or _kind_of_exclusion(verb) or _kind_of_rule(draft, verb)
    if kind in {None, "trade_suspension"} and _is_relief(draft, verb, stopped):
        return "aid_suspension"
    is_known = kind is None and lemma in words("undo", "verbs") and any(t.lower_ in {"it", "them"} for t in stopped)
    return KNOWN if is_known else kind


def _fill(draft: Draft, told: Mention, verb: Token, hit: list[Token]) -> Mention:
    """The mention with its sides and days, as the verb and what it hits tell them."""
    who_of_verb(draft, told, verb, hit)
    told.is_before = has_had(verb)
    fill_when(draft, told, verb, verb)
    return told


def _is_crossing(draft: Draft, token: Token) -> bool:
    """A crossing by its name, where the parser took it for a verb ("reopened the Attari crossing with")."""
    return token.lower_ in {"crossing", "crossings"} and any(
        (place := draft.place_at.get(t.i)) is not None and place.kind == "crossing" for t in (token, *token.lefts)
    )


def _is_relief(draft: Draft, verb: Token, stopped: list[Token]) -> bool:
    """Whether those who stop deliveries bring aid: an agency of the UN, an aid group."""
    is_delivery = any(noun.lemma_.lower() in words("stop", "deliveries") for noun in stopped)
    return is_delivery and any(a.kind in {"igo", "organization"} for a in actors_in(draft, doers(verb)))


def _kind_of_rule(draft: Draft, verb: Token) -> str | None:
    """ "Forbade women to work", "banned the party's members from voting": a power that forbids people something."""
    if verb.lemma_ not in words("stop", "forbidding") or not objects(verb):
        return None
    kept_from = [t for c in verb.rights if c.lower_ == "from" for t in c.rights if t.tag_ == "VBG"]
    rule = [*kept_from, *(c for c in verb.rights if c.dep_ == "xcomp")]
    takes = any(a.side().kind in POWERS for a in actors_in(draft, doers(verb)))
    return "other" if rule and (takes or is_passive(verb)) else None


def _kind_of_exclusion(verb: Token) -> str | None:
    """ "Banned the airline from its airspace": where somebody is kept out of."""
    if verb.lemma_ not in words("stop", "forbidding"):
        return None
    out_of = [t.lemma_.lower() for prep in verb.rights if prep.lower_ == "from" for t in prep.rights]
    return next((kind for lemma in out_of if (kind := words("stop", "domains").get(lemma)) is not None), None)


def _kept_closed(verb: Token) -> Token | None:
    """The "shut" of "kept the crossings shut", wherever the parser hung it."""
    near = [*verb.children, *(t for noun in objects(verb) for t in noun.children)]
    return next((t for t in near if t.lower_ in words("stop", "closed")), None)


def _closed_by(verb: Token) -> list[Token]:
    keepers = [above for above in (verb.head, verb.head.head) if above.lemma_ in words("stop", "keeping")]
    return [closed for keeper in keepers if keeper != verb and (closed := _kept_closed(keeper)) is not None]


def with_particle(verb: Token) -> str:
    """The lemma of a verb and its particle: "call_up"."""
    particle = next((child.lower_ for child in verb.rights if child.dep_ == "prt"), None)
    return f"{verb.lemma_}_{particle}" if particle is not None else verb.lemma_


def _intransitive(verb: Token) -> list[Token]:
    """The subject of "the crossing closed", "trade resumed"."""
    auxiliaries = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    return [s for part in (verb, *auxiliaries) for s in subjects(part)] if not objects(verb) else []


def _is_by_others(draft: Draft, verb: Token, stopped: list[Token]) -> bool:
    """Whether the doers are people who take no measures: protesters who close a road, traders who stop their trucks."""
    named = actors_in(draft, [t for t in doers(verb) if t not in stopped])
    return bool(named) and all(_takes_none(draft, a) for a in named)


def _takes_none(draft: Draft, actor: ActorDraft) -> bool:
    """Whether this is somebody of no office."""
    if actor.side().kind == "person":
        return actor.role is None and local_government(draft, actor.mentions[0].root) is None
    return actor.side().kind in {"population", "media"}


def _clause(verb: Token, stopped: list[Token]) -> Span:
    """The words that tell it: the verb with what it stops."""
    near = [t for noun in stopped[:1] for t in (noun_phrase(noun) if noun.pos_ != "VERB" else (*noun.lefts, noun))]
    after = [c.i for c in verb.children if c.dep_ in {"prt", "acomp", "oprd"} or c.lower_ in words("stop", "closed")]
    ends = [verb.i, *(t.i for t in near), *after]
    return verb.doc[min(ends) : max(ends) + 1]


def own_verb_mention(draft: Draft, verb: Token, lemma: str) -> Mention | None:
    """ "Expelled two diplomats", "sanctioned three banks", "mobilised reservists"."""
    kind = str(words("verbs")[lemma])
    hit = objects(verb)
    wanted = {"expulsion": words("expelled", "people"), "mobilisation": words("expelled", "forces")}.get(kind)
    if not hit or (wanted is not None and hit[0].lemma_.lower() not in wanted):
        return None
    state = state_of_verb(draft, verb, IN_FORCE)
    if state is None:
        return None
    told = Mention(kind, _clause(verb, hit), state, 3, said_by=draft.holding(verb))
    return _fill(draft, told, verb, hit)


def adjective_mention(draft: Draft, token: Token) -> Mention | None:
    """ "The border remains closed", "the crossing has been shut since June"."""
    verb = token.head
    if token.dep_ not in {"acomp", "oprd", "attr"} or verb.lemma_ not in words("stop", "keeping"):
        return None
    stopped = [*objects(verb), *subjects(verb)] if verb.lemma_ in {"keep", "leave", "hold"} else subjects(verb)
    kind = next((kind for noun in stopped if (kind := kind_of_object(draft, noun, "close")) is not None), None)
    state = state_of_verb(draft, verb, IN_FORCE)
    if kind is None or state is None:
        return None
    about = next((noun.lemma_.lower() for noun in stopped), "")
    told = Mention(kind, _clause(verb, stopped[:1]), state, 2, said_by=draft.holding(token), about=about)
    return _fill(draft, told, verb, stopped)


def order_mention(draft: Draft, verb: Token) -> Mention | None:
    """An expulsion in other words: "gave the ambassador 48 hours to leave", "declared two envoys persona non grata"."""
    leave = next((t for t in verb.subtree if t.i > verb.i and t.lower_ in words("expelled", "leaving")), None)
    if leave is None or (verb.lemma_ == "declare" and leave.lower_ != "grata"):
        return None
    given = [*(c for c in verb.lefts if c.dep_ == "nsubjpass"), *verb.doc[verb.i + 1 : leave.i]]
    whom = next((t for t in given if t.pos_ == "NOUN" and t.lemma_.lower() in words("expelled", "people")), None)
    if whom is None:
        return None
    state = state_of_verb(draft, verb, IN_FORCE)
    if state is None or not any(a.side().kind in POWERS | {"unknown"} for a in actors_in(draft, whom.subtree)):
        return None
    told = Mention("expulsion", _clause(verb, [whom]), state, 3, said_by=draft.holding(verb))
    return _fill(draft, told, verb, [whom])


def designated_mention(draft: Draft, verb: Token) -> Mention | None:
    """ "Designated the group as a terrorist organisation": it comes with sanctions."""
    named = objects(verb)
    calls = [t for t in verb.subtree if t.i > verb.i and t.lemma_.lower() in words("designated", "as")]
    who = [a for a in actors_in(draft, doers(verb)) if a.side().kind in POWERS | {"igo"}]
    if not named or not calls or (not who and not is_passive(verb)):
        return None
    state = state_of_verb(draft, verb, IN_FORCE)
    if state is None:
        return None
    told = _fill(draft, Mention("sanctions", _clause(verb, named), state, 3, said_by=draft.holding(verb)), verb, named)
    target = next((a.side() for a in actors_in(draft, named) if a.side().kind in POWERS), None)
    told.toward = target if target is not None and target is not told.by else told.toward
    return told
