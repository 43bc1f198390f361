"""The query page of ``newsweave serve`` in a browser: named queries, SPARQL of one's own, errors, no other address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.graph.serve.test_server import Served, served  # noqa: F401

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_the_query_page(browser: Browser, served: Served) -> None:  # noqa: F811
    page = browser.new_page()
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda r: requests.append(r.url))
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: complaints.append(str(e)))
    page.on("dialog", lambda d: complaints.append(d.message))
    page.set_default_timeout(8000)
    page.goto(f"http://127.0.0.1:{served.port}/")

    page.get_by_role("button", name="Run").click()
    page.locator("tbody tr").first.wait_for()
    assert "40 rows" in page.inner_text("#message")
    assert "more than 40 rows" in page.inner_text("#message")

    page.locator("#named option").nth(20).wait_for(state="attached")
    page.select_option("#named", "facts-about")
    page.get_by_label("name: its name or alias").fill("<script>")
    page.get_by_role("button", name="Run").click()
    page.get_by_text(re.compile(r"^0 rows")).wait_for()
    page.get_by_label("name: its name or alias").fill("Mira Tolan")
    page.keyboard.press("Enter")
    page.get_by_text(re.compile(r"^3 rows")).wait_for()
    assert "chief executive of" in page.inner_text("#results")

    page.select_option("#named", "")
    page.fill("#sparql", "SELECT ?name { ?e skos:prefLabel ?name FILTER(CONTAINS(?name, 'script')) }")
    page.locator("#sparql").press("Control+Enter")
    page.get_by_text(re.compile(r"^1 rows")).wait_for()
    assert "<img src=x onerror=alert(1)>" in page.inner_text("#results")  # the hostile name, as text

    assert complaints == []
    page.fill("#sparql", "SELECT {")
    page.get_by_role("button", name="Run").click()
    page.locator("#message.wrong").wait_for()
    assert "not valid SPARQL" in page.inner_text("#message")
    assert all(url.startswith((f"http://127.0.0.1:{served.port}/", "data:")) for url in requests)
    page.close()
