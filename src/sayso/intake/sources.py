"""Any source -> documents: a folder is its files, a file is handed to the format that its bytes are in."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from sayso.errors import IntakeError
from sayso.intake.document import Document, Item
from sayso.intake.files import NOTHING, STDIN, Known, cause_of, read_bytes, read_limited
from sayso.intake.folders import list_files


def read_source(
    source: Path | str,
    known: Known = NOTHING,
    columns: Mapping[str, str] | None = None,  # noqa: ARG001
    skipped: Counter[str] | None = None,
) -> Iterator[Document]:
    """The documents of a file, a folder, or standard input ("-"), one at a time, always in the same order.

    What cannot become a report is a document with an error, and the others go on. `known` holds for every document and
    wins over what it says of itself; `columns` names columns of tables ({"text": "body"}) where they are not guessed;
    `skipped` counts, by reason, what was passed over because it is no report.
    """
    if str(source) == STDIN:
        yield from _read_item(Item("standard input", lambda: sys.stdin.buffer), known)
    elif not Path(source).is_dir():
        yield from _read_item(_item(Path(source)), known)
    else:
        for found in list_files(Path(source), Counter() if skipped is None else skipped):
            if isinstance(found, IntakeError):
                yield Document(found.subject, "", None, found)
            else:
                yield from _read_item(_item(found), known)


def _item(path: Path) -> Item:
    """A file under a name that can be printed and stored, whatever bytes the file system has in it."""
    return Item(os.fsencode(path).decode("utf-8", "backslashreplace"), lambda: path.open("rb"))


def _read_item(item: Item, known: Known) -> Iterator[Document]:
    """The documents in one file or member of an archive."""
    try:
        with item.open() as file:
            document = Document(item.name, "", read_bytes(read_limited(file, item.name), item.name, known), None)
    except IntakeError as error:
        document = Document(item.name, "", None, error)
    except (OSError, ValueError) as error:
        document = Document(item.name, "", None, IntakeError(item.name, cause_of(error)))
    yield document
