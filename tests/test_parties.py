"""Who counts as one side: by the tables and the day, by the country in a name, else by the name itself."""

from __future__ import annotations

import pytest

from sayso.parties import plain, side_key
from sayso.rules import load_rows
from sayso.types import iso_day


@pytest.mark.parametrize(
    ("name", "kind", "country", "day", "key"),
    [
        ("Pakistani Foreign Ministry", "government", "PAK", "2025-03-01", "state PAK"),
        ("Sudanese army", "military", "SDN", "2025-03-01", "state SDN"),
        ("South Sudanese army", "military", "SSD", "2025-03-01", "state SSD"),
        ("RSF", "armed_group", "SDN", "2025-03-01", "rapid support forces"),
        ("Sudan's paramilitary Rapid Support Forces (RSF)", "unknown", None, "2025-03-01", "rapid support forces"),
        ("Ansar Allah", "armed_group", "YEM", "2025-03-01", "houthis"),
        ("Afghan Taliban", "armed_group", "AFG", "2019-03-01", "afghan taliban"),
        ("Afghan Taliban government", "government", "AFG", "2025-03-01", "state AFG"),
        ("Nusra Front", "armed_group", "SYR", "2016-03-01", "hayat tahrir al sham"),
        ("Hayat Tahrir al-Sham", "armed_group", "SYR", "2025-06-01", "state SYR"),
        ("Peshmerga", "military", "IRQ", "2025-03-01", "kurdistan regional government"),
        ("Gaza Health Ministry", "government", "PSE", "2025-03-01", "hamas"),
        ("interim administration in Mekelle", "government", "ETH", "2025-03-01", "interim administration in mekelle"),
        ("Northern Front", "armed_group", None, "2025-03-01", "northern front"),
    ],
)
def test_a_side_is_known_by_its_names_in_their_time(name: str, kind: str, country: str, day: str, key: str) -> None:
    assert side_key(name, kind, country, day) == key


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("The Rapid Support Forces", "rapid support forces"),
        ("Côte d’Ivoire", "cote d ivoire"),
        ("Yemen's Houthis", "yemen houthis"),
    ],
)
def test_names_are_compared_without_case_accents_and_articles(name: str, bare: str) -> None:
    assert plain(name) == bare


def test_the_days_of_the_table_are_days() -> None:
    days = {row[column] for row in load_rows("actors.csv") for column in ("since", "until")}
    assert {iso_day(day) or "" for day in days} == days
