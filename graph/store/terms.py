"""The RDF terms that graphs are made of: namespaces, IRIs of our own nodes, literals.

IRIs carry ids readably: letters and digits of any script, ``-``, ``_``, ``~`` and inner ``.`` stay, everything else is
percent-encoded, so that every id gives a valid IRI, no two ids give the same one, and the id can be read back.
Text that UTF-8 cannot hold (lone surrogates) is stored with U+FFFD in its place, one for one: offsets stay true.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from urllib.parse import unquote_to_bytes

import pyoxigraph as ox

from newsweave.extract.model import content_key
from newsweave.ontology.errors import DataError
from newsweave.ontology.metrics import METRICS
from newsweave.ontology.vocabulary import NAMESPACE

__all__ = [
    "DCTERMS",
    "DECISIONS",
    "DEFAULT_BASE",
    "EDTF",
    "ENTITIES",
    "FACTS",
    "FORMER",
    "INFERRED",
    "METRIC",
    "NW",
    "OA",
    "PENDING",
    "PROV",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SKOS",
    "STORIES",
    "XSD",
    "Names",
    "check_base",
    "date_literal",
    "decimal_literal",
    "escape_id",
    "integer_n3",
    "known_prefixes",
    "shorten",
    "storable",
    "text_literal",
    "text_n3",
    "unescape_id",
]

DEFAULT_BASE = "https://w3id.org/newsweave/id/"

FACTS = ox.NamedNode(NAMESPACE + "facts")
"""Name of the graph of plain triples: every asserted fact that is not over, a symmetric one in both directions."""
FORMER = "former"
"""The qualifier that is "yes" where a state is over; such a statement is no plain triple."""
ENTITIES = ox.NamedNode(NAMESPACE + "entities")
"""Name of the graph that describes entities (class, labels) and values with a unit."""
STORIES = ox.NamedNode(NAMESPACE + "stories")
"""Name of the graph that says which documents print one story."""
INFERRED = ox.NamedNode(NAMESPACE + "inferred")
"""Name of the graph of what follows by the vocabulary; empty unless somebody asked for it."""
DECISIONS = ox.NamedNode(NAMESPACE + "decisions")
"""Name of the graph of what people decided: each decision with who, when and why, and what it says of entities."""
PENDING = ox.NamedNode(NAMESPACE + "pending")
"""Name of the graph of marks for what a build has to count again at its end; empty after a finished build."""


class _Namespace:
    """``NW("status")`` is the term of that name, ``NW.n3("status")`` how N-Quads write it; both are made once."""

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self._terms: dict[str, ox.NamedNode] = {}
        self._written: dict[str, str] = {}

    def __call__(self, local: str) -> ox.NamedNode:
        term = self._terms.get(local)
        if term is None:
            term = self._terms[local] = ox.NamedNode(self.iri + local)
        return term

    def n3(self, local: str) -> str:
        """The term with its brackets, ``<http://...>``."""
        written = self._written.get(local)
        if written is None:
            written = self._written[local] = str(self(local))
        return written


NW = _Namespace(NAMESPACE)
METRIC = _Namespace(METRICS)
DCTERMS = _Namespace("http://purl.org/dc/terms/")
OA = _Namespace("http://www.w3.org/ns/oa#")
PROV = _Namespace("http://www.w3.org/ns/prov#")
RDF = _Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = _Namespace("http://www.w3.org/2000/01/rdf-schema#")
SCHEMA = _Namespace("https://schema.org/")
SKOS = _Namespace("http://www.w3.org/2004/02/skos/core#")
XSD = _Namespace("http://www.w3.org/2001/XMLSchema#")
EDTF = ox.NamedNode("http://id.loc.gov/datatypes/edtf")
"""Datatype of times in the Extended Date/Time Format, as the Library of Congress names it."""


def known_prefixes(base: str) -> dict[str, str]:
    """Prefixes that queries may use undeclared and exports bind, sorted; ``ent`` is the base of this graph's nodes."""
    namespaces = {"dcterms": DCTERMS, "nw": NW, "oa": OA, "prov": PROV, "rdf": RDF, "rdfs": RDFS, "schema": SCHEMA}
    prefixes = {name: namespace.iri for name, namespace in namespaces.items()}
    more = {"metric": METRIC.iri, "skos": SKOS.iri, "xsd": XSD.iri, "ent": base}
    return dict(sorted((prefixes | more).items()))


def shorten(iri: str, prefixes: dict[str, str]) -> str:
    """``nw:acquired`` for an IRI below a known prefix, the IRI itself otherwise; for people, not for machines."""
    name, namespace = max(
        ((n, ns) for n, ns in prefixes.items() if iri.startswith(ns)), key=lambda pair: len(pair[1]), default=("", "")
    )
    return f"{name}:{iri.removeprefix(namespace)}" if namespace and len(iri) > len(namespace) else iri


# --- text ---

_SURROGATE = re.compile("[\ud800-\udfff]")


