"""What mkdocs.yml cannot say: pages from files outside of docs/, so that every text stands in one place only, and a
page of the vocabulary's relations, which is made from the vocabulary.

Links are written for readers of the repository (``../benchmarks/README.md``); here they are led to the site's own copy.
A part of a page between ``<!-- section FILE: TITLE -->`` and ``<!-- end -->`` is what the repository shows; the site
has in its place the section TITLE of FILE itself.
"""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from newsweave.ontology.metrics import metrics
from newsweave.ontology.vocabulary import vocabulary

ROOT = Path(__file__).parent.parent
COPIES = {
    "benchmarks/README.md": "benchmarks.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "tests/extract/clauses/constructions.yaml": "assets/constructions.yaml",
    "README.md": "index.md",  # the site's first page stands for it
    "ontology/newsweave.ttl": "vocabulary.md",
}
"""Files of the repository, and what they are in the site."""

_SECTION = re.compile(r"<!-- section (\S+): (.+?) -->.*?<!-- end -->", re.DOTALL)
_OUTWARD = re.compile(r"\]\(\.\./([^)#\s]+)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the copies to the site's files."""
    for source, target in COPIES.items():
        if target == "vocabulary.md":
            files.append(File.generated(config, target, content=_vocabulary()))
        elif target != "index.md":
            files.append(File.generated(config, target, abs_src_path=str(ROOT / source)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Bring in the sections of other files, and lead links to the copies.

    Raises:
        PluginError: for a section or a link to a file that is not there.
    """
    try:
        if page.file.src_uri == COPIES["CONTRIBUTING.md"]:
            markdown = markdown.replace("](docs/", "](")
        markdown = _SECTION.sub(lambda found: _section(found[1], found[2]), markdown)
        return _OUTWARD.sub(lambda found: f"]({_copy(found[1])}", markdown)
    except (LookupError, OSError) as error:
        raise PluginError(f"{page.file.src_uri}: {error}") from None


def _copy(path: str) -> str:
    if path.startswith("docs/"):
        return path.removeprefix("docs/")
    if path not in COPIES:
        raise LookupError(f"../{path} is no page of the site; list it in COPIES of tools/site_hooks.py")
    return COPIES[path]


def _section(path: str, title: str) -> str:
    """The text below a heading of the second rank, up to the next one, with links as from docs/."""
    text = (ROOT / path).read_text("utf-8")
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if found is None:
        raise LookupError(f"{path} has no section {title!r}")
    return re.sub(r"\]\((?!https?:|#)(?:docs/)?([^)]+)\)", lambda m: f"]({_from_docs(m[0], m[1])})", found[1]).strip()


def _from_docs(whole: str, path: str) -> str:
    return path if whole.startswith("](docs/") else f"../{path}"


def _vocabulary() -> str:
    """All relations with what they join, all qualifiers, all classes."""
    known = vocabulary()
    relations = [
        (f"`{r.name}`", r.label, ", ".join(r.domain), ", ".join(r.range), r.comment) for r in known.relations.values()
    ]
    qualifiers = [(f"`{q.name}`", q.label, q.comment) for q in known.qualifiers.values()]
    classes = [(f"`{c.name}`", c.label, c.parent or "") for c in known.classes.values()]
    measured = [
        (f"`{m.name}`", m.label, ", ".join(m.others), m.kind, m.over, ", ".join(m.broader))
        for m in metrics().by_name.values()
    ]
    return "\n".join(
        [
            "# The vocabulary",
            "What a graph can say; made from `ontology/newsweave.ttl` when the site is built. Rules and JSON write",
            "names in snake_case, as here, RDF in camelCase: `nw:signedAgreementWith`.",
            *_table("Relations", ("relation", "on the arrow", "subjects", "objects", "meaning"), relations),
            *_table("Qualifiers", ("qualifier", "label", "meaning"), qualifiers),
            *_table("Classes", ("class", "label", "a kind of"), classes),
            *_table("Metrics", ("metric", "label", "other words", "kind", "of a", "a kind of"), measured),
        ]
    )


def _table(title: str, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    lines = [columns, ("---",) * len(columns), *rows]
    return [
        "",
        f"## {title}",
        "",
        *("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines),
    ]
