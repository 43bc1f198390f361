"""``newsweave facts``: which facts there are, by what they are called, on the graph of the example articles."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.graph.store.store_fixtures import entity, item, items, said

from newsweave.cli import cli
from newsweave.graph.store.store import GraphStore
from newsweave.ontology.errors import QueryError


def run(graph: Path, *args: str) -> Result:
    result = CliRunner().invoke(cli, ["facts", str(graph), *args])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def records(graph: Path, *args: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run(graph, *args, "--json").stdout.splitlines()]


def test_facts_have_keys_by_which_they_are_found_again(examples_graph: Path) -> None:
    [one] = records(examples_graph, "--about", "sbek studio", "--relation", "acquired")
    assert (one["subject"], one["label"], one["object"]) == ("Lanternfish Pay", "acquired", "Sbek Studio")
    assert (one["subject_id"], one["object_id"], one["status"]) == ("lanternfish-pay", "sbek-studio", "asserted")
    key = str(one["key"])
    assert records(examples_graph, "--key", key) == [one]
    assert records(examples_graph, "--key", key, "--about", "Sbek Studio") == [one]
    assert records(examples_graph, "--key", key, "--about", "Battambang") == []
    table = run(examples_graph, "--key", key).stdout
    assert key in table
    assert "1 fact" in table


def test_all_conditions_hold(examples_graph: Path) -> None:
    everything = records(examples_graph)
    assert len({str(r["key"]) for r in everything}) == len(everything)
    some = records(examples_graph, "--status", "planned", "--since", "2024-06")
    assert some
    assert [r for r in everything if r in some] == some
    assert {r["status"] for r in some} == {"planned"}
    unsure = records(examples_graph, "--unsure")
    assert 0 < len(unsure) < len(everything)
    assert [r for r in everything if float(str(r["confidence"])) < 0.7] == unsure
    document = str(everything[0]["document"])
    of_document = records(examples_graph, "--document", document)
    assert {r["document"] for r in of_document} == {document}
    assert everything[0]["key"] in {r["key"] for r in of_document}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--about", "Sbek Studia"], "near it: Sbek Studio"),
        (["--relation", "acquire"], "acquire"),
        (["--document", "no-such"], "no document of the graph has the id 'no-such'"),
        (["--status", "certain"], "asserted, reported, planned, possible, negated"),
        (["--since", "lately"], "since must be a date"),
        (["--key", "0000"], "no fact of the graph has the key '0000'"),
        (["--key", ""], "no fact of the graph has the key ''"),
    ],
)
def test_what_is_not_there_is_said(examples_graph: Path, args: list[str], said: str) -> None:
    with pytest.raises(QueryError, match=said.replace("(", r"\(")) as caught:
        run(examples_graph, *args)
    assert len(str(caught.value).splitlines()) == 1


def test_the_number_of_facts_can_be_bounded(examples_graph: Path) -> None:
    result = run(examples_graph, "--max", "3", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert len(rows) == 3
    assert rows[0]["key"] == records(examples_graph)[0]["key"]
    assert "--max 3 leaves out" in result.stderr


def test_hostile_names_act_neither_on_a_terminal_nor_in_a_spreadsheet(tmp_path: Path) -> None:
    with GraphStore.create_or_open(tmp_path / "KG") as store:
        name = '=HYPERLINK("x")\x1b[31m\u202e'
        items(store, [item("a", (entity(name), "acquired", entity("Kest"), f"{name} bought Kest.", said()))])
    assert "\x1b" not in run(tmp_path / "KG").stdout
    assert "\u202e" not in run(tmp_path / "KG").stdout
    [row] = csv.DictReader(io.StringIO(run(tmp_path / "KG", "--format", "csv").stdout))
    assert row["subject"].startswith("'=HYPER")
    assert run(tmp_path / "KG", "--status", "negated", "--format", "csv").stdout.startswith("key,subject")
