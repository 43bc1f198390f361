"""Where ``newsweave serve --decisions`` takes what people decide: checked, written to decisions.csv, applied at once.

A line may come only from somebody who knows the token that the server printed at its start, so that neither a web page
nor another user of the machine decides; it is compared in constant time. What comes is checked as the file itself is.
"""

from __future__ import annotations

import hmac
import json
import threading
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from newsweave.ontology.errors import DataError, NewsweaveError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsweave.graph.review.decisions import Decision
    from newsweave.graph.serve.workers import Workers

__all__ = ["LONGEST", "TOKEN_HEADER", "Desk", "Forbidden"]

TOKEN_HEADER = "x-newsweave-token"
LONGEST = 200_000
"""Bytes of what is sent at once."""
_LONGEST_CELL = 5_000


class Forbidden(Exception):
    """Nothing is taken from this sender: one line that says why."""


class Desk:
    """Takes decisions on one served graph, one sender at a time."""

    def __init__(self, graph: Path, workers: Workers, token: str) -> None:
        self.graph = graph
        self.workers = workers
        self._token = token.encode()
        self._turn = threading.Lock()

    def admit(self, headers: Mapping[str, str]) -> None:
        """Let pass who has the token and, where a browser sends, whose page is this server's own.

        Raises:
            Forbidden: for everybody else.
        """
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{headers.get('host', '')}":
            raise Forbidden("refused: the page that sends this is not one of this server")
        if not hmac.compare_digest(headers.get(TOKEN_HEADER, "").encode(), self._token):
            raise Forbidden(f"refused: the header {TOKEN_HEADER} does not hold the token printed at the start")

    def take(self, body: str) -> dict[str, object]:
        """Write the decisions that stand in ``body`` (JSON) and apply them; later queries see the effect.

        Returns ``written`` (how many), ``ids`` and ``applied``; ``note`` says in one line why they are not applied yet.

        Raises:
            DataError: where something in it is wrong; then nothing of it is written.
            StoreError: where the graph cannot be read any more.
        """
        from newsweave.graph.review.decisions import add_decisions
        from newsweave.graph.review.following import follow
        from newsweave.graph.store.folder import DECISIONS_FILE

        given = _decisions(body)
        with self._turn:
            written = add_decisions(self.graph / DECISIONS_FILE, given)
            said: dict[str, object] = {"written": len(written), "ids": [d.id for d in written], "applied": True}
            try:
                follow(self.graph)
            except NewsweaveError as error:
                return {**said, "applied": False, "note": f"written, to be applied by the next build: {error}"}
            self.workers.renew()
        return said


def _decisions(body: str) -> list[Decision]:
    """The decisions of a JSON text ``{"decisions": [{"decision": ..., "fact": ..., ...}, ...]}``."""
    from newsweave.graph.review.decisions import Decision

    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise DataError("what was sent is not JSON") from None
    lines = data.get("decisions") if isinstance(data, dict) else None
    if not isinstance(lines, list) or not lines:
        raise DataError('send {"decisions": [{"decision": "reject", "fact": KEY, "why": "..."}]}, with one or more')
    known = {f.name for f in fields(Decision)} - {"id"}
    for number, line in enumerate(lines, 1):
        if not isinstance(line, dict):
            raise DataError(f"decision {number} is not an object of names and texts")
        for name, value in line.items():
            if name not in known:
                raise DataError(f"decision {number}: there is no {name!r}; there are {', '.join(sorted(known))}")
            if not isinstance(value, str):
                raise DataError(f"decision {number}: {name} is not text")
            if len(value) > _LONGEST_CELL:
                raise DataError(f"decision {number}: {name} is longer than {_LONGEST_CELL} characters")
    return [Decision(**line) for line in lines]
