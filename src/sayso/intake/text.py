"""Bytes -> text. The text stays as it is, line ends included: every span of a reading counts its code points."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.errors import IntakeError

#: A mark at the start decides; UTF-32 before UTF-16, whose mark is the start of its own.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}encoding=["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
#: Browsers read these labels as Windows-1252 (WHATWG Encoding Standard), and so do the pages that use them.
READ_AS_WINDOWS = frozenset({"iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii", "cp1252"})
WINDOWS = "windows-1252"
#: A page that was no UTF-8 and declares one of these is wrong about itself.
NOT_DECLARABLE = re.compile(r"utf|idna|punycode|unicode|mbcs|oem|undefined")
#: In Western text at most about one letter in eight has an accent (English stays under one in fifty).
MOST_ACCENTED = 0.15
UTF8_SEQUENCE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
#: Bytes that were no UTF-8 (PEP 383).
ESCAPED = re.compile("[\udc80-\udcff]")
CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the encoding that it was in where that was not UTF-8."""

    text: str
    encoding: str | None = None


def decode(data: bytes, name: str, charset: str | None = None) -> Decoded:
    """The text of a file: by its mark, as UTF-8, as it declares, or as Windows-1252 where that reads well.

    `charset` is what a server declared; it goes before what the page does. A byte order mark is no part of the text.
    Raises IntakeError rather than put replacement characters into quotations.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding, name)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        decoded = _decode_as(data, charset) or _decode_declared(data) or _decode_windows(data)
        if decoded is None:
            place = f"byte {error.start:,} is 0x{data[error.start]:02x}"
            raise IntakeError(name, f"neither UTF-8 ({place}) nor Western text in Windows-1252") from error
        return decoded


def mend(values: Sequence[str], name: str) -> tuple[list[str], str | None]:
    """The fields of a record whose bytes, where they were no UTF-8, stand in them as surrogates; and their encoding.

    A file that was pieced together has records in several encodings: each is told by all of its fields.
    """
    joined = "\n".join(values)
    if not ESCAPED.search(joined):
        return list(values), None
    try:
        data = joined.encode("utf-8", "surrogateescape")
        encoding = decode(data, name).encoding or "utf-8"
        return [value.encode("utf-8", "surrogateescape").decode(encoding) for value in values], encoding
    except UnicodeError:  # surrogates that no byte stands behind, as JSON can write them
        return list(values), None


def _decode_marked(data: bytes, encoding: str, name: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), None if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        raise IntakeError(name, f"begins as {encoding.upper()}, but byte {error.start:,} is not") from error


def _decode_declared(data: bytes) -> Decoded | None:
    """By the encoding that a page names in its head."""
    match = DECLARED.search(data[:4096])
    if match is None:
        return None
    return _decode_as(data, (match[1] or match[2]).decode("ascii"))


def _decode_as(data: bytes, label: str | None) -> Decoded | None:
    label = (label or "undefined").lower()
    encoding = WINDOWS if label in READ_AS_WINDOWS else label
    if NOT_DECLARABLE.match(encoding):
        return None
    try:
        return Decoded(data.decode(encoding), encoding)
    except (LookupError, UnicodeError):
        return None


def _decode_windows(data: bytes) -> Decoded | None:
    """As Windows-1252, where the outcome looks like Western text, and not like damaged UTF-8 or another alphabet."""
    try:
        text = data.decode(WINDOWS)
    except UnicodeDecodeError:
        return None
    letters = [character for character in text if character.isalpha()]
    accented = sum(letter > "\x7f" for letter in letters)
    damaged = len(UTF8_SEQUENCE.findall(data)) * 2 > sum(byte > 0x7F for byte in data)
    if damaged or accented > MOST_ACCENTED * len(letters) or CONTROLS.search(text):
        return None
    return Decoded(text, WINDOWS)
