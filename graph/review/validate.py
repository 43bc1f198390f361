"""SHACL validation: the shapes of ``ontology/shapes.ttl`` run as SPARQL on the store.

Reference processors need the whole graph in memory and minutes for what takes seconds here; the tests hold the two
against each other (pySHACL) on graphs that are right and on graphs that are not. Only the parts of SHACL that our
shapes use are known; any other is refused when the shapes are loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH

from newsweave.graph.store.store import GraphStore
from newsweave.ontology.errors import DataError
from newsweave.ontology.vocabulary import VALUE_CLASSES, vocabulary

__all__ = ["Check", "Report", "Violation", "checks", "shapes", "validate"]

_NW = "https://w3id.org/newsweave#"
_LISTED = 100
_NODE_KINDS: dict[Any, str] = {SH.IRI: "isIRI", SH.Literal: "isLiteral", SH.BlankNode: "isBlank"}
_ABOUT = frozenset({SH.path, SH.message, SH.severity, RDF.type})
_TARGETS = {SH.targetClass: "?this a {}", SH.targetSubjectsOf: "?this {} []", SH.targetObjectsOf: "[] {} ?this"}


@dataclass(frozen=True, slots=True)
class Check:
    """One constraint of a shape as a query that finds what breaks it."""

    component: str
    """Local name of the SHACL constraint component: ``MinCountConstraintComponent``."""
    path: str | None
    message: str
    severity: str
    """``Violation`` or ``Warning``."""
    sparql: str
    """Selects ``?this``, the focus node, and perhaps ``?value``."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A node that breaks a constraint."""

    focus: str
    path: str | None
    value: str | None
    component: str
    message: str
    severity: str

    def to_dict(self) -> dict[str, str | None]:
        """As JSON."""
        return {name: getattr(self, name) for name in ("focus", "path", "value", "component", "message", "severity")}


@dataclass(frozen=True, slots=True)
class Report:
    """What a validation found."""

    violations: tuple[Violation, ...]
    """Sorted by focus node; of each check at most a hundred."""
    checked: int
    """How many checks were run."""
    truncated: bool = False
    """Whether some check found more than are listed."""

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; a warning is none."""
        return all(v.severity == "Warning" for v in self.violations)

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        found = [v.to_dict() for v in self.violations]
        return {"conforms": self.conforms, "checks": self.checked, "truncated": self.truncated, "results": found}

    def to_turtle(self) -> str:
        """The SHACL validation report (sh:ValidationReport) in Turtle."""
        from rdflib import BNode

        graph, report = Graph(), BNode()
        graph.bind("sh", SH)
        graph.add((report, RDF.type, SH.ValidationReport))
        graph.add((report, SH.conforms, Literal(not self.violations)))
        for v in self.violations:
            result = BNode()
            graph.add((report, SH.result, result))
            graph.add((result, RDF.type, SH.ValidationResult))
            graph.add((result, SH.focusNode, URIRef(v.focus)))
            graph.add((result, SH.sourceConstraintComponent, SH[v.component]))
            graph.add((result, SH.resultSeverity, SH[v.severity]))
            graph.add((result, SH.resultMessage, Literal(v.message)))
            if v.path is not None:
                graph.add((result, SH.resultPath, URIRef(v.path)))
            if v.value is not None:
                graph.add((result, SH.value, Literal(v.value)))
        return graph.serialize(format="turtle")


def validate(store: GraphStore) -> Report:
    """Run all checks.

    Raises:
        DataError: where the shapes use what this module does not know.
    """
    found: list[Violation] = []
    truncated = False
    listed = checks()
    for check in listed:
        rows = store.database.query(check.sparql, use_default_graph_as_union=True)
        assert isinstance(rows, ox.QuerySolutions)
        for number, row in enumerate(rows):
            if number == _LISTED:
                truncated = True
                break
            value = row["value"] if "value" in {v.value for v in rows.variables} else None
            text = None if value is None else value.value if hasattr(value, "value") else str(value)
            focus = row["this"]
            assert isinstance(focus, (ox.NamedNode, ox.BlankNode))
            found.append(Violation(focus.value, check.path, text, check.component, check.message, check.severity))
    found.sort(key=lambda v: (v.focus, v.path or "", v.component, v.value or ""))
    return Report(tuple(found), len(listed), truncated)


# --- shapes ---


def shapes() -> Graph:
    """Our shapes, and those for the classes that each relation's subject and object may have."""
    return _shapes(vocabulary().files)


@cache
def _shapes(_: tuple[Path, ...]) -> Graph:
    graph = Graph()
    graph.parse(data=(files("newsweave.ontology") / "shapes.ttl").read_text(encoding="utf-8"), format="turtle")
    for relation in vocabulary().relations.values():
        ends = (("Subjects", relation.domain), ("Objects", relation.range))
        for end, classes in ends:
            if any(c in VALUE_CLASSES.values() or c == "Quantity" for c in classes):
                continue  # values are literals, or nodes whose class says their kind
            _relation_shape(graph, relation.local, end, classes)
    return graph


