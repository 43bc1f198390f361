"""Surnames alone: a lone word that the text treats as a person is one, whatever the list of known names says of it.

"Ida Wise runs X. Wise sold it": who was named in full is meant, not the firm of that name, unless the word stands
where only a firm or place can ("shares in Wise", "a branch in Jordan"). Where the text speaks of both, a mention that
could be either is nobody's: a wrong link is worse than none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsweave.extract.clauses.subjects import SUBJECTS
from newsweave.extract.entities.cluster import Passage
from newsweave.extract.entities.names import Name
from newsweave.extract.entities.titles import GIVEN_NAMES
from newsweave.extract.model import Proposition
from newsweave.extract.parsing.phrases import PROPER
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.classes import BROAD, CLASS_NOUNS, part_class
from newsweave.ontology.lists import word_list

__all__ = ["settle_surnames"]

_PRONOUNS = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
_QUOTES = frozenset('"“”«»')
_PERSON_WORDS = word_list("person_words")
_HUMANS = word_list("posts") | _PERSON_WORDS | word_list("feminine_words") | word_list("masculine_words")
_EXPLAINING = frozenset({"apposition", "compound", "copula"})
_POSTS = word_list("posts")
_FIRMS_ALONE = word_list("only_firms_have")
# Who is it of, or at, has it from a firm; a spokesman and an adviser a person can have, too.
_AT_FIRMS = (
    word_list("founders")
    | word_list("firms_own")
    | word_list("head_posts")
    | frozenset({"director", "employee", "executive"})
) - (word_list("persons_have") | frozenset({"spokesman", "spokeswoman"}))
_SOMEBODYS = word_list("persons_have")
_TAKEN = frozenset({"acquire", "take over", "delist", "found", "headquarter", "domicile", "rebrand", "incorporate"})
_KIN = word_list("feminine_words") | word_list("masculine_words")
_ONLY_PERSONS = frozenset({"divorce", "graduate", "grow up", "laugh", "marry", "quip", "shrug", "sigh", "smile"})
_ENDINGS = word_list("name_endings")
_NEAR = 3
"""How many tokens into a sentence a pronoun may stand that means somebody named behind it."""
_IN = frozenset("across around at from in inside into near outside throughout to within".split())
_AT = frozenset({"at", "for", "from", "in", "of", "to", "with"})
_HIRING = word_list("hiring_verbs")
_WORKING = frozenset(
    "join leave quit run head lead found co-found cofound establish start own work chair manage".split()
)


@dataclass(slots=True)
class _Person:
    """Who was first named at ``at`` (passage, token), in full or with a title."""

    at: tuple[int, int]


def settle_surnames(passages: Sequence[Passage]) -> None:
    """Decide for every lone name that is a surname or is treated as one; changes ``Passage.names``."""
    _mark_lone_persons(passages)
    persons = _persons(passages)
    if not persons:
        return
    for word, mentions in _lone_mentions(passages, persons).items():
        _settle(passages, mentions, persons[word])


def _persons(passages: Sequence[Passage]) -> dict[str, _Person]:
    """The surnames of those whom the text names in full or with a title, with where it first does."""
    out: dict[str, _Person] = {}
    for index, p in enumerate(passages):
        if p.kind != "paragraph":
            continue
        posts = _with_posts(p)
        for n in p.names:
            last = n.text.rsplit(" ", 1)[-1]
            full = " " in n.text and not n.known and not n.demonym and _named_in_full(n, posts)
            if (full or (" " not in n.text and n.person)) and last[:1].isupper():
                out.setdefault(last, _Person((index, n.start)))
    return out


def _named_in_full(n: Name, posts: set[int]) -> bool:
    words = n.text.split()
    if len(words) > 4 or words[-1] in _ENDINGS or part_class(n.text) is not None:
        return False
    return n.label == "Person" or n.person or words[0] in GIVEN_NAMES or n.end - 1 in posts


def _with_posts(p: Passage) -> set[int]:
    """The heads of what has a post ("X, chief executive of Y") or does what only persons do ("X married")."""
    return {
        a.head
        for prop in p.propositions
        if (prop.kind in _EXPLAINING and prop.predicate.rsplit(" ", 1)[-1] in _PERSON_WORDS)
        or (prop.kind == "verb" and prop.predicate in _ONLY_PERSONS)
        for a in prop.roles("subject")
    }


def _lone_mentions(passages: Sequence[Passage], persons: dict[str, _Person]) -> dict[str, list[Name]]:
    out: dict[str, list[Name]] = defaultdict(list)
    for p in passages:
        for n in p.names:
            if n.text in persons and not n.demonym:
                out[n.text].append(n)
    return out


def _settle(passages: Sequence[Passage], mentions: Sequence[Name], person: _Person) -> None:
    """Say for each mention of a surname whether it is the person, something of the same name or open."""
    uses = {id(n): _use(passages[n.passage], n) for n in mentions}
    known = {k.id for n in mentions for k in n.known}
    long = bool(known) and any(
        k.id in known and n.text != mentions[0].text and " " in n.text
        for p in passages
        for n in p.names
        for k in n.known
    )
    first = any((n.passage, n.start) < person.at and uses[id(n)] != "person" for n in mentions)
    both = long or first or any(u == "other" for u in uses.values())
    for n in mentions:
        use = uses[id(n)]
        if use == "other":
            n.apart = True
        elif use == "person" or not (both or _beside_full(passages[n.passage], n)) or (not n.known and not n.heading):
            n.known, n.label, n.type, n.person = (), "Person", "", True
        elif not n.heading and (not first or _beside_full(passages[n.passage], n)):
            names = passages[n.passage].names
            names.remove(n)


def _beside_full(p: Passage, n: Name) -> bool:
    """Whether the same sentence names a person of that surname in full before, who would be "he" or "she" now."""
    number = p.tree.sentence_of[n.start]
    return any(
        o.start < n.start and p.tree.sentence_of[o.start] == number and o.text.endswith(f" {n.text}") for o in p.names
    )


def _use(p: Passage, n: Name) -> str:
    """How a mention is used: "person", "other" (as a firm's or place's name) or "" where it can be either."""
    tree, t = p.tree, n.end - 1
    if n.person or _has_pronoun(tree, t):
        return "person"
    head, dep = tree.heads[t], tree.deps[t]
    place = any(BROAD.get(k.type) == "Place" for k in n.known)
    if dep in ("amod", "compound", "nmod") and head > t:
        # "the Wise administration", "a Wise speech" are somebody's; only what firms have is a firm's for sure.
        return "other" if tree.lemmas[head] in _FIRMS_ALONE or (n.known and not _of_somebody(tree, head)) else ""
    if dep == "poss":
        owned = tree.lemmas[head] in (_FIRMS_ALONE if n.known else _FIRMS_ALONE - _POSTS)
        return "other" if owned or place else ""
    if dep == "pobj":
        over = tree.heads[head]
        if place and tree.lemmas[head] in _IN and tree.lemmas[over] != "accord":
            return "other"
        posted = tree.lemmas[over] in _AT_FIRMS
        posted = (
            posted or tree.lemmas[over] in _WORKING or (tree.lemmas[head] == "from" and tree.lemmas[over] in _HIRING)
        )
        return "other" if tree.lemmas[head] in _AT and posted else ""
    if dep == "dobj":
        return "other" if tree.lemmas[head] in _WORKING | _TAKEN else ""
    if dep == "nsubjpass":
        return "other" if tree.lemmas[head] in _TAKEN else ""
    if dep in SUBJECTS and tree.lemmas[head] in _PERSON_WORDS:
        return "person"
    return "other" if _called_firm(p, t) else ""


def _of_somebody(tree: Tree, noun: int) -> bool:
    """Whether what a lone name stands before is a person's rather than a firm's: "administration", "family"."""
    return tree.lemmas[noun] in _SOMEBODYS or tree.tags[noun] in PROPER


def _called_firm(p: Passage, t: int) -> bool:
    """ "Wise, a payments firm": what it is called, no person is."""
    nouns = {prop.predicate.rsplit(" ", 1)[-1] for prop in _about(p, t) if prop.kind in ("apposition", "copula")}
    return not nouns.isdisjoint(CLASS_NOUNS) and nouns.isdisjoint(word_list("roles_of_anybody"))


def _about(p: Passage, t: int) -> Iterator[Proposition]:
    return (prop for prop in p.propositions if any(a.head == t for a in prop.roles("subject")))


def _mark_lone_persons(passages: Sequence[Passage]) -> None:
    """Mark as persons the lone names that only a person's pronoun or post can mean, where nobody else is at hand."""
    somebody = False
    for p in passages:
        if p.kind != "paragraph":
            continue
        posts: set[int] | None = None
        for n in p.names:
            if _may_be_surname(n):
                posts = _with_posts(p) if posts is None else posts
                if _is_lone_person(p, n, posts, somebody):
                    n.known, n.person = (), True
            somebody = somebody or n.label == "Person" or n.person


