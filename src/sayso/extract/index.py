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

    Word search compares the ids of all tokens at once: walking over a Doc token by token costs more than most rules.
    """

    def __init__(self, doc: Doc, draft: Draft) -> None:
        self.doc, self.draft = doc, draft
        self._ids = doc.to_array(["LOWER", "LEMMA"]).reshape(len(doc), 2)
        starts = doc.to_array(["SENT_START"]).reshape(len(doc)).astype("int64") == 1
        #: The number of each token's sentence.
        self.sentence: list[int] = np.cumsum(starts).tolist()
        #: The lower-case form of each token.
        self.words: list[str] = [doc.vocab.strings[i] for i in self._ids[:, 0].tolist()]
        self._around: dict[int, list[StatementDraft]] = defaultdict(list)
        for statement in sorted(draft.statements, key=_size, reverse=True):
            for i in {i for span in statement.content for i in range(span.start, span.end)}:
                self._around[i].append(statement)

    def around(self, token: Token) -> list[StatementDraft]:
        """The statements whose content holds a token, the outermost first."""
        return self._around.get(token.i, [])

    def tokens(self, words: frozenset[str]) -> Iterator[Token]:
        """The tokens of the body whose lower-case form or lemma is one of these words, in the order of the text."""
        for i in np.flatnonzero(np.isin(self._ids, _ids_of(words)).any(axis=1)).tolist():
            if self.draft.body[i]:
                yield self.doc[i]


@cache
def _ids_of(words: frozenset[str]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    return np.array([get_string_id(word) for word in words], dtype=np.uint64)


def _size(statement: StatementDraft) -> int:
    return sum(len(span) for span in statement.content)
