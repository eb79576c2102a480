"""Pages and feeds from the network: each redirect checked as its first address was, robots.txt obeyed, no hurry."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from urllib.parse import urljoin

from protego import Protego

from sayso.errors import FetchError, IntakeError
from sayso.intake.fetch.addresses import Target, parse_url
from sayso.intake.fetch.client import AGENT, Answer, Client
from sayso.intake.limits import limit
from sayso.rules import load_toml

REDIRECTS = frozenset([301, 302, 303, 307, 308])
BUSY = frozenset([429, 503])
#: The W3C community's way to reserve a page against text and data mining (TDMRep).
RESERVED = "tdm-reservation"
EVERYTHING = "User-agent: *\nDisallow: /"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: where it was in the end, its bytes (None: as last time), and how to ask again."""

    url: str
    data: bytes | None
    charset: str | None
    etag: str | None
    modified: str | None


class Fetcher:
    """Fetches for one run of the program; it remembers when it asked which server, and what their robots.txt say."""

    def __init__(
        self,
        client: Client | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client or Client()
        self._sleep = sleep
        self._clock = clock
        self._free_at: dict[str, float] = {}
        self._robots: dict[str, tuple[float, Protego]] = {}
        self._patience = load_toml("intake.toml")["patience"]

    def fetch_page(self, url: str) -> Fetched:
        """A page, as far as its server lets programs read it. Raises FetchError."""
        fetched, headers = self._follow(url, {}, limit("page"), obey=True)
        if headers.get(RESERVED, "").strip() == "1":
            raise FetchError(fetched.url, "its publisher reserves it against text and data mining (TDMRep)")
        return fetched

    def fetch_feed(self, url: str, etag: str | None = None, modified: str | None = None) -> Fetched:
        """A feed, unless it is what it was. It is there for programs, and the user has named it: no robots.txt."""
        asked = {"If-None-Match": etag, "If-Modified-Since": modified}
        extra = {name: value for name, value in asked.items() if value and value.isprintable() and value.isascii()}
        return self._follow(url, extra, limit("feed"), obey=False)[0]

    def _follow(self, url: str, extra: dict[str, str], most: int, *, obey: bool) -> tuple[Fetched, Message]:
        target = parse_url(url)
        for _ in range(limit("redirects") + 1):
            if obey and not self._rules(target).can_fetch(target.url, AGENT):
                raise FetchError(target.url, "robots.txt asks programs not to read it")
            answer = self._get(target, extra, most, obey=obey)
            onward = _location(answer, target)
            if onward is None:
                return _fetched(answer, target), answer.headers
            target = parse_url(onward)
        raise FetchError(url, f"more than {limit('redirects')} redirects")

    def _get(self, target: Target, extra: dict[str, str], most: int, *, obey: bool = False) -> Answer:
        """One answer of a server, after the time that it wants between two; raises FetchError where it failed."""
        delay = (self._rules(target).crawl_delay(AGENT) or 0.0) if obey else 0.0
        wait = self._free_at.get(target.host, 0.0) - self._clock()
        if wait > self._patience["most"]:
            raise FetchError(target.url, "its server has asked to be left alone for a while", passing=True)
        if wait > 0:
            self._sleep(wait)
        answer = self._client.get(target, extra, most)
        pause = min(max(delay, self._patience["least"]), self._patience["most"])
        self._free_at[target.host] = self._clock() + (self._rest(answer) if answer.status in BUSY else pause)
        return answer

    def _rest(self, answer: Answer) -> float:
        asked = answer.headers.get("Retry-After", "").strip()
        return float(asked) if asked.isdecimal() and len(asked) < 8 else float(self._patience["busy"])

    def _rules(self, target: Target) -> Protego:
        """What a server's robots.txt says (RFC 9309: nothing where there is none, everything where it fails)."""
        read_at, rules = self._robots.get(target.origin, (0.0, None))
        if rules is None or self._clock() - read_at > self._patience["robots"]:
            rules = Protego.parse(self._robots_text(target))
            self._robots[target.origin] = self._clock(), rules
        return rules

    def _robots_text(self, target: Target) -> str:
        here = parse_url(f"{target.origin}/robots.txt")
        try:
            for _ in range(limit("redirects") + 1):
                answer = self._get(here, {}, limit("robots"))
                onward = _location(answer, here)
                if onward is None:
                    break
                here = parse_url(onward)
        except FetchError as error:
            raise FetchError(target.url, f"its robots.txt: {error.cause}", passing=error.passing) from error
        except IntakeError:
            return EVERYTHING
        if answer.status == HTTPStatus.OK:
            return answer.body.decode("utf-8", "replace")
        return EVERYTHING if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status in BUSY else ""


def _location(answer: Answer, target: Target) -> str | None:
    """Where an answer sends on to, or None."""
    location = answer.headers.get("Location")
    if answer.status not in REDIRECTS or not location:
        return None
    # http.client reads headers as Latin-1; addresses that are not in ASCII are sent as UTF-8.
    return urljoin(target.url, location.encode("latin-1", "replace").decode("utf-8", "replace").strip())


def _fetched(answer: Answer, target: Target) -> Fetched:
    if answer.status not in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}:
        passing = answer.status in BUSY or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR
        raise FetchError(target.url, f"the server answered {answer.status}", passing=passing)
    same = answer.status == HTTPStatus.NOT_MODIFIED
    return Fetched(
        url=target.url,
        data=None if same else answer.body,
        charset=answer.headers.get_content_charset(),
        etag=answer.headers.get("ETag"),
        modified=answer.headers.get("Last-Modified"),
    )
