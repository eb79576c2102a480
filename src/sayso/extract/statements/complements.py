"""Finds what is said where it is no clause: objects, infinitives, gerunds, predicates, prepositional phrases."""

from __future__ import annotations

from spacy.tokens import Token

from sayso.extract.statements.cues import Match
from sayso.extract.statements.layout import Layout, Range
from sayso.extract.statements.lexicon import is_noun_of
from sayso.extract.statements.reach import right_end
from sayso.extract.syntax import is_passive, noun_phrase, subjects, trim

#: Conjunctions of clauses about the saying, not of what is said (conditions stay with what they hold for).
ASIDES = frozenset({"after", "before", "because", "when", "while", "as", "although", "though", "even", "since"})
OBJECTS = frozenset({"dobj", "dative", "obj"})
PREDICATES = frozenset({"oprd", "attr", "acomp", "ccomp", "xcomp", "dobj", "advcl", "appos"})
PREPOSITIONS = frozenset(["of", "for", "with", "at", "against", "about", "on", "over", "in", "by"])


def find_complement(match: Match, layout: Layout) -> list[Range]:
    """The content behind (or, of a passive or a relative clause, before) a cue that takes no clause here."""
    verb = match.head
    if is_passive(verb):
        return _passive(match)
    before = _antecedent(match)
    if before:
        return before
    start = _start(match, layout)
    if start is None:
        return []
    end = _without_aside(match, start, right_end(layout, match, start))
    end = _without_time(match, layout, start, end)
    span = trim(layout.doc, start, end)
    return [(span.start, span.end)] if len(span) else []


def _start(match: Match, layout: Layout) -> int | None:
    """Where the complement starts that the cue asks for; None if it has none."""
    right = [child for child in match.head.children if child.i >= match.end]
    right += [child for word in _own_objects(match) for child in word.children if child.i >= match.end]
    pieces = [*_objects(match, right), *_clauses(match, right), *_phrases(match, right)]
    if match.takes("pred") and _has_predicate(match, right, layout):
        pieces.extend(child for child in right if child.dep_ in OBJECTS | PREDICATES)
    if match.takes("gauge") and _is_gauged(right, layout):
        pieces.extend(_nouns(right))
    if match.takes("pred", "as") and _names_what(match.head):
        return match.end
    if match.takes("as") and match.end < len(layout.doc) and layout.doc[match.end].lower_ == "as":
        return match.end
    if not pieces:
        return None
    start = min(piece.left_edge.i for piece in pieces)
    return max(start, match.end)


def _own_objects(match: Match) -> list[Token]:
    """The nouns that belong to the cue: what it says may hang on them ("claimed responsibility for")."""
    doc = match.head.doc
    return [doc[i] for i in range(match.start, match.end) if doc[i].dep_ in OBJECTS and doc[i].head == match.head]


def _nouns(right: list[Token]) -> list[Token]:
    return [child for child in right if child.dep_ in OBJECTS]


def _is_gauged(right: list[Token], layout: Layout) -> bool:
    """Whether an object is put at a number or a time."""
    nouns = _nouns(right)
    if not nouns:
        return False
    if any(_is_measure(child, layout) for child in right if child.dep_ == "prep"):
        return True
    counted = is_noun_of(nouns[0], "toll")
    return counted and any(_is_measure(token, layout) for token in nouns[0].subtree if token.dep_ == "prep")


def _is_measure(preposition: Token, layout: Layout) -> bool:
    """ "At six", "in the dozens", "on the evening of 15 January": a number or a time behind the preposition."""
    if preposition.lower_ not in {"at", "in", "on", "between", "around", "above", "below", "over"}:
        return False
    words = [token for token in preposition.subtree if token.i > preposition.i][:8]
    return any(
        t.pos_ == "NUM" or t.i in layout.time_at or _is_vague(t)
        for t in words
    )


def _is_vague(token: Token) -> bool:
    return token.lower_ in {"dozens", "scores", "hundreds", "thousands", "millions", "tens", "zero", "nil"}


def _names_what(verb: Token) -> bool:
    """ "What it called X"."""
    return any(child.lower_ == "what" and child.i < verb.i for child in verb.children)


def _objects(match: Match, right: list[Token]) -> list[Token]:
    """The objects that are content, or that content begins with."""
    nouns = _nouns(right)
    if len(match.entry.words) > 1 and not nouns:
        nouns = _behind_particle(match)
    if not nouns:
        return []
    if match.takes("np") and _is_right_object(match, nouns[0]):
        return nouns
    if match.takes("to-obj") and any(
        child.dep_ in {"xcomp", "ccomp", "advcl"} and _is_infinitive(child) for child in right
    ):
        return nouns
    wanted = {frame.removeprefix("obj-").partition("-")[0] for frame in match.entry.frames if frame.startswith("obj-")}
    wanted |= {"as"} if match.takes("as", "saying") else set()
    return nouns if any(child.lower_ in wanted for child in _prepositions(right, nouns)) else []


def _behind_particle(match: Match) -> list[Token]:
    """What follows "called for", "accounts of": the object of the cue's own preposition."""
    last = match.head.doc[match.end - 1]
    return [child for child in last.children if child.dep_ in {"pobj", "pcomp", "dobj"} and child.i >= match.end]


