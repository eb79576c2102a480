"""One HTTP request, to the very address that was looked up and vetted: no second look-up, no proxy, nothing followed.

Python's own `http.client` with its `connect` replaced: it takes no proxy from the environment, follows nothing, and
bounds headers. A second look-up by a library would let a name answer with a public address first, with 127.0.0.1 then.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from threading import Timer

from sayso.errors import FetchError
from sayso.intake.fetch.addresses import PORTS, Address, Target, vet
from sayso.intake.limits import CHUNK, decompressed, limit, mega
from sayso.version import __version__

AGENT = f"sayso/{__version__} (reads news feeds for its user; obeys robots.txt)"
HEADERS = {
    "User-Agent": AGENT,
    "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, text/plain, */*;q=0.1",
    "Accept-Language": "en",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}
#: What fails today and may work tomorrow.
PASSING = (TimeoutError, ConnectionError, OSError, http.client.HTTPException)

Resolve = Callable[[str, int], list[str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: its status, its headers, and its body unpacked."""

    status: int
    headers: Message
    body: bytes


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, by the system's look-up."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Client:
    """Sends requests. `resolver` looks names up; `allow_loopback` is for tests with a server of their own."""

    def __init__(self, *, resolver: Resolve = resolve, allow_loopback: bool = False) -> None:
        self._resolve = resolver
        self._allow_loopback = allow_loopback
        self._tls: ssl.SSLContext | None = None

    def get(self, target: Target, extra: dict[str, str], most: int) -> Answer:
        """The answer to a GET of at most so many bytes; raises FetchError."""
        try:
            found = self._resolve(target.host, target.port)
        except (OSError, UnicodeError) as error:
            raise FetchError(target.url, "no such host", passing=True) from error
        addresses = vet(target.url, found, allow_loopback=self._allow_loopback)
        connection = _Connection(target, addresses, self._context() if target.scheme == "https" else None)
        guard = Timer(limit("fetch_seconds"), connection.cut)
        guard.daemon = True
        guard.start()
        try:
            return _ask(connection, target, extra, most)
        except ssl.SSLCertVerificationError as error:
            raise FetchError(target.url, f"its certificate is not valid ({error.verify_message})") from error
        except PASSING as error:
            raise FetchError(target.url, _cause(error, connection), passing=True) from error
        finally:
            guard.cancel()
            connection.close()

    def _context(self) -> ssl.SSLContext:
        if self._tls is None:
            self._tls = ssl.create_default_context()
        return self._tls


class _Connection(http.client.HTTPConnection):
    """A connection to one of the vetted addresses, in the name of the host that was asked for."""

    def __init__(self, target: Target, addresses: list[Address], context: ssl.SSLContext | None) -> None:
        super().__init__(target.host, target.port, timeout=limit("fetch_wait"))
        self.default_port = PORTS[target.scheme]  # else the header "Host" would name it
        self._addresses = addresses
        self._context = context
        self.is_cut = False

    def connect(self) -> None:
        """Open the connection; TLS is checked against the name, not the number."""
        failed: OSError | None = None
        for address in self._addresses:
            try:
                self.sock = socket.create_connection((str(address), self.port), self.timeout)
                break
            except OSError as error:
                failed = error
        else:
            raise failed or OSError("no address")
        if self._context is not None:
            self.sock = self._context.wrap_socket(self.sock, server_hostname=self.host)

    def cut(self) -> None:
        """End a connection on which too long a time has passed, whatever it is doing."""
        self.is_cut = True
        sock = self.sock
        if sock is not None:
            with suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)  # TLS's own would first wait or unwrap


def _ask(connection: _Connection, target: Target, extra: dict[str, str], most: int) -> Answer:
    connection.request("GET", target.path, headers=HEADERS | extra)
    response = connection.getresponse()
    parts, size = [], 0
    while data := response.read1(CHUNK):
        parts.append(data)
        size += len(data)
        if size > most:
            raise FetchError(target.url, f"over {mega(most)}, too large for a report")
    if connection.is_cut or response.length:
        raise TimeoutError
    body = decompressed(b"".join(parts), response.headers.get("Content-Encoding"), most, target.url)
    return Answer(response.status, response.headers, body)


def _cause(error: Exception, connection: _Connection) -> str:
    if connection.is_cut or isinstance(error, TimeoutError):
        return "no whole answer in time"
    if isinstance(error, http.client.HTTPException):
        return f"no proper answer ({type(error).__name__})"
    return f"no connection ({getattr(error, 'strerror', None) or error})"
