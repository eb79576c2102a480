"""The derived tables: what the readings that count hold, flat and indexed, to page through, to count and to search.

One row a finding, lists as rows of their own, names beside ids so that a table can be read alone. Column names avoid
the words of SQL (`start` and `end` are `date_start` and `date_end`, `for` is `speaks_for`). All of it follows from the
first-hand tables and can be dropped and rebuilt; nothing points here. When a column changes, raise VERSION: ledgers
rebuild their derived tables when they are next opened.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Float, Index, Integer, MetaData, Table, Text

#: Of the tables below and of what `rows.py` writes into them.
VERSION = 2

derived = MetaData()


def _table(name: str, *columns: Column[Any], keys: tuple[str, ...] = ("id",), indexed: tuple[str, ...] = ()) -> Table:
    """A table of findings: its key is the report and the id in it; an index ends with the key, for pages in order.

    `review` of a finding: "accepted" or "edited" by a person, null where nobody has decided on it.
    """
    first = [Column("report", Text, primary_key=True), *(Column(key, Text, primary_key=True) for key in keys)]
    reviewed = [Column("review", Text)] if keys == ("id",) else []
    table = Table(name, derived, *first, *columns, *reviewed)
    for column in (*indexed, *(column.name for column in reviewed)):
        Index(f"{name}_{column}", table.c[column], *table.primary_key.columns)
    return table


def _texts(*names: str) -> list[Column[Any]]:
    return [Column(name, Text) for name in names]


def _span(prefix: str) -> list[Column[Any]]:
    """Where a finding stands in the text of its report, in code points, and the words there."""
    return [Column(f"{prefix}_start", Integer), Column(f"{prefix}_end", Integer), Column(prefix, Text)]


actors = _table(
    "actors",
    *_texts("name", "kind", "country", "role", "member_of", "speaks_for", "side"),
    indexed=("name", "side"),
)
places = _table(
    "places",
    *_texts("name", "kind", "country", "admin1"), Column("lat", Float), Column("lon", Float), *_texts("gazetteer"),
    indexed=("name", "country"),
)  # fmt: skip
statements = _table(
    "statements",
    *_texts("speaker", "speaker_name", "side", "act", "quote", "medium", "said_on", "addressee", "via"),
    Column("negated", Integer), *_span("cue"), *_texts("content", "published"),
    indexed=("speaker_name", "side", "act", "published"),
)  # fmt: skip
events = _table(
    "events",
    *_texts("type", "mode", "status", "date_start", "date_end", "grain"), *_span("anchor"),
    *_texts("actor_names", "recipient_names", "place_names", "published"), Column("attributed", Integer),
    indexed=("type", "mode", "status", "date_start", "published"),
)  # fmt: skip
#: Who acts (role actor) and who is acted on (role recipient) in an event.
event_actors = _table(
    "event_actors",
    *_texts("name", "side", "country"),
    keys=("event", "role", "actor"),
    indexed=("name", "side"),
)
event_places = _table(
    "event_places",
    *_texts("name", "country"),
    keys=("event", "place"),
    indexed=("name", "country"),
)
figures = _table(
    "figures",
    *_texts("kind"), Column("low", BigInteger), Column("high", BigInteger), *_texts("qualifier", "who", "event"),
    *_span("span"), *_texts("published"), Column("attributed", Integer),
    indexed=("kind", "published"),
)  # fmt: skip
positions = _table(
    "positions",
    *_texts("actor", "actor_name", "stance", "on_item", "blames", "blamed_name"), *_span("span"), *_texts("published"),
    indexed=("actor_name", "stance", "published"),
)  # fmt: skip
conditions = _table("conditions", *_texts("outcome", "depends_on", "set_by", "set_by_name", "published"))
measures = _table(
    "measures",
    *_texts("kind", "by_actor", "by_name", "toward_actor", "toward_name"), *_span("what"),
    *_texts("date_from", "date_to", "state", "published"),
    indexed=("kind", "state", "published"),
)  # fmt: skip
talks = _table(
    "talks",
    Column("round", BigInteger), *_texts("date", "place", "state", "party_names", "mediator_names"),
    *_span("span"), *_texts("published"),
    indexed=("state", "published"),
)  # fmt: skip
#: Which statements put a finding of a layer forward.
said_by = _table("said_by", keys=("layer", "item", "statement"))

#: Each report's text as it is searched (see search.py); the number is the key of the full-text index on SQLite.
search_texts = Table(
    "search_texts",
    derived,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("report", Text, nullable=False, unique=True),
    Column("published", Text),
    Column("folded", Text, nullable=False),
)

#: The tables of findings, by name, for those who page through them.
FINDINGS = {
    table.name: table
    for table in (actors, places, statements, events, figures, positions, conditions, measures, talks)
}
