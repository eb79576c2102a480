"""Which addresses may be reached: what an address names, and whether the machine behind it is on the public network.

Addresses come from feeds, and anybody writes feeds: one that names the user's own machine, a printer, or the service
that hands a cloud machine its keys must not be asked. Source of the list: the IANA special-purpose registries, as
Python's `ipaddress` has them, and what its versions leave open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import quote, urlsplit

from sayso.errors import FetchError

Address = IPv4Address | IPv6Address
#: Special as well: protocols of the IETF (at 192.0.0.192 a cloud keeps secrets), relays of 6to4, documentation,
#: routing, and the one public number at which a cloud (Azure) tells its machines theirs.
SPECIAL = tuple(
    ip_network(text)
    for text in (
        "192.0.0.0/24",
        "192.88.99.0/24",
        "168.63.129.16/32",
        "2001::/23",
        "3fff::/20",
        "5f00::/16",
        "100::/64",
    )
)
#: Addresses of IPv6 in which one of IPv4 stands at the end (RFC 6052) or in the middle (6to4, Teredo).
NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*\.?")
#: What C's inet_aton takes for a number: 127.1, 0x7f.0.0.1, 2130706433.
NUMBER = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)\.?")
#: Blanks and controls, which programs drop or not, and backslashes, which some take for slashes.
UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
PORTS = {"http": 80, "https": 443}
#: Below are the services of the system, which must not be spoken to in HTTP.
FIRST_FREE_PORT = 1024
LONGEST = 2000
#: What stands in a path or a query as it is; the rest is spelled with "%".
SAFE = "/%:@!$&'()*+,;=~?[]"


@dataclass(frozen=True, slots=True)
class Target:
    """What an address asks for: over what, of whom, and what."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """Scheme, host and port, for which one robots.txt holds."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")

    @property
    def url(self) -> str:
        """The address in full, spelled in one way."""
        return self.origin + self.path


def parse_url(url: str) -> Target:
    """What an address of the web asks for; raises FetchError for one that may not be asked."""
    shown = url[:200]
    if len(url) > LONGEST or UNSAFE.search(url):
        raise FetchError(shown, "an address with blanks or controls in it, or too long")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise FetchError(shown, f"no address ({error})") from error
    if parts.scheme not in PORTS:
        raise FetchError(shown, "only addresses of http:// and https:// are fetched")
    if "@" in parts.netloc:
        raise FetchError(shown, "an address with a user name in it")
    port = PORTS[parts.scheme] if port is None else port
    if port not in PORTS.values() and port < FIRST_FREE_PORT:
        raise FetchError(shown, f"port {port} is not one of the web")
    query = f"?{quote(parts.query, safe=SAFE)}" if parts.query else ""
    return Target(parts.scheme, _host(host, shown), port, quote(parts.path or "/", safe=SAFE) + query)


def _host(host: str, shown: str) -> str:
    """A host as it is looked up: an IP address as it is usually written, or a name in ASCII."""
    try:
        name = host.encode("idna").decode("ascii").lower() if ":" not in host else host
    except UnicodeError as error:
        raise FetchError(shown, "no name of a host") from error
    try:
        address = ip_address(name)
    except ValueError:
        if NUMBER.fullmatch(name):
            raise FetchError(shown, "an IP address in an unusual spelling") from None
        if not HOST.fullmatch(name):
            raise FetchError(shown, "no name of a host") from None
        return name
    if "%" in name:
        raise FetchError(shown, "an address of one network only")
    return str(address)


def is_public(address: Address) -> bool:
    """Whether an address belongs to a machine on the public network."""
    inner = embedded(address)
    if inner is not None:
        return is_public(inner)
    unfit = (
        address.is_multicast
        or address.is_reserved
        or address.is_loopback
        or address.is_link_local
        or address.is_unspecified
        or getattr(address, "is_site_local", False)
        or any(address in network for network in SPECIAL)
    )
    return address.is_global and not unfit


def embedded(address: Address) -> IPv4Address | None:
    """The address of IPv4 that one of IPv6 stands for, or None."""
    if isinstance(address, IPv4Address):
        return None
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if any(address in network for network in NAT64):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def vet(host: str, found: list[str], *, allow_loopback: bool = False) -> list[Address]:
    """The addresses that a name was found to have; raises FetchError where one of them is not public.

    A name with a public and a private address is one that somebody has made for this.
    """
    addresses = [ip_address(text.partition("%")[0]) for text in found]
    for address in addresses:
        loopback = (embedded(address) or address).is_loopback
        if not is_public(address) and not (allow_loopback and loopback):
            raise FetchError(host, f"{address} is not an address of the public network")
    if not addresses:
        raise FetchError(host, "no such host")
    return addresses
