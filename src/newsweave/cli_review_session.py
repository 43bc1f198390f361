"""Going through facts in a terminal, or with answers from a file: each is shown with its sentences and gets an answer.

Every answer is written before the next fact is shown, so that nothing is lost when the process is killed.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import click

from newsweave.ontology.errors import NewsweaveError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from newsweave.graph.facts import Fact, FactEvidence

__all__ = ["Answers", "Ledger", "Session", "answers"]

_SENTENCES = 3
"""How many sentences of a fact are shown; the rest is counted."""
_HELP = """y  confirm: the sentences say so
n  reject: they do not; asks why (Enter: no reason)
e  edit: status, relation, subject, object or a qualifier
s  skip: decide another time
u  undo the last answer
q  quit: what was decided stays
?  this help"""
_ANSWERS = frozenset("ynes")
_PROMPT = "y / n / e / s / u / q / ? "
_MARKS = {"subject": "[]", "object": "{}"}
"""Brackets for where there are no bold and underlined letters."""


class Ledger(Protocol):
    """Where answers are kept."""

    def add(self, fact: Fact, decision: str, *, why: str = "", field: str = "", value: str = "") -> str:
        """Write a decision at once and return its id; NewsweaveError where it makes no sense."""
        ...

    def withdraw(self, id: str) -> None:
        """Take back what ``add`` wrote."""
        ...


class Answers(Protocol):
    """Where answers come from."""

    def key(self, prompt: str) -> str:
        """The next key, in small letters; empty at the end of all answers."""
        ...

    def line(self, prompt: str) -> str | None:
        """A line of text without blanks around it; None at the end of all answers."""
        ...


class _Terminal:
    """Keys of a terminal: no Enter is needed. What was typed ahead, or pasted, is taken key by key."""

    def __init__(self) -> None:
        self._ahead = ""

    def key(self, prompt: str) -> str:
        click.echo(prompt, nl=False)
        if not self._ahead:
            try:
                self._ahead = click.getchar()
            except EOFError:  # Ctrl-D
                return ""
        if self._ahead.startswith("\x1b"):  # an arrow or another key that sends several characters
            key, self._ahead = "\x1b", ""
        else:
            key, self._ahead = self._ahead[0], self._ahead[1:]
        click.echo(key if key.isprintable() else "")
        return key.lower()

    def line(self, prompt: str) -> str | None:
        click.echo(prompt, nl=False)
        ahead, ended, self._ahead = self._ahead.replace("\r", "\n").partition("\n")
        if ended:
            click.echo(ahead)
            return ahead.strip()
        text = sys.stdin.readline()
        return (ahead + text).strip() if ahead or text else None


class _Lines:
    """Answers line by line, from a pipe or a file; of a line that is a key the first letter counts."""

    def key(self, prompt: str) -> str:
        while (text := self.line(prompt)) is not None:
            if text:
                return text[0].lower()
        return ""

    def line(self, prompt: str) -> str | None:
        click.echo(prompt, nl=False)
        text = sys.stdin.readline()
        click.echo()
        return text.strip() if text else None


def answers() -> Answers:
    """Keys where standard input is a terminal, else lines."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    return _Terminal() if sys.stdin.isatty() else _Lines()


