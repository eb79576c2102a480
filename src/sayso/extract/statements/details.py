"""Finds when and to whom something is said: day, addressee."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from sayso.extract.draft import ActorDraft, StatementDraft
from sayso.extract.statements.cues import Match
from sayso.extract.statements.layout import Layout
from sayso.extract.statements.media import Medium, is_inside, media_words
from sayso.extract.statements.sources import BORROWING

#: How many sentences apart a statement still elaborates one of the same speaker, and one of the same side.
FAR = 4
NEAR = 1
#: How many tokens behind the cue "to" may stand that names those to whom it is said.
ADDRESS = 3


def find_day(
    match: Match, layout: Layout, content: list[Span], sources: list[Span], medium: Medium | None = None
) -> str | None:
    """The day on which it was said: the nearest dated time in the reporting clause."""
    first, last = layout.sentence(match.head.i)
    best: tuple[int, str] | None = None
    for time in layout.times_between(first, last):
        index = time.span.start
        if time.start is None or time.type not in {"DATE", "TIME"}:
            continue
        token = layout.doc[index]
        elsewhere = is_inside(token, content) and not _parts_object(match, token)
        if elsewhere or layout.quote_at[index] != layout.quote_at[match.head.i] or _is_of_office(token, sources):
            continue
        between = content and match.end <= index < content[0].start
        of_medium = medium is not None and medium.start < index <= medium.noun.right_edge.i
        leads = any(_leads(layout, time.span.start, time.span.end, source) for source in sources)
        if not (between or of_medium or leads) and not _belongs(match, token, sources):
            continue
        distance = abs(index - match.head.i)
        if best is None or distance < best[0]:
            best = (distance, time.start if time.start == time.end else f"{time.start}/{time.end}")
    return best[1] if best else None


def _is_of_office(token: Token, sources: list[Span]) -> bool:
    """Whether a time belongs to what the source is: "the council's president for December", "the class of 1990"."""
    inside = any(source.start < token.i < source.end for source in sources)
    return inside and token.nbor(-1).lower_ in {"for", "of"}


def _belongs(match: Match, token: Token, sources: list[Span]) -> bool:
    """Whether the time hangs on the cue, on the verb above it, or on the subject that the parser gave it to."""
    of_object = False
    for above in token.ancestors:
        if above.i == match.head.i:
            return True
        if above.dep_ in {"relcl", "ccomp"} or (above.dep_ == "acl" and not _tells_of_saying(above)):
            return False
        if any(above.i == source.root.i for source in sources):
            return token.i > above.i or above.head.i == match.head.i
        of_object = of_object or above.dep_ == "dobj"
        if above.pos_ == "VERB" and above.dep_ != "acl":
            near = {match.head.head.i, match.head.head.head.i}
            return not of_object and match.head.dep_ in BORROWING and above.i in near
    return False


def _leads(layout: Layout, start: int, end: int, source: Span) -> bool:
    """Whether the time opens the sentence right before the source ("On Friday Manila announced")."""
    before = layout.doc[layout.sentence(start)[0] : start]
    return end == source.start and all(token.pos_ == "ADP" or token.is_space for token in before)


def _parts_object(match: Match, token: Token) -> bool:
    """Whether a time stands between the cue's object and the rest: "accused the army on Monday of shelling it"."""
    if not match.takes("obj-of", "obj-for", "to-obj", "obj-with"):
        return False
    above = next((a for a in token.ancestors if a.pos_ != "ADP"), None)
    while above is not None and above.dep_ in {"pobj", "npadvmod", "compound"} and above.i > match.head.i:
        above = above.head
    rest = [c.i for c in match.head.children if c.dep_ in {"prep", "xcomp"} and c.i > token.i]
    joined = above is not None and (above.i == match.head.i or (above.head.i == match.head.i and above.dep_ == "dobj"))
    return joined and bool(rest) and token.i < min(rest)


def _tells_of_saying(participle: Token) -> bool:
    """ "A video posted on Saturday", "a resident reached on Friday": its day is that of the statement."""
    return participle.lemma_.lower() in media_words("issued")


def find_addressee(match: Match, layout: Layout) -> ActorDraft | None:
    """The actor to whom it is said, where there is one."""
    for token in _addressed(match):
        actor = layout.draft.actor_at.get(token.i)
        if actor is not None:
            return actor
    return None


def _addressed(match: Match) -> Iterator[Token]:
    """Whom the words may be said to: "told X", "urged X to", "called on X", "appealed to X", "said to X"."""
    if match.entry.pos != "verb":
        return
    right = [child for child in match.head.children if child.i > match.head.i]
    last = match.head.doc[match.end - 1]
    if last.lower_ in {"on", "upon"} and match.entry.words[0] == "call":
        yield from (child for child in last.children if child.dep_ == "pobj")
    for child in right:
        if child.dep_ in {"dobj", "dative"} and match.takes("whom", "to-obj"):
            yield from (child.children if child.pos_ == "ADP" else [child])
        elif child.dep_ == "ccomp" and match.takes("to-obj"):
            infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in child.children)
            yield from (c for c in child.children if infinitive and c.dep_ == "nsubj" and c.i < child.i)
        elif child.lower_ == "to" and child.dep_ in {"prep", "dative"} and child.i <= match.end + ADDRESS:
            yield from (c for c in child.children if c.dep_ == "pobj")


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
