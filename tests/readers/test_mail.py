"""Messages to documents: which of their texts is taken, what their headers say, and what hostile ones cannot do."""

from __future__ import annotations

import sys
from email.message import EmailMessage
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import at_most

from newsweave.extract.model import Document
from newsweave.ontology.errors import InputError
from newsweave.readers.decoding import decoded
from newsweave.readers.forms import documents
from newsweave.readers.mail import read
from newsweave.readers.source import Raw

OPENING = "Quillon Bank said on Tuesday that it would open nine branches in the north."
HIRING = "It will hire 200 people in Lundholm – “at last” –, said Zoë Berg, its chief."
WRAPPED = """Quillon Bank said on Tuesday that it would open nine branches in the
north of the country, where it has had none so far.

It will hire 200 people in Lundholm, said Ada Berg, who has led the bank
since 2019 and who was born there.

--\x20
Ada Berg, Quillon Bank, 1 Bank Street, Lundholm. Call us on Monday at noon.
"""
HTML = f"""<html><head><style>p {{color: red}}</style></head><body>
<div style="display:none">Nine branches in the north. Read on, it is worth it, we think.</div>
<table><tr><td><table><tr><td>View in browser</td></tr></table></td></tr><tr><td>
<h2>Quillon opens nine branches</h2><p>{OPENING}</p><div>{HIRING}</div>
<a href="https://ledger.example/x">Read the full story on our site</a></td></tr>
<tr><td>Unsubscribe</td><td>© 2024 The Ledger</td></tr></table></body></html>"""


def message(plain: str | None = None, html: str | None = None, charset: str = "utf-8", **headers: str) -> EmailMessage:
    mail = EmailMessage()
    fields = {"From": "The Ledger <news@ledger.example>", "Subject": "Quillon opens nine branches"}
    for name, value in (fields | {"Date": "Tue, 12 Mar 2024 23:30:00 -0500"} | headers).items():
        mail[name] = value
    if plain is not None:
        mail.set_content(plain, charset=charset, cte=None if charset != "utf-8" else "quoted-printable")
    if html is not None and plain is not None:
        mail.add_alternative(html, subtype="html")
    elif html is not None:
        mail.set_content(html, subtype="html", cte="base64")
    return mail


def raw(data: bytes | EmailMessage) -> Raw:
    return Raw("mail", "m.eml", "m.eml", data if isinstance(data, bytes) else data.as_bytes())


def of(data: bytes | EmailMessage) -> list[Document]:
    return [d for d in read(raw(data)) if isinstance(d, Document)]


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(b.kind, document.text[b.start : b.end]) for b in document.blocks]


FROM_HTML = [
    ("title", "Quillon opens nine branches"),
    ("paragraph", OPENING),
    ("paragraph", HIRING),
]


def test_wrapped_plain_text_without_its_signature() -> None:
    (document,) = of(message(WRAPPED))
    assert (document.title, document.date, document.source, document.url) == (
        "Quillon opens nine branches",
        "2024-03-12",
        "The Ledger",
        None,
    )
    assert [(kind, " ".join(text.split())) for kind, text in blocks(document)] == [
        ("paragraph", " ".join(paragraph.split())) for paragraph in WRAPPED.split("\n\n")[:2]
    ]
    assert document.text == WRAPPED.partition("-- ")[0]


def test_line_ends_are_those_of_the_transport() -> None:
    with_lf = message(WRAPPED).as_bytes()
    assert of(with_lf) == of(with_lf.replace(b"\n", b"\r\n"))


@pytest.mark.parametrize(
    "mail",
    [
        message(html=HTML),
        message("View this mail in your browser: https://ledger.example/" + "x" * 300, HTML),
        message("", HTML),
    ],
    ids=["alone", "beside a stub", "beside nothing"],
)
def test_html(mail: EmailMessage) -> None:
    (document,) = of(mail)
    assert blocks(document) == FROM_HTML
    assert (document.title, document.date, document.source) == (
        "Quillon opens nine branches",
        "2024-03-12",
        "The Ledger",
    )


