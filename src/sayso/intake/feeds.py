"""An RSS or Atom file -> a document an entry. The parser is given bytes, never an address that it could open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from sayso.errors import IntakeError
from sayso.intake.days import find_day
from sayso.intake.document import Context, Document, Item
from sayso.intake.limits import limit, read_up_to
from sayso.intake.records import Fields, line_of, make_document

EXTRACT = "text: as the feed gives it, which is often an extract of the report at its address"
LONGEST_ID = 300


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed: its id and address, and what it says of its report; `text` may hold markup."""

    id: str
    url: str | None
    title: str | None
    day: str | None
    text: str


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
        fields = Fields(entry.text, entry.title, entry.day, feed.title, entry.url, feed.language)
        yield make_document(item.name, f"entry {entry.id}", fields, context.known, [EXTRACT])


def parse_feed(data: bytes, name: str) -> Feed:
    """The feed in these bytes; raises IntakeError where there is none."""
    import feedparser  # a tenth of a second, and only feeds need it

    parsed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.entries and not parsed.version:
        cause = getattr(parsed.get("bozo_exception"), "getMessage", lambda: "no RSS or Atom in it")()
        raise IntakeError(name, f"a feed that cannot be parsed ({cause})")
    entries = [_entry(number, entry) for number, entry in enumerate(parsed.entries, 1)]
    return Feed(line_of(parsed.feed.get("title")), line_of(parsed.feed.get("language")), tuple(entries))


def _entry(number: int, entry: Any) -> Entry:
    link = line_of(entry.get("link"))
    day = next((day for key in ("published", "issued", "date") if (day := find_day(entry.get(key)))), None)
    contents = [part.get("value") or "" for part in entry.get("content", [])]
    texts = [*contents, entry.get("summary") or ""]
    name = line_of(entry.get("id")) or link or str(number)
    return Entry(name[:LONGEST_ID], link, line_of(entry.get("title")), day, max(texts, key=len))
