"""Weighs what speaks for and against a span naming a place: the gazetteer, the words around it, the entity model.

Every piece of evidence has a name ("b:strong": a word like "in" stands before it); `places_weights.toml` holds its
weight, a log-odds fitted by `tools/fit_places.py` on openly licensed text. The sum decides.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Token

from sayso.extract.draft import Draft
from sayso.extract.places.lists import lists
from sayso.extract.places.names import HYPHENS, Name, is_capital
from sayso.gazetteer import Entry, fold, gazetteer

DASHES = frozenset({"—", "--", "---"})
QUOTES = "'\"’”“‘`"
MODEL = frozenset({"GPE", "LOC", "FAC", "PERSON", "ORG", "NORP"})
#: What may stand between a name and that of the place around it, generic words and directions aside.
AROUND = frozenset({"", "in", "of", "in the", "'s", "’s", "of the", "("})
#: How many words of a body's name are looked through for the one that tells ("University").
BODY_WORDS = 4
#: Levels whose words, in capitals, make another name of the name before them: "Islington Bay".
FEATURES = frozenset({"sea", "base", "crossing"})
#: Evidence that the name is a person's.
PERSONAL = frozenset({"b:title", "b:given"})
#: The share of a report's talk about countries from which on a country is home to it.
HOME = 0.2


@dataclass(frozen=True, slots=True)
class Setting:
    """What the report as a whole says: its home countries, the units that it names, and the surnames in it."""

    home: frozenset[str]
    units: frozenset[str]
    surnames: frozenset[str]
    lines: frozenset[int]


def weigh(doc: Doc, draft: Draft, names: list[Name], spoken: list[str]) -> None:
    """Score every name by its evidence; `spoken` is what `talk` found."""
    link(doc, names)
    lines = frozenset(token.i for line in draft.lines for token in line)
    setting = Setting(home_countries(spoken, names), named_units(names), find_surnames(doc), lines)
    ends = {name.end: name for name in names}
    for name in names:
        name.features += [
            *known(name, setting),
            *itself(name, setting),
            before(doc, name, ends),
            after(doc, name),
            model(name),
        ]
        name.score = total(name)
    repeat(names)


def total(name: Name) -> float:
    """The sum of the weights of a name's evidence; evidence without a weight counts nothing."""
    weights = lists().weights
    return weights.get("bias", 0.0) + sum(weights.get(feature, 0.0) for feature in name.features)


def known(name: Name, setting: Setting) -> list[str]:
    """What the gazetteer says: the most telling place of this name, and whether one lies where the report plays."""
    mains = [entry for entry in name.entries if entry.main]
    if any(entry.kind == "country" for entry in mains):
        return ["k:country"]
    if any(entry.is_own_region for entry in mains):
        return ["k:own"]
    if any(entry.kind == "admin1" and entry.size >= 5.5 for entry in mains):
        return ["k:admin1"]
    small = any(entry.kind == "admin1" for entry in mains) and mains[0].size < 5.5
    found = ["k:admin1-small" if small else rank(mains[0] if mains else name.entries[0], bool(mains))]
    if any(unit in setting.units for entry in name.entries for unit in entry.within):
        found.append("k:unit")
    elif any(entry.country in setting.home for entry in name.entries):
        found.append("k:home" if any(entry.country in setting.home for entry in mains) else "k:home-alias")
    return found


def rank(entry: Entry, main: bool) -> str:
    """The size class of a town, in powers of ten."""
    if not main:
        return "k:alias6" if entry.size >= 5.5 else "k:alias4" if entry.size >= 4 else "k:alias"
    size = (
        "7"
        if entry.size >= 6.3
        else "6"
        if entry.size >= 5.5
        else "5"
        if entry.size >= 4.7
        else "4"
        if entry.size >= 3.7
        else "3"
    )
    return f"k:town{size}"


def itself(name: Name, setting: Setting) -> list[str]:
    """What the words of the name say, and what the report says of them elsewhere."""
    span = name.span
    before = span.doc[name.start - 1] if name.start else None
    signs = {
        "d:surname": len(span) == 1 and name.key in setting.surnames and not is_wide(name),
        "d:line": name.start in setting.lines,
        "t:caps": len(span) == 1 and span.text.isupper() and len(span.text) > 3,
        "t:direction": before is not None and is_capital(before) and before.lower_ in lists().directions,
        "t:adjective": name.key in gazetteer().adjectives,
        "t:not-proper": all(token.pos_ != "PROPN" for token in span),
        "a:level": name.level is not None,
        "a:inside": name.inside is not None,
    }
    return [*word_kind(name), *(sign for sign, holds in signs.items() if holds)]


