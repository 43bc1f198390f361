"""Addresses of the web: which are read, and what a server can and cannot do."""

from __future__ import annotations

import datetime
import gzip
import io
import ipaddress
import socket
import ssl
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsweave.ontology.errors import InputError
from newsweave.readers import web
from newsweave.readers.addresses import ALLOW_PRIVATE, checked, parse, publisher, refusal, without_login
from newsweave.readers.source import Raw
from newsweave.readers.web import fetch

PAGE = b"<!doctype html><p>Quillon Bank said it would open nine branches."

# --- which addresses


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("http://Ledger.example", "http://ledger.example/"),
        ("HTTPS://ledger.example:443/a b?q=ö#top", "https://ledger.example/a%20b?q=%C3%B6"),
        ("http://ola:se%40cret@ledger.example/x", "http://ledger.example/x"),
        ("https://zoë.example/é", "https://xn--zo-ija.example/%C3%A9"),
        (" https://ledger.example/a\n/b ", "https://ledger.example/a/b"),
        ("https://[2001:4860::1]/a", "https://[2001:4860::1]/a"),
        ("https://ledger.example./a", "https://ledger.example/a"),
        ("https://ledger.example/a/../b", "https://ledger.example/b"),
    ],
)
def test_an_address_is_taken_apart(given: str, url: str) -> None:
    assert parse(given).url == url


def test_a_login_is_kept_apart() -> None:
    assert parse("http://ola:se%40cret@ledger.example/x").login == "ola:se@cret"


@pytest.mark.parametrize(
    ("given", "cause"),
    [
        ("ftp://ledger.example/", "only http and https can be read, not ftp"),
        ("file:///etc/passwd", "only http and https can be read, not file"),
        ("ledger", "only http and https can be read, not an address without a scheme"),
        ("http://", "not an address of the web: no host in it"),
        ("http:///a", "not an address of the web: no host in it"),
        ("http://[::1", "not an address of the web"),
        ("http://a b/", "not an address of the web"),
        ("http://ledger.example:99999/", "not an address of the web"),
        ("http://" + "ö" * 90 + ".example/", "not an address of the web"),
        ("http://ledger.example:22/", f"port 22: only 80 and 443 are read from; {ALLOW_PRIVATE}=1 allows others"),
        ("http://ledger.example/" + "a" * 2000, "an address of more than 2,000 characters"),
    ],
)
def test_what_is_no_address(given: str, cause: str) -> None:
    with pytest.raises(InputError) as found:
        parse(given)
    assert str(found.value) == cause


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("http://ola:secret@ledger.example/a@b", "http://ledger.example/a@b"),
        ("http://ola@ledger.example", "http://ledger.example"),
        ("http://ola:s@e@ledger.example", "http://ledger.example"),
        ("http://ola:se/cret@ledger.example/", "http://ledger.example/"),
        ("http://ola:12#secret@ledger.example/", "http://ola:12#secret@ledger.example/"),  # a host and a port
        ("http://ledger.example/@ola", "http://ledger.example/@ola"),
        ("http://ledger.example:80/@ola", "http://ledger.example:80/@ola"),
        ("http://[::1]:80/@ola", "http://[::1]:80/@ola"),
        ("http://ledger.example/\n", "http://ledger.example/"),
        ("http://ledger.example/\x1b[2J", "http://ledger.example/\\x1b[2J"),
    ],
)
def test_no_password_is_shown(given: str, shown: str) -> None:
    assert without_login(given) == shown


