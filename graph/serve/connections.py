"""Connections with bounds: how many there may be, and how long a request may take to arrive.

uvicorn closes a connection that is silent between two requests, but waits for ever for the rest of one that has begun,
and takes as many connections as come. Both would let anybody on this machine keep all others out.
"""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

__all__ = ["ARRIVING", "MOST_CONNECTIONS", "BoundedConnection"]

ARRIVING = 30.0
"""Seconds within which a request must have arrived whole, from the opening of its connection or its first byte."""
MOST_CONNECTIONS = 300
"""Those that come while so many are open are closed unanswered."""


class BoundedConnection(H11Protocol):
    """uvicorn's connection, closed where its request does not arrive in time or too many others are open."""

    _arriving: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request, unless too many do."""
        if len(self.connections) >= MOST_CONNECTIONS:
            self.transport = transport
            transport.abort()
            return
        super().connection_made(transport)
        self._arriving = self.loop.call_later(ARRIVING, transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._stop_waiting()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Read on; how long is counted from the first byte of a request to its last."""
        super().handle_events()
        if self.conn.their_state in (h11.IDLE, h11.SEND_BODY):
            idle = self.conn.their_state is h11.IDLE and not self.conn.trailing_data[0]
            if not idle and self._arriving is None:
                self._arriving = self.loop.call_later(ARRIVING, self.transport.abort)
        else:
            self._stop_waiting()

    def _stop_waiting(self) -> None:
        if self._arriving is not None:
            self._arriving.cancel()
            self._arriving = None
