"""What is known while a report is read: the phrases, what each has been found to mean, and who was last spoken of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from sayso.extract.actors.context import Home
from sayso.extract.actors.grammar import MODIFIERS
from sayso.extract.actors.lexicon import Entry, initials_of, iso3_of, words
from sayso.extract.actors.phrases import Phrase
from sayso.extract.actors.store import Known, Store
from sayso.extract.actors.view import View
from sayso.extract.draft import PlaceDraft

#: Phrases that hang on each other ("the head of the office of the ...") are followed this far.
DEEPEST = 12
#: How many mentions back an antecedent is looked for: of pronouns and prominent ones, and of those told of again.
MEMORY, LONG_MEMORY = 60, 400
#: How many tokens back a place is looked for that a phrase leaves unsaid.
NEARBY, AROUND = 120, 300
OWNING = frozenset({"of", "for", "from", "with", "at", "by"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "its", "his", "her", "their", "said", "same"})
Fits = Callable[[Known], bool]


class Seen(NamedTuple):
    """One mention: head token, sentence, prominence (see `View.rank`), whether it was the subject of saying."""

    head: int
    sent: int
    rank: int
    says: bool
    known: Known


@dataclass(slots=True, eq=False)
class Scene:
    """The state of resolution; `handlers` say what a phrase of each sort means."""

    view: View
    phrases: dict[int, Phrase]
    store: Store
    home: Home
    #: The places that are no countries, by token.
    places: dict[int, PlaceDraft]
    #: The tokens of all places.
    placed: frozenset[int]
    handlers: dict[str, Callable[[Scene, Phrase], Known | None]]
    meaning: dict[int, Known | None] = field(default_factory=dict)
    recent: list[Seen] = field(default_factory=list)
    acronyms: dict[str, Known] = field(default_factory=dict)
    #: The countries (ISO3) in which the report tells of places.
    grounds: frozenset[str] = frozenset()
    #: Who issued the last document ("the letter says").
    issuer: Known | None = None
    depth: int = 0

    def resolve(self, head: int) -> Known | None:
        """The actor that the phrase of this head means; None where there is none."""
        if head in self.meaning or head not in self.phrases or self.depth > DEEPEST:
            return self.meaning.get(head)
        self.meaning[head] = None
        phrase = self.phrases[head]
        self.depth += 1
        known = self.handlers[phrase.sort](self, phrase)
        self.depth -= 1
        self.mean(phrase, known)
        return known

    def mean(self, phrase: Phrase, known: Known | None) -> None:
        """Settle what a phrase means."""
        self.meaning[phrase.head] = known
        if known is None:
            return
        view, head, end = self.view, phrase.head, phrase.end
        self.recent.append(Seen(head, view.sent[head], view.rank(head), view.says(head), known))
        known.last = max(known.last, head)
        known.times += 1
        if end + 2 < len(view) and view.text[end] == "(" and view.text[end + 2] == ")" and view.text[end + 1].isupper():
            self.acronyms.setdefault(view.text[end + 1], known)
        elif phrase.sort == "body" and phrase.name is not None and (short := initials_of(known.actor.name)):
            self.acronyms.setdefault(short, known)

    # -- owners ----------------------------------------------------------------------------------------------------

    def owners(self, phrase: Phrase, before: int | None = None) -> Iterator[Known]:
        """The actors that the phrase names as the owner: "Pakistan's army", "UN team", "head of the union".

        Those before token `before` (the noun, where it is not given) come first, the nearest before all.
        """
        for j in self._owning(phrase, phrase.noun_start if before is None else before):
            known = self.resolve(j) or self.country_at(j)
            if known is not None:
                yield known

    def owner(self, phrase: Phrase, before: int | None = None) -> Known | None:
        """The nearest owner."""
        return next(self.owners(phrase, before), None)

    def body_behind(self, phrase: Phrase) -> Known | None:
        """The body or government that owns what a phrase tells of, or that the owner acts for ("his officers")."""
        for known in self.owners(phrase):
            body = self.store.of_actor(known.actor.for_) if known.sort == "person" else known
            if body is not None and body.is_body:
                return body
        return None

    def has_owner(self, phrase: Phrase) -> bool:
        """Whether the phrase says whose it is ("its", "of the five countries"), though that may be nobody we know."""
        view = self.view
        inside = range(phrase.noun_start, phrase.noun_end)
        if any(j not in inside for head in {phrase.head, phrase.noun_start} for j in view.under(head, "poss")):
            return True
        return any(view.low[j] in {"of", "for"} and j >= phrase.end for j in view.under(phrase.head, "prep"))

    def _owning(self, phrase: Phrase, start: int) -> Iterator[int]:
        """The tokens at which an owner may stand."""
        view = self.view
        for j in range(start - 1, self._first(phrase) - 1, -1):
            if j in self.phrases and j != phrase.head and self.phrases[j].sort != "relative" and not self._only_led(j):
                yield j
        if view.dep[phrase.head] in MODIFIERS and view.head[phrase.head] > phrase.head:
            yield from view.under(view.head[phrase.head], "poss")
        heads = sorted({j for j in (phrase.head, start, start - 1) if phrase.start <= j < phrase.end})
        for head in heads:
            yield from view.under(head, "poss")
        for prep in (j for head in heads for j in view.under(head, "prep")):
            if view.low[prep] in OWNING:
                yield from (self._reached(noun) for noun in view.under(prep, "pobj"))

    def _first(self, phrase: Phrase) -> int:
        """Where a phrase begins, a body told before an acronym in brackets counted in: "the Guard (FG) chief"."""
        view, start = self.view, phrase.start
        if start > 2 and view.text[start - 1] == ")" and view.text[start - 3] == "(":
            return next((j for j in (start - 4, start - 5) if j in self.phrases), start)
        return start

    def _only_led(self, j: int) -> bool:
        """Whether the name at token j is in a compound that makes it no owner: "NATO-led", "Iran-backed"."""
        low = self.view.low
        return j + 2 < len(low) and low[j + 1] == "-" and low[j + 2] in words("no_owner_after")

    def _reached(self, noun: int) -> int:
        """Of "the mayor of Almeria's claim" the part that the preposition reaches: a possessor before the noun."""
        poss = self.view.under(noun, "poss")
        return poss[0] if poss and self.view.capital(poss[0]) else noun

    # -- names that may mean several things --------------------------------------------------------------------------

    def country_at(self, j: int) -> Known | None:
        """The government of a country that is named at token j, whether it acts there or not."""
        phrase = self.phrases.get(j)
        entry = self.choose(phrase) if phrase is not None else None
        if entry is not None and entry.use == "actor" and entry.kind == "government":
            return self.store.named(entry)  # "the president of Puntland"
        if entry is None or entry.country is None or entry.use in {"actor", "capital", "people"}:
            return None
        return self.store.government(entry.country)

    def choose(self, phrase: Phrase) -> Entry | None:
        """What a known name means here: what is sure, what belongs to the report's country, what was told of before."""
        home = self.home.iso3
        fitting = [e for e in phrase.entries if not e.unsure or (e.country and e.country == home) or self._told(e)]
        fitting.sort(key=lambda e: (e.unsure, e.country != home, e.country is None or not self._told(e)))
        return fitting[0] if fitting else None

    def _told(self, entry: Entry) -> bool:
        """Whether the report has told of the actor, or of its country, before."""
        if self.store.get("actor", entry.name) is not None or entry.exact in self.acronyms:
            return True
        return entry.country is not None and self.store.get("government", entry.country) is not None

    def country_of_speaker(self, here: int) -> str | None:
        """The country (ISO3) of the state whose voice says what stands at a token, where the report is set there, too.

        "Lima said the army had withdrawn": what is said is about the speaker's own, unless it is a foreign envoy.
        """
        view, verb = self.view, here
        for _ in range(DEEPEST):
            above = view.head[verb]
            if view.dep[verb] in {"ccomp", "parataxis"} and view.lemma(above) in words("speech_verbs"):
                speakers = (self.resolve(j) for j in view.under(above, "nsubj") if j != here)
                side = next((known.actor.side() for known in speakers if known is not None), None)
                if side is not None:
                    return side.country if side.kind == "government" and side.country in self.grounds else None
            if above == verb:
                break
            verb = above
        return None

    # -- places ------------------------------------------------------------------------------------------------------

    def literal(self, tokens: Iterable[int]) -> Iterator[PlaceDraft]:
        """The places at these tokens, those left out that stand for an actor."""
        return (self.places[j] for j in tokens if j in self.places and j not in self.meaning)

    def country_for(self, phrase: Phrase) -> str | None:
        """The country (ISO3) of the place that a phrase or the opening of its sentence is set in.

        "the Health Ministry in Aden"; "In Tehran, a Foreign Ministry spokesman said".
        """
        view, start = self.view, self.view.sentence(phrase.head)[0]
        inner = (prep for prep in view.under(phrase.head, "prep") if view.low[prep] in {"in", "of", "at"})
        tokens = [noun for prep in inner for noun in view.under(prep, "pobj")]
        if view.low[start] in {"in", "at"}:
            tokens += range(start + 1, min(start + 4, phrase.head))
        return next((iso3_of(self.places[j].country or "") for j in tokens if j in self.places), None)

    def country_around(self, here: int) -> str | None:
        """The country (ISO3) of the last town or province that the sentence names before a token."""
        start = self.view.sentence(here)[0]
        place = next(self.literal(range(here - 1, start - 1, -1)), None)
        return iso3_of(place.country or "") if place is not None else None

    def town_around(self, here: int) -> str | None:
        """The last town, else the last province, that the sentence names before a token."""
        found = list(self.literal(range(here - 1, self.view.sentence(here)[0] - 1, -1)))
        towns = [place.name for place in found if place.kind == "town"]
        return next(iter([*towns, *(p.name for p in found if p.kind in {"admin2", "admin1"})]), None)

    def last_town(self, here: int) -> str | None:
        """The town that was told of last before a token, a few sentences back at most."""
        found = self.literal(range(here - 1, max(here - NEARBY, -1), -1))
        return next((place.name for place in found if place.kind == "town"), None)

    def last_province(self, here: int) -> PlaceDraft | None:
        """The province of the report's country that was last told of, by its own name or by one of its towns."""
        near = self.literal([*range(here, max(here - AROUND, -1), -1), *range(here, self.view.sentence(here)[1])])
        home = self.home.iso3
        fitting = [place for place in near if home is None or iso3_of(place.country or "") == home]
        provinces = [place for place in fitting if place.kind == "admin1"]
        return next(iter([*provinces, *(place for place in fitting if place.admin1)]), None)

    # -- who was spoken of -------------------------------------------------------------------------------------------

    def salient(self, here: int, fits: Fits, reach: int = 3) -> Known | None:
        """The most prominent of those lately spoken of: near (at most `reach` sentences back), and a subject."""
        sent, best, top = self.view.sent[here], None, 0.0
        for seen in self.recent[-MEMORY:]:
            gap = sent - seen.sent
            if seen.head >= here or gap > reach or not fits(seen.known):
                continue
            score = reach + 1.0 - gap + 0.5 * seen.rank + 0.3 * seen.says - (here - seen.head) / 500
            if score > top:
                best, top = seen.known, score
        return best

    def last(self, fits: Fits, here: int) -> Known | None:
        """The last one spoken of that fits."""
        seen = islice(reversed(self.recent), LONG_MEMORY)
        return next((s.known for s in seen if s.head < here and fits(s.known)), None)

    def is_definite(self, phrase: Phrase) -> bool:
        """Whether the phrase refers back: "the", "this", "its", "the same"."""
        return self.view.low[phrase.start] in DEFINITE

    def is_nobody(self, phrase: Phrase) -> bool:
        """Whether the phrase means nobody in particular: "no group", "both governments"."""
        return self.view.low[phrase.start] in words("nobody")
