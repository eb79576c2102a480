"""What the words around a measure tell of it: whether it is in force, lifted or announced, or only wanted."""

from __future__ import annotations

from spacy.tokens import Token

from sayso.extract.around import FUTURE, NEGATED, REAL, UNREAL, VERBAL, WISHES, infinitives, reality
from sayso.extract.draft import Draft
from sayso.extract.measures.told import ANNOUNCED, IN_FORCE, LIFTED, words
from sayso.extract.syntax import SUBJECTS, is_passive, objects

#: Statements whose teller takes the measure, where a passive names nobody.
OWN = frozenset({"announce", "confirm", "assert", "clarify", "promise"})


def state_of_verb(draft: Draft, verb: Token, done: str) -> str | None:
    """What a verb that takes or ends a measure tells of it; None where it tells of none."""
    standing = reality(draft, verb)
    if standing == REAL:
        return done
    if depends(draft, verb):
        return None  # offered or threatened
    if standing == FUTURE and done == IN_FORCE and _is_announced(draft, verb) and continues(verb):
        return IN_FORCE  # "would keep its borders closed"
    return ANNOUNCED if standing == FUTURE and done == IN_FORCE and _is_announced(draft, verb) else None


def depends(draft: Draft, verb: Token) -> bool:
    """Whether what the verb tells is made to depend on something, or something else on it."""
    spans = (span for condition in draft.conditions for span in (*condition.outcome, *condition.depends_on))
    return any(span.start <= verb.i < span.end for span in spans)


def _is_announced(draft: Draft, verb: Token) -> bool:
    """Whether the taker itself says that it will: a warning that somebody might is no measure."""
    said = draft.innermost(verb)
    return said is None or said.act in OWN


def state_of_noun(draft: Draft, noun: Token, verb: Token) -> tuple[str | None, int]:
    """The state that a noun's verb tells, and how plainly (1 to 3); a bare "the ceasefire" tells of one in force."""
    if ending_of(draft, noun, verb) is not None:
        return LIFTED, 3
    standing = reality(draft, verb) if verb.pos_ in VERBAL else REAL
    lemma, is_definite = _lemma_of(verb), _is_definite(noun)
    if not is_definite and (lemma in words("says", "wanted") or _is_wished(draft, noun, verb)):
        return None, 0
    if lemma in words("says", "lifted"):
        return (LIFTED if standing == REAL and _is_ended(draft, noun, verb) else IN_FORCE), 3
    if takes_effect(verb) or lemma in words("says", "in_force"):
        return _in_force(draft, verb, lemma, standing, is_definite)
    return (None, 0) if standing in {UNREAL, NEGATED} and not is_definite else (IN_FORCE, 1)


def ending_of(draft: Draft, noun: Token, verb: Token) -> Token | None:
    """The second verb, which tells of its end: "a curfew, which was lifted", "was imposed and later lifted"."""
    clauses = [t for t in noun.sent if t.i > noun.i and t.dep_ == "relcl" and _is_of(t)]
    if noun.head == verb and (is_passive(verb) or noun.dep_ == "nsubj"):
        clauses += [c for c in verb.rights if c.dep_ == "conj" and not any(t.dep_ in SUBJECTS for t in c.children)]
        clauses = [c for c in clauses if not objects(c) or is_passive(c)]
    ended = (c for c in clauses if _lemma_of(c) in words("says", "lifted") and reality(draft, c) == REAL)
    return next((c for c in ended if c.tag_ in {"VBD", "VBN"}), None)


def _is_of(clause: Token) -> bool:
    """Whether a relative clause says of its noun that it ends or is ended, not that it ends something else."""
    relative = any(child.tag_ == "WDT" for child in clause.lefts)
    return relative and (is_passive(clause) or not objects(clause) or objects(clause)[0].tag_ == "WDT")


def continues(verb: Token) -> bool:
    """Whether a verb only tells that a measure goes on: "extended the curfew", "the border remains shut"."""
    return _lemma_of(verb) in words("says", "continues") or verb.lemma_ in words("says", "continues")


def runs_out(verb: Token) -> bool:
    """ "Expires on 1 March", "is due to end in May": its day is the last."""
    return any(_lemma_of(t) in words("says", "lifted") for t in infinitives(verb))


def _is_ended(draft: Draft, noun: Token, verb: Token) -> bool:
    """Not "the truce ended years of war", nor "it expires in May", nor what depends on something."""
    ends_other = noun.dep_ == "nsubj" and any(child.dep_ == "dobj" for child in verb.children)
    return not ends_other and verb.tag_ not in {"VBZ", "VBP"} and not depends(draft, verb)


def _is_wished(draft: Draft, noun: Token, verb: Token) -> bool:
    """Whether a measure that nobody has named before is only wanted, offered or threatened."""
    said = draft.innermost(noun)
    wished = said is not None and said.act in WISHES and said.act != "deny"
    return wished or (depends(draft, noun) and reality(draft, verb) != REAL)


def _in_force(draft: Draft, verb: Token, lemma: str, standing: str, is_definite: bool) -> tuple[str | None, int]:
    """After a verb that puts or keeps a measure in force."""
    if standing == REAL:
        return IN_FORCE, 3
    if standing == FUTURE:
        begins = lemma in words("says", "begins") and _is_announced(draft, verb)
        return (ANNOUNCED, 2) if begins else (IN_FORCE, 2)
    return (IN_FORCE, 1) if is_definite else (None, 0)


def _lemma_of(verb: Token) -> str:
    """The verb with its particle, or with the noun that makes a phrase of it: "take effect", "come into force"."""
    into = next(
        (f"{verb.lemma_}_{c.lower_}" for c in verb.rights if c.lower_ in {"effect", "into", "apart", "down", "out"}),
        None,
    )
    known = words("says", "in_force") | words("says", "lifted")
    return into if into is not None and into in known else verb.lemma_.lower()


def takes_effect(verb: Token) -> bool:
    """ "Takes effect", "has come into force", "is in place"."""
    return _is_valid(verb) or _lemma_of(verb) in words("says", "effect")


def _is_valid(verb: Token) -> bool:
    """ "Is in force", "remains in place"."""
    return any(
        noun.lower_ in words("says", "valid") for prep in verb.rights if prep.dep_ == "prep" for noun in prep.rights
    )


def _is_definite(noun: Token) -> bool:
    """ "The truce", "Monday's ceasefire", "this ban": one that is known to exist."""
    return any(
        child.lower_ in {"the", "this", "that", "these", "its", "their"} or child.dep_ == "poss" for child in noun.lefts
    )
