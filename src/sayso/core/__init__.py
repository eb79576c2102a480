"""Joins the parts for the command line, the web app and a user's own program; the one layer that knows them all."""

from sayso.core.board import find_board, find_pairs, make_board
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
from sayso.core.review import constraints, history, judge, pair, reviewed_reading, reviewed_readings, undo

__all__ = [
    "LAYERS",
    "SCHEMAS",
    "VIEWS",
    "Added",
    "add",
    "constraints",
    "evaluate",
    "explain",
    "find_board",
    "find_pairs",
    "history",
    "judge",
    "link_readings",
    "load_readings",
    "make_board",
    "open_ledger",
    "pair",
    "read",
    "read_all",
    "read_file",
    "read_files",
    "reread_all",
    "reviewed_reading",
    "reviewed_readings",
    "schema",
    "train",
    "undo",
]