def _may_be_surname(n: Name) -> bool:
    lone = " " not in n.text and n.text[:1].isupper() and not n.text.isupper()
    return lone and not n.person and not n.demonym and not n.type


def _is_lone_person(p: Passage, n: Name, posts: set[int], somebody: bool) -> bool:
    """Whether a lone name is a person's; ``somebody``: another person was named before, whom a pronoun can mean."""
    if _has_kin(p.tree, n) or (n.end - 1 in posts and (not n.known or _post_beside(p.tree, n))):
        return True
    return not somebody and (not n.known or _joined_kin(p.tree, n)) and _meant_by_pronoun(p, n)


def _post_beside(tree: Tree, n: Name) -> bool:
    """Whether a post stands right before a name: "chief executive Wise"."""
    return n.start > 0 and tree.lemmas[n.start - 1] in _PERSON_WORDS


def _has_kin(tree: Tree, n: Name) -> bool:
    """Whether somebody is a relative of who is named: "Voss's wife"."""
    return tree.deps[n.end - 1] == "poss" and tree.lemmas[tree.heads[n.end - 1]] in _KIN


def _has_pronoun(tree: Tree, t: int) -> bool:
    """Whether "he" or "she" in the same sentence means its subject ``t``: "Wise said that nobody had asked her"."""
    if tree.deps[t] not in SUBJECTS:
        return False
    end = tree.sentences[tree.sentence_of[t]][1]
    return any(tree.words[k].lower() in _PRONOUNS and _only_human(tree, t, k) for k in range(t + 1, end))


