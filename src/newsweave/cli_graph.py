"""The commands on a graph that is there: ask it, look at it, take it elsewhere, check it, serve it."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from newsweave.cli_completion import completion, query_names
from newsweave.cli_documents import documents, remove
from newsweave.cli_options import GRAPH, JSON, QUIET
from newsweave.cli_tables import console
from newsweave.ontology.errors import InputError
from newsweave.progress import working

__all__ = ["COMMANDS", "read_text"]


@click.command(short_help="Ask a graph: SPARQL, or a named query.")
@GRAPH
@click.argument("sparql", required=False)
@click.option("--file", "file", type=click.Path(path_type=Path), help="Read the SPARQL text from a file.")
@click.option("--name", metavar="NAME", shell_complete=query_names, help="One of the named queries; --list shows them.")
@click.option("--param", "params", multiple=True, metavar="KEY=VALUE", help="Parameter of a named query.")
@click.option("--list", "listed", is_flag=True, help="List the named queries and their parameters.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json", "tsv"]), help="Default: table.")
@click.option(
    "--max-rows",
    type=click.IntRange(min=0),
    default=10_000,
    show_default=True,
    help="Print at most so many rows; 0: all.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Give up after this time; 0: as long as it takes.",
)
def query(
    graph: Path,
    sparql: str | None,
    file: Path | None,
    name: str | None,
    params: tuple[str, ...],
    listed: bool,
    form: str | None,
    max_rows: int,
    timeout: float,
) -> None:
    """Ask the graph KG with SPARQL text, a file, or a named query."""
    if listed:
        _list_queries()
        return
    if sum(x is not None for x in (sparql, file, name)) != 1:
        raise click.UsageError("give SPARQL text, --file or --name (one of them); --list shows the named queries")
    text = name if name is not None else sparql if sparql is not None else read_text(file)
    from newsweave.graph.ask.query import refuse_unknown_names, run_named_query, run_query
    from newsweave.graph.knowledge_graph import KnowledgeGraph

    if name is None and params:
        raise click.UsageError("--param is for named queries (--name)")
    with KnowledgeGraph.open(graph) as kg:
        if name is None and text is not None and text.strip().replace("-", "").isalnum():
            raise click.UsageError(f"{text!r} is not SPARQL; for a named query say --name {text}")
        if name is not None:
            values = _parameters(params)
            table = run_named_query(kg.store, name, values, limit=max_rows or None, timeout=timeout or None)
            if not table.rows:
                refuse_unknown_names(kg.store, name, values)
        else:
            table = run_query(kg.store, text or "", limit=max_rows or None, timeout=timeout or None)
        if form in (None, "table"):
            console().print(table.to_table())
        else:
            printers = {"csv": table.to_csv, "json": table.to_json, "tsv": table.to_tsv}
            click.echo(printers[str(form)]().rstrip("\r\n"))
    if table.truncated:
        click.echo(
            f"newsweave: more rows than --max-rows {max_rows}; the rest is not shown (--max-rows 0 shows all)", err=True
        )


@click.command(short_help="Write a graph as one interactive page.")
@GRAPH
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The page to write.")
@click.option("--about", metavar="NAME", help="Only this entity and what is near it.")
@click.option("--hops", type=click.IntRange(min=1), default=1, show_default=True, help="How near, with --about.")
@click.option("--top", type=click.IntRange(min=1), help="Only the most connected entities.")
@click.option("--since", metavar="DATE", help="Only what happened, or else was published, on this day or later.")
@click.option("--title", help="Title of the page (default: the folder's name).")
@QUIET
@JSON
def view(
    graph: Path,
    output: Path,
    about: str | None,
    hops: int,
    top: int | None,
    since: str | None,
    title: str | None,
    quiet: bool,
    as_json: bool,
) -> None:
    """Write the graph KG as one self-contained, offline page."""
    from newsweave.graph.knowledge_graph import KnowledgeGraph

    with KnowledgeGraph.open(graph) as kg, working("drawing the page", quiet or as_json):
        report = kg.page(output, about=about, hops=hops, top=top, since=since, title=title or graph.resolve().name)
    if as_json:
        click.echo(json.dumps(asdict(report) | {"path": str(report.path)}, ensure_ascii=False))
        return
    if report.left_out and not quiet:
        click.echo(
            f"newsweave: {report.left_out} entities left out of the page; --top or --about choose others", err=True
        )
    if not quiet:
        click.echo(f"{report.path}: {report.entities} entities, {report.facts} facts, {report.bytes / 1e6:.1f} MB")


@click.command(short_help="Write a graph as RDF, GraphML, CSV or Parquet.")
@GRAPH
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--reifiers", is_flag=True, help="RDF 1.2: evidence reifies its triple (.ttl .nt .nq .trig).")
@click.option("--typed-only", is_flag=True, help="Leave out open facts, which the text's own words relate.")
@QUIET
@JSON
def export(graph: Path, file: Path, reifiers: bool, typed_only: bool, quiet: bool, as_json: bool) -> None:
    """Write the graph KG to FILE: .ttl .nt .nq .trig .jsonld .graphml .parquet .csv (facts) .zip (nodes and edges)."""
    from newsweave.graph.knowledge_graph import KnowledgeGraph

    with KnowledgeGraph.open(graph) as kg, working("exporting", quiet or as_json):
        kg.export(file, reifiers=reifiers, typed_only=typed_only)
    size = file.stat().st_size
    if as_json:
        click.echo(json.dumps({"path": str(file), "bytes": size}, ensure_ascii=False))
    elif not quiet:
        click.echo(f"{file}: {size / 1e6:.1f} MB")


@click.command(short_help="Check a graph against its SHACL shapes.")
@GRAPH
@click.option("--report", type=click.Path(path_type=Path), help="Write the SHACL report (Turtle) to this file.")
@JSON
def validate(graph: Path, report: Path | None, as_json: bool) -> None:
    """Check the graph KG against its SHACL shapes; exit code 1 where it does not conform.

    A warning says that a document sees an entity in a class that the relation does not allow; it breaks nothing.
    """
    from newsweave.graph.knowledge_graph import KnowledgeGraph

    with KnowledgeGraph.open(graph) as kg, working("checking", as_json):
        found = kg.validate()
    if report is not None:
        try:
            report.write_text(found.to_turtle(), encoding="utf-8")
        except OSError as error:
            raise InputError(f"{report}: cannot be written: {error.strerror}") from None
    if as_json:
        click.echo(json.dumps(found.to_dict(), ensure_ascii=False))
    else:
        for v in found.violations:
            where = f" {v.path}" if v.path else ""
            click.echo(f"{v.severity.lower()}: {v.focus}{where}: {v.message}" + (f" ({v.value})" if v.value else ""))
        serious = sum(v.severity != "Warning" for v in found.violations)
        more = ", and more than are listed" if found.truncated else ""
        verdict = "conforms" if found.conforms else "does not conform"
        warnings = len(found.violations) - serious
        click.echo(f"{graph}: {verdict}: {found.checked} checks, {serious} violations, {warnings} warnings{more}")
    if not found.conforms:
        sys.exit(1)


@click.command(short_help="Add what follows from a graph by the vocabulary.")
@GRAPH
@click.option("--remove", is_flag=True, help="Take the inferences away again.")
@QUIET
@JSON
def infer(graph: Path, remove: bool, quiet: bool, as_json: bool) -> None:
    """Add what follows from the graph KG by the vocabulary, as a named graph of its own (nw:inferred).

    Wider classes, wider and inverse properties. Later builds keep them true.
    """
    from newsweave.graph.store.infer import forget
    from newsweave.graph.store.infer import infer as run
    from newsweave.graph.store.store import GraphStore

    with GraphStore.open(graph, read_only=False) as store, working("inferring", quiet or as_json):
        count = 0
        if remove:
            forget(store)
        else:
            count = run(store)
    if as_json:
        click.echo(json.dumps({"graph": str(graph), "inferred": count}, ensure_ascii=False))
    elif not quiet:
        what = "no inferences" if remove else f"{count} triples inferred, in graph nw:inferred"
        click.echo(f"{graph}: {what}")


@click.command(short_help="Write the files of a large graph anew, in order.")
@GRAPH
@QUIET
@JSON
def compact(graph: Path, quiet: bool, as_json: bool) -> None:
    """Write the files of the graph KG anew, in order: a large one takes half the room then and answers sooner.

    Needs room for a second copy while it runs.
    """
    from newsweave.graph.store.folder import GraphFolder
    from newsweave.graph.store.store import GraphStore

    folder = GraphFolder.find(graph)
    before = folder.size()
    with GraphStore.open(graph, read_only=False) as store, working("putting files in order", quiet or as_json):
        store.compact()
    if as_json:
        click.echo(json.dumps({"graph": str(graph), "before": before, "after": folder.size()}, ensure_ascii=False))
    elif not quiet:
        click.echo(f"{graph}: {before / 1e6:,.1f} MB before, {folder.size() / 1e6:,.1f} MB now")


@click.command(short_help="Serve a graph on this machine: SPARQL and pages.")
@GRAPH
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True, help="Port on 127.0.0.1.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="Stop a query after this time.",
)
@click.option(
    "--max-rows", type=click.IntRange(min=1), default=10_000, show_default=True, help="Give at most so many rows."
)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Queries answered at once.")
@click.option(
    "--decisions", is_flag=True, help="Let the pages write KG/decisions.csv, with the token printed at start."
)
@QUIET
def serve(graph: Path, port: int, timeout: float, max_rows: int, workers: int, decisions: bool, quiet: bool) -> None:
    """Serve the graph KG on this machine: a SPARQL 1.1 endpoint that only reads, a query page and the graph page.

    With --decisions the two pages also take what is right and wrong, from whoever has the token.
    """
    from secrets import token_urlsafe

    from newsweave.graph.serve.server import serve as run

    token = token_urlsafe(24) if decisions else None
    if token is not None:
        click.echo(f"{graph}: decisions are written with the token {token}")

    if not quiet:
        click.echo(
            f"{graph}: http://127.0.0.1:{port}/ (queries), /page (the graph), /sparql (endpoint); Ctrl-C ends it"
        )
    run(graph, port=port, timeout=timeout, max_rows=max_rows, workers=workers, token=token)


def _list_queries() -> None:
    from newsweave.graph.knowledge_graph import KnowledgeGraph

    for known in KnowledgeGraph.queries():
        click.echo(f"{known.name}: {known.title}")
        for p in known.parameters:
            click.echo(f"    --param {p.name}=...  {p.description}")


def _parameters(params: tuple[str, ...]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for p in params:
        key, equals, value = p.partition("=")
        if not equals or not key:
            raise click.UsageError(f"--param {p!r} is not KEY=VALUE")
        out[key.replace("-", "_")] = value
    return out


def read_text(path: Path | None) -> str:
    """The text of a file; InputError where it cannot be read."""
    assert path is not None
    from newsweave.ontology.text_files import UnreadableFile, read_text_file

    try:
        return read_text_file(path)
    except UnreadableFile as error:
        raise InputError(f"{path}: {error}") from None


COMMANDS = (query, view, export, validate, documents, remove, infer, compact, serve, completion)
"""The commands for the group ``newsweave`` that are not in ``cli``: those of this module and ``completion``."""