def storable(text: str) -> str:
    """The text with lone surrogates, which no UTF-8 file can hold, replaced by U+FFFD one for one."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


# --- IRIs ---


def escape_id(id: str) -> str:
    """An id as the local part of an IRI.

    Raises:
        DataError: where the id is empty.
    """
    if not id:
        raise DataError("an empty id cannot be stored")
    if id.isalnum():  # most are keys
        return id
    if id.strip(".") == "":  # "." and ".." would be resolved away as path steps
        return "%2E" * len(id)
    return "".join(c if c.isalnum() or c in "-._~" else _percent(c) for c in id)


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))


def unescape_id(local: str) -> str:
    """The id that ``escape_id`` made this local part of."""
    return unquote_to_bytes(local).decode("utf-8", "surrogatepass")


def check_base(base: str) -> str:
    """The base IRI, if entity ids can stand behind it.

    Raises:
        DataError: where it is no absolute IRI or does not end in ``/``, ``#`` or ``:``.
    """
    try:
        ox.NamedNode(base)
    except ValueError as error:
        raise DataError(f"base {base!r} is not an IRI: {error}") from None
    if not base.endswith(("/", "#", ":")):
        raise DataError(f"base {base!r} must end in '/', '#' or ':'")
    return base


class Names:
    """The IRIs of one graph's own nodes, all below its base. Ids hold no bare ``/``, so the kinds cannot collide."""

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        """Raises DataError where ``base`` does not pass ``check_base``."""
        self.base = check_base(base)
        self.entity = lru_cache(maxsize=16384)(self._entity)
        self.document = lru_cache(maxsize=256)(self._document)

    def _entity(self, id: str) -> ox.NamedNode:
        return ox.NamedNode(self.base + escape_id(id))

    def _document(self, id: str) -> ox.NamedNode:
        """A document, and the named graph that holds it."""
        return ox.NamedNode(f"{self.base}document/{escape_id(id)}")

    def evidence(self, key: str) -> ox.NamedNode:
        """One sentence saying one fact."""
        return ox.NamedNode(f"{self.base}evidence/{escape_id(key)}")

    def event(self, id: str) -> ox.NamedNode:
        """What one document tells of one event."""
        return ox.NamedNode(f"{self.base}event/{escape_id(id)}")

    def telling(self, event: str, start: int) -> ox.NamedNode:
        """The sentence at ``start`` that speaks of an event."""
        return ox.NamedNode(f"{self.base}telling/{content_key(event, start)}")

    def fact(self, key: str) -> ox.NamedNode:
        """What all evidence for the same subject, relation and object points to."""
        return ox.NamedNode(f"{self.base}fact/{key}")

    def naming(self, document: str, entity: str) -> ox.NamedNode:
        """A document's vote on an entity's description."""
        return ox.NamedNode(f"{self.base}naming/{content_key(document, entity)}")

    def value(self, *parts: str) -> ox.NamedNode:
        """A value with a unit; equal values have the same node."""
        return ox.NamedNode(f"{self.base}value/{content_key(*parts)}")

    def id_of(self, node: ox.NamedNode) -> str:
        """The id in an entity's, document's or fact's IRI."""
        return unescape_id(node.value.removeprefix(self.base).rpartition("/")[2])


# --- literals ---

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_DECIMAL = re.compile(r"([+-]?)(\d*)(?:\.(\d*))?", re.ASCII)


def text_literal(text: str) -> ox.Literal:
    """A plain string."""
    return ox.Literal(storable(text))


def text_n3(text: str) -> str:
    """``text_literal`` as N-Quads write it: the four characters escaped that they do not take as they are."""
    text = storable(text)
    if not text.isprintable() or '"' in text or "\\" in text:
        text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{text}"'


def integer_n3(number: int) -> str:
    """An xsd:integer as N-Quads write it."""
    return f'"{number}"^^{XSD.n3("integer")}'


def date_literal(text: str) -> ox.Literal:
    """An xsd:date, xsd:gYearMonth or xsd:gYear by the form of the text; a plain string for any other form."""
    if (match := _DATE.fullmatch(text)) and _is_day(*map(int, match.groups())):
        return ox.Literal(text, datatype=XSD("date"))
    if _MONTH.fullmatch(text) and text[:4] != "0000":
        return ox.Literal(text, datatype=XSD("gYearMonth"))
    if _YEAR.fullmatch(text) and text != "0000":
        return ox.Literal(text, datatype=XSD("gYear"))
    return text_literal(text)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def decimal_literal(text: str) -> ox.Literal | None:
    """An xsd:decimal in canonical form, so that what is read back equals what was written; None for no number."""
    match = _DECIMAL.fullmatch(text)
    if not match or not (match[2] or match[3]):
        return None
    whole, fraction = match[2].lstrip("0") or "0", (match[3] or "").rstrip("0")
    number = f"{whole}.{fraction}" if fraction else whole
    sign = "-" if match[1] == "-" and number != "0" else ""
    return ox.Literal(sign + number, datatype=XSD("decimal"))
