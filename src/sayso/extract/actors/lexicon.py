"""What is known of actors before any text is read: countries, named actors, and the nouns for people and bodies."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from sayso.rules import load_rows, load_toml

#: What names are compared by: words and single signs, so that it does not matter how a tokenizer cuts "U.S.".
ATOM = re.compile(r"\w+|[^\w\s]")
Atoms = tuple[str, ...]
SHORTEST_ACRONYM = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name means. `use`: country, adjective, people, capital or metonym (of a government), or actor."""

    name: str
    use: str
    kind: str
    country: str | None = None
    for_: str | None = None
    exact: str | None = None
    #: An acronym that means other things, too; a name that bodies of many countries have.
    unsure: bool = False
    shared: bool = False
    since: str = ""
    until: str = ""

    def holds_on(self, day: str) -> bool:
        """Whether the row holds on this day (ISO)."""
        return self.since <= day and (not self.until or day <= self.until)


@dataclass(frozen=True, slots=True)
class Country:
    """A country as far as naming its government and bodies goes."""

    name: str
    iso3: str
    iso2: str
    adjective: str
    government: str


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun for a person, a body or a group. `sort`: role, body, group, organ; `of` is its class in roles.toml."""

    word: str
    sort: str
    of: str
    kind: str
    side: str
    stands_for: bool = False
    #: Counts only as the last word of a name ("Conference", "Legion"), and belongs to one country where it is a name.
    named: bool = False
    national: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held an office, from one day (ISO) to another, and the body that the office speaks for."""

    name: str
    role: str
    country: str | None
    of: str
    since: str
    until: str

    def holds_on(self, day: str) -> bool:
        """Whether the person was in office on this day (ISO)."""
        return self.since <= day and (not self.until or day <= self.until)


#: Stands where a phrase has none of the nouns.
NO_NOUN = Noun("", "", "", "unknown", "self")


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Lower case without accents, apostrophes made alike."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=100_000)
def atoms_of(text: str) -> Atoms:
    """The atoms of a word or a name, folded."""
    return (fold(text),) if text.isalnum() else tuple(fold(atom) for atom in ATOM.findall(text))


def initials_of(name: str) -> str:
    """The initials of a name of three words or more ("NOC" of "National Oil Corporation"), else nothing."""
    letters = "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())
    return letters if len(letters) >= SHORTEST_ACRONYM else ""


def cells(text: str) -> list[str]:
    """The names in a cell."""
    return [part.strip() for part in text.split("|") if part.strip()]


@cache
def words(name: str) -> frozenset[str]:
    """A list of roles.toml as a set."""
    return frozenset(load_toml("roles.toml")[name])


@cache
def countries() -> dict[str, Country]:
    """The countries by ISO3 code."""
    return {country.iso3: country for country in map(_country, load_rows("countries.csv"))}


@cache
def iso3_of(iso2: str) -> str | None:
    """The three-letter code of a two-letter one."""
    return next((c.iso3 for c in countries().values() if c.iso2 == iso2), None)


def _country(row: dict[str, str]) -> Country:
    adjective = next(iter(cells(row["adjectives"])), row["name"])
    return Country(row["name"], row["iso3"], row["iso2"], adjective, row["government"] or f"{adjective} government")


@cache
def names() -> dict[str, dict[str, list[tuple[Atoms, Entry]]]]:
    """Every known name by its first atom and its second ("" where it has none), the longest first."""
    table: dict[str, dict[str, list[tuple[Atoms, Entry]]]] = {}
    for text, entry in [*_country_names(), *_actor_names()]:
        atoms = atoms_of(text)
        second = atoms[1] if len(atoms) > 1 else ""
        table.setdefault(atoms[0], {}).setdefault(second, []).append((atoms, entry))
    for seconds in table.values():
        for found in seconds.values():
            found.sort(key=lambda pair: -len(pair[0]))
    return table


def named(text: str) -> list[Entry]:
    """What a whole name may mean."""
    atoms = atoms_of(text)
    rows = names().get(atoms[0], {}).get(atoms[1] if len(atoms) > 1 else "", ()) if atoms else ()
    return [entry for found, entry in rows if found == atoms]


@cache
def called_by() -> dict[str, frozenset[str]]:
    """The common nouns in the names of each actor of the table: by these it is told of again ("the agency")."""
    found: dict[str, set[str]] = {}
    for text, entry in _actor_names():
        parts = text.lower().replace("-", " ").split()
        found.setdefault(entry.name, set()).update(part for part in parts if part in nouns())
    return {name: frozenset(parts) for name, parts in found.items()}


