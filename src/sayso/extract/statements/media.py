"""Finds the medium of a statement: "in a statement", "reached by phone", "on state television", "told a briefing"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from spacy.tokens import Span, Token

from sayso.extract.draft import draft_of
from sayso.extract.statements.cues import Match
from sayso.extract.syntax import SUBJECTS, noun_phrase, trim
from sayso.rules import load_toml

OBJECTS = frozenset({"dobj", "dative", "obj"})
#: Of the object of a cue the medium is no part; of a clause it may be ("said that he would tell it in a speech").
NO_CLAUSE = frozenset({"np", "to-obj", "as", "obj-of", "obj-for"})


class Medium(NamedTuple):
    """The words that name it, the noun, and where its phrase starts (with the preposition)."""

    words: Span
    noun: Token
    start: int


@cache
def media_words(name: str) -> frozenset[str]:
    """A list of media.toml."""
    return frozenset(load_toml("media.toml")[name].split())


def find_medium(match: Match, content: list[Span], source: Span | None) -> Medium | None:
    """The medium in the words of the text, where the reporting clause names one."""
    for preposition in _prepositions(match, source):
        if is_inside(preposition, content):
            continue
        for noun in preposition.children:
            if noun.dep_ == "pobj" and _is_medium(noun, preposition.lower_) and not is_inside(noun, content):
                return Medium(_words(noun, content), noun, preposition.i)
    return _audience(match, content) or _behind_object(match, content)


def _prepositions(match: Match, source: Span | None) -> Iterator[Token]:
    """The prepositions of the cue, of "speaking ..." beside it, and of how its speaker was reached."""
    verbs = [match.head]
    verbs += [c for c in match.head.children if c.dep_ == "advcl" and c.lemma_.lower() in media_words("speaking")]
    if source is not None:
        told = media_words("issued") | media_words("speaking")
        verbs += [c for c in source.root.children if c.dep_ == "acl" and c.lemma_.lower() in told]
        verbs += [source.root] if source.root.i + 1 < len(source.doc) and source.end < match.start else []
    for verb in verbs:
        for child in verb.children:
            inside = match.start <= child.i < match.end or (source is not None and source.start <= child.i < source.end)
            if child.dep_ in {"prep", "agent"} and child.lower_ in media_words("prepositions") and not inside:
                yield child


def _audience(match: Match, content: list[Span]) -> Medium | None:
    """ "Told a news conference": the occasion is the one told."""
    if not match.takes("whom"):
        return None
    for child in match.head.children:
        if child.dep_ == "dobj" and child.lemma_.lower() in media_words("occasions") and not is_inside(child, content):
            return Medium(_words(child, content), child, child.left_edge.i)
    return None


def _behind_object(match: Match, content: list[Span]) -> Medium | None:
    """The medium that the parser hung on the cue's object: "rejected the charge in a post on X"."""
    if not content or not match.takes(*NO_CLAUSE):
        return None
    last = content[-1]
    if any(token.dep_ == "mark" and token.lower_ == "that" for token in last):
        return None
    for preposition in last[1:]:
        if preposition.dep_ != "prep" or preposition.lower_ not in media_words("prepositions"):
            continue
        for noun in preposition.children:
            named = noun.dep_ == "pobj" and _is_medium(noun, preposition.lower_) and _is_own(noun)
            if named and noun.right_edge.i + 1 >= last.end and not _under_clause(preposition, match):
                return Medium(_words(noun, []), noun, preposition.i)
    return None


def _is_own(noun: Token) -> bool:
    """Whether it is a medium told of here first, or the speaker's ("a statement", "his speech", "X")."""
    first = noun.doc[noun.left_edge.i]
    return first.lower_ in {"a", "an"} or first.tag_ == "PRP$" or noun.lower_.rstrip(".") in media_words("networks")


def _under_clause(preposition: Token, match: Match) -> bool:
    """Whether a clause with a subject of its own lies between the cue and the preposition."""
    for above in preposition.ancestors:
        if above.i == match.head.i:
            return False
        own = any(child.dep_ in SUBJECTS and child.tag_ not in {"WDT", "WP"} for child in above.children)
        if above.pos_ in {"VERB", "AUX"} and own:
            infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in above.children)
            return not (infinitive and match.takes("to-obj"))
        if above.dep_ in {"relcl", "acl"}:
            return True
    return False


def _is_medium(noun: Token, preposition: str) -> bool:
    word = (noun.lower_ if noun.pos_ == "PROPN" else noun.lemma_.lower()).rstrip(".")
    if word in media_words("networks"):
        return preposition in {"on", "via", "by", "through", "over"}
    if word in media_words("nouns") or noun.lemma_.lower() in media_words("nouns"):
        return True
    if preposition not in {"on", "via", "through", "over"} or not (noun.pos_ == "PROPN" or noun.text.isupper()):
        return False
    actor = draft_of(noun.doc).actor_at.get(noun.i)
    return (actor is not None and actor.kind == "media") or any(
        child.dep_ == "compound" and child.lower_ in media_words("broadcasters") for child in noun.children
    )


def _words(noun: Token, content: list[Span]) -> Span:
    """The noun phrase with the participle that says where it ran ("a video posted on Telegram"), without the day."""
    phrase = noun_phrase(noun)
    end = phrase.end
    for child in noun.children:
        if child.dep_ == "acl" and child.tag_ == "VBN" and child.i == end:
            end = child.right_edge.i + 1
    stop = next(
        (i for i in range(phrase.start, end) if noun.doc[i].lower_ == "that" or is_inside(noun.doc[i], content)), end
    )
    stop = next((i for i in range(noun.i + 1, stop) if noun.doc[i].lower_ in media_words("around")), stop)
    timed = {i for time in draft_of(noun.doc).times for i in range(time.span.start, time.span.end)}
    while stop > noun.i + 1 and stop - 1 in timed:
        stop -= 1
    if noun.doc[stop - 1].pos_ == "ADP":
        stop -= 1
    return trim(noun.doc, phrase.start, max(stop, noun.i + 1))


def is_inside(token: Token, content: list[Span]) -> bool:
    """Whether a word stands in the content."""
    return any(span.start <= token.i < span.end for span in content)


def without_medium(content: list[Span], medium: Medium | None) -> list[Span]:
    """The content short of the medium that the parser took into it."""
    if medium is None or not content or not content[-1].start < medium.start < content[-1].end:
        return content
    return [*content[:-1], trim(content[-1].doc, content[-1].start, medium.start)]
