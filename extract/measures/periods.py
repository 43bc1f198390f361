"""Of what period a figure is: what its own words say, else the one of the figure before it."""

from __future__ import annotations

import re

from newsweave.extract.measures.measure_names import is_of_period, unread_period
from newsweave.extract.model import Proposition
from newsweave.extract.relations.event_time import Times
from newsweave.extract.relations.qualifiers import time_qualifiers

__all__ = ["Periods", "figure_time"]

_REPORTING = frozenset({"report", "post", "announce", "publish", "unveil", "disclose", "record", "book"})
_LATELY = re.compile(r"\b(?:past|last|previous|course|next|coming)\b", re.I)
_OF_BEFORE = re.compile(r"\b(?:prior|previous|year-ago|year-earlier|same|corresponding|earlier|ago|before)\b", re.I)
_THAN = re.compile(r"\b(?:more|less|higher|lower|better|worse|faster|slower|fewer) than\b[^,;.]*$")
_FAR_BEHIND = 160  # characters behind a figure in which a comparison with it ends
_NEAR = 400  # characters between the sentences of two figures of one report
_TIME = ("date", "edtf", "date_text")


def figure_time(times: Times, proposition: Proposition, metric: str, *, ahead: bool, end: int = 0) -> dict[str, str]:
    """The period of a figure, else the time of its clause; the day of a report is not that of its figures.

    A period that names no date ("for the year") stands alone: no date of the clause is its. What is told of the time
    before behind the ``end`` of the figure is of what it is compared with.
    """
    of_period = is_of_period(metric)
    when = times.period(proposition) if of_period else None
    if when is None:
        when = times.of(proposition, ahead=ahead)
        if when is not None and when.marker == "over" and not _LATELY.search(when.text):
            when = None  # "increased by 8% over Q1 2021"
        elif of_period and when is not None and proposition.predicate in _REPORTING and when.iso.count("-") == 2:
            when = None
    if when is not None and _is_compared(times.tree.text[end : end + _FAR_BEHIND], when.text):
        when = None  # "1.6%, less than forecast in July"
    if when is not None and _OF_BEFORE.search(when.text) and when.text in times.tree.text[end : end + _FAR_BEHIND]:
        when = None
    out = {} if when is None else time_qualifiers(when)
    words = unread_period(proposition, times.tree, out.get("date_text", ""))
    return {"date_text": words} if words else out


def _is_compared(behind: str, words: str) -> bool:
    """Whether the words of a time stand in what a figure is compared with, in the text ``behind`` the figure."""
    at = behind.find(words)
    return at >= 0 and _THAN.search(behind[:at]) is not None


class Periods:
    """The periods that figures of a document are of; a figure without one has that of the figure before it."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[int, dict[str, str]]] = {}

    def complete(self, qualifiers: dict[str, str], subject: str, start: int, status: str) -> None:
        """Give the figure of a period the time of the one before, if that is of the same subject and stands near.

        ``start`` is the offset of its sentence. Forecasts neither take nor give a period.
        """
        if not is_of_period(qualifiers.get("metric", "")) or status not in ("asserted", "reported"):
            return
        before = self._last.get(subject)
        known = {k: v for k, v in qualifiers.items() if k in _TIME}
        if not known and before is not None and start - before[0] < _NEAR:
            qualifiers |= before[1]
        elif "date" in known and known["date"].count("-") < 2:
            self._last[subject] = (start, known)
