"""Repairs of posts with a phrase of their own before a name: what of it is the post's, and whom the name explains."""

from __future__ import annotations

from newsweave.extract.parsing.phrases import PROPER
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.classes import part_class
from newsweave.ontology.lists import word_list

__all__ = ["heads_of_units", "titles_with_portfolios", "unit_modifiers"]

_TITLES = word_list("title_words")
_POSTS = word_list("posts") | _TITLES
_HONORIFICS = word_list("honorifics")
_GIVEN = word_list("feminine_names") | word_list("masculine_names")
_MINISTERS = frozenset({"minister", "secretary"})
_PORTFOLIOS = word_list("portfolios") | word_list("post_fields")
_PARTS = word_list("organisation_parts") | frozenset({"division", "subsidiary"})
_PREDICATIVE = frozenset({"appos", "attr", "oprd", "conj"})
_ROLES = word_list("roles_of_anybody")
_ENDINGS = word_list("name_endings")
_INSIDE = frozenset({"and", "&", "of", "the", ","})
_OF = frozenset({"at", "for", "of"})
_OUTER = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "attr", "conj", "appos"})


def titles_with_portfolios(tree: Tree) -> None:
    """ "Minister for Trade and Industry Mara Voss said": the portfolio belongs to the post, the name is who speaks.

    The person's name begins behind an honorific, at a given name that is known, where the model says so, or two words
    before the end where neither is one of a portfolio's.
    """
    for prep, word in enumerate(tree.words):
        if word not in ("for", "of") or prep == 0 or tree.deps[prep] != "prep":
            continue
        title = prep - 1
        if word == "for" and [w.lower() for w in tree.words[max(title - 2, 0) : prep]] == ["secretary", "of", "state"]:
            title -= 2
        same = tree.sentence_of[title] == tree.sentence_of[prep]
        if not same or tree.lemmas[title].rsplit("-", 1)[-1] not in _TITLES:
            continue
        last = _last_of_run(tree, prep)
        first = _person_begins(tree, prep + 1, last)
        if first > 0:
            _rehang(tree, title, prep, first, last)


def _last_of_run(tree: Tree, prep: int) -> int:
    """The last token of the proper nouns behind a preposition, with what joins them."""
    end = tree.sentences[tree.sentence_of[prep]][1]
    t = last = prep
    while t + 1 < end and (tree.tags[t + 1] in PROPER or tree.words[t + 1].lower() in _INSIDE):
        t += 1
        last = t if tree.tags[t] in PROPER else last
    return last


def _person_begins(tree: Tree, start: int, last: int) -> int:
    """Where in ``[start, last]`` a person's name of two words or more begins, behind a portfolio; 0 for nowhere."""
    words = tree.words
    if part_class(words[last]) is not None:
        return 0
    first = 0
    for t in range(last - 1, start, -1):
        if words[t].lower() in _INSIDE:
            break
        if words[t - 1] in _HONORIFICS or words[t] in _GIVEN:
            first = t
            break
    if not first:
        a = next((a for a, b, label in tree.ents if label == "PERSON" and b == last + 1), last)
        while a < last and (words[a] in _HONORIFICS or words[a].lower() in _INSIDE):
            a += 1
        first = a if a < last and a > start else 0
    if not first and tree.lemmas[start - 2].rsplit("-", 1)[-1] in _MINISTERS | {"state"} and last - start > 1:
        two = {words[last].lower(), words[last - 1].lower()}
        first = last - 1 if two.isdisjoint(_PORTFOLIOS | _INSIDE) else 0
    field = first
    while field > start and words[field - 1] in _HONORIFICS:
        field -= 1
    own = field > start and words[field - 1] not in ("of", "the", ",") and words[field - 1].lower() not in _TITLES
    return first if own and not any(w == "," for w in words[start:field]) else 0


def _rehang(tree: Tree, title: int, prep: int, first: int, name: int) -> None:
    """Make ``name`` the head, its title a modifier with the words up to ``first`` below it."""
    left = tree.left(title)
    outer = next((t for t in (title, name, first) if not left <= tree.heads[t] <= name and tree.deps[t] in _OUTER), -1)
    if outer < 0:
        outer = next((t for t in (title, name, first) if tree.heads[t] == t), -1)
    if outer < 0:
        return
    over, dep = tree.heads[outer], tree.deps[outer]
    if over != outer and any(left <= t <= name for t in (over, *tree.ancestors(over))):
        return  # what is above one of them is below another
    heads, deps = tree.heads[:], tree.deps[:]
    tree.attach(name, name if over == outer else over, dep)
    for t in range(first, name):
        tree.attach(t, name, "compound")
    field = prep + 1
    while tree.words[field].lower() in _INSIDE:
        field += 1
    tree.attach(field, prep, "pobj")
    for t in range(field + 1, first):
        if not field <= tree.heads[t] < first:
            joined = tree.tags[t] in PROPER and any(w in ("and", "&") for w in tree.words[field:t])
            tree.attach(t, name if tree.words[t] in _HONORIFICS else field, "conj" if joined else "dep")
    tree.attach(prep, title, "prep")
    tree.attach(title, name, "nmod")
    for k in [k for k in (*tree.kids[title], *tree.kids[field]) if k > name]:
        tree.attach(k, name, tree.deps[k])
    if not _reaches_root(tree, range(left, name + 1)):  # a parse too odd to be mended
        tree.heads[:], tree.deps[:] = heads, deps
        tree.link()


