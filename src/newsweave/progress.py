"""How far a build is, on a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsweave.building import BuildReport
    from newsweave.extract.model import Document

__all__ = ["Progress"]


class Progress:
    """A progress line on standard error, on a terminal only."""

    def __init__(self, quiet: bool) -> None:
        self._bar: Any = None
        self._task: Any = None
        self._quiet = quiet or not sys.stderr.isatty()

    def __enter__(self) -> Progress:
        if not self._quiet:
            from rich.console import Console
            from rich.progress import Progress as Bar
            from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

            columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("loading the model", total=None)
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, report: BuildReport, document: Document) -> None:
        """Say how far the build is."""
        if self._bar is not None:
            text = f"{report.read} documents, {report.statements} statements"
            self._bar.update(self._task, description=text)
