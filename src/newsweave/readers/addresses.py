"""Addresses of the web: their parts, and which machines may be connected to.

Nothing here connects. Whoever does asks ``checked`` first and connects to what it returns, not to the name: a name may
mean another machine a moment later (DNS rebinding), and a redirect may lead from any page to a machine of one's own.
"""

from __future__ import annotations

import os
import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import unquote, urlsplit

from newsweave.ontology.errors import InputError
from newsweave.readers.source import shown

__all__ = ["ALLOW_PRIVATE", "Address", "checked", "parse", "private_allowed", "publisher", "refusal", "without_login"]

ALLOW_PRIVATE = "NEWSWEAVE_ALLOW_PRIVATE_ADDRESSES"
"""The environment variable that, set to 1, allows machines that are not on the public internet, and any port."""

_PORTS = {"http": 80, "https": 443}
_MOST_CHARACTERS = 2_000
_LOGIN = re.compile(
    r"^([a-z][a-z0-9+.-]*:[/\\]*)"
    r"(?:[^/\\?#]*@"  # a login ends at the last @ of the host's part,
    r"|[^/\\?#@\[]*:(?!\d*(?:[/\\?#]|$))[^@]*@)",  # or where a password holds / or #, at the first one after it
    re.IGNORECASE,
)
_NAT64 = IPv6Network("64:ff9b::/96")
_RELAYS = IPv4Network("192.88.99.0/24")
"""Relays from IPv4 to IPv6, given up in RFC 7526; Python takes them for public."""
_UNSPECIFIC = "not an address of the public internet"


@dataclass(frozen=True, slots=True)
class Address:
    """An http or https address in its parts, without its fragment."""

    scheme: str
    """``http`` or ``https``."""
    host: str
    """A name in ASCII and lower case, or an IP address; one of version 6 without brackets."""
    port: int
    target: str
    """Path and query as they are sent, percent-encoded; begins with ``/``."""
    login: str | None = None
    """``name:password`` as they are to be sent (not percent-encoded)."""

    @property
    def place(self) -> str:
        """Host, and port where it is not the scheme's own: what the ``Host`` header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """What ``robots.txt`` and a login hold for: ``https://host``."""
        return f"{self.scheme}://{self.place}"

    @property
    def url(self) -> str:
        """The address without login and fragment."""
        return self.origin + self.target


def parse(address: str) -> Address:
    """The parts of an address that a person or a redirect gave.

    Raises:
        InputError: where it is none of http or https, is too long, or has a port that pages are not served at.
    """
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    if len(address) > _MOST_CHARACTERS:
        raise InputError(f"an address of more than {_MOST_CHARACTERS:,} characters")
    try:
        # As browsers do: blanks around it are no part of it, and line ends and tabs within it neither.
        parts = parse_url(_ascii_host(re.sub(r"[\r\n\t]", "", address.strip())))
    except (LocationParseError, ValueError):
        raise InputError("not an address of the web") from None
    scheme = (parts.scheme or "").lower()
    if scheme not in _PORTS:
        raise InputError(f"only http and https can be read, not {shown(scheme) or 'an address without a scheme'}")
    host = (parts.host or "").strip("[]").lower().rstrip(".")
    if not host or not host.isascii() or not host.isprintable() or "%" in host or " " in host:
        raise InputError("not an address of the web: no host in it")
    port = parts.port or _PORTS[scheme]
    if port not in _PORTS.values() and not private_allowed():
        raise InputError(f"port {port}: only 80 and 443 are read from; {ALLOW_PRIVATE}=1 allows others")
    return Address(scheme, host, port, parts.request_uri, unquote(parts.auth) if parts.auth else None)


def checked(host: str, port: int) -> tuple[str, ...]:
    """The IP addresses of a host, in the order in which they are to be tried, none of which is refused.

    Raises:
        InputError: where there is no such host, or one of its addresses is refused; says which and why.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise InputError(f"no such host: {shown(host)}") from None
    ips = tuple(dict.fromkeys(str(info[4][0]) for info in found))
    if not ips:
        raise InputError(f"no such host: {shown(host)}")
    if not private_allowed():
        for ip in ips:
            # One bad address spoils all: names of honest hosts do not mean machines of two kinds.
            if why := refusal(ip):
                what = ip if ip == host else f"{shown(host)} is {ip}"
                raise InputError(f"{what}, {why}; {ALLOW_PRIVATE}=1 allows it")
    return ips


def private_allowed() -> bool:
    """Whether the environment allows machines that are not on the public internet."""
    return os.environ.get(ALLOW_PRIVATE, "") == "1"


def refusal(ip: str) -> str | None:
    """Why an IP address may not be connected to, as it ends a sentence; None where it may."""
    try:
        address = ip_address(ip.partition("%")[0])  # a zone says only which of one's own networks is meant
    except ValueError:
        return "not an IP address"
    if isinstance(address, IPv6Address):
        inner = _inner(address)
        if inner is not None:
            return refusal(str(inner))
    if address.is_unspecified or address.is_loopback:
        return "this machine itself"
    if address.is_link_local:
        return "a link-local address"
    if address.is_multicast:
        return "a multicast address"
    if address.is_private or (isinstance(address, IPv6Address) and address.is_site_local):
        return "a private or reserved address"
    if isinstance(address, IPv4Address) and address in _RELAYS:
        return "a private or reserved address"
    # What is left over for no one: shared (100.64.0.0/10), reserved for later, and whatever Python learns of.
    return None if address.is_global and not address.is_reserved else _UNSPECIFIC


def publisher(url: str) -> str | None:
    """The host of an address without ``www.``, as the source of what stands there; None where it has none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    return shown(host.removeprefix("www.")) or None


def without_login(address: str) -> str:
    """An address as it may be shown: without name and password, and printable."""
    return shown(_LOGIN.sub(r"\1", address.strip()))


def _inner(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that one of version 6 stands for: mapped, 6to4, Teredo, or made by a NAT64 gateway."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


def _ascii_host(address: str) -> str:
    """The address with a host of other letters in its ASCII form, which is how it is looked up."""
    if address.isascii():
        return address
    match = re.match(r"([a-z]+://(?:[^/?#\\@]*@)?)([^/?#\\:@]+)(.*)", address, re.IGNORECASE | re.DOTALL)
    if match is None or match[2].isascii():
        return address
    return match[1] + match[2].encode("idna").decode("ascii") + match[3]
