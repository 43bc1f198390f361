"""The documentation site: built without a warning, whole, and asking nothing of any network."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urlsplit

import click
import pytest
from tests.effort import PATIENCE
from tests.graph.conftest import browser  # noqa: F401

import newsweave
from newsweave.cli import cli

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
_LOADED = re.compile(r"""@import\s+(?:url\()?['"]?([^'")\s;]+)|url\(\s*['"]?([^'")]+)""")


class HtmlPage(HTMLParser):
    """What a page links to, what it loads, where it can be linked to, and its headings."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.ids: set[str] = set()
        self.classes: set[str] = set()
        self.headings: list[str] = []
        self._heading = self._style = False
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.ids |= {named[name] for name in ("id", "name") if name in named}
        self.classes |= set(named.get("class", "").split())
        self.loaded += [found for pair in _LOADED.findall(named.get("style", "")) for found in pair if found]
        if "href" in named:
            (self.links if tag == "a" or named.get("rel") in ("next", "prev") else self.loaded).append(named["href"])
        self.loaded += [named[name] for name in ("src", "data", "poster", "action") if name in named]
        self.loaded += [part.split()[0] for part in named.get("srcset", "").split(",") if part.strip()]
        self._style = tag == "style"
        if re.fullmatch(r"h[1-6]", tag):
            self._heading = True
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        self._style = self._style and tag != "style"
        self._heading = self._heading and not re.fullmatch(r"h[1-6]", tag)

    def handle_data(self, data: str) -> None:
        if self._heading:
            self.headings[-1] += data
        if self._style:
            self.loaded += [found for pair in _LOADED.findall(data) for found in pair if found]


@dataclass
class Site:
    """A site in a folder."""

    root: Path
    said: str = field(default="", repr=False)
    """By the program that made it."""

    @cached_property
    def pages(self) -> dict[Path, HtmlPage]:
        return {path.resolve(): HtmlPage(path.resolve()) for path in sorted(self.root.rglob("*.html"))}

    def from_elsewhere(self) -> list[str]:
        """Everything that a page or a style sheet loads from another host."""
        wanted = [(path, url) for path, page in self.pages.items() for url in page.loaded]
        for path in sorted(self.root.rglob("*.css")):
            text = path.read_text("utf-8")
            wanted += [(path, found) for pair in _LOADED.findall(text) for found in pair if found]
        return [
            f"{path.name}: {url}" for path, url in wanted if urlsplit(url).netloc or _scheme(url) not in ("", "data")
        ]

    def broken(self) -> list[str]:
        """Every link or resource inside of the site that leads nowhere."""
        wrong = []
        for path, page in self.pages.items():
            for url in (*page.links, *page.loaded):
                if not _scheme(url) and not urlsplit(url).netloc and not self._leads_somewhere(path, url):
                    wrong.append(f"{path.name}: {url}")
        return wrong

    def _leads_somewhere(self, path: Path, url: str) -> bool:
        target, anchor = urldefrag(url)
        # The page for what is not found is shown at any address, so its links start at the root.
        base = self.root.resolve() if path.name == "404.html" and target.startswith("/") else path.parent
        file = (base / unquote(target).lstrip("/").partition("?")[0]).resolve() if target else path
        file = file / "index.html" if file.is_dir() else file
        if file not in self.pages:
            return file.is_file() and not anchor
        return not anchor or unquote(anchor) in self.pages[file].ids


def _scheme(url: str) -> str:
    return urlsplit(url).scheme


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("site") / "site"
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"}
    made = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    return Site(folder, made.stdout + made.stderr)


def test_it_is_made_without_a_warning(site: Site) -> None:
    assert "WARNING" not in site.said
    assert "Documentation built" in site.said
    assert {path.stem for path in (ROOT / "docs").glob("*.md")} <= {path.stem for path in site.pages}


def test_nothing_comes_from_elsewhere(site: Site) -> None:
    assert site.from_elsewhere() == []
    assert not any("mermaid" in page.classes for page in site.pages.values())  # the theme would fetch its library


def test_every_link_leads_somewhere(site: Site) -> None:
    assert site.broken() == []


def test_strangers_and_broken_links_are_seen(tmp_path: Path) -> None:
    """What the two tests above rest on."""
    (tmp_path / "a.html").write_text(
        '<script src="https://x.example/a.js"></script><link rel="stylesheet" href="//x.example/a.css">'
        '<img src="b.png" srcset="http://x.example/c.png 2x"><style>@font-face{src:url(https://x.example/f.woff)}</style>'
        '<p id="here" style="background:url(\'https://x.example/p.png\')"><a href="https://fine.example/">out</a>'
        '<a href="#here">in</a><a href="#gone">out</a><a href="b.html">out</a><a href="a.html#no">out</a>',
        "utf-8",
    )
    (tmp_path / "s.css").write_text(
        "@import 'https://x.example/s.css'; a{background:url(data:image/png;base64,)}", "utf-8"
    )
    site = Site(tmp_path)
    assert [found.rpartition("/")[2] for found in site.from_elsewhere()] == [
        "a.js", "a.css", "c.png", "f.woff", "p.png", "s.css",
    ]  # fmt: skip
    assert site.broken() == ["a.html: #gone", "a.html: b.html", "a.html: a.html#no", "a.html: b.png"]


def commands(command: click.Command, name: str) -> list[str]:
    below = command.commands.items() if isinstance(command, click.Group) else ()
    return [name, *(path for word, sub in below for path in commands(sub, f"{name} {word}"))]


def test_the_page_of_the_command_line_has_every_command_and_option(site: Site) -> None:
    page = site.pages[(site.root / "cli.html").resolve()]
    headings = {heading.rstrip("¶").strip() for heading in page.headings}
    wanted = commands(cli, "newsweave")
    assert len(wanted) > 12
    assert set(wanted) <= headings
    text = page.path.read_text("utf-8")
    options = {opt for sub in cli.commands.values() for p in sub.params for opt in p.opts if opt.startswith("--")}
    assert [opt for opt in sorted(options) if f"<code>{opt}</code>" not in text] == []


def test_the_page_of_the_python_names_has_every_one(site: Site) -> None:
    page = site.pages[(site.root / "api.html").resolve()]
    ends = {anchor.rpartition(".")[2] for anchor in page.ids if anchor.startswith("newsweave.")} | {
        "extract"
    } & page.ids
    assert [name for name in newsweave.__all__ if name not in ends] == ["__version__"]
    assert "newsweave.__version__" in page.path.read_text("utf-8")
    kind = newsweave.KnowledgeGraph
    methods = {name for name in vars(kind) if not name.startswith("_")}
    assert "queries" in methods
    assert {f"{kind.__module__}.KnowledgeGraph.{name}" for name in methods} <= page.ids


def test_texts_from_outside_of_docs_are_there(site: Site) -> None:
    def text(name: str) -> str:
        return (site.root / name).read_text("utf-8")

    assert "KnowledgeNet" in text("figures.html") and "The figures stand in the" not in text("figures.html")
    assert "English only" in text("limits.html")
    assert "signed_agreement_with" in text("vocabulary.html")
    assert "floors.json" in text("benchmarks.html") and "0.1.0" in text("changelog.html")


@pytest.mark.browser
def test_search_works_from_a_folder_without_network(site: Site, browser: Browser) -> None:  # noqa: F811
    page = browser.new_page()
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda r: requests.append(r.url))
    page.on("pageerror", lambda e: complaints.append(str(e)))
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.set_default_timeout(8000)
    page.goto((site.root / "index.html").resolve().as_uri())
    page.locator("input.md-search__input").click()
    page.keyboard.type("gazetteer")
    found = page.locator(".md-search-result__link", has_text="Which names are one").first
    found.wait_for()
    found.click()
    page.wait_for_url("**/names.html*")
    page.goto((site.root / "graph.html").resolve().as_uri())
    assert page.locator("img[src='graph-model.svg']").evaluate("image => image.naturalWidth") > 0
    page.close()
    assert complaints == []
    assert [url for url in requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert any(url.endswith("search_index.js") for url in requests)
