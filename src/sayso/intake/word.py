"""A Word file (DOCX) -> its paragraphs, out of its XML: python-docx would load styles and images that nobody needs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sayso.errors import IntakeError
from sayso.intake.document import Item
from sayso.intake.limits import limit, read_up_to
from sayso.intake.zipped import UNREADABLE

MAIN = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: What ISO 29500's strict variant calls it.
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
#: A text box is there twice, the second time for old versions of Word.
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}
TITLES = ("title", "heading1")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's text, and whether its style makes it a title."""

    text: str
    is_title: bool


def is_word(item: Item) -> bool:
    """Whether a ZIP archive is a Word file."""
    try:
        with _archive(item) as archive:
            return MAIN in archive.namelist()
    except (IntakeError, *UNREADABLE):
        return False


def read_paragraphs(item: Item) -> list[Paragraph]:
    """The paragraphs of a Word file in their order; deleted text is left out. Raises IntakeError."""
    from lxml import etree  # only files with markup need it

    try:
        with _archive(item) as archive, archive.open(MAIN) as part:
            data = read_up_to(part, limit("word"), item.name, "the text of a Word file")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
        body = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise IntakeError(item.name, f"a Word file with broken markup ({error.msg})") from error
    except UNREADABLE as error:
        raise IntakeError(item.name, f"a Word file that cannot be read ({error})") from error
    return list(_paragraphs(body))


def _paragraphs(body: Any) -> Iterator[Paragraph]:
    """The paragraphs in a document's XML, those in tables too; one within another (a text box) is part of it."""
    space = STRICT if body.tag.startswith(STRICT) else W
    for again in list(body.iter(FALLBACK)):
        again.getparent().remove(again)
    for node in body.iter(f"{space}p"):
        if next(node.iterancestors(f"{space}p"), None) is None:
            style = node.find(f"{space}pPr/{space}pStyle")
            name = style.get(f"{space}val", "") if style is not None else ""
            yield Paragraph(_text(node, space), name.replace(" ", "").lower() in TITLES)


def _text(paragraph: Any, space: str) -> str:
    pieces = (piece for run in paragraph.iter(f"{space}r") for piece in run if isinstance(piece.tag, str))
    named = ((piece.tag.removeprefix(space), piece.text or "") for piece in pieces)
    return "".join(text if name == "t" else BREAKS.get(name, "") for name, text in named)


@contextmanager
def _archive(item: Item) -> Iterator[zipfile.ZipFile]:
    """The archive that a Word file is; in memory where it is a member of another, which only goes forward."""
    with item.open() as file:
        held = io.BytesIO(read_up_to(file, limit("word"), item.name, "a Word file")) if item.inner else file
        with zipfile.ZipFile(held) as archive:
            yield archive
