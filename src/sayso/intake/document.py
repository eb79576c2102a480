"""One document of a source: a report, or the reason why there is none; and a thing with bytes in which to look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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


def place(source: str, locator: str) -> str:
    """Source and locator as one subject."""
    return f"{source}, {locator}" if locator else source


@dataclass(frozen=True, slots=True)
class Item:
    """Bytes under a name: a file, a member of an archive, standard input. `open` begins anew each time."""

    name: str
    open: Callable[[], BinaryIO]
