"""`sayso board`: how a dispute stands on a day."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from sayso import core
from sayso.cli.app import main
from sayso.cli.options import day, with_ledger
from sayso.cli.screen import console


@main.command()
@click.argument("parties", nargs=-1, metavar="PARTY...")
@click.option("--as-of", metavar="DAY", callback=day, help="The day, as 2025-11-26; else that of the last report.")
@click.option(
    "--readings",
    "files",
    multiple=True,
    type=click.Path(),
    metavar="FILE",
    help="Readings, not the ledger's; repeatable.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the board as JSON.")
@with_ledger
def board(parties: Sequence[str], as_of: str | None, files: Sequence[str], as_json: bool, ledger: str) -> None:
    """How things stand between parties on a day, by what was published until then.

    Measures in force, talks, conditions, claims without an answer, denials, incidents with numbers by claimant, and a
    timeline. Name parties as reports do ("Kabul", "RSF"); without any, those that have most between them are listed.
    """
    from sayso.export.board import print_board, print_pairs
    from sayso.export.json import write_json

    found = _from_files(files, parties, as_of) if files else _from_ledger(ledger, parties, as_of)
    if as_json:
        write_json(found, sys.stdout.buffer)
    else:
        show = print_board if parties else print_pairs
        show(found, console())


def _from_files(files: Sequence[str], parties: Sequence[str], as_of: str | None) -> dict[str, Any]:
    readings = [reading for file in files for reading in core.load_readings(file)]
    return core.make_board(readings, parties, as_of).to_dict() if parties else core.find_pairs(readings, as_of)


def _from_ledger(ledger: str, parties: Sequence[str], as_of: str | None) -> dict[str, Any]:
    with core.open_ledger(ledger) as opened:
        if parties:
            return core.find_board(opened, parties, as_of).to_dict()
        return core.find_pairs(core.reviewed_readings(opened, as_of=as_of), as_of)
