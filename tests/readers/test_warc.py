"""WARC and WET archives to pages and errors."""

from __future__ import annotations

import gzip
import json
import sys
import tracemalloc
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsweave.ontology.errors import InputError
from newsweave.readers import warc
from newsweave.readers.forms import FORMS, form_of, records
from newsweave.readers.source import Raw

PAGE = b"<!doctype html><p>Quillon Bank said it would open nine branches."
HTML = "Content-Type: text/html; charset=ISO-8859-1"
ADDRESS = "https://www.ledger.example/a"


def record(kind: str, block: bytes, url: str | None = ADDRESS, length: int | None = None, more: str = "") -> bytes:
    target = f"WARC-Target-URI: {url}\r\n" if url else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:6f9619ff-8b86-d011-b42d-00c04fc964ff>\r\n"
        f"WARC-Date: 2024-03-12T12:00:00Z\r\n{target}{more}Content-Type: application/http\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(body: bytes, head: str = HTML, status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\n{head}\r\n\r\n".encode() + body


def response(body: bytes = PAGE, head: str = HTML, url: str | None = ADDRESS, status: str = "200 OK") -> bytes:
    return record("response", answer(body, head, status), url)


def read(data: bytes | Path, name: str = "a.warc") -> list[Raw | InputError]:
    return list(records(Raw("warc", name, name, data)))


def pages(found: list[Raw | InputError]) -> list[Raw]:
    return [r for r in found if isinstance(r, Raw)]


def errors(found: list[Raw | InputError]) -> list[str]:
    return [str(e) for e in found if isinstance(e, InputError)]


ARCHIVE = [
    record("warcinfo", b"software: none\r\n", None),
    record("request", b"GET /a HTTP/1.1\r\nHost: www.ledger.example\r\n\r\n"),
    response(),
    record("metadata", b"outlink: none\r\n"),
    response(b"%PDF-1.7", "Content-Type: application/pdf", "http://courier.example/b.pdf"),
    record("conversion", "Zoë grew.".encode(), "<https://courier.example/c>"),
]

# --- what is read


@pytest.mark.parametrize(
    "pack", [lambda a: b"".join(a), lambda a: b"".join(map(gzip.compress, a)), lambda a: gzip.compress(b"".join(a))]
)
@pytest.mark.parametrize("held", ["bytes", "file"])
def test_pages_of_an_archive(pack: object, held: str, tmp_path: Path) -> None:
    assert callable(pack)
    data = pack(ARCHIVE)
    path = tmp_path / "a.warc"  # whatever its name says
    path.write_bytes(data)
    assert read(path if held == "file" else data) == [
        Raw("html", f"a.warc record 3 ({ADDRESS})", "ledger.example", PAGE, ADDRESS, "iso-8859-1"),
        Raw(
            "pdf",
            "a.warc record 5 (http://courier.example/b.pdf)",
            "courier.example",
            b"%PDF-1.7",
            "http://courier.example/b.pdf",
        ),
        Raw(
            "text",
            "a.warc record 6 (https://courier.example/c)",
            "courier.example",
            "Zoë grew.".encode(),
            "https://courier.example/c",
        ),
    ]


@pytest.mark.parametrize("name", ["a.warc", "a.WARC.gz", "a.wet", "a.warc.wet.gz"])
def test_names_of_archives(name: str) -> None:
    assert form_of(Path(name)) == "warc"


CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n"
PACKED = gzip.compress(PAGE, mtime=0)  # the time would make another id of each case in each process


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (PACKED, "Content-Encoding: gzip"),
        (zlib.compress(PAGE), "Content-Encoding: deflate"),
        (CHUNKED % (len(PAGE), PAGE), "Transfer-Encoding: chunked"),
        (
            CHUNKED % (len(PACKED), PACKED),
            "Transfer-Encoding: chunked\r\nContent-Encoding: gzip",
        ),
        (PAGE, "X-Crawler-Content-Encoding: gzip"),
        (PAGE, "Content-Encoding: identity"),
    ],
)
def test_encodings_of_http(body: bytes, head: str) -> None:
    assert [p.data for p in pages(read(response(body, f"{HTML}\r\n{head}")))] == [PAGE]


