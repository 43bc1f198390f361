"""The graph page: facts as one self-contained HTML file that asks no network and runs nothing of the data.

pyvis supplies the network object and vis-network; the template, the styles and the scripts are our own. Two walls
stand between the data and the page: everything from the data is one JSON block with ``<``, ``>`` and ``&`` escaped,
which the scripts only ever show as text; and a content security policy lets no script run but the two whose hashes
it names, and no request leave. The map's positions are computed here (``layout``), so that a page opens at once.

The JSON block holds ``nodes`` (entities, the most connected first), ``edges`` (facts between two entities) and
``values`` (facts whose object is a date, an amount, ...); a page's facts are its edges and then its values. A fact is
``{from, to | value: [value, datatype, text], k: key, r: relation, l: label, st: status, c: confidence, e: [...]}`` and
each evidence ``{i: sentence, s: subject spans, o: object spans, c, u: rule, st, by, l, q: qualifiers, t: first and last
day}``. Relations, statuses, rules, sentences and documents are positions in the lists of those names; spans count code
points from the start of the sentence. A figure has ``n``, [number, upper end or null, unit], too, and its evidence
``m``, a position in ``measures``: [series, level or change, whether it is of a period or a moment]. What is absent is
the usual: status asserted, or that of the fact; a label that is the relation's name, or the fact's; nobody speaking; no
qualifiers; no time said. Documents of one ``story`` are reprints: one source.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pyvis.network import Network

from newsweave.extract.model import Span
from newsweave.graph.ask.selection import ends_of, entities_of, ranked, select
from newsweave.graph.ask.series import FIGURES, measure_of, number_of
from newsweave.graph.facts import STATUS_ORDER, Fact, FactEvidence, GraphEntity, GraphValue
from newsweave.graph.show.layout import arranged
from newsweave.ontology.errors import NewsweaveError

__all__ = ["LEAST_CONFIDENCE", "MAX_ENTITIES", "PageNetwork", "PageReport", "page_html", "page_network", "write_page"]

MAX_ENTITIES = 10_000
"""The most entities that a page holds where ``top`` does not say otherwise: beyond it browsers are slow."""

LEAST_CONFIDENCE = 0.7
"""How sure the facts are that a page shows at first. From here on each band of confidence was right in some 8 of 10
statements or more, below it in 6 of 10 (the reliability table in benchmarks/README.md)."""

_TEMPLATES = files("newsweave.graph.show") / "templates"
_FOR_MACHINES = frozenset({"amount_modifier", "amount_value", "currency", "edtf"})
"""Qualifiers that only say in figures what the amount and the time say in words."""
_SCRIPTS = tuple(
    "data state time path focus labels map figures panel search filters save address decisions main".split()
)
_OTHER_CLASS = ("#8793a3", "dot")


@dataclass(frozen=True, slots=True)
class PageReport:
    """What was written: a file of ``bytes`` bytes with so many entities and facts."""

    path: Path
    entities: int
    facts: int
    bytes: int
    left_out: int = 0
    """Entities of the selection that ``top`` or ``MAX_ENTITIES`` kept off the page."""


def page_html(
    facts: Sequence[Fact],
    *,
    title: str,
    about: str | None = None,
    hops: int = 1,
    since: str | None = None,
    top: int | None = None,
    decisions: str | None = None,
) -> str:
    """The page as HTML; the same facts, in whatever order, give the same text.

    Args:
        facts: what to show; a fact without evidence is not shown.
        title: heading of the page, plain text.
        about: name, alias or IRI of an entity (case does not matter); only its neighbourhood is shown.
        hops: how far from ``about`` the neighbourhood reaches, in facts.
        since: show only facts that happened, or where that is not said were published, on this day or later.
        top: show only so many entities, the most connected; with ``about`` the nearest, of those the most connected.
        decisions: path at which the server that gives the page takes what is decided on it; such a page may send to
            its own server, where one that is written to a file may send nothing anywhere.

    Raises:
        QueryError: where nothing is called ``about``, ``since`` is no date, or ``hops`` or ``top`` is too small.
    """
    network = page_network(facts, title=title, about=about, hops=hops, since=since, top=top)
    network.decisions = decisions
    return network.generate_html()


def write_page(
    facts: Sequence[Fact],
    path: str | os.PathLike[str],
    *,
    title: str,
    about: str | None = None,
    hops: int = 1,
    since: str | None = None,
    top: int | None = None,
) -> PageReport:
    """Write ``page_html`` to a file, as UTF-8: wholly or, where something goes wrong, not at all.

    Raises:
        QueryError: as ``page_html``.
        NewsweaveError: where the file cannot be written.
    """
    network = page_network(facts, title=title, about=about, hops=hops, since=since, top=top)
    size = network.write_html(path)
    return PageReport(Path(path), len(network.nodes), network.fact_count, size, network.left_out)


def page_network(
    facts: Sequence[Fact],
    *,
    title: str,
    about: str | None = None,
    hops: int = 1,
    since: str | None = None,
    top: int | None = None,
) -> PageNetwork:
    """The network that ``page_html`` shows, for those who want to change it first; arguments are the same."""
    chosen = select(facts, about=about, hops=hops, since=since, top=top, most=MAX_ENTITIES)
    network = PageNetwork(title, chosen.scope)
    network.add_facts(chosen.facts)
    network.left_out = chosen.entities - len(network.nodes)
    return network


# ---- facts as nodes and edges


class PageNetwork(Network):  # type: ignore[misc]
    """A pyvis network whose page is ours: ``generate_html`` and ``write_html`` take the places of pyvis's own."""

    def __init__(self, title: str, scope: str = "", vis_js: Traversable | None = None) -> None:
        """An empty network; ``scope`` says what part of a graph it is, ``vis_js`` is another build of vis-network."""
        super().__init__(directed=True, cdn_resources="in_line")
        self.options = json.loads(_template("options.json"))
        self.title = title
        self.scope = scope
        self.left_out = 0
        self.decisions: str | None = None
        self.values: list[dict[str, Any]] = []
        self.vis_js = vis_js or files("pyvis") / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
        lists = ("relations", "rules", "sentences", "documents", "stories", "measures")
        self._lists: dict[str, dict[Any, int]] = {name: {} for name in lists}

    @property
    def fact_count(self) -> int:
        """Facts on the page: between entities, and of values."""
        return len(self.edges) + len(self.values)

    def add_facts(self, facts: Sequence[Fact]) -> None:
        """Add facts, and their entities where the layout puts them; to be called once."""
        number = {iri: i for i, iri in enumerate(ranked(facts))}
        entities = _merged_entities(facts)
        ends = [[number[iri] for iri in ends_of(fact)] for fact in facts]
        points, groups = arranged(len(number), [(e[0], e[1]) for e in ends if len(e) == 2])
        degree = Counter(i for pair in ends for i in dict.fromkeys(pair))
        styles = json.loads(_template("classes.json"))
        for iri, i in number.items():
            entity = entities[iri]
            colour, shape = styles.get(entity.type, _OTHER_CLASS)
            size = round(7 + 15 * (degree[i] / degree[0]) ** 0.5, 1)
            x, y = (round(c) for c in points[i])
            self.add_node(i, entity.name.strip() or "(no name)", shape, colour, size=size, x=x, y=y,
                          type=entity.type, aliases=list(entity.aliases), iri=iri, community=groups[i])  # fmt: skip
        for fact, pair in zip(facts, ends, strict=True):
            if isinstance(fact.object, GraphValue):
                value = fact.object
                content = [value.value, value.datatype, value.text]
                shown: dict[str, Any] = {"from": pair[0], "value": content, **self._fact(fact)}
                if fact.relation == FIGURES and (figure := number_of(value)) is not None:
                    shown["n"] = figure
                self.values.append(shown)
            else:
                self.add_edge(pair[0], pair[1], **self._fact(fact))

    def _fact(self, fact: Fact) -> dict[str, Any]:
        found: dict[str, Any] = {"k": fact.key, "r": self._place("relations", fact.relation)}
        if fact.label != fact.relation.replace("_", " "):
            found["l"] = fact.label
        if fact.status != STATUS_ORDER[0]:
            found["st"] = STATUS_ORDER.index(fact.status)
        return {**found, "c": round(100 * fact.confidence), "e": [self._evidence(fact, e) for e in fact.evidence]}

    def _evidence(self, fact: Fact, e: FactEvidence) -> dict[str, Any]:
        story = self._place("stories", e.story or e.document)
        about = (e.document, e.document_id, e.title, e.source, e.date, _web_address(e.url), story)
        document = self._place("documents", about)
        found: dict[str, Any] = {
            "i": self._place("sentences", (document, e.start, e.end, e.text)),
            "s": _within(e.subject_spans, e),
            "o": _within(e.object_spans, e),
            "c": round(100 * e.confidence),
            "u": self._place("rules", e.rule),
        }
        if (measure := measure_of(fact, e)) is not None:
            found["m"] = self._place("measures", (measure.series, measure.part, measure.over))
        if e.status != fact.status:
            found["st"] = STATUS_ORDER.index(e.status)
        if e.according_to:
            found["by"] = e.according_to
        if e.label != fact.label:
            found["l"] = e.label
        if e.earliest or e.latest:
            found["t"] = [e.earliest, e.latest]
        if shown := sorted((k, v) for k, v in e.qualifiers.items() if k not in _FOR_MACHINES):
            found["q"] = shown
        return found

    def _place(self, name: str, item: Any) -> int:
        """Position of an item in one of the shared lists, to which it is added where it is new."""
        known = self._lists[name]
        return known.setdefault(item, len(known))

    def _data(self) -> dict[str, Any]:
        nodes, edges, _heading, _height, _width, options = self.get_network_data()
        printed = Counter(d[-1] for d in self._lists["documents"])
        documents = [
            {k: v for k, v in zip(("id", "title", "source", "date", "url"), d[1:-1], strict=True) if v}
            | ({"story": d[-1]} if printed[d[-1]] > 1 else {})
            for d in self._lists["documents"]
        ]
        return {
            "nodes": nodes,
            "edges": edges,
            "values": self.values,
            "relations": list(self._lists["relations"]),
            "measures": list(self._lists["measures"]),
            "statuses": STATUS_ORDER,
            "least": round(100 * LEAST_CONFIDENCE),
            "rules": list(self._lists["rules"]),
            "sentences": [[document, text] for document, _start, _end, text in self._lists["sentences"]],
            "documents": documents,
            "options": json.loads(options),
            **({"decisions": self.decisions} if self.decisions else {}),
        }

    # ---- the page itself

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
        """The page; the arguments are those of pyvis and change nothing."""
        from jinja2 import Environment, StrictUndefined
        from markupsafe import Markup

        style = _harmless(_template("page.css"))
        scripts = [_library(self.vis_js), _script()] if self.fact_count else []
        page = Environment(autoescape=True, undefined=StrictUndefined).from_string(_template("page.html"))
        html = page.render(
            title=self.title,
            scope=self.scope,
            csp=_policy(style, scripts, sends=self.decisions is not None),
            style=Markup(style),
            scripts=[Markup(s) for s in scripts],
            data=Markup(_json(self._data())),
        )
        # News has lone surrogates at times; they have no UTF-8. Each becomes one "?", so that offsets stay right.
        self.html = html.encode("utf-8", "replace").decode("utf-8")
        return self.html

    def write_html(
        self, name: str | os.PathLike[str], local: bool = True, notebook: bool = False, open_browser: bool = False
    ) -> int:
        """Write the page and return its size in bytes; pyvis's arguments ``local`` and ``notebook`` change nothing."""
        path = Path(name)
        content = self.generate_html().encode("utf-8")
        try:
            _write(path, content)
        except OSError as error:
            raise NewsweaveError(f"{path}: cannot be written: {error.strerror or error}") from error
        if open_browser:
            import webbrowser

            webbrowser.open(path.resolve().as_uri())
        return len(content)


