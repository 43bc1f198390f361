"""Sources made to hang, burst or crash a reader: each ends in one line, soon, and the others go on."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.effort import at_most

from newsweave.extract.model import Document
from newsweave.ontology.errors import InputError
from newsweave.readers import html, tables
from newsweave.readers.forms import documents, records
from newsweave.readers.inputs import read_documents
from newsweave.readers.long_tags import refuse_long_tags
from newsweave.readers.source import Raw

PROSE = "Quillon Bank said it would open nine branches."
PAGE = f"<p>{PROSE} It will hire 200 people in Lundholm.</p>"


def attributes(count: int, form: str = "a{}=1") -> str:
    return " ".join(form.format(i) for i in range(count))


@pytest.mark.parametrize(
    "markup",
    [
        f"<div {attributes(3_000)}>{PAGE}</div>",
        f"<div {attributes(3_000, 'a{}')}>{PAGE}</div>",
        "<div " + "".join(f"a{i}='x>y<z'" for i in range(3_000)) + ">",
        f"<script {attributes(3_000)}>",
        f"<script>var a = 1;</script><b {attributes(3_000)}>",
        f"<x {'/'.join(f'a{i}' for i in range(3_000))}",
    ],
)
def test_a_tag_of_thousands_of_attributes(markup: str) -> None:
    with pytest.raises(InputError, match="a tag of more than 2,000 attributes"):
        refuse_long_tags(markup)


@pytest.mark.parametrize(
    "markup",
    [
        PAGE,
        f"<div {attributes(300)}>{PAGE}</div>",
        f'<img src="data:image/png;base64,{"QUJD" * 50_000}" alt="A bank">',
        f"<script>if (a<b) {{ x = [{', '.join('1' * 5_000)}] }}</script>{PAGE}",
        f"<script>if (a<b) {{ x = [{', '.join('1' * 5_000)}] }}",
        "<p>'Tis said that 3 < 4, and a \"quote",
        " a < b " * 5_000,
    ],
)
def test_what_a_page_may_hold(markup: str) -> None:
    refuse_long_tags(markup)


@pytest.mark.parametrize(
    "markup", ["<a '", '<a "', "<a b='", "<script ", "<script>", "<a x='\">", "</script", "<a \"'"]
)
def test_looking_takes_no_more_than_the_length(markup: str) -> None:
    with at_most(60):
        refuse_long_tags(markup * (1_000_000 // len(markup)))


def test_a_page_and_a_feed_refuse_such_a_tag() -> None:
    tag = attributes(3_000, "a{}='1'")
    page = Raw("html", "p.html", "p.html", f"<html><body><div {tag}>{PAGE}</div></body></html>".encode())
    feed = Raw("feed", "f.xml", "f.xml", f"<rss version='2.0'><channel><item {tag}/></channel></rss>".encode())
    assert [str(e) for raw in (page, feed) for e in documents(raw)] == [
        "p.html: a tag of more than 2,000 attributes",
        "f.xml: a tag of more than 2,000 attributes",
    ]


@pytest.mark.parametrize(
    ("given", "separator"), [(b'sep="\na,b\n', "'\"'"), (b"sep=\r\ntext\n", r"'\\r'"), (b"sep= \ntext\n", "' '")]
)
def test_a_separator_that_parts_nothing(given: bytes, separator: str) -> None:
    (error,) = records(Raw("csv", "a.csv", "a.csv", given))
    assert isinstance(error, InputError)
    assert str(error) == f"a.csv: sep={separator} cannot stand between fields".replace("\\\\", "\\")


def test_days_of_blank_lines_in_some_kilobytes(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b"\n" * 3_000_000))
    (error,) = read_documents([path])
    assert str(error) == f"{path}: more than 1,000,000 blank lines in a row"


def test_what_no_reader_has_foreseen_costs_one_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(raw: Raw) -> Iterator[Document]:
        raise RuntimeError("of no use:\nto anybody " + "x" * 10_000)

    monkeypatch.setattr(html, "read", fails)
    monkeypatch.setattr(tables, "split", fails)
    for name, text in (("a.txt", PROSE), ("b.html", PAGE), ("c.csv", "text\nx\n"), ("d.txt", f"{PROSE} {PROSE}")):
        (tmp_path / name).write_text(text)
    found = list(read_documents([tmp_path]))
    assert [type(f) for f in found] == [Document, InputError, InputError, Document]
    for name, error in zip(("b.html", "c.csv"), found[1:3], strict=True):
        assert str(error).startswith(f"{tmp_path / name}: cannot be read: RuntimeError: of no use: to anybody xxx")
        assert len(str(error)) < 400
