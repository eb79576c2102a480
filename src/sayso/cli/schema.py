"""`sayso schema`: the shapes of what the other commands print."""

from __future__ import annotations

import click

from sayso import core
from sayso.cli.app import main


@main.command()
@click.argument("name", type=click.Choice(list(core.SCHEMAS)))
def schema(name: str) -> None:
    """Print the JSON Schema of what `read`, `link` or `board` print with --json."""
    click.echo(core.schema(name), nl=False)