def test_plain_text_goes_before_html() -> None:
    (document,) = of(message(WRAPPED, HTML))
    assert "where it has had none" in document.text


def test_several_articles_of_a_newsletter() -> None:
    plain = f"""Quillon opens branches
11 March 2024

{OPENING}

Corvex moves its plant
10 March 2024

Corvex Group will move its plant to Tarnby next year, the company said.
"""
    found = of(message(plain))
    assert [(d.title, d.date) for d in found] == [
        ("Quillon opens branches", "2024-03-11"),
        ("Corvex moves its plant", "2024-03-10"),
    ]


def test_attachments_are_passed_over() -> None:
    mail = message(WRAPPED)
    mail.add_attachment(b"\0\1\2" * 1000, maintype="application", subtype="pdf", filename="a.pdf")
    mail.add_attachment("Corvex Group has moved its plant to Tarnby.", filename="a.txt")
    (document,) = of(mail)
    assert "Corvex" not in document.text
    only = EmailMessage()
    only["Subject"] = "a"
    only.add_attachment("Corvex Group has moved its plant to Tarnby.", filename="a.txt")
    assert [str(e) for e in documents(raw(only))] == ["m.eml: no prose in it"]


@pytest.mark.parametrize(
    ("headers", "facts"),
    [
        ({"From": "news@ledger.example"}, ("ledger.example", "2024-03-12")),
        ({"From": '"Ledger, The" <news@ledger.example>'}, ("Ledger, The", "2024-03-12")),
        ({"From": "=?utf-8?q?Zo=C3=AB?= <z@ledger.example>"}, ("Zoë", "2024-03-12")),
        ({"From": ""}, ("m.eml", "2024-03-12")),
        ({"Date": "soon"}, ("The Ledger", None)),
        ({"Date": "Wed, 13 Mar 2024 00:30:00 +0900"}, ("The Ledger", "2024-03-13")),
        ({"Date": ""}, ("The Ledger", None)),
    ],
)
def test_headers(headers: dict[str, str], facts: tuple[str, str | None]) -> None:
    data = message(WRAPPED).as_bytes()
    for name, value in headers.items():
        lines = [f"{name}: {value}".encode() if x.startswith(name.encode()) else x for x in data.split(b"\n")]
        data = b"\n".join(lines)
    (document,) = of(data)
    assert (document.source, document.date) == facts


@pytest.mark.parametrize(("declared", "used"), [("utf-8", "cp1252"), ("us-ascii", "utf-8"), ("x-none", "cp1252")])
@pytest.mark.parametrize("kind", ["plain", "html"])
def test_wrong_encodings(declared: str, used: str, kind: str) -> None:
    words = f"<p>{HIRING}</p>" if kind == "html" else HIRING
    head = f"From: a@ledger.example\nSubject: a\nContent-Type: text/{kind}; charset={declared}\n\n"
    (document,) = of(head.encode() + words.encode(used))
    assert HIRING in document.text


def test_encoded_words_and_folded_subject() -> None:
    mail = message(
        WRAPPED, Subject="Quillon öffnet neun Filialen im Norden und stellt zweihundert Leute in Lundholm ein"
    )
    (document,) = of(mail)
    assert document.title == "Quillon öffnet neun Filialen im Norden und stellt zweihundert Leute in Lundholm ein"


def test_decoded() -> None:
    assert decoded("“Zoë”".encode("utf-16"), "latin-1") == "“Zoë”"
    assert decoded("“Zoë”".encode("cp1252"), None, "punycode", "iso-8859-1") == "“Zoë”"
    assert decoded(b"\xc3\xa9 \xff \xc3\xa9") == "é \ufffd é"


# --- what is refused

