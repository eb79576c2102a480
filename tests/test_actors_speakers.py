"""Who the words for a speaker mean: titles, appositions, pairs, forces of one place, newspapers."""

from __future__ import annotations

import pytest

from sayso import Reader, make_report
from sayso.extract.draft import StatementDraft, draft_of


def read(reader: Reader, text: str) -> list[StatementDraft]:
    found = draft_of(reader.parse(make_report(text, published="2025-11-25"))).statements
    return [statement for statement in found if statement.act not in {"believe", "intend"}]


def speakers(reader: Reader, text: str) -> list[str | None]:
    return [statement.speaker.name if statement.speaker else None for statement in read(reader, text)]


SPEAKERS = [
    # A name set off by commas behind a title with an "of" phrase, whatever the parser hangs it on.
    ("The head of the EU monitoring mission, Marko Ritz, said he had seen nothing.", ["Marko Ritz"]),
    ("A spokesman for the Kenyan-led mission, Jack Omolo, did not return calls.", ["Jack Omolo"]),
    ("The interim president of Tigray, Haile Redda, accused a faction of plotting.", ["Haile Redda"]),
    # A surname whose bearer was named before.
    ('Fritz Morel made the comment on Monday. "The gangs are at the gates," Morel said.', ["Fritz Morel"]),
    # Titles in capitals.
    ("The SP of Baramulla, Tahir Salim, said two men were being questioned.", ["Tahir Salim"]),
    ("DSP Tahir Salim said two men were being questioned.", ["Tahir Salim"]),
    # Those told of again.
    ("A resident said the shelling lasted an hour. The man said monks were carried out.", ["unnamed resident"] * 2),
    # A country in a role.
    ("The bloc's chair, Malaysia, has not commented.", ["Malaysia"]),
    ("Beijing's embassy in Manila said the vessel had turned.", ["Chinese Embassy"]),
    # Newspapers; forces of one place.
    ("According to the Indian Express, one of them is a teacher.", ["Indian Express"]),
    ("The Sagaing People's Defence Force rejected the account.", ["Sagaing People's Defence Force"]),
    # Two at once.
    ("Pakistan and India exchanged fire. Both governments denied using drones.", ["Pakistan", "India"]),
    ("Peru and Chile held talks. The two sides said the border was open.", ["Peru", "Chile"]),
    ("Peru and Chile held talks. Neither side has commented.", ["Peru", "Chile"]),
    (
        "Presidents Ana Ruiz and Juan Vidal met in Lima. The two leaders said they had agreed on a map.",
        ["Ana Ruiz", "Juan Vidal"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SPEAKERS)
def test_the_words_for_a_speaker_find_the_actor(reader: Reader, text: str, expected: list[str]) -> None:
    assert speakers(reader, text) == expected


def test_a_nameless_mission_is_a_side(reader: Reader) -> None:
    (found,) = read(reader, "A spokesman for the Kenyan-led mission, Jack Omolo, did not return calls from Haiti.")
    assert found.speaker is not None
    assert found.speaker.side().name == "Kenyan-led mission"


def test_both_sides_of_nobody_are_themselves(reader: Reader) -> None:
    assert speakers(reader, "Both sides said the road was open.") == ["sides"]


MEDIA = [
    ("The group rejected the charge in a post on Facebook.", "a post on Facebook"),
    ('The minister dismissed the remarks as "smoke" in a message on X.', "a message on X"),
    ("A resident reached by phone said the shelling lasted an hour.", "phone"),
    ("Speaking by satellite phone, the commander said the base had fallen.", "satellite phone"),
    ("The group's spokesman said on Radio Lakay that the raids would go on.", "Radio Lakay"),
    ("The rebels urged soldiers to defect in a statement emailed to reporters.", "a statement emailed to reporters"),
    ("In remarks carried by the state agency, he demanded a withdrawal.", "remarks carried by the state agency"),
    ("The mayor told a news conference that the bridge was closed.", "a news conference"),
    ("The colonel told state television that the bridge was closed.", "state television"),
    # No medium of this statement.
    ("The minister said he would repeat it in a speech.", None),
    ("The group rejected what was said in the broadcast.", None),
]


@pytest.mark.parametrize(("text", "medium"), MEDIA)
def test_the_medium_wherever_the_parser_hung_it(reader: Reader, text: str, medium: str | None) -> None:
    assert [statement.medium for statement in read(reader, text)][:1] == [medium]


def test_the_medium_is_no_part_of_what_is_said(reader: Reader) -> None:
    (found,) = read(reader, "The group rejected the charge in a post on Facebook.")
    assert [span.text for span in found.content] == ["the charge"]


ADDRESSED = [
    ("Beijing urged Manila to stop the drills.", "Philippines"),
    ("The foreign ministry called on Ethiopia to withdraw.", "Ethiopia"),
    ("The mayor appealed to Ethiopia for help.", "Ethiopia"),
    ("The governor ordered the police to set up checkpoints.", "police"),
    ("Ethiopia accused Eritrea of shelling a town.", None),
]


@pytest.mark.parametrize(("text", "name"), ADDRESSED)
def test_to_whom_it_is_said(reader: Reader, text: str, name: str | None) -> None:
    found = read(reader, text)[0].addressee
    assert (found is None) == (name is None)
    assert found is None or (name or "") in found.name


def test_a_day_between_the_accused_and_the_charge(reader: Reader) -> None:
    (found,) = read(reader, "Ethiopia accused Eritrea on Monday of shelling a town.")
    assert found.said_on == "2025-11-24"


TOLD_APART = [
    # A word that sets a group apart from the one spoken of.
    ("The insurgents burned a bus. A member of the local militia said the road was cut.", "local militia"),
    ("The news agency MTI said the bridge had been blown up.", "MTI"),
    ("Residents said they heard a blast. One of them, a teacher, said windows broke.", "unnamed teacher"),
]


@pytest.mark.parametrize(("text", "expected"), TOLD_APART)
def test_who_is_told_apart_from_the_one_before(reader: Reader, text: str, expected: str) -> None:
    assert (speakers(reader, text)[-1] or "") == expected


def test_a_go_between_of_a_country_and_a_coordinator_of_the_un(reader: Reader) -> None:
    (found,) = read(reader, "The Malaysian facilitator, Ali Zainal, told reporters that talks would resume.")
    assert found.speaker is not None
    assert found.speaker.side().country == "MYS"
    (found,) = read(reader, "The Humanitarian Coordinator, Ana Ruiz, said that convoys were stuck.")
    assert found.speaker is not None
    assert found.speaker.side().name == "United Nations"


def test_a_telephone_says_nothing(reader: Reader) -> None:
    (found,) = read(reader, "A doctor, who was not allowed to talk, said by telephone that six people were dead.")
    assert (found.source and found.source.text, found.medium) == ("A doctor", "telephone")


def test_asking_for_anonymity_is_no_statement(reader: Reader) -> None:
    assert read(reader, "A nurse requested anonymity. A priest asked that his name be withheld.") == []


def test_a_ministry_of_the_government_that_has_just_spoken(reader: Reader) -> None:
    told = "Chile's Foreign Ministry protested. Lima expressed concern."
    text = f"{told} Foreign Ministry spokesman Juan Vidal said it was late."
    speaker = read(reader, text)[-1].speaker
    assert speaker is not None
    assert speaker.side().country == "PER"


TOLD_AGAIN = [
    # A wider noun for one told of by a role, and one whose role came before the name.
    ("The bishop of Lugo offered to receive them. The prelate said the church would wait.", "bishop of Lugo"),
    ("Sudan's army chief refused. Adam Tayib told officers it was bad. The general said it was late.", "Adam Tayib"),
    ("Basilan Gov. Musa Hadji offered help. The governor said he did not care.", "Musa Hadji"),
    ("The paper Le Soir printed it. The newspaper said the plan was old.", "Le Soir"),
    # An office in front of a name, a person's office, a nickname in quotation marks.
    ("The Presidential Peace Adviser, Carlo Vega Jr., appealed to both camps.", "Carlo Vega Jr."),
    ('In an audio message, a commander known as "Tigre" said that the men were well.', "unnamed commander"),
    # Silence of two, told with a verb of saying.
    ("Neither the ministry nor the guerrillas confirmed that.", "guerrillas"),
    ("He said neither side had accepted the text and told reporters that it was late.", None),
]


@pytest.mark.parametrize(("text", "expected"), TOLD_AGAIN)
def test_who_is_told_of_again(reader: Reader, text: str, expected: str | None) -> None:
    assert speakers(reader, text)[-1] == expected


def test_neither_confirms_is_no_confirmation(reader: Reader) -> None:
    found = read(reader, "Neither the ministry nor the guerrillas confirmed that.")
    assert [statement.act for statement in found] == ["decline", "decline"]


def test_a_day_that_opens_the_sentence(reader: Reader) -> None:
    (found,) = read(reader, "On Friday Manila announced that the port was shut.")
    assert found.said_on == "2025-11-21"


def test_a_medium_before_that(reader: Reader) -> None:
    (found,) = read(reader, "Vega said in a text message that the committee would meet on Wednesday.")
    assert (found.act, found.medium) == ("announce", "a text message")


BODIES = [
    ("The Ministry of Trade of the Federal Republic of Brazil said it fell.", "Brazilian Ministry of Trade", "BRA"),
    ("Chile's Air Force said two pilots were dead.", "Chilean Air Force", "CHL"),
    ("The interim administration in Mekelle threatened to resign.", "interim administration in Mekelle", "ETH"),
]


@pytest.mark.parametrize(("text", "name", "country"), BODIES)
def test_bodies_of_states_and_of_their_parts(reader: Reader, text: str, name: str, country: str) -> None:
    (found,) = read(reader, text)
    assert found.speaker is not None
    assert (found.speaker.name, found.speaker.country) == (name, country)


def test_a_ministry_told_of_first_is_that_of_the_government_that_has_just_spoken(reader: Reader) -> None:
    before = "The Turkish army said it shelled a village. Damascus condemned it."
    assert speakers(reader, f"{before} A defence ministry spokesman spoke of war.")[-1] == "Syrian Defence Ministry"


@pytest.mark.parametrize("words", ["has yet to respond", "has yet to confirm that it will come", "declined to reply"])
def test_a_capital_that_has_yet_to_answer_is_its_government(reader: Reader, words: str) -> None:
    assert speakers(reader, f"Kyiv protested on Monday. Moscow {words}.")[-1] == "Russia"


def test_the_day_of_what_is_condemned_is_not_that_of_the_next_demand(reader: Reader) -> None:
    text = "Lima condemns the detention of three men near the village of Tarata on 19 July and demands their release."
    found = read(reader, text)
    assert [(statement.act, statement.said_on) for statement in found] == [("condemn", None), ("demand", None)]
