"""Records in JSON: one a line, an array, or an object that holds a list of them -> a document a record."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, TextIO

from sayso.errors import IntakeError
from sayso.intake.document import Context, Document, Item, place
from sayso.intake.limits import CHUNK, limit, mega, read_up_to
from sayso.intake.records import DayOrder, Fields, find_columns, line_of, make_document
from sayso.intake.tables import open_text, read_lines
from sayso.intake.text import mend
from sayso.rules import load_toml

LINES = (".jsonl", ".ndjson", ".jl", ".jsonl.gz", ".ndjson.gz", ".jl.gz")
Found = tuple[str, "dict[str, Any] | IntakeError"]


def read_json(item: Item, context: Context) -> Iterator[Document]:
    """The records of a file of JSON as documents."""
    days = DayOrder(lambda: _dates(item, context.columns))
    for locator, record in _records(item):
        try:
            yield _document(item.name, locator, record, days, context)
        except IntakeError as error:
            yield Document(item.name, locator, None, error)


def _document(
    name: str, locator: str, record: dict[str, Any] | IntakeError, days: DayOrder, context: Context
) -> Document:
    subject = place(name, locator)
    if isinstance(record, IntakeError):
        raise IntakeError(subject, record.cause)
    found, cell = _cells(record, context.columns, subject)
    context.tally.columns.setdefault(name, found)
    values, encoding = mend(list(cell.values()), subject)
    cell = dict(zip(cell, values, strict=True))
    day, note = days.tell(cell.get("published"))
    fields = Fields(
        text=cell.get("text", ""),
        title=line_of(cell.get("title")),
        day=day,
        publisher=line_of(cell.get("publisher")),
        url=line_of(cell.get("url")),
        language=line_of(cell.get("language")),
        encoding=encoding,
    )
    return make_document(name, locator, fields, context.known, [note] if note else [])


def _cells(record: dict[str, Any], columns: Mapping[str, str], subject: str) -> tuple[dict[str, str], dict[str, str]]:
    """Which field of a record is what, and the strings that they hold."""
    flat = _flatten(record)
    filled = [name for name, value in flat.items() if value not in (None, "", [], {})]
    try:
        found = find_columns(filled, columns, subject)
    except IntakeError:
        found = find_columns(list(flat), columns, subject)  # it has such a field, with nothing in it
    cell = {kind: _text(flat[name]) if kind == "text" else _scalar(flat[name]) for kind, name in found.items()}
    return found, cell


def _flatten(record: dict[str, Any]) -> dict[str, Any]:
    """The fields of a record, and those of the objects in it as "outer_inner"."""
    shapes = load_toml("intake.toml")["json"]
    for key in shapes["inner"]:
        if isinstance(record.get(key), dict):
            record = record[key]
            break
    flat = dict(record)
    for key, value in record.items():
        if isinstance(value, dict):
            flat |= {f"{key}_{inner}": held for inner, held in value.items() if f"{key}_{inner}" not in flat}
    return flat


def _text(value: Any) -> str:
    """The strings in a value, a line each: some exports keep an article as a list of paragraphs or sections."""
    if isinstance(value, str):
        return value
    held = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return "\n".join(text for part in held if (text := _text(part)))


def _scalar(value: Any) -> str:
    """A value that should be one string: the first of a list, the name of an object."""
    if isinstance(value, list):
        return _scalar(value[0]) if value else ""
    if isinstance(value, dict):
        names = load_toml("intake.toml")["json"]["names"]
        return next((_scalar(value[name]) for name in names if name in value), "")
    return "" if value is None or isinstance(value, bool) else str(value)


def _dates(item: Item, columns: Mapping[str, str]) -> Iterator[str]:
    """The dates of all records, read on their own."""
    for _locator, record in _records(item):
        if isinstance(record, dict):
            try:
                yield _cells(record, columns, item.name)[1].get("published", "")
            except IntakeError:
                continue


def _records(item: Item) -> Iterator[Found]:
    """The records of a file with their places, or what is wrong with one."""
    with open_text(item) as file:
        start = file.read(CHUNK).lstrip()
    if item.name.lower().endswith(LINES) or (not start.startswith("[") and _has_lines(start)):
        with open_text(item) as file:
            yield from _lines(file)
    elif start.startswith("["):
        with open_text(item) as file:
            yield from _array(file, item.name)
    else:
        yield from _whole(item)


def _has_lines(start: str) -> bool:
    """Whether the first line is a JSON value of its own, with more behind it."""
    line, end, rest = start.partition("\n")
    if not end or not rest.strip():
        return False
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _lines(file: TextIO) -> Iterator[Found]:
    for number, line in enumerate(read_lines(file), 1):
        if isinstance(line, IntakeError):
            yield f"line {number}", line
        elif line.strip():
            yield f"line {number}", _parse(line)


def _parse(text: str) -> dict[str, Any] | IntakeError:
    try:
        return _object(json.loads(text))
    except (ValueError, RecursionError) as error:
        return IntakeError("", f"not JSON ({getattr(error, 'msg', error)})")


def _object(value: Any) -> dict[str, Any] | IntakeError:
    return value if isinstance(value, dict) else IntakeError("", "a JSON value that is no object")


def _array(file: TextIO, name: str) -> Iterator[Found]:
    """The items of an array, which is never held as a whole; one that cannot be read ends it."""
    decoder = json.JSONDecoder()
    buffer, at, number = file.read(CHUNK), 0, 0
    at = buffer.index("[") + 1
    while True:
        while at < len(buffer) and buffer[at] in " \t\r\n,":
            at += 1
        if buffer[at : at + 1] == "]":
            return
        try:
            value, at = decoder.raw_decode(buffer, at)
        except RecursionError as error:
            raise IntakeError(place(name, f"item {number + 1}"), "nested too deep") from error
        except ValueError as error:
            # Most likely the item goes on behind what has been read. Twice as much each time keeps the cost linear.
            more = file.read(max(CHUNK, len(buffer) - at))
            if not more or len(buffer) - at > limit("line"):
                cause = "the file breaks off" if not more else f"not JSON, or an item over {mega(limit('line'))}"
                raise IntakeError(place(name, f"item {number + 1}"), cause) from error
            buffer, at = buffer[at:] + more, 0
            continue
        number += 1
        yield f"item {number}", _object(value)


def _whole(item: Item) -> Iterator[Found]:
    """A file that is one object: the records in its list, or itself."""
    with item.open() as file:
        data = read_up_to(file, limit("json"), item.name, "JSON that is not one record a line")
    try:
        value = json.loads(data.decode("utf-8-sig", "surrogateescape"))
    except (ValueError, RecursionError) as error:
        raise IntakeError(item.name, f"not JSON ({getattr(error, 'msg', error)})") from error
    held = _held(value)
    if held is None:
        yield "", _object(value)
    else:
        yield from ((f"item {number}", _object(record)) for number, record in enumerate(held, 1))


def _held(value: Any) -> list[Any] | None:
    """The list of records in an object, which may lie in an object of the same name (Elasticsearch's hits)."""
    names = load_toml("intake.toml")["json"]["lists"] if isinstance(value, dict) else []
    for name in names:
        inner = value.get(name)
        if isinstance(inner, list) and inner and isinstance(inner[0], dict):
            return inner
        if isinstance(inner, dict) and (deeper := _held(inner)) is not None:
            return deeper
    return None
