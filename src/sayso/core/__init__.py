"""Joins the parts for the command line, the web app and a user's own program; the one layer that knows them all."""

from sayso.core.board import find_board, find_pairs, make_board
from sayso.core.incidents import find_incidents, grade_incidents, is_shared, link_ledger
from sayso.core.ledger import Added, add, open_ledger, reread_all
from sayso.core.preview import Preview, preview
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
from sayso.core.watch import list_feeds, make_fetcher, watch

__all__ = [
    "LAYERS",
    "SCHEMAS",
    "VIEWS",
    "Added",
    "Preview",
    "add",
    "constraints",
    "evaluate",
    "explain",
    "find_board",
    "find_incidents",
    "find_pairs",
    "grade_incidents",
    "history",
    "is_shared",
    "judge",
    "link_ledger",
    "link_readings",
    "list_feeds",
    "load_readings",
    "make_board",
    "make_fetcher",
    "open_ledger",
    "pair",
    "preview",
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
    "watch",
]
