"""One document of a source: a report, or the reason why there is none; and what is told about a source on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from sayso.errors import SaysoError
from sayso.types import Report


@dataclass(frozen=True, slots=True)
class Document:
    """A report, or an error, never both; `notes` say what was left out or could not be told on the way.

    `source` is the file it came from, with its path in the folder or archive; `locator` the place within that file
    ("row 12", "article 3"), empty where it is one report. A source gives the same documents each time, in one order.
    """

    source: str
    locator: str
    report: Report | None
    error: SaysoError | None
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What a message calls it."""
        return place(self.source, self.locator)


@dataclass(slots=True)
class Tally:
    """What was recognised in a source while it was read: for a preview, and so that nothing is left out in silence."""

    #: Files by the format that they were read in.
    formats: Counter[str] = field(default_factory=Counter)
    #: Of each table or file of records: which of its columns was taken for what, {"text": "Body"}.
    columns: dict[str, Mapping[str, str]] = field(default_factory=dict)
    #: What was passed over because it is no report, by reason.
    skipped: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Known:
    """What the user knows about a report; it wins over what a page or an export says of it."""

    published: date | str | None = None
    publisher: str | None = None
    url: str | None = None


NOTHING = Known()


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for all documents of a source: what the user knows and names, and the tally of what is met."""

    known: Known = NOTHING
    columns: Mapping[str, str] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)


@dataclass(frozen=True, slots=True)
class Item:
    """Bytes under a name: a file, a member of an archive, standard input. `open` begins anew each time."""

    name: str
    open: Callable[[], BinaryIO]
    #: Within an archive: another archive in it is not opened.
    inner: bool = False


def place(source: str, locator: str) -> str:
    """Source and locator as the subject of an error."""
    return f"{source}, {locator}" if locator else source
