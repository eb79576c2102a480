"""Joins the parts for the command line, the web app and a user's own program; the one layer that knows them all."""

from sayso.core.board import find_pairs, make_board
from sayso.core.ledger import Added, add, open_ledger, reread_all
from sayso.core.quality import LAYERS, VIEWS, evaluate, train
from sayso.core.reading import (
    SCHEMAS,
    explain,
    link_readings,
    load_readings,
    read,
    read_all,
    read_file,
    read_files,
    schema,
)

__all__ = [
    "LAYERS",
    "SCHEMAS",
    "VIEWS",
    "Added",
    "add",
    "evaluate",
    "explain",
    "find_pairs",
    "link_readings",
    "load_readings",
    "make_board",
    "open_ledger",
    "read",
    "read_all",
    "read_file",
    "read_files",
    "reread_all",
    "schema",
    "train",
]
