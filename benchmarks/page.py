"""The page in a browser: what it costs to write, to load and to use, beside a bare vis-network page.

    python benchmarks/page.py [--entities 2000 10000] [--check]

Needs Debian's chromium (or NEWSWEAVE_CHROMIUM) and playwright. Every figure of speed is a ratio to the bare page of
2,000 placed nodes on the same machine in the same minute, so a slow machine changes none of them; --check ends with
exit code 1 where one is above its bar. README.md beside this file says what each means.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from newsweave.graph.facts import Fact, FactEvidence, GraphEntity
from newsweave.graph.show.page import PageNetwork, write_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["BARS", "above", "main", "plain_page", "scale_free_facts"]

BARS: dict[str, float] = {
    "write": 1.8,
    "load": 1.4,
    "frame": 1.0,
    "search": 1.0,
    "filter": 3.0,
    "slide": 3.0,
    "colour": 4.0,
    "path": 3.0,
}
"""The most that each figure may be. ``write``: what an entity costs beside one of the smallest page of the run;
``load``: processor time until the graph is drawn, to that of the bare page, for each 2,000 entities; the others: time
until the act is done, to that of moving the bare page by a few pixels."""

_PLAIN = 2000
_ROUNDS = 5
_ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
_DRAWN = "() => window.drawn || (window.newsweave && newsweave.labels().length > 0)"
_TIMED = """const timed = (act, times = 1) => {
    const start = performance.now();
    for (let i = 0; i < times; i += 1) act();
    return (performance.now() - start) / times;
};
const pan = network => {
    const { x, y } = network.getViewPosition();
    network.moveTo({ position: { x: x + 9, y } });
    network.redraw();
};"""
_ACTS = f"""() => {{
    {_TIMED}
    const byId = id => document.getElementById(id), fire = (e, kind) => e.dispatchEvent(new Event(kind));
    const query = byId("query"), slider = document.querySelector("#time input");
    const look = () => {{ query.value = "corvane"; fire(query, "input"); }};
    look();
    return {{
        frame: timed(() => pan(newsweave.network), 20),
        search: timed(look, 3),
        filter: timed(() => document.querySelector(".choice input").click()),
        slide: timed(() => {{ slider.value = 3; fire(slider, "input"); }}),
        colour: timed(() => {{
            const choice = byId("choose-colour");
            choice.value = "community";
            fire(choice, "change");
        }}),
        path: timed(() => newsweave.showPath(0, newsweave.nodes.length - 1)),
    }};
}}"""
_PLAIN_FRAME = f"() => {{ {_TIMED} return timed(() => pan(window.network), 20); }}"


def scale_free_facts(count: int, links: int = 2, seed: int = 5) -> list[Fact]:
    """Facts that join ``count`` entities as news does: few hubs, many leaves; each with one sentence."""
    chance = random.Random(seed)
    kinds = ("Company", "Person", "Bank", "City", "Product")
    words = ("Alder", "Birk", "Corvane", "Dunmar", "Eskel", "Fenwold", "Garrow")
    base = "https://w3id.org/newsweave/id/"
    entities = [GraphEntity(f"{base}e{i}", f"{words[i % 7]} {i}", kinds[i % 5]) for i in range(count)]
    ends, facts = [0], list[Fact]()
    for i in range(1, count):
        for other in dict.fromkeys(chance.choice(ends) for _ in range(links)):
            subject, target, number = entities[i], entities[other], len(facts)
            text = f"{subject.name} has bought a stake in {target.name}."
            spans = (0, len(subject.name)), (len(text) - 1 - len(target.name), len(text) - 1)
            day = f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"
            evidence = FactEvidence(
                f"{base}evidence/{number}", f"{base}document/{number}", f"item-{number}", f"Item {number}", "Post",
                f"https://news.example/{number}", day, 0, len(text), text, (spans[0],), (spans[1],),
                "acquired stake in", "asserted", None, 0.9, "stake", earliest=day, latest=day,
            )  # fmt: skip
            facts.append(Fact(f"{number:020x}", subject, "owns_stake_in", target, (evidence,)))
            ends += [i, other]
    return facts


def plain_page(path: Path) -> Path:
    """A page of bare vis-network with 2,000 placed nodes, two links each."""
    library = PageNetwork("plain").vis_js.read_text("utf-8")
    chance = random.Random(1)
    nodes = [{"id": i, "label": f"n{i}", "x": chance.gauss(0, 900), "y": chance.gauss(0, 900)} for i in range(_PLAIN)]
    edges = [{"id": f"{i}.{k}", "from": i, "to": chance.randrange(i)} for i in range(1, _PLAIN) for k in range(2)]
    options = {"physics": False, "edges": {"smooth": False}, "layout": {"improvedLayout": False}}
    draw = (
        f"const data = {{ nodes: new vis.DataSet({json.dumps(nodes)}), edges: new vis.DataSet({json.dumps(edges)}) }};"
        f"window.network = new vis.Network(document.getElementById('net'), data, {json.dumps(options)});"
        "network.once('afterDrawing', () => { window.drawn = true; });"
    )
    body = f'<div id="net" style="height: 800px"></div><script>{library}</script><script>{draw}</script>'
    path.write_text(f'<!doctype html><meta charset="utf-8"><body>{body}</body>', "utf-8")
    return path


def _load(browser: Browser, path: Path, acts: str) -> tuple[float, dict[str, float]]:
    """Main-thread processor seconds until the graph is drawn, and the milliseconds of what is then done."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(300_000)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(path.as_uri())
    page.wait_for_function(_DRAWN)
    metrics = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
    done = page.evaluate(acts)
    page.close()
    return float(metrics["TaskDuration"]), done if isinstance(done, dict) else {"frame": done}


