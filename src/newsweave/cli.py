"""The command line; its contract stands in the README and is what scripts rely on.

Exit codes: 0 done, 1 the work found something wrong (unreadable inputs, failing rules), 2 wrong usage. An error is one
line on standard error. Heavy libraries are imported inside the commands, so that ``--help`` answers at once.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsweave import cli_graph, cli_quality, cli_review, cli_suggest, cli_words
from newsweave.cli_graph import read_text
from newsweave.cli_options import JSON, OWN, QUIET, Own
from newsweave.cli_streams import ReaderGone, Steady, ended_badly, say, silence_output, usable_streams
from newsweave.ontology.errors import InputError, NewsweaveError, NotEnglish
from newsweave.progress import Progress

if TYPE_CHECKING:
    from newsweave.build_report import BuildReport
    from newsweave.extract.model import Document
    from newsweave.extract.pipeline import Extraction

__all__ = ["cli", "main"]

_INPUTS = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
_MODEL = click.option(
    "--model", metavar="NAME", help="Installed spaCy pipeline to parse with (default: the pinned one)."
)


class _Share(click.FloatRange):
    """A number from 0 to 1; NaN, which no comparison refuses, is none."""

    def __init__(self) -> None:
        super().__init__(0, 1)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        number = super().convert(value, param, ctx)
        if number != number:
            self.fail(f"{value!r} is not a number from 0 to 1.", param, ctx)
        return number


@click.group(cls=Steady, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="newsweave", message="newsweave %(version)s")
def cli() -> None:
    """Read English news into a knowledge graph whose every fact leads back to its sentence."""


@cli.command(short_help="Read news into the graph KG.")
@_INPUTS
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder of the graph.")
@click.option("--store", metavar="URL", help="In its place, a triple store (SPARQL 1.1 Graph Store Protocol).")
@_MODEL
@OWN
@click.option(
    "--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that read and extract."
)
@click.option("--scheduler", metavar="ADDRESS", help="Dask scheduler whose workers do it, such as tcp://host:8786.")
@click.option(
    "--parts",
    type=click.Path(path_type=Path),
    help="Folder for what they make, seen by all of them (default: KG/parts).",
)
@click.option("--base", metavar="IRI", help="IRI before the ids of entities; fixed when the graph is made.")
@click.option(
    "--min-confidence",
    type=_Share(),
    metavar="F",
    help="Leave out statements that are less sure, from 0 to 1 (default: as the graph was made; 0 keeps all).",
)
@click.option(
    "--typed-only/--no-typed-only",
    default=None,
    help="Leave out open facts, which no relation of the vocabulary says (default: as the graph was made; else kept).",
)
@click.option("--forget", is_flag=True, help="Let go of the model, rules, names and confidence of earlier builds.")
@click.option("--sync", is_flag=True, help="Documents that INPUT holds no longer go from KG.")
@click.option("--yes", is_flag=True, help="With --sync: unasked, however many they are.")
@QUIET
@JSON
def build(
    inputs: tuple[str, ...],
    output: Path | None,
    store: str | None,
    model: str | None,
    own: Own,
    workers: int,
    scheduler: str | None,
    parts: Path | None,
    base: str | None,
    min_confidence: float | None,
    typed_only: bool | None,
    forget: bool,
    sync: bool,
    yes: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Read INPUT (files, folders, globs, - for standard input) into the graph folder KG.

    Run it again to go on where it was stopped: documents that are there unchanged are skipped. KG remembers --model,
    --rules, --names, --vocabulary, --lists, --pack, --min-confidence and --typed-only; they hold until they are
    given anew.
    """
    if (output is None) == (store is None):
        raise click.UsageError("say where to: -o KG (a folder) or --store URL, one of them")
    if store is not None and forget:
        raise click.UsageError("--forget is for a folder: a --store remembers nothing")
    if store is not None and sync:
        raise click.UsageError("--sync is for a folder: a --store cannot say which documents it holds")
    if yes and not sync:
        raise click.UsageError("--yes goes with --sync")
    if scheduler is not None and workers > 1:
        raise click.UsageError("--workers are processes of this machine: not together with --scheduler")
    if scheduler is not None and store is not None and parts is None:
        raise click.UsageError("--scheduler with --store needs --parts, a folder that all machines see")
    from newsweave.building import build as run

    with Progress(quiet or as_json, inputs if scheduler is None else ()) as progress:
        report = run(
            inputs,
            output,
            store=store,
            model=model,
            rules=own["rules"] or None,
            names=own["names"] or None,
            vocabulary=own["vocabulary"] or None,
            lists=own["lists"] or None,
            packs=own["packs"] or None,
            base=base,
            min_confidence=min_confidence,
            typed_only=typed_only,
            forget=forget,
            workers=workers,
            scheduler=scheduler,
            parts=parts,
            sync=sync,
            confirm=(lambda gone, held: True) if yes else _confirmed if sys.stdin.isatty() else None,
            stdin=sys.stdin.buffer,
            on_document=progress.show,
            on_start=None if quiet else lambda report: progress.say(_how(report)),
        )
    for note in report.notes:
        click.echo(f"newsweave: {note}", err=True)
    _report_errors(report.errors)
    if as_json:
        _print_json(_summary(report))
    elif not quiet and (report.read or report.unchanged or not report.errors):
        click.echo(_sentence(report))
    if report.errors:
        sys.exit(1)


