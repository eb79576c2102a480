"""What depends on what: which words make a condition, where its halves begin and end, who sets it, and what is none."""

from __future__ import annotations

import pytest

from sayso.extract.draft import ConditionDraft, draft_of
from sayso.pipeline import Reader, make_report


def conditions(reader: Reader, text: str) -> list[ConditionDraft]:
    return draft_of(reader.parse(make_report(f"A title\n\n{text}", published="2025-06-10"))).conditions


def halves(reader: Reader, text: str) -> list[tuple[str, str]]:
    return [
        (" ".join(span.text for span in c.outcome), " ".join(span.text for span in c.depends_on))
        for c in conditions(reader, text)
    ]


@pytest.mark.parametrize(
    ("text", "outcome", "depends_on"),
    [
        (
            "The minister said the port would not reopen unless the rebels stopped their raids.",
            "the port would not reopen",
            "the rebels stopped their raids",
        ),
        (
            "It said the ban would be withdrawn only after the government gave guarantees.",
            "the ban would be withdrawn",
            "the government gave guarantees",
        ),
        (
            '"The border would reopen if the rebels handed over prisoners," the envoy said.',
            "The border would reopen",
            "the rebels handed over prisoners",
        ),
        (
            "If the raids continue, the army will take further steps, the general said.",
            "the army will take further steps",
            "the raids continue",
        ),
        (
            "If they agree, the letter says, a second round could open in Geneva.",
            "a second round could open in Geneva",
            "they agree",
        ),
        (
            "The premier warned that, should the siege continue, Ankara would send troops.",
            "Ankara would send troops",
            "the siege continue",
        ),
        (
            "Were the army to withdraw, the bridge would reopen.",
            "the bridge would reopen",
            "the army to withdraw",
        ),
        (
            "The rebels say they will not lay down arms until the government frees their leader.",
            "they will not lay down arms",
            "the government frees their leader",
        ),
        (
            "The EU said it was ready to lift the sanctions, on condition that elections were held by June.",
            "it was ready to lift the sanctions",
            "elections were held by June",
        ),
        (
            "The truce will last only as long as both sides hold their fire.",
            "The truce will last",
            "both sides hold their fire",
        ),
        (
            "The rebels will attend provided the army stops the bombing.",
            "The rebels will attend",
            "the army stops the bombing",
        ),
        (
            "Aid groups said they would return to the camp once roads were cleared of mines.",
            "they would return to the camp",
            "roads were cleared of mines",
        ),
        (
            "The militia agreed to open the road in return for the release of 20 fighters.",
            "to open the road",
            "the release of 20 fighters",
        ),
        (
            "She said the future of the dam also depended on an end to the raids.",
            "the future of the dam",
            "an end to the raids",
        ),
        (
            "The deal is contingent on the release of all hostages, officials said.",
            "The deal",
            "the release of all hostages",
        ),
        (
            "Any further attack on the ships would trigger the treaty.",
            "would trigger the treaty",
            "Any further attack on the ships",
        ),
        (
            "Without a ceasefire, aid cannot reach the town, the agency said.",
            "aid cannot reach the town",
            "a ceasefire",
        ),
        (
            "The army must withdraw before talks can resume, the spokesman said.",
            "talks can resume",
            "The army must withdraw",
        ),
        (
            "The EU laid down two conditions for lifting the sanctions: the release of all prisoners and a free vote.",
            "lifting the sanctions",
            "the release of all prisoners and a free vote",
        ),
        (
            "The premier made a ceasefire a condition for any talks.",
            "any talks",
            "a ceasefire",
        ),
        (
            "The government demanded the surrender of the commanders in exchange for lifting the siege.",
            "lifting the siege",
            "the surrender of the commanders",
        ),
        (
            "The army would withdraw and free all prisoners if the rebels disarmed, the envoy said.",
            "The army would withdraw and free all prisoners",
            "the rebels disarmed",
        ),
        (
            "The army threatened to storm the town unless the gunmen surrendered by Friday.",
            "to storm the town",
            "the gunmen surrendered by Friday",
        ),
        (
            "The envoy said that the ceasefire, if it held, could lead to talks.",
            "the ceasefire could lead to talks",
            "it held",
        ),
    ],
)
def test_both_halves_without_their_conjunction(reader: Reader, text: str, outcome: str, depends_on: str) -> None:
    assert halves(reader, text) == [(outcome, depends_on)]


