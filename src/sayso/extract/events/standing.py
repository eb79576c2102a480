"""How an event word stands in its sentence: a plain fact, planned, wished for, offered, negated, a metaphor.

The idea is ConText's: the event word is the target, the words of standing.toml are modifiers, and the parse gives their
scope. Every function asks one question of the tree, and climbs from the event word to the clause that answers it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from spacy.tokens import Doc, Token

from sayso.extract.events.clause import all_subjects, before_comma, direct_objects, is_passive
from sayso.extract.events.lexicon import noun_class
from sayso.extract.events.mention import Mention
from sayso.rules import load_toml

FACT, FUTURE, CONDITIONAL = "fact", "future", "conditional"
CONDITION, UNREAL, NEGATED = "condition", "unreal", "negated"
#: Types whose nouns, made definite, say that it happened; "the release of the men" may still lie ahead.
PRESUPPOSED = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST", "REJECT", "ACCUSE", "CONSULT"})
#: How far up the tree a scope may reach: deeper nesting is rarely read right by the parser.
DEPTH = 8
#: How far behind a verb, in tokens, a condition of its may stand.
BEHIND = 14


@cache
def words(table: str, key: str) -> frozenset[str]:
    """A list of standing.toml as a set."""
    rules: dict[str, Any] = load_toml("standing.toml")
    return frozenset(rules[table][key])


def judge(mention: Mention, figures: set[int]) -> None:
    """Fill `reality` and `hedged` of a mention; `figures`: the tokens inside figures of speech."""
    token = mention.token
    mention.hedged = is_hedged(token)
    if is_metaphor(mention, figures) or token.sent.text.rstrip(" \"”'’").endswith("?"):
        mention.reality = UNREAL
    elif mention.is_noun or (token.pos_ == "ADJ" and token.dep_ not in {"acomp", "oprd", "ccomp"}):
        mention.reality = of_noun(token, mention.type in PRESUPPOSED)
        if mention.reality == FUTURE and mention.type in {"COERCE", "SANCTION"} and _is_imposed(token):
            mention.reality = FACT
        if mention.reality in {FUTURE, UNREAL} and _offer_above(token):
            mention.reality = CONDITIONAL
    else:
        mention.reality = of_verb(token)


# --- verbs ------------------------------------------------------------------------------------------------------------


def of_verb(verb: Token, depth: int = 0) -> str:
    """The reality of the clause of which this is the verb."""
    if depth > DEPTH:
        return FACT
    if is_condition(verb):
        return CONDITION
    if is_negated(verb):
        return NEGATED
    own = _own_reality(verb, depth)
    if own in {FUTURE, UNREAL} and (has_condition(verb) or _above_has_condition(verb)):
        own = CONDITIONAL
    if (own == FUTURE or (own == UNREAL and modal_of(verb))) and _condition_behind(verb):
        own = CONDITIONAL
    if own in {FACT, FUTURE, CONDITIONAL}:
        above = _clause_above(verb)
        if above is not None and of_clause_above(above, depth + 1) == CONDITION:
            return CONDITION
    return own


def _condition_behind(verb: Token) -> bool:
    """A condition that follows closely, where the parser hung its clause elsewhere: "... in exchange for fuel"."""
    behind = verb.doc[verb.i + 1 : min(verb.i + BEHIND, verb.sent.end)]
    strong = words("conditions", "strong")
    for token in behind:
        if token.text in {";", ":"} or (token.dep_ == "cc" and token.head == verb):
            return False
        if token.lower_ in strong and token.dep_ in {"mark", "advmod", "advcl"}:
            return True
    text = f" {behind.text.lower()} "
    return any(f" {phrase} " in text for phrase in words("conditions", "phrases"))


def of_clause_above(verb: Token, depth: int) -> str:
    """CONDITION where a clause above is one: what it embeds is only supposed, too."""
    while depth <= DEPTH:
        if is_condition(verb):
            return CONDITION
        above = _clause_above(verb)
        if above is None:
            return FACT
        verb, depth = above, depth + 1
    return FACT


def _clause_above(verb: Token) -> Token | None:
    """The verb in whose scope a clause stands; relative clauses are told on their own."""
    if verb.dep_ in {"ccomp", "xcomp", "conj", "advcl", "pcomp"} and verb.head != verb:
        head = verb.head
        if verb.dep_ == "conj" and any(child.dep_ == "nsubj" for child in verb.children):
            return None
        return head.head if head.dep_ in {"prep", "agent"} else head
    return None


def _own_reality(verb: Token, depth: int) -> str:
    modal = modal_of(verb)
    if modal:
        return modal
    if is_infinitive(verb) or (verb.tag_ == "VBG" and verb.dep_ in {"pcomp", "xcomp", "acl"}):
        return governed(verb, depth)
    if verb.tag_ == "VB" and verb.dep_ in {"ccomp", "xcomp"}:
        return governed(verb, depth)
    if verb.dep_ in {"conj", "advcl"} and verb.tag_ in {"VB", "VBG", "VBN"} and not _has_own_tense(verb):
        head = verb.head
        describes = verb.tag_ == "VBN" and before_comma(verb) is not None
        return of_verb(head, depth + 1) if head.pos_ in {"VERB", "AUX"} and not describes else FACT
    if verb.pos_ == "ADJ" and verb.head.pos_ in {"VERB", "AUX"}:
        return of_verb(verb.head, depth + 1)
    return FACT


def _has_own_tense(verb: Token) -> bool:
    return any(child.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass"} for child in verb.children) and verb.tag_ != "VBG"


def modal_of(verb: Token) -> str:
    """FUTURE or UNREAL where an auxiliary of the verb (or of the one it is coordinated with) says so, else nothing."""
    for child in verb.children:
        if child.dep_ in {"aux", "auxpass"} and child.i < verb.i:
            word = child.lower_
            if word in words("modals", "future") and not (word in {"'d", "’d"} and verb.tag_ == "VBN"):
                return FUTURE
            if word in words("modals", "possible") or word in words("modals", "duty"):
                return UNREAL
    if verb.dep_ == "conj" and verb.tag_ == "VB" and not is_infinitive(verb) and verb.head.pos_ in {"VERB", "AUX"}:
        return modal_of(verb.head)
    return ""


def is_infinitive(verb: Token) -> bool:
    """Whether the verb has a "to", its own or that of the verb it is coordinated with."""
    if any(child.tag_ == "TO" for child in verb.children):
        return True
    return verb.dep_ == "conj" and verb.tag_ == "VB" and verb.head.pos_ == "VERB" and is_infinitive(verb.head)


def governed(verb: Token, depth: int) -> str:
    """The reality of an infinitive or gerund, by what governs it."""
    while verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        verb = verb.head
    head = verb.head
    if head.dep_ == "prep" or head.pos_ == "ADP":
        return _after_preposition(verb, head, depth)
    lemma = head.lemma_.lower()
    if head.pos_ in {"VERB", "AUX"}:
        return _below_verb(verb, head, lemma, depth)
    if head.pos_ in {"NOUN", "PROPN"}:
        return _below_noun(verb, lemma)
    if head.pos_ == "ADJ":
        return FUTURE if lemma in words("planned", "adjectives") and not is_negated(head.head) else UNREAL
    return UNREAL


def _after_preposition(verb: Token, prep: Token, depth: int) -> str:
    """ "by shelling", "after bombing" are facts; "without", "instead of" negate; the rest follows what stands above."""
    if prep.lower_ in {"without", "instead", "against", "from"}:
        return NEGATED
    above = prep.head
    lemma = above.lemma_.lower()
    if above.pos_ in {"NOUN", "PROPN"}:
        return UNREAL if lemma in words("unreal", "nouns") else FUTURE if lemma in words("planned", "nouns") else FACT
    if above.pos_ in {"VERB", "AUX"} and lemma not in words("real", "verbs"):
        if lemma in words("negation", "verbs"):
            return NEGATED
        if lemma in words("unreal", "verbs"):
            return UNREAL
    return of_verb(above, depth + 1) if above.pos_ in {"VERB", "AUX"} and verb != above else FACT


def _below_verb(verb: Token, head: Token, lemma: str, depth: int) -> str:
    if verb.dep_ == "advcl" and is_infinitive(verb):
        return UNREAL
    if head.pos_ == "AUX" and lemma == "be" and is_infinitive(verb):
        return FUTURE
    if lemma in words("negation", "verbs"):
        return NEGATED
    if lemma in words("real", "verbs") or (verb.tag_ == "VBG" and verb.dep_ == "advcl"):
        return _real(verb, head, lemma, depth)
    if lemma in words("planned", "verbs") and not (lemma == "expect" and is_infinitive(verb) and not is_passive(head)):
        above = of_verb(head, depth + 1)
        return FUTURE if above == FACT else above
    if lemma in words("hedges", "passives"):
        return of_verb(head, depth + 1)
    return UNREAL


def _real(verb: Token, head: Token, lemma: str, depth: int) -> str:
    """As real as what governs it: "began shelling", "forced to flee"; "set to meet" and "going to" lie ahead."""
    if (lemma == "go" and head.tag_ == "VBG") or (lemma == "set" and head.tag_ == "VBN" and is_infinitive(verb)):
        return FUTURE
    if lemma in {"say", "know", "think", "believe", "report"} and not is_passive(head) and is_infinitive(verb):
        return UNREAL
    return of_verb(head, depth + 1)


def _below_noun(verb: Token, lemma: str) -> str:
    if verb.tag_ == "VBG" and not is_infinitive(verb):
        return FACT
    return FUTURE if lemma in words("planned", "nouns") else UNREAL


def is_negated(verb: Token, objects: bool = True) -> bool:
    """Whether a verb is negated: "not", "no one was", "no shots were"; with `objects` also "fired no shots"."""
    negators = words("negation", "words")
    for child in verb.children:
        if child.dep_ == "neg" or (child.lower_ in negators and child.dep_ in {"advmod", "preconj", "neg", "cc"}):
            return True
        if child.dep_ in {"nsubj", "nsubjpass", "dobj"} and (objects or child.dep_ != "dobj") and _is_none(child):
            return True
    return verb.dep_ == "conj" and verb.head.pos_ == "VERB" and _shares_negation(verb)


def _shares_negation(verb: Token) -> bool:
    """ "did not attack or shell": without a tense of its own, a coordinated verb is negated with the first."""
    bare = not any(child.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass"} for child in verb.children)
    return bare and verb.tag_ == "VB" and any(child.dep_ == "neg" for child in verb.head.children)


def _is_none(noun: Token) -> bool:
    if noun.lower_ in words("negation", "subjects"):
        return True
    if noun.lower_ == "one" and noun.i and noun.nbor(-1).lower_ == "no":
        return True
    if any(child.lower_ in {"no", "neither"} and child.dep_ in {"det", "neg"} for child in noun.children):
        return True
    first = noun.doc[noun.left_edge.i]
    return first.lower_ == "not" and first.i < noun.i


# --- conditions -------------------------------------------------------------------------------------------------------


def is_condition(verb: Token) -> bool:
    """Whether the clause of this verb is itself a condition ("if they comply", "provided that aircraft stopped")."""
    markers = [child for child in verb.children if child.dep_ in {"mark", "advmod", "prep"} and child.i < verb.i]
    for child in markers:
        word = child.lower_
        if word in words("conditions", "strong") or word in words("unreal", "markers"):
            return True
        if word in words("conditions", "timed") and _future_above(verb):
            return True
    if verb.dep_ == "ccomp" and verb.head.lower_ in words("conditions", "strong"):
        return True
    edge = verb.left_edge.i
    if edge and verb.doc[edge - 1].lower_ in {"provided", "providing", "if", "unless"} and verb.dep_ != "relcl":
        return True
    before = [token.lower_ for token in verb.doc[max(verb.left_edge.i - 3, 0) : verb.left_edge.i + 4]]
    text = " ".join(before)
    if verb.dep_ in {"advcl", "pcomp"} and any(phrase in text for phrase in words("conditions", "phrases")):
        return True
    return verb.dep_ == "pcomp" and verb.head.lower_ in words("conditions", "timed") and _future_above(verb.head)


def _future_above(verb: Token) -> bool:
    """Whether the clause on which this one hangs lies ahead: there "once", "until" and "after" set a condition."""
    head = verb.head
    return head != verb and head.pos_ in {"VERB", "AUX"} and bool(modal_of(head))


def has_condition(verb: Token) -> bool:
    """Whether a condition hangs on the verb, or on the verb that carries it ("it says it would, if ...")."""
    for child in verb.children:
        if child.dep_ in {"advcl", "prep", "ccomp", "dep"}:
            if child.pos_ in {"VERB", "AUX", "ADJ"} and is_condition(child):
                return True
            if child.dep_ == "prep" and any(is_condition(inner) for inner in child.children if inner.dep_ == "pcomp"):
                return True
    return False


def _is_imposed(noun: Token) -> bool:
    """Whether somebody announced a measure: that is how it is imposed."""
    verb = noun.head
    return verb.lemma_.lower() in {"announce", "order", "approve"} and of_verb(verb) == FACT


def is_accident(mention: Mention) -> bool:
    """Whether people died or were hurt by no act of force: a crash, a flood, an illness in the same sentence."""
    if mention.kind.counts != "casualty":
        return False
    known = words("accidents", "words")
    return any(token.lemma_.lower() in known or token.lower_ in known for token in mention.token.sent)


def _offer_above(noun: Token) -> bool:
    """Whether the clause that names an event to come has a condition: "ready for a round provided that ..."."""
    behind = noun.doc[noun.i + 1 : noun.i + 6]
    if any(token.lower_ in {"provided", "providing", "if", "unless"} for token in behind if token.sent == noun.sent):
        return True
    for above in noun.ancestors:
        if above.dep_ in {"relcl", "acl"}:
            return False
        if above.pos_ in {"VERB", "AUX", "ADJ"} and has_condition(above):
            return not is_negated(above)
        if above.pos_ == "VERB" and above.dep_ not in {"xcomp", "acomp"}:
            return False
    return False


def _above_has_condition(verb: Token) -> bool:
    """The same one or two clauses further up, where the parser often hangs the condition."""
    above = verb
    for _ in range(3):
        if above.dep_ not in {"ccomp", "xcomp", "conj", "acomp", "attr", "advcl"} or above.head == above:
            return False
        above = above.head
        if above.pos_ in {"VERB", "AUX", "ADJ"} and has_condition(above):
            return True
    return False


# --- nouns ------------------------------------------------------------------------------------------------------------


def of_noun(noun: Token, firm: bool, depth: int = 0) -> str:
    """The reality of an event that a noun tells; `firm`: of a kind that "the" presupposes (attack, not release)."""
    if depth > DEPTH or noun.head == noun:
        return NEGATED if _is_none(noun) else FACT
    if _is_none(noun) or any(child.lower_ == "no" for child in noun.children):
        return NEGATED
    kinds = {child.lemma_.lower() for child in noun.children if child.dep_ in {"amod", "acl"} and child.i < noun.i}
    if kinds & words("planned", "adjectives") or any(_is_due(child) for child in noun.children):
        return FUTURE
    if kinds & words("unreal", "modifiers") and not is_presupposed(noun, firm):
        return UNREAL
    return _by_governor(noun, firm, depth)


def _is_due(child: Token) -> bool:
    """ "talks set for Monday", "the round, due to open on Friday"."""
    if child.dep_ not in {"acl", "amod", "relcl", "appos", "advcl"}:
        return False
    lemma, verb = child.lemma_.lower(), child.tag_ == "VBN"
    return (verb and lemma in {"set", "schedule", "plan", "slate", "expect", "fix"}) or (
        child.pos_ == "ADJ" and lemma in {"due", "upcoming"}
    )


def _by_governor(noun: Token, firm: bool, depth: int) -> str:
    head = noun.head
    if noun.dep_ in {"compound", "nmod"}:
        return of_noun(head, firm, depth + 1) if head.lemma_.lower() in words("aftermath", "nouns") else UNREAL
    if noun.dep_ in {"conj", "appos"} and head.pos_ in {"NOUN", "PROPN"}:
        return _by_governor(head, firm, depth + 1) if not is_presupposed(noun, firm) else FACT
    if noun.dep_ == "poss":
        return FACT
    if noun.dep_ == "pobj":
        return _in_phrase(noun, head, firm, depth)
    if head.pos_ in {"VERB", "AUX"}:
        return _below(noun, head, firm, depth)
    return FACT


def _in_phrase(noun: Token, prep: Token, firm: bool, depth: int) -> str:
    """In a prepositional phrase: "after the attack" tells it, "calls for talks" does not."""
    above = prep.head
    lemma = above.lemma_.lower()
    if prep.lower_ in {"without", "despite"} and not is_presupposed(noun, firm):
        return NEGATED if prep.lower_ == "without" else FACT
    if above.pos_ in {"NOUN", "PROPN"}:
        unknown = lemma in words("unreal", "knowledge") and any(c.lower_ in {"no", "any"} for c in above.children)
        if (unknown or lemma in words("unreal", "nouns")) and not is_presupposed(noun, firm):
            return UNREAL
        return of_noun(above, firm, depth + 1) if not is_presupposed(noun, firm) and prep.lower_ == "of" else FACT
    if above.pos_ == "ADJ":
        return FACT if is_presupposed(noun, firm) else FUTURE if lemma in words("planned", "adjectives") else UNREAL
    if above.pos_ in {"VERB", "AUX"}:
        if prep.lower_ in {"for", "to", "against", "from"}:
            return _below(noun, above, firm, depth)
        return (
            FACT
            if is_presupposed(noun, firm) or prep.lower_ in {"after", "since", "during", "following", "amid"}
            else _below(noun, above, firm, depth)
        )
    return FACT


def _below(noun: Token, verb: Token, firm: bool, depth: int) -> str:
    """As object or subject of a verb: what is definite is presupposed, the rest is as real as the verb."""
    lemma = verb.lemma_.lower()
    is_subject = noun.dep_ in {"nsubj", "nsubjpass"} and lemma in words("light", "occurrence")
    if is_presupposed(noun, firm) and not is_subject and lemma not in words("light", "verbs"):
        return FACT
    if lemma in words("negation", "verbs"):
        return NEGATED
    if noun.dep_ != "nsubj" and lemma in words("unreal", "verbs"):
        return UNREAL
    above = of_verb(verb, depth + 1)
    if above == NEGATED and noun.dep_ == "nsubj" and not is_negated(verb, objects=False):
        return FACT
    if noun.dep_ != "nsubj" and lemma in words("planned", "verbs") and above == FACT:
        return FUTURE
    return above


def is_presupposed(noun: Token, firm: bool) -> bool:
    """Whether the noun phrase itself says that it happened."""
    return firm and is_definite(noun)


def is_definite(noun: Token) -> bool:
    """Whether a noun phrase takes up something known or names one thing: the, this, a possessive, a numbered one."""
    for child in noun.children:
        if child.dep_ == "poss" or (
            child.dep_ == "det" and child.lower_ in {"the", "this", "that", "these", "those", "both"}
        ):
            return True
    return False


# --- hedges and metaphors ---------------------------------------------------------------------------------------------


def is_hedged(token: Token) -> bool:
    """Whether the outlet keeps its distance and names nobody: "reportedly", "an alleged raid", "is said to have"."""
    adverbs, adjectives = words("hedges", "adverbs"), words("hedges", "adjectives")
    if any(
        child.lower_ in adverbs or (child.dep_ == "amod" and child.lower_ in adjectives) for child in token.children
    ):
        return True
    above = token
    for _ in range(3):
        if above.head == above:
            return False
        if (
            above.dep_ == "xcomp"
            and above.head.lemma_.lower() in words("hedges", "passives")
            and is_passive(above.head)
        ):
            return True
        above = above.head
        if above.pos_ not in {"VERB", "AUX"}:
            return False
        if any(child.lower_ in adverbs for child in above.children):
            return True
    return False


@cache
def _figures_of_speech() -> dict[str, list[str]]:
    """First word -> the figures of speech that it opens."""
    found: dict[str, list[str]] = {}
    for phrase in sorted(words("metaphors", "phrases")):
        found.setdefault(phrase.split()[0], []).append(phrase)
    return found


def find_metaphors(doc: Doc) -> set[int]:
    """The tokens (by index) inside the listed figures of speech."""
    known, text, found = _figures_of_speech(), doc.text.lower(), set[int]()
    for token in doc:
        for phrase in known.get(token.lower_, ()):
            end = token.idx + len(phrase)
            if text.startswith(phrase, token.idx) and not text[end : end + 1].isalnum():
                found.update(range(token.i, token.i + len(phrase.split())))
    return found


def is_metaphor(mention: Mention, figures: set[int]) -> bool:
    """Whether a listed figure of speech holds the word, or its object or subject is nothing that can be attacked."""
    return mention.token.i in figures or (mention.type == "ASSAULT" and _is_figurative(mention))


def _is_figurative(mention: Mention) -> bool:
    token = mention.token
    if token.pos_ == "VERB":
        if mention.kind.roles == "suffer":
            return _all_abstract(all_subjects(token))
        subjects = {noun.lemma_.lower() for noun in all_subjects(token)}
        objects = direct_objects(token)
        return bool(subjects & words("metaphors", "subjects")) or _all_abstract(objects)
    preps = [child for child in token.children if child.dep_ == "prep" and child.lower_ in {"on", "against"}]
    return _all_abstract([noun for prep in preps for noun in prep.children if noun.dep_ == "pobj"])


def _all_abstract(nouns: list[Token]) -> bool:
    """Whether there is something, and none of it could be hit."""
    known = noun_class("target")
    abstract = words("metaphors", "objects")
    return bool(nouns) and all(noun.lemma_.lower() in abstract and noun.lemma_.lower() not in known for noun in nouns)
