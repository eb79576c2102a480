"""What is in force: which words tell of a measure, by whom and against whom, since when, and in which state at last."""

from __future__ import annotations

import pytest

from sayso.extract.draft import MeasureDraft, draft_of
from sayso.pipeline import Reader, make_report


def measures(reader: Reader, text: str) -> list[MeasureDraft]:
    return draft_of(reader.parse(make_report(f"A title\n\n{text}", published="2025-06-10"))).measures


def only(reader: Reader, text: str) -> MeasureDraft:
    (measure,) = measures(reader, text)
    return measure


@pytest.mark.parametrize(
    ("text", "kind", "state", "by"),
    [
        ("The European Union imposed sanctions on two banks on Monday.", "sanctions", "in_force", "European Union"),
        ("Turkey closed its airspace to Armenian aircraft in May.", "airspace_closure", "in_force", "Turkey"),
        ("Venezuela expelled the French ambassador on Friday.", "expulsion", "in_force", "Venezuela"),
        ("Peru expelled the Chilean charge d'affaires on Friday.", "expulsion", "in_force", "Peru"),
        ("Norway called up reservists on Monday.", "mobilisation", "in_force", "Norway"),
        ("Rwanda put its troops on high alert along the border.", "mobilisation", "in_force", "Rwanda"),
        ("Germany froze development aid to Rwanda in March.", "aid_suspension", "in_force", "Germany"),
        ("Egypt reopened the Rafah crossing on Sunday.", "border_closure", "lifted", "Egypt"),
        ("Poland has kept its border with Belarus shut since May.", "border_closure", "in_force", "Poland"),
        ("China has barred imports of Japanese seafood.", "trade_suspension", "in_force", "China"),
        ("Iran and Iraq agreed a ceasefire, which took effect at midnight.", "ceasefire", "in_force", "Iran"),
        ("Bolivia declared martial law on Friday.", "other", "in_force", "Bolivia"),
        ("India suspended visa services for Canadian citizens.", "other", "in_force", "India"),
        ("Mali banned French broadcasters from its territory.", "other", "in_force", "Mali"),
        ("A dusk-to-dawn curfew is in force in the town.", "curfew", "in_force", None),
        ("The curfew was lifted on Sunday.", "curfew", "lifted", None),
        ("The truce expired on Sunday.", "ceasefire", "lifted", None),
        ("The border between Kenya and Somalia has been closed since 2011.", "border_closure", "in_force", None),
        ("A rule that bars foreign number plates took effect on Friday.", "other", "in_force", None),
        ("The call-up of reservists ordered on Friday covers two provinces.", "mobilisation", "in_force", None),
        ("The African Union imposed a no-fly zone over Gabon.", "airspace_closure", "in_force", "African Union"),
        ("Section 144 was imposed in two districts.", "other", "in_force", None),
        ("Ecuador declared a state of internal armed emergency on Friday.", "other", "in_force", "Ecuador"),
        ("Jordan banned the entry of all Syrian goods.", "trade_suspension", "in_force", "Jordan"),
        ("Visas issued to Canadian citizens were cancelled.", "other", "in_force", None),
        ("Chad gave the Sudanese ambassador 48 hours to leave the country.", "expulsion", "in_force", "Chad"),
        ("Poland declared two Belarusian diplomats persona non grata.", "expulsion", "in_force", "Poland"),
        ("Kenya designated the group as a terrorist organisation.", "sanctions", "in_force", "Kenya"),
        ("Turkey announced a halt to attacks in northern Iraq.", "ceasefire", "in_force", "Turkey"),
        ("Iran and Iraq agreed on a pause in drone and rocket strikes.", "ceasefire", "in_force", "Iran"),
        ("The World Food Programme paused operations in Gao.", "aid_suspension", "in_force", "World Food Programme"),
        ("The governor of Puno region banned the sale of fuel.", "trade_suspension", "in_force", "Puno government"),
        ("The mayor of Lviv has imposed a night curfew.", "curfew", "in_force", "Lviv government"),
        ("Kenya is at war. The National Security Council shut the airspace.", "airspace_closure", "in_force", "Kenya"),
        ("The district administration of Wajir imposed a curfew.", "curfew", "in_force", None),
        ("Kenya revoked the visas of two Somali officials.", "other", "in_force", "Kenya"),
        ("Kenya said it would keep its border closed until July.", "border_closure", "in_force", "Kenya"),
        ("The International Rescue Committee suspended its mobile clinics in Gao.", "aid_suspension", "in_force", None),
        ("Kenya suspended the 2018 military accord with Somalia.", "other", "in_force", "Kenya"),
        ("Kenya eased the curfew in Mombasa on Monday.", "curfew", "in_force", "Kenya"),
        ("Kenya ordered a curfew from 8 p.m. to 4 a.m., which was lifted on Friday.", "curfew", "lifted", "Kenya"),
        ("Kenya suspended aid to Chad in March and resumed it in May.", "aid_suspension", "lifted", "Kenya"),
        ("Kenya will close its airspace from 1 July, the ministry said.", "airspace_closure", "announced", "Kenya"),
        ("The visa ban will take effect on 1 July, the ministry said.", "sanctions", "announced", None),
    ],
)
def test_kind_state_and_taker(reader: Reader, text: str, kind: str, state: str, by: str | None) -> None:
    measure = only(reader, text)
    assert (measure.kind, measure.state) == (kind, state)
    assert by is None or (measure.by is not None and measure.by.name == by)


