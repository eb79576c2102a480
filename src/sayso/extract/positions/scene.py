"""What is on the table when somebody takes a stance: who has said what of which event, in the order of the text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span, Token

from sayso.extract.draft import ActorDraft, Draft, EventDraft, StatementDraft
from sayso.extract.index import Index
from sayso.extract.positions.lexicon import words

Item = EventDraft | StatementDraft

#: Nothing is answered that stands more sentences back than this: the longest article has about as many.
FAR = 60
#: So many statements can follow in one sentence.
LATER = 4
#: Endings of nouns that are made of verbs.
DEVERBAL = ("ion", "ment", "ing", "ure", "al", "ance", "ence", "ery")


class Scene:
    """Look-ups over one draft, each made once: what a statement holds, what was told before it, who has a part."""

    def __init__(self, doc: Doc, draft: Draft) -> None:
        self.doc, self.draft = doc, draft
        self.index = Index(doc, draft)
        self.sentence, self.around = self.index.sentence, self.index.around
        self.statements = sorted(draft.statements, key=lambda s: s.cue.start)
        self._starts = [statement.cue.start for statement in self.statements]
        self._inner = self._find_inner()
        self._held: dict[int, list[tuple[int, EventDraft]]] = defaultdict(list)
        self._tellers: dict[int, list[StatementDraft]] = {}
        self._by_sentence: dict[int, list[EventDraft]] = defaultdict(list)
        for event in draft.events:
            self._read_event(event)
        self._first_named = self._find_first_named()
        self._harming = {id(a.side()) for e in draft.events if e.type == "ASSAULT" for a in e.actors}

    def _read_event(self, event: EventDraft) -> None:
        tellers: dict[StatementDraft, None] = {}
        for mention in (event.anchor, *event.also):
            around = self.around(mention.root)
            tellers.update({s: None for s in around if s.cue.start == around[-1].cue.start})
            for statement in around:
                self._held[id(statement)].append((mention.start, event))
        self._tellers[id(event)] = list(tellers)
        self._by_sentence[self.sentence[event.anchor.start]].append(event)

    def _find_inner(self) -> dict[int, list[StatementDraft]]:
        inner: dict[int, list[StatementDraft]] = defaultdict(list)
        for statement in self.statements:
            outer = [s for s in self.around(statement.cue.root) if s is not statement]
            if statement.via is not None and statement.via not in outer:
                outer.append(statement.via)
            for holder in outer:
                inner[id(holder)].append(statement)
        return inner

    def _find_first_named(self) -> dict[int, int]:
        first: dict[int, int] = {}
        for i in sorted(self.draft.actor_at):
            if self.draft.body[i]:
                first.setdefault(id(self.draft.actor_at[i].side()), i)
        return first

    def held(self, statement: StatementDraft) -> list[EventDraft]:
        """The events told in the content, inner statements included, in the order of the text."""
        ordered = sorted(self._held.get(id(statement), ()), key=lambda pair: pair[0])
        return list(dict.fromkeys(event for _, event in ordered))

    def tellers(self, event: EventDraft) -> list[StatementDraft]:
        """The innermost statements that hold a mention of the event: who puts it forward in their own words."""
        return self._tellers.get(id(event), [])

    def claimed(self, statement: StatementDraft) -> list[EventDraft]:
        """The events that this statement itself puts forward: of its content, but of no inner statement."""
        return [event for event in self.held(statement) if statement in self.tellers(event)]

    def inner(self, statement: StatementDraft) -> list[StatementDraft]:
        """The statements told inside this one."""
        return self._inner.get(id(statement), [])

    def earlier(self, statement: StatementDraft, sentences: int) -> Iterator[StatementDraft]:
        """The statements before this one, at most so many sentences back, the nearest first."""
        here = self.sentence[statement.cue.start]
        for n in range(bisect_left(self._starts, statement.cue.start) - 1, -1, -1):
            other = self.statements[n]
            if here - self.sentence[other.cue.start] > sentences:
                return
            yield other

    def after(self, statement: StatementDraft) -> Iterator[StatementDraft]:
        """The statements by others that follow in the same sentence."""
        here = self.sentence[statement.cue.start]
        later = (s for s in self.statements[bisect_right(self._starts, statement.cue.start) :][:LATER])
        return (s for s in later if self.sentence[s.cue.start] == here and not self.same_side(s, statement))

    def at_cue(self, statement: StatementDraft) -> list[StatementDraft]:
        """The statements that share a cue with this one, itself included ("the army and the rebels deny")."""
        start = statement.cue.start
        return self.statements[bisect_left(self._starts, start) : bisect_right(self._starts, start)]

    def before(self, statement: StatementDraft, sentences: int = FAR) -> Iterator[StatementDraft]:
        """Those of the earlier statements that others make."""
        return (other for other in self.earlier(statement, sentences) if not self.same_side(other, statement))

    def told(self, at: int, sentences: int = FAR) -> list[EventDraft]:
        """The events whose anchors stand before a token, at most so many sentences back, in the order of the text."""
        here = self.sentence[at]
        near = (event for n in range(max(0, here - sentences), here + 1) for event in self._by_sentence.get(n, ()))
        return [event for event in near if event.anchor.start < at]

    def same_side(self, one: StatementDraft, other: StatementDraft) -> bool:
        """Whether the same side makes both; unknown speakers are nobody's side."""
        return one.speaker is not None and other.speaker is not None and one.speaker.side() is other.speaker.side()

    def sides_named(self, spans: Iterable[Span]) -> set[int]:
        """The sides (by identity) that these words name."""
        at = self.draft.actor_at
        return {id(at[i].side()) for span in spans for i in range(span.start, span.end) if i in at}

    def first_named(self, side: ActorDraft) -> int:
        """Where in the body a side, or somebody who speaks for it, is first named; the Doc's length where nowhere."""
        return self._first_named.get(id(side), len(self.doc))

    def harms(self, side: ActorDraft) -> bool:
        """Whether the report has the side do violence anywhere, as a fact or a claim."""
        return id(side) in self._harming


def lemmas(spans: Iterable[Span]) -> set[str]:
    """The lemmas of the nouns and verbs of some words that mean something by themselves."""
    told = {t.lemma_.lower() for span in spans for t in span if t.pos_ in {"NOUN", "VERB", "PROPN"}}
    return told - words("denies", "light")


def is_akin(noun: str, verb: str) -> bool:
    """Whether a noun is made of a verb, by their beginnings: "extension" and "extend", "closure" and "close"."""
    same = next(
        (n for n, (one, other) in enumerate(zip(noun, verb, strict=False)) if one != other), min(len(noun), len(verb))
    )
    return noun.endswith(DEVERBAL) and same >= max(4, min(len(noun), len(verb)) - 3)


def noun_head(spans: Iterable[Span]) -> Token | None:
    """The head of what is answered, where it is a noun phrase or a pronoun; None where it is a clause or nothing."""
    first = next(iter(spans), None)
    root = first.root if first is not None else None
    return root if root is not None and root.pos_ in {"NOUN", "PROPN", "PRON", "DET"} else None
