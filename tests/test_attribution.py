"""Attribution over its whole range: where it is found, how far it reaches, and whose it is."""

from __future__ import annotations

import pytest

from sayso import Reader, make_report
from sayso.extract.draft import StatementDraft, draft_of

Row = tuple[str, str, list[str]]


def read(reader: Reader, text: str) -> list[StatementDraft]:
    return draft_of(reader.parse(make_report(text, published="2025-11-25"))).statements


def rows(reader: Reader, text: str) -> list[Row]:
    """Source, cue and content of every statement, attributed thoughts too."""
    return [
        (s.source.text if s.source else "", s.cue.text, [span.text for span in s.content]) for s in read(reader, text)
    ]


JOINED = [
    # What is said inside a quotation that goes on with a statement does not take the quotation from it.
    (
        '"The bridge is gone," the engineer said. "When the ferry came, he proposed building another one."',
        [
            (
                "the engineer",
                "said",
                ['"The bridge is gone,"', '"When the ferry came, he proposed building another one."'],
            ),
        ],
    ),
    # "I think" in it is the speaker's own, and no statement of its own.
    (
        '"The bridge is gone," Engineer Paola Ruiz said. "I think the ferry will come."',
        [("Engineer Paola Ruiz", "said", ['"The bridge is gone,"', '"I think the ferry will come."'])],
    ),
    # Nobody is known to say this.
    ('The camp was quiet at dawn. "I think the ferry will come today, as it always does."', []),
]


@pytest.mark.parametrize(("text", "expected"), JOINED, ids=[text[:50] for text, _ in JOINED])
def test_quotations_that_go_on(reader: Reader, text: str, expected: list[Row]) -> None:
    assert [row for row in rows(reader, text) if row[1] != "proposed"] == expected


REACH = [
    # A quotation before its cue, in whose own clause a name stands in quotation marks.
    (
        '"We will rebuild," Walker said on the "Morning in Kivu."',
        [("Walker", "said", ['"We will rebuild,"'])],
    ),
    # The paragraph before is not the next one's content.
    (
        'The news.\n\nA market. "We had to close it for a week or so," he said. "It was not safe there."\n\n'
        "The council ordered a review of the market's gates.",
        [("he", "said", ['"We had to close it for a week or so,"', '"It was not safe there."'])],
    ),
    # A verb that only introduces quotations takes no plain clause.
    ("He also had a voice in the choice of the judges, the councillor who ran as a candidate in May.", []),
    # The speaker of a participle before a quotation is not a word of the quotation.
    (
        'The mayor did not seem moved by the offer, telling reporters, "A lot of people said the governor should go."',
        [
            ("The mayor", "telling", ['"A lot of people said the governor should go."']),
            ("A lot of people", "said", ["the governor should go"]),
        ],
    ),
    # "As" with a content of its own tells of two things at a time; without one it belongs to the clause behind it.
    (
        "The talks failed on Tuesday, as lawmakers accused each other of hoarding grain.",
        [("lawmakers", "accused", ["each other of hoarding grain"])],
    ),
    (
        "As Ana Ruiz points out in a column for the paper, secret talks give the army an advantage.",
        [("Ana Ruiz", "points out", ["secret talks give the army an advantage"])],
    ),
    (
        "One lawmaker says the army has the guns, while another says the rebels have them.",
        [
            ("One lawmaker", "says", ["the army has the guns"]),
            ("another", "says", ["the rebels have them"]),
        ],
    ),
    # What somebody may come to think is attributed all the same.
    ("The union will support the plan.", [("The union", "support", ["the plan"])]),
]


@pytest.mark.parametrize(("text", "expected"), REACH, ids=[text[:50] for text, _ in REACH])
def test_reach(reader: Reader, text: str, expected: list[Row]) -> None:
    assert rows(reader, text) == expected


def test_chain_over_a_repeated_voice(reader: Reader) -> None:
    """What is told inside a statement's "we found" is still told by its speaker."""
    text = '"We found that the farmers want their roads back by the spring," Ana Newport said.'
    said, wanted = read(reader, text)
    assert (said.cue.text, wanted.cue.text) == ("said", "want") or (wanted.cue.text, said.cue.text) == ("said", "want")
    inner, outer = (said, wanted) if said.cue.text == "want" else (wanted, said)
    assert inner.via is outer


UNSAID = [
    ("The army did not claim that it had shelled the town.", "claim", True),
    ("The minister never said that the road was safe.", "said", True),
    ("They don't know if it worked.", "know", True),
    ("The spokesman was not sure that the talks would be held.", "sure", True),
    ("The governor failed to mention that the dam had burst.", "mention", True),
    ("He spoke for an hour without saying that the port was shut.", "saying", True),
    ("The government has no plans to reopen the crossing.", "plans", True),
    ("Neither side wants a war.", "wants", True),
    ("The army said that it had not shelled the town.", "said", False),
]


@pytest.mark.parametrize(("text", "cue", "negated"), UNSAID)
def test_what_was_not_said(reader: Reader, text: str, cue: str, negated: bool) -> None:
    (statement,) = read(reader, text)
    assert (statement.cue.text, statement.negated) == (cue, negated)


