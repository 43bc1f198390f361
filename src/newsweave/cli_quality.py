"""The commands that learn from what people decided: how right the graph is, and decisions as a gold standard."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsweave.cli_options import GRAPH, QUIET
from newsweave.cli_tables import print_rows

if TYPE_CHECKING:
    from newsweave.graph.review.quality import Precision

__all__ = ["COMMANDS"]


@click.command(short_help="How right rules and relations are, by what people decided.")
@GRAPH
@click.option("--json", "as_json", is_flag=True, help="Print JSON where tables would stand.")
def quality(graph: Path, as_json: bool) -> None:
    """Print the precision of the graph KG by relation and by rule, with 95% intervals (Wilson).

    Counted are sentences whose fact somebody confirmed or rejected in KG/decisions.csv.
    """
    from newsweave.graph.knowledge_graph import KnowledgeGraph

    with KnowledgeGraph.open(graph) as kg:
        found = kg.quality()
    if as_json:
        click.echo(json.dumps(found.to_dict(), ensure_ascii=False))
    elif found.total is None:
        click.echo(f"{graph}: nobody has confirmed or rejected a fact yet")
    else:
        _print_precision("relation", (found.total, *found.relations))
        _print_precision("rule", found.rules)


def _print_precision(kind: str, found: Sequence[Precision]) -> None:
    rows = [(p.name, p.right, p.wrong, f"{p.share:.2f}", "{:.2f} to {:.2f}".format(*p.interval)) for p in found]
    print_rows((kind, "right", "wrong", "precision", "95% interval"), rows, False)


@click.command(short_help="Write what people decided as a gold standard.")
@GRAPH
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="File of JSON lines, such as kg-gold.jsonl."
)
@QUIET
def gold(graph: Path, output: Path, quiet: bool) -> None:
    """Write the facts of the graph KG that somebody confirmed, one a line, in the format of annotated news.

    Beside the file, -doubtful.jsonl has what nobody decided in the same documents, which a scorer should count neither
    way, and -rejected.jsonl what was rejected.
    """
    from newsweave.graph.knowledge_graph import KnowledgeGraph

    with KnowledgeGraph.open(graph) as kg:
        written = kg.write_gold(output)
    if not quiet:
        click.echo(", ".join(f"{path}: {count} facts" for path, count in written.items()))


COMMANDS = (quality, gold)
"""The commands of this module for the group ``newsweave``."""
