"""Any source -> documents: a folder is its files, a file is handed to the format that its bytes are in.

Each format's module is imported where it is first met, so that none slows the start of who needs another.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import cast

from sayso.errors import IntakeError
from sayso.intake import kinds
from sayso.intake.beside import PASSED_OVER, Beside
from sayso.intake.document import NOTHING, Context, Document, Item, Known, Tally
from sayso.intake.files import STDIN, cause_of, read_bytes, read_limited
from sayso.intake.folders import list_files
from sayso.intake.language import refuse_foreign
from sayso.intake.limits import CHUNK, GZIP, unpacked
from sayso.intake.records import check_columns

TABLES = re.compile(r"\.(?:csv|tsv|tab|psv)(?:\.gz)?\Z", re.IGNORECASE)
#: Set in the environment, it lets an unforeseen error end the run with its traceback.
DEBUG = "SAYSO_DEBUG"
Reader = Callable[[Item, Context], Iterator[Document]]
ZIP = b"PK\x03\x04"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
JSON = re.compile(r"\.(?:json|jsonl|ndjson|jl)(?:\.gz)?\Z", re.IGNORECASE)


def read_source(
    source: Path | str,
    known: Known = NOTHING,
    columns: Mapping[str, str] | None = None,
    tally: Tally | None = None,
) -> Iterator[Document]:
    """The documents of a file, a folder, or standard input ("-"), one at a time, always in the same order.

    What cannot become a report is a document with an error, and the others go on. `known` holds for every document and
    wins over what it says of itself; `columns` names columns of tables ({"text": "Body"}) where they are not guessed;
    `tally` is told what was recognised and passed over. Raises OptionError for a column of a kind that there is not.
    """
    check_columns(columns or {})
    return _documents(source, Context(known, columns or {}, tally or Tally()))


def _documents(source: Path | str, context: Context) -> Iterator[Document]:
    if str(source) == STDIN:
        yield from _read_stdin(context)
    elif not Path(source).is_dir():
        yield from read_item(_item(Path(source)), context)
    else:
        beside = Beside()
        for found in list_files(Path(source), context.tally):
            if isinstance(found, IntakeError):
                yield Document(found.subject, "", None, found)
            elif beside.holds(found):
                context.tally.skipped[PASSED_OVER] += 1
            else:
                yield from read_item(_item(found), replace(context, known=beside.known(found, context.known)))


def _read_stdin(context: Context) -> Iterator[Document]:
    """What comes in by standard input, kept in a file for as long as it is read: it is looked at more than once."""
    from shutil import copyfileobj
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder, "input")
        with path.open("wb") as copy:
            copyfileobj(sys.stdin.buffer, copy)
        yield from read_item(Item("standard input", lambda: path.open("rb")), context)


def _item(path: Path) -> Item:
    """A file under a name that can be printed and stored, whatever bytes the file system has in it."""
    return Item(os.fsencode(path).decode("utf-8", "backslashreplace"), lambda: path.open("rb"))


def read_item(item: Item, context: Context) -> Iterator[Document]:
    """The documents in one file or member of an archive; where it breaks, those before, and what is wrong."""
    try:
        item, form = find_format(item, context.columns)
        context.tally.formats[form] += 1
        module, name = READERS[form].split(":")
        read: Reader = getattr(import_module(module), name)
        yield from map(refuse_foreign, read(item, context))
    except IntakeError as error:
        yield Document(item.name, "", None, error)
    except UnicodeDecodeError as error:
        yield Document(item.name, "", None, IntakeError(item.name, f"not {error.encoding.upper()}, as it begins"))
    except OSError as error:
        yield Document(item.name, "", None, IntakeError(item.name, cause_of(error)))
    except Exception as error:  # nobody has foreseen it, and the other files are not to blame
        if os.environ.get(DEBUG):
            raise
        cause = f"internal error, please report it ({type(error).__name__}: {error}; {DEBUG}=1 shows where)"
        yield Document(item.name, "", None, IntakeError(item.name, cause))


def find_format(item: Item, columns: Mapping[str, str]) -> tuple[Item, str]:
    """What an item is, told by its first bytes and then its name; and the item to read, where it was packed."""
    start = _start(item)
    if start.startswith(GZIP):
        item = unpacked(item)
        start = _start(item)
    if start.startswith(ZIP):
        return item, _zip_format(item)
    if start.startswith(b"WARC/"):
        return item, "warc"
    if kinds.find_binary(start):
        return item, "text"  # which says what it is
    text = start.decode("utf-16" if start.startswith(UTF_16) else "utf-8", "ignore").lstrip("\ufeff")
    return item, _text_format(text, item.name, columns)


def _zip_format(item: Item) -> str:
    from sayso.intake.word import is_word

    if is_word(item):
        return "word"
    if item.inner:
        raise IntakeError(item.name, "an archive within an archive")
    return "zip"


def _text_format(text: str, name: str, columns: Mapping[str, str]) -> str:
    if TABLES.search(name):
        return "table"
    if JSON.search(name) or kinds.find_foreign(text) == "a JSON file":
        return "json"
    if kinds.FEED.match(text):
        return "feed"
    if kinds.is_page(text, name):
        return "page"
    from sayso.intake.nexis import is_nexis
    from sayso.intake.tables import is_table

    if is_nexis(text):
        return "nexis"
    return "table" if is_table(text, columns) else "text"


def _start(item: Item) -> bytes:
    """The first bytes of an item, as many as there are before the end or a break."""
    start = b""
    with item.open() as file:
        try:
            while len(start) < CHUNK and (more := cast("io.BufferedReader", file).read1(CHUNK)):
                start += more
        except IntakeError:
            if not start:
                raise
    return start


def read_single(item: Item, context: Context) -> Iterator[Document]:
    """The one report in a text or a page."""
    with item.open() as file:
        report = read_bytes(read_limited(file, item.name), item.name, context.known)
    yield Document(item.name, "", report, None)


def read_zip(item: Item, context: Context) -> Iterator[Document]:
    """The documents in the files of an archive."""
    from sayso.intake.zipped import list_members

    for member in list_members(item, context.tally):
        yield from read_item(member, context)


READERS = {
    "text": "sayso.intake.sources:read_single",
    "page": "sayso.intake.sources:read_single",
    "zip": "sayso.intake.sources:read_zip",
    "table": "sayso.intake.tables:read_table",
    "json": "sayso.intake.json:read_json",
    "feed": "sayso.intake.feeds:read_feed",
    "warc": "sayso.intake.warc:read_warc",
    "nexis": "sayso.intake.nexis:read_nexis",
    "word": "sayso.intake.nexis:read_word",
}