def _reaches_root(tree: Tree, tokens: range) -> bool:
    """Whether the heads above each of ``tokens`` end in a root instead of running in a circle."""
    for t in tokens:
        for _ in range(len(tree.heads)):
            if tree.heads[t] == t:
                break
            t = tree.heads[t]
        else:
            return False
    return True


def heads_of_units(tree: Tree) -> None:
    """ "The head of Corvex's Swedish arm, Mara Voss, resigned": the name is who heads the arm, not the arm's.

    A firm's name explains the arm behind a post that only persons hold ("the chief of its Swedish arm, Orva"). Where
    both can be meant ("the owner of its Swedish arm, Orva"), the name explains neither.
    """
    for name, dep in enumerate(tree.deps):
        noun = tree.heads[name]
        if dep != "appos" or tree.tags[name] not in PROPER or noun > name or tree.words[tree.left(name) - 1] != ",":
            continue
        over = _post_above(tree, noun)
        if over < 0:
            over, noun = noun, _unit_below(tree, noun, name)
        if noun < 0 or tree.deps[over] in _PREDICATIVE or tree.lemmas[tree.heads[over]] in ("as", "to"):
            continue  # who has the post is named elsewhere: "named Mara Voss chief of its Swedish arm, Orva"
        person, firm = _is_person(tree, name), _is_firm(tree, name)
        if tree.lemmas[over] in _ROLES:
            if not person:
                tree.attach(name, noun, "dep")
            elif tree.heads[name] == noun:
                tree.attach(name, over, "appos")
        elif tree.heads[name] == noun and not firm:
            tree.attach(name, over if person else noun, "appos" if person else "dep")
        elif tree.heads[name] == over and firm and not person:
            tree.attach(name, noun, "appos")


def _post_above(tree: Tree, noun: int) -> int:
    """The post that a common noun is "of": "head" for the unit of "the head of its unit"; -1 where there is none."""
    prep = tree.heads[noun]
    if tree.tags[noun] != "NN" or tree.deps[noun] != "pobj" or tree.lemmas[prep] not in _OF:
        return -1
    post = tree.heads[prep]
    return post if tree.tags[post] in ("NN", "NNP") and tree.lemmas[post] in _POSTS | _ROLES else -1


def _unit_below(tree: Tree, post: int, name: int) -> int:
    """The common noun that a post is "of", the last before a name: "unit" for "the chief of its unit, Orva"."""
    if tree.lemmas[post] not in _POSTS | _ROLES or tree.tags[post] != "NN":
        return -1
    for prep in tree.all_kids(post, "prep"):
        noun = tree.kid(prep, "pobj") if tree.lemmas[prep] in _OF else None
        if noun is not None and post < noun < name and tree.tags[noun] == "NN" and tree.left(name) - 2 == noun:
            return noun
    return -1


def _is_person(tree: Tree, name: int) -> bool:
    first = tree.left(name)
    labelled = any(a <= name < b for a, b, label in tree.ents if label == "PERSON")
    given = tree.words[first] in _GIVEN or (first < name and tree.words[first + 1] in _GIVEN)
    return (labelled or given or tree.words[first] in _HONORIFICS) and part_class(tree.words[name]) is None


def _is_firm(tree: Tree, name: int) -> bool:
    word = tree.words[name]
    return not _is_person(tree, name) and (
        part_class(word) is not None or word in _ENDINGS or (tree.tags[name] == "NNPS" and tree.left(name) < name)
    )


def unit_modifiers(tree: Tree) -> None:
    """ "Its Swedish arm head, Mara Voss": Swedish is the arm, not who heads it."""
    for i, dep in enumerate(tree.deps):
        post = tree.heads[i]
        if dep != "amod" or i + 1 >= post or tree.lemmas[post] not in _POSTS or not tree.words[i][:1].isupper():
            continue
        unit = next((k for k in tree.all_kids(post, "compound") if k > i and tree.lemmas[k] in _PARTS), None)
        if unit is not None:
            tree.attach(i, unit, "amod")
