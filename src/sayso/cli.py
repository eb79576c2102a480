"""The command line: batches and pipes. Options in, files through `sayso.core`, one writer out; no logic of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import Timer
from types import ModuleType
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn, TextIO

import click

from sayso import core
from sayso.errors import OptionError, SaysoError
from sayso.export import Writer
from sayso.export.words import visible
from sayso.intake import Known
from sayso.types import Reading, iso_day
from sayso.version import __version__

if TYPE_CHECKING:
    from rich.console import Console

#: Shorter work needs no progress bar.
PATIENCE_SECONDS = 2.0
#: A table in a pipe or file is as wide as the manual's examples.
PIPE_WIDTH = 100
SOME_FAILED, WRONG_USAGE, INTERRUPTED = 1, 2, 130


class OneLineErrors(click.Group):
    """A group of commands whose errors are one line on standard error, without a traceback or a manual."""

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]
        """Run a command and exit with its status."""
        extra["standalone_mode"] = False
        try:
            status = super().main(args, prog_name, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            status = WRONG_USAGE
        except click.UsageError as error:
            place = error.ctx.command_path if error.ctx else "sayso"
            _complain(f"{error.format_message()} See {place} --help.")
            status = WRONG_USAGE
        except click.ClickException as error:
            _complain(error.format_message())
            status = SOME_FAILED
        except SaysoError as error:
            _complain(str(error))
            status = SOME_FAILED
        except click.Abort:
            status = INTERRUPTED
        sys.exit(status)


def _complain(line: str) -> None:
    click.echo(f"sayso: {visible(line)}", err=True)


def _day(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    try:
        return iso_day(value)
    except OptionError as error:
        raise click.BadParameter(error.cause) from error


@click.group(cls=OneLineErrors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sayso", message="%(prog)s %(version)s")
def main() -> None:
    """Read news reports on conflicts: who says what happened, with the words that prove it."""


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--published", metavar="DAY", callback=_day, help="Day of publication, as 2025-03-31; weekdays need it.")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@click.option("--url", metavar="URL", help="Where it was published.")
@click.option("--judge", type=click.Path(), metavar="FILE", help="Weights that `sayso train attribution` wrote.")
@click.option("--json", "as_json", is_flag=True, help="Print one reading a line, as JSON.")
@click.option("--html", "page", type=click.File("wb", lazy=False), metavar="OUT", help="Write a page to look at.")
def read(
    files: Sequence[str], judge: str | None, as_json: bool, page: BinaryIO | None, **known: str | None
) -> int:
    """Read reports: text or HTML files, or standard input for "-".

    Prints tables, unless --json or --html is given. Options hold for every file and win over what a page says.
    """
    _spare_spacys_command_line()
    writers = _writers(as_json, page)
    failed = 0
    with _progress(len(files), shown=as_json or page is not None or not sys.stdout.isatty()) as advance:
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
    from sayso.export.json import write_incidents

    readings, failed = [], 0
    for file in files:
        try:
            readings += core.load_readings(file)
        except SaysoError as error:
            _complain(str(error))
            failed += 1
    incidents = core.link_readings(readings)
    if as_json:
        write_incidents(incidents, sys.stdout.buffer)
    else:
        print_incidents(incidents, readings, _console())
    return SOME_FAILED if failed else 0


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

    _spare_spacys_command_line()
    with _progress(None, shown=True) as advance:
        measured = core.evaluate(layer, path, done=advance, **options)
    if out is not None:
        write_told(measured.told, out)
    figures = measured.to_dict(misses)
    if as_json:
        write_scores(figures, sys.stdout.buffer)
    else:
        print_scores(figures, _console())


@main.command()
@click.argument("layer", type=click.Choice(["attribution"]))
@click.option("--data", "path", required=True, metavar="PATH", help="A file of JSON lines, or a folder of dossiers.")
@click.option("--out", required=True, type=click.Path(), help="Where to write the weights.")
def train(layer: str, path: str, out: str) -> None:  # noqa: ARG001
    """Train on annotated articles of your own which words attribute; read with what it wrote by --judge.

    Prints how well the rules do alone and with the weights, on articles that these have not seen.
    """
    from sayso.export.scores import print_scores

    _spare_spacys_command_line()
    with _progress(None, shown=True) as advance:
        figures = core.train(path, out, done=advance)
    print_scores(figures, _console())


@main.command()
@click.argument("name", type=click.Choice(list(core.SCHEMAS)))
def schema(name: str) -> None:
    """Print the JSON Schema of what `read --json` or `link --json` prints."""
    click.echo(core.schema(name), nl=False)


def _spare_spacys_command_line() -> None:
    """Importing spaCy imports its command line, with an HTTP client and a schema of projects: 0.25 s of our 1.5.

    Nothing in this process uses it. Only the command does this; the library leaves spaCy as it is.
    """
    if "spacy" not in sys.modules:
        for name in ("spacy.cli", "spacy.cli.info"):
            sys.modules[name] = ModuleType(name)
        sys.modules["spacy.cli.info"].info = None  # type: ignore[attr-defined]


def _write(outcome: Reading | SaysoError, writers: Iterable[Writer]) -> bool:
    """Hand a reading to the writers; say why there is none."""
    try:
        if isinstance(outcome, SaysoError):
            raise outcome
        for writer in writers:
            writer.write(outcome)
    except SaysoError as error:
        _complain(str(error))
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

        writers.append(Tables(_console()))
    return writers


def _console() -> Console:
    from rich.console import Console

    _never_fail(sys.stdout)
    return Console(highlight=False, markup=False, emoji=False, width=None if sys.stdout.isatty() else PIPE_WIDTH)


def _never_fail(stream: TextIO) -> None:
    """Print what the terminal's encoding lacks as a question mark."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


@contextmanager
def _progress(total: int | None, *, shown: bool) -> Iterator[Callable[[], None]]:
    """A bar on standard error, for work that takes long and a person who is watching."""
    if not shown or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    bar = Progress("Reading", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True))
    task = bar.add_task("reading", total=total)
    start = Timer(PATIENCE_SECONDS, bar.start)
    start.daemon = True
    start.start()
    try:
        yield lambda: bar.advance(task)
    finally:
        start.cancel()
        bar.stop()
