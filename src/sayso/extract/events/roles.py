"""Which nouns act and which are acted on: the phrases that the syntax around an event word gives to its two roles.

The event word seldom stands alone. A verb may only carry a noun that tells the deed ("launched an assault on X", "came
under fire from X"), a noun may stand below another ("a wave of attacks", "responsibility for the raid"), be carried by
a verb ("carried out a raid") or described by one ("the raid claimed by X"). Together they hold the participants.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from sayso.extract.events.clause import all_subjects, by_agents, direct_objects, doers, is_passive, spread
from sayso.extract.events.lexicon import lemma_of, lexicon, noun_class
from sayso.extract.events.mention import Mention
from sayso.extract.events.standing import FACT, of_verb
from sayso.extract.events.verbs import words
from sayso.extract.syntax import find_words

#: Prepositions after an event word, and whom they name.
TOWARD = frozenset({"on", "against", "at", "upon", "targeting", "toward", "towards"})
ACTED_ON = frozenset({"on", "at", "against", "upon", "into", "to", "from", "with"})
GOAL = frozenset({"to", "with", "for", "at", "into", "from", "against"})
CONCERNED = frozenset({"from", "to", "with"})
BY = frozenset({"by", "from"})
#: Those of some types: what is stormed from the sea is not the sea, and one stands up for a side.
CONCERNING = {
    "SANCTION": CONCERNED | {"of", "for"},
    "ASSAULT": CONCERNED - {"from"},
    "SUPPORT": CONCERNED | {"for", "of"},
}
BEHIND = {"ASSAULT": ACTED_ON - {"from"}, "SUPPORT": ACTED_ON | {"for"}}
#: Goals of a protest: it is held at or against somebody, and with or for others.
GOALS = {"PROTEST": frozenset({"at", "against"})}
BETWEEN = frozenset({"between", "among", "with", "against"})
#: What may stand between a noun and an actor that owns it: "Pakistani aircraft", "jets of the army".
OWNING = frozenset({"poss", "amod", "compound", "nmod"})
#: How far up "the first of a series of attacks" is followed.
HIGH = 4


class Roles(NamedTuple):
    """The heads of the phrases for those who act and those who are acted on."""

    acting: list[Token]
    acted: list[Token]


def find_roles(mention: Mention) -> Roles:
    """The participants of an event word, as nouns."""
    return _of_noun(mention) if mention.is_noun else _of_verb(mention)


def after(head: Token, prepositions: frozenset[str]) -> list[Token]:
    """The nouns after these prepositions, with what is coordinated with them."""
    found = []
    for prep in head.children:
        if prep.dep_ in {"prep", "agent", "dative"} and prep.lower_ in prepositions:
            for noun in prep.children:
                if noun.dep_ == "pobj":
                    found += [noun, *noun.conjuncts]
    return found


def _after_any(heads: list[Token], prepositions: frozenset[str]) -> list[Token]:
    return [noun for head in heads for noun in after(head, prepositions)]


def _direction(head: Token) -> Roles:
    """Whence and whither it went: "opened fire in the direction of X", "from the direction of X", "from X's side"."""
    found = Roles([], [])
    for prep in head.children:
        if prep.dep_ == "prep" and prep.lower_ in {"in", "from", "towards", "toward"}:
            ways = [noun for noun in prep.children if noun.dep_ == "pobj" and noun.lower_ in {"direction", "side"}]
            meant = [n for way in ways for n in (*after(way, frozenset({"of"})), *owning(way))]
            (found.acting if prep.lower_ == "from" else found.acted).extend(meant)
    return found


def owning(noun: Token) -> list[Token]:
    """The words before a noun that may say whose it is, those coordinated with them included."""
    found = [child for child in noun.children if child.dep_ in OWNING and child.i < noun.i]
    return [token for child in found for token in (child, *child.conjuncts)]


# --- verbs ------------------------------------------------------------------------------------------------------------


def _of_verb(mention: Mention) -> Roles:
    """By the role of the subject: it does it, does it with others, suffers it."""
    verb = mention.token if mention.token.pos_ != "ADJ" else mention.token.head
    roles, deeds = mention.kind.roles, _deeds(mention, verb)
    carrying = [verb, *deeds]
    if roles == "suffer":
        owners = [owner for deed in deeds for owner in owning(deed)]
        loss = after(verb, frozenset({"to"})) if verb.lemma_.lower() in {"lose", "fall"} else []
        return Roles([*by_agents(verb), *_after_any(carrying, BY), *owners, *loss], all_subjects(verb))
    if roles == "mutual":
        others = [noun for noun in direct_objects(verb) if noun not in deeds]
        carrying = [verb, *(verb.doc[i] for i in sorted(mention.parts) if verb.doc[i].pos_ == "NOUN")]
        return Roles(all_subjects(verb) + by_agents(verb), others + _after_any(carrying, BETWEEN))
    if roles == "mediate":
        return Roles(_after_any(carrying, frozenset({"between", "with"})), [])
    if mention.type == "MOBILIZE":
        return Roles(doers(verb), after(verb, frozenset({"against"})) + _entered(mention))
    if roles in {"move", "give"}:
        return Roles(doers(verb), _goals(verb, mention))
    way = _direction(verb)
    if mention.type == "ASSAULT" and is_passive(verb):
        way.acting.extend(after(verb, frozenset({"from"})))
    if mention.mode == "crowd-control":  # "used tear gas to disperse marchers"
        ends = [child for child in verb.children if child.dep_ in {"advcl", "xcomp"} and child.tag_ == "VB"]
        way.acted.extend(noun for end in ends for noun in direct_objects(end))
    told = [_of_deed(noun) for noun in ([] if is_passive(verb) else all_subjects(verb)) if is_deed(noun)]
    acting = [noun for row in told for noun in row.acting]
    return Roles(doers(verb) + _askers(verb) + way.acting + acting, _hit(verb, deeds, mention.type) + way.acted)


def _hit(verb: Token, deeds: list[Token], type_: str) -> list[Token]:
    """Whom a verb is done to: its objects, what is behind a preposition, and whom the object concerns."""
    objects = direct_objects(verb)
    concerned = CONCERNING.get(type_, CONCERNED)
    things = [noun for noun in objects if noun not in deeds]
    aimed = [noun for noun in objects if type_ == "ASSAULT" and noun.lemma_.lower() in noun_class("aimed")]
    behind = BEHIND.get(type_, ACTED_ON)
    reached = _after_any(objects, concerned) + _after_any(deeds, TOWARD | {"of"}) + _after_any(aimed, TOWARD)
    return things + after(verb, behind) + reached


def _deeds(mention: Mention, verb: Token) -> list[Token]:
    """The nouns of a verb's frame that tell the deed: the assault that is launched, the attack that one comes under."""
    parts = [verb.doc[i] for i in sorted(mention.parts)]
    return [deed for part in parts if part.i > verb.i or is_passive(verb) for deed in (part,) if is_deed(deed)]


