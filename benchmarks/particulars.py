"""The particulars of the news facts that were found: whether the source and the date are those of the gold.

A statement is a hit of a gold fact as score.py counts it: same document, same or a near relation, names that are equal
or hold one another. Where several statements hit one fact, one right particular is enough.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

__all__ = ["particulars"]

Row = Mapping[str, Any]
_Alike = Callable[[str, str], bool]

_NEAR = {
    "works_for": {"appointed_to", "chief_executive_of"},
    "appointed_to": {"works_for"},
    "chief_executive_of": {"works_for"},
    "signed_agreement_with": {"partnered_with"},
    "partnered_with": {"signed_agreement_with"},
    "develops": {"operates", "launched"},
    "operates": {"develops"},
}
_EDGES = re.compile(r"^(?:the|an?)\s+|['’]s?$", re.IGNORECASE)
_LONGER = 2  # words that one of two names may have more than the other
_SHORT = 3  # letters: a name as short as this is not looked for inside another


def particulars(
    gold: Iterable[Row], found: Iterable[Row], symmetric: frozenset[str]
) -> tuple[dict[str, float], list[str]]:
    """The shares of right sources and dates among the found facts whose gold has one, and a line for each wrong one.

    ``gold`` are the rows of news-dev-gold.jsonl, ``found`` the lines of ``newsweave extract``; a figure that no found
    fact can give is left out.
    """
    said: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        said[row["document"]].append(row)
    also = _aliases(rows := list(gold))
    right, whole = {"attributed": 0, "dated": 0}, {"attributed": 0, "dated": 0}
    lines = []
    for g in rows:
        if g["rel"] == "said":
            continue
        hits = [s for s in said[g["doc"]] if _hits(g, s, symmetric)]
        for figure, wanted, given, alike in _pairs(g, hits, also[g["doc"]]) if hits else ():
            good = any(alike(wanted, x) for x in given if x)
            whole[figure] += 1
            right[figure] += good
            if not good:
                got = " / ".join(sorted({x or "none" for x in given}))
                lines.append(f"{figure} {g['doc']} {g['subj']} | {g['rel']} | {g['obj']} | {wanted} | got {got}")
    return {figure: round(right[figure] / n, 3) for figure, n in whole.items() if n}, lines


def _pairs(g: Row, hits: list[Row], also: Mapping[str, str]) -> Iterator[tuple[str, str, list[str | None], _Alike]]:
    if g.get("by"):
        yield "attributed", g["by"], [s["attributed_to"] for s in hits], partial(_same_source, also)
    if wanted := g.get("qual", {}).get("date"):
        words = "date" if wanted[:4].isdigit() else "date_text"  # relative to an unknown day the gold keeps the words
        yield "dated", wanted, [s["qualifiers"].get(words) for s in hits], _same_date


def _aliases(gold: Iterable[Row]) -> dict[str, dict[str, str]]:
    """For each document, each form of a name in the gold to the first form it has there."""
    out: dict[str, dict[str, str]] = defaultdict(dict)
    for g in gold:
        for name, others in ((g["subj"], g.get("subj_aliases", ())), (g["obj"], g.get("obj_aliases", ()))):
            first = out[g["doc"]].get(_plain(name), _plain(name))
            out[g["doc"]] |= dict.fromkeys(_forms(name, *others), first)
    return out


def _same_source(also: Mapping[str, str], wanted: str, given: str) -> bool:
    """Equal names, or the words of one among those of the other; of several sources each."""
    a, b = ([also.get(_plain(name), _plain(name)) for name in text.split(" and ")] for text in (wanted, given))
    if len(a) != len(b):
        a, b = [" ".join(a)], [" ".join(b)]
    return all(any(_within(x, y) for y in b) for x in a)


def _within(a: str, b: str) -> bool:
    x, y = set(a.split()), set(b.split())
    return bool(x and y) and (x <= y or y <= x)


def _same_date(wanted: str, given: str) -> bool:
    """Equal, or the day of a month, or the month of a year, that the gold gives; of words, those among others."""
    return wanted in given if not wanted[:4].isdigit() else given == wanted or given.startswith(f"{wanted}-")


def _hits(g: Row, s: Row, symmetric: frozenset[str]) -> bool:
    if s["relation"] != g["rel"] and s["relation"] not in _NEAR.get(g["rel"], ()):
        return False
    subject, obj = (_forms(g[end], *g.get(f"{end}_aliases", ())) for end in ("subj", "obj"))
    a, b = _argument(s["subject"]), _argument(s["object"])
    return (_same(subject, a) and _same(obj, b)) or (g["rel"] in symmetric and _same(subject, b) and _same(obj, a))


def _argument(argument: Row) -> set[str]:
    return _forms(argument.get("name"), argument.get("text"), argument.get("value"), *argument.get("aliases", ()))


def _plain(name: str) -> str:
    return re.sub(r"\W+", " ", _EDGES.sub("", name.strip()).casefold()).strip()


def _forms(*names: str | None) -> set[str]:
    return {_plain(name) for name in names if name} - {""}


def _same(wanted: set[str], given: set[str]) -> bool:
    return any(_alike(a, b) for a in wanted for b in given)


def _alike(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=lambda name: len(name.split()))
    longer = len(long.split()) - len(short.split())
    return a == b or (longer <= _LONGER and short in long and len(short.replace(" ", "")) > _SHORT)
