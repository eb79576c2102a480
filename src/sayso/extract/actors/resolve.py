"""Who each noun phrase means, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.extract.actors.coref import pronoun
from sayso.extract.actors.lexicon import Entry, Noun, words
from sayso.extract.actors.phrases import Phrase, noun_at
from sayso.extract.actors.store import MILITARY, Known, Store, country_of, topic_of
from sayso.extract.actors.view import View
from sayso.extract.draft import ActorDraft

SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
LITERAL_PREPS = frozenset({"in", "at", "near", "inside", "outside", "across", "into", "over", "around", "through", "within", "off", "throughout", "along", "to", "from", "of", "via", "beyond", "above", "under", "towards", "toward", "for", "onto", "on"})
ACTOR_PREPS = frozenset({"with", "between", "against", "by", "among", "than", "like", "unlike", "for", "on", "toward", "towards"})
COUNTRY_PREPS = ACTOR_PREPS
MOTION = frozenset({"visit", "leave", "enter", "reach", "flee", "cross", "tour", "quit", "exit", "invade", "occupy", "control", "hold", "capture", "seize", "retake", "overrun", "hit", "strike", "bomb", "shell", "besiege", "encircle"})
PERSUASION = frozenset({"accuse", "blame", "urge", "tell", "warn", "ask", "condemn", "thank", "criticise", "criticize", "press", "pressure", "persuade", "assure", "inform", "oblige", "force", "invite", "threaten", "support", "back", "sanction", "punish", "provoke"})
GEOGRAPHY = frozenset({"capital", "city", "region", "province", "department", "district", "town", "village", "border", "coast", "north", "south", "east", "west", "state", "county", "port", "airport", "territory", "airspace", "waters", "soil", "island", "islands", "mountains", "valley", "desert", "river", "frontier", "crossing", "northeast", "northwest", "southeast", "southwest", "suburb", "suburbs", "outskirts", "streets", "market", "university", "hospital", "history", "centre", "center", "area", "areas", "zone", "governorate", "shore", "shores"})

#: Phrases that hang on each other ("the head of the office of the ...") are followed this far.
DEEPEST = 12


class Resolver:
    """Gives each phrase its actor; asks for the phrases that another needs on the way."""

    def __init__(self, view: View, phrases: dict[int, Phrase], store: Store, home: str | None) -> None:
        self.view, self.phrases, self.store, self.home = view, phrases, store, home
        self.meaning: dict[int, Known | None] = {}
        self.documents: Known | None = None
        self.acronyms: dict[str, Known] = {}
        self.depth = 0

    def run(self) -> None:
        """Resolve every phrase."""
        for head in self.phrases:
            self.resolve(head)

    def resolve(self, head: int) -> Known | None:
        """The actor that the phrase of this head means; None where there is none."""
        if head in self.meaning or head not in self.phrases or self.depth > DEEPEST:
            return self.meaning.get(head)
        self.meaning[head] = None
        phrase = self.phrases[head]
        self.depth += 1
        known = getattr(self, f"_{phrase.sort}")(phrase)
        self.depth -= 1
        self.meaning[head] = known
        if known is not None:
            known.seen.append((self.view.sent[head], head, self.view.dep[head] in SUBJECTS))
            self._acronym(phrase, known)
        return known

    # -- helpers -----------------------------------------------------------------------------------------------------

    def _acronym(self, phrase: Phrase, known: Known) -> None:
        """Remember "(ELN)" after the phrase."""
        end, view = phrase.end, self.view
        if end + 2 < len(view) and view.text[end] == "(" and view.text[end + 2] == ")" and view.text[end + 1].isupper():
            self.acronyms.setdefault(view.text[end + 1], known)

    def owners(self, phrase: Phrase, before: int | None = None) -> Iterator[Known]:
        """The actors that the phrase names as the owner, the nearest first: "Pakistan's army", "UN team", "of the union"."""
        view = self.view
        start = phrase.noun_start if before is None else before
        for j in range(start - 1, phrase.start - 1, -1):
            if j in self.phrases and j != phrase.head and self.phrases[j].sort != "relative":
                known = self.resolve(j) or self._country(j)
                if known is not None:
                    yield known
        for poss in (j for k in {phrase.head, start} for j in view.under(k, "poss")):
            known = self.resolve(poss) or self._country(poss)
            if known is not None:
                yield known
        for prep in (j for k in {phrase.head, start} for j in view.under(k, "prep")):
            if view.low[prep] in {"of", "for", "from", "with", "at"}:
                for noun in view.under(prep, "pobj"):
                    known = self.resolve(noun) or self._country(noun)
                    if known is not None:
                        yield known

    def _country(self, j: int) -> Known | None:
        """The government of a country that is named at token j, whether it acts there or not."""
        phrase = self.phrases.get(j)
        if phrase is None or phrase.sort != "name":
            return None
        entry = self._choose(phrase)
        return self.store.government(entry.country) if entry and entry.country and entry.use not in {"actor", "capital"} else None

    def owner(self, phrase: Phrase, before: int | None = None) -> Known | None:
        return next(self.owners(phrase, before), None)

    def is_definite(self, phrase: Phrase) -> bool:
        """Whether the phrase refers back: "the", "this", "its", "the same"."""
        return self.view.low[phrase.start] in {"the", "this", "that", "these", "those", "both", "its", "his", "her", "their"}

    # -- names -------------------------------------------------------------------------------------------------------

    def _choose(self, phrase: Phrase) -> Entry | None:
        entries = [e for e in phrase.entries if not e.unsure or e.country is None or e.country == self.home or e.exact in self.acronyms]
        for entry in entries:
            if entry.country is not None and entry.country == self.home:
                return entry
        seen = [e for e in entries if e.country and self.store.get("government", e.country)]
        return (seen or entries or [None])[0]

    def _name(self, phrase: Phrase) -> Known | None:
        text = self.view.span(phrase.noun_start, phrase.end).text
        if text in self.acronyms:
            return self.acronyms[text]
        entry = self._choose(phrase)
        if entry is None:
            return None
        if entry.use == "actor":
            return self.store.named(entry)
        if entry.country is None:
            return None
        if entry.use == "people":
            return self._people(phrase, entry)
        return self.store.government(entry.country) if self._acts(phrase, entry) else None

    def _people(self, phrase: Phrase, entry: Entry) -> Known | None:
        """ "Filipinos": a population, never its government."""
        if self.view.dep[phrase.head] in {"amod", "compound"}:
            return None
        name = self.view.span(phrase.noun_start, phrase.end).text
        return self.store.get("group", name.lower()) or self.store.add(
            ActorDraft(name, "population", country=entry.country), "group", "group", name.lower(), plural=True
        )

    def _acts(self, phrase: Phrase, entry: Entry) -> bool:
        """Whether a country, capital or nationality stands for its government here."""
        view, head = self.view, phrase.head
        dep, above = view.dep[head], view.head[head]
        if dep in {"conj", "appos"} and above in self.phrases and self.phrases[above].sort == "name":
            return self._acts_at(above, entry)
        return self._acts_at(head, entry)

    def _acts_at(self, head: int, entry: Entry) -> bool:
        view = self.view
        dep, above = view.dep[head], view.head[head]
        lemma = view.doc[above].lemma_.lower()
        capital = entry.use == "capital"
        if entry.use == "metonym":
            return True
        if dep == "nsubj":
            return not capital or lemma in words("acting_verbs")
        if dep == "nsubjpass":
            return not capital and lemma not in MOTION
        if dep in {"dobj", "dative", "iobj"}:
            return lemma in PERSUASION if capital else lemma not in MOTION
        if dep == "poss":
            return not (view.low[above] in GEOGRAPHY or capital and view.low[above] not in words("documents") and noun_at(view, above) is None)
        if dep == "pobj":
            return view.low[above] in (ACTOR_PREPS if not capital else {"with", "between", "against", "by"})
        if dep in {"amod", "compound", "nmod"}:
            return entry.use == "adjective" and view.low[above].removesuffix("s") in words("documents")
        return False

    # -- persons -----------------------------------------------------------------------------------------------------

    def _person(self, phrase: Phrase) -> Known | None:
        view = self.view
        assert phrase.name is not None and phrase.person is not None
        start, end = phrase.name
        parts = [view.text[i] for i in range(start, end) if view.text[i] not in {"-", "."}]
        known = self.store.person(parts)
        role, role_start = self._title(phrase)
        name = view.span(start, end).text
        if known is None:
            title = view.low[start - 1].rstrip(".") if start > phrase.person.first else ""
            if len(parts) == 1 and title in words("kept_honorifics"):
                name = view.span(start - 1, end).text
            known = self.store.add(ActorDraft(name, "person"), "person", "person", name)
        elif len(name) > len(known.actor.name):
            known.actor.name = name
        self.store.remember_name(known, parts)
        known.gender = known.gender or self._gender(phrase, parts)
        self.meaning[phrase.head] = known
        self._employ(known, phrase, role, role_start)
        return known

    def _gender(self, phrase: Phrase, parts: list[str]) -> str:
        titles = set(phrase.person.titles) if phrase.person else set()
        first = parts[0].lower()
        if titles & words("female_honorifics"):
            return "f"
        if titles & words("male_honorifics"):
            return "m"
        if len(parts) > 1:
            return "f" if first in words("female_names") else "m" if first in words("male_names") else ""
        return ""

    def _title(self, phrase: Phrase) -> tuple[Noun | None, int]:
        """The role before a name or beside it, and its first token."""
        view = self.view
        assert phrase.name is not None
        j = phrase.name[0] - 1
        rank = None
        low = view.sentence(phrase.head)[0]
        while j >= low and phrase.name[0] - j < 8:
            found = noun_at(view, j)
            if found and found[0].sort == "role" and found[0].of != "force" and view.low[j] not in words("honorifics"):
                self._widen(phrase, found[1])
                return found[0], found[1]
            if found and found[0].of == "force":
                rank = found
            elif view.low[j].rstrip(".") not in words("ranks") | words("honorifics") and view.text[j] not in {".", "-"}:
                break
            j -= 1
        if rank is not None:
            return rank[0], rank[1]
        return None, phrase.name[0]

    def _widen(self, phrase: Phrase, role_start: int) -> None:
        """Let the phrase begin where its role's modifiers begin."""
        from sayso.extract.actors.phrases import left_edge  # noqa: PLC0415

        edge = min(phrase.start, left_edge(self.view, phrase.head, role_start), role_start)
        phrase.start = edge

    def _employ(self, known: Known, phrase: Phrase, role: Noun | None, role_start: int) -> None:
        """Set role, body and side of a person from the words around the name."""
        view = self.view
        twin = self._twin(phrase.head)
        if role is None and twin is not None and self.phrases[twin].noun is not None:
            other = self.phrases[twin]
            self._serve(known, other.noun, self.owner(other), view.span(other.noun_start, other.head + 1).text)
            self.meaning[twin] = known
            return
        ranks = set(phrase.person.titles) & words("ranks") if phrase.person else set()
        if role is not None:
            words_of = view.span(role_start, role_start + len(role.word.split())).text
            self._serve(known, role, self.owner(phrase, role_start), words_of)
        elif ranks and known.actor.for_ is None:
            self._serve(known, Noun("officer", "role", "force", "person", "force"), self.owner(phrase, phrase.person.first), None)  # type: ignore[union-attr, arg-type]

    def _twin(self, head: int) -> int | None:
        """The role phrase in apposition to a name, on either side."""
        view = self.view
        for j in [view.head[head] if view.dep[head] == "appos" else -1, *view.under(head, "appos")]:
            if j in self.phrases and self.phrases[j].sort in {"role", "body", "group"} and self.phrases[j].noun is not None and self.phrases[j].sort == "role":
                return j
        return None

    def _serve(self, known: Known, role: Noun | None, owner: Known | None, words_of: str | None) -> None:
        if role is None:
            return
        actor = known.actor
        known.called.add(role.word)
        known.called.update(role.word.split()[-1:])
        actor.role = actor.role or (words_of or role.word).lower()
        if role.word.endswith("woman"):
            known.gender = known.gender or "f"
        elif role.word.endswith("man"):
            known.gender = known.gender or "m"
        if owner is known:
            owner = None
        if actor.of is None and owner is not None and owner.sort != "person":
            actor.of = owner.actor
        if actor.for_ is None:
            side = self._side(role, owner)
            actor.for_ = side.actor if side is not None and side is not known else None
            actor.country = actor.country or (side.actor.country if side else None)

    def _side(self, role: Noun, owner: Known | None) -> Known | None:
        if role.side == "none" or role.side == "region":
            return None
        if owner is not None:
            return owner if owner.sort != "person" else None
        if role.side in {"government", "force", "police"} and self.home is not None:
            return self.store.government(self.home)
        return None

    def _role(self, phrase: Phrase) -> Known | None:
        view = self.view
        twin = self._named_twin(phrase)
        if twin is not None:
            return self.resolve(twin)
        assert phrase.noun is not None
        owner = self.owner(phrase)
        if phrase.plural:
            return self._plural_role(phrase, owner)
        if phrase.noun.stands_for and owner is not None and owner.sort != "person":
            earlier = self._earlier_role(phrase, owner) if self.is_definite(phrase) else None
            return earlier or owner
        if self.is_definite(phrase):
            earlier = self._earlier_role(phrase, owner)
            if earlier is not None:
                return earlier
        name = view.span(phrase.noun_start, phrase.head + 1).text
        known = self.store.add(ActorDraft(self._unnamed(phrase), "person"), "person")
        self._serve(known, phrase.noun, owner, name)
        return known

    def _named_twin(self, phrase: Phrase) -> int | None:
        """The named person that a role phrase is about: its apposition, or the name that follows it."""
        view, head = self.view, phrase.head
        near = [view.head[head]] if view.dep[head] in {"appos", "compound", "nmod", "amod"} else []
        for j in [*near, *view.under(head, "appos")]:
            if j in self.phrases and self.phrases[j].sort == "person":
                return j
        for person in (p for p in self.phrases.values() if p.person and p.person.first == head + 1):
            return person.head
        return None

    def _earlier_role(self, phrase: Phrase, owner: Known | None) -> Known | None:
        assert phrase.noun is not None
        last = phrase.noun.word.split()[-1]
        for known in sorted(self.store.all, key=lambda k: k.seen[-1][1] if k.seen else -1, reverse=True):
            if known.sort == "person" and known.seen and last in known.called:
                if owner is None or known.actor.of in {None, owner.actor} or known.actor.for_ is owner.actor:
                    return known
        return None

    def _unnamed(self, phrase: Phrase) -> str:
        """ "unnamed senior investigator", "mayor of Tame"."""
        view = self.view
        low = view.low[phrase.start]
        start = phrase.start + 1 if low in {"a", "an", "the", "one", "another", "this", "that", "its", "his", "her", "their", "some", "any"} else phrase.start
        text = view.span(start, phrase.head + 1).text
        tail = self._tail(phrase)
        office = low == "the" and (bool(tail) or start < phrase.noun_start)
        return f"{text}{tail}" if office else f"unnamed {text}{tail}"

    def _tail(self, phrase: Phrase) -> str:
        """ " of Tame", " in Dilling": the short phrase that tells one from others."""
        view = self.view
        for prep in view.under(phrase.head, "prep"):
            if view.low[prep] in {"of", "in", "from", "at"} and prep == phrase.head + 1:
                for noun in view.under(prep, "pobj"):
                    if noun - prep < 5 and (view.capital(noun) or view.low[prep] in {"of"}):
                        return f" {view.low[prep]} {view.span(prep + 1, noun + 1).text}"
        return ""

    def _plural_role(self, phrase: Phrase, owner: Known | None) -> Known | None:
        assert phrase.noun is not None
        if owner is not None and phrase.noun.of in {"state", "force", "police", "official", "head", "voice"} and owner.sort != "person":
            return owner
        return self._group_named(phrase, "population", owner)

    def _relation(self, phrase: Phrase) -> Known | None:
        owner = self.owner(phrase)
        if owner is None:
            return None if phrase.plural else self.store.add(ActorDraft(self._unnamed(phrase), "person"), "person")
        if phrase.word in words("opposites"):
            return self._other_side(owner)
        if owner.sort == "group":
            return owner
        return self.store.add(ActorDraft(f"{phrase.word} of {owner.actor.name}", "person"), "person")

    def _other_side(self, owner: Known) -> Known | None:
        side = owner.actor.side()
        rivals = [k for k in self.store.all if k.sort in {"government", "body"} and k.actor.side() is not side and k.seen and k.actor.kind in {"government", "armed_group"}]
        return max(rivals, key=lambda k: len(k.seen), default=None)

    def _attacker(self, phrase: Phrase) -> Known | None:
        word = f"{phrase.noun.word}" if phrase.noun else ""
        return self.store.get("attacker", word) or self.store.add(ActorDraft(f"unidentified {word}", "armed_group"), "group", "attacker", word)

    # -- bodies ------------------------------------------------------------------------------------------------------

    def _body(self, phrase: Phrase) -> Known | None:
        assert phrase.noun is not None
        if self._twin_body(phrase) is not None:
            return self.resolve(self._twin_body(phrase) or -1)
        owner = next((k for k in self.owners(phrase, phrase.name[0] if phrase.name else None)), None)
        if phrase.name is not None:
            return self._proper_body(phrase, owner)
        return self._plain_body(phrase, owner)

    def _twin_body(self, phrase: Phrase) -> int | None:
        view = self.view
        for j in view.under(phrase.head, "appos"):
            if j in self.phrases and self.phrases[j].sort == "name" and self.phrases[j].entries[0].use == "actor":
                return j
        return None

    def _proper_body(self, phrase: Phrase, owner: Known | None) -> Known | None:
        view, noun = self.view, phrase.noun
        assert phrase.name is not None and noun is not None
        start, end = phrase.name
        country = None
        while start < end and start in self.phrases and self.phrases[start].entries and self.phrases[start].sort == "name":
            country = self._country(start) or country
            if country is None:
                break
            start = self.phrases[start].end
            if start < end and view.low[start] in {"'s", "’s"}:
                start += 1
        text = view.span(start, end).text
        if country is not None and (start >= end or noun.side == "self" and noun.of not in {"government", "parliament"}):
            text = view.span(phrase.name[0], end).text
        if owner is not None and owner.of == "armed_group":
            return owner
        if noun.of in {"ministry", "military", "police", "government", "force", "local_government", "parliament"}:
            return self._state_body(phrase, text, country or owner)
        key = ("body", text.lower())
        known = self.store.get(*key)
        if known is None:
            known = self.store.add(ActorDraft(text, noun.kind), "media" if noun.kind == "media" else "body", *key)
            known.of = noun.of
            if noun.side == "government":
                self._serve_home(known, owner)
        known.called.add(noun.word.split()[-1])
        return known

    def _serve_home(self, known: Known, owner: Known | None) -> None:
        iso3 = owner.actor.country if owner else self.home
        if iso3:
            known.actor.country = iso3
            known.actor.for_ = self.store.government(iso3).actor

    def _state_body(self, phrase: Phrase, text: str, owner: Known | None) -> Known | None:
        """A body of some government: found again by its class, what it is for, and its country."""
        noun = phrase.noun
        assert noun is not None
        if owner is not None and owner.of in {"igo", "organization", "armed_group"}:
            return owner
        word = noun.word.split()[-1]
        topic = topic_of(text)
        iso3 = owner.actor.country if owner is not None else None
        earlier = None if iso3 else self._earlier_body(noun, word, topic)
        if earlier is not None:
            return earlier
        iso3 = iso3 or self.home
        if noun.of == "government":
            return self.store.government(iso3) if iso3 else self._nameless(text, noun)
        return self._make_state_body(noun, word, text, topic, iso3)

    def _make_state_body(self, noun: Noun, word: str, text: str, topic: frozenset[str], iso3: str | None) -> Known:
        general = text.lower() in MILITARY or noun.of in {"police"} and text.lower() == "police"
        key = (noun.of, " ".join(sorted(topic)) if not general else "", iso3 or "")
        known = self.store.get(*key)
        if known is None:
            country = country_of(iso3)
            title = text if text.lower() in MILITARY | {"police"} and noun.of != "ministry" else _title_case(text)
            if "foreign" in topic and noun.of == "ministry" and title.lower() in {"foreign office"} and iso3 != "GBR":
                title = "Foreign Ministry"
            name = f"{country.adjective} {title}" if country and country.adjective.lower() not in title.lower() else title
            known = self.store.add(ActorDraft(name, noun.kind, country=iso3), "body", *key)
            known.of, known.topic = noun.of, topic
            if iso3:
                known.actor.for_ = self.store.government(iso3).actor
            else:
                self.store.note(known, "the report does not tell which country this body belongs to")
        known.called.add(word)
        return known

    def _nameless(self, text: str, noun: Noun) -> Known:
        known = self.store.get("body", text.lower()) or self.store.add(ActorDraft(text, noun.kind), "government", "body", text.lower())
        self.store.note(known, "the report does not tell which country this body belongs to")
        return known

    def _earlier_body(self, noun: Noun, word: str, topic: frozenset[str]) -> Known | None:
        """The last body named that these words can mean: same class, and the same task where one is told."""
        best = None
        for known in self.store.all:
            if not known.seen or known.sort not in {"body", "government"}:
                continue
            same = known.of == noun.of or noun.of == "government" and known.sort == "government"
            if noun.of == "government":
                same = False
            if noun.of == "force":
                same = known.actor.kind in {"military", "police"}
            if same and (not topic or not known.topic or topic <= known.topic or known.topic <= topic or noun.of == "force"):
                if best is None or known.seen[-1] > best.seen[-1]:
                    best = known
        return best

    def _plain_body(self, phrase: Phrase, owner: Known | None) -> Known | None:
        view, noun = self.view, phrase.noun
        assert noun is not None
        text = view.span(phrase.noun_start, phrase.head + 1).text
        if noun.of in {"ministry", "military", "police", "government", "force", "local_government", "parliament"}:
            if noun.word in {"state", "country", "nation", "republic", "kingdom", "capital", "leadership"}:
                return owner if owner is not None and owner.sort == "government" else None
            return self._state_body(phrase, text, owner)
        if noun.of == "armed_group":
            return self._armed(phrase, owner)
        if self.is_definite(phrase):
            earlier = self._called(noun.word.split()[-1])
            if earlier is not None:
                return earlier
        if noun.of == "media":
            return self._media(phrase)
        if owner is not None and owner.sort == "body" and noun.word.split()[-1] in {"team", "mission", "office", "agency", "delegation", "body", "staff"}:
            return owner
        name = self._phrase_text(phrase)
        known = self.store.get("body", name.lower()) or self.store.add(ActorDraft(name, noun.kind), "body", "body", name.lower())
        known.called.add(noun.word.split()[-1])
        if owner is not None and owner.sort in {"government", "body"} and noun.of == "organization" and noun.word.split()[-1] in {"embassy", "mission"}:
            known.actor.for_ = owner.actor
        return known

    def _phrase_text(self, phrase: Phrase) -> str:
        view = self.view
        start = phrase.start
        while start < phrase.head and (view.pos[start] in {"DET", "NUM", "PRON", "PUNCT"} or view.low[start] in {"the", "a", "an"}):
            start += 1
        return f"{view.span(start, phrase.head + 1).text}{self._tail(phrase)}"

    def _called(self, word: str) -> Known | None:
        found = [k for k in self.store.all if k.seen and word in k.called and k.sort in {"body", "media"}]
        return max(found, key=lambda k: k.seen[-1][1], default=None)

    def _armed(self, phrase: Phrase, owner: Known | None) -> Known | None:
        """ "the militia", "the group": the last armed group; with a name before it, that one."""
        if owner is not None and owner.of == "armed_group":
            return owner
        if self.is_definite(phrase) and owner is None:
            armed = [k for k in self.store.all if k.seen and k.actor.kind == "armed_group" and k.sort == "body"]
            other = [k for k in self.store.all if k.seen and k.sort == "body" and k.of == "organization"]
            word = phrase.noun.word.split()[-1] if phrase.noun else ""
            found = max(armed or (other if word in {"group", "movement", "organisation", "organization"} else []), key=lambda k: k.seen[-1][1], default=None)
            if found is not None:
                return found
        if self.view.low[phrase.start] == "no":
            return None
        return self._group_named(phrase, "armed_group", owner)

    def _media(self, phrase: Phrase) -> Known | None:
        name = self._phrase_text(phrase)
        return self.store.get("media", name.lower()) or self.store.add(ActorDraft(name, "media"), "media", "media", name.lower(), plural=phrase.plural)

    # -- groups ------------------------------------------------------------------------------------------------------

    def _group(self, phrase: Phrase) -> Known | None:
        assert phrase.noun is not None
        owner = self.owner(phrase)
        if phrase.noun.of == "armed":
            return self._armed_group(phrase, owner)
        return self._group_named(phrase, phrase.noun.kind, owner)

    def _armed_group(self, phrase: Phrase, owner: Known | None) -> Known | None:
        if owner is not None and owner.of == "armed_group":
            return owner
        if self.is_definite(phrase):
            armed = [k for k in self.store.all if k.seen and k.actor.kind == "armed_group"]
            found = max(armed, key=lambda k: k.seen[-1][1], default=None)
            if found is not None:
                return found
        return self._group_named(phrase, "armed_group", owner)

    def _group_named(self, phrase: Phrase, kind: str, owner: Known | None) -> Known:
        assert phrase.noun is not None
        view = self.view
        name = self._phrase_text(phrase)
        last = view.low[phrase.head]
        if self.is_definite(phrase):
            for known in reversed(self.store.all):
                if known.sort == "group" and last in known.called:
                    return known
        known = self.store.get("group", name.lower())
        if known is None:
            known = self.store.add(ActorDraft(name, kind), "group", "group", name.lower(), plural=True)
            known.of = "armed_group" if kind == "armed_group" else ""
            if owner is not None and owner.sort in {"body", "government"}:
                known.actor.of = owner.actor
        known.called.add(last)
        return known

    def _organ(self, phrase: Phrase) -> Known | None:
        assert phrase.noun is not None
        owner = self.owner(phrase)
        if owner is not None and owner.sort != "person":
            return owner
        if phrase.noun.word in words("forces"):
            if self.is_definite(phrase) or self.home is not None:
                return self._state_body(Phrase(phrase.head, phrase.start, phrase.end, "body", noun=Noun("army", "body", "military", "military", "government")), "army", None)
        if owner is not None:
            return None
        return self._group_named(phrase, "unknown", None)

    def _both(self, phrase: Phrase) -> Known | None:
        return None

    def _asset(self, phrase: Phrase) -> Known | None:
        owner = self.owner(phrase)
        return owner if owner is not None and owner.sort != "person" else None

    def _document(self, phrase: Phrase) -> Known | None:
        owner = self.owner(phrase)
        if owner is not None:
            self.documents = owner
            return owner
        if self.view.dep[phrase.head] != "nsubj" or phrase.word not in words("speaking_documents"):
            return None
        return self.documents

    # -- pronouns ----------------------------------------------------------------------------------------------------

    def _pronoun(self, phrase: Phrase) -> Known | None:
        return pronoun(self.view, phrase, self.store.all)

    def _relative(self, phrase: Phrase) -> Known | None:
        """ "who", "which": what the clause hangs on."""
        verb = self.view.head[phrase.head]
        while self.view.dep[verb] not in {"relcl", "ROOT", "acl"} and self.view.head[verb] != verb:
            verb = self.view.head[verb]
        above = self.view.head[verb]
        return self.resolve(above) if self.view.dep[verb] == "relcl" and above != phrase.head else None


def _title_case(text: str) -> str:
    return " ".join(w if w in {"of", "and", "the", "for", "'s"} else w[:1].upper() + w[1:] for w in text.split())
