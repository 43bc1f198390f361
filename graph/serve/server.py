"""A SPARQL 1.1 Protocol endpoint on 127.0.0.1 that only reads, with a query page and the graph page.

Only where it is asked to (``--decisions``) it writes, and only what people decide: see ``desk``.

The HTTP side (Starlette) never touches the store: queries run in worker processes, each of which is killed when a query
takes too long and replaced by a new one, so that no query can hang the server. What leaves the graph (SERVICE, updates,
FROM) is refused before Oxigraph sees it. Only requests to this machine's own names are answered, so that no web page
can reach the graph by a name of its own (DNS rebinding).
"""

from __future__ import annotations

import html
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from newsweave.graph.ask.answers import GRAPH_TYPES, TABLE_TYPES, negotiate
from newsweave.graph.ask.named_queries import named_queries
from newsweave.graph.serve.desk import LONGEST, Desk, Forbidden
from newsweave.graph.serve.workers import Answer, Workers
from newsweave.ontology.errors import DataError, NewsweaveError, QueryError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["application", "serve"]

_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
_UNKNOWN = ("default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; "
    "form-action 'self'"
)
_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY"}


class _Refused(Exception):
    """A request that cannot be answered: status code and one line."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class _OwnPagesOnly:
    """Refuses what pages of other sites ask for in a browser, which sends it here whatever they may read of it.

    Following a link from elsewhere is no such request. No ``Access-Control-Allow-Origin`` is ever sent.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            site, mode = headers.get("sec-fetch-site", "none"), headers.get("sec-fetch-mode", "navigate")
            if site in ("cross-site", "same-site") and not (mode == "navigate" and scope["method"] in ("GET", "HEAD")):
                refused = PlainTextResponse("refused: asked for by a page of another site\n", 403, _HEADERS)
                await refused(scope, receive, send)
                return
        await self.app(scope, receive, send)


class _Endpoint:
    """The requests of one served graph."""

    def __init__(self, graph: Path, workers: Workers, desk: Desk | None) -> None:
        self.graph = graph
        self.workers = workers
        self.desk = desk

    async def sparql(self, request: Request) -> Response:
        """SPARQL 1.1 Protocol: GET with ``query``, POST of a form or of ``application/sparql-query``."""
        try:
            query = await _query_of(request)
            return await self._answer(request, {"sparql": query})
        except _Refused as refused:
            return PlainTextResponse(f"{refused}\n", refused.status, _HEADERS)

    async def named(self, request: Request) -> Response:
        """``/named/NAME?key=value``: a named query with its parameters."""
        name = request.path_params["name"]
        if name not in named_queries():
            return PlainTextResponse(f"no query is named {name!r}\n", 404, _HEADERS)
        try:
            values = {k: v for k, v in request.query_params.items() if v}
            return await self._answer(request, {"name": name, "values": values})
        except _Refused as refused:
            return PlainTextResponse(f"{refused}\n", refused.status, _HEADERS)

    async def _answer(self, request: Request, task: dict[str, object]) -> Response:
        accept = request.headers.get("accept", "*/*")
        wanted = negotiate(accept, TABLE_TYPES), negotiate(accept, GRAPH_TYPES)
        if wanted == (None, None):
            known = ", ".join([*TABLE_TYPES, *GRAPH_TYPES])
            raise _Refused(406, f"nothing of what is accepted can be given; there are {known}")
        answer = await run_in_threadpool(self.workers.run, {**task, "table": wanted[0], "graph": wanted[1]})
        headers = dict(_HEADERS)
        if answer.truncated:
            headers["X-Newsweave-Truncated"] = f"more than {self.workers.max_rows} rows"
        return Response(answer.body, answer.status, headers, answer.media_type)

    async def queries(self, request: Request) -> Response:
        """The named queries with their parameters, for the query page."""
        known = [
            {
                "name": q.name,
                "title": q.title,
                "description": q.description,
                "sparql": q.sparql,
                "parameters": [
                    {"name": p.name, "description": p.description, "default": p.default, "optional": p.optional}
                    for p in q.parameters
                ],
            }
            for q in named_queries().values()
        ]
        return JSONResponse(known, headers=_HEADERS)

    async def page(self, request: Request) -> Response:
        """The self-contained graph page."""
        answer: Answer = await run_in_threadpool(self.workers.run, {"page": True, "decisions": self._decisions()})
        return Response(answer.body, answer.status, _HEADERS, answer.media_type)

    def _decisions(self) -> str | None:
        return None if self.desk is None else "/decisions"

    async def decide(self, request: Request) -> Response:
        """``POST /decisions``: lines for decisions.csv as JSON; only with ``--decisions`` and its token."""
        try:
            if self.desk is None:
                raise _Refused(403, "refused: nothing is decided here; newsweave serve KG --decisions takes decisions")
            self.desk.admit(request.headers)
            if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
                raise _Refused(415, "send application/json")
            body = await _body(request)
            return JSONResponse(await run_in_threadpool(self.desk.take, body), headers=_HEADERS)
        except Forbidden as error:
            return PlainTextResponse(f"{error}\n", 403, _HEADERS)
        except DataError as error:
            return PlainTextResponse(f"{error}\n", 400, _HEADERS)
        except NewsweaveError as error:
            return PlainTextResponse(f"{error}\n", 500, _HEADERS)
        except _Refused as refused:
            return PlainTextResponse(f"{refused}\n", refused.status, _HEADERS)

    async def start(self, request: Request) -> Response:
        """The query page."""
        headers = {**_HEADERS, "Content-Security-Policy": _POLICY}
        title = html.escape(self.graph.resolve().name)
        page = _template("serve.html").replace("{{ decisions }}", self._decisions() or "")
        return HTMLResponse(page.replace("{{ title }}", title), 200, headers)

    async def asset(self, request: Request) -> Response:
        """Script and style of the query page."""
        name = request.path_params["name"]
        media = {"serve.js": "text/javascript", "serve.css": "text/css"}.get(name)
        if media is None:
            return PlainTextResponse("not found\n", 404, _HEADERS)
        return Response(_template(name), 200, _HEADERS, media)