def word_kind(name: Name) -> list[str]:
    """Whether the name has several words, or its only word is also an ordinary word or a given name."""
    if len(name.span) > 1:
        return ["t:multi"]
    if is_wide(name):
        return []
    if name.key in lists().common:
        return ["t:common"]
    return ["t:given"] if name.key in lists().given else []


def before(doc: Doc, name: Name, ends: dict[int, Name]) -> str:
    """The class of the word before; directions, articles and "city" are looked over."""
    i = name.start - 1
    while i >= 0 and doc[i].lower_ in lists().directions | {"the", "city", "town", "village", "nearby"}:
        i -= 1
    if i < 0 or doc[i].is_space or doc[i + 1].is_sent_start:
        return "b:start"
    word = doc[i]
    if word.lower_.rstrip(".") in lists().titles:
        return "b:title"
    if word.lower_ in lists().strong:
        return "b:strong"
    if word.lower_ in lists().weak:
        return "b:weak"
    if word.lower_ == "of":
        return of_what(doc, i)
    return after_name(doc, i, name, ends) or plain_before(word)


def after_name(doc: Doc, i: int, name: Name, ends: dict[int, Name]) -> str | None:
    """Whether the name goes on a list ("Syria, Iraq and Lebanon") of names, or sticks to another word in capitals."""
    word = doc[i]
    if word.text in {",", "and", "or", "/", "&"} and i in ends:
        return "b:list"
    if (
        is_capital(word)
        and i == name.start - 1
        and word.ent_type_ not in {"DATE", "NORP", "CARDINAL"}
        and word.pos_ == "PROPN"
    ):
        if word.lower_ in lists().given and i + 1 not in ends:
            return "b:given"
        return "b:place" if i + 1 in ends else "b:capital"
    return None


def plain_before(word: Token) -> str:
    """The class of any other word before."""
    if word.lower_ in lists().level and not is_capital(word):
        return "b:level"
    if not word.text.strip(QUOTES):
        return "b:quote"
    if word.is_punct:
        return "b:hyphen" if word.text in HYPHENS and not word.whitespace_ else "b:punct"
    if word.pos_ in {"VERB", "AUX"}:
        return "b:place-verb" if word.lemma_.lower() in lists().verbs else "b:verb"
    if word.pos_ == "ADP":
        return "b:prep"
    return "b:other"


def of_what(doc: Doc, i: int) -> str:
    """The noun before "of": "north of", "the province of"; against it "University of"."""
    noun = doc[i - 1] if i else None
    if noun is None:
        return "b:of"
    if is_capital(noun) and (noun.lower_ in lists().of_bodies or noun.lower_ in lists().bodies):
        return "b:of-body"
    if noun.lower_ in lists().level:
        return "b:of-level"
    if noun.ent_type_ == "PERSON":
        return "b:of-person"
    if is_capital(noun) and noun.pos_ == "PROPN":
        return "b:of-capital"
    return "b:of-place" if noun.lower_ in lists().of_place else "b:of"


def after(doc: Doc, name: Name) -> str:
    """The class of the word after the name."""
    if name.end >= len(doc):
        return "a:end"
    word = doc[name.end]
    if word.is_space or word.is_sent_start:
        return "a:end"
    if states_level(doc, name):
        return "a:stated"
    if is_capital(word) and not word.is_sent_start:
        return capital_after(doc, name.end)
    if word.lower_ in {"'s", "’s", "'", "’"}:
        owned = doc[name.end + 1] if name.end + 1 < len(doc) else word
        return "a:possessive-name" if is_capital(owned) and not is_wide(name) else "a:possessive"
    if word.text in HYPHENS or word.text in DASHES:
        return after_hyphen(doc, name)
    if word.lower_ in lists().people:
        return "a:people"
    if word.lemma_.lower() in lists().speech:
        return "a:speech"
    if word.is_punct:
        return "a:punct"
    classes = {"VERB": "a:verb", "AUX": "a:verb", "NOUN": "a:noun", "ADJ": "a:noun", "ADP": "a:prep", "CCONJ": "a:and"}
    return classes.get(word.pos_, "a:other")


def states_level(doc: Doc, name: Name) -> bool:
    """Whether a word for a level follows ("Borno State", "Paris region"), and no body's name ("X State College")."""
    word = doc[name.end]
    if word.lower_ not in lists().level:
        return False
    on = doc[name.end + 1] if name.end + 1 < len(doc) else None
    return not is_capital(word) or (name.level in {"admin1", "admin2"} and (on is None or not is_capital(on)))


