"""Names known beforehand: read from ``names/*.csv``, checked, and looked up by the forms that news writes.

A file of names has the columns ``name,class,aliases,country,wikidata``; aliases are separated by ``|``, the country is
an ISO 3166 alpha-2 code and only ``name`` and ``class`` must be filled. A file of demonyms has the columns
``adjective,country``. A user's own files have the same columns; their rows override or add to the shipped ones.

Matching is case-sensitive, since "Block" is a company and "block" is not.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain, count
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from newsweave.ontology.errors import DataError
from newsweave.ontology.text_files import UnreadableFile, read_text_file
from newsweave.ontology.vocabulary import vocabulary

if TYPE_CHECKING:
    import _csv

__all__ = ["Gazetteer", "KnownName", "load_gazetteer", "normal_form", "slugify"]

_FOLDER = Path(__file__).parent / "names"
_NAME_COLUMNS = ("name", "class", "aliases", "country", "wikidata")
_ADJECTIVE_COLUMNS = ("adjective", "country")
_COUNTRY = re.compile(r"[A-Z]{2}")
_WIKIDATA = re.compile(r"Q[1-9][0-9]*")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_PLAIN = re.compile(r"[!-\-/-_a-~]+(?: [!-\-/-_a-~]+)*")  # printable ASCII without dot and backtick, single spaces
_DOTTED = re.compile(r"\b[A-Z](?:\.[A-Z])+\b\.?")
_TYPOGRAPHY = str.maketrans("’‘ʼ`´‐‑", "'''''--")


@dataclass(frozen=True, slots=True)
class KnownName:
    """One row of a file of names: somebody or something with its class and the other forms news gives it."""

    name: str
    type: str
    """A class of relations.md, ``CentralBank``."""
    aliases: tuple[str, ...]
    """In the file's order, without ``name`` and without repetition."""
    country: str
    """ISO 3166 alpha-2 code of its home, or empty."""
    wikidata: str
    """``Q`` and digits, or empty."""
    id: str
    """Stable local name: ``slugify(name)``; homonyms have their country's code behind it (``...-th``)."""
    file: str
    """Where it stands: ``names/banks.csv``, or the user's file as it was given."""


_WORDS = 1 << 15
"""How many forms are remembered, some 5 MB; every word of a text is asked for, most of them again and again."""
_Place: TypeAlias = tuple[str, str]
"""The country of a demonym, and the file and line that say so."""


def slugify(name: str) -> str:
    """The local name of an entity: ``Bank of Korea`` gives ``bank-of-korea``, ``A & B`` ``a-and-b``.

    Compatibility characters and case are folded (NFKC, casefold), ``&`` becomes ``and``, ``+`` becomes ``-plus``;
    letters and digits of every script stay, with their combining marks, and anything else becomes one hyphen. The
    result is empty only for a name without letters, digits and marks, stands in an IRI as it is, and is its own slug.
    """
    if name.isascii() and name.replace(" ", "a").isalnum():
        return "-".join(name.lower().split())
    folded = unicodedata.normalize("NFKC", name).replace("&", "and").replace("+", "-plus ").casefold()
    if folded.isascii():
        return _NOT_IN_SLUG.sub("-", folded).strip("-")
    # Folding can undo composition and composition can undo folding, so both are repeated until nothing changes.
    while (again := unicodedata.normalize("NFKC", folded).casefold()) != folded:
        folded = again
    # Beyond U+E0000 stand variation selectors, which are marks but not allowed in an IRI.
    kept = (c if c.isalnum() or (unicodedata.category(c)[0] == "M" and c < "\U000e0000") else " " for c in folded)
    return "-".join("".join(kept).split())


@lru_cache(maxsize=_WORDS)
def normal_form(form: str) -> str:
    """A form without what only typography decides: straight apostrophes, single spaces, NFC, ``US`` for ``U.S.``."""
    if _PLAIN.fullmatch(form):
        return form
    plain = " ".join(unicodedata.normalize("NFC", form).translate(_TYPOGRAPHY).split())
    return _DOTTED.sub(lambda m: m[0].replace(".", ""), plain) if "." in plain else plain


