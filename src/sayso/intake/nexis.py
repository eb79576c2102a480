"""An export of Nexis: many articles in one file, each with fields above and below its text -> a document an article.

Two layouts, told by their own marks: the older text files ("3 of 112 DOCUMENTS" above each article, lines broken at 78
signs, names of fields in capitals) and that of Nexis Uni, in Word files or text made of them (a paragraph a line,
"Body" before the text, "End of Document" after it). Sources: what the service delivers, and the documentation of
LexisNexisTools (J. Gruber).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, takewhile

from sayso.errors import IntakeError
from sayso.intake.days import find_day
from sayso.intake.document import Context, Document, Item, Known, place
from sayso.intake.limits import limit, read_up_to
from sayso.intake.records import Fields, line_of, make_document
from sayso.intake.text import decode
from sayso.intake.word import read_paragraphs

COUNTED = re.compile(r"^[ \t]*\d{1,6} of \d{1,6} DOCUMENTS?[ \t]*$", re.MULTILINE)
END = re.compile(r"\s*End of Document\s*\Z")
BODY = re.compile(r"^\s*Body\s*$", re.MULTILINE)
LENGTH = re.compile(r"^\s*length:\s*(\d[\d,.]*) words?\b", re.IGNORECASE | re.MULTILINE)
#: The foot of the page that lists what was ordered; the first article stands behind it.
COVER_END = re.compile(r"\W*About (?:LexisNexis|Nexis)\b")
MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
DATE_LINE = re.compile(
    rf"(?:[MTWFS][a-z]{{2,5}}day,? )?"
    rf"(?:{MONTH} \d{{1,2}}, ?\d{{4}}|\d{{1,2}} {MONTH},? \d{{4}}|{MONTH},? \d{{4}})\b.{{0,60}}\Z"
)
#: Above the text, in either layout.
HEAD_FIELD = re.compile(
    r"(section|length|byline|dateline|highlight|series|column|distribution): ?(.*)\Z", re.IGNORECASE
)
#: Where the text ends: in capitals in the older layout, else as Nexis Uni writes it.
TAIL = re.compile(
    r"(?:Classification|Graphic|Notes|Correction)\Z"
    r"|(LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|JOURNAL-CODE|SUBJECT|GRAPHIC|NOTES|DOCUMENT-TYPE|ORGANIZATION|URL"
    r"|Load-Date|Language|Publication-Type|Journal Code): ?(.*)\Z"
    r"|Copyright \d{4} .{3,120}\Z"
)
#: Nexis counts headline and byline with the text or not; further off than this, a part is missing or too much.
OFF_BY = 0.25


@dataclass(slots=True)
class _Article:
    """What stands above the text of one article, the text, and the fields around it."""

    head: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)


def is_nexis(text: str) -> bool:
    """Whether a text, or its beginning, has the marks of an export."""
    return LENGTH.search(text) is not None and (COUNTED.search(text) is not None or BODY.search(text) is not None)


def read_nexis(item: Item, context: Context) -> Iterator[Document]:
    """The articles in a text file as documents."""
    with item.open() as file:
        decoded = decode(read_up_to(file, limit("word"), item.name, "an export"), item.name)
    yield from read_articles(item.name, decoded.text, context.known, decoded.encoding)


def read_word(item: Item, context: Context) -> Iterator[Document]:
    """The articles in a Word file that is an export, else the file as one report."""
    paragraphs = read_paragraphs(item)
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    if is_nexis(text):
        context.tally.formats.update({"nexis": 1, "word": -1})
        yield from read_articles(item.name, text, context.known)
        return
    filled = [paragraph for paragraph in paragraphs if paragraph.text.strip()]
    title = line_of(filled[0].text) if filled and filled[0].is_title else None
    fields = Fields("\n".join(paragraph.text for paragraph in filled[1 if title else 0 :]), title)
    yield make_document(item.name, "", fields, context.known)


def read_articles(name: str, text: str, known: Known, encoding: str | None = None) -> Iterator[Document]:
    """The articles in the text of an export as documents; those without a text of their own are errors."""
    counted = COUNTED.search(text) is not None
    blocks = COUNTED.split(text)[1:] if counted else list(_split_uni(text.splitlines()))
    for number, block in enumerate(blocks, 1):
        locator = f"article {number}"
        article = _gather(
            _paragraphs(block) if counted else [line.strip() for line in block.splitlines() if line.strip()]
        )
        if not article.body:
            cause = "no text between the fields of Nexis, or no such fields"
            yield Document(name, locator, None, IntakeError(place(name, locator), cause))
            continue
        yield _document(name, locator, article, known, encoding, title_last=counted)


def _split_uni(lines: Sequence[str]) -> Iterator[str]:
    """The articles between the marks of their ends; the list of what was ordered is left."""
    for is_end, group in groupby(lines, key=lambda line: END.match(line) is not None):
        block = list(group)
        begins = [index + 1 for index, line in enumerate(block) if COVER_END.match(line)]
        text = "\n".join(block[begins[-1] if begins else 0 :])
        if not is_end and LENGTH.search(text):
            yield text


def _paragraphs(block: str) -> list[str]:
    """Paragraphs whose lines were broken to fit a page, each as one line again."""
    groups = groupby(block.splitlines(), key=lambda line: bool(line.strip()))
    return [" ".join(" ".join(lines).split()) for filled, lines in groups if filled]


def _gather(paragraphs: Sequence[str]) -> _Article:
    article = _Article()
    above = _above(paragraphs)
    for paragraph in paragraphs[:above]:
        if match := HEAD_FIELD.match(paragraph):
            article.fields[match[1].lower()] = match[2]
        elif not article.fields:
            article.head.append(paragraph)
    rest = paragraphs[above:]
    article.body = [
        paragraph for paragraph in takewhile(lambda text: not TAIL.match(text), rest) if not BODY.match(paragraph)
    ]
    for paragraph in rest[len(article.body) :]:
        if (match := TAIL.match(paragraph)) and match[1]:
            article.fields[match[1].lower()] = match[2]
    return article


def _above(paragraphs: Sequence[str]) -> int:
    """How many paragraphs stand above the text: up to "Body", else up to the last of the fields that begin it."""
    for index, paragraph in enumerate(paragraphs):
        if BODY.match(paragraph):
            return index + 1
    named = [index for index, paragraph in enumerate(paragraphs) if HEAD_FIELD.match(paragraph)]
    if not named:
        return len(paragraphs)
    last = named[0]
    while last + 1 in named:
        last += 1
    return last + 1


def _document(
    name: str, locator: str, article: _Article, known: Known, encoding: str | None, *, title_last: bool
) -> Document:
    notes = []
    dated = [index for index, line in enumerate(article.head) if DATE_LINE.match(line)]
    at = dated[-1] if dated else len(article.head)
    day = find_day(article.head[at]) if dated else None
    if day is None:
        shown = article.head[at] if dated else "no line with a date"
        notes.append(f"published: {shown!r} is no day that can be read")
    where = {"title": at + 1 if title_last else at - 2, "publisher": at - 1}
    told = {key: article.head[index] for key, index in where.items() if 0 <= index < len(article.head)}
    dateline = article.fields.get("dateline")
    text = "\n".join([*([dateline] if dateline else []), *article.body])
    notes += _missing_words(article)
    fields = Fields(
        text=text,
        title=line_of(told.get("title")),
        day=day,
        publisher=line_of(told.get("publisher")),
        language=article.fields.get("language"),
        encoding=encoding,
    )
    return make_document(name, locator, fields, known, notes)


def _missing_words(article: _Article) -> list[str]:
    """A note where the text is much shorter or longer than its field says."""
    match = LENGTH.match(f"length: {article.fields.get('length', '')}")
    if match is None:
        return []
    said, read = int(re.sub(r"\D", "", match[1])), sum(len(line.split()) for line in article.body)
    if abs(said - read) <= max(OFF_BY * said, 30):
        return []
    return [f"text: Nexis gives its length as {said:,} words, {read:,} were read"]
