"""Negotiations: what is called talks, between whom, which round, when and where, and how they stand."""

from __future__ import annotations

import pytest

from sayso.extract.draft import TalksDraft, draft_of
from sayso.pipeline import Reader, make_report


def talks(reader: Reader, text: str) -> list[TalksDraft]:
    return draft_of(reader.parse(make_report(f"A title\n\n{text}", published="2025-11-25"))).talks


def only(reader: Reader, text: str) -> TalksDraft:
    (told,) = talks(reader, text)
    return told


def parties(told: TalksDraft) -> set[str]:
    return {actor.name for actor in told.parties}


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Armenia and Azerbaijan will hold talks in Geneva on December 3.", "planned"),
        ("Talks between Ethiopia and Sudan collapsed last week.", "ended"),
        ("Iran and Iraq resumed talks on Monday.", "under_way"),
        ("Talks between Iran and Iraq, due to open on Friday, have been put off.", "stalled"),
        ("Rwanda walked out of the Luanda talks with the Congolese government.", "stalled"),
        ("Egypt said it would not return to the talks with Ethiopia, suspended in May.", "stalled"),
        ("Iran and Iraq held talks in Muscat on Sunday.", "ended"),
        ("Officials from Iran and Iraq are holding talks in Muscat.", "under_way"),
        ("Kenya is ready for a second round of talks with Uganda.", "planned"),
        ("The dialogue between Kosovo and Serbia has been deadlocked since May.", "stalled"),
        ("Mediators are trying to revive talks between Egypt and Ethiopia.", "stalled"),
        ("A ceasefire was announced after two days of talks between Iran and Iraq.", "ended"),
        ("A deal between Egypt and Sudan, brokered by Qatar, was signed on Saturday.", "agreed"),
    ],
)
def test_state(reader: Reader, text: str, state: str) -> None:
    assert only(reader, text).state == state


@pytest.mark.parametrize(
    "text",
    [
        "The president ruled out talks with the rebels.",
        "The UN called for dialogue.",
        "The African Union urged dialogue.",
        "There are no talks under way, the minister said.",
        "He said talk of war was reckless.",
        "The second round of the election is set for June.",
        "The ministers met on the sidelines of the summit.",
        "The talks team flew home.",
        "It was settled without any negotiations.",
        "Soldiers fired a second round into the air.",
    ],
)
def test_what_is_no_negotiation(reader: Reader, text: str) -> None:
    assert talks(reader, text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A third round of talks between Iran and Iraq ended on Friday.", 3),
        ("The 3rd round of talks between Iran and Iraq ended on Friday.", 3),
        ("A new round of talks between Iran and Iraq ended on Friday.", None),
        ("The first direct talks between Iran and Iraq ended on Friday.", None),
    ],
)
def test_round_number(reader: Reader, text: str, number: int | None) -> None:
    assert only(reader, text).round == number


def test_day_place_parties_and_mediators(reader: Reader) -> None:
    text = "A fifth round of talks between Iran and Iraq, held in Muscat on Nov. 7 and mediated by Oman, ended early."
    told = only(reader, text)
    assert parties(told) == {"Iran", "Iraq"}
    assert [actor.name for actor in told.mediators] == ["Oman"]
    assert (told.round, told.date, told.state) == (5, "2025-11-07", "ended")
    assert told.place is not None
    assert told.place.name == "Muscat"


def test_who_tells_of_talks_with_somebody_is_a_party(reader: Reader) -> None:
    told = only(reader, "Egypt suspended talks with Ethiopia on Thursday.")
    assert parties(told) == {"Egypt", "Ethiopia"}


def test_a_host_is_no_party_but_the_third(reader: Reader) -> None:
    told = only(reader, "On Sunday Oman hosted talks between Iran and Iraq.")
    assert parties(told) == {"Iran", "Iraq"}
    assert [actor.name for actor in told.mediators] == ["Oman"]


def test_mentions_of_one_round_are_one_entry_in_its_last_state(reader: Reader) -> None:
    text = "Iran and Iraq opened talks in Muscat on Monday. Few trusted the talks. On Tuesday the talks collapsed."
    told = only(reader, text)
    assert told.state == "ended"
    assert told.span.text.startswith("talks")


def test_rounds_are_told_apart(reader: Reader) -> None:
    text = "Iran and Iraq ended a second round of talks on Friday. A third round is due to open in Muscat in December."
    assert [(told.round, told.state) for told in talks(reader, text)] == [(2, "ended"), (3, "planned")]


def test_parties_that_are_not_told_have_a_note(reader: Reader) -> None:
    text = "Egypt accused Sudan of lying. Sudan denied it. Peace talks have stalled."
    draft = draft_of(reader.parse(make_report(f"A title\n\n{text}", published="2025-11-25")))
    assert parties(draft.talks[0]) == {"Egypt", "Sudan"}
    assert [row for row, _ in draft.notes if row is draft.talks[0]]


def test_talks_that_are_told_by_somebody_say_so(reader: Reader) -> None:
    told = only(reader, "Kenya's foreign minister said talks with Uganda would resume on Friday.")
    assert [said.cue.text for said in told.said_by] == ["said"]


