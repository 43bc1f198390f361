"""Word lists inside rules and frames: ``$name`` stands for the words of a list of ``lists.yaml``."""

from __future__ import annotations

from typing import Any

from newsweave.ontology.errors import DataError
from newsweave.ontology.lists import word_list, word_map

__all__ = ["expanded"]


def expanded(value: Any) -> Any:
    """The words of a list with those of the lists it names in place of ``$list``, and without those of ``-$list``.

    What is no list comes back as it is.

    Raises:
        ValueError: for a list that there is not.
    """
    if not isinstance(value, list):
        return value
    out: list[Any] = []
    for entry in value:
        if isinstance(entry, str) and entry.startswith("$"):
            out.extend(_listed(entry[1:]))
        elif isinstance(entry, str) and entry.startswith("-$"):
            left_out = frozenset(_listed(entry[2:]))
            out = [word for word in out if word not in left_out]
        else:
            out.append(entry)
    return tuple(out)


def _listed(name: str) -> list[str]:
    try:
        return sorted(word_list(name))
    except DataError:
        try:
            return list(word_map(name))
        except DataError as error:
            raise ValueError(str(error)) from None
