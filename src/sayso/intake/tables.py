"""A table of articles (CSV, TSV, with any of the usual separators) -> a document a row.

Delimiter and encoding are told from the file, the columns from their names. A row that does not have as many fields as
the header is an error and never half a report: so an unclosed quotation mark or a bare separator in a text shows.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, islice
from typing import TextIO

from sayso.errors import IntakeError, SaysoError
from sayso.intake.document import Context, Document, Item, Known, place
from sayso.intake.limits import CHUNK, limit, mega
from sayso.intake.records import DayOrder, Fields, count_known, find_columns, is_header, line_of, make_document
from sayso.intake.text import MARKS, mend

DELIMITERS = (",", ";", "\t", "|")
#: By this first line Excel is told the separator.
SEPARATOR_LINE = re.compile(r'\ufeff?"?sep=(.)"?\s*\Z', re.IGNORECASE)
HEADER_LINES = 20


def read_table(item: Item, context: Context) -> Iterator[Document]:
    """The rows of a table as documents; rows are counted as a spreadsheet does, the header being row 1."""
    # How long a field may be is a setting of the whole process; this only ever raises it.
    csv.field_size_limit(max(csv.field_size_limit(), limit("line")))
    delimiter = _find_delimiter(item, context.columns)
    with open_text(item) as file:
        rows = _rows(read_lines(file), delimiter)
        header = _header(rows, item.name)
        found = find_columns(header, context.columns, item.name)
        context.tally.columns[item.name] = found
        table = _Table(item, delimiter, header, found)
        for number, row in rows:
            yield table.document(number, row, context.known)


class _Table:
    """A table's columns, and what its column of dates tells as a whole."""

    def __init__(self, item: Item, delimiter: str, header: Sequence[str], found: Mapping[str, str]) -> None:
        self.item = item
        self.delimiter = delimiter
        self.width = len(header)
        self.places = {kind: header.index(name) for kind, name in found.items()}
        self.days = DayOrder(self._dates)

    def document(self, number: int, row: list[str] | SaysoError, known: Known) -> Document:
        """The document of one row."""
        locator = f"row {number}"
        subject = place(self.item.name, locator)
        try:
            values, encoding = mend(self._checked(row, subject), subject)
        except IntakeError as error:
            return Document(self.item.name, locator, None, error)
        cell = {kind: values[index] for kind, index in self.places.items()}
        day, note = self.days.tell(cell.get("published"))
        fields = Fields(
            text=cell["text"],
            title=line_of(cell.get("title")),
            day=day,
            publisher=line_of(cell.get("publisher")),
            url=line_of(cell.get("url")),
            language=line_of(cell.get("language")),
            encoding=encoding,
        )
        return make_document(self.item.name, locator, fields, known, [note] if note else [])

    def _checked(self, row: list[str] | SaysoError, subject: str) -> list[str]:
        if isinstance(row, SaysoError):
            raise IntakeError(subject, row.cause)
        if len(row) != self.width:
            cause = f"{len(row)} fields, but the header has {self.width}: a separator or quotation mark out of place"
            raise IntakeError(subject, cause)
        return row

    def _dates(self) -> Iterator[str]:
        """The column of dates, read on its own."""
        where = self.places.get("published")
        with open_text(self.item) as file:
            for _number, row in _rows(read_lines(file), self.delimiter):
                if where is not None and isinstance(row, list) and len(row) == self.width:
                    yield row[where]


def is_table(text: str, columns: Mapping[str, str]) -> bool:
    """Whether a text begins with the header of a table: a column of texts and another that is known."""
    line = next((line for line in text.splitlines() if line.strip() and not SEPARATOR_LINE.match(line)), "")
    return any(is_header(next(csv.reader([line], delimiter=delimiter), []), columns) for delimiter in DELIMITERS)


def open_text(item: Item) -> TextIO:
    """A file as text: by its byte order mark, else as UTF-8 in which other bytes wait to be mended record by record."""
    with item.open() as file:
        start = file.read(4)
    for mark, encoding in MARKS:
        if start.startswith(mark) and encoding != "utf-8":
            return io.TextIOWrapper(item.open(), encoding[:6], newline="")  # without -le or -be the mark is dropped
    return io.TextIOWrapper(item.open(), "utf-8-sig", errors="surrogateescape", newline="")


def read_lines(file: TextIO) -> Iterator[str | IntakeError]:
    """The lines of a file with their ends; one that is too long is an error, and is never held as a whole."""
    most = limit("line")
    while line := file.readline(most):
        if len(line) < most or line.endswith(("\n", "\r")):
            yield line
            continue
        while (rest := file.readline(CHUNK)) and not rest.endswith(("\n", "\r")):
            pass
        yield IntakeError("", f"a line over {mega(most)}")


def _find_delimiter(item: Item, columns: Mapping[str, str]) -> str:
    """The separator with which the header has the most columns that are known, or wanted, or at all."""
    with open_text(item) as file:
        lines = list(islice(read_lines(file), HEADER_LINES))

    def known(delimiter: str) -> tuple[int, int]:
        header = next((row for _, row in _rows(lines, delimiter) if isinstance(row, list)), [])
        return count_known(header, columns), len(header)

    named = SEPARATOR_LINE.match(str(lines[0])) if lines else None
    return named[1] if named else max(DELIMITERS, key=known)


def _header(rows: Iterator[tuple[int, list[str] | SaysoError]], name: str) -> list[str]:
    for _number, row in rows:
        if isinstance(row, SaysoError):
            raise IntakeError(name, row.cause)
        return mend(row, name)[0]
    raise IntakeError(name, "empty")


def _rows(lines: Iterable[str | IntakeError], delimiter: str) -> Iterator[tuple[int, list[str] | SaysoError]]:
    """The rows of a table that are not blank, with their numbers; a row that cannot be read is its error."""
    reader = csv.reader(_Lines(lines), delimiter=delimiter)
    for number in count(1):
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, IntakeError("", f"{error} (a quotation mark that is not closed?)")
            continue
        except IntakeError as error:
            yield number, error
            continue
        if any(row) and not (number == 1 and SEPARATOR_LINE.match(delimiter.join(row))):
            yield number, row


class _Lines:
    """Lines for the reader of CSV, which goes on after an error that a generator would end with."""

    def __init__(self, lines: Iterable[str | IntakeError]) -> None:
        self.lines = iter(lines)

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self.lines)
        if isinstance(line, IntakeError):
            raise line
        return line
