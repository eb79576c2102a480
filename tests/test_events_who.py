"""Who acts and who is acted on: the same roles whatever the construction that tells them."""

from __future__ import annotations

import pytest

from sayso.extract.draft import EventDraft, draft_of
from sayso.pipeline import Reader
from sayso.types import make_report

ISLAMIC_STATE = "Islamic State"


def events(reader: Reader, text: str) -> list[EventDraft]:
    return draft_of(reader.parse(make_report(text, published="2026-05-20"))).events


def has(found: EventDraft, actors: set[str], recipients: set[str]) -> bool:
    return {a.name for a in found.actors} == actors and {a.name for a in found.recipients} == recipients


CASES = [
    # nouns and passives
    ("The raid by Israeli troops on Jenin lasted ten hours.", {"Israel"}, set()),
    ("A Turkish airstrike on Hamas positions killed three people.", {"Turkey"}, {"Hamas"}),
    ("Ukraine came under a wave of Russian missile attacks.", {"Russia"}, {"Ukraine"}),
    ("A U.N. helicopter was hit by gunfire from M23 rebels.", {"M23"}, {"United Nations"}),
    ("Two Indian soldiers were wounded in shelling by Pakistan in Poonch.", {"Pakistan"}, {"India"}),
    ("The base came under attack from Islamic State fighters.", {ISLAMIC_STATE}, set()),
    # coordination
    ("Thai and Cambodian troops exchanged fire near Surin.", {"Thailand", "Cambodia"}, set()),
    ("Clashes broke out between Houthi fighters and Saudi troops near Saada.", {"Houthis", "Saudi Arabia"}, set()),
    ("Al-Shabaab attacked Kenyan and Somali troops in Mandera.", {"al-Shabab"}, {"Kenya", "Somalia"}),
    # what a side fights with, and what it holds
    ("Russian drones hit a substation in Sumy.", {"Russia"}, set()),
    ("A bomb planted by Islamic State exploded near a school.", {ISLAMIC_STATE}, set()),
    ("The United States bombed Houthi positions in Hodeidah.", {"United States"}, {"Houthis"}),
    # light verbs, framing nouns, directions
    ("Russia staged a massive missile attack on Kyiv overnight.", {"Russia"}, set()),
    ("Tajik border troops opened fire in the direction of a Kyrgyz border post.", {"Tajikistan"}, {"Kyrgyzstan"}),
    # who is said to have done it
    ("The attack, claimed by Islamic State, killed 11 miners.", {ISLAMIC_STATE}, {"civilians"}),
    ("The attack, which Kabul blamed on Pakistan, hit a home in Khost.", {"Pakistan"}, set()),
    ("Islamic State said it was behind the attack.", {ISLAMIC_STATE}, set()),
    ("Gunmen shot dead two nurses in Bannu. Islamic State claimed responsibility.", {ISLAMIC_STATE}, {"civilians"}),
    ("Gunmen shot dead two nurses. No group claimed responsibility.", {"unidentified gunmen"}, {"civilians"}),
    # appositions
    (
        "Hamas, an ally of Hezbollah that bombed a convoy in May, attacked Israeli soldiers.",
        {"Hamas"},
        {"Israel"},
    ),
    # people who are no civilians to those whom they kill
    ("Inmates took six prison guards hostage.", {"inmates"}, {"prison guards"}),
    # diplomacy
    ("Mali closed its border with Algeria.", {"Mali"}, {"Algeria"}),
    ("Beijing suspended imports of Japanese seafood on Wednesday.", {"China"}, {"Japan"}),
    ("Delegations from Russia and Ukraine held talks in Istanbul.", {"Russia", "Ukraine"}, set()),
]


@pytest.mark.parametrize(("sentence", "actors", "recipients"), CASES)
def test_roles(reader: Reader, sentence: str, actors: set[str], recipients: set[str]) -> None:
    found = events(reader, sentence)
    assert any(has(event, actors, recipients) for event in found), [
        (e.anchor.text, [a.name for a in e.actors], [a.name for a in e.recipients]) for e in found
    ]


def test_who_is_filled_in_says_so(reader: Reader) -> None:
    text = "Mali accused Algeria of a raid. Algeria denied it. Mali attacked Algeria, Algeria Mali. Clashes followed."
    draft = draft_of(reader.parse(make_report(text, published="2026-05-20")))
    noted = {id(record) for record, note in draft.notes if note.startswith("actors")}
    for event in draft.events:
        if event.anchor.text == "Clashes" and event.actors:
            assert id(event) in noted


def test_bodies_that_are_taken_away_are_no_hostages(reader: Reader) -> None:
    assert not any(e.mode == "abduct" for e in events(reader, "Residents took the bodies away for burial."))


@pytest.mark.parametrize(
    "sentence", ["Rebels captured the town.", "The town was besieged by rebels.", "Troops shot down the drone."]
)
def test_plain_deeds_are_no_figures_of_speech(reader: Reader, sentence: str) -> None:
    assert events(reader, sentence)


def test_a_deed_joins_the_one_with_which_it_shares_most(reader: Reader) -> None:
    text = (
        "Hamas fighters stormed a base near Jenin on Monday, killing nine Israeli soldiers, hours after a car bomb "
        "went off in Haifa. Hamas claimed the raid."
    )
    (storming,) = [e for e in events(reader, text) if e.anchor.text == "stormed"]
    assert "raid" in {span.text for span in storming.also}


def test_the_dead_of_a_passing_phrase_are_no_news(reader: Reader) -> None:
    found = events(reader, "The monitors said police had beaten detainees. Relatives of the dead met the governor.")
    assert {e.status for e in found if e.type == "ASSAULT"} == {"claimed"}


def test_clashes_of_others_are_not_those_of_the_two_sides(reader: Reader) -> None:
    text = "Mali attacked Algeria. Algeria attacked Mali. Clashes between rival gangs killed six people in Lima."
    (clash,) = [e for e in events(reader, text) if "killed" in {s.text for s in (e.anchor, *e.also)}]
    assert not {"Mali", "Algeria"} & {a.name for a in clash.actors}


def test_whom_it_killed_need_not_be_whom_it_was_aimed_at(reader: Reader) -> None:
    text = "Gunmen ambushed a Hamas patrol near Jenin on Wednesday, killing a Kenyan soldier and wounding another."
    assert len([e for e in events(reader, text) if e.type == "ASSAULT"]) == 1


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("Haifa was shelled by fighters linked to Hamas.", "Hamas"),
        ("Two nurses were killed by gunmen believed to be members of Hamas.", "Hamas"),
    ],
)
def test_people_said_to_belong_to_a_group_act_for_it(reader: Reader, sentence: str, actor: str) -> None:
    assert actor in {a.name for e in events(reader, sentence) for a in e.actors}


def test_what_the_attackers_did_was_part_of_the_attack(reader: Reader) -> None:
    text = (
        "Bandits raided a village near Kano on Monday, residents said. An elder said the attackers set houses ablaze."
    )
    assert len(events(reader, text)) == 1
