"""Text to statements, a folder for each stage; pure: no storage, no printing, no network.

The package can be called: ``newsweave.extract("Corvex Group acquired Kestrin Bank.")`` gives the statements of a text
with an extractor that is loaded once and kept.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsweave.extract.model import Statement

__all__ = ["extract_text"]


def extract_text(text: str, *, title: str | None = None, date: str | None = None) -> list[Statement]:
    """The statements of one text, in text order; every offset points into ``text``.

    Args:
        text: any number of paragraphs, taken as they are: nothing is cut away.
        title: where it is the first paragraph, that is not read as a sentence.
        date: ISO 8601 publication date, against which "last week" is resolved.
    """
    from newsweave.extract.documents.document_reader import document_of
    from newsweave.extract.pipeline import shared_extractor

    document = document_of(text, title=title, date=date)
    return [s for extraction in shared_extractor().extract([document]) for s in extraction.statements]


class _CallableModule(ModuleType):
    """``newsweave.extract`` is a room and, for one-off use, a function: a plain function would hide the room."""

    def __call__(self, text: str, *, title: str | None = None, date: str | None = None) -> list[Statement]:
        return extract_text(text, title=title, date=date)


sys.modules[__name__].__class__ = _CallableModule
