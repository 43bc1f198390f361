"""Where names stand in a passage: the model's entities, known names and runs of proper nouns, made disjoint.

A span is a half-open token range with the broad kind that the model or the gazetteer gives it, or an empty one.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from newsweave.extract.entities.joined_spans import ENDINGS, JOINERS, joined, with_endings
from newsweave.extract.entities.name_edges import before_portfolio, with_edges, with_nicknames
from newsweave.extract.entities.titles import without_titles
from newsweave.extract.parsing.phrases import PROPER
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.classes import BROAD
from newsweave.ontology.gazetteer import Gazetteer, KnownName
from newsweave.ontology.lists import word_list, word_map

__all__ = ["CAMEL", "Spans", "name_spans"]

Spans: TypeAlias = list[tuple[int, int, str]]
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
_QUOTES = frozenset({'"', "“", "”", "``", "''", "‘", "'"})
_FIRMS = frozenset({"Company", "Bank", "Exchange", "MediaOutlet"})
_MAGNITUDES = frozenset("hundred thousand million billion trillion lakh crore mn bn tn m bn. mln bln".split())
# How names are spelt and other words not: "KakaoPay", "Gate.io", "Alipay+", "h3pay", "21Shares" ("10Mbps" is none).
CAMEL = re.compile(
    r"[a-z][A-Z]|[A-Z]{2,}[a-z]{2,}|[A-Za-z]\.[a-z]{2,3}$|[A-Za-z]\+$|^[a-z]{1,3}\d{1,2}[a-z]{2,}$"
    r"|^\d{1,4}[A-Z][a-z]*[aeiouy][a-z]+$"
)
_HONORIFICS = word_list("honorifics")
_NOT_NAMES = word_list("not_names")
_LONE = word_map("lone_institutions")
_WORD = re.compile(r"[^\W\d_]")

_GENERATIONS = frozenset({"Jr.", "Jr", "Sr.", "Sr"})
_MARKUP = frozenset("<>")
# They begin a clause, and so end a name: "in Harbour Record that".
_CLAUSE_WORDS = frozenset("although because that whereas where whether which while who whom whose".split())


def name_spans(tree: Tree, gazetteer: Gazetteer, sure: frozenset[int] = frozenset()) -> Spans:
    """The spans of all names of a passage, disjoint and in text order; the tokens ``sure`` are names for certain."""
    known = _known_spans(tree, gazetteer)
    model = [s for e in tree.ents if e[2] in _LABELS for s in _mended(tree, *e)]
    spans = _disjoint(tree, known, model)
    covered = {t for a, b, label in spans if label != "Group" for t in range(a, b)}
    spans = [s for s in spans if s[0] not in sure or s[2] != "Group" or s[1] - s[0] > 1]
    spans = _with_runs(tree, sorted([*spans, *((t, t + 1, "") for t in sure - covered)]))
    spans = with_edges(tree, with_endings(tree, joined(tree, with_nicknames(tree, spans))), gazetteer)
    spans = [(a, b, "Person" if tree.words[b - 1] in _GENERATIONS and b - a > 1 else label) for a, b, label in spans]
    return [
        (a, before_portfolio(tree, a, b, gazetteer), label) for a, b, label in without_titles(tree, spans, gazetteer)
    ]


def _known_spans(tree: Tree, gazetteer: Gazetteer) -> Spans:
    """Where known names stand; a single ordinary word counts only where it is written as a name."""
    out: Spans = []
    i, n = 0, len(tree.words)
    words = tree.words
    while i < n:
        found = gazetteer.longest(words, i)
        if found is None or not _WORD.search(words[i]):
            i += 1
            continue
        length, names = found
        if words[i] in ("The", "the") and i + 1 < n:
            # "The National" is a newspaper, but not in front of "Bank of Cambodia".
            inner = gazetteer.longest(words, i + 1)
            if inner is not None and inner[0] + 1 > length:
                i += 1
                continue
        if tree.sentence_of[i] != tree.sentence_of[i + length - 1]:
            i += 1  # "... in the U.S. Treasury yields ..."
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
    if tag == "NN" and names[0].type in _FIRMS and _is_bare_subject(tree, i):
        return True
    if tag in PROPER or any(a <= i < b for a, b, _ in tree.ents):
        return True
    return tag in ("NN", "NNS", "JJ") and (CAMEL.search(word) is not None or word.isupper())


def _is_bare_subject(tree: Tree, i: int) -> bool:
    """Whether a singular noun is a subject without article, as only names (and what cannot be counted) are."""
    modifiers = ("det", "poss", "amod", "compound", "nummod", "prep")
    return tree.deps[i] in ("nsubj", "nsubjpass") and tree.kid(i, *modifiers) is None


def _mended(tree: Tree, start: int, end: int, label: str) -> Spans:
    """A model entity without articles, possessives, titles and lower-case edges; cut at a possessive or a clause."""
    shouted = end - start > 2 and all(w.isupper() for w in tree.words[start:end])
    cuts = [
        t
        for t in range(start, end - 1)
        if (tree.tags[t] == "POS" and tree.words[t + 1][:1].isupper())
        or tree.words[t] in _CLAUSE_WORDS
        or tree.tags[t] == "."
        or (label == "ORG" and _parts_firms(tree, start, t, end))
        or tree.words[t] in _MARKUP
        or (tree.tags[t] in ("VBD", "VBZ") and (tree.words[t].islower() or shouted) and t > start)
    ]
    if cuts:
        parts: Spans = []
        at = start
        for cut in [*cuts, end]:
            parts += _mended(tree, at, cut, label if at == start or label == "ORG" else "ORG") if at < cut else []
            at = cut + 1
        return parts
    comma = next((t for t in range(start + 1, end) if tree.words[t] == ","), None)
    if comma is not None and any(tree.words[t].islower() and tree.words[t] not in JOINERS for t in range(comma, end)):
        end = comma  # "Gate.HK, cryptocurrency exchange Gate.io"
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


def _parts_firms(tree: Tree, start: int, t: int, end: int) -> bool:
    """Whether "and" or "with" stands between firms that the model takes for one: "between Corvex and Kestrin AG"."""
    if tree.words[t] not in ("and", "with") or start == t:
        return False
    if tree.words[t] == "and" and start > 0 and tree.words[start - 1] in ("between", "both"):
        return not any(tree.words[k] == "and" for k in range(t + 1, end))
    return t - start > 1 and tree.words[t - 1] in ENDINGS and tree.words[end - 1] in ENDINGS


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
    if word == "Tan" and tree.words[t + 1 : t + 2] == ["Sri"]:
        return True  # the title; alone it is a surname
    if label == "PERSON" and end - t > 1 and (word in _HONORIFICS or word.rstrip(".") in _HONORIFICS):
        return True
    if tree.tags[t] in ("POS", "CC", ",", ".", ":", "-LRB-", "-RRB-", "HYPH", "IN"):
        return True
    if word in _NOT_NAMES and word.endswith("ys"):
        return True  # "the Companys": its apostrophe got lost
    return word.islower() and end - t > 1 and not word.startswith(("e-", "al", "bin", "van", "de", "von", "der"))


def _loose_right(tree: Tree, t: int, start: int, label: str) -> bool:
    word, tag = tree.words[t], tree.tags[t]
    if tag in ("POS", "CC", ",", ":", "-LRB-", "HYPH", "IN", "DT", "TO", "VBZ", "VBD") or word in _QUOTES:
        return True
    if tag == "-RRB-":
        return all(tree.words[k] != "(" for k in range(start, t))
    if tag == "$" or (tag == "." and word == "."):
        return True
    if tag == "CD" and t > start:  # "lent Kestrin 20 million"
        return (
            word in _MAGNITUDES
            or (word[0].isdigit() and word[-1] in "mbk")
            or not _MAGNITUDES.isdisjoint(tree.words[t + 1 : t + 2])
        )
    return t > start and word.islower() and label in ("PERSON", "ORG", "GPE", "PRODUCT", "NORP")


def _disjoint(tree: Tree, known: Spans, model: Spans) -> Spans:
    """Known and model spans without overlap; see the comments for who wins."""
    labels = {(a, b): label for a, b, label in model}
    taken: dict[int, tuple[int, int, str]] = {}
    out: Spans = []

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


def _with_runs(tree: Tree, spans: Spans) -> Spans:
    """Add the runs of proper nouns that nothing covers; numbers and plain capitalised titles are no names."""
    covered = {t for a, b, _ in spans for t in range(a, b)}
    covered |= {t for a, b, z in tree.ents if z not in _LABELS for t in range(_amount_begins(tree, a, b, z), b)}
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
            if j - i == 1 and tree.words[i - 1 : i] in (["the"], ["The"]) and tree.words[i] in _LONE:
                break  # "the Treasury"
            i += 1
        if i < j:
            out.append((i, j, ""))
        i = max(j, i + 1)
    return sorted(out)


def _amount_begins(tree: Tree, a: int, b: int, label: str) -> int:
    """Where the sum in a model entity begins, which has the name before it, too: "fined Corvex $2 million"."""
    if label != "MONEY":
        return a
    return next((t for t in range(a, b) if tree.tags[t] not in PROPER), a)


def _run_word(tree: Tree, t: int) -> bool:
    word = tree.words[t]
    if not word[:1].isalnum() or word in _NOT_NAMES:
        return False
    if tree.tags[t] in PROPER:
        return word[:1].isupper() or CAMEL.search(word) is not None
    numbered = tree.tags[t] == "CD" and word[-1].isalpha()
    return (numbered or tree.tags[t] in ("NN", "NNS", "JJ", "FW")) and CAMEL.search(word) is not None
