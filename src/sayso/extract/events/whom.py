"""Whom a noun means in an event: the body, the force, the state or the people behind it, and whose thing it is."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from sayso.extract.draft import ActorDraft, Draft
from sayso.extract.events.clause import all_subjects, by_agents, is_passive, referent
from sayso.extract.events.lexicon import Kind, noun_class
from sayso.extract.events.mention import Voices
from sayso.extract.events.parties import SIDES, Parties, is_named
from sayso.extract.events.roles import OWNING, after, owning
from sayso.extract.events.verbs import words
from sayso.extract.syntax import SUBJECTS

#: Pronouns that may stand for the side that speaks.
SELF = frozenset({"we", "us", "it", "they", "them", "our", "ours"})
OURSELVES = frozenset({"we", "us", "our", "ours"})
#: Where people or things come from: "fighters from X", "gunfire from X".
ORIGIN = frozenset({"of", "from"})
#: Prepositions after which a country acts, and is no place.
NAMING = frozenset({"by", "on", "between", "with"})
#: Kinds of actor to whom nothing belongs that could be hit or fired.
OWN_NOTHING = frozenset({"person", "population"})
NO_DEED = Kind("")
#: Deeds that are done to people as those who they are: one takes pupils and frees fishermen, and kills civilians.
PERSONAL = frozenset(
    {("ASSAULT", "abduct"), ("COERCE", "arrest"), ("COERCE", "deport"), ("RETREAT", "release"), ("SANCTION", "expel")}
)
#: Deeds that a state suffers as such, and not the people or the ground of the place that is named.
DEALINGS = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "ACCUSE", "REJECT", "SANCTION"})
BEARING_ARMS = frozenset({"armed_group", "military", "police"})


class Whom:
    """Finds the actors of one Doc behind the nouns of its events."""

    def __init__(self, draft: Draft, voices: Voices, parties: Parties) -> None:
        self.draft, self.voices, self.parties = draft, voices, parties
        #: What the people whom it looks for do or suffer.
        self.deed = NO_DEED

    def find(self, nouns: Iterable[Token], acted_on: bool, deed: Kind = NO_DEED) -> list[ActorDraft]:
        """The actors that these nouns mean, each once, as far as they are a body, a side or a population."""
        self.deed = deed
        found: list[ActorDraft] = []
        for noun in nouns:
            for actor in self._of_noun(whole(referent(noun)), acted_on):
                if actor not in found:
                    found.append(actor)
        return found

    def _of_noun(self, noun: Token, acted_on: bool) -> list[ActorDraft]:
        several = self._several(noun)
        if several:
            return several
        before = noun.doc[noun.left_edge.i : noun.i]
        if acted_on and any(token.lower_ in noun_class("flagged") for token in before):
            return []
        actor = self._one(noun, acted_on) or (self._employer(noun) if acted_on else None)
        return [] if actor is None else [actor]

    def at(self, token: Token) -> ActorDraft | None:
        """The actor that a token names; an adjective or name of a country before a noun is its government."""
        actor = self.draft.actor_at.get(token.i)
        if token.dep_ in OWNING and actor is not None and actor is self.draft.actor_at.get(token.head.i):
            actor = self.parties.named(token.text) or actor  # "FC men": those of the FC
        if actor is None and token.dep_ in OWNING | {"conj", "pobj"}:
            actor = self.parties.nation(token) or self.parties.called(token)
        return actor

    def _several(self, noun: Token) -> list[ActorDraft]:
        """Those whom one noun joins: "Thai and Cambodian troops", "delegations from Russia and Ukraine"."""
        both = any(child.lower_ in {"two", "both"} for child in noun.children)
        if both and self.parties.two is not None and noun.lemma_.lower() in noun_class("pair"):
            return list(self.parties.two)
        for row in (owning(noun), after(noun, ORIGIN)):
            if len(row) > 1:
                actors = [actor for token in row if (actor := self.at(token)) is not None]
                sides = list(dict.fromkeys(actor for actor in actors if actor.kind not in OWN_NOTHING))
                joined = {token.head for token in row if token.dep_ == "conj"}
                if len(sides) > 1 and joined & set(row):
                    return sides
        return []

    def _one(self, noun: Token, acted_on: bool) -> ActorDraft | None:
        lemma = noun.lemma_.lower()
        actor = self.draft.actor_at.get(noun.i)
        if acted_on and any(child.lemma_.lower() in {"civilian", "residential"} for child in noun.children):
            return self.parties.make("civilians", "population")
        if lemma in noun_class("ground"):
            return self._holder(noun, lemma)
        if actor is None and noun.lower_ in SELF:
            return self._speaker(noun) if noun.lower_ in OURSELVES or not acted_on else None
        worn = [known for token in _uniforms(noun) if (known := self.at(token)) is not None]
        if worn:
            return self.parties.settle(worn[0], noun)
        if noun.dep_ in {"amod", "compound", "nmod"}:
            actor = self.at(noun)
            return actor if actor is not None and actor.kind not in OWN_NOTHING else None
        owner = self.owner(noun)
        if actor is not None and actor.kind != "population":
            told = owner is not None and owner.kind in BEARING_ARMS | {"organization"} and is_named(owner)
            if told and actor.kind == "armed_group" and not is_named(actor):
                return owner
            found = self.parties.settle(actor, noun)
            personal = acted_on and actor.kind == "person" and is_named(actor) and _is_personal(self.deed)
            return actor if found is None and personal else found
        if actor is not None:
            return self._people(noun, actor, owner, acted_on)
        if owner is not None:
            return self.parties.settle(owner, noun)
        return self._unnamed(noun, acted_on)

    def _people(self, noun: Token, actor: ActorDraft, owner: ActorDraft | None, acted_on: bool) -> ActorDraft | None:
        """Whom a population means: a nation that acts is its state; who kills is none of the civilians."""
        if owner is not None and noun.lemma_.lower() in noun_class("fighters"):
            return self.parties.settle(owner, noun)
        if not acted_on and noun.tag_ == "NNPS" and (state := self.parties.nation(noun)) is not None:
            return state  # "accused the Americans of bombing a farm"
        if acted_on and not _is_personal(self.deed):
            return self.parties.settle(actor, noun)
        if actor.for_ is not None or actor.of is not None:
            return self.parties.settle(actor, noun)
        if noun.pos_ == "PRON" and actor.name in {"people", "civilians"}:
            return None
        of_kind = any(child.dep_ == "compound" for child in noun.children)  # "crew members"
        bare = actor.name == "civilians" or (noun.lemma_.lower() in noun_class("anybody") and not of_kind)
        return self._group(noun) or self._called(noun) if bare else actor

    def _called(self, noun: Token) -> ActorDraft | None:
        """What people of no kind are called by what they do or suffer: those who march, those who are arrested."""
        if noun.lemma_.lower() not in noun_class("people") and noun.pos_ != "NUM":
            return None
        name = {"PROTEST": "protesters", "COERCE": "detainees"}.get(self.deed.type)
        fits = name is not None and (self.deed.type == "PROTEST" or self.deed.mode == "arrest")
        return self.parties.make(str(name), "population") if fits else None

    def _unnamed(self, noun: Token, acted_on: bool) -> ActorDraft | None:
        """Whom a noun means that neither is nor has an actor: a force, people, a ship, an institution."""
        personal = not acted_on or _is_personal(self.deed)
        found = (None if personal else self.parties.people(noun)) or self._group(noun)
        found = found or (self._called(noun) if personal else None)
        if found is None and noun.lemma_.lower() in noun_class("craft"):
            found = self._beside(noun)
        if found is None and acted_on and noun.pos_ == "PROPN":
            found = self.parties.at_home(noun)
        if found is None and acted_on and self.deed.type in DEALINGS:
            found = self.parties.nation(noun) or self.parties.of_capital(noun)
            if found is None and noun.lemma_ in {"country", "nation"} and any(c.lower_ == "the" for c in noun.children):
                found = self.parties.state()
        named = (noun.dep_ == "pobj" and noun.head.lower_ in NAMING) or noun.dep_ in SUBJECTS
        if found is None and noun.pos_ == "PROPN" and named and not acted_on:
            place = self.draft.place_at.get(noun.i)
            known = place is not None and place.kind == "country" and self.parties.nation_called(place.name)
            found = known or self.parties.nation(noun)  # "blamed on Pakistan"
        return found

    def _group(self, noun: Token) -> ActorDraft | None:
        """People of whom the text says what they are: "inmates", "prison guards"."""
        lemma = noun.lemma_.lower()
        known = noun_class("people") | noun_class("band")
        if noun.tag_ != "NNS" or lemma not in known:
            return None
        before = {"compound", "amod"} if lemma in noun_class("band") else {"compound"}
        last = [child for child in noun.children if child.i == noun.i - 1]
        proper = [child.text for child in last if child.dep_ in OWNING and child.text[:1].isupper()]
        if lemma in noun_class("anybody") and not proper:
            return None
        kinds = proper or [child.lower_ for child in last if child.dep_ in before]
        return self.parties.make(" ".join([*kinds, noun.lower_]), "population")

    def _holder(self, noun: Token, lemma: str) -> ActorDraft | None:
        """Who holds what is hit: a base, a post; what is hit in a state's towns is not the state."""
        owner = self.draft.actor_at.get(noun.i) or self.owner(noun)
        if owner is None or owner.kind not in SIDES | BEARING_ARMS or lemma not in noun_class("position"):
            return None
        return self.parties.settle(owner, noun)

    def _speaker(self, pronoun: Token) -> ActorDraft | None:
        """For whom "we" stands, and "it" or "they" that nobody resolved: the side that speaks."""
        holding = self.voices.of(pronoun)
        side = holding[-1].speaker.side() if holding and holding[-1].speaker is not None else None
        if side is not None and pronoun.lower_ == "it" and side.name[:1].islower() and side.name.endswith("s"):
            return None
        bodies = SIDES | BEARING_ARMS | {"organization", "igo"}
        return side if side is not None and side.kind in bodies else None

    def _beside(self, noun: Token) -> ActorDraft | None:
        """Whose ship it is in "the Greek side ignored calls, and one ship turned": of the clause with which it goes."""
        verb = noun.head
        if verb.dep_ != "conj" or verb.head.pos_ not in {"VERB", "AUX"}:
            return None
        actors = (self.draft.actor_at.get(subject.i) for subject in all_subjects(verb.head))
        return next((self.parties.settle(actor, noun) for actor in actors if actor is not None), None)

    def _employer(self, noun: Token) -> ActorDraft | None:
        """Whose driver or lorry it is: of the body that acts because of it, "halted work after a driver was beaten"."""
        known = self.draft.actor_at.get(noun.i)
        if noun.pos_ == "PRON" and known is not None and known.mentions:
            noun = known.mentions[0].root
        if noun.lemma_.lower() not in noun_class("staff"):
            return None
        for above in noun.ancestors:
            if above.dep_ == "advcl" and above.head.pos_ == "VERB":
                actors = (self.draft.actor_at.get(subject.i) for subject in all_subjects(above.head))
                return next((a for a in actors if a is not None and a.kind in {"igo", "organization"}), None)
        return None

    def owner(self, noun: Token) -> ActorDraft | None:
        """The actor whose aircraft, post or border it is, or who fired or laid it: "shells fired by the army"."""
        before = [actor for token in owning(noun) if (actor := self.at(token)) is not None]
        found = next((actor for actor in before if actor.kind not in OWN_NOTHING), None)
        if found is None and self.deed.mode == "seize":  # "took their boat"
            found = next((actor for actor in before if actor.kind == "population"), None)
        if found is not None or noun.lemma_.lower() in noun_class("settlement"):
            return found
        at = self.draft.actor_at
        clauses = [child for child in noun.children if child.dep_ in {"acl", "relcl"}]
        behind = after(noun, ORIGIN) + _uniforms(noun) + [maker for clause in clauses for maker in _makers(clause)]
        behind += [token for child in noun.children for token in _belonging(child)]
        return next((at[token.i] for token in behind if token.i in at and at[token.i].kind not in OWN_NOTHING), None)


