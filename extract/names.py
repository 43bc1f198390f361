"""Names in one passage: the model's entities, known names and runs of proper nouns, mended and made disjoint.

What a name means and which class it has is decided for the whole document (``entities``); here only where it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsweave.extract.classes import BROAD
from newsweave.extract.phrases import PROPER
from newsweave.extract.tree import Tree
from newsweave.ontology.gazetteer import Gazetteer, KnownName
from newsweave.ontology.lists import word_list

__all__ = ["Name", "find_names"]

_LABELS = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
    "NORP": "Group",
    "PRODUCT": "Product",
    "EVENT": "Event",
    "LAW": "Law",
    "WORK_OF_ART": "Work",
}
_HONORIFICS = word_list("honorifics")
_NOT_NAMES = word_list("not_names")
_ENDINGS = word_list("name_endings")
_NAMING = word_list("naming_verbs")
_OF_HEADS = word_list("of_heads")
# Alone before "of" these are more often a common noun with a capital than part of a name.
_WEAK_HEADS = frozenset(
    {"Board", "Office", "Government", "Fund", "Secretary", "Exchange", "Corporation", "Order", "State"}
)
_DEMONYM_TAGS = PROPER | {"JJ", "NN", "NNS"}
_JOINERS = frozenset({"of", "for", "in"})
_ADDRESSES = frozenset({"Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Dame", "Lord", "Lady", "Datuk", "Sheikh"})
_CREDITS = frozenset(
    {"Photo", "Image", "Picture", "Illustration", "Graphic", "Reporting", "Editing", "Writing", "Compiled"}
)
_QUOTES = frozenset({'"', "“", "”", "``", "''", "‘", "'"})
_PROGRAMMES = frozenset({"Project", "Operation", "Programme", "Program", "Initiative"})
_MAGNITUDES = frozenset("hundred thousand million billion trillion lakh crore mn bn tn m bn. mln bln".split())
_PARTICLES = frozenset("van der den de del della di da dos du la le ter ten bin ibn binti al von zu".split())
_CAMEL = re.compile(r"[a-z][A-Z]|[A-Z]{2,}[a-z]{2,}|[A-Za-z]\.[a-z]{2,3}$|[A-Za-z]\+$")
_RIC = re.compile(r"[A-Z0-9]{1,6}\.[A-Z]{1,2}")
_WORD = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class Name:
    """A name at tokens ``[start, end)`` of passage ``passage``; ``known`` is what the gazetteer has for its words."""

    passage: int
    start: int
    end: int
    text: str
    label: str
    """``Person``, ``Organization``, ``Place``, ``Product``, ``Event``, ``Law``, ``Work``, ``Group`` or empty."""
    known: tuple[KnownName, ...] = ()
    demonym: bool = False
    heading: bool = False
    person: bool = False
    """Whether the words around it treat it as a person: a title such as "Ms" before it, "who" behind it."""
    home: str = ""
    """For an institution named by its country: the country's code."""
    type: str = ""
    """The class that its own words say for sure ("central bank"); empty for nearly all."""


def find_names(tree: Tree, gazetteer: Gazetteer, passage: int = 0) -> list[Name]:
    """The names of a passage, disjoint and in text order."""
    known = _known_spans(tree, gazetteer)
    model = [s for e in tree.ents if e[2] in _LABELS for s in _mended(tree, *e)]
    spans = _disjoint(tree, known, model)
    spans = _with_runs(tree, spans)
    spans = _with_endings(tree, _joined(tree, spans))
    out: list[Name] = []
    for start, end, label in _without_demonyms(tree, spans, gazetteer):
        text = tree.span_text(start, end)
        if not _acceptable(tree, start, end, text, label, gazetteer):
            continue
        demonym = gazetteer.adjective(text)
        if demonym is not None and not gazetteer.lookup(text):
            out.append(Name(passage, start, end, text, "Place", (demonym,), demonym=True))
        elif label != "Group" or gazetteer.lookup(text):
            out.append(Name(passage, start, end, text, label, gazetteer.lookup(text)))
        elif end - start > 1 and all(tree.tags[t] in PROPER for t in range(start, end)):
            out.append(Name(passage, start, end, text, ""))  # two proper nouns are no nationality
    people = {t for n in out if n.label == "Person" for t in range(n.start, n.end)}
    for n in out:
        n.person = _treated_as_person(tree, n)
        if n.label == "" and 1 < n.end - n.start < 4 and _joined_to(tree, n, people):
            n.label = "Person"
    return sorted([*out, *_demonyms(tree, out, gazetteer, passage)], key=lambda n: n.start)


