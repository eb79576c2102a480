"""sayso: who says what happened.

Reads news reports about a conflict and keeps who says what happened, where, when, to whom and how many, with the words
that prove it.

    >>> import sayso
    >>> reading = sayso.read("The mayor said three people were hurt.", published="2025-03-31")
    >>> reading.statements[0].cue.quote
    'said'

Importing sayso is cheap: the language model is loaded by the first reading.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sayso.version import __version__ as __version__

if TYPE_CHECKING:
    from sayso.core import link_readings, load_readings, read, read_all, read_file
    from sayso.errors import SaysoError
    from sayso.pipeline import Reader, load
    from sayso.types import Event, Figure, Reading, Report, Span, Statement, make_report

#: Every public name, and the module that is imported when it is first asked for.
_HOMES = {
    "Event": "sayso.types",
    "Figure": "sayso.types",
    "Reader": "sayso.pipeline",
    "Reading": "sayso.types",
    "Report": "sayso.types",
    "SaysoError": "sayso.errors",
    "Span": "sayso.types",
    "Statement": "sayso.types",
    "link_readings": "sayso.core",
    "load": "sayso.pipeline",
    "load_readings": "sayso.core",
    "make_report": "sayso.types",
    "read": "sayso.core",
    "read_all": "sayso.core",
    "read_file": "sayso.core",
}

__all__ = [
    "Event",
    "Figure",
    "Reader",
    "Reading",
    "Report",
    "SaysoError",
    "Span",
    "Statement",
    "link_readings",
    "load",
    "load_readings",
    "make_report",
    "read",
    "read_all",
    "read_file",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'sayso' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
