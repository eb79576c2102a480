"""What stands around a word, as measures and talks need it: who does it, when and where, and whether it is real.

Pure questions to the parse and to what earlier components left in the draft; nothing here finds anything new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Token

from sayso.extract.draft import ActorDraft, Draft, PlaceDraft, TimeDraft
from sayso.extract.syntax import conjuncts, is_negated, is_passive, subjects
from sayso.rules import load_rows, load_toml

REAL, FUTURE, UNREAL, NEGATED = "real", "future", "unreal", "negated"
VERBAL = frozenset({"VERB", "AUX"})
#: Sides that take measures and talk to each other.
POWERS = frozenset({"government", "military", "police", "armed_group"})
#: Statements that only wish for, refuse or threaten what their content tells.
WISHES = frozenset({"demand", "ask", "threaten", "deny", "believe", "intend"})
MODIFIERS = frozenset({"npadvmod", "compound", "amod", "nmod", "poss", "pobj", "pcomp"})
DEPTH = 8


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(load_toml("around.toml")[key])


# --- who ------------------------------------------------------------------------------------------------------


def sides_in_play(draft: Draft) -> list[ActorDraft]:
    """The sides that the report is about, the most mentioned first (of equally many the first named)."""
    counts: Counter[int] = Counter()
    sides: dict[int, ActorDraft] = {}
    for actor in draft.actors:
        side = actor.side()
        if side.kind in POWERS:
            counts[id(side)] += len(actor.mentions)
            sides[id(side)] = side
    return sorted(sides.values(), key=lambda side: (-counts[id(side)], _first(side)))


def _first(actor: ActorDraft) -> int:
    return min((span.start for span in actor.mentions), default=10**9)


def actors_in(draft: Draft, tokens: Iterable[Token]) -> list[ActorDraft]:
    """The actors that these words name, each once, in their order."""
    found = [draft.actor_at[token.i] for token in tokens if token.i in draft.actor_at]
    return list(dict.fromkeys(found))


def sides_in(draft: Draft, tokens: Iterable[Token]) -> list[ActorDraft]:
    """The sides of the actors that these words name, those that are powers, each once."""
    return list(dict.fromkeys(a.side() for a in actors_in(draft, tokens) if a.side().kind in POWERS))


def powers_in(draft: Draft, tokens: Iterable[Token]) -> list[ActorDraft]:
    """The actors that these words name, and the governments of the countries that they name: "Iran", "Iranian"."""
    states = {actor.country: actor for actor in draft.actors if actor.kind == "government" and actor.side() is actor}
    found = []
    for token in tokens:
        actor = draft.actor_at.get(token.i) or states.get(_country_of(draft, token))
        if actor is not None:
            found.append(actor)
    return list(dict.fromkeys(found))


def states_in(draft: Draft, tokens: Iterable[Token]) -> list[ActorDraft]:
    """The actors that these words name; of countries their governments, also those that nobody else calls so here.

    "Mediators from Oman", "Saudi mediators": whoever mediates acts for the state.
    """
    states = {actor.country: actor for actor in draft.actors if actor.kind == "government" and actor.side() is actor}
    found = []
    for token in tokens:
        actor, code = draft.actor_at.get(token.i), _country_of(draft, token)
        if code and (actor is None or actor.kind in {"population", "unknown"}):
            actor = states.setdefault(code, ActorDraft(_countries()["name"][code], "government", country=code))
            if not actor.mentions:
                place = draft.place_at.get(token.i)
                spans = (m for m in place.mentions if m.start <= token.i < m.end) if place is not None else iter(())
                actor.mentions.append(next(spans, token.doc[token.i : token.i + 1]))
                draft.actors.append(actor)
        if actor is not None:
            found.append(actor)
    return list(dict.fromkeys(found))


def government_at(draft: Draft, tokens: Iterable[Token]) -> ActorDraft | None:
    """The government of the one country in which these words' places lie; None where they lie in two or in none.

    It is one that the report names, that of the state before that of a province.
    """
    codes = {place.country for t in tokens if (place := draft.place_at.get(t.i)) is not None and place.country}
    country = _countries()["place"].get(codes.pop(), "") if len(codes) == 1 else None
    states = [a for a in draft.actors if a.kind == "government" and a.side() is a and a.country == country]
    states.sort(key=lambda actor: not is_national(draft, actor))
    return next(iter(states), None) if country else None


def is_national(draft: Draft, actor: ActorDraft) -> bool:
    """Whether a government is not that of a province or a town by its name ("the administration in Mekelle")."""
    named = (draft.place_at.get(t.i) for span in actor.mentions for t in span[1:])
    return not any(place is not None and place.kind != "country" for place in named)


def local_government(draft: Draft, noun: Token) -> ActorDraft | None:
    """What a governor or mayor heads: the government of the place in the phrase, else of the province named last."""
    actor = draft.actor_at.get(noun.i)
    role = actor.role if actor is not None and actor.role is not None else noun.lemma_.lower()
    if role.split()[-1] not in _words("local_heads"):
        return None
    roots = [noun, *(span.root for span in actor.mentions)] if actor is not None else [noun]
    inside = (draft.place_at[t.i] for root in roots for t in root.subtree if t.i in draft.place_at)
    place = next((p for p in inside if p.kind != "country"), None) or last_province(draft, noun)
    return _government_of(draft, f"{place.name} government") if place is not None else None


def last_province(draft: Draft, noun: Token) -> PlaceDraft | None:
    """The province, or the like, that was named last before a word."""
    told = [
        (span.start, place)
        for place in draft.places
        if place.kind == "admin1"
        for span, use in zip(place.mentions, place.uses, strict=True)
        if use == "literal" and span.start < noun.i
    ]
    return max(told, key=lambda row: row[0])[1] if told else None


def _government_of(draft: Draft, name: str) -> ActorDraft:
    """The actor of this name, as far as the report or its events know it; else a new one."""
    known = [*draft.actors, *(actor for event in draft.events for actor in (*event.actors, *event.recipients))]
    known += [measure.by for measure in draft.measures if measure.by is not None]
    return next((actor for actor in known if actor.name == name), None) or ActorDraft(name, "government")


def _country_of(draft: Draft, token: Token) -> str:
    """The country (ISO 3166 alpha-3) that a place of the text, or an adjective, means; "" where none."""
    place = draft.place_at.get(token.i)
    if place is not None:
        return _countries()["place"].get(place.country or "", "") if place.kind == "country" else ""
    return _countries()["adjective"].get(token.text, "") if token.tag_ in {"JJ", "NNP", "NNPS", "NNS"} else ""


@cache
def _countries() -> dict[str, dict[str, str]]:
    """Alpha-3 codes by the alpha-2 code of a place, and by the adjective of a country or the name of its people."""
    rows = load_rows("countries.csv")
    words = ((word, row["iso3"]) for row in rows for word in f"{row['adjectives']}|{row['people']}".split("|") if word)
    places, names = {row["iso2"]: row["iso3"] for row in rows}, {row["iso3"]: row["name"] for row in rows}
    return {"place": places, "adjective": dict(words), "name": names}


def doers(verb: Token) -> list[Token]:
    """Who does it: agents of a passive; else the subjects, relative pronouns resolved, borrowed where none are told."""
    if is_passive(verb):
        by = [child for child in verb.children if child.dep_ in {"agent", "prep"} and child.lower_ == "by"]
        return _spread(noun for preposition in by for noun in preposition.rights)
    for above in _clause_chain(verb):
        found = subjects(above)
        if found:
            return _spread(referent(noun) for noun in found) if not is_passive(above) or above == verb else []
        if above.dep_ == "acl" and above.tag_ == "VBG":
            return _spread([above.head])
        if above.dep_ == "acl" and any(child.tag_ == "TO" for child in above.lefts):
            return _spread(_owners(above.head))
    return _spread(_beside(verb))


def _owners(noun: Token) -> list[Token]:
    """Whose decision, move or promise a noun tells: "the decision of Iran to lift", "Iran's move to lift"."""
    of = [owner for prep in noun.rights if prep.lower_ in {"of", "by"} for owner in prep.rights]
    return [child for child in noun.lefts if child.dep_ == "poss"] or of


def _beside(verb: Token) -> list[Token]:
    """The subject right before a finite verb where the parser took it for an apposition ("In Basra, the army shut")."""
    before = verb.nbor(-1) if verb.i > verb.sent.start and verb.tag_ in {"VBD", "VBZ", "VBP"} else None
    while before is not None and before.head.i < verb.i and before.dep_ not in {"appos", "ROOT"}:
        before = before.head
    return [before] if before is not None and before.dep_ == "appos" and before.right_edge.i == verb.i - 1 else []


def _clause_chain(verb: Token) -> Iterator[Token]:
    """The verb and those whose subject it may borrow."""
    for _ in range(DEPTH):
        yield verb
        if verb.dep_ == "conj" and verb.tag_ in {"VBD", "VBN"} and verb.head.tag_ == "VB" and verb.head.dep_ == "xcomp":
            verb = verb.head.head  # "ordered them to leave and banned": no infinitive
        elif verb.dep_ == "pcomp" and verb.head.head.pos_ in VERBAL:
            verb = verb.head.head
        elif verb.dep_ in {"conj", "xcomp", "advcl", "acl", "ccomp"} and verb.head.pos_ in VERBAL:
            verb = verb.head
        else:
            return


def referent(noun: Token) -> Token:
    """What a relative pronoun stands for; any other noun is itself."""
    if noun.tag_ in {"WDT", "WP"}:
        return next((above.head for above in noun.ancestors if above.dep_ == "relcl"), noun)
    return noun


def _spread(nouns: Iterable[Token]) -> list[Token]:
    return [token for noun in nouns for token in conjuncts(noun)]


def infinitives(verb: Token) -> list[Token]:
    """A verb, with what it is due or set to: "is due to expire"."""
    due = [verb, *(c for c in verb.rights if c.dep_ in {"acomp", "xcomp"})]
    return [*due, *(c for t in due[1:] for c in t.rights if c.dep_ == "xcomp")]


# --- standing -------------------------------------------------------------------------------------------------


def governor(noun: Token) -> Token:
    """The verb of which a noun is the subject, object or complement, through prepositions and nouns of process."""
    token = noun
    for _ in range(DEPTH):
        if token.pos_ in VERBAL and token != noun:
            return token
        if token.head == token:
            break
        token = token.head
    return token


def reality(draft: Draft, verb: Token) -> str:
    """Whether what a verb tells has come about, is announced, is only wished for or supposed, or is negated."""
    if is_negated(verb):
        return NEGATED
    said = draft.innermost(verb)
    modal = _modal(verb)
    if modal == UNREAL or _is_supposed(verb) or (said is not None and said.act in WISHES and not _is_given(verb)):
        return UNREAL
    return FUTURE if modal == FUTURE else REAL


def _is_given(verb: Token) -> bool:
    """Whether a verb in a wish is presupposed: a past relative clause, a participle after its noun."""
    return any(t.dep_ in {"relcl", "acl"} and t.tag_ in {"VBD", "VBN", "VBZ", "VBP"} for t in (verb, *verb.ancestors))


def _modal(verb: Token) -> str:
    """What auxiliaries, and the verbs above an infinitive, make of it."""
    governed = False  # by what a verb says of its infinitive, not by the verb that it is coordinated with
    for above in _clause_chain(verb):
        modals = [c.lower_ for c in above.children if c.dep_ == "aux"]
        if any(word in _words("future") for word in modals):
            return FUTURE
        if any(word in _words("unreal") for word in modals):
            return UNREAL
        if governed and above.lemma_ in _words("wishes"):
            return UNREAL
        if governed and above.lemma_ in _words("plans"):
            return FUTURE
        governed = above.dep_ != "conj"
        if above.dep_ not in {"xcomp", "conj", "pcomp"} or any(
            c.dep_ in {"nsubj", "nsubjpass"} for c in above.children
        ):
            break
    return REAL


def _is_supposed(verb: Token) -> bool:
    """Whether the verb stands in a condition: after "if", "unless", "once", "until", "provided that"."""
    for above in (verb, *verb.ancestors):
        if above.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in _words("supposing") for c in above.children):
            return True
        if above.dep_ in {"ROOT", "relcl"}:
            return False
    return False


# --- when and where -------------------------------------------------------------------------------------------


def time_of(draft: Draft, near: Iterable[Token]) -> TimeDraft | None:
    """The time that hangs on one of these words, the first word's first; durations and sets are none."""
    dated = [time for time in draft.times if time.start is not None and is_dated(time)]
    starts = {t.i: time for time in dated for t in time.span if t.head not in time.span or t == t.head}
    return next((starts[t.i] for token in near for t in _hanging(token) if t.i in starts), None)


