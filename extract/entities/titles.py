"""Titles and posts that a span took in: "Interim Chief Financial Officer Dame Petra Voss" names Petra Voss alone.

The model's entities and runs of proper nouns do not part a title from the name behind it, and take a title that stands
alone ("Chief Product Officer") for a name of its own.
"""

from __future__ import annotations

from newsweave.extract.entities.sentence_initial_names import common_word
from newsweave.extract.parsing.phrases import PROPER
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.classes import part_class
from newsweave.ontology.gazetteer import Gazetteer
from newsweave.ontology.lists import word_list, word_map

__all__ = ["GIVEN_NAMES", "without_titles"]

GIVEN_NAMES = word_list("feminine_names") | word_list("masculine_names")
_Span = tuple[int, int, str]
_HONORIFICS = word_list("honorifics")
_TITLES = word_list("title_words")
_POSTS = word_list("posts") | _TITLES
# They end names of organisations, too, or are surnames: alone at the end of a name they say nothing.
_WEAK = frozenset({"general", "head", "partner", "member", "justice", "judge", "engineer", "mayor", "premier", "chief"})
_MODIFIERS = word_list("title_modifiers") | frozenset({"&", "and", "of", "for", "interim", "permanent", "retired"})
_ENDINGS = word_list("name_endings")
_COMMON = word_list("post_fields") | word_list("objects_of_firms") | frozenset(word_map("metric_nouns"))
_SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})


def without_titles(tree: Tree, spans: list[_Span], gazetteer: Gazetteer) -> list[_Span]:
    """The spans of names, in text order, without the titles before a person's name, behind a firm's or alone.

    Known names keep all their words ("Judge Business School"), and a span that ends like a firm does ("King Digital
    Group").
    """
    out: list[_Span] = []
    for a, b, label in spans:
        words = tree.words[a:b]
        if _department(tree, a, b) and not gazetteer.lookup(tree.span_text(a, b)):
            continue
        if not any(_is_title(w) or w.lower() in _POSTS for w in words) or gazetteer.lookup(tree.span_text(a, b)):
            out.append((a, b, label))
            continue
        out += _parted(tree, a, b, label, gazetteer)
    return out


def _parted(tree: Tree, a: int, b: int, label: str, gazetteer: Gazetteer) -> list[_Span]:
    begins = _person_begins(tree, a, b, label)
    if begins > a:
        person = (begins, b, "Person")
        before = _without_last_titles(tree, a, begins, gazetteer)
        return [(a, before, ""), person] if before > a else [person]
    if label == "Person" and tree.words[a] in GIVEN_NAMES:
        return [(a, b, label)]  # "Stephen King"
    end = _without_last_titles(tree, a, b, gazetteer) if _ends_as_title(tree, a, b) else b
    return [(a, end, "" if label == "Person" and end < b else label)] if end > a else []


def _person_begins(tree: Tree, a: int, b: int, label: str) -> int:
    """Where a person's name begins behind the last title of a span; ``a`` where it takes in none."""
    words = tree.words
    if words[b - 1] in _ENDINGS or part_class(words[b - 1]) is not None:
        return a
    for t in range(b - 2, a - 1, -1):
        name = t + 1
        if not _is_title(words[t]) and not (b - name > 1 and words[t].lower() in _POSTS):
            continue
        if words[name] in _SUFFIXES or not words[name][:1].isupper() or tree.tags[name] not in PROPER:
            return a
        titled = all(_is_title(w) or w.lower() in _MODIFIERS | _POSTS for w in words[a:t])
        person = label == "Person" or words[name] in GIVEN_NAMES
        # A title in the midst of a name is one only where a full name follows: "Mary King Voss" bears it.
        full = b - name > 1 and words[a] not in GIVEN_NAMES
        return name if person and (titled or full) else a
    return a


def _is_title(word: str) -> bool:
    return word[:1].isupper() and (word in _HONORIFICS or word.lower() in _TITLES)


def _department(tree: Tree, a: int, b: int) -> bool:
    """Whether a span is only what a post is in: "Regional Sales" before "Director", "Compliance" behind "Head of"."""
    words = tree.words
    if all(w.lower() in _MODIFIERS for w in words[a:b]) and words[b - 1].lower() != "group":
        return True
    if words[a - 1 : a] == ["of"] and a > 1 and _is_title(words[a - 2]) and _plain(words[a:b]):
        return True
    behind = b < len(words) and _is_title(words[b]) and tree.sentence_of[b] == tree.sentence_of[a]
    return behind and _plain(words[a:b])


def _plain(words: list[str]) -> bool:
    """Whether all words are nouns that anybody uses, or have no capital."""
    return all(common_word(w) or w.lower() in _COMMON or not w[:1].isupper() for w in words)


def _ends_as_title(tree: Tree, a: int, b: int) -> bool:
    """Whether a span is a title or ends with one: "Chief Product Officer", "Founder & Managing", "Non-Executive"."""
    last = tree.words[b - 1].lower()
    if last in _TITLES and last not in _WEAK:
        return True
    words = [w.lower() for w in tree.words[a:b]]
    return last != "group" and all(w in _MODIFIERS | _TITLES for w in words) and any(w in _TITLES for w in words)


def _without_last_titles(tree: Tree, a: int, b: int, gazetteer: Gazetteer) -> int:
    """Where a firm's name before a title ends: "Corvex" of "Corvex Executive Chairman"; ``a`` where there is none."""
    while b > a and (_is_title(tree.words[b - 1]) or tree.words[b - 1].lower() in _MODIFIERS | _POSTS):
        if tree.words[b - 1] in _ENDINGS and b - a > 1 and not _is_title(tree.words[b - 1]):
            break  # "Corvex Group Chief Executive"
        b -= 1
    if b == a or gazetteer.lookup(tree.span_text(a, b)):
        return b
    return a if _plain(tree.words[a:b]) else b
