"""Where sentences and quotations begin and end: the geometry that the search for content moves in.

The parser's sentences are mended at quotation marks, and quotations are paired by paragraph: one that is still open
at the end of its paragraph goes on in the next where that begins with an opening mark.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from sayso.extract.draft import Draft, TimeDraft
from sayso.rules import load_toml

#: Tokens from the first to one past the last.
Range = tuple[int, int]
OPENING = frozenset({"“", "„", "«", "``"})
CLOSING = frozenset({"”", "»"})
#: Marks that look the same on both sides.
STRAIGHT = frozenset({'"', "''"})
SINGLE_OPENING = frozenset({"‘", "'"})
SINGLE_CLOSING = frozenset({"’", "'"})
MARKS = OPENING | CLOSING | STRAIGHT
SINGLE_MARKS = SINGLE_OPENING | SINGLE_CLOSING
ENDINGS = frozenset({".", "!", "?", "…", "..."})
#: No content in earnest is longer outside of quotations, in tokens: bounds the work on text without punctuation.
LONGEST_CONTENT = 200
#: The longest quotation in single marks: longer ones are more likely two apostrophes.
LONGEST_SINGLE = 60

#: In tokens; what is longer was never one sentence, and is not mended into one.
LONGEST_SENTENCE = 250


@dataclass(slots=True)
class Layout:
    """Sentences and quotations of a Doc, by token index; `end` is one past the last token, marks included."""

    doc: Doc
    draft: Draft
    sentences: list[tuple[int, int]] = field(default_factory=list)
    quotes: list[tuple[int, int]] = field(default_factory=list)
    sentence_at: list[int] = field(default_factory=list)
    #: Index of the quotation that a token lies in (its marks too), or -1.
    quote_at: list[int] = field(default_factory=list)
    time_at: dict[int, TimeDraft] = field(default_factory=dict)
    #: The time expressions in the order of the text, and where each starts.
    times: list[TimeDraft] = field(default_factory=list)
    time_starts: list[int] = field(default_factory=list)
    #: The lemma of each token in lower case, "" outside of the body.
    lemmas: list[str] = field(default_factory=list)
    #: The text of each token (a list is a tenth of the cost of asking the Doc).
    texts: list[str] = field(default_factory=list)

    def times_between(self, first: int, last: int) -> list[TimeDraft]:
        """The time expressions that begin in this range of tokens."""
        starts = self.time_starts
        return self.times[bisect_left(starts, first) : bisect_left(starts, last)]

    def sentence(self, index: int) -> tuple[int, int]:
        """The sentence that a token of the body stands in."""
        return self.sentences[self.sentence_at[index]]

    def quote(self, index: int) -> tuple[int, int] | None:
        """The quotation that a token stands in, marks included."""
        number = self.quote_at[index]
        return self.quotes[number] if number >= 0 else None

    def opens(self, index: int) -> bool:
        """Whether a quotation opens with this token."""
        quote = self.quote(index)
        return quote is not None and quote[0] == index

    def closes(self, index: int) -> bool:
        """Whether a quotation closes with this token."""
        quote = self.quote(index)
        return quote is not None and quote[1] == index + 1


def find_layout(doc: Doc, draft: Draft) -> Layout:
    """The layout of a Doc whose page structure is known."""
    layout = Layout(doc, draft, sentence_at=[-1] * len(doc), quote_at=[-1] * len(doc))
    layout.lemmas = [token.lemma_.lower() if inside else "" for token, inside in zip(doc, draft.body, strict=True)]
    layout.texts = [token.text for token in doc]
    _mend_lemmas(layout)
    starts = [sentence.start for sentence in doc.sents] if doc.has_annotation("SENT_START") else []
    for paragraph in _paragraphs(doc, draft):
        _pair_quotes(layout, paragraph)
        _cut_sentences(layout, paragraph, starts)
    layout.times = sorted(draft.times, key=lambda time: time.span.start)
    layout.time_starts = [time.span.start for time in layout.times]
    for time in layout.times:
        for token in time.span:
            layout.time_at[token.i] = time
    return layout


def _mend_lemmas(layout: Layout) -> None:
    """Name the verb where the lemmatizer takes its forms for those of another ("hoped" for "hopped")."""
    mended = load_toml("acts.toml")["lemmas"]
    for index, text in enumerate(layout.texts):
        if text in mended and layout.lemmas[index] and layout.doc[index].pos_ == "VERB":
            layout.lemmas[index] = mended[text]


def _paragraphs(doc: Doc, draft: Draft) -> list[Span]:
    """The paragraphs of the body; the whole Doc where nobody has looked for them."""
    return draft.paragraphs or ([doc[:]] if len(doc) and draft.title is None else [])


def _pair_quotes(layout: Layout, paragraph: Span) -> None:
    opened: int | None = None
    for index in range(paragraph.start, paragraph.end):
        if layout.texts[index] not in MARKS:
            continue
        token = layout.doc[index]
        kind = _mark(token)
        if kind == "open" or (kind == "either" and opened is None):
            opened = token.i if opened is None else opened
        elif kind in {"close", "either"} and opened is not None:
            _add_quote(layout, opened, token.i + 1)
            opened = None
    if opened is not None:
        _add_open_quote(layout, opened, paragraph)
    _pair_single(layout, paragraph)


def _mark(token: Token) -> str:
    """Whether a token opens or closes a quotation in double marks; "either" where its sides do not tell."""
    if token.text in OPENING:
        return "open"
    if token.text in CLOSING:
        return "close"
    if token.text not in STRAIGHT:
        return ""
    before = token.i == 0 or bool(token.doc[token.i - 1].whitespace_) or token.doc[token.i - 1].is_space
    after = bool(token.whitespace_) or token.i + 1 == len(token.doc) or token.doc[token.i + 1].is_space
    if before == after:
        return "either"
    return "open" if before else "close"


def _add_quote(layout: Layout, start: int, end: int) -> None:
    for index in range(start, end):
        layout.quote_at[index] = len(layout.quotes)
    layout.quotes.append((start, end))


def _add_open_quote(layout: Layout, start: int, paragraph: Span) -> None:
    """A quotation without an end: the rest of the paragraph if it began a sentence, else a stray mark."""
    if start == paragraph.start or layout.doc[start - 1].text in ENDINGS | {":", ","}:
        _add_quote(layout, start, _last_word(paragraph) + 1)


def _last_word(paragraph: Span) -> int:
    return next((token.i for token in reversed(list(paragraph)) if not token.is_space), paragraph.end - 1)


def _pair_single(layout: Layout, paragraph: Span) -> None:
    """Quotations in single marks outside of double ones; apostrophes are not marks."""
    opened: int | None = None
    for index in range(paragraph.start, paragraph.end):
        if layout.quote_at[index] >= 0 or (opened is not None and index - opened > LONGEST_SINGLE):
            opened = None
        elif layout.texts[index] not in SINGLE_MARKS:
            continue
        elif _stands_before_word(token := layout.doc[index]):
            opened = index if opened is None and token.text in SINGLE_OPENING else opened
        elif opened is not None and token.text in SINGLE_CLOSING and token.tag_ != "POS":
            _add_quote(layout, opened, index + 1)
            opened = None


def _stands_before_word(token: Token) -> bool:
    if token.i + 1 >= len(token.doc) or token.whitespace_:
        return False
    before = token.i == 0 or bool(token.doc[token.i - 1].whitespace_) or not token.doc[token.i - 1].is_alpha
    return before and token.doc[token.i + 1].text[0].isalnum()


def _cut_sentences(layout: Layout, paragraph: Span, starts: list[int]) -> None:
    """The parser's sentences within a paragraph, those mended that it cut at a quotation mark or in mid-sentence."""
    doc = layout.doc
    cuts = [paragraph.start]
    for start in _between(starts, paragraph.start + 1, paragraph.end):
        while start < paragraph.end and (doc[start].is_space or _closes_late(layout, start)):
            start += 1
        while start - 1 > cuts[-1] and layout.opens(start - 1):
            start -= 1
        if not cuts[-1] < start < paragraph.end:
            continue
        if start - cuts[-1] > LONGEST_SENTENCE or not _goes_on(layout, cuts[-1], start):
            cuts.append(start)
    for start, end in zip(cuts, [*cuts[1:], paragraph.end], strict=True):
        for index in range(start, end):
            layout.sentence_at[index] = len(layout.sentences)
        layout.sentences.append((start, end))


def _between(starts: list[int], first: int, last: int) -> list[int]:
    return starts[bisect_left(starts, first) : bisect_left(starts, last)]


def _closes_late(layout: Layout, index: int) -> bool:
    """Whether a sentence that starts here starts with the mark that closes the quotation before it."""
    return layout.closes(index) and not layout.opens(index)


def _goes_on(layout: Layout, begin: int, start: int) -> bool:
    """Whether the sentence before goes on here, whatever the parser thinks."""
    doc = layout.doc
    last = start - 1
    while last > begin and (doc[last].is_space or (layout.closes(last) and not layout.opens(last))):
        last -= 1
    closed = last < start - 1 and layout.closes(start - 1)
    if doc[last].text not in ENDINGS and not doc[last].text.endswith((".", "!", "?")):
        return doc[last].text != ":" or not layout.opens(start)
    return closed and doc[start].text[:1].islower()
