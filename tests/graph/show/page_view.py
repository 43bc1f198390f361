"""A page open in a browser, as the tests use it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from newsweave.graph.show.page import PageReport

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page

__all__ = ["ARGUMENTS", "PHONE", "WIDE", "Opener", "View", "chromium", "missing"]

ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
WIDE, PHONE = (1440, 900), (390, 844)


def chromium() -> str | None:
    """Path of the browser to test with."""
    if wanted := os.environ.get("NEWSWEAVE_CHROMIUM"):
        return wanted if Path(wanted).exists() else None
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def missing(reason: str) -> None:
    if os.environ.get("CI") == "true" or os.environ.get("NEWSWEAVE_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


class View:
    """One page open in the browser, and everything about it that must not happen."""

    def __init__(self, page: Page, report: PageReport) -> None:
        self.page = page
        self.report = report
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda r: self.requests.append(r.url))
        page.on("console", lambda m: self.complaints.append(f"{m.type}: {m.text}"))
        page.on("pageerror", lambda e: self.complaints.append(str(e)))
        page.on("dialog", self.refuse)
        page.set_default_timeout(120_000)
        page.goto(report.path.as_uri())

    def refuse(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def js(self, expression: str, argument: object = None) -> Any:
        return self.page.evaluate(expression, argument)

    def text(self, selector: str) -> str:
        return self.page.inner_text(selector)

    def settle(self) -> None:
        """Until the frame that follows has been drawn."""
        self.js("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def labels(self) -> list[dict[str, Any]]:
        self.settle()
        found: list[dict[str, Any]] = self.js("() => newsweave.labels()")
        return found

    def spot(self, expression: str) -> tuple[float, float]:
        """Where on the screen a point of the map ({x, y}, in the map's units) is."""
        self.settle()
        at = self.js(f"() => newsweave.network.canvasToDOM({expression})")
        box = self.page.locator("#network").bounding_box()
        assert box
        return box["x"] + at["x"], box["y"] + at["y"]

    def click_edge(self, index: int, along: float = 0.8) -> None:
        """Click on the line of a fact that is drawn straight, ``along`` its way to the object."""
        ends = f"newsweave.drawn.edges.find(e => e.fact.index === {index})"
        mixed = ", ".join(f"{c}: a.{c} * {1 - along} + b.{c} * {along}" for c in "xy")
        both = "[e.from, e.to].map(id => newsweave.network.getPosition(id))"
        self.page.mouse.click(*self.spot(f"(e => {{ const [a, b] = {both}; return {{ {mixed} }} }})({ends})"))

    def click_node(self, index: int) -> None:
        self.page.mouse.click(*self.spot(f"newsweave.network.getPosition({index})"))

    def number(self, name: str) -> int:
        """Index of the entity with this name."""
        found: int = self.js("name => newsweave.nodes.findIndex(n => n.label === name)", name)
        assert found >= 0, name
        return found

    def choice(self, label: str) -> Any:
        return self.page.locator(".choice", has=self.page.get_by_text(label, exact=True))


Opener = Callable[..., View]
