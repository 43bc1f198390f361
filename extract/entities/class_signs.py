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
from newsweave.extract.model import Argument, Proposition
from newsweave.extract.parsing.phrases import NOUN_TAGS, VERB_TAGS
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.classes import BROAD, called_class, part_class
from newsweave.ontology.lists import word_list, word_map

__all__ = ["bears_given_name", "count_signs", "head_of"]

_CALLED = 3
_WEIGHTS = ((0, 3, 3, 5), (0, 2, 4, 5), (0, 1, 2, 3))
"""Votes of a sign by its sureness (1 to 3): for a name that looks like no person, to the model like one, surely so."""
_OWNED = word_list("owned_by_firms")
_OFTEN_OWNED = word_list("often_owned_by_firms")
_OF_FIRMS, _OFTEN_OF_FIRMS = word_list("said_of_firms"), word_list("often_said_of_firms")
_STAFF_OF_FIRMS = word_list("staff_of_firms")
_TRADES = word_list("trades_of_firms")
_RELATIVES = word_list("relatives_of_firms")
_BOUGHT = word_list("buying_verbs") | {"sell"}
_AFTER_KINDS = frozenset(", . ; that which whose for of with in from by at to based".split())
_MERGERS = frozenset({"merger", "tie-up", "amalgamation"})
_SIGN = 2
_SHARES = frozenset({"share", "shareholder", "shareholding", "stake", "stock", "stockholder"})
_PARTS = word_list("share_parts")
_HOLDING = frozenset({"acquire", "buy", "control", "have", "hold", "own", "purchase", "sell"})
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
_LOCAL = word_list("professions_in_places")
_MOVES = word_list("moving_verbs_of_people")
_WHERE = frozenset("across around at from in into near off outside over through throughout to toward towards".split())
# They are said of places: "X is a town", "visited X".
_OF_PLACES = word_list("verbs_of_places")
_VAGUE = frozenset({"network", "party", "platform"})
"""What firms run, too, and what anybody may be: said of many, they tell nothing of each."""
_LISTING = frozenset({"as", "include", "like"})
_MONEY = frozenset({"$", "€", "£", "¥"})
_COUNTS = frozenset({"have", "employ", "operate", "run", "own", "open", "count", "close"})
_ENDS = frozenset({"object", "subject"})
_SAYING = frozenset({"say", "announce", "add", "confirm"})
_REPORTING = frozenset({"report", "post", "book"})


def head_of(tree: Tree, name: Name) -> int:
    """The token of a name that the rest of its words hang on."""
    return next(
        (t for t in range(name.end - 1, name.start - 1, -1) if not name.start <= tree.heads[t] < name.end),
        name.end - 1,
    )


def count_signs(at: Mapping[tuple[int, int], Cluster], passages: Sequence[Passage]) -> None:
    """Count in ``Cluster.votes`` the signs around each name that no list knows; ``at`` as in ``frame_votes``."""
    likeness = {c: _likeness(c) for c in dict.fromkeys(at.values()) if c.known is None}
    for index, p in enumerate(passages):
        begins = {n.start for n in p.names if n.known and BROAD.get(n.known[0].type) == "Place"}
        deeds: dict[int, list[Proposition]] = {}
        for x in p.propositions:
            if x.kind == "verb":
                for a in x.arguments:
                    if a.role not in _ENDS and x.predicate != "invest":
                        continue
                    deeds.setdefault(a.head, []).append(x)
        for n in p.names:
            c = at.get((index, n.end - 1))
            if c is None or c.known is not None or n.heading or n.demonym:
                continue
            _count(c, p.tree, n, deeds.get(head_of(p.tree, n), ()), likeness[c])
            if _may_be_town(p.tree, n) and _before_wider(p.tree, n, begins):
                c.votes["City"] += _CALLED + (n.label == "Place")
                c.place_signs += 1


