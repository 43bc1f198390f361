"""Deciding on the page in a browser: right, wrong, why; the file that it hands over; what it keeps."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from tests.graph.show.page_fixtures import hostile_facts, news_facts
from tests.graph.show.page_view import Opener, View

pytestmark = pytest.mark.browser

COLUMNS = "id decision fact subject relation object document sentence field value rule who when why".split()


def open_fact(view: View, index: int) -> str:
    view.js("index => newsweave.openView({ kind: 'fact', index })", index)
    key: str = view.js("index => newsweave.facts[index].key", index)
    return key


def saved(view: View) -> list[dict[str, str]]:
    """The lines of the file that the page hands over."""
    with view.page.expect_download() as download:
        view.page.get_by_role("button", name="Save decisions.csv").click()
    assert download.value.suggested_filename == "decisions.csv"
    rows = csv.DictReader(io.StringIO(Path(download.value.path()).read_text("utf-8"), newline=""))
    assert rows.fieldnames == COLUMNS
    return list(rows)


def test_a_wrong_fact_and_a_right_one_are_handed_over(news: View) -> None:
    wrong = open_fact(news, 0)
    assert news.page.get_by_role("button", name="Save decisions.csv").count() == 0
    news.page.get_by_label("Why (optional)").fill('it says "might", = no more')
    news.page.get_by_label("Your name (optional)").fill("Ines Marr")
    news.page.get_by_role("button", name="Wrong").click()
    assert news.page.get_by_role("button", name="Wrong").get_attribute("aria-pressed") == "true"
    assert news.text(".decide [role=status]") == "Marked as wrong."
    right = open_fact(news, 3)
    assert news.page.get_by_label("Why (optional)").input_value() == ""
    news.page.get_by_role("button", name="Right").click()
    first, second = saved(news)
    assert (first["decision"], first["fact"], first["who"]) == ("reject", wrong, "Ines Marr")
    assert first["why"] == 'it says "might", = no more'
    assert (second["decision"], second["fact"], second["why"]) == ("confirm", right, "")
    assert first["when"].endswith("Z")
    assert (first["id"], first["document"], first["value"]) == ("", "", "")


def test_a_decision_is_changed_and_taken_back(news: View) -> None:
    key = open_fact(news, 1)
    for name, decision in (("Wrong", "reject"), ("Right", "confirm")):
        news.page.get_by_role("button", name=name).click()
        [line] = saved(news)
        assert (line["fact"], line["decision"]) == (key, decision)
    news.page.get_by_role("button", name="Right").click()
    assert news.page.get_by_role("button", name="Save decisions.csv").count() == 0
    assert news.page.get_by_role("button", name="Right").get_attribute("aria-pressed") == "false"


def test_keys_decide_but_not_while_a_reason_is_typed(news: View) -> None:
    key = open_fact(news, 2)
    news.page.keyboard.press("w")
    assert [(line["fact"], line["decision"]) for line in saved(news)] == [(key, "reject")]
    news.page.get_by_label("Why (optional)").focus()
    news.page.keyboard.type("raw")
    assert [(line["decision"], line["why"]) for line in saved(news)] == [("reject", "raw")]
    group = news.page.get_by_role("group", name="This fact is")
    group.get_by_role("button", name="Right").focus()
    news.page.keyboard.press("Enter")
    assert [line["decision"] for line in saved(news)] == ["confirm"]


def test_what_was_decided_is_there_when_the_page_is_opened_again(news: View) -> None:
    key = open_fact(news, 4)
    news.page.get_by_role("button", name="Wrong").click()
    news.page.reload()
    open_fact(news, 4)
    assert news.page.get_by_role("button", name="Wrong").get_attribute("aria-pressed") == "true"
    assert [line["fact"] for line in saved(news)] == [key]


def test_a_browser_that_lets_it_keep_nothing(opened: Opener) -> None:
    view = opened(news_facts())
    view.page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied') } })")
    view.page.reload()
    key = open_fact(view, 0)
    view.page.get_by_role("button", name="Wrong").click()
    assert [line["fact"] for line in saved(view)] == [key]


def test_a_reason_is_no_formula_and_hostile_names_stay_text(opened: Opener) -> None:
    view = opened(hostile_facts())
    for index in range(3):
        open_fact(view, index)
        view.page.get_by_label("Why (optional)").fill("=1+1")
        view.page.get_by_role("button", name="Wrong").click()
    assert {line["why"] for line in saved(view)} == {"'=1+1"}


def test_the_page_of_a_file_may_send_nothing(news: View) -> None:
    open_fact(news, 0)
    news.page.get_by_role("button", name="Wrong").click()
    assert news.page.get_by_role("button", name="Write to the graph").count() == 0
    policy = news.page.locator("meta[http-equiv]").get_attribute("content")
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert "connect-src" not in policy
