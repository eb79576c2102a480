"""`sayso watch`: feeds over time, into the ledger."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

import click

from sayso import core
from sayso.cli.app import SOME_FAILED, main
from sayso.cli.ledger import summary
from sayso.cli.options import with_ledger
from sayso.cli.screen import complain
from sayso.cli.startup import spare_spacys_command_line

SECONDS = 60


@main.command()
@click.argument("feeds", nargs=-1, required=True, metavar="FEEDS...")
@click.option("--every", type=click.IntRange(min=5), default=30, metavar="MINUTES", help="How often, 30 unless told.")
@click.option("--once", is_flag=True, help="Look once, and end; for a scheduler of your own.")
@click.option("--judge", type=click.Path(), metavar="FILE", help="Weights that `sayso train attribution` wrote.")
@with_ledger
def watch(feeds: Sequence[str], every: int, once: bool, judge: str | None, ledger: str) -> int:
    """Read what is new in RSS and Atom feeds into the ledger, again and again, until Ctrl-C.

    FEEDS are addresses, or files with one address a line. This is the one command that uses the network: it fetches the
    feeds and the pages of their entries from public addresses only, and obeys robots.txt.
    """
    spare_spacys_command_line()
    addresses = core.list_feeds(feeds)
    fetcher = core.make_fetcher()
    with core.open_ledger(ledger, create=True) as opened:
        try:
            while True:
                began = time.monotonic()
                failed = _look(opened, addresses, fetcher, judge)
                if once:
                    return SOME_FAILED if failed else 0
                time.sleep(max(0.0, every * SECONDS - (time.monotonic() - began)))
        except KeyboardInterrupt:
            click.echo("stopped; what was read is in the ledger", err=True)
            return 0


def _look(ledger: Any, addresses: Sequence[str], fetcher: Any, judge: str | None) -> bool:
    """One look at every feed; whether something failed."""
    failed = False
    for address in addresses:
        states: Counter[str] = Counter()
        for outcome in core.watch(ledger, address, fetcher, judge=judge):
            states[outcome.state] += 1
            if outcome.reason and outcome.fresh:
                complain(outcome.reason)
        failed = failed or bool(states["failed"] or states["missed"])
        click.echo(summary(states, address))
    return failed
