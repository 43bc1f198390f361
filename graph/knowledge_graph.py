"""The graph as people use it: open a folder, ask it, look at it, take it elsewhere.

In the examples below ``kg`` is the graph of ``examples/news``:

>>> import newsweave
>>> kg = newsweave.open("KG")
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import pyoxigraph as ox

from newsweave.graph.ask.choice import require_entities, require_relation, require_status
from newsweave.graph.ask.named_queries import named_queries
from newsweave.graph.ask.paths import shortest_path
from newsweave.graph.ask.query import MOST_ROWS, MOST_SECONDS, run_named_query, run_query
from newsweave.graph.ask.series import FIGURES, figures
from newsweave.graph.ask.sparql import bind_values, refuse_leaving
from newsweave.graph.ask.table import Table
from newsweave.graph.ask.timeline import in_time, period
from newsweave.graph.export.export import export
from newsweave.graph.facts import STATUS_ORDER, GraphEntity
from newsweave.graph.review.curating import Curating
from newsweave.graph.show.network import to_network
from newsweave.graph.show.notebook_display import FactList, PageView, QueryList, Series, Timeline
from newsweave.graph.store.graph_reader import GraphDocument, GraphReader
from newsweave.graph.store.made_with import terms_of
from newsweave.graph.store.store import GraphStore
from newsweave.ontology.errors import NewsweaveError, QueryError
from newsweave.ontology.own_terms import add_terms

if TYPE_CHECKING:
    from networkx import MultiDiGraph
    from pandas import DataFrame
    from rdflib import Dataset

    from newsweave.graph.review.merge_decisions import Decision
    from newsweave.graph.review.merges import Joined
    from newsweave.graph.review.quality import Gold, Judged, Quality
    from newsweave.graph.review.validate import Report
    from newsweave.graph.show.page import PageReport

__all__ = ["FactList", "KnowledgeGraph", "PageView", "QueryList", "Series", "Timeline"]

_NAME = re.compile(r"[\w-]+")


class KnowledgeGraph(Curating):
    """A graph opened for reading, and corrected by decisions (``Curating``).

    Use it as a context manager, or call ``close``.

    A build may go on writing: what is read is the state of the moment of opening.
    """

    def __init__(self, store: GraphStore) -> None:
        self.store = store

    @classmethod
    def open(cls, path: str | Path) -> KnowledgeGraph:
        """Open the graph in a folder.

        Raises:
            StoreError: where the folder is missing, no newsweave graph, damaged, or of a newer format.
            DataError: where the graph's own terms contradict those of another one that this process uses.
        """
        store = GraphStore.open(path, read_only=True)
        try:
            add_terms(terms_of(Path(path)), ())
        except NewsweaveError:
            store.close()
            raise
        return cls(store)

    def __enter__(self) -> KnowledgeGraph:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder."""
        self.store.close()

    # --- asking ---

    def query(
        self,
        sparql_or_name: str,
        /,
        *,
        max_rows: int | None = MOST_ROWS,
        timeout: float | None = MOST_SECONDS,
        **params: object,
    ) -> Table:
        """Answer SPARQL text, or the named query of this name with these parameters.

        ``max_rows`` cuts the answer (``Table.truncated`` says so), ``timeout`` is in seconds; None for no bound. An
        answer of more rows than the usual bound is refused where you did not choose one. Parameters are for named
        queries; in SPARQL write the values themselves.

        >>> kg.query("SELECT ?buyer { ?it nw:acquired ent:sbek-studio ; skos:prefLabel ?buyer }").rows
        [('Lanternfish Pay',)]
        >>> kg.query("group-of", name="Selasar Data").to_dicts()
        [{'company': 'Selasar Data', 'owner': 'Belibis Payments'}]

        Raises:
            QueryError: see ``run_query`` and ``run_named_query``.
        """
        if _NAME.fullmatch(sparql_or_name):
            table = run_named_query(self.store, sparql_or_name, params, limit=max_rows, timeout=timeout)
        elif params:
            raise QueryError(f"parameters ({', '.join(sorted(params))}) are for named queries, not for SPARQL text")
        else:
            table = run_query(self.store, sparql_or_name, limit=max_rows, timeout=timeout)
        if table.truncated and max_rows == MOST_ROWS:
            raise QueryError(f"more than {MOST_ROWS:,} rows; say max_rows=None for all of them")
        return table

    def frame(
        self,
        sparql_or_name: str,
        /,
        *,
        max_rows: int | None = MOST_ROWS,
        timeout: float | None = MOST_SECONDS,
        **params: object,
    ) -> DataFrame:
        """As ``query``, as a pandas DataFrame; QueryError where pandas is not installed.

        >>> deals = kg.frame("deals-of", name="Sbek Studio")
        >>> deals.loc[0, ["subject", "fact", "object"]].tolist()
        ['Lanternfish Pay', 'acquired', 'Sbek Studio']
        """
        return self.query(sparql_or_name, max_rows=max_rows, timeout=timeout, **params).to_frame()

    @staticmethod
    def queries() -> QueryList:
        """The named queries, sorted by name: the list of ``newsweave query --list``, which needs no graph.

        Each has ``name``, ``title``, ``description``, ``parameters``, ``example`` (a command line) and ``sparql``; a
        parameter has ``name``, ``description``, ``default``, ``optional``, and ``entity``: whether it takes an entity.

        >>> for query in KnowledgeGraph.queries()[:2]:
        ...     print(query.name, "|", query.title, "|", [parameter.name for parameter in query.parameters])
        agreements-of | Agreements of an organisation | ['name']
        best-supported | Facts by number of independent sources | ['limit']
        """
        return QueryList(named_queries().values())

    # --- reading ---

    def facts(
        self,
        about: str | None = None,
        relation: str | None = None,
        status: str | None = None,
        document: str | None = None,
        key: str | None = None,
        typed: bool | None = None,
    ) -> FactList:
        """The facts that meet all conditions given, sorted by subject, relation and object.

        ``about``: subject or object has this name, alias (in any case), id or IRI. ``relation``: a snake_case name.
        ``status``: asserted, reported, planned, possible or negated; a fact has the strongest of its evidence.
        ``document``: a document's id; the facts then have its evidence alone. ``key``: the fact of this key.
        ``typed``: True for facts in relations of the vocabulary only, False for open ones only, which have the text's
        own words (``Fact.predicate``; their relation is ``open``). Unknown names, ids and keys give no facts.

        >>> [fact] = kg.facts(about="Sbek Studio", relation="acquired")
        >>> fact.subject.name, fact.label, fact.object.name, fact.status
        ('Lanternfish Pay', 'acquired', 'Sbek Studio', 'asserted')
        >>> fact.evidence[0].text
        'Lanternfish also acquired Sbek Studio, a Battambang design firm, for an undisclosed sum.'

        Raises:
            QueryError: for a relation or status that does not exist.
        """
        reader = GraphReader(self.store)
        if relation is not None:
            require_relation(relation)
        if "" in (document, key):  # nothing has it, and no IRI can be made of it
            return FactList()
        return FactList(
            reader.facts(
                about=None if about is None else reader.named(about),
                relation=relation,
                status=None if status is None else require_status(status),
                document=None if document is None else self.store.names.document(document),
                key=key,
                typed=typed,
            )
        )

    def timeline(self, about: str | None = None, since: str | None = None, until: str | None = None) -> Timeline:
        """Facts in the order in which things happened: of the whole graph, or those about one entity.

        The time of a fact is what a sentence says of it ("in March", "since 2018", a founding year), else the day on
        which it was first published; facts that have neither are left out. ``since`` and ``until`` are dates such as
        2024, 2024-03, 2024-Q2 or 2024-03-01 and leave out what lies wholly before the first or after the last day.

        >>> for moment in kg.timeline(about="Lamphu Pay", until="2024-08-29"):
        ...     if moment.fact.relation == "acquired":
        ...         print(moment.day, moment.fact.subject.name, moment.fact.label)
        2024-08-29 Wrenhythe acquired

        Raises:
            QueryError: where nothing is called ``about``, or a date is none.
        """
        first, last = period("since", since)[0], period("until", until)[1]
        reader = GraphReader(self.store)
        return Timeline(
            in_time(
                reader.facts(about=None if about is None else require_entities(reader, about), typed=True), first, last
            )
        )

    def series(self, about: str | None = None, metric: str | None = None) -> Series:
        """Figures by metric and time, each with its sentence: those of one entity, or of all; levels, then changes.

        Words for one metric are one series ("turnover" and "sales" are revenue), as the vocabulary of metrics says;
        what is only a part of it ("retail deposits") is one of its own. ``metric``: any words for the series wanted.
        A figure that no sentence dates stands at the day of publication, ``published``. A sentence gives a row, also
        where two give the same figure. ``to_frame()`` makes a pandas DataFrame of it.

        >>> for figure in kg.series("Lanternfish Pay", "users"):
        ...     print(figure.day, "published" if figure.published else "said", figure.text)
        2023-01-31 said 410,000 users
        2024-03-04 published 780,000 users
        2024-09-30 said one million users
        2025-08-12 published 1.6 million users

        Raises:
            QueryError: where nothing is called ``about``.
        """
        reader = GraphReader(self.store)
        found = reader.facts(about=None if about is None else require_entities(reader, about), relation=FIGURES)
        return Series(figures(found, metric))

    def path(self, one: str, other: str, *, status: str | Sequence[str] | None = None) -> FactList:
        """The shortest chain of facts that joins two entities, each with its evidence: one fact a step, from the first.

        ``one`` and ``other`` are names, aliases (in any case), ids or IRIs. A fact leads either way. Of equally short
        chains the surest is taken: asserted facts before reported, planned and possible ones. ``status`` is the
        status, or several, of the facts to go by; without it all are taken but the negated ones.

        >>> for fact in kg.path("Sbek Studio", "Palmyra Ridge Ventures"):
        ...     print(fact.subject.name, "|", fact.relation, "|", fact.object.name)
        Lanternfish Pay | acquired | Sbek Studio
        Palmyra Ridge Ventures | invested_in | Lanternfish Pay

        Raises:
            QueryError: where nothing has one of the names, both mean the same entity, no chain joins the two, or a
                status does not exist.
        """
        wanted = [status] if isinstance(status, str) else STATUS_ORDER[:-1] if status is None else status
        statuses = tuple(require_status(text) for text in wanted)
        if not statuses:
            raise QueryError(f"no status is given; there are {', '.join(STATUS_ORDER)}")
        reader = GraphReader(self.store)
        starts, goals = ({node.value for node in require_entities(reader, text)} for text in (one, other))
        if starts & goals:
            raise QueryError(f"{one!r} and {other!r} are the same entity")
        found = shortest_path(reader.facts(typed=True), starts, goals, statuses)
        if found is None:
            kinds = " or ".join(filter(None, (", ".join(statuses[:-1]), statuses[-1])))
            raise QueryError(f"no chain of {kinds} facts joins {one!r} and {other!r}")
        return FactList(found)

    def entities(self) -> list[GraphEntity]:
        """All entities, sorted by name.

        >>> [entity.aliases for entity in kg.entities() if entity.name == "Lanternfish Pay"]
        [('Lanternfish',)]
        """
        return GraphReader(self.store).entities()

    def documents(self) -> list[GraphDocument]:
        """All documents, sorted by id."""
        return GraphReader(self.store).documents()

    # --- taking elsewhere ---

    def network(self, *, typed_only: bool = False) -> MultiDiGraph[str]:
        """All facts as a networkx graph, with open ones or without; see ``to_network``.

        >>> network = kg.network()
        >>> network.number_of_edges() == len(kg.facts())
        True
        """
        return to_network(self.facts(typed=True if typed_only else None))

    def dataset(self) -> Dataset:
        """The graph as an rdflib Dataset, which only reads; see ``GraphStore.rdflib_dataset`` for what to mind.

        What ``query`` refuses (updates, SERVICE, FROM) is refused with a ``QueryError`` here, too.
        """
        return self.store.rdflib_dataset(bind_values, refuse_leaving)

    def export(self, path: str | Path, *, reifiers: bool = False, typed_only: bool = False) -> None:
        """Write the graph to a file, by the ending of its name; see ``newsweave.graph.export.export``.

        >>> kg.export("graph.ttl")
        >>> kg.export("graph.doc")
        Traceback (most recent call last):
        newsweave.ontology.errors.QueryError: graph.doc: the ending '.doc' is not one of .ttl, .nt, ...
        """
        export(self.store, path, reifiers=reifiers, typed_only=typed_only)

    def proposed_merges(self) -> list[Decision]:
        """What ``merges.csv`` says, where it is answered or noted, then pairs that may be the same, likeliest first.

        Raises:
            DataError: where ``merges.csv`` in the graph's folder is wrong.
        """
        from newsweave.graph.review.merge_decisions import Merging, read_decisions
        from newsweave.graph.review.merges import propose, review
        from newsweave.graph.store.folder import MERGES_FILE

        reader = GraphReader(self.store)
        ids = {self.store.names.id_of(ox.NamedNode(e.iri)): e for e in reader.entities()}
        counts = {self.store.names.id_of(node): count for node, count in reader.documents_naming().items()}
        path = (self.store.path or Path()) / MERGES_FILE
        decided = [] if self.store.path is None else read_decisions(path)
        return review(decided, propose(ids, reader.facts(typed=True), counts), Merging.of(decided, path))

    def joined_names(self) -> list[Joined]:
        """Every further name of every entity with the reason why it is one, sorted by entity."""
        from newsweave.graph.review.merges import joined, merged

        ids = {node.value: others for node, others in merged(self.store).items()}
        return joined(GraphReader(self.store).entities(), ids)

    def validate(self) -> Report:
        """Check the graph against its SHACL shapes; see ``newsweave.graph.review.validate``."""
        from newsweave.graph.review.validate import validate

        return validate(self.store)

    # --- what people decided ---

    def judged(self) -> list[Judged]:
        """Each sentence that somebody judged, as it was read and as it was changed; sorted by document and place."""
        from newsweave.graph.review.judged import judged

        return judged(self.store)

    def quality(self) -> Quality:
        """Precision by rule and by relation, with intervals, by what people decided."""
        from newsweave.graph.review.quality import quality

        return quality(self.judged())

    def gold(self) -> Gold:
        """What people decided as a gold standard, in the format of annotated news."""
        from newsweave.graph.review.quality import gold

        return gold(self.judged(), self.facts(typed=True))

    def write_gold(self, path: str | Path) -> dict[Path, int]:
        """Write ``gold`` to a file and two beside it; how many facts each has.

        Raises:
            DataError: where one cannot be written.
        """
        from newsweave.graph.review.quality import write_gold

        return write_gold(self.gold(), Path(path))

    # --- looking ---

    def page(
        self,
        path: str | Path,
        about: str | None = None,
        hops: int = 1,
        title: str | None = None,
        top: int | None = None,
        since: str | None = None,
    ) -> PageReport:
        """Write the self-contained page, of the whole graph or of what lies within ``hops`` steps of an entity.

        ``top`` keeps only so many of the most connected entities, ``since`` what happened, or where that is not said
        was published, on this day or later.

        Returns what ``newsweave.graph.show.page.write_page`` reports, and raises what it raises.
        """
        from newsweave.graph.show.page import write_page

        title = title or self._title(about)
        return write_page(self.facts(), Path(path), title=title, about=about, hops=hops, top=top, since=since)

    def show(self, about: str | None = None, hops: int = 1, height: int = 700) -> PageView:
        """The page inside a notebook, ``height`` CSS pixels high.

        >>> view = kg.show(about="Sbek Studio", hops=2)
        >>> "<title>Sbek Studio" in view.html
        True
        """
        from newsweave.graph.show.page import page_html

        return PageView(page_html(self.facts(), title=self._title(about), about=about, hops=hops), height)

    def _title(self, about: str | None) -> str:
        return about or (self.store.path.resolve().name if self.store.path else "newsweave")
