"""An RSS or Atom file -> a document an entry. The parser is given bytes, never an address that it could open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from typing import Any

from sayso.errors import IntakeError
from sayso.intake.days import find_day
from sayso.intake.document import Context, Document, Item, Known
from sayso.intake.limits import limit, read_up_to
from sayso.intake.records import Fields, line_of, make_document, plain

EXTRACT = "text: as the feed gives it, which is often an extract of the report at its address"
LONGEST_ID = 300
#: A definition that unfolds others, again and again: parsers stop it, but only after seconds.
NESTED = re.compile(rb"<!ENTITY\s+[^\s%]+\s+(?:\"[^\"]*&|'[^']*&)")
ITEM = re.compile(rb"<(?:\w+:)?(?:item|entry)\b", re.IGNORECASE)
NESTED_WITHIN = 100_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed: its id and address, and what it says of its report; `text` may hold markup."""

    id: str
    url: str | None
    title: str | None
    day: str | None
    text: str

    @property
    def locator(self) -> str:
        """Where it stands in its feed."""
        return f"entry {self.id}"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its name, its language, its entries in their order."""

    title: str | None
    language: str | None
    entries: tuple[Entry, ...]


def read_feed(item: Item, context: Context) -> Iterator[Document]:
    """The entries of a feed file as documents."""
    with item.open() as file:
        feed = parse_feed(read_up_to(file, limit("feed"), item.name, "a feed"), item.name)
    for entry in feed.entries:
        yield make_entry_document(item.name, feed, entry, context.known)


def make_entry_document(source: str, feed: Feed, entry: Entry, known: Known) -> Document:
    """An entry as a document, with no more text than the feed has of it."""
    fields = Fields(entry.text, entry.title, entry.day, feed.title, entry.url, feed.language)
    return make_document(source, entry.locator, fields, known, [EXTRACT])


def parse_feed(data: bytes, name: str) -> Feed:
    """The feed in these bytes; raises IntakeError where there is none."""
    if NESTED.search(data[:NESTED_WITHIN]):
        raise IntakeError(name, "a feed that defines entities by entities, as no feed needs to")
    if len(ITEM.findall(data)) > limit("feed_entries"):
        raise IntakeError(name, f"over {limit('feed_entries'):,} entries in one feed")
    import feedparser  # a tenth of a second, and only feeds need it

    try:
        parsed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # it takes whatever comes, but for what nobody has thought of
        raise IntakeError(name, f"a feed that cannot be parsed ({type(error).__name__})") from error
    if not parsed.entries and not parsed.get("version"):
        cause = getattr(parsed.get("bozo_exception"), "getMessage", lambda: "no RSS or Atom in it")()
        raise IntakeError(name, f"a feed that cannot be parsed ({cause})")
    entries = [_entry(number, entry) for number, entry in enumerate(parsed.entries, 1)]
    return Feed(line_of(_title(parsed.feed.get("title"))), line_of(parsed.feed.get("language")), tuple(entries))


def _entry(number: int, entry: Any) -> Entry:
    link = line_of(entry.get("link"))
    day = next((day for key in ("published", "issued", "date") if (day := find_day(entry.get(key)))), None)
    contents = [part.get("value") or "" for part in entry.get("content", [])]
    texts = [*contents, entry.get("summary") or ""]
    name = line_of(entry.get("id")) or link or str(number)
    return Entry(name[:LONGEST_ID], link, line_of(_title(entry.get("title"))), day, max(texts, key=len))


def _title(title: str | None) -> str | None:
    """A title as text: many feeds have its markup escaped twice."""
    return plain(unescape(title), "") if title else None