HEAD = b"From: a@ledger.example\nSubject: a\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\r\n \n", "empty"),
        (b"GIF89a\0\1\2", "no mail message: no header lines"),
        (OPENING.encode(), "no mail message: no header lines"),
        (HEAD + b"\n\n", "no prose in it"),
        (HEAD + b"a\n" * 600_000, "more than 500,000 lines in a message"),
        (HEAD + b"Content-Type: text/plain;" + b" a=b;" * 3_000, "header lines that are too long"),
        (b"Subject: " + b"\n =?utf-8?q?a?=" * 3_000 + b"\n\na", "header lines that are too long"),
        (HEAD + b"Content-Type: multipart/mixed\n\n" * 2_000, "more than 1,000 parts in a message"),
        (
            HEAD + b"".join(b"Content-Type: multipart/mixed; boundary=x%d\n\n--x%d\n" % (i, i) for i in range(200)),
            "parts that are nested too deep",
        ),
    ],
)
def test_what_is_refused(data: bytes, reason: str) -> None:
    with at_most(500):
        assert [str(e) for e in documents(raw(data))] == [f"m.eml: {reason}"]


@pytest.mark.parametrize("name", ["lxml"])
def test_missing_library_is_named_where_there_is_nothing_but_html(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    (error,) = documents(raw(message(html=HTML)))
    assert str(error) == "m.eml: reading mail in HTML needs an extra: pip install 'newsweave[web]'"
    (document,) = documents(raw(message(f"{OPENING}\n", HTML * 10)))
    assert isinstance(document, Document)


# --- any bytes

WHOLE = [
    message(WRAPPED, HTML).as_bytes(),
    message(html=HTML).as_bytes(),
    message(WRAPPED, charset="cp1252").as_bytes(),
]
LINES = st.sampled_from(
    [
        *(b"From: a <a@b.example>", b"Subject: =?utf-8?q?=C3?=", b"Subject: =?x?b?!?=", b"Date: Tue, 99 Mar 2024", b""),
        *(b"Date: 12 Mar 2024", b"Content-Type: multipart/mixed; boundary=x", b"--x", b"--x--", b"From: <", b"\0"),
        *(
            b"Content-Type: text/html; charset=\xff",
            b"Content-Type: text/plain; charset*=utf-8''%FF",
            b"<p>",
            b"=\xff=4",
        ),
        *(b"Content-Transfer-Encoding: base64", b"Content-Transfer-Encoding: quoted-printable", OPENING.encode(), b"Q"),
        *(
            b"Content-Type: message/rfc822",
            b"Content-Disposition: attachment; filename*0=a",
            b"MIME-Version: 1.0",
            b" a",
        ),
        *(b"Content-Transfer-Encoding: x-uuencode", b"begin 666 a", b"From: (((", b'From: "\\', b"Date: (", b"\xff"),
    ]
)


@given(st.one_of(st.binary(max_size=300), st.lists(LINES, max_size=20).map(b"\n".join)))
@settings(max_examples=200, deadline=5000)
def test_any_bytes_are_documents_or_errors(data: bytes) -> None:
    check(data)


@given(st.data())
@settings(max_examples=80, deadline=5000)
def test_damaged_messages_are_documents_or_errors(data: st.DataObject) -> None:
    mutated = bytearray(data.draw(st.sampled_from(WHOLE)))
    del mutated[data.draw(st.integers(0, len(mutated))) :]
    for _ in range(data.draw(st.integers(0, 8)) if mutated else 0):
        mutated[data.draw(st.integers(0, len(mutated) - 1))] = data.draw(st.integers(0, 255))
    check(bytes(mutated))


def check(data: bytes) -> None:
    for found in documents(raw(data)):
        if isinstance(found, InputError):
            assert str(found).isprintable()
        else:
            assert found.blocks
            assert all(a.end <= b.start for a, b in pairwise(found.blocks))
            assert all(found.text[b.start : b.end].strip() for b in found.blocks)
            assert (found.text + str(found.title) + str(found.source)).encode("utf-8")
