"""A triple store on another machine, written through the SPARQL 1.1 Graph Store Protocol: one PUT a document.

What stands there is complete document by document: a document's graph holds what it holds in a folder (``rdf``) and,
since nobody counts over all documents, its own share of what a folder keeps in graphs of their own: the plain facts it
asserts, and names and classes of the entities it mentions, as it sees them. So any number of processes can write, in
any order and again, and a document is replaced whole. Oxigraph is tested; what else speaks the protocol should do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote, unquote, urlsplit

import pyoxigraph as ox

from newsweave.extract.model import Document, Entity, Statement
from newsweave.graph.store.derive import tally
from newsweave.graph.store.prepared import Prepared, prepare
from newsweave.graph.store.terms import DEFAULT_BASE, NW, Names
from newsweave.ontology.errors import StoreError

__all__ = ["RemoteStore", "is_url"]

_TURTLE = "text/turtle"  # N-Triples, which is what is sent, are Turtle, and every store knows that name
_TIMEOUT = 120.0
_RETRIES = 5
_BUSY = (429, 502, 503, 504)


def is_url(text: str) -> bool:
    """Whether a text is the address of a store rather than a folder."""
    return re.match(r"https?://", text, re.IGNORECASE) is not None


class RemoteStore:
    """A graph store at an address such as ``http://localhost:7878/store`` (Oxigraph) or ``.../ds/data`` (Fuseki)."""

    def __init__(self, url: str, base: str = DEFAULT_BASE) -> None:
        """``url`` may hold a name and a password (``http://name:password@host/store``), which are sent as Basic.

        Raises:
            StoreError: where it is no http address.
            DataError: where ``base`` does not pass ``check_base``.
        """
        import urllib3

        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError:
            host = None
        if not is_url(url) or not host:
            shown = url.rpartition("@")[2]  # a password may stand before it
            hint = "; characters such as / and # of a password are written %2F, %23" if shown != url else ""
            raise StoreError(f"{shown}: is not the http address of a store{hint}")
        place = f"[{host}]" if ":" in host else host
        self.url = parts._replace(netloc=place if port is None else f"{place}:{port}", fragment="").geturl()
        """The address without name and password."""
        self.names = Names(base)
        self._headers = {"User-Agent": "newsweave"}
        if parts.username is not None:
            login = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            self._headers.update(urllib3.make_headers(basic_auth=login))
        # All that is sent may be sent again: PUT, GET and DELETE have the same effect once or twice.
        # How long a busy store wants to be left alone is not obeyed: it may say hours, and a build can be run again.
        retries = urllib3.Retry(
            _RETRIES, redirect=False, status_forcelist=_BUSY, backoff_factor=0.3, respect_retry_after_header=False
        )
        self._pool = urllib3.PoolManager(retries=retries, timeout=urllib3.Timeout(_TIMEOUT))

    def version(self, id: str) -> str | None:
        """The version under which a document is there, None where it is not.

        Raises:
            StoreError: where the store does not answer, or not as the protocol says.
        """
        graph = self.names.document(id)
        status, body, kind = self._ask("GET", graph, headers={"Accept": f"application/n-triples, {_TURTLE};q=0.9"})
        if status == 404:
            return None
        format = ox.RdfFormat.from_media_type(kind.partition(";")[0].strip()) or ox.RdfFormat.TURTLE
        try:
            found = [q.object for q in ox.parse(body, format=format) if q.predicate == NW("version")]
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"{self.url}: answers with what is not RDF: {' '.join(str(error).split())}") from None
        return found[0].value if found and isinstance(found[0], ox.Literal) else None

    def put(
        self,
        document: Document,
        statements: Iterable[Statement],
        entities: Iterable[Entity],
        *,
        version: str | None = None,
    ) -> None:
        """Store a document whole, in place of its earlier version; see ``GraphStore.put``.

        Raises:
            DataError: as ``GraphStore.put``.
            StoreError: where the store does not take it.
        """
        self.put_prepared(prepare(document, statements, entities, self.names, version))

    def put_prepared(self, prepared: Prepared) -> None:
        """``put`` of a document that another process has made ready."""
        triples = {quad.triple for quad in prepared.lasting_quads()}
        for entity, vote in prepared.votes:
            triples |= {quad.triple for quad in tally({vote: 1}).quads(entity)}
        body = ox.serialize(sorted(triples, key=str), format=ox.RdfFormat.N_TRIPLES)
        self._ask("PUT", prepared.graph, body=body, headers={"Content-Type": f"{_TURTLE}; charset=utf-8"})

    def remove(self, id: str) -> bool:
        """Take a document out; whether it was there.

        Raises:
            StoreError: where the store does not answer.
        """
        return self._ask("DELETE", self.names.document(id))[0] != 404

    def close(self) -> None:
        """Let the connections go."""
        self._pool.clear()

    def _ask(
        self,
        method: str,
        graph: ox.NamedNode,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, bytes, str]:
        """Status, body and media type of the answer; 404 is one, but not to PUT."""
        import urllib3

        address = f"{self.url}{'&' if '?' in self.url else '?'}graph={quote(graph.value, safe='')}"
        try:
            answer = self._pool.request(method, address, body=body, headers=self._headers | dict(headers or {}))
        except urllib3.exceptions.HTTPError as error:
            raise StoreError(f"{self.url}: {_cause(error)}") from None
        if answer.status >= 300 and (answer.status != 404 or method == "PUT"):
            text = " ".join(answer.data.decode("utf-8", "replace").split())[:200]
            raise StoreError(f"{self.url}: answers {answer.status} to {method} of {graph.value}: {text or '(no text)'}")
        return answer.status, answer.data, answer.headers.get("Content-Type", "")


def _cause(error: Exception) -> str:
    """The innermost reason, in one line."""
    reason = getattr(error, "reason", None)
    if isinstance(reason, Exception):
        return _cause(reason)
    text = " ".join(str(error).split())
    if "error responses" in text:  # urllib3's ResponseError: it was reached, again and again
        return f"refuses all attempts: {text}"
    return "cannot be reached: " + re.sub(r"^.*: (?:\[Errno -?\d+\] )?", "", text)
