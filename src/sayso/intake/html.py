"""A web page -> its article: the text as trafilatura cuts it out, and the facts that the page states about itself."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

import trafilatura

from sayso.errors import IntakeError
from sayso.intake.facts import PageFacts
from sayso.intake.limits import limit, mega

#: What trafilatura says of a page goes into our one line; a library has no business on standard error.
LOGGERS = ("trafilatura", "htmldate", "courlan")
#: A line of prose has at least this many words; menus and lists of links have none.
PROSE_WORDS = 8
SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*\s*\Z|[.!?…][\"'”’)\]]*\s+\S")
#: XML's characters: lxml refuses NUL and its like, and a page never means them.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Page:
    """An article and what its page says of it; `text` begins with the title and a blank line where there is a title."""

    text: str
    title: str | None
    published: str | None
    publisher: str | None
    url: str | None
    extractor: str


def read_page(html: str, name: str) -> Page:
    """The article in a page; raises IntakeError where there is none."""
    if len(html) > limit("page"):
        raise IntakeError(name, f"a page over {mega(limit('page'))}, too large for a report")
    for logger in LOGGERS:
        logging.getLogger(logger).setLevel(logging.CRITICAL)
    try:
        tree = trafilatura.load_html(CONTROLS.sub(" ", html))
    except (ValueError, RecursionError) as error:
        raise IntakeError(name, f"a page that cannot be parsed ({error})") from error
    if tree is None:
        raise IntakeError(name, "a page that cannot be parsed")
    facts = PageFacts(tree)
    title = facts.title()
    body = _without_title(trafilatura.extract(tree, include_comments=False, include_tables=False) or "", title)
    if not any(_is_prose(line) for line in body.splitlines()):
        raise IntakeError(name, "a page without an article")
    return Page(
        text=f"{title}\n\n{body}" if title else body,
        title=title,
        published=facts.published(),
        publisher=facts.publisher(),
        url=facts.url(),
        extractor=f"trafilatura {trafilatura.__version__}",
    )


def _without_title(text: str, title: str | None) -> str:
    """The article's text without the headline that many pages repeat above it."""
    first, _, rest = text.partition("\n")
    return rest.lstrip("\n") if title and " ".join(first.split()).casefold() == title.casefold() else text


def _is_prose(line: str) -> bool:
    return len(line.split()) >= PROSE_WORDS and SENTENCE.search(line) is not None
