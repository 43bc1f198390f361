"""Clauses that leave out their verb, told from coordinated names by their shape: "bought A in 2019 and B in 2021".

The parser hangs what stands behind the "and" on any noun or preposition before it. Here both sides are cut into flat
chunks (a noun phrase, or a preposition with one), and where those behind match those before, preposition by preposition
and time by time, the second clause hangs on the verb as ``gapped``. ``clauses/gapping`` reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsweave.extract.parsing.phrases import PROPER, VERB_TAGS
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.classes import noun_class, part_class
from newsweave.ontology.lists import word_list

__all__ = ["Chunk", "gapped_clauses", "matched"]

_SEPARATORS = frozenset({"and", "but", ","})
_NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "CD"})
_INSIDE = _NOMINAL | {"DT", "PRP$", "JJ", "POS", "HYPH", "$", "JJR", "JJS"}
_LISTING = frozenset({"be", "comprise", "include", "involve"})
"""Verbs whose objects are a list, each with its own phrases."""
_OPENING = frozenset({"NNP", "NNPS", "CD", "$", "IN", "TO", "DT"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_ADVERBS = frozenset({"RB", "RP"})
_TIMES = word_list("time_words")
_LONGEST_ASIDE = 9
_POSTS = word_list("posts")
_GENERIC = word_list("generic_name_words")
_ENDINGS = word_list("name_endings") | word_list("legal_forms")
_GIVEN = word_list("feminine_names") | word_list("masculine_names")
_PERSON = ("", "person")
"""The kind of a person's name before another name."""
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d")
_AMOUNTS = frozenset({"%", "percent", "million", "billion", "trillion"})


class Chunk(NamedTuple):
    """A noun phrase, with the preposition before it if there is one."""

    prep: int
    """Index of the preposition, or -1."""
    first: int
    """Index of the first token of the noun phrase."""
    head: int
    end: int
    """Index behind its last token."""
    kind: tuple[str, str]
    """Lemma of the preposition, and ``time``, ``post`` or neither."""
    proper: bool
    """Whether its head is a name."""


def gapped_clauses(tree: Tree) -> None:
    """Hang the chunks of each clause without a verb on the verb that it shares."""
    for t, lemma in enumerate(tree.lemmas):
        if lemma not in _SEPARATORS or t < 3 or tree.words[t - 1] == ",":
            continue
        start = t + 2 if lemma == "," and t + 1 < len(tree.words) and tree.words[t + 1] == "and" else t + 1
        if start >= len(tree.words) or tree.tags[start] not in _OPENING:
            continue
        verb = _verb_before(tree, t)
        if verb is None:
            continue
        pairs = matched(tree, verb, start)
        if pairs:
            _hang(tree, verb, pairs, start)


def matched(tree: Tree, verb: int, start: int) -> list[tuple[Chunk | None, Chunk]]:
    """What stands behind a verb with what takes its place in the clause that begins at ``start``; else empty.

    None for a chunk that takes the subject's place.
    """
    after = list(_chunks(tree, start))
    if len(after) < 2 or not _may_open(tree, after[0]):
        return []
    end = after[-1].end
    if end < len(tree.words) and tree.tags[end] in _FINITE | {"IN", "TO", "POS", "VBG", "VBN", "WDT", "WP"}:
        return []
    before = list(_chunks(tree, verb + 1))
    if not before or before[-1].end > start - 1:
        return []
    if tree.words[before[-1].end].lower() not in _SEPARATORS:
        return []
    if after[0].kind == _PERSON:
        return _other_person(tree, verb, before, after)
    if tree.tags[after[1].first] == "PRP$" and after[1].kind[0] == "with":
        return []  # "competes with A and B with its C"
    return _aligned(before, after, _is_passive(tree, verb))


def _verb_before(tree: Tree, t: int) -> int | None:
    start = tree.sentences[tree.sentence_of[t]][0]
    for v in range(t - 2, start, -1):
        if tree.tags[v] in VERB_TAGS and tree.tags[v] != "MD":
            return None if tree.deps[v] in ("aux", "auxpass", "amod", "compound") or tree.lemmas[v] in _LISTING else v
    return None


def _is_passive(tree: Tree, verb: int) -> bool:
    """Whether another subject may follow: "A was bought by B and C by D", "A became chairman and B chief executive"."""
    return tree.kid(verb, "nsubjpass", "auxpass") is not None or tree.lemmas[verb] == "become"


def _may_open(tree: Tree, chunk: Chunk) -> bool:
    """Whether a clause without a verb can begin with a chunk: a name, a figure, or a name behind a preposition."""
    return chunk.proper or (tree.tags[chunk.head] == "CD" or tree.lemmas[chunk.head] in _AMOUNTS)


