"""Finds how, when and to whom something is said: medium, day, addressee."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Span, Token

from sayso.extract.draft import ActorDraft, StatementDraft, draft_of
from sayso.extract.statements.cues import Match
from sayso.extract.statements.layout import Layout
from sayso.extract.statements.sources import BORROWING
from sayso.extract.syntax import noun_phrase, trim
from sayso.rules import load_toml

#: How many sentences apart a statement still elaborates one of the same speaker, and one of the same side.
FAR = 4
NEAR = 1


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(load_toml("media.toml")[name].split())


def find_medium(match: Match, content: list[Span]) -> str | None:
    """The medium in the words of the text ("a post on X"), where the reporting clause names one."""
    for child in match.head.children:
        if _inside(child, content):
            continue
        if child.dep_ in {"prep", "agent"} and child.lower_ in _list("prepositions"):
            for noun in child.children:
                if noun.dep_ == "pobj" and _is_medium(noun, child.lower_) and not _inside(noun, content):
                    return _words(noun, content)
        if (
            child.dep_ == "dobj"
            and match.takes("whom")
            and child.lemma_.lower() in {"conference", "briefing", "rally", "meeting", "forum"}
        ):
            return _words(child, content)
    return None


def _is_medium(noun: Token, preposition: str) -> bool:
    word = noun.lower_ if noun.pos_ == "PROPN" else noun.lemma_.lower()
    if word in _list("networks"):
        return preposition in {"on", "via", "by", "through", "over"}
    return word in _list("nouns")


def _words(noun: Token, content: list[Span]) -> str:
    """The noun phrase with the participle that says where it ran ("a video posted on Telegram"), without the day."""
    phrase = noun_phrase(noun)
    end = phrase.end
    for child in noun.children:
        if child.dep_ == "acl" and child.tag_ == "VBN" and child.i == end:
            end = child.right_edge.i + 1
    stop = next(
        (i for i in range(phrase.start, end) if noun.doc[i].lower_ == "that" or _inside(noun.doc[i], content)), end
    )
    timed = {i for time in draft_of(noun.doc).times for i in range(time.span.start, time.span.end)}
    while stop > noun.i + 1 and stop - 1 in timed:
        stop -= 1
    if noun.doc[stop - 1].pos_ == "ADP":
        stop -= 1
    return trim(noun.doc, phrase.start, max(stop, noun.i + 1)).text


def _inside(token: Token, content: list[Span]) -> bool:
    return any(span.start <= token.i < span.end for span in content)


def find_day(match: Match, layout: Layout, content: list[Span], sources: list[Span]) -> str | None:
    """The day on which it was said: the nearest dated time in the reporting clause."""
    first, last = layout.sentence(match.head.i)
    best: tuple[int, str] | None = None
    for time in layout.times_between(first, last):
        index = time.span.start
        if time.start is None or time.type not in {"DATE", "TIME"}:
            continue
        token = layout.doc[index]
        if _inside(token, content) or layout.quote_at[index] != layout.quote_at[match.head.i]:
            continue
        between = content and match.end <= index < content[0].start
        if not between and not _belongs(match, token, sources):
            continue
        distance = abs(index - match.head.i)
        if best is None or distance < best[0]:
            best = (distance, time.start if time.start == time.end else f"{time.start}/{time.end}")
    return best[1] if best else None


def _belongs(match: Match, token: Token, sources: list[Span]) -> bool:
    """Whether the time hangs on the cue, on the verb above it, or on the subject that the parser gave it to."""
    for above in token.ancestors:
        if above.i == match.head.i:
            return True
        if above.dep_ in {"relcl", "ccomp"} or (above.dep_ == "acl" and not _tells_of_saying(above)):
            return False
        if any(above.i == source.root.i for source in sources):
            return token.i > above.i or above.head.i == match.head.i
        if above.pos_ == "VERB" and above.dep_ != "acl":
            return match.head.dep_ in BORROWING and above.i in {match.head.head.i, match.head.head.head.i}
    return False


def _tells_of_saying(participle: Token) -> bool:
    """ "A video posted on Saturday", "a resident reached on Friday": its day is that of the statement."""
    return participle.lemma_.lower() in _list("issued")


def find_addressee(match: Match, layout: Layout) -> ActorDraft | None:
    """The actor to whom it is said, where there is one."""
    if not match.takes("whom"):
        return None
    for child in match.head.children:
        if child.dep_ in {"dobj", "dative"} and child.i > match.head.i:
            return layout.draft.actor_at.get(child.i)
    return None


def take_over_days(statements: list[StatementDraft], layout: Layout) -> None:
    """Give the day of a dated statement to those of the same side that soon follow and elaborate it."""
    last: dict[int, StatementDraft] = {}
    for statement in statements:
        if statement.via is not None or statement.speaker is None or statement.act in {"believe", "intend"}:
            continue
        side = id(statement.speaker.side())
        before = last.get(side)
        if statement.said_on is None and before is not None and _elaborates(statement, before, layout):
            statement.said_on = before.said_on
        last[side] = statement


def _elaborates(statement: StatementDraft, before: StatementDraft, layout: Layout) -> bool:
    """Whether they are near: a speaker may go on after others have spoken, another of his side only at once."""
    distance = layout.sentence_at[statement.cue.start] - layout.sentence_at[before.cue.start]
    return 0 <= distance <= (FAR if statement.speaker is before.speaker else NEAR)
