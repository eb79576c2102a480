"""Events: which words tell one, how it stands, who takes part, when and where, and one event for each account."""

from __future__ import annotations

import pytest

from sayso.errors import RulesError
from sayso.extract.draft import EventDraft, draft_of
from sayso.extract.events import lexicon as lexicon_module
from sayso.extract.events.lexicon import lexicon
from sayso.pipeline import Reader
from sayso.types import make_report

PLOVER = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip


def events(reader: Reader, text: str, published: str = "2026-05-20") -> list[EventDraft]:
    return draft_of(reader.parse(make_report(text, published=published))).events


def told(reader: Reader, text: str) -> list[tuple[str, str | None, str]]:
    return [(e.type, e.mode, e.status) for e in events(reader, text)]


# --- what tells an event ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "type_", "mode"),
    [
        ("Army helicopters strafed two villages in the hills on Monday.", "ASSAULT", "aerial"),
        ("A drone struck a fuel depot near the port.", "ASSAULT", "drone"),
        ("Artillery units shelled the old quarter overnight.", "ASSAULT", "heavy-weapons"),
        ("Gunmen opened fire on a minibus outside the town.", "ASSAULT", "firearms"),
        ("Raiders abducted four engineers from the dam.", "ASSAULT", "abduct"),
        ("Riot police fired tear gas at the crowd.", "ASSAULT", "crowd-control"),
        ("A man blew himself up at the gate of the barracks.", "ASSAULT", "suicide-attack"),
        ("Youths set fire to the customs house.", "ASSAULT", "primitive"),
        ("The rebels have besieged the garrison since March.", "COERCE", "restrict"),
        ("Police arrested eleven suspects in the capital.", "COERCE", "arrest"),
        ("The prefect imposed a curfew on three districts.", "COERCE", "curfew"),
        ("The government deployed two battalions along the river.", "MOBILIZE", "troops"),
        ("Thousands of people rallied outside the parliament.", "PROTEST", "demo"),
        ("Villagers blocked the road with burning tyres.", "PROTEST", "obstruct"),
        ("The government closed the border on Friday.", "SANCTION", "discontinue"),
        ("The ministry froze the assets of two banks.", "SANCTION", "discontinue"),
        ("The government expelled three diplomats.", "SANCTION", "expel"),
        ("About 400 families fled the valley.", "SANCTION", "expel"),
        ("The government recalled its ambassador from the capital.", "SANCTION", "withdraw"),
        ("The foreign ministry summoned the ambassador on Tuesday.", "ACCUSE", "disapprove"),
        ("The government suspended peace talks with the rebels.", "REJECT", "meet"),
        ("The two ministers held talks in Geneva on Sunday.", "CONSULT", None),
        ("The envoy visited the camp on Thursday.", "CONSULT", "visit"),
        ("Norway brokered a truce between the two armies.", "AGREE", None),
        ("The governor lifted the curfew on Saturday.", "CONCEDE", None),
        ("The ceasefire took effect at midnight.", "RETREAT", "ceasefire"),
        ("The rebels released nine prisoners.", "RETREAT", "release"),
        ("Government troops withdrew from the ridge.", "RETREAT", "withdraw"),
        ("The defence minister resigned on Monday.", "RETREAT", "resign"),
        ("The Red Cross delivered food to the enclave.", "AID", None),
    ],
)
def test_a_clause_tells_its_type_and_mode(reader: Reader, sentence: str, type_: str, mode: str | None) -> None:
    assert (type_, mode, "reported") in told(reader, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "No shots were fired and nobody was hurt.",
        "The army did not attack the village.",
        "The war of words between the two capitals went on.",
        "Critics say the trade war hurts both.",
        "The senator attacked the proposal as naive.",
        "Rebels could storm the town within days, analysts fear.",
        "The general warned that his army would strike back.",
        "The mayor urged the government to deploy troops.",
        "The troops failed to capture the bridge.",
        "Hunger killed dozens of children during the drought.",
        "Nobody knows whether the jets bombed the camp.",
    ],
)
def test_what_did_not_happen_is_no_event(reader: Reader, sentence: str) -> None:
    assert told(reader, sentence) == []


