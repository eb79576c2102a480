"""Months, seasons, years and longer: "last November", "mid-December", "the summer of 2014", "the third quarter"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sayso.extract.times.calendar import SEASON_STARTS, interval, season_value, value_of
from sayso.extract.times.days import MONTHS, base_of_years, choose, looks_ahead, number_of, year_beside
from sayso.extract.times.grammar import Match
from sayso.extract.times.moments import read_moment
from sayso.extract.times.story import Story
from sayso.extract.times.words import Lexeme, around

#: A year without a word that makes it one has to lie here.
PLAIN_YEARS = range(1900, 2100)
#: March, April, May and June are other words, or names of people, too.
OTHER_WORDS = (3, 4, 5, 6)
QUARTERS = {"Q": 4, "H": 2}


def read_month(match: Match, story: Story) -> str | None:
    """A month, its year given, named ("of last year") or by tense."""
    month, unit = match.one(*MONTHS), match.find("long_unit")
    if len(match.lexemes) == 1 and not _is_month(match):
        return None
    if unit is not None and unit is match.lexemes[1] and unit.value != "M":  # "the week of May" is none
        return None
    year = _year_of(match, story)
    if year is not None:
        return f"{year:04}-{month.value:02}"
    base = base_of_years(story)
    return f"XXXX-{month.value:02}" if base is None else _month_by_tense(match, month.value, base, story)


def _is_month(match: Match) -> bool:
    """Whether a bare month's name is the month."""
    month, before, after = match.lexemes[0], match.before.value if match.before is not None else "", match.after
    if before in around("year"):
        return True
    if after is not None and after.kind == "" and after.text[0].isupper():
        return False
    return before in around("month") or not (month.kind == "month_short" or month.value in OTHER_WORDS)


def _year_of(match: Match, story: Story) -> int | None:
    """The year that is written, or that "of last year" means."""
    if (year := match.find("year4")) is not None:
        return int(year.value)
    if (short := match.find("shortyear")) is not None:
        number = int(short.text[-2:])
        return number + (2000 if number < 50 else 1900)
    if (spelled := _spelled_year(match)) is not None:
        return spelled
    return year_beside(match, story)


def _spelled_year(match: Match) -> int | None:
    """ "nineteen ninety-six", "two thousand and three"."""
    words = [lexeme for lexeme in match.lexemes if lexeme.kind in {"numword", "hundred"}]
    if len(words) < 2:
        return None
    first, second, rest = words[0].value, words[1].value, sum(word.value for word in words[2:])
    if words[1].kind == "hundred":
        year = first * second + rest
    else:
        year = first * 100 + second + rest if second >= 10 and first in {17, 18, 19, 20} else 0
    return year if year in range(1000, 2100) else None


def _month_by_tense(match: Match, month: int, base: date, story: Story) -> str:
    here = base.replace(day=1)
    years = [date(base.year + n, month, 1) for n in (-1, 0, 1)]
    which = match.find("last", "past", "next", "this")
    if which is not None and which.kind in {"last", "past"}:
        return value_of(max(day for day in years if day < here), "M")
    if which is not None and which.kind == "next":
        return value_of(min(day for day in years if day > here), "M")
    if which is not None or month == base.month:
        return value_of(years[1], "M")
    return value_of(choose(years, base, match, story), "M")


def read_season(match: Match, story: Story) -> str | None:
    """A season; a winter bears the year in which it begins."""
    season, year = match.one("season"), _year_of(match, story)
    if year is not None:
        return f"{year:04}-{season.value}"
    which = match.find("last", "past", "next", "this", "same", "previous", "following")
    before = match.before.value if match.before is not None else ""
    if which is None and before not in around("year") | around("month"):
        return None
    if season.text.lower() in {"fall", "spring"} and which is None and not match.has("the"):
        return None
    base = base_of_years(story)
    return f"XXXX-{season.value}" if base is None else _season_by_tense(match, season.value, base, story)


def _season_by_tense(match: Match, season: str, base: date, story: Story) -> str:
    starts = [date(base.year + n, SEASON_STARTS[season], 1) for n in (-2, -1, 0, 1)]
    begun = [day for day in starts if day <= base]
    is_now = season_value(begun[-1]) == season_value(base)
    match match.find("last", "next", "this"):
        case Lexeme(kind="next"):
            return season_value(min(day for day in starts if day > base))
        case Lexeme(kind="this") if not is_now:
            return season_value(date(base.year, SEASON_STARTS[season], 1))
        case Lexeme(kind="last") if is_now:
            return season_value(begun[-2])
        case None if not is_now and looks_ahead(match, story):
            return season_value(min(day for day in starts if day > base))
    return season_value(begun[-1])