@pytest.mark.parametrize(
    "text",
    [
        "The UN called for an immediate ceasefire.",
        "The rebels rejected the ceasefire proposed by mediators.",
        "A lasting truce is still out of reach.",
        "The foreign minister threatened to close the border.",
        "The envoy said that the border would reopen if the rebels freed their prisoners.",
        "Protesters closed the road to the bridge.",
        "Police set up roadblocks across the city.",
        "The town has been under siege for a year.",
        "He closed the door and suspended his disbelief.",
        "The army complies with the law of armed conflict.",
    ],
)
def test_what_is_no_measure(reader: Reader, text: str) -> None:
    assert measures(reader, text) == []


def test_from_and_to(reader: Reader) -> None:
    measure = only(reader, "A ceasefire took effect on 3 May and is due to run until 1 July.")
    assert (measure.from_, measure.to) == ("2025-05-03", "2025-07-01")


def test_a_measure_that_was_lifted_ended_then(reader: Reader) -> None:
    measure = only(reader, "The governor lifted the curfew on 8 June.")
    assert (measure.from_, measure.to, measure.state) == (None, "2025-06-08", "lifted")


def test_toward_whom(reader: Reader) -> None:
    measure = only(reader, "Egypt suspended trade with Sudan in May, and Sudan protested.")
    assert measure.toward is not None
    assert (measure.by.name if measure.by else None, measure.toward.name, measure.from_) == (
        "Egypt",
        "Sudan",
        "2025-05",
    )


def test_repeated_mentions_are_one_measure_in_its_last_state(reader: Reader) -> None:
    text = "Egypt imposed a curfew in Arish on 1 June. Shops shut early. Egypt lifted the curfew on Monday."
    measure = only(reader, text)
    assert (measure.state, measure.from_, measure.to) == ("lifted", "2025-06-01", "2025-06-09")


def test_two_sides_take_two_measures(reader: Reader) -> None:
    text = "Kenya closed its border with Somalia in May. Somalia closed its border with Kenya in June."
    assert [m.by.name for m in measures(reader, text) if m.by is not None] == ["Kenya", "Somalia"]


def test_a_mutual_measure_is_entered_once_with_both_sides(reader: Reader) -> None:
    text = (
        "Sudan said its army was ready to fight. Egypt answered that Sudan was lying. "
        "Egypt and Sudan went to war in May. A truce has been in force since 1 June."
    )
    measure = only(reader, text)
    assert {measure.by.name if measure.by else None, measure.toward.name if measure.toward else None} == {
        "Egypt",
        "Sudan",
    }


def test_sides_that_are_not_told_have_a_note(reader: Reader) -> None:
    text = "Egypt said it was ready to fight Sudan. Sudan denied this. A truce has been in force since 1 June."
    draft = draft_of(reader.parse(make_report(f"A title\n\n{text}", published="2025-06-10")))
    assert [row for row, _ in draft.notes if row in draft.measures]


def test_a_measure_that_is_told_by_somebody_says_so(reader: Reader) -> None:
    text = "The trade ministry of Kenya said that imports from Uganda had been suspended on 2 June."
    measure = only(reader, text)
    assert [said.cue.text for said in measure.said_by] == ["said"]
    assert measure.by is not None
    assert measure.by.name == "Kenya"


@pytest.mark.parametrize(
    "text", ["Ban.", "curfew", "closed", "The the ceasefire of of", "sanctions sanctions sanctions", "kept shut"]
)
def test_stray_words_raise_nothing(reader: Reader, text: str) -> None:
    measures(reader, text)


