"""Feeds, web archives, Nexis exports, Word files, ZIP archives: what they give, and what traps in them do not do."""

from __future__ import annotations

import gzip
import io
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.intake import Document, Tally, read_source
from sayso.rules import load_toml

PROSE = "The harbour master said on Tuesday that nine crates of fuel had been turned back at the quay."
DAY = '<meta property="article:published_time" content="2025-03-04T01:00:00Z">'
ARTICLE = f"<article><h1>Fuel</h1><p>{PROSE}</p></article>"
PAGE = f"<!doctype html><html><head>{DAY}</head><body>{ARTICLE}</body></html>".encode()
TEXT = f"Fuel\n\n{PROSE}"


def read(tmp_path: Path, name: str, data: str | bytes, **options: Any) -> list[Document]:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read_source(path, **options))


def told(documents: list[Document]) -> list[tuple[str, str | None]]:
    """Place and text, or place and cause."""
    return [(d.locator, d.report.text if d.report else str(d.error).partition(": ")[2]) for d in documents]


# --- feeds ----------------------------------------------------------------------------------------------------

RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Post</title><language>en-GB</language>
<item><title>Fuel &amp;amp; quay</title><link>https://x.example/1</link><guid>g1</guid>
<pubDate>Tue, 04 Mar 2025 23:00:00 -0500</pubDate><description>&lt;p&gt;{PROSE}&lt;/p&gt;
&lt;p&gt;The post &lt;a&gt;Fuel&lt;/a&gt; appeared first on &lt;a&gt;The Post&lt;/a&gt;.&lt;/p&gt;</description></item>
<item><title>Only a title</title><link>file:///etc/passwd</link></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Post</title><entry><title>Fuel</title><id>u:1</id>
<updated>2025-03-09T00:00:00Z</updated><published>2025-03-04T00:00:00Z</published><link href="https://x.example/1"/>
<summary>Short.</summary><content type="html">&lt;p&gt;{PROSE}&lt;/p&gt;</content></entry></feed>"""


def test_a_feed_gives_an_entry_a_document(tmp_path: Path) -> None:
    first, second = read(tmp_path, "a.xml", RSS)
    assert first.report is not None
    assert (first.locator, first.report.text) == ("entry g1", f"Fuel & quay\n\n{PROSE}")
    assert (first.report.published, first.report.publisher) == ("2025-03-04", "The Post")
    assert first.report.url == "https://x.example/1"
    assert "extract" in first.notes[0]
    assert str(second.error).endswith("no text beside its title")


def test_of_atom_the_content_and_the_day_of_publication_count(tmp_path: Path) -> None:
    (document,) = read(tmp_path, "feed", ATOM)
    assert document.report is not None
    assert (document.report.text, document.report.published) == (TEXT, "2025-03-04")


def test_entities_that_unfold_are_refused_at_once(tmp_path: Path) -> None:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "lol">{lines}]><rss><channel><item><title>&a9;</title></item>'
    )
    began = time.monotonic()
    (document,) = read(tmp_path, "a.xml", bomb)
    assert "entities" in str(document.error)
    assert time.monotonic() - began < 1


def test_entities_from_files_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the secret word")
    entity = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    found = read(tmp_path, "a.xml", RSS.replace("<rss", f"{entity}<rss").replace("The harbour", "&x; The harbour"))
    assert "the secret word" not in repr(found)


@pytest.mark.parametrize(
    "data",
    ["<rss", "<?xml version='1.0'?><rss><channel></channel>", "<rss>" + "<item>" * 3_000, "<rss>" + "<item>" * 50_000],
)
def test_a_broken_feed_ends_in_errors(tmp_path: Path, data: str) -> None:
    assert [document.report for document in read(tmp_path, "a.xml", data) if document.report] == []


# --- web archives ---------------------------------------------------------------------------------------------


def archive(*records: tuple[str, bytes, dict[str, str]], packed: bool = True) -> bytes:
    """A web archive of answers: status line, body and headers."""
    parts = [record("warcinfo", b"software: a test\r\n")]
    for number, (status, body, more) in enumerate(records, 1):
        headers = {"Content-Type": "text/html; charset=utf-8"} | more
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        parts.append(
            record("response", f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body, f"https://x.example/{number}")
        )
    return b"".join(gzip.compress(part) if packed else part for part in parts)


def record(kind: str, block: bytes, address: str = "") -> bytes:
    """One record of a web archive."""
    target = f"WARC-Target-URI: {address}\r\nContent-Type: application/http; msgtype=response\r\n" if address else ""
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\n{target}Content-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


CHUNKED = b"".join(b"%x\r\n%s\r\n" % (len(PAGE[at : at + 50]), PAGE[at : at + 50]) for at in range(0, len(PAGE), 50))
ANSWERS = (
    ("200 OK", PAGE, {}),
    ("200 OK", gzip.compress(PAGE), {"Content-Encoding": "gzip"}),
    ("200 OK", CHUNKED + b"0\r\n\r\n", {"Transfer-Encoding": "chunked"}),
    ("404 Not Found", PAGE, {}),
    ("200 OK", b"\x89PNG", {"Content-Type": "image/png"}),
    ("200 OK", b"<html><p>Menu</p></html>", {}),
    ("200 OK", PROSE.encode("utf-16"), {"Content-Type": "text/plain"}),
    ("200 OK", f"Café {PROSE}".encode("cp1250"), {"Content-Type": "text/plain; charset=windows-1250"}),
)


@pytest.mark.parametrize("packed", [True, False])
def test_pages_in_a_web_archive_are_read_and_the_rest_is_counted(tmp_path: Path, packed: bool) -> None:
    tally = Tally()
    found = read(tmp_path, "a.warc.gz", archive(*ANSWERS, packed=packed), tally=tally)
    assert told(found) == [
        ("record 2", TEXT),
        ("record 3", TEXT),
        ("record 4", TEXT),
        ("record 7", "a page without an article"),
        ("record 8", PROSE),
        ("record 9", f"Café {PROSE}"),
    ]
    assert found[0].report is not None
    assert (found[0].report.published, found[0].report.url) == ("2025-03-04", "https://x.example/1")
    assert found[4].report is not None
    assert found[4].report.published is None
    assert tally.skipped == {
        "WARC record of type warcinfo": 1, "WARC record of an answer of 404": 1, "WARC record with image/png": 1,
    }  # fmt: skip


@pytest.mark.parametrize("packed", [True, False])
def test_a_broken_archive_gives_what_came_before_and_one_error(tmp_path: Path, packed: bool) -> None:
    whole = archive(*ANSWERS[:3], packed=packed)
    found = read(tmp_path, "a.warc", whole[: -len(whole) // 6])
    assert [document.report is not None for document in found] == [True, True, False]
    assert "breaks off" in str(found[-1].error)


def test_noise_behind_an_archive_is_one_error(tmp_path: Path) -> None:
    found = read(tmp_path, "a.warc", archive(*ANSWERS[:1], packed=False) + b"noise\r\n\r\n" * 5)
    assert [document.report is not None for document in found] == [True, False]


BOMBS = {
    "gzip in gzip": gzip.compress(gzip.compress(b"WARC/1.0\r\n" + b"a" * 120_000_000)),
    "one header": gzip.compress(b"WARC/1.0\r\n" + b"a" * 120_000_000),
    "a page": archive(("200 OK", gzip.compress(b"a" * 30_000_000), {"Content-Encoding": "gzip"})),
    "layers": archive(("200 OK", gzip.compress(gzip.compress(b"a" * 30_000_000)), {"Content-Encoding": "gzip, gzip"})),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_packed_traps_are_errors_soon(tmp_path: Path, bomb: str) -> None:
    began = time.monotonic()
    found = read(tmp_path, "a.warc.gz", BOMBS[bomb])
    assert [document.report for document in found] == [None]
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("name", ["a.csv.gz", "a.jsonl.gz", "a.txt.gz"])
def test_a_packed_line_without_end_is_an_error(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(load_toml("intake.toml")["limits"], "spare", 10_000_000)
    found = read(tmp_path, name, gzip.compress(b"text\n" + b"a" * 19_000_000))
    assert {document.report for document in found} == {None}


# --- Nexis and Word -------------------------------------------------------------------------------------------

COVER = [
    "User Name: = a reader", "Date and Time: = Monday, March 31, 2025 10:00:00 AM EDT", "Job Number: = 1",
    "Documents (2)", "1. Fuel", "2. Bridge shut",
    "| About LexisNexis | Privacy Policy | Terms & Conditions | Copyright © 2025 LexisNexis",
]  # fmt: skip
UNI = [
    "Fuel", "The Courier (Kindra)", "March 4, 2025 Tuesday", "Copyright 2025 The Courier All Rights Reserved",
    "Section: NEWS; Pg. 3", "Length: 17 words", "Byline: Ann Lee", "Body", PROSE,
    "Classification", "Language: ENGLISH", "Publication-Type: Newspaper", "Load-Date: March 9, 2025", "End of Document",
    "", "Bridge shut", "Wire Service -- English", "March 5, 2025 Wednesday 10:32 AM GMT", "Length: 300 words",
    "Dateline: KINDRA, March 5", "Body", "The mayor said that the bridge was shut.", "Load-Date: March 5, 2025",
    "End of Document",
]  # fmt: skip
CLASSIC = """
                               1 of 2 DOCUMENTS

                             The Courier (Kindra)

                             March 4, 2025 Tuesday
                                  Edition 1

