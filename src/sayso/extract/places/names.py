"""Finds spans that may name places: what the gazetteer knows, longest match first, over words that begin like names."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from sayso.extract.draft import Draft
from sayso.extract.places.lists import lists
from sayso.gazetteer import Entry, fold, gazetteer

#: The longest name in tokens ("Bosnia and Herzegovina" has three, "Port-au-Prince" five, "Deir ez-Zor" four).
LONGEST = 9
ARTICLES = frozenset({"al", "el", "ad", "ar", "as", "ash", "at", "an", "az", "es", "ed", "er", "ez"})
HYPHENS = frozenset({"-", "–", "‑"})
CLITICS = frozenset({"'s", "’s"})
CAPITAL_DISTRICT = frozenset({"D.C.", "D.C"})
JOINTS = HYPHENS | CLITICS | {","}


@dataclass(slots=True, eq=False)
class Name:
    """A span that may name a place, and what speaks for it."""

    span: Span
    key: str
    entries: tuple[Entry, ...]
    #: The level that the words around it state: "admin1", "admin2", "town", ... or None.
    level: str | None = None
    #: The name of the place around this one, where the words say so ("Tame, Arauca").
    inside: Name | None = None
    #: The name that the words put around this one, though the gazetteer knows no such place in it ("Foo, Ontario").
    claimed: Name | None = None
    #: The unit that the sentence opened with ("In Cauca, rebels attacked Argelia").
    scene: Name | None = None
    #: What speaks for and against it; see `evidence`.
    features: list[str] = field(default_factory=list)
    score: float = 0.0

    @property
    def start(self) -> int:
        """The index of the first token."""
        return self.span.start

    @property
    def end(self) -> int:
        """The index after the last token."""
        return self.span.end


def capitals(doc: Doc) -> list[int]:
    """The indices of the tokens that begin with a capital."""
    return [i for i, token in enumerate(doc) if token.text[0].isupper()]


def find_candidates(doc: Doc, draft: Draft, caps: list[int]) -> list[Name]:
    """Every longest span of the body, the datelines and page lines that the gazetteer knows, in order."""
    open_ = list(draft.body)
    for line in draft.lines:
        open_line(line, open_)
    found: list[Name] = []
    done = 0
    for i in caps:
        start = with_article(doc, i)
        if start < done or not open_[i] or (i and doc[i - 1].is_currency):
            continue
        name = candidate(doc, start) or (candidate(doc, i) if start < i else None)
        if name is not None:
            found.append(name)
            done = name.end
    return found


def open_line(line: Span, open_: list[bool]) -> None:
    """Open a dateline or page line, except what stands in brackets: the agency ("KABUL (Reuters) -")."""
    depth = 0
    for token in line:
        depth += (token.text == "(") - (token.text == ")")
        open_[token.i] = depth == 0


def is_capital(token: Token) -> bool:
    """Whether the token begins like a name."""
    return token.text[0].isupper()


def with_article(doc: Doc, i: int) -> int:
    """Where a name begins whose first capital this is: at the article hyphenated to it ("al-Tanf"), if there is one."""
    return i - 2 if i > 1 and doc[i - 1].text in HYPHENS and doc[i - 2].text in ARTICLES else i


def candidate(doc: Doc, start: int) -> Name | None:
    """The longest span from here that the gazetteer knows; without a generic word at its end ("Herat Province")."""
    state = abbreviation(doc, start)
    if state is not None:
        return state
    found: list[Name] = []
    for end in range(start + 1, min(len(doc), start + LONGEST) + 1):
        last = doc[end - 1]
        if last.is_space or (last.is_punct and not joins(doc, end - 1)):
            break
        span = doc[start:end]
        key = fold(span.text)
        entries = () if last.text in JOINTS else look_up(span, key)
        if entries:
            found.append(Name(span, key, entries))
        if not (gazetteer().begins(key) or (end < len(doc) and doc[end].text in CLITICS)):
            break
    while len(found) > 1 and is_wrapped(found[-1]) and found[-2].end == found[-1].end - 1:
        found.pop()
    return found[-1] if found else None


def is_wrapped(name: Name) -> bool:
    """Whether a generic word was added to the name of the place ("Herat Province"), not part of it ("Gaza City")."""
    return name.span[-1].lower_ in lists().level and not any(fold(entry.name) == name.key for entry in name.entries)


def abbreviation(doc: Doc, start: int) -> Name | None:
    """An abbreviated state after a comma, a bracket or a name: "Albany, Ga.", "Walker County (Ga.)"."""
    if start == 0 or not opens_state(doc[start - 1], "."):  # most names: no need to look closer
        return None
    for end in (start + 1, start + 2):
        span = doc[start:end]
        full = lists().abbreviations.get(span.text)
        if full is None or not opens_state(doc[start - 1], span.text):
            continue
        entries = tuple(e for e in gazetteer().find(full) if e.kind == "admin1" and e.country in {"US", "CA", "AU"})
        if entries:
            return Name(span, fold(full), entries, features=["t:abbreviation"])
    return None


def opens_state(before: Token, text: str) -> bool:
    """Whether an abbreviated state may follow: always after a comma or bracket; a postal code ("NV") only there."""
    return before.text in {",", "(", "-"} or (text.endswith(".") and is_capital(before))


def joins(doc: Doc, i: int) -> bool:
    """Whether this punctuation mark may stand inside a name: a hyphen, or the comma of "Washington, D.C."."""
    if doc[i].text in HYPHENS:
        return not doc[i].whitespace_
    return doc[i].text == "," and i + 1 < len(doc) and doc[i + 1].text in {"D.C.", "DC", "D.C"}


def look_up(span: Span, key: str) -> tuple[Entry, ...]:
    """The places of this name; none for stop words, and only our own ones for what ends in small letters."""
    stopped = key in lists().stop or (key in lists().level and not is_the(span))
    if span.text.endswith("-") or (span.text == "US" and is_shouted(span)):
        return ()
    if span.text in CAPITAL_DISTRICT:
        return gazetteer().find(key)
    if stopped or key in lists().level or (len(span) == 1 and is_short(span.text)):
        own = span.text in {"US", "U.S.", "U.S"} or (not stopped and (span.text.isupper() or key in lists().level))
        return tuple(entry for entry in gazetteer().find(key) if is_ours(entry)) if own else ()
    entries = gazetteer().find(key)
    if key in lists().common and not any(entry.main for entry in entries):
        return ()
    if key in gazetteer().adjectives and not is_leveled(span):
        return tuple(entry for entry in entries if is_ours(entry))
    if not is_capital(span[-1]) and not span[-1].is_digit:
        return tuple(entry for entry in entries if is_ours(entry))
    return entries


def is_the(span: Span) -> bool:
    """Whether the article stands before, and nothing in capitals after ("the Gulf")."""
    doc = span.doc
    return (
        span.start > 0
        and doc[span.start - 1].lower_ == "the"
        and not (span.end < len(doc) and is_capital(doc[span.end]))
    )


def is_leveled(span: Span) -> bool:
    """Whether a word for a level follows: "Somali region" is a place, "Somali troops" are none."""
    return span.end < len(span.doc) and span.doc[span.end].lower_ in lists().level


def is_shouted(span: Span) -> bool:
    """Whether the words on both sides are in capitals too, and "US" may be "us"; "THE US" is not."""
    beside = [span.doc[i] for i in (span.start - 1, span.end) if 0 <= i < len(span.doc)]
    return len(beside) == 2 and beside[0].text != "THE" and all(t.text.isupper() or t.is_punct for t in beside)


def is_short(text: str) -> bool:
    """Whether a word is too short to be a name by itself, or is an acronym."""
    return len(text) < 2 or (text.isupper() and len(text) < 4) or (len(text) == 2 and text.endswith("."))


def is_ours(entry: Entry) -> bool:
    """Whether the place is a country or of our own table."""
    return entry.kind == "country" or entry.ref.startswith("sayso:")


def is_wide(name: Name) -> bool:
    """Whether a country, a capital, a region of our own table or a great city or province bears the name."""
    return any(
        entry.kind == "country" or entry.is_own_region or (entry.main and (entry.size >= 6 or is_seat(entry)))
        for entry in name.entries
    )


def is_seat(entry: Entry) -> bool:
    """Whether it is a country's capital, which stands for its country as often as for itself."""
    country = gazetteer().countries.get(entry.country or "")
    return entry.kind == "town" and country is not None and entry.name == country.capital
