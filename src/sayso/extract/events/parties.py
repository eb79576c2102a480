"""The parties of the report: its two main sides, the forces of a side, and the people who belong to none.

A report on a dispute leaves much of "who" to its reader: the crossings that one side keeps shut are shut to the
other, and talks without named parties are those of the two sides. Only what the two sides must be is filled in here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from spacy.tokens import Doc, Span, Token

from sayso.extract.around import last_province
from sayso.extract.draft import ActorDraft, Draft
from sayso.extract.events.lexicon import noun_class
from sayso.rules import load_rows

#: Kinds of actor that can be a side of a dispute.
SIDES = frozenset({"government", "armed_group", "military", "unknown"})
#: Kinds of actor that fight.
FORCES = frozenset({"armed_group", "military"})
#: What the second side needs: mentions, and how many times those of the third.
LEAST, LEAD = 3, 1.25
#: What part of all that is said of sides has to be said of the two.
SHARE = 0.5
#: How far behind people, in tokens, the text says who is among them.
WITH_WHOM = 12
#: How many mentions a part in a hostile act or a dispute is worth.
HOSTILE = 1
DISPUTING = frozenset({"deny", "accuse", "condemn", "threaten", "demand"})


@cache
def nations() -> dict[str, tuple[str, str]]:
    """Name and ISO3 code of each country by its names and the adjectives that mean it."""
    found: dict[str, tuple[str, str]] = {}
    for row in load_rows("countries.csv"):
        cells = "|".join(row[key] for key in ("name", "names", "adjectives", "people")).split("|")
        found.update((cell.strip(), (row["name"], row["iso3"])) for cell in cells if cell.strip())
    return found


@cache
def capitals() -> dict[str, str]:
    """The country of each capital."""
    rows = load_rows("countries.csv")
    return {name.strip(): row["name"] for row in rows for name in row["capitals"].split("|") if name.strip()}


@cache
def iso2_of(iso3: str) -> str | None:
    """The two-letter code of a country."""
    return next((row["iso2"] for row in load_rows("countries.csv") if row["iso3"] == iso3), None)


class Parties:
    """The sides of one report, and actors for people whom the text does not name."""

    def __init__(self, doc: Doc, draft: Draft) -> None:
        self.doc, self.draft = doc, draft
        self.made: dict[str, ActorDraft] = {}
        self._names: dict[str, ActorDraft] | None = None
        self._heads: dict[str, list[tuple[int, ActorDraft]]] | None = None
        self.two: tuple[ActorDraft, ActorDraft] | None = None

    def find_two(self, hostile: Iterable[ActorDraft]) -> None:
        """The two sides of which the report says most, where they stand out; who fights or disputes counts more."""
        seen: Counter[ActorDraft] = Counter()
        for actor in hostile:
            seen[actor.side()] += HOSTILE
        for statement in self.draft.statements:
            if statement.act in DISPUTING and statement.speaker is not None:
                seen[statement.speaker.side()] += HOSTILE
        for actor in self.draft.actors:
            side = actor.side()
            if actor.kind in SIDES:
                seen[side] += sum(self.draft.body[span.start] and _is_name(span) for span in actor.mentions)
        ranked = sorted(
            (side for side in seen if side.kind in SIDES and side.name[:1].isupper()), key=lambda side: -seen[side]
        )
        if len(ranked) < 2 or seen[ranked[1]] < LEAST:
            return
        if seen[ranked[0]] + seen[ranked[1]] < SHARE * sum(seen[side] for side in ranked):
            return
        if len(ranked) == 2 or seen[ranked[1]] >= LEAD * seen[ranked[2]]:
            self.two = ranked[0], ranked[1]

    def other(self, actor: ActorDraft) -> ActorDraft | None:
        """The other side, where this actor belongs to one of the two."""
        if self.two is None:
            return None
        side = actor.side()
        return self.two[1] if side is self.two[0] else self.two[0] if side is self.two[1] else None

    def settle(self, actor: ActorDraft, noun: Token) -> ActorDraft | None:
        """Whom an actor stands for in an event: its body, its force, the civilians; None for people of no kind."""
        if actor.kind == "government" and actor.name[:1].islower() and self.two is not None:
            states = [side for side in self.two if side.kind == "government"]
            return states[0] if len(states) == 1 else actor
        if _is_local_head(noun):
            known = self._local_government(noun) or actor.of or actor.for_
            return known or (actor if noun.pos_ == "PROPN" else None)
        if noun.pos_ == "NOUN" and actor.kind in {"person", "unknown", "government"} and is_police(noun):
            return self.police(actor, noun)
        if actor.name[:1].islower() and actor.kind in {"unknown", "military"} and noun.lemma_ in noun_class("soldiers"):
            return self._only("military") or actor
        if actor.kind == "person":
            return actor.of or actor.for_ or (actor if noun.pos_ == "PROPN" else self.people(noun))
        if actor.kind == "population":
            return self._population(actor, noun)
        if noun.pos_ == "NOUN" and noun.lemma_.lower() in noun_class("troops") and _is_office(actor):
            return self._force(actor.side(), noun)  # "its troops", said of a ministry: those of the state
        if actor.name.split()[-1].islower() and actor.kind not in {"military", "armed_group", "police"}:
            return actor.for_ or actor.of or actor
        return self._known_force(self._force(actor, noun))

    def _force(self, actor: ActorDraft, noun: Token) -> ActorDraft:
        """The army of a state whose soldiers are told of; the force of which a front or an air force is a part."""
        if actor.kind == "government" and noun.pos_ == "NOUN" and noun.lemma_.lower() in noun_class("soldiers"):
            return self.army(actor)
        return actor.of if _is_unit(actor) and actor.of is not None and actor.of.kind in FORCES else actor

    def army(self, state: ActorDraft) -> ActorDraft:
        """The one army that the report has of a state, else the state."""
        if state.country is None:
            return state
        known = [a for a in self.draft.actors if a.kind == "military" and a.country == state.country]
        known = [a for a in known if not _is_unit(a) and noun_class("branch").isdisjoint(a.name.lower().split())]
        return known[0] if len(known) == 1 else state

    def _known_force(self, actor: ActorDraft) -> ActorDraft:
        """The force that bare "police" or "Haitian police" means where the report names one in full."""
        if actor.kind not in {"police", "military"} or not actor.name.split()[-1].islower():
            return actor
        known = [a for a in self.draft.actors if a.kind == actor.kind and a.country == actor.country and a is not actor]
        proper = [a for a in known if a.name.split()[-1][:1].isupper() and not _is_unit(a)]
        return proper[0] if len(proper) == 1 else actor

    def _local_government(self, noun: Token) -> ActorDraft | None:
        """What a governor or mayor heads: that of the place in the phrase, else of the province named last."""
        inside = (self.draft.place_at[token.i] for token in noun.subtree if token.i in self.draft.place_at)
        place = next((place for place in inside if place.kind != "country"), None)
        place = place or last_province(self.draft, noun)
        return self.make(f"{place.name} government", "government") if place is not None else None

    def at_home(self, noun: Token) -> ActorDraft | None:
        """Whose capital or country it is: whom the same name means elsewhere ("Rome said", "sent to Rome")."""
        if self._names is None:
            self._names = {
                span.text: actor for actor in self.draft.actors for span in actor.mentions if actor.kind == "government"
            }
        return self._names.get(noun.text)

    def named(self, text: str) -> ActorDraft | None:
        """The body that goes by exactly this name: "FC" of the Federal Constabulary."""
        bodies = (actor for actor in self.draft.actors if actor.kind not in {"person", "population"})
        return next((actor for actor in bodies if any(span.text == text for span in actor.mentions)), None)

    def called(self, token: Token) -> ActorDraft | None:
        """Whom a common noun before another means, by the last mention that it heads: "junta" in "junta shelling"."""
        if self._heads is None:
            rows = [(span.root.lemma_.lower(), span.root.i, a) for a in self.draft.actors for span in a.mentions]
            self._heads = {}
            for lemma, i, actor in sorted(rows, key=lambda row: row[1]):
                self._heads.setdefault(lemma, []).append((i, actor))
        known = self._heads.get(token.lemma_.lower(), []) if token.pos_ == "NOUN" else []
        before = [actor for i, actor in known if i < token.i and actor.kind not in {"person", "population"}]
        return before[-1] if before else None

    def nation(self, token: Token) -> ActorDraft | None:
        """The government of the country that a word names: "Turkish" in "a Turkish raid"."""
        return self.nation_called(token.text)

    def nation_called(self, word: str) -> ActorDraft | None:
        """The government of the country that goes by a name or an adjective."""
        row = nations().get(word)
        if row is None:
            return None
        name, iso3 = row
        states = (a for a in self.draft.actors if a.kind == "government" and a.country == iso3 and a.side() is a)
        known = next(states, None) or self.made.get(name.lower())
        return known or self.made.setdefault(name.lower(), ActorDraft(name, "government", country=iso3))

    def of_capital(self, token: Token) -> ActorDraft | None:
        """The government that sits in the capital that a word names: "flew to Ankara"."""
        name = capitals().get(token.text)
        return self.nation_called(name) if name is not None else None

    def state(self) -> ActorDraft | None:
        """The state of which the report tells: "all aid to the country"."""
        states = [a for a in self.draft.actors if a.kind == "government" and a.country and a.side() is a]
        ranked = sorted(states, key=lambda a: -len(a.mentions))
        clear = len(ranked) == 1 or (len(ranked) > 1 and len(ranked[0].mentions) > len(ranked[1].mentions))
        return ranked[0] if clear else None

    def _population(self, actor: ActorDraft, noun: Token) -> ActorDraft | None:
        above = actor.for_ or actor.of
        if above is not None:
            return self.settle(above, noun)
        return self.people(noun) or (actor if noun.lemma_.lower() not in noun_class("anybody") else None)

    def people(self, noun: Token) -> ActorDraft | None:
        """The force or the civilians whom a noun for people means: soldiers, police, villagers."""
        lemma = noun.lemma_.lower()
        if lemma in noun_class("soldiers"):
            return self._only("military")
        if is_police(noun):
            return self.police(None, noun)
        if lemma in noun_class("civilian") or (lemma in noun_class("anybody") and _are_civilians(noun)):
            return self.make("civilians", "population")
        return None

    def police(self, of: ActorDraft | None, noun: Token) -> ActorDraft | None:
        """The police whose officers are meant: that of their country of which was told last, or "police"."""
        if any(child.lower_ in {"former", "ex", "retired", "army", "military"} for child in noun.children):
            return None
        known = [actor for actor in self.draft.actors if actor.kind == "police"]
        if of is not None and of.country is not None:
            known = [actor for actor in known if actor.country in {None, of.country}]
        near = min(known, key=lambda police: _distance(police, noun), default=None)
        return near if near is not None else self.make("police", "police")

    def _only(self, kind: str) -> ActorDraft | None:
        """The one actor of a kind that the report has, where only one state is a main side."""
        if self.two is not None and all(side.kind == "government" for side in self.two):
            return None
        found = [actor for actor in self.draft.actors if actor.kind == kind]
        found = [actor for actor in found if noun_class("branch").isdisjoint(actor.name.lower().split())]
        return found[0] if len(found) == 1 else None

    def make(self, name: str, kind: str) -> ActorDraft:
        """An actor that the actors component did not have; the report gets it once."""
        known = next((a for a in self.draft.actors if a.name.lower() == name.lower()), None)
        if known is None:
            known = self.made.setdefault(name.lower(), ActorDraft(name, kind))
        return known


def _are_civilians(people: Token) -> bool:
    """Whether the words say it of people of no kind: "140 people, most of them children"."""
    behind = people.doc[people.i + 1 : min(people.i + WITH_WHOM, people.sent.end)]
    told = any(token.lower_ in {"including", "among", "mostly", "most", "them"} for token in behind)
    return told and any(token.lemma_.lower() in noun_class("innocent") for token in behind)


def _distance(actor: ActorDraft, token: Token) -> int:
    """How many tokens before a word an actor was told of last; after it counts as far."""
    before = [token.i - span.start for span in actor.mentions if span.start <= token.i]
    return min(before, default=10**6)


def _is_name(span: Span) -> bool:
    """Whether a mention names somebody; pronouns and bare nouns ("the group") say less about whom a report is about."""
    return any(token.pos_ == "PROPN" or (token.pos_ == "ADJ" and token.text[:1].isupper()) for token in span)


def _is_unit(actor: ActorDraft) -> bool:
    """Whether an actor is but a part of a force: "the 6th Infantry Division"."""
    return not noun_class("formation").isdisjoint(actor.name.lower().split())


def _is_office(actor: ActorDraft) -> bool:
    """Whether an actor is a ministry or another office of a government, which has no troops of its own."""
    return actor.kind in {"government", "organization"} and actor.side().kind == "government"


def _is_local_head(noun: Token) -> bool:
    """ "the governor", "Governor Dauda Lawal"."""
    words = [noun, *(child for child in noun.children if child.dep_ == "compound")]
    return noun.tag_ in {"NN", "NNP"} and any(word.lemma_.lower() in noun_class("local_head") for word in words)


def is_police(noun: Token) -> bool:
    """Whether a noun means members of a police force: "policemen", "two police officers"."""
    if noun.lemma_.lower() in noun_class("policemen"):
        return True
    return any(child.dep_ == "compound" and child.lower_ == "police" for child in noun.children)


def is_named(actor: ActorDraft) -> bool:
    """Whether an actor has a name of its own, and not only a noun ("gunmen")."""
    return actor.kind != "population" and actor.name[:1].isupper()
