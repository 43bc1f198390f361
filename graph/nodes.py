"""Quads read back as nodes: one subject with all that is said of it, with typed access."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from newsweave.ontology.errors import StoreError

__all__ = ["Node", "group", "iri_of", "text_of"]


def iri_of(term: object) -> ox.NamedNode:
    """The term, known to be an IRI: newsweave writes no blank nodes."""
    if not isinstance(term, ox.NamedNode):
        raise StoreError(f"the graph is damaged: {term} stands where newsweave writes an IRI")
    return term


def literal_of(term: object) -> ox.Literal:
    """The term, known to be a literal."""
    if not isinstance(term, ox.Literal):
        raise StoreError(f"the graph is damaged: {term} stands where newsweave writes a literal")
    return term


def text_of(term: object) -> str:
    """The text of a literal, or the IRI."""
    if not isinstance(term, (ox.NamedNode, ox.Literal)):
        raise StoreError(f"the graph is damaged: {term} stands where newsweave writes an IRI or a literal")
    return term.value


class Node:
    """One subject and its terms. Asking for what is not there names node and predicate in a StoreError."""

    __slots__ = ("iri", "terms")

    def __init__(self, iri: ox.NamedNode) -> None:
        self.iri = iri
        self.terms: dict[ox.NamedNode, list[ox.NamedNode | ox.Literal]] = {}

    def term(self, predicate: ox.NamedNode) -> ox.NamedNode | ox.Literal:
        """The value of a predicate that has exactly one."""
        found = self.terms.get(predicate, ())
        if len(found) != 1:
            raise StoreError(f"the graph is damaged: {self.iri} has {len(found)} values of {predicate}, not one")
        return found[0]

    def node(self, predicate: ox.NamedNode) -> ox.NamedNode:
        """The IRI that a predicate with exactly one value points to."""
        return iri_of(self.term(predicate))

    def text(self, predicate: ox.NamedNode) -> str:
        """The text of a predicate with exactly one value."""
        return self.term(predicate).value

    def get(self, predicate: ox.NamedNode) -> str | None:
        """The text of a predicate with at most one value, None where there is none."""
        return self.text(predicate) if predicate in self.terms else None

    def texts(self, predicate: ox.NamedNode) -> list[str]:
        """The texts of a predicate with any number of values, sorted."""
        return sorted(term.value for term in self.terms.get(predicate, ()))


def group(quads: Iterable[ox.Quad]) -> dict[ox.NamedNode, Node]:
    """The nodes of some quads by IRI, in the order in which they first come; graph names are left out of account."""
    nodes: dict[ox.NamedNode, Node] = {}
    for quad in quads:
        subject, term = iri_of(quad.subject), quad.object
        if not isinstance(term, (ox.NamedNode, ox.Literal)):
            term = iri_of(term)
        node = nodes.get(subject)
        if node is None:
            node = nodes[subject] = Node(subject)
        node.terms.setdefault(quad.predicate, []).append(term)
    return nodes
