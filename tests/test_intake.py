"""Intake: what a file becomes, and the one clear line where it cannot become a report."""

from __future__ import annotations

import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
import sample

from sayso.errors import IntakeError, OptionError, ReadingError
from sayso.intake import Known, read_bytes, read_file, read_readings
from sayso.intake.days import find_day
from sayso.intake.files import MOST_BYTES
from sayso.types import find_spans, find_title, make_report

PROSE = "The minister said on Tuesday that four bridges had been closed to lorries after the storm."


def page(head: str = "", body: str = f"<article><h1>Bridges closed</h1><p>{PROSE}</p></article>") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


# --- text -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["One.\nTwo.", "One.\r\nTwo.\r\n", "\n\n One\u00a0two.\t\n", "e\u0301 🙂 \u202ea"])
def test_a_text_file_stays_unchanged(text: str) -> None:
    report = read_bytes(text.encode(), "a.txt")
    assert report.text == text
    assert report.encoding is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Title\n\nBody.", "Title"),
        ("Title \r\n\r\nBody.", "Title"),
        ("\n  Title\n \nBody.", "Title"),
        ("Title\nBody.", None),
        ("Body.", None),
        ("", None),
    ],
)
def test_the_first_line_is_the_title_when_a_blank_line_follows(text: str, title: str | None) -> None:
    assert find_title(text) == title


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", "utf-16-le"),
        ("utf-32", "utf-32-le"),
        ("cp1252", "windows-1252"),
    ],
)
def test_encodings_that_can_be_told_are_read_and_named(encoding: str, named: str | None) -> None:
    text = "The mayor of Orléans said: “Four cafés were closed.”"
    report = read_bytes(text.encode(encoding), "a.txt")
    assert (report.text, report.encoding) == (text, named)


@pytest.mark.parametrize(
    "data",
    [
        "Министр сказал, что мост закрыт".encode("cp1251"),
        "橋は閉鎖された".encode("shift_jis"),
        "“Four – five” he said".encode() + b"\xff",
        b"\xff\xfea",
    ],
    ids=["cyrillic", "japanese", "damaged utf-8", "half a utf-16 unit"],
)
def test_other_encodings_are_refused_by_name(data: bytes) -> None:
    with pytest.raises(IntakeError, match=r"^a.txt: (neither UTF-8|begins as UTF-16)"):
        read_bytes(data, "a.txt")


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"%PDF-1.7", "a PDF"),
        (b"PK\x03\x04....", "a ZIP archive"),
        (b"\x89PNG\r\n", "a PNG image"),
        (b"{\\rtf1 text}", "an RTF document"),
        (b"text\0text", "a binary file"),
        (b"<?xml version='1.0'?>\n<rss><channel/></rss>", "an XML feed"),
        (b'{"a": [1]}', "a JSON file"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nx", "an e-mail or MHTML file"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, cause: str) -> None:
    with pytest.raises(IntakeError) as caught:
        read_bytes(data, "a.txt")
    assert str(caught.value).startswith(f"a.txt: {cause}")
    assert str(caught.value).endswith("not text or HTML")


@pytest.mark.parametrize("data", [b"", b"  \n\r\n\t", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(IntakeError, match=r"^a.txt: empty$"):
        read_bytes(data, "a.txt")


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * (MOST_BYTES + 1))
    with pytest.raises(IntakeError, match="over 20 MB"):
        read_file(path)


def test_missing_files_and_folders_are_named(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="no such file"):
        read_file(tmp_path / "nothing.txt")
    with pytest.raises(IntakeError, match="a folder"):
        read_file(tmp_path)


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(PROSE.encode())))
    assert read_file("-").text == PROSE


# --- pages ----------------------------------------------------------------------------------------------------


def test_a_page_becomes_title_blank_line_and_article() -> None:
    report = read_bytes(page("<meta property='og:site_name' content='The Post'>"), "a.html")
    assert report.text == f"Bridges closed\n\n{PROSE}"
    assert (report.title, report.publisher) == ("Bridges closed", "The Post")
    assert report.extractor is not None
    assert report.extractor.startswith("trafilatura ")


def test_a_page_is_told_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "saved"
    path.write_bytes(b"\n<!-- saved -->" + page())
    assert read_file(path).extractor
    assert read_bytes(b"He wrote <b> in the letter and a < b.", "a.txt").extractor is None


LINKED_DATA = """<script type="application/ld+json">
{"@graph": [{"@type": "WebSite"}, {"@type": ["NewsArticle"], "datePublished": "2025-03-04"}]}</script>"""


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("<meta property='article:published_time' content='2025-03-04T23:30:00-05:00'>", "2025-03-04"),
        ("<meta name='date' content='4 March 2025'>", "2025-03-04"),
        ("<meta name='DC.date.issued' content='2025/3/4'>", "2025-03-04"),
        (LINKED_DATA, "2025-03-04"),
        ("<meta name='date' content='soon'>", None),
        ("<meta property='article:modified_time' content='2025-03-04'>", None),
        ("<script type='application/ld+json'>{not json</script>", None),
        ("<link rel=canonical href='https://news.example/2025/03/04/bridges'>", None),
        ("", None),
    ],
)
def test_the_day_is_what_the_page_states_and_never_a_guess(head: str, day: str | None) -> None:
    body = f"<article><h1>Bridges closed</h1><p>{PROSE}</p></article><footer>© 2019 The Post, 11 May 2021</footer>"
    report = read_bytes(page(head, body), "a.html")
    assert (report.published, report.published_from) == (day, "page" if day else "unknown")


