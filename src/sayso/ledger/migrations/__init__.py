"""Numbered migrations: the schema as text one can read, and the one place that changes it.

Each step is a file `NNNN_name.sql` beside this one, in the SQL that SQLite and PostgreSQL share; `NNNN_name.sqlite.sql`
and `NNNN_name.postgresql.sql` hold what each of them says in its own way. All missing steps run in one transaction, so
that a ledger is at one version or at another. These are 40 lines of our own because steps only go forward, in one line,
on few tables: Alembic would bring two packages, templates and a configuration to do the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from sayso.errors import LedgerError

FOLDER = Path(__file__).parent
COMMENT = re.compile(r"--[^\n]*")
META = "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)"


@cache
def steps(dialect: str) -> tuple[tuple[int, Path], ...]:
    """Number and file of every migration, in their order: the shared one before the engine's own."""
    files = sorted(FOLDER.glob("[0-9]*.sql"), key=lambda path: (path.name[:4], path.suffixes != [".sql"]))
    return tuple((int(path.name[:4]), path) for path in files if path.suffixes in ([".sql"], [f".{dialect}", ".sql"]))


def newest() -> int:
    """The version of the schema that this code knows."""
    return max(number for number, _ in steps("sqlite"))


def version(connection: Connection) -> int:
    """The version of the schema in the database: 0 where nothing is there yet."""
    if "meta" not in inspect(connection).get_table_names():
        return 0
    return int(connection.scalar(text("SELECT value FROM meta WHERE name = 'schema'")) or 0)


def migrate(connection: Connection, where: str, upto: int | None = None) -> bool:
    """Bring the schema to its newest version (or to `upto`, for tests); False where it was there already."""
    found, wanted = version(connection), newest() if upto is None else upto
    check(found, where)
    if found >= wanted:
        return False
    connection.execute(text(META))
    for number, path in steps(connection.dialect.name):
        if found < number <= wanted:
            for statement in _statements(path.read_text(encoding="utf-8")):
                connection.exec_driver_sql(statement)
    connection.execute(text("DELETE FROM meta WHERE name = 'schema'"))
    connection.execute(text("INSERT INTO meta VALUES ('schema', :version)"), {"version": str(wanted)})
    return True


def check(found: int, where: str) -> None:
    """Refuse a ledger that a later sayso has made."""
    if found > newest():
        cause = f"made by a newer sayso (schema {found}; this one knows {newest()}): update sayso to use it"
        raise LedgerError(where, cause)


def _statements(sql: str) -> Iterator[str]:
    """Each ends with a semicolon at the end of a line."""
    return (part.strip() for part in re.split(r";[ ]*\n", COMMENT.sub("", sql)) if part.strip())
