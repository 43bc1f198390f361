"""The particulars of the news facts that were found: whether the source and the date are those of the gold.

A statement is a hit of a gold fact as score.py counts it: same document, same or a near relation, names that are equal
or hold one another. Where several statements hit one fact, one right particular is enough.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

__all__ = ["particulars"]

Row = Mapping[str, Any]

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
    right, whole = {"attributed": 0, "dated": 0}, {"attributed": 0, "dated": 0}
    lines = []
    for g in gold:
        if g["rel"] == "said":
            continue
        hits = [s for s in said[g["doc"]] if _hits(g, s, symmetric)]
        for figure, wanted, given, alike in _pairs(g, hits) if hits else ():
            good = any(alike(wanted, x) for x in given if x)
            whole[figure] += 1
            right[figure] += good
            if not good:
                got = " / ".join(sorted({x or "none" for x in given}))
                lines.append(f"{figure} {g['doc']} {g['subj']} | {g['rel']} | {g['obj']} | {wanted} | got {got}")
    return {figure: round(right[figure] / n, 3) for figure, n in whole.items() if n}, lines


def _pairs(g: Row, hits: list[Row]) -> Iterator[tuple[str, str, list[str | None], Any]]:
    if g.get("by"):
        yield "attributed", g["by"], [_source(s) for s in hits], _same_source
    if g.get("qual", {}).get("date"):
        yield "dated", g["qual"]["date"], [s["qualifiers"].get("date") for s in hits], _same_date


def _source(s: Row) -> str | None:
    """The words or the name of a statement's source."""
    by = s["attributed_to"]
    return by["name"] if isinstance(by, Mapping) else by


def _same_source(wanted: str, given: str) -> bool:
    """Equal, or the words of one among those of the other."""
    a, b = set(_plain(wanted).split()), set(_plain(given).split())
    return bool(a and b) and (a <= b or b <= a)


def _same_date(wanted: str, given: str) -> bool:
    """Equal, or the day of a month, or the month of a year, that the gold gives."""
    return given == wanted or given.startswith(f"{wanted}-")


def _hits(g: Row, s: Row, symmetric: frozenset[str]) -> bool:
    if s["relation"] != g["rel"] and s["relation"] not in _NEAR.get(g["rel"], ()):
        return False
    subject, obj = _forms(g["subj"], *g["subj_aliases"]), _forms(g["obj"], *g["obj_aliases"])
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