@pytest.mark.parametrize(
    "passed_over",
    [
        response(status="404 Not Found"),
        response(status="301 Moved"),
        response(head="Content-Type: image/png"),
        response(head="Server: none"),
        response(head="Content-Type: application/warc"),
        response(head="Content-Type: text/csv"),
        response(b""),
        record("response", b"not HTTP"),
        record("response", b""),
        record("conversion", b""),
        record("revisit", answer(PAGE)),
        record("unheard-of", answer(PAGE)),
    ],
)
def test_what_is_passed_over(passed_over: bytes) -> None:
    found = read(passed_over + response())
    assert [r.name for r in pages(found)] == [f"a.warc record 2 ({ADDRESS})"]
    assert errors(found) == []


@pytest.mark.parametrize(
    ("url", "name", "source"),
    [
        (None, "no address", "a.warc"),
        ("urn:x", "urn:x", "a.warc"),
        ("http://[", "http://[", "a.warc"),
        ("http://ledger.example/\x1b[2J", "http://ledger.example/\\x1b[2J", "ledger.example"),
        ("http://ledger.example/" + "a" * 500, "http://ledger.example/" + "a" * 178 + "…", "ledger.example"),
    ],
)
def test_addresses_of_records(url: str | None, name: str, source: str) -> None:
    (page,) = pages(read(response(url=url)))
    assert (page.name, page.source, page.url) == (f"a.warc record 1 ({name})", source, url)


def test_a_page_that_its_server_cut_off_is_read_as_far_as_it_goes() -> None:
    (page,) = pages(read(response(gzip.compress(PAGE)[:-20], f"{HTML}\r\nContent-Encoding: gzip")))
    assert PAGE.startswith(page.content())


# --- what goes wrong


@pytest.mark.parametrize(
    ("body", "head", "cause"),
    [
        (b"no gzip", "Content-Encoding: gzip", "a page that cannot be unpacked: "),
        (b"zz\r\nno chunk", "Transfer-Encoding: chunked", "a page that cannot be unpacked: "),
        (gzip.compress(bytes(3_000_000), mtime=0), "Content-Encoding: gzip", "more than 1 MB"),
        (b"a" * 1_000_001, "Server: none", "more than 1 MB"),
    ],
)
def test_a_bad_page_is_named_and_the_others_are_read(
    body: bytes, head: str, cause: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warc, "LARGEST", 1_000_000)
    monkeypatch.setattr(warc, "too_large", lambda: "more than 1 MB")
    found = read(response() + response(body, f"{HTML}\r\n{head}") + response())
    assert [p.data for p in pages(found)] == [PAGE, PAGE]
    (trouble,) = errors(found)
    assert trouble.startswith(f"a.warc record 2 ({ADDRESS}): {cause}")


FIRST = response(url="http://ledger.example/1")
THIRD = response(url="http://ledger.example/3")


@pytest.mark.parametrize(
    "damaged",
    [
        response().replace(b"WARC/1.0", b"GARBAGE!"),
        response()[9:],
        b"a page that was written by mistake, without the header of a record\r\n" * 3,
        record("conversion", b"a" * 200, length=10),
    ],
)
def test_reading_goes_on_after_a_damaged_record(damaged: bytes) -> None:
    found = read(FIRST + damaged + THIRD)
    assert [p.url for p in pages(found) if p.url != ADDRESS] == ["http://ledger.example/1", "http://ledger.example/3"]
    number = 3 if damaged.startswith(b"WARC/") else 2
    assert errors(found) == [f"a.warc: damaged before record {number}: bytes that belong to no record"]


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_that_is_cut_off(packed: bool) -> None:
    pack = gzip.compress if packed else bytes
    whole = [pack(r) for r in (FIRST, response(), THIRD)]
    before = len(whole[0]) + len(whole[1])
    for cut in range(before + 1, before + len(whole[2])):
        found = read(b"".join(whole)[:cut])
        assert [p.url for p in pages(found)][:2] == ["http://ledger.example/1", ADDRESS], cut
        # What is missing may be the last of a gzip file's checks, or two line ends, after all of the page.
        lone = packed and cut == before + 1  # a byte after a whole gzip file says nothing yet
        assert errors(found) == [
            "a.warc: " + ("a damaged gzip file: not a gzipped file (b'\\x1f')" if lone else "ends too early")
        ]
    assert errors(read(b"".join(whole))) == []


