"""How names are compared: one folded form for "El-Fasher", "el Fāsher" and "EL FASHER"."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Letters that Unicode does not decompose, and marks that writers put in and leave out.
LETTERS = str.maketrans(
    {
        **dict.fromkeys("ʻʼʿʾ‘’'`´ʹʺ“”.·\0", ""),  # the name index ends its keys with the last one
        **dict.fromkeys(",-‐‑–—/_", " "),
        **dict(zip("øđðłıəħ", "oddliah", strict=True)),
        "ŋ": "ng",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
    }
)
SPACES = re.compile(r"\s+")
PLAIN = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """The name in lower case, without accents, apostrophes and full stops, hyphens as spaces."""
    lowered = name.casefold()
    if PLAIN.fullmatch(lowered):
        return lowered
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(LETTERS)
    return SPACES.sub(" ", bare).strip()


def is_plain(folded: str) -> bool:
    """Whether a folded name is written in the Latin alphabet alone."""
    return PLAIN.fullmatch(folded) is not None
