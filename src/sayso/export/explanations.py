"""Why a value is as it is, as text for a terminal or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from sayso.export.tables import make_table
from sayso.export.words import CAUTION, Names, quotes, visible
from sayso.types import Explained, Explanation, Reason, find_spans, to_plain

COLUMNS = (("Words", 3), ("Gives", 3), ("Why", 6), ("Entry, other words", 5))
#: Fields of a finding that its heading or its sentence shows already.
SHOWN = frozenset({"id", "mentions"})


def print_explanation(explanation: Explanation, console: Console) -> None:
    """Print each finding with its sentence, its values, what spoke for them and what was ruled out."""
    console.print(Text(CAUTION, "italic"), "")
    names = Names(explanation.reading)
    for found in explanation.findings:
        console.print(Text(f"{found.id}  {_singular(found.layer)}, line {found.line}", "bold"))
        console.print(
            Padding(
                Text(_quoted(visible(found.sentence.quote))),
                (0, 0, 0, 4),
            )
        )
        console.print(Padding(Text(", ".join(_values(found, names)), "dim"), (0, 0, 0, 4)))
        for note in found.notes:
            console.print(Padding(Text(f"Note: {visible(note)}"), (0, 0, 0, 4)))
        console.print(make_table("", COLUMNS, _rows(found.reasons)))
        if found.rivals:
            console.print(make_table("Ruled out for the same words", COLUMNS, _rows(found.rivals)))
    if explanation.not_taken:
        console.print(make_table("Looked at and not taken", COLUMNS, _rows(explanation.not_taken)))
    if not explanation.findings and not explanation.not_taken:
        console.print("Nothing was found or looked at there.")


def write_explanation(explanation: Explanation, out: BinaryIO) -> None:
    """Write the explanation as one JSON object."""
    out.write(json.dumps(explanation.to_dict(), ensure_ascii=False).encode() + b"\n")
    out.flush()


def _quoted(words: str) -> str:
    return f"“{words}”"


def _singular(layer: str) -> str:
    return layer if layer == "talks" else layer.removesuffix("s")


def _rows(reasons: Iterable[Reason]) -> Iterator[tuple[str, str, str, str]]:
    for reason in reasons:
        beside = (
            f"\N{LEFT DOUBLE QUOTATION MARK}{quotes(reason.words)}\N{RIGHT DOUBLE QUOTATION MARK}"
            if reason.words
            else ""
        )
        rests_on = "; ".join(filter(None, [visible(reason.entry), beside]))
        yield visible(reason.at.quote), visible(reason.value), reason.means, rests_on


def _values(found: Explained, names: Names) -> Iterator[str]:
    """The fields of a finding that hold something, ids as names."""
    for key, value in to_plain(found.finding).items():
        if key not in SHOWN and value not in (None, [], "") and not any(find_spans(getattr(found.finding, key, None))):
            yield f"{key}: {_named(value, names)}"


def _named(value: Any, names: Names) -> str:
    if isinstance(value, list):
        return ", ".join(_named(one, names) for one in value)
    name = names.actor(value) or names.place(value) if isinstance(value, str) else ""
    return f"{visible(str(value))} ({name})" if name else visible(str(value))
