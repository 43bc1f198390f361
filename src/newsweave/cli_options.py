"""Arguments and options that several commands share, so that they are called and explained alike."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypedDict

import click

__all__ = ["GRAPH", "JSON", "OWN", "QUIET", "Own"]


class Own(TypedDict):
    """What ``OWN`` gives a command."""

    rules: tuple[Path, ...]
    names: tuple[Path, ...]
    vocabulary: tuple[Path, ...]
    lists: tuple[Path, ...]
    packs: tuple[str, ...]


GRAPH = click.argument("graph", metavar="KG", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON where a person's text would stand.")
QUIET = click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")

_FILES = (
    ("rules", "Frames and rules of your own."),
    ("names", "Known names of your own."),
    ("vocabulary", "Relations and classes of your own (Turtle)."),
    ("lists", "Words for classes of your own."),
)


def OWN(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options for what is a user's own, which the command gets as ``own``."""

    @functools.wraps(command)
    def run(*args: Any, **options: Any) -> Any:
        own = {kind: options.pop(kind) for kind in ("rules", "names", "vocabulary", "lists", "packs")}
        return command(*args, own=own, **options)

    pack = click.option("--pack", "packs", multiple=True, metavar="DIR|NAME", help="All of these of a domain.")
    wrapped = pack(run)
    for kind, words in reversed(_FILES):
        option = click.option(f"--{kind}", kind, multiple=True, type=click.Path(path_type=Path), help=words)
        wrapped = option(wrapped)
    return wrapped
