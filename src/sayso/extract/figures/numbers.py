"""The number grammar: how many, in words and digits, with ranges, vague numerals and qualifiers (see `numbers.toml`).

Pure: it reads a sequence of words and knows nothing of what is counted. Linear in the number of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sayso.rules import load_toml

DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{2,3})+|\d{1,9})(?:\.\d{1,3})?")
#: A range that the tokenizer leaves whole: "8–12".
WHOLE_RANGE = re.compile(r"(\d{1,7})[-–—](\d{1,7})")
YEAR = re.compile(r"1[89]\d\d|20\d\d")
DASHES = frozenset({"-", "–", "—", "to", "or"})
#: Before a number of money, or of a paragraph.
NOT_OF_PEOPLE = frozenset({"$", "€", "£", "¥", "₹", "rs", "rs.", "usd", "us$", "#", "no.", "article", "resolution"})
BEFORE_YEARS = frozenset({"in", "since", "of", "by", "during", "from", "until", "till", "to", "before", "after", ","})
#: The longest qualifier, in words.
LONGEST = 6


@dataclass(frozen=True, slots=True)
class Number:
    """Words [start, end) that say how many; `core` is the word that carries the count.

    A bound that is not given is None. `before` is set where the words tell of a change ("from 19 to 22"): the count
    that has been left.
    """

    start: int
    end: int
    core: int
    low: int | None
    high: int | None
    qualifier: str | None = None
    before: int | None = None


def find_numbers(words: Sequence[str]) -> Iterator[Number]:
    """Every number in a text of lower-case words that may count people, left to right; none overlaps another."""
    starters, leads, after = _starters(), _leads(), _after_leads()
    end = 0
    for i, word in enumerate(words):
        if i < end or (word not in starters and not word[:1].isdigit()):
            continue
        if word in leads and not (i + 1 < len(words) and (words[i + 1] in after or words[i + 1][:1].isdigit())):
            continue
        number = read_number(words, i)
        if number is not None:
            end = number.end
            if _counts_people(words, number):
                yield number


def read_number(words: Sequence[str], at: int) -> Number | None:
    """The number that begins at this word, its qualifiers on both sides taken in; None where none begins."""
    number = _range(words, at) or _value(words, at)
    return None if number is None else _qualified(words, _followed(words, number))


def _value(words: Sequence[str], i: int) -> Number | None:
    """One count: digits, numeral words, groups ("two dozen"), vague numerals ("tens of thousands")."""
    return _none(words, i) or _vague(words, i) or _digits(words, i) or _spelled(words, i)


def _none(words: Sequence[str], i: int) -> Number | None:
    for phrase in _nones().get(words[i], ()):
        if tuple(words[i : i + len(phrase)]) == phrase and not _qualifier_length(words, i):
            return Number(i, i + len(phrase), i + len(phrase) - 1, 0, 0)
    return None


def _vague(words: Sequence[str], i: int) -> Number | None:
    """"dozens", "tens of thousands", "several", "several hundred", "a few dozen", "a couple of hundred"."""
    if words[i] not in _vague_starters():
        return None
    article = words[i] in {"a", "quite"}
    for length in (3, 2, 1):
        phrase = " ".join(words[i : i + length])
        if phrase in _table("vague"):
            return _times(words, Number(i, i + length, i + length - 1, _table("vague")[phrase], None, phrase))
    first = i + article
    factor = _table("multipliers").get(_word(words, first))
    after = first + 1 + (_word(words, first + 1) == "of")
    size = _size(_word(words, after)) if factor else None
    if factor is None or size is None:
        return None
    return Number(i, after + 1, after, factor * size, None, " ".join(words[i : after + 1]))


def _times(words: Sequence[str], number: Number) -> Number:
    """Of "tens" in "tens of thousands", and of "several" in "several hundred", the whole."""
    more = number.end + (_word(words, number.end) == "of")
    word = _word(words, more)
    size = _size(word) or (_size(word.removesuffix("s")) if word.endswith("s") and more > number.end else None)
    if size is None or number.low is None:
        return number
    qualifier = " ".join(words[number.start : more + 1])
    return replace(number, end=more + 1, core=more, low=number.low * size, qualifier=qualifier)


def _digits(words: Sequence[str], i: int) -> Number | None:
    """"1,200", "2.5 million", "3 dozen", and a range that is one word."""
    whole = WHOLE_RANGE.fullmatch(words[i])
    if whole is not None and int(whole[1]) < int(whole[2]):
        return Number(i, i + 1, i, int(whole[1]), int(whole[2]))
    if DIGITS.fullmatch(words[i]) is None or (words[i][0] == "0" and words[i].isdigit()):
        return None
    value, end = float(words[i].replace(",", "")), i + 1
    while (scale := _table("scales").get(_word(words, end))) is not None and value * scale < 10**10:
        value, end = value * scale, end + 1
    group = _table("groups").get(_word(words, end))
    if group is not None:
        value, end = value * group, end + 1
    return Number(i, end, end - 1, round(value), round(value)) if value == round(value) else None


def _spelled(words: Sequence[str], i: int) -> Number | None:
    """"nineteen", "twenty-five", "two hundred and six", "a dozen", "half a dozen"."""
    start, half = i, words[i] == "half"
    i += half + (half and _word(words, i + 1) == "-")
    if _word(words, i) in {"a", "an"}:
        i += 1 + (_word(words, i + 1) == "-")
        size = _size(_word(words, i))
        return None if size is None else Number(start, i + 1, i, size // (2 if half else 1), size // (2 if half else 1))
    found = _below_hundred(words, i)
    if found is None or half:
        return None
    return _scaled(words, start, *found)


def _scaled(words: Sequence[str], start: int, value: int, end: int) -> Number:
    """A number in words with its hundreds, thousands and dozens: sums and products from left to right."""
    total = 0
    while True:
        joined = end + (_word(words, end) == "-")
        if value and (size := _size(_word(words, joined))) is not None and value * size < 10**10:
            value, end = value * size, joined + 1
            total, value = (total + value, 0) if size >= 1000 else (total, value)
            continue
        more = end + (_word(words, end) == "and" and end > start + 1)
        rest = _below_hundred(words, more) if end > start + 1 and value % 100 == 0 else None
        if rest is None:
            return Number(start, end, end - 1, total + value, total + value)
        value, end = value + rest[0], rest[1]


def _below_hundred(words: Sequence[str], i: int) -> tuple[int, int] | None:
    """Value and end of "seven", "twenty", "twenty-five", "twenty five"."""
    word = _word(words, i)
    if word in _table("units"):
        return _table("units")[word], i + 1
    tens = _table("tens").get(word)
    if tens is None:
        return None
    after = i + 1 + (_word(words, i + 1) == "-")
    unit = _table("units").get(_word(words, after), 0)
    return (tens + unit, after + 1) if 0 < unit < 10 else (tens, i + 1)


def _range(words: Sequence[str], i: int) -> Number | None:
    """"between 8 and 12", "from 8 to 12", "8 to 12", "8-12"; "one or two"."""
    lead, joints = {"between": (1, {"and", "to"}), "from": (1, {"to"})}.get(words[i], (0, DASHES))
    first = _value(words, i + lead) if i + lead < len(words) else None
    if first is None or first.high is None or first.high == 0 or _word(words, first.end) not in joints:
        return None
    second_at = first.end + 1
    second_at += _qualifier_length(words, second_at) if lead else 0
    second = _value(words, second_at) if second_at < len(words) else None
    if second is None or second.high is None or second.low is None:
        return None
    if words[i] == "from":
        return _change_or_range(i, first, second)
    if second.high <= first.high and lead == 0:
        return None
    low, high = sorted((first.high, second.high))
    return Number(i, second.end, second.core, low, high)


def _change_or_range(i: int, first: Number, second: Number) -> Number:
    """"from 8 to 12" after "ranging" is a range; elsewhere it may be one, too, or a change from 8: both are kept."""
    low, high = sorted((first.high or 0, second.high or 0))
    return Number(i, second.end, second.core, low, high, before=first.high)


def settled(words: Sequence[str], number: Number) -> Number:
    """Of a change ("from 19 to 22"), the count that holds now, in its own words; of any other number, itself."""
    if number.before is None:
        return number
    second = next(j for j in range(number.start, number.end) if words[j] == "to") + 1
    return read_number(words, second + _qualifier_length(words, second)) or number


def _followed(words: Sequence[str], number: Number) -> Number:
    """With the words after the number that open it on one side: "12 or more"."""
    for phrase, bound in _after().get(_word(words, number.end), ()):
        if tuple(words[number.end : number.end + len(phrase)]) == phrase:
            return replace(_bounded(number, bound, " ".join(phrase)), end=number.end + len(phrase))
    return number


def _qualified(words: Sequence[str], number: Number) -> Number:
    """With every qualifier before the number; "at least" and "up to" win over "about"."""
    while (length := _qualifier_before(words, number.start)) and number.high != 0:
        phrase = tuple(words[number.start - length : number.start])
        number = replace(_bounded(number, _qualifiers()[phrase], " ".join(phrase)), start=number.start - length)
    return number


def _bounded(number: Number, bound: str, qualifier: str) -> Number:
    if bound == "low":
        return replace(number, high=None, qualifier=qualifier)
    if bound == "high":
        return replace(number, low=None, qualifier=qualifier)
    return number if number.qualifier else replace(number, qualifier=qualifier)


def _qualifier_before(words: Sequence[str], end: int) -> int:
    """How many words before this one are a qualifier: the longest that there is, or 0."""
    known = _qualifiers()
    if end == 0 or words[end - 1] not in _last_of_qualifiers():
        return 0
    return next((n for n in range(min(LONGEST, end), 0, -1) if tuple(words[end - n : end]) in known), 0)


def _qualifier_length(words: Sequence[str], start: int) -> int:
    known = _qualifiers()
    return next((n for n in range(LONGEST, 0, -1) if tuple(words[start : start + n]) in known), 0)


def _counts_people(words: Sequence[str], number: Number) -> bool:
    """Not money, a share, a length of time, an age, a year or a size; not "72-hour"."""
    after, before = _word(words, number.end), _word(words, number.start - 1) if number.start else ""
    if before in NOT_OF_PEOPLE or after in _units() or (after in {".", ":"} and _word(words, number.end + 1).isdigit()):
        return False
    if after == "-" and not _word(words, number.end + 1)[:1].isdigit():
        return False
    bare_year = number.qualifier is None and YEAR.fullmatch(words[number.core]) is not None
    return not (bare_year and (before in BEFORE_YEARS or not after.isalpha()))


def _word(words: Sequence[str], i: int) -> str:
    return words[i] if 0 <= i < len(words) else ""


def _size(word: str) -> int | None:
    return _table("scales").get(word) or _table("groups").get(word)


def _table(name: str) -> dict[str, int]:
    table: dict[str, int] = _rules()[name]
    return table


@cache
def _rules() -> dict[str, Any]:
    return load_toml("numbers.toml")


@cache
def _nones() -> dict[str, list[tuple[str, ...]]]:
    """First word -> the phrases for nobody that begin with it, the longest first."""
    phrases = [tuple(p.replace("-", " - ").split()) for key in ("alone", "before_noun") for p in _rules()["none"][key]]
    return _by_first_word(sorted(phrases, key=len, reverse=True))


def _by_first_word(phrases: Iterable[tuple[str, ...]]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], []).append(phrase)
    return found


@cache
def _qualifiers() -> dict[tuple[str, ...], str]:
    return {tuple(p.split()): bound for bound, phrases in _rules()["before"].items() for p in phrases}


@cache
def _last_of_qualifiers() -> frozenset[str]:
    return frozenset(phrase[-1] for phrase in _qualifiers())


@cache
def _after() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word -> the phrases after a number that begin with it, and the bound that each sets."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for bound, phrases in _rules()["after"].items():
        for phrase in (tuple(p.split()) for p in phrases):
            found.setdefault(phrase[0], []).append((phrase, bound))
    return found


@cache
def _units() -> frozenset[str]:
    return frozenset(_rules()["not_people"]["units"])


@cache
def _starters() -> frozenset[str]:
    """The words with which a number may begin."""
    tables = [_table(name) for name in ("units", "tens", "vague", "multipliers")]
    plain = {phrase.split()[0] for table in tables for phrase in table}
    return frozenset(plain | set(_nones()) | _leads())


@cache
def _vague_starters() -> frozenset[str]:
    return frozenset(phrase.split()[0] for name in ("vague", "multipliers") for phrase in _table(name)) | {"a", "quite"}


@cache
def _leads() -> frozenset[str]:
    """Those of them that begin a number only where a word for a number follows."""
    return frozenset({"a", "an", "half", "between", "from", "quite"})


@cache
def _after_leads() -> frozenset[str]:
    tables = [_table(name) for name in ("units", "tens", "scales", "groups", "vague", "multipliers")]
    qualifiers = {word for phrase in _qualifiers() for word in phrase}
    return frozenset({word for table in tables for phrase in table for word in phrase.split()} | qualifiers | {"-"})
