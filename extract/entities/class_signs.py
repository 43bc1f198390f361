"""What stands around a name that only one kind of thing has around it: signs that it is a firm, a place or a product.

The model knows unknown names by their looks: two words are a person to it and one is a town more often than not. What
tells is what they have, are called and do: persons own and sell, too, but are not listed, founded in 1911 or run with
900 employees; a town stands behind "in" and before its country's name, and nobody is its rival.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from newsweave.extract.clauses.subjects import SUBJECTS
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.entities.names import Name
from newsweave.extract.entities.sentence_initial_names import done_by_firm, opens_sentence
from newsweave.extract.entities.titles import GIVEN_NAMES
from newsweave.extract.model import Proposition
from newsweave.extract.parsing.phrases import NOUN_TAGS, VERB_TAGS
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.classes import BROAD, called_class, part_class
from newsweave.ontology.lists import word_list, word_map

__all__ = ["bears_given_name", "count_signs", "head_of"]

_CALLED = 3
_WEIGHTS = ((3, 5), (2, 5), (1, 3))
"""Votes of a weak and a strong sign by how much a name looks like a person's: one weak sign alone makes none a firm."""
_OWNED = word_list("owned_by_firms")
_OF_FIRMS = word_list("said_of_firms")
_SHARES = frozenset({"share", "shareholder", "shareholding", "stake", "stock", "stockholder"})
_OPEN_ROLES = word_list("roles_of_anybody")
_CRAFTS = frozenset({"bookmaker", "bookseller", "brewer", "builder", "distiller", "grocer", "hotelier", "wholesaler"})
_METRICS = frozenset(word_map("metric_nouns")) | word_list("period_metrics")
_SUFFERED, _OFTEN_SUFFERED = word_list("suffered_by_firms"), word_list("often_suffered_by_firms")
_DEEDS: dict[str, list[str]] = word_map("deeds_of_firms")
_ENDINGS = word_list("name_endings")
_ROUNDS = word_list("round_nouns")
_POSTS = word_list("posts")
_STAFF = word_list("staff_nouns") | word_list("premises")
_STATES = word_map("state_abbreviations")
_PLACES = word_list("parts_of_places")
_MOVES = word_list("moving_verbs_of_people")
_WHERE = frozenset("across around at from in into near off outside over through throughout to toward towards".split())
# They are said of places: "X is a town", "visited X".
_OF_PLACES = word_list("verbs_of_places")
_VAGUE = frozenset({"network", "party", "platform"})
"""What firms run, too, and what anybody may be: said of many, they tell nothing of each."""
_LISTING = frozenset({"as", "include", "like"})
_MONEY = frozenset({"$", "€", "£", "¥"})
_COUNTS = frozenset({"have", "employ", "operate", "run", "own", "open", "count", "close"})
_REPORTING = frozenset({"report", "post", "book"})


def head_of(tree: Tree, name: Name) -> int:
    """The token of a name that the rest of its words hang on."""
    return next(
        (t for t in range(name.end - 1, name.start - 1, -1) if not name.start <= tree.heads[t] < name.end),
        name.end - 1,
    )


def count_signs(at: Mapping[tuple[int, int], Cluster], passages: Sequence[Passage]) -> None:
    """Count in ``Cluster.votes`` the signs around each name that no list knows; ``at`` as in ``frame_votes``."""
    for index, p in enumerate(passages):
        begins = {n.start for n in p.names if n.known and BROAD.get(n.known[0].type) == "Place"}
        deeds: dict[int, list[Proposition]] = {}
        for x in p.propositions:
            if x.kind == "verb":
                for a in (*x.roles("subject"), *x.roles("object")):
                    deeds.setdefault(a.head, []).append(x)
        for n in p.names:
            c = at.get((index, n.end - 1))
            if c is None or c.known is not None or n.heading or n.demonym:
                continue
            _count(c, p.tree, n, deeds.get(head_of(p.tree, n), ()))
            if _may_be_town(p.tree, n) and _before_wider(p.tree, n, begins):
                c.votes["City"] += _CALLED + (n.label == "Place")
                c.place_signs += 1


def _count(c: Cluster, tree: Tree, n: Name, deeds: Sequence[Proposition]) -> None:
    t = head_of(tree, n)
    called = _called(tree, n, t)
    if called:
        c.votes[called] += _CALLED
    weak, strong = _WEIGHTS[_likeness(n)]
    sure = max((_as_firm(tree, x, t) for x in deeds), default=0)
    sure = max(sure, _has_as_firm(tree, t))
    if not sure and n.label in ("Place", "Product"):
        sure = int(_does_as_firm(tree, t))
    if sure:
        c.firm_signs += strong if sure > 1 else weak
    if _is_in_place(tree, t) and _likeness(n) < 2 and part_class(n.text) is None:
        c.votes["City"] += _CALLED
        c.place_signs += 1
    elif _may_be_in_place(tree, t):
        c.place_signs += 1
    elif _acts(tree, t):
        c.acting += 1


