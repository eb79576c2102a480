"""Look-ups over one Doc that several components need, each made once and in linear time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import numpy as np
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from sayso.extract.draft import Draft, StatementDraft


class Index:
    """Sentence numbers, lower-case words, tokens by word, and the statements around a token.

    Words are searched by their ids: making a Token for every word of a Doc costs more than most rules.
    """

    def __init__(self, doc: Doc, draft: Draft) -> None:
        self.doc, self.draft = doc, draft
        table = doc.to_array(["LOWER", "LEMMA", "SENT_START"]).reshape(len(doc), 3)
        self._ids: list[list[int]] = table[:, :2].tolist()
        #: The number of each token's sentence.
        self.sentence: list[int] = np.cumsum(table[:, 2] == 1).tolist()
        strings = doc.vocab.strings
        #: The lower-case form of each token.
        self.words: list[str] = [strings[lower] for lower, _ in self._ids]
        self._around: dict[int, list[StatementDraft]] = defaultdict(list)
        for statement in sorted(draft.statements, key=_size, reverse=True):
            for i in {i for span in statement.content for i in range(span.start, span.end)}:
                self._around[i].append(statement)

    def around(self, token: Token) -> list[StatementDraft]:
        """The statements whose content holds a token, the outermost first."""
        return self._around.get(token.i, [])

    def tokens(self, words: frozenset[str]) -> Iterator[Token]:
        """The tokens of the body whose lower-case form or lemma is one of these words, in the order of the text."""
        known, body = _ids_of(words), self.draft.body
        for i, (lower, lemma) in enumerate(self._ids):
            if (lower in known or lemma in known) and body[i]:
                yield self.doc[i]


@cache
def _ids_of(words: frozenset[str]) -> frozenset[int]:
    return frozenset(get_string_id(word) for word in words)


def _size(statement: StatementDraft) -> int:
    return sum(len(span) for span in statement.content)
