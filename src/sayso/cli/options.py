"""Values of options that several commands take."""

from __future__ import annotations

import click

from sayso.errors import OptionError
from sayso.types import iso_day


def day(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """An ISO day, or the click error that says why it is none."""
    try:
        return iso_day(value)
    except OptionError as error:
        raise click.BadParameter(error.cause) from error