async def _query_of(request: Request) -> str:
    """The text of the query, of whatever form the protocol allows."""
    fields = parse_qs(request.url.query, keep_blank_values=True)
    if request.method == "POST":
        body = await _body(request)
        media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media == "application/sparql-update":
            raise _Refused(403, "refused: an update would change the graph; it is only read here")
        if media == "application/sparql-query":
            fields = {**fields, "query": [body]}
        elif media == "application/x-www-form-urlencoded":
            fields = {
                **{name: fields[name] for name in _UNKNOWN if name in fields},
                **parse_qs(body, keep_blank_values=True),
            }
        else:
            raise _Refused(415, "send a form, or a query as application/sparql-query")
    if "update" in fields:
        raise _Refused(403, "refused: an update would change the graph; it is only read here")
    for name in _UNKNOWN:
        if name in fields:
            raise _Refused(400, f"{name} has no effect here; all graphs are asked, or one with GRAPH <...> {{ ... }}")
    queries = fields.get("query", [])
    if len(queries) != 1:
        raise _Refused(400, f"give one query, not {len(queries)}")
    return queries[0]


async def _body(request: Request) -> str:
    """The body as text, as long as it is allowed to be."""
    parts, size = [], 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > LONGEST:
                raise _Refused(413, f"a request of more than {LONGEST} bytes")
            parts.append(part)
    except ClientDisconnect:
        raise _Refused(400, "the request broke off") from None  # nobody is there to read it
    try:
        return b"".join(parts).decode("utf-8")
    except UnicodeDecodeError:
        raise _Refused(400, "the request is not UTF-8 text") from None


def _template(name: str) -> str:
    return (files("newsweave.graph.serve") / "templates" / name).read_text(encoding="utf-8")


def application(graph: Path, workers: Workers, token: str | None = None) -> Starlette:
    """The ASGI application for a graph whose queries these workers answer; it closes them when it ends.

    With a ``token`` it takes decisions from those who know it, else from nobody.
    """
    from contextlib import asynccontextmanager

    endpoint = _Endpoint(graph, workers, Desk(graph, workers, token) if token else None)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        workers.close()

    return Starlette(
        routes=[
            Route("/", endpoint.start),
            Route("/sparql", endpoint.sparql, methods=["GET", "POST"]),
            Route("/named/{name}", endpoint.named),
            Route("/queries", endpoint.queries),
            Route("/page", endpoint.page),
            Route("/decisions", endpoint.decide, methods=["POST"]),
            Route("/assets/{name}", endpoint.asset),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=_HOSTS, www_redirect=False),
            Middleware(_OwnPagesOnly),
        ],
        lifespan=lifespan,
    )


def serve(
    graph: Path,
    *,
    port: int = 8765,
    timeout: float = 30.0,
    max_rows: int = 10_000,
    workers: int = 2,
    quiet: bool = False,
    token: str | None = None,
) -> None:
    """Serve a graph until interrupted; with a ``token``, decisions of those who know it are written.

    Raises:
        StoreError: where the folder is no graph that can be read.
        QueryError: where the port is taken.
    """
    import socket

    import uvicorn

    from newsweave.graph.serve.connections import BoundedConnection

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise QueryError(f"port {port}: {error.strerror}") from None
    with Workers(graph, count=workers, timeout=timeout, max_rows=max_rows) as pool:
        level = "error" if quiet else "warning"
        app = application(graph, pool, token)
        uvicorn.run(
            app, host="127.0.0.1", port=port, log_level=level, server_header=False, http=BoundedConnection, ws="none"
        )