def _relation_shape(graph: Graph, local: str, end: str, classes: Iterable[str]) -> None:
    """A warning, not more: an entity has the class that most documents give it, a rule looked at one.

    One of its classes is enough, for inferences (``infer``) give it wider ones.
    """
    shape = URIRef(f"https://w3id.org/newsweave/shapes#{local}-{end.lower()}")
    allowed = sorted(c for c in vocabulary().classes if any(vocabulary().is_a(c, wanted) for wanted in classes))
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, SH[f"target{end}Of"], URIRef(_NW + local)))
    graph.add((shape, SH.severity, SH.Warning))
    constraint = URIRef(f"{shape}-class")
    graph.add((shape, SH.sparql, constraint))
    graph.add((constraint, SH.severity, SH.Warning))
    graph.add((constraint, SH.message, Literal(f"{local}: {end.lower()} are of {', '.join(sorted(classes))}")))
    listed = ", ".join(f"<{_NW}{c}>" for c in allowed)
    known = f"FILTER NOT EXISTS {{ $this <{RDF.type}> ?class . FILTER(?class IN ({listed})) }}"
    graph.add((constraint, SH.select, Literal(f"SELECT $this WHERE {{ $this <{RDF.type}> ?any . {known} }}")))


def checks() -> tuple[Check, ...]:
    """The checks of all shapes, in the order of the shapes' IRIs."""
    return _checks(vocabulary().files)


@cache
def _checks(_: tuple[Path, ...]) -> tuple[Check, ...]:
    graph = shapes()
    named = sorted(graph.subjects(RDF.type, SH.NodeShape), key=str)
    return tuple(check for shape in named for check in _of_shape(graph, shape))


def _of_shape(graph: Graph, shape: Any) -> Iterator[Check]:
    targets = [text.format(f"<{o}>") for p, text in _TARGETS.items() for o in graph.objects(shape, p)]
    target = f"{targets[0]} ."
    for predicate, value in sorted(graph.predicate_objects(shape), key=str):
        if predicate in _TARGETS or predicate in _ABOUT:
            continue
        if predicate == SH.property:
            yield from _of_property(graph, value, target)
        elif predicate == SH.nodeKind:
            where = f"{target} FILTER(!{_NODE_KINDS[value]}(?this))"
            yield _check(
                graph, shape, "NodeKindConstraintComponent", None, f"SELECT DISTINCT ?this WHERE {{ {where} }}"
            )
        elif predicate == SH.sparql:
            select = str(graph.value(value, SH.select)).replace("$this", "?this")
            body = select[select.index("{") + 1 : select.rindex("}")]
            sparql = f"SELECT DISTINCT ?this WHERE {{ {target} {body} }}"
            yield _check(graph, value, "SPARQLConstraintComponent", None, sparql)
        else:
            raise DataError(f"shapes.ttl: {shape}: {predicate} is not known")


def _of_property(graph: Graph, prop: Any, target: str) -> Iterator[Check]:
    path = graph.value(prop, SH.path)
    for predicate, value in sorted(graph.predicate_objects(prop), key=str):
        if predicate in _ABOUT:
            continue
        name = str(predicate).removeprefix(str(SH))
        component = f"{name[0].upper()}{name[1:]}ConstraintComponent"
        sparql = _constraint(graph, str(path), name, value, target)
        if sparql is None:
            raise DataError(f"shapes.ttl: {prop}: {predicate} is not known")
        yield _check(graph, prop, component, str(path), sparql)


def _constraint(graph: Graph, path: str, name: str, value: Any, target: str) -> str | None:
    """The query for what breaks one constraint on the values of a path."""
    values = f"{target} ?this <{path}> ?value ."
    if name == "minCount":
        return f"SELECT DISTINCT ?this WHERE {{ {target} FILTER NOT EXISTS {{ ?this <{path}> ?any }} }}"
    if name == "maxCount":
        counted = f"SELECT ?this WHERE {{ {values} }} GROUP BY ?this HAVING(COUNT(DISTINCT ?value) > {value})"
        return f"SELECT ?this WHERE {{ {{ {counted} }} }}"
    if name == "lessThanOrEquals":
        return f"SELECT DISTINCT ?this ?value WHERE {{ {values} ?this <{value}> ?most FILTER(!(?value <= ?most)) }}"
    tests = {
        "datatype": f"!isLiteral(?value) || DATATYPE(?value) != <{value}>",
        "pattern": f"!REGEX(STR(?value), {Literal(str(value)).n3()})",
        "minInclusive": f"!(?value >= {Literal(value).n3()})",
        "maxInclusive": f"!(?value <= {Literal(value).n3()})",
        "class": f"NOT EXISTS {{ ?value a <{value}> }}",
    }
    if name == "nodeKind":
        tests["nodeKind"] = f"!{_NODE_KINDS[value]}(?value)"
    if name == "in":
        tests["in"] = f"?value NOT IN ({', '.join(term.n3() for term in Collection(graph, value))})"
    return f"SELECT DISTINCT ?this ?value WHERE {{ {values} FILTER({tests[name]}) }}" if name in tests else None


def _check(graph: Graph, shape: Any, component: str, path: str | None, sparql: str) -> Check:
    severity = graph.value(shape, SH.severity) or SH.Violation
    message = graph.value(shape, SH.message) or f"{component.removesuffix('ConstraintComponent')} is broken"
    return Check(component, path, str(message), str(severity).removeprefix(str(SH)), sparql)
