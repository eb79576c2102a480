"""Look-ups over one Doc that several components need, each made once and in linear time."""

from __future__ import annotations

from collections import defaultdict

from spacy.tokens import Doc, Token

from sayso.extract.draft import Draft, StatementDraft


class Index:
    """The number of each token's sentence (`sentence`), and the statements whose content holds a token (`around`)."""

    def __init__(self, doc: Doc, draft: Draft) -> None:
        self.sentence = _sentence_numbers(doc)
        self._around: dict[int, list[StatementDraft]] = defaultdict(list)
        for statement in sorted(draft.statements, key=_size, reverse=True):
            for i in {i for span in statement.content for i in range(span.start, span.end)}:
                self._around[i].append(statement)

    def around(self, token: Token) -> list[StatementDraft]:
        """The statements whose content holds a token, the outermost first."""
        return self._around.get(token.i, [])


def _size(statement: StatementDraft) -> int:
    return sum(len(span) for span in statement.content)


def _sentence_numbers(doc: Doc) -> list[int]:
    numbers, n = [], -1
    for token in doc:
        n += bool(token.is_sent_start)
        numbers.append(n)
    return numbers
