"""Finds silence: "declined to comment", "did not respond", "could not be reached", "made no comment"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span, Token

from sayso.extract.statements.cues import Match
from sayso.extract.statements.layout import Layout, Range
from sayso.extract.statements.lexicon import Entry
from sayso.extract.statements.reach import right_end
from sayso.extract.statements.sources import can_speak, find_sources, source_phrase
from sayso.extract.syntax import SUBJECTS, conjuncts, is_negated, noun_phrase, subjects, trim
from sayso.rules import load_toml

Decline = tuple[Match, list[Span], list[Range]]
TOPIC = frozenset({"on", "about", "regarding", "concerning", "over"})
#: "has not responded": the auxiliaries that make a negation a report of silence ("cannot" and "must not" do not).
TELLING_AUXILIARIES = frozenset(
    ["do", "does", "did", "have", "has", "had", "would", "could", "was", "were", "is", "are", "'ve", "'d"]
)


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(load_toml("declines.toml")[name].split())


@cache
def _verbs() -> frozenset[str]:
    """Every verb that any way of silence can begin with."""
    lists = ("refusing", "answering", "telling", "giving", "staying", "denying", "going")
    return frozenset({"stop", "reach", "speak", "talk", "draw", "go"}.union(*(_list(name) for name in lists)))


@cache
def _entry(act: str) -> Entry:
    return Entry((act,), "verb", frozenset({"np"}), act)


def find_declines(layout: Layout) -> Iterator[Decline]:
    """Cue, sources and topic of every silence in the body; other finders leave the words of its cue alone."""
    known = _verbs()
    for index, lemma in enumerate(layout.lemmas):
        if lemma not in known or (token := layout.doc[index]).pos_ not in {"VERB", "AUX"}:
            continue
        found = _unasked(token, layout) or _told(token, layout)
        if found is not None and found[1] and found[1][0].root.lower_ != "there":
            match, sources = found
            yield match, sources, _topic(match, layout)


def _told(token: Token, layout: Layout) -> tuple[Match, list[Span]] | None:
    """A silence told of those who keep it: the subject."""
    match = _refusal(token) or _neither(token) or _negation(token) or _no_answer(token) or _silence(token)
    if match is None:
        return None
    if _by_nobody(token):
        heads = [head for subject in subjects(token) for head in conjuncts(subject)]
        return match, [source_phrase(head, layout, match.start) for head in heads]
    return match, find_sources(match, layout) or _passive_subject(match)


def _unasked(token: Token, layout: Layout) -> tuple[Match, list[Span]] | None:
    """A silence told of the question, or of the answer: "calls to X went unanswered", "no comment came from X"."""
    subject = next((c for c in token.children if c.dep_ in {"nsubj", "nsubjpass", "attr"} and c.i != token.i), None)
    attribute = next((c for c in token.children if c.dep_ == "attr"), None)
    noun = attribute or subject
    if noun is None or token.lemma_.lower() not in _list("going") | _list("answering") | {"be"}:
        return None
    lemma = noun.lemma_.lower()
    if lemma in _list("answers") and is_negated(noun):
        available = [c.i for c in token.children if c.dep_ == "acomp"]
        end = max([noun.i, *([] if noun.i > token.i else [token.i, *available])]) + 1
        heads = _behind_preposition([noun, token, *token.children], {"from", "by"})
        return _found(token, noun.left_edge.i, end, heads, layout)
    if lemma not in _list("requests") or noun is attribute:
        return None
    negated = is_negated(token) and any(c.dep_ == "auxpass" for c in token.children)
    unanswered = next((c for c in token.children if c.lower_ in _list("unanswered")), None)
    if not negated and unanswered is None:
        return None
    start = min([token.i, *(c.i for c in token.children if c.dep_ in {"aux", "auxpass"})])
    heads = _behind_preposition([noun, *noun.children], {"to", "with", "for"})
    return _found(token, start, (unanswered or token).i + 1, heads, layout)


def _behind_preposition(words: list[Token], prepositions: set[str]) -> list[Token]:
    """The nouns behind these prepositions on the words, those for the saying itself left out ("for comment")."""
    links = [c for word in words for c in word.children if c.lower_ in prepositions and c.pos_ == "ADP"]
    nouns = [noun for link in links for noun in link.children if noun.dep_ == "pobj"]
    return [noun for noun in nouns if noun.lemma_.lower() not in _list("requests")]


def _found(token: Token, start: int, end: int, heads: list[Token], layout: Layout) -> tuple[Match, list[Span]] | None:
    if not heads:
        return None
    match = Match(_entry("decline"), token, start, end)
    return match, [source_phrase(head, layout, start) for head in heads[:1] if can_speak(head, layout)]


def _by_nobody(token: Token) -> bool:
    """ "Neither the army nor the rebels answered": silence by a verb that is not negated itself."""
    return any(_is_neither(child) for child in token.children if child.dep_ in SUBJECTS)


def _is_neither(subject: Token) -> bool:
    return any(c.lower_ == "neither" and c.dep_ in {"preconj", "det", "cc"} for c in subject.children)


def _refusal(token: Token) -> Match | None:
    if token.lemma_ == "stop" and [word.lower_ for word in token.doc[token.i + 1 : token.i + 3]] == ["short", "of"]:
        return Match(_entry("decline"), token, token.i, min(token.i + 4, len(token.doc)))
    if token.lemma_.lower() not in _list("refusing"):
        return None
    for child in token.children:
        if child.dep_ == "xcomp" and child.i > token.i and child.i - token.i <= 4:
            named = child.lemma_.lower() in _list("speaking")
            drawn = child.lower_ == "drawn" or (child.lemma_ == "be" and child.nbor(1).lower_ == "drawn")
            if named or drawn:
                return Match(_entry("decline"), token, token.i, child.i + 1)
    return None


def _neither(token: Token) -> Match | None:
    """ "Would neither confirm nor deny that": what it is about hangs on the second."""
    first = next((c for c in token.children if c.lower_ == "neither" and c.i < token.i), None)
    second = next((c for c in token.children if c.dep_ == "conj" and c.lemma_.lower() == "deny"), None)
    if token.lemma_.lower() != "confirm" or first is None or second is None:
        return None
    start = min([first.i, *(c.i for c in token.children if c.dep_ == "aux")])
    return Match(_entry("decline"), second, start, second.i + 1)


def _negation(token: Token) -> Match | None:
    """A negated verb of answering or telling, with its auxiliaries; or "has yet to answer"."""
    lemma = token.lemma_.lower()
    yet = _yet_to(token)
    negation = next((child for child in token.children if child.dep_ == "neg" and child.lower_ in {"not", "n't"}), None)
    if yet is not None and lemma in _list("answering") | _list("telling"):
        return Match(_entry("decline"), token, yet, token.i + 1)
    auxiliary = next(
        (c for c in token.children if c.dep_ in {"aux", "auxpass"} and c.lower_ in TELLING_AUXILIARIES), None
    )
    if _by_nobody(token) and (lemma in _list("answering") or (lemma in _list("telling") and _has_matter(token))):
        return Match(_entry("decline"), token, auxiliary.i if auxiliary is not None else token.i, token.i + 1)
    if negation is None or auxiliary is None or auxiliary.i > negation.i:
        return None
    if lemma in _list("denying") and auxiliary.lower_ not in {"could", "would"}:
        return Match(_entry("deny"), token, auxiliary.i, token.i + 1)
    end = _silent_end(token, lemma)
    return Match(_entry("decline"), token, auxiliary.i, end) if end is not None else None


def _silent_end(token: Token, lemma: str) -> int | None:
    """Where the words end that tell a silence by a negated verb; None where its negation tells none."""
    passive = any(child.dep_ == "auxpass" for child in token.children)
    if lemma == "reach" and passive:
        return _after_comment(token)
    if lemma == "draw" and passive:
        return token.i + 1
    if lemma == "return" and not any(child.lemma_.lower() in _list("requests") for child in token.children):
        return None
    if lemma == "go":
        detail = next((noun for noun in _behind(token, "into") if noun.lemma_.lower() in _list("answers")), None)
        return detail.i + 1 if detail is not None else None
    spoken = lemma in {"speak", "talk"} and any(n.lemma_.lower() in _list("press") for n in _behind(token, "to"))
    told = lemma in _list("telling") and _has_matter(token)
    return token.i + 1 if spoken or told or lemma in _list("answering") else None


def _behind(token: Token, preposition: str) -> list[Token]:
    return [noun for link in token.children if link.lower_ == preposition for noun in link.children]


def _yet_to(token: Token) -> int | None:
    """Where "has yet to" begins before an infinitive."""
    to = token.i - 1
    if to < 2 or token.doc[to].lower_ != "to" or token.doc[to - 1].lower_ != "yet":
        return None
    return to - 2 if token.doc[to - 2].lemma_ in {"have", "be"} else to - 1


def _after_comment(token: Token) -> int:
    rest = [word.lower_ for word in token.doc[token.i + 1 : token.i + 3]]
    return token.i + 3 if rest == ["for", "comment"] else token.i + 1


def _has_matter(token: Token) -> bool:
    """Whether there is something that is not told, and not an outlet's "we could not confirm"."""
    if any(child.dep_ in SUBJECTS and child.lower_ in {"we", "i"} for child in token.children):
        return False
    below = [
        child
        for child in token.children
        if child.i > token.i and child.dep_ in {"dobj", "ccomp", "xcomp", "advcl", "pcomp"}
    ]
    if token.lemma_ in {"say", "state", "indicate", "tell"}:
        return any(
            word.tag_ in {"WP", "WRB", "WDT"} or word.lower_ in {"whether", "if"}
            for child in below
            for word in child.subtree
        )
    return bool(below) or token.dep_ == "relcl"


