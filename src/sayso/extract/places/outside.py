"""Finds places that the gazetteer does not know, where the words around them leave no doubt.

"The village of Foo", "Foo district", "in Foo, in Bar province": such a place keeps the country and the first-level unit
of the place that the report puts around it, and has no coordinates and no gazetteer reference.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from sayso.extract.draft import Draft
from sayso.extract.places.lists import lists
from sayso.extract.places.names import ARTICLES, CLITICS, HYPHENS, Name, is_capital, with_article
from sayso.gazetteer import fold, gazetteer

LONGEST = 4
#: The same for a name without a word for its level; one with an article has three tokens.
LONGEST_BARE = 3
#: Kinds by the level that the words state; "area", "front" and the like are no levels of a place.
KINDS = {
    "village": "town",
    "town": "town",
    "admin1": "admin1",
    "admin2": "admin2",
    "base": "base",
    "crossing": "crossing",
}


@dataclass(frozen=True, slots=True)
class Outsider:
    """A name of a place outside the gazetteer, the kind that the words state, and the name of the place around it.

    What is not `sure` is one only if the gazetteer knows the name in another spelling.
    """

    span: Span
    kind: str
    parent: Name | None
    sure: bool = True


class Known(NamedTuple):
    """The names that were taken for places, by where they begin and by where they end."""

    starting: dict[int, Name]
    ending: dict[int, Name]


def find_outsiders(doc: Doc, draft: Draft, names: list[Name], caps: list[int]) -> list[Outsider]:
    """The outsiders of a report, in order; `names` are the names that were taken for places."""
    taken = {token.i for name in names for token in name.span}
    known = Known({name.start: name for name in names}, {name.end: name for name in names})
    found: list[Outsider] = []
    others: list[Span] = []
    for i in caps:
        run = run_from(doc, draft, taken, i)
        outsider = read_run(doc, run, known) if run is not None else None
        if outsider is not None:
            found.append(outsider)
        elif run is not None:
            others.append(run)
    found = told_again(found)
    told = {outsider.span.text: outsider for outsider in found if outsider.sure}
    found += [replace(told[run.text], span=run) for run in others if run.text in told]
    return sorted(found, key=lambda outsider: outsider.span.start)


def told_again(found: list[Outsider]) -> list[Outsider]:
    """The outsiders, those sure that a report puts something into more than once: hardly anything but a place is."""
    inside = [o for o in found if o.span.start and o.span.doc[o.span.start - 1].lower_ in lists().strong]
    times = Counter(outsider.span.text for outsider in inside)
    return [replace(outsider, sure=outsider.sure or times[outsider.span.text] > 1) for outsider in found]


def run_from(doc: Doc, draft: Draft, taken: set[int], start: int) -> Span | None:
    """The words in capitals from here that could be one unknown name."""
    if not draft.body[start] or not is_part(doc, start, taken) or (start and is_part(doc, start - 1, taken)):
        return None
    end = start + 1
    while end < len(doc) and (is_part(doc, end, taken) or (doc[end].text in HYPHENS and not doc[end].whitespace_)):
        end += 1
    while doc[end - 1].text in HYPHENS:
        end -= 1
    if (
        end - start > LONGEST
        or goes_on(doc, end)
        or (end < len(doc) and (end in taken or is_capital(doc[end])))
        or (start and is_capital(doc[start - 1]) and doc[start - 1].pos_ != "ADP")
    ):
        return None
    return doc[with_article(doc, start) : end]


def goes_on(doc: Doc, i: int) -> bool:
    """Whether a person's name goes on with a hyphenated article: "Ahmed al-Sharaa"."""
    return i + 1 < len(doc) and doc[i].lower_ in ARTICLES and doc[i + 1].text in HYPHENS


