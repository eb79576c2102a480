"""Which nouns of a sentence are the victims of a word of harm, by the place that the word gives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from spacy.tokens import Token

from sayso.extract.figures.lexicon import Frame, Harm, frames, harms, nominals, states, words
from sayso.extract.syntax import SUBJECTS, is_passive, objects, subjects

RELATIVES = frozenset({"who", "whom", "that", "which"})
#: The words between a phrasal verb and the rest of it: "took 20 people hostage".
PHRASE_REACH = 9


def find_victims(trigger: Token) -> Iterator[tuple[str, bool, Token]]:
    """Kind, whether only a word for people will do, and head of each noun phrase that the trigger makes a victim."""
    if trigger.pos_ in {"VERB", "AUX"} or trigger.tag_ in {"VBN", "VBD", "VBG"}:
        lemma = trigger.lemma_.lower()
        harm = next((h for h in harms().get(lemma, ()) if is_whole(trigger, h) and _has_slot(trigger, h)), None)
        if harm is not None:
            yield from ((harm.kind, harm.only_people, head) for head in _expanded(_slot(trigger, harm)))
        for frame in frames().get(lemma, ()):
            yield from ((frame.kind, False, head) for head in _expanded(_framed(trigger, frame)))
    if trigger.pos_ == "NOUN" and (named := nominals().get(trigger.lemma_.lower())) is not None:
        yield from ((named, False, head) for head in _expanded(_of(trigger)))
    kind = states().get(trigger.lower_)
    if kind is not None:
        yield from ((kind, False, head) for head in _expanded(_in_state(trigger)))


def is_told(trigger: Token) -> bool:
    """Whether the harm is told as something that has happened: no "could be killed", "plans to kill", "if killed"."""
    modals, marks = words("unreal", "modals"), words("unreal", "marks")
    for verb in _governing(trigger):
        auxiliaries = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
        perfect = "have" in auxiliaries
        if auxiliaries & modals and not perfect:
            return False
        aim = "to" in auxiliaries and not perfect and verb.dep_ in {"xcomp", "advcl", "acl", "ccomp"}
        if (aim and not _is_link(verb.head)) or is_negated(verb):
            return False
        if any(child.dep_ in {"mark", "advmod"} and child.lower_ in marks for child in verb.children):
            return False
    return True


def is_negated(verb: Token) -> bool:
    """Whether the verb is denied ("did not kill")."""
    return any(child.dep_ == "neg" and child.lower_ in {"not", "n't", "never"} for child in verb.children)


def _governing(trigger: Token) -> list[Token]:
    """The trigger and the verbs that carry its tense: "could have been left dead"."""
    verbs = [trigger]
    while verbs[-1].dep_ in {"oprd", "acomp", "attr", "xcomp", "conj"} and len(verbs) < 4:
        above = verbs[-1].head
        if verbs[-1].dep_ == "conj" and any(child.dep_ in {"aux", *SUBJECTS} for child in verbs[-1].children):
            break
        if above.pos_ not in {"VERB", "AUX"} or (verbs[-1].dep_ == "xcomp" and not _is_link(above)):
            break
        verbs.append(above)
    return verbs


def _is_link(verb: Token) -> bool:
    return any(verb.lemma_.lower() in words("links", key) for key in ("object", "subject", "raising"))


def is_whole(verb: Token, harm: Harm) -> bool:
    """Whether the rest of a phrasal verb follows: "dead" after "shot", "hostage" after "took 20 people"."""
    if not harm.rest:
        return not any(child.dep_ == "prt" for child in verb.children) or not harm.only_people
    after = [token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 1 + PHRASE_REACH]]
    return all(word in after for word in harm.rest)


def _has_slot(verb: Token, harm: Harm) -> bool:
    """A verb of both kinds ("drowned three", "three drowned") takes its victim as its object where it has one."""
    has_object = is_passive(verb) or any(child.dep_ in {"dobj", "obj"} for child in verb.children)
    both = {h.slot for h in harms().get(verb.lemma_.lower(), ()) if h.rest == harm.rest} == {"object", "subject"}
    return not both or (harm.slot == "object") == has_object


def _slot(verb: Token, harm: Harm) -> list[Token]:
    if harm.slot == "subject":
        return _subjects(verb)
    carriers = [verb, *(child for child in verb.rights if child.lower_ in harm.rest)]
    own = [t for word in carriers for t in word.children if t.dep_ in {"dobj", "obj"} and t.lower_ not in harm.rest]
    patients = [t for t in verb.children if t.dep_ == "nsubjpass"]  # "six were killed, among them a nurse"
    found = (objects(verb) if patients else own) or objects(verb)
    if not found:
        found = _raised(verb) or ([] if _is_active(verb, harm) else _subjects(verb) + _bare(verb))
    return [_antecedent(head, verb) for head in found]


def _is_active(verb: Token, harm: Harm) -> bool:
    """Whether a verb without object cannot be a passive with its auxiliary left out ("34 wounded")."""
    if verb.tag_ == "VBD" and (harm.only_people or harm.rest):
        return True
    return verb.tag_ not in {"VBN", "VBD"} or any(child.dep_ in {"aux", "agent"} for child in verb.children)


def _bare(verb: Token) -> list[Token]:
    """A number that the parser hangs on a participle for want of a verb: "over 50,000 displaced"."""
    return [child for child in verb.lefts if child.dep_ in {"npadvmod", "nummod", "dep"}]


def _subjects(verb: Token) -> list[Token]:
    found = [_antecedent(head, verb) for head in subjects(verb)]
    if not found and verb.dep_ == "acl":
        return [verb.head]
    return found or _raised(verb)


def _raised(verb: Token) -> list[Token]:
    """The noun that stands with the verb above: "five were reported killed", "three are believed to have died"."""
    above = verb.head
    if verb.dep_ == "advcl" and verb.tag_ == "VBN" and above.lemma_ == "be" and verb.i > above.i:
        return [_antecedent(head, above) for head in subjects(above)]
    if verb.dep_ not in {"oprd", "xcomp", "acomp", "attr", "ccomp"} or above is verb:
        return []
    if is_passive(above) or above.lemma_.lower() in words("links", "subject") or verb.dep_ == "xcomp":
        return [_antecedent(head, above) for head in subjects(above)] if _is_link(above) else []
    if above.lemma_.lower() in words("links", "object"):
        return [child for child in above.children if child.dep_ in {"dobj", "obj"}]
    return []


def _antecedent(head: Token, verb: Token) -> Token:
    """The noun that "who" means, in a relative clause."""
    if head.lower_ in RELATIVES:
        clause = next((t for t in chain((verb,), verb.ancestors) if t.dep_ == "relcl"), None)
        return clause.head if clause is not None else head
    return head


def _framed(verb: Token, frame: Frame) -> list[Token]:
    """The victims of a verb and noun together: "ten lost their lives", "claimed 12 lives", "the lives of 12"."""
    if frame.victim == "patient":
        return objects(verb) if _after_preposition(verb, frame) else []
    nouns = [t for t in verb.children if t.dep_ in {"dobj", "obj", "nsubjpass"} and t.lemma_.lower() in frame.nouns]
    if not nouns:
        return []
    if frame.victim == "subject":
        return _subjects(verb)
    given = [t for t in verb.children if t.dep_ in {"dative", "dobj", "obj", "iobj"} and t not in nouns]
    return given or [victim for noun in nouns for victim in _of(noun)] or nouns


def _after_preposition(verb: Token, frame: Frame) -> bool:
    """Whether the noun of the frame hangs on the verb by a preposition: "treated for burns"."""
    nouns = (noun for prep in verb.children if prep.dep_ == "prep" for noun in prep.children if noun.dep_ == "pobj")
    return any(noun.lemma_.lower() in frame.nouns for noun in nouns)


def _of(noun: Token) -> list[Token]:
    """What a noun of harm is of: "the killing of six cadres"."""
    return [child for prep in noun.children if prep.lower_ == "of" for child in prep.children if child.dep_ == "pobj"]


def _in_state(word: Token) -> list[Token]:
    """The noun that is in a state: "12 were dead", "left eight dead", "with two dead"; not "two dead soldiers"."""
    if any(child.dep_ in {"dobj", "obj"} for child in word.children):
        return []  # "a judge jailed three": the subject is in no such state
    own = [_antecedent(child, word) for child in word.children if child.dep_ in SUBJECTS]
    if own or word.dep_ == "conj":
        return own
    above = word.head
    lemma = above.lemma_.lower()
    if word.dep_ not in {"acomp", "oprd", "attr", "xcomp", "ccomp", "advcl", "amod", "advmod", "acl"} or above is word:
        return []
    if above.pos_ == "NOUN":
        return [above] if above.i < word.i else []
    if not is_passive(above) and lemma in words("links", "object"):
        return [child for child in above.children if child.dep_ in {"dobj", "obj"} and child.i < word.i]
    return [_antecedent(head, above) for head in subjects(above)] if _is_link(above) else []


def _expanded(heads: Iterable[Token]) -> Iterator[Token]:
    """Each noun, what is joined to it, and what it is made up of ("three people, two soldiers and a civilian,")."""
    seen: set[int] = set()
    for head in heads:
        listed = [head, *head.conjuncts] if is_joined(head) else [head]
        listed += [part for whole in listed for part in whole.children if part.dep_ == "appos"]
        listed += [more for part in listed if part.dep_ == "appos" for more in part.conjuncts]
        for noun in listed:
            if noun.i not in seen and noun.pos_ not in {"VERB", "AUX"}:
                seen.add(noun.i)
                yield noun


def is_joined(head: Token) -> bool:
    """Whether anything is coordinated with a noun (asking spaCy for the list costs much more)."""
    return head.dep_ == "conj" or any(child.dep_ == "conj" for child in head.rights)


@cache
def trigger_words() -> frozenset[str]:
    """Every lemma or form with which a word of harm may begin."""
    return frozenset(harms()) | frozenset(frames()) | frozenset(states()) | frozenset(nominals())
