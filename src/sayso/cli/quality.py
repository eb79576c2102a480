"""`sayso evaluate` and `sayso train`: how often readings are right, and weights of a user's own."""

from __future__ import annotations

import sys
from typing import Any, BinaryIO

import click

from sayso import core
from sayso.cli.app import main
from sayso.cli.screen import console, progress
from sayso.cli.startup import spare_spacys_command_line


@main.command()
@click.argument("layer", type=click.Choice(core.LAYERS))
@click.option("--data", "path", required=True, metavar="PATH", help="A file of JSON lines, or a folder of dossiers.")
@click.option("--judge", type=click.Path(), metavar="FILE", help="Weights that `sayso train attribution` wrote.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the first N articles.")
@click.option("--misses", type=click.IntRange(min=0), default=10, metavar="N", help="How many kinds of misses to show.")
@click.option("--view", type=click.Choice(core.VIEWS), help="How the set draws attributions; else told from it.")
@click.option("--out", type=click.File("wb"), help="Write the attributions that were read, a line an article.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def evaluate(layer: str, path: str, misses: int, out: BinaryIO | None, as_json: bool, **options: Any) -> None:
    """Measure how often readings are right, against an annotated set on this machine.

    Prints precision, recall and F1 in per cent, and the most frequent misses, each with a sentence.
    """
    from sayso.export.scores import print_scores, write_scores, write_told

    spare_spacys_command_line()
    with progress(None, shown=True) as advance:
        measured = core.evaluate(layer, path, done=advance, **options)
    if out is not None:
        write_told(measured.told, out)
    figures = measured.to_dict(misses)
    if as_json:
        write_scores(figures, sys.stdout.buffer)
    else:
        print_scores(figures, console())


@main.command()
@click.argument("layer", type=click.Choice(["attribution"]))
@click.option("--data", "path", required=True, metavar="PATH", help="A file of JSON lines, or a folder of dossiers.")
@click.option("--out", required=True, type=click.Path(), help="Where to write the weights.")
def train(layer: str, path: str, out: str) -> None:  # noqa: ARG001
    """Train on annotated articles of your own which words attribute; read with what it wrote by --judge.

    Prints how well the rules do alone and with the weights, on articles that these have not seen.
    """
    from sayso.export.scores import print_scores

    spare_spacys_command_line()
    with progress(None, shown=True) as advance:
        figures = core.train(path, out, done=advance)
    print_scores(figures, console())
