"""Tiny made-up benchmarks with scorers that print as the real ones do, and an extractor without a parser."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

from newsweave import Document, Entity, EntityArgument, Evidence, Extraction, LiteralArgument, Statement
from newsweave.extract.model import Argument, FixedWords, Proposition, Status

ROOT = Path(__file__).parent.parent


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", ROOT / "benchmarks" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# Prints figures that depend on how many lines it was handed, and fails where the gold says so.
SCORER = """
import sys
kind, gold, *rest = sys.argv[1:]
text = open(gold, encoding="utf-8").read()
if "broken" in text:
    sys.exit("Traceback of sorts\\nthe gold is broken")
if kind in ("kn-input", "phrasings-input"):
    print('{"id": "k1", "text": "Quorl acquired Vandrel."}')
    sys.exit()
if kind == "pairs":
    assert len(rest) == 3 and "news-real-other" in rest.pop(0)
n = len(open(rest[0], encoding="utf-8").read().splitlines())
if kind == "carb":
    print(f"carb P 0.{n}00 R 0.250 F1 0.333 AUC 0.125")
if kind == "wire57":
    print(f"wire57 P 0.500 R 0.250 F1 0.333  ({n} predicted, 4 gold)")
if kind == "kn":
    print("kn  SUBSIDIARY_OF            P 1.000 R 0.400 F1 0.571  (5 gold)")
    print(f"kn all P 0.{n}00 R 0.400 F1 0.571")
if kind == "news":
    assert "--doubtful" in rest and "--errors" in rest
    print("miss  n1 Quorl | acquired | Zemlin | evidence")
    print("news  acquired               P 1.000 R 0.500 F1 0.667  (2 gold)")
    print(f"news all P 1.000 R 0.{n}00 F1 0.667, status right on 2 of 3 found")
if kind == "names":
    print("type  n1 Quorl | bank | got company")
    print(f"names P 0.{n}00 R 0.750 F1 0.818, of those found: broad class right 0.975, exact class right 0.850")
if kind == "pairs":
    print("apart n1 Quorl | owns | Zemlin | evidence\\npairs typed  joined 0.500  (6)\\npairs other  joined 0.250  (4)")
    print(f"pairs all joined 0.{n}00  (3 of 10)")
if kind == "phrasings":
    print("wrong p3 !sued | Quorl | Zemlin | a sentence\\nphrasings sued                   R 0.250  (8)")
    print(f"phrasings all R 0.{n}00  (1 of 10), silent where another thing is meant 0.875  (8)")
if kind == "seed":
    print("missing Quorl | sued | Zemlin")
    print(f"seed facts {n} of 4")
    sys.exit(1)
"""

# As the scorers of others' texts print: by the name of the data, with an error of two lines and a count done twice.
THIRD_PARTY = {
    "dwie": """
  post     right   12 wrong    4 unlinked    2  P-linked 0.750  P-all 0.667   gold   40 found   10 R 0.250
  based    right    3 wrong    1 unlinked    0  P-linked 0.750  P-all 0.750   gold   20 found    2 R 0.100
  all      right 15 wrong 5 unlinked 2 P-linked 0.750 P-all 0.682 R 0.200 F1 0.316
== post
    ('fp', 'works_for', 'Mira Tolan', 'Quorl', 'a sentence', [])
== based
    ('unlinked', 'operates_in', 'Quorl', 'Oslo', 'a sentence', [['in0']])
""",
    "fire": """FP ActionBuy acquired asserted | Quorl | Vandrel | gold: [] | a sentence
and what stands below it
  ActionBuy     gold   53 tp   8 fp   2  P 0.800 R 0.151 F1 0.254
  ActionSell    gold    4 tp   0 fp   0  P 0.000 R 0.000 F1 0.000
  ['all'] micro P 0.800 R 0.140 F1 0.239
""",
    "conll04": """['all'] overlap
  Work_For     tp 30 fp 5 fn 53  P 0.857 R 0.361 F1 0.508
  micro        tp 30 fp 5 fn 90  P 0.857 R 0.250 F1 0.387
['all'] strict
  Work_For     tp 20 fp 15 fn 63  P 0.571 R 0.241 F1 0.339
  micro        tp 20 fp 15 fn 100  P 0.571 R 0.167 F1 0.258
== FP Work_For
   ('c1', 'Mira Tolan', 'Quorl') a sentence
== FN Work_For
   ('c2', 'Aldo Voss', 'Zemlin') a sentence