def test_a_gzip_file_that_is_damaged_in_the_middle() -> None:
    packed = [gzip.compress(r) for r in (FIRST, response(), THIRD)]
    broken = bytearray(packed[1])
    broken[60:90] = bytes(30)
    found = read(packed[0] + bytes(broken) + packed[2])
    assert [p.url for p in pages(found)][:1] == ["http://ledger.example/1"]
    (trouble,) = errors(found)
    assert trouble.startswith("a.warc: a damaged gzip file: ")


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "empty"),
        (b"no archive\r\n" * 10, "no WARC record in it"),
        (gzip.compress(b"no archive\n", mtime=0), "no WARC record in it"),
        (b"\x1f\x8b", "ends too early"),
        (b"\x1f\x8bno gzip but as long as one", "a damaged gzip file: unknown compression method"),
        (bytes(1000), "no WARC record in it"),
        (FIRST[:30], "ends too early"),
    ],
)
def test_what_is_no_archive(data: bytes, cause: str) -> None:
    assert errors(read(data)) == [f"a.warc: {cause}"]


def test_a_missing_file(tmp_path: Path) -> None:
    assert errors(read(tmp_path / "a.warc")) == ["a.warc: not a regular file"]


def test_without_fastwarc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    assert errors(read(FIRST)) == ["a.warc: reading a WARC file needs an extra: pip install 'newsweave[warc]'"]


def test_memory_does_not_grow_with_the_number_of_records(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(response(PAGE * 200), 1) * 2000)
    tracemalloc.start()
    try:
        assert sum(isinstance(r, Raw) for r in records(Raw("warc", "a", "a", path))) == 2000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 1_000_000 < 2000 * len(PAGE * 200)


# --- any bytes


@given(st.lists(st.tuples(st.binary(min_size=1, max_size=300), st.booleans(), st.booleans()), min_size=1, max_size=8))
@settings(deadline=None)
def test_what_was_written_comes_back(written: list[tuple[bytes, bool, bool]]) -> None:
    data = b""
    for body, is_page, packed in written:
        if is_page:
            content = gzip.compress(body) if packed else body
            data += response(content, f"{HTML}\r\nContent-Encoding: gzip" if packed else HTML)
        else:
            data += record("conversion", body)
    for archive in (data, gzip.compress(data)):
        found = read(archive)
        assert [(r.form, r.data) for r in pages(found)] == [("html" if p else "text", b) for b, p, _ in written]
        assert errors(found) == []


@st.composite
def damaged(draw: st.DrawFn, good: bytes) -> bytes:
    """An archive with bytes changed, taken out or put in."""
    data = bytearray(good)
    for _ in range(draw(st.integers(0, 5))):
        place = draw(st.integers(0, len(data)))
        put = st.binary(max_size=8) | st.sampled_from(
            [b"\r\n\r\n", b"WARC/1.0\r\n", b"9" * 20, b"Content-Length: 5\r\n"]
        )
        data[place : place + draw(st.integers(0, 40))] = draw(put)
    return bytes(data[: draw(st.integers(0, len(data)))]) if draw(st.booleans()) else bytes(data)


PLAIN = (
    b"".join(ARCHIVE)
    + response(gzip.compress(PAGE), f"{HTML}\r\nContent-Encoding: gzip")
    + response(CHUNKED % (len(PAGE), PAGE), f"{HTML}\r\nTransfer-Encoding: chunked")
)


@given(st.binary(max_size=200) | damaged(PLAIN) | damaged(b"".join(map(gzip.compress, ARCHIVE))))
@settings(max_examples=600, deadline=None)
def test_any_bytes_are_pages_or_errors(data: bytes) -> None:
    found = read(data)
    assert all(str(e).isprintable() and len(str(e)) < 600 for e in found if isinstance(e, InputError))
    assert all(r.name.isprintable() and r.data and not FORMS[r.form].container for r in pages(found))
    assert json.dumps([r.url for r in pages(found)])
