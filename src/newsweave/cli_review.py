"""The commands by which a person decides: which facts there are, which are right, what was decided, who is the same."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsweave.cli_options import GRAPH, QUIET
from newsweave.cli_tables import console, print_rows
from newsweave.ontology.errors import InputError, NewsweaveError
from newsweave.progress import working

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyoxigraph as ox

    from newsweave.graph.facts import Fact
    from newsweave.graph.review.decisions import Decision
    from newsweave.graph.review.following import Applied
    from newsweave.graph.review.queue import Order

__all__ = ["COMMANDS"]

_COLUMNS = (
    *("key", "subject", "subject_id", "relation", "label", "object", "object_id", "object_type"),
    *("status", "confidence", "sentences", "documents"),
    *("sentence", "document", "title", "source", "date", "url", "rule"),
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON lines where a person's text would stand.")
_ABOUT = click.option("--about", metavar="NAME", help="Only facts about this entity.")
_RELATION = click.option("--relation", metavar="NAME", help="Only facts of this relation (acquired, ..., or open).")
_DOCUMENT = click.option("--document", metavar="ID", help="Only what this document says.")


@click.command(short_help="List facts with their keys and sentences.")
@GRAPH
@_ABOUT
@_RELATION
@_DOCUMENT
@click.option("--status", metavar="NAME", help="Only asserted, reported, planned, possible or negated facts.")
@click.option("--since", metavar="DATE", help="Only what happened, or else was published, on this day or later.")
@click.option("--key", metavar="KEY", help="Only the fact of this key.")
@click.option("--unsure", is_flag=True, help="Only facts that the page does not show at first: confidence below 0.7.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "jsonl"]), help="Default: table.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format jsonl.")
@click.option("--typed-only", is_flag=True, help="Only facts in relations of the vocabulary.")
@click.option("--open-only", is_flag=True, help="Only open facts, in the text's own words.")
@click.option("--max", "most", type=click.IntRange(min=0), metavar="N", help="Print at most so many facts.")
def facts(
    graph: Path,
    about: str | None,
    relation: str | None,
    document: str | None,
    status: str | None,
    since: str | None,
    key: str | None,
    unsure: bool,
    form: str | None,
    as_json: bool,
    typed_only: bool,
    open_only: bool,
    most: int | None,
) -> None:
    """List the facts of the graph KG that meet all conditions: key, status, confidence, best sentence and source.

    The key is what decisions (KG/decisions.csv, newsweave review) call a fact by.
    """
    from newsweave.graph.ask.choice import Choice, chosen_facts
    from newsweave.graph.knowledge_graph import KnowledgeGraph
    from newsweave.graph.show.page import LEAST_CONFIDENCE
    from newsweave.graph.store.graph_reader import GraphReader

    if as_json and form not in (None, "jsonl"):
        raise click.UsageError(f"--json and --format {form} exclude each other")
    if typed_only and open_only:
        raise click.UsageError("--typed-only and --open-only exclude each other")
    typed = True if typed_only else False if open_only else None
    choice = Choice(about, relation, document, status, since, key, LEAST_CONFIDENCE if unsure else None, typed)
    with KnowledgeGraph.open(graph) as kg:
        found = chosen_facts(GraphReader(kg.store), choice)
        records = [_record(kg.store.names.id_of, fact) for fact in found[:most]]
    if as_json or form == "jsonl":
        for record in records:
            click.echo(json.dumps(record, ensure_ascii=False))
    elif form == "csv":
        click.echo(_csv(records), nl=False)
    else:
        _print_facts(records)
    if len(found) > len(records):
        click.echo(f"newsweave: {len(found)} facts; --max {most} leaves out {len(found) - len(records)}", err=True)


def _record(id_of: Callable[[ox.NamedNode], str], fact: Fact) -> dict[str, Any]:
    """One fact as the command prints it, with its best sentence."""
    from pyoxigraph import NamedNode

    from newsweave.graph.facts import GraphEntity

    obj, best = fact.object, fact.evidence[0]
    target: tuple[str, str | None, str]
    if isinstance(obj, GraphEntity):
        target = (obj.name, id_of(NamedNode(obj.iri)), obj.type)
    else:
        target = (obj.text, None, obj.datatype)
    subject = fact.subject.name, id_of(NamedNode(fact.subject.iri))
    counted = fact.status, round(fact.confidence, 3), len(fact.evidence), fact.documents
    origin = best.document_id, best.title, best.source, best.date, best.url, best.rule
    cells = (fact.key, *subject, fact.relation, fact.label, *target, *counted, best.text, *origin)
    return dict(zip(_COLUMNS, cells, strict=True))


def _csv(records: list[dict[str, Any]]) -> str:
    """CSV with a header; a cell that a spreadsheet would run as a formula is text behind an apostrophe."""
    from newsweave.graph.review.decisions import guarded

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for record in records:
        cells = ["" if value is None else str(value) for value in record.values()]
        writer.writerow(map(guarded, cells))
    return out.getvalue()


def _print_facts(records: list[dict[str, Any]]) -> None:
    columns = ("key", "fact", "status", "confidence", "sentences", "best sentence", "source")
    rows = []
    for r in records:
        said = f"{r['subject']} — {r['label']} → {r['object']}"
        origin = ", ".join(filter(None, (r["source"], r["date"], r["document"])))
        rows.append((r["key"], said, r["status"], f"{r['confidence']:.2f}", r["sentences"], r["sentence"], origin))
    print_rows(columns, rows, False)
    click.echo(f"{len(rows)} fact{'' if len(rows) == 1 else 's'}")


@click.command(short_help="Go through facts and decide which are right.")
@GRAPH
@_ABOUT
@_RELATION
@_DOCUMENT
@click.option("--who", metavar="NAME", help="Who decides (default: the name of the user who runs this).")
@click.option(
    "--order",
    type=click.Choice(["doubt", "relation", "entity", "document"]),
    default="doubt",
    show_default=True,
    help="Which facts come first.",
)
@click.option("--decided", is_flag=True, help="Also facts on which something was decided before.")
@QUIET
def review(
    graph: Path,
    about: str | None,
    relation: str | None,
    document: str | None,
    who: str | None,
    order: Order,
    decided: bool,
    quiet: bool,
) -> None:
    """Go through the facts of the graph KG: y confirms, n rejects, e edits, s skips, u undoes, q ends.

    Every answer is written to KG/decisions.csv at once and followed when the review ends. By default the most doubtful
    come first whose entities have the most other sentences. Answers may be piped in, one a line.
    """
    from newsweave.cli_review_session import Session, answers
    from newsweave.extract.model import OPEN
    from newsweave.graph.ask.choice import Choice, chosen_facts
    from newsweave.graph.knowledge_graph import KnowledgeGraph
    from newsweave.graph.review.decisions import read_decisions
    from newsweave.graph.review.queue import connections, in_order, undecided
    from newsweave.graph.store.graph_reader import GraphReader

    ledger = _Ledger(graph, _user() if who is None else who, document or "")
    with KnowledgeGraph.open(graph) as kg:
        reader = GraphReader(kg.store)
        # Open facts are asked about where somebody asks for them: there are many, and most are not worth a relation.
        found = chosen_facts(reader, Choice(about, relation, document, typed=None if relation == OPEN else True))
        left = found if decided else undecided(found, read_decisions(ledger.path), kg.store.names.id_of)
        queue = in_order(left, connections(reader), order)
    if not queue:
        click.echo(f"{graph}: nothing to review: {'no fact is undecided' if found else 'there are no such facts'}")
        return
    session = Session(queue, ledger, answers(), console())
    stopped = False
    try:
        session.run()
    except (KeyboardInterrupt, click.Abort):
        stopped = True
        click.echo()
    if ledger.touched:
        _apply(graph, quiet)
    if not quiet:
        click.echo(f"{graph}: {session.summary()}")
    if stopped:
        raise click.exceptions.Exit(130)


class _Ledger:
    """KG/decisions.csv, as a review writes to it: by whom, and on which document where only that was shown."""

    def __init__(self, graph: Path, who: str, document: str) -> None:
        from newsweave.graph.store.folder import DECISIONS_FILE

        self.path = graph / DECISIONS_FILE
        self.who = who
        self.document = document
        self.touched = False
        """Whether something was written or taken back."""

    def add(self, fact: Fact, decision: str, *, why: str = "", field: str = "", value: str = "") -> str:
        """Write a decision; its id."""
        from newsweave.graph.review.decisions import Decision, add_decisions

        line = Decision(decision=decision, fact=fact.key, document=self.document, field=field, value=value,
                        who=self.who, why=why)  # fmt: skip
        [written] = add_decisions(self.path, [line])
        self.touched = True
        return written.id

    def withdraw(self, id: str) -> None:
        """Take a decision back."""
        from newsweave.graph.review.decisions import withdraw

        withdraw(self.path, [id])


def _user() -> str:
    """Who runs this, as the system knows them; empty where it does not."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def _apply(graph: Path, quiet: bool) -> Applied | None:
    """Let the graph follow its decisions now; where it must wait, for a build that writes, a line says so."""
    from newsweave.graph.review.following import follow

    try:
        with working("following the decisions", quiet):
            return follow(graph)
    except NewsweaveError as error:
        click.echo(f"newsweave: written, but not followed yet (newsweave decisions --apply does it): {error}", err=True)
        return None


