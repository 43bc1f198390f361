"""Pages from addresses of the web, fetched politely and with bounds.

Every connection, of a redirect and of ``robots.txt`` too, goes to an IP address that ``addresses.checked`` has let
pass, under the name that was asked for (``Host``, and the certificate's check). Proxies of the environment
(``HTTPS_PROXY``) are therefore not used: behind one nobody here knows which machine answers. Where pages can be
reached through a proxy alone, fetch them with another tool and read the files.
"""

from __future__ import annotations

import contextlib
import gzip
import http.client
import os
import re
import socket
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from ssl import SSLCertVerificationError, SSLError
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from newsweave.ontology.errors import InputError
from newsweave.readers.addresses import Address, checked, parse, publisher, without_login
from newsweave.readers.forms import READABLE, form_of, form_of_media_type
from newsweave.readers.source import GZIP, Raw, reason, shown

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse
    from urllib3.connection import HTTPConnection

__all__ = ["fetch"]

AGENT = "newsweave"
"""The name to which ``robots.txt`` may give rules."""
_HOME = "https://pypi.org/project/newsweave/"
_CONNECT_SECONDS = 10.0
_READ_SECONDS = 30.0
_TOTAL_SECONDS = 60.0
_MOST_BYTES = 20_000_000
_MOST_ROBOTS = 500_000
"""Bytes of ``robots.txt`` that are obeyed, as RFC 9309 has it."""
_MOST_REDIRECTS = 5
_PAUSE = 1.0
"""Seconds between two pages of one host, where its ``robots.txt`` does not ask for more."""
_LONGEST_PAUSE = 60.0
_BLOCK = 1 << 16
_MOST_IPS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_UNSPECIFIC = frozenset({"", "text/plain", "application/octet-stream", "binary/octet-stream", "application/x-gzip"})
"""Media types that servers give to files they do not know; there the address's ending says more."""
_GZIP_TYPES = frozenset({"application/gzip", "application/x-gzip"})

_UNKNOWN_RULES = "robots.txt, which must allow it, cannot be read: "

_rules: dict[str, RobotFileParser | str] = {}
"""The rules of ``robots.txt`` by origin, or why they could not be had."""
_last: dict[str, float] = {}
"""When a host was last asked for a page, on the monotonic clock."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a server said in the end, after redirects."""

    address: Address
    status: int
    phrase: str
    headers: Mapping[str, str]
    body: bytes


def fetch(address: str) -> Raw:
    """The page, file or feed at an address.

    It has at most 20 MB, unpacked, and comes within a minute, after at most five redirects; ``robots.txt`` is obeyed,
    and two pages of one host are a second apart, or what ``Crawl-delay`` asks for. Its form follows from its
    ``Content-Type``, the address's ending or its first bytes, in that order, except that a type as general as plain
    text yields to an ending that says more.

    Args:
        address: http or https; a login in it (``https://name:password@host/``) is sent to that host only, and shown
            nowhere.

    Raises:
        InputError: where it cannot be had, in one line that says why; without the address.
    """
    given = parse(address)
    answer = _Visit(given).page()
    if answer.status != 200:
        raise InputError(_status(answer))
    path = Path(unquote(urlsplit(answer.address.target).path))
    form, body = _form(answer, path)
    url = answer.address.url
    kind = answer.headers.get("Content-Type", "")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:+-]+)", kind, re.IGNORECASE | re.ASCII)
    source = publisher(url) or answer.address.host
    return Raw(form, without_login(address), source, body, url, charset[1].lower() if charset else None)


