"""Whom a reference means where two can be meant, in the manner of GAP (Webster et al. 2018), and when it means nobody.

The tables are in ``data``: a text, the reference (its last occurrence), and whom it means; "|" between several, "-" for
nobody that has a name.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.extract.conftest import Read

DATA = Path(__file__).with_name("data")
GAPS = {
    "Following its takeover of Orva Foods, Halden Group": "the parser coordinates the opening's name with the subject",
    "Before its merger with Larch Mutual, Pellan Savings": "the parser coordinates the opening's name with the subject",
    "Corvex Group accused Tarn Holdings of copying": "who is accused does it, but with whose is left open",
    "Vandrel Group asked Kestrin Bank to extend": "who is asked does it, but with whose is left open",
    "After leaving Corvex, Ida Holm worked": "the tagger makes one name of 'Corvex, Ida Holm'",
    "When he was appointed, Jan Aker promised": "a person behind the pronoun is not looked for",
    '"I am not leaving," Jan Aker told': "who speaks behind a quotation is no subject of it",
    "The takeover of Brixo by Kestrin Bank was blocked.": "who does a deed that is the subject is not in focus",
    "Lumen Pay runs in nine countries.": "'The Lumen service' is one more name",
    "Kestrin Bank opened a branch. It was long awaited.": "an 'it' that means a thing hides whom 'its founder' means",
    "Analysts at Kestrin Securities like Corvex Group.": "who employs the analysts counts as much",
    "Maria Hansen runs Corvex Group. The city gave": "the parser makes one noun of 'company land'",
}


def rows(name: str) -> list[tuple[str, str, str]]:
    """The cases of a table."""
    lines = (DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [(text, word, means) for text, word, means in (line.split("\t") for line in lines)]


def linked(read: Read, text: str, word: str) -> str:
    """Who the last ``word`` of the text is taken to mean, as the tables write it."""
    at = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text)][-1]
    span = (at, at + len(word))
    names = {e.name for e in read(text).entities if any((m.start, m.end) == span for m in e.mentions)}
    return "|".join(sorted(names)) or "-"


def same(got: str, means: str) -> bool:
    """Whether a name is the one of the table, or a longer or shorter form of it."""
    if "-" in (got, means) or "|" in got + means:
        return got == means
    return got in means or means in got


def cases() -> list[object]:
    out: list[object] = []
    for text, word, means in (*rows("two_candidates"), *rows("one_state"), *rows("persons_places")):
        reason = next((r for start, r in GAPS.items() if text.startswith(start)), None)
        marks = [] if reason is None else [pytest.mark.xfail(strict=True, reason=reason)]
        out.append(pytest.param(text, word, means, marks=marks, id=f"{text[:60]} {word}"))
    return out


@pytest.mark.parametrize(("text", "word", "means"), cases())
def test_means(read: Read, text: str, word: str, means: str) -> None:
    assert same(linked(read, text, word), "|".join(sorted(means.split("|"))))


def test_of_those_answered_nine_in_ten_are_right(read: Read) -> None:
    answered = [
        (means, got) for text, word, means in rows("two_candidates") if (got := linked(read, text, word)) != "-"
    ]
    right = sum(same(got, means) for means, got in answered)
    assert len(answered) >= 50
    assert right >= 0.9 * len(answered)
