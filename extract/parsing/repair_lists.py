"""Repairs of lists: names that the parser runs together, and those of a group, "ten banks, among them A and B"."""

from __future__ import annotations

from newsweave.extract.parsing.phrases import PROPER, VERB_TAGS
from newsweave.extract.parsing.repair_headlines import cut_at_verb
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list

__all__ = [
    "coordinate_names",
    "finite_participles",
    "headline_pairs",
    "listed_predicates",
    "members_behind_colons",
    "members_beside_asides",
    "members_named",
    "members_with_brackets",
    "modifiers_before_lists",
    "pairs_between",
    "second_subjects",
    "shared_modifiers",
    "subjects_behind_sources",
    "such_as",
]

_TITLES = word_list("title_words")
_LEGAL_FORMS = word_list("legal_forms")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl", "auxpass")
_LEADING = word_list("leading_verbs")
_EVENTS = word_list("led_events")
_LISTING = frozenset({"including", "among"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LEFT = frozenset({"amod", "compound", "nmod", "poss"})
_WITHIN_NAMES = frozenset({"compound", "nmod", "amod", "det", "case", "poss"})


def shared_modifiers(tree: Tree) -> None:
    """ "Voss leads Orva and Tarn talks": she leads talks of both, not Orva; the parser makes Orva the object.

    A deed behind the names without an article is what is led, be it a noun, taken for a verb, or part of the name.
    """
    for t, lemma in enumerate(tree.lemmas):
        first = tree.heads[t]
        verb = tree.heads[first]
        if lemma not in ("and", "&") or tree.deps[t] != "cc" or tree.tags[first] not in PROPER or first > t:
            continue
        if tree.deps[first] != "dobj" or tree.lemmas[verb] not in _LEADING or tree.tags[tree.left(first)] not in PROPER:
            continue
        end = tree.sentences[tree.sentence_of[t]][1]
        last = t
        while last + 1 < end and tree.tags[last + 1] in PROPER:
            last += 1
        noun = last
        while noun + 1 < end and (tree.tags[noun + 1] in ("NN", "NNS") or tree.words[noun + 1].lower() in _EVENTS):
            noun += 1
        within = last - 1 if noun == last else last
        if noun < 0 or within <= t or (noun == last and tree.words[noun].lower() not in _EVENTS):
            continue
        if any(noun == a or noun in tree.ancestors(a) for a in (verb, *tree.ancestors(verb))):
            continue
        if noun == last:  # the model took it for part of the name
            tree.ents[:] = [(a, noun if a < noun < b else b, label) for a, b, label in tree.ents]
        tree.tags[noun] = "NNS" if tree.words[noun].endswith("s") else "NN"
        tree.attach(noun, verb, "dobj")
        tree.attach(first, noun, "nmod")
        for k in range(t, noun):
            if k == within and k != first:
                tree.attach(k, first, "conj")
            elif k > t and not t < tree.heads[k] < noun:
                tree.attach(k, within if k < within else noun, "compound")


def second_subjects(tree: Tree) -> None:
    """ "Voss runs Orva and Tarn plans a bid": Tarn is who plans, no second object, where the verb has no subject."""
    for verb, dep in enumerate(tree.deps):
        first, name = tree.heads[verb], verb - 1
        if dep != "conj" or tree.tags[verb] not in _FINITE or tree.tags[first] not in VERB_TAGS or name <= first:
            continue
        end = tree.sentences[tree.sentence_of[verb]][1]
        if tree.words[verb].lower() in _EVENTS and (verb + 1 == end or tree.words[verb + 1] == "."):
            continue  # "leads Orva and Tarn talks"
        if tree.tags[name] not in PROPER or tree.deps[name] != "conj" or tree.kid(verb, *_SUBJECTS) is not None:
            continue
        noun, opening = tree.heads[name], tree.left(name) - 1
        joined = opening > noun and tree.lemmas[opening] in ("and", "but") and tree.heads[opening] == noun
        if joined and tree.deps[noun] in ("dobj", "pobj") and first in tree.ancestors(noun):
            tree.attach(name, verb, "nsubj")
            tree.attach(opening, first, "cc")
            for k in [k for k in tree.kids[first] if k > verb and tree.deps[k] in ("dobj", "prep", "npadvmod")]:
                tree.attach(k, verb, tree.deps[k])


def members_named(tree: Tree) -> None:
    """ "ten banks, among them A and B, bought X": A and B are named behind "among", and the banks bought X.

    The parser often makes A the subject of the verb and hangs the banks on it.
    """
    for t in range(2, len(tree.words) - 2):
        if tree.words[t].lower() != "among" or tree.words[t + 1].lower() != "them":
            continue
        name, group = _name_behind(tree, t + 1), _group_before(tree, t)
        if name is None or group is None or t in tree.ancestors(group):
            continue
        if name in tree.ancestors(group):
            if tree.heads[group] != name:
                continue
            top = tree.heads[name] if tree.heads[name] != name else group
            tree.attach(group, top, tree.deps[name])
        tree.attach(t, group, "prep")
        tree.attach(t + 1, t, "dep")
        tree.attach(name, t, "pobj")
        for k in list(tree.kids[name]):
            if k < t:
                tree.attach(k, group, tree.deps[k])


def members_behind_colons(tree: Tree) -> None:
    """ "raised it from three investors: A, B and C": what stands behind the colon names them, and nothing else."""
    for t, word in enumerate(tree.words):
        if word != ":" or not 0 < t < len(tree.words) - 1 or tree.tags[t - 1] != "NNS" or tree.tags[t + 1] == "CD":
            continue
        group, end = t - 1, tree.sentences[tree.sentence_of[t]][1]
        while tree.deps[group] in _WITHIN_NAMES and t - 4 < tree.heads[group] < t:
            group = tree.heads[group]
        tops = [k for k in range(t + 1, end) if not t < tree.heads[k] < end or tree.heads[k] == k]
        tops = [k for k in tops if tree.deps[k] != "punct"]
        if len(tops) != 1 or tree.tags[tops[0]] not in PROPER or tops[0] in tree.ancestors(group):
            continue
        if not any(tree.tags[k] in VERB_TAGS for k in range(t + 1, end)):
            tree.attach(tops[0], group, "appos")


def members_with_brackets(tree: Tree) -> None:
    """ "A (Texas), B (Ohio) and C (Iowa) signed": what follows a bracket and a comma is the next of the list."""
    for t, dep in enumerate(tree.deps):
        first = tree.heads[t]
        if dep not in ("npadvmod", "appos", "dep") or not first < t or tree.tags[t] not in PROPER:
            continue
        comma = tree.left(t) - 1
        if tree.tags[first] not in PROPER or tree.words[comma] != "," or tree.words[comma - 1] not in (")", "]"):
            continue
        if tree.kid(t, "conj") is not None:
            tree.attach(t, first, "conj")


def such_as(tree: Tree) -> None:
    """ "retains such banks as Orva and Tarn": what "such" announces hangs on its noun."""
    for such, lemma in enumerate(tree.lemmas):
        noun = tree.heads[such]
        if lemma != "such" or tree.deps[such] not in ("amod", "predet", "det") or noun <= such:
            continue
        for k in [k for k in tree.all_kids(tree.heads[noun], "prep") if k == noun + 1 and tree.lemmas[k] == "as"]:
            tree.attach(k, noun, "prep")


def headline_pairs(tree: Tree) -> None:
    """ "Orva, Tarn set to merge": without a comma behind it the second name explains nothing, it is the other one."""
    for t, dep in enumerate(tree.deps):
        first = tree.heads[t]
        if (
            dep != "appos"
            or tree.tags[t] not in PROPER
            or tree.tags[first] not in PROPER
            or tree.deps[first] != "nsubj"
        ):
            continue
        comma, last = tree.left(t) - 1, tree.subtree(t)[-1]
        if comma != first + 1 or tree.words[comma] != "," or last + 1 != tree.heads[first]:
            continue
        words = {*tree.words[comma + 1 : last + 1]}
        place = any(a <= t < b and label in ("GPE", "LOC") for a, b, label in tree.ents)
        if (
            not place
            and tree.lemmas[t] not in _TITLES
            and words.isdisjoint(_LEGAL_FORMS)
            and not tree.kid(t, "det", "prep")
        ):
            tree.attach(t, first, "conj")


def _name_behind(tree: Tree, t: int) -> int | None:
    """The head of the name that begins behind token ``t``."""
    head = t + 1
    while tree.deps[head] in _WITHIN_NAMES and tree.heads[head] > head:
        head = tree.heads[head]
    return head if tree.tags[head] in PROPER else None


def _group_before(tree: Tree, t: int) -> int | None:
    """The plural noun before the comma before token ``t``, or the one whose phrase ends there."""
    noun = t - 2
    if tree.words[t - 1] not in (",", "–", "—", "("):
        return None
    for _ in range(4):
        if tree.tags[noun] == "NNS":
            return noun
        if not noun > tree.heads[noun] or tree.tags[noun] in VERB_TAGS:
            return None
        noun = tree.heads[noun]
    return None


def finite_participles(tree: Tree) -> None:
    """ "Investors including A and B backed X", "Orva named Y as boss": with no other verb in the sentence it is one.

    The parser takes it for a participle behind its subject; but those without an object, "X based in Y", are left.
    """
    for start, end in tree.sentences:
        root = next((t for t in range(start, end) if tree.heads[t] == t), start)
        if tree.words[end - 1] != "." or any(tree.tags[t] in _FINITE for t in range(start, end)):
            continue
        verbs = [t for t in range(root + 1, end) if tree.tags[t] == "VBN" and tree.words[t].endswith("ed")]
        if not verbs or tree.deps[verbs[0]] != "acl" or tree.kid(verbs[0], "agent") is not None:
            continue
        verb = verbs[0]
        if tree.tags[root] in PROPER:
            found = verb == root + 1 and tree.kid(verb, "dobj", "oprd") is not None
        else:
            listed = any(tree.words[t].lower() in _LISTING for t in tree.kids[root] if t < verb)
            found = tree.tags[root] == "NNS" and listed and len(verbs) == 1
        if found:
            _make_finite(tree, start, verb, end)


def _make_finite(tree: Tree, start: int, verb: int, end: int) -> None:
    behind = {k: tree.deps[k] for k in tree.kids[verb]}
    cut_at_verb(tree, start, verb, end)
    for k, dep in behind.items():
        named = dep == "oprd" and tree.tags[k] in PROPER and "dobj" not in behind.values()
        tree.attach(k, verb, "dobj" if named else dep)
    tree.tags[verb] = "VBD"


def listed_predicates(tree: Tree) -> None:
    """ "X is a professor at A, a fellow of B, and a member of C": the fellow is X, as the professor is, not A."""
    for t in range(len(tree)):
        last = max(tree.all_kids(t, "conj"), default=-1)
        if tree.tags[t] != "NN" or tree.deps[t] not in ("attr", "appos") or last < 0 or not _indefinite(tree, last):
            continue
        for k in range(t + 1, last):
            if tree.deps[k] == "appos" and tree.tags[k] == "NN" and t in tree.ancestors(k) and _indefinite(tree, k):
                tree.attach(k, t, "conj")


def _indefinite(tree: Tree, noun: int) -> bool:
    """Whether a common noun with "a" begins behind a comma or "and"."""
    first = tree.left(noun)
    return tree.words[first] in ("a", "an") and first > 0 and tree.words[first - 1] in (",", "and")


def modifiers_before_lists(tree: Tree) -> None:
    """ "Corvex chief executive A B and C D": what stands before the first of a list is no modifier of a later one."""
    for t in range(len(tree)):
        if tree.deps[t] == "conj":
            first = tree.heads[t]
            for k in [k for k in tree.kids[t] if k < first and tree.deps[k] in _LEFT]:
                tree.attach(k, first, tree.deps[k])


def coordinate_names(tree: Tree) -> None:
    """ "Voss Capital and Orva Ventures": two names, where the parser makes one of them and the model finds two.

    The second may have its post before it: "Swedish minister Mara Voss and Orva director Aldo Berg".
    """
    if len(tree.ents) < 2:
        return
    ends = {end - 1: start for start, end, _ in tree.ents}
    for first in ends:
        last = tree.heads[first]
        joint, other = tree.kid(first, "cc"), tree.kid(first, "conj")
        if tree.deps[first] not in ("nmod", "compound") or joint != first + 1:
            continue
        start = ends.get(last, -1)
        if start != joint + 1 and not _titled(tree, joint + 1, start):
            continue
        head, dep = tree.heads[last], tree.deps[last]
        tree.attach(first, first if head == last else head, dep)
        tree.attach(last, first, "conj")
        for t in range(ends[first], first):
            if tree.heads[t] == last:
                tree.attach(t, first, "compound")
        if other is not None and joint < other < last:
            tree.attach(other, last, "compound")


def _titled(tree: Tree, first: int, name: int) -> bool:
    """Whether nothing but nouns that end with a title stands from a token up to a name: "Orva director"."""
    return (
        first < name
        and tree.words[name - 1].lower() in _TITLES
        and all(tree.tags[t] in PROPER or tree.tags[t] == "NN" for t in range(first, name))
    )


def pairs_between(tree: Tree) -> None:
    """ "an agreement between A, a subsidiary of B, and C": C stands beside A, as "between" asks for two."""
    for i, dep in enumerate(tree.deps):
        if dep != "conj" or tree.tags[i] not in PROPER or tree.words[i] in _LEGAL_FORMS:
            continue
        above = [a for a in tree.ancestors(i) if a < i]
        aside = next((a for a in above if tree.deps[a] == "appos"), None)
        comma = tree.left(i) - 2
        if aside is None or comma < 0 or tree.words[comma] != "," or tree.words[comma + 1] != "and":
            continue
        first = tree.heads[aside]
        while tree.deps[first] in ("conj", "appos") and tree.words[first] in _LEGAL_FORMS:
            first = tree.heads[first]
        if tree.deps[first] != "pobj" or tree.lemmas[tree.heads[first]] != "between":
            continue
        if all(tree.words[k] in _LEGAL_FORMS for k in tree.all_kids(first, "conj")):
            tree.attach(i, first, "conj")


def members_beside_asides(tree: Tree) -> None:
    """ "bought Y, a private company, and its subsidiaries": they are bought as well; Y, a single firm, is none."""
    for i, dep in enumerate(tree.deps):
        aside = tree.heads[i]
        if dep != "conj" or tree.tags[i] != "NNS" or tree.tags[aside] != "NN" or tree.deps[aside] != "appos":
            continue
        whose = tree.kid(i, "poss")
        if whose is not None and tree.tags[whose] == "PRP$" and tree.kid(aside, "poss") is None:
            tree.attach(i, tree.heads[aside], "conj")


def subjects_behind_sources(tree: Tree) -> None:
    """ "According to X, the head of Y, Z, called": who heads Y is Z, who called, not X.

    The parser makes an aside of all that follows X, and of the verb a participle, or gives it to a line before.
    """
    for t in range(len(tree) - 2):
        if tree.words[t] != "According" or tree.words[t + 1] != "to":
            continue
        source = tree.kid(t + 1, "pobj")
        first = None if source is None else tree.kid(source, "appos")
        if source is None or first is None or tree.words[tree.left(first) - 1] != ",":
            continue
        end = tree.sentences[tree.sentence_of[t]][1]
        verb = next((v for v in range(first + 1, end) if tree.words[v - 1] == "," and _tells(tree, v, source, t)), -1)
        if verb < 0:
            continue
        for k in tree.all_kids(verb, "nsubj"):
            tree.attach(k, verb, "dep")
        others = [k for k in tree.all_kids(source, "appos") if k != first]
        others += [k for k in range(first + 1, verb) if k == verb - 2 and tree.deps[k] == "appos"]
        tree.attach(verb, verb, "ROOT")
        tree.tags[verb] = "VBD" if tree.tags[verb] == "VBN" else tree.tags[verb]
        tree.attach(t, verb, "prep")
        tree.attach(first, verb, "nsubj")
        for k in others:
            tree.attach(k, first, "appos")


def _tells(tree: Tree, verb: int, source: int, start: int) -> bool:
    """Whether a verb is that of the sentence from ``start`` on, and an aside to ``source`` may be its subject."""
    if tree.tags[verb] not in ("VBD", "VBN", "VBZ") or tree.kid(verb, "agent", "auxpass", "mark") is not None:
        return False
    head = tree.heads[verb]
    if tree.deps[verb] in ("acl", "relcl"):
        return head == source or (tree.deps[head] == "appos" and tree.heads[head] == source)
    subject = tree.kid(verb, "nsubj", "nsubjpass")
    return head == verb and tree.heads[start] == (verb if subject is None else subject) and subject in (None, start - 1)