@cli.command(short_help="Print the statements of texts; nothing is stored.")
@_INPUTS
@click.option("--format", "form", type=click.Choice(["jsonl", "tsv"]), default="jsonl", show_default=True)
@_MODEL
@OWN
@click.option("--typed-only", is_flag=True, help="Leave out what no relation of the vocabulary says.")
def extract(
    inputs: tuple[str, ...],
    form: str,
    model: str | None,
    own: Own,
    *,
    typed_only: bool,
) -> None:
    """Print the statements of INPUT, one a line; nothing is stored."""
    errors: list[InputError] = []
    for extraction in _extractions(inputs, model, own, errors):
        for s in chain(extraction.statements, () if typed_only else extraction.open_statements):
            if form == "jsonl":
                _print_json(s.to_dict())
            else:
                target = s.object.to_dict()
                cells = (
                    s.evidence.document,
                    s.subject.name,
                    f"{s.relation}: {s.predicate}" if s.is_open else s.relation,
                    target.get("name") or target["value"],
                    s.status,
                )
                rest = (s.attributed_to or "", f"{s.confidence:.2f}", s.evidence.text)
                click.echo("\t".join(" ".join(str(c).split()) for c in (*cells, *rest)))
    _finish(errors)


@cli.command(short_help="Print the names in texts, with every mention.")
@_INPUTS
@click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
@_MODEL
@OWN
def entities(inputs: tuple[str, ...], form: str, model: str | None, own: Own) -> None:
    """Print the names of INPUT with class, aliases and every mention, one entity a line."""
    errors: list[InputError] = []
    for extraction in _extractions(inputs, model, own, errors):
        for e in extraction.entities:
            _print_json(e.to_dict(extraction.document.id))
    _finish(errors)


@cli.command(short_help="Print the deals, rounds, lawsuits and the like that texts tell of.")
@_INPUTS
@click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
@_MODEL
@OWN
def events(inputs: tuple[str, ...], form: str, model: str | None, own: Own) -> None:
    """Print the events of INPUT, one a line: kind, participants, stage, and every sentence that tells of it."""
    errors: list[InputError] = []
    for extraction in _extractions(inputs, model, own, errors):
        for e in extraction.events:
            _print_json(e.to_dict(extraction.document.id))
    _finish(errors)


@cli.command(short_help="Print the open triples of sentences.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--lines", is_flag=True, help="Each line of FILE is one sentence (required: the only layout there is).")
@click.option("--format", "form", type=click.Choice(["tsv", "jsonl"]), default="tsv", show_default=True)
@_MODEL
def propositions(file: Path, lines: bool, form: str, model: str | None) -> None:
    """Print the open triples of FILE: sentence number, confidence, relation, subject, object, further arguments.

    With --format jsonl the propositions behind them, one a line, with every argument by its role, and with what is
    denied, planned, possible or somebody's claim marked; also those that would pass for facts as bare triples.
    """
    if not lines:
        raise click.UsageError("say --lines: FILE must hold one sentence a line")
    text = sys.stdin.read() if str(file) == "-" else read_text(file)
    from newsweave.extract.clauses.triples import triples
    from newsweave.extract.pipeline import Extractor

    for number, found in enumerate(Extractor(model).propositions(text.split("\n")), 1):
        if form == "jsonl":
            for proposition in found:
                _print_json({"sentence": number, **proposition.to_dict()})
        else:
            for triple in triples(found):
                click.echo(triple.to_tsv(number))


@cli.group(short_help="Test rules, and see how a sentence is read.")
def rules() -> None:
    """Test rules, and see why a sentence gave a statement or did not."""


@rules.command("test", short_help="Run the examples of all frames and rules.")
@OWN
@_MODEL
@JSON
def rules_test(own: Own, model: str | None, as_json: bool) -> None:
    """Run the examples of all frames and rules; exit code 1 where one fails."""
    from newsweave.extract.pipeline import Extractor
    from newsweave.extract.rule_check import check_rules

    extractor = Extractor(model, **own)
    checked, failures = check_rules(extractor)
    if as_json:
        _print_json({"examples": checked, "failures": [f.to_dict() for f in failures]})
    else:
        for failure in failures:
            click.echo(str(failure), err=True)
        frames = len(extractor.rules.frames)
        written = sum(not r.frame for r in extractor.rules.rules)
        click.echo(f"{frames} frames, {written} rules, {checked} examples, {len(failures)} failures")
    if failures:
        sys.exit(1)


