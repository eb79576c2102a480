"""JSON: one reading a line, incidents or a board as one object; UTF-8, the same bytes for the same input."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, BinaryIO

from sayso.errors import ReadingError
from sayso.types import Reading, find_spans


class JsonLines:
    """Writes each reading as a line, at once, so that a pipe can work on it while the next report is read."""

    def __init__(self, out: BinaryIO) -> None:
        self.out = out

    def write(self, reading: Reading) -> None:
        """Write a line; raises ReadingError rather than write a span that does not stand in the text."""
        for span in find_spans(reading):
            if reading.report.text[span.start : span.end] != span.quote:
                raise ReadingError(reading.report.id, f"the span {span.start}-{span.end} is not {span.quote!r}")
        self.out.write(reading.to_json().encode() + b"\n")
        self.out.flush()

    def finish(self) -> None:
        """Nothing is left to be written."""


def write_json(value: Mapping[str, Any], out: BinaryIO) -> None:
    """Write incidents, a board or the like as one line."""
    out.write(json.dumps(value, ensure_ascii=False).encode() + b"\n")
    out.flush()
