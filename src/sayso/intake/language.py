"""Whether a text is in English, the one language that is read: told by frequent words, and only where it is clear."""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.errors import IntakeError
from sayso.intake.document import Document
from sayso.rules import load_toml

WORD = re.compile(r"[^\W\d_]+")
#: As much of a text as tells its language.
ENOUGH = 20_000


def refuse_foreign(document: Document) -> Document:
    """The document, its report an error where it is clearly not in English: a reading of it would be noise."""
    if document.report is None or not is_foreign(document.report.text):
        return document
    cause = "its words are not those of an English text; only English is read"
    return replace(document, report=None, error=IntakeError(document.name, cause))


def is_foreign(text: str) -> bool:
    """Whether hardly any of a text's words are frequent ones of English; of a short text nothing is said."""
    rules = load_toml("intake.toml")["languages"]
    words = [word.lower() for word in WORD.findall(text[:ENOUGH])]
    known = frozenset(rules["words"])
    share: float = rules["share"]
    least: int = rules["least_words"]
    return len(words) >= least and sum(word in known for word in words) < share * len(words)
