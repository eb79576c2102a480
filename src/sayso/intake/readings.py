"""Stored readings -> `Reading`: JSON of one reading, or of one a line, checked against the types on the way in."""

from __future__ import annotations

import dataclasses
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, cast, get_args, get_origin, get_type_hints

from sayso.errors import IntakeError, ReadingError
from sayso.types import SCHEMA, Reading, find_spans

SPACE = re.compile(r"\s*")
NAMES = {str: "a string", int: "a whole number", float: "a number", bool: "true or false", tuple: "a list"}


def read_readings(path: Path | str) -> Iterator[Reading]:
    """The readings in a file, in their order; "-" is standard input. Raises IntakeError or ReadingError."""
    name = "standard input" if str(path) == "-" else str(path)
    for number, value in enumerate(_values(_load_text(str(path), name), name), 1):
        yield build_reading(value, f"{name}, reading {number}")


def _load_text(path: str, name: str) -> str:
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise IntakeError(name, f"not UTF-8 (byte {error.start:,}), and so not JSON") from error
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise IntakeError(name, cause[:1].lower() + cause[1:]) from error


def _values(text: str, name: str) -> Iterator[Any]:
    """The JSON values that stand one after the other in a text."""
    decoder = json.JSONDecoder()
    start = _skip(text, 0)
    if start == len(text):
        raise ReadingError(name, "empty")
    while start < len(text):
        try:
            value, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError) as error:
            line = text.count("\n", 0, start) + 1
            raise ReadingError(f"{name}, line {line}", f"not JSON ({getattr(error, 'msg', error)})") from error
        yield value
        start = _skip(text, end)


def _skip(text: str, start: int) -> int:
    match = SPACE.match(text, start)
    return match.end() if match else start


def build_reading(value: Any, name: str) -> Reading:
    """A reading out of plain data; raises ReadingError where it breaks the contract. Unknown fields are dropped."""
    if not isinstance(value, dict) or value.get("schema") != SCHEMA:
        raise ReadingError(name, f'not a reading (the field "schema" has to be "{SCHEMA}")')
    try:
        reading = cast("Reading", _build(Reading, value, ""))
    except _UnfitError as error:
        raise ReadingError(name, str(error)) from error
    for span in find_spans(reading):
        if reading.report.text[span.start : span.end] != span.quote or span.start >= span.end:
            raise ReadingError(name, f"the span {span.start}-{span.end} is not {span.quote!r} in the report's text")
    return reading


class _UnfitError(ValueError):
    """A value that is not of the type that its place asks for."""


def _build(kind: Any, value: Any, where: str) -> Any:
    """The value as `kind`, which is a dataclass, a tuple of one kind, a plain type, or one of these or None."""
    if isinstance(kind, UnionType):
        return None if value is None else _build(get_args(kind)[0], value, where)
    if dataclasses.is_dataclass(kind):
        return _build_record(kind, value, where)
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise _UnfitError(f"{where}: a list is expected")
        return tuple(_build(get_args(kind)[0], item, f"{where}[{index}]") for index, item in enumerate(value))
    fits = isinstance(value, int | float) if kind is float else isinstance(value, kind)
    if not fits or (isinstance(value, bool) and kind is not bool):
        raise _UnfitError(f"{where}: {NAMES[kind]} is expected")
    return value


def _build_record(kind: Any, value: Any, where: str) -> Any:
    if not isinstance(value, dict):
        raise _UnfitError(f"{where}: an object is expected")
    made = {}
    for name, (key, inner, optional) in _fields(kind).items():
        if key in value:
            made[name] = _build(inner, value[key], f"{where}.{key}".lstrip("."))
        elif not optional:
            raise _UnfitError(f'{where or "the reading"}: the field "{key}" is missing')
    return kind(**made)


@cache
def _fields(kind: Any) -> dict[str, tuple[str, Any, bool]]:
    """Per field: its key in JSON, its type, and whether it may be left out."""
    hints = get_type_hints(kind)
    return {
        field.name: (field.name.rstrip("_"), hints[field.name], field.default is not dataclasses.MISSING)
        for field in dataclasses.fields(kind)
    }
