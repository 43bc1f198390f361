"""Files, folders, globs and standard input to documents and errors."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import os
import resource
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsweave.extract.documents.document_reader import document_of, documents_in
from newsweave.extract.documents.encoding import decode
from newsweave.extract.model import Block, Document
from newsweave.ontology.errors import InputError, NotEnglish
from newsweave.readers import READABLE, read_documents

NEWS = "Quillon opens nine branches\n\n12 March 2024\n\nQuillon Bank said it would open nine branches.\n"
PROSE = "Quillon Bank said it would open nine branches."

KNOWN = " ".join(READABLE)


def read(*inputs: str | Path, stdin: bytes | None = None) -> list[Document | InputError]:
    return list(read_documents(inputs, stdin=None if stdin is None else io.BytesIO(stdin)))


def documents(found: list[Document | InputError]) -> list[Document]:
    return [d for d in found if isinstance(d, Document)]


def errors(found: list[Document | InputError]) -> list[str]:
    return [str(e) for e in found if isinstance(e, InputError)]


def lines(*records: Any) -> bytes:
    return b"".join(json.dumps(r).encode() + b"\n" for r in records)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


# --- which files


def test_folder_is_walked_in_order_without_what_is_hidden(here: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/b.TXT", ".hidden.txt", ".git/c.txt", "a/photo.png", "a/notes"):
        path = here / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PROSE)
    assert [d.source for d in documents(read("in"))] == ["b.txt", "b.TXT", "z.md"]
    assert errors(read("in")) == []


def test_linked_folder_is_not_followed_round_in_circles(here: Path) -> None:
    (here / "in").mkdir()
    (here / "in" / "a.txt").write_text(PROSE)
    (here / "in" / "round").symlink_to(here / "in")
    assert len(read("in")) == 1


def test_glob(here: Path) -> None:
    for name in ("b.txt", "a.txt", "c.png", "sub/d.txt"):
        (here / name).parent.mkdir(exist_ok=True)
        (here / name).write_text(PROSE)
    assert [d.source for d in documents(read("*"))] == ["a.txt", "b.txt", "d.txt"]
    assert [d.source for d in documents(read("**/*.txt"))] == ["a.txt", "b.txt", "d.txt"]
    assert [d.source for d in documents(read(str(here / "?.txt")))] == ["a.txt", "b.txt"]
    assert errors(read("*.png")) == [f"*.png: nothing readable matches; known: {KNOWN}"]


def test_name_with_brackets_is_a_name_before_it_is_a_glob(here: Path) -> None:
    (here / "[1].txt").write_text(PROSE)
    (here / "1.txt").write_text(NEWS)
    assert [d.source for d in documents(read("[1].txt"))] == ["[1].txt"]


def test_errors_name_input_and_cause_and_reading_goes_on(here: Path) -> None:
    (here / "photo.png").write_bytes(b"\x89PNG")
    (here / "plain").write_text(PROSE)
    (here / "empty.txt").write_text(" \n\n")
    (here / "empty.jsonl").write_text("\n")
    (here / "menu.txt").write_text("Menu\nLog in\n")
    (here / "binary.txt").write_bytes(b"GIF89a\0\1\2")
    (here / "binary.jsonl").write_bytes(b"GIF89a\0\1\2\n{}\n")
    (here / "broken.txt").write_bytes("“Quillon” grew".encode() + b"\xff\xfe\x9d")
    (here / "nothing").mkdir()
    (here / "good.txt").write_text(PROSE)
    names = ["photo.png", "plain", "empty.txt", "empty.jsonl", "menu.txt", "binary.txt", "binary.jsonl", "broken.txt"]
    found = read(*names, "nothing", "missing.txt", "", "no*thing.txt", "a\0b.txt", "good.txt")
    assert errors(found) == [
        f"photo.png: cannot read .png files; known: {KNOWN}",
        f"plain: cannot read files without an ending; known: {KNOWN}",
        "empty.txt: empty",
        "empty.jsonl: empty",
        "menu.txt: no prose in it",
        "binary.txt: a binary file, not text",
        "binary.jsonl: a binary file, not text",
        "broken.txt: not UTF-8 at byte 19",
        f"nothing: no readable files in this folder; known: {KNOWN}",
        "missing.txt: no such file or folder",
        '"": an input without a name',
        f"no*thing.txt: nothing readable matches; known: {KNOWN}",
        "a\\x00b.txt: no such file or folder",
    ]
    assert [d.source for d in documents(found)] == ["good.txt"]


@pytest.mark.parametrize("name", ["two\nlines.txt", "x" * 5000 + ".txt", "a\udcffb.txt"])
def test_error_is_one_printable_line_whatever_the_name(name: str) -> None:
    (error,) = errors(read(name))
    assert "\n" not in error
    assert error.encode("utf-8")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names on this system")
def test_pipe_with_a_name_is_not_waited_for(here: Path) -> None:
    os.mkfifo(here / "pipe.txt")
    assert errors(read("pipe.txt")) == ["pipe.txt: not a regular file"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="everything can be read by this user")
def test_what_may_not_be_read(here: Path) -> None:
    (here / "locked.txt").write_text(PROSE)
    (here / "locked.txt").chmod(0)
    assert errors(read("locked.txt")) == ["locked.txt: permission denied"]


# --- text files


def test_text_file_gives_its_articles_over_the_whole_text(here: Path) -> None:
    text = NEWS + "\nCorvex moves its plant north\n11 March 2024\nCorvex moves.\r\n"
    (here / "page.txt").write_bytes(text.encode())
    first, second = documents(read("page.txt"))
    assert first.text == second.text == text
    assert [(d.title, d.date, d.source, d.url) for d in (first, second)] == [
        ("Quillon opens nine branches", "2024-03-12", "page.txt", None),
        ("Corvex moves its plant north", "2024-03-11", "page.txt", None),
    ]
    assert [text[b.start : b.end] for b in second.blocks] == ["Corvex moves its plant north", "Corvex moves."]


def test_header_overrides_the_file_name(here: Path) -> None:
    (here / "a.txt").write_text(f"Title: Quillon grows\nSource: The Ledger\nURL: https://ledger.example/q\n\n{PROSE}")
    (document,) = documents(read("a.txt"))
    assert (document.title, document.source, document.url) == (
        "Quillon grows", "The Ledger", "https://ledger.example/q",
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_line_ends_stay_and_a_mark_is_no_text(here: Path, encoding: str) -> None:
    text = "Zoë spoke.\r\n\r\n😀 Quillon said it would grow.\r"
    data = text.encode(encoding)
    (here / "a.txt").write_bytes(data)
    (document,) = documents(read("a.txt"))
    assert document.text == text
    assert [text[b.start : b.end] for b in document.blocks] == ["Zoë spoke.", "😀 Quillon said it would grow."]


def test_id_follows_from_the_article_not_its_place(here: Path) -> None:
    (here / "a.txt").write_text(NEWS)
    (here / "b.md").write_text("Menu\n\n" + NEWS + "\n© 2024 The Ledger\n")
    (here / "c.txt").write_text(NEWS.replace("nine", "ten"))
    a, b, c = documents(read("a.txt", "b.md", "c.txt"))
    assert a.id == b.id != c.id
    assert a.id.startswith("doc-")
    assert len(a.id) == 24


def test_equal_articles_are_all_yielded(here: Path) -> None:
    (here / "a.txt").write_text(NEWS)
    assert len(read("a.txt", "a.txt")) == 2


# --- encodings


def test_windows_text_is_read_where_it_is_clearly_text() -> None:
    words = "Zoë’s café in Lundholm – once a bank – was sold for “a song”, the firm said on Monday at noon."
    assert decode(words.encode("cp1252")) == (words, "")


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (b"abc\0def", "a binary file, not text"),
        (b"\x1f\x8b\x08\x02" + bytes(range(1, 200)), "a binary file, not text"),
        (b"\xe9\xe8\xea\xeb abc", "not UTF-8 at byte 1"),
        ("“Zoë” grew by a lot over the year, the firm said in its report".encode() + b"\xff", "not UTF-8 at byte 68"),
        (b"a word with a byte that is no letter at all in that code page: \x9d", "not UTF-8 at byte 64"),
        (b"\xff\xfea", "not valid UTF-16 at byte 3"),
    ],
)
def test_bytes_that_are_no_text(data: bytes, trouble: str) -> None:
    assert decode(data) == ("", trouble)


# --- JSON Lines


def test_jsonl_record(here: Path) -> None:
    text = "Quillon grows\n\nQuillon Bank has grown.\nShare this"
    record = {
        "id": "n1",
        "text": text,
        "title": "Quillon grows",
        "date": "Tue, 12 March 2024",
        "source": "The Ledger",
        "url": "https://ledger.example",
        "more": [1],
    }
    (here / "n.jsonl").write_bytes(
        lines(record, {"text": PROSE, "id": 7, "title": None}, {"text": PROSE, "date": "soon"})
    )
    first, second, third = documents(read("n.jsonl"))
    assert first == Document(
        "n1",
        text,
        (Block(0, 13, "title"), Block(15, 38), Block(39, 49)),
        "Quillon grows",
        "2024-03-12",
        "The Ledger",
        "https://ledger.example",
    )
    assert (second.id, second.source, second.title) == ("7", "n.jsonl", None)
    assert third.date is None
    assert third.id == document_of(PROSE).id


def test_jsonl_is_one_document_however_much_it_looks_like_a_page() -> None:
    page = NEWS + "Share this article\n" + NEWS.replace("nine", "ten")
    (document,) = documents(read("-", stdin=lines({"text": page})))
    assert [page[b.start : b.end] for b in document.blocks] == [x for x in page.split("\n") if x]


def test_bad_lines_are_named_and_the_others_are_read(here: Path) -> None:
    good = lines({"text": PROSE})
    bad = [
        lines({"id": 1}),
        lines([PROSE]),
        lines(3),
        lines({"text": 5}),
        lines({"text": None}),
        lines({"text": " \n"}),
        lines({"text": PROSE, "title": ["a"]}),
        lines({"text": PROSE, "date": 20240507}),
        lines({"text": PROSE, "id": True}),
        lines({"text": PROSE, "url": {}}),
        b'{"text": \n',
        b"\xff\n",
        b"[" * 200_000 + b"\n",
        b'{"text": "a", "id": ' + b"9" * 5000 + b"}\n",
    ]
    (here / "b.jsonl").write_bytes(good + b"\n" + b"".join(bad) + good.rstrip())
    found = read("b.jsonl")
    assert len(documents(found)) == 2
    assert isinstance(found[0], Document)
    assert isinstance(found[-1], Document)
    assert errors(found) == [
        f"b.jsonl line {number}: {cause}"
        for number, cause in enumerate(
            [
                '"text" is missing',
                "not a JSON object but a list",
                "not a JSON object but a number",
                '"text" must be a string, not a number',
                '"text" must be a string, not null',
                '"text" is empty',
                '"title" must be a string, not a list',
                '"date" must be a string, not a number',
                '"id" must be a string, not true or false',
                '"url" must be a string, not an object',
                "not JSON: expecting value at column 10",
                "not UTF-8 at byte 1",
                "not JSON that can be read: nested too deep, or a number too long",
                "not JSON that can be read: nested too deep, or a number too long",
            ],
            start=3,
        )
    ]


def test_a_graph_in_a_folder_is_no_input(here: Path) -> None:
    (here / "in" / "KG").mkdir(parents=True)
    (here / "in" / "a.json").write_text(json.dumps({"text": PROSE}))
    (here / "in" / "KG" / "newsweave.json").write_text("{}")
    (here / "in" / "KG" / "merges.csv").write_text("a,b\n1,2\n")
    (document,) = read("in")
    assert isinstance(document, Document)


OTHERS = "Corvex Group moved its plant to Tarnby."


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.ndjson", "a.json.gz"])
@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("around", ["{}", '{{"status": "ok", "articles": {}}}', '{{"data": {{"items": {}}}}}'])
def test_a_list_of_objects(here: Path, name: str, indent: int | None, around: str) -> None:
    listed = json.dumps(
        [{"id": 1, "text": PROSE, "title": "Quillon"}, {"id": 2, "text": OTHERS}, {"id": 3}], indent=indent
    )
    data = ("\n" + around.format(listed) + "\n").encode()
    (here / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    found = read(name)
    assert [(d.id, d.text) for d in documents(found)] == [("1", PROSE), ("2", OTHERS)]
    (error,) = errors(found)
    assert error.startswith(name)
    assert error.endswith('item 3: "text" is missing')
    assert [d.text for d in documents(read("-", stdin=data))] == [PROSE, OTHERS]


def test_one_object_over_many_lines_and_lists_in_lines(here: Path) -> None:
    (here / "one.json").write_text(json.dumps({"text": PROSE, "id": "x"}, indent=1))
    (here / "lists.jsonl").write_bytes(lines([{"text": PROSE}, {"text": OTHERS}], {"text": PROSE}, [{"text": OTHERS}]))
    (document,) = documents(read("one.json"))
    assert (document.id, document.origin) == ("x", "one.json")
    assert [d.origin for d in documents(read("lists.jsonl"))] == [
        "lists.jsonl line 1 item 1", "lists.jsonl line 1 item 2", "lists.jsonl line 2", "lists.jsonl line 3 item 1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"[]", "a.json line 1: a list without documents"),
        (b'{"name": "config", "items": [1]}', 'a.json line 1: "text" is missing'),
        (b'{\n"name": 1\n}', 'a.json: "text" is missing'),
        (b"7", "a.json line 1: not a JSON object but a number"),
        (b'[\n{"text": "a"},\n', "a.json line 1: not JSON: expecting value at column 2"),
    ],
)
def test_json_without_documents(here: Path, data: bytes, cause: str) -> None:
    (here / "a.json").write_bytes(data)
    assert errors(read("a.json"))[0] == cause


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "Quillon", "content": PROSE, "published_at": "2024-03-12", "link": "https://x.example",
         "outlet": "L"},
        {"Title": "Quillon", "BODY": PROSE, "publishedAt": "2024-03-12T10:00Z", "url": "https://x.example",
         "source": {"name": "L"}},
        {"title": "Quillon", "text": None, "full text": PROSE, "datePublished": "2024-03-12",
         "link": "https://x.example", "publisher": "L", "timestamp": 1710201600},
    ],
)  # fmt: skip
def test_fields_may_have_the_names_that_columns_have(fields: dict[str, object]) -> None:
    (d,) = documents(read("-", stdin=lines({"text": PROSE}, fields)))[1:]
    assert (d.title, d.text, d.date, d.url, d.source) == ("Quillon", PROSE, "2024-03-12", "https://x.example", "L")


def test_a_text_that_begins_like_json_stays_a_text() -> None:
    for data in (b"[Photo: Quillon]\nQuillon Bank has grown.\n", b"{sic} Quillon Bank has grown.\n"):
        (document,) = documents(read("-", stdin=data))
        assert document.text == data.decode()


def test_half_of_a_character_is_replaced_and_offsets_hold() -> None:
    (document,) = documents(read("-", stdin=b'{"text": "Quillon \\ud83d grew.", "title": "\\udc00"}'))
    assert (document.text, document.title) == ("Quillon \ufffd grew.", "\ufffd")
    assert (document.text + str(document.title)).encode("utf-8")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_jsonl_with_a_mark(here: Path, encoding: str) -> None:
    data = (json.dumps({"text": "Zoë\u2028spoke."}, ensure_ascii=False) + "\n" + json.dumps({"text": PROSE})).encode(
        encoding
    )
    (here / "a.jsonl").write_bytes(data)
    assert [d.text for d in documents(read("a.jsonl"))] == ["Zoë\u2028spoke.", PROSE]
    assert [d.text for d in documents(read("-", stdin=data))] == ["Zoë\u2028spoke.", PROSE]


def test_jsonl_is_read_line_by_line() -> None:
    taken = 0

    class Lines(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            nonlocal taken
            taken += 1
            return b'{"text": "Quillon grew."}\n'

    found = read_documents(["-"], stdin=Lines())
    for _ in range(3):
        next(found)
    assert taken <= 4


def test_memory_does_not_grow_with_the_number_of_lines(here: Path) -> None:
    line = lines({"text": PROSE * 20})
    (here / "a.jsonl").write_bytes(line * 2000)
    tracemalloc.start()
    try:
        assert sum(1 for _ in read_documents(["a.jsonl"])) == 2000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 500_000 < 2000 * len(line)


# --- standard input


def test_stdin_is_text_or_jsonl() -> None:
    (text,) = documents(read("-", stdin=NEWS.encode()))
    assert (text.source, text.title, text.date) == ("stdin", "Quillon opens nine branches", "2024-03-12")
    (record,) = documents(read("-", stdin=b"\n\n" + lines({"text": NEWS})))
    assert (record.source, record.title) == ("stdin", None)
    (no_record,) = documents(read("-", stdin=lines({"body": "Quillon grew."})))
    assert no_record.text == '{"body": "Quillon grew."}\n'


def test_stdin_errors() -> None:
    assert errors(read("-", stdin=b"")) == ["standard input: empty"]
    assert errors(read("-", stdin=b"\0\0")) == ["standard input: a binary file, not text"]
    assert errors(read("-", stdin=lines({"text": PROSE}, {"id": 2}))) == ['standard input line 2: "text" is missing']


def test_closed_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert errors(read("-")) == ["standard input: not open"]
    closed = io.BytesIO()
    closed.close()
    assert errors(list(read_documents(["-"], stdin=closed))) == ["standard input: I/O operation on closed file."]


def test_reading_starts_only_when_asked_and_one_file_at_a_time(here: Path) -> None:
    (here / "a.txt").write_text(PROSE)
    found: Iterator[Document | InputError] = read_documents(["a.txt", "b.txt"])
    assert isinstance(next(found), Document)
    (here / "b.txt").write_text(NEWS)
    assert isinstance(next(found), Document)


# --- any bytes


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace"))))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_documents_or_errors(data: bytes) -> None:
    for found in read("-", stdin=data):
        if isinstance(found, Document):
            assert found.blocks
            assert all(found.text[b.start : b.end].strip() for b in found.blocks)
        else:
            assert "\n" not in str(found)


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_survives_jsonl(text: str) -> None:
    for found in read("-", stdin=lines({"text": text})):
        assert isinstance(found, InputError) or found.text == text


def test_same_text_same_documents_in_another_process() -> None:
    code = f"from newsweave.extract.documents.document_reader import documents_in; print(documents_in({NEWS!r}, 'a'))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert runs == {f"{documents_in(NEWS, 'a')}{os.linesep}".encode()}


def test_a_text_taken_as_it_is_is_cut_where_a_page_ran_paragraphs_together() -> None:
    text = "The tax take fell.Photo by Jane Doe on UnsplashStern warningsThe minister met Corvex Group on Monday."
    document = document_of(text)
    assert [(b.kind, text[b.start : b.end]) for b in document.blocks] == [
        ("paragraph", "The tax take fell."),
        ("heading", "Photo by Jane Doe on Unsplash"),
        ("heading", "Stern warnings"),
        ("paragraph", "The minister met Corvex Group on Monday."),
    ]


@given(st.text(alphabet="aB .!?\n“”’UnsplashPhoto by", max_size=120))
@settings(max_examples=100, deadline=None)
def test_no_word_of_a_text_taken_as_it_is_is_lost(text: str) -> None:
    blocks = document_of(text).blocks
    assert all(a.end <= b.start for a, b in itertools.pairwise(blocks))
    kept = "".join(text[b.start : b.end] for b in blocks)
    assert "".join(kept.split()) == "".join(text.split())


def test_a_document_that_is_too_long_is_refused(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsweave.readers.forms.LONGEST", 1000)
    (here / "long.jsonl").write_bytes(lines({"text": "Quillon Bank opened. " * 60}, {"text": PROSE}))
    found = read("long.jsonl")
    assert errors(found) == [
        "long.jsonl line 1: 0.0 million characters in one document; 0 million are the most: cut it"
    ]
    assert len(documents(found)) == 1


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("La banque a annoncé lundi le rachat de la société Quillon, qui compte dix agences.", "fr"),
        ("Die Zentralbank hat am Montag ein Abkommen mit der Firma Quillon unterzeichnet.", "de"),
        ("El banco central firmó un acuerdo con la empresa Quillon el lunes pasado.", "es"),
        ("奎隆银行周一与合作伙伴签署了谅解备忘录，旨在推动跨境支付合作。", "zh"),
        ("Центральный банк подписал соглашение с компанией в понедельник.", "ru"),
        ("Quillon Bank bought Tarn.", None),
        ("QRIS, DuitNow, PromptPay, KHQR", None),
        ("Shares +5%.", None),
        ("Jorge Busti (born 18 October 1947) is an Argentine politician, formerly Justicialist.", None),
        ("Quillon Bank (奎隆银行) opened nine branches in Phnom Penh (ភ្នំពេញ) last year.", None),
    ],
)
def test_what_is_not_english_is_told_apart(here: Path, text: str, language: str | None) -> None:
    (here / "a.jsonl").write_bytes(lines({"text": text}))
    [found] = read("a.jsonl")
    if language is None:
        assert not isinstance(found, InputError)
    else:
        assert isinstance(found, NotEnglish)
        assert str(found) == f"a.jsonl line 1: in {language}, not English"


def test_packed_files_are_read_and_damaged_ones_named(here: Path) -> None:
    whole = gzip.compress(lines({"text": PROSE}, {"text": PROSE + " Again."}, {"text": "x" * 70_000}))
    (here / "a.jsonl.gz").write_bytes(whole)
    (here / "b.jsonl.gz").write_bytes(whole[: len(whole) - 20])
    (here / "c.txt.gz").write_bytes(b"no gzip at all")
    (here / "d.txt.gz").write_bytes(gzip.compress(PROSE.encode()))
    found = read("a.jsonl.gz", "b.jsonl.gz", "c.txt.gz", "d.txt.gz")
    assert errors(found) == [
        "b.jsonl.gz: a gzip file that ends too early",
        "c.txt.gz: a damaged gzip file: not a gzipped file (b'no')",
    ]
    assert [d.source for d in documents(found)][-1] == "d.txt"


def test_what_unpacks_to_too_much_is_refused_before_it_fills_the_memory(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "bomb.txt.gz").write_bytes(gzip.compress(b"a" * 300_000_000))
    (here / "bomb.jsonl.gz").write_bytes(
        gzip.compress(b'{"text": "' + b"a" * 300_000_000 + b'"}\n' + lines({"text": PROSE}))
    )
    resource_before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = read("bomb.txt.gz", "bomb.jsonl.gz")
    assert errors(found) == ["bomb.txt.gz: more than 100 MB", "bomb.jsonl.gz line 1: more than 100 MB"]
    assert len(documents(found)) == 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - resource_before < 600_000


def test_every_document_says_what_was_read(here: Path) -> None:
    (here / "in" / "a b").mkdir(parents=True)
    (here / "in" / "a b" / "c.txt").write_text(PROSE)
    (here / "in" / "d.jsonl").write_bytes(b"\n" + lines({"text": PROSE}))
    (here / "in" / "e.txt.gz").write_bytes(gzip.compress(PROSE.encode()))
    found = documents(read("in", "-", stdin=lines({"text": PROSE})))
    assert [d.origin for d in found] == ["d.jsonl line 2", "e.txt.gz", "c.txt", "standard input line 1"]


def test_wide_characters_are_bounded_although_read_as_a_whole(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsweave.extract.documents.encoding._MOST_WIDE", 2_000_000)
    (here / "wide.jsonl.gz").write_bytes(gzip.compress(b"\xff\xfe" + "x\n".encode("utf-16-le") * 1_000_000))
    assert errors(read("wide.jsonl.gz")) == [
        "wide.jsonl.gz: more than 2 MB of UTF-16 or UTF-32, which is read as a whole"
    ]


def test_no_login_is_printed_of_what_is_no_address() -> None:
    [error] = errors(read("ftp://ola:secret@tarn.example/x.txt"))
    assert "secret" not in error
