"""Who does what in a clause, as the event words need it: with relative pronouns and unspoken subjects resolved."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from spacy.tokens import Doc, Token

from sayso.extract import syntax
from sayso.extract.syntax import conjuncts

#: Where a Doc keeps what was found about its verbs while its events are read.
MEMORY = "sayso_events_clause"
RELATIVE = frozenset({"which", "who", "that", "whom", "whose"})
#: Verbs whose object, not subject, does what their infinitive says: "forced them to flee".
OBJECT_CONTROL = frozenset(
    {
        "allow",
        "ask",
        "cause",
        "compel",
        "convince",
        "enable",
        "encourage",
        "force",
        "get",
        "help",
        "instruct",
        "invite",
        "lead",
        "let",
        "order",
        "permit",
        "persuade",
        "press",
        "prompt",
        "push",
        "tell",
        "urge",
        "warn",
        "see",
        "hear",
        "leave",
        "have",
        "make",
    }
)
#: What a participle that only describes a noun does not have.
BOUND = frozenset({"nsubj", "nsubjpass", "aux", "auxpass", "mark"})


def _remembered(find: Callable[[Token], list[Token]]) -> Callable[[Token], list[Token]]:
    """The same function asking the tree once for each token; what it found lies in the Doc until `forget`."""

    @wraps(find)
    def look_up(verb: Token) -> list[Token]:
        memory: dict[tuple[str, int], list[Token]] = verb.doc.user_data.setdefault(MEMORY, {})
        key = find.__name__, verb.i
        if key not in memory:
            memory[key] = find(verb)
        return memory[key]

    return look_up


def forget(doc: Doc) -> None:
    """Drop what was remembered of a Doc."""
    doc.user_data.pop(MEMORY, None)


def referent(noun: Token) -> Token:
    """What a relative pronoun stands for; any other noun is itself."""
    if noun.tag_ in {"WDT", "WP", "WP$"} or (noun.lower_ == "that" and noun.dep_ in {"nsubj", "nsubjpass", "dobj"}):
        for above in noun.ancestors:
            if above.dep_ == "relcl":
                return _named_by(above.head)
    return noun


def _named_by(noun: Token) -> Token:
    """Whom an apposition is about: the group in "the group, an ally of the army, which ..."."""
    if noun.dep_ == "pobj" and noun.head.head.dep_ == "appos":  # "an ally of the army that ..." is about the ally
        first = next((child for child in noun.head.head.children if child.dep_ == "det"), None)
        noun = noun.head.head if first is not None and first.lower_ in {"a", "an"} else noun
    return noun.head if noun.dep_ == "appos" and noun.head.pos_ in {"NOUN", "PROPN"} else noun


def spread(nouns: list[Token]) -> list[Token]:
    """Each noun with what is coordinated with it; of "which" also the noun above ("talks with X, which ...")."""
    found = []
    for noun in nouns:
        meant = referent(noun)
        found += conjuncts(meant)
        if meant is not noun and meant.dep_ == "pobj" and meant.head.head.pos_ == "NOUN":
            found.append(meant.head.head)
    return found


def own_subjects(verb: Token) -> list[Token]:
    """The subjects that hang on the verb itself, active or passive."""
    return [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]


def _borrowed(verb: Token, depth: int = 0) -> list[Token]:
    """The unspoken subject: that of the verb it is coordinated with or depends on."""
    head = verb.head
    if depth > 4 or head == verb:
        return []
    if verb.dep_ in {"xcomp", "ccomp"} and head.pos_ == "ADJ" and head.head.pos_ in {"VERB", "AUX"}:
        return _subject(head.head, depth)  # "were due to leave"
    if verb.dep_ in {"conj", "advcl", "xcomp", "pcomp", "ccomp", "dep"} and head.pos_ in {"VERB", "AUX"}:
        if verb.dep_ == "ccomp" and verb.tag_ not in {"VBG", "VB"}:
            return []
        return _of_head(verb, head, depth)
    while verb.dep_ == "pcomp" and head.dep_ == "conj" and head.head.pos_ == "ADP":
        head = head.head  # "accused them of shelling a town and of burning farms"
    if verb.dep_ == "pcomp" and head.dep_ == "prep" and head.head.pos_ in {"VERB", "AUX"}:
        above = head.head
        objects = [child for child in above.children if child.dep_ in {"dobj", "nsubjpass"}]
        return objects if objects and head.lower_ in {"of", "for", "from"} else _subject(above, depth)
    if verb.dep_ == "pcomp" and head.dep_ == "prep" and head.head.dep_ in {"dobj", "nsubjpass"}:
        return [head.head] if head.lower_ in {"of", "for", "from"} else []
    if verb.dep_ in {"acl", "relcl"} and not is_passive(verb) and verb.tag_ == "VBG":
        return [head]
    return []


def _of_head(verb: Token, head: Token, depth: int) -> list[Token]:
    if verb.dep_ == "xcomp" and head.lemma_.lower() in OBJECT_CONTROL:
        objects = [child for child in head.children if child.dep_ in {"dobj", "nsubjpass"}]
        if objects:
            return objects
    return _subject(head, depth)


def _subject(verb: Token, depth: int) -> list[Token]:
    return own_subjects(verb) or _borrowed(verb, depth + 1)


@_remembered
def all_subjects(verb: Token) -> list[Token]:
    """The subjects of a verb, borrowed where it has none of its own; relative pronouns resolved."""
    return spread(_subject(verb, 0))


def by_agents(verb: Token) -> list[Token]:
    """The nouns after the "by" of a passive."""
    found = [
        noun
        for by in verb.children
        if by.dep_ == "agent" or (by.dep_ == "prep" and by.lower_ == "by")
        for noun in by.children
        if noun.dep_ == "pobj"
    ]
    return spread(found)


@_remembered
def doers(verb: Token) -> list[Token]:
    """Who does it: the subjects of an active verb, the agents of a passive one."""
    return by_agents(verb) if is_passive(verb) else all_subjects(verb)


@_remembered
def direct_objects(verb: Token) -> list[Token]:
    """Whom or what it is done to: the objects of an active verb, the subjects of a passive one."""
    bare = verb.tag_ == "VBN" and not any(child.dep_ in BOUND for child in verb.children)
    if bare and verb.dep_ == "acl":
        return spread([verb.head])
    if bare and verb.dep_ in {"advcl", "conj", "dep"} and (noun := before_comma(verb)) is not None:
        return spread([noun])
    if is_passive(verb):
        found = own_subjects(verb) or _borrowed(verb)
        return spread(found)
    found = [child for child in verb.children if child.dep_ in {"dobj", "obj"}]
    if not found and verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        found = [child for child in verb.head.children if child.dep_ == "dobj" and child.i > verb.i]
    if not found:  # "left eight soldiers dead": the noun is the subject of a small clause
        found = [
            noun
            for child in verb.children
            if child.dep_ in {"ccomp", "oprd"} and child.pos_ in {"ADJ", "VERB"}
            for noun in child.children
            if noun.dep_ == "nsubj" and noun.i > verb.i
        ]
    if not found:  # the relative pronoun left out: "the note it sent"
        found = [verb.head] if verb.dep_ == "relcl" and not _fills(verb) else []
    return spread(found)


def is_passive(verb: Token) -> bool:
    """Whether the verb is a passive; a clause with its own subject that hangs on a noun ("claim that ...") is none."""
    if verb.dep_ == "acl" and any(child.dep_ in {"nsubj", "mark"} for child in verb.children):
        return any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)
    bare = verb.tag_ == "VBN" and not any(child.dep_ in BOUND for child in verb.children)
    if bare and verb.dep_ in {"advcl", "dep"} and before_comma(verb) is not None:
        return True  # "the talks, suspended in May, ..."
    return syntax.is_passive(verb) or _is_gapped(verb)


def _is_gapped(verb: Token) -> bool:
    """Whether the auxiliary is left out: "107 people were arrested and 21 officers injured"."""
    if verb.dep_ != "conj" or verb.tag_ not in {"VBN", "VBD"} or not syntax.is_passive(verb.head):
        return False
    own = {child.dep_ for child in verb.children}
    return bool(own & {"nsubj", "nsubjpass"}) and own.isdisjoint({"aux", "auxpass", "dobj", "ccomp", "xcomp", "prt"})


def before_comma(verb: Token) -> Token | None:
    """The noun that a participle set off by a comma describes: "the talks, suspended in May, ..."."""
    doc = verb.doc
    if verb.i < 2 or doc[verb.i - 1].text != "," or doc[verb.i - 2].pos_ not in {"NOUN", "PROPN"}:
        return None
    return doc[verb.i - 2]


def _fills(verb: Token) -> bool:
    """Whether a relative clause's own subject is what it is about, so that no object can be missing."""
    return any(child.lower_ in RELATIVE and child.dep_ in {"nsubj", "nsubjpass"} for child in verb.children)
