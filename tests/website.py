"""A web server on this machine for the tests, and a fetcher that takes it for every host there is."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from sayso.intake.fetch import Fetcher
from sayso.intake.fetch.client import Client

Pages = dict[str, tuple[int, dict[str, str], bytes]]


class Site:
    """A server on this machine; `asked` holds what it was asked for."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.resolved: list[str] = []
        self.slept: list[float] = []
        self.now = 0.0

    def fetcher(self, resolver: Callable[[str, int], list[str]] | None = None) -> Fetcher:
        """A fetcher for which every name is this server's, and every number its own."""

        def resolve(host: str, _port: int) -> list[str]:
            self.resolved.append(host)
            return [host] if host[0].isdecimal() else ["127.0.0.1"]

        def sleep(seconds: float) -> None:
            self.slept.append(seconds)
            self.now += seconds

        client = Client(resolver=resolver or resolve, allow_loopback=True)
        return Fetcher(client, sleep=sleep, clock=lambda: self.now)

    def url(self, path: str, host: str = "x.example") -> str:
        return f"http://{host}:{self.port}{path}"

    port = 0


@contextmanager
def serve(pages: Pages, certificate: Path | None = None) -> Iterator[Site]:
    site = Site(pages)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.headers["Host"], self.path, dict(self.headers)))
            status, headers, body = site.pages.get(self.path, (404, {}, b""))
            body = body.replace(b":PORT", f":{site.port}".encode())
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value.replace("PORT", str(site.port)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