def is_part(doc: Doc, i: int, taken: set[int]) -> bool:
    """Whether a word can be part of an unknown name."""
    token = doc[i]
    if i in taken or not is_capital(token) or token.pos_ != "PROPN":
        return False
    key = token.lower_.rstrip(".")
    if token.text.isupper() and len(token.text) > 1:
        return False
    return not (
        key in lists().titles or key in lists().bodies or key in lists().stop or fold(key) in gazetteer().adjectives
    )


def read_run(doc: Doc, run: Span, known: Known) -> Outsider | None:
    """The outsider that the words around a run make of it, if any."""
    parent = parent_of(doc, run.end, known) or owner_of(run, known) or unit_before(run, known)
    if len(run) == 1 and run.text.lower() in lists().common:
        return None
    if len(run) > 1 and run[-1].lower_ in lists().level:  # "Myinmu Township"
        kind = KINDS.get(lists().level[run[-1].lower_])
        return Outsider(run[:-1], kind, parent) if kind and parent and takes_places(doc, run.start, known) else None
    kind = stated_kind(doc, run)
    if kind is not None:
        return Outsider(run, kind, parent)
    if len(run) > LONGEST_BARE or not run.start or not takes_places(doc, run.start, known):
        return None
    return Outsider(run, "town", parent, sure=parent is not None)


def takes_places(doc: Doc, i: int, known: Known) -> bool:
    """Whether what stands before a run takes a place: "in", "captured", or a place and "and"."""
    before = doc[i - 1]
    if before.lower_ == "and":
        return i - 1 in known.ending and "b:strong" in known.ending[i - 1].features
    if before.lower_ == "of":
        return i > 1 and doc[i - 2].lower_ in lists().of_place
    return before.lower_ in lists().strong | {"from"} or before.lemma_.lower() in lists().verbs


def owner_of(run: Span, known: Known) -> Name | None:
    """The place whose possessive stands before: "Bajaur's Mamund tehsil"."""
    if run.start < 2 or run.doc[run.start - 1].text not in CLITICS:
        return None
    return known.ending.get(run.start - 1)


def stated_kind(doc: Doc, run: Span) -> str | None:
    """The kind that "village of" before, or "village" after states."""
    if run.start > 1 and doc[run.start - 1].lower_ == "of":
        kind = kind_of(doc[run.start - 2])
        if kind is not None:
            return kind
    if run.end < len(doc) and before_is_open(doc, run):
        return kind_of(doc[run.end])
    return None


def kind_of(token: Token) -> str | None:
    """The kind that a common noun states, unless it goes on to another ("department store")."""
    if is_capital(token) or token.pos_ != "NOUN" or token.dep_ == "compound":
        return None
    return KINDS.get(lists().level.get(token.lower_, ""))


def before_is_open(doc: Doc, run: Span) -> bool:
    """Whether a preposition, a verb or an article stands before: "in Foo district", "the Foo crossing"."""
    before = doc[run.start - 1] if run.start else None
    if before is None:
        return False
    opens = {"the", "and", ","} | CLITICS | lists().directions
    return before.pos_ in {"ADP", "VERB"} or before.lower_ in opens


def parent_of(doc: Doc, i: int, known: Known) -> Name | None:
    """The place that follows as the one around: ", Bar", "in Bar", "district of Bar", "in the Bar region"."""
    seen = False
    for j in range(i, min(i + 6, len(doc))):
        if j in known.starting:
            return known.starting[j] if seen else None
        word = doc[j].lower_
        if word in {",", "in", "of", "("}:
            seen = True
        elif word not in lists().level and word not in lists().directions and word not in {"the", "'s", "’s"}:
            return None
    return None


def unit_before(run: Span, known: Known) -> Name | None:
    """The unit that the sentence opened with: "In Khost province, jets hit the village of Foo"."""
    for i in range(run.start - 1, max(run.sent.start, run.start - 25) - 1, -1):
        name = known.starting.get(i)
        if name is not None:
            is_unit = name.level in {"admin1", "admin2"} or name.entries[0].kind in {"admin1", "admin2"}
            return name if is_unit and "b:strong" in name.features else None
    return None