@cache
def stems() -> dict[Atoms, Entry]:
    """Armed groups by their names without the last word: "Rapid Support militia" means the Rapid Support Forces."""
    found: dict[Atoms, Entry] = {}
    for text, entry in _actor_names():
        stem = atoms_of(text)[:-1]
        if entry.kind == "armed_group" and len(stem) > 1 and " " in text:
            found.setdefault(stem, entry)
    return found


def _country_names() -> list[tuple[str, Entry]]:
    found = []
    for row in load_rows("countries.csv"):
        uses = {
            "country": [row["name"], *cells(row["names"])],
            "adjective": cells(row["adjectives"]),
            "people": cells(row["people"]),
            "capital": cells(row["capitals"]),
            "metonym": cells(row["metonyms"]),
        }
        pairs = ((text, use) for use, texts in uses.items() for text in texts)
        found += [(text, Entry(row["name"], use, "government", row["iso3"], exact=_exact(text))) for text, use in pairs]
    return found


@cache
def _actor_names() -> list[tuple[str, Entry]]:
    found = []
    for row in load_rows("actors.csv"):
        texts = [row["name"], *cells(row["aliases"]), *cells(row["acronyms"])]
        short = len(texts) - len(cells(row["acronyms"]))
        for nth, text in enumerate(texts):
            bare, marked = text.rstrip("?"), text.endswith("?")
            entry = Entry(
                row["name"].rstrip("?"), "actor", row["kind"], row["country"] or None, row["for"] or None,
                _exact(bare), marked and nth >= short, marked and nth < short, row["since"], row["until"],
            )  # fmt: skip
            found.append((bare, entry))
    return found


def _exact(text: str) -> str | None:
    """A short name in capitals is matched in this case only ("US" is not "us")."""
    return text if text.isupper() and len(text) <= 8 else None


@cache
def holders() -> dict[str, list[Holder]]:
    """Those in office, by their names and the single names that mean them alone, folded."""
    table: dict[str, list[Holder]] = {}
    for row in load_rows("officeholders.csv"):
        holder = Holder(row["name"], row["role"], row["country"] or None, row["of"], row["since"], row["until"])
        for text in [row["name"], *cells(row["aliases"])]:
            table.setdefault(fold(text), []).append(holder)
    return table


@cache
def nouns() -> dict[str, Noun]:
    """The nouns for persons, bodies and groups by their words; of two classes the first that names a word wins."""
    table: dict[str, Noun] = {}
    data = load_toml("roles.toml")
    for sort, plural in (("role", "roles"), ("body", "bodies"), ("group", "groups")):
        for of, group in data[plural].items():
            for word in group["words"]:
                table.setdefault(word.replace("’", "'"), _noun(word, sort, of, group))
    for of, group in data["bodies"].items():
        for word in group.get("named", ()):
            table.setdefault(word, replace(_noun(word, "body", of, group), named=True))
    return table


def _noun(word: str, sort: str, of: str, group: dict[str, Any]) -> Noun:
    kind = group.get("kind", "person")
    side = group.get("side", "government" if of == "organs" else "self")
    flags = bool(group.get("stands_for")), False, bool(group.get("national"))
    return Noun(word, "organ" if of == "organs" else sort, of, kind, side, *flags)


@cache
def called_so() -> dict[str, frozenset[str]]:
    """The kinds of bodies that a noun may take up, though it was not used of them before: "the bloc"."""
    table = load_toml("roles.toml")["called_so"]
    return {word: frozenset(kinds.split()) for kinds, group in table.items() for word in group.split()}


@cache
def families() -> dict[str, str]:
    """The family of nouns for bodies: what is called by one of a family is taken up by no noun of another."""
    return {word: family for family, group in load_toml("roles.toml")["families"].items() for word in group}


def task_of(name: str) -> frozenset[str]:
    """What a ministry is for, in words that "Ministry of Defence" and "Defense Ministry" share."""
    low = name.lower().replace("’s", "").replace("'s", "").split()
    if "office" in low and "foreign" in low:
        return frozenset({"foreign"})
    same = load_toml("roles.toml")["same_task"]
    return frozenset(same.get(word, word) for word in low if word not in words("task_stop"))


@cache
def abbreviations() -> dict[str, Noun]:
    """The nouns that a title in capital letters stands for: "SP", "PM"."""
    return {short: nouns()[word] for short, word in load_toml("roles.toml")["abbreviations"].items()}


@cache
def longest_noun() -> int:
    """How many words the longest noun has."""
    return max(len(word.split()) for word in nouns())