@click.command(short_help="List what was decided, and what is stale.")
@GRAPH
@click.option("--stale", "only_stale", is_flag=True, help="Only decisions that concern nothing in the graph, with why.")
@click.option("--undo", "undone", multiple=True, metavar="ID", help="Take this decision back.")
@click.option("--add", "added", type=click.Path(path_type=Path), help="Take over the lines of another decisions.csv.")
@click.option("--apply", "applied", is_flag=True, help="Let the graph follow all decisions now.")
@QUIET
@_JSON
def decisions(
    graph: Path,
    only_stale: bool,
    undone: tuple[str, ...],
    added: Path | None,
    applied: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """List the decisions on the graph KG (KG/decisions.csv), take some back, or take over those of another file.

    --undo and --add take effect on the graph at once; --apply does it for lines that were written into the file.
    """
    from newsweave.extract.display import printable
    from newsweave.graph.review.decisions import add_decisions, read_decisions, withdraw
    from newsweave.graph.review.following import spoken, stale
    from newsweave.graph.store.folder import DECISIONS_FILE, GraphFolder
    from newsweave.graph.store.store import GraphStore

    if only_stale and (undone or added is not None or applied):
        raise click.UsageError("--stale only lists")
    path = GraphFolder.find(graph).path / DECISIONS_FILE
    lines = read_decisions(path)
    if missing := [id for id in undone if id not in {d.id for d in lines}]:
        raise InputError(f"{path}: has no decision {missing[0]!r}; newsweave decisions {graph} lists them")
    if added is not None:
        if not added.is_file():
            raise InputError(f"{added}: no such file")
        new = add_decisions(path, read_decisions(added))
        known = {d.id for d in lines}
        _say(f"{path}: {len({d.id for d in new} - known)} new of {len(new)} decisions", quiet or as_json)
    if undone:
        _say(f"{path}: {len(withdraw(path, undone))} taken back", quiet or as_json)
    if undone or added is not None or applied:
        done = _apply(graph, quiet or as_json)
        if done is not None:
            _say(f"{graph}: {len(done.changed)} documents changed", quiet or as_json)
            for d, reason in done.stale:
                _say(f"stale: {d.id} {d.decision}: {printable(reason)}", quiet or as_json)
        return
    with GraphStore.open(graph) as store:
        reasons = {d.id: reason for d, reason in stale(store, lines)}
        shown = [d for d in lines if not only_stale or d.id in reasons]
        about = {d.id: spoken(store, d) for d in shown}
    if as_json:
        for d in shown:
            line = asdict(d) | {"about": about[d.id], "stale": reasons.get(d.id)}
            click.echo(json.dumps(line, ensure_ascii=False))
        return
    columns = ("id", "decision", "about", "says", "who", "when", "why", "stale")
    rows = [(d.id, d.decision, about[d.id], _says(d), d.who, d.when, d.why, reasons.get(d.id, "")) for d in shown]
    print_rows(columns, rows, False)
    click.echo(f"{len(lines)} decisions, {len(reasons)} of them stale")


def _says(d: Decision) -> str:
    return f"{d.field} = {d.value}" if d.field else d.value


def _say(text: str, quiet: bool) -> None:
    if not quiet:
        click.echo(text)


@click.command(short_help="Propose entities that may be the same.")
@GRAPH
@click.option("--write", is_flag=True, help="Bring KG/merges.csv up to date, with all that was decided in it.")
@click.option("--joined", is_flag=True, help="List instead which names already stand for one entity, and why.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON lines where a table would stand.")
def merges(graph: Path, write: bool, joined: bool, as_json: bool) -> None:
    """Propose which entities of the graph KG may be the same, for a person to decide.

    --write puts them into KG/merges.csv. Answer yes or no in its first column; the next build follows.
    """
    from newsweave.graph.knowledge_graph import KnowledgeGraph

    if write and joined:
        raise click.UsageError("--write is for proposals, not for --joined")
    with KnowledgeGraph.open(graph) as kg:
        if joined:
            names = [(j.entity.name, j.entity.type, j.alias, j.why) for j in kg.joined_names()]
            print_rows(("name", "class", "also", "why"), names, as_json)
            return
        with working("comparing names", as_json):
            found = kg.proposed_merges()
    if write:
        from newsweave.graph.review.merge_decisions import write_decisions
        from newsweave.graph.store.folder import MERGES_FILE

        write_decisions(graph / MERGES_FILE, found)
    rows = [(d.decision, d.keep_name, d.other_name, d.type, d.why, d.shared, d.documents, d.note) for d in found]
    if as_json:
        for d in found:
            click.echo(json.dumps(asdict(d), ensure_ascii=False))
    else:
        print_rows(("decision", "keep", "other", "class", "why", "shared", "documents", "note"), rows, False)
    if write:
        click.echo(f"newsweave: written to {graph / MERGES_FILE}; answer yes or no there, then build again", err=True)


COMMANDS = (facts, review, decisions, merges)
"""The commands of this module for the group ``newsweave``."""
