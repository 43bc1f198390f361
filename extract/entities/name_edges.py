"""Words at the edge of a name that are part of it, or are not, whatever the model says.

"Merrick's" of "Merrick's said", "Operation" of "Operation Falling Star", "& Sons"; but no "Broadcaster" of "Broadcaster
Kanal Nord", which has its capital from the start of the sentence.
"""

from __future__ import annotations

from typing import TypeAlias

from newsweave.extract.parsing.phrases import PROPER
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.classes import BROAD, called_class, part_class
from newsweave.ontology.gazetteer import Gazetteer
from newsweave.ontology.lists import word_list

__all__ = ["before_portfolio", "with_edges", "with_nicknames"]

_Span: TypeAlias = tuple[int, int, str]
_Spans: TypeAlias = list[_Span]
_QUOTES = frozenset({'"', "“", "”", "``", "''", "‘", "'"})
_PROGRAMMES = word_list("programme_words")
_FAMILY = frozenset({"Sons", "Daughters", "Brothers", "Partners", "Associates"})
_AGENTS = ("er", "or", "startup", "start-up", "airline")
_OWN = frozenset({"'s", "’s"})
_DIGITS = 1  # with more it is an index or a sum as likely: "the Norrland 30"
_STOPS = frozenset({",", ".", "in", "at", "and", "was", "with"})
_DEMOCRATS = frozenset({"Democrat", "Democrats"})
_WHICH_DEMOCRATS = frozenset({"Christian", "Free", "Liberal", "Social"})
_NEW = frozenset({"New", "Former", "Outgoing", "Incoming", "Ex"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OFFICIALS = frozenset({"ambassador", "commissioner", "envoy", "minister", "representative", "secretary"})
_PORTFOLIOS = word_list("portfolios")
_RULERS = frozenset({"Organization", "Place"})
_NOT_ALONE = frozenset({"IN", "PRP", "RB", "WDT", "WP", "WP$"})


def with_edges(tree: Tree, spans: _Spans, gazetteer: Gazetteer) -> _Spans:
    """The spans of names with the words that belong to them, and without those that do not; in text order."""
    out: _Spans = []
    for a, b, label in spans:
        if a and tree.words[a] in _DEMOCRATS and tree.words[a - 1] in _WHICH_DEMOCRATS:
            out = [span for span in out if span[1] < a]
            a, label = a - 1, "Organization"  # not those of the United States
        if gazetteer.lookup(tree.span_text(a, b)):
            out.append((a, b, label))
            continue
        if out and _is_family(tree, out[-1], a, b) and not gazetteer.lookup(tree.span_text(*out[-1][:2])):
            out[-1] = (out[-1][0], b, "Organization")
            continue
        a, label = _begin(tree, a, b, label, out[-1][1] if out else 0, gazetteer)
        if _has_number(tree, a, b):
            b, label = b + 1, "Product"
        elif _ends_as_possessive(tree, a, b, label):
            b, label = b + 1, "Organization"
        out.append((a, b, label))
    return out


def _is_family(tree: Tree, before: _Span, a: int, b: int) -> bool:
    """Whether a span is the "Sons" of "Voss and Sons", whose first word ``before`` names."""
    joined = a == before[1] + 1 and tree.words[before[1]] in ("and", "&")
    return joined and b - a == 1 and tree.words[a] in _FAMILY


def _begin(tree: Tree, a: int, b: int, label: str, free: int, gazetteer: Gazetteer) -> tuple[int, str]:
    """Where a name begins: with "Operation" right before it, behind a common noun that opens the sentence."""
    opens = a == tree.sentences[tree.sentence_of[a]][0]
    word = tree.words[a]
    kind = word.lower()
    agent = opens and b - a > 1 and kind.endswith(_AGENTS) and part_class(word) is None
    if agent and BROAD.get(called_class(kind) or "") == "Organization":
        return a + 1, label
    if opens and word in _NEW and b - a > 1 and _is_organisation(gazetteer, tree.span_text(a + 1, b)):
        return a + 1, label  # "New Corvex CEO X"
    t = a - 1
    if t >= free and tree.words[t] in _PROGRAMMES and tree.deps[t] == "compound" and a <= tree.heads[t] < b:
        return t, "Event"
    return a, label


def before_portfolio(tree: Tree, a: int, b: int, gazetteer: Gazetteer) -> int:
    """Where a name ends: before what its official is for, "EU" of "EU Energy Commissioner Lena Falk"."""
    if b >= len(tree.words) or tree.words[b].lower() not in _OFFICIALS or gazetteer.lookup(tree.span_text(a, b)):
        return b
    end = b
    while end > a and tree.words[end - 1].lower() in _PORTFOLIOS:
        end -= 1
    known = a < end < b and any(BROAD.get(k.type) in _RULERS for k in gazetteer.lookup(tree.span_text(a, end)))
    return end if known else b


def _is_organisation(gazetteer: Gazetteer, name: str) -> bool:
    return any(BROAD.get(k.type) == "Organization" for k in gazetteer.lookup(name))


def _has_number(tree: Tree, a: int, b: int) -> bool:
    """Whether the number behind a name with an article is its version: "the Orbit 5 costs $800"."""
    if b + 1 >= len(tree.words) or not tree.words[b].isdigit() or len(tree.words[b]) > _DIGITS or b - a > 2:
        return False
    own = tree.words[a - 1 : a] in (["the"], ["The"], ["its"], ["Its"]) and tree.tags[b - 1] == "NNP"
    return own and (tree.tags[b + 1] in _FINITE or tree.words[b + 1] in _STOPS)


def _ends_as_possessive(tree: Tree, a: int, b: int, label: str) -> bool:
    """Whether a possessive owns nothing and so is part of a name: "Merrick's said", "Merrick's, a grocer"."""
    if (
        label == "Person"
        or b + 1 >= len(tree.words)
        or tree.words[b] not in _OWN
        or not tree.words[b - 1][:1].isupper()
    ):
        return False
    if tree.words[b + 1] == "," and not _NOT_ALONE.isdisjoint(tree.tags[b + 2 : b + 3]):
        return False
    alone = tree.tags[b + 1] in _FINITE or tree.words[b + 1] == ","
    return alone and tree.tags[b - 1] in PROPER and tree.words[a - 1 : a] != ["of"]


def with_nicknames(tree: Tree, spans: _Spans) -> _Spans:
    """A person's name as one where a nickname stands in it: 'Harold "Hal" Lind'."""
    if _QUOTES.isdisjoint(tree.words):
        return spans
    out: _Spans = []
    for a, b, label in spans:
        parts = [out[k] if len(out) >= -k else None for k in (-2, -1)]
        first, nick = parts
        if (
            first is not None
            and nick is not None
            and label in ("", "Person")
            and first[2] in ("", "Person", "Place")
            and nick[1] - nick[0] == 1
            and (first[1] + 1, nick[1] + 1) == (nick[0], a)
            and tree.words[first[1]] in _QUOTES
            and tree.words[nick[1]] in _QUOTES
            and first[1] - first[0] == 1
        ):
            out[-2:] = [(first[0], b, "Person")]
            continue
        if out and _holds_nickname(tree, out[-1], (a, b, label)):
            out[-1] = (out[-1][0], b, "Person")
            continue
        out.append((a, b, label))
    return out


def _holds_nickname(tree: Tree, first: _Span, rest: _Span) -> bool:
    """Whether a span begins with the nickname of who the one before it names: 'Tito" Almeida' behind 'Hugo "'."""
    (a, b, _), (c, d, label) = first, rest
    quoted = c == b + 1 and d - c > 2 and tree.words[b] in _QUOTES and tree.words[c + 1] in _QUOTES
    return quoted and b - a == 1 and label in ("", "Person")
