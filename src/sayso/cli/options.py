"""Values of options that several commands take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from sayso.errors import OptionError
from sayso.types import iso_day


def day(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """An ISO day, or the click error that says why it is none."""
    try:
        return iso_day(value)
    except OptionError as error:
        raise click.BadParameter(error.cause) from error


def columns(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """What `--column text=Body` names, or the click error that says how to name it."""
    pairs = [value.partition("=") for value in values]
    for value, (_kind, _equals, name) in zip(values, pairs, strict=True):
        if not name:
            raise click.BadParameter(f"{value!r} is not as in text=Body")
    return {kind: name for kind, _equals, name in pairs}


def with_ledger(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --ledger, which every command that keeps or looks up something takes; its argument is `ledger`."""
    option = click.option(
        "--ledger",
        metavar="PATH_OR_URL",
        envvar="SAYSO_LEDGER",
        default="sayso.db",
        show_default=True,
        show_envvar=True,
        help="The ledger: a file, or postgresql://... of a database.",
    )
    return option(command)
