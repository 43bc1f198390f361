"""Word lists (``lists.yaml``): the closed classes that names, clauses and rules share, checked when loaded."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from newsweave.ontology.errors import DataError
from newsweave.ontology.plain_yaml import read_yaml

__all__ = ["last_words", "word_list", "word_map"]

_FILE = Path(__file__).with_name("lists.yaml")
_MAPS = frozenset(
    {
        "agreement_nouns",
        "british_spellings",
        "class_nouns",
        "counted_deeds",
        "currency_nouns",
        "currency_signs",
        "event_nouns",
        "event_stages",
        "deeds_of_firms",
        "fixed_days",
        "flow_verbs",
        "exchange_codes",
        "exchange_countries",
        "exchange_suffixes",
        "institution_nouns",
        "irregular_participles",
        "kind_nouns",
        "last_name_words",
        "lone_institutions",
        "metric_nouns",
        "metric_verbs",
        "name_parts",
        "national_currencies",
        "nominals",
        "place_nominals",
        "predicate_synonyms",
        "roles_in_deeds",
        "speech_acts",
        "speech_nouns",
        "support_verbs",
        "state_abbreviations",
        "title_abbreviations",
        "titles_in_full",
        "trade_synonyms",
        "trades",
        "verb_lemmas",
    }
)


@cache
def word_list(name: str) -> frozenset[str]:
    """A plain list by its name.

    Raises:
        DataError: for an unknown name or an entry that is not a word.
    """
    entries = _load().get(name)
    if not isinstance(entries, list):
        raise DataError(f"{_FILE.name}: there is no word list {name!r}")
    return frozenset(entries)


@cache
def last_words(name: str) -> frozenset[str]:
    """The last words of a plain list's entries: "executive" of "chief executive"."""
    return frozenset(entry.rsplit(" ", 1)[-1] for entry in word_list(name))


@cache
def word_map(name: str) -> dict[str, Any]:
    """A list that maps words to a class, a type or several classes.

    Raises:
        DataError: for an unknown name.
    """
    entries = _load().get(name)
    if not isinstance(entries, dict):
        raise DataError(f"{_FILE.name}: there is no word map {name!r}")
    return entries


@cache
def _load() -> dict[str, Any]:
    data = read_yaml(_FILE)
    for name, entries in data.items():
        if (name in _MAPS) != isinstance(entries, dict):
            raise DataError(f"{_FILE.name}: {name!r} must be a {'map' if name in _MAPS else 'list'}")
        for entry in entries:
            if not isinstance(entry, str):
                raise DataError(f"{_FILE.name}: {name}: {entry!r} is not a word (quote it)")
    return dict(data)
