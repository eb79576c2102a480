"""Decides the act of a statement: the cue's own, or, of a neutral cue, the one that the content performs."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Span, Token

from sayso.extract.statements.cues import Match
from sayso.extract.statements.layout import Layout
from sayso.extract.statements.lexicon import entries
from sayso.extract.syntax import SUBJECTS, is_negated
from sayso.rules import load_toml

OWN = frozenset("i we it he she they".split())
EXPLICIT_INSIDE = frozenset({"confirm", "deny", "condemn", "welcome", "accuse"})
FUTURE = frozenset("will would shall 'll wo".split())


def decide_act(match: Match, content: list[Span], layout: Layout) -> str:
    """The act of a statement with this cue and this content."""
    act = match.entry.act
    if match.takes("pred", "as") and act in {"neutral", "condemn", "deny"}:
        return _act_of_name(act, content)
    if act == "ask" and match.takes("to-obj") and _is_told_to(match.head):
        return "demand"
    if act == "promise" and _has_phrase("threat", _text(content)):
        return "threaten"
    return _act_of_content(content, layout) if act == "neutral" else act


def _is_told_to(verb: Token) -> bool:
    """ "Asked the rebels to leave"."""
    below = [child for child in verb.children if child.i > verb.i]
    infinitive = any(c.dep_ in {"xcomp", "ccomp"} and any(to.lower_ == "to" for to in c.children) for c in below)
    return infinitive and any(c.dep_ in {"dobj", "ccomp"} for c in below)


def _act_of_name(act: str, content: list[Span]) -> str:
    """Of "called Y X": deny where X says that Y is untrue, condemn where it reproaches."""
    text = _text(content)
    if act == "deny" or _has_word("deny", text) or _has_phrase("deny", text):
        return "deny"
    return "condemn" if act == "condemn" or _has_word("condemn", text) else "assert"


def _act_of_content(content: list[Span], layout: Layout) -> str:
    if not content:
        return "assert"
    text = _text(content)
    main = _main_verb(content[0])
    own = main is not None and _is_own(main, layout.quote_at[main.i] >= 0)
    future = main is not None and _is_future(main)
    inside = _inside_act(main, own)
    if inside is not None:
        return inside
    for act, holds in (
        ("threaten", _has_phrase("threat", text) and (future or "right to" in text)),
        ("accuse", _has_phrase("accuse", text) and not own),
        ("demand", _is_demand(text, main, own)),
        ("promise", _is_promise(text, main, own, future)),
        ("announce", own and future and main is not None and not is_negated(main)),
        ("deny", _is_denial(text, main, own)),
        ("ask", text.rstrip('"”\'').endswith("?")),
    ):
        if holds:
            return act
    return "assert"


def _inside_act(main: Token | None, own: bool) -> str | None:
    """The act of a cue that is the content's own main verb: "said it had confirmed", "we reject"."""
    if main is None or not own or is_negated(main) or _is_future(main):
        return None
    for entry in entries("verb").get(main.lemma_.lower(), ()):
        if len(entry.words) == 1 and entry.act in EXPLICIT_INSIDE:
            return entry.act
    return None


def _is_demand(text: str, main: Token | None, own: bool) -> bool:
    if _has_phrase("demand", text, "conditions"):
        return True
    modal = main is not None and any(c.dep_ == "aux" and c.lower_ in {"must", "should"} for c in main.children)
    return modal and not own


def _is_promise(text: str, main: Token | None, own: bool, future: bool) -> bool:
    if main is None:
        return False
    if _has_phrase("promise", text, "conditions") and (future or main.lemma_ in {"be", "remain", "can", "could"}):
        return True
    return own and future and main.lemma_.lower() in _words("promise", "verbs")


def _is_denial(text: str, main: Token | None, own: bool) -> bool:
    if main is None:
        return False
    if _has_phrase("deny", text) or (main.lemma_ == "be" and _has_word("deny", text)):
        return True
    subject = next((child for child in main.children if child.dep_ in SUBJECTS), None)
    if main.lemma_.lower() not in _words("deny", "deeds") or _is_future(main):
        return False
    if own and is_negated(main):
        return True
    return subject is not None and is_negated(subject) and subject.lower_ not in {"nobody"} and not _is_passive_harm(main)


def _is_passive_harm(main: Token) -> bool:
    """ "No crew member was hurt": about a fate, not about a deed."""
    return any(child.dep_ == "nsubjpass" for child in main.children) and main.lemma_ not in {"order", "authorise", "authorize"}


def _main_verb(span: Span) -> Token | None:
    """The verb of the main clause of a content (the first clause of a quotation)."""
    for token in span:
        if token.pos_ in {"VERB", "AUX"} and token.dep_ in {"ROOT", "ccomp", "conj", "parataxis", "acl", "relcl", "advcl"}:
            if token.dep_ == "advcl" and span.start <= token.head.i < span.end:
                continue
            if token.dep_ in {"relcl", "acl"} and span.start <= token.head.i < span.end:
                continue
            return token
    return None


def _is_own(main: Token, first_person: bool) -> bool:
    subject = next((child for child in main.children if child.dep_ in SUBJECTS), None)
    if subject is None:
        return False
    if first_person:
        return subject.lower_ in {"i", "we"} or any(c.lower_ in {"our", "my"} for c in subject.children)
    return subject.lower_ in OWN


def _is_future(main: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ in FUTURE for child in main.children)


def _text(content: list[Span]) -> str:
    return " ".join(span.text for span in content).lower().replace("’", "'")


@cache
def _words(act: str, name: str) -> frozenset[str]:
    return frozenset(load_toml("acts.toml")[act][name].split())


@cache
def _phrases(act: str, name: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(phrase)}\b" for phrase in load_toml("acts.toml")[act][name]))


def _has_phrase(act: str, text: str, name: str = "phrases") -> bool:
    return _phrases(act, name).search(text) is not None


def _has_word(act: str, text: str) -> bool:
    return not _words(act, "words").isdisjoint(re.findall(r"[\w-]+", text))