def _joined_kin(tree: Tree, n: Name) -> bool:
    """Whether a name is joined to somebody of its own: "Voss and her brother"."""
    return any(
        tree.deps[k] == "conj" and any(tree.words[x].lower() in _PRONOUNS for x in tree.all_kids(k, "poss"))
        for k in tree.kids[n.end - 1]
    )


def _meant_by_pronoun(p: Passage, n: Name) -> bool:
    """Whether a person's pronoun behind a subject can mean nobody else near."""
    tree, t = p.tree, n.end - 1
    if _joined_kin(tree, n):
        return True
    start = tree.sentences[max(tree.sentence_of[t] - 2, 0)][0]
    if any(tree.lemmas[k] in _HUMANS for k in range(start, t)):
        return False
    if _after_pronoun(tree, t):
        return True
    if any(tree.words[k].lower() in _PRONOUNS for k in range(start, t)):
        return False
    others = [o for o in p.names if o is not n and o.start < n.start and not o.known and o.label in ("", "Person")]
    return not others and _has_pronoun(tree, t)


def _after_pronoun(tree: Tree, t: int) -> bool:
    """Whether a clause before the one that a name is the subject of has a person's pronoun: "When he left, Voss"."""
    verb = tree.heads[t]
    first = tree.sentences[tree.sentence_of[t]][0]
    return tree.deps[t] in SUBJECTS and any(
        tree.words[x].lower() in _PRONOUNS and tree.deps[x] in SUBJECTS and x - first < _NEAR
        for k in tree.all_kids(verb, "advcl")
        if k < t
        for x in tree.kids[k]
    )


def _only_human(tree: Tree, t: int, pronoun: int) -> bool:
    """Whether nobody else stands between a name and a pronoun, nor a quotation begins there."""
    people = {x for a, b, label in tree.ents if label == "PERSON" for x in range(a, b)}
    return not any(
        (tree.lemmas[k] in _HUMANS and tree.tags[k] in ("NN", "NNP"))
        or k in people
        or tree.words[k] in _QUOTES
        or tree.words[k].lower() == "its"
        for k in range(t + 1, pronoun)
    )
