"""Full-text search: the reports in whose folded text every word or phrase of a query occurs, wherever it stands.

What is found is decided by the folded text alone (`fold.py`), and so is the same on both engines. An index of trigrams
(FTS5 on SQLite, pg_trgm on PostgreSQL) makes it fast; where a server refuses pg_trgm, and for words of one or two
characters, the texts are gone through.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Row, Select, func, select, text
from sqlalchemy.exc import DBAPIError

from sayso.ledger.flat import search_texts
from sayso.ledger.fold import find_folded, fold
from sayso.ledger.tables import reports

#: Shorter words are in no index of trigrams.
TRIGRAM = 3
#: Characters shown on either side of a find.
AROUND = 35
#: Finds shown of one report.
MOST_PLACES = 3

SQLITE_INDEX = (
    "CREATE VIRTUAL TABLE search_index USING fts5("
    "folded, content='search_texts', content_rowid='number', tokenize='trigram')",
    "CREATE TRIGGER search_texts_added AFTER INSERT ON search_texts BEGIN "
    "INSERT INTO search_index (rowid, folded) VALUES (new.number, new.folded); END",
    "CREATE TRIGGER search_texts_removed AFTER DELETE ON search_texts BEGIN "
    "INSERT INTO search_index (search_index, rowid, folded) VALUES ('delete', old.number, old.folded); END",
)
POSTGRESQL_INDEX = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX search_index ON search_texts USING gin (folded gin_trgm_ops)",
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a report says it: half-open, in code points of its text, and the words around."""

    start: int
    end: int
    quote: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that a search found, with the first places of each of its words."""

    report: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    places: tuple[Place, ...]


def create(connection: Connection) -> None:
    """Make the index of trigrams, as far as the engine has one."""
    if connection.dialect.name == "sqlite":
        for statement in SQLITE_INDEX:
            connection.exec_driver_sql(statement)
        return
    try:
        with connection.begin_nested():
            for statement in POSTGRESQL_INDEX:
                connection.execute(text(statement))
    except DBAPIError:  # not allowed, or not installed: searches are slower and find the same
        return


def drop(connection: Connection) -> None:
    """Remove the index; what it indexes goes with the derived tables."""
    if connection.dialect.name == "sqlite":
        for trigger in ("search_texts_added", "search_texts_removed"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger}")
        connection.exec_driver_sql("DROP TABLE IF EXISTS search_index")


def find_reports(connection: Connection, words: list[str]) -> Select[tuple[str]]:
    """The query for the ids of the reports in which all these words and phrases occur."""
    folded = [fold(word).strip() for word in words]
    query = select(search_texts.c.report)
    for word in filter(None, folded):
        if connection.dialect.name == "sqlite":
            query = query.where(func.instr(search_texts.c.folded, word) > 0)
        else:
            query = query.where(search_texts.c.folded.contains(word, autoescape=True))
    indexed = [word for word in folded if len(word) >= TRIGRAM]
    if connection.dialect.name == "sqlite" and indexed:
        match = " AND ".join('"' + word.replace('"', '""') + '"' for word in indexed)
        candidates = text("SELECT rowid FROM search_index WHERE search_index MATCH :match").bindparams(match=match)
        query = query.where(search_texts.c.number.in_(candidates.columns(search_texts.c.number)))
    return query


def search(connection: Connection, words: list[str], limit: int) -> tuple[int, list[Hit]]:
    """How many reports say all these words, and the newest of them."""
    if not any(fold(word).strip() for word in words):
        return 0, []
    found = find_reports(connection, words)
    total = connection.scalar(select(func.count()).select_from(found.subquery())) or 0
    newest = func.coalesce(search_texts.c.published, "").desc()
    page = found.order_by(newest, search_texts.c.report).limit(limit)
    ids = list(connection.scalars(page))
    rows = {row.id: row for row in connection.execute(select(reports).where(reports.c.id.in_(ids)))}
    return int(total), [_hit(rows[name], words) for name in ids]


def _hit(row: Row[tuple[object, ...]], words: list[str]) -> Hit:
    text = str(row.text)
    spans = sorted({span for word in words for span in list(find_folded(text, word))[:MOST_PLACES]})
    places = tuple(
        Place(start, end, text[start:end], text[max(0, start - AROUND) : start], text[end : end + AROUND])
        for start, end in spans[:MOST_PLACES]
    )
    return Hit(str(row.id), row.title, row.publisher, row.published, row.url, places)
