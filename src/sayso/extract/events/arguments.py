"""Who acts and who is acted on: the actors of the heads that the parse gives, read by the roles of the event word."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from sayso.extract.draft import ActorDraft, Draft, StatementDraft
from sayso.extract.events.clause import all_subjects, direct_objects, doers, is_passive
from sayso.extract.events.lexicon import noun_class
from sayso.extract.events.mention import Mention, Voices
from sayso.extract.events.parties import Parties, is_named
from sayso.extract.events.roles import after, claims_of_responsibility, find_roles
from sayso.extract.events.whom import Whom, whole

#: Types that one side of a dispute does to the other.
BETWEEN_SIDES = frozenset({"SANCTION", "REJECT", "AGREE", "ACCUSE"})
#: Types whose agentless passive is told by the side that does it: "imports had been suspended", said the ministry.
OWN_DEEDS = frozenset({"SANCTION", "CONCEDE", "AGREE", "RETREAT", "REJECT", "ACCUSE", "MOBILIZE"})

#: Words that take up people told of before, and the kinds of actor whom they may mean.
PRONOUNS = frozenset({"them", "they", "him", "her", "he", "she"})
PEOPLE = frozenset({"population", "person", "armed_group", "unknown"})
#: How many tokens before a claim of responsibility the deed may be told.
RECENT = 90


class Arguments:
    """Reads the participants of the mentions of one Doc."""

    def __init__(self, doc: Doc, draft: Draft, voices: Voices) -> None:
        self.doc, self.draft, self.voices = doc, draft, voices
        self.parties = Parties(doc, draft)
        self.whom = Whom(draft, voices, self.parties)
        self.parties.find_two([])
        self.told: list[Mention] = []
        self.told_mutual: list[Mention] = []

    def fill(self, mention: Mention) -> None:
        """Set `actors` and `recipients`."""
        if mention.type == "MOBILIZE" and _keeps_peace(mention.token):
            mention.kind, mention.mode = replace(mention.kind, type="AID", mode="", roles="give"), ""
        acting, acted = find_roles(mention)
        if mention.kind.roles == "mutual":
            mention.actors = self.whom.find(acting + acted, False, mention.kind)
            return
        mention.actors = _named(self.whom.find(acting, False, mention.kind))
        mention.recipients = _named(list(dict.fromkeys(a for noun in acted for a in self._acted_on(mention, noun))))
        if not mention.recipients and any(whole(noun).lower_ in PRONOUNS for noun in acted):
            mention.recipients = self._told_last(mention)
        self.told.append(mention)

    def _acted_on(self, mention: Mention, noun: Token) -> list[ActorDraft]:
        """Whom a noun means, none of those who act; of their side only who is told of by a noun of its own."""
        sides = {actor.side() for actor in mention.actors}
        own = self.draft.actor_at.get(whole(noun).i)
        apart = own is not None and own not in mention.actors and noun.pos_ in {"NOUN", "PROPN"}
        found = self.whom.find([noun], True, mention.kind)
        return [a for a in found if a not in mention.actors and (apart or a.side() not in sides)]

    def _told_last(self, mention: Mention) -> list[ActorDraft]:
        """The people whom "them" takes up: those told of last who are not the ones who act."""
        sides = {actor.side() for actor in mention.actors}
        for other in reversed(self.told):
            if mention.token.i - other.token.i > RECENT:
                break
            people = [a for a in (*other.recipients, *other.actors) if a.kind in PEOPLE and a.side() not in sides]
            if people:
                return people
        return []

    # -- what the sides must be ------------------------------------------------------------------------------------

    def complete(self, mentions: list[Mention]) -> None:
        """Fill in the parties that follow from the two sides of the report and from who speaks."""
        hostile = [m for m in mentions if m.type in {"ASSAULT", "SANCTION", "COERCE"}]
        self.parties.find_two(
            actor for m in hostile for actor in (*m.actors, *m.recipients) if actor.kind != "population"
        )
        self.told_mutual = [m for m in mentions if m.kind.roles == "mutual"]
        for mention in mentions:
            self._complete(mention)
        beside: dict[int, list[Mention]] = {}
        for mention in mentions:
            beside.setdefault(mention.token.sent.start, []).append(mention)
        for row in beside.values():
            _drive_out(row, self.told)
        self._claims(mentions)
        for statement in self.draft.statements:
            if statement.act == "accuse":
                self._blame(statement, _told_before(statement, beside))

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

    def _claims(self, mentions: list[Mention]) -> None:
        """Who claims responsibility, and says not for what, did what was told last without a culprit of name."""
        attacks = [m for m in mentions if m.type == "ASSAULT" and m.reality == "fact" and m.kind.roles != "mutual"]
        for token in claims_of_responsibility(self.doc):
            actors = self.whom.find(doers(token.head), False)
            before = [m for m in attacks if 0 < token.i - m.token.i < RECENT and not m.denied]
            if not before or not actors or not all(is_named(actor) for actor in actors):
                continue
            last = before[-1]
            told = [m for m in before if m.token.sent.start == last.token.sent.start]
            if any(is_named(actor) for m in told for actor in m.actors):
                continue
            for mention in told:
                mention.actors = list(actors)
                mention.notes.append(f"actors: {actors[0].name}, by “{token.sent.text.strip()[:80]}”")

    def _complete(self, mention: Mention) -> None:
        self._own_deed(mention)
        self._denier(mention)
        if mention.mode == "crowd-control" and not mention.recipients:
            self._dispersed(mention)
        if mention.type == "MOBILIZE" and len({actor.side() for actor in mention.actors}) > 1 and _is_exercise(mention):
            mention.kind, mention.mode = replace(mention.kind, type="COOPERATE", mode=""), ""
        if mention.kind.counts == "displaced" and not mention.recipients:
            mention.recipients = [self.parties.make("civilians", "population")]
        if mention.reality == "conditional" and mention.type in {"AGREE", "CONCEDE"}:
            self._offer(mention)
        elif mention.kind.roles in {"mutual", "mediate"} and len(mention.actors) < 2:
            self._both(mention)
        elif mention.actors and not mention.recipients and self._is_toward_the_other(mention):
            other = self.parties.other(mention.actors[0])
            if other is not None:
                mention.recipients = [other]
                mention.notes.append(f"recipients: {other.name}, as the other side of the report")

    def _dispersed(self, mention: Mention) -> None:
        """Tear gas is used on those who protest, where the report has just told of a protest."""
        before = (m for m in reversed(self.told) if 0 < mention.token.i - m.token.i < RECENT)
        protest = next((m for m in before if m.type == "PROTEST" and m.actors), None)
        if protest is not None and protest.actors[0] not in mention.actors:
            mention.recipients = list(protest.actors)
            mention.notes.append(f"recipients: those of “{protest.span.text}”, told before")

    def _denier(self, mention: Mention) -> None:
        """An attack that a side denies is one of which it is accused."""
        if mention.type != "ASSAULT" or not mention.denied or mention.actors:
            return
        denial = next((s for s in mention.said_by if s.act == "deny"), None)
        if denial is None or denial.speaker is None:
            return
        side = denial.speaker.side()
        before = next((m for m in reversed(self.told) if m.type == "ASSAULT" and m.token.i < mention.token.i), None)
        if before is not None and mention.is_definite and side in {actor.side() for actor in before.recipients}:
            return  # it denies that it was attacked
        if side.kind in {"government", "armed_group", "military"} and side not in mention.recipients:
            mention.actors = [side]
            mention.notes.append(f"actors: {side.name}, which denies it and so is accused of it")

    def _both(self, mention: Mention) -> None:
        """Talks, truces and clashes without (all) their parties are of those who agree beside them, or of the two."""
        if _names_parties(mention):
            return
        beside = next((m for m in self.told_mutual if len(m.actors) > 1 and _together(m, mention)), None)
        if beside is not None and set(mention.actors) <= set(beside.actors):
            mention.actors = list(beside.actors)
            mention.notes.append(f"actors: those of “{beside.span.text}” in the sentence")
            return
        if self.parties.two is None:
            return
        mention.inferred = not mention.actors
        if not any(is_named(actor) for actor in mention.actors):
            mention.actors = self._fighting(mention)
            mention.notes.append("actors: the two sides of the report; the sentence names none")
        elif (other := self.parties.other(mention.actors[0])) is not None:
            mention.actors.append(other)
            mention.notes.append(f"actors: {other.name}, as the other side of the report")

    def _fighting(self, mention: Mention) -> list[ActorDraft]:
        """The two sides; where one is an armed group, the army fights for the state, which makes its truce itself."""
        two = list(self.parties.two or ())
        armed = mention.type == "ASSAULT"
        if armed and any(side.kind == "armed_group" for side in two):
            return [self.parties.army(side) if side.kind == "government" else side for side in two]
        return two

    def _is_toward_the_other(self, mention: Mention) -> bool:
        """Whether it is what one side does to the other, or hits ships or drones of nobody named."""
        if mention.kind.roles == "enter":
            return True
        if mention.type not in {"ASSAULT", "COERCE"}:
            return mention.type in BETWEEN_SIDES and not mention.kind.counts
        hit = [whole(noun) for noun in direct_objects(mention.token)] if mention.token.pos_ == "VERB" else []
        return any(noun.lemma_.lower() in noun_class("craft") | noun_class("drone") for noun in hit)

    def _offer(self, mention: Mention) -> None:
        """What one side offers the other."""
        speaker = mention.said_by[-1].speaker if mention.said_by else None
        if mention.kind.roles == "mutual" and not mention.actors and speaker is not None and self._is_third(speaker):
            self._both(mention)
            return
        mine = mention.actors[:1] or ([speaker.side()] if speaker is not None else [])
        other = self.parties.other(mine[0]) if mine else None
        mention.actors = mine
        if not mention.recipients and other is not None:
            mention.recipients = [other]
            mention.notes.append(f"recipients: {other.name}, to which as the other side it is offered")

    def _is_third(self, speaker: ActorDraft) -> bool:
        """Whether a speaker belongs to neither of the two sides: a mediator."""
        return self.parties.two is not None and speaker.side() not in self.parties.two

    def _own_deed(self, mention: Mention) -> None:
        """A passive without an agent, told by the side that must have done it."""
        verb = mention.token
        if (
            mention.actors
            or mention.type not in OWN_DEEDS
            or mention.kind.counts
            or not mention.said_by
            or (mention.is_noun and not (mention.type == "MOBILIZE" and mention.is_definite))
            or (verb.dep_ in {"acl", "advcl"} and verb.tag_ == "VBN")  # "the talks, suspended in May, ..."
        ):
            return
        speaker = mention.said_by[-1].speaker
        told = mention.is_noun or is_passive(verb)
        if speaker is not None and (told or not all_subjects(verb) or mention.reality == "conditional"):
            side = speaker.side()
            if side.kind in {"government", "armed_group", "military"} and side not in mention.recipients:
                mention.actors = [side]
                mention.notes.append(f"actors: {side.name}, which tells it without naming anybody else")


def _together(one: Mention, other: Mention) -> bool:
    """Whether two mentions stand in one sentence."""
    return one is not other and one.token.sent.start == other.token.sent.start


def _keeps_peace(deed: Token) -> bool:
    """Whether it is peacekeepers that are sent or arrive, whom PLOVER counts as aid."""
    own = [token for child in deed.children if child.dep_ not in {"advcl", "ccomp", "conj"} for token in child.subtree]
    return any(token.lemma_.lower() in {"peacekeeper", "peacekeeping"} for token in own)


def _is_exercise(mention: Mention) -> bool:
    """Whether forces train: several countries together, PLOVER says, cooperate."""
    told = [mention.token, *(mention.token.doc[i] for i in mention.parts)]
    return any(token.lemma_.lower() in noun_class("exercise") | {"game"} for token in told)


def _told_before(statement: StatementDraft, beside: dict[int, list[Mention]]) -> list[Mention]:
    """What is told in the sentence of a statement, else what the sentences close before tell."""
    at = statement.cue.root
    starts = [start for start in beside if start <= at.sent.start and at.i - start < RECENT]
    return beside[max(starts)] if starts else []


def _names_parties(mention: Mention) -> bool:
    """Whether the words say who, even if nobody of name: "clashes between rival gangs"."""
    return bool(after(mention.token, frozenset({"between", "among"})))


def _drive_out(mentions: list[Mention], told: list[Mention]) -> None:
    """Who attacks in a sentence drove out those who flee in it; there and then, if nothing else is told."""
    attack = next((m for m in mentions if m.type == "ASSAULT" and m.actors and not m.denied), None)
    attack = attack or _taken_up(mentions, told)
    for mention in mentions:
        if attack is None or mention.kind.counts != "displaced" or mention.actors or mention.token.i < attack.token.i:
            continue
        mention.actors = list(attack.actors)
        mention.places = mention.places or list(attack.places)
        mention.time = mention.time or attack.time
        mention.notes.append(f"actors, day and place as far as missing: those of “{attack.span.text}” in the sentence")


def _taken_up(mentions: list[Mention], told: list[Mention]) -> Mention | None:
    """The attack just told that a sentence takes up: "shelled the hill ... The bombardment forced them to flee"."""
    again = next((m for m in mentions if m.type == "ASSAULT" and m.is_definite and not m.denied), None)
    if again is None:
        return None
    near = (m for m in reversed(told) if m.type == "ASSAULT" and 0 < again.token.i - m.token.i < RECENT)
    return next((m for m in near if m.actors and not m.denied and {m.mode, ""} & {again.mode, ""}), None)


def _named(actors: list[ActorDraft]) -> list[ActorDraft]:
    """Without those that have no name of their own, where one of them has."""
    proper = [actor for actor in actors if actor.name[:1].isupper() or actor.kind == "population"]
    return proper or actors
