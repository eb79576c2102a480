"""`sayso explain`: why a value is as it is."""

from __future__ import annotations

import sys

import click

from sayso import core
from sayso.cli.app import main
from sayso.cli.options import day
from sayso.cli.screen import console
from sayso.cli.startup import spare_spacys_command_line
from sayso.intake import Known


@main.command()
@click.argument("file")
@click.option("--at", required=True, metavar="LINE|ID", help="A line of the text (12), or a finding by its id (e3).")
@click.option("--published", metavar="DAY", callback=day, help="Day of publication, as 2025-03-31; weekdays need it.")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@click.option("--url", metavar="URL", help="Where it was published.")
@click.option("--judge", type=click.Path(), metavar="FILE", help="Weights that `sayso train attribution` wrote.")
@click.option("--json", "as_json", is_flag=True, help="Print one object, as JSON.")
def explain(file: str, at: str, judge: str | None, as_json: bool, **known: str | None) -> None:
    """Say why a value is as it is: which rule and entry spoke, on which words, and what was ruled out.

    Ids are those that `sayso read` prints for the same file with the same options.
    """
    from sayso.export.explanations import print_explanation, write_explanation

    spare_spacys_command_line()
    explanation = core.explain(file, at, Known(**known), judge)
    if as_json:
        write_explanation(explanation, sys.stdout.buffer)
    else:
        print_explanation(explanation, console())
