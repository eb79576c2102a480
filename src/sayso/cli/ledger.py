"""`sayso add`, `search`, `verify`, `rebuild`: reports and their readings into the ledger, and what is in it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence

import click

from sayso import core
from sayso.cli.app import SOME_FAILED, main
from sayso.cli.options import columns, day, with_ledger
from sayso.cli.screen import complain, console, progress
from sayso.cli.startup import spare_spacys_command_line
from sayso.intake import Known
from sayso.types import to_plain

#: How a summary names what became of documents, in this order.
STATES = {
    "read": "read",
    "new_version": "read as new versions",
    "duplicate": "there under another name",
    "kept": "there already",
    "failed": "failed",
    "missed": "to be tried again",
    "quarantined": "set aside after repeated failures",
}
KEPT, WRONG = "kept", ("failed", "quarantined")


@main.command()
@click.argument("sources", nargs=-1, metavar="SOURCE...")
@click.option("--published", metavar="DAY", callback=day, help="Day of publication, as 2025-03-31; weekdays need it.")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@click.option("--url", metavar="URL", help="Where it was published.")
@click.option("--judge", type=click.Path(), metavar="FILE", help="Weights that `sayso train attribution` wrote.")
@click.option(
    "--column",
    "columns",
    metavar="KIND=NAME",
    multiple=True,
    callback=columns,
    help="Which column of a table is what, as text=Body; kinds: text, title, published, publisher, url, language.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be recognised, and neither read nor write anything.")
@click.option("--reread", is_flag=True, help="Read again what another version or other rules have read.")
@click.option("--workers", type=click.IntRange(min=1), default=1, metavar="N", help="So many processes read.")
@with_ledger
def add(
    sources: Sequence[str],
    columns: dict[str, str],
    judge: str | None,
    dry_run: bool,
    reread: bool,
    workers: int,
    ledger: str,
    **known: str | None,
) -> int:
    """Read reports into the ledger: files of any format in docs/intake.md, folders, or standard input for "-".

    What is there already stays; a call that was cut short goes on when it is made again. Without sources, --reread goes
    over all reports of the ledger.
    """
    if not sources and not reread:
        raise click.UsageError("Missing argument 'SOURCE...'.")
    if dry_run:
        return _preview(sources, columns, Known(**known))
    spare_spacys_command_line()
    states: Counter[str] = Counter()
    failed = 0
    with core.open_ledger(ledger, create=bool(sources)) as opened, progress(None, shown=True) as advance:
        added = (
            core.add(opened, sources, Known(**known), columns=columns, judge=judge, reread=reread, workers=workers)
            if sources
            else core.reread_all(opened, judge=judge, workers=workers)
        )
        for outcome in added:
            advance()
            states[outcome.state if outcome.fresh or outcome.state in WRONG else KEPT] += 1
            if outcome.state in WRONG and (outcome.fresh or outcome.state == "failed"):
                failed += 1
                complain(outcome.reason or outcome.name)
    click.echo(summary(states, ledger))
    return SOME_FAILED if failed else 0


def _preview(sources: Sequence[str], columns: dict[str, str], known: Known) -> int:
    """Show what is in sources; nothing is read or written."""
    from sayso.export.preview import print_preview

    failed = False
    for source in sources:
        with progress(None, shown=True) as advance:
            seen = core.preview(source, known, columns, advance)
        print_preview(seen.to_dict(), console())
        failed = failed or not seen.reports
    return SOME_FAILED if failed else 0


def summary(states: Counter[str], name: str) -> str:
    """What became of documents, in one line."""
    told = [f"{states[state]:,} {name}" for state, name in STATES.items() if states[state]]
    return f"{name}: {', '.join(told) or 'nothing to do'}"


@main.command()
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option("--limit", type=click.IntRange(min=1), default=20, metavar="N", help="How many to show, 20 unless told.")
@click.option("--json", "as_json", is_flag=True, help="Print one report found a line, as JSON.")
@with_ledger
def search(words: Sequence[str], limit: int, as_json: bool, ledger: str) -> None:
    """Find the reports whose text has all of these words, as parts of words, too, in any script; newest first.

    A phrase is one argument: sayso search "south of the bridge" shelling. Case and accents do not matter.
    """
    from sayso.export.hits import print_hits, write_hits

    with core.open_ledger(ledger) as opened:
        total, found = opened.search(words, limit)
    hits = [to_plain(hit) for hit in found]
    if as_json:
        write_hits(hits, sys.stdout.buffer)
    else:
        print_hits(hits, total, console())


@main.command()
@with_ledger
def verify(ledger: str) -> int:
    """Check that the ledger says what was recorded: re-hash every report, look up every span of every reading.

    Names what is wrong, one line each; exit status 1 where something is.
    """
    with core.open_ledger(ledger) as opened, progress(None, shown=True) as advance:
        check = opened.verify(advance)
    for fault in check.faults:
        complain(f"{ledger}: {fault.subject}: {fault.cause}")
    found = f"{len(check.faults):,} faults" if check.faults else "all as recorded"
    counted = f"{check.reports:,} reports, {check.readings:,} readings, {check.spans:,} spans"
    click.echo(f"{ledger}: {counted}: {found}")
    return SOME_FAILED if check.faults else 0


@main.command()
@with_ledger
def rebuild(ledger: str) -> None:
    """Drop the tables that follow from the readings (events, figures, search ...), and make them anew."""
    with core.open_ledger(ledger) as opened, progress(None, shown=True) as advance:
        number = opened.rebuild(advance)
    click.echo(f"{ledger}: made anew from {number:,} readings")