def _count(c: Cluster, tree: Tree, n: Name, deeds: Sequence[Proposition], likeness: int) -> None:
    t = head_of(tree, n)
    called = _called(tree, n, t, likeness)
    if called:
        c.votes[called] += _CALLED
    weights = _WEIGHTS[likeness]
    signs = [*(_as_firm(tree, x, t) for x in deeds), _has_as_firm(tree, t), _described(tree, t), _beside(tree, t)]
    if not any(signs) and n.label in ("Place", "Product"):
        signs.append(int(_does_as_firm(tree, t)))
    c.firm_signs += sum(weights[s] for s in signs)
    if _is_in_place(tree, t) and likeness < 2 and part_class(n.text) is None:
        c.votes["City"] += _CALLED
        c.place_signs += 1
    elif _may_be_in_place(tree, t):
        c.place_signs += 1
    elif _acts(tree, t):
        c.acting += 1


def _may_be_town(tree: Tree, n: Name) -> bool:
    """Whether the model leaves open that a name is a place's, or it stands behind "of" or "in"."""
    t = head_of(tree, n)
    behind = tree.lemmas[tree.heads[t]] if tree.deps[t] == "pobj" else ""
    if n.label == "Person":
        return behind in ("in", "near")  # "a farmer in Eau Claire, Wis."
    town = n.label == "Organization" and behind in ("of", "in", "near") and part_class(n.text) is None
    return n.label in ("Place", "") or town


def _before_wider(tree: Tree, n: Name, places: set[int]) -> bool:
    """Whether the country or state that a place lies in stands behind its name: "Velten, Denmark", "Arden, Conn."."""
    if tree.words[n.end : n.end + 1] != [","] or n.end + 1 >= len(tree.words):
        return False
    word = tree.words[n.end + 1]
    if n.end + 1 in places and (n.start == 0 or tree.words[n.start - 1] != ","):
        return tree.words[n.end + 2 : n.end + 3] not in (["'s"], ["’s"])
    short = word.replace(".", "").lower() in _STATES
    return short and (word.endswith(".") or word.isupper())


def _likeness(c: Cluster) -> int:
    """How much a name looks like a person's: 0 not, 1 to the model, 2 for its given name."""
    return max(map(_looks, c.names))


def _looks(n: Name) -> int:
    if n.label not in ("", "Person"):
        return 0
    if " " not in n.text:
        return 2 * (n.text in GIVEN_NAMES)
    return 2 if bears_given_name(n.text) else int(n.label == "Person")


def bears_given_name(name: str) -> bool:
    """Whether a name of two to four words has a given name or an initial where persons do, and no firm's ending."""
    words = name.split()
    initial = any(len(w) == 2 and w[1] == "." and w[0].isupper() for w in words[1:-1])
    given = initial or any(part in GIVEN_NAMES for part in (words[0], *words[0].split("-")))
    return 1 < len(words) < 5 and given and words[-1] not in _ENDINGS and part_class(name) is None


def _called(tree: Tree, n: Name, t: int, likeness: int) -> str | None:
    """The class of the noun right before a name, of what it is an example of, or of its first apposition."""
    before = _phrase_before(tree, n.start)
    found = called_class(before) if before else None
    if found is None:
        found = _example_of(tree, t)
    if found is None:
        found = called_class(_phrase_behind(tree, n.end))
    if found is None:
        beside = (k for k in tree.all_kids(t, "appos") if tree.tags[k] == "NN" and tree.left(k) == n.end + 1)
        before = next((_phrase_before(tree, k + 1) for k in beside), "")
        found = called_class(before) if before else None
    role = before.rsplit(" ", 1)[-1]
    # "police Major Voss", "the investor Rory Keane"; but the brewer Tully Marsden may be a firm.
    open_role = found == "GovernmentBody" or (role in _OPEN_ROLES and (role not in _CRAFTS or likeness > 1))
    return None if n.label == "Person" and open_role else found


