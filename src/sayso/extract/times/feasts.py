"""Feasts: Christmas, New Year's Eve, Easter, Ramadan, Eid al-Fitr, Passover, Nowruz, Diwali, the Lunar New Year."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from sayso.extract.times import moons
from sayso.extract.times.days import UNKNOWN_DAY, base_of_years, choose
from sayso.extract.times.grammar import Match
from sayso.extract.times.story import Story
from sayso.extract.times.words import Lexeme
from sayso.rules import load_toml

WHICH = frozenset({"last", "next", "this"})
#: What may follow the name of a feast.
AFTER_NAME = WHICH | {"year4", "comma", "part"}
#: First and last day of a feast.
Feast = tuple[date, date]
BY_YEAR: dict[str, Callable[[int], list[date]]] = {
    "easter": lambda year: [moons.easter(year)],
    "orthodox": lambda year: [moons.orthodox_easter(year)],
    "lunar": moons.lunar_new_year,
    "nowruz": moons.nowruz,
    "diwali": moons.diwali,
}


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = load_toml("feasts.toml")["names"]
    return names


def read_feast(match: Match, story: Story) -> str | None:
    """The feast of the year that is written, or that the tense asks for; of an eve, the day before."""
    name, part = _named(match.lexemes), match.find("part")
    rule = _rule(name)
    if rule is None:
        return None
    is_eve = name.endswith(" eve") and name not in _names()
    base, year = base_of_years(story), _year(match, story)
    if base is None and year is None:
        return f"XXXX-{rule}" if re.fullmatch(r"\d\d-\d\d", rule) and not is_eve else UNKNOWN_DAY
    years = [year] if base is None or year is not None else [base.year + n for n in (-1, 0, 1)]
    feasts = [feast for n in years if n is not None for feast in days_of(rule, n)]
    if not feasts:
        return None
    first, last = feasts[0] if base is None or year is not None else _chosen(feasts, base, match, story)
    if is_eve:
        first = last = first - timedelta(1)
    value = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    return f"{value}{part.value}" if part is not None else value


def is_lunar(match: Match) -> bool:
    """Whether the feast goes by the sight of the moon."""
    return match.read == "feast" and (_rule(_named(match.lexemes)) or "").startswith("islamic")


def _named(lexemes: tuple[Lexeme, ...]) -> str:
    """The words as `feasts.toml` writes them, up to a part of the day and the year."""
    words: list[str] = []
    for lexeme in lexemes[lexemes[0].kind == "last" :]:
        if lexeme.kind in AFTER_NAME or lexeme.value == "of":
            break
        words += [] if lexeme.kind == "dash" else [lexeme.text.lower().replace("’", "'")]
    return " ".join(words)


def _rule(name: str) -> str | None:
    """When the feast with this name is, or None."""
    return _names().get(name) or _names().get(name.removesuffix(" day").removesuffix(" eve"))


def _year(match: Match, story: Story) -> int | None:
    """The year that is written, or that "of last year" means."""
    if (year := match.find("year4")) is not None:
        return int(year.value)
    which = next((lexeme for lexeme in match.lexemes[1:] if lexeme.kind in WHICH), None)
    return story.published.year + int(which.value) if which is not None and story.published is not None else None


def _chosen(feasts: list[Feast], base: date, match: Match, story: Story) -> Feast:
    """Of the same feast in several years the one that tense and distance ask for; while it lasts, this one."""
    if match.find("last") is not None:
        return max(feast for feast in feasts if feast[1] < base)
    running = next((feast for feast in feasts if feast[0] <= base <= feast[1]), None)
    if running is not None:
        return running
    day = choose([first for first, _ in feasts], base, match, story)
    return next(feast for feast in feasts if feast[0] == day)


def days_of(rule: str, year: int) -> list[Feast]:
    """When a feast is in a year: once, or, by the Islamic year, twice or not at all."""
    kind, _, what = rule.partition(" ")
    if kind == "islamic":
        month, _, day = what.partition("-")
        firsts = moons.islamic(year, int(month), int(day or 1))
        return [(first, first if day else moons.month_end(first)) for first in firsts]
    if kind == "jewish":
        days = [moons.jewish_feasts(year)[what]]
    elif moving := re.fullmatch(r"([a-z]+)([+-]\d+)?", rule):
        days = [day + timedelta(int(moving[2] or 0)) for day in BY_YEAR[moving[1]](year)]
    else:
        days = [_fixed(rule, year)]
    return [(day, day) for day in days]


def _fixed(rule: str, year: int) -> date:
    """ "12-25", or "11-4-4": the fourth Thursday in November."""
    month, number, *weekday = map(int, rule.split("-"))
    if not weekday:
        return date(year, month, number)
    first = date(year, month, 1)
    return first + timedelta((weekday[0] - first.isoweekday()) % 7 + 7 * (number - 1))
