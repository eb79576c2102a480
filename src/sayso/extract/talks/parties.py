"""Who talks: those named with it, those who hold it, the pair that "the two sides" means; and who mediates."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from spacy.tokens import Span, Token

from sayso.extract.around import POWERS, VERBAL, actors_in, doers, powers_in, sides_in
from sayso.extract.draft import ActorDraft, Draft
from sayso.extract.syntax import conjuncts, noun_phrase
from sayso.extract.talks.lexicon import Round, telling_state, words
from sayso.extract.talks.mentions import is_hyphened
from sayso.extract.talks.states import lemma_of
from sayso.extract.thirds import mediators_in, once

#: Prepositions before a party, and before all parties at once.
WITH = frozenset({"with", "between", "among", "involving"})
#: So many sentences back "the two sides" may have been named.
PAIR_REACH = 4
#: So many sentences away it may be told who mediates.
BESIDE = 4


def fill_parties(draft: Draft, told: Round, verb: Token, rounds: Sequence[Round], others: Sequence[ActorDraft]) -> None:
    """Those named with it; where these are not all, also who holds the talks, whom the pair means, who tells of them.

    `others` are those who mediate anywhere in the report: they are no party that has to be guessed.
    """
    tokens, is_whole = _party_words(told.head)
    holders = [] if is_whole else _holders(told.head, verb)
    plain = [t for t in (*holders, *tokens) if not (_is_collective(draft, t) or _is_collective(draft, t.head))]
    parties = once(_without(_sides(draft, plain), told.mediators))
    if len(parties) < 2 and (pair := _meant(draft, told, (*tokens, *holders, *told.head.lefts), rounds, others)):
        parties = once([*parties, *pair])[: max(2, len(pair))]
        told.note = "those that were named last"
    if len(parties) < 2:
        parties = once([*parties, *_without(_in_event(draft, told.head, verb), [*told.mediators, *others])])
    if len(parties) == 1 and any(above.lower_ == "with" for t in tokens for above in (t.head, t.head.head)):
        parties = [*_without(_teller(draft, told.head), others), *parties]
    told.parties = once(parties)
    told.is_whole = is_whole and told.note is None


def _teller(draft: Draft, head: Token) -> list[ActorDraft]:
    """The side that tells of talks "with" another."""
    said = draft.innermost(head)
    side = said.speaker.side() if said is not None and said.speaker is not None else None
    return [side] if side is not None and side.kind in POWERS else []


def _sides(draft: Draft, tokens: Iterable[Token]) -> list[ActorDraft]:
    """The sides that these words name, also by the name of their country: "delegations from Iran and Iraq"."""
    return [actor.side() for actor in powers_in(draft, tokens) if actor.side().kind in POWERS]


def _meant(
    draft: Draft, told: Round, tokens: Iterable[Token], rounds: Sequence[Round], others: Sequence[ActorDraft]
) -> list[ActorDraft]:
    """The pair that "the two sides" means, or "the talks" of which nobody is told."""
    if any(_is_collective(draft, token) for token in tokens):
        return _pair(draft, told, rounds, others)
    is_known = told.head.left_edge.lower_ in {"the", "these", "those"} or told.head.lemma_ in words("parts")
    return _last_pair(rounds, told.mediators) if is_known or told.rank is not None else []


def _without(sides: Iterable[ActorDraft], others: Sequence[ActorDraft]) -> list[ActorDraft]:
    return [side for side in sides if side not in others]


def _holders(head: Token, verb: Token) -> list[Token]:
    """The words of those that hold, leave or resume the talks; not of who only hosts, wants or brokers them."""
    if verb.pos_ not in VERBAL or verb.lemma_ in words("mediation", "verbs") | words("mediation", "hosting"):
        return []
    if head.lemma_ in words("deals") and head.dep_ == "pobj" and head.head.lower_ in {"in", "under"}:
        joint = doers(verb)  # "Russia and Ukraine exchanged prisoners in a deal"
        return [t for doer in joint for t in noun_phrase(doer)] if len(joint) > 1 else []
    if lemma_of(verb) not in telling_state() and verb.lemma_ not in telling_state() | words("holding"):
        return []
    return [t for doer in doers(verb) for t in noun_phrase(doer)]


def _party_words(head: Token) -> tuple[list[Token], bool]:
    """The words of a mention that can name a party, and whether they name all ("between the two")."""
    heads = [head, *(noun for prep in head.rights if prep.lower_ == "of" for noun in prep.rights)]
    tokens: list[Token] = []
    for noun in heads:
        tokens += [noun] if noun.lower_ not in words("nouns") | words("parts") else []
        for child in noun.children:
            if is_hyphened(child):
                continue
            if child.dep_ in {"compound", "amod", "poss", "nmod"}:
                tokens += [t for t in child.subtree if t.dep_ != "case"]
            elif child.lower_ in WITH and not _are_aside(child):
                tokens += _behind(child)
    verbs = [head.head, *(c for c in head.head.rights if c.dep_ == "xcomp")] if head.head.pos_ in VERBAL else []
    preps = [prep for verb in verbs for prep in verb.rights if prep.lower_ in {"with", "between"}]
    tokens += [t for prep in preps if not _are_aside(prep) for t in _behind(prep)]
    between = [t for t in tokens if any(above.lower_ in {"between", "among"} for above in t.ancestors)]
    return (between, True) if between else (tokens, False)


def _are_aside(preposition: Token) -> bool:
    """ "With Egypt and Kenya as observers": those who are there, but no party."""
    after = preposition.right_edge.i + 1
    words_after = [preposition.doc[after].lower_] if after < len(preposition.doc) else []
    third = words("mediation", "verbs") | words("mediation", "nouns") | {"as", "mediating", "facilitating"}
    return any(t.lower_ in third for t in preposition.subtree) or "as" in words_after


def _behind(preposition: Token) -> list[Token]:
    """The nouns behind a preposition with the words of their phrases."""
    nouns = [party for pobj in preposition.rights for party in conjuncts(pobj)]
    return [t for noun in nouns for t in (noun, *noun_phrase(noun)) if t.i >= preposition.i]


def _is_collective(draft: Draft, token: Token) -> bool:
    """ "The two sides", "both governments", "the parties", "their talks", "they": a pair that was named before."""
    if token.lower_ in words("collective", "pronouns"):
        return token.i not in draft.actor_at or token.lower_ == "both"
    known = token.lemma_.lower() in words("collective", "nouns")
    if not known or token.tag_ not in {"NNS", "NNPS", "CD", "DT"}:
        return False
    before = {child.lower_ for child in token.lefts if child.dep_ not in {"cc", "punct"}}
    if any(child.lower_ in {"from", "of", "for"} for child in token.rights):
        return False
    return before <= words("collective", "openers")


def _pair(draft: Draft, told: Round, rounds: Sequence[Round], others: Sequence[ActorDraft]) -> list[ActorDraft]:
    """The last two sides that one sentence names together, here or shortly before; else those of the last round."""
    at = told.head
    sentence = at.sent
    for _ in range(PAIR_REACH):
        tokens = [t for t in sentence if draft.body[t.i] and (t.i < at.i or sentence == at.sent)]
        sides = _without(sides_in(draft, tokens), [*others, *told.mediators])
        if len(sides) > 1:
            return sides[:2]
        if sentence.start == 0:
            break
        sentence = _sentence_before(sentence)
    return _last_pair(rounds, told.mediators)


def _last_pair(rounds: Sequence[Round], mediators: Sequence[ActorDraft]) -> list[ActorDraft]:
    """The parties of the last round of which more than one is known, none of whom mediates."""
    pairs = (list(known.parties) for known in reversed(rounds) if len(known.parties) > 1)
    return next((pair for pair in pairs if not set(map(id, pair)) & set(map(id, mediators))), [])


def _sentence_before(sentence: Span) -> Span:
    """The sentence before this one."""
    return sentence.doc[sentence.start - 1].sent


def _in_event(draft: Draft, head: Token, verb: Token) -> list[ActorDraft]:
    """The sides of the meeting or deal that is told in the same words."""
    places = {head.i, verb.i, head.head.i}
    for event in draft.events:
        if event.type in words("events") and any(t.i in places for span in (event.anchor, *event.also) for t in span):
            return [a.side() for a in (*event.actors, *event.recipients) if a.side().kind in POWERS]
    return []


# --- who mediates ---------------------------------------------------------------------------------------------


def mediators_of(
    draft: Draft, head: Token, others: Sequence[Token] = ()
) -> tuple[list[ActorDraft], list[ActorDraft]]:
    """Who mediates these talks (no others of the same sentence), and who only hosts them, as their sentence says."""
    inner = [noun for prep in head.rights if prep.lower_ == "of" for noun in prep.rights]
    hyphened = [c for noun in (head, *inner) for c in noun.lefts if is_hyphened(c)]
    named = [t for child in hyphened for t in child.subtree]
    strong, hosts = mediators_in(draft, head.sent, named, others)
    return once([*_in_compound(draft, hyphened), *_proposers(draft, head), *strong]), hosts


def _proposers(draft: Draft, head: Token) -> list[ActorDraft]:
    """The body of states that proposed the talks of others: "talks proposed by the African Union"."""
    clauses = [c for c in head.rights if c.dep_ == "acl" and c.lemma_ in words("mediation", "proposing")]
    proposing = [a for clause in clauses for a in actors_in(draft, doers(clause))]
    return [actor for actor in proposing if actor.kind == "igo"]


def _in_compound(draft: Draft, hyphened: Sequence[Token]) -> list[ActorDraft]:
    """The actors in "U.S.-brokered", where it is one word: those that the report calls so elsewhere."""
    names = {t.text.rpartition("-")[0] for t in hyphened} - {""}
    return [a.side() for a in draft.actors if names and any(span.text in names for span in a.mentions)]


def mediators_beside(draft: Draft, head: Token, taken: Container[int]) -> list[ActorDraft]:
    """Who mediates as a sentence nearby tells that has no talks of its own: "Norway has facilitated the process"."""
    for sentence in _nearby(head.sent):
        if draft.body[sentence.start] and not any(t.i in taken or _is_named(t) for t in sentence):
            mediating, hosting = mediators_in(draft, sentence)
            if mediating or hosting:
                return [*mediating, *hosting]
    return []


def _is_named(token: Token) -> bool:
    """A process or track by its name, which others mediate: "the Nairobi process"."""
    known = token.lemma_.lower() in words("parts") | words("only_after", "nouns")
    return known and any(c.pos_ == "PROPN" for c in token.lefts)


def _nearby(here: Span) -> Iterator[Span]:
    """The sentences around one, the nearest first, those after it before those ahead of it."""
    doc, after, before = here.doc, here.end, here.start
    for _ in range(BESIDE):
        if after < len(doc):
            yield doc[after].sent
            after = doc[after].sent.end
        if before > 0:
            yield doc[before - 1].sent
            before = doc[before - 1].sent.start
