"""Who stands where on what others say: denials, silences, confirmations, welcomes, refusals, blame, and who asserts."""

from __future__ import annotations

import pytest

from sayso.extract.draft import EventDraft, PositionDraft, StatementDraft, draft_of
from sayso.pipeline import Reader, make_report

STRIKE = "Ukraine said on Monday that Russian missiles had struck a market in Kharkiv, killing six traders. "


def positions(reader: Reader, text: str) -> list[PositionDraft]:
    return draft_of(reader.parse(make_report(f"A title\n\n{text}", published="2025-06-10"))).positions


def stances(reader: Reader, text: str) -> set[tuple[str, str]]:
    """Side and stance of every position."""
    return {(p.actor.side().name, p.stance) for p in positions(reader, text)}


def one(reader: Reader, text: str, stance: str) -> PositionDraft:
    found = [p for p in positions(reader, text) if p.stance == stance]
    assert len(found) == 1, [(p.actor.name, p.stance, p.span.text) for p in found]
    return found[0]


@pytest.mark.parametrize(
    ("answer", "stance"),
    [
        ("Russia denied the attack.", "denies"),
        ("Russia denied striking the market.", "denies"),
        ("Russia rejected the claim.", "denies"),
        ("Moscow dismissed the accusation that its forces had struck the market.", "denies"),
        ("Russia did not respond to a request for comment.", "no_response"),
        ("Russia's defence ministry declined to comment.", "no_response"),
        ("Russia's army could not be reached for comment.", "no_response"),
        ("Russia has not commented.", "no_response"),
        ("Russia confirmed the strike.", "confirms"),
    ],
)
def test_an_answer_binds_to_the_claim_before_it(reader: Reader, answer: str, stance: str) -> None:
    found = one(reader, STRIKE + answer, stance)
    assert found.actor.country == "RUS"
    told = found.on.anchor if isinstance(found.on, EventDraft) else found.on.content[0]
    assert told.start_char <= found.span.end_char


def test_a_claim_is_asserted_by_its_side(reader: Reader) -> None:
    found = one(reader, STRIKE, "asserts")
    assert found.actor.country == "UKR"
    assert isinstance(found.on, EventDraft)
    assert [s.cue.text for s in found.said_by] == ["said"]


def test_a_stance_belongs_to_the_side_not_to_its_spokesman(reader: Reader) -> None:
    text = STRIKE + "Russian Defence Ministry spokesman Igor Konashenkov denied the strike."
    found = one(reader, text, "denies")
    assert found.actor.kind != "person"
    assert found.actor.country == "RUS"


def test_a_third_party_that_is_silent_takes_no_position(reader: Reader) -> None:
    text = STRIKE + "Sweden did not respond to our questions."
    assert not {stance for _, stance in stances(reader, text)} & {"no_response"}


def test_an_open_question_is_no_claim(reader: Reader) -> None:
    text = "The minister, Anna Berg, opened a school in Oslo. She declined to say whether taxes would rise."
    assert positions(reader, text) == []


def test_a_refused_offer_is_rejected_not_denied(reader: Reader) -> None:
    text = "Mediators proposed a truce of three weeks. Armenia rejected the proposal."
    found = one(reader, text, "rejects")
    assert found.actor.country == "ARM"


def test_a_named_party_is_blamed_for_what_is_known(reader: Reader) -> None:
    text = "A bomb killed nine people at a station in Ankara. Turkey blamed the Islamic State group for the bombing."
    found = one(reader, text, "blames")
    assert found.blames is not None
    assert "Islamic State" in found.blames.name
    assert found.blames is not found.actor


def test_two_sides_that_accuse_each_other_blame_each_other(reader: Reader) -> None:
    text = "Fighting broke out near Asmara on Monday. Ethiopia and Eritrea blamed each other for the violence."
    found = [p for p in positions(reader, text) if p.stance == "blames"]
    assert {(p.actor.country, p.blames.country) for p in found if p.blames} == {("ETH", "ERI"), ("ERI", "ETH")}


@pytest.mark.parametrize(
    "answer", ["There was no immediate comment from Russia.", "Russia has neither confirmed nor denied it."]
)
def test_a_silence_needs_no_subject_that_is_silent(reader: Reader, answer: str) -> None:
    found = one(reader, STRIKE + answer, "no_response")
    assert found.actor.country == "RUS"


@pytest.mark.parametrize("answer", ["Russia did not deny the strike.", "Russia declined to name the pilots."])
def test_a_denial_not_made_and_a_detail_withheld_are_no_stance(reader: Reader, answer: str) -> None:
    assert {stance for _, stance in stances(reader, STRIKE + answer)} <= {"asserts"}


def test_the_denial_of_a_possessor_is_found_in_a_noun(reader: Reader) -> None:
    text = STRIKE + "The governor called Moscow's denial absurd."
    found = one(reader, text, "denies")
    assert found.actor.country == "RUS"
    assert found.span.text == "Moscow's denial"


def test_each_side_takes_each_stance_on_an_item_once(reader: Reader) -> None:
    text = STRIKE + "Russia denied the strike. Moscow denied the strike again on Tuesday. It denied the strike."
    found = positions(reader, text)
    keys = [(id(p.actor), id(p.on), p.stance) for p in found]
    assert len(keys) == len(set(keys))


def test_positions_point_into_the_draft(reader: Reader) -> None:
    text = STRIKE + "Russia denied the strike. The United Nations confirmed six deaths. Poland welcomed the statement."
    doc = reader.parse(make_report(text, published="2025-06-10"))
    draft = draft_of(doc)
    for found in draft.positions:
        assert found.actor in draft.actors
        assert found.on in (draft.events if isinstance(found.on, EventDraft) else draft.statements)
        assert isinstance(found.on, EventDraft | StatementDraft)
        assert len(found.span) > 0
        assert (found.blames is not None) == (found.stance == "blames")
        assert all(statement in draft.statements for statement in found.said_by)


