"""Figures in lines without a verb: "Revenue: $12.1m, up 9%", "- Net loss of $3 million", "4,000 customers (+5%)".

They are read by their words, since a parse of them means little. What a line measures must be a measure by itself;
whose it is says the line ("Corvex revenue"), or who alone is named in the heading or words with a colon above it, else
the text is about one firm. The period may stand in the line or above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsweave.extract.coreference.aboutness import Aboutness
from newsweave.extract.coreference.outline import Line, begins_with_deed, firms, lines
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.measures.fit import can_have
from newsweave.extract.measures.labels import Label, label_of, period_of
from newsweave.extract.measures.measure_names import IN_PERCENT
from newsweave.extract.measures.tables import figure_statement
from newsweave.extract.model import Document, LiteralArgument, Statement
from newsweave.extract.values.amounts import Amount, amounts_in
from newsweave.extract.values.dates import read_date
from newsweave.extract.values.time_values import TimeValue
from newsweave.ontology.rules import Rule

__all__ = ["RULE", "line_measures"]

RULE = Rule(id="figure/line", frame="figure-line", relation="has_metric", construction=("nominal",), subject=("self",))
_LONGEST = 220
_BULLET = re.compile(r"(?:[-*+•‣▪◦●–·]|\d{1,2}[.)])\s+")
_WHEN = (
    r"(?P<when>(?:(?:First|Second|Third|Fourth)[- ](?:quarter|half)|Full[- ]year|Half[- ]year|Annual|Quarterly"
    r"|FY ?\d{2,4}|[QH][1-4](?: (?:20)?\d\d)?|[1-4]Q(?:\d\d)?|(?:19|20)\d\d|(?:Nine|Six)[- ]month) )?"
)
_PRAISE = r"(?:(?:Record|record|Strong|Solid|Total|Group) )?"
_LINE = re.compile(
    rf"{_WHEN}{_PRAISE}(?P<label>[A-Za-z][A-Za-z\d&/’'\- ]{{2,60}}?(?: ?\([^()\d]{{1,30}}\))?)"
    r"(?P<by>:|,| of| at| –| -| was| were|)\s+(?=[^A-Za-z]|[A-Z]{1,3}[$€£¥₹ \d]"
    r"|about|approximately|around|over|more|nearly|almost|a record|Rs)"
)
_MOVED = re.compile(
    rf"{_WHEN}{_PRAISE}(?P<label>[A-Za-z][A-Za-z&/’'\- ]{{2,60}}?)(?P<by>:|,|)\s+"
    r"(?P<way>up|down|\+|[-–−](?=\d)|higher by|lower by)\s?(?:by\s)?"
)
_LEAD = re.compile(r"(?:(?:a|an|the|some|record|all-time high|of|USD) )*")
_CHANGE = re.compile(
    r"[,;]?\s?[(–-]?\s?(?:(?:representing|which is|or)?\s?(?:a|an)?\s?"
    r"(?P<way>up|down|increase of|rise of|growth of|gain of|decrease of|fall of|drop of|decline of|\+|[-–−](?=\d))"
    r"\s?(?:by\s)?)(?P<n>\d[\d.,]*)\s?(?:%|per ?cent)(?P<noun> (?:increase|rise|growth|decrease|fall|drop|decline))?"
)
_SAID = re.compile(
    r"[,;]?\s?[(–-]?\s?(?:a|an) (?P<n>\d[\d.,]*)\s?(?:%|per ?cent) "
    r"(?P<noun>increase|rise|growth|gain|decrease|fall|drop|decline)"
)
_FORMER = re.compile(
    r"[,;]?\s?[(]?(?:compared (?:to|with)|versus|vs\.?|from|against|(?P<when>[QHF][^():]{1,12}|(?:19|20)\d\d):)\s+"
)
_TO = re.compile(r"[,;]?\s?to\s+")
_EARLIER = re.compile(
    r",? (?:a|one) year (?:earlier|ago|before)|,? (?:in )?the (?:year-ago|prior-year|same) (?:quarter|period)"
    r"|,? last year",
    re.I,
)
_PER_SHARE = re.compile(r" (?:per|a) share\b")
_SHARED = frozenset({"dividend", "earnings", "profit", "loss", "income"})
_DOWN = frozenset("down decrease fall drop decline lower".split())
_QUARTER = re.compile(r"quarter|half|full[- ]year|nine[- ]month|\b(?:19|20)\d\d\b|\b[QH][1-4]\b|\bFY", re.I)
_PLAN = re.compile(r"\b(?:outlook|guidance|forecast|target|expected|expects|ambition|goals?|plans?|next year)\b", re.I)


@dataclass
class _Line:
    """What a line says."""

    label: Label
    value: LiteralArgument
    growth: str = ""
    former: str = ""
    when: str = ""


def line_measures(
    document: Document, passages: Sequence[Passage], known: Sequence[Statement], about: Aboutness
) -> list[Statement]:
    """The statements of figures in verbless lines that ``known`` does not hold, in text order."""
    taken = {s.object.start for s in known if isinstance(s.object, LiteralArgument)}
    read: dict[int, _Line | None] = {}

    def is_line(p: Passage) -> bool:
        read[id(p)] = _line(p)
        return read[id(p)] is not None or begins_with_deed(p)

    out = []
    for line in lines(passages, about, is_line):
        said = read[id(line.passage)]
        if said is None or line.owner is None or said.value.start in taken or firms(line.passage):
            continue
        if can_have(line.owner, said.label.metric, said.value.datatype):
            out.append(_statement(document, line, said, line.owner))
    return out


def _line(p: Passage) -> _Line | None:
    tree = p.tree
    start, end = tree.starts[0], tree.ends[-1]
    if end - start > _LONGEST:
        return None
    text = tree.text[start:end]
    if not any(c.isdigit() for c in text):
        return None
    bullet = _BULLET.match(text)
    at = bullet.end() if bullet else 0
    return _levelled(text, at, start) or _moved(text, at, start) or _counted(text, at, start)


def _levelled(text: str, at: int, offset: int) -> _Line | None:
    """ "Revenue: $12.1m, up 9%", "Net loss of $3 million", "Gross margin 41% (2023: 38%)"."""
    m = _LINE.match(text, at)
    label = None if m is None else label_of(m["label"])
    if m is None or label is None:
        return None
    figure = _figure(text, m.end(), label, offset)
    if figure is None or (m["by"] == "" and figure[0].datatype == "number"):
        return None
    line = _Line(label, figure[0], when=m["when"] or "")
    return _with_rest(text, figure[1], line)


def _moved(text: str, at: int, offset: int) -> _Line | None:
    """ "Revenue up 9% to $12.1m"."""
    m = _MOVED.match(text, at)
    label = None if m is None else label_of(m["label"])
    change = None if m is None else re.compile(r"(\d[\d.,]*)\s?(?:%|per ?cent)").match(text, m.end())
    if m is None or label is None or change is None or not label.may_grow:
        return None
    to = _TO.match(text, change.end())
    figure = None if to is None else _figure(text, to.end(), label, offset)
    if figure is None:
        return None
    sign = "" if m["way"] in ("up", "+", "higher by") else "-"
    line = _Line(label, figure[0], growth=f"{sign}{change[1]}%", when=m["when"] or "")
    return _with_rest(text, figure[1], line)


def _counted(text: str, at: int, offset: int) -> _Line | None:
    """ "4,000 customers, up 5%"."""
    first = next(iter(amounts_in(text[at:])), None)
    if first is None or first[0] != "number" or (first[1] > 0 and first[3].modifier == ""):
        return None
    m = re.compile(r"\s([a-z][a-z \-]{2,40}?)(?=[,;(.]|$| \(| (?:at|as of|on) (?:the end|year|quarter|\d))").match(
        text, at + first[2]
    )
    label = None if m is None else label_of(m[1].strip())
    if m is None or label is None or not label.counts:
        return None
    start = at + first[1]
    value = _literal(first[3], "number", text, start, at + first[2], offset)
    return _with_rest(text, m.end(), _Line(label, value))


def _figure(text: str, at: int, label: Label, offset: int) -> tuple[LiteralArgument, int] | None:
    """The figure that begins at an offset, and where it ends; None for one that the label cannot have."""
    lead = _LEAD.match(text, at)
    begin = lead.end() if lead else at
    found = next(iter(amounts_in(text[begin:])), None)
    if found is None or found[1] > len("approximately ") or text[begin : begin + found[1]].strip(" ($") not in _SOME:
        return None
    kind, first, last, amount = found
    if kind == "percentage":
        fits = label.noun in IN_PERCENT or label.noun == "growth"
    else:
        fits = label.noun not in IN_PERCENT and label.counts == (kind == "number")
    if not fits:
        return None
    return _literal(amount, kind, text, begin + first, begin + last, offset), begin + last


_SOME = frozenset({"", "about", "approximately", "around", "over", "more than", "nearly", "almost", "some"})


def _literal(amount: Amount, kind: str, text: str, start: int, end: int, offset: int) -> LiteralArgument:
    return LiteralArgument(
        amount.value, kind, text[start:end], offset + start, offset + end, amount.modifier, amount.also
    )


def _with_rest(text: str, at: int, line: _Line) -> _Line | None:
    """The line with what stands behind its figure; None where that begins with a word that changes what it is."""
    m = _CHANGE.match(text, at) or _SAID.match(text, at)
    if m is not None and line.label.may_grow and not line.growth:
        groups = m.groupdict()
        word = (groups.get("way") or groups.get("noun") or "").strip()
        low = groups.get("noun") or word
        sign = "-" if low.strip().split()[0] in _DOWN or word[:1] in ("-", "–", "−") or word.split()[0] in _DOWN else ""
        line.growth = f"{sign}{m['n']}%"
    if m is not None:
        at = m.end()
    former = _FORMER.match(text, at)
    if former is not None:
        found = next(iter(amounts_in(text[former.end() :])), None)
        if found is not None and found[1] == 0:
            line.former = found[3].text
            at = former.end() + found[2]
    at = earlier.end() if (earlier := _EARLIER.match(text, at)) else at
    if (share := _PER_SHARE.match(text, at)) is not None:
        if line.label.noun not in _SHARED:
            return None
        line.label = replace(line.label, metric=f"{line.label.metric} per share")
        at = share.end()
    part = re.compile(r",? or \d[\d.]*% of").match(text, at)
    rest = "" if part is not None else text[at:].strip(" ,;.()")
    if re.match(
        r"(?:per|a|each|to|or)\b|[-–/]\s?\d|x\b|(?:from|in|by) [A-Z]?[a-z]+(?: [a-z]+)*$", rest
    ) and not _QUARTER.search(rest):
        return None  # "to $4m", "from services", "per tonne"
    if not line.former:  # "$4m vs. $3m in Q1 2024": the period is the former's
        line.when = line.when or (rest if _QUARTER.search(rest) else "")
    return line


def _when(said: _Line, above: str, published: str | None) -> TimeValue | None:
    for words in (said.when, above):
        if not words or not _QUARTER.search(words) or len(words) > _LONGEST:
            continue
        found = period_of(words.strip(), published) or read_date(words.replace("-", " ").strip(), published)
        if found is not None:
            return found
    return None


def _statement(document: Document, line: Line, said: _Line, owner: Cluster) -> Statement:
    tree, above = line.passage.tree, line.text_above
    return figure_statement(
        document,
        line.passage,
        (tree.starts[0], tree.ends[-1]),
        (tree.starts[0], tree.ends[0]),
        owner,
        said.label,
        said.value,
        _when(said, above, document.date),
        growth=said.growth,
        planned=bool(_PLAN.search(above) or _PLAN.search(said.when)),
        rule=RULE,
        extra={"former_level": said.former} if said.former else {},
    )
