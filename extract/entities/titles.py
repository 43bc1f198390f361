"""Titles and posts that a span took in: "Acting Chief Risk Officer Sir Aldo Voss" names Aldo Voss alone.

The model's entities and runs of proper nouns do not part a title from the name behind it, and take a title that stands
alone ("Chief Claims Officer") for a name of its own.
"""

from __future__ import annotations

import itertools

from newsweave.extract.entities.sentence_initial_names import common_word
from newsweave.extract.parsing.phrases import PROPER
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.classes import part_class
from newsweave.ontology.gazetteer import Gazetteer
from newsweave.ontology.lists import word_list, word_map

__all__ = ["GIVEN_NAMES", "surname_like_title", "without_titles"]

GIVEN_NAMES = word_list("feminine_names") | word_list("masculine_names")
_Span = tuple[int, int, str]
_HONORIFICS = word_list("honorifics")
_TITLES = word_list("title_words")
_RANKS = word_list("ranks")
_POSTS = word_list("posts") | _TITLES | _RANKS
# How somebody has a post, before its name: "Corvex Group Interim Chairman".
_MANNERS = frozenset(
    {"acting", "deputy", "executive", "former", "interim", "managing", "non-executive", "senior", "vice"}
)
# They end names of organisations, too, or are surnames: alone at the end of a name they say nothing.
_WEAK = frozenset({"general", "head", "partner", "member", "justice", "judge", "engineer", "mayor", "premier", "chief"})
_MODIFIERS = word_list("title_modifiers") | frozenset({"&", "and", "of", "for", "interim", "permanent", "retired"})
_ENDINGS = word_list("name_endings")
_LONE = word_map("lone_institutions")
_MINISTERS = frozenset({"minister", "secretary", "chancellor"})
_FIELDS = word_list("post_fields")
_POSTS_ALONE = _POSTS - word_list("roles_of_anybody")
_COMMON = _FIELDS | word_list("portfolios") | word_list("objects_of_firms") | frozenset(word_map("metric_nouns"))
_LEADING = frozenset({"director", "head", "lead", "manager", "vp"})
_JOINERS = frozenset({"&", "and", "for", "of", "the"})
_LONE_POSTS = (["owner"], ["controller"], ["treasurer"])
_MISTERS = frozenset({"Mr.", "Mr", "Ms.", "Ms", "Mrs.", "Mrs"})
_ADDRESSES = frozenset(
    "President Chairman Chairwoman Chancellor Speaker Secretary Minister Ambassador Governor Senator Mayor Premier "
    "Vice Prime".split()
)
_SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})


def without_titles(tree: Tree, spans: list[_Span], gazetteer: Gazetteer) -> list[_Span]:
    """The spans of names, in text order, without the titles before a person's name, behind a firm's or alone.

    Known names keep all their words ("Judge Business School"), and a span that ends like a firm does ("King Digital
    Group").
    """
    out: list[_Span] = []
    fields = _fields(tree)
    for a, b, label in _cut(tree, spans, fields):
        words = tree.words[a:b]
        if (surname := surname_like_title(tree, a, b)) >= 0:
            out.append((surname, b, "Person"))
            continue
        if _is_field(tree, a, b, fields, gazetteer) and not gazetteer.lookup(tree.span_text(a, b)):
            continue
        if tree.words[b : b + 1] == ["Officer"] and all(w.lower() in _FIELDS | _MODIFIERS for w in words):
            continue  # "Principal Financial Officer", though there is a firm of that name
        if not any(_is_title(w) or w.lower() in _POSTS | _MANNERS for w in words) or gazetteer.lookup(
            tree.span_text(a, b)
        ):
            out.append((a, b, label))
            continue
        out += _parted(tree, a, b, label, gazetteer)
    return out


