"""What brackets say of names that the parser was fed without them: tickers, short names, "the Company"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from newsweave.extract.documents.asides import Aside
from newsweave.extract.entities.acronyms import Acronym
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.entities.names import Name
from newsweave.extract.model import Mention
from newsweave.ontology.lists import word_list

__all__ = ["bearer", "introduced", "link_defined"]

_FORMS = "|".join(sorted(map(re.escape, word_list("legal_forms")), key=len, reverse=True))
_BETWEEN = re.compile(
    rf"(?:,? ?(?:{_FORMS}))?(?:['’]s?|®|™| ?ETF| ?Trust|[”\"])?(?: (?:Class [A-Z] )?(?:shares?|stock))?"
)
_FAR = 40
"""Characters between the end of a name and the bracket."""


def bearer(passages: Sequence[Passage], aside: Aside) -> tuple[Passage, Name] | None:
    """The name that a bracket stands behind, with its passage; None where no name ends there."""
    i = bisect_left(passages, aside.at, key=lambda p: p.tree.ends[-1] if p.tree.words else 0)
    if i == len(passages):
        return None
    p = passages[i]
    tree = p.tree
    for n in reversed(p.names):
        end = tree.ends[n.end - 1]
        if end <= aside.at:
            behind = tree.text[end : aside.at]
            return (p, n) if len(behind) <= _FAR and _BETWEEN.fullmatch(behind) and not n.demonym else None
    return None


def introduced(passages: Sequence[Passage], asides: Sequence[Aside]) -> Iterator[Acronym]:
    """The tickers and short names that brackets give, each with the name that it is short for."""
    for aside in asides:
        found = bearer(passages, aside) if aside.tickers or aside.names else None
        if found is not None:
            for short in (*aside.names, *(t.symbol for t in aside.tickers)):
                if short != found[1].text:
                    yield Acronym(short, found[1].text)


def link_defined(passages: Sequence[Passage], asides: Sequence[Aside]) -> None:
    """Name the clusters as brackets do, and link "the Company" where one said that it will be called so."""
    defined: dict[str, Cluster | None] = {}
    for aside in asides:
        found = bearer(passages, aside)
        cluster = None if found is None else found[0].at.get(found[1].end - 1)
        if cluster is None:
            continue
        cluster.also |= {*aside.names, *(t.symbol for t in aside.tickers)} - {cluster.name}
        for noun in aside.nouns:
            defined[noun] = cluster if defined.get(noun, cluster) is cluster else None
    for p in passages if defined else ():
        words = p.tree.words
        for t in range(1, len(words)):
            cluster = defined.get(words[t])
            if cluster is not None and words[t - 1].lower() == "the" and t not in p.at:
                p.at[t], p.spans[t] = cluster, (t, t + 1)
                mention = Mention(p.tree.starts[t], p.tree.ends[t], words[t], cluster.type, cluster.id)
                cluster.extra.append(mention)