def _is_personal(deed: Kind) -> bool:
    """Whether it is done to people as those who they are; who flees are the civilians."""
    return (deed.type, deed.mode) in PERSONAL and not deed.counts


def whole(noun: Token) -> Token:
    """The people of whom some are meant: "seven of his men"."""
    if noun.pos_ in {"NUM", "DET", "PRON"} or noun.lemma_.lower() in noun_class("anybody"):
        return next(iter(after(noun, frozenset({"of"}))), noun)
    return noun


def _uniforms(noun: Token) -> list[Token]:
    """Whose uniform people wear: "soldiers in Eritrean uniform"."""
    worn = (thing for thing in after(noun, frozenset({"in"})) if thing.lemma_.lower() in noun_class("uniform"))
    return [token for thing in worn for token in owning(thing)]


def _belonging(child: Token) -> list[Token]:
    """The words that say to whom people are said to belong: "believed to be members of X", "loyal to X"."""
    said = child.dep_ in {"acl", "relcl"} and child.lemma_.lower() in words("hedges", "passives")
    loyal = child.dep_ in {"acl", "amod", "relcl"} and child.lemma_.lower() in noun_class("belonging")
    return list(child.subtree) if said or loyal else []


def _makers(verb: Token) -> list[Token]:
    """Who fired, laid or sent a thing, by the clause that describes it; people who say something of it made nothing."""
    if verb.lemma_.lower() not in noun_class("handling"):
        return []
    active = [] if is_passive(verb) else [noun for noun in all_subjects(verb) if noun != verb.head]
    return by_agents(verb) + active + after(verb, frozenset({"from"}))


__all__ = ["Whom", "whole"]
