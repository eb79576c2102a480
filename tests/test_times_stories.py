"""Times that stand on others: feasts, "of that year", "the next morning", days counted from days, and references.

Most cases are read as published on Wednesday, 20 May 2026.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from sayso.evaluate.references import find_references
from sayso.extract.draft import draft_of
from sayso.extract.times import moons
from sayso.extract.times.calendar import interval
from sayso.extract.times.feasts import days_of
from sayso.rules import load_toml

Find = Callable[..., Doc]


@pytest.fixture(scope="module")
def find(find_times: Find) -> Find:
    """Reads a text in a pipeline that has only the page and the times of ours."""
    return lambda text, published=date(2026, 5, 20): find_times(text, published)


def told(doc: Doc) -> list[tuple[str, str]]:
    return [(time.span.text, time.value) for time in draft_of(doc).times]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # feasts
        ("The truce was announced for Eid al-Fitr.", [("Eid al-Fitr", "2026-03-20")]),
        ("The truce will hold until Eid al-Adha.", [("Eid al-Adha", "2026-05-27")]),
        ("The market was bombed during Ramadan.", [("Ramadan", "2026-02-18/2026-03-19")]),
        ("They were shot on Christmas Day last year.", [("Christmas Day last year", "2025-12-25")]),
        ("They attacked on Boxing Day 2004.", [("Boxing Day 2004", "2004-12-26")]),
        ("Fighting flared on New Year's Eve.", [("New Year's Eve", "2025-12-31")]),
        ("Police fired at worshippers on Good Friday.", [("Good Friday", "2026-04-03")]),
        ("Churches were shelled on Orthodox Easter.", [("Orthodox Easter", "2026-04-12")]),
        ("A bus was hit on Easter Monday.", [("Easter Monday", "2026-04-06")]),
        ("They struck on Christmas Eve, and again on Christmas morning.", [
            ("Christmas Eve", "2025-12-24"), ("Christmas morning", "2025-12-25TMO"),
        ]),
        ("The Kippur brothers met.", []),
        # the year that other words name
        ("On 26 November last year rebels shelled the port.", [("26 November last year", "2025-11-26")]),
        ("He was killed on Oct. 3 of last year.", [("Oct. 3 of last year", "2025-10-03")]),
        ("He was freed in October 2019. They asked for him on 9 May of that year.", [
            ("October 2019", "2019-10"), ("9 May of that year", "2019-05-09"),
        ]),
        ("Between April and June 2025 some 900 fled.", [("April", "2025-04"), ("June 2025", "2025-06")]),
        ("From November to January 2025 some 900 fled.", [("November", "2024-11"), ("January 2025", "2025-01")]),
        ("In the eighties the war went on.", [("the eighties", "198")]),
        ("He is in his eighties.", []),
        # nights over two days
        ("It fell on the night between 25 and 26 April.", [("the night between 25 and 26 April", "2026-04-25TNI")]),
        ("It fell overnight on 25-26 April.", [("overnight on 25-26 April", "2026-04-25TNI")]),
        # clock and day together
        ("It began at five in the morning on Wednesday, 13 May.", [
            ("five in the morning on Wednesday, 13 May", "2026-05-13T05:00"),
        ]),
        ("The bomb went off around midday on Saturday.", [("around midday on Saturday", "2026-05-16TMI")]),
        ("At 1915 local, shots were fired.", [("1915 local", "2026-05-20T19:15")]),
        ("Some 1500 local people fled.", []),
        # days counted from days
        ("The truce collapsed a week ago today.", [("a week ago today", "2026-05-13")]),
        ("The rivals last met two weeks ago Sunday.", [("two weeks ago Sunday", "2026-05-03")]),
        ("Parliament meets a week from Monday.", [("a week from Monday", "2026-06-01")]),
        # what is to end is still to come
        ("Flights have been cancelled until Monday.", [("Monday", "2026-05-25")]),
        ("The court remanded him until Friday.", [("Friday", "2026-05-22")]),
        # quarters
        ("Prices rose in Q3 2025.", [("Q3 2025", "2025-Q3")]),
        ("Exports fell in the third quarter of fiscal 2025.", [("the third quarter of fiscal 2025", "2025-Q3")]),
        ("The bank lost money in the quarter.", [("the quarter", "2026-Q1")]),
        ("Sales fell in the first quarter. They had grown in the 2024 period.", [
            ("the first quarter", "2026-Q1"), ("the 2024 period", "2024-Q1"),
        ]),
        # durations
        ("The talks lasted two and a half hours.", [("two and a half hours", "PT2H30M")]),
        ("It took half a year.", [("half a year", "P6M")]),
        ("It was hit in the six months before.", [("the six months", "P6M")]),
        ("For the third straight day, jets struck the port.", [("the third straight day", "P3D")]),
    ],
)  # fmt: skip
def test_times_that_stand_on_others(find: Find, text: str, expected: list[tuple[str, str]]) -> None:
    assert told(find(text)) == expected


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        # the day of a saying, or of a count, is not where the deeds go on from
        (
            "Gunmen raided the village on Saturday night. A man told us yesterday that they came at about 11pm.",
            "about 11pm", "2026-05-16T23:00",
        ),
        (
            "Jets bombed the village on Sunday morning. The regime denied it on Monday evening. "
            "It said there had been no flights that day.",
            "that day", "2026-05-17",
        ),
        (
            "Gunmen stormed a school on Saturday. The group denied it on Sunday. Two of the wounded died the next day.",
            "the next day", "2026-05-17",
        ),
        (
            "The toll from Saturday's blast rose to 27 on Sunday. The bomber struck at 8:25am.",
            "8:25am", "2026-05-16T08:25",
        ),
        # a look back is not, either
        (
            "Gunmen killed 16 workers on Sunday. They had been seized a day earlier, on May 16. "
            "A soldier was killed the next morning.",
            "the next morning", "2026-05-18TMO",
        ),
        # but sayings go on from sayings
        ("Jets struck on Friday. The minister resigned on Monday. He left the next day.", "the next day", "2026-05-19"),
    ],
)  # fmt: skip
def test_a_story_goes_on_from_its_deeds(find: Find, text: str, words: str, value: str) -> None:
    assert dict(told(find(text)))[words] == value


#: Days that everybody could see in the calendars of those years.
KNOWN = {
    ("islamic 10-01", "2018-06-15 2019-06-04 2020-05-24 2021-05-13 2022-05-02 2023-04-21 2024-04-10"),
    ("islamic 12-10", "2018-08-21 2019-08-11 2020-07-31 2021-07-20 2022-07-09 2023-06-28 2024-06-16 2025-06-06"),
    ("islamic 01-10", "2023-07-28 2024-07-16 2025-07-05"),
    ("easter", "2016-03-27 2019-04-21 2024-03-31 2025-04-20 2026-04-05"),
    ("orthodox", "2016-05-01 2019-04-28 2024-05-05 2025-04-20 2026-04-12"),
    ("lunar", "1968-01-30 2020-01-25 2023-01-22 2024-02-10 2025-01-29 2026-02-17"),
    ("nowruz", "2016-03-20 2018-03-21 2020-03-20 2022-03-21 2024-03-20 2025-03-21"),
    ("diwali", "2019-10-27 2020-11-14 2021-11-04 2022-10-24 2023-11-12 2024-10-31 2025-10-20"),
    ("jewish kippur", "1973-10-06 2023-09-25 2024-10-12 2025-10-02"),
    ("jewish passover", "2023-04-06 2024-04-23 2025-04-13 2026-04-02"),
    ("jewish rosh", "2023-09-16 2024-10-03 2025-09-23"),
    ("jewish hanukkah", "2023-12-08 2024-12-26 2025-12-15"),
    ("11-4-4", "2024-11-28 2025-11-27"),
    ("easter-2", "2025-04-18"),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "days"), sorted(KNOWN), ids=lambda value: value[:14])
def test_feasts_are_on_their_days(rule: str, days: str) -> None:
    for day in map(date.fromisoformat, days.split()):
        assert [first for first, _ in days_of(rule, day.year)] == [day]


@given(st.integers(1900, 2099))
def test_every_feast_has_a_day_in_every_year(year: int) -> None:
    for rule in sorted(set(load_toml("feasts.toml")["names"].values())):
        feasts = days_of(rule, year)
        assert feasts or rule.startswith("islamic")
        assert all(first <= last and abs(first.year - year) <= 1 for first, last in feasts)


@given(st.integers(1900, 2099))
def test_islamic_months_follow_each_other(year: int) -> None:
    starts = sorted(start for month in range(1, 13) for start in moons.islamic(year, month, 1))
    assert 12 <= len(starts) <= 13
    assert all(28 <= (after - before).days <= 31 for before, after in pairwise(starts))


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["", "TNI", "T05:00", "TMO"]))
def test_the_interval_of_a_day_is_that_day(day: date, ending: str) -> None:
    days, grain = interval(f"{day.isoformat()}{ending}")
    assert days == (day, day)
    assert grain == {"": "day", "TNI": "part_of_day", "TMO": "part_of_day"}.get(ending, "hour")


def test_a_feast_by_the_moon_says_so(find: Find) -> None:
    notes = draft_of(find("The truce was announced for Eid al-Fitr.")).notes
    assert any("moon" in note for _, note in notes)


def test_references_are_for_measuring_only(find: Find) -> None:
    doc = find("The army is now in the town, and has recently said so; now that it has, the future is open.")
    assert told(doc) == []
    assert [(t.span.text, t.value) for t in find_references(doc)] == [
        ("now", "PRESENT_REF"), ("recently", "PAST_REF"), ("the future", "FUTURE_REF"),
    ]  # fmt: skip
