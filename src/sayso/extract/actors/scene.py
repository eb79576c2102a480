"""What is known while a report is read: the phrases, what each has been found to mean, and who was last spoken of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from sayso.extract.actors.context import Home
from sayso.extract.actors.lexicon import Entry, iso3_of, words
from sayso.extract.actors.phrases import Phrase
from sayso.extract.actors.store import Known, Store
from sayso.extract.actors.view import View
from sayso.extract.draft import PlaceDraft

#: Phrases that hang on each other ("the head of the office of the ...") are followed this far.
DEEPEST = 12
#: How many mentions back an antecedent is looked for.
MEMORY = 60
OWNING = frozenset({"of", "for", "from", "with", "at", "by"})


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
    #: Who issued the last document ("the letter says"), and the sentence in which it was told of.
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
        view, head = self.view, phrase.head
        seen = Seen(head, view.sent[head], view.rank(head), view.says(head), known)
        self.recent.append(seen)
        known.last = max(known.last, head)
        known.times += 1
        end = phrase.end
        if end + 2 < len(view) and view.text[end] == "(" and view.text[end + 2] == ")" and view.text[end + 1].isupper():
            self.acronyms.setdefault(view.text[end + 1], known)

    # -- owners ------------------------------------------------------------------------------------------------------

    def owners(self, phrase: Phrase, before: int | None = None) -> Iterator[Known]:
        """The actors that the phrase names as the owner: "Pakistan's army", "UN team", "head of the union"."""
        start = phrase.noun_start if before is None else before
        heads = {phrase.head, start, max(start - 1, 0)} if before is None else {phrase.head, start}
        for j in self._modifiers(phrase, start, heads):
            known = self.resolve(j) or self.country_at(j)
            if known is not None:
                yield known

    def _modifiers(self, phrase: Phrase, start: int, heads: set[int]) -> Iterator[int]:
        """The tokens at which an owner may stand, the nearest before the noun first, then those behind it."""
        view = self.view
        edge = phrase.start
        for j in range(start - 1, edge - 1, -1):
            if j in self.phrases and j != phrase.head and self.phrases[j].sort != "relative" and not self._only_led(j):
                yield j
        heads = {j for j in heads if phrase.start <= j < phrase.end}
        if view.dep[phrase.head] in {"compound", "amod", "nmod"} and view.head[phrase.head] > phrase.head:
            yield from view.under(view.head[phrase.head], "poss")
        for head in sorted(heads):
            yield from view.under(head, "poss")
        for head in sorted(heads):
            for prep in view.under(head, "prep"):
                if view.low[prep] in OWNING:
                    yield from (self.first_of(noun) for noun in view.under(prep, "pobj"))

    def _only_led(self, j: int) -> bool:
        """Whether the name at token j is in a compound that makes it no owner: "NATO-led", "Iran-backed"."""
        low = self.view.low
        return j + 2 < len(low) and low[j + 1] == "-" and low[j + 2] in words("no_owner_after")

    def first_of(self, noun: int) -> int:
        """Of "the mayor of Tame's claim" the part that the preposition reaches: a possessor before the noun."""
        poss = self.view.under(noun, "poss")
        return poss[0] if poss and self.view.capital(poss[0]) else noun

    def owner(self, phrase: Phrase, before: int | None = None) -> Known | None:
        """The nearest owner."""
        return next(self.owners(phrase, before), None)

    def country_at(self, j: int) -> Known | None:
        """The government of a country that is named at token j, whether it acts there or not."""
        phrase = self.phrases.get(j)
        if phrase is None or phrase.sort != "name":
            return None
        entry = self.choose(phrase)
        if entry is None or entry.country is None or entry.use in {"actor", "capital", "people"}:
            return None
        return self.store.government(entry.country)

    def choose(self, phrase: Phrase) -> Entry | None:
        """What a known name means here, of the things that it may mean."""
        home = self.home.iso3
        fitting = [e for e in phrase.entries if not e.unsure or (e.country is not None and e.country == home) or self._is_known(e)]
        if len(fitting) > 1:
            fitting.sort(key=lambda e: (e.unsure, e.country != home, e.country is None or not self._is_known(e)))
        return fitting[0] if fitting else None

    def _is_known(self, entry: Entry) -> bool:
        if self.store.get("actor", entry.name) is not None or entry.exact in self.acronyms:
            return True
        return entry.country is not None and self.store.get("government", entry.country) is not None

    def has_owner(self, phrase: Phrase) -> bool:
        """Whether the phrase says whose it is ("its", "of the five countries"), though that may be nobody we know."""
        view = self.view
        if any(view.under(j, "poss") for j in {phrase.head, phrase.noun_start}):
            return True
        return any(view.low[j] == "of" and j >= phrase.end for j in view.under(phrase.head, "prep"))

    def front_country(self, here: int) -> str | None:
        """The country (ISO3) of a place that opens the sentence: "In Tehran, a Foreign Ministry spokesman said"."""
        start, _ = self.view.sentence(here)
        for j in range(start + 1, min(start + 4, here)):
            if j in self.places and self.view.low[start] in {"in", "at"}:
                return self.iso3_of_place(self.places[j])
        return None

    def place_country(self, phrase: Phrase) -> str | None:
        """The country (ISO3) of the place that a phrase says it is in: "the Health Ministry in Port Sudan"."""
        view = self.view
        for prep in view.under(phrase.head, "prep"):
            if view.low[prep] in {"in", "of", "at"}:
                for noun in view.under(prep, "pobj"):
                    if noun in self.places:
                        return iso3_of(self.places[noun].country or "")
        return None

    def iso3_of_place(self, place: PlaceDraft) -> str | None:
        """The country (ISO3) of a place."""
        return iso3_of(place.country) if place.country else None

    # -- who was spoken of -------------------------------------------------------------------------------------------

    def salient(self, here: int, fits: Callable[[Known], bool], reach: int = 3) -> Known | None:
        """The most prominent of those lately spoken of: near, and a subject."""
        sent = self.view.sent[here]
        best, top = None, 0.0
        for seen in self.recent[-MEMORY:]:
            gap = sent - seen.sent
            if seen.head >= here or gap > reach or not fits(seen.known):
                continue
            score = 4.0 - gap + 0.5 * seen.rank + 0.3 * seen.says - (here - seen.head) / 500
            if score > top:
                best, top = seen.known, score
        return best

    def last(self, fits: Callable[[Known], bool], here: int | None = None) -> Known | None:
        """The last one spoken of that fits."""
        for seen in reversed(self.recent):
            if (here is None or seen.head < here) and fits(seen.known):
                return seen.known
        return None

    def is_definite(self, phrase: Phrase) -> bool:
        """Whether the phrase refers back: "the", "this", "its", "the same"."""
        return self.view.low[phrase.start] in DEFINITE

    def country_around(self, here: int) -> str | None:
        """The country (ISO3) of the last town or province that the sentence names before a token."""
        start, _ = self.view.sentence(here)
        for j in range(here - 1, start - 1, -1):
            if j in self.places and j not in self.meaning:
                return self.iso3_of_place(self.places[j])
        return None

    def local_place(self, here: int) -> str | None:
        """The last town or province that the sentence names before a token."""
        start, _ = self.view.sentence(here)
        found = [self.places[j] for j in range(here - 1, start - 1, -1) if j in self.places and j not in self.meaning]
        for kinds in ({"town"}, {"admin2", "admin1"}):
            for place in found:
                if place.kind in kinds:
                    return place.name
        return None

    def last_town(self, here: int) -> str | None:
        """The town that was told of last before a token, a few sentences back at most."""
        for j in range(here - 1, max(here - 120, -1), -1):
            if j in self.places and j not in self.meaning and self.places[j].kind == "town":
                return self.places[j].name
        return None


DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "its", "his", "her", "their", "said", "same"})