class _Visit:
    """One address with its redirects and rules, which have one deadline together."""

    def __init__(self, given: Address) -> None:
        self.given = given
        self.deadline = time.monotonic() + _TOTAL_SECONDS
        self.waited: set[str] = set()

    def page(self) -> _Answer:
        """The answer to the address, where ``robots.txt`` allows it and each it leads to."""
        return self._follow(self.given, _MOST_BYTES, rules=True)

    def _follow(self, address: Address, most: int, *, rules: bool) -> _Answer:
        for _ in range(_MOST_REDIRECTS + 1):
            if rules:
                self._obey(address)
            answer = self._ask(address, most, cut=not rules)
            place = answer.headers.get("Location")
            if answer.status not in _REDIRECTS or not place:
                return answer
            try:
                # Servers write UTF-8 where they should write ASCII, and http.client reads it as Latin-1.
                place = place.encode("latin-1").decode("utf-8", "replace")
                address = parse(urljoin(address.url, place))
            except (ValueError, InputError) as error:
                raise InputError(f"a redirect that cannot be followed: {reason(error)}") from None
        raise InputError("too many redirects")

    def _obey(self, address: Address) -> None:
        """Read the rules of a host, if that is not done yet, and wait as they ask.

        Raises:
            InputError: where they forbid the address, or cannot be had.
        """
        if address.origin not in _rules:
            _rules[address.origin] = self._rules_of(address)
        rules = _rules[address.origin]
        if isinstance(rules, str):
            raise InputError(rules)
        if not rules.can_fetch(AGENT, address.url):
            raise InputError("robots.txt of this host does not allow it")
        if address.host in self.waited:
            return
        self.waited.add(address.host)
        asked = rules.crawl_delay(AGENT) or 0  # an int, of any size
        pause = max(_PAUSE, float(min(int(asked), 1_000_000)))
        rest = _last.get(address.host, -pause) + pause - time.monotonic()
        if address.host in _last and rest > 0:
            if pause > _LONGEST_PAUSE:
                raise InputError(f"robots.txt of this host asks for {pause:,.0f} seconds between two pages")
            time.sleep(rest)
            self.deadline += rest
        _last[address.host] = time.monotonic()

    def _rules_of(self, address: Address) -> RobotFileParser | str:
        rules = RobotFileParser()
        robots = Address(address.scheme, address.host, address.port, "/robots.txt", address.login)
        try:
            answer = self._follow(robots, _MOST_ROBOTS, rules=False)
            if answer.status >= 500:
                return _UNKNOWN_RULES + _status(answer)
            # Where there are none all is allowed, as RFC 9309 has it.
            text = answer.body.decode("utf-8", "replace") if answer.status == 200 else ""
            rules.parse(text.removeprefix("\ufeff").splitlines())
        except _UnreachableError as error:
            return str(error)
        except InputError as error:
            return f"{_UNKNOWN_RULES}{error}"
        except ValueError as error:  # RobotFileParser's, of addresses and numbers that are none
            return f"{_UNKNOWN_RULES}not as the standard says: {reason(error)}"
        return rules

    def _ask(self, address: Address, most: int, *, cut: bool) -> _Answer:
        """One request, to the first of the host's addresses that answers."""
        try:
            ips = checked(address.host, address.port)[:_MOST_IPS]
        except InputError as error:
            raise _UnreachableError(str(error)) from None
        for ip in ips[:-1]:
            with contextlib.suppress(_UnreachableError):
                return self._ask_at(ip, address, most, cut=cut)
        return self._ask_at(ips[-1], address, most, cut=cut)

    def _ask_at(self, ip: str, address: Address, most: int, *, cut: bool) -> _Answer:
        connection = _connection(ip, address)
        with self._guarded(connection) as held:
            held.append(_connect(connection))
            connection.request("GET", address.target, headers=self._headers(address), preload_content=False)
            answer = connection.getresponse()
            if answer.status != 200:
                return _Answer(address, answer.status, answer.reason or "", answer.headers, b"")
            body = _body(answer, most, cut=cut)
            return _Answer(address, 200, "", answer.headers, body)

    def _headers(self, address: Address) -> dict[str, str]:
        from urllib3 import make_headers

        headers = {
            "Host": address.place,
            "User-Agent": f"{AGENT}/{version(AGENT)} (+{_HOME})",
            "Accept-Encoding": "gzip, deflate",
            "Accept": "*/*",
            "Connection": "close",
        }
        if self.given.login and address.origin == self.given.origin:
            headers |= make_headers(basic_auth=self.given.login)
        return headers

    @contextlib.contextmanager
    def _guarded(self, connection: HTTPConnection) -> Iterator[list[socket.socket | None]]:
        """What goes wrong within the block as an ``InputError``; at the deadline what it holds is cut.

        Timeouts of a socket begin anew with each byte, and a server that sends one now and then is read by functions
        of the standard library that do not come back between them.
        """
        left = self.deadline - time.monotonic()
        late = InputError(f"took longer than {_TOTAL_SECONDS:,.0f} seconds")
        if left <= 0:
            raise late
        held: list[socket.socket | None] = []  # a connection lets go of its socket when an answer says it is the last
        guard = threading.Timer(left, _cut, [connection, held])
        guard.daemon = True
        guard.start()
        try:
            yield held
        except Exception as error:
            if time.monotonic() >= self.deadline:
                raise late from None
            if isinstance(error, InputError):
                raise
            # What http.client, ssl, zlib and urllib3 raise for what a stranger sends has no common root.
            raise InputError(_cause(error)) from None
        else:
            # Where the end of an answer is the end of the connection, one that was cut looks whole.
            if time.monotonic() >= self.deadline:
                raise late
        finally:
            guard.cancel()
            connection.close()


class _UnreachableError(InputError):
    """No connection to a host, or to one of its machines, so that another can be tried."""


def _connection(ip: str, address: Address) -> HTTPConnection:
    from urllib3 import Timeout
    from urllib3.connection import HTTPConnection, HTTPSConnection

    timeout = Timeout(connect=_CONNECT_SECONDS).connect_timeout
    if address.scheme == "http":
        return HTTPConnection(ip, address.port, timeout=timeout)
    return HTTPSConnection(
        ip,
        address.port,
        timeout=timeout,
        cert_reqs="CERT_REQUIRED",
        server_hostname=address.host,  # OpenSSL then checks the certificate for this name
    )


