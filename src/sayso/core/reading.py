"""Files to reports, reports to readings, readings to incidents; the first reading imports spaCy."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sayso import intake
from sayso.errors import ModelError, ReadingError, SaysoError
from sayso.intake import Known
from sayso.types import Explanation, Reading, Report, iso_day, make_report

SCHEMAS = {
    "reading": "reading.schema.json",
    "incidents": "incidents.schema.json",
    "board": "board.schema.json",
    "pairs": "pairs.schema.json",
}
#: Set in the environment, it lets an unforeseen error end the run with its traceback.
DEBUG = "SAYSO_DEBUG"


def read(
    text: str,
    *,
    published: date | str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Reading:
    """What one report says; `published` is the day against which its "on Tuesday" is resolved.

    Raises OptionError for a day that is none, ModelError where the language model is missing; never for the text.
    """
    return read_report(make_report(text, published=published, publisher=publisher, url=url))


def read_file(
    path: Path | str,
    *,
    published: date | str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Reading:
    """What the report in a text or HTML file says; raises IntakeError where there is none in it."""
    return read_report(intake.read_file(path, Known(iso_day(published), publisher, url)))


def read_all(reports: Iterable[Report]) -> Iterator[Reading]:
    """The readings of many reports (see `make_report`), in their order, one at a time."""
    return (read_report(report) for report in reports)


def read_files(
    paths: Iterable[Path | str], known: Known, judge: Path | str | None = None
) -> Iterator[tuple[str, Reading | SaysoError]]:
    """Each file's name with its reading, or with the reason why there is none: one bad file ends no batch.

    `judge`: trained weights of attribution; raises ModelError at the first file where they are none.
    """
    for path in paths:
        yield str(path), _outcome(path, known, judge)


def _outcome(path: Path | str, known: Known, judge: Path | str | None) -> Reading | SaysoError:
    return guarded(str(path), lambda: read_report(intake.read_file(path, known), judge))


def guarded(name: str, read_one: Callable[[], Reading]) -> Reading | SaysoError:
    """A reading, or the reason why there is none: one bad report ends no batch. Raises ModelError."""
    try:
        return read_one()
    except ModelError:
        raise
    except SaysoError as error:
        return error
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        cause = f"internal error, please report it ({type(error).__name__}: {error}; {DEBUG}=1 shows where)"
        return ReadingError(name, cause)


def read_report(report: Report, judge: Path | str | None = None) -> Reading:
    """The reading of a report that is there already."""
    from sayso.pipeline import load  # imports spaCy, which takes most of a second

    return load(judge).read(report)


def explain(path: Path | str, at: str, known: Known, judge: Path | str | None = None) -> Explanation:
    """Why the reading of a file is as it is at a finding (its id) or a line of its text (its number, from 1).

    Raises IntakeError where there is no report in the file, OptionError where it has no such finding or line.
    """
    from sayso.pipeline import load

    return load(judge).explain(intake.read_file(path, known), at)


def link_readings(readings: Iterable[Reading | Mapping[str, Any]]) -> dict[str, Any]:
    """The incidents that the events of these readings amount to; of a report read twice, one reading counts."""
    from sayso.link import link_readings as link_plain

    return link_plain([reading.to_dict() if isinstance(reading, Reading) else reading for reading in readings])


def load_readings(path: Path | str) -> list[Reading]:
    """The readings in a file of JSON, one or one a line; raises IntakeError or ReadingError."""
    return list(intake.read_readings(path))


def schema(name: str) -> str:
    """The JSON Schema of what a command prints, by one of the names in SCHEMAS, as text."""
    return (Path(__file__).parents[1] / "data" / "schema" / SCHEMAS[name]).read_text(encoding="utf-8")
