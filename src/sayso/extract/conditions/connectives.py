"""Conditions made by a connective: "if", "unless", "only after", "in exchange for"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from sayso.extract.conditions.outcomes import is_future, is_outcome
from sayso.extract.conditions.parts import VERBAL, Pair, Scope, has_aux, known_words, right_child, scope_of
from sayso.extract.draft import Draft
from sayso.extract.syntax import clause_verb, subjects
from sayso.rules import load_toml

MAIN = VERBAL | {"NOUN", "ADJ", "PROPN"}
#: Verbs that are no main clause.
NO_MAIN = frozenset({"aux", "auxpass", "relcl", "acl", "amod"})


@dataclass(frozen=True, slots=True)
class Connective:
    """A connective of the data file, in lower case."""

    words: tuple[str, ...]
    takes: str
    outcome: str
    swap: bool = False


@cache
def connectives() -> dict[str, list[Connective]]:
    """Connectives by their first word, the longest first."""
    table: dict[str, list[Connective]] = {}
    for row in load_toml("conditions.toml")["connective"]:
        words = tuple(row["words"].split())
        table.setdefault(words[0], []).append(Connective(words, row["takes"], row["outcome"], row.get("swap", False)))
    return {first: sorted(rows, key=lambda row: -len(row.words)) for first, rows in table.items()}


def from_connective(draft: Draft, token: Token, is_wide: bool = False) -> Pair | None:
    """The condition that a connective beginning here makes."""
    row = _match(token)
    if row is None:
        return None
    last = token.nbor(len(row.words) - 1)
    head = _complement(last, row)
    if head is None or _is_no_condition(token, last, head):
        return None
    scope = scope_of(draft, last, is_wide)
    clause = _clause_tokens(last, head, scope)
    main = _main(token, head, clause, scope)
    if not clause or main is None or not is_outcome(row.outcome, main, token):
        return None
    tie = set(range(token.i, last.i + 1))
    if row.takes == "noun" and "for" in row.words and (wanted := _wanted(main, clause, tie, scope)):
        return Pair(token, clause, wanted, scope.said)
    outcome = _outcome_tokens(main, clause, tie, scope) or _beside(token, clause, scope)
    if row.swap:
        outcome, clause = clause, outcome
    return Pair(token, outcome, clause, scope.said)


def _wanted(main: Token, clause: list[Token], tie: set[int], scope: Scope) -> list[Token]:
    """What is demanded "in exchange for" something: the object of the demand, since then it comes first."""
    left_out = tie | {t.i for t in clause}
    if main.dep_ == "acl" and main.head.head.lemma_ in known_words()["demands"]:  # "want the men freed in return for"
        return [t for t in main.head.subtree if t.i in scope.tokens and t.i not in left_out]
    if main.lemma_ not in known_words()["demands"]:
        return []
    wanted = [c for c in main.children if c.dep_ in {"dobj", "xcomp", "ccomp"} and c.i not in left_out]
    return [t for child in wanted[:1] for t in child.subtree if t.i in scope.tokens and t.i not in left_out]


def _match(token: Token) -> Connective | None:
    """The longest connective that begins with this token."""
    doc, at = token.doc, token.i
    for row in connectives().get(token.lower_, ()):
        if at + len(row.words) >= len(doc) or any(doc[at + n].lower_ != word for n, word in enumerate(row.words)):
            continue
        is_free = token.is_sent_start or doc[at - 1].lower_ not in known_words()["not_after"]
        return row if is_free and at + len(row.words) < token.sent.end else None
    return None


def _complement(last: Token, row: Connective) -> Token | None:
    """The head of the clause or noun phrase that the connective takes, or None where it takes none."""
    head = last.head if last.dep_ == "mark" and last.head.i > last.i else right_child(last)
    if head is None:
        head = _climb(last.nbor(1), last)
    is_clause = head.pos_ in VERBAL or any(child.dep_ in {"nsubj", "nsubjpass", "expl"} for child in head.children)
    if row.takes == "clause" and not is_clause:
        return None
    return None if row.takes == "noun" and not _is_thing(head, row) else head


def _is_thing(head: Token, row: Connective) -> bool:
    """Whether a complement is a noun phrase; "in exchange for leaving" is one, "without elaborating" is not."""
    return head.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "DET"} or (head.tag_ == "VBG" and "for" in row.words)


def _climb(token: Token, last: Token) -> Token:
    """The highest word above this one that still stands after the connective and within its clause."""
    while token.head.i > last.i and token.dep_ not in {"advcl", "ROOT"} and token.head != token:
        token = token.head
    return token


def _is_no_condition(token: Token, last: Token, head: Token) -> bool:
    """Indirect questions, "if necessary", and what would follow from the truth of a report."""
    words = known_words()
    if last.nbor(1).lower_ in words["not_before"] or _is_counterfactual(head) or token.sent.text.rstrip().endswith("?"):
        return True
    predicate = [head, *(child for child in head.children if child.dep_ == "acomp")]
    if any(part.lemma_ in words["evidential"] for part in predicate):
        return True
    return token.lower_ == "if" and _is_question(token, head)


def _is_counterfactual(head: Token) -> bool:
    """ "If they had agreed": what did not come about is nobody's condition any more."""
    return head.tag_ == "VBN" and any(child.lower_ in {"had", "'d"} for child in head.children if child.dep_ == "aux")


