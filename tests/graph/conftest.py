"""Fixtures of the browser tests.

They need a Chromium (Debian's ``chromium``; another one by NEWSWEAVE_CHROMIUM). Where there is none the tests are
skipped, unless CI=true or NEWSWEAVE_REQUIRE_BROWSER=1: then they fail, so that they cannot go missing unnoticed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.graph.show.page_fixtures import news_facts
from tests.graph.show.page_view import ARGUMENTS, WIDE, Opener, View, chromium, missing

from newsweave.graph.facts import Fact
from newsweave.graph.show.page import write_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        missing("no Chromium found (looked for NEWSWEAVE_CHROMIUM, chromium, chromium-browser, google-chrome)")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright is not installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Write facts to a page and open it; at the end nothing may have been asked of a network or complained of."""
    contexts: list[BrowserContext] = []
    views: list[View] = []

    def open_page(
        facts: Sequence[Fact],
        *,
        size: tuple[int, int] = WIDE,
        dark: bool = False,
        title: str = "Test",
        **which: Any,
    ) -> View:
        report = write_page(facts, tmp_path / f"page{len(views)}.html", title=title, **which)
        width, height = size
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", has_touch=width < 500
        )
        contexts.append(context)
        views.append(View(context.new_page(), report))
        return views[-1]

    yield open_page
    for view in views:
        strangers = [url for url in view.requests if url not in (view.report.path.as_uri(), "data:,")]
        assert (strangers, view.complaints) == ([], [])
    for context in contexts:
        context.close()


@pytest.fixture
def news(opened: Opener) -> View:
    return opened(news_facts(), title="Lagoon finance")
