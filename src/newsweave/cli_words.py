"""The commands about what can be said: the vocabulary, and packs, which bring a domain's own."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from newsweave.cli_options import JSON, OWN, Own
from newsweave.cli_tables import print_rows

if TYPE_CHECKING:
    from newsweave.ontology.frames import Frame
    from newsweave.ontology.packs import Pack
    from newsweave.ontology.rule_set import RuleSet
    from newsweave.ontology.rules import Rule

__all__ = ["COMMANDS"]


@click.command(short_help="List relations and classes, with examples.")
@click.argument("name", required=False)
@OWN
@JSON
def vocabulary(name: str | None, own: Own, as_json: bool) -> None:
    """List the relations and classes that a graph may use, or tell all of the one called NAME."""
    from newsweave.ontology.lexicon import load_rules
    from newsweave.ontology.own_terms import add_terms
    from newsweave.ontology.packs import own_files
    from newsweave.ontology.vocabulary import vocabulary as known

    files = own_files(**own)
    add_terms(files.vocabulary, files.lists)
    relations = _relations(load_rules(files.rules))
    classes = [{"class": c.name, "label": c.label, "below": c.parent or ""} for c in known().classes.values()]
    if name is not None:
        if name not in known().classes:
            known().require_relation(name)
        relations = [r for r in relations if r["relation"] == name]
        classes = [c for c in classes if c["class"] == name]
    if as_json:
        for row in (*relations, *classes):
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    if relations:
        columns = ("relation", "label", "inverse", "subjects", "objects", "example")
        print_rows(columns, [[_words(r[c]) for c in columns] for r in relations], False)
    if classes:
        print_rows(("class", "label", "below"), [list(c.values()) for c in classes], False)


def _words(cell: Any) -> str:
    return ", ".join(cell) if isinstance(cell, list) else str(cell)


def _relations(rules: RuleSet) -> list[dict[str, Any]]:
    from newsweave.ontology.vocabulary import vocabulary as known

    examples: dict[str, str] = {}
    written: list[Frame | Rule] = [*rules.frames, *rules.rules]
    for one in written:
        for example in one.examples[:1]:
            examples.setdefault(one.relation, example.text)
    return [
        {
            "relation": r.name,
            "label": r.label,
            "inverse": r.inverse_label,
            "subjects": list(r.domain),
            "objects": list(r.range),
            "symmetric": r.symmetric,
            "comment": r.comment,
            "example": examples.get(r.name, ""),
        }
        for r in known().relations.values()
    ]


@click.group(short_help="List and test packs.")
def pack() -> None:
    """Packs bring a domain's relations, classes, frames, words and names together: --pack DIR or NAME."""


@pack.command("list", short_help="List the packs that come with newsweave.")
@JSON
def pack_list(as_json: bool) -> None:
    """List the packs that come with newsweave."""
    from newsweave.ontology.packs import shipped_packs

    rows = [(p.name, p.version, p.title, p.description) for p in shipped_packs()]
    print_rows(("name", "version", "title", "description"), rows, as_json)


@pack.command("test", short_help="Check a pack and run its examples.")
@click.argument("folder", metavar="DIR|NAME")
@click.option("--model", metavar="NAME", help="Installed spaCy pipeline to parse with (default: the pinned one).")
@click.option("--own", "own_only", is_flag=True, help="Run only the examples of the pack itself: quicker.")
@JSON
def pack_test(folder: str, model: str | None, own_only: bool, as_json: bool) -> None:
    """Check every file of a pack and run the examples of its frames and rules; exit code 1 where one fails.

    All other frames are there, too, and their examples must still be read as before.
    """
    from newsweave.extract.pipeline import Extractor
    from newsweave.extract.rule_check import check_rules
    from newsweave.ontology.lexicon import load_rules
    from newsweave.ontology.packs import read_pack

    found = read_pack(folder)
    extractor = Extractor(model, packs=[found.folder])
    shipped = load_rules()
    others = {f.meaning for f in shipped.frames} | {r.meaning for r in shipped.rules} if own_only else ()
    checked, failures = check_rules(extractor, others)
    if as_json:
        about = {"name": found.name, "version": found.version}
        click.echo(json.dumps({**about, "examples": checked, "failures": [f.to_dict() for f in failures]}))
    else:
        for failure in failures:
            click.echo(str(failure), err=True)
        beside = "" if own_only else " with newsweave's own"
        click.echo(f"{_contents(found)}; {checked} examples{beside}, {len(failures)} failures")
    if failures:
        sys.exit(1)


def _contents(found: Pack) -> str:
    from newsweave.ontology.lexicon import load_rules
    from newsweave.ontology.vocabulary import load_vocabulary, vocabulary

    own = load_rules(found.rules)
    shipped = load_rules()
    relations = classes = 0
    if found.vocabulary:
        base = load_vocabulary(vocabulary().files[0])
        whole = load_vocabulary(vocabulary().files[0], *found.vocabulary)
        relations = len(whole.relations) - len(base.relations)
        classes = len(whole.classes) - len(base.classes)
    frames = len(own.frames) - len(shipped.frames)
    rules = sum(not r.frame for r in own.rules) - sum(not r.frame for r in shipped.rules)
    return (
        f"{found.name} {found.version}: {relations} relations, {classes} classes, {frames} frames, {rules} rules, "
        f"{len(found.names)} files of names"
    )


COMMANDS = (vocabulary, pack)
"""For ``cli``, in this order."""
