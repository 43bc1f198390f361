"""Repairs of attachments: what the parser systematically hangs on the wrong word."""

from __future__ import annotations

from newsweave.extract.parsing.phrases import PROPER
from newsweave.extract.parsing.quotes import CLOSING
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.classes import part_class
from newsweave.ontology.lists import word_list

__all__ = [
    "ampersand_names",
    "compound_names",
    "coordinate_clauses",
    "coordinate_institutions",
    "coordinate_lists",
    "coordinate_subjects",
    "correlatives",
    "missing_subjects",
    "money_objects",
    "predicate_adverbs",
    "that_clauses",
]

_CURRENCY = frozenset({"$", "€", "£", "¥", "US$", "HK$", "A$", "C$", "S$", "₹", "₩"})
_DITRANSITIVE = frozenset("award give grant lend loan offer owe pay promise send wire".split())
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_TITLES = word_list("title_words")
_SPEECH = word_list("speech_verbs")
_ON_NOUNS = frozenset({"acl", "relcl", "ccomp"})
_TELL = frozenset("assure inform remind tell warn".split())
_CONTENT_NOUNS = word_list("content_nouns")
_TIMES = word_list("time_words")
_CLAUSE_VERBS = word_list("speech_verbs") | frozenset("think know feel hear see guess show suppose write".split())


def money_objects(tree: Tree) -> None:
    """ "fined Ide $3 million": the sum is no part of the name before it."""
    for i, dep in enumerate(tree.deps):
        name = tree.heads[i]
        if dep not in ("nummod", "appos") or i < name or tree.tags[name] not in PROPER:
            continue
        first = tree.left(i)
        if first != name + 1 or tree.words[first] not in _CURRENCY or tree.deps[name] not in ("dobj", "dative"):
            continue
        verb = tree.heads[name]
        gives = tree.lemmas[verb] in _DITRANSITIVE
        tree.deps[name] = "dative" if gives else "dobj"
        tree.attach(i, verb, "dobj" if gives else "npadvmod")


def predicate_adverbs(tree: Tree) -> None:
    """What a bare "be" predicates is its complement, though tagged an adverb: "is home to", "was ahead of"."""
    for i, dep in enumerate(tree.deps):
        verb = tree.heads[i]
        if dep != "advmod" or i < verb or tree.lemmas[verb] != "be" or tree.kid(i, "prep") is None:
            continue
        if tree.kid(verb, "attr", "acomp", "ccomp", "advcl") is None:
            tree.deps[i] = "acomp"


def compound_names(tree: Tree) -> None:
    """A dashed name before a common noun modifies it: in "the Lee–Carter model" the model is the head."""
    for i, word in enumerate(tree.words[:-1]):
        noun = i + 1
        if "–" not in word or tree.tags[i] not in PROPER or tree.tags[noun] not in ("NN", "NNS"):
            continue
        if tree.heads[noun] == i and tree.deps[noun] == "appos":
            tree.attach(noun, tree.heads[i] if tree.heads[i] != i else noun, tree.deps[i])
        elif tree.heads[noun] != tree.heads[i] or tree.deps[noun] != tree.deps[i]:
            continue
        for k in [k for k in tree.kids[i] if k != noun]:
            tree.attach(k, noun, tree.deps[k])
        tree.attach(i, noun, "compound")


def coordinate_lists(tree: Tree) -> None:
    """ "A, B, and C": the parser may take B for an apposition to A; beside a third they are a list.

    Three names are one, and so are common nouns of which only the first has an article: "the founder, chair and owner".
    """
    for i, dep in enumerate(tree.deps):
        if dep != "appos" or tree.words[tree.left(i) - 1] != ",":
            continue
        head = tree.heads[i]
        if _is_pair(tree, i, head):
            tree.deps[i] = "conj"
        if tree.kid(i, "cc") is None:
            continue
        third = [k for k in tree.kids[i] if tree.deps[k] == "conj"]
        if tree.tags[i] in PROPER and tree.tags[head] in PROPER:
            posts = any(tree.lemmas[t] in _TITLES for t in (i, *third))  # "Voss, President and CEO"
            listed = any(tree.tags[k] in PROPER for k in third) and not posts and not _places(tree, i, head)
        else:
            common = all(tree.tags[t] in ("NN", "NNS") for t in (i, head, *third))
            listed = common and tree.kid(i, "det", "poss") is None and tree.kid(head, "det", "poss") is not None
        if third and listed:
            tree.deps[i] = "conj"


