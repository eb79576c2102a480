"""Statements: who says what (source, cue, content), and with which act.

Cues come first (`cues`, `nouns`, `phrases`, `declines`), each with its source (`sources`) and its content (`content`
for clauses and quotations, `complements` for the rest, `reach` for how far it goes). Quoted sentences without a cue
join the statement before (`joining`), statements inside statements are told apart from repetition (`nesting`), who
"both sides" are is found (`joint`), and at last act, medium, day and addressee are decided (`acts`, `media`,
`details`). The plan is that of Citron (BBC): cue, content, source, coreference, one step a module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from sayso.extract.draft import ActorDraft, Draft, StatementDraft, draft_of, mark
from sayso.extract.statements.acts import decide_act
from sayso.extract.statements.adjectives import find_adjectives
from sayso.extract.statements.complements import find_complement
from sayso.extract.statements.content import find_clause
from sayso.extract.statements.cues import Match, find_verbs, is_nobody, is_unsaid
from sayso.extract.statements.declines import find_declines
from sayso.extract.statements.details import find_addressee, find_day, take_over_days
from sayso.extract.statements.joining import join_quotes, kind_of_quote
from sayso.extract.statements.joint import find_pair
from sayso.extract.statements.judge import Judge, read_judge
from sayso.extract.statements.layout import Layout, Range, find_layout
from sayso.extract.statements.lexicon import LookUp, any_word, listed
from sayso.extract.statements.marks import ROLES, find_marked
from sayso.extract.statements.media import find_medium, without_medium
from sayso.extract.statements.nesting import first_person_of, is_own_condition, is_unknown_voice, nest
from sayso.extract.statements.nouns import find_nouns, is_misread
from sayso.extract.statements.phrases import find_phrases
from sayso.extract.statements.sources import find_sources

__all__ = ["create_statements", "find_statements"]

#: A cue with its sources and its content.
Found = tuple[Match, list[Span], list[Range]]


@Language.factory(
    "sayso_statements",
    requires=["token.dep", "token.lemma"],
    assigns=["doc.spans", "doc._.sayso"],
    default_config={"judge": None},
)
def create_statements(nlp: Language, name: str, judge: str | None) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Make the component; it has to stand after times, places and actors. `judge`: a file of trained weights."""
    return partial(find_statements, judge=read_judge(judge)) if judge else find_statements


def find_statements(doc: Doc, judge: Judge | None = None) -> Doc:
    """Fill `draft.statements`."""
    draft = draft_of(doc)
    layout = find_layout(doc, draft)
    if layout.sentences:
        draft.statements = _statements(layout, judge)
    mark(doc, "statements", [statement.cue for statement in draft.statements])
    return doc


def _statements(layout: Layout, judge: Judge | None) -> list[StatementDraft]:
    matches: dict[int, Match] = {}

    def drafted(proposals: Iterable[Found]) -> list[StatementDraft]:
        stands = (found for found in proposals if judge is None or _accepts(judge, found, layout))
        return [statement for found in stands for statement in _drafts(layout, found, matches)]

    statements = drafted(_find(layout, any_word if judge else listed))
    statements += drafted(find_phrases(layout, statements))
    statements += drafted(find_marked(layout, statements))
    statements.sort(key=_order)
    statements = list(_spoken(layout.draft, statements, matches))
    statements = nest(statements)
    if join_quotes(layout, statements):
        statements = nest(statements)
    statements = [s for s in statements if _is_said(layout, s)]
    for statement in statements:
        _complete(layout, statement, matches[id(statement)])
    take_over_days(statements, layout)
    return statements


def _accepts(judge: Judge, found: Found, layout: Layout) -> bool:
    if judge.accepts(*found, layout):
        return True
    layout.draft.against("statements.judge", found[0].span)
    return False


def _is_said(layout: Layout, statement: StatementDraft) -> bool:
    """Whether somebody says it: not a voice that nobody knows, nor the condition of one's own offer."""
    for rule, holds in (
        ("statements.unknown_voice", is_unknown_voice(layout, statement)),
        ("statements.own_condition", is_own_condition(statement)),
    ):
        if holds:
            layout.draft.against(rule, statement.cue)
            return False
    return True


def _find(layout: Layout, look_up: LookUp) -> Iterator[Found]:
    """Cues with sources and content: silences first, since their verbs are no cues, then verbs, then nouns."""
    silent: set[int] = set()
    for decline in find_declines(layout):
        silent.update(range(decline[0].start, decline[0].end))
        yield decline
    for match in find_verbs(layout, look_up):
        if match.head.i in silent or _is_parenthetical(match.head) or is_misread(match.head):
            continue
        sources = find_sources(match, layout)
        content = find_clause(match, layout, sources) or find_complement(match, layout) if sources else []
        if content:
            yield match, sources, content
        else:
            layout.draft.against(f"statements.no_{'content' if sources else 'source'}", match.span, "", match.entry.row)
    for other in (*find_nouns(layout, look_up), *find_adjectives(layout)):
        if other[0].head.i not in silent:
            yield other