@pytest.mark.parametrize(
    "text",
    [
        "The reporters asked if the minister would resign.",
        "The ministry would not say if the envoy had left.",
        "It is unclear if the truce will hold.",
        "The minister asked whether the border would open and if the rebels would come.",
        "The soldiers fired as if they were at war.",
        "Even if the talks fail, the border will stay open, he said.",
        "Once a market town, Dara is now in ruins.",
        "Once the soldiers left, looters moved in.",
        "If a car approached, the soldiers opened fire.",
        "He worked there until the war began.",
        "The man would still be alive if the guards had arrived in time.",
        "What happens if the talks fail?",
        "Farmers depend on the river for water.",
        "The road was reopened only after three days.",
        "He left without saying a word.",
        "If confirmed, the attack would be the deadliest this year.",
        "Few ships, if any, have passed since May.",
    ],
)
def test_what_is_no_condition(reader: Reader, text: str) -> None:
    assert halves(reader, text) == []


def test_the_innermost_statement_sets_it(reader: Reader) -> None:
    text = "Dar Lund, an aide, said the rebels had told him the road would open if Kenya freed their leader."
    (condition,) = conditions(reader, text)
    assert [said.cue.text for said in condition.said_by] == ["told"]
    assert condition.set_by is condition.said_by[0].speaker


def test_who_sets_terms_without_saying_anything(reader: Reader) -> None:
    text = "Kenya has set two terms for a truce: a halt to the raids and an exchange of prisoners."
    (condition,) = conditions(reader, text)
    assert condition.set_by is not None
    assert condition.set_by.name == "Kenya"
    assert [span.text for span in condition.depends_on] == ["a halt to the raids and an exchange of prisoners"]


def test_terms_that_are_demanded_in_the_next_sentence(reader: Reader) -> None:
    text = "Kenya has set terms for a truce. Its envoy urged the rebels to free all prisoners and to leave the town."
    (condition,) = conditions(reader, text)
    assert [span.text for span in condition.outcome] == ["a truce"]
    assert [span.text for span in condition.depends_on] == ["to free all prisoners and to leave the town"]


def test_two_conditions_of_one_sentence(reader: Reader) -> None:
    text = "The road will open if the guns fall silent, and the port will follow once the mines are cleared."
    assert [depends_on for _, depends_on in halves(reader, text)] == ["the guns fall silent", "the mines are cleared"]


def test_a_name_of_the_cue_is_no_part_of_the_outcome(reader: Reader) -> None:
    ((outcome, _),) = halves(reader, "Talks would begin only if the raids ended, she said on Monday.")
    assert outcome == "Talks would begin"


@pytest.mark.parametrize("text", ["If", "if if if", "Unless.", "Should we, if", "Were to", "only after", "depends on"])
def test_stray_connectives_raise_nothing(reader: Reader, text: str) -> None:
    assert all(c.outcome and c.depends_on for c in conditions(reader, text))


@pytest.mark.parametrize(
    ("text", "outcome", "depends_on"),
    [
        ("Germany said its aid was conditional on women being able to work.", "its aid", "women being able to work"),
        ("Iran made its withdrawal contingent on a truce.", "its withdrawal", "a truce"),
        ("Chad tied the reopening of the border to the release of its men.", "the reopening", "the release of its men"),
        (
            "The army will respond should the drones cross the border again.",
            "The army will respond",
            "the drones cross",
        ),
        ("Kenya ruled out talks with Uganda until it leaves the island.", "talks with Uganda", "it leaves the island"),
        ("Failing an agreement by Friday, Kenya will recall its envoy.", "Kenya will recall", "an agreement"),
        ("The border will reopen upon the release of the soldiers.", "The border will reopen", "the release"),
    ],
)
def test_more_ways_to_set_a_condition(reader: Reader, text: str, outcome: str, depends_on: str) -> None:
    (condition,) = draft_of(reader.parse(make_report(f"A title\n\n{text}"))).conditions
    assert outcome in condition.outcome[0].text
    assert depends_on in condition.depends_on[0].text


@pytest.mark.parametrize(
    ("text", "outcome", "depends_on"),
    [
        (
            "Lorries will move again, the agency said on Sunday, if the guards return the two that they seized.",
            "Lorries will move again",
            "the guards return the two that they seized",
        ),
        (
            "A third round could open in Lagos, the agency said, provided that the pause holds.",
            "A third round could open in Lagos",
            "the pause holds",
        ),
        (
            "The army would leave in May, the agency said, on condition that guns were pulled back.",
            "The army would leave in May",
            "guns were pulled back",
        ),
    ],
)
def test_a_speaker_between_the_halves_sets_the_condition(
    reader: Reader, text: str, outcome: str, depends_on: str
) -> None:
    assert halves(reader, text) == [(outcome, depends_on)]
    (condition,) = conditions(reader, text)
    assert [said.cue.text for said in condition.said_by] == ["said"]
    assert condition.set_by is not None
