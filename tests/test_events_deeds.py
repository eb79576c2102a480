"""One deed told in several words, what came of it, and what only looks like a deed."""

from __future__ import annotations

import pytest

from sayso.evaluate.events import find_root
from sayso.extract.draft import EventDraft, draft_of
from sayso.pipeline import Reader
from sayso.types import make_report


def events(reader: Reader, text: str) -> list[EventDraft]:
    return draft_of(reader.parse(make_report(text, published="2026-05-20"))).events


def names(found: EventDraft) -> tuple[set[str], set[str]]:
    return {a.name for a in found.actors}, {a.name for a in found.recipients}


@pytest.mark.parametrize(
    "text",
    [
        "A bus overturned near Jos. The injured were taken to a hospital.",
        "Two drivers were taken to a clinic for treatment.",
        "Villagers were taken to safety on Sunday.",
        "Two officers were airlifted to Nairobi for treatment.",
    ],
)
def test_who_is_taken_to_be_treated_is_not_abducted(reader: Reader, text: str) -> None:
    assert not [event for event in events(reader, text) if event.type != "AID" and not event.said_by]


def test_a_flag_is_no_state(reader: Reader) -> None:
    found = events(reader, "A missile hit a Panama-flagged tanker off Odesa on Tuesday.")
    assert names(found[0])[1] == set()


def test_rounds_of_ammunition_are_no_talks(reader: Reader) -> None:
    text = "Officers in Garissa recovered a rifle and 30 rounds of ammunition on Monday."
    assert "CONSULT" not in {event.type for event in events(reader, text)}


def test_pirates_who_flee_are_not_displaced(reader: Reader) -> None:
    found = events(reader, "Pirates exchanged fire with guards before fleeing in two speedboats.")
    assert [event.type for event in found] == ["ASSAULT"]


def test_launching_and_hitting_are_one_deed_of_which_the_hit_is_told(reader: Reader) -> None:
    found = events(reader, "A drone launched by the Houthis struck a market in Marib on Saturday, killing nine people.")
    assert [event.anchor.text for event in found] == ["struck"]
    assert names(found[0])[0] == {"Houthis"}


def test_damage_is_what_came_of_the_attack(reader: Reader) -> None:
    text = "Rebels attacked a police station in Goma on Friday, killing three officers. Two houses were also damaged."
    found = events(reader, text)
    assert [event.anchor.text for event in found] == ["attacked"]


def test_a_name_that_comes_later_wins_over_gunmen(reader: Reader) -> None:
    text = (
        "Gunmen ambushed an army patrol near Bannu on Tuesday, the Pakistani army said. "
        "A spokesman for the army said the Pakistani Taliban were behind the ambush."
    )
    assert "Taliban" in next(iter(names(events(reader, text)[0])[0]))


@pytest.mark.parametrize(
    ("text", "anchor", "recipients"),
    [
        ("Police used water cannon to disperse demonstrators on Thursday.", "used", {"demonstrators"}),
        ("Denmark handed over the suspects to Nigeria on Friday.", "handed over", {"Nigeria"}),
        ("Teachers went on strike in solidarity with the students.", "went on strike", set()),
    ],
)
def test_recipients(reader: Reader, text: str, anchor: str, recipients: set[str]) -> None:
    found = next(event for event in events(reader, text) if event.anchor.text.startswith(anchor))
    assert {a.name for a in found.recipients} == recipients


def test_who_freed_somebody_after_talks_took_part_in_them(reader: Reader) -> None:
    found = events(reader, "Mali freed three traders on Thursday after talks with Algeria.")
    assert names(next(event for event in found if event.type == "CONSULT"))[0] == {"Mali", "Algeria"}


def test_a_participle_without_its_auxiliary_is_passive(reader: Reader) -> None:
    found = events(reader, "The ministry said 107 people had been arrested and 21 officers injured.")
    assert not [event for event in found if "officers" in {a.name for a in event.actors}]


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("Peru backed Kenya in the dispute on Monday.", "SUPPORT"),
        ("Peru bowed to pressure from Kenya on Monday.", "CONCEDE"),
        ("Peru voiced concern over Kenya on Monday.", "ACCUSE"),
        ("Peru imported wheat from Kenya on Monday.", "COOPERATE"),
        ("Peru turned down a request from Kenya on Monday.", "REJECT"),
        ("Peru is willing to cooperate with Kenya.", "AGREE"),
    ],
)
def test_root_between_two(reader: Reader, text: str, root: str) -> None:
    at = text.index("Kenya")
    reading = reader.read(make_report(text, published="2026-05-20")).to_dict()
    assert find_root(reading, [(0, 4)], [(at, at + 5)]) == root


def test_guards_and_soldiers_do_two_deeds_in_one_sentence(reader: Reader) -> None:
    found = events(reader, "Rioters threw bottles at the police before soldiers opened fire on the crowd in Lima.")
    assert [event.anchor.text for event in found] == ["threw", "opened fire"]


def test_the_execution_takes_up_who_was_executed(reader: Reader) -> None:
    text = "Militants executed a village chief in Ansongo on 3 May. A video showing the execution was posted online."
    assert len(events(reader, text)) == 1


def test_who_denies_an_attack_on_itself_did_not_do_it(reader: Reader) -> None:
    text = "The Houthis said they had attacked a Saudi base near Najran. Saudi Arabia denied the attack."
    assert not [event for event in events(reader, text) if "Saudi Arabia" in names(event)[0]]


def test_crew_members_are_kidnapped(reader: Reader) -> None:
    found = events(reader, "Pirates kidnapped nine crew members off Benin on Monday.")
    assert names(found[0])[1] == {"crew members"}


def test_who_shelled_drove_out_those_who_fled_the_bombardment(reader: Reader) -> None:
    text = "The Malian army shelled a hill near Kidal on Friday. The bombardment forced 300 families to flee."
    found = events(reader, text)
    assert names(found[-1]) == ({"Malian Armed Forces"}, {"civilians"})
