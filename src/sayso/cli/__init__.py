"""The command line: batches and pipes. One module a group of commands, each imported here so that it is known."""

from sayso.cli import board, explaining, incidents, ledger, quality, reading, review, schema, watching
from sayso.cli.app import main

__all__ = [
    "board",
    "explaining",
    "incidents",
    "ledger",
    "main",
    "quality",
    "reading",
    "review",
    "schema",
    "watching",
]
