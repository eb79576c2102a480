"""Actors under names of their own: what a name takes in, which kind and country it has, who is meant by it later."""

from __future__ import annotations

import pytest
from test_actors import actor, name, read, side

from sayso.extract.actors.lexicon import countries
from sayso.pipeline import Reader
from sayso.rules import load_rows

HAITI = "PORT-AU-PRINCE, Nov 30 (Wire) - The Haitian government met on Sunday. "


# -- persons -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Interior Minister Juan Vidal de la Fuente resigned.", "Vidal", "Juan Vidal de la Fuente"),
        ("The envoy, Han Dong-min, said talks would go on.", "Han", "Han Dong-min"),
        ("High Commissioner Christian Vidal said the laws were void.", "Vidal", "Christian Vidal"),
        ("The front is led by Imrad Ag Tessit.", "Tessit", "Imrad Ag Tessit"),
        ("Police arrested Baran Yildo in Gorom.", "Yildo", "Baran Yildo"),
        ("Foreign Minister Ana Belen Wagner asked for sanctions.", "Wagner", "Ana Belen Wagner"),
        ("The movement's leader, Abdul-Karim al-Houthi, spoke on Sunday.", "Karim", "Abdul-Karim al-Houthi"),
    ],
)
def test_the_whole_name_of_a_person(reader: Reader, text: str, words: str, expected: str) -> None:
    found = actor(read(reader, text), words)
    assert found is not None
    assert (found.name, found.kind) == (expected, "person")


def test_a_hyphen_before_a_participle_ends_a_name(reader: Reader) -> None:
    doc = read(reader, "Tehran-backed fighters attacked. New York-based monitors said so.")
    assert not any(a.kind == "person" for a in doc._.sayso.actors)


def test_religions_are_no_given_names_before_those_who_have_them(reader: Reader) -> None:
    found = actor(read(reader, "Gunmen killed six Christian villagers in Gorom."), "Christian")
    assert found is None or found.kind == "population"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Sundried Front, which is led by Imrad Ag Tessit, denied it.", "Tessit"),
        ("Imrad Ag Tessit, who heads the Sundried Front, denied it.", "Tessit"),
    ],
)
def test_who_leads_a_group_speaks_for_it(reader: Reader, text: str, words: str) -> None:
    found = actor(read(reader, text), words)
    assert found is not None
    assert found.role == "leader"
    assert found.for_ is not None
    assert found.for_.name == "Sundried Front"


def test_a_local_official_has_the_country_of_the_place(reader: Reader) -> None:
    found = actor(read(reader, "Sinaloa Governor Ruy Belmar said 14 vehicles were burned."), "Belmar")
    assert found is not None
    assert found.country == "MEX"


# -- bodies ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "expected", "kind"),
    [
        ("The 2nd Infantry Battalion attacked the village.", "Battalion", "2nd Infantry Battalion", "military"),
        ("The Seamen's Workers' Party said it would vote.", "Party", "Seamen's Workers' Party", "organization"),
        ("The Roads and Rivers Union said it would strike.", "Union", "Roads and Rivers Union", "organization"),
        ("The National Salt Conference called for talks.", "Conference", "National Salt Conference", "organization"),
        ("The Georgian Night Legion said it took the town.", "Legion", "Georgian Night Legion", "armed_group"),
        ("Human rights group Karavan demanded an inquiry.", "Karavan", "Karavan", "organization"),
        ("The partisan group Astrea says it blew up a bridge.", "Astrea", "Astrea", "armed_group"),
        ("Los Grises, a drug gang, blocked the road.", "Grises", "Los Grises", "armed_group"),
        ("Granite Wolves gunmen attacked the town.", "gunmen", "Granite Wolves", "armed_group"),
        ("Ruby Shield forces took the base.", "forces", "Ruby Shield", "armed_group"),
        ("The Gadama clan denied it.", "clan", "Gadama clan", "population"),
    ],
)
def test_bodies_that_no_table_knows(reader: Reader, text: str, words: str, expected: str, kind: str) -> None:
    found = actor(read(reader, text), words)
    assert found is not None
    assert (found.name, found.kind) == (expected, kind)


