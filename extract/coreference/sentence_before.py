"""What the sentence before leaves for "it" to mean: whom it is about, and which things it brings in."""

from __future__ import annotations

from newsweave.extract.clauses.speakers import SPEECH
from newsweave.extract.clauses.subjects import SUBJECTS
from newsweave.extract.coreference.discourse import History
from newsweave.extract.coreference.pronoun_clauses import is_person_noun, is_somebody_noun
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = [
    "THINGS_HAVE",
    "brings_object",
    "brings_somebody",
    "goes_on_about_thing",
    "is_about_thing",
    "is_new_thing",
    "is_several",
    "is_thing",
    "main_subject",
    "named_product",
    "only_where",
    "other_in_subject",
    "tells_of_others",
]

_KINDS = frozenset({"Organization", "Product"})
_RECKONING = frozenset({"argue", "calculate", "estimate", "forecast", "predict", "reckon", "suggest"})
_WHERE = frozenset({"at", "before", "in", "inside", "near", "on", "outside", "under"})
_SOURCES = word_list("source_nouns") | {"law", "bill", "rule", "agreement", "deal", "contract"}
_THINGS_DO = word_list("deeds_of_things")
THINGS_HAVE = word_list("things_have")
_DONE_TO_PRODUCTS = word_list("done_only_to_products")
_TIMES = word_list("time_words")


def is_thing(p: Passage, k: int) -> bool:
    """Whether a common noun of one thing stands where a clause has its subject or object."""
    tree = p.tree
    if tree.tags[k] != "NN" or k in p.at or tree.deps[k] not in ("dobj", "nsubj", "nsubjpass", "attr"):
        return False
    return tree.lemmas[k] not in _TIMES and not is_person_noun(tree.lemmas[k])


def goes_on_about_thing(tree: Tree, t: int, q: Passage, a: int, b: int) -> bool:
    """Whether a thing that the sentence before brings in is likelier meant: "X bought a ship. It can carry 90 cars"."""
    head = tree.heads[t]
    if tree.deps[t] == "poss":
        fits = tree.lemmas[head] in THINGS_HAVE
    else:
        fits = tree.deps[t] == "nsubjpass" or tree.lemmas[head] in _THINGS_DO
    things = [k for k in range(a, b) if is_new_thing(q, k) or (fits and _is_named_thing(q, k))]
    if tree.lemmas[head] in SPEECH:
        return any(q.tree.lemmas[k] in _SOURCES for k in things)
    return fits and bool(things)


def _is_named_thing(q: Passage, k: int) -> bool:
    """Whether a token is a product by name that a clause brings in: "X will launch Y. It comes to Ghana in June"."""
    tree = q.tree
    head = tree.heads[k] if tree.deps[k] == "compound" and tree.tags[tree.heads[k]] == "NN" else k
    return tree.deps[head] == "dobj" and k in q.at and q.at[k].broad == "Product" and q.at[k].type != "Currency"


def named_product(tree: Tree, t: int, q: Passage, a: int, b: int) -> Cluster | None:
    """The one product that the sentence before brings in, where "it" is what is done to products: "It is used by Z"."""
    if tree.deps[t] != "nsubjpass" or tree.lemmas[tree.heads[t]] not in _DONE_TO_PRODUCTS:
        return None
    named = {id(q.at[k]): q.at[k] for k in range(a, b) if _is_named_thing(q, k)}
    return next(iter(named.values())) if len(named) == 1 else None


def brings_somebody(q: Passage, a: int, b: int) -> bool:
    """Whether a sentence ends with somebody without a name: "X lost to a Dutch rival. Its founder" may be either's."""
    tree = q.tree
    return any(
        tree.tags[k] == "NN"
        and k not in q.at
        and tree.deps[k] in ("dobj", "pobj")
        and is_somebody_noun(tree, k)
        and (article := tree.kid(k, "det")) is not None
        and tree.lemmas[article] in ("a", "an", "another")
        for k in range(a, b)
    )


def is_new_thing(q: Passage, k: int) -> bool:
    """Whether a token is a thing that a main clause brings in: "X bought a ship"."""
    tree = q.tree
    if tree.tags[k] != "NN" or k in q.at or tree.deps[k] not in ("dobj", "attr", "nsubjpass"):
        return False
    lemma = tree.lemmas[k]
    article = tree.kid(k, "det")
    verb = tree.heads[k]
    return (
        article is not None
        and tree.lemmas[article] in ("a", "an", "another")
        and tree.lemmas[verb] != "have"
        and tree.deps[verb] not in ("relcl", "acl", "advcl")
        and lemma not in _TIMES
        and not is_person_noun(lemma)
        and not (tree.deps[k] == "attr" and is_somebody_noun(tree, k))
    )


def brings_object(q: Passage, a: int, b: int) -> bool:
    """Whether a sentence does something to a thing that has no name."""
    return any(q.tree.deps[k] == "dobj" and q.tree.tags[k] == "NN" and k not in q.at for k in range(a, b))


def main_subject(q: Passage, a: int, b: int) -> int:
    """The subject of a sentence; of "analysts say that X grew", that of what they say; -1 where there is none."""
    tree = q.tree
    root = next((i for i in range(a, b) if tree.heads[i] == i), a)
    subject = tree.kid(root, *SUBJECTS)
    said = tree.kid(root, "ccomp") if tree.lemmas[root] in SPEECH else None
    if said is not None and (subject is None or subject not in q.at or q.at[subject].broad not in _KINDS):
        subject = tree.kid(said, *SUBJECTS)
    return -1 if subject is None else subject


def is_about_thing(q: Passage, head: int, needs: bool) -> bool:
    """Whether the subject of a sentence may be what "it" goes on about, though it has no name."""
    if head < 0 or head in q.at:
        return False
    tree = q.tree
    if tree.tags[head] == "NN":
        return is_somebody_noun(tree, head) or not (needs or is_person_noun(tree.lemmas[head]))
    if tree.tags[head] == "PRP":
        return tree.words[head].lower() == "it" and not needs
    return tree.tags[head] == "DT" and not needs


def other_in_subject(q: Passage, head: int, c: Cluster, near: History) -> bool:
    """Whether the sentence before is about what another has: "Shares in X fell after Y cut its forecast. It"."""
    if head < 0 or q.at.get(head) is c:
        return False
    inside = {id(q.at[k]) for k in q.tree.subtree(head) if k in q.at and q.at[k] is not c}
    return any(id(other) in inside for _, other, _ in near)


def only_where(q: Passage, a: int, b: int, c: Cluster) -> bool:
    """Whether a sentence names an entity only as a place or forum: "She appealed in the High Court"."""
    tree = q.tree
    found = [k for k in range(a, b) if q.at.get(k) is c and q.spans[k][1] - 1 == k]
    return bool(found) and all(tree.deps[k] == "pobj" and tree.lemmas[tree.heads[k]] in _WHERE for k in found)


def is_several(c: Cluster) -> bool:
    """Whether an institution is called by a plural noun, "the Dutch authorities", which "it" cannot mean."""
    last = c.names[0].text.split()[-1] if c.names else ""
    return last.islower() and last.endswith("s")


def tells_of_others(q: Passage, a: int, b: int) -> bool:
    """Whether a sentence gives somebody's view of something else: "X reckons that demand will grow"."""
    tree = q.tree
    root = next((i for i in range(a, b) if tree.heads[i] == i), a)
    said = tree.kid(root, "ccomp") if tree.lemmas[root] in _RECKONING else None
    subject = None if said is None else tree.kid(said, *SUBJECTS)
    return subject is not None and tree.tags[subject] != "PRP" and subject not in q.at
