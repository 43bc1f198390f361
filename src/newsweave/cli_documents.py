"""The commands on a graph's documents: which there are, and take some out."""

from __future__ import annotations

import json
from pathlib import Path

import click

from newsweave.cli_options import GRAPH, JSON, QUIET
from newsweave.cli_tables import print_rows

__all__ = ["documents", "remove"]

_COLUMNS = ("id", "title", "source", "date", "facts", "read")


@click.command(short_help="List the documents of a graph.")
@GRAPH
@JSON
def documents(graph: Path, as_json: bool) -> None:
    """List the documents of KG by id, with title, source, date, number of facts and when they were read."""
    from newsweave.removal import documents as found_in

    rows = [[getattr(d, column) for column in _COLUMNS] for d in found_in(graph)]
    if not as_json:
        rows = [["" if cell is None else cell for cell in row] for row in rows]
    print_rows(_COLUMNS, rows, as_json)


@click.command(short_help="Take documents out of a graph.")
@click.argument("graph", metavar="KG")
@click.argument("which", metavar="DOCUMENT...", nargs=-1, required=True)
@QUIET
@JSON
def remove(graph: str, which: tuple[str, ...], quiet: bool, as_json: bool) -> None:
    """Take each DOCUMENT out of KG, with all that nothing else supports: ids as `newsweave documents` lists them.

    An address or the path of a file that was read will do, too, and * stands for anything. KG may be the address of a
    store. A document whose file is still among the inputs comes back with the next build.
    """
    from newsweave.graph.store.remote import is_url
    from newsweave.removal import remove as remove_at
    from newsweave.removal import take_out

    if is_url(graph):
        ids, files = remove_at(graph, which), list[str]()
    else:
        gone = take_out(graph, which)
        ids, files = [d.id for d in gone], sorted({str(d.file) for d in gone if d.comes_back})
    if as_json:
        about = {"graph": graph.rpartition("@")[2], "removed": ids, "still_there": files}
        click.echo(json.dumps(about, ensure_ascii=False))
    elif not quiet:
        click.echo(f"{graph.rpartition('@')[2]}: {len(ids)} document{'s' * (len(ids) != 1)} removed")
        if files:
            named = ", ".join(files[:3]) + (", ..." if len(files) > 3 else "")
            click.echo(f"still there: {named}; what was read from there comes back with the next build that reads it")
