"""What the words beside a name say of it: one class for those before ("b:strong": in), one for those after."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from sayso.extract.places.lists import lists
from sayso.extract.places.names import HYPHENS, Name, is_capital, is_wide

#: What a name with a hyphen before these is: where somebody lives, is, or goes ("Doha-based").
SITED = frozenset({"based", "born", "area", "bound", "headquartered", "registered", "raised", "trained", "educated"})
DASHES = frozenset({"—", "--", "---"})
QUOTES = "'\"’”“‘`"
#: How many words of a body's name are looked through for the one that tells ("University").
BODY_WORDS = 4
#: Levels whose words, in capitals, make another name of the name before them: "Islington Bay".
FEATURES = frozenset({"sea", "base", "crossing"})
#: Evidence for the head of a list of names that goes for all of them ("near Kupiansk and Izium").
LED = frozenset({"b:strong", "b:list-strong", "b:place-verb"})
#: From this score down a name is none of a place for certain, and no list of places goes on from it.
NO_PLACE = -2.0
#: Adjectives that only a place has.
NEARBY = frozenset({"nearby", "neighboring", "neighbouring"})


def before(doc: Doc, name: Name, ends: dict[int, Name]) -> str:
    """The class of the word before; directions, articles and "city" are looked over."""
    i = name.start - 1
    while i >= 0 and doc[i].lower_ in lists().directions | {"the", "city", "town", "village", "nearby"}:
        i -= 1
    if doc[i + 1].lower_ in NEARBY and i + 1 < name.start:
        return "b:strong"
    if i < 0 or doc[i].is_space or doc[i + 1].is_sent_start:
        return "b:start"
    word = doc[i]
    if word.lower_.rstrip(".") in lists().titles:
        return "b:title"
    if word.lower_ in lists().strong:
        return "b:strong"
    if word.lower_ in lists().weak:
        return "b:source" if follows_according(doc, i) and not is_wide(name) else "b:weak"
    if word.lower_ == "of":
        return of_what(doc, i)
    return after_name(doc, i, name, ends) or plain_before(word, name)


def follows_according(doc: Doc, i: int) -> bool:
    """Whether the preposition is that of "according to", which takes somebody who speaks."""
    return i > 0 and doc[i].lower_ == "to" and doc[i - 1].lower_ == "according"


def after_name(doc: Doc, i: int, name: Name, ends: dict[int, Name]) -> str | None:
    """Whether the name goes on a list ("Syria, Iraq and Lebanon") of names, or sticks to another word in capitals."""
    word = doc[i]
    if word.text in {",", "and", "or", "/", "&"} and i in ends and ends[i].score > NO_PLACE:
        return "b:list-strong" if LED.intersection(ends[i].features) else "b:list"
    if is_capital(word) and i == name.start - 1 and word.pos_ == "PROPN":
        if word.lower_ in lists().given and not (i + 1 in ends and is_wide(ends[i + 1])):
            return "b:given"
        return "b:place" if i + 1 in ends else "b:capital"
    return None


def plain_before(word: Token, name: Name) -> str:
    """The class of any other word before."""
    if word.lower_ in lists().level and not is_capital(word):
        return "b:level"
    if not word.text.strip(QUOTES):
        return "b:quote"
    if word.is_punct:
        return "b:hyphen" if word.text in HYPHENS and not word.whitespace_ else "b:punct"
    if word.lemma_.lower() in lists().speech and not is_wide(name) and not has_verb(name):
        return "b:speech"
    if word.pos_ in {"VERB", "AUX"}:
        return "b:place-verb" if word.lemma_.lower() in lists().verbs else "b:verb"
    if word.pos_ == "ADP":
        return "b:prep"
    return "b:other"


def has_verb(name: Name) -> bool:
    """Whether a verb follows, so that a clause begins with the name ("said Goma had fallen")."""
    doc = name.span.doc
    return name.end < len(doc) and doc[name.end].pos_ in {"VERB", "AUX"}


def of_what(doc: Doc, i: int) -> str:
    """The noun before "of": "north of", "the province of"; against it "University of"."""
    noun = doc[i - 1] if i else None
    if noun is None:
        return "b:of"
    if is_capital(noun) and (noun.lower_ in lists().of_bodies or noun.lower_ in lists().bodies):
        return "b:of-body"
    if noun.lower_ in lists().level:
        return "b:of-level"
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
    if is_somebody(doc, name):
        return "a:who"
    return plain_after(word, name)


def plain_after(word: Token, name: Name) -> str:
    """The class of any other word after."""
    if word.lower_ in lists().people:
        return "a:people"
    if word.lower_ in lists().eponyms:
        return "a:eponym"
    if word.lemma_.lower() in lists().speech:
        return "a:speech" if is_wide(name) else "a:speech-name"
    if word.is_punct:
        return "a:punct"
    classes = {"VERB": "a:verb", "AUX": "a:verb", "NOUN": "a:noun", "ADJ": "a:noun", "ADP": "a:prep", "CCONJ": "a:and"}
    return classes.get(word.pos_, "a:other")


def is_somebody(doc: Doc, name: Name) -> bool:
    """Whether "who" follows the name, and means its bearer rather than somebody from there."""
    on = name.end + (doc[name.end].text == ",")
    return on < len(doc) and doc[on].lower_ == "who" and not (name.start and doc[name.start - 1].pos_ == "ADP")


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
    if word is None or not word.text.islower() or word.pos_ not in {"VERB", "ADJ", "ADV", "NOUN"}:
        return "a:hyphen"
    return "a:based" if word.lower_ in SITED else "a:led"


def capital_after(doc: Doc, i: int) -> str:
    """The class of a word in capitals after the name; some words on it may show to be a body ("Essex Hill School")."""
    word = doc[i]
    lower = word.lower_.rstrip(".")
    if lower in lists().titles:
        return "a:title"
    for token in doc[i : i + BODY_WORDS]:
        lower = token.lower_.rstrip(".")
        if not is_capital(token) or token.is_sent_start:
            break
        if lower in lists().media:
            return "a:media"
        if lower in lists().nature:
            return "a:nature"
        if lower in lists().bodies or lists().level.get(lower) in FEATURES:
            return "a:body"
    return "a:capital" if word.pos_ == "PROPN" else "a:other"
