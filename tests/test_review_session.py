"""A review's answers: what each key does, what is shown, what is written when. The ledger here is a list."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import pytest
from rich.console import Console
from tests.graph.show.page_fixtures import BASE, fact
from tests.graph.store.store_fixtures import HOSTILE

from newsweave.cli_review_session import Session
from newsweave.graph.facts import Fact, GraphEntity
from newsweave.ontology.errors import DataError

KEST, SOLA = GraphEntity(f"{BASE}kest", "Kest Group", "Company"), GraphEntity(f"{BASE}sola", "Sola", "Bank")


def facts(count: int = 3) -> list[Fact]:
    return [
        fact(KEST, "acquired", SOLA, f"Kest Group bought Sola {n} times.", number=n, qualifiers={"date": "2024-05"})
        for n in range(1, count + 1)
    ]


@dataclass
class Lines:
    """A ledger that refuses a status that there is not, as decisions.csv does."""

    kept: dict[str, tuple[str, ...]] = field(default_factory=dict)
    written: int = 0

    def add(self, fact: Fact, decision: str, *, why: str = "", field: str = "", value: str = "") -> str:
        if field == "status" and value not in ("planned", "negated"):
            raise DataError(f"status {value!r} is none")
        self.written += 1
        self.kept[str(self.written)] = (str(int(fact.key, 16)), decision, *filter(None, (why, field, value)))
        return str(self.written)

    def withdraw(self, id: str) -> None:
        del self.kept[id]


class Given:
    """Answers from a list."""

    def __init__(self, answers: Iterable[str]) -> None:
        self.left = list(answers)

    def key(self, prompt: str) -> str:
        return self.left.pop(0) if self.left else ""

    def line(self, prompt: str) -> str | None:
        return self.left.pop(0) if self.left else None


def held(
    given: str, of: list[Fact] | None = None, *, width: int = 100, terminal: bool = False
) -> tuple[Lines, str, Session]:
    """The ledger, all that was shown, and the session after the answers, which stand between bars."""
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=terminal, no_color=not terminal, _environ={})
    session = Session(facts() if of is None else of, ledger := Lines(), Given(given.split("|")), console)
    session.run()
    return ledger, out.getvalue(), session


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        ("y|y|y", [("1", "confirm"), ("2", "confirm"), ("3", "confirm")]),
        ("n|not said|s|n|", [("1", "reject", "not said"), ("3", "reject")]),
        ("y|q|y", [("1", "confirm")]),
        ("y", [("1", "confirm")]),
        ("n", [("1", "reject")]),
        ("x|?|y|q", [("1", "confirm")]),
        ("y|n|typo|u|y|q", [("1", "confirm"), ("2", "confirm")]),
        ("y|s|u|u|n|no|q", [("1", "reject", "no")]),
        ("u|y|q", [("1", "confirm")]),
        ("y|y|y|u", [("1", "confirm"), ("2", "confirm"), ("3", "confirm")]),
        ("e|status|planned|q", [("1", "change", "status", "planned")]),
        ("e|status|perhaps|e|status|negated|q", [("1", "change", "status", "negated")]),
        ("e||y|q", [("1", "confirm")]),
        ("e|status||y|q", [("1", "confirm")]),
        ("e|colour|date|2024-06|q", [("1", "change", "date", "2024-06")]),
        ("e|relation|sued|u|q", []),
        ("e", []),
        ("", []),
        ("yn|ye|q", []),
    ],
)
def test_what_each_answer_writes(answers: str, kept: list[tuple[str, ...]]) -> None:
    ledger, _, _ = held(answers)
    assert list(ledger.kept.values()) == kept


def test_an_answer_is_written_before_the_next_fact_is_shown() -> None:
    seen: list[int] = []
    ledger = Lines()

    class Watching(Given):
        def key(self, prompt: str) -> str:
            seen.append(ledger.written)
            return super().key(prompt)

    Session(facts(), ledger, Watching("yyy"), Console(file=io.StringIO())).run()
    assert seen == [0, 1, 2]


def test_the_fact_is_shown_in_words_with_its_sentence_and_origin() -> None:
    _, shown, session = held("y|q")
    assert "1 of 3  Kest Group (Company) — acquired → Sola (Bank)" in shown
    assert "[Kest Group] bought {Sola} 1 times." in shown
    assert "asserted · confidence 0.90 · relation acquired" in shown
    words = " ".join(shown.split())
    assert "date: 2024-05 · Northquay" not in words
    for part in ("date: 2024-05", "2024-02-02", "Item 1", "rule acquired"):
        assert part in words
    assert session.summary() == "1 confirmed, 0 rejected, 0 changed, 0 skipped"


def test_a_fact_is_shown_again_when_an_answer_is_undone_but_not_after_help() -> None:
    assert held("y|u|q")[1].count("1 of 3") == 2
    assert held("?|x|q")[1].count("1 of 3") == 1


def test_in_a_terminal_letters_mark_subject_and_object() -> None:
    _, shown, _ = held("q", terminal=True)
    assert "\x1b[1;4mKest Group\x1b[0m bought \x1b[1;3mSola\x1b[0m 1 times." in shown


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_and_sentences_are_only_shown(name: str) -> None:
    odd = GraphEntity(f"{BASE}odd", name, "Company")
    text = f"{name} bought Sola."
    one = fact(odd, "acquired", SOLA, text, qualifiers={"date": name})
    one = replace(one, evidence=tuple(replace(e, title=name, source=name) for e in one.evidence))
    _, shown, _ = held("q", [one])
    assert not {"\x1b", "\x00", "\u202e", "\x7f", "\r"} & set(shown)
    shown.encode("utf-8")
    if name.startswith("[bold]"):
        assert "[bold]markup[/bold] (Company)" in shown


@pytest.mark.parametrize("width", [1, 12, 40])
def test_a_narrow_terminal_loses_no_words(width: int) -> None:
    _, shown, _ = held("q", width=width)
    assert "KestGroup(Company)—acquired→Sola" in "".join(shown.split())


def test_of_many_sentences_the_best_are_shown_and_all_are_counted() -> None:
    [one] = facts(1)
    many = replace(one, evidence=one.evidence * 7)
    _, shown, _ = held("q", [many])
    assert shown.count("bought") == 3
    assert "3 of 7 sentences" in shown
