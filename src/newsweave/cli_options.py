"""Arguments and options that several commands share, so that they are called and explained alike."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["GRAPH", "JSON", "QUIET"]

GRAPH = click.argument("graph", metavar="KG", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON where a person's text would stand.")
QUIET = click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
