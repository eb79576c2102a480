"""The program: its name, its version, and what it does with errors; the commands are modules beside this one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from sayso.cli.screen import complain
from sayso.errors import SaysoError
from sayso.version import __version__

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
            complain(f"{error.format_message()} See {place} --help.")
            status = WRONG_USAGE
        except click.ClickException as error:
            complain(error.format_message())
            status = SOME_FAILED
        except SaysoError as error:
            complain(str(error))
            status = SOME_FAILED
        except click.Abort:
            status = INTERRUPTED
        sys.exit(status)


@click.group(cls=OneLineErrors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sayso", message="%(prog)s %(version)s")
def main() -> None:
    """Read news reports on conflicts: who says what happened, with the words that prove it."""