def read_year(match: Match, story: Story) -> str | None:
    """A year, where it is not a number of something."""
    before = (match.before.value or match.before.text) if match.before is not None else ""
    year, unit = match.find("year4"), match.find("long_unit")
    if unit is not None and unit.value != "Y":
        return None
    if year is None:
        found = _year_of(match, story) if before in around("year") or unit is not None else None
        return f"{found:04}" if found is not None else None
    is_plain = year.value in PLAIN_YEARS
    if len(match.lexemes) > 1 or (before in around("year") and is_plain):
        return f"{year.value:04}"
    in_brackets = before == "(" and match.after is not None and match.after.kind in {"close", "dash", "comma"}
    if not is_plain and before not in around("year") and not in_brackets:
        return None
    return None if _is_number(match, story) else f"{year.value:04}"


def _is_number(match: Match, story: Story) -> bool:
    """Whether four figures count something ("2000 people", "about 1950 tonnes") or are part of a name ("Expo 2026")."""
    before = match.before
    if before is not None:
        if before.text in around("number") or before.value in around("number"):
            return True
        if before.kind == "" and before.text[0].isupper() and before.value not in around("year") | {"the"}:
            return True
    token = story.words(match.start, match.end)[0]
    counts = token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_ == "NNS"
    return counts and not any(child.lower_ == "the" for child in token.head.children)


def read_decade(match: Match, story: Story) -> str | None:  # noqa: ARG001
    """ "the 1990s", "the late '80s"."""
    if (spelled := match.find("decadeword")) is not None:
        return f"19{spelled.value}"
    digits = "".join(filter(str.isdigit, match.one("decade").text))
    if len(digits) == 2:
        if not match.has("the"):
            return None
        digits = ("20" if digits < "30" else "19") + digits
    return digits[:3]


def read_century(match: Match, story: Story) -> str | None:  # noqa: ARG001
    """ "the 19th century"."""
    unit, number = match.one("long_unit"), number_of(match.one("ord", "ordword"))
    return f"{number - 1:02}" if unit.value == "CE" and 1 <= number <= 30 else None


def read_quarter(match: Match, story: Story) -> str | None:
    """A quarter or half of a year: "the third quarter", "the first half of 2025", "the year-ago quarter"."""
    if (short := match.find("quarter")) is not None:
        return _short_quarter(short.text, match, story)
    letter = "H" if match.find("half") else "Q"
    units = [lexeme.value for lexeme in match.lexemes if lexeme.kind == "long_unit"]
    number = match.find("ordword", "second")
    if match.find("ago", "earlier") is not None and number is None:
        return _year_before(match, story) if units[0] == "Y" else None
    if match.lexemes[1].kind == "year4" and number is None:  # "the 2024 quarter", "the 2024 period"
        return _same_in(match.lexemes[1].value, match, story) if units in ([], ["Q"]) else None
    if (letter == "Q" and "Q" not in units) or (letter == "H" and len(match.lexemes) < 4):
        return None
    count = number.value if number is not None else QUARTERS[letter]
    if not 1 <= count <= QUARTERS[letter]:
        return None
    year = _year_of(match, story)
    if match.find("ago", "earlier") is not None and story.published is not None:
        year = story.published.year - 1
    if year is None and story.published is not None:
        begun = date(story.published.year, (count - 1) * 12 // QUARTERS[letter] + 1, 1)
        year = begun.year - (begun > story.published and not looks_ahead(match, story))
    return f"{year:04}-{letter}{count}" if year is not None else f"XXXX-{letter}{count}"


def _same_in(year: int, match: Match, story: Story) -> str:
    """The quarter that was named last, of another year; else that year."""
    quarter = story.quarter(match)
    return f"{year:04}{quarter[4:]}" if quarter is not None else f"{year:04}"


def _short_quarter(text: str, match: Match, story: Story) -> str | None:
    """ "Q3", "H1 2025"."""
    year = _year_of(match, story)
    if year is None and (text[0] == "H" or story.published is None):
        return None
    return f"{year or (story.published.year if story.published else 0):04}-{text.upper()}"


def _year_before(match: Match, story: Story) -> str | None:
    """The same period of the year before the last one named."""
    value = story.quarter(match) or (story.period[0] if story.period is not None else "")
    return f"{int(value[:4]) - 1:04}{value[4:7]}" if value[:4].isdigit() else None


def read_week_of(match: Match, story: Story) -> str | None:
    """ "the week of March 6"; "the first week of October": as weeks are numbered, that of its first Thursday."""
    number, unit = match.lexemes[1], match.one("long_unit")
    if unit.value != "W":
        return None
    rest = replace(match, lexemes=match.lexemes[3:], before=match.lexemes[2])
    if number is unit:
        covered = interval(read_moment(rest, story) or "")[0]
        return value_of(covered[0], "W") if covered else None
    rest = replace(match, lexemes=match.lexemes[4:], before=match.lexemes[3])
    covered = interval(read_month(rest, story) or "")[0]
    if covered is None:
        return None
    if number.kind == "last":
        return value_of(covered[1] - timedelta(3), "W")
    count = number_of(number)
    return value_of(covered[0] + timedelta(7 * count - 4), "W") if 1 <= count <= 5 else None
