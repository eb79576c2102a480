"""Tells in which country a place lies that only the text knows: the only one of the report, sentence or paragraph."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Span

from sayso.extract.draft import Draft
from sayso.extract.places.names import Name
from sayso.gazetteer import Entry


class Scenes:
    """The places of a report that lie in one country each, by where they stand."""

    def __init__(self, draft: Draft, names: Iterable[Name], chosen: dict[str, Entry]) -> None:
        self.paragraphs = draft.paragraphs
        #: Where each name stands, its country, whether it is the country itself, and whether it stands in the text: a
        #: dateline tells where the reporter is, not where the news happened.
        self._rows = [
            (name.start, entry.country, entry.kind == "country", draft.body[name.start])
            for name in names
            if (entry := chosen[name.key]).country
        ]
        #: Every country of the report's places.
        self.told = frozenset(country for _, country, _, _ in self._rows if country)

    def around(self, span: Span) -> tuple[str, str] | None:
        """The country around a place that only the text knows, and which stretch of text names no other."""
        paragraph = next((p for p in self.paragraphs if p.start <= span.start < p.end), span.sent)
        inner = [(start, country) for start, country, is_country, in_text in self._rows if in_text and not is_country]
        stretches = (
            ("report", self.told),
            ("sentence", {c for i, c in inner if span.sent.start <= i < span.sent.end}),
            ("paragraph", {c for i, c in inner if paragraph.start <= i < paragraph.end}),
            ("report but for its datelines", {c for _, c, _, in_text in self._rows if in_text}),
        )
        return next(((next(iter(found)), words) for words, found in stretches if len(found) == 1), None)
