"""What follows from the readings: flat tables, pages and counts, and search that finds parts of words in any script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import dump, entry_of, report_of
from postgres import find_programs

from sayso.errors import LedgerError
from sayso.ledger import Entry, Ledger
from sayso.ledger.fold import find_folded, fold
from sayso.ledger.rows import make_rows
from sayso.types import make_report

#: Words of our own, in scripts where a word has no blanks around it or letters before it.
TAILS = (
    "Порт закрыт, сообщил МЭР.",
    "港口周一关闭。市长说三人受伤。",
    "أعلن المتحدث أن الميناء مُغلق",
    "הנמל נסגר",
    "ท่าเรือปิดแล้ว",
    "बंदरगाह बंद है",
    "항구가 폐쇄되었다",
    "Café “Straße” — 100% sure_fire, it’s ﬁne",
    "İzmir limanı kapandı.\n\nThe   harbour\u00a0is closed",
)
#: What one may type, and in how many of the tails it is found.
QUERIES = (
    ("мэр", 1), ("закры", 1), ("关闭", 1), ("市", 1), ("متحدث", 1), ("مغلق", 1), ("נמל", 1), ("เรือ", 1), ("बंद", 1),
    ("बद", 0), ("폐쇄", 1), ("cafe", 1), ("STRASSE", 1), ("100%", 1), ("100_", 0), ('"strasse"', 1), ("it's fine", 1),
    ("izmir", 1), ("harbour is", 1), ("har", 1), ("zzz", 0), ("'", 1), ("%", 1),
)  # fmt: skip


def bare(tail: str, **known: str) -> Entry:
    """A document in which nothing but text was found."""
    report = make_report(tail, **{"published": "2025-03-04", **known})
    entry = entry_of(report_of(tail), f"{report.id}.txt")
    assert entry.reading is not None
    return entry


@pytest.fixture(scope="module")
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Ledger]]:
    """The same reports in both engines; twice in SQLite where there is no PostgreSQL."""
    places = [str(tmp_path_factory.mktemp(name) / "ledger.db") for name in ("one", "other")]
    if find_programs() is not None:
        places[1] = request.getfixturevalue("database")("search")
    ledgers = [Ledger.open(where, create=True) for where in places]
    for ledger in ledgers:
        ledger.add([bare(tail) for tail in TAILS])
    yield ledgers
    for ledger in ledgers:
        ledger.close()


@pytest.mark.parametrize(("words", "number"), QUERIES)
def test_parts_of_words_are_found_in_any_script(filled: list[Ledger], words: str, number: int) -> None:
    totals = [ledger.search([words])[0] for ledger in filled]
    assert totals == [number, number]


@settings(deadline=None, max_examples=25)
@given(st.data())
def test_whatever_stands_in_a_text_is_found_the_same_on_both_engines(filled: list[Ledger], data: st.DataObject) -> None:
    tail = data.draw(st.sampled_from(TAILS))
    start = data.draw(st.integers(0, len(tail) - 1))
    words = tail[start : start + data.draw(st.integers(1, 6))]
    found = [ledger.search([words], limit=99) for ledger in filled]
    assert found[0] == found[1]
    if fold(words).strip():
        assert found[0][0] >= 1


def test_a_find_shows_the_words_as_they_stand(filled: list[Ledger]) -> None:
    _, (hit,) = filled[0].search(["STRASSE", "cafe"])
    assert [place.quote for place in hit.places] == ["Café", "Straße"]
    text = filled[0].reports([hit.report])[0].text
    assert [text[place.start : place.end] for place in hit.places] == ["Café", "Straße"]
    assert hit.places[0].after.startswith(" “Straße”")


def test_all_words_have_to_occur(filled: list[Ledger]) -> None:
    assert [filled[0].search(words)[0] for words in (["harbour", "izmir"], ["harbour", "порт"], [" "])] == [1, 0, 0]


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=40), st.text(min_size=1, max_size=5))
def test_finds_have_places_and_folding_twice_is_folding_once(text: str, words: str) -> None:
    assert fold(fold(text)) == fold(text)
    for start, end in find_folded(f"{text}{words}", words):
        assert fold(f"{text}{words}"[start:end]).strip() == fold(words).strip()


@pytest.mark.slow
def test_derived_tables_are_rebuilt_byte_for_byte(where: str) -> None:
    with Ledger.open(where, create=True) as ledger:
        for number, tail in enumerate(TAILS):
            address = f"https://news.example/{number % 4}"  # some of them versions of each other
            ledger.add([entry_of(report_of(tail, url=address), f"{number}.txt")])
        before = dump(ledger, timed=True)
        ledger.rebuild()
        assert dump(ledger, timed=True) == before
        assert len(before["events"]) == 2 * 4


@pytest.mark.slow
def test_the_order_of_arrival_does_not_show_in_derived_tables(tmp_path: Path) -> None:
    entries, dumps = [bare(tail) for tail in TAILS[:4]], []
    for order in (1, -1):
        with Ledger.open(tmp_path / f"{order}.db", create=True) as ledger:
            for entry in entries[::order]:
                ledger.add([entry])
            dumps.append({name: rows for name, rows in dump(ledger).items() if name not in {"documents", "runs"}})
    assert dumps[0] == dumps[1]


def test_rows_tell_what_the_reading_tells() -> None:
    reading = entry_of(report_of()).reading
    assert reading is not None
    rows = make_rows(reading.to_dict())
    event, statement, figure = rows["events"][0], rows["statements"][0], rows["figures"][0]
    assert (event["anchor"], event["actor_names"], event["place_names"]) == ("hit", "Ostria", "Brell")
    assert (statement["speaker_name"], statement["side"], statement["cue"]) == ("Norvian army", "Norvia", "said")
    assert (figure["low"], figure["high"], figure["attributed"]) == (12, None, 1)
    assert {(row["layer"], row["item"], row["statement"]) for row in rows["said_by"]} == {
        ("events", "e1", "s1"), ("events", "e2", "s2"), ("events", "e2", "s3"), ("figures", "f1", "s1"),
        ("positions", "k1", "s2"),
    }  # fmt: skip


def test_pages_and_facets_agree_with_the_rows(where: str) -> None:
    with Ledger.open(where, create=True) as ledger:
        ledger.add([bare(tail) for tail in TAILS])
        everything = ledger.page("events", limit=1000)
        assert len(everything) == ledger.count("events") == 2 * len(TAILS)
        pages = [ledger.page("events", order="-date_start", offset=offset, limit=5) for offset in range(0, 20, 5)]
        assert sorted(row["report"] + row["id"] for page in pages for row in page) == sorted(
            row["report"] + row["id"] for row in everything
        )
        counted = Counter(row["status"] for row in everything)
        assert dict(ledger.facet("events", "status")) == counted
        assert ledger.facet("events", "place") == [("Brell", 2 * len(TAILS))]
        assert ledger.facet("events", "side") == [("Ostria", 2 * len(TAILS))]
        claimed = {"status": "claimed", "actor": ["Ostria"], "since": "2025-03-01", "words": "порт"}
        assert ledger.count("events", claimed) == 1
        assert ledger.count("events", {"until": "2025-03-01"}) == 0
        assert ledger.count("statements", {"speaker_name": "Norvian army"}) == len(TAILS)


@pytest.mark.parametrize(("table", "filters"), [("films", {}), ("events", {"colour": "red"})])
def test_a_table_or_column_that_is_none_is_named(tmp_path: Path, table: str, filters: dict[str, str]) -> None:
    with Ledger.open(tmp_path / "ledger.db", create=True) as ledger, pytest.raises(LedgerError, match="there are"):
        ledger.count(table, filters)
