"""Who acts and who is acted on: the actors of the heads that the parse gives, read by the roles of the event word."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from spacy.tokens import Doc, Token

from sayso.extract.draft import ActorDraft, Draft
from sayso.extract.events.clause import all_subjects, by_agents, direct_objects, doers, referent
from sayso.extract.events.lexicon import lexicon
from sayso.extract.events.mention import Mention
from sayso.extract.events.standing import words
from sayso.extract.syntax import is_passive
from sayso.rules import load_toml

#: Prepositions after an event noun, and whom they name.
TOWARD = frozenset({"on", "against", "at", "upon", "targeting"})
BY = frozenset({"by", "from"})
BETWEEN = frozenset({"between", "among", "with"})
#: What may stand between a noun and an actor that owns it: "Pakistani aircraft", "jets of the army".
OWNING = frozenset({"poss", "amod", "compound", "nmod"})


class Arguments:
    """Reads the participants of the mentions of one Doc."""

    def __init__(self, doc: Doc, draft: Draft) -> None:
        self.doc, self.draft = doc, draft
        self.made: dict[str, ActorDraft] = {actor.name.lower(): actor for actor in draft.actors}

    def fill(self, mention: Mention) -> None:
        """Set `actors` and `recipients`."""
        acting, acted = self._nouns(mention) if mention.is_noun else self._verbs(mention)
        if mention.kind.roles == "mutual":
            everybody = self.actors_of(acting + acted, False)
            mention.actors, mention.recipients = everybody, []
            return
        mention.actors = self.actors_of(acting, False)
        mention.recipients = [a for a in self.actors_of(acted, True) if a not in mention.actors]
        if mention.kind.type == "SANCTION" and mention.kind.counts or mention.kind.counts == "casualty":
            mention.recipients = mention.recipients or self._victims(acted)

    # -- which nouns -----------------------------------------------------------------------------------------------

    def _verbs(self, mention: Mention) -> tuple[list[Token], list[Token]]:
        verb = mention.token if mention.token.pos_ != "ADJ" else mention.token.head
        roles = mention.kind.roles
        if roles == "suffer":
            return by_agents(verb), all_subjects(verb)
        if roles == "mutual":
            return all_subjects(verb) + by_agents(verb), direct_objects(verb) + _after(verb, {"with", "against", "between"})
        if roles == "mediate":
            return _after(verb, {"between"}), []
        if roles in {"move", "give"}:
            return doers(verb), _goals(verb, mention)
        acting, acted = doers(verb), direct_objects(verb)
        if roles == "means" and is_passive(verb):
            acting, acted = by_agents(verb), direct_objects(verb)
        return acting, acted + _after(verb, {"on", "at", "against", "upon", "into", "to", "from"})

    def _nouns(self, mention: Mention) -> tuple[list[Token], list[Token]]:
        """The possessor and the "by" phrase act; "on", "against", "of" name whom; a light verb gives its subject."""
        noun = mention.token
        acting = [child for child in noun.children if child.dep_ in OWNING and child.i < noun.i]
        acting += _after(noun, BY)
        acted = _after(noun, TOWARD)
        inside = _after(noun, {"of"})
        if mention.kind.roles == "mutual":
            return acting + _after(noun, BETWEEN) + inside + self._holders(noun), []
        if mention.kind.roles == "suffer":
            return _after(noun, BY), inside + acting
        owner = next((child for child in acting if child.dep_ == "poss"), None)
        acted += inside if mention.kind.roles != "move" else _after(noun, {"to"})
        if inside and owner is None and mention.kind.roles == "move":
            acting += inside
        return acting + self._light_subject(noun), acted

    def _holders(self, noun: Token) -> list[Token]:
        """Who holds a meeting: the subjects of the light verb, and those with whom it is held."""
        verb = _light_verb(noun)
        return [] if verb is None else doers(verb) + _after(verb, {"with"})

    def _light_subject(self, noun: Token) -> list[Token]:
        verb = _light_verb(noun)
        return [] if verb is None else doers(verb)

    # -- which actors ----------------------------------------------------------------------------------------------

    def actors_of(self, nouns: Iterable[Token], acted_on: bool) -> list[ActorDraft]:
        """The actors that these nouns mean, each once, lifted from persons to the body for which they act."""
        found: list[ActorDraft] = []
        for noun in nouns:
            for actor in self._of_noun(referent(noun), acted_on):
                lifted = _body_of(actor)
                if lifted not in found:
                    found.append(lifted)
        return found

    def _of_noun(self, noun: Token, acted_on: bool) -> list[ActorDraft]:
        actor = self.draft.actor_at.get(noun.i)
        if actor is not None and noun.dep_ not in {"amod", "compound"}:
            return [actor]
        if noun.dep_ in {"amod", "compound", "nmod"}:
            return [actor] if actor is not None and actor.kind != "person" else []
        owners = [child for child in noun.children if child.dep_ in OWNING and child.i < noun.i and child.i in self.draft.actor_at]
        if owners:
            return [self.draft.actor_at[owners[0].i]]
        inside = [token for token in _after(noun, {"of"}) if token.i in self.draft.actor_at]
        if inside and noun.lemma_.lower() not in lexicon().classes["settlement"].words:
            return [self.draft.actor_at[inside[0].i]]
        return self._place(noun) if acted_on else []

    def _place(self, noun: Token) -> list[ActorDraft]:
        """A hospital, a school and the like, as one that is acted on; only where the text gives it a name or a kind."""
        if noun.lemma_.lower() not in institutions() or noun.tag_ in {"NNS", "NNPS"}:
            return []
        kinds = [child for child in noun.children if child.dep_ in {"compound", "amod"} and child.i == noun.i - 1]
        name = " ".join(token.text for token in (*kinds, noun))
        return [self._make(name, "organization")]

    def _victims(self, nouns: list[Token]) -> list[ActorDraft]:
        """The population that people of no known side belong to: civilians, where the words say so."""
        civil = civilians()
        for noun in nouns:
            if noun.lemma_.lower() in civil:
                return [self._make("civilians", "population")]
        return []

    def _make(self, name: str, kind: str) -> ActorDraft:
        """An actor that the actors component did not have; the report gets it once."""
        known = self.made.get(name.lower())
        if known is None:
            known = self.made[name.lower()] = ActorDraft(name, kind)
        return known


@cache
def institutions() -> frozenset[str]:
    """Buildings that are somebody: one can be the victim of an attack."""
    rules = load_toml("events_classes.toml")
    return frozenset(rules["classes"]["institution"])


@cache
def civilians() -> frozenset[str]:
    """Nouns for people who are no party to the fighting."""
    rules = load_toml("events_classes.toml")
    return frozenset(rules["classes"]["civilian"])


def _body_of(actor: ActorDraft) -> ActorDraft:
    """A person acts for the body or side that it belongs to; anybody else for itself."""
    if actor.kind == "person":
        return actor.of or actor.for_ or actor
    return actor


def _after(head: Token, prepositions: set[str] | frozenset[str]) -> list[Token]:
    """The nouns after these prepositions, with what is coordinated with them."""
    found = []
    for prep in head.children:
        if prep.dep_ in {"prep", "agent", "dative"} and prep.lower_ in prepositions:
            for noun in prep.children:
                if noun.dep_ == "pobj":
                    found += [noun, *noun.conjuncts]
    return found


def _goals(verb: Token, mention: Mention) -> list[Token]:
    """To whom: the "to", "with", "for" phrases and the dative; the object of a bare "visit", "summon"."""
    goals = _after(verb, {"to", "with", "for", "at", "into", "from", "against"}) + [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"]
    filled = {verb.doc[i] for i in mention.parts}
    return goals + [noun for noun in direct_objects(verb) if noun not in filled]


def _light_verb(noun: Token) -> Token | None:
    """The verb that says no more than that the deed was done: "carried out a raid", "talks were held"."""
    head = noun.head
    if noun.dep_ == "pobj" and head.dep_ == "prep":
        head = head.head
    if head.pos_ == "VERB" and noun.dep_ in {"dobj", "nsubjpass", "pobj"} and head.lemma_.lower() in words("light", "verbs"):
        return head
    if noun.dep_ in {"conj"} and noun.head.pos_ in {"NOUN", "PROPN"}:
        return _light_verb(noun.head)
    return None
