"""What a verb or noun of stopping stops, and the kind of measure that this makes."""

from __future__ import annotations

from spacy.tokens import Token

from sayso.extract.draft import Draft
from sayso.extract.measures.told import words
from sayso.extract.syntax import conjuncts


def kind_of_object(draft: Draft, noun: Token, lemma: str) -> str | None:
    """The kind of measure that stopping this makes."""
    names = {noun.lemma_.lower(), noun.lower_, noun.lower_.removesuffix("s")}
    names |= {
        f"{child.lemma_.lower()} {noun.lemma_.lower()}" for child in noun.lefts if child.dep_ in {"compound", "amod"}
    }
    if names & words("objects", "hostile") and lemma in words("stop", "suspending"):
        return "ceasefire"
    place = draft.place_at.get(noun.i)
    if place is not None and place.kind == "crossing":
        return "border_closure"
    base = lemma.split("_")[0]
    for kind, known in words("objects").items():
        if kind.startswith("only_") or kind in {"hostile", "struck"}:
            continue
        shared = names & set(known)
        if shared and _suits(shared, base):
            return str(kind)
    return None


def _suits(names: set[str], lemma: str) -> bool:
    if names <= words("objects", "only_forbidden") and lemma not in words("stop", "forbidding"):
        return False
    if names <= words("objects", "only_official") and lemma not in {"suspend", "ban", "close", "shut", "seal"}:
        return False
    if lemma == "cancel" and not names & words("objects", "only_cancelled"):
        return False
    return lemma != "open" or bool(names & {"border", "crossing", "frontier", "airspace"})


def unwrapped(noun: Token) -> list[Token]:
    """A noun with those coordinated with it; of "the use of the dinar" also the dinar."""
    inner = [t for prep in noun.rights if prep.lower_ == "of" for t in prep.rights]
    parts = [part for t in inner for part in conjuncts(t)] if noun.lemma_ in words("stop", "wrappers") else []
    return [*parts, *conjuncts(noun)]