def surname_like_title(tree: Tree, a: int, b: int) -> int:
    """The title that is a surname behind "Mr." ("Mr. King said", but "Mr. President", "Mr. Justice Voss"), or -1."""
    t = b - 1
    before = tree.words[t - 1] if t else ""
    alone = t == a or (t == a + 1 and tree.words[a] in _MISTERS)
    named = alone and before in _MISTERS and _is_title(tree.words[t]) and tree.words[t] not in _ADDRESSES
    return t if named and not (b < len(tree.words) and tree.tags[b] in PROPER) else -1


def _parted(tree: Tree, a: int, b: int, label: str, gazetteer: Gazetteer) -> list[_Span]:
    begins = _person_begins(tree, a, b, label)
    if begins > a:
        person = (begins, b, "Person")
        before = _without_last_titles(tree, a, begins, gazetteer)
        return [(a, before, ""), person] if before > a else [person]
    if label == "Person" and tree.words[a] in GIVEN_NAMES:
        return [(a, b, label)]  # "Stephen King"
    end = b
    if _holds_field(tree, a, b) or _is_post_of_one(tree, a, b):
        return []
    if _ends_as_title(tree, a, b):
        end = _without_last_titles(tree, a, b, gazetteer)
    elif b < len(tree.words) and _is_title(tree.words[b]):
        while end > a and tree.words[end - 1].lower() in _MANNERS:
            end -= 1
    return [(a, end, "" if label == "Person" and end < b else label)] if end > a else []


def _holds_field(tree: Tree, a: int, b: int) -> bool:
    """Whether a span is a post with what it is for: "Assistant Secretary of State", "Minister for Trade"."""
    at = next((t for t in range(a + 1, b - 1) if tree.words[t] in ("of", "for")), a)
    return (
        at > a
        and tree.words[at - 1].lower() in _TITLES
        and all(w.lower() in _TITLES | _MODIFIERS for w in tree.words[a:at])
        and all(w.lower() in _COMMON or w in _JOINERS for w in tree.words[at + 1 : b])
    )


def _is_post_of_one(tree: Tree, a: int, b: int) -> bool:
    """Whether a span is what one person is, behind "a": "a Consulting Scholar", "a Senior Fellow"."""
    last = tree.words[b - 1].lower()
    while a > 0 and tree.words[a - 1].lower() in _MODIFIERS:
        a -= 1
    return last in _POSTS_ALONE and last not in _WEAK and tree.words[a - 1 : a] in (["a"], ["an"])


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
        if words[t].lower() in _RANKS and b - name < 2:
            return a
        titled = all(_is_title(w) or w.lower() in _MODIFIERS | _POSTS for w in words[a:t])
        person = label == "Person" or words[name] in GIVEN_NAMES
        # A title in the midst of a name is one only where a full name follows: "Mary King Voss" bears it.
        full = b - name > 1 and words[a] not in GIVEN_NAMES
        return name if person and (titled or full) else a
    return a


def _is_title(word: str) -> bool:
    return word[:1].isupper() and (word in _HONORIFICS or word.lower().rsplit("-", 1)[-1] in _TITLES)


def _fields(tree: Tree) -> list[tuple[int, int]]:
    """The tokens behind "for" or "of" that say what a post is for: "Trade and Industry" in "minister for ...".

    They end where the name of who has the post begins, if it follows at once (``titles_with_portfolios``).
    """
    out = []
    for prep, word in enumerate(tree.words):
        if word not in ("for", "of") or tree.deps[prep] != "prep" or _post(tree, tree.heads[prep]) not in _TITLES:
            continue
        title, under = tree.heads[prep], tree.subtree(prep)
        followed = tree.deps[title] == "nmod" and tree.heads[title] > under[-1]
        if followed or _post(tree, title) in _MINISTERS:
            out.append((prep + 1, under[-1] + 1))
    return out


def _post(tree: Tree, t: int) -> str:
    """A post without what stands before a hyphen: "minister" for "ex-minister"."""
    return tree.lemmas[t].rsplit("-", 1)[-1]


