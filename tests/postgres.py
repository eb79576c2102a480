"""A real PostgreSQL for the tests: one server a session, in a temporary folder, reached by a Unix socket alone."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

#: Where Debian and its kin put the programs of a server, which are in nobody's PATH.
FOLDERS = "/usr/lib/postgresql"
MISSING = "PostgreSQL is not installed (Debian: apt-get install postgresql), so the ledger is tested on SQLite alone"
#: The server may forget at a crash: no test pulls the plug on it.
SETTINGS = "-c fsync=off -c full_page_writes=off -c listen_addresses= -c max_connections=50"


def find_programs() -> Path | None:
    """The folder of initdb and pg_ctl, of the newest server that is installed."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    folders = sorted(Path(FOLDERS).glob("*/bin"), key=lambda folder: float(folder.parent.name))
    return folders[-1] if folders and (folders[-1] / "initdb").exists() else None


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """A server of its own; gives the folder of its socket. PostgreSQL refuses root, who lends it another user."""
    folder = tempfile.mkdtemp(prefix="sayso-pg-")
    lent = _lent_user(folder)
    data = f"{folder}/data"

    def call(program: str, *args: str) -> None:
        command = [str(programs / program), *args]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **lent)

    try:
        call("initdb", "-D", data, "-U", "sayso", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        options = f"{SETTINGS} -c unix_socket_directories={folder}"
        call("pg_ctl", "-D", data, "-o", options, "-l", f"{folder}/log", "-w", "start")
        try:
            yield folder
        finally:
            call("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _lent_user(folder: str) -> dict[str, Any]:
    """How a program is started as somebody who is not root, to whom the folder is given."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    group = pwd.getpwnam(user).pw_gid
    os.chown(folder, pwd.getpwnam(user).pw_uid, group)
    return {"user": user, "group": group, "extra_groups": []}


def make_database(folder: str, name: str) -> str:
    """The address of an empty database of that name, a new one or one that is emptied: that is faster."""
    import psycopg

    with psycopg.connect(host=folder, user="sayso", dbname="postgres", autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if known is None:
            connection.execute(f"CREATE DATABASE {name}")
    if known is not None:
        with psycopg.connect(host=folder, user="sayso", dbname=name, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
    return f"postgresql://sayso@/{name}?host={folder}"