def _joined_to(tree: Tree, name: Name, people: set[int]) -> bool:
    """Whether "and" joins a name that the model did not see to a person's: "A B and C D"."""
    head = next((t for t in range(name.start, name.end) if not name.start <= tree.heads[t] < name.end), name.end - 1)
    joined = [k for k in tree.kids[head] if tree.deps[k] == "conj"]
    joined += [tree.heads[head]] if tree.deps[head] == "conj" else []
    return any(t in people for t in joined)


def _treated_as_person(tree: Tree, name: Name) -> bool:
    if name.start > 0 and tree.words[name.start - 1].rstrip(".") in _ADDRESSES:
        return True
    head = next((t for t in range(name.end - 1, name.start - 1, -1) if not name.start <= tree.heads[t] < name.end), -1)
    return head >= 0 and any(
        tree.deps[k] == "relcl" and any(tree.words[x] in ("who", "whom") for x in tree.kids[k]) for k in tree.kids[head]
    )


def _demonyms(tree: Tree, names: list[Name], gazetteer: Gazetteer, passage: int) -> list[Name]:
    """The demonyms that no name covers: each names its country."""
    covered = {t for n in names for t in range(n.start, n.end)}
    out = []
    for t, word in enumerate(tree.words):
        if t not in covered and word[:1].isupper() and len(word) > 3 and tree.tags[t] in _DEMONYM_TAGS:
            country = gazetteer.adjective(word)
            if country is not None and country.type == "Country" and not _of_language(tree, t):
                out.append(Name(passage, t, t + 1, word, "Place", (country,), demonym=True))
    return out


def _of_language(tree: Tree, t: int) -> bool:
    """Whether an adjective names a language: "the English language", "an English-language daily"."""
    return any(word.lower().startswith("language") for word in tree.words[t + 1 : t + 3])


def _without_demonyms(tree: Tree, spans: _Spans, gazetteer: Gazetteer) -> _Spans:
    """Part "Japanese" from "Japanese SoftBank" where only the rest is a known name."""
    out: _Spans = []
    for start, end, label in spans:
        full, rest = tree.span_text(start, end), tree.span_text(start + 1, end)
        if end - start > 1 and gazetteer.adjective(tree.words[start]) and not gazetteer.lookup(full):
            parted = bool(gazetteer.lookup(rest))
        else:
            parted = False
        if parted:
            out += [(start, start + 1, "Group"), (start + 1, end, label)]
            continue
        out.append((start, end, label))
    return out


_Spans = list[tuple[int, int, str]]


def _known_spans(tree: Tree, gazetteer: Gazetteer) -> _Spans:
    """Where known names stand; a single ordinary word counts only where it is written as a name."""
    out: _Spans = []
    i, n = 0, len(tree.words)
    words = tree.words
    while i < n:
        found = gazetteer.longest(words, i) if _WORD.search(words[i]) else None
        if found is None:
            i += 1
            continue
        length, names = found
        if words[i] in ("The", "the") and i + 1 < n:
            # "The National" is a newspaper, but not in front of "Bank of Cambodia".
            inner = gazetteer.longest(words, i + 1)
            if inner is not None and inner[0] + 1 > length:
                i += 1
                continue
        if (length == 1 and not _written_as_name(tree, i, names)) or _is_unit(tree, i, names):
            i += length
            continue
        out.append((i, i + length, _broad(names)))
        i += length
    return out


def _broad(names: tuple[KnownName, ...]) -> str:
    """The broad kind that all meanings of a known name have; empty where they differ."""
    kinds = {BROAD.get(n.type, n.type) for n in names}
    return kinds.pop() if len(kinds) == 1 else ""


def _is_unit(tree: Tree, i: int, names: tuple[KnownName, ...]) -> bool:
    """Whether a currency only says what an amount is in: "184.5 billion yuan" does not speak of the yuan."""
    if i == 0 or names[0].type != "Currency":
        return False
    return tree.tags[i - 1] == "CD" or tree.words[i - 1].lower() in _MAGNITUDES


