"""The connection to SQLite or PostgreSQL: one way to write, one way to read, errors in one line.

A write is one transaction that holds the ledger's write lock from its first statement (`BEGIN IMMEDIATE`; on PostgreSQL
an advisory lock): a transaction that reads first and asks for the lock later fails under several writers, however long
it waits. Reads see one state of the ledger from their first row to their last, and block nobody.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from sayso.errors import LedgerError

#: How long a writer waits for another one, which writes for milliseconds.
PATIENCE_SECONDS = 60
#: What an SQLite file says it is: "says" in ASCII (the pragma application_id).
APPLICATION = 0x73617973
#: PostgreSQL's advisory locks are numbers, one space a database.
WRITE_LOCK = APPLICATION
#: What the engines say, and what it means to the user.
CAUSES = (
    ("database or disk is full", "no space left on the disk; all that was recorded before is intact"),
    ("disk i/o error", "the disk refused to write or read; all that was recorded before is intact"),
    ("no space left on device", "no space left on the server's disk; all that was recorded before is intact"),
    ("database is locked", f"another program has been writing to it for {PATIENCE_SECONDS} s"),
    ("lock timeout", f"another program has been writing to it for {PATIENCE_SECONDS} s"),
    ("file is not a database", "not a ledger (nor any SQLite database)"),
    ("unable to open database file", "cannot be opened; is there such a folder, and may you write there?"),
    ("readonly database", "you may not write there"),
    ("disk image is malformed", "damaged; restore it from a copy (`sayso verify` tells what is wrong)"),
)


def is_url(where: str) -> bool:
    """Whether this names a database server, and not a file."""
    return "://" in where


def open_engine(where: str) -> Engine:
    """The engine for a file or the address of a PostgreSQL database. Raises LedgerError where it is neither."""
    try:
        return _sqlite(where) if not is_url(where) else _postgresql(make_url(where))
    except (ArgumentError, NoSuchModuleError) as error:
        raise LedgerError(public_name(where), "neither a file nor the address of a PostgreSQL database") from error
    except ModuleNotFoundError as error:
        raise LedgerError(public_name(where), f"{error.name} is missing: pip install 'sayso[postgres]'") from error


def public_name(where: str) -> str:
    """How a ledger is called in messages: its path, or its address without the password."""
    if not is_url(where):
        return where
    try:
        return make_url(where).render_as_string(hide_password=True)
    except ArgumentError:
        return where.split("@")[-1]


def _sqlite(path: str) -> Engine:
    engine = create_engine(URL.create("sqlite+pysqlite", database=str(Path(path).absolute())))
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # Python's driver begins transactions of its own kind, and too late
    for pragma in (f"busy_timeout = {PATIENCE_SECONDS * 1000}", "foreign_keys = ON", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get("sayso_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _postgresql(url: URL) -> Engine:
    if url.get_backend_name() not in {"postgresql", "postgres"}:
        raise ArgumentError
    url = url.set(drivername="postgresql+psycopg")
    settings = f"-c lock_timeout={PATIENCE_SECONDS}s -c client_encoding=utf8"
    return create_engine(url, connect_args={"options": settings}, isolation_level="REPEATABLE READ")


@contextmanager
def write_transaction(engine: Engine, where: str) -> Iterator[Connection]:
    """One transaction that may write; all of it is kept, or nothing. Raises LedgerError."""
    with explained(where), engine.connect() as bare:
        connection = bare.execution_options(sayso_write=True)
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="READ COMMITTED")
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITE_LOCK})
            yield connection


@contextmanager
def read_transaction(engine: Engine, where: str) -> Iterator[Connection]:
    """One transaction that only reads, and sees one state of the ledger throughout. Raises LedgerError."""
    with explained(where), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def explained(where: str) -> Iterator[None]:
    """What the engine complains of becomes a LedgerError of one line."""
    try:
        yield
    except DBAPIError as error:
        raise LedgerError(where, _cause(str(error.orig))) from error


def _cause(complaint: str) -> str:
    known = (cause for words, cause in CAUSES if words in complaint.lower())
    return next(known, complaint.strip().split("\n")[0])


def prepare(engine: Engine, where: str) -> None:
    """Make an SQLite file one that a ledger can live in: a write-ahead log, and a mark that says whose it is.

    Raises LedgerError for a database that has tables of another program.
    """
    if engine.dialect.name != "sqlite":
        return
    with explained(where), engine.connect() as connection:
        raw = connection.connection.driver_connection
        if raw is None:
            return
        tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if tables and "meta" not in tables:
            raise LedgerError(where, "a database of another program")
        try:
            _start_log(raw)
        except sqlite3.Error as error:
            raise LedgerError(where, _cause(str(error))) from error


def _start_log(raw: Any) -> None:
    """Switch to the write-ahead log, which asks for the file alone and does not wait for it by itself."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            if raw.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                raw.execute("PRAGMA journal_mode = WAL")
                raw.execute(f"PRAGMA application_id = {APPLICATION}")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return