@pytest.mark.parametrize("text", ["", "denied", "He denied it.", "🎯 denied 🎯", "نفى الجيش ذلك", "No comment. " * 200])
def test_any_text_is_survived(reader: Reader, text: str) -> None:
    reader.parse(make_report(text))


KILLED = "Somalia said Kenyan jets killed five herders."
BOMBED = "Residents said Kenya's army bombed a market. The army denied it."


@pytest.mark.parametrize(
    ("text", "actor", "stance", "on"),
    [
        (f"{BOMBED} Al-Shabaab has not commented.", "al-Shabab", "no_response", "bombed"),
        (f"{KILLED} Kenya said the claim was false.", "Kenya", "denies", "killed"),
        (f"{KILLED} Kenya's army denied carrying out any strikes.", "Kenya", "denies", "killed"),
        ("Kenya extended the curfew. Somalia welcomed the extension.", "Somalia", "welcomes", "extended"),
        ("Somalia and Kenya signed an accord. Ethiopia welcomed the deal.", "Ethiopia", "welcomes", "signed"),
        ("Denying any role, Kenya blamed rebels. The shelling of Dhobley went on.", "Kenya", "denies", "shelling"),
    ],
)
def test_what_is_answered(reader: Reader, text: str, actor: str, stance: str, on: str) -> None:
    taken = [p for p in positions(reader, text) if (p.actor.name, p.stance) == (actor, stance)]
    assert [on in str(p.on.anchor if isinstance(p.on, EventDraft) else p.on.cue) for p in taken] == [True]


SHELLS = "Ethiopia said on Monday that Eritrean guns had shelled a school in Adigrat, killing six pupils. "


@pytest.mark.parametrize(
    ("text", "side", "stance", "on"),
    [
        # who owns up
        (
            "A bomb exploded at a bus station in Quetta. "
            "The Baloch Liberation Army claimed responsibility for the bombing.",
            "Balochistan Liberation Army",
            "confirms",
            "exploded",
        ),
        (SHELLS + "Asmara said it had fired at a mortar team.", "Eritrea", "confirms", "shelled"),
        (
            "Eleven soldiers were kidnapped in Guaviare, the army said. The ELN acknowledged that it was holding them.",
            "National Liberation Army",
            "confirms",
            "kidnapped",
        ),
        ("The UN has verified 17 deaths in the raid on Zamzam.", "United Nations", "confirms", "raid"),
        # what a denial answers
        (SHELLS + "Eritrea denied that its gunners had been near the border.", "Eritrea", "denies", "shelled"),
        (
            "Kinshasa accused Rwanda of sending 300 soldiers into Masisi, a charge Kigali has denied.",
            "Rwanda",
            "denies",
            "sending",
        ),
        (
            "Russia said its jets had bombed a depot in Sumy, a claim that Kyiv dismissed.",
            "Ukraine",
            "denies",
            "bombed",
        ),
        # what a refusal answers
        (
            "Angola proposed a truce of ten days. Kinshasa welcomed the proposal; M23 rejected it.",
            "M23",
            "rejects",
            "proposed",
        ),
        ("Angola proposed a truce of ten days. M23 turned down the offer.", "M23", "rejects", "proposed"),
        (
            "The junta and the rebels signed a pact on Friday. The NUG rejected it as a gift to the generals.",
            None,
            "rejects",
            "signed",
        ),
        (
            "A tribunal ruled in 2016 that the claim had no basis, a decision Beijing does not accept.",
            "China",
            "rejects",
            "ruled",
        ),
        # what a silence answers
        (
            SHELLS + "The Kremlin would neither confirm nor deny that Russian pilots had shelled the school.",
            None,
            "no_response",
            "shelled",
        ),
        (
            "The African Union says talks will open in Djibouti on Friday. Asmara has not said whether it will go.",
            "Eritrea",
            "no_response",
            "talks",
        ),
    ],
)
def test_each_answer_has_its_stance_and_what_it_answers(
    reader: Reader, text: str, side: str | None, stance: str, on: str
) -> None:
    found = [p for p in positions(reader, text) if p.stance == stance and side in {None, p.actor.side().name}]
    told = [p.on.cue.text if isinstance(p.on, StatementDraft) else _words(p.on) for p in found]
    assert any(on in words for words in told), [(p.actor.name, p.stance) for p in positions(reader, text)]


def _words(event: EventDraft) -> str:
    return " ".join(span.text for span in (event.anchor, *event.also))


@pytest.mark.parametrize(
    ("text", "side", "blamed"),
    [
        (
            "A bomb exploded in Jacobabad. "
            "Pakistan's interior ministry held India responsible for the attack. India rejected that.",
            "Pakistan",
            "India",
        ),
        (
            "Soldiers shot nine protesters in Bahir Dar, a doctor said. "
            "Fano said that the police were to blame for the deaths.",
            "Fano",
            "Ethiopia",
        ),
    ],
)
def test_who_is_held_responsible_is_blamed(reader: Reader, text: str, side: str, blamed: str) -> None:
    found = [(p.actor.side().name, p.blames.name) for p in positions(reader, text) if p.blames is not None]
    assert (side, blamed) in found


def test_what_one_repeats_of_ones_own_confirms_nothing(reader: Reader) -> None:
    text = "The KIA said a raid on Momauk killed 21 people. The KIA stands by its count of 21 dead."
    assert "confirms" not in {stance for _, stance in stances(reader, text)}