def _is_question(token: Token, head: Token) -> bool:
    """Whether "if" is "whether": object of a verb of asking, with nothing between that could be an outcome."""
    above = head.head
    if head.dep_ == "conj" and above.dep_ in {"ccomp", "pcomp"}:
        return any(child.lower_ in {"whether", "if"} for child in above.children if child.dep_ == "mark")
    if above == head or above.i > token.i or not _asks(above):
        return False
    if head.dep_ == "ccomp":
        return True
    objects = [child for child in above.children if child.dep_ in {"ccomp", "xcomp", "dobj"}]
    reports = above.lemma_ in known_words()["reports"] and is_future(above)
    return not reports and not any(child.i < token.i for child in objects)


def _asks(verb: Token) -> bool:
    """Whether a verb, or the adjective of "it is unclear", is one of asking."""
    return any(t == verb or t.dep_ == "acomp" for t in (verb, *verb.children) if t.lemma_ in known_words()["questions"])


def _clause_tokens(last: Token, head: Token, scope: Scope) -> list[Token]:
    """The words of the complement, from after the connective to the end of its clause, within the scope."""
    tokens: list[Token] = []
    for token in last.doc[last.i + 1 : max(head.right_edge.i, last.i) + 1]:
        if token.i not in scope.tokens:
            if tokens:
                break
            continue
        if head.dep_ != "ROOT" and not (token == head or head.is_ancestor(token) or token.is_punct) and tokens:
            break
        if _starts_outcome(token, head, last):
            break
        tokens.append(token)
    return tokens


def _starts_outcome(token: Token, head: Token, last: Token) -> bool:
    """A comma after which a new clause with a subject of its own begins (the parser often hangs it on the first)."""
    if token.text != "," or token.i + 1 >= token.sent.end:
        return False
    opener = last.i == token.sent.start or last.nbor(-1).is_punct or last.nbor(-1).is_sent_start
    later = [child for child in head.children if child.i > token.i and child.dep_ in {"ccomp", "conj", "parataxis"}]
    is_own = any(child.pos_ in VERBAL and any(s.i > token.i for s in subjects(child)) for child in later)
    return bool(opener or is_own) and (is_own or head.dep_ == "ROOT")


def _main(token: Token, head: Token, clause: list[Token], scope: Scope) -> Token | None:
    """The verb that the clause hangs on: the head of the outcome."""
    inside = {t.i for t in clause}
    for above in head.ancestors:
        if above.pos_ not in MAIN or above.i in inside or token.i <= above.i <= head.i:
            continue
        main = _below_frame(above if above.pos_ in VERBAL else clause_verb(above), token)
        if (
            main.i in scope.tokens or main.lemma_ in known_words()["demands"] | known_words()["refusing"]
        ) and main.i not in inside:
            return main
        break
    return _nearest_verb(token, inside, scope)


def _nearest_verb(token: Token, inside: set[int], scope: Scope) -> Token | None:
    """Where the parser hung the condition on a word that cannot be its outcome: the next verb, those before first."""
    verbs = [
        t
        for t in token.sent
        if t.pos_ in VERBAL and t.i in scope.tokens and t.i not in inside and t.dep_ not in NO_MAIN
    ]
    return min(verbs, key=lambda verb: (verb.i > token.i, abs(verb.i - token.i)), default=None)


def _below_frame(verb: Token, token: Token) -> Token:
    """The clause that a reporting verb holds, where the condition was hung on the verb itself."""
    while verb.lemma_ in known_words()["frames"]:
        held = [c for c in verb.children if c.dep_ in {"ccomp", "xcomp"} and c.pos_ in VERBAL and c.i != token.i]
        if not held:
            break
        verb = min(held, key=lambda child: abs(child.i - token.i))
    return verb


def _outcome_tokens(main: Token, clause: list[Token], tie: set[int], scope: Scope) -> list[Token]:
    """The words of the main clause without the condition, without clauses that only stand beside it."""
    top = main
    while top.dep_ == "conj" and top.head.pos_ in VERBAL and not _has_own_subject(top) and not has_aux(top):
        top = top.head
    left_out = tie | {t.i for t in clause}
    for child in _coordinated(top):
        if child != main and _has_own_subject(child):
            left_out |= {t.i for t in child.subtree}
    tokens = [t for t in top.subtree if t.i in scope.tokens and t.i not in left_out]
    return _main_stretch(tokens, top)


def _coordinated(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in {"conj", "parataxis"}]


def _has_own_subject(verb: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass", "csubj", "expl"} for child in verb.children)


def _main_stretch(tokens: list[Token], top: Token) -> list[Token]:
    """Without what a semicolon or dash sets apart from the verb."""
    breaks = [t.i for t in tokens if t.text in {";", "—", "–", "--"}]
    low = max((i for i in breaks if i < top.i), default=-1)
    high = min((i for i in breaks if i > top.i), default=10**9)
    return [t for t in tokens if low < t.i < high]


def _beside(token: Token, clause: list[Token], scope: Scope) -> list[Token]:
    """Where the parse is of no help: what stands before the connective, or after the condition's comma."""
    before = [t for t in token.sent if t.i in scope.tokens and t.i < token.i]
    if any(not t.is_punct for t in before):
        return before
    last = clause[-1].i
    return [t for t in token.sent if t.i in scope.tokens and t.i > last]