def _no_answer(token: Token) -> Match | None:
    """ "Made no comment", "had no response", "did not give any explanation", "has yet to issue a statement"."""
    if token.lemma_.lower() not in _list("giving"):
        return None
    yet = _yet_to(token)
    negation = next((c for c in token.children if c.dep_ == "neg"), None)
    auxiliary = next((c for c in token.children if c.dep_ == "aux" and c.lower_ in TELLING_AUXILIARIES), None)
    for child in token.children:
        answer = child.dep_ == "dobj" and child.lemma_.lower() in _list("answers") and 0 < child.i - token.i <= 4
        if not answer:
            continue
        if any(word.lower_ == "no" for word in child.children):
            start = auxiliary.i if auxiliary is not None and auxiliary.i == token.i - 1 else token.i
            return Match(_entry("decline"), token, start, child.i + 1)
        if yet is not None:
            return Match(_entry("decline"), token, yet, child.i + 1)
        if negation is not None and auxiliary is not None and auxiliary.i < negation.i:
            return Match(_entry("decline"), token, auxiliary.i, child.i + 1)
    return None


def _silence(token: Token) -> Match | None:
    """ "Remained silent", "was not available for comment"."""
    if token.lemma_.lower() not in _list("staying"):
        return None
    negated = any(word.dep_ == "neg" for word in token.children)
    for child in token.children:
        if child.dep_ not in {"acomp", "oprd"} or not 0 < child.i - token.i <= 4:
            continue
        if child.lower_ != "available" and (child.lower_ not in _list("silent") or negated):
            continue
        end = _after_comment(child)
        stays = token.lemma_ != "be" or child.lower_ not in {"available", "silent"}
        if (child.lower_ != "available" or negated) and (stays or end > child.i + 1):
            return Match(_entry("decline"), token, token.i, end)
    return None