Fuel

BYLINE: Ann Lee

SECTION: NEWS; Pg. 3

LENGTH: 17 words

The harbour master said on Tuesday that nine crates of fuel had been
turned back at the quay.

LOAD-DATE: March 9, 2025

LANGUAGE: ENGLISH

                       Copyright 2025 The Courier
                              All Rights Reserved

                               2 of 2 DOCUMENTS

                             Le Courrier

                             March 4, 2025

Pont

LENGTH: 5 words

Le maire a dit cela.

LANGUAGE: FRENCH
"""


def word(lines: list[str], style: str = "") -> bytes:
    """A Word file with these paragraphs, the first in a style."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    first = f'<w:pPr><w:pStyle w:val="{style}"/><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>' if style else ""
    body = "".join(
        f"<w:p>{first if index == 0 else ''}<w:r><w:t>{line.replace('&', '&amp;')}</w:t></w:r></w:p>"
        for index, line in enumerate(lines)
    )
    return zipped({"word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'.encode()})


def zipped(members: dict[str, bytes]) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("cover", [True, False])
@pytest.mark.parametrize("name", ["a.txt", "a.docx"])
def test_an_export_of_nexis_uni_gives_its_articles(tmp_path: Path, name: str, cover: bool) -> None:
    lines = (COVER if cover else []) + UNI
    first, second = read(tmp_path, name, word(lines) if name == "a.docx" else "\n".join(lines))
    assert first.report is not None
    assert second.report is not None
    assert (first.locator, first.report.text, first.notes) == ("article 1", TEXT, ())
    assert (first.report.published, first.report.publisher) == ("2025-03-04", "The Courier (Kindra)")
    assert second.report.text == "Bridge shut\n\nKINDRA, March 5\nThe mayor said that the bridge was shut."
    assert (second.report.published, second.report.publisher) == ("2025-03-05", "Wire Service -- English")
    assert second.notes == ("text: Nexis gives its length as 300 words, 8 were read",)


def test_an_older_export_of_nexis_gives_its_articles_unbroken(tmp_path: Path) -> None:
    first, second = read(tmp_path, "a.txt", CLASSIC)
    assert first.report is not None
    assert first.report.text == TEXT
    assert (first.report.published, first.report.publisher) == ("2025-03-04", "The Courier (Kindra)")
    assert "'FRENCH'" in str(second.error)


def test_a_word_file_is_one_report(tmp_path: Path) -> None:
    assert told(read(tmp_path, "a.docx", word(["Fuel", PROSE, "", "More & more."], "Heading1"))) == [
        ("", f"{TEXT}\nMore & more.")
    ]
    assert told(read(tmp_path, "b.docx", word([PROSE, "More."]))) == [("", f"{PROSE}\nMore.")]


@pytest.mark.parametrize(
    "text", ["<w:document", "", "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>"]
)
def test_a_broken_word_file_is_an_error(tmp_path: Path, text: str) -> None:
    (document,) = read(tmp_path, "a.docx", zipped({"word/document.xml": text.encode()}))
    assert document.report is None


# --- ZIP ------------------------------------------------------------------------------------------------------


def test_an_archive_gives_what_its_files_give(tmp_path: Path) -> None:
    members = {
        "b/a.csv": f"text\n{PROSE}\n".encode(), "a.html": PAGE, "n.docx": word(UNI), "w.warc.gz": archive(*ANSWERS[:1]),
        "p.png": b"\x89PNG", "__MACOSX/._a": b"x", ".hidden": b"x", "in.zip": zipped({"a.txt": b"x"}), "e/": b"",
        "data.csv.gz": gzip.compress(b"text\nx y\n"),
    }  # fmt: skip
    tally = Tally()
    found = read(tmp_path, "a.zip", zipped(members), tally=tally)
    assert [(d.source.removeprefix(f"{tmp_path}/"), d.locator, d.report is not None) for d in found] == [
        ("a.zip/a.html", "", True), ("a.zip/b/a.csv", "row 2", True), ("a.zip/data.csv.gz", "row 2", True),
        ("a.zip/in.zip", "", False), ("a.zip/n.docx", "article 1", True), ("a.zip/n.docx", "article 2", True),
        ("a.zip/w.warc.gz", "record 2", True),
    ]  # fmt: skip
    assert str(found[3].error).endswith("an archive within an archive")
    assert tally.skipped["hidden"] == 2
    assert tally.skipped[".png file"] == 1


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "a/../../b.txt", "..\\a.txt", "C:/a.txt"])
def test_names_that_point_out_of_their_archive_are_refused(tmp_path: Path, name: str) -> None:
    (document,) = read(tmp_path, "a.zip", zipped({name: b"x y"}))
    assert str(document.error).endswith("points out of its archive")
    assert [path.name for path in tmp_path.rglob("*")] == ["a.zip"]


