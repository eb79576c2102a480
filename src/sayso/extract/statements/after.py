"""Finds the clause or the quotation that follows its cue: where it starts."""

from __future__ import annotations

from spacy.tokens import Token

from sayso.extract.statements.cues import Match
from sayso.extract.statements.layout import Layout
from sayso.extract.statements.lexicon import entries
from sayso.extract.syntax import SUBJECTS

#: How far "that" may stand from its verb: "said in a post on X late on Monday night local time that".
LONGEST_ADJUNCT = 40
#: The longest title in quotation marks that is taken for a name ("told "Good Morning" that").
LONGEST_TITLE = 9
ADJUNCTS = frozenset(
    {"prep", "advmod", "npadvmod", "dative", "agent", "prt", "tmod", "neg", "mark", "pcomp", "pobj", "advcl"}
)


def clause_start(match: Match, layout: Layout) -> int | None:
    """Where a clause or a quotation that depends on the verb begins to its right; None where there is none."""
    limit = min(layout.sentence(match.head.i)[1], match.end + LONGEST_ADJUNCT)
    index, comma = match.end, False
    while index < limit:
        token = layout.doc[index]
        if token.text == ",":
            comma = True
        elif comma and token.tag_ == "VBG" and token.lemma_.lower() in entries("verb"):
            return None
        elif (behind := _behind_title(match, layout, index)) is not None:
            index = behind
            continue
        elif layout.opens(index) or token.text == ":":
            return _quoted_start(match, layout, index)
        elif token.lower_ == "that" and (_introduces(token) or _follows_adjunct(match, token, layout)):
            if _is_noun_clause(token, layout) and not _is_told_clause(match, token):
                return None
            return index + 1 if match.takes("that") else None
        elif (start := _bare_start(match, layout, token, comma)) is not None:
            return start if start >= 0 else None
        index += 1
    return _next_paragraph(match, layout, index)


def _behind_title(match: Match, layout: Layout, index: int) -> int | None:
    """Where a title in quotation marks that opens here ends ("told "Good Morning" that"); None if it is no title."""
    quote = layout.quote(index)
    if quote is None or quote[0] != index or quote[1] - index > LONGEST_TITLE:
        return None
    inside = layout.doc[quote[0] : quote[1]]
    if not all(t.text[:1].isupper() or not t.is_alpha or t.pos_ in {"ADP", "DET", "CCONJ"} for t in inside):
        return None
    before = layout.doc[index - 1]
    before = before.nbor(-1) if before.tag_ == "DT" and before.i else before
    named = before.dep_ == "prep" or before.tag_ in {"POS", "PRP$"}
    return quote[1] if named or (match.takes("whom") and not inside[-2].is_punct) else None


def _quoted_start(match: Match, layout: Layout, index: int) -> int | None:
    """The quotation that opens here or after the colon here."""
    if layout.doc[index].text == ":":
        index += 1
        while index < len(layout.doc) and layout.doc[index].is_space:
            index += 1
        if not match.takes("quote") or index >= len(layout.doc):
            return None
        return index
    if match.takes("quote"):
        return index
    return (
        index if match.takes("that") and any(c.dep_ == "ccomp" and c.i > index for c in match.head.children) else None
    )


def _next_paragraph(match: Match, layout: Layout, index: int) -> int | None:
    """A quotation in the next paragraph, where the sentence ends in a colon."""
    if index == 0 or index >= len(layout.doc) or layout.doc[index - 1].text != ":" or not match.takes("quote"):
        return None
    while index < len(layout.doc) and layout.doc[index].is_space:
        index += 1
    return index if index < len(layout.doc) and layout.opens(index) else None


def _introduces(token: Token) -> bool:
    """Whether "that" introduces a clause here (the parser may take it for the article of the noun behind it)."""
    if token.dep_ == "mark" or (token.dep_ == "dobj" and token.i + 1 < len(token.doc) and _is_misread_object(token)):
        return True
    return (
        token.tag_ in {"IN", "WDT", "DT"}
        and token.dep_ not in {"nsubj", "nsubjpass", "dobj", "pobj"}
        and (token.dep_ != "advmod" or (token.tag_ == "IN" and is_clause(token.head) and token.head.i > token.i))
    )


