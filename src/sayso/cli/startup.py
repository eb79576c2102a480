"""What keeps the start short."""

from __future__ import annotations

import sys
from types import ModuleType


def spare_spacys_command_line() -> None:
    """Importing spaCy imports its command line, with an HTTP client and a schema of projects: 0.25 s of our 1.5.

    Nothing in this process uses it. Only the command does this; the library leaves spaCy as it is.
    """
    if "spacy" not in sys.modules:
        for name in ("spacy.cli", "spacy.cli.info"):
            sys.modules[name] = ModuleType(name)
        sys.modules["spacy.cli.info"].info = None  # type: ignore[attr-defined]