def _written_as_name(tree: Tree, i: int, names: tuple[KnownName, ...]) -> bool:
    word, tag = tree.words[i], tree.tags[i]
    if names[0].type in ("Cryptocurrency", "Currency") and tag in ("NN", "NNS", "NNP", "JJ"):
        return True
    if word.islower():
        return False
    if tag in PROPER or any(a <= i < b for a, b, _ in tree.ents):
        return True
    return tag in ("NN", "NNS", "JJ") and (_CAMEL.search(word) is not None or word.isupper())


def _mended(tree: Tree, start: int, end: int, label: str) -> _Spans:
    """A model entity without articles, possessives, titles and lower-case edges; cut where a possessive bridges."""
    cuts = [t for t in range(start, end - 1) if tree.tags[t] == "POS" and tree.words[t + 1][:1].isupper()]
    if cuts:
        parts: _Spans = []
        at = start
        for cut in [*cuts, end]:
            parts += _mended(tree, at, cut, label if at == start or label == "ORG" else "ORG") if at < cut else []
            at = cut + 1
        return parts
    if (
        label == "PERSON"
        and start > 0
        and tree.words[start - 1] == "He"
        and start - 1 != tree.sentences[tree.sentence_of[start]][0]
    ):
        start -= 1  # the surname He, which the tagger takes for the pronoun
    while label == "PERSON" and start > 0 and _goes_before(tree, start - 1, start, end):
        start -= 1
    while start < end and _loose_left(tree, start, end, label):
        start += 1
    while start < end and _loose_right(tree, end - 1, start, label):
        end -= 1
    if start >= end:
        return []
    return [(start, end, _LABELS[label])]


def _goes_before(tree: Tree, t: int, start: int, end: int) -> bool:
    """Whether the token before a person's name is its given name, which the model left out."""
    if tree.tags[t] not in PROPER or tree.deps[t] != "compound" or not start <= tree.heads[t] < end:
        return False
    word = tree.words[t]
    return word[:1].isupper() and word not in _HONORIFICS and word not in _NOT_NAMES and not word.isupper()


def _loose_left(tree: Tree, t: int, end: int, label: str) -> bool:
    word = tree.words[t]
    if word.lower() in ("the", "a", "an", "its", "their", "his", "her", "this", "that") or word in _QUOTES:
        return not (word == "The" and end - t == 2)  # "The Star", "The Float" keep their article
    if label == "PERSON" and end - t > 1 and (word in _HONORIFICS or word.rstrip(".") in _HONORIFICS):
        return True
    if tree.tags[t] in ("POS", "CC", ",", ".", ":", "-LRB-", "-RRB-", "HYPH", "IN"):
        return True
    return word.islower() and end - t > 1 and not word.startswith(("e-", "al", "bin", "van", "de", "von", "der"))


def _loose_right(tree: Tree, t: int, start: int, label: str) -> bool:
    word, tag = tree.words[t], tree.tags[t]
    if tag in ("POS", "CC", ",", ":", "-LRB-", "IN", "DT", "TO", "VBZ", "VBD") or word in _QUOTES:
        return True
    if tag == "-RRB-":
        return all(tree.words[k] != "(" for k in range(start, t))
    if tag == "." and word == ".":
        return True
    return t > start and word.islower() and label in ("PERSON", "ORG", "GPE", "PRODUCT", "NORP") and tag != "CD"


def _disjoint(tree: Tree, known: _Spans, model: _Spans) -> _Spans:
    """Known and model spans without overlap; see the comments for who wins."""
    labels = {(a, b): label for a, b, label in model}
    taken: dict[int, tuple[int, int, str]] = {}
    out: _Spans = []

    def add(span: tuple[int, int, str]) -> None:
        if all(t not in taken for t in range(span[0], span[1])):
            out.append(span)
            taken.update((t, span) for t in range(span[0], span[1]))

    for a, b, kind in known:
        inside = [(x, y, z) for x, y, z in model if x <= a and b <= y and (x, y) != (a, b)]
        if inside:
            x, y, z = inside[0]
            rest = [t for t in (*range(x, a), *range(b, y)) if tree.tags[t] in PROPER]
            others = [k for k in known if k[:2] != (a, b) and x <= k[0] and k[1] <= y]
            # "Standard Chartered Bank Malaysia" is one name; "Cambodia Bakong" two known ones side by side.
            if rest and not others and not _separable(tree, a, b, x, y):
                add((x, y, z))
                continue
        label = labels.get((a, b), "")
        add((a, b, label if kind in ("", label) else kind))
    for a, b, label in model:
        # What a known name leaves of a model span is a name only where proper words remain.
        run: list[int] = []
        for t in [*range(a, b), -1]:
            if t != -1 and t not in taken:
                run.append(t)
                continue
            if run and _worth_keeping(tree, run, len(run) == b - a, label):
                run = [r for r in run if tree.tags[r] not in ("CC", ",", "POS", "DT") or run[0] < r < run[-1]]
                add((run[0], run[-1] + 1, label))
            run = []
    return sorted(out)


