"""What each benchmark of quality.py is: which files of the data folder it needs, what is extracted, who scores it.

Texts, gold and scorers stay in the data folder; every scorer runs in a process of its own, and what it prints is read
by ``score_output``.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from example_facts import SYMMETRIC, measure_examples
from particulars import particulars
from score_output import Result, parse_faults, parse_scores

import newsweave
from newsweave import InputError, NotEnglish

if TYPE_CHECKING:
    from newsweave import Extraction, Extractor

__all__ = ["BENCHMARKS", "SCORER", "Benchmark", "Session"]

SCORER = "score.py"
_CHECK = "faults/check.py"
_EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


class Session:
    """What the benchmarks share: the data, one extractor, and the folder that takes what was extracted."""

    def __init__(self, data: Path | None, output: Path, examples: Path = _EXAMPLES) -> None:
        self.data, self.output, self.examples = data or Path(), output, examples

    @cached_property
    def extractor(self) -> Extractor:
        """Loaded once, with the default model, rules and names."""
        return newsweave.Extractor()

    @cached_property
    def news(self) -> list[Extraction]:
        """What the project's news articles say; two benchmarks look at it."""
        return self.extract(self.data / "news-dev.jsonl")

    @cached_property
    def real_news(self) -> list[Extraction]:
        """What the articles of other outlets say; three benchmarks look at it."""
        return self.extract(self.data / "news-real.jsonl")

    def extract(self, path: Path) -> list[Extraction]:
        """What a file says; InputError where English of it cannot be read, since the figures would be wrong."""
        items = list(newsweave.read(path))
        for error in (item for item in items if isinstance(item, InputError) and not isinstance(item, NotEnglish)):
            raise error
        return list(self.extractor.extract(item for item in items if not isinstance(item, InputError)))

    def write(self, name: str, lines: Iterable[str]) -> Path:
        """Keep what was extracted under this name."""
        path = self.output / name
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)
        return path

    def write_statements(self, name: str, extractions: Iterable[Extraction]) -> Path:
        """Keep the statements under this name, as ``newsweave extract --format jsonl`` prints them."""
        return self.write(name, (_json(s.to_dict()) for x in extractions for s in x.statements))

    def write_entities(self, name: str, extractions: Iterable[Extraction]) -> Path:
        """Keep the entities under this name, as ``newsweave entities --format jsonl`` prints them."""
        return self.write(name, (_json(e.to_dict(x.document.id)) for x in extractions for e in x.entities))

    def score(self, *arguments: str | Path, scorer: str = SCORER) -> str:
        """What a scorer of the data folder prints; InputError with its last line where it fails.

        Exit code 1 without a word on standard error is no failure: so a scorer says that something is missing.
        """
        command = [sys.executable, self.data / scorer, *arguments]
        run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        if run.returncode > 1 or run.returncode < 0 or (run.returncode and run.stderr.strip()):
            last = (run.stderr.strip() or "no message").splitlines()[-1]
            call = " ".join(map(str, (self.data / scorer, *arguments[:1])))
            raise InputError(f"{call}: exit code {run.returncode}: {last}")
        return run.stdout


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A measurement and the files it needs of the data folder; without any it needs no data folder."""

    measure: Callable[[Session], Result]
    needs: tuple[str, ...] = ()
    errors: bool = True
    """Whether it can name its misses and errors."""


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def _examples(session: Session) -> Result:
    result, extractions = measure_examples(session.examples, session.extract)
    session.write_statements("examples.jsonl", extractions)
    return result


def _open_triples(name: str, gold: str, sentences: str) -> Benchmark:
    def measure(session: Session) -> Result:
        lines = (session.data / sentences).read_text("utf-8").split("\n")
        found = enumerate(session.extractor.propositions(lines), 1)
        rows = (triple.to_tsv(number) for number, propositions in found for triple in newsweave.triples(propositions))
        return parse_scores(name, session.score(name, session.data / gold, session.write(f"{name}.tsv", rows)))

    return Benchmark(measure, (gold, sentences), errors=False)


def _knowledgenet(session: Session) -> Result:
    gold = session.data / "knowledgenet.jsonl"
    passages = session.write("kn-input.jsonl", session.score("kn-input", gold).splitlines())
    predicted = session.write_statements("kn.jsonl", session.extract(passages))
    return parse_scores("kn", session.score("kn", gold, predicted))


_Extractions = Callable[[Session], "list[Extraction]"]


def _facts(name: str, files: str, extractions: _Extractions) -> Benchmark:
    """Typed facts of articles ``files``.jsonl, with status, source and date."""
    texts, gold, doubtful = (f"{files}{part}.jsonl" for part in ("", "-gold", "-doubtful"))

    def measure(session: Session) -> Result:
        rows, free = session.data / gold, session.data / doubtful
        predicted = session.write_statements(f"{name}.jsonl", extractions(session))
        result = parse_scores("news", session.score("news", rows, predicted, "--doubtful", free, "--errors"))
        figures, errors = particulars(_rows(rows), _rows(predicted), SYMMETRIC)
        result.figures |= figures
        result.errors += errors
        return result

    return Benchmark(measure, (texts, gold, doubtful))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        for line in path.read_text("utf-8").splitlines():
            yield json.loads(line)
    except ValueError as error:
        raise InputError(f"{path}: {error}") from None


def _names(name: str, files: str, extractions: _Extractions) -> Benchmark:
    """The entities of the same articles."""
    gold = f"{files}-entities.jsonl"

    def measure(session: Session) -> Result:
        predicted = session.write_entities(f"{name}.jsonl", extractions(session))
        return parse_scores("names", session.score("names", session.data / gold, predicted, "--errors"))

    return Benchmark(measure, (f"{files}.jsonl", gold))


def _pairs(session: Session) -> Result:
    gold, other = session.data / "news-real-gold.jsonl", session.data / "news-real-other.jsonl"
    lines = (_json(s.to_dict()) for x in session.real_news for s in (*x.statements, *x.open_statements))
    predicted = session.write("pairs-real.jsonl", lines)
    return parse_scores("pairs", session.score("pairs", gold, other, predicted, "--errors"))


def _phrasings(session: Session) -> Result:
    gold = session.data / "phrasings.tsv"
    sentences = session.write("phrasings-input.jsonl", session.score("phrasings-input", gold).splitlines())
    predicted = session.write_statements("phrasings.jsonl", session.extract(sentences))
    return parse_scores("phrasings", session.score("phrasings", gold, predicted, "--errors"))


def _faults(session: Session) -> Result:
    """The sentences among the faults; their check extracts by itself, so what it prints is kept."""
    expected = session.data / "faults/expected.tsv"
    with expected.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not all(row.get("file") and row.get("item") and row.get("kind") for row in rows):
        raise InputError(f"{expected}: a row has no file, item or kind")
    kinds = {row["item"]: row["kind"] for row in rows if row["file"] == "extraction.jsonl"}
    printed = session.score(scorer=_CHECK)
    session.write("faults.txt", printed.splitlines())
    return parse_faults(printed, kinds)


def _third_party(name: str) -> Benchmark:
    """Others' texts, each with a scorer of its own: thirdparty/score_NAME.py for thirdparty/NAME_dev.jsonl."""
    texts, scorer = f"thirdparty/{name}_dev.jsonl", f"thirdparty/score_{name}.py"

    def measure(session: Session) -> Result:
        gold = session.data / texts
        predicted = session.write_statements(f"{name}.jsonl", session.extract(gold))
        return parse_scores(name, session.score(gold, predicted, "-v", scorer=scorer))

    return Benchmark(measure, (texts, scorer))


