"""The shipped places of GeoNames, memory-mapped: towns of at least 500 inhabitants and administrative units.

`entries.npy` holds one record a place, first-level units first, then second-level units, then towns; `names.marisa` maps
folded names to records; `labels.txt` holds the names as they are written. `tools/build_gazetteer.py` makes all three.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import marisa_trie
import numpy as np
import numpy.typing as npt

FOLDER = Path(__file__).parents[1] / "data" / "gazetteer"
ENTRY = np.dtype(
    [
        ("id", "<u4"),
        ("lat", "<f4"),
        ("lon", "<f4"),
        ("population", "<u4"),
        ("label", "<u4"),
        ("country", "S2"),
        ("kind", "u1"),
        ("admin1", "<u2"),
        ("admin2", "<u2"),
    ]
)
#: "No unit" in the 16-bit columns `admin1` (a record number) and `admin2` (a record number less that of the first of its level).
NONE16 = 0xFFFF
#: Set in the index where a name is not the main name of the place.
ALTERNATE = 0x8000_0000


class Store:
    """The three files, opened but not read."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.entries: npt.NDArray[np.void] = np.load(folder / "entries.npy", mmap_mode="r")
        self.names = marisa_trie.RecordTrie("<I")
        self.names.mmap(str(folder / "names.marisa"))
        self.labels: npt.NDArray[np.uint8] = np.memmap(folder / "labels.txt", dtype=np.uint8, mode="r")
        self.second_level = int(np.searchsorted(self.entries["kind"][:100_000], 2))

    def find(self, folded: str) -> list[tuple[int, bool]]:
        """The record numbers of the places of this folded name, and whether it is their main name."""
        found = self.names.get(folded)
        return [(n & ~ALTERNATE, not n & ALTERNATE) for (n,) in found] if found else []

    def begins(self, folded: str) -> bool:
        """Whether a longer name goes on after this one."""
        return next(self.names.iterkeys(folded + " "), None) is not None

    def label(self, offset: int) -> str:
        """The name at this place of `labels.txt`."""
        stretch = self.labels[offset : offset + 200].tobytes()
        return stretch[: stretch.index(b"\n")].decode("utf-8")


@cache
def store() -> Store:
    """The shipped store, opened once a process."""
    return Store()