def _merged_entities(facts: Iterable[Fact]) -> dict[str, GraphEntity]:
    """One entity an IRI, with all the aliases that any of the facts gives it."""
    found: dict[str, GraphEntity] = {}
    for entity in (entity for fact in facts for entity in entities_of(fact)):
        known = found.setdefault(entity.iri, entity)
        if known.aliases != entity.aliases or known.name != entity.name:
            aliases = {*known.aliases, *entity.aliases, entity.name} - {known.name}
            found[entity.iri] = GraphEntity(known.iri, known.name, known.type, tuple(sorted(aliases)))
    return found


def _within(spans: Iterable[Span], e: FactEvidence) -> list[Span]:
    """Spans from the start of the sentence, without those that do not lie in it."""
    return [(a - e.start, b - e.start) for a, b in spans if e.start <= a < b <= e.start + len(e.text)]


def _web_address(url: str | None) -> str | None:
    """The address where it is one of the web; no other scheme may become a link."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


# ---- text of the page


def _template(name: str) -> str:
    return (_TEMPLATES / name).read_text("utf-8")


def _script() -> str:
    """Our scripts, in the order in which they need one another, in one function so that no name leaks."""
    parts = "\n".join(_template(f"page-{name}.js") for name in _SCRIPTS)
    return _harmless(f'"use strict";\n(() => {{\n{parts}\n}})();\n')


def _library(path: Traversable) -> str:
    """vis-network, without the address of its source map, which browsers' tools would try to fetch."""
    return _harmless(path.read_text("utf-8").split("//# sourceMappingURL=")[0])


def _harmless(text: str) -> str:
    """The text, if it can stand in a script or style element as it is."""
    if "</s" in text.lower() or "<!--" in text:
        raise NewsweaveError("a script or style of the page holds the end of its own element")
    return text


def _policy(style: str, scripts: Sequence[str], sends: bool) -> str:
    """The content security policy: nothing but these scripts and this style, no request, no string made markup.

    A page that ``sends`` what is decided on it may ask its own server, and nobody else.
    """
    allowed = " ".join(_hash(s) for s in scripts) or "'none'"
    sending = "connect-src 'self'; " if sends else ""
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data: blob:; {sending}"
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _json(data: Mapping[str, Any]) -> str:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _write(path: Path, content: bytes) -> None:
    """Write through a second file that then takes the name; devices and pipes are written to as they are."""
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