def _aligned(before: list[Chunk], after: list[Chunk], passive: bool) -> list[tuple[Chunk | None, Chunk]]:
    """Each chunk behind with the one before whose place it takes, in order; empty where one of them finds none."""
    first, rest = after[0], after[1:]
    same = [i for i, b in enumerate(before) if b.kind == first.kind]
    # "to A in 2019 and B in 2021" leaves out the preposition; the nearest before the time is meant
    elided = [i for i, b in enumerate(before) if b.kind[0] not in ("", "by") and not b.kind[1]]
    for i in [*same, *(reversed(elided) if first.kind == ("", "") else [])]:
        others = _in_order(before[i + 1 :], rest) if before[i].proper == first.proper else []
        if others and (i in same or others[0][0].kind[1] == "time"):
            return [(before[i], first), *others]
    role = before[0].kind
    by_others = passive and (role[0] == "by" or role[1] == "post")
    # "A teamed up with B and C with D": two names behind "with" are two pairs
    if (
        first.proper
        and not first.kind[0]
        and rest[0].kind == role
        and (by_others or (role[0] == "with" and rest[0].proper))
    ):
        others = _in_order(before, rest)
        return [(None, first), *others] if others else []
    return []


def _other_person(tree: Tree, verb: int, before: list[Chunk], after: list[Chunk]) -> list[tuple[Chunk | None, Chunk]]:
    """The second clause of "A leads X and B Y", where B is a person and X no person."""
    subject = tree.kid(verb, "nsubj")
    if subject is None or before[0].kind == _PERSON or not _is_person(tree, subject):
        return []  # "X bought Y and Charles Voss Investments": a firm named for a person
    others = _in_order(before, after[1:])
    return [(None, after[0]), *others] if others else []


def _is_person(tree: Tree, name: int) -> bool:
    given = tree.tags[name] in PROPER and tree.words[tree.left(name)] in _GIVEN
    return given or any(a <= name < b and label == "PERSON" for a, b, label in tree.ents)


def _in_order(before: list[Chunk], after: list[Chunk]) -> list[tuple[Chunk, Chunk]]:
    """Pairs of chunks of the same kind, all of ``after`` in the order of ``before``; empty if any is left over."""
    out: list[tuple[Chunk, Chunk]] = []
    at = 0
    for a in after:
        while at < len(before) and not (before[at].kind == a.kind and (a.kind[1] or before[at].proper == a.proper)):
            at += 1
        if at == len(before):
            return []
        out.append((before[at], a))
        at += 1
    return out


def _chunks(tree: Tree, start: int) -> Iterator[Chunk]:
    """The chunks from a token on, as far as nothing else stands between them."""
    t, end = start, tree.sentences[tree.sentence_of[start]][1] if start < len(tree.words) else start
    while t < end:
        if tree.words[t] == "," and t > start:
            t = _behind_aside(tree, t, end)
            continue
        if tree.tags[t] in _ADVERBS and t + 1 < end and tree.kids[t] == []:
            t += 1
            continue
        prep = t if tree.tags[t] in ("IN", "TO") else -1
        first = t + 1 if prep >= 0 else t
        last = _noun_phrase(tree, first, end)
        if last <= first:
            return
        post = _post_in(tree, first, last)
        person = _person_in(tree, first, last) if post == first and prep < 0 else first
        middle = max(post, person)
        for a, b in ((first, middle), (middle, last)) if middle > first else ((first, last),):
            head = _head(tree, a, b)
            if head < 0:
                return
            time = "time" if _is_time(tree, head) else "post" if _is_post(tree, a, head) else ""
            time = "person" if b == person > first else time
            proper = time in ("", "person") and (tree.tags[head] in PROPER or tree.tags[head] not in _NOMINAL)
            yield Chunk(prep, a, head, b, ("" if prep < 0 else tree.lemmas[prep], time), proper)
            prep = -1
        t = last


def _behind_aside(tree: Tree, comma: int, end: int) -> int:
    """Where what is said goes on behind "a former banker," or "based in Oslo,"; ``end`` where nothing is put in."""
    for t in range(comma + 1, min(comma + _LONGEST_ASIDE, end - 1)):
        if tree.words[t] == ",":
            return t + 1 if t > comma + 1 and tree.tags[t + 1] in ("IN", "TO") else end
        if tree.tags[t] not in _INSIDE | {"IN", "VBN"}:
            break
    return end


def _noun_phrase(tree: Tree, first: int, end: int) -> int:
    """Where the noun phrase that begins at a token ends; an "of" phrase belongs to it."""
    t = first
    while t < end:
        name = t > first and tree.words[t][:1].isupper() and tree.tags[t - 1] in PROPER and tree.words[t].isalpha()
        name = name and tree.tags[t] != "CC"
        if tree.tags[t] in _INSIDE or name:
            begins = tree.tags[t] in ("DT", "PRP$") or tree.lemmas[t] in ("last", "next")
            if tree.tags[t] == "$" and t > first and tree.tags[t - 1] in PROPER:
                break
            if t > first and begins and tree.tags[t - 1] in _NOMINAL:
                break
            t += 1
        elif tree.lemmas[t] == "of" and first < t < end - 1 and tree.tags[t + 1] in _INSIDE:
            t += 2
        elif tree.lemmas[t] == "&" and t > first:
            t += 1
        else:
            break
    return t