@pytest.mark.parametrize(
    "text", ["Talks.", "talks talks", "the round of", "A third", "negotiations with", "between talks and"]
)
def test_stray_words_raise_nothing(reader: Reader, text: str) -> None:
    talks(reader, text)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Negotiations between Egypt and Sudan got under way in Doha on Monday.", "under_way"),
        ("Talks between Egypt and Sudan are at a standstill.", "stalled"),
        ("Negotiations between Egypt and Sudan have hit an impasse.", "stalled"),
        ("Talks between Egypt and Sudan in Doha produced an agreement on water.", "agreed"),
        ("Talks between Egypt and Sudan ended with no agreement.", "ended"),
        ("Delegations from Egypt and Sudan ended the first day of talks in Doha.", "under_way"),
        ("Egypt and Sudan are to resume talks on Friday.", "planned"),
        ("Egypt said it would not take part in the talks with Sudan.", "stalled"),
    ],
)
def test_results_and_plans(reader: Reader, text: str, state: str) -> None:
    assert only(reader, text).state == state


@pytest.mark.parametrize(
    "text",
    [
        "Iraq's army accused Kenya. Iraq's army and Kenya's army met. Talks between the two sides opened on Friday.",
        "Qatar mediated between Iraq's army and Kenya's army. Both sides held a second round of talks.",
        "Iraq's army opened talks with Kenya's army in May. The next round is due to open in Doha.",
    ],
)
def test_the_pair_named_before(reader: Reader, text: str) -> None:
    assert {name.split()[0] for name in parties(talks(reader, text)[-1])} == {"Iraq", "Kenya"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Talks between Iraq's army and Kenya's army, mediated by the African Union, opened.", {"African Union"}),
        ("Iraq's army and Kenya's army held talks under the auspices of the European Union.", {"European Union"}),
        ("Iraq's army met Kenya's army for talks. The African Union facilitates the process.", {"African Union"}),
        ("Iraq's army thanked the African Union for hosting talks with Kenya's army.", {"African Union"}),
        ("The African Union offered to mediate. Iraq's army held talks with Kenya's army.", set()),
    ],
)
def test_mediators(reader: Reader, text: str, names: set[str]) -> None:
    assert {actor.name for actor in talks(reader, text)[0].mediators} == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mediators from Oman and Kenya opened talks between Iran and Iraq.", {"Oman", "Kenya"}),
        ("Saudi mediators brokered the deal between Iran and Iraq.", {"Saudi Arabia"}),
        ("Talks between Iran and Iraq opened on Monday, with Cuba and Norway as guarantors.", {"Cuba", "Norway"}),
        ("The African Union offered to host talks between Iran and Iraq.", {"African Union"}),
        ("Talks between Iran and Iraq resumed, with Peru as go-between.", {"Peru"}),
        ("Egypt will host a third meeting between Iran and Iraq's envoys for peace.", {"Egypt"}),
        ("Iran and Iraq would attend the talks proposed by the African Union.", {"African Union"}),
        ("A deal between Iran and Iraq, signed under UN auspices, collapsed.", {"United Nations"}),
    ],
)
def test_third_parties_by_the_name_of_their_state(reader: Reader, text: str, names: set[str]) -> None:
    told = only(reader, text)
    assert {actor.name for actor in told.mediators} == names
    assert parties(told) == {"Iran", "Iraq"}


def test_observers_are_no_parties(reader: Reader) -> None:
    text = "Iran and Iraq held talks. A second round is due to open in Geneva on 3 December with Egypt as an observer."
    second = talks(reader, text)[-1]
    assert (parties(second), second.round, second.date) == ({"Iran", "Iraq"}, 2, "2025-12-03")
    assert second.place is not None
    assert second.place.name == "Geneva"


def test_who_hosts_other_talks_of_the_sentence_mediates_only_those(reader: Reader) -> None:
    text = (
        "Iraq wants peace. It thanked Qatar for hosting the earlier rounds with Iran in Doha, "
        "and is ready for a fourth round."
    )
    earlier, fourth = talks(reader, text)
    assert [actor.name for actor in earlier.mediators] == ["Qatar"]
    assert (fourth.round, fourth.state, fourth.mediators) == (4, "planned", [])


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("China brokered a first round of talks between Iran and Iraq in May.", "ended"),
        ("After two days of talks in Doha, Iran and Iraq agreed on a truce.", "agreed"),
        ("A round of talks between Iran and Iraq planned for May was postponed.", "stalled"),
        ("Iran and Iraq signed a declaration of principles on Friday and agreed to work towards peace.", "agreed"),
        ("A peace deal between Iran and Iraq collapsed last week.", "ended"),
        ("The Hodeidah agreement was signed by Iran and Iraq in 2018.", "agreed"),
        ("A prisoner exchange between Iran and Iraq, brokered by the Red Cross, was signed.", "agreed"),
    ],
)
def test_state_of_rounds_and_deals(reader: Reader, text: str, state: str) -> None:
    assert only(reader, text).state == state


def test_a_round_is_where_the_last_one_was(reader: Reader) -> None:
    found = talks(reader, "Iran and Iraq held a first round of talks in Doha. A second round is planned there in May.")
    assert [told.place.name if told.place else None for told in found] == ["Doha", "Doha"]


def test_a_heading_tells_of_no_talks(reader: Reader) -> None:
    assert talks(reader, "The talks.\n\nIran and Iraq are at war.") == []


def test_sides_named_without_a_known_actor_are_not_replaced_by_others(reader: Reader) -> None:
    told = only(reader, "Kenya and Chad met. A dialogue between Peru and the strikers opened in Lima.")
    assert parties(told) <= {"Peru", "strikers"}


def test_negotiations_under_way_are_not_the_round_to_come(reader: Reader) -> None:
    text = "Iran and Iraq plan a third round of talks in May. Negotiations over hostages resumed in Doha on Monday."
    assert [(told.round, told.state) for told in talks(reader, text)] == [(3, "planned"), (None, "under_way")]
