"""How much is read of what comes from outside; the numbers are in `data/intake.toml`."""

from __future__ import annotations

import io
import zlib
from dataclasses import replace
from typing import Any, BinaryIO, cast

from sayso.errors import IntakeError
from sayso.intake.document import Item
from sayso.rules import load_toml

CHUNK = 1 << 16
GZIP = b"\x1f\x8b"


def limit(name: str) -> int:
    """A limit of the rule file, in bytes or as a count."""
    return int(load_toml("intake.toml")["limits"][name])


def mega(number: int) -> str:
    """A number of bytes for a message."""
    return f"{number // 10**6} MB"


def read_up_to(file: Any, most: int, name: str, what: str) -> bytes:
    """All bytes of a stream; raises IntakeError where there are more than `most`."""
    data = b""
    parts = []
    size = 0
    while size <= most and (data := file.read(min(CHUNK, most + 1 - size))):
        parts.append(data)
        size += len(data)
    if size > most:
        raise IntakeError(name, f"over {mega(most)}, too large for {what}")
    return b"".join(parts)


class Allowance:
    """How much an archive may unpack to: a share for every packed byte, and something to spare for small ones."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.ratio, self.spare = limit("ratio"), limit("spare")
        self.packed = self.unpacked = 0

    def count(self, packed: int, unpacked: int) -> None:
        """Count what was read; raises IntakeError where it is more than any archive of reports comes to."""
        self.packed += packed
        self.unpacked += unpacked
        if self.unpacked > self.spare + self.ratio * self.packed:
            cause = f"unpacks to more than {self.ratio} times its size, as no archive of reports does"
            raise IntakeError(self.name, cause)


class Unzipped(io.RawIOBase):
    """The bytes in a gzip file, member after member, within an allowance. Raises IntakeError."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.file = file
        self.allowance = Allowance(name)
        self.member = zlib.decompressobj(wbits=31)
        self.begun = False
        self.rest = b""

    def readable(self) -> bool:
        """True: this is a stream to read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Unpack as much as fits; 0 at the end."""
        while True:
            packed = self.rest or self.file.read(CHUNK)
            if not packed:
                return self._end()
            data = self._unpack(packed, len(buffer))
            self.begun = True
            self.rest = self.member.unconsumed_tail
            if self.member.eof:
                self._next_member()
            self.allowance.count(len(packed) - len(self.rest), len(data))
            if data:
                buffer[: len(data)] = data
                return len(data)

    def _unpack(self, packed: bytes, most: int) -> bytes:
        try:
            return self.member.decompress(packed, most)
        except zlib.error as error:
            raise IntakeError(self.allowance.name, f"a gzip file that is damaged ({error})") from error

    def _end(self) -> int:
        if self.begun:
            raise IntakeError(self.allowance.name, "the file breaks off")  # an EOFError, libraries take for the end
        return 0

    def _next_member(self) -> None:
        """Make ready for another member; zeros behind the last one are padding."""
        self.rest = self.member.unused_data.lstrip(b"\0")
        self.member = zlib.decompressobj(wbits=31)
        self.begun = False

    def close(self) -> None:
        """Close the file below, too."""
        self.file.close()
        super().close()


def unpacked(item: Item) -> Item:
    """What is in a gzip file, under the same name: one stream, in which no archive is opened."""

    def begin() -> BinaryIO:
        return cast("BinaryIO", io.BufferedReader(Unzipped(item.open(), item.name), CHUNK))

    return replace(item, open=begin, inner=True)


def decompressed(data: bytes, coding: str | None, most: int, name: str) -> bytes:
    """The body of an HTTP answer without its Content-Encoding, of at most so many bytes. Raises IntakeError."""
    for layer in reversed([part.strip().lower() for part in (coding or "").split(",")]):
        if layer in {"gzip", "x-gzip", "deflate"}:
            data = _inflated(data, most, name)
        elif layer not in {"", "identity"}:
            raise IntakeError(name, f"packed as {layer[:20]!r}, which cannot be read")
    return data


def _inflated(data: bytes, most: int, name: str) -> bytes:
    for wbits in (47, -15):  # gzip or zlib, told by the first bytes; servers send deflate without either's, too
        unpacker = zlib.decompressobj(wbits=wbits)
        try:
            unpacked = unpacker.decompress(data, most + 1)
        except zlib.error:
            continue
        if len(unpacked) > most:
            raise IntakeError(name, f"unpacks to over {mega(most)}, too large for a report")
        return unpacked
    raise IntakeError(name, "packed in a way that cannot be read")