def _ratios(browser: Browser, path: Path, plain: Path, entities: int) -> dict[str, float]:
    """Medians of ratios of loads side by side: other work on the machine comes and goes."""
    rounds = []
    for _ in range(_ROUNDS):
        (ours, acts), (theirs, bare) = _load(browser, path, _ACTS), _load(browser, plain, _PLAIN_FRAME)
        load = ours / theirs / max(1.0, entities / _PLAIN)
        rounds.append({"load": load} | {act: taken / bare["frame"] for act, taken in acts.items()})
    return {figure: median(one[figure] for one in rounds) for figure in rounds[0]}


def above(figures: dict[str, float]) -> list[str]:
    """What is above its bar, a line each."""
    return [f"{name} {value:.2f}, at most {BARS[name]}" for name, value in figures.items() if value > BARS[name]]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print one table, and check it where asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--entities", type=int, nargs="+", default=[2000, 10_000], help="sizes of the pages")
    parser.add_argument("--check", action="store_true", help="exit code 1 where a figure is above its bar")
    options = parser.parse_args(argv)
    names = (os.environ.get("NEWSWEAVE_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    chromium = next(filter(None, map(shutil.which, names)), None)
    if chromium is None:
        print("page.py: no Chromium found (Debian: apt install chromium)", file=sys.stderr)
        return 2
    from playwright.sync_api import sync_playwright

    found: list[str] = []
    columns: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_ARGUMENTS)
        plain = plain_page(Path(folder, "plain.html"))
        cost = 0.0
        for entities in sorted(options.entities):
            facts = scale_free_facts(entities)
            start = time.process_time()
            report = write_page(facts, Path(folder, f"{entities}.html"), title="benchmark")
            each = (time.process_time() - start) / entities
            cost = cost or each
            figures = {"write": each / cost, **_ratios(browser, report.path, plain, entities)}
            columns[f"{entities:,} entities, {report.bytes / 1e6:.1f} MB"] = figures
            found += [f"{entities:,} entities: {line}" for line in above(figures)]
        browser.close()
    table = Table("", *columns, "at most")
    for name, bar in BARS.items():
        table.add_row(name, *(f"{figures[name]:.2f}" for figures in columns.values()), f"{bar:.2f}")
    Console().print(table)
    for line in found if options.check else ():
        print(line, file=sys.stderr)
    return 1 if options.check and found else 0


if __name__ == "__main__":
    raise SystemExit(main())