def after_hyphen(doc: Doc, name: Name) -> str:
    """What a hyphen or dash after the name does: "KHOST -", "Doha-based", "Iran-Iraq"."""
    if doc[name.end - 1].whitespace_ or doc[name.end].whitespace_ or doc[name.end].text in DASHES:
        return "a:dash"
    word = doc[name.end + 1] if name.end + 1 < len(doc) else None
    return (
        "a:based"
        if word is not None and word.text.islower() and word.pos_ in {"VERB", "ADJ", "ADV", "NOUN"}
        else "a:hyphen"
    )


def capital_after(doc: Doc, i: int) -> str:
    """The class of a word in capitals after the name; some words on it may show to be a body ("Essex Hill School")."""
    word = doc[i]
    lower = word.lower_.rstrip(".")
    if lower in lists().titles:
        return "a:title"
    for token in doc[i : i + BODY_WORDS]:
        if not is_capital(token) or token.is_sent_start:
            break
        if token.lower_ in lists().bodies or lists().level.get(token.lower_) in FEATURES:
            return "a:body"
    return "a:capital" if word.pos_ == "PROPN" and word.ent_type_ != "DATE" else "a:other"


def model(name: Name) -> str:
    """What the entity model says of the name: its label, and whether the entity goes on beyond it."""
    label = name.span[-1].ent_type_
    if label not in MODEL:
        return "e:other" if label else "e:none"
    doc = name.span.doc
    more = name.end < len(doc) and doc[name.end].ent_iob_ == "I" and not doc[name.end].lower_.startswith(("'", "’"))
    return f"e:{label}+" if more or name.span[0].ent_iob_ == "I" else f"e:{label}"


def repeat(names: list[Name]) -> None:
    """What is a place once is likely one elsewhere in the report, and what is a person once ("Mr. Gao") a person."""
    best: dict[str, float] = {}
    often = Counter(name.key for name in names)
    persons = {name.key for name in names if name.score <= 0 and not PERSONAL.isdisjoint(name.features)}
    for name in names:
        best[name.key] = max(best.get(name.key, -9.0), name.score)
    for name in names:
        if name.key in persons and "d:surname" not in name.features and not is_wide(name):
            name.features.append("d:surname")
        elif best[name.key] > max(name.score, 1.5):
            name.features.append("d:elsewhere")
        if often[name.key] > 2:
            name.features.append("d:often")
        name.score = total(name)


def find_surnames(doc: Doc) -> frozenset[str]:
    """The first and last words of the persons' names of two words and more."""
    persons = [ent for ent in doc.ents if ent.label_ == "PERSON" and len(ent) > 1]
    return frozenset(fold(token.text) for ent in persons for token in (ent[0], ent[-1]))


def is_wide(name: Name) -> bool:
    """Whether a country, a state or a great city bears the name."""
    return any(entry.kind == "country" or (entry.main and entry.size >= 6) for entry in name.entries)


def named_units(names: list[Name]) -> frozenset[str]:
    """The states and provinces that the report names."""
    return frozenset(e.ref for name in names for e in name.entries if e.kind == "admin1" and e.main and e.size >= 5)


def home_countries(spoken: list[str], names: list[Name]) -> frozenset[str]:
    """The countries that a good part of the talk is about: by name, by adjective, or by a great place in them."""
    counts = Counter(spoken)
    for name in names:
        first = name.entries[0]
        if first.country and (first.kind == "country" or first.is_own_region or (first.main and first.size >= 6)):
            counts[first.country] += 1
    whole = sum(counts.values())
    return frozenset(code for code, n in counts.items() if n >= HOME * whole)


def talk(doc: Doc, caps: list[int]) -> list[str]:
    """The countries of the adjectives and peoples in the report ("Afghan", "North Koreans"), one for each time."""
    known_ = gazetteer().adjectives
    codes: list[str] = []
    for i in caps:
        single = known_.get(doc[i].lower_, ())
        pair = known_.get(f"{doc[i - 1].lower_} {doc[i].lower_}", ()) if single and i else ()
        codes.extend(pair or single)
    return codes


def link(doc: Doc, names: list[Name]) -> None:
    """Join names by containment ("Jalalabad, Nangarhar", "Jalalabad in Nangarhar", "Achin district of Nangarhar")."""
    for name in names:
        name.level = stated_level(doc, name)
    for inner, outer in pairwise(names):
        between = doc[inner.end : outer.start].text.lower()
        bare = " ".join(
            word for word in between.strip(" ,").split() if word not in lists().level and word not in lists().directions
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
    return wide.ref in small.within
