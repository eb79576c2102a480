"""The shipped places of GeoNames, memory-mapped: towns of at least 500 inhabitants and administrative units.

`entries.npy` holds one record a place, first-level units first, then second-level units, then towns (`levels.txt` tells
how many); `names.marisa` maps folded names to records; `labels.txt` holds the names as they are written.
`tools/build_gazetteer.py` makes all four.
"""

from __future__ import annotations

import mmap
from functools import cache
from math import log10
from pathlib import Path

import marisa_trie
import numpy as np
import numpy.typing as npt

FOLDER = Path(__file__).parents[1] / "data" / "gazetteer"
#: id: GeoNames' number. label: byte offset in labels.txt. lat, lon: hundredths of a degree (about a kilometre: a town
#: is no point). admin1, admin2: the units around it, see NONE16. country, size: see `pack_country`, `pack_size`.
ENTRY = np.dtype(
    [
        ("id", "<u4"),
        ("label", "<u4"),
        ("lat", "<i2"),
        ("lon", "<i2"),
        ("admin1", "<u2"),
        ("admin2", "<u2"),
        ("country", "<u2"),
        ("size", "u1"),
    ]
)
#: "No unit" in `admin1` (a record number) and `admin2` (a record number less that of the first of its level).
NONE16 = 0xFFFF
#: `lat` and `lon` of a unit without a place in the list.
NOWHERE = NONE16 // 2
#: Set in the index where a name is not the main name of the place.
ALTERNATE = 0x8000_0000


def pack_country(code: str) -> int:
    """The two letters of a country code as one number."""
    return (ord(code[0]) - 65) * 26 + ord(code[1]) - 65


def unpack_country(number: int) -> str:
    """The country code of a packed number."""
    return chr(number // 26 + 65) + chr(number % 26 + 65)


def pack_size(population: int) -> int:
    """Inhabitants as tenths of their decimal logarithm: 0 unknown, 30 a thousand, 60 a million."""
    return round(10 * log10(population)) if population > 0 else 0


class Store:
    """The files, opened but not read."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.entries: npt.NDArray[np.void] = np.load(folder / "entries.npy", mmap_mode="r")
        self.names = marisa_trie.RecordTrie("<I")
        self.names.mmap(str(folder / "names.marisa"))
        with (folder / "labels.txt").open("rb") as labels:
            self.labels = mmap.mmap(labels.fileno(), 0, access=mmap.ACCESS_READ)
        first, second = (folder / "levels.txt").read_text().split()
        self.second_level = int(first)
        self.towns = int(first) + int(second)

    def find(self, folded: str) -> list[tuple[int, bool]]:
        """The record numbers of the places of this folded name, and whether it is their main name."""
        found = self.names.get(folded)
        return [(n & ~ALTERNATE, not n & ALTERNATE) for (n,) in found] if found else []

    def begins(self, folded: str) -> bool:
        """Whether longer names begin with this one and a space."""
        return next(self.names.iterkeys(folded + " "), None) is not None

    def level(self, number: int) -> int:
        """1 or 2 for administrative units, 3 for towns."""
        return 3 if number >= self.towns else 2 if number >= self.second_level else 1

    def label(self, number: int) -> str:
        """The name of a place as it is written."""
        start = int(self.entries["label"][number])
        return self.labels[start : self.labels.find(b"\n", start)].decode("utf-8")


@cache
def store() -> Store:
    """The shipped store, opened once a process."""
    return Store()