@dataclass(slots=True)
class Session:
    """One review: facts in order, from the first to the last or to "q"."""

    facts: Sequence[Fact]
    ledger: Ledger
    answers: Answers
    console: Console
    counts: dict[str, int] = field(default_factory=lambda: {"confirm": 0, "reject": 0, "change": 0, "skip": 0})
    _past: list[tuple[int, str, str]] = field(default_factory=list)
    """Place, answer and the decision's id (empty where there is none) of all that was answered."""

    def run(self) -> None:
        """Go through the facts; returns at the end, at "q" and at the end of all answers."""
        place = 0
        shown = -1
        while place < len(self.facts):
            if shown != place:
                self.console.print(_card(self.facts[place], place, len(self.facts), self._plain()))
                shown = place
            key = self.answers.key(_PROMPT)
            if key in ("q", ""):
                return
            if key == "u":
                place = self._undone(place)
                shown = -1
            elif key == "?":
                self.console.print(_HELP, markup=False, highlight=False)
            elif key in _ANSWERS:
                place += self._answered(key, place)
            else:
                click.echo("y, n, e, s, u, q or ? (help)")

    def summary(self) -> str:
        """What was answered, in words."""
        words = {"confirm": "confirmed", "reject": "rejected", "change": "changed", "skip": "skipped"}
        return ", ".join(f"{self.counts[answer]} {word}" for answer, word in words.items())

    def _plain(self) -> bool:
        return not self.console.is_terminal or self.console.no_color

    def _answered(self, key: str, place: int) -> int:
        """1 where the fact is done with, 0 where it is to be asked again."""
        fact = self.facts[place]
        if key == "s":
            return self._keep(place, "skip", "")
        try:
            if key == "y":
                return self._keep(place, "confirm", self.ledger.add(fact, "confirm"))
            if key == "n":
                why = self.answers.line("why? (Enter: no reason) ") or ""
                return self._keep(place, "reject", self.ledger.add(fact, "reject", why=why))
            edited = self._edit(fact)
            if edited is None:
                click.echo("left as it is")
                return 0
            return self._keep(place, "change", self.ledger.add(fact, "change", field=edited[0], value=edited[1]))
        except NewsweaveError as error:
            click.echo(_one_line(str(error)))
            return 0

    def _keep(self, place: int, answer: str, id: str) -> int:
        self._past.append((place, answer, id))
        self.counts[answer] += 1
        return 1

    def _undone(self, place: int) -> int:
        """The place of the last answer, which is taken back."""
        if not self._past:
            click.echo("nothing to undo")
            return place
        before, answer, id = self._past.pop()
        self.counts[answer] -= 1
        if id:
            self.ledger.withdraw(id)
        click.echo(f"undone: {answer}")
        return before

    def _edit(self, fact: Fact) -> tuple[str, str] | None:
        """Which field is to have which value; None where the person thinks better of it."""
        from newsweave.graph.facts import STATUS_ORDER
        from newsweave.ontology.vocabulary import vocabulary

        own = sorted({name for e in fact.evidence for name in e.qualifiers})
        offered = ", ".join(("status", "relation", "subject", "object", *own))
        known = {"status", "relation", "subject", "object", *(q.name for q in vocabulary().qualifiers_by_iri.values())}
        while name := self.answers.line(f"what? ({_one_line(offered)}; Enter: nothing) "):
            if name in known:
                break
            click.echo(f"{_one_line(name)!r} is no status, relation, argument or qualifier")
        if not name:
            return None
        hint = f" ({', '.join(STATUS_ORDER)})" if name == "status" else ""
        value = self.answers.line(f"{name}{hint}? (Enter: leave it) ")
        return (name, value) if value else None


def _one_line(text: str) -> str:
    from newsweave.extract.display import printable

    return printable(text)


# ---- what a fact looks like


def _card(fact: Fact, place: int, count: int, plain: bool) -> Text:
    """The fact in words, what is known of it, and its best sentences with subject and object marked."""
    from rich.text import Text

    from newsweave.extract.display import printable
    from newsweave.graph.facts import GraphEntity

    obj = fact.object
    target = f"{obj.name} ({obj.type})" if isinstance(obj, GraphEntity) else obj.text
    out = Text("\n").append(f"{place + 1} of {count}  ", "dim")
    out.append(printable(fact.subject.name), "bold underline")
    out.append(printable(f" ({fact.subject.type}) — {fact.label} → "))
    out.append(printable(target), "bold italic")
    notes = [fact.status, f"confidence {fact.confidence:.2f}"]
    notes.append(f"relation {fact.relation}")
    if len(fact.evidence) > _SENTENCES:
        notes.append(f"{_SENTENCES} of {len(fact.evidence)} sentences")
    out.append("\n" + printable(" · ".join(notes)), "dim")
    for e in fact.evidence[:_SENTENCES]:
        out.append("\n")
        out.append_text(_sentence(e, plain))
        out.append("\n  " + printable(_origin(e)), "dim")
    return out


def _sentence(e: FactEvidence, plain: bool) -> Text:
    from rich.text import Text

    from newsweave.extract.display import Quote, cut

    styles = {"subject": "bold underline", "object": "bold italic", "subject and object": "bold underline italic"}
    out = Text()
    inside: list[str] = []  # marks that are open, the outermost first
    for text, kind in (*cut(Quote(e.text, e.start, e.subject_spans, e.object_spans)), ("", "")):
        kinds = kind.split(" and ") if kind else []
        if plain:
            kept = next((n for n, open_ in enumerate(inside) if open_ not in kinds), len(inside))
            out.append("".join(_MARKS[closed][1] for closed in reversed(inside[kept:])))
            inside = [*inside[:kept], *(new for new in kinds if new not in inside[:kept])]
            out.append("".join(_MARKS[new][0] for new in inside[kept:]))
        out.append(text, styles.get(kind))
    return out


def _origin(e: FactEvidence) -> str:
    qualifiers = [f"{name.replace('_', ' ')}: {value}" for name, value in e.qualifiers.items()]
    said = f"{e.status}, according to {e.according_to}" if e.according_to else e.status
    known = (said, *qualifiers, e.source, e.date, e.title or e.document_id, f"rule {e.rule}", f"{e.confidence:.2f}")
    return " · ".join(filter(None, known))
