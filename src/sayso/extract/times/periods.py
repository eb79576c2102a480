"""Months, seasons, years and longer: "last November", "mid-December", "the summer of 2014", "the third quarter", "the 1990s"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sayso.extract.times.calendar import SEASON_STARTS, interval, season_value, value_of
from sayso.extract.times.days import MONTHS, choose, looks_ahead, number_of, read_moment
from sayso.extract.times.grammar import Match
from sayso.extract.times.story import Story
from sayso.extract.times.words import Lexeme

#: A year without a word that makes it one has to lie here.
PLAIN_YEARS = range(1900, 2100)
BEFORE_A_YEAR = frozenset({"in", "since", "of", "until", "till", "by", "from", "during", "after", "before", "between", "circa", "through"})
#: Words before four figures that count something.
BEFORE_A_NUMBER = frozenset({"$", "€", "£", "#", "№", "about", "some", "nearly", "than", "least", "around", "almost", "over", "approximately",
                             "roughly", "up", "only", "no"})  # fmt: skip
#: Words that make a month's name with no day or year a month: "May" and "March" are other words, too, "April" and "June" people.
BEFORE_A_MONTH = BEFORE_A_YEAR | {"to", "and", "for", "on", "throughout", "or", "around", "about"}
#: March, April, May and June, and the abbreviations.
OTHER_WORDS = (3, 4, 5, 6)
QUARTERS = {"Q": 4, "H": 2}


def read_month(match: Match, story: Story) -> str | None:
    """A month, its year given, named ("of last year") or by tense."""
    month = match.find(*MONTHS)
    assert month is not None
    if len(match.lexemes) == 1 and not _is_month(match):
        return None
    if match.lexemes[0].value == "the" and (unit := match.find("long_unit")) is not None and unit.value != "M":
        return None
    year = _year_of(match, story)
    if year is not None:
        return f"{year:04}-{month.value:02}"
    return f"XXXX-{month.value:02}" if story.published is None else _month_by_tense(match, month.value, story)


def _is_month(match: Match) -> bool:
    """Whether a bare month's name is the month."""
    month, before = match.lexemes[0], match.before.value if match.before is not None else ""
    if before in BEFORE_A_YEAR:
        return True
    if match.after is not None and match.after.text[0].isupper() and match.after.kind == "":
        return False
    return before in BEFORE_A_MONTH or not (month.kind == "month_short" or month.value in OTHER_WORDS)


def _year_of(match: Match, story: Story) -> int | None:
    """The year that is written, or that "of last year" means."""
    year = match.find("year4")
    if year is not None:
        return int(year.value)
    if (short := match.find("shortyear")) is not None:
        return _long_year(short.text)
    if (spelled := spelled_year(match)) is not None:
        return spelled
    which = match.find("last", "next", "this")
    has_year = any(lexeme.kind == "long_unit" and lexeme.value == "Y" for lexeme in match.lexemes)
    if not has_year or which is None or story.published is None:
        return None
    return story.published.year + int(which.value)


def _long_year(short: str) -> int:
    """ '94 is 1994, '14 is 2014."""
    number = int(short[-2:])
    return number + (2000 if number < 50 else 1900)


def spelled_year(match: Match) -> int | None:
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


def _month_by_tense(match: Match, month: int, story: Story) -> str:
    published = story.published
    assert published is not None
    here = published.replace(day=1)
    years = [date(published.year + n, month, 1) for n in (-1, 0, 1)]
    which = match.find("last", "past", "next", "this")
    if which is not None and which.kind in {"last", "past"}:
        return value_of(max(day for day in years if day < here), "M")
    if which is not None and which.kind == "next":
        return value_of(min(day for day in years if day > here), "M")
    if which is not None or month == published.month:
        return value_of(years[1], "M")
    return value_of(choose(years, match, story), "M")


def read_season(match: Match, story: Story) -> str | None:
    """A season; a winter bears the year in which it begins."""
    season, year = match.find("season"), _year_of(match, story)
    assert season is not None
    which = match.find("last", "past", "next", "this", "same", "previous", "following")
    if year is not None:
        return f"{year:04}-{season.value}"
    if which is None and (match.before is None or match.before.value not in BEFORE_A_MONTH):
        return None
    if season.text.lower() in {"fall", "spring"} and which is None and not match.has("the"):
        return None
    return f"XXXX-{season.value}" if story.published is None else _season_by_tense(match, season.value, story.published, story)


def _season_by_tense(match: Match, season: str, published: date, story: Story) -> str:
    starts = [date(published.year + n, SEASON_STARTS[season], 1) for n in (-2, -1, 0, 1)]
    begun = [day for day in starts if day <= published]
    is_now = season_value(begun[-1]) == season_value(published)
    match match.find("last", "next", "this"):
        case Lexeme(kind="next"):
            return season_value(min(day for day in starts if day > published))
        case Lexeme(kind="this") if not is_now:
            return season_value(date(published.year, SEASON_STARTS[season], 1))
        case Lexeme(kind="last") if is_now:
            return season_value(begun[-2])
        case None if not is_now and looks_ahead(match, story):
            return season_value(min(day for day in starts if day > published))
    return season_value(begun[-1])


