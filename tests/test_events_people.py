"""Who takes part where nobody is named: people by what they do or suffer, staff, dealings of states, sieges."""

from __future__ import annotations

import pytest

from sayso.extract.draft import EventDraft, draft_of
from sayso.pipeline import Reader
from sayso.types import make_report


def events(reader: Reader, text: str) -> list[EventDraft]:
    return draft_of(reader.parse(make_report(text, published="2026-05-20"))).events


def who(event: EventDraft) -> tuple[str, set[str], set[str]]:
    return event.type, {a.name for a in event.actors}, {a.name for a in event.recipients}


CASES = [
    # people are named by who they are where that is why they suffer it, and by what befalls them where it is not told
    ("Kidnappers freed two fishermen on Sunday.", ("RETREAT", {"unidentified attackers"}, {"fishermen"})),
    ("Police arrested 40 people in Gomel on Sunday.", ("COERCE", {"Belarusian police"}, {"detainees"})),
    ("Some 900 people marched through Lomza on Sunday.", ("PROTEST", {"protesters"}, set())),
    ("The gunmen killed 30 people, most of them women.", ("ASSAULT", {"unidentified gunmen"}, {"civilians"})),
    # with whom states deal
    ("Portugal lent Lima 20 million dollars on Monday.", ("AID", {"Portugal"}, {"Peru"})),
    ("Norwegian jets violated Swedish airspace on Monday.", ("MOBILIZE", {"Norway"}, {"Sweden"})),
    ("Chile and Peru declared support for Ecuador.", ("SUPPORT", {"Chile", "Peru"}, {"Ecuador"})),
    # what is aimed at somebody, and coordinated charges
    ("Bulgarian guards used tear gas against migrants.", ("ASSAULT", {"Bulgaria"}, {"civilians"})),
    # forces that train together cooperate
    ("The war game was staged by Egyptian and Jordanian forces.", ("COOPERATE", {"Egypt", "Jordan"}, set())),
    # whose uniform they wear, the two sides, what "it" is not
    ("Two herders were taken away by soldiers in Eritrean uniform.", ("ASSAULT", {"Eritrean army"}, {"herders"})),
    # what is signed, what is promised
    ("Chad and Niger signed a pact in Zinder on Monday.", ("SUPPORT", {"Chad", "Niger"}, set())),
]


@pytest.mark.parametrize(("text", "told"), CASES)
def test_who_takes_part(reader: Reader, text: str, told: tuple[str, set[str], set[str]]) -> None:
    assert told in [who(event) for event in events(reader, text)]


def test_tear_gas_is_used_on_those_who_protest(reader: Reader) -> None:
    found = events(reader, "Students marched in Lomza on Sunday. Police used tear gas and arrested 17 of them.")
    assert [who(event)[2] for event in found] == [set(), {"students"}, {"students"}]


def test_talks_that_were_suspended_are_by_nobody_named(reader: Reader) -> None:
    found = events(reader, "Oman said it would not return to the talks, suspended in December.")
    assert ("REJECT", set(), set()) in [who(event) for event in found]


def test_a_pause_in_attacks_tells_none(reader: Reader) -> None:
    found = events(reader, "Iran and Iraq agreed on a pause in rocket attacks.")
    assert [event.type for event in found] == ["AGREE"]


def test_a_driver_belongs_to_the_body_that_reacts(reader: Reader) -> None:
    text = "The World Food Programme suspended convoys after a driver was beaten near Gao; he was freed on Sunday."
    found = {event.anchor.text: who(event) for event in events(reader, text)}
    assert found["beaten"][2] == found["freed"][2] == {"World Food Programme"}


def test_who_took_a_town_laid_its_siege(reader: Reader) -> None:
    found = events(reader, "Hamas overran Jenin after a nine-month siege.")
    assert ("COERCE", {"Hamas"}, set()) in [who(event) for event in found]


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("The bishop offered to mediate.", []),
        ("The government lifted the ban on rallies.", ["lifted"]),
        ("The government agreed to open talks with the unions.", ["agreed to"]),
        ("Guards seized two of its trucks and arrested the crew.", ["seized", "arrested"]),
    ],
)
def test_how_many_events_there_are(reader: Reader, text: str, anchors: list[str]) -> None:
    assert [event.anchor.text for event in events(reader, text)] == anchors


@pytest.mark.parametrize(
    ("sentence", "type_", "mode"),
    [
        ("Hackers knocked the websites of three ministries offline on Monday.", "COERCE", "cyber"),
        ("Raiders looted a warehouse of the charity.", "COERCE", "seize"),
        ("Lawyers staged a sit-in outside the court.", "PROTEST", "demo"),
        ("Teachers went on strike in three provinces.", "PROTEST", "strike"),
        ("The army retook the village of Lomza.", "ASSAULT", None),
        ("Slovenia opened its borders to refugees.", "AID", None),
        ("Three lorries carrying flour reached the enclave on Sunday.", "AID", None),
        ("Ghana sent 300 peacekeepers to the border town.", "AID", None),
        ("Ireland withdrew its peacekeepers from the buffer zone.", "SANCTION", "withdraw"),
        ("The soldiers remained on alert on Sunday.", "MOBILIZE", "troops"),
        ("The ministry lifted the requirement for permits.", "CONCEDE", None),
    ],
)
def test_a_clause_tells_its_type_and_mode(reader: Reader, sentence: str, type_: str, mode: str | None) -> None:
    assert (type_, mode) in [(event.type, event.mode) for event in events(reader, sentence)]
