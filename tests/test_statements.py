"""Statements: who says what, in which words, with which act; and what is no statement."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from sayso import Reader, make_report
from sayso.extract.draft import StatementDraft, draft_of
from sayso.extract.statements.lexicon import entries, nouns

DAY = "2025-11-25"


def read(reader: Reader, text: str) -> list[StatementDraft]:
    return draft_of(parse(reader, text)).statements


def parse(reader: Reader, text: str) -> Doc:
    return reader.parse(make_report(text, published=DAY))


def rows(reader: Reader, text: str) -> list[tuple[str, str, list[str]]]:
    """Source, cue and content of the statements that are told of a saying (attributed thoughts apart)."""
    return [
        (s.source.text if s.source else "", s.cue.text, [span.text for span in s.content])
        for s in read(reader, text)
        if s.act not in {"believe", "intend"}
    ]


GOLDEN = [
    # A clause after, before and around its cue.
    ("The mayor said that two bridges had been blown up.", [("The mayor", "said", ["two bridges had been blown up"])]),
    ("Two bridges had been blown up, the mayor said.", [("the mayor", "said", ["Two bridges had been blown up"])]),
    (
        "The bridges, the mayor said, had been mined for days.",
        [("the mayor", "said", ["The bridges", "had been mined for days"])],
    ),
    ('"We found no mines," said the engineer.', [("the engineer", "said", ['"We found no mines,"'])]),
    (
        '"We found no mines," the engineer said, "and no wires."',
        [("the engineer", "said", ['"We found no mines,"', '"and no wires."'])],
    ),
    # A quoted sentence without a cue joins the statement before it.
    (
        '"We found no mines," the engineer said. "The road is open again."',
        [("the engineer", "said", ['"We found no mines,"', '"The road is open again."'])],
    ),
    # Phrases, nouns, objects.
    (
        "Four people drowned in the canal, according to the fire brigade.",
        [("the fire brigade", "according to", ["Four people drowned in the canal"])],
    ),
    ("Ethiopia condemned the shelling of the market.", [("Ethiopia", "condemned", ["the shelling of the market"])]),
    ("The junta denied shelling the market.", [("The junta", "denied", ["shelling the market"])]),
    (
        "Ethiopia accuses Eritrea of arming the militia.",
        [("Ethiopia", "accuses", ["Eritrea of arming the militia"])],
    ),
    ("The bishop urged the governor to free the men.", [("The bishop", "urged", ["the governor to free the men"])]),
    ("Mali called the report a lie.", [("Mali", "called", ["the report a lie"])]),
    ("The ministry put the toll at 31.", [("The ministry", "put", ["the toll at 31"])]),
    (
        "Ethiopia accuses Eritrea of arming the militia, a charge that Eritrea has rejected.",
        [("Ethiopia", "accuses", ["Eritrea of arming the militia"]), ("Eritrea", "rejected", ["a charge"])],
    ),
    # Cues that share a subject, participles that go on.
    (
        "The army said the village was empty, adding that no shot had been fired.",
        [("The army", "said", ["the village was empty"]), ("The army", "adding", ["no shot had been fired"])],
    ),
    (
        "The consul welcomed the truce and offered to host the talks.",
        [("The consul", "welcomed", ["the truce"]), ("The consul", "offered", ["to host the talks"])],
    ),
    # Two joined sources are two statements.
    (
        "The army and the militia denied the massacre.",
        [("The army", "denied", ["the massacre"]), ("the militia", "denied", ["the massacre"])],
    ),
    # A mark instead of a verb.
    (
        'Mayor Ana Ruiz: "Nobody has told us where the trucks went."',
        [("Mayor Ana Ruiz", ":", ['"Nobody has told us where the trucks went."'])],
    ),
]


@pytest.mark.parametrize(("text", "expected"), GOLDEN)
def test_finds_source_cue_and_content(reader: Reader, text: str, expected: list[tuple[str, str, list[str]]]) -> None:
    assert rows(reader, text) == expected


SILENT = [
    ("The ministry declined to comment.", "declined to comment", []),
    ("The army did not immediately respond to a request for comment.", "did not immediately respond", []),
    ("The consul could not be reached for comment.", "could not be reached for comment", []),
    ("The company made no comment.", "made no comment", []),
    ("The ministry has yet to respond.", "has yet to respond", []),
    ("The army declined to say whether the bridge was mined.", "declined to say", ["whether the bridge was mined"]),
    ("The navy would not confirm the report.", "would not confirm", ["the report"]),
    ("Asked about the bridge, the general declined to comment.", "declined to comment", ["the bridge"]),
]


@pytest.mark.parametrize(("text", "cue", "topic"), SILENT)
def test_silence_is_a_statement(reader: Reader, text: str, cue: str, topic: list[str]) -> None:
    [statement] = read(reader, text)
    assert (statement.act, statement.cue.text, [span.text for span in statement.content]) == ("decline", cue, topic)


ACTS = [
    ("The army said it would respond to any violation of the truce.", "threaten"),
    ("The rebels said they would release the captives.", "promise"),
    ("The interior minister said he would visit the camp on Friday.", "announce"),
    ("Norway said it stood ready to mediate.", "promise"),
    ("The regional administration said its forces had not fired on the crowd.", "deny"),
    ("The mayor said the accusations were baseless.", "deny"),
    ("The prime minister said he would not attend the meeting.", "deny"),
    ("The president said the militia was to blame for the blast.", "accuse"),
    ("The bishop said the prisoners must be freed.", "demand"),
    ("The junta said it would hold elections only if the fighting stopped.", "demand"),
    ("The governor said the roadblocks would remain until the police left.", "demand"),
    ("The commander said the captives would be released once the siege was lifted.", "promise"),
    ("The envoy said he could not comment on the negotiations.", "decline"),
    ('"Will they ever let us go home?" the farmer asked.', "ask"),
    ("The president described the raid as terrorism.", "condemn"),
    ("Mali called the report a lie.", "deny"),
    ("The clerk said the river had risen.", "assert"),
    ("The union asked the mayor to reopen the clinic.", "demand"),
    ("The committee thanked the volunteers for their work.", "welcome"),
    ("The clinic revised its toll from 12 to 14.", "clarify"),
    ("The charity said it had confirmed 12 deaths.", "confirm"),
]


@pytest.mark.parametrize(("text", "act"), ACTS)
def test_the_cue_or_else_the_content_decides_the_act(reader: Reader, text: str, act: str) -> None:
    assert [s.act for s in read(reader, text) if s.via is None] == [act]


NOT_TOLD = [
    "The envoy was told that the road was closed.",
    "The road is reportedly closed.",
    "The minister will announce the date on Friday.",
    "No group has claimed responsibility for the blast.",
    "The claim could not be independently verified.",
    "The council demanded that the mayor resign.",
    "Two bridges were blown up on Monday.",
]


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_nobody_is_told_to_have_said_is_no_statement(reader: Reader, text: str) -> None:
    assert [cue for _, cue, _ in rows(reader, text) if cue != "demanded"] == []


def test_an_inner_statement_names_its_outer_one(reader: Reader) -> None:
    outer, inner = read(reader, "The mayor said farmers had told him the dam was cracked.")
    assert (outer.cue.text, inner.cue.text, inner.via) == ("said", "told", outer)


def test_a_speaker_who_reports_himself_makes_one_statement(reader: Reader) -> None:
    assert len(read(reader, "The ministry said it had confirmed nine deaths.")) == 1


def test_medium_and_day_come_from_the_reporting_clause(reader: Reader) -> None:
    [statement] = read(reader, "The ministry said in a statement on Monday that the border would open on Friday.")
    assert (statement.medium, statement.said_on) == ("a statement", "2025-11-24")


def test_we_in_a_quotation_is_the_speaker(reader: Reader) -> None:
    doc = parse(reader, '"We have opened the border," the Kenyan army said.')
    we = next(token for token in doc if token.lower_ == "we")
    [statement] = draft_of(doc).statements
    assert draft_of(doc).actor_at[we.i] is statement.speaker


def test_a_quotation_may_run_over_paragraphs(reader: Reader) -> None:
    first = '"We walked all night," the teacher said.'
    text = f'A title\n\n{first}\n\n"In the morning we saw the lake.\n\n"Then the boats came."'
    [statement] = read(reader, text)
    assert [span.text for span in statement.content] == [
        '"We walked all night,"',
        '"In the morning we saw the lake',
        '"Then the boats came."',
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('"We left," the nurse said.', "direct"),
        ("The nurse said they had left.", "indirect"),
        ('The nurse said they had left "at dawn".', "mixed"),
    ],
)
def test_tells_direct_from_indirect_speech(reader: Reader, text: str, kind: str) -> None:
    assert [s.quote for s in read(reader, text)] == [kind]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "said",
                "the mayor",
                '"',
                "“",
                "”",
                "'",
                ",",
                ".",
                ":",
                ";",
                "that",
                "according to",
                "as",
                "told",
                "\n\n",
                "—",
                "denied",
                "did not respond",
                "claims",
                "by",
                "(",
                ")",
                "he",
                "😀",
                "قال",
                "who",
                "which",
                "calling it",
                "?",
            ]
        ),
        max_size=40,
    )
)
def test_any_order_of_words_is_read(reader: Reader, words: list[str]) -> None:
    doc = parse(reader, " ".join(words))
    for statement in draft_of(doc).statements:
        assert statement.cue.text
        assert all(span.text.strip() for span in statement.content)
        assert statement.via is not statement


def test_text_without_punctuation_takes_no_longer_than_its_length(reader: Reader) -> None:
    assert read(reader, "The army, the mayor said, " * 60)


def test_every_entry_of_the_lexicon_is_read() -> None:
    assert all(entries(pos) for pos in ("verb", "noun", "adjective"))
    assert all(nouns(entry.object_list) for group in entries("verb").values() for entry in group if entry.object_list)


def test_who_does_not_say_something_beside_what_he_says_is_the_same(reader: Reader) -> None:
    assert rows(reader, "The governor said the bridge was open but did not say when aid would arrive.") == [
        ("The governor", "said", ["the bridge was open"]),
        ("The governor", "did not say", ["when aid would arrive"]),
    ]


def test_who_stands_by_a_count_counts_once(reader: Reader) -> None:
    assert [row[1] for row in rows(reader, "The union stands by its count of 30 wounded.")][:1] == ["stands by"]


def test_the_month_of_an_office_is_no_day_of_saying(reader: Reader) -> None:
    (statement,) = read(reader, "The council's president for December, Slovenia, confirmed that it had the letter.")
    assert statement.said_on is None