@rules.command("explain", short_help="Show how a sentence is read, and which rules were near.")
@click.argument("sentence")
@OWN
@_MODEL
def rules_explain(sentence: str, own: Own, model: str | None) -> None:
    """Show the parse, the names, the propositions and the statements of SENTENCE, and the rules that came near."""
    from newsweave.extract.explain import explain
    from newsweave.extract.pipeline import Extractor

    for line in explain(Extractor(model, **own), sentence):
        click.echo(line)


def _extractions(
    inputs: tuple[str, ...],
    model: str | None,
    own: Own,
    errors: list[InputError],
) -> Iterator[Extraction]:
    from newsweave.readers import read_documents

    def documents() -> Iterator[Document]:
        for item in read_documents(list(inputs), stdin=sys.stdin.buffer):
            if isinstance(item, NotEnglish):
                click.echo(f"newsweave: {item}", err=True)
            elif isinstance(item, InputError):
                errors.append(item)
            else:
                yield item

    found = documents()
    first = next(found, None)
    if first is None:
        return
    import itertools

    from newsweave.extract.pipeline import Extractor

    yield from Extractor(model, **own).extract(itertools.chain([first], found))


def _report_errors(errors: list[InputError]) -> None:
    for error in errors:
        click.echo(f"newsweave: {error}", err=True)


def _finish(errors: list[InputError]) -> None:
    _report_errors(errors)
    if errors:
        sys.exit(1)


def _how(report: BuildReport) -> list[str]:
    """What a person should know before the work starts."""
    again = [f"{report.path}: as before: {', '.join(report.reused)}"] if report.reused else []
    return [f"newsweave: {line}" for line in (*again, *report.changes)]


def _confirmed(gone: int, held: int) -> bool:
    return click.confirm(f"{gone} of {held} documents are gone from the inputs: take them out?", err=True)


def _summary(report: BuildReport) -> dict[str, Any]:
    return {
        "graph": str(report.path),
        "read": report.read,
        "unchanged": report.unchanged,
        "not_english": report.foreign,
        "repeated": report.repeated,
        "removed": report.removed,
        "statements": report.statements,
        "unsure": report.unsure,
        "undecided": report.undecided,
        "reused": report.reused,
        "changes": report.changes,
        "outdated": report.outdated,
        "notes": report.notes,
        "errors": [str(e) for e in report.errors],
    }


def _sentence(report: BuildReport) -> str:
    parts = [f"{report.read} documents read", f"{report.statements} statements"]
    parts += [f"{report.unsure} not sure enough"] if report.unsure else []
    parts += [f"{report.unchanged} unchanged"] if report.unchanged else []
    parts += [f"{report.foreign} not English"] if report.foreign else []
    parts += [f"{report.repeated} repeated"] if report.repeated else []
    parts += [f"{report.removed} removed"] if report.removed else []
    parts += [f"{report.undecided} to be read again for merges.csv"] if report.undecided else []
    parts += [f"{report.outdated} not in the inputs and still as they were read before"] if report.outdated else []
    parts += [f"{len(report.errors)} not readable"] if report.errors else []
    return f"{report.path}: {', '.join(parts)}"


def _print_json(data: object) -> None:
    click.echo(json.dumps(data, ensure_ascii=False))


for _command in (cli_suggest.suggest, cli_suggest.try_rules):
    rules.add_command(_command)
for _command in (
    cli_suggest.predicates,
    *cli_graph.COMMANDS,
    *cli_quality.COMMANDS,
    *cli_review.COMMANDS,
    *cli_words.COMMANDS,
):
    cli.add_command(_command)


def main() -> None:
    """Entry point: errors become one line, interrupts end cleanly."""
    usable_streams()
    try:
        result = cli.main(standalone_mode=False)
        sys.stdout.flush()
        sys.exit(result if isinstance(result, int) else 0)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "newsweave"
        say(f"{command}: {' '.join(error.format_message().split())} (see {command} --help)")
        sys.exit(2)
    except (click.exceptions.Abort, KeyboardInterrupt):
        say("newsweave: stopped; run the same command again to go on")
        sys.exit(130)
    except (NewsweaveError, click.ClickException) as error:
        say(f"newsweave: {error}")
        sys.exit(1)
    except (ReaderGone, BrokenPipeError):
        silence_output()
        sys.exit(0)
    except Exception as error:
        sys.exit(ended_badly(error))
