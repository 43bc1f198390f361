"""Whether a document is English: what is not is left out, since the parser would make nonsense of it.

English is told by its own small words first, which costs next to nothing; only a text with few of them is shown to
py3langid. It is left out where that is sure: names, tables and quotations in other scripts make many an English text
look strange, and one that is lost is worse than one that gives nothing.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from newsweave.extract.model import Document

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["foreign_language"]

_LOOKED_AT = 3000
"""Code points of a document."""
_WORD = re.compile(r"\w+")
_SMALL = frozenset("the and of to for with that by from its their has said which".split())
_CLEARLY = 0.08
"""Share of small words from which on a text is English."""
_HARDLY = 0.03
"""Share below which it may be none."""
_SURE = 0.9
_SURE_WITHOUT = 0.6
"""Where there is not one small word."""
_LETTERS = 20
_MOSTLY = 0.4
_ENGLISH = frozenset({"en", "pcm", "sco"})
"""As py3langid calls them; it takes English with many figures for Nigerian Pidgin."""


def foreign_language(document: Document) -> str | None:
    """The language (ISO 639 code) of a document that clearly is not English; None for one that may be."""
    text = " ".join(document.text[block.start : block.end] for block in document.blocks[:20])[:_LOOKED_AT]
    words = [word.casefold() for word in _WORD.findall(text)]
    small = sum(word in _SMALL for word in words) / max(len(words), 1)
    if small >= _CLEARLY or sum(c.isalpha() for c in text) < _LETTERS:
        return None
    latin = [word for word in words if word[-1] < "\u0250"]
    if sum(map(len, latin)) > _MOSTLY * sum(map(len, words)):
        text = " ".join(latin)  # an English text may give names in their own script, too
    language, probability = _identifier().classify(text)
    if language in _ENGLISH or small >= _HARDLY:
        return None
    return language if probability >= (_SURE if small else _SURE_WITHOUT) else None


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
