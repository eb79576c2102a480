"""Incidents as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console

from sayso.types import Reading


def print_incidents(incidents: dict[str, Any], readings: Sequence[Reading], console: Console) -> None:  # noqa: ARG001
    """Print them."""
    for incident in incidents["incidents"]:
        console.print(incident["id"])
