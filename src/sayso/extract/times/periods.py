"""Weeks, months, seasons, years and longer: "this week", "last November", "mid-December", "the third quarter", "the 1990s"."""

from __future__ import annotations

from datetime import date, timedelta

from sayso.extract.times.calendar import SEASON_STARTS, interval, season_value, shift, value_of
from sayso.extract.times.days import MONTHS, STORY, choose
from sayso.extract.times.grammar import Match
from sayso.extract.times.story import Story, lies_ahead

#: A year without a word that makes it one has to lie here.
PLAIN_YEARS = range(1900, 2100)
BEFORE_A_YEAR = frozenset({"in", "since", "of", "until", "till", "by", "from", "during", "after", "before", "to", "and", "between",
                           "circa", "through", "for", "the", "around", "(", "-", "–"})  # fmt: skip
UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "2W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX",
           "DE": "XXX", "CE": "XX"}  # fmt: skip
#: Words that make a month's name with no day or year a month: "May" and "March" are other words, too, "April" and "June" people.
BEFORE_A_MONTH = frozenset({"in", "since", "of", "until", "till", "by", "from", "during", "after", "before", "to", "and", "between",
                            "through", "for", "on", "throughout", "or", "around", "about"})  # fmt: skip


def read_month(match: Match, story: Story) -> str | None:
    """A month, its year given, named ("of last year") or by tense."""
    month = match.find(*MONTHS)
    assert month is not None
    if len(match.lexemes) == 1 and not _is_month(match):
        return None
    year = _year_of(match, story)
    if year is None and story.published is None:
        return f"XXXX-{month.value:02}"
    return f"{year:04}-{month.value:02}" if year is not None else _month_by_tense(match, month.value, story)


def _is_month(match: Match) -> bool:
    """Whether a bare month's name is the month."""
    month = match.lexemes[0]
    if match.before is not None and match.before.value in BEFORE_A_MONTH:
        return True
    if month.kind == "month_short" or month.value in {3, 4, 5, 6}:
        return False
    return match.after is None or not (match.after.text[0].isupper() and match.after.kind == "")


def _year_of(match: Match, story: Story) -> int | None:
    """The year that is written, or that "of last year" means."""
    year, unit = match.find("year4"), match.find("long_unit")
    if year is not None:
        return int(year.value)
    which = match.find("last", "past", "next", "this")
    if unit is None or unit.value != "Y" or which is None or story.published is None:
        return None
    return story.published.year + int(which.value)


def _month_by_tense(match: Match, month: int, story: Story) -> str:
    published = story.published
    assert published is not None
    which = match.find("last", "past", "next", "this", "following", "previous", "same")
    here = published.replace(day=1)
    years = [date(published.year + n, month, 1) for n in (-1, 0, 1)]
    if which is not None and which.kind in {"last", "past"}:
        return value_of(max(day for day in years if day < here), "M")
    if which is not None and which.kind == "next":
        return value_of(min(day for day in years if day > here), "M")
    if which is not None and which.kind == "this":
        return value_of(years[1], "M")
    if month == published.month:
        return value_of(here, "M")
    found = choose(years, match, story)
    assert found is not None
    return value_of(found, "M")


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
    if story.published is None:
        return f"XXXX-{season.value}"
    return _season_by_tense(match, season.value, story.published, story)


def _season_by_tense(match: Match, season: str, published: date, story: Story) -> str:
    starts = [date(published.year + n, SEASON_STARTS[season], 1) for n in (-2, -1, 0, 1)]
    now = season_value(published)
    which = match.find("last", "past", "next", "this")
    if which is not None and which.kind == "next" or which is None and lies_ahead(story.words(match.start, match.end)):
        return season_value(min(day for day in starts if day > published))
    begun = [day for day in starts if day <= published]
    if which is not None and which.kind == "this" and season_value(begun[-1]) != now:
        return season_value(date(published.year, SEASON_STARTS[season], 1))
    if which is not None and which.kind in {"last", "past"} and season_value(begun[-1]) == now:
        return season_value(begun[-2])
    return season_value(begun[-1])