class Gazetteer:
    """Known names by form, by id and by the words of a sentence.

    Where several names share a form all of them are given: those named so before those only called so, then in the
    order of ``names`` (a user's rows before the shipped ones, better known before lesser known).
    """

    __slots__ = ("_adjectives", "_forms", "_homes", "_lengths", "_phrases", "_tokenize", "by_id", "names")

    def __init__(
        self,
        names: Iterable[KnownName],
        adjectives: Mapping[str, KnownName] | None = None,
        tokenize: Callable[[str], list[str]] = str.split,
    ) -> None:
        """Index ``names``, whose ids must differ; ``adjectives`` gives the country of each demonym."""
        self.names: tuple[KnownName, ...] = tuple(names)
        self.by_id: Mapping[str, KnownName] = MappingProxyType({n.id: n for n in self.names})
        self._adjectives = {normal_form(form): country for form, country in (adjectives or {}).items()}
        self._forms = _index_forms(self.names)
        self._tokenize = tokenize
        self._homes: dict[tuple[str, str], list[KnownName]] = {}
        # By first word, how many words (longest first) the forms have; by words, what they mean. Filled at first use.
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._phrases: dict[tuple[str, ...], tuple[KnownName, ...]] = {}

    def lookup(self, form: str) -> tuple[KnownName, ...]:
        """Every name that is written like this, also with curly apostrophes, dots (U.S.) or a leading "the"."""
        found = self._forms.get(form)
        if found is None:
            plain = normal_form(form)
            found = self._forms.get(plain)
            if found is None and plain[:4] in ("the ", "The "):
                found = self._forms.get(plain[4:])
        return found or ()

    def adjective(self, form: str) -> KnownName | None:
        """The country or region that a demonym belongs to: ``Cambodian`` gives Cambodia."""
        return self._adjectives.get(normal_form(form))

    def of_country(self, type_: str, country: str) -> tuple[KnownName, ...]:
        """The known names of a class whose home is a country (ISO 3166 alpha-2 code), in the files' order."""
        if not self._homes:
            for name in self.names:
                self._homes.setdefault((name.type, name.country), []).append(name)
        return tuple(self._homes.get((type_, country), ())) if country else ()

    def compile(self, tokenize: Callable[[str], list[str]]) -> Gazetteer:
        """The same names for texts that ``tokenize`` cuts into words; without this, words end at spaces."""
        compiled = Gazetteer.__new__(Gazetteer)
        compiled.names, compiled.by_id = self.names, self.by_id
        compiled._adjectives, compiled._forms, compiled._homes = self._adjectives, self._forms, self._homes
        compiled._tokenize, compiled._lengths, compiled._phrases = tokenize, {}, {}
        compiled._index_phrases()
        return compiled

    def longest(self, words: Sequence[str], start: int) -> tuple[int, tuple[KnownName, ...]] | None:
        """The longest name that begins at ``words[start]``: how many words it has, and what it can mean; or None.

        The cost does not grow with the number of names.

        Raises:
            IndexError: where ``start`` lies outside ``words``.
        """
        if not self._phrases:
            self._index_phrases()
        lengths = self._lengths.get(normal_form(words[start]))
        if lengths is None:
            return None
        window = tuple(normal_form(word) for word in words[start : start + lengths[0]])
        for length in lengths:
            if length <= len(window) and (found := self._phrases.get(window[:length])):
                return length, found
        return None

    def _index_phrases(self) -> None:
        lengths: dict[str, set[int]] = {}
        phrases: dict[tuple[str, ...], tuple[KnownName, ...]] = {}
        for form, known in self._forms.items():
            words = tuple(normal_form(word) for word in self._tokenize(form))
            if words:
                phrases[words] = tuple(dict.fromkeys((*phrases[words], *known))) if words in phrases else known
                lengths.setdefault(words[0], set()).add(len(words))
        # The lengths first: another thread that sees the phrases must find both.
        self._lengths = {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}
        self._phrases = phrases


def _index_forms(names: Sequence[KnownName]) -> dict[str, tuple[KnownName, ...]]:
    index: dict[str, tuple[KnownName, ...]] = {}
    for known in names:
        _add_form(index, known.name, known)
    for known in names:
        for alias in known.aliases:
            _add_form(index, alias, known)
    return index


def _add_form(index: dict[str, tuple[KnownName, ...]], form: str, known: KnownName) -> None:
    form = normal_form(form)
    present = index.setdefault(form, (known,))
    if known not in present:
        index[form] = (*present, known)
    # News drops accents ("Sao Paulo", "Nestle") as often as it writes them.
    if not form.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFD", form) if not unicodedata.combining(c))
        if bare != unicodedata.normalize("NFD", form):
            _add_form(index, bare, known)


