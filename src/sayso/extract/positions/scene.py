"""What is on the table when somebody takes a stance: who has said what of which event, in the order of the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span, Token

from sayso.extract.draft import ActorDraft, Draft, EventDraft, StatementDraft

Item = EventDraft | StatementDraft


class Scene:
    """Look-ups over one draft, each made once: the statements around a token, the events in a statement, sentences."""

    def __init__(self, doc: Doc, draft: Draft) -> None:
        self.doc, self.draft = doc, draft
        self.statements = sorted(draft.statements, key=lambda s: s.cue.start)
        self.sentence = _sentence_numbers(doc)
        self._around: dict[int, list[StatementDraft]] = defaultdict(list)
        for statement in sorted(self.statements, key=_size, reverse=True):
            for i in {i for span in statement.content for i in range(span.start, span.end)}:
                self._around[i].append(statement)
        self._held: dict[int, list[tuple[int, EventDraft]]] = defaultdict(list)
        for event in draft.events:
            for mention in (event.anchor, *event.also):
                for statement in self._around.get(mention.root.i, ()):
                    self._held[id(statement)].append((mention.start, event))

    def around(self, token: Token) -> list[StatementDraft]:
        """The statements whose content holds a token, the outermost first."""
        return self._around.get(token.i, [])

    def held(self, statement: StatementDraft) -> list[EventDraft]:
        """The events told in the content, inner statements included, in the order of the text."""
        ordered = sorted(self._held.get(id(statement), ()), key=lambda pair: pair[0])
        return list(dict.fromkeys(event for _, event in ordered))

    def claimed(self, statement: StatementDraft) -> list[EventDraft]:
        """The events that this statement itself puts forward: of its content, but of no inner statement."""
        return [event for event in self.held(statement) if statement in tellers(self, event)]

    def inner(self, statement: StatementDraft) -> list[StatementDraft]:
        """The statements told inside this one."""
        others = (s for s in self.statements if s is not statement)
        return [s for s in others if s.via is statement or statement.covers(s.cue.root)]

    def before(self, statement: StatementDraft, sentences: int) -> Iterator[StatementDraft]:
        """Statements by others that stand before this one, at most so many sentences back, the nearest first."""
        here = self.sentence[statement.cue.start]
        for other in reversed(self.statements):
            if other.cue.start >= statement.cue.start or other is statement or self.same_side(other, statement):
                continue
            if here - self.sentence[other.cue.start] > sentences:
                return
            yield other

    def same_side(self, one: StatementDraft, other: StatementDraft) -> bool:
        """Whether the same side makes both; unknown speakers are nobody's side."""
        return one.speaker is not None and other.speaker is not None and one.speaker.side() is other.speaker.side()

    def sides_named(self, spans: Iterable[Span]) -> set[int]:
        """The sides (by identity) that these words name."""
        at = self.draft.actor_at
        return {id(at[i].side()) for span in spans for i in range(span.start, span.end) if i in at}

    def first_named(self, side: ActorDraft) -> int:
        """Where in the body a side, or somebody who speaks for it, is first named; the Doc's length where nowhere."""
        starts = (i for i, actor in self.draft.actor_at.items() if actor.side() is side and self.draft.body[i])
        return min(starts, default=len(self.doc))


def tellers(scene: Scene, event: EventDraft) -> list[StatementDraft]:
    """The innermost statements that hold a mention of the event: who puts it forward in their own words."""
    found = [around[-1] for m in (event.anchor, *event.also) if (around := scene.around(m.root))]
    return list(dict.fromkeys(found))


def _size(statement: StatementDraft) -> int:
    return sum(len(span) for span in statement.content)


def _sentence_numbers(doc: Doc) -> list[int]:
    """The number of each token's sentence."""
    numbers, n = [], -1
    for token in doc:
        n += bool(token.is_sent_start)
        numbers.append(n)
    return numbers
