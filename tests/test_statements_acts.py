"""Acts of statements by classes of words, and silence in every form: one own sentence for each way of saying it."""

from __future__ import annotations

import pytest

from sayso import Reader, make_report
from sayso.extract.draft import StatementDraft, draft_of

DAY = "2025-11-25"
THOUGHTS = frozenset({"believe", "intend"})


def read(reader: Reader, text: str) -> list[StatementDraft]:
    found = draft_of(reader.parse(make_report(text, published=DAY))).statements
    return [statement for statement in found if statement.act not in THOUGHTS]


ACTS = [
    # What somebody is called decides; what he is defended against is not said of him.
    ("assert", "The minister defended the general against allegations of scandal."),
    ("condemn", "The minister described the raid as a scandal."),
    # What one's own side did not do is denied, in the active, the passive, and by "none" and "not one".
    ("deny", "The army said its artillery had not fired at the school."),
    ("deny", "The rebels insisted that not a single fighter of theirs had entered the town."),
    ("deny", "The army said not one mine had been laid there."),
    ("deny", "The militia said it had nothing to do with the abduction."),
    ("deny", "The commander said none of his men had crossed the border."),
    ("deny", "A spokesman for the rebels said the group had not received a copy of the plan."),
    ("deny", "The rebels said they had no contact with the kidnappers."),
    ("deny", "The army said there had been no shelling on Tuesday."),
    ("deny", "The embassy said reports of a secret deal were untrue."),
    ("deny", "The army said it had lost no aircraft."),
    ("deny", '"We have no one there," the militia commander said.'),
    ("deny", '"She was never in our custody," the police chief said.'),
    ("deny", "The group said it had not been behind the blast."),
    # Who began is whom one accuses.
    ("accuse", "The governor said the other side had fired first."),
    # So is a refusal.
    ("deny", "The president said he would not step down."),
    ("deny", "The government said there would be no amnesty."),
    # What befell nobody, or what is not known, is only stated.
    ("assert", "The ministry said no civilian was hurt."),
    ("assert", "The villagers said they had not eaten since Friday."),
    ("assert", "The army said it did not know who had planted the mine."),
    ("assert", "The hospital said it had not yet counted the bodies."),
    ("assert", "The agency said blankets would be needed within days."),
    ("assert", "The envoy said he regretted the loss of life."),
    # What had to come first in the past is no demand; a complaint says what its content says.
    ("assert", '"They waited until the market was full," the mayor said.'),
    ("assert", "The farmers complained that nobody had asked them."),
    # What is counted anew is put right.
    ("clarify", "The clinic raised its count of the wounded from 30 to 41."),
    ("assert", "The envoy raised concerns about the trial."),
    # Harm of one's own doing, an answer, a price to pay, what will not be forgiven.
    ("threaten", "The group said it would strike deeper inside enemy territory."),
    ("threaten", '"Those who collaborate will be executed," the rebel commander said.'),
    ("threaten", "The junta chief vowed to annihilate the rebels."),
    ("threaten", "The army warned that if the rebels attacked, the response would be overwhelming."),
    ("threaten", '"Whoever ordered it will hear from us," the commander said.'),
    ("threaten", "The government said it would regard the flight as an act of war."),
    ("threaten", "The government said the smugglers would face prosecution."),
    ("threaten", "The army said it would not hesitate to defend the island."),
    ("threaten", "The rebels said they were ready to fight."),
    ("threaten", "The army said the raids would continue."),
    ("threaten", "The union said it would resume its attacks unless the prisoners were freed."),
    ("threaten", "The militia said it would consider leaving the talks unless the shelling stopped."),
    ("threaten", "The general vowed that this would not go unavenged."),
    ("promise", "The president said the army would stop if the rebels did."),
    ("deny", "The army said it would not move a single soldier."),
    ("assert", "\"He has no plan,\" the mayor said."),
    ("threaten", "The ministry warned that merchants who pay the rebels would lose their licences."),
    # What others must do first, or must do.
    ("demand", "The rebels said they would not return to the table until the blockade was lifted."),
    ("demand", "The minister said talks could only resume if the hostages were freed."),
    ("demand", "The envoy told the parties to stop the fighting."),
    ("demand", "The police asked residents to stay indoors."),
    ("demand", "The foreign ministry said the troops must leave at once."),
    # Advice and proposals ask.
    ("ask", "The embassy advised its citizens to leave the country."),
    ("ask", "The envoy suggested holding the talks in Nairobi."),
    ("ask", "The mediator invited both parties to send delegations."),
    ("assert", "The police advised that the bridge was closed."),
    # Offers and plans.
    ("promise", "The government said it would take part in the talks."),
    ("promise", "The rebels said they would release the prisoners within a week."),
    ("promise", "The army said it would not fire first."),
    ("announce", "The prime minister said parliament would convene on Friday."),
    ("announce", "The ministry said a curfew would be imposed from Monday."),
    ("deny", "The government said no deal would be made."),
    ("threaten", "The ministry said the country reserves the right to take measures."),
    ("promise", "The rebels said they accept the pause."),
    ("ask", "The governor suggested that young people join the guard."),
    # Responsibility, taken and given.
    ("confirm", "The group claimed the bombing of the barracks."),
    ("accuse", "The rebels said the army had violated the ceasefire."),
]


@pytest.mark.parametrize(("act", "text"), ACTS)
def test_the_content_of_a_neutral_cue_decides_the_act(reader: Reader, act: str, text: str) -> None:
    assert [statement.act for statement in read(reader, text)][:1] == [act]


SILENCES = [
    ("Neither the army nor the rebels have commented.", "have commented", ["the army", "the rebels"]),
    ("There was no immediate comment from the ministry.", "no immediate comment", ["the ministry"]),
    ("No reply came from the mayor.", "No reply came", ["the mayor"]),
    ("Calls to the governor's office went unanswered.", "went unanswered", ["the governor's office"]),
    ("The company has made no comment.", "has made no comment", ["The company"]),
    ("The general would not be drawn on the raid.", "would not be drawn", ["The general"]),
    ("The general would not go into detail.", "would not go into detail", ["The general"]),
    ("The general would not speak to reporters.", "would not speak", ["The general"]),
    ("Emails sent to the company were not answered.", "were not answered", ["the company"]),
    ("The company has yet to issue a statement.", "has yet to issue a statement", ["The company"]),
    ("The company has not issued a statement.", "has not issued a statement", ["The company"]),
]


@pytest.mark.parametrize(("text", "cue", "sources"), SILENCES)
def test_silence_told_of_the_question_or_the_answer(reader: Reader, text: str, cue: str, sources: list[str]) -> None:
    found = read(reader, text)
    assert [(s.cue.text, s.act) for s in found] == [(cue, "decline")] * len(sources)
    assert [s.source.text for s in found if s.source is not None] == sources


def test_a_denial_and_a_silence_in_a_row(reader: Reader) -> None:
    found = read(reader, "The rebels said they held the bridge. The army denied it. The police have not commented.")
    assert [statement.act for statement in found] == ["assert", "deny", "decline"]


def test_a_clause_of_which_ends_before_the_main_verb(reader: Reader) -> None:
    found = read(reader, "The front, which had claimed the raid on the bank, later denied any role.")
    assert [(s.cue.text, s.act) for s in found] == [("claimed", "confirm"), ("denied", "deny")]


def test_a_day_between_cue_and_clause_takes_no_clause(reader: Reader) -> None:
    found = read(reader, "The ministry had said earlier in the day that troops fired on its posts overnight.")
    assert [s.content[0].text for s in found] == ["troops fired on its posts overnight"]