def _worth_keeping(tree: Tree, run: list[int], whole: bool, label: str) -> bool:
    """Whether what is left of a model entity is a name: all of it, or proper words that are more than a place."""
    if whole:
        return any(tree.words[r][:1].isupper() for r in run)
    return any(tree.tags[r] in PROPER for r in run) and (len(run) > 1 or label != "Place")


def _separable(tree: Tree, a: int, b: int, x: int, y: int) -> bool:
    """Whether a known name inside a longer model span stands apart: by brackets, a comma or a conjunction."""
    return any(tree.tags[t] in ("CC", ",", "-LRB-", "POS") for t in (a - 1, b) if x <= t < y)


def _with_runs(tree: Tree, spans: _Spans) -> _Spans:
    """Add the runs of proper nouns that nothing covers; numbers and plain capitalised titles are no names."""
    covered = {t for a, b, _ in spans for t in range(a, b)}
    covered |= {t for a, b, z in tree.ents if z not in _LABELS for t in range(a, b)}
    out = list(spans)
    i, n = 0, len(tree.words)
    while i < n:
        if i in covered or not _run_word(tree, i):
            i += 1
            continue
        j = i + 1
        while (
            j < n
            and j not in covered
            and tree.sentence_of[j] == tree.sentence_of[i]
            and (_run_word(tree, j) or (tree.words[j] == "&" and j + 1 < n and _run_word(tree, j + 1)))
        ):
            j += 1
        while i < j and (tree.words[i] in _HONORIFICS or tree.words[i] in _NOT_NAMES):
            i += 1
        if i < j:
            out.append((i, j, ""))
        i = max(j, i + 1)
    return sorted(out)


def _run_word(tree: Tree, t: int) -> bool:
    word = tree.words[t]
    if not word[:1].isalnum() or word in _NOT_NAMES:
        return False
    if tree.tags[t] in PROPER:
        return word[:1].isupper() or _CAMEL.search(word) is not None
    return tree.tags[t] in ("NN", "NNS", "JJ", "FW") and (_CAMEL.search(word) is not None and word[0].isalpha())


def _joined(tree: Tree, spans: _Spans) -> _Spans:
    """Join "Bank" "of" "X": a head that takes an "of" into its name, and neighbours that are one name."""
    out: _Spans = []
    for a, b, label in spans:
        if out:
            x, y, z = out[-1]
            gap = tree.words[y:a]
            if (
                a - y == 0
                and (label in ("", z) or z == "")
                and label != "Place"
                and tree.tags[y - 1] in PROPER
                and _adjacent(tree, y)
            ):
                out[-1] = (x, b, z or label)
                continue
            if _particles_join(tree, x, y, a, z):
                out[-1] = (x, b, "Person")
                continue
            if a == y and label == "Place" and z in ("", "Organization", "Product") and _adjacent(tree, y):
                # "Visa Europe", "Coinlink Technology Hong Kong"
                out[-1] = (x, b, "Organization")
                continue
            if len(gap) == 1 and gap[0] in _JOINERS and _takes_of(tree, x, y, gap[0]):
                out[-1] = (x, b, "Organization" if z in ("", "Place", "Group") else z)
                continue
            if gap == ["of", "the"] and _takes_of(tree, x, y, "of") and y - x > 1:
                out[-1] = (x, b, "Organization" if z in ("", "Place", "Group") else z)
                continue
        out.append((a, b, label))
    return out


def _particles_join(tree: Tree, x: int, y: int, a: int, label: str) -> bool:
    """Whether "van der" and the like, before or at the start of the next name, make one person's name of both."""
    if label not in ("", "Person") or not tree.words[x][0].isupper() or tree.sentence_of[x] != tree.sentence_of[a]:
        return False
    gap = tree.words[y:a] or tree.words[a : a + 1]
    return len(gap) <= 2 and all(w in _PARTICLES for w in gap)


