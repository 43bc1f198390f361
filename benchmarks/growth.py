"""Growth: CPU time of a text of 60,000 characters to that of one of 15,000, for many kinds of text.

    python benchmarks/growth.py [--only KIND,...] [--characters N] [--json]

4 is what linear work gives. README.md beside this file says what the columns mean. Exit codes: 0 all kinds grow as
their length, 1 one grows faster, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import newsweave

if TYPE_CHECKING:
    from newsweave import Extractor

__all__ = ["KINDS", "LIMIT", "TIMES", "Growth", "main", "measure", "text_of"]

TIMES = 4
"""How many times longer the longer text is."""
LIMIT = 4.6
"""The largest ratio that counts as linear: what the processor's caches and the collector cost is in it."""
_CHARACTERS = 15_000
_ROUNDS = 3
_WARM = 2_000
_LEAST = 0.05
"""CPU seconds below which a ratio is chance: a kind that takes less for the longer text is fast enough."""

_FIRST = "Maren Tomas Ilka Jorun Pavel Sanna Edvin Lioba Henrik Odile Rasmus Tilda Corin Yara Bastian Nuala".split()
_OPENINGS = "Bra Kel Vor Tas Min Dro Hal Per Syl Ost Gam Wen Fal Rud Lor Nim Cas Bel Tor Jan".split()
_CLOSINGS = "den mark wick lund ström berg ton sen kov ari ell ume oss ing and ovic etti ard une isch".split()


def _surnames() -> Iterator[str]:
    """More than six thousand invented surnames, and then again."""
    middle = ("", "la", "ri", "no", "ke", "va", "do", "mi", "te", "su", "ra", "go", "li", "ne", "bo", "ha")
    while True:
        for b, m, c in itertools.product(_OPENINGS, middle, _CLOSINGS):
            yield f"{b}{m}{c}"


def _joined(parts: Iterator[str], between: str, length: int) -> str:
    """As many of the parts as give so many characters."""
    out: list[str] = []
    total = 0
    for part in parts:
        out.append(part)
        total += len(part) + len(between)
        if total >= length:
            break
    return between.join(out)


def _persons() -> Iterator[str]:
    return (f"{first} {last}" for first, last in zip(itertools.cycle(_FIRST), _surnames(), strict=False))


def _firms() -> Iterator[str]:
    forms = itertools.cycle(("Group", "Holdings", "Bank", "Energy", "Logistics", "Pharma", "Partners"))
    return (f"{name} {form}" for name, form in zip(_surnames(), forms, strict=False))


_PROSE = (
    "{firm} said on Monday that it would buy {other} for ${n} million, its largest purchase since 2019.",
    "The lender, which is based in Norheim, named {person} chief executive in March, and she will start in May.",
    "Revenue of {firm} rose {n} percent to ${n} million in the third quarter, the company said.",
    "{last} told reporters that the regulator had not approved the deal, which analysts expect by the end of the year.",
    "It plans to open a plant in the region and to hire {n} people, according to a person familiar with the matter.",
)
_STEPS = 40
"""After so many sentences prose goes on with other firms and persons."""


def _prose() -> Iterator[str]:
    for firm, other, person in zip(_firms(), itertools.islice(_firms(), 500, None), _persons(), strict=False):
        last = person.split()[-1]
        for i in range(_STEPS):
            yield _PROSE[i % len(_PROSE)].format(firm=firm, other=other, person=person, last=last, n=i + 12)


def _again(*sentences: str) -> Iterator[str]:
    return itertools.cycle(sentences)


def _each(form: str, values: Iterator[str]) -> Iterator[str]:
    return (form.format(v) for v in values)


def _paragraphs(length: int) -> str:
    sentences = _prose()
    return _joined((" ".join(itertools.islice(sentences, 4)) for _ in itertools.count()), "\n\n", length)


def _articles(length: int) -> str:
    bodies = (
        f"{person.split()[-1]} Leaves {firm}\n\nBy {person}\n\nNORHEIM, March {i % 28 + 1} - {person} left {firm}. "
        f"He had led {firm} for three years, the firm said."
        for i, (person, firm) in enumerate(zip(_persons(), _firms(), strict=False))
    )
    return _joined(bodies, "\n\n\n", length)


