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