@cache
def _deed_words() -> frozenset[str]:
    frames = lexicon().nouns
    plain = {head for head, rows in frames.items() if any(not f.kind.counts and not f.before for f in rows)}
    return frozenset(plain | noun_class("attack") | {"fire"})


def is_deed(token: Token) -> bool:
    """Whether a noun is one that may tell an event."""
    return token.pos_ in {"NOUN", "PROPN"} and not {token.lemma_.lower(), token.lower_}.isdisjoint(_deed_words())


def _askers(verb: Token) -> list[Token]:
    """At whose request or on whose orders it is done."""
    asked = {"request", "order", "behest", "insistence"}
    deeds = [noun for noun in after(verb, frozenset({"at", "on"})) if noun.lemma_.lower() in asked]
    return [child for noun in deeds for child in noun.children if child.dep_ == "poss"]


def _entered(mention: Mention) -> list[Token]:
    """Whose airspace or waters they are that are entered."""
    if mention.kind.roles != "enter":
        return []
    entered = [mention.token.doc[i] for i in sorted(mention.parts)]
    return [owner for noun in entered for owner in (*owning(noun), *after(noun, frozenset({"of"})))]


def _goals(verb: Token, mention: Mention) -> list[Token]:
    """To whom: the "to", "with", "for" phrases and the dative; the object of a bare "visit", "summon"."""
    goals = after(verb, GOALS.get(mention.type, GOAL)) + [
        child for child in verb.children if child.dep_ == "dative" and child.pos_ != "ADP"
    ]
    return goals + [noun for noun in direct_objects(verb) if noun.i not in mention.parts]


# --- nouns ------------------------------------------------------------------------------------------------------------


def _of_noun(mention: Mention) -> Roles:
    """The possessor and the "by" phrase act; "on", "against", "of" name whom; a light verb gives its subject."""
    noun, roles = mention.token, mention.kind.roles
    chain = _chain(noun)
    acting = [owner for link in chain for owner in owning(link)] + _after_any(chain, BY)
    inside = after(noun, frozenset({"of"}))
    if mention.within is not None and mention.within.kind.roles in {"do", "move"}:
        acting += doers(mention.within.token)  # "to lift the siege": who has to lift it laid it
    acting += [agent for thing in (*inside, noun.head) for agent in after(thing, frozenset({"by"}))]
    verb = light_verb(chain[-1])
    authors = _authors(chain) + ([] if verb is None else doers(verb))
    if roles == "mutual":
        carriers = [*chain, *([] if verb is None else [verb]), *_occurring(chain[-1])]
        others = _after_any(carriers, BETWEEN)
        return Roles(acting + authors + others + inside + _attending(chain[-1], acting + authors, others), [])
    if roles == "suffer":
        return Roles(_after_any(chain, BY), [*inside, *acting, noun])
    if roles == "move":
        return Roles((acting or inside) + authors, after(noun, frozenset({"to"})))
    hit = [owner for owner in acting if owner.dep_ == "compound" and owner.lemma_.lower() in noun_class("building")]
    acting = [owner for owner in acting if owner not in hit]  # "the hospital attack" was on it
    acted = _after_any(chain, TOWARD) + hit + inside
    return Roles(acting + authors, acted if acted or verb is None else after(verb, TOWARD))


