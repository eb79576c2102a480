"""Third parties: who mediates between others, or hosts their talks, as `sayso_talks` and `sayso_measures` need it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from spacy.tokens import Doc, Span, Token

from sayso.extract.around import FUTURE, REAL, VERBAL, doers, reality, referent, states_in
from sayso.extract.draft import ActorDraft, Draft
from sayso.extract.syntax import conjuncts, find_words, is_passive, noun_phrase
from sayso.rules import load_toml


@cache
def words(*path: str) -> frozenset[str]:
    """A list of `talks.toml` as a set."""
    table = load_toml("talks.toml")
    for key in path:
        table = table[key]
    return frozenset(table)


@cache
def _telling() -> frozenset[str]:
    nouns = words("mediation", "nouns")  # capitalised, their plural keeps its lemma
    return words("mediation", "verbs") | words("mediation", "hosting") | nouns | {f"{noun}s" for noun in nouns}


def mediators_in(
    draft: Draft, sentence: Span, tokens: Sequence[Token] = (), others: Sequence[Token] = ()
) -> tuple[list[ActorDraft], list[ActorDraft]]:
    """Those who mediate, and those who only host, by the verbs and nouns of a sentence; first, those in these words.

    Who mediates or hosts `others`, other talks of the same sentence, is none of them.
    """
    mediating, hosting = list(tokens), []
    for token in sentence:
        if any(other.head == token for other in others):
            continue
        is_verb = token.pos_ in VERBAL or any(c.tag_ == "TO" for c in token.lefts)  # "to host", taken for a noun
        if is_verb and token.lemma_.lower() in words("mediation", "verbs"):
            mediating += _by_verb(draft, token)
        elif is_verb and token.lemma_.lower() in words("mediation", "hosting") and _hosts_talks(token):
            hosting += _by_verb(draft, token)
        elif token.lower_ == "as" and (third := _with(token)) is not None and _names_third(token):
            mediating += list(third.subtree)
        elif {token.lemma_.lower(), token.lower_.removesuffix("s")} & words("mediation", "nouns"):
            mediating += _around_noun(token)
    return _thirds(draft, mediating), _thirds(draft, hosting)


def all_mediators(draft: Draft, doc: Doc) -> list[ActorDraft]:
    """Who mediates or hosts anything, by any sentence of the report."""
    sentences = {doc[i].sent.start: doc[i].sent for i in find_words(doc, _telling()) if draft.body[i]}
    return once(side for sentence in sentences.values() for sides in mediators_in(draft, sentence) for side in sides)


def _thirds(draft: Draft, tokens: Iterable[Token]) -> list[ActorDraft]:
    """The sides that these words name, those that can be third parties."""
    return once(actor.side() for actor in states_in(draft, tokens) if actor.side().kind in words("mediation", "kinds"))


def _by_verb(draft: Draft, verb: Token) -> list[Token]:
    """The words of those who mediate by this verb."""
    is_hosting = verb.lemma_.lower() in words("mediation", "hosting")
    is_offered = is_hosting and verb.head.lemma_ == "offer" and reality(draft, verb.head) == REAL
    if reality(draft, verb) not in {REAL, FUTURE} and not is_offered:
        return []
    by = [t for c in verb.rights if c.lower_ == "by" for t in c.subtree if not _is_in_clause(t, c)]
    if verb.dep_ == "pcomp" and (thanked := [c for c in verb.head.head.children if c.dep_ == "dobj"]):
        return [t for noun in thanked for t in noun_phrase(noun)]  # "thanked Oman for hosting the talks"
    if by or is_passive(verb) or (verb.tag_ == "VBN" and verb.dep_ == "acl"):
        return by
    return [t for doer in doers(verb) for noun in conjuncts(referent(doer)) for t in (noun, *noun_phrase(noun))]


def _is_in_clause(token: Token, top: Token) -> bool:
    """Whether a clause stands between a word and the one that it hangs on."""
    while token != top:
        if token.dep_ in {"relcl", "acl", "advcl", "ccomp"}:
            return True
        token = token.head
    return False


def _hosts_talks(verb: Token) -> bool:
    """Whether what is hosted is a negotiation."""
    hosted = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}]
    hosted += [verb.head] if verb.dep_ in {"acl", "relcl"} else []
    known = words("nouns") | words("parts") | words("collective", "nouns")
    return any(t.lower_ in known or t.lemma_.lower() in known for noun in hosted for t in (noun, *noun.subtree))


def _with(preposition: Token) -> Token | None:
    """The "with" that ends right before "as": "with Cuba and Norway as guarantors"."""
    before = preposition.head.children
    return next((c for c in before if c.lower_ == "with" and c.right_edge.i + 1 == preposition.i), None)


def _names_third(preposition: Token) -> bool:
    """Whether a word for a third party follows, also one with a hyphen: "as go-between"."""
    following = "".join(t.lower_ for t in preposition.doc[preposition.i + 1 : preposition.i + 6])
    return any(noun in following for noun in words("mediation", "nouns"))


def _around_noun(noun: Token) -> list[Token]:
    """ "Qatari mediators", "the auspices of the UN", "mediators from Oman", "the mediator, Qatar"."""
    tokens = [t for child in noun.lefts for t in child.subtree]
    for child in noun.rights:
        by = child.lower_ == "by" and noun.lemma_.lower().endswith("ation")
        if child.lower_ in {"of", "from"} or by or child.dep_ == "appos":
            tokens += list(child.subtree)
    above = noun.head
    if noun.dep_ in {"appos", "compound"}:
        tokens += [above, *above.lefts]
    if noun.dep_ == "attr" or (noun.dep_ == "pobj" and above.lower_ == "as"):
        verb = above if noun.dep_ == "attr" else above.head
        if _with(above) is not None:
            return []
        tokens += [t for doer in doers(verb) for t in noun_phrase(doer)] if verb.pos_ in VERBAL else [verb]
    return [t for t in tokens if t != noun]


def once(sides: Iterable[ActorDraft]) -> list[ActorDraft]:
    """Each side once, in the order given."""
    return list(dict.fromkeys(sides))
