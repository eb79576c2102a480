"""Who acts and who is acted on: the actors of the heads that the parse gives, read by the roles of the event word."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from sayso.extract.draft import ActorDraft, Draft, StatementDraft
from sayso.extract.events.clause import all_subjects, by_agents, direct_objects, doers, is_passive, referent
from sayso.extract.events.lexicon import noun_class
from sayso.extract.events.mention import Mention, Voices
from sayso.extract.events.parties import Parties, is_named
from sayso.extract.events.standing import words

#: Prepositions after an event word, and whom they name.
TOWARD = frozenset({"on", "against", "at", "upon", "targeting"})
ACTED_ON = frozenset({"on", "at", "against", "upon", "into", "to", "from", "with"})
GOAL = frozenset({"to", "with", "for", "at", "into", "from", "against"})
BY = frozenset({"by", "from"})
BETWEEN = frozenset({"between", "among", "with"})
#: Pronouns that may stand for the side that speaks.
SELF = frozenset({"we", "us", "it", "they", "them", "our", "ours"})
#: What may stand between a noun and an actor that owns it: "Pakistani aircraft", "jets of the army".
OWNING = frozenset({"poss", "amod", "compound", "nmod"})
#: Types that one side of a dispute does to the other.
BETWEEN_SIDES = frozenset({"SANCTION", "REJECT", "AGREE", "ACCUSE"})
#: Types whose agentless passive is told by the side that does it: "imports had been suspended", said the ministry.
OWN_DEEDS = frozenset({"SANCTION", "CONCEDE", "AGREE", "RETREAT", "REJECT", "ACCUSE"})


class Arguments:
    """Reads the participants of the mentions of one Doc."""

    def __init__(self, doc: Doc, draft: Draft, voices: Voices) -> None:
        self.doc, self.draft, self.voices = doc, draft, voices
        self.parties = Parties(doc, draft)
        self.parties.find_two([])

    def fill(self, mention: Mention) -> None:
        """Set `actors` and `recipients`."""
        acting, acted = self._nouns(mention) if mention.is_noun else self._verbs(mention)
        if mention.kind.roles == "mutual":
            mention.actors = self.actors_of(acting + acted, False)
        else:
            mention.actors = self.actors_of(acting, False)
            sides = {actor.side() for actor in mention.actors}
            mention.recipients = _named([a for a in self.actors_of(acted, True) if a.side() not in sides])

    # -- which nouns -----------------------------------------------------------------------------------------------

    def _verbs(self, mention: Mention) -> tuple[list[Token], list[Token]]:
        verb = mention.token if mention.token.pos_ != "ADJ" else mention.token.head
        roles = mention.kind.roles
        if roles == "suffer":
            return by_agents(verb), all_subjects(verb)
        if roles == "mutual":
            return all_subjects(verb) + by_agents(verb), direct_objects(verb) + _after(
                verb, {"with", "against", "between"}
            )
        if roles == "mediate":
            return _after(verb, {"between"}), []
        if mention.type == "MOBILIZE":
            return doers(verb), _after(verb, {"against"})
        if roles in {"move", "give"}:
            return doers(verb), _goals(verb, mention)
        acted = direct_objects(verb)
        inner = [noun for deed in acted for noun in _after(deed, {"from", "to", "with"})]
        return doers(verb) + _askers(verb), acted + _after(verb, ACTED_ON) + inner

    def _nouns(self, mention: Mention) -> tuple[list[Token], list[Token]]:
        """The possessor and the "by" phrase act; "on", "against", "of" name whom; a light verb gives its subject."""
        noun = mention.token
        acting = [child for child in noun.children if child.dep_ in OWNING and child.i < noun.i]
        acting += _after(noun, BY)
        inside = _after(noun, {"of"})
        if mention.within is not None:  # "to lift the siege": who has to lift it laid it
            acting += doers(mention.within.token)
        acting += [agent for thing in (*inside, noun.head) for agent in _after(thing, {"by"})]
        if mention.kind.roles == "mutual":
            return acting + _after(noun, BETWEEN) + inside + self._holders(noun), []
        if mention.kind.roles == "suffer":
            return _after(noun, BY), [*inside, *acting, noun]
        if mention.kind.roles == "move":
            return (acting or inside) + self._light_subject(noun), _after(noun, {"to"})
        return acting + self._light_subject(noun), _after(noun, TOWARD) + inside

    def _holders(self, noun: Token) -> list[Token]:
        """Who holds a meeting: the subjects of the light verb, and those with whom it is held."""
        verb = _light_verb(noun)
        return [] if verb is None else doers(verb) + _after(verb, {"with"})

    def _light_subject(self, noun: Token) -> list[Token]:
        verb = _light_verb(noun)
        return [] if verb is None else doers(verb)

    # -- which actors ----------------------------------------------------------------------------------------------

    def actors_of(self, nouns: Iterable[Token], acted_on: bool) -> list[ActorDraft]:
        """The actors that these nouns mean, each once, as far as they are a body, a side or a population."""
        found: list[ActorDraft] = []
        for noun in nouns:
            actor = self._of_noun(_whole(referent(noun)), acted_on)
            if actor is not None and actor not in found:
                found.append(actor)
        return found

    def _of_noun(self, noun: Token, acted_on: bool) -> ActorDraft | None:
        actor = self.draft.actor_at.get(noun.i)
        if acted_on and any(child.lemma_.lower() in {"civilian", "residential"} for child in noun.children):
            return self.parties.make("civilians", "population")
        if noun.lemma_.lower() in noun_class("ground"):
            return None
        if actor is None and noun.lower_ in SELF:
            return self._speaker(noun)
        if noun.dep_ in {"amod", "compound", "nmod"}:
            return actor if actor is not None and actor.kind not in {"person", "population"} else None
        if actor is not None and actor.kind != "population":
            return self.parties.settle(actor, noun)
        owner = self._owner(noun)
        if actor is not None:
            own = owner is not None and noun.lemma_.lower() in noun_class("fighters")
            return self.parties.settle(owner if own and owner is not None else actor, noun)
        if owner is not None:
            return self.parties.settle(owner, noun)
        found = self.parties.people(noun)
        if found is None and noun.lemma_.lower() in noun_class("craft"):
            found = self._beside(noun)
        if found is None and acted_on:
            found = self._institution(noun) or (self.parties.at_home(noun) if noun.pos_ == "PROPN" else None)
        return found

    def _speaker(self, pronoun: Token) -> ActorDraft | None:
        """For whom "we" stands, and "it" or "they" that nobody resolved: the side that speaks."""
        holding = self.voices.of(pronoun)
        return holding[-1].speaker.side() if holding and holding[-1].speaker is not None else None

    def _beside(self, noun: Token) -> ActorDraft | None:
        """Whose ship it is in "the Greek side ignored calls, and one ship turned": of the clause with which it goes."""
        verb = noun.head
        if verb.dep_ != "conj" or verb.head.pos_ not in {"VERB", "AUX"}:
            return None
        actors = (self.draft.actor_at.get(subject.i) for subject in all_subjects(verb.head))
        return next((self.parties.settle(actor, noun) for actor in actors if actor is not None), None)

    def _owner(self, noun: Token) -> ActorDraft | None:
        """The actor whose aircraft, post or border it is."""
        at = self.draft.actor_at
        for child in noun.children:
            if (
                child.dep_ in OWNING
                and child.i < noun.i
                and child.i in at
                and at[child.i].kind not in {"person", "population"}
            ):
                return at[child.i]
        if noun.lemma_.lower() in noun_class("settlement"):
            return None
        return next((at[token.i] for token in _after(noun, {"of"}) if token.i in at), None)

    def _institution(self, noun: Token) -> ActorDraft | None:
        """A hospital, a school and the like, as one that is acted on; only where the text gives it a name or a kind."""
        if noun.lemma_.lower() not in noun_class("institution") or noun.tag_ in {"NNS", "NNPS"}:
            return None
        kinds = [child.text for child in noun.children if child.dep_ in {"compound", "amod"} and child.i == noun.i - 1]
        at = self.draft.place_at
        where = [at[token.i].name for token in _after(noun, {"in", "at", "of", "near"}) if token.i in at]
        if not kinds and not where:
            return None
        return self.parties.make(" ".join([*(kinds or where[:1]), noun.text]), "organization")

    # -- what the sides must be ------------------------------------------------------------------------------------

    def complete(self, mentions: list[Mention]) -> None:
        """Fill in the parties that follow from the two sides of the report and from who speaks."""
        hostile = [m for m in mentions if m.type in {"ASSAULT", "SANCTION", "COERCE"}]
        self.parties.find_two(
            actor for m in hostile for actor in (*m.actors, *m.recipients) if actor.kind != "population"
        )
        for mention in mentions:
            self._complete(mention)
        beside: dict[int, list[Mention]] = {}
        for mention in mentions:
            beside.setdefault(mention.token.sent.start, []).append(mention)
        for row in beside.values():
            _drive_out(row)
        for statement in self.draft.statements:
            if statement.act == "accuse":
                self._blame(statement, beside.get(statement.cue.root.sent.start, []))

    def _blame(self, statement: StatementDraft, mentions: list[Mention]) -> None:
        """Who is blamed did what the same speaker tells in the sentence: "..., the army said, blaming the rebels"."""
        inside = [token for span in statement.content for token in span]
        accused = [self.draft.actor_at[token.i] for token in inside if token.i in self.draft.actor_at]
        accused = [actor for actor in accused if actor is not statement.speaker and actor.kind != "population"]
        if not accused or any(statement.covers(mention.token) for mention in mentions):
            return
        for mention in mentions:
            if mention.type == "ASSAULT" and any(s.speaker is statement.speaker for s in mention.said_by):
                mention.said_by = [*mention.said_by, statement]
                if not any(is_named(actor) for actor in mention.actors):
                    mention.actors = accused[:1]

    def _complete(self, mention: Mention) -> None:
        self._own_deed(mention)
        self._denier(mention)
        if mention.kind.counts == "displaced" and not mention.recipients:
            mention.recipients = [self.parties.make("civilians", "population")]
        if mention.reality == "conditional" and mention.type in {"AGREE", "CONCEDE"}:
            self._offer(mention)
        elif mention.kind.roles in {"mutual", "mediate"} and len(mention.actors) < 2:
            self._both(mention)
        elif mention.actors and not mention.recipients and self._is_toward_the_other(mention):
            other = self.parties.other(mention.actors[0])
            mention.recipients = [other] if other is not None else []

    def _denier(self, mention: Mention) -> None:
        """An attack that a side denies is one of which it is accused."""
        if mention.type != "ASSAULT" or not mention.denied or mention.actors:
            return
        denial = next((s for s in mention.said_by if s.act == "deny"), None)
        if denial is None or denial.speaker is None:
            return
        side = denial.speaker.side()
        if side.kind in {"government", "armed_group", "military"} and side not in mention.recipients:
            mention.actors = [side]

    def _both(self, mention: Mention) -> None:
        """Talks, truces and clashes without (all) their parties are those of the two sides."""
        if self.parties.two is None:
            return
        mention.inferred = not mention.actors
        if not any(is_named(actor) for actor in mention.actors):
            mention.actors = list(self.parties.two)
        elif (other := self.parties.other(mention.actors[0])) is not None:
            mention.actors.append(other)

    def _is_toward_the_other(self, mention: Mention) -> bool:
        """Whether it is what one side does to the other, or hits ships or drones of nobody named."""
        if mention.type != "ASSAULT":
            return mention.type in BETWEEN_SIDES and not mention.kind.counts
        hit = direct_objects(mention.token) if mention.token.pos_ == "VERB" else []
        return any(noun.lemma_.lower() in noun_class("craft") | noun_class("drone") for noun in hit)

    def _offer(self, mention: Mention) -> None:
        """What one side offers the other."""
        speaker = mention.said_by[-1].speaker if mention.said_by else None
        mine = mention.actors[:1] or ([speaker.side()] if speaker is not None else [])
        other = self.parties.other(mine[0]) if mine else None
        mention.actors = mine
        if not mention.recipients and other is not None:
            mention.recipients = [other]

    def _own_deed(self, mention: Mention) -> None:
        """A passive without an agent, told by the side that must have done it."""
        verb = mention.token
        if (
            mention.actors
            or mention.type not in OWN_DEEDS
            or mention.kind.counts
            or not mention.said_by
            or mention.is_noun
        ):
            return
        speaker = mention.said_by[-1].speaker
        if speaker is not None and (is_passive(verb) or not all_subjects(verb) or mention.reality == "conditional"):
            side = speaker.side()
            if side.kind in {"government", "armed_group", "military"} and side not in mention.recipients:
                mention.actors = [side]


def _drive_out(mentions: list[Mention]) -> None:
    """Who attacks in a sentence drove out those who flee in it; there and then, if nothing else is told."""
    attack = next((m for m in mentions if m.type == "ASSAULT" and m.actors and not m.denied), None)
    for mention in mentions:
        if attack is None or mention.kind.counts != "displaced" or mention.actors or mention.token.i < attack.token.i:
            continue
        mention.actors = list(attack.actors)
        mention.places = mention.places or list(attack.places)
        mention.time = mention.time or attack.time
        mention.notes.append(f"actors, day and place as far as missing: those of “{attack.span.text}” in the sentence")


def _whole(noun: Token) -> Token:
    """The people of whom some are meant: "seven of his men"."""
    if noun.pos_ in {"NUM", "DET", "PRON"} or noun.lemma_.lower() in noun_class("anybody"):
        return next(iter(_after(noun, {"of"})), noun)
    return noun


def _named(actors: list[ActorDraft]) -> list[ActorDraft]:
    """Without those that have no name of their own, where one of them has."""
    proper = [actor for actor in actors if actor.name[:1].isupper() or actor.kind == "population"]
    return proper or actors


def _after(head: Token, prepositions: set[str] | frozenset[str]) -> list[Token]:
    """The nouns after these prepositions, with what is coordinated with them."""
    found = []
    for prep in head.children:
        if prep.dep_ in {"prep", "agent", "dative"} and prep.lower_ in prepositions:
            for noun in prep.children:
                if noun.dep_ == "pobj":
                    found += [noun, *noun.conjuncts]
    return found


def _askers(verb: Token) -> list[Token]:
    """At whose request or on whose orders it is done."""
    deeds = [
        noun
        for noun in _after(verb, {"at", "on"})
        if noun.lemma_.lower() in {"request", "order", "behest", "insistence"}
    ]
    return [child for noun in deeds for child in noun.children if child.dep_ == "poss"]


def _goals(verb: Token, mention: Mention) -> list[Token]:
    """To whom: the "to", "with", "for" phrases and the dative; the object of a bare "visit", "summon"."""
    goals = _after(verb, GOAL) + [child for child in verb.children if child.dep_ == "dative" and child.pos_ != "ADP"]
    return goals + [noun for noun in direct_objects(verb) if noun.i not in mention.parts]


def _light_verb(noun: Token) -> Token | None:
    """The verb that says no more than that the deed was done: "carried out a raid", "talks were held"."""
    head = noun.head
    if noun.dep_ == "pobj" and head.dep_ == "prep":
        head = head.head
    if (
        head.pos_ == "VERB"
        and noun.dep_ in {"dobj", "nsubjpass", "pobj"}
        and head.lemma_.lower() in words("light", "verbs")
    ):
        return head
    if noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN"}:
        return _light_verb(noun.head)
    return None