def test_nothing_is_drawn_from_what_was_not_said(reader: Reader) -> None:
    reading = reader.read(
        make_report("The army did not say that it had shelled Goma on Monday.", published="2025-11-25")
    )
    assert reading.statements[0].negated
    assert not reading.events
    assert not reading.positions


WHERE_IT_ENDS = [
    # A quotation that closed before does not belong to a cue with a content of its own.
    (
        'News. "We never saw the letter." He rejected many of the points in it.',
        [("He", "rejected", ["many of the points in it"])],
    ),
    # When something was said is no part of an object.
    (
        "The council praised the fishermen after the boats had come back.",
        [("The council", "praised", ["the fishermen"])],
    ),
    # What is planned is not the noun before the relative clause.
    (
        "The mayor is shaping a budget that he plans to publish before the vote.",
        [("he", "plans", ["to publish before the vote"])],
    ),
    # A quotation that ends in a comma ends the content, unless the same voice is quoted on.
    (
        'The envoy had said, "We will see," when the radio rang him up.',
        [("The envoy", "said", ['"We will see,"'])],
    ),
    # What is quoted after "but" is still what was said.
    (
        'Zuma said he had received offers for the farm, but "the offers were not ones that I like".',
        [("Zuma", "said", ['he had received offers for the farm, but "the offers were not ones that I like"'])],
    ),
    # A quotation goes on with what was said, not with what the speaker was referring to.
    (
        '"We need the ships," said Ana Acosta, referring to the ferries of the north. "Give us the ships."',
        [
            ("Ana Acosta", "said", ['"We need the ships,"', '"Give us the ships."']),
            ("Ana Acosta", "referring to", ["the ferries of the north"]),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), WHERE_IT_ENDS, ids=[text[:50] for text, _ in WHERE_IT_ENDS])
def test_where_content_ends(reader: Reader, text: str, expected: list[Row]) -> None:
    assert rows(reader, text) == expected


CLASSES = [
    # Nouns with a verb that lends them nothing but its tense; siding; knowing; feeling.
    ("The deputy made the case that the dam should be closed.", ("The deputy", "made the case")),
    ("The lawyer cast doubt on the report.", ("The lawyer", "cast doubt on")),
    ("The union sided with the farmers.", ("The union", "sided with")),
    ("The party voted against the budget.", ("The party", "voted against")),
    ("The general notices that the road is empty.", ("The general", "notices")),
    ("The villagers are uneasy about the new camp.", ("The villagers", "uneasy")),
    ("Her confidence in the court has grown.", ("Her", "confidence")),
    ("The data suggest that the harvest will fail.", ("The data", "suggest")),
    ("The incumbent thinks the race is over.", ("The incumbent", "thinks")),
]


@pytest.mark.parametrize(("text", "expected"), CLASSES)
def test_whole_classes_of_cues(reader: Reader, text: str, expected: tuple[str, str]) -> None:
    assert [row[:2] for row in rows(reader, text)] == [expected]


def test_turns_of_an_interview(reader: Reader) -> None:
    text = (
        "The interview.\n\nThe engineer is at work.\n\n"
        "Q: Will the bridge be opened again this year?\n\nA: We hope the engineers will finish it soon.\n"
    )
    assert [row[:2] for row in rows(reader, text)] == [("Q", ":"), ("A", ":")]
    assert [statement.speaker for statement in read(reader, text)] == [None, None]
    assert (
        rows(reader, "A list.\n\nWhere: the market of the old town\n\nUPDATE: the bridge is open again today\n") == []
    )


def test_forms_of_verbs_that_the_lemmatizer_takes_for_others(reader: Reader) -> None:
    assert rows(reader, "The villagers hoped that the rain would stop.") == [
        ("The villagers", "hoped", ["the rain would stop"])
    ]


GRAMMAR = [
    # A feeling told by a participle, or behind the noun that has it; a noun among those who share it.
    ("The villagers were worried that the dam would burst.", ("The villagers", "worried")),
    ("The army faces officers fearful of a purge.", ("officers", "fearful")),
    ("Support for the truce among voters has grown.", ("voters", "Support")),
    # What an aim or a point is; an infinitive that a time parts from its noun.
    ("Their goal is to expand the zone.", ("Their", "goal")),
    ("The mayor's point was that the market should open.", ("The mayor", "point")),
    ("The ministry's pledge last month to reopen the port surprised many.", ("The ministry", "pledge")),
    # Those who hold with something; what a survey tells.
    ("The senator is a supporter of the truce.", ("The senator", "supporter")),
    ("In a survey of traders, six in ten shops were shut.", ("a survey of traders", "In")),
]


@pytest.mark.parametrize(("text", "expected"), GRAMMAR)
def test_other_grammar(reader: Reader, text: str, expected: tuple[str, str]) -> None:
    assert expected in [row[:2] for row in rows(reader, text)]


def test_it_is_nobody_where_something_is_clear_or_not(reader: Reader) -> None:
    assert rows(reader, "It was not clear how many of the dead were civilians.") == []
    assert rows(reader, "The mayor was clear that they would go.") == [("The mayor", "clear", ["they would go"])]


def test_silence_is_no_negated_statement(reader: Reader) -> None:
    [found] = read(reader, "The ministry did not reply to a request for comment.")
    assert (found.act, found.negated) == ("decline", False)