@pytest.mark.parametrize("word", ["Conference", "Command", "Corps", "Service", "Watch"])
def test_what_counts_only_in_a_name_is_no_body_without_one(reader: Reader, word: str) -> None:
    low = word.lower()
    assert actor(read(reader, f"He told a news {low} that the {low} was short."), low) is None


@pytest.mark.parametrize(
    ("words", "expected", "kind", "speaks_for"),
    [
        ("Provisional Electoral Council", "Provisional Electoral Council", "government", "itself"),
        ("Supreme Audit Court", "Supreme Audit Court", "organization", "itself"),
        ("Presidential Council", "Presidential Council", "government", "Haiti"),
        ("National Guard", "Haitian National Guard", "military", "Haiti"),
        ("National Security Council", "Haitian National Security Council", "government", "Haiti"),
    ],
)
def test_institutions_belong_to_the_country_of_the_report(
    reader: Reader, words: str, expected: str, kind: str, speaks_for: str
) -> None:
    doc = read(reader, f"{HAITI}The {words} said so.")
    found = actor(doc, words.split()[-1])
    assert found is not None
    assert (found.name, found.kind, found.country) == (expected, kind, "HTI")
    assert side(doc, words.split()[-1]) in ({found.name} if speaks_for == "itself" else {"Haiti", "Haitian government"})


def test_names_that_many_countries_have_mean_another_only_behind_its_name(reader: Reader) -> None:
    doc = read(reader, f"{HAITI}The Democratic Party protested. The US Democratic Party agreed.")
    here, there = actor(doc, "Party"), actor(doc, "Party", 2)
    assert here is not None
    assert here.country != "USA"
    assert there is not None
    assert there.country == "USA"


def test_a_part_with_its_own_name_is_an_actor_on_the_side_of_the_whole(reader: Reader) -> None:
    doc = read(reader, "The EU Border Mission said so. A Hezbollah commander of the Basalt Force was killed.")
    mission, force = actor(doc, "Mission"), actor(doc, "Force")
    assert mission is not None
    assert (mission.name, mission.kind) == ("EU Border Mission", "igo")
    assert mission.for_ is not None
    assert mission.for_.name == "European Union"
    assert force is not None
    assert (force.kind, force.country) == ("armed_group", "LBN")
    assert force.side().name == "Hezbollah"


def test_an_agency_called_administration_is_no_government(reader: Reader) -> None:
    doc = read(reader, "The U.S. Drug Enforcement Administration said so. The Trump Administration agreed.")
    agency, government = actor(doc, "Enforcement"), actor(doc, "Administration", 2)
    assert agency is not None
    assert "Drug Enforcement Administration" in agency.name
    assert agency.side().country == "USA"
    assert agency is not government


# -- told of again -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("The Salt Workers Union said 40 had died.", "The rights group blamed the police."),
        ("The Sundried Front seized Gorom.", "The ethnic armed group denied it."),
        ("The Sundried Front seized Gorom.", "The Fulani militia denied it."),
        ("The National Oil Corporation denied it.", "NOC said output was normal."),
        ("The charity Blue Bridge closed its clinic.", "The charity said it was looted."),
    ],
)
def test_bodies_told_of_again(reader: Reader, first: str, again: str) -> None:
    doc = read(reader, f"{first} {again}")
    sentence = doc.text.index(again)
    starts = {m.root.idx for a in doc._.sayso.actors for m in a.mentions if len(a.mentions) > 1}
    assert any(start >= sentence for start in starts)


def test_the_same_militia_is_the_last_one_called_so(reader: Reader) -> None:
    doc = read(
        reader,
        "The Salt Team said it had ambushed soldiers. The Grey Lion militia fought beside the army, the team said. "
        "The same militia was blamed for burning houses.",
    )
    assert name(doc, "militia", 2) == "Grey Lion militia"


def test_a_company_takes_up_no_rights_group(reader: Reader) -> None:
    doc = read(reader, "Human rights group Karavan demanded an inquiry. The company declined to comment.")
    assert actor(doc, "company") is not actor(doc, "Karavan")