def load_gazetteer(extra: Sequence[Path] = (), *, classes: Collection[str] | None = None) -> Gazetteer:
    """The shipped names, and those of ``extra`` files, each of which overrides or adds to what came before.

    A row overrides the name with the same slug and country (or, where there is only one with this slug, also where
    one of the two leaves the country open) and keeps its id, so that graphs built earlier stay joined.

    Args:
        extra: CSV files of names or of demonyms; the last one wins.
        classes: what the column ``class`` may hold (None: the vocabulary's classes of what has a name).

    Raises:
        DataError: for a file that cannot be read or a row that is wrong; names the file, the line and the value.
    """
    if not extra and classes is None:
        return _shipped_gazetteer()
    return _build([Path(path) for path in extra], vocabulary().entity_classes if classes is None else classes)


@cache
def _shipped_gazetteer() -> Gazetteer:
    return _build((), vocabulary().entity_classes)


def _build(extra: Iterable[Path], classes: Collection[str]) -> Gazetteer:
    shipped = [(path, f"names/{path.name}") for path in sorted(_FOLDER.glob("*.csv"))]
    names: list[KnownName] = []
    adjectives: dict[str, _Place] = {}
    for layer in (shipped, *([(path, str(path))] for path in extra)):
        rows: list[tuple[KnownName, int]] = []
        for path, file in layer:
            _read(path, file, classes, rows, adjectives)
        names = _layered(names, rows)
    return Gazetteer(names, _resolved(adjectives, names))


def _layered(below: Sequence[KnownName], rows: Sequence[tuple[KnownName, int]]) -> list[KnownName]:
    """The names of one layer, with their ids, before those below that they do not replace."""
    beneath: dict[str, list[KnownName]] = {}
    for known in below:
        beneath.setdefault(slugify(known.name), []).append(known)
    often = Counter([known.id for known, _ in rows])
    taken = {known.id for known in below}
    # Plain ids are given out first, so that no homonym's longer id can take one of them.
    taken.update(slug for slug, times in often.items() if times == 1)
    seen: dict[tuple[str, str, str], tuple[KnownName, int]] = {}
    gone: set[str] = set()
    above = []
    for known, line in rows:
        homonyms = [h for h in beneath.get(known.id, ()) if h.id not in gone]
        if often[known.id] > 1:
            _refuse_repetition(known, line, seen)
        if homonyms or often[known.id] > 1:
            old = _replaced(known, homonyms)
            known = replace(known, id=old.id if old else _homonym_id(known, taken))
            taken.add(known.id)
            gone |= {old.id} if old else set()
        above.append(known)
    return [*above, *(known for known in below if known.id not in gone)]


def _replaced(known: KnownName, homonyms: Sequence[KnownName]) -> KnownName | None:
    same = [h for h in homonyms if h.country == known.country]
    if same:
        return next((h for h in same if h.type == known.type), same[0])
    if len(homonyms) == 1 and not (homonyms[0].country and known.country):
        return homonyms[0]
    return None


def _homonym_id(known: KnownName, taken: Collection[str]) -> str:
    parts = [known.id, known.country.lower(), slugify(known.type)]
    countries = [parts[:2]] if known.country else []
    tries = chain(countries, [parts], ([*parts, str(n)] for n in count(2)))
    return next(name_id for t in tries if (name_id := "-".join(filter(None, t))) not in taken)


def _refuse_repetition(known: KnownName, line: int, seen: dict[tuple[str, str, str], tuple[KnownName, int]]) -> None:
    first, first_line = seen.setdefault((known.id, known.type, known.country), (known, line))
    if first is not known:
        what = ", ".join(filter(None, (known.type, known.country)))
        stands = f"stands already in {first.file} line {first_line}"
        _fail(f"{known.file} line {line}", f"{_quoted(known.name)} ({what}) {stands}")


def _resolved(adjectives: Mapping[str, _Place], names: Iterable[KnownName]) -> dict[str, KnownName]:
    places: dict[str, KnownName] = {}
    for wanted in ("Country", "Region", "City"):
        for known in names:
            if known.type == wanted:
                places.setdefault(known.name, known)
    for country, place in adjectives.values():
        if country not in places:
            _fail(place, f"country {_quoted(country)} is not the name of a known place{_hint(country, places)}")
    return {form: places[country] for form, (country, _) in adjectives.items()}


