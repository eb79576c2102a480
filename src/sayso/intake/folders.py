"""The files of a folder and of all below it, in one order; what is hidden or no report is counted and left."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from sayso.errors import IntakeError
from sayso.intake.document import Tally
from sayso.intake.files import cause_of
from sayso.rules import load_toml

#: Beside "page.html", a browser keeps the page's images and scripts in "page_files", or in the user's language.
PARTS_OF_PAGES = ("_files", "_fichiers", "-Dateien", "_archivos", ".files")


def list_files(folder: Path, tally: Tally) -> Iterator[Path | IntakeError]:
    """The files that may hold reports, and the folders that cannot be opened, names in the order of code points.

    A folder's own files come before its folders'. Links to folders are left, so that the walk ends.
    """
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            yield IntakeError(str(here), cause_of(error))
            continue
        names = [entry.name for entry in entries]
        folders = []
        for entry in entries:
            reason = _reason(entry, names)
            if reason:
                tally.skipped[reason] += 1
            elif entry.is_dir(follow_symlinks=False):
                folders.append(Path(entry.path))
            else:
                yield Path(entry.path)
        waiting += reversed(folders)


def _reason(entry: os.DirEntry[str], names: list[str]) -> str | None:
    """Why an entry of a folder is left, or None."""
    if entry.name.startswith("."):
        return "hidden"
    if entry.is_dir(follow_symlinks=False):
        return "part of a saved page" if _holds_parts(entry.name, names) else None
    if not entry.is_file() and not (entry.is_symlink() and not os.path.exists(entry.path)):
        return "link to a folder" if entry.is_dir() else "no file (a device, pipe or socket)"
    return why_left(entry.name)


def why_left(name: str) -> str | None:
    """Why a file of this name holds no report, or None."""
    suffix = os.path.splitext(name)[1].lower()
    return f"{suffix} file" if suffix in load_toml("intake.toml")["no_reports"] else None


def _holds_parts(folder: str, names: list[str]) -> bool:
    pages = [folder.removesuffix(end) + ".htm" for end in PARTS_OF_PAGES if folder.endswith(end)]
    return any(name.startswith(page) for page in pages for name in names)