def _cut(tree: Tree, spans: list[_Span], fields: list[tuple[int, int]]) -> list[_Span]:
    """The spans, cut where one of the ``fields`` ends in them; what follows is who has the post."""
    out: list[_Span] = []
    for a, b, label in spans:
        ends = sorted({end for _, end in fields if a < end < b})
        for x, y in itertools.pairwise([a, *ends, b]):
            first = x
            while ends and first < y and tree.words[first] in _JOINERS:
                first += 1
            if first < y:
                out.append((first, y, label if not ends else "Person" if y == b else ""))
    return out


def _is_field(tree: Tree, a: int, b: int, fields: list[tuple[int, int]], gazetteer: Gazetteer) -> bool:
    """Whether a span is only what a post is for: "Regional Sales" before "Director", "Compliance" behind "Head of"."""
    words = tree.words
    if words[a] in _LONE and b - a == 1:
        return False  # "Treasury Secretary"
    if any(x <= a and b <= y for x, y in fields) and _plain(words[a:b], gazetteer):
        return True
    if all(w.lower() in _MODIFIERS for w in words[a:b]) and words[b - 1].lower() != "group":
        return True
    if _is_department(tree, a, b):
        return True
    held = words[a - 2].lower() if a > 1 and words[a - 1] in ("of", "for") else ""
    if held in _POSTS_ALONE and all(w.lower() in _FIELDS or w in _JOINERS for w in words[a:b]):
        return True
    behind = b - a < 3 and b < len(words) and _is_title(words[b]) and tree.sentence_of[b] == tree.sentence_of[a]
    return behind and _plain(words[a:b], gazetteer)


def _is_department(tree: Tree, a: int, b: int) -> bool:
    """Whether a span is what somebody is head of at a firm that is named behind it: "Head of Market Conduct at X"."""
    words = tree.words
    post = a > 1 and b - a > 1 and words[a - 1] in ("of", "for") and words[a - 2].lower() in _LEADING
    firm = words[b : b + 1] == ["at"] and tree.tags[b + 1 : b + 2] in (["NNP"], ["NNPS"])
    return post and firm and part_class(tree.span_text(a, b)) is None


def _plain(words: list[str], gazetteer: Gazetteer) -> bool:
    """Whether all words are nouns that anybody uses, or have no capital, and not only a nationality or a firm's."""
    if part_class(words[-1]) is not None and words[-1].lower() not in _COMMON:
        return False  # "President of Farmers Bank"
    nouns = [w for w in words if gazetteer.adjective(w) is None]
    return bool(nouns) and all(common_word(w) or w.lower() in _COMMON or w in _JOINERS for w in nouns)


def _ends_as_title(tree: Tree, a: int, b: int) -> bool:
    """Whether a span is a title or ends with one: "Chief Claims Officer", "President & CEO", "Non-Executive"."""
    last = tree.words[b - 1].lower().rsplit("-", 1)[-1]
    if last in _TITLES and last not in _WEAK:
        return True
    words = [w.lower() for w in tree.words[a:b]]
    if all(w in _RANKS for w in words) and (b - a > 1 or tree.words[b : b + 1] in (["of"], ["and"])):
        return True  # "the Duke of Tarn"; alone it may be a band's name
    if words in _LONE_POSTS:
        return True
    if b - a > 1 and last in _POSTS and all(w in _MODIFIERS | _POSTS | _FIELDS for w in words):
        return True  # "Assistant Controller"
    return last != "group" and all(w in _MODIFIERS | _TITLES | _FIELDS for w in words) and not _TITLES.isdisjoint(words)


def _without_last_titles(tree: Tree, a: int, b: int, gazetteer: Gazetteer) -> int:
    """Where a firm's name before a title ends: "Corvex" of "Corvex Executive Chairman"; ``a`` where there is none."""
    while b > a and (_is_title(tree.words[b - 1]) or tree.words[b - 1].lower() in _MODIFIERS | _POSTS):
        if tree.words[b - 1] in _ENDINGS and b - a > 1 and not _is_title(tree.words[b - 1]):
            break  # "Corvex Group Chief Executive"
        b -= 1
    if b == a or gazetteer.lookup(tree.span_text(a, b)):
        return b
    return a if _plain(tree.words[a:b], gazetteer) else b
