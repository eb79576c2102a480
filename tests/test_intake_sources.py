"""Sources of many documents: their order, what is passed over, and that one bad file never ends the others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sayso.intake import Known, Tally, read_source

PROSE = "The harbour master said on Tuesday that nine crates of fuel had been turned back at the quay."


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_a_file_is_one_document(tmp_path: Path) -> None:
    path = write(tmp_path, {"a.txt": PROSE}) / "a.txt"
    (document,) = read_source(path, Known(published="2025-03-04"))
    assert document.report is not None
    assert (document.source, document.locator, document.error) == (str(path), "", None)
    assert (document.report.text, document.report.published) == (PROSE, "2025-03-04")


def test_a_folder_is_its_files_in_one_order_and_a_bad_one_ends_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"b.txt": PROSE, "a/z.txt": PROSE, "a/b/c.txt": "", "c.html": f"<html><p>{PROSE}", "B.txt": PROSE})
    found = [(os.path.relpath(d.source, tmp_path), d.report is not None) for d in read_source(tmp_path)]
    wanted = [("B.txt", True), ("b.txt", True), ("c.html", True), ("a/z.txt", True), ("a/b/c.txt", False)]
    assert found == wanted
    errors = [str(document.error) for document in read_source(tmp_path) if document.error]
    assert errors == [f"{tmp_path}/a/b/c.txt: empty"]


def test_what_is_no_report_is_passed_over_and_counted(tmp_path: Path) -> None:
    files = [".hidden", ".git/a.txt", "page.html", "page_files/menu.html", "logo.PNG", "notes_files/a.txt"]
    write(tmp_path, dict.fromkeys(files, PROSE))
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "again").symlink_to(tmp_path)
    tally = Tally()
    found = [os.path.relpath(document.source, tmp_path) for document in read_source(tmp_path, tally=tally)]
    assert found == ["page.html", "notes_files/a.txt"]
    assert tally.skipped == {
        "hidden": 2,
        "part of a saved page": 1,
        ".png file": 1,
        "no file (a device, pipe or socket)": 1,
        "link to a folder": 1,
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_a_folder_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": PROSE, "shut/b.txt": PROSE})
    (tmp_path / "shut").chmod(0)
    errors = [document.error for document in read_source(tmp_path)]
    (tmp_path / "shut").chmod(0o700)
    assert [str(error) for error in errors] == ["None", f"{tmp_path}/shut: permission denied"]


def test_broken_links_and_missing_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to("nowhere")
    assert [str(document.error) for document in read_source(tmp_path)] == [
        f"{tmp_path}/gone.txt: no such file or directory"
    ]
    (document,) = read_source(tmp_path / "nothing")
    assert str(document.error).endswith("no such file or directory")


def test_a_name_that_is_no_text_can_be_printed_and_stored(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(PROSE)
    (document,) = read_source(tmp_path)
    assert document.report is not None
    assert document.source.encode().endswith(b"caf\\xe9.txt")


FOREIGN = {
    "de": "Der Minister sagte am Dienstag, dass neun Kisten Treibstoff am Kai zurückgewiesen worden seien. ",
    "nl": "De minister zei dinsdag dat negen kratten brandstof op de kade waren teruggestuurd en dat hij was gegaan. ",
    "fr": "Le ministre a déclaré mardi que neuf caisses de carburant avaient été refoulées au port. ",
    "no": "Ministeren sa tirsdag at ni kasser med drivstoff var blitt sendt tilbake ved kaien for alle parter. ",
    "pl": "Minister powiedział we wtorek, że to była prowokacja, a dziewięć skrzyń paliwa zawrócono przy nabrzeżu. ",
    "ru": "Министр сказал во вторник, что девять ящиков топлива были возвращены на причал. ",
    "ar": "قال الوزير يوم الثلاثاء إن تسعة صناديق من الوقود أعيدت عند الرصيف. ",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_longer_texts_in_other_languages_are_told(tmp_path: Path, language: str) -> None:
    write(tmp_path, {"a.txt": FOREIGN[language] * 12, "b.txt": FOREIGN[language], "c.txt": PROSE * 12})
    long, short, english = read_source(tmp_path)
    assert str(long.error).endswith("only English is read")
    assert short.report is not None
    assert english.report is not None


def test_a_folder_tells_day_and_publisher_of_its_files(tmp_path: Path) -> None:
    facts = '{"a": {"published": "2025-03-04", "publisher": "Quay News"}, "b.txt": {"url": "https://quay.example/b"}}'
    write(tmp_path, {"a.txt": PROSE, "b.txt": PROSE, "c.txt": PROSE, "meta.json": facts})
    tally = Tally()
    reports = [document.report for document in read_source(tmp_path, tally=tally)]
    told = [(r.published, r.publisher, r.url) for r in reports if r is not None]
    assert told == [("2025-03-04", "Quay News", None), (None, None, "https://quay.example/b"), (None, None, None)]
    assert tally.skipped == {"facts about the files beside it": 1}
    (given, *_) = read_source(tmp_path, Known(publisher="The Other"))
    assert given.report is not None
    assert (given.report.published, given.report.publisher) == ("2025-03-04", "The Other")


@pytest.mark.parametrize("facts", ["[1]", "{", '{"a": {"published": "soon"}}', '{"a": {"colour": "red"}}', "{}"])
def test_a_meta_file_of_another_shape_is_read_like_any_other(tmp_path: Path, facts: str) -> None:
    write(tmp_path, {"a.txt": PROSE, "meta.json": facts})
    found = [(Path(d.source).name, d.error is None) for d in read_source(tmp_path)]
    assert found == [("a.txt", True), ("meta.json", False)]
