"""A web archive (WARC, also packed with gzip) -> a document for each page or text that a server answered with."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import replace
from typing import Any

from sayso.errors import IntakeError
from sayso.intake.document import Context, Document, Item, place
from sayso.intake.files import read_bytes
from sayso.intake.limits import decompressed, limit, read_up_to

PAGES = frozenset(["text/html", "application/xhtml+xml", "text/plain"])
BROKEN = "a web archive that cannot be read on"
#: Servers refuse headers of a tenth of this.
LONGEST_LINE = 100_000
ANSWERS = frozenset(["response", "resource", "conversion"])


def read_warc(item: Item, context: Context) -> Iterator[Document]:
    """The pages of a web archive as documents; what is no page, or no answer of 200, is counted and passed over.

    A day comes from the page alone: when it was captured does not say when it was published.
    """
    with item.open() as file:
        for number, record in enumerate(_records(file, item.name), 1):
            reason = _reason(record)
            if reason:
                context.tally.skipped[reason] += 1
                continue
            locator = f"record {number}"
            subject = place(item.name, locator)
            address = record.rec_headers.get_header("WARC-Target-URI")
            known = replace(context.known, url=context.known.url or address)
            try:
                report = read_bytes(_content(record, subject), subject, known, _charset(record))
            except IntakeError as error:
                yield Document(item.name, locator, None, error)
                if _is_cut(record):
                    return
            else:
                yield Document(item.name, locator, report, None)


def _records(file: Any, name: str) -> Iterator[Any]:
    """The records of an archive; raises IntakeError where it cannot be read on."""
    from warcio.archiveiterator import ArchiveIterator  # only archives need it
    from warcio.exceptions import ArchiveLoadFailed

    archive = ArchiveIterator(_Pieces(file))
    archive.reader = _Lines(archive.reader)
    records = iter(archive)
    record: Any = None
    while True:
        try:
            with redirect_stderr(io.StringIO()):  # it writes warnings there
                record = next(records)
        except StopIteration:
            if record is not None and _is_cut(record):
                raise IntakeError(name, "the file breaks off") from None
            return
        except (ArchiveLoadFailed, EOFError, ValueError) as error:
            raise IntakeError(name, f"{BROKEN} ({' '.join(str(error).split())[:100]})") from error
        except (AttributeError, IndexError, TypeError) as error:  # a header that lacks what it looks for
            raise IntakeError(name, BROKEN) from error
        if record.rec_headers.get_header("Content-Length") is None and record.format == "warc":
            raise IntakeError(name, "the file breaks off")
        yield record


class _Pieces:
    """A file that gives what it has: reading on for more, it would lose what it has where it breaks off."""

    def __init__(self, file: Any) -> None:
        self.read = file.read1


class _Lines:
    """The archive's reader, which would hold a line of a header whatever its length."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)

    def readline(self, length: int | None = None) -> bytes:
        """A line; raises ValueError where it is too long for a header."""
        line: bytes = self._reader.readline(min(length or LONGEST_LINE, LONGEST_LINE))
        if len(line) == LONGEST_LINE:
            raise ValueError(f"a line over {LONGEST_LINE // 1000} kB in a header")
        return line


def _reason(record: Any) -> str | None:
    """Why a record is passed over, or None."""
    if record.rec_type not in ANSWERS:
        return f"WARC record of type {str(record.rec_type)[:20]}"
    kind = _type(record)
    if kind not in PAGES:
        return f"WARC record with {kind[:40] or 'content of no type'}"
    status = str(record.http_headers.get_statuscode())[:3] if record.http_headers else "200"
    return None if status == "200" else f"WARC record of an answer of {status}"


def _is_cut(record: Any) -> bool:
    """Whether a record that was read to its end is shorter than it says."""
    return bool(getattr(record.raw_stream, "limit", 0) > 0)


def _type(record: Any) -> str:
    return _content_type(record).partition(";")[0].strip().lower()


def _content_type(record: Any) -> str:
    if record.http_headers:
        return record.http_headers.get_header("Content-Type") or ""
    return record.rec_headers.get_header("Content-Type") or ""


def _charset(record: Any) -> str | None:
    for part in _content_type(record).split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \t\"'")
    return None


def _content(record: Any, subject: str) -> bytes:
    """The page in a record, its transfer and content encodings undone, each step within the limit of a page."""
    most = limit("page")
    data = read_up_to(record.raw_stream, most, subject, "a page")
    if _is_cut(record):
        raise IntakeError(subject, "the archive breaks off within it")
    if record.http_headers is None:
        return data
    if (record.http_headers.get_header("Transfer-Encoding") or "").strip().lower() == "chunked":
        from warcio.bufferedreaders import ChunkedDataReader

        data = ChunkedDataReader(io.BytesIO(data)).read(most)
    return decompressed(data, record.http_headers.get_header("Content-Encoding"), most, subject)
