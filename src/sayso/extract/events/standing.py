"""How an event word stands in its sentence: a plain fact, planned, wished for, offered, negated, a metaphor.

The idea is ConText's: the event word is the target, the words of standing.toml are modifiers, and the parse gives their
scope. Every function asks one question of the tree, and climbs from the event word to the clause that answers it.
"""

from __future__ import annotations

from spacy.tokens import Token

from sayso.extract.events.clause import before_comma, is_passive
from sayso.extract.events.mention import Mention
from sayso.extract.events.verbs import (
    FUTURE,
    UNREAL,
    above_has_condition,
    has_condition,
    has_condition_behind,
    has_helper,
    is_condition,
    is_gerund,
    is_imperative,
    is_infinitive,
    is_inverted,
    is_negated,
    is_none,
    modal_of,
    words,
)
from sayso.extract.syntax import SUBJECTS

FACT, CONDITIONAL, CONDITION, NEGATED = "fact", "conditional", "condition", "negated"
#: Types whose nouns, made definite, say that it happened; "the release of the men" may still lie ahead.
PRESUPPOSED = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST", "REJECT", "ACCUSE", "CONSULT"})
#: How far up the tree a scope may reach: deeper nesting is rarely read right by the parser.
DEPTH = 8


def judge(mention: Mention, no_news: bool, anchored: bool, cues: set[int]) -> None:
    """Fill `reality` and `hedged` of a mention.

    `no_news`: what stands around it makes it none (see `context`); `anchored`: its sentence names a place, a day or an
    actor; `cues`: the tokens (by index) of the report's cues.
    """
    token = mention.token
    mention.hedged = is_hedged(token)
    loose = not anchored and not (mention.is_noun and is_definite(token)) and is_timeless(token, cues)
    if no_news or loose or _is_of_a_sort(token) or token.sent.text.rstrip(" \"”'’").endswith("?"):
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
    if is_inverted(verb) or _is_of_any(verb):
        return UNREAL
    own = _own_reality(verb, depth)
    if own in {FUTURE, UNREAL} and (has_condition(verb) or above_has_condition(verb)):
        own = CONDITIONAL
    if (own == FUTURE or (own == UNREAL and modal_of(verb))) and has_condition_behind(verb):
        own = CONDITIONAL
    if own in {FACT, FUTURE, CONDITIONAL}:
        above = _clause_above(verb)
        if above is not None and of_clause_above(above, depth + 1) == CONDITION:
            return CONDITION
    return own


def of_clause_above(verb: Token, depth: int) -> str:
    """CONDITION where a clause above is one, or an order: what it embeds is only supposed, too."""
    while depth <= DEPTH:
        if is_condition(verb) or is_imperative(verb):
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
    if is_infinitive(verb) or (is_gerund(verb) and verb.dep_ in {"pcomp", "xcomp", "acl"}):
        return governed(verb, depth)
    if verb.tag_ == "VB" and verb.dep_ in {"ccomp", "xcomp"}:
        return governed(verb, depth)
    if verb.tag_ == "VBP" and verb.dep_ == "ccomp" and verb.head.lemma_.lower() in words("unreal", "wills"):
        return UNREAL
    if verb.dep_ in {"conj", "advcl"} and verb.tag_ in {"VB", "VBG", "VBN"} and not _has_own_tense(verb):
        head = verb.head
        describes = verb.tag_ == "VBN" and before_comma(verb) is not None
        return of_verb(head, depth + 1) if head.pos_ in {"VERB", "AUX"} and not describes else FACT
    if verb.pos_ == "ADJ" and verb.head.pos_ in {"VERB", "AUX"}:
        return of_verb(verb.head, depth + 1)
    return FACT


