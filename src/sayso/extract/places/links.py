"""Joins names by containment ("Jalalabad, Nangarhar", "Achin district of Nangarhar"), and reads the levels stated."""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Doc

from sayso.extract.places.beside import FEATURES
from sayso.extract.places.lists import lists
from sayso.extract.places.names import Name, is_capital
from sayso.gazetteer import Entry

#: What may stand between a name and that of the place around it, generic words and directions aside.
AROUND = frozenset({"", "in", "of", "in the", "'s", "’s", "of the", "("})
#: What stands between the names of a list.
LISTS = frozenset({",", "and", "or", ", and", "&"})
#: Participles that only carry that "in": "Fulton County located in Illinois".
LYING = frozenset({"located", "situated", "lying"})
#: Words for a level in the plural, after a list: "Walton and Oconee counties".
PLURAL = frozenset({"provinces", "states", "governorates", "districts", "counties", "villages", "cities", "towns"})


def link(doc: Doc, names: list[Name]) -> None:
    """Join names by containment ("Jalalabad, Nangarhar", "Jalalabad in Nangarhar", "Achin district of Nangarhar")."""
    for name in names:
        name.level = stated_level(doc, name)
    share_levels(doc, names)
    set_scenes(doc, names)
    for inner, outer in pairwise(names):
        between = doc[inner.end : outer.start].text.lower()
        bare = " ".join(
            word
            for word in between.strip(" ,").split()
            if word not in lists().level and word not in lists().directions and word not in LYING
        )
        if bare not in AROUND or (bare == "" and are_equals(inner, outer)):
            continue
        if contains(outer, inner):
            inner.inside = outer
        elif between:
            inner.claimed = outer
    for name in names:
        if name.claimed is not None and goes_on(doc, name.claimed):
            name.claimed = None


def set_scenes(doc: Doc, names: list[Name]) -> None:
    """Tell the names of a sentence the unit that it opens with."""
    scene: Name | None = None
    for name in names:
        if scene is not None and doc[scene.start].sent.end <= name.start:
            scene = None
        if scene is not None:
            name.scene = scene
        elif opens_scene(doc, name):
            scene = name


def opens_scene(doc: Doc, name: Name) -> bool:
    """Whether a sentence begins with "In" and this unit."""
    i = name.start - 1
    while i > 0 and doc[i].lower_ in lists().directions | {"the"}:
        i -= 1
    is_unit = name.level in {"admin1", "admin2"} or any(e.kind in {"admin1", "region"} and e.main for e in name.entries)
    return i >= 0 and doc[i].lower_ == "in" and bool(doc[i].is_sent_start) and is_unit


def share_levels(doc: Doc, names: list[Name]) -> None:
    """A level stated in the plural after the last name of a list goes for all of them."""
    shared = False
    for former, name in reversed(list(pairwise(names))):
        shared = shared or (name.end < len(doc) and doc[name.end].lower_ in PLURAL)
        shared = shared and former.level is None and doc[former.end : name.start].text.lower() in LISTS
        if shared:
            former.level = name.level


def goes_on(doc: Doc, name: Name) -> bool:
    """Whether a list goes on after the name: "Saipan, Guam, Alaska and Hawaii"."""
    after_it = doc[name.end].lower_ if name.end < len(doc) else ""
    return after_it in {"and", "or", "&"} or (
        after_it == "," and name.inside is None and name.end + 1 < len(doc) and is_capital(doc[name.end + 1])
    )


def are_equals(one: Name, other: Name) -> bool:
    """Whether two names are most likely of one kind: a comma between them makes a list ("Oklahoma, Pennsylvania")."""
    first, second = one.entries[0], other.entries[0]
    return first.main and first.kind == second.kind and first.kind in {"country", "admin1"}


def stated_level(doc: Doc, name: Name) -> str | None:
    """The level that the word after, or the noun before "of" states."""
    if name.end < len(doc):
        word = doc[name.end]
        level = lists().level.get(word.lower_) or lists().offices.get(word.lower_.rstrip("."))
        if level is not None and not (
            word.pos_ == "VERB" or word.is_sent_start or (is_capital(word) and level in FEATURES)
        ):
            return level
    i = name.start - 1
    if i > 0 and doc[i].lower_ == "of":
        return lists().level.get(doc[i - 1].lower_)
    if i >= 0 and not is_capital(doc[i]):
        return lists().level.get(doc[i].lower_)
    return None


def contains(outer: Name, inner: Name) -> bool:
    """Whether some place of the one name lies in some place of the other."""
    return any(lies_in(small, wide) for wide in outer.entries[:8] for small in inner.entries[:60])


def lies_in(small: Entry, wide: Entry) -> bool:
    """Whether the one place lies in the other by the gazetteer."""
    if small.kind == "country":
        return False
    if wide.kind == "country":
        return small.country is not None and small.country == wide.country
    if wide.kind == "admin1" and not small.within:  # our own table names the unit instead
        return small.country == wide.country and small.admin1 == wide.name
    return wide.ref in small.within
