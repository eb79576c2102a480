"""Finds the event words: every token whose lemma heads a frame of the lexicon that its sentence fills."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc, Span, Token

from sayso.extract.draft import ActorDraft, Draft
from sayso.extract.events.clause import direct_objects, doers, is_passive, referent
from sayso.extract.events.lexicon import Frame, NounClass, lexicon, noun_class
from sayso.extract.events.mention import Mention

#: Between a verb and the next word of its frame: "shut the road down".
REACH = 6
HYPHENS = frozenset({"-", "‑"})
#: In a frame: the verb has no object.
NO_OBJECT = "~"
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN"})
PREDICATIVE = frozenset({"ADJ", "NOUN", "VERB", "ADV", "PROPN"})
QUANTITIES = frozenset({"dozens", "scores", "hundreds", "thousands", "many", "several", "others", "some"})
NOUN_LINKS = frozenset({"compound", "amod", "poss", "nmod"})


def find_mentions(doc: Doc, draft: Draft) -> list[Mention]:
    """Every event word of the body, in the order of the text; `within` names the one whose frame holds it."""
    finder = Finder(doc, draft)
    found = [mention for token in doc if draft.body[token.i] and (mention := finder.at(token)) is not None]
    absorbed: dict[int, Mention] = {}
    for mention in found:
        for index in mention.parts:
            known = absorbed.setdefault(index, mention)
            if known is mention or "acl" in (known.token.dep_, mention.token.dep_):
                continue  # "the talks, suspended in May, resumed"
            if known.type == "CONSULT" != mention.type:
                known.within = absorbed[index] = mention
            elif mention.type == "CONSULT" != known.type:
                mention.within = known
    striking = {doer.i: mention for mention in found if mention.token.pos_ == "VERB" for doer in doers(mention.token)}
    for mention in found:
        mention.within = mention.within or absorbed.get(mention.token.i) or _sent_by(mention, striking)
    return found


def _sent_by(mention: Mention, striking: dict[int, Mention]) -> Mention | None:
    """The deed of the weapon whose launching a participle tells: "a drone launched by X struck a market"."""
    token = mention.token
    told = token.dep_ in {"acl", "relcl"} and token.lemma_.lower() in noun_class("handling")
    deed = striking.get(token.head.i) if told else None
    return deed if deed is not None and deed.type == mention.type and deed is not mention else None


Look = Callable[[Token, Frame], list[int] | None]


def _no_parts(token: Token, frame: Frame) -> list[int] | None:  # noqa: ARG001
    return []


class Finder:
    """Matches frames at tokens of one Doc; knows its actors and places."""

    def __init__(self, doc: Doc, draft: Draft) -> None:
        self.doc, self.draft = doc, draft
        self.known = lexicon()
        self.timed = {i for time in draft.times for i in range(time.span.start, time.span.end)}

    def at(self, token: Token) -> Mention | None:
        """The mention that this token heads, or None."""
        frames = self._frames(token)
        if not frames or (token.pos_ == "VERB" and _is_speech(token)):
            return None
        for frame, look in frames:
            if (parts := look(token, frame)) is not None:
                span = self._span(token, frame, parts)
                self._explain(span, frame, parts)
                return Mention(token, span, frame.kind, frozenset(parts), frame.kind.mode)
        return None

    def _explain(self, span: Span, frame: Frame, parts: list[int]) -> None:
        if self.draft.reasons is not None:
            value = " ".join(filter(None, [frame.kind.type, frame.kind.mode, frame.kind.counts]))
            words = [self.doc[i] for i in sorted(parts) if not span.start <= i < span.end]
            self.draft.because("events.frame", span, value, f"{frame.kind.file}: {frame}", *words)

    def _span(self, token: Token, frame: Frame, parts: list[int]) -> Span:
        """The event word with the plain words of its frame that stand right beside it."""
        plain = {i for i in parts if self._is_plain(frame, i)}
        first = last = token.i
        while first - 1 in plain or (first and self.doc[first - 1].text in HYPHENS and first - 2 in plain):
            first -= 1
        while last + 1 in plain:
            last += 1
        return self.doc[first : last + 1]

    def _frames(self, token: Token) -> list[tuple[Frame, Look]]:
        """The frames that a token may head, the most demanding first, each with what looks for its parts."""
        known, pos = self.known, token.pos_
        found: list[tuple[Frame, Look]] = []
        low = token.lower_
        lemma = known.lemmas.get(low) or token.lemma_.lower()
        if pos in VERBAL and lemma in known.verbs and token.dep_ not in {"aux", "auxpass", "compound"}:
            frames = known.verbs[lemma]
            if token.dep_ == "amod":  # "the besieged town" is a state, "the wounded men" still counts them
                frames = tuple(frame for frame in frames if frame.kind.counts == "casualty")
            found += [(frame, self._verb_parts) for frame in frames]
        if lemma in known.nouns or low in known.nouns:
            hyphened = token.i and self.doc[token.i - 1].text in HYPHENS
            if pos in NOMINAL or token.tag_ == "VBG" or hyphened:
                frames = known.nouns.get(lemma, ()) + (known.nouns.get(low, ()) if low != lemma else ())
                found += [(frame, self._noun_parts) for frame in frames]
        if low in known.adjectives and pos in PREDICATIVE:
            found += [(frame, _no_parts) for frame in known.adjectives[low]]
        return found

    def _is_plain(self, frame: Frame, index: int) -> bool:
        token = self.doc[index]
        return (
            token.lemma_.lower() in frame.before or token.lower_ in frame.after or token.lemma_.lower() in frame.after
        )

    def _verb_parts(self, verb: Token, frame: Frame) -> list[int] | None:
        parts = self._before(verb, frame)
        if parts is None:
            return None
        if frame.subject:
            doer = self._first(frame.subject, doers(verb))
            if doer is None:
                return None
            parts.append(doer.i)
        return self._fill(verb, frame.after, parts)

    def _fill(self, verb: Token, wanted: tuple[str, ...], parts: list[int]) -> list[int] | None:
        """The tokens for the words and classes after a verb, one after the other."""
        last: Token = verb
        for n, word in enumerate(wanted):
            if word == NO_OBJECT:
                bare = verb.tag_ == "VBN" and not any(child.dep_ == "aux" for child in verb.children)
                if bare or is_passive(verb) or direct_objects(verb):
                    return None
                continue
            if not word.startswith("{"):
                found = self._word(verb, last, word)
            elif (
                last is not verb
                and last.dep_ in {"prep", "prt", "agent", "advmod"}
                and n
                and not wanted[n - 1].startswith("{")
            ):
                near = _after(last, verb)
                found = self._first(word[1:-1], near if last.dep_ == "prep" and near else near + direct_objects(verb))
            else:
                found = self._first(word[1:-1], direct_objects(verb))
            if found is None:
                return None
            parts += [found.i, *(inner.i for inner in self._measured(found) if inner is not found)]
            last = found if found.i > verb.i else last
        return parts

    def _word(self, verb: Token, last: Token, word: str) -> Token | None:
        """A plain word of a verb frame: an object anywhere, anything else close behind and hanging on the verb."""
        for noun in direct_objects(verb):
            if word in (noun.lemma_.lower(), noun.lower_):
                return noun
        for token in self.doc[last.i + 1 : last.i + 1 + REACH]:
            if token.is_sent_start:
                return None
            if word in (token.lower_, token.lemma_.lower()) and _hangs_on(token, verb):
                return token
        far = (child for child in verb.children if child.i > last.i)
        far = (child for child in far if child.dep_ in {"prt", "advmod", "oprd", "acomp"})
        return next((child for child in far if word in (child.lower_, child.lemma_.lower())), None)

    def _noun_parts(self, noun: Token, frame: Frame) -> list[int] | None:
        parts = self._before(noun, frame)
        return None if parts is None else self._noun_after(noun, frame.after, parts)

    def _before(self, token: Token, frame: Frame) -> list[int] | None:
        """The words of the frame right before its head, hyphens between them skipped: "air strike", "test-fired"."""
        parts: list[int] = []
        at = token.i
        for word in reversed(frame.before):
            at -= 1
            while at > 0 and self.doc[at].text in HYPHENS:
                at -= 1
            if at < 0 or word not in (self.doc[at].lemma_.lower(), self.doc[at].lower_):
                return None
            parts.append(at)
        return parts

    def _noun_after(self, noun: Token, wanted: tuple[str, ...], parts: list[int]) -> list[int] | None:
        """The class that a compound or a prepositional phrase has to fill, or a fixed phrase ("exchange of fire")."""
        if not wanted:
            return parts
        preps = [child for child in noun.children if child.dep_ in {"prep", "agent"}]
        if wanted[0].startswith("{"):
            near = [child for child in noun.children if child.dep_ in NOUN_LINKS]
            found = self._first(wanted[0][1:-1], near + [noun for prep in preps for noun in _after(prep, prep)])
        else:
            preps = [prep for prep in preps if prep.lower_ == wanted[0]]
            reached = [noun for prep in preps for noun in _after(prep, prep)]
            word = wanted[1] if len(wanted) > 1 else ""
            if word.startswith("{"):
                found = self._first(word[1:-1], reached)
            else:
                found = next((token for token in reached if word in (token.lemma_.lower(), token.lower_)), None)
        return None if found is None else [*parts, found.i]

    def _first(self, name: str, nouns: list[Token]) -> Token | None:
        known = self.known.classes[name]
        return next((noun for noun in nouns if any(self.is_in(known, token) for token in self._measured(noun))), None)

    def _measured(self, noun: Token) -> list[Token]:
        """A noun, and what it measures: "20 tonnes of medicine", "a group of soldiers"; "two of them" are them."""
        counted = noun.pos_ in {"NUM", "DET", "PRON"} or noun.tag_ == "CD"
        if not counted and noun.lemma_.lower() not in self.known.classes["measured"].words:
            return [noun]
        inside = [inner for prep in noun.children if prep.lower_ == "of" for inner in _after(prep, prep)]
        return inside if counted and inside else [noun, *inside]

    def is_in(self, known: NounClass, noun: Token) -> bool:
        """Whether a noun belongs to a class, by its lemma, its last two words, or what the report knows about it."""
        noun = referent(noun)
        lemma = noun.lemma_.lower()
        if known.without and not known.without.isdisjoint(self._signs(noun)):
            return False
        if lemma in known.words or noun.lower_ in known.words:
            return True
        if noun.i and f"{self.doc[noun.i - 1].lemma_.lower()} {lemma}" in known.words:
            return True
        return bool(known.signs) and not known.signs.isdisjoint(self._signs(noun))

    def _signs(self, noun: Token) -> set[str]:
        actor = self.draft.actor_at.get(noun.i)
        signs = self._known_signs(noun, actor)
        if noun.pos_ == "PROPN" and noun.i not in self.timed:
            signs.add("@name")
            if actor is None:
                signs.add("@strange")
        if noun.tag_ == "NNPS" and (actor is None or actor.kind in {"population", "unknown"}):
            signs.add("@people")
        if noun.tag_ == "$" or any(child.tag_ == "$" for child in noun.children) or noun.lemma_ in self.known.coins:
            signs.add("@money")
        if noun.pos_ == "NUM" or noun.lower_ in QUANTITIES:
            signs.add("@many")
        if noun.lemma_.lower() in noun_class("carrier") and self._brings_relief(noun):
            signs.add("@relief")
        return signs

    def _known_signs(self, noun: Token, actor: ActorDraft | None) -> set[str]:
        """What the report knows of a noun: that it names an actor or a place."""
        signs = {"@actor"} if actor is not None else set()
        if actor is not None and actor.kind in {"armed_group", "military"}:
            signs.add("@armed")
        place = self.draft.place_at.get(noun.i)
        if place is not None:
            signs |= {"@place", "@border"} if place.kind in {"crossing", "port"} else {"@place"}
        return signs

    def _brings_relief(self, vehicle: Token) -> bool:
        """Whether a convoy or lorry is one of an aid body, or the words say that it brings aid."""
        owners = (self.draft.actor_at.get(child.i) for child in vehicle.children if child.dep_ in NOUN_LINKS)
        if any(owner is not None and owner.kind in {"igo", "organization"} for owner in owners):
            return True
        return any(token.lemma_.lower() in noun_class("relief") for token in vehicle.subtree)


def _after(prep: Token, verb: Token) -> list[Token]:
    """The nouns of a preposition (or what follows a particle that the parser took for one)."""
    nouns = [child for child in prep.children if child.dep_ in {"pobj", "pcomp"}]
    nouns = nouns or [child for child in verb.children if child.dep_ in {"dobj", "pobj"} and child.i > prep.i]
    nouns = nouns or [
        noun for inner in prep.children if inner.dep_ == "prep" for noun in inner.children if noun.dep_ == "pobj"
    ]
    return [token for noun in nouns for token in (noun, *noun.conjuncts)]


def _is_speech(verb: Token) -> bool:
    """Whether the verb introduces a clause ("recalled that ..."): then it says something."""
    clauses = [child for child in verb.children if child.dep_ == "ccomp" and child.i > verb.i]
    return any(
        child.tag_ not in {"VB", "VBG"} and any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children)
        for child in clauses
    )


def _hangs_on(token: Token, verb: Token) -> bool:
    """Whether a token is below the verb, a few steps at most."""
    above = token
    for _ in range(4):
        above = above.head
        if above == verb:
            return True
        if above.pos_ == "VERB" and above.dep_ not in {"xcomp", "oprd"}:
            return False
    return False
