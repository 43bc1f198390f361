"""How far a build is, on a terminal."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsweave.build_report import BuildReport
    from newsweave.extract.model import Document

__all__ = ["Progress", "working"]


@contextmanager
def working(what: str, quiet: bool = False) -> Iterator[None]:
    """A spinner on standard error, on a terminal only, for work that says nothing while it lasts."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield


class Progress:
    """A progress bar on standard error, on a terminal only: documents, their rate, and the time left.

    How much there is to read is found out beside the build; where that cannot be known (standard input, addresses,
    packed files) there is no bar, only the figures.
    """

    def __init__(self, quiet: bool, inputs: Sequence[str | Path] = ()) -> None:
        """``inputs``: what is to be read; none where somebody else reads it."""
        self._bar: Any = None
        self._task: Any = None
        self._inputs = inputs
        self._quiet = quiet or not sys.stderr.isatty()

    def __enter__(self) -> Progress:
        if not self._quiet:
            from rich.console import Console
            from rich.progress import (
                BarColumn,
                SpinnerColumn,
                TaskProgressColumn,
                TextColumn,
                TimeElapsedColumn,
                TimeRemainingColumn,
            )
            from rich.progress import Progress as Bar

            columns = (
                *(SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TaskProgressColumn()),
                *(TimeElapsedColumn(), TextColumn("elapsed,"), TimeRemainingColumn(), TextColumn("left")),
            )
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("loading the model", total=None)
            self._bar.start()
            threading.Thread(target=self._find_total, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, report: BuildReport, document: Document) -> None:
        """Say how far the build is."""
        if self._bar is not None:
            elapsed = self._bar.tasks[0].elapsed or 0
            rate = f", {report.read / elapsed:,.1f}/s" if elapsed > 1 else ""
            text = f"{report.read:,} documents{rate}, {report.statements:,} statements"
            self._bar.update(self._task, description=text, completed=report.bytes_read)

    def say(self, lines: Sequence[str]) -> None:
        """Print lines on standard error, above the bar where there is one."""
        for line in lines:
            if self._bar is not None:
                self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
            else:
                print(line, file=sys.stderr)

    def _find_total(self) -> None:
        from newsweave.readers import total_bytes

        total = total_bytes(self._inputs)
        if total is not None:
            self._bar.update(self._task, total=total)