@pytest.mark.parametrize(
    ("text", "kind", "by"),
    [
        ("In Basra, the governor of Anbar imposed a curfew on Friday.", "curfew", "Anbar government"),
        ("Chad ordered its border with Libya closed until further notice.", "border_closure", "Chad"),
        ("Kenya forbade foreigners to enter the camps.", "other", "Kenya"),
        ("Iran's army suspended offensive operations on Monday.", "ceasefire", "Iran"),
        ("Kenya has banned cattle from Uganda.", "trade_suspension", "Kenya"),
        ("Ethiopian Airlines suspended flights to Asmara.", "airspace_closure", "Ethiopian Airlines"),
        ("Iran's forces were put on high alert on Friday.", "mobilisation", "Iran"),
    ],
)
def test_more_takers_and_kinds(reader: Reader, text: str, kind: str, by: str) -> None:
    (measure,) = measures(reader, text)
    assert (measure.kind, measure.by.name if measure.by else None) == (kind, by)


@pytest.mark.parametrize(
    "text",
    [
        "Iran said it would suspend military operations as long as Iraq's army did the same.",
        "The army halted an attack on Goma.",
        "Deliveries would stop within days if the crossing was shut, the UN said.",
        "Iraq's army wants prisoners freed in return for a truce.",
    ],
)
def test_what_depends_on_something_is_no_measure(reader: Reader, text: str) -> None:
    assert measures(reader, text) == []


def test_a_bare_ban_is_the_one_told_last(reader: Reader) -> None:
    text = "Kenya banned imports of maize from Uganda. Traders protested. The ban was lifted on Friday."
    (measure,) = measures(reader, text)
    assert (measure.kind, measure.state) == ("trade_suspension", "lifted")


def test_measures_of_one_side_are_told_apart(reader: Reader) -> None:
    text = "Kenya closed its border with Somalia. Kenya closed its border with Ethiopia. Kenya banned motorcycles."
    assert [m.kind for m in measures(reader, text)] == ["border_closure", "border_closure", "other"]


def test_who_brokers_a_truce_is_no_party_to_it(reader: Reader) -> None:
    text = "Iraq's army fought Iran's. The truce, brokered by Qatar and Kenya, took effect. Qatar and Kenya agreed."
    (measure,) = measures(reader, text)
    assert {measure.by.name if measure.by else "", measure.toward.name if measure.toward else ""} == {"Iraq", "Iran"}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Iran and Iraq agreed on Monday on a 14-day truce, starting at noon Thursday.", ("2025-06-12", "2025-06-26")),
        ("As of 6 a.m. on 4 May an exclusion zone is in force.", ("2025-05-04", None)),
        ("Kenya banned ships from the bay from 4 to 7 May.", ("2025-05-04", "2025-05-07")),
        ("Kenya extended the curfew in Wajir to 1 August.", (None, "2025-08-01")),
        ("A curfew imposed in Wajir on 2 May was lifted on 5 May.", ("2025-05-02", "2025-05-05")),
        ("A 72-hour truce took effect on Monday.", ("2025-06-09", "2025-06-12")),
        ("A seven-day truce between Iran and Iraq entered its third day on Monday.", ("2025-06-07", "2025-06-14")),
        ("The truce, which came into force on 2 May, is due to expire on 1 July.", ("2025-05-02", "2025-07-01")),
        ("Kenya extended the ban on Somali flights on Monday until 1 August.", (None, "2025-08-01")),
        ("Kenya banned the use of drones as of 1 February.", ("2025-02-01", None)),
        ("People marched against the curfew on Sunday.", (None, None)),
        ("Kenya suspended aid to Chad on 3 March and resumed it on 5 May.", ("2025-03-03", "2025-05-05")),
    ],
)
def test_since_when_and_until_when(reader: Reader, text: str, days: tuple[str | None, str | None]) -> None:
    measure = only(reader, text)
    assert (measure.from_, measure.to) == days


def test_two_crossings_are_two_measures(reader: Reader) -> None:
    text = "Israel ordered the Erez crossing closed on Friday. The Rafah crossing partially reopened on Saturday."
    assert [(m.kind, m.state) for m in measures(reader, text)] == [
        ("border_closure", "in_force"),
        ("border_closure", "lifted"),
    ]


def test_a_truce_of_others_is_another_one(reader: Reader) -> None:
    text = "Iran and Iraq agreed a truce. Kenya declared a ceasefire with Somalia."
    assert len(measures(reader, text)) == 2


def test_nobody_takes_a_measure_against_himself_and_a_curfew_is_against_nobody(reader: Reader) -> None:
    assert only(reader, "Kenya reopened its airspace to Kenyan airlines.").toward is None
    assert only(reader, "Kenya imposed a curfew on Somali refugees in Garissa.").toward is None


def test_a_target_that_the_sentence_does_not_name_is_one_of_the_sides(reader: Reader) -> None:
    text = (
        "Kenya and Somalia trade fire. Kenya shelled Somali posts. Somalia shelled Kenyan posts. "
        "The United States, Chad and Peru voiced concern. Uganda shut a crossing for six hours."
    )
    assert [measure.toward for measure in measures(reader, text)] == [None]