@pytest.mark.parametrize(
    ("ip", "why"),
    [
        ("127.0.0.1", "this machine itself"),
        ("127.8.9.1", "this machine itself"),
        ("0.0.0.0", "this machine itself"),
        ("::1", "this machine itself"),
        ("::", "this machine itself"),
        ("::ffff:127.0.0.1", "this machine itself"),
        ("64:ff9b::7f00:1", "this machine itself"),
        ("2002:7f00:1::", "this machine itself"),
        ("169.254.169.254", "a link-local address"),
        ("::ffff:169.254.169.254", "a link-local address"),
        ("fe80::1%eth0", "a link-local address"),
        ("224.0.0.251", "a multicast address"),
        ("ff0e::1", "a multicast address"),
        ("10.1.2.3", "a private or reserved address"),
        ("172.16.0.1", "a private or reserved address"),
        ("192.168.1.1", "a private or reserved address"),
        ("0.1.2.3", "a private or reserved address"),
        ("255.255.255.255", "a private or reserved address"),
        ("240.0.0.1", "a private or reserved address"),
        ("192.0.2.1", "a private or reserved address"),
        ("198.18.0.1", "a private or reserved address"),
        ("192.88.99.1", "a private or reserved address"),
        ("192.88.98.255", None),
        ("fd00::1", "a private or reserved address"),
        ("fec0::1", "a private or reserved address"),
        ("64:ff9b::a00:1", "a private or reserved address"),
        ("2002:c0a8:101::1", "a private or reserved address"),
        ("100.64.0.1", "not an address of the public internet"),
        ("ledger", "not an IP address"),
        ("8.8.8.8", None),
        ("172.32.0.1", None),
        ("::ffff:8.8.8.8", None),
        ("64:ff9b::808:808", None),
        ("2606:4700::1111", None),
    ],
)
def test_which_machines_may_be_connected_to(ip: str, why: str | None) -> None:
    assert refusal(ip) == why


@given(st.ip_addresses().map(str))
def test_nothing_is_allowed_that_python_calls_private(ip: str) -> None:
    address = ipaddress.ip_address(ip)
    if address.is_loopback or address.is_link_local or address.is_multicast or address.is_private:
        inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
        assert refusal(ip) is not None or inner is not None or ip.startswith("64:ff9b::")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "::1", "0"])
def test_this_machine_is_refused_however_it_is_written(host: str) -> None:
    with pytest.raises(InputError, match=rf"this machine itself; {ALLOW_PRIVATE}=1 allows it$|^no such host"):
        checked(host, 80)


