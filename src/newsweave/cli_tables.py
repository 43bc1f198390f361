"""How commands print rows: as a table for people, or as JSON lines. What a graph holds is shown as characters only."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

import click

from newsweave.cli_streams import ReaderGone

__all__ = ["console", "print_rows"]


def print_rows(columns: Sequence[str], rows: Sequence[Sequence[Any]], as_json: bool) -> None:
    """Rows with these columns, in order."""
    if as_json:
        for row in rows:
            click.echo(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False))
        return
    from rich.table import Table
    from rich.text import Text

    from newsweave.extract.display import printable

    table = Table()
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(str(cell))) for cell in row))  # Text: no markup in names
    console().print(table)


def console() -> Any:
    """A rich console: as wide as the terminal, or 160 columns where the output goes elsewhere."""
    from rich.console import Console

    class Ending(Console):
        def on_broken_pipe(self) -> None:
            raise ReaderGone  # Rich's own way ends with exit code 1

    return Ending(width=None if sys.stdout.isatty() else 160)
