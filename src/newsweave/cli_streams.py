"""Standard streams that can be written to, and what the command line says when a run ends badly.

Whoever starts a command may have closed its streams, filled the disk behind them or set an encoding that lacks the
characters of a text: none of that is a traceback.
"""

from __future__ import annotations

import io
import os
import sys
import traceback
from pathlib import Path
from typing import Any, TextIO

import click

__all__ = ["TRACEBACK", "ReaderGone", "Steady", "ended_badly", "say", "silence_output", "usable_streams"]

TRACEBACK = "NEWSWEAVE_TRACEBACK"
"""Environment variable: where it is set, an error that nobody foresaw is shown with its traceback."""
_ASCII = frozenset({"ascii", "us-ascii", "646", "ansi_x3.4-1968"})
_NOWHERE = Path(os.devnull)
_MOST = 500  # characters of an unforeseen error's words


class ReaderGone(Exception):
    """Nobody reads what is printed any more (head, less): a good end. Click would make exit code 1 of it."""


class Steady(click.Group):
    """A group of commands that ends with ``ReaderGone`` where nobody reads its output or its help any more."""

    group_class = type  # groups inside of it are of its kind

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Without arguments the help is printed; Click's own way differs from version to version."""
        try:
            return super().parse_args(ctx, args or ["--help"])
        except BrokenPipeError:
            raise ReaderGone from None

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise ReaderGone from None


class _Named(io.FileIO):
    """A standard stream whose errors name it, as those of files do."""

    title = ""

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except OSError as error:
            error.filename = self.title
            raise


def usable_streams() -> None:
    """Let everybody print: closed streams swallow what is written, characters that an encoding lacks are escaped.

    ASCII is taken for a forgotten setting and becomes UTF-8, as Click takes it. Does nothing twice, nor to streams
    that somebody put in the place of the standard ones.
    """
    for name, title in (("stdin", ""), ("stdout", "standard output"), ("stderr", "standard error")):
        stream: TextIO | None = getattr(sys, name)
        if stream is None:  # its number would be given to the next file, and what libraries print would go in there
            setattr(sys, name, _NOWHERE.open("w" if title else "r", encoding="utf-8"))
        elif title and stream is getattr(sys, f"__{name}__"):
            stream.flush()
            raw = _Named(stream.fileno(), "w", closefd=False)
            raw.title = title
            encoding = "utf-8" if stream.encoding.lower() in _ASCII else stream.encoding
            line_wise = raw.isatty() or name == "stderr"
            again = io.TextIOWrapper(io.BufferedWriter(raw), encoding, "backslashreplace", line_buffering=line_wise)
            setattr(sys, name, again)


def ended_badly(error: Exception) -> int:
    """Say in one line what no command foresaw, and give the exit code; what could not be printed is thrown away."""
    silence_output()
    if os.environ.get(TRACEBACK):
        say("".join(traceback.format_exception(error)).rstrip())
    if isinstance(error, OSError):
        name = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
        say(f"newsweave: {name}{error.strerror or _words(error)}")
    elif isinstance(error, MemoryError):
        say("newsweave: there is not enough memory for this")
    else:
        say(
            f"newsweave: ended by an error that nobody foresaw: {type(error).__name__}: {_words(error)} "
            f"({TRACEBACK}=1 shows where; please report it)"
        )
    return 1


def silence_output() -> None:
    """Throw away what is still to be printed at the very end."""
    _throw_away(sys.stdout)


def _throw_away(stream: TextIO) -> None:
    try:
        number = stream.fileno()
    except (OSError, ValueError):  # it is in memory, or closed
        return
    with _NOWHERE.open("wb") as nowhere:
        os.dup2(nowhere.fileno(), number)


def _words(error: Exception) -> str:
    words = " ".join(str(error).split())
    return words if len(words) <= _MOST else f"{words[:_MOST]} ..."


def say(line: str) -> None:
    """Print a line on standard error, if it takes any."""
    try:
        click.echo(line, err=True)
    except OSError:
        _throw_away(sys.stderr)
