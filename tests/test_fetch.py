"""The network: only public addresses, looked up once; each redirect checked anew; robots.txt, limits, politeness."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
from ipaddress import IPv4Address, ip_address
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from website import Pages, Site, serve

from sayso.errors import FetchError
from sayso.intake.fetch import Fetcher
from sayso.intake.fetch.addresses import is_public, parse_url, vet
from sayso.intake.fetch.client import Client
from sayso.rules import load_toml

PUBLIC = "93.184.215.14"
PRIVATE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200", "0.0.0.0",  # noqa: S104
    "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.0.0.192", "198.18.0.1", "168.63.129.16", "::1", "::",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::",
    "fe80::1", "2001:0:4136:e378:8000:63bf:80ff:fffe", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1",
]  # fmt: skip


# --- addresses ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", PRIVATE)
def test_machines_that_are_not_public_are_not_reached(address: str) -> None:
    assert not is_public(ip_address(address))
    with pytest.raises(FetchError, match="not an address of the public network"):
        vet("x.example", [PUBLIC, address])


@pytest.mark.parametrize("address", [PUBLIC, "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"])
def test_public_machines_are_reached(address: str) -> None:
    assert vet("x.example", [address]) == [ip_address(address)]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://x.example/", "file:///etc/passwd", "gopher://x.example/", "javascript:alert(1)", "//x.example/",
        "x.example", "http://", "http:///etc", "http://user:secret@x.example/", "http://x.example@127.0.0.1/", "http://x.example:22/",
        "http://x.example:99999/", "http://x.example\\@127.0.0.1/", "http://x.example/a b", "http://x.exa\tmple/",
        "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0177.0.0.1/", "http://127.1/",
        "http://017700000001/", "http://127.0.0.1./", "http://[::1/", "http://[fe80::1%25eth0]/", "http://x%2eexample/",
        "http://-x.example/", "http://x..example/", "http://" + "a" * 3000,
    ],
)  # fmt: skip
def test_addresses_in_odd_spellings_are_refused(url: str) -> None:
    with pytest.raises(FetchError):
        parse_url(url)


@pytest.mark.parametrize(
    "url", ["http://１２７.0.0.1/", "http://127。0。0。1/", "http://127.0.0.1/", "http://[::ffff:7f00:1]/"]
)
def test_every_spelling_of_this_machine_ends_at_it(url: str) -> None:
    host = ip_address(parse_url(url).host)
    assert IPv4Address("127.0.0.1") in (host, getattr(host, "ipv4_mapped", None))


def test_an_address_is_spelled_in_one_way() -> None:
    assert parse_url("HTTP://Exámple.org:80/ä?q=ü#part").url == "http://xn--exmple-qta.org/%C3%A4?q=%C3%BC"
    assert parse_url("https://x.example").url == "https://x.example/"
    assert parse_url("https://[2606:2800::1]:8443/a%20b").url == "https://[2606:2800::1]:8443/a%20b"


@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://", "HTTP:/", "http://[", "http://127."]))
def test_any_text_is_an_address_of_the_web_or_refused(text: str, before: str) -> None:
    try:
        target = parse_url(before + text)
    except FetchError:
        return
    assert target.scheme in {"http", "https"}
    assert target.host.isascii()
    assert target.path.startswith("/")
    assert not set(target.url) & set(" \r\n\t\\")
    assert parse_url(target.url) == target


@given(st.ip_addresses())
def test_no_address_is_public_that_python_calls_private(address: Any) -> None:
    if is_public(address):
        assert address.is_global
        assert not address.is_multicast


# --- requests, to a server of our own -------------------------------------------------------------------------


def test_a_page_is_asked_for_in_the_name_of_its_host() -> None:
    headers = {
        "ETag": '"1"',
        "Last-Modified": "Tue, 04 Mar 2025 01:00:00 GMT",
        "Content-Type": "text/html; charset=latin1",
    }
    with serve({"/a?b=1": (200, headers, b"page")}) as site:
        fetched = site.fetcher().fetch_page(site.url("/a?b=1#c"))
    assert (fetched.data, fetched.charset, fetched.etag, fetched.modified) == (
        b"page", "latin1", '"1"', "Tue, 04 Mar 2025 01:00:00 GMT",
    )  # fmt: skip
    assert [(host, path) for host, path, _ in site.asked] == [
        (f"x.example:{site.port}", "/robots.txt"),
        (f"x.example:{site.port}", "/a?b=1"),
    ]
    assert site.asked[1][2]["User-Agent"].startswith("sayso/")


def test_a_feed_that_did_not_change_is_not_sent_again() -> None:
    with serve({"/feed": (304, {}, b"")}) as site:
        fetched = site.fetcher().fetch_feed(site.url("/feed"), '"1"', "Tue, 04 Mar 2025 01:00:00 GMT")
    assert fetched.data is None
    assert site.asked[0][2]["If-None-Match"] == '"1"'
    assert site.asked[0][2]["If-Modified-Since"] == "Tue, 04 Mar 2025 01:00:00 GMT"


def test_what_a_server_sends_as_a_tag_cannot_smuggle_headers() -> None:
    with serve({"/feed": (200, {}, b"x")}) as site:
        site.fetcher().fetch_feed(site.url("/feed"), '"1"\r\nX-Evil: 1', "ä")
    assert not {"If-None-Match", "If-Modified-Since", "X-Evil"} & set(site.asked[0][2])


def test_no_name_is_looked_up_twice_for_one_request() -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    with serve({"/feed": (200, {}, b"x")}) as site:
        assert site.fetcher(lambda _host, _port: next(answers)).fetch_feed(site.url("/feed")).data == b"x"
        with pytest.raises(FetchError, match=r"10\.0\.0\.1 is not an address of the public network"):
            site.fetcher(lambda _host, _port: next(answers)).fetch_feed(site.url("/feed"))
    assert len(site.asked) == 1


def test_without_the_tests_argument_this_machine_is_not_reached() -> None:
    with serve({"/feed": (200, {}, b"x")}) as site:
        for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]"):
            with pytest.raises(FetchError, match="not an address of the public network"):
                Fetcher().fetch_feed(site.url("/feed", host))
    assert site.asked == []


@pytest.mark.parametrize(
    "target",
    ["http://10.0.0.1/", "http://[::ffff:10.0.0.1]/", "file:///etc/passwd", "http://167772161/", "//169.254.169.254/"],
)
def test_a_redirect_is_checked_as_an_address_is(target: str) -> None:
    pages: Pages = {"/1": (302, {"Location": "/2"}, b""), "/2": (301, {"Location": target}, b"")}
    with serve(pages) as site, pytest.raises(FetchError):
        site.fetcher(lambda host, _port: ["127.0.0.1" if host == "x.example" else host.strip("[]")]).fetch_feed(
            site.url("/1")
        )
    assert [path for _, path, _ in site.asked] == ["/1", "/2"]


def test_redirects_are_followed_and_end() -> None:
    pages: Pages = {
        "/1": (302, {"Location": "http://y.example:PORT/2"}, b""),
        "/2": (307, {"Location": "/3"}, b""),
        "/3": (200, {}, b"there"),
        "/loop": (302, {"Location": "/loop"}, b""),
    }
    with serve(pages) as site:
        fetched = site.fetcher().fetch_feed(site.url("/1"))
        assert (fetched.url, fetched.data) == (f"http://y.example:{site.port}/3", b"there")
        with pytest.raises(FetchError, match="more than 5 redirects"):
            site.fetcher().fetch_feed(site.url("/loop"))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for x.example that nobody has signed, with its key in the same file."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    names = ["-subj", "/CN=x.example", "-addext", "subjectAltName=DNS:x.example"]
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names]
    subprocess.run([*make, "-keyout", str(path), "-out", f"{path}.crt"], check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + Path(f"{path}.crt").read_bytes())
    return path


def test_tls_is_checked_against_the_name_and_not_the_number(certificate: Path) -> None:
    with serve({"/a": (200, {}, b"secret")}, certificate) as site:
        trusting = ssl.create_default_context(cafile=str(certificate))
        client = Client(resolver=lambda _host, _port: ["127.0.0.1"], allow_loopback=True)
        client._tls = trusting
        assert Fetcher(client).fetch_feed(f"https://x.example:{site.port}/a").data == b"secret"
        with pytest.raises(FetchError, match=r"certificate is not valid .*y\.example"):
            Fetcher(client).fetch_feed(f"https://y.example:{site.port}/a")
        with pytest.raises(FetchError, match="certificate is not valid"):
            site.fetcher().fetch_feed(f"https://x.example:{site.port}/a")
    assert [host for host, _, _ in site.asked] == [f"x.example:{site.port}"]


def test_environment_proxies_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with serve({"/feed": (200, {}, b"x")}) as site:
        assert site.fetcher().fetch_feed(site.url("/feed")).data == b"x"


def test_too_much_is_refused_packed_or_not() -> None:
    packed = gzip.compress(b"a" * 30_000_000)
    pages: Pages = {
        "/long": (200, {}, b"a" * 10_000_001),
        "/bomb": (200, {"Content-Encoding": "gzip"}, packed),
        "/packed": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"fine")),
        "/odd": (200, {"Content-Encoding": "br"}, b"x"),
    }
    with serve(pages) as site:
        assert site.fetcher().fetch_feed(site.url("/packed")).data == b"fine"
        for path, cause in (("/long", "over 10 MB"), ("/bomb", "over 10 MB"), ("/odd", "packed as 'br'")):
            with pytest.raises(Exception, match=cause):
                site.fetcher().fetch_feed(site.url(path))


def test_an_answer_that_breaks_off_is_none() -> None:
    with serve({"/a": (200, {"Content-Length": "100"}, b"half")}) as site:
        with pytest.raises(FetchError, match="no whole answer") as caught:
            site.fetcher().fetch_feed(site.url("/a"))
        assert caught.value.passing


def test_a_server_that_drips_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(load_toml("intake.toml")["limits"], "fetch_seconds", 1)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                for _ in range(50):
                    try:
                        connection.sendall(b"H")
                    except OSError:
                        return
                    time.sleep(0.05)

        thread = threading.Thread(target=drip)
        thread.start()
        began = time.monotonic()
        with pytest.raises(FetchError, match="no whole answer in time"):
            Site({}).fetcher().fetch_feed(f"http://x.example:{server.getsockname()[1]}/")
        assert time.monotonic() - began < 2
        thread.join()


@pytest.mark.parametrize(("status", "passing"), [(404, False), (403, False), (500, True), (503, True), (429, True)])
def test_what_failed_tells_whether_it_may_pass(status: int, passing: bool) -> None:
    with serve({"/a": (status, {}, b"")}) as site, pytest.raises(FetchError, match=f"answered {status}") as caught:
        site.fetcher().fetch_feed(site.url("/a"))
    assert caught.value.passing is passing


def test_no_host_and_no_connection_are_told() -> None:
    def nobody(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(FetchError, match="no such host"):
        Fetcher(Client(resolver=nobody)).fetch_feed("http://x.example/")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(FetchError, match="no connection"):
        Site({}).fetcher().fetch_feed(f"http://x.example:{port}/")


# --- politeness -----------------------------------------------------------------------------------------------


def test_robots_are_obeyed_for_pages_and_asked_for_once() -> None:
    robots = b"User-agent: *\nDisallow: /*?print=\nDisallow: /closed/\nAllow: /closed/open\nCrawl-delay: 7\n"
    page = (200, {}, b"page")
    pages: Pages = {"/robots.txt": (200, {}, robots)} | dict.fromkeys(["/a", "/closed/open", "/a?print=1"], page)
    with serve(pages) as site:
        fetcher = site.fetcher()
        for path in ("/a", "/closed/open"):
            assert fetcher.fetch_page(site.url(path)).data == b"page"
        for path in ("/closed/b", "/a?print=1"):
            with pytest.raises(FetchError, match=r"robots\.txt"):
                fetcher.fetch_page(site.url(path))
    assert [path for _, path, _ in site.asked] == ["/robots.txt", "/a", "/closed/open"]
    assert site.slept == [1.0, 7.0]


@pytest.mark.parametrize(("status", "open_"), [(404, True), (403, True), (500, False), (503, False)])
def test_where_robots_fail_pages_are_left_and_where_there_are_none_not(status: int, open_: bool) -> None:
    with serve({"/robots.txt": (status, {"Retry-After": "1"}, b""), "/a": (200, {}, b"page")}) as site:
        if open_:
            assert site.fetcher().fetch_page(site.url("/a")).data == b"page"
        else:
            with pytest.raises(FetchError, match=r"robots\.txt"):
                site.fetcher().fetch_page(site.url("/a"))


def test_a_busy_server_is_left_alone_for_as_long_as_it_asks() -> None:
    with serve({"/busy": (429, {"Retry-After": "120"}, b""), "/a": (200, {}, b"x")}) as site:
        fetcher = site.fetcher()
        with pytest.raises(FetchError, match="answered 429"):
            fetcher.fetch_feed(site.url("/busy"))
        with pytest.raises(FetchError, match="left alone"):
            fetcher.fetch_feed(site.url("/a"))
        site.now += 121
        assert fetcher.fetch_feed(site.url("/a")).data == b"x"


def test_pages_reserved_against_mining_are_left() -> None:
    with serve({"/a": (200, {"TDM-Reservation": "1"}, b"x")}) as site, pytest.raises(FetchError, match="TDMRep"):
        site.fetcher().fetch_page(site.url("/a"))
