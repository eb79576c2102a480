"""Readings and incidents -> what people and programs take away: one small writer a format.

A writer of readings has two methods: `write` takes one reading, `finish` ends the output. Writers compute nothing that
is not in the reading.
"""

from __future__ import annotations

from typing import Protocol

from sayso.types import Reading


class Writer(Protocol):
    """What every format offers."""

    def write(self, reading: Reading) -> None:
        """Take one more reading."""

    def finish(self) -> None:
        """Write what is still to be written; no reading may follow."""