def read_year(match: Match, story: Story) -> str | None:
    """A year, where it is not a number of something."""
    year = match.find("year4")
    assert year is not None
    unit = match.find("long_unit")
    if unit is not None and unit.value != "Y":
        return None
    if len(match.lexemes) > 1:
        return f"{year.value:04}"
    before = match.before.value if match.before is not None and match.before.value else match.before and match.before.text
    if year.value not in PLAIN_YEARS and before not in BEFORE_A_YEAR - {"for", "the", "and", "to", "-", "–", "("}:
        return None
    return f"{year.value:04}" if not _is_number(match, story) else None


def _is_number(match: Match, story: Story) -> bool:
    """Whether four figures count something: "2000 people", "about 1950 tonnes", "$2000"."""
    if match.before is not None and (match.before.text in "$€£#№" or match.before.value in {"about", "some", "nearly", "than", "least"}):
        return True
    token = story.words(match.start, match.end).root
    return token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_ == "NNS" and not _has_article(token.head.i, story)


def _has_article(head: int, story: Story) -> bool:
    return any(child.lower_ == "the" for child in story.doc[head].children)


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
    count = int("".join(filter(str.isdigit, number.text))) if number.kind == "ord" else int(number.value)
    return f"{count - 1:02}" if 1 <= count <= 30 else None


def read_quarter(match: Match, story: Story) -> str | None:
    """A quarter or half of a year."""
    number = match.find("ordword", "second", "half")
    units = [lexeme for lexeme in match.lexemes if lexeme.kind in {"long_unit", "half"}]
    is_half = match.find("half") is not None
    if not is_half and not any(lexeme.value == "Q" for lexeme in units):
        return None
    count = number.value if number is not None and number.kind != "half" else (2 if is_half else 4)
    if not 1 <= count <= (2 if is_half else 4):
        return None
    letter = "H" if is_half else "Q"
    if is_half and len(units) < 2 and match.find("year4") is None:
        return None
    year = _year_of(match, story)
    if year is not None:
        return f"{year:04}-{letter}{count}"
    if story.published is None:
        return f"XXXX-{letter}{count}"
    months = (count - 1) * (6 if is_half else 3) + 1
    begun = date(story.published.year, months, 1)
    return f"{begun.year - (begun > story.published and not lies_ahead(story.words(match.start, match.end))):04}-{letter}{count}"


def read_week_of(match: Match, story: Story) -> str | None:
    """ "the first week of October": the week in which that day of the month lies."""
    number, month = match.find("ordword", "second", "last", "ord"), read_month(match, story)
    unit = match.find("long_unit")
    covered = interval(month)[0] if month else None
    if covered is None or number is None or unit is None or unit.value != "W":
        return None
    if number.kind in {"last", "past"}:
        return value_of(covered[1], "W")
    count = int("".join(filter(str.isdigit, number.text))) if number.kind == "ord" else int(number.value)
    return value_of(covered[0] + timedelta(7 * (count - 1)), "W") if 1 <= count <= 5 else None


def read_relative(match: Match, story: Story) -> str | None:
    """ "last week", "this year", "the following month", "the end of the year", "the weekend"."""
    unit = match.find("long_unit", "weekend", "day_unit")
    assert unit is not None
    which = match.find("last", "past", "next", "this", "that", *STORY)
    from_story = which is not None and which.kind in {"that", *STORY} or match.find("before") is not None
    base = _reached(match, story) if from_story else story.published
    if base is None:
        return UNKNOWN[unit.value]
    count = which.value if which is not None else -1 if match.find("before") is not None else 0
    if unit.kind == "weekend" and which is None:
        return _weekend(match, base, story)
    if unit.kind == "weekend":
        return value_of(base + timedelta(7 * count), "WE")
    return value_of(shift(base.replace(day=1) if unit.value not in {"D", "W", "2W"} else base, count, unit.value), unit.value)


def _weekend(match: Match, base: date, story: Story) -> str:
    """ "the weekend": the last one, or the coming one where the clause looks ahead or it has begun."""
    if base.isoweekday() >= 6 or lies_ahead(story.words(match.start, match.end)):
        return value_of(base, "WE")
    return value_of(base - timedelta(7), "WE")


def _reached(match: Match, story: Story) -> date | None:
    """The day, or the first day of the last period, that the story has named."""
    covered = interval(story.last_value)[0] if story.last_value else None
    if covered is not None:
        return covered[0]
    return story.reached(story.words(match.start, match.end))