def _relative(length: int) -> str:
    return _joined(_again("the bank that owns the fund that led the round that valued"), " ", length) + "."


_Maker = Callable[[int], str]
KINDS: dict[str, _Maker] = {
    # prose
    "prose in paragraphs": _paragraphs,
    "prose in one paragraph": lambda n: _joined(_prose(), " ", n),
    "articles": _articles,
    "one sentence again": lambda n: _joined(_again("Corvex Group bought Kestrin Bank for $5 million."), " ", n),
    "quotations": lambda n: _joined(_each("“We will sell the unit,” said {}.", _persons()), " ", n),
    "pronouns": lambda n: _joined(_again("She said it would sell its unit.", "He told them so."), " ", n),
    "definite nouns": lambda n: _joined(
        _again("The company sold the unit.", "The lender bought the firm.", "Both banks left the group."), " ", n
    ),
    "questions": lambda n: _joined(_again("Who will buy it?", "What does Corvex Group want?"), " ", n),
    # names
    "names with commas": lambda n: _joined(_firms(), ", ", n) + ".",
    "names with and": lambda n: _joined(_firms(), " and ", n) + ".",
    "many persons": lambda n: _joined(_each("{} joined the bank.", _persons()), " ", n),
    "one surname": lambda n: _joined((f"{f} Voss left." for f in _surnames()), " ", n),
    "many firms": lambda n: _joined(_each("{} opened an office.", _firms()), " ", n),
    "short names": lambda n: _joined(_each("{0} grew. {0} Group Inc. fell.", _surnames()), " ", n),
    "acronyms": lambda n: _joined((f"{a} {b} Commission ({a[0]}{b[0]}C) met." for a, b in _pairs()), " ", n),
    "places": lambda n: _joined(_again("Offices are in Paris, Berlin, Kenya, Peru and New York."), " ", n),
    "capitals": lambda n: _joined(_each("{} OPENED AN OFFICE.", (f.upper() for f in _firms())), " ", n),
    # long sentences
    "clauses with and": lambda n: _joined(_each("{} opened an office", _firms()), " and ", n) + ".",
    "relative clauses": _relative,
    "chain of of": lambda n: _joined(_again("the head of the unit"), " of ", n) + ".",
    "semicolons": lambda n: _joined(_each("{} fell", _firms()), "; ", n) + ".",
    "words without a stop": lambda n: _joined(_again("offer price share market report"), " ", n),
    # figures
    "amounts": lambda n: _joined((f"Sales rose {i} percent to ${i}.5 million." for i in itertools.count(1)), " ", n),
    "dates": lambda n: _joined((f"It met on {i % 28 + 1} May {1990 + i % 40}." for i in itertools.count()), " ", n),
    "digits": lambda n: _joined((f"{i * 7919}" for i in itertools.count(1)), " ", n),
    # lines
    "one-line paragraphs": lambda n: _joined(_each("{} opened an office in Norheim.", _firms()), "\n\n", n),
    "bullets": lambda n: _joined(_each("- {} opened an office", _firms()), "\n", n),
    "numbered lines": lambda n: _joined((f"{i}. {f} fell" for i, f in enumerate(_firms())), "\n", n),
    "headers": lambda n: _joined((f"Subject: {f}\nFrom: {f[:3]}@corvex.example" for f in _firms()), "\n", n),
    "headlines": lambda n: _joined(_each("{} Opens Office", _firms()), "\n\n", n),
    "table": lambda n: _joined((f"{f}\t{i}\t{i * 3}.5" for i, f in enumerate(_firms())), "\n", n),
    "piped table": lambda n: _joined((f"| {f} | {i} | {i * 3}% |" for i, f in enumerate(_firms())), "\n", n),
    # marks and scripts
    "brackets": lambda n: "(" * (n // 2) + ")" * (n // 2),
    "brackets in prose": lambda n: _joined(_each("{} (a bank) [1] (NYSE: CVX) fell.", _firms()), " ", n),
    "apostrophes": lambda n: "'" * n,
    "quotation marks": lambda n: "“" * (n // 2) + "”" * (n // 2),
    "dots": lambda n: "." * n,
    "hyphens": lambda n: _joined(_again("off-the-shelf"), "-", n),
    "one long word": lambda n: "a" * n,
    "joined emoji": lambda n: "\U0001f468‍\U0001f469‍\U0001f467‍" * (n // 6),
    "marks of no width": lambda n: _joined(_again("Cor​vex‌ fell."), " ", n),
    "combining marks": lambda n: _joined(_again("Ve" + "\u0301" * 40 + "x fell."), " ", n),
    "addresses": lambda n: _joined((f"https://corvex.example/a/{i}?q={i}" for i in itertools.count()), " ", n),
    "tags": lambda n: _joined(_each("<p><b>{}</b> fell.</p>", _firms()), "", n),
    "white space": lambda n: _joined(_again("Corvex fell." + " " * 200), "\n", n),
    "Chinese": lambda n: _joined(_again("科维克斯集团周一表示，将收购凯斯特林银行。"), "", n),
}
"""Name of a kind to what makes a text of it with about so many characters."""


def _pairs() -> Iterator[tuple[str, str]]:
    return zip(_surnames(), itertools.islice(_surnames(), 37, None), strict=False)


@dataclass(frozen=True, slots=True)
class Growth:
    """What a kind of text costs; each figure is the least of several rounds."""

    kind: str
    short: float
    """CPU seconds of the shorter text."""
    long: float
    """CPU seconds of the longer one."""

    @property
    def ratio(self) -> float:
        """How many times as long the longer text takes."""
        return self.long / max(self.short, 1e-9)

    @property
    def linear(self) -> bool:
        """Whether it grows with its length, or costs too little to tell."""
        return self.ratio <= LIMIT or self.long < _LEAST


def text_of(kind: str, characters: int) -> str:
    """A text of a kind with so many characters.

    Raises:
        KeyError: for a kind that is none.
    """
    return KINDS[kind](characters)[:characters]


def measure(extractor: Extractor, kind: str, characters: int = _CHARACTERS, rounds: int = _ROUNDS) -> Growth:
    """Time a kind of text of so many characters and one four times as long, from the text to its statements."""
    _taken(extractor, text_of(kind, min(characters, _WARM)))
    pairs = [
        (_taken(extractor, text_of(kind, characters)), _taken(extractor, text_of(kind, characters * TIMES)))
        for _ in range(rounds)
    ]
    return Growth(kind, min(short for short, _ in pairs), min(long for _, long in pairs))


def _taken(extractor: Extractor, text: str) -> float:
    from newsweave.extract.documents.document_reader import document_of

    start = time.process_time()
    for _ in extractor.extract([document_of(text)]):
        pass
    return time.process_time() - start


def _print_table(rows: Sequence[Growth]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("kind", *(("short", "long", "ratio")))
    for row in rows:
        shown = f"{row.ratio:.1f}" if row.linear else f"[bold]{row.ratio:.1f} above {LIMIT}[/bold]"
        table.add_row(row.kind, f"{row.short:.2f} s", f"{row.long:.2f} s", shown)
    Console(width=None if sys.stdout.isatty() else 100).print(table)


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure how the time of a text grows.", allow_abbrev=False)
    parser.add_argument("--only", metavar="KIND,...", help="some kinds (default: all)")
    parser.add_argument(
        "--characters", type=int, default=_CHARACTERS, help=f"of the shorter text (default: {_CHARACTERS})"
    )
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help=f"to take the least of (default: {_ROUNDS})")
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    options = parser.parse_args(argv)
    options.kinds = list(KINDS) if options.only is None else [k.strip() for k in options.only.split(",")]
    for kind in options.kinds:
        if kind not in KINDS:
            parser.error(f"--only: no kind {kind!r}; there are {', '.join(KINDS)}")
    if options.characters < 1 or options.rounds < 1:
        parser.error("--characters and --rounds: must be 1 or more")
    return options


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    options = _options(argv)
    extractor = newsweave.Extractor()
    rows = [measure(extractor, kind, options.characters, options.rounds) for kind in options.kinds]
    if options.json:
        print(json.dumps([asdict(row) | {"ratio": row.ratio} for row in rows], indent=2))
    else:
        _print_table(rows)
    return 0 if all(row.linear for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