def test_an_archive_that_unfolds_is_an_error_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(load_toml("intake.toml")["limits"], "spare", 1_000_000)
    members = {f"{number}.txt": b"a" * 1_500_000 for number in range(3)}
    found = read(tmp_path, "a.zip", zipped(members))
    assert any("times its size" in str(document.error) for document in found)


def test_other_files_that_are_archives_inside_are_named(tmp_path: Path) -> None:
    (sheet,) = read(tmp_path, "a.xlsx", zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}))
    assert "Excel" in str(sheet.error)
    (book,) = read(tmp_path, "a.odt", zipped({"mimetype": b"", "content.xml": b""}))
    assert "OpenDocument" in str(book.error)


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", b"\x1f\x8b\x08", b"WARC/1.0\r\n", b"<rss>", b"[{", b"sep="]),
)
def test_any_bytes_end_in_documents(data: bytes, before: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for name in ("a", "a.csv", "a.json"):
            Path(folder, name).write_bytes(before + data)
        for document in read_source(folder):
            assert (document.report is None) != (document.error is None)
            assert "internal error" not in str(document.error)


WHOLE = [
    archive(*ANSWERS[:2]), archive(ANSWERS[0], packed=False), zipped({"a.csv": b"text\nx y\n"}), word(UNI),
    RSS.encode(), CLASSIC.encode(),
]  # fmt: skip


@given(st.data())
def test_a_damaged_archive_ends_in_documents(data: st.DataObject) -> None:
    import tempfile

    whole = data.draw(
        st.sampled_from(
            [archive(*ANSWERS[:2]), zipped({"a.csv": b"text\nx y\n"}), word(UNI), archive(ANSWERS[0], packed=False)]
        )
    )
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:at] + data.draw(st.binary(max_size=3)) + whole[at + data.draw(st.integers(0, 3)) :]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a").write_bytes(damaged)
        for document in read_source(folder):
            assert (document.report is None) != (document.error is None)
            assert "internal error" not in str(document.error)