def test_times_of_the_article_count_where_they_agree() -> None:
    body = "<article><h1>T</h1><time datetime='2025-03-04T10:00'>today</time>{}<p>" + PROSE + "</p></article>"
    assert read_bytes(page("", body.format("")), "a.html").published == "2025-03-04"
    assert read_bytes(page("", body.format("<time datetime='2025-01-01'>")), "a.html").published is None


def test_what_the_user_knows_wins_over_the_page() -> None:
    head = "<meta name=date content=2025-03-04><link rel=canonical href='https://a.example/x'>"
    report = read_bytes(page(head), "a.html", Known("2025-03-05", "Mine", "https://b.example/y"))
    assert (report.published, report.published_from) == ("2025-03-05", "given")
    assert (report.publisher, report.url) == ("Mine", "https://b.example/y")


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<link rel='canonical' href='https://news.example/a'>", "https://news.example/a"),
        ("<meta property='og:url' content='https://news.example/b'>", "https://news.example/b"),
        ("<link rel='canonical' href='javascript:alert(1)'>", None),
        ("<link rel='canonical' href='/a'>", None),
    ],
)
def test_the_address_is_the_canonical_link(head: str, url: str | None) -> None:
    assert read_bytes(page(head), "a.html").url == url


def test_a_declared_encoding_is_followed() -> None:
    html = page("<meta charset='iso-8859-2'>").decode().replace("minister", "minister Łukasz")
    report = read_bytes(html.encode("iso-8859-2"), "a.html")
    assert "Łukasz" in report.text
    assert report.encoding == "iso-8859-2"


@pytest.mark.parametrize("body", ["", "<nav><a href=/>Home</a> <a>World</a></nav>", "<div>" * 3000, "<p>Short.</p>"])
def test_a_page_without_an_article_is_refused(body: str) -> None:
    with pytest.raises(IntakeError, match=r"^a.html: a page (without an article|that cannot be parsed)"):
        read_bytes(page("", body), "a.html")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025-03-04", "2025-03-04"),
        ("20250304T101112Z", "2025-03-04"),
        ("Tue, 04 Mar 2025 10:00:00 GMT", "2025-03-04"),
        ("March 4th, 2025 at noon", "2025-03-04"),
        ("2025-02-30", None),
        ("03/04/2025", None),
        ("0004-03-04", None),
        ("", None),
        (None, None),
        (20250304, None),
    ],
)
def test_days_in_metadata(value: object, day: str | None) -> None:
    assert find_day(value) == day


# --- days, and stored readings --------------------------------------------------------------------------------


def test_a_day_that_is_none_is_an_option_error() -> None:
    assert make_report("x", published="2025-03-04T10:00:00+05:00").published == "2025-03-04"
    with pytest.raises(OptionError, match="'03/04/2025' is not a day"):
        make_report("x", published="03/04/2025")


def test_stored_readings_come_back_as_they_were(tmp_path: Path) -> None:
    lines, one = tmp_path / "r.jsonl", tmp_path / "r.json"
    lines.write_text(sample.reading().to_json() + "\n\n" + sample.reading(None).to_json() + "\n", encoding="utf-8")
    one.write_text(sample.reading().to_json().replace('", "', '",\n "'), encoding="utf-8")
    assert list(read_readings(lines)) == [sample.reading(), sample.reading(None)]
    assert list(read_readings(one)) == [sample.reading()]
    assert len(list(find_spans(sample.reading()))) > 20


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"schema": "sayso/9"}, "not a reading"),
        ({"events": {}}, "events: a list is expected"),
        ({"times": [{"id": 1}]}, r"times\[0\].id: a string is expected"),
        ({"report": None}, "report: an object is expected"),
        ({"report": {"id": "r"}}, 'report: the field "title" is missing'),
        ({"notes": 3}, "notes: a list is expected"),
    ],
)
def test_a_reading_that_breaks_the_contract_is_refused(tmp_path: Path, change: dict[str, object], cause: str) -> None:
    import json

    path = tmp_path / "r.json"
    path.write_text(json.dumps(sample.plain_reading() | change), encoding="utf-8")
    with pytest.raises(ReadingError, match=cause):
        list(read_readings(path))


def test_a_span_that_does_not_verify_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text(sample.reading().to_json().replace('"quote": "Monday"', '"quote": "Friday"'), encoding="utf-8")
    with pytest.raises(ReadingError, match="is not 'Friday'"):
        list(read_readings(path))


@pytest.mark.parametrize(("data", "cause"), [(b"", "empty"), (b"{", "line 1: not JSON"), (b"\xff", "not UTF-8")])
def test_a_file_of_no_readings_is_refused(tmp_path: Path, data: bytes, cause: str) -> None:
    path = tmp_path / "r.json"
    path.write_bytes(data)
    with pytest.raises((ReadingError, IntakeError), match=cause):
        list(read_readings(path))
