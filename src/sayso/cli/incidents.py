"""`sayso incidents`: what the reports of a ledger tell together."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import click

from sayso import core
from sayso.cli.app import main
from sayso.cli.options import day, with_ledger
from sayso.cli.screen import console, progress


@main.command()
@click.option("--since", metavar="DAY", callback=day, help="Only what happened on this day or later, as 2025-03-31.")
@click.option("--party", metavar="NAME", help="Only what a party with this name did, suffered or spoke of.")
@click.option("--place", metavar="NAME", help="Only what happened in a place with this name.")
@click.option("--all", "every", is_flag=True, help="Also what one report alone tells.")
@click.option("--json", "as_json", is_flag=True, help="Print the incidents as JSON, one a line.")
@with_ledger
def incidents(every: bool, as_json: bool, ledger: str, **wanted: str | None) -> None:
    """Show the incidents of a ledger, the latest first: when, where, what, the toll by claimant, how well attested.

    Links what was added since the last time. An incident keeps its id while it grows by reports that come out later.
    """
    from sayso.export.incident_list import print_list, write_list

    with core.open_ledger(ledger) as opened:
        with progress(None, shown=True) as advance:
            core.link_ledger(opened, advance)
        found: Iterable[dict[str, object]] = core.find_incidents(opened, **wanted)
        if not every:
            found = (row for row in found if core.is_shared(row))
        graded = core.grade_incidents(opened, found)
        if as_json:
            write_list(graded, sys.stdout.buffer)
        else:
            print_list(list(graded), console())
