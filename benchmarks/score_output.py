"""What the scorers of the benchmarks print, as figures, figures a relation, and lines of errors.

Each scorer prints in a form of its own, and ``FORMS`` has one for each. The figures of a form stand in a pattern as
``{name}``, with an underscore for a blank; a number is a decimal, or "3 of 4" for the share.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from newsweave import InputError

__all__ = ["FIGURES", "FORMS", "Figures", "Form", "Result", "parse_faults", "parse_scores", "share"]

Figures = dict[str, float]
FIGURES = (
    *("P", "R", "F1", "AUC", "status", "attributed", "dated", "broad class", "exact class"),
    *("posts P", "posts R", "speaker", "quoted", "indirect", "silent"),
)
"""The names of all figures, in the order of the table."""

_NUMBER = r"\d[\d.]*(?: of +\d+)?"
_FAILED = re.compile(r"FAILS (\S+) \|")
_VERDICT = re.compile(r"(\d+) right, (\d+) wrong$")


@dataclass(slots=True)
class Result:
    """The figures of one benchmark, all in [0, 1] with three digits, and the wall time of extraction and scoring."""

    figures: Figures
    detail: dict[str, Figures] = field(default_factory=dict)
    """Figures a relation, with ``gold``: how many gold facts it has."""
    errors: list[str] = field(default_factory=list)
    """One line for each fact or name that was missed, wrong or of the wrong class."""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Form:
    """How a scorer prints. Where a line comes twice (other ways of counting, printed below), the first counts."""

    figures: tuple[re.Pattern[str], ...]
    row: re.Pattern[str] | None = None
    """The figures of one ``relation``, with ``gold`` or, for their sum, ``found`` and ``missed``."""
    error: re.Pattern[str] | None = None
    """How a line of an error begins; lines that are nothing else belong to the error above them."""
    head: re.Pattern[str] | None = None
    """A line above errors that says what they are."""


def _line(pattern: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w+)\}", lambda name: f"(?P<{name[1]}>{_NUMBER})", pattern))


_ERROR = re.compile(r"(?:miss |wrong|type |apart) ")
_TUPLE = re.compile(r" +\(")
_HEAD = re.compile(r"== (?P<head>.+)")

FORMS: Mapping[str, Form] = {
    "carb": Form((_line(r"carb (?:P {P} R {R} )?F1 {F1}(?: AUC {AUC})?"),)),
    "wire57": Form((_line("wire57 P {P} R {R} F1 {F1}"),)),
    "kn": Form(
        (_line("kn all P {P} R {R} F1 {F1}"),), _line(r"kn  (?P<relation>\S+) +P {P} R {R} F1 {F1} +\({gold} gold\)$")
    ),
    "news": Form(
        (_line(r"news all P {P} R {R} F1 {F1}(?:, status right on {status} found)?"),),
        _line(r"news  (?P<relation>\S+) +P {P} R {R} F1 {F1} +\({gold} gold\)$"),
        _ERROR,
    ),
    "names": Form(
        (_line("names P {P} R {R} F1 {F1}, .*broad class right {broad_class}, exact class right {exact_class}"),),
        error=_ERROR,
    ),
    "pairs": Form(
        (_line("pairs all joined {R}"),), _line(r"pairs (?P<relation>(?!all )\S+) +joined {R} +\({gold}\)$"), _ERROR
    ),
    "phrasings": Form(
        (_line("phrasings all R {R} .*, silent where another thing is meant {silent}"),),
        _line(r"phrasings (?P<relation>(?!all )\S+) +R {R} +\({gold}\)$"),
        _ERROR,
    ),
    "seed": Form((_line("seed facts {R}$"),), error=re.compile("missing ")),
    "dwie": Form(
        (
            _line("  all +right .* P-linked {P} .* R {R} F1 {F1}$"),
            _line("  post +right .* P-linked {posts_P} .* R {posts_R}$"),
        ),
        _line(r"  (?P<relation>(?!all )\w+) +right .* P-linked {P} .* gold +{gold} found .* R {R}$"),
        _TUPLE,
        _HEAD,
    ),
    "fire": Form(
        (_line(r"  .* micro P {P} R {R} F1 {F1}$"),),
        _line(r"  (?P<relation>\w+) +gold +{gold} tp .* P {P} R {R} F1 {F1}$"),
        re.compile("FP "),
    ),
    "conll04": Form(
        (_line(r"  micro +tp .* P {P} R {R} F1 {F1}$"),),
        _line(r"  (?P<relation>(?!micro )\w+) +tp {found} fp .* fn {missed} +P {P} R {R} F1 {F1}$"),
        _TUPLE,
        _HEAD,
    ),
    "polnear": Form(
        (
            _line("  precision of said with its speaker {P}; speaker right where gold has a source {speaker}$"),
            _line("  recall quoted +{quoted} ="),
            _line("  recall indirect +{indirect} ="),
        ),
        _line(r"  recall (?P<relation>(?!quoted|indirect)[a-z ]*\w) +\d+ of +{gold} = {R}$"),
        re.compile(rf"{_TUPLE.pattern}|most missed cues"),
    ),
}
"""How each scorer prints, by the name that it prints or, of those with a file each, the name of its data."""


def share(part: int, whole: int) -> float:
    """With three digits; 0 of nothing."""
    return round(part / whole, 3) if whole else 0.0


def parse_scores(name: str, printed: str) -> Result:
    """What the scorer of the form ``name`` printed; InputError where the line with its figures is missing."""
    form, result, head = FORMS[name], Result({}), ""
    for line in printed.splitlines():
        totals = [match for pattern in form.figures if (match := pattern.match(line))]
        row = form.row.match(line) if form.row else None
        for match in totals:
            result.figures = _values(match) | result.figures
        if row:
            result.detail.setdefault(row["relation"], _row(row))
        elif form.head and (above := form.head.match(line)):
            head = f"{above['head']} "
        elif form.error and form.error.match(line):
            result.errors.append(head + " ".join(line.split()))
        elif result.errors and not totals:
            result.errors[-1] = f"{result.errors[-1]} {' '.join(line.split())}".rstrip()
    if not result.figures:
        raise InputError(f"the scorer prints no figures for {name}")
    result.figures = {figure: result.figures[figure] for figure in FIGURES if figure in result.figures}
    return result


def _values(match: re.Match[str]) -> Figures:
    return {name.replace("_", " "): _value(text) for name, text in match.groupdict().items() if text is not None}


def _value(text: str) -> float:
    part, of, whole = text.partition(" of ")
    return share(int(part), int(whole)) if of else float(text)


def _row(match: re.Match[str]) -> Figures:
    values = {name: _value(text) for name, text in match.groupdict().items() if name != "relation"}
    counted = values.pop("found", 0) + values.pop("missed", 0)
    return {figure: values[figure] for figure in FIGURES if figure in values} | {"gold": values.get("gold", counted)}


def parse_faults(printed: str, kinds: Mapping[str, str]) -> Result:
    """What the check of the faults printed: R is the share of the sentences that come out right, for each kind, too.

    ``kinds`` has the kind of each sentence that is checked, by its id. InputError where the last line is no verdict, or
    is one on another number of sentences.
    """
    lines = [" ".join(line.split()) for line in printed.splitlines()]
    verdict = _VERDICT.match(lines[-1]) if lines else None
    if verdict is None or sum(map(int, verdict.groups())) != len(kinds):
        raise InputError(f"the scorer prints no figures for faults, of which there are {len(kinds)}")
    errors = [line for line in lines if _FAILED.match(line)]
    total, failed = Counter(kinds.values()), Counter[str]()
    for item in {match[1] for line in errors if (match := _FAILED.match(line))}:
        failed[kinds[item]] += 1
    detail = {kind: {"R": share(n - failed[kind], n), "gold": float(n)} for kind, n in sorted(total.items())}
    return Result({"R": share(int(verdict[1]), len(kinds))}, detail, errors)