""",
    "polnear": """['all'] {'said': 40, 'right speaker': 30}
  precision of said with its speaker 0.750; speaker right where gold has a source 0.909
  recall named           20 of    80 = 0.250
  recall common noun      1 of    10 = 0.100
  recall quoted          15 of    30 = 0.500
  recall indirect        10 of    60 = 0.167
most missed cues (named or pronoun source) [('says', 4)]
   ('spurious', 'Quorl', 'that it grows', 'a sentence')
""",
}
CHECK = """
print("FAILS hedge-g2 | Quorl may buy Zemlin. | wrong: [] | missing: ['Quorl|acquired|Zemlin|possible']")
print("2 right, 1 wrong")
"""
EXPECTED = "file\titem\tkind\tright\tmust_not\tnow\n" + "".join(
    f"{file}\t{item}\t{kind}\tQuorl|sued|Zemlin|*\t-\t-\n"
    for file, item, kind in (
        ("extraction.jsonl", "hedge-g1", "hedge"),
        ("extraction.jsonl", "hedge-g2", "hedge"),
        ("extraction.jsonl", "list-g1", "list"),
        ("page.html", "page", "page-date"),
    )
)


def entity(name: str, *aliases: str) -> EntityArgument:
    return EntityArgument(name.lower(), name, "Company", name, 0, len(name), ((0, len(name)),), aliases)


def statement(
    subject: EntityArgument,
    relation: str,
    target: EntityArgument | LiteralArgument,
    *,
    status: Status = "asserted",
    document: str = "n1",
) -> Statement:
    return Statement(subject, relation, target, Evidence(document, 0, 1, "x", "rule"), relation, status=status)


def gold_row(**changed: object) -> dict[str, object]:
    row = {"doc": "n1", "subj": "Quorl", "subj_aliases": [], "rel": "acquired", "obj": "Vandrel", "obj_aliases": []}
    return row | {"status": "asserted", "by": None, "qual": {}} | changed


class FakeExtractor:
    """Reads "A verb B." without a parser."""

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        for d in documents:
            first, verb, last = d.text.strip(" .\n").split()[:3]
            found = statement(entity(first), verb, entity(last), document=d.id)
            yield Extraction(d, (Entity(first.lower(), first, "Company"), Entity("b", last, "Company")), (found,))

    def propositions(self, texts: Iterable[str]) -> Iterator[list[Proposition]]:
        for text in texts:
            words = text.strip(".").split()
            if len(words) != 3:
                yield []
                continue
            a, b = (
                Argument(r, at, FixedWords(at, at + 1, w, w))
                for r, at, w in (("subject", 0, words[0]), ("object", 2, words[2]))
            )
            yield [Proposition(words[1], words[1], (a, b), "verb", 1)]


def fill(folder: Path) -> None:
    """Make a data folder of all benchmarks; what one of them needs beside it stands there, too."""
    folder.mkdir()
    sentences = "Quorl acquired Vandrel.\n\nVandrel sued Zemlin.\n"
    news = [{"id": f"n{i}", "text": "Quorl acquired Vandrel."} for i in (1, 2, 3)]
    files = {
        "score.py": SCORER,
        "carb-dev.txt": sentences,
        "wire57.txt": sentences,
        "news-dev.jsonl": "".join(json.dumps(n) + "\n" for n in news),
    }
    files["news-real.jsonl"] = files["news-dev.jsonl"]
    files |= {"faults/extraction.jsonl": "", "faults/expected.tsv": EXPECTED, "faults/check.py": CHECK}
    files["../seed/nbc-alipay.txt"] = "Quorl acquired Vandrel.\n"
    for name, printed in THIRD_PARTY.items():
        files[f"thirdparty/{name}_dev.jsonl"] = json.dumps(news[0]) + "\n"
        files[f"thirdparty/score_{name}.py"] = f"import sys\nassert '-v' in sys.argv\nprint({printed!r})\n"
    gold = "carb-dev.tsv wire57.json knowledgenet.jsonl phrasings.tsv seed-facts.tsv news-real-other.jsonl".split()
    gold += [f"news-{kind}-{part}.jsonl" for kind in ("dev", "real") for part in ("gold", "doubtful", "entities")]
    rows = [gold_row(doc="n1", by="Quorl Group"), gold_row(doc="n2", qual={"date": "2024-05"})]
    for kind in ("dev", "real"):
        files[f"news-{kind}-gold.jsonl"] = "".join(json.dumps(row) + "\n" for row in rows)
    for name, text in (dict.fromkeys(gold, "gold\n") | files).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
