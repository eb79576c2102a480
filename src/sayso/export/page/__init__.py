"""One self-contained HTML page: each report's text with its words marked, and beside it a card for every finding.

The page makes no request and runs nothing but its own script, which a content security policy with hashes sees to; it
can be read without scripts. What comes from a report is escaped, and characters that show nothing or turn the direction
of text are shown as marks.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sayso.export.page.cards import Section, make_section
from sayso.export.words import CAUTION
from sayso.types import Reading

HERE = Path(__file__).parent


class Page:
    """Collects the readings; the page is written when all are there, because it begins with their list."""

    def __init__(self, out: BinaryIO) -> None:
        self.out = out
        self.sections: list[Section] = []

    def write(self, reading: Reading) -> None:
        """Add a section for one reading."""
        self.sections.append(make_section(reading, len(self.sections) + 1))

    def finish(self) -> None:
        """Write the page."""
        self.out.write(render(self.sections).encode())
        self.out.flush()


def render(sections: list[Section]) -> str:
    """The page as text; the same sections give the same text."""
    style, script = (_asset(name) for name in ("page.css", "page.js"))
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("page.html").render(
        sections=sections,
        caution=CAUTION,
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def _asset(name: str) -> str:
    """A file of ours that goes into the page as it is; "</" would end its element."""
    return (HERE / name).read_text(encoding="utf-8").strip()


def _hash(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"
