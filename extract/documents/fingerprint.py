"""Near-duplicate texts: keys that two printings of one story nearly always share, and different stories hardly ever.

MinHash (Broder 1997) over the three-word sequences of the beginning of a text, in bands (Leskovec, Rajaraman and
Ullman, Mining of Massive Datasets, 3.4). Only the beginning counts, since papers shorten agency stories from the end
and add notes, credits and links there. Headlines do not count: every paper writes its own.

Two texts whose sequences overlap by a share s (Jaccard) have a key in common with probability 1 - (1 - s^7)^24: for
s = .3 that is .005, for .4 .04, for .5 .17, for .6 .49, for .7 .87, for .8 .997. Ten words in two hundred, changed one
by one, leave s at about .75. Daily reports written on one pattern may come near to that: they then count as one story.
The hashes are made here rather than by a library, since they are kept in graphs: another version's could not be
compared with them.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from newsweave.extract.documents.legible import without_markup
from newsweave.extract.model import Document

if TYPE_CHECKING:
    import numpy as np

__all__ = ["fingerprint"]

_BANDS, _ROWS = 24, 7
_WORDS = 250
_SEQUENCE = 3
_WORD = re.compile(r"\w+")


def fingerprint(document: Document) -> tuple[int, ...]:
    """24 keys (signed, of 64 bits), in fixed order, of the document's first 250 words of prose; none for no prose.

    Case, punctuation, line ends, markup and everything that is no paragraph leave them as they are.
    """
    import numpy as np

    words: list[str] = []
    for block in document.blocks:
        if block.kind == "paragraph" and len(words) < _WORDS:
            words += _WORD.findall(without_markup(document.text[block.start : block.end]).casefold())
    words = words[:_WORDS]
    if not words:
        return ()
    sequences = {" ".join(words[i : i + _SEQUENCE]) for i in range(max(len(words) - _SEQUENCE + 1, 1))}
    hashes = np.frombuffer(b"".join(map(_hash64, sequences)), dtype="<u8").astype(np.uint64)
    multipliers, addends = _permutations()
    least = ((hashes[:, None] * multipliers + addends) >> np.uint64(32)).min(axis=0).astype("<u4")
    return tuple(
        int.from_bytes(_key(bytes([band]) + least[band * _ROWS : (band + 1) * _ROWS].tobytes()), "big", signed=True)
        for band in range(_BANDS)
    )


def _hash64(text: str) -> bytes:
    return _key(text.encode("utf-8", "surrogatepass"))


def _key(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=8).digest()


@cache
def _permutations() -> tuple[np.ndarray[Any, np.dtype[np.uint64]], np.ndarray[Any, np.dtype[np.uint64]]]:
    """Multipliers (odd) and addends of as many multiply-and-shift hash functions; fixed, for keys last in graphs."""
    import numpy as np

    count = _BANDS * _ROWS
    drawn = np.frombuffer(b"".join(_hash64(f"newsweave {i}") for i in range(2 * count)), dtype="<u8").astype(np.uint64)
    return drawn[:count] | np.uint64(1), drawn[count:]
