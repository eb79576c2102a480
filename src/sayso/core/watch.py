"""Feeds over time: what is new in them is fetched, read and recorded; the one part of sayso that uses the network."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.core.ledger import Added, add_documents
from sayso.errors import FetchError, IntakeError
from sayso.intake import Document, Known, read_bytes
from sayso.intake.feeds import Entry, Feed, make_entry_document, parse_feed
from sayso.intake.files import load_bytes
from sayso.intake.language import refuse_foreign
from sayso.intake.limits import limit
from sayso.intake.text import decode
from sayso.types import Report, make_report

if TYPE_CHECKING:
    from sayso.intake.fetch import Fetcher
    from sayso.ledger import Ledger

#: An entry in this state is fetched again; in any other it is done with.
FAILED = "failed"
#: What failed and is not recorded, since the next round may find it: a server that was busy, a network that was down.
MISSED = "missed"


def list_feeds(names: Sequence[str]) -> list[str]:
    """Addresses of feeds, out of addresses and files with one a line ("#" begins a remark). Raises IntakeError."""
    found: list[str] = []
    for name in names:
        if "://" in name:
            found.append(name)
            continue
        lines = decode(load_bytes(name), name).text.splitlines()
        addresses = [address for line in lines if (address := line.partition(" #")[0].strip()) and address[0] != "#"]
        if not addresses:
            raise IntakeError(name, "no addresses of feeds in it, one a line")
        found += addresses
    return list(dict.fromkeys(found))


def make_fetcher() -> Fetcher:
    """What fetches; one for all rounds, so that it remembers which servers it asked when."""
    from sayso.intake.fetch import Fetcher  # TLS, HTTP: nothing else needs them

    return Fetcher()


def watch(ledger: Ledger, feed: str, fetcher: Fetcher, *, judge: Path | str | None = None) -> Iterator[Added]:
    """One look at a feed: the pages of entries that the ledger does not have, read into it; one outcome an entry.

    The feed's tag is kept when all its entries are done with, so that a call that was cut short, or a server that was
    busy, leaves nothing out for good. Raises nothing: what failed is an outcome.
    """
    name = f"feed {feed}"
    tags = json.loads(ledger.recall(name) or "{}")
    try:
        fetched = fetcher.fetch_feed(feed, tags.get("etag"), tags.get("modified"))
        if fetched.data is None:
            return
        parsed = parse_feed(fetched.data, feed)
    except IntakeError as error:
        yield Added(feed, MISSED, str(error), True)
        return
    missed: list[Added] = []
    failed = False
    run = ledger.begin_run(json.dumps(["watch", feed]))
    documents = _documents(feed, parsed, ledger.states(feed), fetcher, missed)
    for added in add_documents(ledger, documents, run, judge=judge, size=1):
        failed = failed or added.state == FAILED
        yield added
    ledger.finish_run(run)
    yield from missed
    if not missed and not failed:
        ledger.remember(name, json.dumps({"etag": fetched.etag, "modified": fetched.modified}))


def _documents(
    source: str, feed: Feed, states: dict[str, str], fetcher: Fetcher, missed: list[Added]
) -> Iterator[Document]:
    """The entries that are not done with, as documents; those to be tried again go to `missed`."""
    for entry in feed.entries[: limit("entries")]:
        if states.get(entry.locator, FAILED) != FAILED:
            continue
        document = _fetch_entry(source, feed, entry, fetcher)
        if isinstance(document.error, FetchError) and document.error.passing:
            missed.append(Added(document.name, MISSED, str(document.error), True))
        else:
            yield document


def _fetch_entry(source: str, feed: Feed, entry: Entry, fetcher: Fetcher) -> Document:
    """The page of an entry; the feed's own text where it has no address."""
    if entry.url is None:
        return make_entry_document(source, feed, entry, Known())
    try:
        fetched = fetcher.fetch_page(entry.url)
        report = read_bytes(fetched.data or b"", fetched.url, Known(url=fetched.url), fetched.charset)
    except IntakeError as error:
        return Document(source, entry.locator, None, error)
    return refuse_foreign(Document(source, entry.locator, _completed(report, feed, entry), None))


def _completed(report: Report, feed: Feed, entry: Entry) -> Report:
    """The report, with what only its feed says of it: its day and its publisher."""
    if (report.published or not entry.day) and (report.publisher or not feed.title):
        return report
    return make_report(
        report.text,
        title=report.title,
        published=report.published or entry.day,
        published_from="page",
        publisher=report.publisher or feed.title,
        url=report.url,
        encoding=report.encoding,
        extractor=report.extractor,
    )
