"""Finds who says it: the noun phrase behind a cue, as it stands."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from sayso.extract.statements.cues import Match, is_nobody, is_verb, joined_report, words
from sayso.extract.statements.layout import Layout
from sayso.extract.statements.lexicon import PERSONAL, entries, is_noun_of
from sayso.extract.syntax import SUBJECTS, is_passive, noun_phrase

FINITE = frozenset({"VBD", "VBZ", "VBP"})
RELATIVE = frozenset({"WDT", "WP"})
#: Clauses without a subject of their own, whose subject is that of the clause they hang on.
BORROWING = frozenset({"advcl", "xcomp", "pcomp", "conj", "dep", "ccomp", "prep"})
#: Endings of nouns for people.
DOERS = ("er", "or", "ist", "ian", "eer", "man", "woman", "men", "women", "ant", "ess")
MARKS = frozenset({'"', "”", "''", "»"})
OPENING_MARKS = frozenset({'"', "“", "''", "``", "«"})
#: No parse is deeper than this in earnest.
DEEPEST = 12


def find_sources(match: Match, layout: Layout) -> list[Span]:
    """The noun phrases that say it, one for each of joined subjects; empty where nobody is named."""
    heads = source_heads(match.head)
    if match.head.dep_ == "conj" and (parted := _parted_subject(match, layout)) is not None:
        heads = [parted]
    if not heads:
        lost = inverted_subject(match, layout) or _lost_subject(match, layout) or _parted_subject(match, layout)
        heads = [lost] if lost is not None else []
    phrases = (source_phrase(head, layout, match.start) for head in _spread(heads))
    return [
        phrase
        for phrase in filter(len, phrases)
        if not _is_none(match, phrase) and _may_say(match, phrase.root, layout)
    ]


def _may_say(match: Match, head: Token, layout: Layout) -> bool:
    if match.takes("by-text"):
        return is_noun_of(head, "texts")
    return not match.takes("who") or can_speak(head, layout)


def source_heads(verb: Token, depth: int = 0) -> list[Token]:
    """The heads of the noun phrases that a verb says are its speakers."""
    if depth > DEEPEST:
        return []
    if (is_passive(verb) and not _is_active(verb)) or _is_bare_participle(verb):
        return [noun for by in verb.children if by.dep_ == "agent" for noun in by.children if noun.dep_ == "pobj"]
    own = [child for child in verb.children if child.dep_ in SUBJECTS and not _is_across_mark(child, verb)]
    if own:
        return _antecedent(_nearest(own, verb), verb)
    if (quoting := quoting_verb(verb)) is not None:
        return [c for c in quoting.children if c.dep_ in {"dobj", "nsubjpass"}] or _subjects_of(quoting, depth + 1)
    if verb.dep_ == "acl":
        return [verb.head] if verb.tag_ == "VBG" else []
    if verb.dep_ not in BORROWING:
        return []
    above = _governor(verb)
    return _subjects_of(above, depth + 1) if above is not None else []


def _is_active(verb: Token) -> bool:
    """Whether "by" tells no agent: "she said by telephone"."""
    return (
        verb.tag_ in FINITE
        and not any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)
        and any(child.dep_ == "nsubj" for child in verb.children)
    )


def _is_across_mark(subject: Token, verb: Token) -> bool:
    """Whether a quotation ends before the verb or begins behind it, so that the parser took a word of it."""
    if subject.i > verb.i:
        return any(token.text in OPENING_MARKS and not token.whitespace_ for token in verb.doc[verb.i + 1 : subject.i])
    between = verb.doc[subject.i + 1 : verb.i]
    if sum(token.text in MARKS | OPENING_MARKS for token in between) > 1:
        return False  # a nickname: "a commander known as "Tigre" said"
    return any(token.text in MARKS and not token.nbor(-1).whitespace_ for token in between)


def _nearest(subjects: list[Token], verb: Token) -> Token:
    """The subject next to the verb (the parser may count one of the quotation's words among them)."""
    return min(subjects, key=lambda subject: abs(subject.i - verb.i))


def quoting_verb(verb: Token) -> Token | None:
    """The verb that quotes this one: "quoted his colleagues as saying", "was quoted as saying"."""
    if verb.tag_ != "VBG" or verb.head.lower_ != "as" or verb.dep_ != "pcomp":
        return None
    above = next((a for a in verb.head.ancestors if a.pos_ == "VERB"), None)
    return above if above is not None and above.lemma_.lower() in words("quoting") else None


def _is_bare_participle(verb: Token) -> bool:
    """ "Asked whether ...": passive without its auxiliary."""
    if verb.tag_ != "VBN" or verb.dep_ not in {"advcl", "acl", "pcomp", "ROOT"}:
        return False
    return not any(child.dep_ in {"aux", "nsubj"} for child in verb.children)


def _governor(verb: Token) -> Token | None:
    """The verb whose subject a clause borrows: the nearest cue above, or else the nearest verb."""
    if verb.dep_ == "conj":
        return joined_report(verb) or verb.head
    nearest: Token | None = None
    for above in verb.ancestors:
        if above.pos_ not in {"VERB", "AUX"}:
            continue
        if above.i > verb.i and verb.tag_ == "VBG" and _is_across_mark(above, verb):
            continue
        nearest = nearest or above
        if is_verb(above) and any(entry.act != "intend" for entry in entries("verb").get(above.lemma_.lower(), ())):
            return above
    return nearest


def _subjects_of(verb: Token, depth: int) -> list[Token]:
    """The subjects of a verb that lends them, a passive one's too."""
    own = [child for child in verb.children if child.dep_ in SUBJECTS]
    if own:
        return _antecedent(_nearest(own, verb), verb)
    return source_heads(verb, depth)


def _antecedent(subject: Token, verb: Token) -> list[Token]:
    """The subject, or what "who" and "which" stand for."""
    if subject.tag_ not in RELATIVE:
        return [] if subject.dep_ in {"csubj", "csubjpass"} else [subject]
    for above in (verb, *verb.ancestors):
        if above.dep_ == "relcl":
            return [above.head]
    return []


def inverted_subject(match: Match, layout: Layout) -> Token | None:
    """The noun right after the verb of a quotation ("...", said the mayor), where the parser saw no subject."""
    if not match.takes("quote") or match.end >= layout.sentence(match.head.i)[1]:
        return None
    before = match.start - 1
    if before < 0 or not (layout.closes(before) or layout.doc[before].text == ","):
        return None
    for token in layout.doc[match.end : layout.sentence(match.head.i)[1]]:
        if token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in {"compound", "poss", "nmod"}:
            return token
        if token.pos_ not in {"DET", "ADJ", "NOUN", "PROPN", "PART", "NUM"}:
            return token if token.lower_ in PERSONAL else None
    return None


def _lost_subject(match: Match, layout: Layout) -> Token | None:
    """The noun right before a finite verb that the parser put into a phrase of time ("On Friday | Manila said")."""
    verb = match.head
    if verb.tag_ not in FINITE or verb.dep_ not in {"ROOT", "ccomp", "conj", "parataxis", "advcl"}:
        return None
    token = layout.doc[max(_before_auxiliaries(layout, verb), 0)]
    noun = token.pos_ in {"NOUN", "PROPN"} or token.lower_ in PERSONAL
    after_time = any(t.i in layout.time_at for t in token.subtree if t.i < token.i)
    return token if noun and after_time and token.i not in layout.time_at and token.i < verb.i else None


def _parted_subject(match: Match, layout: Layout) -> Token | None:
    """The name between commas before a verb that the parser joined to what it reports ("..., Mayor Ruiz, 40, said")."""
    verb = match.head
    if not match.takes("quote") or verb.tag_ not in FINITE:
        return None
    if any(child.dep_ in SUBJECTS and not _is_across_mark(child, verb) for child in verb.children):
        return None
    index = _before_auxiliaries(layout, verb)
    if layout.doc[index].text == ",":
        index = (
            next((i for i in range(index - 1, verb.sent.start, -1) if layout.doc[i].text == ","), verb.sent.start) - 1
        )
    head = layout.doc[max(index, 0)]
    start = index
    while start > verb.sent.start and layout.doc[start - 1].pos_ in {"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART"}:
        start -= 1
    parted = start > verb.sent.start and (layout.doc[start - 1].text == "," or layout.closes(start - 1))
    return head if parted and head.pos_ in {"NOUN", "PROPN", "PRON"} and can_speak(head, layout) else None


def _before_auxiliaries(layout: Layout, verb: Token) -> int:
    index = verb.i - 1
    while index > 0 and layout.doc[index].dep_ in {"aux", "advmod", "neg"}:
        index -= 1
    return index


def _spread(heads: list[Token]) -> Iterator[Token]:
    """Each of the joined nouns on its own."""
    for head in heads:
        yield head
        yield from (other for other in head.conjuncts if other.i > head.i and other.pos_ in {"NOUN", "PROPN", "PRON"})


def source_phrase(head: Token, layout: Layout, cue: int) -> Span:
    """The noun phrase as it stands, with the name set after a title ("its spokeswoman, Ana Ruiz"), short of the cue."""
    phrase = noun_phrase(head)
    start, end = _start_of_compound(layout, phrase.start), _end_with_name(layout, head, phrase)
    quote = layout.quote(head.i)
    while start < head.i and (layout.quote(start) != quote or _is_loose(layout, start, head)):
        start += 1
    if start <= cue < end:
        start, end = (start, cue) if head.i < cue else (cue + 1, end)
    return layout.doc[start:end]


def _start_of_compound(layout: Layout, start: int) -> int:
    """The start of a phrase with the words that a hyphen joins to it ("co-chairman"), which the tokenizer parts."""
    while start > 1 and layout.texts[start - 1] == "-" and not layout.doc[start - 2].whitespace_:
        start -= 2
    return start + (layout.texts[start] == "-")


def _end_with_name(layout: Layout, head: Token, phrase: Span) -> int:
    """The end of a phrase with the name behind a title, and with its short form in brackets."""
    end = phrase.end
    for child in head.children:
        if child.dep_ == "appos" and child.i > head.i and child.i - end <= 3 and _is_name_of(child):
            end = _end_of_name(child, end)
    bracketed = layout.texts[end : end + 3]
    if len(bracketed) == 3 and bracketed[0] == "(" and bracketed[2] == ")" and bracketed[1].isupper():
        end += 3
    return end


def _is_name_of(name: Token) -> bool:
    """Whether an apposition is the name of the one described, not his description."""
    return name.pos_ == "PROPN" and name.doc[name.left_edge.i].pos_ != "DET"


def _is_loose(layout: Layout, index: int, head: Token) -> bool:
    """Whether the first word of a phrase is none of it: a time, or the "neither" that joins it to another."""
    joins = layout.doc[index].lower_ in {"neither", "either", "both"} and layout.doc[index].dep_ in {"preconj", "cc"}
    return joins or _is_leading_time(layout, index, head)


def _is_leading_time(layout: Layout, index: int, head: Token) -> bool:
    """Whether the phrase begins with a time that is no part of it ("Friday | Manila")."""
    return index in layout.time_at and layout.doc[index].dep_ == "compound" and head.pos_ == "PROPN"


def _end_of_name(name: Token, least: int) -> int:
    end = max(noun_phrase(name).end, least)
    if end < len(name.doc) and name.doc[end].text == ")":
        end += 1
    return end


def _is_none(match: Match, phrase: Span) -> bool:
    """Whether nobody is meant; but "neither side wants" tells of two that do not."""
    if phrase.root.lower_ in words("nobody") - {"neither"} or phrase.root.dep_ == "expl":
        return True
    return is_nobody(phrase.root) and match.entry.act not in {"believe", "intend"}


def can_speak(head: Token, layout: Layout) -> bool:
    """Whether the noun means somebody, or a text: known as an actor, a name, a pronoun, or in the noun lists."""
    if head.lower_ in PERSONAL or head.i in layout.draft.actor_at:
        return True
    if head.pos_ == "PROPN":
        return True
    return is_noun_of(head, "speakers") or is_noun_of(head, "texts") or _counts_people(head) or _is_doer(head)


def _is_doer(head: Token) -> bool:
    """Whether the noun is formed as those for people are ("reader", "cyclist"), and not a thing's ("matter")."""
    lemma = head.lemma_.lower()
    return head.pos_ == "NOUN" and lemma.endswith(DOERS) and not is_noun_of(head, "things")


def _counts_people(head: Token) -> bool:
    """ "One of them", "two others", "some", "many residents"."""
    return (
        head.lower_ in {"some", "many", "others", "several", "few", "those", "both", "all", "most"}
        or head.pos_ == "NUM"
    )
