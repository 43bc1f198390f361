"""Mail: newsletters and press releases in ``.eml`` files, read by the standard library.

The text is the message's own plain text, or, where it has none worth the name, what its HTML shows. Attachments are
passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from itertools import islice

from newsweave.extract.documents.document_reader import content_id, documents_in
from newsweave.extract.model import Document
from newsweave.ontology.errors import InputError
from newsweave.readers.decoding import UNPRINTABLE, clean, decoded
from newsweave.readers.source import Raw, missing

__all__ = ["read"]

_STUB = 5
"""A plain text that is so many times shorter than the HTML only says that there is an HTML."""
_MOST_PARTS = 1_000
_MOST_BOUNDARIES = 100
_MOST_LINES = 500_000
_MOST_WORK = 100_000_000
"""Sum of the squares of the lengths of header fields, which is what parsing them can take: one of 10,000 bytes."""
_FIELD = re.compile(
    rb"^(?:content-[a-z-]+|from|subject|date)[ \t]*:[^\r\n]*(?:(?:\r?\n|\r)[ \t][^\r\n]*)*",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)


def read(raw: Raw) -> Iterator[Document | InputError]:
    """The articles of a message; of HTML one.

    The subject is the title and the day of the ``Date`` header, in its own zone, the date of a message that is one
    article; where a text shows several, each has its own. Their source is the sender's name, or host.

    Raises:
        InputError: where it is no message, or has no prose; without the name.
    """
    data = raw.content()
    if not data.strip():
        raise InputError("empty")
    _check(data)
    try:
        documents = list(_documents(data, raw))
    except (InputError, ImportError):
        raise
    except Exception as error:  # the package raises many things on messages that break the rules
        raise InputError(f"a message that cannot be read: {type(error).__name__}") from None
    yield from documents
    if not documents:
        raise InputError("no prose in it")


def _check(data: bytes) -> None:
    """Refuse a message that would take the package minutes: it looks at each line for each boundary, for example."""
    fields = [m[0].lower() for m in _FIELD.finditer(data)]
    if max(data.count(b"\n"), data.count(b"\r")) > _MOST_LINES:
        raise InputError(f"more than {_MOST_LINES:,} lines in a message")
    if sum(len(field) ** 2 for field in fields) > _MOST_WORK:
        raise InputError("header lines that are too long")
    if sum(field.startswith(b"content-type") for field in fields) > _MOST_PARTS:
        raise InputError(f"more than {_MOST_PARTS:,} parts in a message")
    if sum(b"boundary" in field for field in fields) > _MOST_BOUNDARIES:
        raise InputError("parts that are nested too deep")


def _documents(data: bytes, raw: Raw) -> list[Document]:
    message = message_from_bytes(data, policy=policy.default)
    if not any(name in message for name in ("from", "subject", "date", "mime-version", "message-id")):
        raise InputError("no mail message: no header lines")
    title = clean(str(message.get("subject", ""))) or None
    date, source = _day(message), _sender(message) or raw.source
    plain, markup = _bodies(message)
    if markup.strip() and _letters(plain) * _STUB < len(markup):  # only then it can be a stub: markup is longer
        try:
            from newsweave.readers.html import parsed, pieces_of
            from newsweave.readers.pieces import compose

            pieces = pieces_of(parsed(markup))
        except ImportError:
            if not plain.strip():
                raise missing("mail in HTML", "web") from None
            pieces = []
        if _letters(plain) * _STUB < sum(len(piece.text) for piece in pieces):
            document = compose(pieces, title=title, date=date, source=source, url=raw.url)
            return [document] if document else []
    found = documents_in(plain, source)
    documents = []
    for d in found:
        own = (title or d.title, date or d.date) if len(found) == 1 else (d.title, d.date or date)
        identity = content_id(plain, d.blocks, *own)
        documents.append(replace(d, id=identity, title=own[0], date=own[1], url=d.url or raw.url))
    return documents


def _bodies(message: EmailMessage) -> tuple[str, str]:
    """The plain and the HTML text of a message, of each the first parts that show something; not of attachments."""
    found = {"plain": "", "html": ""}
    for part in islice(message.walk(), _MOST_PARTS):
        if part.get_content_maintype() != "text" or part.is_attachment() or part.is_multipart():
            continue
        kind = part.get_content_subtype()
        if kind in found and not found[kind].strip():
            payload = part.get_payload(decode=True)
            text = decoded(payload if isinstance(payload, bytes) else b"", str(part.get_content_charset() or ""))
            found[kind] = UNPRINTABLE.sub("", text)
    plain = _SIGNATURE.split(found["plain"].replace("\r\n", "\n"), maxsplit=1)[0]  # line ends are the transport's
    return plain, found["html"]


def _letters(text: str) -> int:
    """How long a text is without its addresses, which fill a stub ("View this mail in your browser: https://...")."""
    return len(re.sub(r"https?://\S+", "", text).strip())


def _day(message: EmailMessage) -> str | None:
    """The day that the ``Date`` header names, in its own zone."""
    try:
        when = message["date"].datetime
        return when.date().isoformat() if when else None
    except Exception:  # a header that the package cannot read raises this or that, also on access
        return None


def _sender(message: EmailMessage) -> str | None:
    """The name in the ``From`` header, else the host of its address."""
    try:
        name, address = parseaddr(str(message.get("from", "")))
    except Exception:  # as in _day
        return None
    return clean(name) or clean(address.rpartition("@")[2]) or None