def _is_right_object(match: Match, noun: Token) -> bool:
    kind = match.entry.object_list
    return not kind or any(is_noun_of(word, kind) for word in (noun, *noun.conjuncts))


def _prepositions(right: list[Token], nouns: list[Token]) -> list[Token]:
    """Prepositions on the verb, or that the parser hung on its object."""
    return [
        child for child in (*right, *(c for noun in nouns for c in noun.children)) if child.dep_ in {"prep", "mark"}
    ]


def _clauses(match: Match, right: list[Token]) -> list[Token]:
    found = []
    for child in right:
        if child.dep_ not in {"xcomp", "ccomp", "advcl", "pcomp"}:
            continue
        if (
            (child.dep_ != "advcl" and match.takes("ing") and _is_gerund(child))
            or (match.takes("to") and _is_infinitive(child) and child.dep_ in {"xcomp", "ccomp"})
            or (match.takes("to-obj") and child.dep_ == "ccomp" and _is_infinitive(child))
        ):
            found.append(child)
    return found


def _is_gerund(verb: Token) -> bool:
    return verb.tag_ == "VBG" or any(
        child.tag_ == "VBG" and child.dep_ in {"aux", "auxpass"} for child in verb.children
    )


def _is_infinitive(verb: Token) -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def _phrases(match: Match, right: list[Token]) -> list[Token]:
    wanted = match.entry.frames & PREPOSITIONS
    if match.takes("to-np"):
        wanted |= {"to"}
    return [child for child in right if child.dep_ == "prep" and child.lower_ in wanted]


def _has_predicate(match: Match, right: list[Token], layout: Layout) -> bool:
    """Whether an object and what it is called are both there ("called it a lie"; a quotation counts as the latter)."""
    parts = [child for child in right if child.dep_ in OBJECTS | PREDICATES]
    if len(parts) >= 2:
        return True
    if not parts:
        return False
    if parts[0].dep_ == "ccomp":
        return not any(child.dep_ in {"mark", "aux"} for child in parts[0].children)
    end = layout.sentence(match.head.i)[1]
    return any(
        layout.opens(i) and i > parts[0].left_edge.i for i in range(match.end, min(end, parts[0].right_edge.i + 2))
    )


def _antecedent(match: Match) -> list[Range]:
    """The noun before a relative clause that is the object of the cue in it ("a charge the army rejects")."""
    verb = match.head
    if verb.dep_ != "relcl" or not match.takes("np") or any(c.dep_ in OBJECTS and c.i > verb.i for c in verb.children):
        return []
    if match.takes("to") and any(child.dep_ == "xcomp" and _is_infinitive(child) for child in verb.children):
        return []
    own = [child for child in verb.children if child.dep_ == "nsubj"]
    if not own or own[0].tag_ in {"WDT", "WP"}:
        return []
    if verb.head.lower_ in {"what", "whatever"} or not _is_right_object(match, verb.head):
        return []
    phrase = noun_phrase(verb.head)
    return [(phrase.start, min(phrase.end, verb.left_edge.i))] if phrase.start < verb.left_edge.i else []


def _passive(match: Match) -> list[Range]:
    """What is reported by a passive with its agent: the subject, and what follows besides the agent."""
    verb = match.head
    if not any(child.dep_ == "agent" for child in verb.children) or not match.takes(
        "np", "as", "pred", "obj-of", "obj-for"
    ):
        return []
    if verb.dep_ == "acl":
        phrase = noun_phrase(verb.head)
        heads = [(phrase.start, min(phrase.end, match.start))] if _is_right_object(match, verb.head) else []
    else:
        heads = [_around(noun) for noun in subjects(verb) if noun.dep_ == "nsubjpass"]
    if not heads:
        return []
    rest = [c for c in verb.children if c.dep_ in {"prep", "oprd"} and c.i > verb.i and c.lower_ in {"of", "for", "as"}]
    return heads + [(c.left_edge.i, c.right_edge.i + 1) for c in rest[:1]]


def _around(noun: Token) -> Range:
    phrase = noun_phrase(noun)
    return (phrase.start, phrase.end)


def _without_aside(match: Match, start: int, end: int) -> int:
    """The end of the content short of a clause that tells when or why it was said ("praised it after reading it")."""
    for child in match.head.children:
        first = child.left_edge
        if child.dep_ == "advcl" and start < first.i < end and first.lower_ in ASIDES:
            return first.i
    return end


def _without_time(match: Match, layout: Layout, start: int, end: int) -> int:
    """The end of the content short of a closing "on Monday", which tells when it was said."""
    for child in match.head.children:
        if (
            child.dep_ not in {"prep", "npadvmod", "advmod"}
            or child.left_edge.i <= start
            or child.right_edge.i + 1 != end
        ):
            continue
        inside = [token for token in child.subtree if token.i != child.i or child.dep_ != "prep"]
        if (
            inside
            and all(token.i in layout.time_at for token in inside)
            and layout.doc[child.left_edge.i - 1].pos_ != "ADP"
        ):
            return child.left_edge.i
    return end
