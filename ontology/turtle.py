"""Turtle as an index, without rdflib: the files of the ontology are read at every start."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from newsweave.ontology.errors import DataError

__all__ = ["Index", "read_turtle"]

Index: TypeAlias = dict[str, dict[str, list[str]]]
"""Subject to predicate to objects, all as strings, in file order."""


def read_turtle(path: Path) -> Index:
    """The file's triples without those that have a blank node.

    Raises:
        DataError: where the file cannot be read or is not Turtle.
    """
    index: Index = {}
    try:
        for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE):
            subject, obj = quad.subject, quad.object
            if isinstance(subject, ox.NamedNode) and isinstance(obj, (ox.NamedNode, ox.Literal)):
                index.setdefault(subject.value, {}).setdefault(quad.predicate.value, []).append(obj.value)
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror or error}") from None
    except (SyntaxError, ValueError) as error:
        raise DataError(f"{path}: is not Turtle: {' '.join(str(error).split())}") from None
    return index
