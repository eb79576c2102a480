"""A ZIP archive (of Nexis files, of pages, a WACZ) -> its members; none is written to disk, whatever its name says."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from sayso.errors import IntakeError
from sayso.intake.document import Item, Tally
from sayso.intake.folders import why_left
from sayso.intake.limits import Allowance, limit

#: Members by which other files show that are ZIP archives inside.
OFFICE = {
    "[Content_Types].xml": "an Excel or PowerPoint file; save it as CSV or text",
    "mimetype": "an OpenDocument or EPUB file; save it as text, CSV or DOCX",
}
BROKEN = "a ZIP archive that cannot be read"
#: How `zipfile` says that an archive is damaged, locked, or packed in a way that it does not know.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    EOFError,
)


def list_members(item: Item, tally: Tally) -> Iterator[Item]:
    """The members that may hold reports, in the order of their names. Raises IntakeError."""
    allowance = Allowance(item.name)
    for info in sorted(_infos(item), key=lambda info: info.filename):
        reason = _reason(info)
        if reason:
            tally.skipped[reason] += 1
        else:
            yield Item(f"{item.name}/{info.filename}", partial(_open, item, info, allowance), inner=True)


def _infos(item: Item) -> list[zipfile.ZipInfo]:
    try:
        with item.open() as file, zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
    except UNREADABLE as error:
        raise IntakeError(item.name, f"{BROKEN} ({error})") from error
    names = {info.filename for info in infos}
    for name, what in OFFICE.items():
        if name in names:
            raise IntakeError(item.name, what)
    if len(infos) > limit("members"):
        raise IntakeError(item.name, f"over {limit('members'):,} files in one archive")
    return infos


def _reason(info: zipfile.ZipInfo) -> str | None:
    parts = info.filename.split("/")
    if is_unsafe(info.filename):
        return None  # to open it will say so
    if any(part.startswith(".") for part in parts) or "__MACOSX" in parts:
        return "hidden"
    return "folder in an archive" if info.is_dir() else why_left(parts[-1])


def is_unsafe(name: str) -> bool:
    """Whether a member's name points out of the archive."""
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _open(item: Item, info: zipfile.ZipInfo, allowance: Allowance) -> BinaryIO:
    if is_unsafe(info.filename):
        raise IntakeError(f"{item.name}/{info.filename}", "a name that points out of its archive")
    if info.flag_bits & 1:
        raise IntakeError(f"{item.name}/{info.filename}", "locked with a password")
    return io.BufferedReader(_Member(item, info, allowance))


class _Member(io.RawIOBase):
    """A member of an archive, as a stream that counts what it unpacks."""

    def __init__(self, item: Item, info: zipfile.ZipInfo, allowance: Allowance) -> None:
        self.name = f"{item.name}/{info.filename}"
        self.allowance = allowance
        self.file = item.open()
        try:
            self.member = zipfile.ZipFile(self.file).open(info)  # noqa: SIM115
        except UNREADABLE as error:
            self.file.close()
            raise IntakeError(self.name, f"{BROKEN} ({error})") from error
        allowance.count(info.compress_size, 0)

    def readable(self) -> bool:
        """True: this is a stream to read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Unpack as much as fits; raises IntakeError where the archive is broken or a trap."""
        try:
            data = self.member.read(len(buffer))
        except UNREADABLE as error:
            raise IntakeError(self.name, f"{BROKEN} ({error})") from error
        self.allowance.count(0, len(data))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the archive, too."""
        if not self.closed:
            self.member.close()
            self.file.close()
        super().close()