def _passive_subject(match: Match) -> list[Span]:
    """Who could not be reached."""
    subject = next((child for child in match.head.children if child.dep_ == "nsubjpass"), None)
    if subject is None or subject.tag_ in {"WDT", "WP"}:
        return []
    return [noun_phrase(subject)]


# --- the topic -------------------------------------------------------------------------------------------------------


def _topic(match: Match, layout: Layout) -> list[Range]:
    """What they are silent about: what follows, or the question put before ("Asked whether ..., he declined")."""
    verb = match.head
    if verb.dep_ == "relcl" and not any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children):
        own = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if own is not None and own.tag_ not in {"WDT", "WP"} and verb.lemma_.lower() not in _list("answering"):
            phrase = noun_phrase(verb.head)
            return [(phrase.start, min(phrase.end, verb.left_edge.i))]
    after = _topic_behind(match, layout)
    return after or _asked(match, layout)


def _topic_behind(match: Match, layout: Layout) -> list[Range]:
    start = match.end
    limit = layout.sentence(match.head.i)[1]
    if start >= limit or layout.doc[start].text in {",", ";", ".", "—", "–"} or layout.doc[start].dep_ == "cc":
        return []
    last = layout.doc[match.end - 1]
    first = layout.doc[start]
    if first.lower_ in TOPIC:
        start += 1
    elif first.lower_ == "to":
        noun = next((c for c in first.children if c.dep_ == "pobj"), None)
        if noun is None or not _names_topic(noun):
            return []
        start += 1
    elif (
        first.pos_ == "ADP"
        or first.pos_ == "ADV"
        or first.dep_ == "npadvmod"
        or last.lemma_ in _list("answering") - {"answer"}
    ):
        return []
    span = trim(layout.doc, start, right_end(layout, match, start))
    return [(span.start, span.end)] if len(span) else []


def _names_topic(noun: Token) -> bool:
    """Whether what was not answered is more than a request for comment."""
    if noun.lemma_.lower() not in _list("requests"):
        return True
    return any(child.lower_ in TOPIC for child in noun.children if child.dep_ == "prep")


def _asked(match: Match, layout: Layout) -> list[Range]:
    """The question in a clause before it: "Asked whether X, he declined to answer"."""
    first = layout.sentence(match.head.i)[0]
    ask = next(
        (
            t
            for t in layout.doc[first : min(first + 3, match.start)]
            if t.lemma_ in {"ask", "press"} and t.tag_ in {"VBN", "VBD"}
        ),
        None,
    )
    if ask is None:
        return []
    comma = next((t.i for t in reversed(list(layout.doc[ask.i : match.start])) if t.text == ","), None)
    if comma is None:
        return []
    start = ask.i + 1
    if layout.doc[start].lower_ in TOPIC:
        start += 1
    span = trim(layout.doc, start, comma)
    return [(span.start, span.end)] if len(span) else []
