"""When two spellings of a name are the same to somebody who looks for it: "sondergaard" and "Søndergaard A/S"."""

from __future__ import annotations

import re
import unicodedata

from newsweave.ontology.lists import word_list

__all__ = ["loose"]

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n"}
)
"""Letters that Unicode does not take apart; the page's search (``page-search.js``) has the same."""
_WORD = re.compile(r"[^\W_]+")
_STOP = re.compile(r"[.’'/]")


def loose(name: str) -> str:
    """A name without case, accents, punctuation, legal form and leading article; "&" is "and"."""
    folded = unicodedata.normalize("NFKD", name.casefold()).translate(_LETTERS).replace("&", " and ")
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    words = _WORD.findall(_STOP.sub("", folded))
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    while len(words) > 1 and words[-1] in _LEGAL_FORMS and words[-2] != "and":
        words.pop()
    return " ".join(words)


_LEGAL_FORMS = frozenset(_STOP.sub("", form).casefold() for form in word_list("legal_forms"))
