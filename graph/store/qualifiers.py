"""Qualifiers of statements and events as N-Quads write them, and the days that their times mean."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from newsweave.extract.values.dates import edtf_of
from newsweave.graph.store.terms import EDTF, date_literal, decimal_literal, text_n3
from newsweave.graph.times import days_of

__all__ = ["bounds_of", "date_n3", "qualifier_n3"]

_DATES = frozenset({"date", "begin", "end"})


def qualifier_n3(name: str, value: str) -> str:
    """A qualifier with its datatype, where its text is already what RDF would write; else the text."""
    if name in _DATES:
        return date_n3(value)
    if name == "edtf":
        return f"{text_n3(value)}^^{EDTF}"
    number = decimal_literal(value) if name == "amount_value" else None
    return str(number) if number is not None and number.value == value else text_n3(value)


@lru_cache(maxsize=4096)
def date_n3(text: str) -> str:
    """A date by how exact it is; see ``date_literal``."""
    return str(date_literal(text))


def bounds_of(qualifiers: Mapping[str, str]) -> tuple[date | None, date | None]:
    """First and last day of what a statement's qualifiers say of its time."""
    if edtf := qualifiers.get("edtf") or edtf_of(qualifiers.get("date", "")):
        return days_of(edtf)
    begin, end = qualifiers.get("begin"), qualifiers.get("end")
    first = days_of(edtf_of(begin))[0] if begin else None
    return first, days_of(edtf_of(end))[1] if end else None
