"""The public names: listed on purpose, importable, and quick to reach."""

from __future__ import annotations

import subprocess
import sys

import pytest

import newsweave
import newsweave.extract
import newsweave.graph
import newsweave.ontology


def test_all_is_sorted_and_importable() -> None:
    assert newsweave.__all__ == sorted(newsweave.__all__)
    for name in newsweave.__all__:
        assert getattr(newsweave, name) is not None


def test_unknown_name_is_an_attribute_error() -> None:
    try:
        newsweave.no_such_name  # noqa: B018
    except AttributeError as error:
        assert "no_such_name" in str(error)
    else:
        raise AssertionError("no AttributeError")


HEAVY = "{'spacy', 'rdflib', 'pandas', 'networkx', 'pyvis', 'scipy', 'numpy', 'yaml', 'rich', 'pyoxigraph'}"


@pytest.mark.parametrize(
    "does",
    [
        "import newsweave.cli",
        "from newsweave.cli import cli; cli.main(['--help'], standalone_mode=False)",
        "from newsweave.cli import cli; cli.main(['build', '--help'], standalone_mode=False)",
    ],
)
def test_a_quick_start_pulls_in_nothing_heavy(does: str) -> None:
    """How long it takes, ``benchmarks/speed.py`` says."""
    code = f"import sys, newsweave; {does}; heavy = {HEAVY} & set(sys.modules); assert not heavy, heavy"
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)


def test_extract_is_a_room_and_a_function() -> None:
    from newsweave.extract import model

    assert callable(newsweave.extract)
    assert model.Document.__module__.startswith("newsweave.extract.model")


def test_a_name_is_what_it_was_whatever_was_imported_before() -> None:
    """A module of that name would take its place as soon as anything imports it."""
    program = "import newsweave; newsweave.BuildReport; from newsweave.cli import cli; assert callable(newsweave.build)"
    subprocess.run([sys.executable, "-c", program], check=True)
