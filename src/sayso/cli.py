"""The command line (a first form: `read --json` and `link --json`, enough for the scorer)."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click


@click.group()
def main() -> None:
    """Who says what happened."""


@main.command()
@click.argument("files", nargs=-1, required=True)
@click.option("--published")
@click.option("--publisher")
@click.option("--url")
@click.option("--json", "as_json", is_flag=True)
def read(files: tuple[str, ...], published: str | None, publisher: str | None, url: str | None, as_json: bool) -> None:  # noqa: ARG001
    """Read reports."""
    from sayso.pipeline import load, make_report

    reader = load()
    for file in files:
        text = sys.stdin.read() if file == "-" else Path(file).read_bytes().decode()
        click.echo(reader.read(make_report(text, published=published, publisher=publisher, url=url)).to_json())


@main.command()
@click.argument("files", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True)
def link(files: tuple[str, ...], as_json: bool) -> None:  # noqa: ARG001
    """Link readings."""
    incidents = []
    for file in files:
        for line in Path(file).read_text(encoding="utf-8").splitlines():
            reading = json.loads(line)
            for event in reading["events"]:
                incidents.append({"id": f"i{len(incidents) + 1}", "events": [f"{reading['report']['id']}/{event['id']}"]})
    click.echo(json.dumps({"schema": "sayso-incidents/1", "incidents": incidents}))
