"""Annotated sets: files of JSON lines with spans, or folders of dossiers, as articles with their annotations.

A line is `{"id", "text", "published", "annotations": [{"type", ...}], "meta": {}}`. Annotations of the type
`attribution` have `source`, `cue` and `content`, each a list of spans, and may have `act` and `polarity` ("positive"
or "negative"); a span is `[start, end]`, `{"start", "end"}`, or `{"spans": [[start, end], ...]}`. Offsets are
code points of `text`. A dossier is a folder with `gold.json`, `meta.json` and a text file a report; a folder of
dossiers does as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso.errors import IntakeError
from sayso.types import Report, make_report

Range = tuple[int, int]
Annotation = dict[str, Any]
#: How much of the text is shown before and after words.
BEFORE, AFTER = 60, 40


@dataclass(frozen=True, slots=True)
class Article:
    """One annotated text."""

    id: str
    text: str
    published: str | None = None
    annotations: list[Annotation] = field(default_factory=list)
    meta: dict[str, Any] = field(default_factory=dict)
    #: Whether the annotation covers the headline; otherwise the first line is a title like any other.
    with_headline: bool = True

    @property
    def report(self) -> Report:
        """The article as a report; of the publication the day, without the time of day that some sets give."""
        return make_report(self.text, published=self.published[:10] if self.published else None)

    def around(self, start: int, end: int) -> str:
        """Words in brackets with those before and after them, on one line."""
        before, after = self.text[max(0, start - BEFORE) : start], self.text[end : end + AFTER]
        return " ".join(f"{before}[{self.text[start:end]}]{after}".split())

    def of_type(self, *types: str) -> list[Annotation]:
        """The annotations of these types."""
        return [annotation for annotation in self.annotations if annotation.get("type") in types]


def read_articles(path: Path | str) -> Iterator[Article]:
    """The articles of a set, in their order; raises IntakeError, naming the line, where it is not as described."""
    path = Path(path)
    yield from _dossiers(path) if path.is_dir() else _lines(path)


def telling(articles: Iterable[Article], done: Callable[[], None]) -> Iterator[Article]:
    """The articles, each told of as soon as the next is asked for."""
    for article in articles:
        yield article
        done()


def spans_of(value: object) -> list[Range]:
    """The spans of a role in any of the three forms, in the order of the text."""
    found: list[Range] = []
    for item in value if isinstance(value, list) else []:
        if isinstance(item, dict):
            found += [(s, e) for s, e in item.get("spans") or [[item["start"], item["end"]]]]
        else:
            found.append((item[0], item[1]))
    return sorted(found)


def _lines(path: Path) -> Iterator[Article]:
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _article(line, f"{path}, line {number}")
    except (OSError, UnicodeDecodeError) as error:
        cause = "not UTF-8" if isinstance(error, UnicodeDecodeError) else (error.strerror or str(error)).lower()
        raise IntakeError(str(path), cause) from error


def _article(line: str, where: str) -> Article:
    try:
        row = json.loads(line)
        text, annotations = row["text"], row.get("annotations") or []
        article = Article(str(row["id"]), text, row.get("published"), annotations, row.get("meta") or {})
        roles = [note.get(role) for note in article.of_type("attribution") for role in ("source", "cue", "content")]
        spans = [span for role in roles for span in spans_of(role)]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise IntakeError(where, f"not an annotated article ({type(error).__name__}: {error})") from error
    if any(not 0 <= start <= end <= len(text) for start, end in spans):
        raise IntakeError(where, "a span lies outside of the text")
    return article


def dossier_folders(path: Path) -> list[Path]:
    """The dossiers in a folder, or the folder itself where it is one; raises IntakeError where there are none."""
    folders = [path] if (path / "gold.json").is_file() else sorted(p.parent for p in path.glob("*/gold.json"))
    if not folders:
        raise IntakeError(str(path), "no gold.json in this folder or in the folders in it")
    return folders


def _dossiers(path: Path) -> Iterator[Article]:
    for folder in dossier_folders(path):
        try:
            yield from _dossier(folder)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IntakeError(str(folder), f"not a dossier ({type(error).__name__}: {error})") from error


def _dossier(folder: Path) -> Iterator[Article]:
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    for name, facts in meta.items():
        if not (folder / f"{name}.txt").is_file():
            continue
        text = (folder / f"{name}.txt").read_bytes().decode("utf-8")
        notes = [_statement(row, text) for row in gold["statements"] if row["report"] == name]
        notes += [_time(row, text) for row in gold.get("times", []) if row["report"] == name]
        yield Article(f"{folder.name}/{name}", text, facts.get("published"), notes, facts, with_headline=False)


def _statement(row: dict[str, Any], text: str) -> Annotation:
    parts = ("source", "cue", "content")
    roles = {role: [find_surface(surface, text) for surface in _list(row[role])] for role in parts}
    return {"type": "attribution", "act": row["act"], "nested_in": row.get("nested_in"), **roles}


def _time(row: dict[str, Any], text: str) -> Annotation:
    start, end = find_surface(row["text"], text)
    return {"type": "timex3", "value": row["value"], "start": start, "end": end, "text": text[start:end]}


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def find_surface(surface: str | dict[str, Any], text: str) -> list[int]:
    """Where a surface stands: its nth occurrence, counted from the start of the file."""
    words, nth = (surface, 1) if isinstance(surface, str) else (surface["text"], surface.get("nth", 1))
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1 if start < 0 else start + len(words))
    return [start, start + len(words)]