def _follows_adjunct(match: Match, that: Token, layout: Layout) -> bool:
    """Whether "that" was taken for a relative pronoun of the day or the medium before it.

    "Said earlier in the day that ...", "said in a message that ...".
    """
    clause, noun = that.head, that.head.head
    whole = any(child.dep_ in {"nsubj", "nsubjpass"} and child.i > that.i for child in clause.children)
    if clause.dep_ != "relcl" or not whole:
        return False
    return noun.i in layout.time_at or (noun.dep_ == "pobj" and noun.head.head.i == match.head.i)


def _is_misread_object(that: Token) -> bool:
    """Whether "that" was taken for an object besides the clause's own ("said there that they would take all")."""
    return any(child.dep_ == "dobj" and child.i > that.head.i for child in that.head.children)


def _is_told_clause(match: Match, that: Token) -> bool:
    """Whether the clause that the parser hung on the one addressed, or on a noun of the cue, is what is told.

    "Assured residents that", "made the case that".
    """
    noun = that.head.head
    if match.start < noun.i < match.end:
        return True
    told = noun.dep_ in {"dobj", "dative"} and noun.head.i == match.head.i
    return told and match.takes("whom") and is_clause(that.head)


def _is_noun_clause(that: Token, layout: Layout) -> bool:
    """Whether "that" introduces what a noun says ("responded to reports that"), not what the cue does."""
    clause = that.head
    if clause.dep_ not in {"acl", "relcl"}:
        return False
    noun = clause.head
    if noun.i in layout.time_at:
        return False
    return noun.pos_ == "NOUN" and not (noun.dep_ == "pobj" and noun.head.lower_ in {"in", "on", "at", "during", "via"})


def _bare_start(match: Match, layout: Layout, token: Token, comma: bool) -> int | None:
    """The start of a clause without "that" at this token; -1 where the search has to end; None to go on."""
    if token.dep_ in SUBJECTS and token.head.i > token.i and token.i == match.end:
        return token.i if match.takes("that") else -1
    child = _child_towards(match.head, token)
    if child is None:
        return _misread_start(match, token, comma)
    asks = token.tag_ in {"WP", "WRB", "WDT"} or token.lower_ in {"whether", "if"}
    if asks and child.dep_ in {"ccomp", "xcomp", "pcomp"} and not comma:
        return token.i if match.takes("wh", "quote") else -1
    if child.dep_ == "ccomp" and child.i > match.head.i:
        if not match.takes("that") or not is_clause(child) or comma:
            return -1
        return _after_time(layout, token.i, child)
    if child.dep_ in ADJUNCTS or (child.dep_ in {"dobj", "dative"} and _is_addressee(match, child)):
        return None
    if child.dep_ in {"nsubj", "nsubjpass"} and child.i > match.head.i:
        return None
    return -1


def _misread_start(match: Match, token: Token, comma: bool) -> int | None:
    """A subject that follows the verb directly, where the parser hung the clause elsewhere."""
    if comma or token.dep_ not in {"nsubj", "nsubjpass", "expl"} or token.head.i < token.i:
        return -1 if token.pos_ in {"VERB", "AUX"} else None
    return token.left_edge.i if match.takes("that") and token.left_edge.i >= match.end else None


def _child_towards(verb: Token, token: Token) -> Token | None:
    """The child of the verb on the way from it down to a token; None if the token does not hang on the verb."""
    while token.head.i != token.i:
        if token.head.i == verb.i:
            return token
        token = token.head
    return None


def is_clause(head: Token) -> bool:
    """Whether a verb has a subject (or a predicate noun) of its own."""
    verbs = [head, *(child for child in head.children if child.dep_ == "auxpass")]  # "would remain suspended"
    return any(child.dep_ in SUBJECTS | {"expl", "attr"} for verb in verbs for child in verb.children)


def _is_addressee(match: Match, child: Token) -> bool:
    return match.takes("whom") or (child.dep_ == "dative")


def _after_time(layout: Layout, index: int, clause: Token) -> int:
    """The clause's start, without a time that the parser put into it but that is the cue's ("said on Monday it")."""
    subject = next((c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass", "expl"}), None)
    if subject is None or subject.left_edge.i <= index:
        return index
    between = layout.doc[index : subject.left_edge.i]
    only_time = all(t.i in layout.time_at or t.pos_ in {"ADP", "ADV", "DET", "PART"} for t in between)
    has_time = any(t.i in layout.time_at for t in between)
    return subject.left_edge.i if only_time and has_time and layout.doc[subject.left_edge.i - 1].text != "," else index