# --- how it stands ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Rebels ambushed a convoy on Monday.", "reported"),
        ("The army said rebels ambushed a convoy on Monday.", "claimed"),
        ("Rebels reportedly ambushed a convoy on Monday.", "alleged"),
        ("The army denied that its soldiers had shelled the village.", "denied"),
        ("The government announced that it would reopen the border on Friday.", "planned"),
        ("The rebels said they would release the hostages if the army withdrew its tanks.", "conditional"),
    ],
)
def test_standing(reader: Reader, sentence: str, status: str) -> None:
    assert status in {e.status for e in events(reader, sentence)}


def test_a_claimed_event_names_the_statement_that_puts_it_forward(reader: Reader) -> None:
    for event in events(
        reader, "The army said rebels ambushed a convoy near the river on Monday. A bomb hit a bus on Tuesday."
    ):
        assert bool(event.said_by) == (event.status == "claimed")


def test_what_lies_ahead_is_coded_by_what_it_promises(reader: Reader) -> None:
    (event,) = events(reader, "The two governments will hold talks in Vienna next week.")
    assert (event.type, event.status) == ("AGREE", "planned")


def test_a_condition_is_no_event_and_a_refusal_is_none(reader: Reader) -> None:
    text = "The ministry said trade would not resume unless the rebels freed the hostages."
    assert told(reader, text) == []


# --- accounts ---------------------------------------------------------------------------------------------------------


def test_numbers_that_differ_make_two_events(reader: Reader) -> None:
    text = (
        "Rebels attacked a convoy near Timbuktu on Monday. The army said the attack killed five soldiers. "
        "The rebels said it killed twenty soldiers."
    )
    found = events(reader, text)
    assert [e.status for e in found].count("claimed") == 2
    assert [e.status for e in found].count("reported") == 1


def test_one_occurrence_told_twice_is_one_event(reader: Reader) -> None:
    found = events(reader, "Rebels attacked a convoy near Timbuktu on Monday. The attack lasted an hour.")
    assert len(found) == 1
    assert [span.text for span in found[0].also]


# --- when and where ---------------------------------------------------------------------------------------------------


def test_a_missing_day_stays_missing(reader: Reader) -> None:
    (event,) = events(reader, "Gunmen attacked a bus.")
    assert event.start is None
    assert event.places == []


def test_each_clause_keeps_its_own_day(reader: Reader) -> None:
    found = events(reader, "Rebels attacked Timbuktu on 4 May, and police arrested three men on 6 May.")
    assert [(e.type, e.start) for e in found] == [("ASSAULT", "2026-05-04"), ("COERCE", "2026-05-06")]


# --- whatever the text ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "x",
        "🔥🔥 💣",
        "هاجم الجيش القرية",
        "bomb " * 3000,
        "attack, " * 200 + "if" * 50,
        "killed\n\nkilled\n\nkilled",
    ],
)
def test_text_never_raises(reader: Reader, text: str) -> None:
    for event in events(reader, text):
        assert event.type in PLOVER


def test_the_lexicon_names_only_types_that_exist() -> None:
    known = lexicon()
    frames = [
        frame for table in (known.verbs, known.nouns, known.adjectives) for rows in table.values() for frame in rows
    ]
    assert {frame.kind.type for frame in frames} <= PLOVER
    assert len(frames) > 1500


def test_an_unknown_class_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {"frames": [{"type": "ASSAULT", "verbs": ["prod {nothing}"]}], "classes": {}}
    monkeypatch.setattr(lexicon_module, "load_toml", lambda _: rows)
    with pytest.raises(RulesError, match="nothing"):
        lexicon.__wrapped__()


def test_words_that_only_count_people_are_no_event_and_how_a_value_was_found_is_noted(reader: Reader) -> None:
    assert events(reader, "Relatives of the dead waited at the hospital.") == []
    text = "Rebels shelled the town of Uvira on Monday. The army denied that it had shelled the market."
    draft = draft_of(reader.parse(make_report(text, published="2026-05-20")))
    noted = {id(record) for record, _ in draft.notes}
    assert any(id(event) in noted for event in draft.events)