def is_dated(time: TimeDraft) -> bool:
    """Whether a time tells a day, a month, a year; a duration, a repeated time and a bare clock time tell none."""
    if time.type == "TIME" and time.grain == "hour":
        return any(token.is_title or token.lower_ in {"yesterday", "today", "tomorrow"} for token in time.span)
    return time.type in {"DATE", "TIME"}


def place_of(draft: Draft, near: Iterable[Token]) -> PlaceDraft | None:
    """The place that hangs on one of these words, where it is meant as a place."""
    for token in near:
        for t in _hanging(token):
            place = draft.place_at.get(t.i)
            is_site = place is not None and (place.kind != "country" or t.head.lower_ in {"in", "at"})
            if is_site and t.i not in draft.actor_at:
                return place
    return None


def _hanging(token: Token) -> Iterator[Token]:
    """The modifiers of a word and the nouns in its prepositional phrases, two deep; no clauses."""
    for child in token.children:
        if child.dep_ in MODIFIERS:
            yield child
        elif child.dep_ in {"prep", "agent"}:
            for noun in child.children:
                yield noun
                for inner in noun.children:
                    if inner.dep_ in {"prep", "appos", "npadvmod", "nummod", "compound"}:
                        yield inner
                        yield from inner.children


def iso(start: str | None, end: str | None, grain: str = "day") -> str | None:
    """One ISO date for an interval: the day, the month where it is one, else a range."""
    if start is None or end is None or start == end:
        return start or end
    if grain == "month" and start[:7] == end[:7]:
        return start[:7]
    return start[:4] if grain == "year" and start[:4] == end[:4] else f"{start}/{end}"