def resolve_to(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Let names mean these IP addresses, the last answer again and again; the names that were asked for."""
    asked: list[str] = []
    find = socket.getaddrinfo

    def resolve(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        if refusal(host) != "not an IP address":  # urllib3 asks again, for the address that it is to connect to
            return find(host, port, type=socket.SOCK_STREAM)
        ips = answers[min(len(asked), len(answers) - 1)]
        asked.append(host)
        return [(socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ips]

    monkeypatch.setattr("newsweave.readers.addresses.socket.getaddrinfo", resolve)
    return asked


def test_one_private_address_of_a_name_spoils_it(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve_to(monkeypatch, ["8.8.8.8", "10.0.0.1"])
    with pytest.raises(InputError, match=r"^ledger\.example is 10\.0\.0\.1, a private or reserved address"):
        checked("ledger.example", 80)
    resolve_to(monkeypatch, ["8.8.8.8", "8.8.4.4", "8.8.8.8"])
    assert checked("ledger.example", 80) == ("8.8.8.8", "8.8.4.4")


@pytest.mark.parametrize(
    ("url", "source"),
    [("https://www.ledger.example/a", "ledger.example"), ("http://[::1]/", "::1"), ("http://[", None), ("urn:a", None)],
)
def test_the_source_is_the_host(url: str, source: str | None) -> None:
    assert publisher(url) == source


# --- a server


Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A server on this machine whose paths are answered by functions."""

    def __init__(self) -> None:
        self.paths: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, dict(self.headers)))
                path = self.path.partition("?")[0]
                answer = site.paths.get(path, says(404 if path == "/robots.txt" else 200, "text/html", PAGE))
                try:
                    answer(self)
                except OSError:  # who asked has gone
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: Any, client_address: Any) -> None:
                """Who asks goes away often here."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.block_on_close = False
        self.place = f"127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def __call__(self, path: str = "/") -> str:
        return f"http://{self.place}{path}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def says(status: int, kind: str | None, body: bytes = b"", **headers: str) -> Answer:
    def answer(to: BaseHTTPRequestHandler) -> None:
        to.send_response(status)
        if kind is not None:
            to.send_header("Content-Type", kind)
        for name, value in ({"Content_Length": str(len(body))} | headers).items():
            to.send_header(name.replace("_", "-"), value)
        to.end_headers()
        to.wfile.write(body)

    return answer


def leads_to(place: str) -> Answer:
    return says(302, None, Location=place)


def drips(first: bytes, drop: bytes) -> Answer:
    def answer(to: BaseHTTPRequestHandler) -> None:
        to.wfile.write(first)
        for _ in range(300):
            to.wfile.write(drop)
            time.sleep(0.02)

    return answer


def raw_bytes(data: bytes) -> Answer:
    return lambda to: (to.wfile.write(data), None)[1]


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv(ALLOW_PRIVATE, "1")
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setattr(web, "_rules", {})
    monkeypatch.setattr(web, "_last", {})
    monkeypatch.setattr(web, "_PAUSE", 0.0)
    made = Site()
    yield made
    made.close()


def error(address: str) -> str:
    with pytest.raises(InputError) as found:
        fetch(address)
    assert str(found.value).isprintable()
    return str(found.value)


def test_a_page(site: Site) -> None:
    site.paths["/news"] = says(200, "text/html; charset=ISO-8859-1", PAGE)
    assert fetch(site("/news?id=7#top")) == Raw(
        "html", site("/news?id=7#top"), "127.0.0.1", PAGE, site("/news?id=7"), "iso-8859-1"
    )
    (robots, _), (path, headers) = site.asked
    assert (robots, path) == ("/robots.txt", "/news?id=7")
    assert headers["Host"] == site.place
    assert headers["User-Agent"].startswith("newsweave/0")
    assert "(+https://" in headers["User-Agent"]


FEED = b'<?xml version="1.0"?>\n<rss version="2.0"></rss>'


@pytest.mark.parametrize(
    ("path", "kind", "body", "form"),
    [
        ("/a", "application/pdf", b"%PDF-1.7", "pdf"),
        ("/a", "application/rss+xml", FEED, "feed"),
        ("/a", "text/plain; charset=utf-8", b"Quillon grew.", "text"),
        ("/a.jsonl", "text/plain", b"{}", "jsonl"),
        ("/a.csv", "application/octet-stream", b"text\n", "csv"),
        ("/a.jsonl", "application/json", b"{}", "jsonl"),
        ("/a.html", "text/plain", PAGE, "html"),
        ("/a.pdf", None, b"%PDF-1.7", "pdf"),
        ("/a", None, b"%PDF-1.7", "pdf"),
        ("/a", "application/octet-stream", FEED, "feed"),
        ("/a", None, b"\xef\xbb\xbf \n<HTML lang=en>", "html"),
        ("/a", None, PAGE, "html"),
        ("/a", None, b"<?xml version='1.0'?><html xmlns='x'>", "html"),
        ("/a.warc.gz", "application/gzip", gzip.compress(b"WARC", mtime=0), "warc"),
    ],
)
def test_what_a_content_is(site: Site, path: str, kind: str | None, body: bytes, form: str) -> None:
    site.paths[path] = says(200, kind, body)
    raw = fetch(site(path))
    assert (raw.form, raw.data) == (form, body)


def test_a_packed_file_is_unpacked(site: Site) -> None:
    site.paths["/a.jsonl.gz"] = says(200, "application/gzip", gzip.compress(b"{}"))
    site.paths["/b.txt.gz"] = says(200, "text/plain", gzip.compress(b"Quillon grew."))
    site.paths["/c.txt.gz"] = says(200, "application/gzip", gzip.compress(b"Quillon grew.")[:-9])
    site.paths["/d.txt.gz"] = says(200, "application/gzip", gzip.compress(bytes(30_000_000)))
    assert [(fetch(site(p)).form, fetch(site(p)).data) for p in ("/a.jsonl.gz", "/b.txt.gz")] == [
        ("jsonl", b"{}"),
        ("text", b"Quillon grew."),
    ]
    assert error(site("/c.txt.gz")).startswith("a damaged gzip file: ")
    assert error(site("/d.txt.gz")) == "more than 20 MB"


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (says(200, "image/png", b"\x89PNG"), "cannot read image/png; known: "),
        (says(200, None, b"\x00\x01"), "cannot read what has no content type; known: "),
        (says(404, "text/html", PAGE), "404 Not Found"),
        (says(503, "text/html", PAGE), "503 Service Unavailable"),
        (says(304, None), "304 Not Modified"),
        (raw_bytes(b"HTTP/1.1 418 \x1b[2Jtea\r\nContent-Length: 0\r\n\r\n"), "418 \\x1b[2Jtea"),
        (
            leads_to("file:///etc/passwd"),
            "a redirect that cannot be followed: only http",
        ),
        (leads_to("http://["), "a redirect that cannot be followed: "),
        (says(200, "text/html", b"", Content_Length="20000001"), "more than 20 MB"),
        (says(200, "text/html", PAGE, Content_Length="200"), "an answer that ends too early"),
        (says(200, "text/html", b"no gzip", Content_Encoding="gzip"), "an answer that cannot be unpacked"),
        (raw_bytes(b"SSH-2.0-OpenSSH\r\n"), "no answer as HTTP has it: "),
        (raw_bytes(b""), "remote end closed connection without response"),
        (
            raw_bytes(b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200 + b"\r\n"),
            "no answer as HTTP has it: got more",
        ),
        (
            raw_bytes(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
            "an answer that breaks off",
        ),
    ],
)
def test_what_goes_wrong(site: Site, answer: Answer, cause: str) -> None:
    site.paths["/a"] = answer
    assert error(site("/a")).startswith(cause)


def test_redirects_are_followed_to_a_page(site: Site) -> None:
    site.paths |= {f"/{n}": leads_to(f"/{n + 1}") for n in range(5)}
    site.paths["/5"] = says(200, "text/plain", b"Quillon grew.")
    raw = fetch(site("/0#x"))
    assert (raw.name, raw.url) == (site("/0#x"), site("/5"))
    site.paths["/5"] = leads_to("/0")
    assert error(site("/0")) == "too many redirects"


def test_a_redirect_to_a_private_machine_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.paths["/a"] = leads_to("http://10.0.0.1/")
    monkeypatch.setattr("newsweave.readers.addresses.refusal", lambda ip: None if ip == "127.0.0.1" else "bad")
    monkeypatch.setattr("newsweave.readers.addresses._PORTS", {"http": site.server.server_port, "https": 443})
    monkeypatch.delenv(ALLOW_PRIVATE)
    place = f"http://127.0.0.1:{site.server.server_port}/a"
    # The redirect's own port is the site's, as the patched table has it.
    assert error(place) == f"10.0.0.1, bad; {ALLOW_PRIVATE}=1 allows it"


def test_private_machines_are_refused_by_default(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ALLOW_PRIVATE)
    assert error("http://127.0.0.1/") == f"127.0.0.1, this machine itself; {ALLOW_PRIVATE}=1 allows it"
    assert error("http://localhost/").endswith(f"this machine itself; {ALLOW_PRIVATE}=1 allows it")
    assert site.asked == []


def test_the_address_that_was_checked_is_the_one_connected_to(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = resolve_to(monkeypatch, ["127.0.0.1"])
    site.paths["/"] = says(200, "text/plain", b"Quillon grew.")
    raw = fetch(f"http://www.ledger.example:{site.server.server_port}/")
    assert (raw.source, raw.data) == ("ledger.example", b"Quillon grew.")
    assert site.asked[1][1]["Host"] == f"www.ledger.example:{site.server.server_port}"
    assert asked == ["www.ledger.example"] * 2  # once for robots.txt, once for the page: never between check and use


def test_the_next_address_of_a_name_is_tried(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    resolve_to(monkeypatch, ["::1", "127.0.0.1"])
    assert fetch(f"http://ledger.example:{site.server.server_port}/").data == PAGE


def test_what_cannot_be_reached(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        place = f"http://127.0.0.1:{taken.getsockname()[1]}/"
    assert error(place) == "connection refused"
    monkeypatch.setattr(web, "_rules", {})
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example")
    assert error(place).startswith("connection refused (HTTPS_PROXY is not used")
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: (_ for _ in ()).throw(socket.gaierror(-2, "unknown")))
    assert error("http://ledger.invalid/") == "no such host: ledger.invalid"


# --- what is too much


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    ("first", "drop"),
    [
        (b"", b"H"),
        (b"HTTP/1.1 200 OK\r\na: ", b"b"),
        (HEAD + b"\r\n", b"a"),
        (HEAD + b"Content-Length: 1000\r\n\r\n", b"a"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
        (HEAD + b"Connection: close\r\n\r\n", b"a"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
)
def test_a_slow_drip_ends_at_the_deadline(
    site: Site, monkeypatch: pytest.MonkeyPatch, first: bytes, drop: bytes
) -> None:
    monkeypatch.setattr(web, "_TOTAL_SECONDS", 0.4)
    site.paths["/a"] = drips(first, drop)
    assert error(site("/a")) == "took longer than 0 seconds"


def test_silence_ends_at_the_timeout(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "_READ_SECONDS", 0.2)
    site.paths["/a"] = lambda to: time.sleep(1)
    assert error(site("/a")) == "no answer within 0 seconds"


def bomb(name: str) -> bytes:
    if name == "gzip":
        return gzip.compress(bytes(300_000_000), 9)
    return zlib.compress(bytes(300_000_000), 9)


@pytest.mark.parametrize("name", ["gzip", "deflate"])
@pytest.mark.parametrize("chunked", [False, True])
def test_a_bomb_is_stopped(site: Site, name: str, chunked: bool) -> None:
    body = bomb(name)
    packed = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body) if chunked else body
    length = b"Transfer-Encoding: chunked" if chunked else b"Content-Length: %d" % len(body)
    site.paths["/a"] = raw_bytes(HEAD + b"Content-Encoding: " + name.encode() + b"\r\n" + length + b"\r\n\r\n" + packed)
    tracemalloc.start()
    try:
        assert error(site("/a")) == "more than 20 MB"
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 60_000_000


def test_a_body_without_end_is_stopped(site: Site) -> None:
    def endless(to: BaseHTTPRequestHandler) -> None:
        to.wfile.write(HEAD + b"\r\n")
        while True:
            to.wfile.write(bytes(100_000))

    site.paths["/a"] = endless
    assert error(site("/a")) == "more than 20 MB"


def test_a_page_of_the_largest_size_is_read(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "_MOST_BYTES", 300_000)
    site.paths["/a"] = says(200, "text/html", b"a" * 300_000)
    site.paths["/b"] = says(200, "text/html", gzip.compress(b"a" * 300_000), Content_Encoding="gzip")
    site.paths["/c"] = says(200, "text/html", gzip.compress(b"a" * 300_001), Content_Encoding="gzip")
    assert [len(fetch(site(p)).content()) for p in ("/a", "/b")] == [300_000, 300_000]
    assert error(site("/c")) == "more than 0 MB"


# --- robots.txt


ROBOTS = b"User-agent: *\nDisallow: /private\n\nUser-agent: newsweave\nDisallow: /closed\nCrawl-delay: 3\n"


def test_robots_are_obeyed_and_asked_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    site.paths["/robots.txt"] = says(200, "text/plain", ROBOTS)
    assert error(site("/closed/a")) == "robots.txt of this host does not allow it"
    assert fetch(site("/private")).data == PAGE
    assert fetch(site("/b")).data == PAGE
    assert [path for path, _ in site.asked] == ["/robots.txt", "/private", "/b"]
    assert [round(s) for s in slept] == [3]


def test_robots_hold_for_redirects(site: Site) -> None:
    site.paths["/robots.txt"] = says(200, "text/plain", ROBOTS)
    site.paths["/a"] = leads_to("/closed/b")
    assert error(site("/a")) == "robots.txt of this host does not allow it"


def test_a_pause_between_two_pages_of_one_host(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    monkeypatch.setattr(web, "_PAUSE", 50)
    fetch(site("/a"))
    assert slept == []
    fetch(site("/b"))
    [pause] = slept
    assert 0 < pause <= 50


def test_a_pause_that_is_too_long_is_an_error(site: Site) -> None:
    site.paths["/robots.txt"] = says(200, "text/plain", b"User-agent: *\nCrawl-delay: 86400\n")
    assert fetch(site("/a")).data == PAGE
    assert error(site("/b")) == "robots.txt of this host asks for 86,400 seconds between two pages"


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (says(404, None), None),
        (says(403, None), None),
        (says(200, "text/plain", b""), None),
        (says(200, "text/html", PAGE), None),
        (says(200, "text/plain", b"\xff\xfe\x00junk\n" * 100), None),
        (says(200, "text/plain", b"User-agent: *\n" + b"Disallow: /x\n" * 100_000), None),
        (
            says(200, "text/plain", "\ufeffUser-agent: *\nDisallow: /".encode()),
            "does not allow it",
        ),
        (leads_to("/other.txt"), None),
        (leads_to("/robots.txt"), "too many redirects"),
        (says(503, None), "503 Service Unavailable"),
        (says(200, "text/plain", "User-agent: *\nCrawl-delay: ²\n".encode()), "not as the standard says: "),
        (says(200, "text/plain", b"User-agent: *\nDisallow: //[\n"), "not as the standard says: "),
    ],
)
def test_robots_of_all_kinds(site: Site, answer: Answer, cause: str | None) -> None:
    site.paths["/robots.txt"] = answer
    if cause is None:
        assert fetch(site("/a")).data == PAGE
    else:
        assert cause in error(site("/a"))
        assert [path for path, _ in site.asked if path == "/a"] == []


# --- logins and certificates


def test_a_login_is_sent_to_its_host_only(site: Site) -> None:
    other = Site()
    try:
        site.paths["/a"] = leads_to(other("/b"))
        address = f"http://ola:se%40cret@{site.place}/a"
        raw = fetch(address)
        assert "cret" not in repr(raw)
        assert (raw.name, raw.url) == (site("/a"), other("/b"))
        assert [h["authorization"] for _, h in site.asked] == ["Basic b2xhOnNlQGNyZXQ="] * 2
        assert all("authorization" not in h for _, h in other.asked)
    finally:
        other.close()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for ledger.example that signs itself, with its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "ledger.example")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("ledger.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "ledger.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def secure(site: Site, certificate: Path) -> tuple[Site, list[str | None]]:
    """The site with TLS, and the names that it was called by."""
    names: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
    return site, names


def test_a_certificate_is_checked_under_the_name(
    secure: tuple[Site, list[str | None]], certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, names = secure
    resolve_to(monkeypatch, ["127.0.0.1"])
    address = f"https://ledger.example:{site.server.server_port}/a"
    assert "its certificate is not valid: self-signed certificate" in error(address)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setattr(web, "_rules", {})
    assert fetch(address).data == PAGE
    assert names == ["ledger.example"] * 3
    assert "its certificate is not valid: hostname mismatch" in error(address.replace("ledger", "courier")).lower()


@given(st.binary(max_size=300))
def test_any_answer_is_a_page_or_an_error(data: bytes) -> None:
    from urllib3.response import HTTPResponse

    answer = HTTPResponse(io.BytesIO(data), {"Content-Encoding": "gzip"}, preload_content=False)
    try:
        web._body(answer, 1000, cut=False)
    except Exception as error:
        assert web._cause(error).isprintable()
