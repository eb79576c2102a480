"""Tables and JSON: which column is what, what a row comes to; a bad row is an error and never half a report."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import OptionError
from sayso.intake import Document, Known, Tally, read_source
from sayso.intake.days import find_day, find_numeric_days, is_day_first
from sayso.rules import load_toml

PROSE = "The harbour master said on Tuesday that nine crates of fuel had been turned back at the quay."


def read(tmp_path: Path, name: str, data: str | bytes, **options: Any) -> list[Document]:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read_source(path, **options))


def told(documents: list[Document]) -> list[tuple[str, str | None]]:
    """Place and text, or place and cause."""
    return [(d.locator, d.report.text if d.report else str(d.error).partition(": ")[2]) for d in documents]


# --- columns and rows -----------------------------------------------------------------------------------------


def test_columns_are_told_by_their_usual_names(tmp_path: Path) -> None:
    tally = Tally()
    table = (
        f"Story ID,Publication Date,Headline,Media Name,Link,Body\n7,2025-03-04,Fuel,Post,https://x.example/7,{PROSE}\n"
    )
    (document,) = read(tmp_path, "a.csv", table, tally=tally)
    report = document.report
    assert report is not None
    assert (report.text, report.title) == (f"Fuel\n\n{PROSE}", "Fuel")
    assert (report.published, report.published_from, report.publisher) == ("2025-03-04", "page", "Post")
    assert report.url == "https://x.example/7"
    assert document.locator == "row 2"
    assert tally.columns == {
        str(tmp_path / "a.csv"): {
            "text": "Body", "title": "Headline", "published": "Publication Date", "publisher": "Media Name",
            "url": "Link",
            "id": "Story ID",
        }
    }  # fmt: skip


def test_the_user_names_columns_and_facts(tmp_path: Path) -> None:
    table = f"text,notes,source\nwrong,{PROSE},Post\n"
    (document,) = read(tmp_path, "a.csv", table, columns={"text": "Notes"}, known=Known("2025-03-04", "Courier"))
    assert document.report is not None
    assert (document.report.text, document.report.publisher) == (PROSE, "Courier")
    assert (document.report.published, document.report.published_from) == ("2025-03-04", "given")


def test_a_column_that_is_missing_is_named(tmp_path: Path) -> None:
    assert told(read(tmp_path, "a.csv", "text,b\nx,y\n", columns={"text": "c"})) == [
        ("", "no column 'c' among 'text', 'b'")
    ]
    assert told(read(tmp_path, "a.csv", "id,title,url\n1,2,3\n")) == [
        ("", "no column of texts among 'id', 'title', 'url'; name it with --column text=NAME")
    ]
    with pytest.raises(OptionError, match="'body' is none of text, title"):
        read_source(tmp_path / "a.csv", columns={"body": "text"})


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiter_encoding_and_line_ends_are_told(tmp_path: Path, delimiter: str, encoding: str, end: str) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    writer.writerows([["date", "title", "text"], ["2025-03-04", "A, b; c", f"Café|{PROSE}\t“{PROSE}”"]])
    (document,) = read(tmp_path, "a.csv", out.getvalue().encode(encoding))
    assert document.report is not None
    assert document.report.text == f"A, b; c\n\nCafé|{PROSE}\t“{PROSE}”"
    assert document.report.encoding == ("windows-1252" if encoding == "cp1252" else None)


def test_excels_separator_line_is_heard(tmp_path: Path) -> None:
    assert told(read(tmp_path, "a.csv", f"sep=;\r\ntitle;text\r\nA;{PROSE}\r\n")) == [("row 3", f"A\n\n{PROSE}")]


def test_each_row_has_its_own_encoding(tmp_path: Path) -> None:
    rows = [
        b"text,source",
        f"{PROSE},Café".encode(),
        f"{PROSE},Café".encode("cp1252"),
        b"\xd1\xe8\xf0\xe8\xff,\xff\xfe",
    ]
    found = read(tmp_path, "a.csv", b"\n".join(rows))
    assert [d.report and d.report.publisher for d in found] == ["Café", "Café", None]
    assert "neither UTF-8" in str(found[2].error)


def test_a_bad_row_is_an_error_and_the_next_is_read(tmp_path: Path) -> None:
    table = f'title,text\nA,{PROSE}\nB,one, two\nC\n\nD,"{PROSE}\n'
    assert told(read(tmp_path, "a.csv", table)) == [
        ("row 2", f"A\n\n{PROSE}"),
        ("row 3", "3 fields, but the header has 2: a separator or quotation mark out of place"),
        ("row 4", "1 fields, but the header has 2: a separator or quotation mark out of place"),
        ("row 6", f"D\n\n{PROSE}\n"),
    ]


def test_a_line_without_end_is_skipped_and_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(load_toml("intake.toml")["limits"], "line", 1000)
    found = told(read(tmp_path, "a.csv", "text\n" + "a" * 5000 + f"\n{PROSE}\n"))
    assert found == [("row 2", "a line over 0 MB"), ("row 3", PROSE)]


def test_rows_without_text_or_in_another_language_are_told(tmp_path: Path) -> None:
    table = f"title,text,language\nA,,en\nB,Le maire a dit,fr\nC,{PROSE},en-GB\nD,{PROSE},English\nE,{PROSE},\n"
    assert [cause[:33] for _, cause in told(read(tmp_path, "a.csv", table)) if cause] == [
        "no text beside its title", "its language is given as 'fr'; on", *[f"{x}\n\n{PROSE}"[:33] for x in "CDE"],
    ]  # fmt: skip


def test_markup_in_a_field_becomes_text(tmp_path: Path) -> None:
    html = "<p>One &amp; <b>two</b>.</p><script>x()</script><p>Three<br>four</p><figure>caption</figure>"
    assert told(read(tmp_path, "a.csv", f'text\n"{html}"\n"1 < 2 and 3 > 2"\n"a &quot;b&#39;\n&amp;c"\n')) == [
        ("row 2", "One & two.\nThree\nfour"),
        ("row 3", "1 < 2 and 3 > 2"),
        ("row 4", "a \"b'\n&c"),
    ]


def test_addresses_that_are_none_of_the_web_are_dropped(tmp_path: Path) -> None:
    table = "text,url\na b,javascript:alert(1)\na b,x.example:80/1\na b,https://x.example\n"
    assert [d.report and d.report.url for d in read(tmp_path, "a.csv", table)] == [
        None, "x.example:80/1", "https://x.example",
    ]  # fmt: skip


def test_a_table_is_told_by_its_header_where_its_name_does_not(tmp_path: Path) -> None:
    table = f"sep=;\ndate;text\n2025-03-04;{PROSE}\n"
    assert told(read(tmp_path, "export", table)) == [("row 3", PROSE)]
    assert told(read(tmp_path, "a.txt", f"id\tnotes\n1\t{PROSE}\n", columns={"text": "notes"})) == [("row 2", PROSE)]
    for text in (f"Text, he said.\n{PROSE}", f"Body\n\n{PROSE}", f"Title; source\n{PROSE}", '"', "a\x00,b"[:1]):
        assert told(read(tmp_path, "b.txt", text)) == [("", text)]


def test_a_packed_table_is_a_table(tmp_path: Path) -> None:
    assert told(read(tmp_path, "a.csv.gz", gzip.compress(f"text\n{PROSE}\n".encode()))) == [("row 2", PROSE)]


@given(st.lists(st.text(st.characters(exclude_characters="\0"), max_size=50).filter(str.strip), min_size=1, max_size=5))
def test_what_a_writer_of_csv_wrote_is_read(texts: list[str]) -> None:
    import tempfile

    out = io.StringIO(newline="")
    csv.writer(out).writerows([["id", "text"], *([str(number), text] for number, text in enumerate(texts))])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.csv")
        path.write_bytes(out.getvalue().encode("utf-8", "replace"))
        found = list(read_source(path))
    assert len(found) == len(texts)
    for document, text in zip(found, texts, strict=True):
        if document.report is not None and not {"<", "&"} & set(text):
            assert document.report.text == text.encode("utf-8", "replace").decode()


# --- days -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025-03-04", "2025-03-04"), ("2025-03-04T23:59:59Z", "2025-03-04"), ("2025-03-04 23:00:00+02:00",
        "2025-03-04"),
        ("20250304", "2025-03-04"), ("20250304123000", "2025-03-04"), ("2025/3/4", "2025-03-04"), ("2025.03.04",
        "2025-03-04"),
        ("March 4, 2025 Tuesday", "2025-03-04"), ("Tuesday, 4 March 2025", "2025-03-04"), ("4-Mar-2025", "2025-03-04"),
        ("4-Mar-25", "2025-03-04"), ("Tue, 04 Mar 2025 23:00:00 -0500", "2025-03-04"), ("1741046400", "2025-03-04"),
        ("1741046400000", "2025-03-04"), ("Sept. 4, 2025", "2025-09-04"), ("March 2025", None), ("2025", None),
        ("45720", None),
        ("03/04/2025", None), ("yesterday", None), ("", None), ("2025-13-01", None), ("2 hours ago", None),
    ],
)  # fmt: skip
def test_days_as_exports_write_them(value: str, day: str | None) -> None:
    assert find_day(value) == day


def test_a_date_in_figures_may_be_two_days() -> None:
    assert find_numeric_days("03/04/2025") == ["2025-04-03", "2025-03-04"]
    assert find_numeric_days("13/04/2025 10:00") == ["2025-04-13"]
    assert find_numeric_days("04.04.2025") == ["2025-04-04"]
    assert find_numeric_days("03/04/25") == find_numeric_days("32/13/2025") == []


@pytest.mark.parametrize(
    ("column", "day_first"),
    [
        (["03/04/2025", "14/04/2025"], True), (["03/04/2025", "04/14/2025"], False), (["03/04/2025"], None), ([], None),
        (["14/04/2025", "04/14/2025"], None), (["2025-04-14", "03/04/2025", "14/14/2025"], None),
    ],
)  # fmt: skip
def test_a_column_tells_its_own_order(column: list[str], day_first: bool | None) -> None:
    assert is_day_first(column) is day_first


def test_the_order_of_a_column_settles_its_ambiguous_dates_before_and_after(tmp_path: Path) -> None:
    rows = ["03/04/2025", "04/14/2025", "05/04/2025", "31 March 2025", "soon"]
    found = read(tmp_path, "a.csv", "date,text\n" + "".join(f"{row},{PROSE}\n" for row in rows))
    days = ["2025-03-04", "2025-04-14", "2025-05-04", "2025-03-31", None]
    assert [d.report and d.report.published for d in found] == days
    assert [d.notes for d in found] == [(), (), (), (), ("published: 'soon' is no day that can be read",)]


def test_without_evidence_an_ambiguous_date_is_none(tmp_path: Path) -> None:
    (document,) = read(tmp_path, "a.csv", f"date,text\n03/04/2025,{PROSE}\n")
    assert document.report is not None
    assert (document.report.published, document.report.published_from) == (None, "unknown")
    assert document.notes == ("published: '03/04/2025' may be 2025-04-03 or 2025-03-04, and no other row tells which",)


# --- JSON -----------------------------------------------------------------------------------------------------

NEWS_PLEASE = {
    "maintext": PROSE, "text": None, "title": "Fuel", "date_publish": "2025-03-04 10:00:00",
    "source_domain": "x.example",
    "url": "https://x.example/1", "language": "en", "date_download": "2025-03-09 10:00:00", "authors": [],
}  # fmt: skip
MEDIA_CLOUD = {
    "id": "1", "title": "Fuel", "publish_date": "2025-03-04", "media_name": "x.example", "url": "https://x.example/1",
    "language": "en", "text": PROSE, "indexed_date": "2025-03-09 10:00:00",
}  # fmt: skip
NEWS_API = {
    "source": {"id": None, "name": "x.example"}, "title": "Fuel", "url": "https://x.example/1",
    "publishedAt": "2025-03-04T10:00:00Z", "content": PROSE,
}  # fmt: skip
RELIEF_WEB = {
    "id": 1, "score": 1,
    "fields": {
        "title": "Fuel", "body": PROSE, "url": "https://x.example/1", "language": [{"name": "English"}],
        "date": {"original": "2025-03-04T00:00:00+00:00", "created": "2025-03-09T00:00:00+00:00"},
        "source": [{"name": "x.example"}],
    },
}  # fmt: skip
FUNDUS = {
    "title": "Fuel", "body": {"summary": [], "sections": [{"headline": [], "paragraphs": [PROSE]}]}, "lang": "en",
    "publishing_date": "2025-03-04 10:00:00+00:00", "publisher": "x.example", "url": "https://x.example/1",
}  # fmt: skip
SHAPES = {
    "news-please": NEWS_PLEASE, "Media Cloud": MEDIA_CLOUD, "NewsAPI": NEWS_API, "ReliefWeb": RELIEF_WEB,
    "Fundus": FUNDUS,
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("wrap", ["line", "array", "object", "one", "pretty"])
def test_records_of_known_tools_are_read(tmp_path: Path, shape: str, wrap: str) -> None:
    record = SHAPES[shape]
    data = {
        "line": json.dumps(record) + "\n",
        "array": json.dumps([record]),
        "object": json.dumps({"status": "ok", "articles": [record]}),
        "one": json.dumps(record),
        "pretty": json.dumps([record], indent=2),
    }[wrap]
    (document,) = read(tmp_path, "a.jsonl" if wrap == "line" else "a.json", data)
    report = document.report
    assert report is not None
    assert (report.text, report.published, report.publisher) == (f"Fuel\n\n{PROSE}", "2025-03-04", "x.example")
    assert report.url == ("https://x.example/1")


def test_a_bad_line_is_an_error_and_the_next_is_read(tmp_path: Path) -> None:
    lines = [json.dumps({"text": PROSE}), "{bad", "", "[1]", "null", json.dumps({"id": 3}), '{"text": "a b"}']
    assert told(read(tmp_path, "a.jsonl", "\n".join(lines))) == [
        ("line 1", PROSE),
        ("line 2", "not JSON (Expecting property name enclosed in double quotes)"),
        ("line 4", "a JSON value that is no object"),
        ("line 5", "a JSON value that is no object"),
        ("line 6", "no column of texts among 'id'; name it with --column text=NAME"),
        ("line 7", "a b"),
    ]


def test_an_array_that_breaks_gives_what_came_before(tmp_path: Path) -> None:
    whole = json.dumps([{"text": f"a {number}"} for number in range(3)])
    assert told(read(tmp_path, "a.json", whole[:-10])) == [
        ("item 1", "a 0"),
        ("item 2", "a 1"),
        ("", "the file breaks off"),
    ]


def test_an_array_is_read_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.intake import json as module

    monkeypatch.setattr(module, "CHUNK", 7)
    texts = ["a" * size + " b" for size in (1, 100, 3, 50)]
    found = read(tmp_path, "a.json", json.dumps([{"text": text} for text in texts], indent=1))
    assert [d.report and d.report.text for d in found] == texts


@pytest.mark.parametrize("data", ["[" * 100_000, '{"a":' * 100_000, '[{"text": ' + "[" * 100_000])
def test_deep_nesting_is_told(tmp_path: Path, data: str) -> None:
    (document,) = read(tmp_path, "a.json", data)
    assert document.error is not None


def test_dates_in_json_are_settled_by_the_file(tmp_path: Path) -> None:
    lines = [{"text": "a b", "date": day} for day in ("03/04/2025", "14/04/2025", 1741046400, ["2025-03-04"], None)]
    found = read(tmp_path, "a.jsonl", "\n".join(map(json.dumps, lines)))
    assert [d.report and d.report.published for d in found] == [
        "2025-04-03", "2025-04-14", "2025-03-04", "2025-03-04", None,
    ]  # fmt: skip


def test_bytes_that_are_no_utf8_are_mended_or_told(tmp_path: Path) -> None:
    good = json.dumps({"text": f"Café {PROSE}"}, ensure_ascii=False)
    found = read(tmp_path, "a.jsonl", good.encode("cp1252") + b'\n{"text": "\\ud83d alone"}\n')
    assert told(found) == [("line 1", f"Café {PROSE}"), ("line 2", "\ufffd alone")]
    assert found[0].report is not None
    assert found[0].report.encoding == "windows-1252"