def _is_parenthetical(verb: Token) -> bool:
    """ "As X said", "than X claims": found as phrases, or not at all."""
    if verb.dep_ != "advcl" or any(child.dep_ == "ccomp" and child.i > verb.i for child in verb.children):
        return False
    own = any(child.dep_ in {"dobj", "xcomp"} and child.i > verb.i and child.lower_ != "it" for child in verb.children)
    return any(
        child.lower_ == "than" or (child.lower_ == "as" and not own) for child in verb.children if child.i < verb.i
    )


def _drafts(layout: Layout, found: Found, matches: dict[int, Match]) -> Iterator[StatementDraft]:
    """One statement for each source."""
    match, sources, content = found
    for source in sources:
        spans = [layout.doc[start:end] for start, end in content]
        statement = StatementDraft(cue=match.span, content=spans, act=match.entry.act, quote="indirect", source=source)
        matches[id(statement)] = match
        layout.draft.because("statements.cue", match.span, match.entry.act, match.entry.row, source)
        yield statement


def _order(statement: StatementDraft) -> tuple[int, int]:
    return statement.cue.start, statement.source.start if statement.source is not None else -1


def _spoken(draft: Draft, statements: list[StatementDraft], matches: dict[int, Match]) -> Iterator[StatementDraft]:
    """The statements with their speakers: one for each of a pair that speaks as one ("both governments")."""
    for statement in statements:
        pair = find_pair(draft, statement.source) if statement.source is not None else []
        if pair:
            statement.speaker = pair[0]
            yield statement
            other = replace(statement, speaker=pair[1])
            matches[id(other)] = matches[id(statement)]
            yield other
        else:
            statement.speaker = _speaker(draft, statement)
            yield statement


def _speaker(draft: Draft, statement: StatementDraft) -> ActorDraft | None:
    """The actor that the source means; somebody new, named by its words, where nobody is known by them."""
    source = statement.source
    if source is None or source.text in ROLES or (is_nobody(source.root) and statement.act != "decline"):
        return None
    speaker = draft.actor_of(source)
    if speaker is None and source.text.lower() not in {"i", "we", "he", "she", "it", "they", "you"}:
        speaker = ActorDraft(name=_name(source), kind="unknown")
        draft.add_mention(speaker, source)
    return speaker


def _name(source: Span) -> str:
    """The phrase without its article, as the name of somebody who has none."""
    words = source[1:] if source[0].pos_ == "DET" and len(source) > 1 else source
    return words.text


def _complete(layout: Layout, statement: StatementDraft, match: Match) -> None:
    """Act, quotation, medium, day, addressee; and "I" and "we" of quotations mean the speaker."""
    medium = find_medium(match, statement.content, statement.source)
    statement.content = without_medium(statement.content, medium)
    statement.quote = kind_of_quote(layout, statement.content)
    statement.act = decide_act(match, statement.content, layout, statement.speaker)
    statement.negated = statement.act != "decline" and is_unsaid(match)  # silence is said by its act
    sources = [statement.source] if statement.source is not None else []
    statement.medium = medium.words.text.rstrip(".") if medium is not None else None
    statement.said_on = find_day(match, layout, statement.content, sources, medium)
    statement.addressee = find_addressee(match, layout)
    _explain(layout.draft, statement, match)
    if statement.speaker is not None:
        for words in first_person_of(layout, statement):
            layout.draft.actor_at.setdefault(words.start, statement.speaker)


def _explain(draft: Draft, statement: StatementDraft, match: Match) -> None:
    """Note where act, speaker, medium and day come from."""
    if draft.reasons is None:
        return
    rule = "statements.act_of_cue" if statement.act == match.entry.act else "statements.act_of_content"
    draft.because(rule, statement.cue, statement.act, match.entry.row, *statement.content[:1])
    if statement.speaker is not None and statement.source is not None:
        draft.because("statements.speaker", statement.cue, statement.speaker.name, "", statement.source)
    if statement.medium is not None:
        draft.because("statements.medium", statement.cue, statement.medium, "media.toml")
    if statement.said_on is not None:
        draft.because("statements.day", statement.cue, statement.said_on)
    if statement.negated:
        draft.because("statements.negated", statement.cue, "not said")
