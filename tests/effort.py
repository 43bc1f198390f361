"""How much work something is, in a measure that a slow or busy machine makes longer too.

A test fails where work has become endless, never because a machine is slow. So a limit is told in units: the processor
time of a fixed piece of plain Python, measured right before and right after the work. How fast something is, is
measured in ``benchmarks/``.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["PATIENCE", "at_most"]

PATIENCE = 900
"""Seconds that a test waits for another process before it takes it for dead."""
_STEPS = 100_000
_TIMES = 3


def _unit() -> float:
    """Processor seconds of the piece: some 10 ms on a machine of 2026, the least of several runs."""
    times = []
    for _ in range(_TIMES):
        start = time.process_time()
        total = 0
        for step in range(_STEPS):
            total += len(str(step))
        times.append(time.process_time() - start)
    return min(times)


@contextmanager
def at_most(units: float) -> Iterator[None]:
    """Fail where what stands in the block takes more processor time than so many units."""
    before = _unit()
    start = time.process_time()
    yield
    taken = time.process_time() - start
    unit = max(before, _unit())
    assert taken <= units * unit, f"{taken / unit:.0f} units of work, not {units:g} at most"
