"""`sayso correct`: a person decides on what the machine found; nothing is overwritten, everything can be taken back."""

from __future__ import annotations

import getpass
import json
from collections.abc import Callable, Sequence
from typing import Any

import click

from sayso import core
from sayso.cli.app import main
from sayso.cli.options import with_ledger
from sayso.cli.screen import console
from sayso.types import Judgement, to_plain


def _me() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def signed(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every decision: the ledger, who decides, and why."""
    who = click.option("--by", "who", default=_me, envvar="SAYSO_REVIEWER", help="Who decides; else the account.")
    why = click.option("--why", metavar="TEXT", help="Why.")
    return with_ledger(who(why(command)))


@main.group()
def correct() -> None:
    """Decide on findings: accept, edit, reject, link, split; undo any of it.

    A finding is told by its report and its id, as in r_4b9328c014f4e7e4/e1. Decisions are kept with who, when and why,
    hold when the report is read again, and say where the machine disagrees by then.
    """


@correct.command()
@click.argument("findings", nargs=-1, required=True, metavar="FINDING...")
@signed
def accept(findings: Sequence[str], ledger: str, who: str, why: str | None) -> None:
    """The findings are right as they are."""
    _tell(ledger, lambda opened: core.judge(opened, "accept", findings, who=who, why=why))


@correct.command()
@click.argument("findings", nargs=-1, required=True, metavar="FINDING...")
@signed
def reject(findings: Sequence[str], ledger: str, who: str, why: str | None) -> None:
    """The findings are none: the report does not say so."""
    _tell(ledger, lambda opened: core.judge(opened, "reject", findings, who=who, why=why))


@correct.command()
@click.argument("finding")
@click.option("--set", "values", multiple=True, required=True, metavar="FIELD=VALUE", help="A field and its new value.")
@signed
def edit(finding: str, values: Sequence[str], ledger: str, who: str, why: str | None) -> None:
    """Change fields of a finding: --set low=9 --set actors='["Malian army"]'.

    A value is read as JSON where it is JSON, else as text. Actors and places are told by their names, spans by their
    first character and the one after the last: [120, 134].
    """
    told = dict(map(_field, values))
    _tell(ledger, lambda opened: core.judge(opened, "edit", [finding], who=who, why=why, values=told))


@correct.command()
@click.argument("events", nargs=-1, required=True, metavar="EVENT EVENT...")
@signed
def link(events: Sequence[str], ledger: str, who: str, why: str | None) -> None:
    """The events are one occurrence."""
    _tell(ledger, lambda opened: core.pair(opened, "link", events, who=who, why=why))


@correct.command()
@click.argument("events", nargs=-1, required=True, metavar="EVENT EVENT...")
@signed
def split(events: Sequence[str], ledger: str, who: str, why: str | None) -> None:
    """The first event is another occurrence than the rest."""
    _tell(ledger, lambda opened: core.pair(opened, "split", events, who=who, why=why))


@correct.command()
@click.argument("number", type=int, required=False)
@signed
def undo(number: int | None, ledger: str, who: str, why: str | None) -> None:
    """Take back the judgement of this number, or your own last one; an undo can be undone, too."""
    _tell(ledger, lambda opened: [core.undo(opened, number, who=who, why=why)])


@correct.command("list")
@click.option("--report", metavar="ID", help="Only those on one report.")
@click.option("--json", "as_json", is_flag=True, help="Print one judgement a line, as JSON.")
@with_ledger
def show(report: str | None, as_json: bool, ledger: str) -> None:
    """Show every decision in the order in which they were made, undone ones too."""
    from sayso.export.judgements import print_judgements

    with core.open_ledger(ledger) as opened:
        judgements = core.history(opened, report)
    if as_json:
        for judgement in judgements:
            click.echo(json.dumps(to_plain(judgement), ensure_ascii=False))
    else:
        print_judgements(judgements, console())


def _field(told: str) -> tuple[str, Any]:
    name, equals, value = told.partition("=")
    if not equals:
        raise click.BadParameter(f"{told!r} is not FIELD=VALUE", param_hint="--set")
    try:
        return name.strip(), json.loads(value)
    except ValueError:
        return name.strip(), value


def _tell(ledger: str, decide: Callable[[Any], list[Judgement]]) -> None:
    with core.open_ledger(ledger) as opened:
        for judgement in decide(opened):
            click.echo(f"judgement {judgement.number}: {judgement.action}, by {judgement.who}")
