"""The figures of a sentence brought together: level, change and former level of one measure are one record."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from newsweave.extract.measures.figures import Figure, figures
from newsweave.extract.measures.metrics import Measured, by_noun
from newsweave.extract.measures.verb_metrics import by_verb
from newsweave.extract.parsing.tree import Tree

__all__ = ["Record", "records_of"]

_SOME = r"(?: by| some| about| nearly| around| roughly| almost| more than)* $"
_MOVED = re.compile(
    r"(?:(?P<up>\bup|higher|(?:increase|rise|gain|jump|growth|surge) of|(?:ris|climb|grow|increas|jump)\w*ing)"
    r"|(?P<down>\bdown|lower|off|(?:decrease|drop|decline|fall|dip|reduction|slump) of|(?:fall|dropp|slipp|declin)ing))"
    + _SOME
)
_BEHIND = re.compile(
    r" (?P<up>more|higher|above|up)\b| (?P<down>less|lower|below|fewer|down)\b"
    r"|[ -](?P<rise>rise|increase|gain|jump|improvement|growth)\b|[ -](?P<drop>drop|decline|fall|decrease|dip)\b"
)
_COMPARED = re.compile(
    r"(?:compared? (?:with|to)|as against|\bagainst|versus|\bvs\.?|up from|down from|rather than|after an?|\bfrom) "
    r"(?:(?:an?|the|its|one|net|about|around|roughly) )*(?:[\w-]+ ){0,3}?(?:of )?(?:just |only |some )?$"
)
_PRIOR = re.compile(r"\([^()]{0,12}\b(?:19|20)\d\d[^()\d]{0,4}: ?$")
_REACH = 60  # characters between a level and what is told behind it
_PER_SHARE = re.compile(r" ?(?:per|a|an|each) (?:[\w-]+ ){0,2}?(?:share|unit|ads)\b", re.I)


@dataclass(slots=True)
class Record:
    """One measure in a sentence."""

    what: Measured
    level: Figure | None = None
    change: Figure | None = None
    former: Figure | None = None
    direction: str = ""
    each: bool = False
    """Whether it is so much a share."""
    place: tuple[int, int] = (0, 1)
    """Its place in a list of figures, and how long that is: "$3 million and $4 million, respectively"."""

    @property
    def figure(self) -> Figure | None:
        """The one that the statement is about."""
        return self.level or self.change


def records_of(tree: Tree, first: int, last: int, skipped: Callable[[Figure], bool]) -> list[Record]:
    """The records of the tokens from ``first`` to before ``last``, without the figures to be ``skipped``."""
    found = [f for f in figures(tree, first, last) if not skipped(f)]
    lists = _lists(tree, found)
    records: dict[tuple[int, str, int, int], Record] = {}
    begin = tree.starts[first]
    for i, f in enumerate(found):
        told = tree.text[max(begin, f.start - _REACH) : f.start]
        each = f.kind == "money" and _PER_SHARE.match(tree.text, f.end) is not None
        if (
            tree.kid(f.head, "poss") is None
            and (base := _last(records, found[i - 1] if i else None, each)) is not None
            and _joins(tree, base, f, told)
        ):
            continue
        other = tree.kid(f.head, "poss")
        if other is not None and records and f.kind == "percentage":
            last_record = next(reversed(records.values()))
            if (
                last_record.level is not None and last_record.level.kind == f.kind
            ):  # "12% of the market, behind X's 81%"
                elsewhere = replace(last_record.what, owner="token", thing=other, part="level")
                records[elsewhere.noun, elsewhere.metric, other, f.first] = Record(elsewhere, f)
                continue
        if _PRIOR.search(told) or (_COMPARED.search(told) and not told.endswith(" from ")):
            continue  # a comparison with something that is no level here
        what = by_noun(tree, f) or by_verb(tree, f)
        if what is None:
            continue
        several = what.part == "level" and (f.counted >= 0 or each or lists[i][1] > 1)
        aside = tree.deps[what.verb] == "relcl"  # "the shares, which closed at $4 on Monday, rose to $5"
        key = (what.noun, what.metric, what.thing if what.noun < 0 else -1, f.first if several else -2 if aside else -1)
        record = records.get(key)
        if record is not None and what.part == "level" and record.level is not None:
            key, record = (*key[:3], f.first), None  # "hit $4 million in May, totalling $40 million for the year"
        if record is None:
            record = records[key] = Record(what, each=each, place=lists[i])
        if getattr(record, what.part) is None:
            setattr(record, what.part, f)
            record.direction = record.direction or what.direction
            if what.part == "level" and record.what.part != "level":
                record.what = what
    return list(records.values())


def _last(records: dict[tuple[int, str, int, int], Record], previous: Figure | None, each: bool) -> Record | None:
    """The record that a figure right behind the ``previous`` one may tell more of; sums per share among themselves."""
    found = list(records.values())
    if previous is None or not any(previous in (r.level, r.change, r.former) for r in found):
        return None
    return next((r for r in reversed(found) if r.each == each and r.figure is not None), found[-1])


def _joins(tree: Tree, before: Record, f: Figure, told: str) -> bool:
    """Take up what is told behind a figure: "$12 million, up 9% from $11 million", "against $11 million"."""
    level = before.level
    if level is not None and f.start - level.end < _REACH and ";" not in tree.text[level.end : f.start]:
        between = tree.text[level.end : f.start]
        if (
            f.kind == "percentage"
            and level.kind != "percentage"
            and ("," in between or "(" in between or " a " in between)
        ):
            m = _MOVED.search(told) or _BEHIND.match(tree.text, f.end)
            if m is not None and len(between.split()) <= 6:
                if before.change is None:
                    before.change = f
                    up = m.groupdict().get("up") or m.groupdict().get("rise")
                    before.direction = "up" if up else "down"
                return True
        if f.kind == level.kind and (_COMPARED.search(between) or _PRIOR.search(told)):
            before.former = before.former or f
            return True
    if (
        f.kind == (before.figure or f).kind
        and before.former is None
        and told.endswith(" from ")
        and before.figure is not None
    ) and f.start - before.figure.end < _REACH:
        before.former = f
        return True
    return False


def _lists(tree: Tree, found: list[Figure]) -> list[tuple[int, int]]:
    """For each figure its place among those that it is coordinated with, and how many they are."""
    heads = {f.head: i for i, f in enumerate(found)}
    root = list(range(len(found)))
    for i, f in enumerate(found):
        t = f.head
        while tree.deps[t] == "conj" and tree.heads[t] != t:
            t = tree.heads[t]
            if t in heads:
                root[i] = root[heads[t]]
                break
    return [(sum(r == root[i] for r in root[:i]), sum(r == root[i] for r in root)) for i in range(len(found))]
