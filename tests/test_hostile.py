"""Text never raises, and every span says what stands there: whatever characters, lengths and shapes a report has."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sayso
from sayso.errors import SaysoError
from sayso.intake import read_bytes
from sayso.intake.readings import build_reading
from sayso.pipeline import Reader
from sayso.rules import load_rows
from sayso.types import find_spans

#: Sentences that every component has something to do with, to be torn apart and sewn together.
SENTENCES = [
    "The army said on Monday that its jets had hit a camp near Sarn, killing at least 12 people and wounding dozens.",
    '"We deny this," Colonel Ann Roe told reporters in Kenya. "Nobody was there."',
    "Ministers will reopen the border only if the rebels withdraw by 3 May.",
    "A third round of talks, mediated by Oman, ended without a deal; the ceasefire took effect at midnight.",
    "The ministry did not respond to a request for comment, and the toll could not be independently verified.",
    "KABUL, Nov 25 (Agency) - ",
    "Read also: More News\n",
    "Photo: (Handout)",
]
ODD = [
    *["\n", "\n\n", "\r\n", "\r", "\t", "\u00a0", "\u2028", "\x00", "\x1b[31m"],
    *["\u200b", "\u200d", "\ufeff", "\u202e", "\u2066", "\ud83d", "\udc00"],
    *["🙂", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1eb\U0001f1f7", "e\u0301\u0323\u0323", "\ufdfa"],
    *["قالت الحكومة يوم الاثنين إن عشرة قتلوا", "חיל", "中国表示"],
    *["“", "”", "«", "''", '"', "(", "[", "—", "...", "<b>", "@x"],
    *["$5bn", "1,000,000,000", "25/11/2025", "https://a.example/?q=1"],
]
PIECES = st.one_of(st.sampled_from(SENTENCES), st.sampled_from(ODD), st.text(max_size=20), st.sampled_from([" ", "  "]))
TEXTS = st.lists(PIECES, max_size=14).map("".join)
#: The fields of all lists that hold an id, and those that hold several.
ONE = ["speaker", "addressee", "via", "of", "for", "event", "actor", "on", "blames", "about", "set_by", "by", "toward"]
MANY = ["said_by", "figures", "places", "actors", "recipients", "parties", "mediators"]
CAREFUL = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def verify(reading: sayso.Reading) -> None:
    """Spans verify, ids resolve, and the JSON comes back as it went."""
    for span in find_spans(reading):
        assert reading.report.text[span.start : span.end] == span.quote
        assert span.quote
    plain = reading.to_dict()
    reading.to_json().encode("utf-8")
    assert build_reading(plain, "again") == reading
    ids = {row["id"] for rows in plain.values() if isinstance(rows, list) for row in rows if "id" in row}
    known = ids | {reading.report.id}
    for rows in (rows for rows in plain.values() if isinstance(rows, list)):
        for row in rows:
            assert known.issuperset(references(row))


def references(row: dict[str, Any]) -> list[str]:
    """The ids that a row points at."""
    single = [row.get(key) for key in [*ONE, "place"]]
    many = [key for name in MANY for key in row.get(name, ())]
    return [key for key in [*single, *many] if key is not None]


@CAREFUL
@given(text=TEXTS, day=st.sampled_from([None, "2025-11-25"]))
def test_every_span_of_every_reading_verifies(reader: Reader, text: str, day: str | None) -> None:
    verify(reader.read(sayso.make_report(text, published=day)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        "\r\n\r\n",
        ".",
        '"',
        "said",
        "🙂",
        "\ud800",
        "\x00",
        "Title\n\n",
        "He said he said he said he said he said he said he said.",
        '"' * 200,
        "(" * 300,
        "said " * 300,
        "Monday " * 300,
        "10 " * 300,
        "A" * 5000,
        "، قال " * 100,
        "e\u0301" * 500,
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_small_and_strange_texts_are_read(reader: Reader, text: str) -> None:
    verify(reader.read(sayso.make_report(text, published="2025-11-25")))


def test_halves_of_surrogate_pairs_become_one_mark_each(reader: Reader) -> None:
    reading = reader.read(sayso.make_report("a\ud83d b\udc00", publisher="\udcff"))
    assert reading.report.text == "a\ufffd b\ufffd"
    assert reading.report.publisher == "\ufffd"


@given(st.binary(max_size=300))
def test_bytes_become_a_report_or_one_clear_line(data: bytes) -> None:
    check_intake(data, "a.txt")


TAGS = ["<p>", "</p>", "<article>", "<script>", "<!--", "]]>", "&#0;", "<h1>"]


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*TAGS, *SENTENCES])).map("".join))
def test_broken_pages_become_a_report_or_one_clear_line(html: str) -> None:
    check_intake(f"<!doctype html>{html}".encode(), "a.html")


def check_intake(data: bytes, name: str) -> None:
    """There is a report with something in it, or an error that is one line and names the file."""
    try:
        outcome = f"{name}: {read_bytes(data, name).text.strip()[:1]}"
    except SaysoError as error:
        outcome = str(error)
        assert len(outcome.splitlines()) == 1
    assert len(outcome) > len(f"{name}: ")
    assert outcome.startswith(f"{name}: ")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("unit", "length"),
    [
        ("The army said ten people died in Sarn on Monday. ", 10**6),
        ("The army said ten people died in Sarn on Monday and ", 10**5),
        ('"Yes," he said. ', 10**5),
        ("«¿", 10**4),
    ],
)
def test_very_long_lines_are_read(reader: Reader, unit: str, length: int) -> None:
    text = unit * (length // len(unit))
    verify(reader.read(sayso.make_report(text, published="2025-11-25")))


@pytest.mark.slow
def test_time_grows_with_the_text_and_not_faster(reader: Reader) -> None:
    text = " ".join(SENTENCES) + "\n\n"
    reader.read(sayso.make_report(text * 5))
    seconds = []
    for size in (20, 80):
        start = time.process_time()
        reader.read(sayso.make_report(text * size))
        seconds.append(time.process_time() - start)
    assert seconds[1] < 4 * seconds[0] * 1.8


def test_a_text_that_breaks_off_anywhere_is_read(reader: Reader) -> None:
    """Extracts and teasers end in the middle of a sentence, often right behind a cue."""
    whole = " ".join(SENTENCES[:5])
    words = whole.split()
    for end in range(1, len(words)):
        verify(reader.read(sayso.make_report(" ".join(words[:end]), published="2025-11-25")))
    cues = dict.fromkeys(row["cue"] for row in load_rows("cues.csv"))
    for cue in list(cues)[::3]:
        verify(reader.read(sayso.make_report(f"Rebels killed hundreds of what they {cue}", published="2025-11-25")))