def _connect(connection: HTTPConnection) -> socket.socket | None:
    from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

    try:
        connection.connect()
    except NewConnectionError as error:  # before its base class, the timeout
        cause = error.__cause__
        why = reason(cause) if isinstance(cause, OSError) else "cannot be reached"
        raise _UnreachableError(f"{why}{_proxied()}") from None
    except ConnectTimeoutError:
        raise _UnreachableError(f"no connection within {_CONNECT_SECONDS:,.0f} seconds{_proxied()}") from None
    connection.timeout = _READ_SECONDS  # which it gives to its socket before it waits for an answer
    return connection.sock


def _cut(connection: HTTPConnection, held: list[socket.socket | None]) -> None:
    """End a connection under the feet of whoever waits for it."""
    for sock in (connection.sock, *held):
        if isinstance(sock, socket.socket):
            with contextlib.suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)  # ssl's own would change what the other thread uses


def _body(answer: BaseHTTPResponse, most: int, *, cut: bool) -> bytes:
    """The content, unpacked as it comes; where it is too long an error, or with ``cut`` its beginning."""
    length = answer.headers.get("Content-Length", "")
    if length.isdecimal() and len(length) < 20 and int(length) > most and not cut:
        raise InputError(_too_large())
    body = bytearray()
    for block in answer.stream(_BLOCK, decode_content=True):
        body += block
        if len(body) > most:
            if cut:
                return bytes(body[:most])
            raise InputError(_too_large())
    return bytes(body)


def _status(answer: _Answer) -> str:
    phrase = answer.phrase or http.client.responses.get(answer.status, "")
    return shown(f"{answer.status} {phrase[:100]}".strip())


def _form(answer: _Answer, path: Path) -> tuple[str, bytes]:
    """What the content is, and the content, without a gzip layer that is part of the file rather than of HTTP."""
    body = answer.body
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    by_name = form_of(path)
    if by_name != "warc" and (path.suffix.lower() == GZIP or kind in _GZIP_TYPES) and body.startswith(b"\x1f\x8b"):
        body = _unpacked(body)
        kind = "" if kind in _GZIP_TYPES else kind
    form = form_of_media_type(kind)
    if kind in _UNSPECIFIC | _GZIP_TYPES:
        form = by_name or form or _sniffed(body)
    if form is None and "/" in kind and kind not in _UNSPECIFIC:
        form = by_name
    if form is None:
        what = shown(kind[:100]) if kind else "what has no content type"
        raise InputError(f"cannot read {what}; known: {' '.join(READABLE)}")
    return form, body


def _sniffed(body: bytes) -> str | None:
    head = body[:1_000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith(b"%pdf-"):
        return "pdf"
    if re.match(rb"(?:<\?xml|<!--|<rss|<feed|<rdf:rdf)", head) and re.search(rb"<(?:rss|feed|rdf:rdf)[\s>]", head):
        return "feed"
    return "html" if re.search(rb"^(?:<\?xml.*)?(?:<!--.*)?<(?:!doctype html|html)\b", head, re.DOTALL) else None


def _unpacked(body: bytes) -> bytes:
    try:
        with gzip.open(BytesIO(body)) as packed:
            data = packed.read(_MOST_BYTES + 1)
    except (EOFError, OSError, zlib.error) as error:
        raise InputError(f"a damaged gzip file: {reason(error)}") from None
    if len(data) > _MOST_BYTES:
        raise InputError(_too_large())
    return data


def _cause(error: Exception) -> str:
    """Why an answer could not be had, on one line."""
    from urllib3.exceptions import DecodeError, IncompleteRead, ProtocolError, ReadTimeoutError

    if isinstance(error, SSLCertVerificationError):
        return f"its certificate is not valid: {shown(error.verify_message)}"
    if isinstance(error, SSLError):
        return f"no encrypted connection: {reason(error)}"
    if isinstance(error, (ReadTimeoutError, TimeoutError)):
        return f"no answer within {_READ_SECONDS:,.0f} seconds"
    if isinstance(error, DecodeError):
        return "an answer that cannot be unpacked"
    if isinstance(error, (IncompleteRead, http.client.IncompleteRead)) or "IncompleteRead" in str(error):
        return "an answer that ends too early"
    if isinstance(error, ProtocolError):  # its own words are those of the exceptions within it
        return "an answer that breaks off"
    if isinstance(error, OSError):
        return reason(error)
    return f"no answer as HTTP has it: {reason(error)[:200]}"


def _proxied() -> str:
    """A hint where the environment names a proxy, which is the way out of many a network."""
    known = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY")
    named = next((name for name in known if os.environ.get(name) or os.environ.get(name.lower())), None)
    return f" ({named} is not used: behind a proxy the address could not be checked)" if named else ""


def _too_large() -> str:
    return f"more than {_MOST_BYTES // 1_000_000} MB"
