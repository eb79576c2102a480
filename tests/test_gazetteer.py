"""The gazetteer: names are found however they are spelt, the data is whole, and opening it costs next to nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso import rules
from sayso.errors import RulesError
from sayso.gazetteer import Gazetteer, fold, gazetteer
from sayso.gazetteer.names import MOST_SPELLINGS, spellings
from sayso.gazetteer.store import ENTRY, NONE16, pack_country, pack_size, store, unpack_country
from sayso.rules import load_rows


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Kandahār", "kandahar"),
        ("Deir ez-Zor", "deir ez zor"),
        ("DEIR EZ–ZOR", "deir ez zor"),
        ("Sana'a", "sanaa"),
        ("Sana’a", "sanaa"),
        ("İstanbul", "istanbul"),
        ("Łódź", "lodz"),
        ("U.S.", "us"),
        ("  Port   Sudan ", "port sudan"),
        ("Bosnia-Herzegovina", "bosnia herzegovina"),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text(max_size=60))
def test_any_text_can_be_looked_up(name: str) -> None:
    assert isinstance(gazetteer().find(name), tuple)
    assert gazetteer().begins(fold(name)) in {True, False}


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Mazar-i-Sharif", "town", "AF"),
        ("Mazār-e Sharīf", "town", "AF"),
        ("Helmand", "admin1", "AF"),
        ("Hodeidah", "town", "YE"),
        ("Qamishli", "town", "SY"),
        ("Deir Ezzor", "admin1", "SY"),
        ("Kharkov", "town", "UA"),
        ("Zaporizhzhia", "admin1", "UA"),
        ("Bahr el Ghazal", "region", "SS"),
        ("Sahel", "region", None),
        ("Golan Heights", "region", None),
        ("Strait of Hormuz", "sea", None),
        ("Mischief Reef", "sea", None),
        ("Panganiban Reef", "sea", None),
        ("Chaman crossing", "crossing", "PK"),
        ("Bagram Airfield", "base", "AF"),
        ("Holland", "country", "NL"),
        ("DRC", "country", "CD"),
        ("Kosovo", "country", "XK"),
        ("Lamar County", "admin2", "US"),
        ("St Petersburg", "town", "RU"),
        ("Mount Vernon", "town", "US"),
        ("Mt Vernon", "town", "US"),
    ],
)
def test_a_place_is_known_by_its_usual_names(name: str, kind: str, country: str | None) -> None:
    assert any((entry.kind, entry.country) == (kind, country) for entry in gazetteer().find(name))


def test_the_first_is_the_main_and_largest() -> None:
    first, *rest = gazetteer().find("Tripoli")
    assert (first.country, first.kind) in {("LY", "town"), ("LY", "admin1")}
    assert all(first.size >= entry.size for entry in rest if entry.main)
    mains = [entry.main for entry in (first, *rest)]
    assert mains == sorted(mains, reverse=True)


def test_units_around_a_town() -> None:
    town = next(entry for entry in gazetteer().find("Lashkar Gah") if entry.kind == "town")
    province = next(entry for entry in gazetteer().find("Helmand") if entry.kind == "admin1")
    assert province.ref in town.within
    assert town.admin1 == "Helmand"
    assert town.lat == pytest.approx(31.6, abs=0.1)
    assert town.lon == pytest.approx(64.37, abs=0.1)


def test_names_are_written_the_usual_english_way() -> None:
    names = {gazetteer().find(name)[0].name for name in ("Khōst", "Kābul", "Al Ḩudaydah", "Kirkūk")}
    assert names == {"Khost", "Kabul", "Hodeidah", "Kirkuk"}


def test_adjectives_of_countries() -> None:
    assert gazetteer().adjectives["south sudanese"] == ("SS",)
    assert set(gazetteer().adjectives["congolese"]) == {"CD", "CG"}


def test_prefixes_of_longer_names() -> None:
    assert gazetteer().begins("south")
    assert gazetteer().begins("second thomas")
    assert not gazetteer().begins("xqzw")


def test_every_record_is_whole() -> None:
    entries = store().entries
    assert entries.dtype == ENTRY
    known = entries["lat"] != NONE16 // 2
    assert abs(entries["lat"][known]).max() <= 9000
    assert abs(entries["lon"][known]).max() <= 18000
    assert (entries["admin1"][entries["admin1"] != NONE16] < store().second_level).all()
    assert {unpack_country(int(code)) for code in set(entries["country"].tolist())} <= set(gazetteer().countries)
    assert store().label(len(entries) - 1)


@pytest.mark.parametrize("code", ["AA", "AF", "XK", "ZZ"])
def test_country_codes_pack(code: str) -> None:
    assert unpack_country(pack_country(code)) == code


def test_sizes_pack() -> None:
    assert [pack_size(n) for n in (0, 1, 1000, 1_000_000)] == [0, 0, 30, 60]


def test_own_tables_are_well_formed() -> None:
    countries = {row["code"] for row in load_rows("gazetteer/countries.csv")}
    refs = set()
    for row in load_rows("gazetteer/places.csv"):
        assert row["country"] in countries | {""}, row
        assert -90 <= float(row["lat"]) <= 90, row
        assert -180 <= float(row["lon"]) <= 180, row
        refs.add((row["name"], row["country"], row["admin1"]))
    assert len(refs) == len(load_rows("gazetteer/places.csv"))


def test_a_user_adds_places(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "gazetteer" / "places.csv"
    table.parent.mkdir()
    table.write_text("name,kind,country,admin1,lat,lon,aliases\nZzyzx Post,base,US,California,35.1,-116.1,Post Zed\n")
    monkeypatch.setenv("SAYSO_RULES", str(tmp_path))
    rules.load_rows.cache_clear()
    try:
        (found,) = Gazetteer(store()).find("Post Zed")
        assert (found.name, found.kind, found.ref) == ("Zzyzx Post", "base", "sayso:zzyzx-post-us")
        table.write_text("name,kind,country,admin1,lat,lon,aliases\nZzyzx Post,planet,US,,1,1,\n")
        rules.load_rows.cache_clear()
        with pytest.raises(RulesError, match="Zzyzx Post"):
            Gazetteer(store())
    finally:
        rules.load_rows.cache_clear()


def test_opening_is_cheap() -> None:
    """Below 60 MB and well below a second, interpreter and numpy left aside; no spaCy needed."""
    code = (
        "import resource, sys, time, numpy, marisa_trie\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "from sayso.gazetteer import gazetteer\n"
        "start = time.process_time()\n"
        "gazetteer().find('Springfield')\n"
        "print(time.process_time() - start, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)\n"
        "assert 'spacy' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, megabytes = map(float, done.stdout.split())
    assert seconds < 0.5
    assert megabytes < 60


@pytest.mark.parametrize(
    ("name", "shown", "kind", "country"),
    [
        ("Kap Choeng", "Kap Choeng", "admin2", "TH"),
        ("Belgorod region", "Belgorod", "admin1", "RU"),
        ("Kherson region", "Kherson", "admin1", "UA"),
        ("Bermal", "Bermal", "admin2", "AF"),
    ],
)
def test_units_are_shown_with_their_bare_english_names(name: str, shown: str, kind: str, country: str) -> None:
    found = [entry for entry in gazetteer().find(name) if (entry.kind, entry.country) == (kind, country)]
    assert [entry.name for entry in found] == [shown]
    assert found[0].lat is not None


@pytest.mark.parametrize("name", ["First", "Northeastern Governorate One", "Golden State Two"])
def test_what_is_left_of_a_number_or_a_direction_is_no_name(name: str) -> None:
    assert not gazetteer().find(name)


@pytest.mark.parametrize(
    ("told", "known"), [("al bireh", "bireh"), ("tul karm", "tulkarm"), ("qandahar", "kandahar"), ("mareb", "marib")]
)
def test_spellings_of_other_scripts(told: str, known: str) -> None:
    assert known in spellings(told)


@given(st.text(max_size=60))
def test_spellings_are_few(name: str) -> None:
    assert len(spellings(fold(name))) < MOST_SPELLINGS