def _read(
    path: Path, file: str, classes: Collection[str], rows: list[tuple[KnownName, int]], adjectives: dict[str, _Place]
) -> None:
    """Add what a file holds, checked, to ``rows`` or ``adjectives``."""
    try:
        reader = csv.reader(io.StringIO(read_text_file(path), newline=""), strict=True)
        header = [cell.strip() for cell in next(reader, [])]
        if "adjective" in header:
            adjectives.update(_adjective_rows(reader, header, file))
        else:
            rows.extend(_name_rows(reader, header, file, classes))
    except UnreadableFile as error:
        _fail(file, str(error))
    except csv.Error as error:
        _fail(f"{file} line {reader.line_num}", f"is not CSV: {error}")


def _columns(header: Sequence[str], columns: Sequence[str], file: str) -> list[int]:
    """Where each column stands; one that the file leaves out is read from the empty cell put behind every row."""
    if not header:
        _fail(f"{file} line 1", f"the header is missing (columns: {', '.join(columns)})")
    for column in header:
        if column not in columns:
            _fail(f"{file} line 1", f"column {_quoted(column)} is not known{_hint(column, columns)}")
        if header.count(column) > 1:
            _fail(f"{file} line 1", f"column {_quoted(column)} stands there twice")
    for column in columns[:2]:
        if column not in header:
            _fail(f"{file} line 1", f"column {_quoted(column)} is missing")
    return [header.index(column) if column in header else len(header) for column in columns]


def _name_rows(
    reader: _csv.Reader, header: Sequence[str], file: str, classes: Collection[str]
) -> Iterator[tuple[KnownName, int]]:
    pick = itemgetter(*_columns(header, _NAME_COLUMNS, file))
    for cells in reader:
        if not any(cells):
            continue
        if len(cells) != len(header):
            _fail(f"{file} line {reader.line_num}", f"has {len(cells)} fields where the header has {len(header)}")
        cells.append("")
        name, type_, aliases, country, wikidata = map(str.strip, pick(cells))
        slug = slugify(name)
        wrong_code = (country and not _COUNTRY.fullmatch(country)) or (wikidata and not _WIKIDATA.fullmatch(wikidata))
        if not slug or type_ not in classes or wrong_code:
            _refuse(f"{file} line {reader.line_num}", name, type_, country, wikidata, classes)
        name = " ".join(name.split())
        others = _split(aliases, name) if aliases else ()
        yield KnownName(name, type_, others, country, wikidata, slug, file), reader.line_num


def _refuse(place: str, name: str, type_: str, country: str, wikidata: str, classes: Collection[str]) -> NoReturn:
    if not slugify(name):
        _fail(place, f"name {_quoted(name)} has neither letter nor digit" if name else "the name is missing")
    if type_ not in classes:
        _fail(place, f"class {_quoted(type_)} is not known{_hint(type_, classes)}")
    if country and not _COUNTRY.fullmatch(country):
        _fail(place, f'country {_quoted(country)} is not an ISO 3166 alpha-2 code such as "KH"')
    _fail(place, f'wikidata {_quoted(wikidata)} is not an item id such as "Q30"')


def _split(aliases: str, name: str) -> tuple[str, ...]:
    parts = dict.fromkeys([" ".join(alias.split()) for alias in aliases.split("|")])
    return tuple(alias for alias in parts if alias and alias != name)


def _adjective_rows(reader: _csv.Reader, header: Sequence[str], file: str) -> Iterator[tuple[str, _Place]]:
    pick = itemgetter(*_columns(header, _ADJECTIVE_COLUMNS, file))
    for cells in reader:
        if not any(cells):
            continue
        place = f"{file} line {reader.line_num}"
        if len(cells) != len(header):
            _fail(place, f"has {len(cells)} fields where the header has {len(header)}")
        form, country = (" ".join(cell.split()) for cell in pick(cells))
        if not form or not country:
            _fail(place, f"the {'country' if form else 'adjective'} is missing")
        yield form, (country, place)


def _hint(value: str, allowed: Iterable[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(value, sorted(allowed), 1, 0.6)
    return f" (did you mean {_quoted(close[0])}?)" if close else ""


def _quoted(value: str) -> str:
    """A value as a message shows it: one line, cut where it is long."""
    line = " ".join(value.split())
    return f'"{line}"' if len(line) <= 60 else f'"{line[:59]}…"'


def _fail(place: str, message: str) -> NoReturn:
    raise DataError(f"{place}: {message}")
