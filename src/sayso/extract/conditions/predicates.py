"""Conditions without a connective: predicates, inversions, consequences, and terms that somebody sets."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from sayso.extract.conditions.parts import Pair, Scope, known_words, right_child, scope_of
from sayso.extract.draft import Draft, StatementDraft
from sayso.extract.syntax import subjects

#: How a clause with a late "should" hangs on what it is a condition of.
LATE = frozenset({"advcl", "ccomp", "conj", "relcl", "parataxis"})
#: Modals of what would follow.
CONSEQUENT = frozenset({"would", "will", "'ll", "could", "shall"})


def from_predicate(draft: Draft, token: Token, is_wide: bool = False) -> Pair | None:
    """ "The future of the pipeline depends on an end to the raids"."""
    prepositions = known_words()["depends"].get(token.lemma_.lower())
    if prepositions is None or token.pos_ not in {"VERB", "ADJ", "NOUN"}:
        return None
    verb = token if token.pos_ == "VERB" else token.head
    near = [*token.rights, *(c for c in verb.rights if c.i > token.i)]
    tie = next((c for c in near if c.dep_ in {"prep", "agent"} and c.lower_ in prepositions), None)
    held = (right_child(tie) or _clause_of(tie)) if tie is not None else None
    scope = scope_of(draft, token, is_wide)
    outcome = _made(token, verb, tie) if tie is not None else []
    if not outcome and token.pos_ != "NOUN":
        found = subjects(verb)
        outcome = list(found[0].subtree) if found and _is_arranged(found[0]) else []
    if tie is None or held is None or not outcome:
        return None
    depends_on = [t for t in held.subtree if t.i in scope.tokens and t.i > tie.i]
    return Pair(token, [t for t in outcome if t.i in scope.tokens], depends_on, scope.said)


def _clause_of(tie: Token) -> Token | None:
    """The clause after a preposition, wherever the parser hung it: "conditional on women being able to work"."""
    return next((t for t in tie.head.rights if t.i > tie.i and t.dep_ == "pcomp"), None)


def _made(token: Token, verb: Token, tie: Token) -> list[Token]:
    """What somebody makes depend: "made its withdrawal contingent on", "tied the reopening to"."""
    if verb.lemma_ in known_words()["making"] and verb != token:
        first, last = verb.i + 1, token.i
    elif token.lemma_ in known_words()["tying"] and token.tag_ != "VBN":
        first, last = token.i + 1, tie.i
    else:
        return []
    words = list(token.doc[first:last])
    return words if any(_is_arranged(t) for t in words if t.pos_ == "NOUN") else []


def _is_arranged(subject: Token) -> bool:
    """Whether a subject is something that can be made to depend; people and towns depend in another sense."""
    if subject.dep_ in {"csubj", "csubjpass"}:
        return True
    table = known_words()["arranged"]
    return subject.lemma_.lower() in table["nouns"] or subject.lower_.endswith(tuple(table["deverbal"]))


def from_inversion(draft: Draft, token: Token, is_wide: bool = False) -> Pair | None:
    """ "Should the rebels attack, ...", "Were they to attack, ...", and "... should the rebels attack"."""
    if token.lower_ == "should" and (late := _late_inversion(draft, token, is_wide)) is not None:
        return late
    if token.i + 2 >= token.sent.end:
        return None
    if token.i > token.sent.start and not token.nbor(-1).is_punct:
        return None
    head = token.head if token.dep_ == "aux" else token
    if token.lower_ == "were" and not any(t.tag_ == "TO" for t in token.doc[token.i + 1 : token.i + 8]):
        return None
    scope = scope_of(draft, token, is_wide)
    comma = next((t for t in token.doc[token.i : token.sent.end] if t.text == "," and t.i > head.i), None)
    if comma is None or token.sent[-1].text == "?":
        return None
    clause = [t for t in token.doc[token.i + 1 : comma.i] if t.i in scope.tokens]
    after = [t for t in token.doc[comma.i + 1 : token.sent.end] if t.i in scope.tokens]
    return Pair(token, after, clause, scope.said)


def _late_inversion(draft: Draft, token: Token, is_wide: bool) -> Pair | None:
    """ "The army will respond should the drones return": the auxiliary stands before a subject of its own."""
    verb = token.head
    subject = next((c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    is_first = token.i == token.sent.start or token.nbor(-1).is_punct
    if is_first or token.dep_ != "aux" or subject is None or subject.left_edge.i <= token.i or verb.dep_ not in LATE:
        return None
    scope = scope_of(draft, token, is_wide)
    main = verb.head
    clause = [t for t in verb.subtree if t.i > token.i and t.i in scope.tokens]
    left_out = {token.i, *(t.i for t in verb.subtree)}
    outcome = [t for t in main.subtree if t.i in scope.tokens and t.i not in left_out and t.i < token.i]
    return Pair(token, outcome, clause, scope.said)


def from_consequence(draft: Draft, token: Token, is_wide: bool = False) -> Pair | None:
    """ "Any further attack would trigger the treaty"."""
    table = known_words()["consequence"]
    if token.pos_ != "VERB" or token.lemma_ not in table["verbs"]:
        return None
    if not any(child.dep_ == "aux" and child.lower_ in CONSEQUENT for child in token.children):
        return None
    act = next((s for s in subjects(token) if s.lemma_.lower() in table["acts"]), None)
    if act is None or not _is_new(act, table["openers"]):
        return None
    scope = scope_of(draft, token, is_wide)
    doer = {t.i for t in act.subtree}
    outcome = [t for t in token.subtree if t.i in scope.tokens and t.i not in doer and t.i > act.i]
    return Pair(token, outcome, [t for t in act.subtree if t.i in scope.tokens], scope.said)


def _is_new(act: Token, openers: Iterable[str]) -> bool:
    """Whether the act is one that has not happened: "any", "a", "further", or no article at all."""
    left = [child for child in act.children if child.i < act.i and child.dep_ in {"det", "amod", "poss", "nummod"}]
    return any(child.lower_ in openers for child in left) or act.lower_ in {"failure", "refusal"}


def from_terms(draft: Draft, token: Token, is_wide: bool = False) -> Pair | None:
    """ "set out three conditions for a return to talks": what they are follows a colon, or is demanded next."""
    table = known_words()["terms"]
    verb = token.head
    goal = next(
        (c for c in (*token.rights, *verb.rights) if c.dep_ == "prep" and c.lower_ in table["prepositions"]), None
    )
    head = right_child(goal) if goal is not None and goal.i > token.i else None
    if token.pos_ != "NOUN" or head is None:
        return None
    scope = scope_of(draft, token, is_wide)
    outcome = [t for t in _without_relative(head) if t.i in scope.tokens]
    if verb.lemma_ in table["copulas"] and (named := _named(token, verb)):
        return Pair(token, outcome, [t for t in named if t.i in scope.tokens], scope.said)
    if verb.lemma_ not in table["verbs"]:
        return None
    set_by = next((draft.actor_at.get(s.i) for s in subjects(verb)), None)
    listed, said = _listed(draft, token, scope)
    return Pair(token, outcome, listed, said if said is not None else scope.said, set_by)


def _named(token: Token, verb: Token) -> list[Token]:
    """What is called a condition: the subject of "is a condition for", the object of "made it a condition for"."""
    beside = [
        c for c in verb.children if c.dep_ in {"dobj", "nsubj", "nsubjpass", "ccomp"} and c.i < token.i and c.i > verb.i
    ]
    named = beside or ([] if token.dep_ in {"dobj", "oprd"} else [s for s in subjects(verb) if s.i < verb.i])
    return [t for t in named[0].subtree if t.i < token.left_edge.i] if named else []


def _without_relative(head: Token) -> list[Token]:
    left_out = {t.i for child in head.children if child.dep_ in {"relcl", "punct"} for t in child.subtree}
    return [t for t in head.subtree if t.i not in left_out]


def _listed(draft: Draft, token: Token, scope: Scope) -> tuple[list[Token], StatementDraft | None]:
    """The terms themselves: what follows a colon in the sentence, or the demand in this or the next two sentences."""
    sentence = token.sent
    colon = next((t for t in sentence if t.text == ":" and t.i > token.i), None)
    if colon is not None:
        return [t for t in sentence if t.i > colon.i and t.i in scope.tokens], None
    for said in sorted(draft.statements, key=lambda s: s.cue.start):
        if (
            said.act in {"demand", "ask"}
            and not said.covers(token)
            and sentence.start <= said.cue.start < sentence.end + 80
            and said.content
        ):
            wanted = [t for span in said.content for t in span]
            start = next((t.i for t in wanted if t.tag_ == "TO" and t.head.tag_ == "VB"), wanted[0].i)
            return [t for t in wanted if t.i >= start], said
    return [], None