def _phrase_before(tree: Tree, end: int) -> str:
    """The common nouns right before a token, in base form: "container ship" of "the container ship X"."""
    words: list[str] = []
    t = end - 1
    kind = t >= 0 and tree.words[t].islower() and called_class(tree.words[t]) is not None  # whatever its tag
    while t >= 0 and (tree.tags[t] in ("NN", "NNS", "JJ") or (kind and not words)):
        if not tree.words[t].islower() or len(words) == 3:
            break
        words.insert(0, tree.lemmas[t] if tree.tags[t] != "JJ" else tree.words[t])
        t -= 1
    if end > 0 and not words and opens_sentence(tree, end - 1):
        return tree.lemmas[end - 1].lower()  # "Broadcaster Kanal Nord"
    return " ".join(words) if words and (kind or tree.tags[end - 1] in ("NN", "NNS")) else ""


def _phrase_behind(tree: Tree, end: int) -> str:
    """The noun phrase between a name's comma and what ends it: "red scooter" of "Glidr, a red scooter for couriers"."""
    words, n = tree.words, len(tree.words)
    if words[end : end + 1] != [","] or end + 2 >= n or words[end + 1] not in ("a", "an", "the", "its", "their"):
        return ""
    t = end + 2
    while (
        t < n and tree.tags[t] in ("NN", "JJ", "VBN", "VBG", "CD", "HYPH", "RB", "JJS", "$") and not words[t].istitle()
    ):
        t += 1
    closed = t < n and (words[t] in _AFTER_KINDS or tree.tags[t - 1] == "VBN")
    while t > end + 2 and tree.tags[t - 1] == "VBN":
        t -= 1  # "a service staffed around the clock"
    return " ".join(words[end + 2 : t]) if closed and tree.tags[t - 1] == "NN" else ""


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
    """How surely somebody is a firm by what is said to be its: "X's shareholders", "X analysts", "X, whose shares"."""
    head, dep = tree.heads[t], tree.deps[t]
    if dep in ("poss", "compound", "nmod") and head > t and tree.tags[head] in NOUN_TAGS:
        owned = tree.lemmas[head]
        if tree.words[head][:1].isupper() or (owned == "executive" and tree.kid(head, "amod", "compound") is None):
            return 0
        if dep != "poss" and owned in _STAFF_OF_FIRMS and tree.tags[head] == "NNS":
            return _SIGN
        return _SIGN * (owned in _OWNED) or int(owned in _OFTEN_OWNED)
    whose = (s for k in tree.all_kids(t, "relcl") for s in tree.all_kids(k, *SUBJECTS))
    owned_by = _OWNED | _OFTEN_OWNED
    return 3 * any(tree.lemmas[s] in owned_by and any(tree.words[k] == "whose" for k in tree.kids[s]) for s in whose)


def _beside(tree: Tree, t: int) -> int:
    """How surely somebody is a firm by the noun whose preposition it stands behind: "shares in X", "a bid for X"."""
    first = t
    while tree.deps[first] == "conj" and tree.heads[first] < first:
        first = tree.heads[first]
    prep = tree.heads[first]
    if tree.deps[t] == "appos" and tree.lemmas[prep] in _RELATIVES:  # "its only serious rival, X"
        return _SIGN * any(tree.words[k].lower() == "its" for k in tree.all_kids(prep, "poss"))
    if tree.deps[first] != "pobj" or tree.deps[prep] != "prep":
        return 0
    word, over = tree.lemmas[prep], tree.lemmas[tree.heads[prep]]
    if word == "between" or (word == "with" and first == t):
        return _SIGN * (over in _MERGERS)
    if word == "as" and tree.words[prep - 1] == "such":
        return _SIGN * (over in _RELATIVES)
    if first != t:
        return 0
    if word == "at":
        return _SIGN * (over in _POSTS or (over == "work" and tree.tags[tree.heads[prep]] in VERB_TAGS))
    if word in ("in", "of") and over in _SHARES:
        return 3
    if over in _PARTS and tree.lemmas[tree.heads[tree.heads[prep]]] in _HOLDING:
        return 1  # "owns 8% of X"
    if word == "of":
        return _SIGN * (over in _OF_FIRMS) or int(over in _OFTEN_OF_FIRMS)
    return _SIGN * ((word, over) in (("to", "supplier"), ("for", "bid"), ("for", "suitor")))


