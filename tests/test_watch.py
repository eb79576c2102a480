"""Feeds over time: what is new is fetched once, what failed is tried again, and no feed stops another."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from website import Pages, Site, serve

from sayso import core
from sayso.cli import main
from sayso.errors import IntakeError
from sayso.ledger import Ledger

PROSE = "The harbour master said on Tuesday that nine crates of fuel had been turned back at the quay."
PAGE = f"<!doctype html><html><body><article><h1>Fuel %d</h1><p>{PROSE}</p></article></body></html>"


def item(number: int, link: str = "") -> str:
    link = link or f"http://x.example:PORT/{number}"
    return (
        f"<item><title>Fuel {number}</title><link>{link}</link><guid>g{number}</guid>"
        f"<pubDate>Tue, 0{number} Mar 2025 10:00:00 GMT</pubDate><description>Short.</description></item>"
    )


def feed(*items: str) -> tuple[int, dict[str, str], bytes]:
    body = f"<rss version='2.0'><channel><title>The Post</title>{''.join(items)}</channel></rss>"
    return 200, {"ETag": f'"{len(items)}"'}, body.encode()


def page(number: int) -> tuple[int, dict[str, str], bytes]:
    return 200, {"Content-Type": "text/html"}, (PAGE % number).encode()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "sayso.db", create=True) as opened:
        yield opened


@pytest.fixture
def site() -> Iterator[Site]:
    pages: Pages = {"/feed": feed(item(1), item(2)), "/1": page(1), "/2": page(2)}
    with serve(pages) as served:
        yield served


def look(ledger: Ledger, site: Site, path: str = "/feed") -> list[tuple[str, str]]:
    """One look at the feed: what became of each entry."""
    outcomes = core.watch(ledger, site.url(path), site.fetcher())
    return [(outcome.name.partition(", ")[2], outcome.state) for outcome in outcomes]


def test_new_entries_are_fetched_and_read_once(ledger: Ledger, site: Site) -> None:
    assert look(ledger, site) == [("entry g1", "read"), ("entry g2", "read")]
    (first, second) = ledger.reports(ledger.report_ids())
    assert {first.text, second.text} == {f"Fuel 1\n\n{PROSE}", f"Fuel 2\n\n{PROSE}"}
    facts = {(report.published, report.published_from, report.publisher) for report in (first, second)}
    assert facts == {("2025-03-01", "page", "The Post"), ("2025-03-02", "page", "The Post")}
    assert first.url is not None
    assert first.url.startswith(f"http://x.example:{site.port}/")
    site.pages["/3"], site.pages["/feed"] = page(3), feed(item(3), item(1), item(2))
    asked = len(site.asked)
    assert look(ledger, site) == [("entry g3", "read")]
    assert [path for _, path, _ in site.asked[asked:]] == ["/feed", "/robots.txt", "/3"]


def test_a_feed_that_did_not_change_costs_one_question(ledger: Ledger, site: Site) -> None:
    look(ledger, site)
    site.pages["/feed"] = (304, {}, b"")
    asked = len(site.asked)
    assert look(ledger, site) == []
    assert [(path, headers.get("If-None-Match")) for _, path, headers in site.asked[asked:]] == [("/feed", '"2"')]


def test_what_may_pass_is_tried_again_and_hides_behind_no_tag(ledger: Ledger, site: Site) -> None:
    site.pages["/2"] = (500, {}, b"")
    assert look(ledger, site) == [("entry g1", "read"), ("entry g2", "missed")]
    site.pages["/2"] = page(2)
    assert look(ledger, site) == [("entry g2", "read")]
    assert [headers.get("If-None-Match") for _, path, headers in site.asked if path == "/feed"] == [None, None]


def test_what_fails_for_good_is_set_aside(ledger: Ledger, site: Site) -> None:
    site.pages["/2"] = (404, {}, b"")
    states = [dict(look(ledger, site)).get("entry g2") for _ in range(4)]
    assert states == ["failed", "failed", "quarantined", None]
    (document,) = ledger.documents("quarantined")
    assert document["reason"].endswith("the server answered 404")


def test_entries_that_lead_elsewhere_are_errors(ledger: Ledger, site: Site) -> None:
    links = ["http://10.0.0.1/", "file:///etc/passwd", "http://user@x.example/", "http://0x7f000001/"]
    site.pages["/feed"] = feed(*[item(number, link) for number, link in enumerate(links, 1)])
    assert [state for _, state in look(ledger, site)] == ["failed"] * 4
    assert ledger.report_ids() == []


@pytest.mark.parametrize("answer", [(200, {}, b"no feed"), (500, {}, b""), (200, {}, b"")])
def test_a_feed_that_fails_is_told_and_nothing_else(
    ledger: Ledger, site: Site, answer: tuple[int, dict[str, str], bytes]
) -> None:
    site.pages["/feed"] = answer
    (outcome,) = core.watch(ledger, site.url("/feed"), site.fetcher())
    assert (outcome.state, ledger.documents()) == ("missed", [])


def test_a_look_that_was_cut_short_goes_on(ledger: Ledger, site: Site) -> None:
    outcomes = core.watch(ledger, site.url("/feed"), site.fetcher())
    next(outcomes)
    outcomes.close()
    assert look(ledger, site) == [("entry g2", "read")]
    assert len(ledger.report_ids()) == 2


def test_feeds_are_named_by_address_or_in_files(tmp_path: Path) -> None:
    (tmp_path / "feeds.txt").write_text(
        "# mine\nhttps://x.example/a\n\n https://x.example/b # B\nhttps://x.example/a\n"
    )
    names = ["https://y.example/#c", str(tmp_path / "feeds.txt")]
    assert core.list_feeds(names) == ["https://y.example/#c", "https://x.example/a", "https://x.example/b"]
    (tmp_path / "empty.txt").write_text("# none\n")
    for name in ("empty.txt", "nothing.txt"):
        with pytest.raises(IntakeError):
            core.list_feeds([str(tmp_path / name)])


def test_the_command_looks_once_and_one_feed_stops_no_other(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(core, "make_fetcher", site.fetcher)
    feeds = [site.url("/nothing"), site.url("/feed")]
    done = CliRunner().invoke(main, ["watch", *feeds, "--once", "--ledger", str(tmp_path / "a.db")])
    assert done.exit_code == 1
    assert f"{feeds[0]}: the server answered 404" in done.output
    assert f"{feeds[1]}: 2 read" in done.output


@pytest.mark.slow
def _heed_interrupts() -> None:
    """As at a terminal: what a shell starts in the background ignores Ctrl-C, and so do its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_ends_a_watch_cleanly(tmp_path: Path) -> None:
    with serve({}) as site:
        command = [
            sys.executable,
            "-m",
            "sayso",
            "watch",
            site.url("/feed", "127.0.0.1"),
            "--ledger",
            str(tmp_path / "a.db"),
        ]
        running = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=_heed_interrupts,
        )
        assert running.stdout is not None
        assert "to be tried again" in running.stdout.readline()
        time.sleep(0.2)
        running.send_signal(signal.SIGINT)
        _, complaints = running.communicate(timeout=20)
    assert running.returncode == 0
    assert "not an address of the public network" in complaints
    assert complaints.endswith("stopped; what was read is in the ledger\n")
    assert site.asked == []
