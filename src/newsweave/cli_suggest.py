"""The commands by which a graph says which rules it lacks: open predicates, drafts of frames, and what they change."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsweave.cli_options import GRAPH, JSON
from newsweave.cli_tables import print_rows
from newsweave.ontology.errors import InputError

if TYPE_CHECKING:
    from newsweave.extract.pipeline import Extractor
    from newsweave.graph.ask.predicates import Predicate
    from newsweave.suggesting import Draft

__all__ = ["predicates", "suggest", "try_rules"]

_COLUMNS = ("group", "predicate", "subjects", "objects", "facts", "documents", "example")


@click.command(short_help="List the words of open facts, those near each other together.")
@GRAPH
@click.option("--about", metavar="NAME", help="Only facts about this entity.")
@click.option("--min", "least", type=click.IntRange(min=1), default=1, metavar="N", help="Only those of so many facts.")
@JSON
def predicates(graph: Path, about: str | None, least: int, as_json: bool) -> None:
    """List by which words the open facts of the graph KG relate entities of which classes, and how often."""
    from newsweave.graph.ask.choice import Choice, chosen_facts
    from newsweave.graph.ask.predicates import predicates as counted
    from newsweave.graph.knowledge_graph import KnowledgeGraph
    from newsweave.graph.store.graph_reader import GraphReader

    with KnowledgeGraph.open(graph) as kg:
        facts = chosen_facts(GraphReader(kg.store), Choice(about=about, typed=False))
    rows = [_row(p) for p in counted(facts, least=least)]
    print_rows(_COLUMNS, rows, as_json)


def _row(p: Predicate) -> tuple[Any, ...]:
    example = p.examples[0].evidence[0].text
    return p.group, p.predicate, p.subject_class, p.object_class, p.facts, p.documents, " ".join(example.split())


@click.command("suggest", short_help="Draft frames for what a graph says often and no rule reads.")
@click.argument("graph", metavar="[KG]", required=False, type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Folder for the drafts, a pack.")
@click.option("--min", "least", type=click.IntRange(min=1), default=2, show_default=True, help="Facts of a predicate.")
@click.option("--max", "most", type=click.IntRange(min=1), default=40, show_default=True, help="Drafts at most.")
@click.option("--example", metavar="SENTENCE", help="In place of KG, one sentence in which you mark a fact.")
@click.option("--subject", metavar="NAME", help="Of the example: who.")
@click.option("--relation", metavar="NAME", help="Of the example: a relation of the vocabulary, or a new one.")
@click.option("--object", "target", metavar="NAME", help="Of the example: whom.")
def suggest(
    graph: Path | None,
    output: Path,
    least: int,
    most: int,
    example: str | None,
    subject: str | None,
    relation: str | None,
    target: str | None,
) -> None:
    """Write drafts of frames for the frequent open predicates of the graph KG, as a pack to be edited.

    Each draft reads the examples that it has: sentences of the graph with invented names. newsweave pack test DIR
    runs them, newsweave rules try DIR KG shows what they would change.
    """
    if output.exists():
        raise InputError(f"{output}: is there already; drafts go to a new folder")
    if (graph is None) == (example is None):
        raise click.UsageError("say from what: KG, or --example SENTENCE, one of them")
    if example is not None and not (subject and relation and target):
        raise click.UsageError("--example needs --subject, --relation and --object")
    if example is None and (subject or relation or target):
        raise click.UsageError("--subject, --relation and --object go with --example")
    if graph is not None:
        found = _of_graph(graph, least, most)
    else:
        found = [_of_example(str(example), str(subject), str(relation), str(target))]
    found = _reading(found)
    if not found:
        raise InputError(f"{graph or 'the example'}: nothing is said {least} times in a form that a frame can have")
    from newsweave.suggesting import write_pack

    write_pack(found, output)
    new = sum(d.is_new for d in found)
    click.echo(f"{output}: {len(found)} drafts, {new} with a relation of their own; newsweave pack test {output}")


def _of_graph(graph: Path, least: int, most: int) -> list[Draft]:
    from newsweave.graph.knowledge_graph import KnowledgeGraph
    from newsweave.suggesting import drafts

    with KnowledgeGraph.open(graph) as kg:
        return drafts(kg.facts(typed=False), least=least, most=most)


def _of_example(text: str, subject: str, relation: str, target: str) -> Draft:
    from newsweave.extract.pipeline import Extractor
    from newsweave.extract.rule_check import brief, document_of
    from newsweave.suggesting import from_example

    [found] = Extractor().extract([document_of("example", text)])
    draft = from_example(found.open_statements, subject, relation, target, text)
    joined = [s for s in found.statements if {s.subject.name, getattr(s.object, "name", "")} == {subject, target}]
    if draft is None and joined:
        raise InputError(f"the example is read already: {brief(joined[0])} (rule {joined[0].evidence.rule})")
    if draft is None:
        names = ", ".join(e.name for e in found.entities)
        raise InputError(f"no clause of the example relates {subject!r} to {target!r}; its names: {names or 'none'}")
    return draft


def _reading(found: list[Draft]) -> list[Draft]:
    """The drafts that read some of their examples, with those alone: only trying them says which."""
    from newsweave.extract.pipeline import Extractor
    from newsweave.suggesting import passing, write_pack

    if not found:
        return []
    with tempfile.TemporaryDirectory() as folder:
        write_pack(found, Path(folder) / "drafts")
        return list(passing(found, Extractor(packs=[Path(folder) / "drafts"])))


@click.command("try", short_help="Show what frames would change on a graph's own sentences.")
@click.argument("file", metavar="FILE|DIR", type=click.Path(path_type=Path))
@GRAPH
@click.option("--max", "most", type=click.IntRange(min=1), default=5000, show_default=True, help="Sentences at most.")
@JSON
def try_rules(file: Path, graph: Path, most: int, as_json: bool) -> None:
    """Read the sentences of the graph KG with the frames of FILE (or the pack DIR) and without: what comes, what goes.

    Nothing is stored. Each sentence that the graph has is read by itself, so that whom a pronoun means is not seen.
    Exit code 1 where nothing changes.
    """
    from newsweave.extract.pipeline import Extractor
    from newsweave.extract.rule_check import brief
    from newsweave.graph.knowledge_graph import KnowledgeGraph
    from newsweave.suggesting import changes

    with KnowledgeGraph.open(graph) as kg:
        sentences = sorted({e.text for fact in kg.facts() for e in fact.evidence})
    before = Extractor()
    after = _with(file, before)
    added = gone = 0
    for change in changes(sentences[:most], before, after):
        added, gone = added + len(change.added), gone + len(change.gone)
        more, less = [*map(brief, change.added)], [*map(brief, change.gone)]
        if as_json:
            click.echo(json.dumps({"sentence": change.sentence, "added": more, "gone": less}, ensure_ascii=False))
        else:
            lines = [*(f"  + {line}" for line in more), *(f"  - {line}" for line in less)]
            click.echo("\n".join([" ".join(change.sentence.split()), *lines]))
    read = min(len(sentences), most)
    if not as_json:
        rest = f" of {len(sentences)}" if read < len(sentences) else ""
        click.echo(f"{read}{rest} sentences read: {added} statements more, {gone} less")
    if not added and not gone:
        sys.exit(1)


def _with(file: Path, before: Extractor) -> Extractor:
    from newsweave.extract.pipeline import Extractor

    given: dict[str, Any] = {"packs": [file]} if file.is_dir() else {"rules": [file]}
    return Extractor(nlp=before.nlp, **given)