def _with_endings(tree: Tree, spans: _Spans) -> _Spans:
    """Take a firm's ending into its name where the tagger saw no name in it: "Pay" of "Lanternfish Pay"."""
    starts = {a for a, _, _ in spans}
    out: _Spans = []
    for a, b, label in spans:
        while (step := _ending_at(tree, b)) and not starts & {*range(b, b + step)}:
            b += step
            label = "Organization" if label in ("Person", "Place") else label
        out.append((a, b, label))
    return out


def _ending_at(tree: Tree, b: int) -> int:
    """How many tokens a firm's ending at ``b``, behind a name, takes: "Pay", "& Co."; 0 where there is none."""
    at = b + 1 if b + 1 < len(tree.words) and tree.words[b] == "&" else b
    if at >= len(tree.words) or tree.words[at] not in _ENDINGS or tree.sentence_of[at] != tree.sentence_of[b - 1]:
        return 0
    return 0 if tree.words[b - 1] in _ENDINGS else at + 1 - b


def _adjacent(tree: Tree, y: int) -> bool:
    """Whether the next name goes on in the same noun phrase, unlike "In China Alipay ..."."""
    if tree.sentence_of[y - 1] != tree.sentence_of[y]:
        return False
    return tree.heads[y - 1] == y or tree.deps[y - 1] == "compound"


def _takes_of(tree: Tree, x: int, y: int, joiner: str) -> bool:
    heads = [t for t in range(x, y) if tree.words[t] in _OF_HEADS]
    if not heads:
        return False
    if joiner != "of":
        return tree.words[x] in ("Association", "Bank", "Authority", "Centre", "Center", "Institute") and y - x > 1
    return heads[-1] == y - 1 and (y - x > 1 or tree.words[y - 1] not in _WEAK_HEADS)


def _acceptable(tree: Tree, start: int, end: int, text: str, label: str, gazetteer: Gazetteer) -> bool:
    if text in _NOT_NAMES or not _WORD.search(text) or len(text) < 2 or "$" in text or text in _ENDINGS:
        return False
    if all(tree.words[t] in _NOT_NAMES or tree.words[t] in _HONORIFICS for t in range(start, end)):
        return False
    if start > 1 and tree.words[start - 1] == "by" and tree.words[start - 2] in _CREDITS:
        return False  # who took the picture or edited the story is not what the story is about
    if gazetteer.lookup(text) or gazetteer.adjective(text):
        return True
    if _is_heading(tree, start, end) or _is_ticker(tree, start, end):
        return False
    if not any(c.isupper() for c in text) or (
        label == "Work" and not _given_as_name(tree, start, end) and tree.words[start] not in _PROGRAMMES
    ):
        return False
    if label == "" and end - start == 1:
        # One capitalised word that nobody knows: only where it is no sentence's first word and reads as a name.
        first = start == tree.sentences[tree.sentence_of[start]][0]
        if first and not (tree.tags[start] == "NNP" and tree.deps[start] in ("nsubj", "nsubjpass", "poss")):
            return _CAMEL.search(text) is not None
        return tree.tags[start] in PROPER and len(text) > 2
    return True


def _is_heading(tree: Tree, start: int, end: int) -> bool:
    """Whether words in capitals are a sentence of their own: "NEW FACE. Corvex has hired ..."."""
    a, b = tree.sentences[tree.sentence_of[start]]
    whole = start == a and end >= b - 1 and tree.words[b - 1] in (".", ":", "!", "?")
    return whole and end - start > 1 and all(w.isupper() for w in tree.words[start:end])


def _is_ticker(tree: Tree, start: int, end: int) -> bool:
    """Whether a short word in capitals is what an exchange calls a share: "under the ticker CVX", "(CVX.O)"."""
    word = tree.words[start]
    if end - start > 1 or not word.isupper() or len(word) > 7:
        return False
    before = [w.lower() for w in tree.words[max(start - 3, 0) : start]]
    if {"ticker", "symbol"} & {*before} or before[-1:] == ["under"]:
        return True
    return before[-1:] == ["("] and _RIC.fullmatch(word) is not None


def _given_as_name(tree: Tree, start: int, end: int) -> bool:
    """Whether a verb such as "dub" or "call" governs the quoted words."""
    for t in range(start, end):
        head = tree.heads[t]
        if not start <= head < end:
            return tree.lemmas[head] in _NAMING or (
                tree.lemmas[head] == "as" and tree.lemmas[tree.heads[head]] in _NAMING
            )
    return False