def _attending(noun: Token, known: list[Token], others: list[Token]) -> list[Token]:
    """Who took part besides those with whom it was: the subject of "freed them after talks with X"."""
    prep = noun.head
    told = noun.dep_ == "pobj" and prep.lower_ in {"after", "following", "during", "in", "at"} and not known
    return doers(prep.head) if told and others and prep.head.pos_ == "VERB" else []


def _of_deed(noun: Token) -> Roles:
    """Who did and who suffered what the subject of the event word tells: "the attack, which X blamed on Y, hit"."""
    chain = _chain(noun)
    acting = [owner for link in chain for owner in owning(link)] + _after_any(chain, BY) + _authors(chain)
    return Roles(acting, _after_any(chain, TOWARD))


def _chain(noun: Token) -> list[Token]:
    """The noun and those that only count or frame it: "a wave of attacks"."""
    chain = [noun]
    while len(chain) < HIGH and (above := _framing(chain[-1])) is not None:
        chain.append(above)
    return chain


def _framing(noun: Token) -> Token | None:
    prep = noun.head
    if noun.dep_ != "pobj" or prep.lower_ != "of" or prep.head.pos_ != "NOUN":
        return None
    return prep.head if prep.head.lemma_.lower() in noun_class("series") else None


def _authors(chain: list[Token]) -> list[Token]:
    """Whom a clause about the deed says to have done it: "claimed by X", "blamed on X", "responsibility for"."""
    top = chain[-1]
    verbs = [child for link in chain for child in link.children if child.dep_ in {"acl", "relcl"}]
    if top.dep_ in {"nsubjpass", "dobj"} and top.head.pos_ == "VERB":
        verbs.append(top.head)
    found = [agent for verb in verbs if lemma_of(verb) in words("authors", "verbs") for agent in _by(verb)]
    blaming = [verb for verb in verbs if lemma_of(verb) in words("authors", "blame")]
    found += _after_any(blaming, frozenset({"on", "to"}))
    return found + _answerable(top) if top.dep_ in {"pobj", "pcomp"} else found


def _answerable(deed: Token) -> list[Token]:
    """Whom the words before a deed make its author: "responsibility for", "accused X of", "X was behind"."""
    prep, above = deed.head.lower_, deed.head.head
    lemma = above.lemma_.lower()
    if prep == "for" and lemma in words("authors", "nouns"):
        return doers(above.head) if lemma_of(above.head) in words("authors", "takers") else []
    if prep in {"for", "of", "over"} and above.pos_ == "VERB" and lemma in words("authors", "accusing"):
        return direct_objects(above)
    if lemma == "responsible" and above.head.lemma_ == "be":
        return all_subjects(above.head)
    return all_subjects(above) if prep == "behind" and lemma == "be" else []


def claims_of_responsibility(doc: Doc) -> list[Token]:
    """The "responsibility" of each "X claimed responsibility" that names no deed, and that is no "no group claimed"."""
    found = []
    for i in find_words(doc, words("authors", "nouns")):
        noun = doc[i]
        verb = noun.head
        taken = noun.dep_ == "dobj" and verb.pos_ == "VERB" and lemma_of(verb) in words("authors", "takers")
        named = [deed for deed in after(noun, frozenset({"for"})) if is_deed(deed) and not _is_bare(deed)]
        if taken and not named and of_verb(verb) == FACT:
            found.append(noun)
    return found


def _is_bare(deed: Token) -> bool:
    """ "the attack", "it": a noun that only takes up what was told before."""
    return all(child.dep_ in {"det", "punct"} for child in deed.children)


def _by(verb: Token) -> list[Token]:
    """Who does what a verb about a deed tells; a participle before its noun has no subject of its own."""
    if is_passive(verb):
        return by_agents(verb)
    return [noun for noun in all_subjects(verb) if verb.dep_ != "acl" or noun.i > verb.i]


def _occurring(noun: Token) -> list[Token]:
    """The verb that says that it took place: "clashes erupted between X and Y"."""
    verb = noun.head
    occurs = noun.dep_ in {"nsubj", "nsubjpass"} and lemma_of(verb) in words("light", "occurrence")
    return [verb, *(child for child in verb.children if child.dep_ in {"prt", "advmod"})] if occurs else []


def light_verb(noun: Token) -> Token | None:
    """The verb that says no more than that the deed was done: "carried out a raid", "talks were held"."""
    head = noun.head
    if noun.dep_ == "pobj" and head.dep_ == "prep":
        head = head.head
    if head.pos_ == "VERB" and noun.dep_ in {"dobj", "nsubjpass", "pobj"} and lemma_of(head) in words("light", "verbs"):
        return head
    if noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN"}:
        return light_verb(noun.head)
    return None


__all__ = ["OWNING", "Roles", "after", "find_roles", "is_deed", "light_verb", "owning", "spread"]
