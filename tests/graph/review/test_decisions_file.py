"""decisions.csv: what is read, what is refused with file, line and value, what is written and taken back."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsweave.graph.review.decisions import Decision, add_decisions, read_decisions, withdraw
from newsweave.ontology.errors import DataError

REJECT = Decision(decision="reject", fact="0a1b", who="Ines Marr", why="not said")


def test_lines_of_a_spreadsheet_are_read_in_any_order_of_columns(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text("\ufeffwhy,decision,fact\r\n'=so it seems,reject,0a1b\r\n,,\r\n,confirm,0c\r\n", "utf-8")
    first, second = read_decisions(path)
    assert (first.decision, first.fact, first.why) == ("reject", "0a1b", "=so it seems")
    assert (second.decision, second.fact) == ("confirm", "0c")
    assert len({first.id, second.id, ""}) == 3
    assert read_decisions(tmp_path / "none.csv") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fact\n0a\n", "has no column 'decision'"),
        ("decision,fakt\nreject,0a\n", "has a column 'fakt' .did you mean fact"),
        ("decision,decision\nreject,\n", "has the column 'decision' twice"),
        ("decision,fact\nreject,0a\n\0\n", ":3: holds a NUL"),
        ("decision,fact\nrejct,0a\n", ":2: decision 'rejct' .did you mean reject"),
        ("decision,fact,field,value\nchange,0a,status,assertd\n", ":2: status 'assertd' .did you mean asserted"),
        ("decision,subject,value\nsplit,a,b\n", ":2: split needs a document or a sentence"),
        ("decision,subject,value\nlink,a,the bank\n", ":2: value 'the bank' is neither an IRI"),
        ("decision,subject,relation,object,document,sentence\nadd,a,has_metric,b,c,d\n", ":2: .* has a value as its"),
        ("decision,fact\nreject,0a\nperhaps,0b\n", ":3: decision 'perhaps', which is none of reject"),
        ("decision,fact\nreject,\n", ":2: reject names no fact"),
        ("decision,rule\nreject,post\n", ":2: reject names no fact"),
        ("decision,fact\nreject,0a,more\n", ":2: has more cells"),
        ('decision,fact\nreject,"0a\n', "is not CSV"),
        ("decision,fact,field,value\nchange,0a,status,certain\n", ":2: status 'certain', which is none of"),
        ("decision,fact,field,value\nchange,0a,colour,red\n", ":2: field 'colour', which is none of"),
        ("decision,fact,field\nchange,0a,status\n", ":2: change has no value"),
        ("decision,fact,field,value\nchange,0a,relation,buyed\n", ":2: .*'buyed'"),
        ("decision,subject,relation,object\nreject,a,buyed,b\n", ":2: .*'buyed'"),
        ("decision,subject,value\nretype,a,Firm\n", ":2: class 'Firm' is not in the vocabulary"),
        ("decision,subject\nrename,a\n", ":2: rename needs a subject and a value"),
        ("decision,subject,relation,object\nadd,a,acquired,b\n", ":2: add needs"),
        ("decision,why\n" + "reject," + "x" * 20_001 + "\n", ":2: why is longer"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError, match=said) as caught:
        read_decisions(path)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)
    before = path.read_bytes()
    with pytest.raises(DataError, match=said):
        add_decisions(path, [REJECT])
    assert path.read_bytes() == before


def test_other_encodings_and_sizes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes("decision,fact\nreject,0a\n".encode("utf-16"))
    with pytest.raises(DataError, match="not UTF-8 text"):
        read_decisions(path)
    with path.open("wb") as file:
        file.truncate(1 << 30)
    with pytest.raises(DataError, match="larger than"):
        read_decisions(path)


def test_semicolons_and_tabs_are_read_as_spreadsheets_write_them(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    for between in ";\t":
        path.write_text(f"decision {between}fact{between}why\nreject{between}0a{between}no, not so\n", "utf-8")
        assert [(d.fact, d.why) for d in read_decisions(path)] == [("0a", "no, not so")]


def test_cp1252_and_devices_are_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes("decision,fact,why\nreject,0a,caf\u00e9\n".encode("cp1252"))
    with pytest.raises(DataError, match=r":2: not UTF-8 text .*CSV UTF-8"):
        read_decisions(path)
    with pytest.raises(DataError, match="is no file"):
        read_decisions(Path("/dev/zero"))


def test_what_is_added_is_there_once_and_can_be_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    [first] = add_decisions(path, [REJECT])
    assert first.when.endswith("Z")
    [again] = add_decisions(path, [replace(REJECT, why="another reason")])
    [other] = add_decisions(path, [replace(REJECT, decision="confirm")])
    assert (again.id, other.id == first.id) == (first.id, False)
    assert read_decisions(path) == [again, other]
    assert add_decisions(path, [again]) == [again]
    assert read_decisions(path) == [other, again]  # the last one counts
    assert withdraw(path, [again.id, "none"]) == [again]
    assert read_decisions(path) == [other]


def test_one_wrong_decision_keeps_all_of_them_out(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    with pytest.raises(DataError, match="new decision 2: decision 'maybe'"):
        add_decisions(path, [REJECT, replace(REJECT, decision="maybe")])
    assert not path.exists()


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"

    def write(number: int) -> None:
        for n in range(10):
            add_decisions(path, [replace(REJECT, fact=f"{number}-{n}")])

    writers = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(read_decisions(path)) == 40


_TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12).map(str.strip)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_TEXT.filter(bool), _TEXT, _TEXT, _TEXT), max_size=4))
def test_any_text_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, ...]]) -> None:
    path = tmp_path_factory.mktemp("any") / "decisions.csv"
    given = [Decision(decision="reject", fact=a, sentence=b, who=c, why=d) for a, b, c, d in cells]
    written = {d.id: d for d in add_decisions(path, given)}
    assert {d.id: d for d in read_decisions(path)} == written