def _has_own_tense(verb: Token) -> bool:
    return any(child.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass"} for child in verb.children) and verb.tag_ != "VBG"


def _is_of_any(verb: Token) -> bool:
    """Whether it describes any one that would: "any ship entering the zone", "a shell fired from there would reach"."""
    noun = verb.head
    if verb.dep_ not in {"acl", "relcl"}:
        return False
    if noun.lower_ in {"anyone", "anybody", "whoever"}:
        return True
    first = {child.lower_ for child in noun.children if child.dep_ in {"det", "poss", "nummod"}}
    if first & {"any", "every", "whichever", "whatever"}:
        return True
    above = noun.head
    fancied = noun.dep_ == "dobj" and above.lemma_.lower() in words("unreal", "fancies")
    return not first - {"a", "an"} and (fancied or (noun.dep_ in SUBJECTS and modal_of(above) == UNREAL))


def is_timeless(token: Token, cues: set[int]) -> bool:
    """Whether it is told in the plain present, of no day: what holds of any such deed, or what a story tells."""
    for above in (token, *token.ancestors):
        if above.i in cues or above.tag_ in {"VBD", "MD", "VBN"} or has_helper(above):
            return False
        if above.tag_ in {"VBZ", "VBP"} and above.dep_ not in {"aux", "auxpass"}:
            return True
    return False


def _is_of_a_sort(verb: Token) -> bool:
    """Whether a clause in the present says what sort of thing it is: "missiles that hit ships", "gangs that kidnap"."""
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        verb = verb.head
    if verb.dep_ != "relcl" or verb.tag_ not in {"VBZ", "VBP"} or has_helper(verb):
        return False
    noun = verb.head
    return noun.tag_ == "NNS" and not is_definite(noun) and not any(c.pos_ == "NUM" for c in noun.children)


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
    if above.lower_ == "short" and prep.lower_ == "of":  # "stopped short of storming it"
        return NEGATED
    lemma = above.lemma_.lower()
    if above.pos_ in {"NOUN", "PROPN"}:
        if lemma in words("unreal", "nouns") or (prep.lower_ == "for" and lemma in words("unreal", "purposes")):
            return UNREAL
        return FUTURE if lemma in words("planned", "nouns") else FACT
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
    if lemma == "use" and is_passive(head):  # "drones are used to bomb": not any day
        now = any(child.tag_ in {"VBZ", "VBP"} for child in head.children if child.dep_ == "auxpass")
        return UNREAL if now else of_verb(head, depth + 1)
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
    if lemma in words("negation", "claims") and any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children):
        return FACT  # "its claim to have killed nine"
    return FUTURE if lemma in words("planned", "nouns") else UNREAL


def _is_imposed(noun: Token) -> bool:
    """Whether somebody announced a measure: that is how it is imposed."""
    verb = noun.head
    return verb.lemma_.lower() in {"announce", "order", "approve"} and of_verb(verb) == FACT


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


# --- nouns ------------------------------------------------------------------------------------------------------------


def of_noun(noun: Token, firm: bool, depth: int = 0) -> str:
    """The reality of an event that a noun tells; `firm`: of a kind that "the" presupposes (attack, not release)."""
    if depth > DEPTH or noun.head == noun:
        return NEGATED if is_none(noun) else FACT
    if is_name(noun):
        return UNREAL
    if is_none(noun) or any(child.lower_ == "no" for child in noun.children):
        return NEGATED
    kinds = {child.lemma_.lower() for child in noun.children if child.dep_ in {"amod", "acl"} and child.i < noun.i}
    if kinds & words("planned", "adjectives") or any(_is_due(child) for child in noun.children):
        return FUTURE
    if kinds & words("unreal", "modifiers") and not is_presupposed(noun, firm):
        return UNREAL
    return _by_governor(noun, firm, depth)


def is_name(noun: Token) -> bool:
    """Whether the event word is but a part of a name: "the Siege of Harlem", "the Raid", in a sentence like others."""
    if noun.tag_ not in {"NNP", "NNPS"} or not noun.text[:1].isupper() or noun.i == noun.sent.start:
        return False
    plain = [t for t in noun.sent if t.is_alpha and t.pos_ in {"NOUN", "VERB", "ADJ", "ADV"}]
    return 2 * sum(t.is_lower for t in plain) > len(plain)


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
    if noun.dep_ in {"dobj", "nsubjpass"} and lemma in words("negation", "averting"):
        return NEGATED
    is_subject = noun.dep_ in {"nsubj", "nsubjpass"} and lemma in words("light", "occurrence")
    is_light = lemma in words("light", "verbs") and lemma not in words("light", "naming")
    if is_presupposed(noun, firm) and not is_subject and not is_light:
        return FACT
    if lemma in words("negation", "verbs"):
        return NEGATED
    if noun.dep_ != "nsubj" and lemma in words("unreal", "verbs"):
        return UNREAL
    above = of_verb(verb, depth + 1)
    if above == NEGATED and noun.dep_ == "nsubj" and not is_negated(verb, objects=False):
        return modal_of(verb) or FACT
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


# --- hedges -------------------------------------------------------------------------------------------------------


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
