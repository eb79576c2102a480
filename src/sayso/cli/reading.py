"""`sayso read` and `sayso link`: options in, files through `sayso.core`, one writer out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import BinaryIO

import click

from sayso import core
from sayso.cli.app import SOME_FAILED, main
from sayso.cli.options import day
from sayso.cli.screen import complain, console, progress
from sayso.cli.startup import spare_spacys_command_line
from sayso.errors import SaysoError
from sayso.export import Writer
from sayso.intake import Known
from sayso.types import Reading


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--published", metavar="DAY", callback=day, help="Day of publication, as 2025-03-31; weekdays need it.")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@click.option("--url", metavar="URL", help="Where it was published.")
@click.option("--judge", type=click.Path(), metavar="FILE", help="Weights that `sayso train attribution` wrote.")
@click.option("--json", "as_json", is_flag=True, help="Print one reading a line, as JSON.")
@click.option("--html", "page", type=click.File("wb", lazy=False), metavar="OUT", help="Write a page to look at.")
def read(files: Sequence[str], judge: str | None, as_json: bool, page: BinaryIO | None, **known: str | None) -> int:
    """Read reports: text or HTML files, or standard input for "-".

    Prints tables, unless --json or --html is given. Options hold for every file and win over what a page says.
    """
    spare_spacys_command_line()
    writers = _writers(as_json, page)
    failed = 0
    with progress(len(files), shown=as_json or page is not None or not sys.stdout.isatty()) as advance:
        for _name, outcome in core.read_files(files, Known(**known), judge):
            advance()
            failed += not _write(outcome, writers)
    for writer in writers:
        writer.finish()
    return SOME_FAILED if failed else 0


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="READINGS...")
@click.option("--json", "as_json", is_flag=True, help="Print the incidents as JSON.")
def link(files: Sequence[str], as_json: bool) -> int:
    """Lay readings side by side: which of their events are one incident, and who says what about it.

    Files hold one reading, or one a line, as `sayso read --json` prints them; "-" is standard input.
    """
    from sayso.export.incidents import print_incidents
    from sayso.export.json import write_json

    readings, failed = [], 0
    for file in files:
        try:
            readings += core.load_readings(file)
        except SaysoError as error:
            complain(str(error))
            failed += 1
    incidents = core.link_readings(readings)
    if as_json:
        write_json(incidents, sys.stdout.buffer)
    else:
        print_incidents(incidents, readings, console())
    return SOME_FAILED if failed else 0


def _write(outcome: Reading | SaysoError, writers: Iterable[Writer]) -> bool:
    """Hand a reading to the writers; say why there is none."""
    try:
        if isinstance(outcome, SaysoError):
            raise outcome
        for writer in writers:
            writer.write(outcome)
    except SaysoError as error:
        complain(str(error))
        return False
    return True


def _writers(as_json: bool, page: BinaryIO | None) -> list[Writer]:
    writers: list[Writer] = []
    if as_json:
        from sayso.export.json import JsonLines

        writers.append(JsonLines(sys.stdout.buffer))
    if page is not None:
        from sayso.export.page import Page

        writers.append(Page(page))
    if not writers:
        from sayso.export.tables import Tables

        writers.append(Tables(console()))
    return writers