def _post_in(tree: Tree, first: int, end: int) -> int:
    """Where the post behind a name begins: "chief" in "Maria Hansen chief executive"; ``first`` if there is none."""
    stop = next((t for t in range(first, end) if tree.lemmas[t] == "of"), end)
    if tree.tags[first] not in PROPER or tree.lemmas[stop - 1] not in _POSTS or not tree.words[stop - 1].islower():
        return first
    t = stop - 1
    while t > first and tree.words[t - 1].islower() and tree.tags[t - 1] in _INSIDE - {"POS"}:
        t -= 1
    return t if tree.tags[t - 1] in PROPER or tree.words[t - 1][:1].isupper() else first


def _person_in(tree: Tree, first: int, end: int) -> int:
    """Where a name begins right behind a person's: "Kestrin" in "Maria Hansen Kestrin Bank"; else ``first``."""
    if end - first < 3 or any(tree.tags[t] not in PROPER for t in range(first, end)):
        return first
    last = tree.words[end - 1]
    if tree.words[min(first + 2, end - 1)] in _GENERIC:
        return first  # "the Charles Voss Investment Group"
    if end - first == 3 and (part_class(last) is not None or noun_class(last.lower()) or last in _ENDINGS):
        return first  # "the Maria Hansen Foundation"
    known = tree.words[first] in _GIVEN and tree.words[first + 1] not in _GIVEN
    for a, b, label in tree.ents:
        if a == first and first + 1 < b < end and label == "PERSON":
            return b
    return first + 2 if known and part_class(tree.words[first + 1]) is None else first


def _head(tree: Tree, first: int, end: int) -> int:
    """The last noun before an "of", a year before a month's name where it stands last."""
    stop = next((t for t in range(first, end) if tree.lemmas[t] == "of"), end)
    return next((t for t in range(stop - 1, first - 1, -1) if tree.tags[t] in _NOMINAL or tree.words[t].istitle()), -1)


def _is_time(tree: Tree, head: int) -> bool:
    return tree.lemmas[head] in _TIMES or (tree.tags[head] == "CD" and _YEAR.fullmatch(tree.words[head]) is not None)


def _is_post(tree: Tree, first: int, head: int) -> bool:
    return tree.lemmas[head] in _POSTS and tree.words[head].islower() and tree.tags[first] not in PROPER


def _hang(tree: Tree, verb: int, pairs: list[tuple[Chunk | None, Chunk]], start: int) -> None:
    """The second clause on the verb, its chunks on its first; the names and posts of the first clause on the verb."""
    opening, end = pairs[0][1], pairs[-1][1].end
    if opening.kind == _PERSON:
        _part_names(tree, opening, pairs[1][1].end)
    if any(start <= h < end for h in tree.ancestors(verb)):
        return
    top = opening.prep if opening.prep >= 0 else opening.head
    _place(tree, opening, verb, "gapped")
    for _, a in pairs[1:]:
        _place(tree, a, top, "remnant")
    for _, a in pairs:
        for t in range(a.first, a.end):
            if tree.tags[t] in VERB_TAGS:
                tree.tags[t] = "NNP"  # the name "Relling"
            if t != a.head and not a.first <= tree.heads[t] < a.end:
                tree.attach(t, a.head, "compound")
    for t in range(start - 2, start):
        if tree.lemmas[t] in _SEPARATORS and tree.heads[t] != verb:
            tree.attach(t, verb, "punct" if tree.words[t] == "," else "cc")
    for k in range(start, end):  # what hung on the second clause from outside goes with the verb
        for x in [x for x in tree.kids[k] if not start <= x < end]:
            tree.attach(x, verb, tree.deps[x] if tree.deps[x] in ("punct", "cc", "prep") else "dep")
    named = [b for b, _ in pairs if b is not None]
    for b in named:
        if b.kind[1] == "time" and b.prep >= 0 and tree.heads[b.prep] != verb:
            tree.attach(b.prep, verb, "prep")  # "for $5 million in 2019 and B for ..."
        if b.kind == ("", "post"):
            _place(tree, b, verb, "attr" if tree.lemmas[verb] == "become" else "oprd")
    if len(named) > 1 and named[1].kind == ("", "post"):
        _place(tree, named[0], verb, "dobj")


def _part_names(tree: Tree, person: Chunk, end: int) -> None:
    """Make two names of what the model may have taken for one, "Maria Hansen Kestrin Bank"."""
    behind = [(a, b, label) for a, b, label in tree.ents if a >= person.end or b <= person.first]
    if not any(a == person.end for a, _, _ in behind):
        behind.append((person.end, end, "ORG"))
    tree.ents[:] = sorted([*behind, (person.first, person.end, "PERSON")])


def _place(tree: Tree, chunk: Chunk, head: int, dep: str) -> None:
    """Hang a chunk on a token, its noun below its preposition."""
    if head in (chunk.head, *([] if chunk.prep < 0 else [chunk.prep])):
        return
    if chunk.prep >= 0:
        tree.attach(chunk.prep, head, dep)
        tree.attach(chunk.head, chunk.prep, "pobj")
    else:
        tree.attach(chunk.head, head, dep)
