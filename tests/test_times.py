"""The times of a report: what is found, how it is resolved against publication and story, and what is not a time.

Most cases are read as published on Wednesday, 21 January 2026.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from sayso.errors import RulesError
from sayso.extract.draft import draft_of
from sayso.extract.times.calendar import interval
from sayso.extract.times.grammar import Grammar

DAY = date(2026, 1, 21)
Find = Callable[..., Doc]


@pytest.fixture(scope="module")
def find(find_times: Find) -> Find:
    """Reads a text in a pipeline that has only the page and the times of ours."""
    return lambda text, published=DAY: find_times(text, published)


def told(doc: Doc) -> list[tuple[str, str]]:
    return [(time.span.text, time.value) for time in draft_of(doc).times]


CASES = {
    "weekdays": [
        ("Shells fell on the port on Monday.", [("Monday", "2026-01-19")]),
        ("The minister resigned on Wednesday.", [("Wednesday", "2026-01-21")]),
        ("The army shelled the town on Thursday.", [("Thursday", "2026-01-15")]),
        ("Talks will resume on Thursday.", [("Thursday", "2026-01-22")]),
        ("Envoys are due to meet on Saturday.", [("Saturday", "2026-01-24")]),
        ("A vote is scheduled for Friday.", [("Friday", "2026-01-23")]),
        ("The truce expires on Sunday.", [("Sunday", "2026-01-25")]),
        ("The union said it would strike on Friday.", [("Friday", "2026-01-23")]),
        ("The union said on Friday it would strike.", [("Friday", "2026-01-16")]),
        ("The rebels were given until Friday to leave.", [("Friday", "2026-01-23")]),
        ("Troops were deployed ahead of Sunday's election.", [("Sunday", "2026-01-25")]),
        ("A court will look into Monday's bombing.", [("Monday", "2026-01-19")]),
        ("She will attend Monday's summit.", [("Monday", "2026-01-26")]),
        ("If the road is not reopened by Friday, they will leave.", [("Friday", "2026-01-23")]),
        ("He could not be reached on Friday.", [("Friday", "2026-01-16")]),
        ("Schools will be shut from Monday to Wednesday.", [("Monday", "2026-01-26"), ("Wednesday", "2026-01-28")]),
        ("They met last Friday.", [("last Friday", "2026-01-16")]),
        ("He was shot last Wednesday.", [("last Wednesday", "2026-01-14")]),
        ("They meet next Tuesday.", [("next Tuesday", "2026-01-27")]),
        ("Tuesday of last week was calm.", [("Tuesday of last week", "2026-01-13")]),
        ("The two men had met the previous Friday.", [("the previous Friday", "2026-01-16")]),
        ("The raid came late on Monday.", [("late on Monday", "2026-01-19")]),
        ("Gunmen attacked early Tuesday.", [("early Tuesday", "2026-01-20")]),
        ("Earlier on Tuesday a mine had gone off.", [("Earlier on Tuesday", "2026-01-20")]),
    ],
    "parts of the day": [
        ("Jets struck the depot on Monday night.", [("Monday night", "2026-01-19TNI")]),
        ("Police fired tear gas on Tuesday evening.", [("Tuesday evening", "2026-01-20TEV")]),
        ("It happened early on Sunday morning.", [("early on Sunday morning", "2026-01-18TMO")]),
        ("The convoy left at dawn on Tuesday.", [("dawn on Tuesday", "2026-01-20TMO")]),
        ("The town fell in the early hours of Tuesday.", [("the early hours of Tuesday", "2026-01-20TMO")]),
        ("He died on the night of 3 January.", [("the night of 3 January", "2026-01-03TNI")]),
        ("A blast shook the city last night.", [("last night", "2026-01-20TNI")]),
        ("They will speak tonight.", [("tonight", "2026-01-21TNI")]),
        ("Shelling resumed this morning.", [("this morning", "2026-01-21TMO")]),
        ("Two people were hurt overnight.", [("overnight", "2026-01-20TNI")]),
        ("By nightfall the streets were empty.", [("nightfall", "2026-01-21TNI")]),
        ("Drones came overnight into Tuesday.", [("overnight into Tuesday", "2026-01-19TNI")]),
        ("Rockets fell on the night of 25/26 November.", [("the night of 25/26 November", "2025-11-25TNI")]),
        ("The camp was hit on the night of January 3-4.", [("the night of January 3-4", "2026-01-03TNI")]),
        ("The night raid killed a boy and a night curfew followed.", []),
        ("Guards work at night.", []),
    ],
    "clock times": [
        ("The pause began at 6 a.m. on Monday.", [("6 a.m. on Monday", "2026-01-19T06:00")]),
        ("A drone fell at about 3:40 p.m. on Tuesday.", [("about 3:40 p.m. on Tuesday", "2026-01-20T15:40")]),
        ("It struck on Tuesday at 21:15.", [("Tuesday at 21:15", "2026-01-20T21:15")]),
        ("The siren went off at noon on Sunday.", [("noon on Sunday", "2026-01-18T12:00")]),
        ("Firing stopped at midnight on Sunday.", [("midnight on Sunday", "2026-01-18T24:00")]),
        ("The bomb exploded at about ten on Friday night.", [("about ten on Friday night", "2026-01-16T22:00")]),
        ("He will speak at 1400 GMT.", [("1400 GMT", "2026-01-21T14:00")]),
        ("Shelling began at four in the morning.", [("four in the morning", "2026-01-21T04:00")]),
        ("The bus left at half past six.", [("half past six", "2026-01-21T06:30")]),
    ],
    "dates": [
        ("The truce took effect on Dec. 15.", [("Dec. 15", "2025-12-15")]),
        ("Talks collapsed on 7 November.", [("7 November", "2025-11-07")]),
        ("The ceasefire is due to run until March 3.", [("March 3", "2026-03-03")]),
        ("A deadline of 1 February was set.", [("1 February", "2026-02-01")]),
        ("The port fell on 13.05.2025.", [("13.05.2025", "2025-05-13")]),
        ("The port fell on 2025-05-13.", [("2025-05-13", "2025-05-13")]),
        ("Fighting broke out on April 15, 2023, in the capital.", [("April 15, 2023", "2023-04-15")]),
        ("He was born on the 3rd of May 1961.", [("the 3rd of May 1961", "1961-05-03")]),
        ("Sunday, 18 January was quiet.", [("Sunday, 18 January", "2026-01-18")]),
        ("The strikes of 11-12 October killed ten.", [("11-12 October", "2025-10-11/2025-10-12")]),
        ("Ten died between 3 and 5 May.", [("3 and 5 May", "2025-05-03/2025-05-05")]),
        ("Clashes lasted from 3 to 5 May.", [("3 to 5 May", "2025-05-03/2025-05-05")]),
        ("Raids on October 11 and 14 killed six.", [("October 11", "2025-10-11"), ("14", "2025-10-14")]),
        ("Since the 9/11 attacks and the October 7 massacre much has changed.", [("October 7", "2023-10-07")]),
        ("A bomb went off on New Year's Eve.", [("New Year's Eve", "2025-12-31")]),
        ("They agreed on a truce over Christmas.", [("Christmas", "2025-12-25")]),
        ("Churches were attacked at Easter.", [("Easter", "2025-04-20")]),
    ],
    "days from the publication": [
        ("He arrived yesterday and leaves tomorrow.", [("yesterday", "2026-01-20"), ("tomorrow", "2026-01-22")]),
        ("The law takes effect today.", [("today", "2026-01-21")]),
        ("They quarrelled the day before yesterday.", [("the day before yesterday", "2026-01-19")]),
        ("The road was cut three days ago.", [("three days ago", "2026-01-18")]),
        ("They met two weeks ago.", [("two weeks ago", "2026-W02")]),
        ("It closed four months ago.", [("four months ago", "2025-09")]),
        ("The war began almost three years ago.", [("almost three years ago", "2023")]),
    ],
    "weeks, months and years": [
        ("The attackers came last week.", [("last week", "2026-W03")]),
        ("Officials travel there this week and next month.", [("this week", "2026-W04"), ("next month", "2026-02")]),
        ("Trade stopped last month.", [("last month", "2025-12")]),
        ("It is the third raid this year.", [("this year", "2026")]),
        ("Exports fell last year.", [("last year", "2025")]),
        ("The siege has lasted since June.", [("June", "2025-06")]),
        ("In October the militia took the city.", [("October", "2025-10")]),
        ("Elections will be held in October.", [("October", "2026-10")]),
        ("The deal was signed last March.", [("last March", "2025-03")]),
        ("The offensive began in mid-December.", [("mid-December", "2025-12")]),
        ("Aid ran out by early January.", [("early January", "2026-01")]),
        ("At the end of November they fled.", [("the end of November", "2025-11")]),
        ("In January 2019 a car bomb killed twenty.", [("January 2019", "2019-01")]),
        ("They fled last autumn.", [("last autumn", "2025-FA")]),
        ("The dam burst in the summer of 2014.", [("the summer of 2014", "2014-SU")]),
        ("The stand-off began in 2012.", [("2012", "2012")]),
        ("The 2015 deal is dead.", [("2015", "2015")]),
        ("Late 2023 saw a lull.", [("Late 2023", "2023")]),
        ("In the 1990s and the early 2000s it was worse.", [("the 1990s", "199"), ("the early 2000s", "200")]),
        ("The fort dates from the 18th century.", [("the 18th century", "17")]),
        ("Attacks rose in the first half of 2025.", [("the first half of 2025", "2025-H1")]),
        ("Output fell in the third quarter.", [("the third quarter", "2025-Q3")]),
        ("Clashes went on through the weekend.", [("the weekend", "2026-W03-WE")]),
        ("He will visit at the weekend.", [("the weekend", "2026-W04-WE")]),
        ("The first week of January was calm.", [("The first week of January", "2026-W01")]),
        ("By the end of the year all had left.", [("the end of the year", "2026")]),
        ("It was passed in nineteen ninety-six.", [("nineteen ninety-six", "1996")]),
    ],
    "durations and sets": [
        ("They agreed on a 72-hour pause.", [("72-hour", "PT72H")]),
        ("After an 18-month siege a three-month truce was offered.", [("18-month", "P18M"), ("three-month", "P3M")]),
        ("Raids would stop for 48 hours.", [("48 hours", "PT48H")]),
        ("A week of clashes followed nearly ten months of talks.", [("A week", "P1W"), ("nearly ten months", "P10M")]),
        ("It took two and a half years.", [("two and a half years", "P2Y6M")]),
        ("He spoke for half an hour.", [("half an hour", "PT30M")]),
        ("Several weeks of shelling and days of rain.", [("Several weeks", "PXW"), ("days", "PXD")]),
        ("Dozens died in recent weeks.", [("recent weeks", "PXW")]),
        ("More than 40 were killed in the past three weeks.", [("the past three weeks", "P3W")]),
        ("It lasted 12 to 18 months.", [("12 to 18 months", "P18M")]),
        ("War has raged for decades.", [("decades", "PXY")]),
        ("Three days after the clash nobody speaks.", [("Three days", "P3D")]),
        ("Two days before the vote a bomb went off.", [("Two days", "P2D")]),
        ("Planes fly over every day and markets open weekly.", [("every day", "P1D"), ("weekly", "P1W")]),
        ("Protests are held on Fridays.", [("Fridays", "XXXX-WXX-5")]),
    ],
    "no times": [
        ("Now he denies it; earlier he had said so, then later not, and it was already over.", []),
        ("It may rain, and May Johnson may march.", []),
        ("April Jones and June Allen met Jan Novak.", []),
        ("The 8-month-old girl and her brother, aged 12 years, are 14 years old together.", []),
        ("The March 23 Movement (M23) took Goma.", []),
        ("Some 2,000 people and 1950 tonnes were lost; 2000 soldiers fell.", []),
        ("He read it in the Sunday Times on Bloody Sunday Road.", []),
        ("Three-quarters of the houses burned.", []),
        ("Factories make 300 a day.", []),
        ("He will spring a trap if they fall.", []),
        ("A second blast followed the first.", []),
        ("One fell on Friday and one on Saturday.", [("Friday", "2026-01-16"), ("Saturday", "2026-01-17")]),
        ("The Six-Day War changed the map.", []),
    ],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*case, id=case[0][:50]) for cases in CASES.values() for case in cases],
)
def test_times_of_a_sentence(find: Find, text: str, expected: list[tuple[str, str]]) -> None:
    assert told(find(text)) == expected


STORIES = {
    "a night belongs to the day on which it begins": (
        "The ministry said on Tuesday that jets had bombed a farm the previous night. More raids the same night hit a "
        "bridge. On the same day, a bomb went off in the capital. At dawn the fires were out.",
        ["2026-01-20", "2026-01-19TNI", "2026-01-19TNI", "2026-01-20", "2026-01-20TMO"],
    ),
    "the story goes on from deeds, not from sayings": (
        "A drone hit a school at noon on Saturday, the governor said on Monday. Two more drones fell on the same day.",
        ["2026-01-17T12:00", "2026-01-19", "2026-01-17"],
    ),
    "days earlier and later": (
        "The curfew was lifted on Sunday. Four men held a day earlier were freed. Two days later they were in jail.",
        ["2026-01-18", "2026-01-17", "2026-01-19"],
    ),
    "the next day": (
        "On 3 January the bridge was blown up. The next day the army retook the bank, and that night it withdrew.",
        ["2026-01-03", "2026-01-04", "2026-01-04TNI"],
    ),
    "a clock time belongs to the day of the story": (
        "Soldiers entered the town on Tuesday morning. One vehicle hit a mine at 6:47 a.m., killing two.",
        ["2026-01-20TMO", "2026-01-20T06:47"],
    ),
    "after a night the morning is that of the next day": (
        "Rockets fell on Monday night. At 2:30 a.m. a second salvo followed. By morning a hundred houses had burned.",
        ["2026-01-19TNI", "2026-01-20T02:30", "2026-01-20TMO"],
    ),
    "historical days do not move the story": (
        "In flames\n\nThe army shelled the port on Monday.\n\nOn 13 December 1998 a bomb killed 17 villagers. A day "
        "later the pilots were arrested.\n\nBy evening the port was in flames.",
        ["2026-01-19", "1998-12-13", "1998-12-14", "2026-01-19TEV"],
    ),
    "months and years of a narrative": (
        "In May 2014 he took over. The following month he fell. Two years later he fled. That year the war ended.",
        ["2014-05", "2014-06", "2016", "2016"],
    ),
    "a planned time is counted from the publication": (
        "The drone fell late on Monday. A spokesman is due to speak at noon.",
        ["2026-01-19", "2026-01-21T12:00"],
    ),
}


@pytest.mark.parametrize(("text", "values"), STORIES.values(), ids=STORIES)
def test_times_of_a_story(find: Find, text: str, values: list[str]) -> None:
    assert [value for _, value in told(find(text))] == values


def test_page_lines_count_from_the_publication(find: Find) -> None:
    text = "Drone hits hospital\n\n08:20 GMT, Wednesday 21 January\n\nA drone fell late on Monday.\n\n08:55 GMT"
    doc = find(text)
    assert told(doc) == [
        ("08:20 GMT", "2026-01-21T08:20"),
        ("Wednesday 21 January", "2026-01-21"),
        ("late on Monday", "2026-01-19"),
        ("08:55 GMT", "2026-01-21T08:55"),
    ]


def test_the_title_is_not_searched(find: Find) -> None:
    assert told(find("Ten killed on Monday\n\nNobody has claimed the attack.")) == []


class TestWithoutPublicationDay:
    def test_a_full_date_in_a_page_line_is_the_publication_day(self, find: Find) -> None:
        doc = find("Ten killed\n\nBy Ann Ode | 4 March 2025 | 10:15 GMT\n\nA bomb went off on Monday.", None)
        draft = draft_of(doc)
        assert (draft.published, draft.published_from) == (date(2025, 3, 4), "text")
        assert told(doc)[-1] == ("Monday", "2025-03-03")

    def test_a_page_line_comes_before_a_dateline(self, find: Find) -> None:
        text = "Ten killed\n\nKABUL, March 3, 2025 (Wire) - A bomb went off.\n\nUpdated 4 March 2025, 10:15 GMT"
        assert draft_of(find(text, None)).published == date(2025, 3, 4)

    def test_a_dateline_without_a_year_and_a_date_in_the_body_are_not(self, find: Find) -> None:
        draft = draft_of(find("Ten killed\n\nKABUL, March 3 (Wire) - The war began on 5 May 2024.", None))
        assert (draft.published, draft.published_from) == (None, "unknown")

    def test_a_day_that_was_given_stays(self, find: Find) -> None:
        draft = draft_of(find("Ten killed\n\n4 March 2025 | 10:15 GMT\n\nA bomb went off on Monday."))
        assert (draft.published, draft.published_from) == (DAY, "unknown")

    def test_what_counts_from_it_stays_unresolved_with_a_note(self, find: Find) -> None:
        text = "It fell on Monday, last week, on 3 May and yesterday; the war began on 5 May 2024 and went on for days."
        doc = find(text, None)
        values = [value for _, value in told(doc)]
        assert values == ["XXXX-WXX-1", "XXXX-WXX", "XXXX-05-03", "XXXX-XX-XX", "2024-05-05", "PXD"]
        assert [(time.start, time.end) for time in draft_of(doc).times[:4]] == [(None, None)] * 4
        (about, note), *rest = draft_of(doc).notes
        assert about is draft_of(doc).times[0]
        assert "publication day" in note
        assert not rest


class TestIntervals:
    @pytest.mark.parametrize(
        ("value", "start", "end", "grain"),
        [
            ("2026-01-19TNI", "2026-01-19", "2026-01-19", "part_of_day"),
            ("2026-01-19T24:00", "2026-01-19", "2026-01-19", "hour"),
            ("2026-W03", "2026-01-12", "2026-01-18", "week"),
            ("2026-W03-WE", "2026-01-17", "2026-01-18", "week"),
            ("2024-02", "2024-02-01", "2024-02-29", "month"),
            ("2025-Q4", "2025-10-01", "2025-12-31", "month"),
            ("2025-WI", "2025-12-01", "2026-02-28", "month"),
            ("2025", "2025-01-01", "2025-12-31", "year"),
            ("199", "1990-01-01", "1999-12-31", "year"),
            ("2025-10-11/2025-10-12", "2025-10-11", "2025-10-12", "day"),
        ],
    )
    def test_value_says_all(self, value: str, start: str, end: str, grain: str) -> None:
        assert interval(value) == ((date.fromisoformat(start), date.fromisoformat(end)), grain)

    @pytest.mark.parametrize("value", ["XXXX-WXX-1", "XXXX-05-03", "P3D", "PXW", "2025-13-40", "PRESENT_REF"])
    def test_what_is_not_known_covers_no_days(self, value: str) -> None:
        assert interval(value)[0] is None

    def test_a_duration_up_to_the_publication_covers_its_days(self, find: Find) -> None:
        (time,) = draft_of(find("Thirty people were killed in the past two days.")).times
        assert (time.value, time.start, time.end) == ("P2D", "2026-01-19", "2026-01-21")


class TestForms:
    RULES: dict[str, object] = {"words": {"unit": {"day": "D"}}, "macros": {}, "common": []}  # noqa: RUF012

    def test_a_mark_without_meaning_is_told(self) -> None:
        with pytest.raises(RulesError, match="no meaning"):
            Grammar({**self.RULES, "forms": [{"read": "moment", "forms": ["unit + unit"]}]})

    def test_a_macro_made_of_itself_is_told(self) -> None:
        with pytest.raises(RulesError, match="made of itself"):
            Grammar({**self.RULES, "macros": {"a": "b", "b": "a"}, "forms": [{"read": "moment", "forms": ["a"]}]})

    def test_a_literal_word_that_has_a_class_is_told(self) -> None:
        with pytest.raises(RulesError, match="word of the class"):
            Grammar({**self.RULES, "forms": [{"read": "moment", "forms": ["yesterday"]}]})


#: What TIMEX3 allows as a value: dates, weeks, seasons and the like with unknown parts as X, times, durations, ranges.
IN_YEAR = r"(?:[\dX]{2}(?:-[\dX]{2})?|W[\dX]{2}(?:-(?:[1-7]|WE))?|SP|SU|FA|WI|Q[1-4X]|H[12])"
DATE_VALUE = rf"(?:[\dX]{{2,3}}|[\dX]{{4}}(?:-{IN_YEAR})?)"
TIME_VALUE = r"(?:T(?:\d\d:\d\d|MO|MI|AF|EV|NI|DT))?"
DURATION_VALUE = r"P(?:T?(?:\d+(?:\.\d+)?|X)[A-Z])(?:T?\d+[A-Z])?"
TIMEX3 = re.compile(rf"{DATE_VALUE}{TIME_VALUE}(?:/{DATE_VALUE})?|{DURATION_VALUE}|(?:PAST|PRESENT|FUTURE)_REF")
PIECES = """
on Monday|Tuesday night|the same day|6 a.m.|21:15 GMT|May 3|31 February|13.05.2026|2026-02-30|last|next|week|two
years|ago|later|the|previous|night|overnight|into|and|to|-|,|'s|since|October|1999|2,000,000|days|99:99|noon|half
Eid al-Fitr|Ramadan|Easter Monday|that year|a week ago Sunday|Q3|the eighties
the 1990s|0000-00-00|every|of|(|)|summer|quarter|first|he said|will go|12/13/2011|24:61|December 25|tomorrow|15th
""".strip().replace("\n", "|").split("|")


def check(doc: Doc) -> None:
    """Spans verify and do not overlap; every value is TIMEX3; start comes before end."""
    last = 0
    for time in draft_of(doc).times:
        assert doc.text[time.span.start_char : time.span.end_char] == time.span.text
        assert time.span.start_char >= last
        last = time.span.end_char
        assert TIMEX3.fullmatch(time.value), (time.span.text, time.value)
        assert (time.start is None) == (time.end is None)
        if time.start is not None and time.end is not None:
            assert date.fromisoformat(time.start) <= date.fromisoformat(time.end)
        assert time.type in {"DATE", "TIME", "DURATION", "SET"}
        if (known := interval(time.value))[0] is not None:
            days = tuple(map(date.fromisoformat, (time.start or "", time.end or "")))
            assert (days, time.grain) == known
        assert time.grain in {"hour", "part_of_day", "day", "week", "month", "year", "unknown"}


ANY_DAY = st.sampled_from([None, DAY, date(1, 1, 1), date(9999, 12, 31)])
LAX = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@LAX
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=30), published=ANY_DAY)
def test_any_words_give_sound_times(find: Find, pieces: list[str], published: date | None) -> None:
    check(find(" ".join(pieces), published))


@LAX
@given(text=st.text(max_size=100))
def test_any_text_gives_sound_times(find: Find, text: str) -> None:
    check(find(text))


@pytest.mark.parametrize(
    "text",
    ["", " ", "Monday", "🙂 on 🙂Monday🙂", "يوم الاثنين 3 May ‏في", "1" * 5000, "12 " * 500, "the " * 500],
)
def test_hostile_text(find: Find, text: str) -> None:
    check(find(text))


def test_every_weekday_with_every_word_before_it_is_that_weekday(find: Find) -> None:
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    before = ["on ", "last ", "next ", "late on ", "this "]
    text = " ".join(f"They met {which}{day}." for which, day in product(before, days))
    times = draft_of(find(text)).times
    assert [date.fromisoformat(str(time.start)).strftime("%A") for time in times] == days * 5
