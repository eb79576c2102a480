"""What TimeML marks beside times: words for the present, the past and the future that name no day.

A reading leaves them out, since "now" and "recently" date nothing. Corpora annotated by TimeML count them, so a
measurement against such a corpus adds them to the times of a reading (`sayso.evaluate.times`).
"""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Doc

from sayso.extract.draft import TimeDraft, draft_of
from sayso.rules import load_toml


def find_references(doc: Doc) -> list[TimeDraft]:
    """The references of the body that no time of the reading holds; the draft stays as it is."""
    draft = draft_of(doc)
    taken = {token.i for time in draft.times for token in time.span}
    found = []
    for match in _pattern().finditer(doc.text):
        span = doc.char_span(match.start(), match.end())
        if span is not None and draft.body[span.start] and not any(token.i in taken for token in span):
            value = _references()[re.sub(r"\s+", " ", match.group().lower())]
            found.append(TimeDraft(span=span, type="DATE", value=value))
    return found


@cache
def _references() -> dict[str, str]:
    references: dict[str, str] = load_toml("times.toml")["references"]
    return references


@cache
def _pattern() -> re.Pattern[str]:
    """Any of the words, the longest first; "now that" begins a clause."""
    words = sorted(_references(), key=len, reverse=True)
    either = "|".join(word.replace(" ", r"\s+") for word in words)
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-]|\s+that\b)", re.IGNORECASE)
