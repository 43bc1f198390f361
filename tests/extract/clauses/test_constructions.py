"""The clause layer's constructions, each with triples that must come out and triples that must not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.extract.conftest import parsed

from newsweave.extract.clauses.clauses import propositions
from newsweave.extract.clauses.triples import Triple, triples
from newsweave.extract.parsing.repair import repair
from newsweave.extract.pipeline import Extractor

TABLE = yaml.safe_load(Path(__file__).with_name("constructions.yaml").read_text("utf-8"))


def cases() -> Iterator[Any]:
    for group in TABLE:
        for case in group["cases"]:
            yield pytest.param(case, id=f"{group['construction']}: {case['sentence']}")


def read(extractor: Extractor, case: dict[str, Any]) -> list[Triple]:
    if "parse" in case:
        return list(triples(propositions(repair(parsed(case["parse"])))))
    (found,) = extractor.propositions([case["sentence"]])
    return list(triples(found))


def glued(text: str) -> str:
    """Without the spaces that a parse written token by token has before marks and behind signs."""
    return re.sub(r" (?=['’]s\b|[%,.])|(?<=[$“]) | (?=”)", "", text)


def line(triple: Triple) -> str:
    return glued(" | ".join((triple.subject, triple.relation, triple.object, " ; ".join(triple.further))))


def matches(triple: Triple, wanted: str) -> bool:
    """Whether a triple is the one written; ``*`` is anything, and further arguments count where they are written."""
    pattern = glued(wanted) if wanted.count("|") == 3 else f"{glued(wanted)} | *"
    return fnmatchcase(line(triple), pattern.replace("[", "[[]"))


@pytest.mark.parametrize("case", list(cases()))
def test_construction(extractor: Extractor, case: dict[str, Any]) -> None:
    found = read(extractor, case)
    shown = "\n".join(map(line, found)) or "no triples"
    for wanted in case.get("must", ()):
        assert sum(matches(t, wanted) for t in found) == 1, f"{wanted} must come out once of:\n{shown}"
    for unwanted in case.get("mustnot", ()):
        assert not any(matches(t, unwanted) for t in found), f"{unwanted} must not come out of:\n{shown}"


@pytest.mark.parametrize("case", list(cases()))
def test_each_case_asks_for_something(case: dict[str, Any]) -> None:
    assert set(case) <= {"sentence", "parse", "must", "mustnot"}
    assert case.get("must") or case.get("mustnot")
    if "parse" in case:
        words = "".join(t.rsplit("|", 3)[0].split("/")[0] for t in case["parse"].split())
        assert words == "".join(case["sentence"].split())
