"""The mode of an attack, from the weapons that the clauses about it name, where the event word itself tells none."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from sayso.extract.events.mention import Mention
from sayso.rules import load_toml

#: Modes of words that say no more than that something burst or fell; a named weapon knows better.
LOOSE = frozenset({"", "heavy-weapons", "explosives"})
SHARPER = frozenset({"suicide-attack", "drone", "aerial"})


@cache
def instruments() -> dict[str, str]:
    """Lemma (one or two words) -> mode, earlier modes first."""
    table: dict[str, list[str]] = load_toml("events_conflict.toml")["instruments"]
    found: dict[str, str] = {}
    for mode, lemmas in table.items():
        for lemma in lemmas:
            found.setdefault(lemma, mode)
    return found


@cache
def _rank() -> list[str]:
    return list(load_toml("events_conflict.toml")["instruments"])


def find_mode(mentions: list[Mention]) -> str | None:
    """The mode that the mentions of one occurrence tell together, the first of them first, or None."""
    if mentions[0].type != "ASSAULT":
        return next((m.mode for m in mentions if m.mode), None)
    found = [mode for mode in map(_mode_of, mentions) if mode]
    if not found:
        return None
    sharper = next((mode for mode in found if mode in SHARPER), None)
    return sharper if found[0] in LOOSE and sharper else found[0]


def _mode_of(mention: Mention) -> str:
    """What the event word or the weapons of its clause tell; what is shot down is no weapon of the deed."""
    downed = mention.token.pos_ == "VERB" and mention.token.lemma_ in {"shoot", "down", "bring", "intercept"}
    if mention.mode and (mention.mode not in {*LOOSE, "aerial"} or downed):
        return mention.mode
    named = _named(mention)
    if mention.mode == "aerial":
        return "drone" if "drone" in named else "aerial"
    best = next((mode for mode in _rank() if mode in named), "")
    return best if best in SHARPER or not mention.mode else mention.mode


def _named(mention: Mention) -> set[str]:
    """The modes of the weapons in the clause of a mention."""
    known = instruments()
    found = set()
    for token in _clause(mention.token):
        lemma = token.lemma_.lower()
        pair = f"{token.doc[token.i - 1].lemma_.lower()} {lemma}" if token.i else ""
        mode = known.get(pair) or known.get(lemma) or known.get(token.lower_.removesuffix("s"))
        if mode and token.pos_ in {"NOUN", "PROPN", "ADJ"}:
            found.add(mode)
    return found


def _clause(token: Token) -> list[Token]:
    """The event word's own phrase, and the parties of the verb above a noun; without clauses about something else."""
    verb = token
    if token.pos_ in {"NOUN", "PROPN"} and token.dep_ in {"nsubj", "nsubjpass", "dobj"} and token.head.pos_ == "VERB":
        verb = token.head
    found: list[Token] = []
    stack = [verb]
    while stack and len(found) < 60:
        here = stack.pop()
        found.append(here)
        stack += [
            child
            for child in here.children
            if child.dep_ not in {"conj", "ccomp", "parataxis", "relcl", "advcl"} or _is_when(child)
        ]
    return found


def _is_when(clause: Token) -> bool:
    """A clause that tells how or when the same thing happened: "when gunmen ambushed", "using drones"."""
    return clause.dep_ == "advcl" and (
        clause.tag_ == "VBG" or any(child.lower_ in {"when", "as"} for child in clause.children)
    )
