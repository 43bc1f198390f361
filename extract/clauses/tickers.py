"""Where a firm's shares are traded, in brackets behind its name: "X (NYSE: XYZ)", "X (LSE: XYZ; Nasdaq: XYZ)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsweave.extract.model import Proposition
from newsweave.extract.parsing.phrases import PROPER, argument
from newsweave.extract.parsing.tree import Tree

__all__ = ["tickers"]

_LISTING = re.compile(
    r"(?:^|[;,/–-]|\band\b)\s*(?P<market>[A-Z][\w .&'’]{1,40}?)\s?:\s?“?[A-Z0-9][A-Z0-9.\-/]{0,9}”?(?=$|[\s;,)\]|/])"
)
_LONGEST = 80  # characters between the brackets
_TOKENS = 24
_OPENING = {"(": ")", "[": "]"}


def tickers(tree: Tree) -> Iterator[Proposition]:
    """A proposition ``list`` (passive, role ``on``) for each market that brackets behind a proper noun name."""
    if ":" not in tree.text:
        return
    for i, word in enumerate(tree.words):
        if word not in _OPENING or i == 0 or tree.tags[i - 1] not in PROPER:
            continue
        last = min(i + _TOKENS, len(tree.words))
        close = next((t for t in range(i + 1, last) if tree.words[t] == _OPENING[word]), None)
        if close is None or tree.starts[close] - tree.ends[i] > _LONGEST:
            continue
        inside = tree.text[tree.ends[i] : tree.starts[close]]
        for found in _LISTING.finditer(inside):
            end = tree.ends[i] + found.end("market")
            market = next((t for t in range(i + 1, close) if tree.ends[t] >= end), None)
            if market is not None:
                name = argument(tree, i - 1, "object", [i - 1])
                yield Proposition(
                    predicate="list",
                    relation="is listed",
                    arguments=(name, argument(tree, market, "on", [market], marker="on")),
                    kind="parenthesis",
                    token=i - 1,
                    voice="passive",
                )