def read_year(match: Match, story: Story) -> str | None:
    """A year, where it is not a number of something."""
    before = match.before.value or match.before.text if match.before is not None else ""
    if match.find("shortyear") is not None:
        return f"{_year_of(match, story):04}" if before in BEFORE_A_YEAR else None
    year, unit = match.find("year4"), match.find("long_unit")
    if year is None:
        spelled = spelled_year(match) if before in BEFORE_A_YEAR or unit is not None else None
        return f"{spelled:04}" if spelled else None
    if unit is not None and unit.value != "Y":
        return None
    if len(match.lexemes) > 1 or before in BEFORE_A_YEAR and year.value in PLAIN_YEARS:
        return f"{year.value:04}"
    in_brackets = before == "(" and match.after is not None and match.after.kind in {"close", "dash", "comma"}
    if year.value not in PLAIN_YEARS and before not in BEFORE_A_YEAR and not in_brackets:
        return None
    return None if _is_number(match, story) else f"{year.value:04}"


def _is_number(match: Match, story: Story) -> bool:
    """Whether four figures count something ("2000 people", "about 1950 tonnes") or belong to a name ("World Cup 2026")."""
    if match.before is not None:
        if match.before.text in BEFORE_A_NUMBER or match.before.value in BEFORE_A_NUMBER:
            return True
        if match.before.kind == "" and match.before.text[0].isupper() and match.before.value not in BEFORE_A_YEAR | {"the"}:
            return True
    token = story.words(match.start, match.end)[0]
    counts = token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_ == "NNS"
    return counts and not any(child.lower_ == "the" for child in token.head.children)


def read_decade(match: Match, story: Story) -> str | None:  # noqa: ARG001
    """ "the 1990s", "the late '80s"."""
    decade = match.find("decade")
    assert decade is not None
    digits = "".join(filter(str.isdigit, decade.text))
    if len(digits) == 2:
        if not match.has("the"):
            return None
        digits = ("20" if digits < "30" else "19") + digits
    return digits[:3]


def read_century(match: Match, story: Story) -> str | None:  # noqa: ARG001
    """ "the 19th century"."""
    unit, number = match.find("long_unit"), match.find("ord", "ordword")
    if unit is None or unit.value != "CE" or number is None:
        return None
    return f"{number_of(number) - 1:02}" if 1 <= number_of(number) <= 30 else None


def read_quarter(match: Match, story: Story) -> str | None:
    """A quarter or half of a year: "the third quarter", "the first half of 2025", "the year-ago quarter"."""
    letter = "H" if match.find("half") else "Q"
    named = [lexeme.value for lexeme in match.lexemes if lexeme.kind == "long_unit"]
    if match.find("ago", "earlier") is not None:
        return _year_before(story) if named[0] == "Y" else None
    if letter == "Q" and "Q" not in named or letter == "H" and len(match.lexemes) < 4:
        return None
    number = match.find("ordword", "second")
    count = number.value if number is not None else QUARTERS[letter]
    if not 1 <= count <= QUARTERS[letter]:
        return None
    year = _year_of(match, story)
    if year is None and story.published is not None:
        begun = date(story.published.year, (count - 1) * 12 // QUARTERS[letter] + 1, 1)
        year = begun.year - (begun > story.published and not looks_ahead(match, story))
    return f"{year:04}-{letter}{count}" if year is not None else f"XXXX-{letter}{count}"


def _year_before(story: Story) -> str | None:
    """The same period of the year before the last one named."""
    if story.period is None:
        return None
    value = story.period[0]
    return f"{int(value[:4]) - 1:04}{value[4:7]}" if value[:4].isdigit() else None


def read_week_of(match: Match, story: Story) -> str | None:
    """ "the first week of October": as weeks are numbered, the one whose Thursday is the first of the month."""
    number, unit = match.lexemes[1], match.find("long_unit")
    if number is unit and unit.value == "W":
        day = read_moment(replace(match, lexemes=match.lexemes[3:]), story)
        days = interval(day)[0] if day else None
        return value_of(days[0], "W") if days else None
    month = read_month(replace(match, lexemes=match.lexemes[3:], before=match.lexemes[2]), story) if match.find(*MONTHS) else None
    covered = interval(month)[0] if month else None
    if covered is None or unit is None or unit.value != "W":
        return None
    if number.kind == "last":
        return value_of(covered[1] - timedelta(3), "W")
    count = number_of(number)
    return value_of(covered[0] + timedelta(7 * count - 4), "W") if 1 <= count <= 5 else None