def _may_be_town(tree: Tree, n: Name) -> bool:
    """Whether the model leaves open that a name is a place's, or it stands behind "of" or "in"."""
    t = head_of(tree, n)
    behind_of = tree.deps[t] == "pobj" and tree.lemmas[tree.heads[t]] in ("of", "in", "near")
    return n.label in ("Place", "") or (n.label == "Organization" and behind_of and part_class(n.text) is None)


def _before_wider(tree: Tree, n: Name, places: set[int]) -> bool:
    """Whether the country or state that a place lies in stands behind its name: "Velten, Denmark", "Arden, Conn."."""
    if tree.words[n.end : n.end + 1] != [","] or n.end + 1 >= len(tree.words):
        return False
    word = tree.words[n.end + 1]
    if n.end + 1 in places and (n.start == 0 or tree.words[n.start - 1] != ","):
        return tree.words[n.end + 2 : n.end + 3] not in (["'s"], ["’s"])
    short = word.replace(".", "").lower() in _STATES
    return short and (word.endswith(".") or word.isupper())


def _likeness(n: Name) -> int:
    """How much a name looks like a person's: 0 not, 1 to the model, 2 for its given name."""
    if " " not in n.text or n.label not in ("", "Person"):
        return 0
    return 2 if bears_given_name(n.text) else int(n.label == "Person")


def bears_given_name(name: str) -> bool:
    """Whether a name of two to four words has a given name or an initial where persons do, and no firm's ending."""
    words = name.split()
    initial = any(len(w) == 2 and w[1] == "." and w[0].isupper() for w in words[1:-1])
    given = words[0] in GIVEN_NAMES or initial
    return 1 < len(words) < 5 and given and words[-1] not in _ENDINGS and part_class(name) is None


def _called(tree: Tree, n: Name, t: int) -> str | None:
    """The class of the noun right before a name, of what it is an example of, or of its first apposition."""
    before = _phrase_before(tree, n.start)
    found = called_class(before) if before else None
    if found is None:
        found = _example_of(tree, t)
    if found is None:
        beside = (k for k in tree.all_kids(t, "appos") if tree.tags[k] == "NN" and tree.left(k) == n.end + 1)
        before = next((_phrase_before(tree, k + 1) for k in beside), "")
        found = called_class(before) if before else None
    role = before.rsplit(" ", 1)[-1]
    # "police Major Voss", "the investor Rory Keane"; but the brewer Tully Marsden may be a firm.
    open_role = found == "GovernmentBody" or (role in _OPEN_ROLES and (role not in _CRAFTS or _likeness(n) > 1))
    return None if n.label == "Person" and open_role else found


def _phrase_before(tree: Tree, end: int) -> str:
    """The common nouns right before a token, in base form: "container ship" of "the container ship X"."""
    words: list[str] = []
    t = end - 1
    while t >= 0 and tree.tags[t] in ("NN", "NNS", "JJ") and tree.words[t].islower() and len(words) < 3:
        words.insert(0, tree.lemmas[t] if tree.tags[t] != "JJ" else tree.words[t])
        t -= 1
    if end > 0 and not words and opens_sentence(tree, end - 1):
        return tree.lemmas[end - 1].lower()  # "Broadcaster Kanal Nord"
    return " ".join(words) if words and tree.tags[end - 1] in ("NN", "NNS") else ""


def _example_of(tree: Tree, t: int) -> str | None:
    """The class that a list gives its members: "apps such as X and Y"."""
    first = t
    while tree.deps[first] == "conj" and tree.heads[first] < first:
        first = tree.heads[first]
    prep = tree.heads[first]
    if tree.deps[first] != "pobj" or tree.lemmas[prep] not in _LISTING:
        return None
    if tree.lemmas[prep] == "as" and tree.words[prep - 1] != "such":
        return None
    kind = tree.heads[prep]
    if tree.tags[kind] not in ("NNS", "NN") or kind > prep or _is_vague(tree, kind):
        return None
    return called_class(_phrase_before(tree, kind + 1) or tree.lemmas[kind])


def _is_vague(tree: Tree, kind: int) -> bool:
    """Whether a plural says too little of its examples: "platforms such as X", but not "its platforms, such as X"."""
    return tree.lemmas[kind] in _VAGUE and tree.kid(kind, "poss") is None


