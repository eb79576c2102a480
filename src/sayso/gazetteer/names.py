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


#: Spellings of one sound in names from other scripts: each of these may stand for the others of its group.
SOUNDS = (
    (r"^(?:al|el|ad|ar|as|ash|at|an|az) ", ("",)),
    (r"^(?=[a-z])", ("al ",)),
    (r" ", ("",)),
    (r"(?:iyyah|iyya|iyah|iyeh|iya|ieh|ia)$", ("iya", "iyah", "iyeh")),
    (r"(?<=[^iy])(?:ah|eh|e|a)$", ("a", "ah", "eh", "e")),
    (r"q", ("k", "g")),
    (r"k(?!h)", ("q",)),
    (r"ou|oo|u|o", ("u", "o", "ou")),
    (r"ee|i|e", ("i", "e", "ee")),
    (r"ay|ey|ai|ei", ("ai", "ay", "ei")),
    (r"y", ("i", "")),
    (r"([bcdfghjklmnpqrstvwxyz])\1", (r"\1",)),
    (r"dj|dzh|j", ("j", "dj")),
    (r"dh|d", ("d", "dh")),
    (r"gh|g", ("g", "gh")),
    (r"kh|h", ("kh", "h", "")),
    (r"w|v", ("w", "v")),
)
#: The most spellings that are tried for one name.
MOST_SPELLINGS = 150


def spellings(folded: str) -> list[str]:
    """Other spellings of a folded name from another script: up to two sounds written otherwise, without doubles."""
    found = {folded: None}
    for once in (folded, *_respelt(folded)):
        for again in (once, *_respelt(once)):
            if len(found) >= MOST_SPELLINGS:
                break
            found[again] = None
    return list(found)[1:]


@lru_cache(maxsize=2_000)
def _respelt(folded: str) -> tuple[str, ...]:
    """The spellings with one sound written otherwise, at one place."""
    found: dict[str, None] = {}
    for pattern, others in SOUNDS:
        for match in re.finditer(pattern, folded):
            for other in others:
                spelt = folded[: match.start()] + match.expand(other) + folded[match.end() :]
                if spelt != folded and len(spelt) > 3:
                    found[spelt] = None
    return tuple(found)


def is_plain(folded: str) -> bool:
    """Whether a folded name is written in the Latin alphabet alone."""
    return PLAIN.fullmatch(folded) is not None
