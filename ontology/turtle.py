"""Turtle as an index, without rdflib: the files of the ontology are read at every start."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from newsweave.ontology.errors import DataError
from newsweave.ontology.text_files import UnreadableFile, read_text_file

__all__ = ["Index", "read_turtle"]

_MOST_BYTES = 5_000_000
Index: TypeAlias = dict[str, dict[str, list[str]]]
"""Subject to predicate to objects, all as strings, in file order."""


def read_turtle(path: Path) -> Index:
    """The file's triples without those that have a blank node.

    Raises:
        DataError: where the file cannot be read or is not Turtle.
    """
    index: Index = {}
    try:
        for quad in ox.parse(read_text_file(path, most=_MOST_BYTES).encode(), format=ox.RdfFormat.TURTLE):
            subject, obj = quad.subject, quad.object
            if isinstance(subject, ox.NamedNode) and isinstance(obj, (ox.NamedNode, ox.Literal)):
                index.setdefault(subject.value, {}).setdefault(quad.predicate.value, []).append(obj.value)
    except UnreadableFile as error:
        raise DataError(f"{path}: {error}") from None
    except (SyntaxError, ValueError) as error:
        raise DataError(f"{path}: is not Turtle: {' '.join(str(error).split())}") from None
    return index