def test_the_army_in_what_a_president_says_is_his_own(reader: Reader) -> None:
    doc = read(
        reader,
        "Israeli troops shot at a car near Tyre in Lebanon. Lebanese President Omar Sabra said the army had left Aita.",
    )
    found = actor(doc, "army")
    assert found is not None
    assert found.country == "LBN"


def test_occupation_forces_are_those_of_the_other_state(reader: Reader) -> None:
    doc = read(
        reader,
        "KYIV, Nov 30 (Wire) - Ukraine said Russia shelled Kharkiv. Ukraine also hit a refinery in Russia. "
        "Occupation forces detained teachers in Melitopol.",
    )
    found = actor(doc, "forces")
    assert found is not None
    assert found.country == "RUS"
    assert any("told of most beside" in why for _, why in doc._.sayso.notes)


def test_the_national_army_is_one_actor_under_its_names(reader: Reader) -> None:
    doc = read(reader, "The Congolese army lost Goma. The FARDC said so. The army withdrew.")
    assert actor(doc, "army") is actor(doc, "FARDC") is actor(doc, "army", 2)


def test_words_in_capitals_are_nobody(reader: Reader) -> None:
    doc = read(reader, "UPDATE: NERVE AGENT USED IN GOROM. Novichok Nerve Agent was found. The GDP fell.")
    assert not [a.name for a in doc._.sayso.actors if a.kind == "person"]


# -- officeholders -----------------------------------------------------------------------------------------------------


def test_every_officeholder_is_of_a_body_that_is_known() -> None:
    rows = load_rows("officeholders.csv")
    known = {row["name"].rstrip("?") for row in load_rows("actors.csv")} | {c.name for c in countries().values()}
    assert {row["of"] for row in rows} <= known
    assert {row["country"] for row in rows} <= set(countries()) | {""}
    assert all(row["since"] < (row["until"] or "9999") for row in rows)


def test_who_is_in_office_needs_no_country_and_the_reading_says_whence_it_is_known(reader: Reader) -> None:
    doc = read(reader, "Moscow denied it. Prime Minister Benjamin Netanyahu's office declined to comment.")
    found = actor(doc, "Netanyahu")
    assert found is not None
    assert (found.country, found.side().name) == ("ISR", "Israel")
    assert any("officeholders" in why for about, why in doc._.sayso.notes if about is found)


def test_who_is_no_longer_in_office_speaks_for_nobody(reader: Reader) -> None:
    gone = actor(read(reader, "Joe Biden said so."), "Biden")
    former = actor(read(reader, "Former president Donald Trump said so."), "Trump")
    assert gone is not None
    assert former is not None
    assert gone.for_ is former.for_ is None


# -- more names --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Speaker Jorge Balta of Popular Dawn Force backed her.", "Balta", "Jorge Balta"),
        ("Men of the Gremio del Salto gang robbed three miners.", "gang", "Gremio del Salto gang"),
        ("The Almeria Youth Council, a local NGO, said so.", "Youth", "Almeria Youth Council"),
        ("Rebels accused Saltonic of bribery.", "Saltonic", "Saltonic"),
        ("The UN peacekeeping force in Cyprus (UNFICYP) said so.", "UN", "United Nations Peacekeeping Force in Cyprus"),
        ("The State Committee for Water Safety said so.", "Committee", "State Committee for Water Safety"),
    ],
)
def test_where_a_name_begins_and_ends(reader: Reader, text: str, words: str, expected: str) -> None:
    assert name(read(reader, text), words) == expected


def test_a_politician_speaks_for_the_party_that_is_told(reader: Reader) -> None:
    assert side(read(reader, "Senator Ana Belmar of the Salt Party said so."), "Belmar") == "Salt Party"


def test_a_capital_that_is_in_contact_is_a_government(reader: Reader) -> None:
    found = actor(read(reader, "The minister said Ankara was in contact with the parties."), "Ankara")
    assert found is not None
    assert found.country == "TUR"
