"""What a person sees while and after a command works: complaints, tables, the progress bar."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, TextIO

import click

from sayso.export.words import visible

if TYPE_CHECKING:
    from rich.console import Console

#: Shorter work needs no progress bar.
PATIENCE_SECONDS = 2.0
#: A table in a pipe or file is as wide as the manual's examples.
PIPE_WIDTH = 100


def complain(line: str) -> None:
    """Say on standard error, in one line, what went wrong."""
    click.echo(f"sayso: {visible(line)}", err=True)


def console() -> Console:
    """Where tables are printed: as wide as the terminal, never failing for a letter that its encoding lacks."""
    from rich.console import Console

    _never_fail(sys.stdout)
    return Console(highlight=False, markup=False, emoji=False, width=None if sys.stdout.isatty() else PIPE_WIDTH)


def _never_fail(stream: TextIO) -> None:
    """Print what the terminal's encoding lacks as a question mark."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


@contextmanager
def progress(total: int | None, *, shown: bool) -> Iterator[Callable[[], None]]:
    """A bar on standard error, for work that takes long and a person who is watching."""
    if not shown or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    bar = Progress("Reading", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True))
    task = bar.add_task("reading", total=total)
    start = Timer(PATIENCE_SECONDS, bar.start)
    start.daemon = True
    start.start()
    try:
        yield lambda: bar.advance(task)
    finally:
        start.cancel()
        bar.stop()