def _is_pair(tree: Tree, i: int, head: int) -> bool:
    """ "Corvex, Kestrin sign a deal": two names before a plural verb are both its subjects."""
    verb = tree.heads[head]
    names = tree.tags[i] == "NNP" and tree.tags[head] == "NNP" and tree.lemmas[i] not in _TITLES
    return names and verb == i + 1 and tree.tags[verb] == "VBP" and tree.deps[head] == "nsubj"


def ampersand_names(tree: Tree) -> None:
    """ "Voss & Tarn Partners" is one name, not two: its head is its last word."""
    for i, word in enumerate(tree.words):
        if word != "&" or tree.deps[i] != "cc":
            continue
        left = tree.heads[i]
        right = next((k for k in tree.kids[left] if tree.deps[k] == "conj" and tree.left(k) == i + 1), None)
        if right is None or left != i - 1 or tree.tags[left] not in PROPER or tree.tags[right] not in PROPER:
            continue
        if tree.lemmas[left] in _TITLES or tree.lemmas[right] in _TITLES:
            continue  # "President & CEO of X"
        tree.attach(right, tree.heads[left] if tree.heads[left] != left else right, tree.deps[left])
        for k in [k for k in tree.kids[left] if k not in (i, right)]:
            tree.attach(k, right, tree.deps[k])
        tree.attach(left, right, "compound")
        tree.attach(i, right, "compound")


def _places(tree: Tree, *tokens: int) -> bool:
    """Whether the model calls all of these places: "Lund, Sweden" is no list."""
    return all(any(a <= t < b for a, b, label in tree.ents if label in ("GPE", "LOC")) for t in tokens)


def coordinate_subjects(tree: Tree) -> None:
    """ "A, the x of B, and C, the y of D, did": the parser may hang C on the title x; C belongs to A.

    Where a conjunct of a lower-case or title apposition is a person-like proper noun behind ", and", it is moved to the
    noun that the apposition explains.
    """
    for i, dep in enumerate(tree.deps):
        if dep != "conj" or tree.tags[i] not in PROPER:
            continue
        head = tree.heads[i]
        if tree.deps[head] != "appos" or tree.tags[tree.heads[head]] not in PROPER:
            continue
        if tree.tags[head] in PROPER and tree.words[head].istitle() and tree.kid(head, "prep") is None:
            continue
        if any(tree.words[t] == "," for t in range(head, i)):
            tree.attach(i, tree.heads[head], "conj")


def coordinate_institutions(tree: Tree) -> None:
    """ "the Bank of Lund and Orva Group signed": the parser may hang the group on Lund; it stands beside the bank.

    What the second is shows in its own words, so that "Bank of Trinidad and Tobago" stays one.
    """
    for i, dep in enumerate(tree.deps):
        place = tree.heads[i]
        if dep != "conj" or tree.tags[i] not in PROPER or tree.deps[place] != "pobj" or tree.tags[place] not in PROPER:
            continue
        prep = tree.heads[place]
        institution = tree.heads[prep]
        if tree.lemmas[prep] != "of" or tree.tags[institution] not in PROPER or tree.kid(place, "conj") != i:
            continue
        own = [k for k in tree.all_kids(i, "compound") if tree.tags[k] in PROPER]
        acronym = not own and tree.words[i].isupper() and len(tree.words[i]) > 1
        if not acronym and not (own and part_class(tree.words[i]) is not None):
            continue
        conjunction = tree.kid(place, "cc")
        tree.attach(i, institution, "conj")
        if conjunction is not None:
            tree.attach(conjunction, institution, "cc")


def coordinate_clauses(tree: Tree) -> None:
    """A whole clause before another is its complement only where that one speaks: "A grew; B fell" are two."""
    for i, dep in enumerate(tree.deps):
        head = tree.heads[i]
        if dep != "ccomp" or i > head:
            continue
        if tree.lemmas[head] in _CLAUSE_VERBS:
            if ";" in tree.words[i:head] and any(k > head for k in tree.all_kids(head, "ccomp")):
                tree.deps[i] = "parataxis"  # "A fell; X said that B rose"
            continue
        subject = tree.kid(head, "nsubj", "nsubjpass")
        if tree.kid(i, "nsubj", "nsubjpass") is None or subject is None or subject > head:
            continue  # '"It works," promises X' speaks
        if not any(word in CLOSING for word in tree.words[i + 1 : head]):
            tree.deps[i] = "parataxis"