def _has_as_firm(tree: Tree, t: int) -> int:
    """How surely somebody is a firm by what is said to be its: "X's shareholders", "the board of X", "shares in X"."""
    head, dep = tree.heads[t], tree.deps[t]
    if dep in ("poss", "compound", "nmod") and head > t and tree.tags[head] in NOUN_TAGS:
        return int(tree.lemmas[head] in _OWNED and not tree.words[head][:1].isupper())
    if dep == "pobj" and tree.deps[head] == "prep":
        over = tree.lemmas[tree.heads[head]]
        if tree.lemmas[head] == "at":
            return 2 * (over in _POSTS or (over == "work" and tree.tags[tree.heads[head]] in VERB_TAGS))
        if over in _SHARES and tree.lemmas[head] in ("in", "of"):
            return 2
        return int(tree.lemmas[head] == "of" and over in _OF_FIRMS)
    whose = (s for k in tree.all_kids(t, "relcl") for s in tree.all_kids(k, *SUBJECTS))
    return 2 * any(tree.lemmas[s] in _OWNED and any(tree.words[k] == "whose" for k in tree.kids[s]) for s in whose)


def _as_firm(tree: Tree, x: Proposition, t: int) -> int:
    """How surely the doer or sufferer of a deed is a firm: 0 where anybody could be, 2 where nobody else can."""
    if x.voice == "passive" and any(a.head == t for a in x.roles("object")):
        if x.predicate in _SUFFERED or (x.predicate == "list" and x.role("on") is not None):
            return 2
        return int(x.predicate in _OFTEN_SUFFERED)
    objects = tuple(x.roles("object"))
    if x.predicate == "join" and any(a.head == t for a in objects) and x.role("as") is not None:
        return 2
    if not any(a.head == t for a in x.roles("subject")):
        return 0
    wanted = _DEEDS.get(x.predicate)
    if wanted is not None and (not wanted or any(a.head_lemma in wanted for a in (*objects, *x.roles("for")))):
        return 2
    if x.predicate in _REPORTING and any(a.head_lemma in _METRICS for a in objects):
        return 2
    if x.predicate == "list" and not objects:
        return 2
    if x.predicate == "raise" and any(_is_money(tree, a.head) for a in objects):
        rounds = (*x.roles("in"), *x.roles("object:in"), *x.roles("extent"))
        return 1 + any(a.head_lemma in _ROUNDS for a in rounds)
    counted = (a for a in objects if x.predicate in _COUNTS and tree.kid(a.head, "nummod") is not None)
    return int(any(a.head_lemma in _STAFF for a in counted)) * (2 if x.predicate in ("have", "employ") else 1)


def _does_as_firm(tree: Tree, t: int) -> bool:
    """Whether a name is the subject of what only somebody does: "said", "has signed up 300 merchants"."""
    verb = tree.heads[t]
    if tree.deps[t] != "nsubj" or tree.tags[verb] not in VERB_TAGS:
        return False
    verbs = [verb, *(k for k in tree.all_kids(verb, "xcomp", "conj") if tree.kid(k, *SUBJECTS) is None)]
    return any(done_by_firm(tree, v, False) for v in verbs)


def _is_money(tree: Tree, t: int) -> bool:
    return any(tree.words[k] in _MONEY or tree.lemmas[k] in word_map("currency_nouns") for k in (t, *tree.kids[t]))


def _is_in_place(tree: Tree, t: int) -> bool:
    """Whether a name stands as only a place does: "the mayor of X", "X airport", "moved to X", "X, Denmark"."""
    head, dep = tree.heads[t], tree.deps[t]
    if dep in ("poss", "compound", "nmod") and head > t:
        return tree.lemmas[head] in _PLACES and not tree.words[head][:1].isupper()
    if dep != "pobj":
        return False
    over = tree.heads[head]
    if tree.lemmas[head] == "of":
        return tree.lemmas[over] in _PLACES and tree.kid(t, "det") is None
    return tree.lemmas[head] == "to" and tree.lemmas[over] in _MOVES


def _may_be_in_place(tree: Tree, t: int) -> bool:
    """Whether a name stands where a place can: "in X", "to X", "X-based", "from X to Y"."""
    if tree.deps[t] == "pobj":
        return tree.lemmas[tree.heads[t]] in _WHERE
    return tree.deps[t] in ("npadvmod", "compound", "nmod", "amod", "appos", "ROOT", "dep")


def _acts(tree: Tree, t: int) -> bool:
    """Whether a name is who does, suffers or has something, as a place seldom is."""
    head, dep = tree.heads[t], tree.deps[t]
    if dep in SUBJECTS or dep == "dobj":
        return tree.lemmas[head] not in _OF_PLACES
    return dep == "pobj" and tree.deps[head] == "agent"
