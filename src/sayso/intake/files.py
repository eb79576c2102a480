"""A file, or standard input, as a report: fetches its bytes, tells what they are, and hands them to that format."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from sayso.errors import IntakeError
from sayso.intake import kinds
from sayso.intake.document import NOTHING as NOTHING
from sayso.intake.document import Known
from sayso.intake.text import decode
from sayso.types import Report, make_report

STDIN = "-"
#: More than any report: the longest pages that news sites serve are below a tenth of it.
MOST_BYTES = 20_000_000


def read_file(path: Path | str, known: Known = NOTHING) -> Report:
    """The report in a text or HTML file; "-" is standard input. Raises IntakeError."""
    name = str(path)
    if name == STDIN:
        return read_bytes(read_limited(sys.stdin.buffer, "standard input"), "standard input", known)
    return read_bytes(load_bytes(name), name, known)


def load_bytes(name: str) -> bytes:
    """The bytes of a file; raises IntakeError where there are none, or too many to be a report."""
    try:
        if Path(name).is_dir():
            raise IntakeError(name, "a folder, not a file")
        with Path(name).open("rb") as file:
            return read_limited(file, name)
    except (OSError, ValueError) as error:
        raise IntakeError(name, cause_of(error)) from error


def cause_of(error: Exception) -> str:
    """What an error of the system says, as the second half of a line."""
    cause = getattr(error, "strerror", None) or str(error)
    return cause[:1].lower() + cause[1:]


def read_limited(file: BinaryIO, name: str) -> bytes:
    """All bytes of one report; raises IntakeError where there are too many."""
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise IntakeError(name, f"over {MOST_BYTES // 10**6} MB, too large for a report")
    return data


def read_bytes(data: bytes, name: str, known: Known = NOTHING, charset: str | None = None) -> Report:
    """The report in these bytes; `name` is what an error calls them, and its suffix may tell the format.

    `charset`: the encoding that a server gave for them.
    """
    binary = kinds.find_binary(data)
    if binary:
        raise IntakeError(name, f"{binary}, not text or HTML")
    decoded = decode(data, name, charset)
    if not decoded.text.strip():
        raise IntakeError(name, "empty")
    if kinds.is_page(decoded.text, name):
        return _page_report(decoded.text, name, known, decoded.encoding)
    foreign = kinds.find_foreign(decoded.text)
    if foreign:
        raise IntakeError(name, f"{foreign}, not text or HTML")
    return make_report(
        decoded.text,
        published=known.published,
        publisher=known.publisher,
        url=known.url,
        encoding=decoded.encoding,
    )


def _page_report(text: str, name: str, known: Known, encoding: str | None) -> Report:
    from sayso.intake.html import read_page  # costs a third of a second to import, and only pages need it

    page = read_page(text, name)
    return make_report(
        page.text,
        title=page.title,
        published=known.published or page.published,
        published_from="given" if known.published else "page",
        publisher=known.publisher or page.publisher,
        url=known.url or page.url,
        encoding=encoding,
        extractor=page.extractor,
    )