_SEED = ("seed-facts.tsv", "../seed/nbc-alipay.txt")


def _seed(session: Session) -> Result:
    gold, text = (session.data / name for name in _SEED)
    predicted = session.write_statements("seed.jsonl", session.extract(text))
    return parse_scores("seed", session.score("seed", gold, predicted))


def _news(session: Session) -> list[Extraction]:
    return session.news


def _real_news(session: Session) -> list[Extraction]:
    return session.real_news


BENCHMARKS: Mapping[str, Benchmark] = {  # in the order of the table
    "news-real": _facts("news-real", "news-real", _real_news),
    "names-real": _names("names-real", "news-real", _real_news),
    "pairs-real": Benchmark(_pairs, ("news-real.jsonl", "news-real-gold.jsonl", "news-real-other.jsonl")),
    "dwie": _third_party("dwie"),
    "fire": _third_party("fire"),
    "conll04": _third_party("conll04"),
    "polnear": _third_party("polnear"),
    "phrasings": Benchmark(_phrasings, ("phrasings.tsv",)),
    "faults": Benchmark(_faults, ("faults/extraction.jsonl", "faults/expected.tsv", _CHECK)),
    "seed": Benchmark(_seed, _SEED),
    "examples": Benchmark(_examples),
    "carb": _open_triples("carb", "carb-dev.tsv", "carb-dev.txt"),
    "wire57": _open_triples("wire57", "wire57.json", "wire57.txt"),
    "kn": Benchmark(_knowledgenet, ("knowledgenet.jsonl",), errors=False),
    "news": _facts("news", "news-dev", _news),
    "names": _names("names", "news-dev", _news),
}
