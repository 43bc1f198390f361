"""Plain text and Markdown: one or several articles in a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from newsweave.extract.documents.document_reader import documents_in
from newsweave.extract.documents.encoding import decode
from newsweave.extract.model import Document
from newsweave.ontology.errors import InputError
from newsweave.readers.source import Raw

__all__ = ["read"]


def read(raw: Raw) -> Iterator[Document]:
    """The articles of a text, each with the whole text as its own.

    Raises:
        InputError: where the bytes are no text, or nothing in it is prose.
    """
    text, trouble = decode(raw.content())
    if trouble:
        raise InputError(trouble)
    documents = documents_in(text, raw.source)
    for document in documents:
        yield replace(document, url=document.url or raw.url)
    if not documents:
        raise InputError("no prose in it" if text.strip() else "empty")