def _described(tree: Tree, t: int) -> int:
    """How surely somebody is a firm by what stands before it with a hyphen: "Oslo-listed X", "Oslo-based X"."""
    ends = set()
    for k in tree.kids[t]:
        if k < t and "-" in tree.words[k] + (tree.words[k - 1] if k else ""):
            ends.add(tree.words[k].rsplit("-", 1)[-1])
    return 3 if "listed" in ends else int("based" in ends)


def _as_firm(tree: Tree, x: Proposition, t: int) -> int:
    """How surely the doer or sufferer of a deed is a firm: 0 where anybody could be, 3 where nobody else can."""
    objects = tuple(x.roles("object"))
    if any(a.head == t for a in objects):
        return _suffers_as_firm(tree, x)
    if x.predicate == "invest" and any(a.head == t for role in ("in", "object:in") for a in x.roles(role)):
        return _SIGN
    if not any(a.head == t for a in x.roles("subject")):
        return 0
    wanted = _DEEDS.get(x.predicate)
    others = (*objects, *x.roles("for"), *x.roles("on"))
    if wanted is not None and (not wanted or any(a.head_lemma in wanted for a in others)):
        return 3
    if x.predicate in _REPORTING and any(a.head_lemma in _METRICS for a in objects):
        return 3
    if x.predicate == "list" and not objects:
        return 3
    if x.predicate == "raise" and any(_is_money(tree, a.head) for a in objects):
        rounds = (*x.roles("in"), *x.roles("object:in"), *x.roles("extent"))
        return 3 if any(a.head_lemma in _ROUNDS for a in rounds) else 1
    if x.predicate in _SAYING and _is_its_deed(tree, t):
        return _SIGN
    return max(int(x.predicate in _TRADES and bool(objects)), _counts(tree, x, objects))


def _suffers_as_firm(tree: Tree, x: Proposition) -> int:
    if x.voice == "passive":
        if x.predicate in _SUFFERED or (x.predicate == "list" and x.role("on") is not None):
            return 3
        return int(x.predicate in _OFTEN_SUFFERED)
    if x.predicate == "join" and x.role("as") is not None:
        return 3
    sums = (a for role in ("for", "object:for") for a in x.roles(role))
    return _SIGN * (x.predicate in _BOUGHT and any(_is_money(tree, a.head) for a in sums))


def _counts(tree: Tree, x: Proposition, objects: Sequence[Argument]) -> int:
    """Whether somebody has, runs or closes so many shops or employees."""
    if any(a.head_lemma == "mind" for role in ("in", "object:in") for a in x.roles(role)):
        return 0  # who has somebody in mind
    counted = (a for a in objects if x.predicate in _COUNTS and tree.kid(a.head, "nummod") is not None)
    return int(any(a.head_lemma in _STAFF for a in counted)) * (3 if x.predicate in ("have", "employ") else 1)


def _is_its_deed(tree: Tree, t: int) -> bool:
    """Whether somebody says what "it" does, and only somebody does: "X said it had hired advisers"."""
    said = (k for k in tree.all_kids(tree.heads[t], "ccomp") if k > t)
    return any(
        tree.words[s].lower() == "it" and done_by_firm(tree, verb, False)
        for verb in said
        for s in tree.all_kids(verb, "nsubj")
    )


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
    """Whether a name stands as only a place does: "the mayor of X", "X airport", "moved to X", "a lawyer in X"."""
    head, dep = tree.heads[t], tree.deps[t]
    if dep in ("poss", "compound", "nmod") and head > t:
        return tree.lemmas[head] in _PLACES and not tree.words[head][:1].isupper()
    if dep != "pobj":
        return False
    over = tree.heads[head]
    if tree.lemmas[head] == "of":
        return tree.lemmas[over] in _PLACES and tree.kid(t, "det") is None
    if tree.lemmas[head] == "in":
        return tree.lemmas[over] in _LOCAL and tree.tags[over] in NOUN_TAGS and tree.kid(t, "det") is None
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
