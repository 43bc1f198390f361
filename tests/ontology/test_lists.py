"""The shipped word lists: what code asks for is there, in the form it looks words up in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import newsweave
import newsweave.ontology.lists as module
from newsweave.extract.model import STAGES
from newsweave.ontology.errors import DataError
from newsweave.ontology.gazetteer import load_gazetteer
from newsweave.ontology.lists import word_list, word_map
from newsweave.ontology.plain_yaml import read_yaml
from newsweave.ontology.plurals import singular
from newsweave.ontology.vocabulary import vocabulary

DATA = read_yaml(Path(module.__file__).with_name("lists.yaml"))
LISTS = sorted(n for n, v in DATA.items() if isinstance(v, list))
MAPS = sorted(n for n, v in DATA.items() if isinstance(v, dict))
# Written as names are written; all others are looked up by lemma or in lower case.
CASED = {
    "lasting_events",
    "body_nouns",
    "last_name_words",
    "member_words",
    "no_banks",
    "numbered_nouns",
    "place_name_words",
    "well_known_surnames",
    "common_abbreviations",
    "trade_words",
    "currency_nouns",
    "currency_signs",
    "exchange_codes",
    "exchange_countries",
    "exchange_suffixes",
    "national_currencies",
    "feminine_names",
    "generic_name_words",
    "masculine_names",
    "honorifics",
    "legal_forms",
    "lone_institutions",
    "name_endings",
    "not_names",
    "of_heads",
    "programme_words",
    "name_parts",
    "name_abbreviations",
    "place_abbreviations",
    "us_states",
    "words_after_us",
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_hold_distinct_words(name: str) -> None:
    entries = DATA[name]
    assert entries
    assert word_list(name) == frozenset(entries)
    assert all(isinstance(e, str) and e == e.strip() and e for e in entries)


@pytest.mark.parametrize("name", LISTS)
def test_no_word_stands_twice(name: str) -> None:
    assert sorted(e for e in set(DATA[name]) if DATA[name].count(e) > 1) == []


@pytest.mark.parametrize("name", MAPS)
def test_maps_hold_words(name: str) -> None:
    assert word_map(name) == DATA[name]
    assert all(isinstance(k, str) and k == k.strip() and k for k in DATA[name])


@pytest.mark.parametrize("name", sorted(set(DATA) - CASED))
def test_lemmas_are_lower_case(name: str) -> None:
    assert sorted(e for e in DATA[name] if e != e.lower()) == []


def test_kinds_of_events_are_in_the_vocabulary() -> None:
    named = {kind for kinds in word_map("event_nouns").values() for kind in kinds} | word_list("lasting_events")
    assert named - set(vocabulary().event_kinds) == set()
    assert word_list("shared_event_parts") - set(vocabulary().event_parts) == set()
    assert set(word_map("event_stages")) - set(STAGES) == set()
    assert word_list("event_qualifiers") - set(vocabulary().qualifiers) == set()
    assert word_list("relations_told_as_states") - set(vocabulary().relations) == set()


@pytest.mark.parametrize(
    "name",
    [
        "class_nouns",
        "institution_nouns",
        "kind_nouns",
        "last_name_words",
        "lone_institutions",
        "name_parts",
        "nominals",
    ],
)
def test_classes_are_in_the_vocabulary(name: str) -> None:
    named = {c for v in word_map(name).values() for c in ([v] if isinstance(v, str) else v)}
    assert named - set(vocabulary().classes) == set()


def test_what_code_asks_for_is_there() -> None:
    asked: set[tuple[str, str]] = set()
    rooms = Path(module.__file__).parent, Path(newsweave.__path__[0], "extract")
    for path in (path for room in rooms for path in room.rglob("*.py")):
        asked |= set(re.findall(r"word_(list|map)\(\"(\w+)\"\)", path.read_text("utf-8")))
    assert len(asked) > 10
    assert {n for kind, n in asked if kind == "list"} - set(LISTS) == set()
    assert {n for kind, n in asked if kind == "map"} - set(MAPS) == set()


def test_unknown_names() -> None:
    with pytest.raises(DataError, match=r"lists\.yaml: there is no word list 'nonsense'"):
        word_list("nonsense")
    with pytest.raises(DataError, match=r"lists\.yaml: there is no word map 'posts'"):
        word_map("posts")
    with pytest.raises(DataError, match=r"lists\.yaml: there is no word list 'metric_nouns'"):
        word_list("metric_nouns")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("posts: {a: b}", r"lists\.yaml: 'posts' must be a list"),
        ("nominals: [a]", r"lists\.yaml: 'nominals' must be a map"),
        ("posts: [boss, 7]", r"lists\.yaml: posts: 7 is not a word \(quote it\)"),
        ("posts: [true]", r"lists\.yaml: posts: True is not a word \(quote it\)"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, why: str) -> None:
    path = tmp_path / "lists.yaml"
    path.write_text(text, "utf-8")
    monkeypatch.setattr(module, "_FILE", path)
    with pytest.raises(DataError, match=why):
        module._load.__wrapped__()


@pytest.mark.parametrize("kind", ["names", "words"])
def test_no_word_is_of_both_genders(kind: str) -> None:
    assert not word_list(f"feminine_{kind}") & word_list(f"masculine_{kind}")


def test_exchanges_are_known_and_no_code_means_two() -> None:
    known = load_gazetteer()
    codes = [form.casefold() for forms in word_map("exchange_codes").values() for form in forms]
    assert sorted(c for c in set(codes) if codes.count(c) > 1) == []
    names = [*word_map("exchange_codes"), *word_map("exchange_suffixes").values()]
    for name in {*names, *word_map("exchange_countries").values()}:
        assert [k.name for k in known.lookup(name) if k.type == "Exchange"] == [name]


def test_rivals_are_parties() -> None:
    assert word_list("rival_nouns") <= word_list("party_nouns")


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("batteries", "battery"),
        ("retail sales", "retail sale"),
        ("losses", "loss"),
        ("taxes", "tax"),
        ("gas", "gas"),
        ("business", "business"),
        ("ties", "tie"),
        ("pumps", "pump"),
        ("", ""),
    ],
)
def test_singular(plural: str, one: str) -> None:
    assert singular(plural) == one