def correlatives(tree: Tree) -> None:
    """ "Both X and Y": the first word belongs to the pair, not to X alone."""
    for i, dep in enumerate(tree.deps):
        name = tree.heads[i]
        if dep != "det" or tree.lemmas[i] not in ("both", "either", "neither") or tree.kid(name, "cc") is None:
            continue
        if tree.kid(name, "conj") is not None:
            tree.deps[i] = "preconj"


def that_clauses(tree: Tree) -> None:
    """ "said on a call that it grew": what is said hangs on the verb that says it, not on the noun before "that".

    A noun that means something said or thought ("the claim that") keeps its clause, except where somebody is told it.
    """
    for i, dep in enumerate(tree.deps):
        if dep not in _ON_NOUNS or tree.tags[tree.heads[i]] not in ("NN", "NNS", "NNP"):
            continue
        noun, first = tree.heads[i], tree.left(i)
        subject = tree.kid(i, "nsubj", "nsubjpass", "expl")
        if _content_clause(tree, i, noun, first):
            tree.deps[i], tree.deps[first] = "acl", "mark"
        if tree.words[first].lower() != "that" or subject is None or subject == first or tree.heads[first] != i:
            continue
        verb = tree.heads[noun]
        if tree.deps[noun] == "pobj" and tree.deps[verb] == "prep":
            verb, said = tree.heads[verb], tree.lemmas[noun] not in _CONTENT_NOUNS
        else:
            said = tree.deps[noun] in ("dobj", "dative") and tree.lemmas[verb] in _TELL
        if said and verb < i and tree.lemmas[verb] in _SPEECH and tree.kid(verb, "ccomp") is None:
            tree.attach(i, verb, "ccomp")
            tree.deps[first] = "mark"


def _content_clause(tree: Tree, verb: int, noun: int, first: int) -> bool:
    """Whether "that" cannot be a relative pronoun: "the report that X bought Y" leaves it no role."""
    if tree.lemmas[noun] not in _CONTENT_NOUNS or tree.words[first].lower() != "that":
        return False
    objects = [k for k in tree.kids[verb] if tree.deps[k] in ("dobj", "attr", "acomp")]
    return tree.deps[first] == "dobj" and len(objects) > 1 and tree.kid(verb, "nsubj") is not None


def missing_subjects(tree: Tree) -> None:
    """A finite verb without a subject: the name before it that the parser took for an aside.

    "In April Voss, along with Pell, announced" (npadvmod), "On leaving Lund, Skåne, Ide joins" (apposition).
    """
    for i, tag in enumerate(tree.tags):
        if tree.deps[i] != "ROOT":
            continue
        if tag == "NNS" and tree.kid(i, "ccomp") is not None and tree.lemmas[i] in _SPEECH:
            tree.tags[i] = tag = "VBZ"  # '"It grew," the filing claims' is no claim of a filing
        if tag not in _FINITE:
            continue
        if tree.kid(i, "nsubj", "nsubjpass", "csubj", "expl", "attr") is not None:
            continue
        name = next((k for k in tree.all_kids(i, "npadvmod") if k < i and tree.tags[k] in PROPER), None)
        if name is not None and tree.lemmas[name] not in _TIMES:
            tree.deps[name] = "nsubj"
        elif i > 0 and tree.heads[i - 1] == i and tree.deps[i - 1] == "compound":
            tree.deps[i - 1] = "nsubj"
            for k in [k for k in tree.all_kids(i, "det", "poss", "amod", "compound") if k < i - 1]:
                tree.attach(k, i - 1, tree.deps[k])
        elif (
            i > 0
            and tree.deps[i - 1] == "appos"
            and tree.tags[i - 1] in PROPER
            and tree.words[tree.left(i - 1) - 1] == ","
        ):
            tree.attach(i - 1, i, "nsubj")
