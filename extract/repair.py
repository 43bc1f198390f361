"""Parse repair: the parser's systematic errors on news, mended on the tree before anything reads it.

Each repair is one function with the pattern it mends in its docstring; ``repair`` applies them in order.
"""

from __future__ import annotations

from newsweave.extract.phrases import PROPER
from newsweave.extract.tree import Tree
from newsweave.ontology.lists import word_list, word_map

__all__ = ["repair"]

# Kept apart, because the name on the left is an argument of its own: "Singapore-based", "Nasdaq-listed", "state-owned".
_HYPHENS = frozenset("-‐‑–")
_LEMMAS: dict[str, str] = word_map("verb_lemmas")
_CURRENCY = frozenset({"$", "€", "£", "¥", "US$", "HK$", "A$", "C$", "S$", "₹", "₩"})
_DITRANSITIVE = frozenset("award give grant lend loan offer owe pay promise send wire".split())
_TIMES = word_list("time_words")
_CLAUSES = frozenset({"ROOT", "relcl", "ccomp", "advcl", "conj"})
_OPENING = frozenset({"“", "``", "‘‘", "«"})
_CLOSING = frozenset({"”", "''", "’’", "»"})
_CLAUSE_VERBS = frozenset(
    {*word_list("speech_verbs"), "think", "know", "feel", "hear", "see", "guess", "suppose", "write"}
)
_PARTICIPLES = frozenset(
    "based headquartered listed owned backed led traded registered incorporated domiciled regulated licensed born "
    "controlled run linked focused denominated pegged issued".split()
)


def repair(tree: Tree) -> Tree:
    """All repairs, in order."""
    tree = join_tokens(tree)
    mend_tags(tree)
    mend_lemmas(tree)
    plus_names(tree)
    money_objects(tree)
    predicate_adverbs(tree)
    compound_names(tree)
    coordinate_lists(tree)
    coordinate_subjects(tree)
    coordinate_clauses(tree)
    missing_subjects(tree)
    attach_quotes(tree)
    return tree


def join_tokens(tree: Tree) -> Tree:
    """Make one token of what the tokenizer cuts: "co-founder", "cross-border", "Chi-hyung", "Lee–Carter", "``"."""
    n = len(tree.words)
    groups: list[tuple[int, int]] = []
    i = 0
    while i < n:
        j = i + 1
        if tree.words[i] == "`" and j < n and tree.words[j] == "`" and _glued(tree, i, j):
            j += 1
        while _hyphenated(tree, i, j):
            j += 2
        groups.append((i, j))
        i = j
    if len(groups) == n:
        return tree
    return _merge(tree, groups)


def _glued(tree: Tree, i: int, j: int) -> bool:
    return tree.ends[i] == tree.starts[j] and tree.sentence_of[i] == tree.sentence_of[j]


def _hyphenated(tree: Tree, i: int, j: int) -> bool:
    """Whether the word from token ``i`` to before ``j`` goes on with a hyphen at ``j`` and a word behind it."""
    words = tree.words
    if j + 1 >= len(words) or words[j] not in _HYPHENS or not (_glued(tree, j - 1, j) and _glued(tree, j, j + 1)):
        return False
    before, after = words[j - 1], words[j + 1]
    if not (before[-1:].isalnum() and after[:1].isalnum()):
        return False
    if words[j] == "–":  # also a dash or the sign of a range
        return before[:1].isupper() and after[:1].isupper()
    return not (words[i][:1].isupper() and words[i] != "State" and after.lower() in _PARTICIPLES)


def _merge(tree: Tree, groups: list[tuple[int, int]]) -> Tree:
    """A tree in which each half-open group of tokens is one token, headed by what its highest token was headed by."""
    new_of = [0] * len(tree.words)
    for g, (a, b) in enumerate(groups):
        for t in range(a, b):
            new_of[t] = g
    words, tags, lemmas, deps, heads = [], [], [], [], []
    for g, (a, b) in enumerate(groups):
        # The token nearest the root: heads then stand in ever nearer groups, so no circle closes, even between groups.
        top = a if b - a == 1 else min(range(b - 1, a - 1, -1), key=lambda t: sum(1 for _ in tree.ancestors(t)))
        last = b - 1
        words.append(tree.text[tree.starts[a] : tree.ends[last]] if b - a > 1 else tree.words[a])
        compound = b - a > 1
        lemmas.append("".join(tree.words[a:last]).lower() + tree.lemmas[last] if compound else tree.lemmas[a])
        tags.append(tree.tags[last] if compound and tree.tags[top] == "HYPH" else tree.tags[top])
        deps.append(tree.deps[top])
        head = tree.heads[top]
        heads.append(g if head == top else new_of[head])
    return Tree(
        text=tree.text,
        words=words,
        starts=[tree.starts[a] for a, _ in groups],
        tags=tags,
        lemmas=lemmas,
        deps=deps,
        heads=heads,
        sentences=[(new_of[a], new_of[b - 1] + 1) for a, b in tree.sentences],
        ents=[(new_of[a], new_of[b - 1] + 1, label) for a, b, label in tree.ents],
    )


def mend_tags(tree: Tree) -> None:
    """Heads of clauses that the tagger takes for something else, though the parser gave them a verb's dependents.

    "was personally involved/JJ in", "the routes parallel/NN the river", "a fair, formerly called/VBD X".
    """
    for i, tag in enumerate(tree.tags):
        if not tree.kids[i]:
            continue
        if tag == "VBD" and tree.deps[i] == "acl" and tree.kid(i, "nsubj") is None:
            tree.tags[i] = "VBN"
        elif tag in ("JJ", "NN", "NNS"):
            word = tree.words[i].lower()
            before = {tree.deps[k] for k in tree.kids[i] if k < i}
            if word.endswith("ed") and "auxpass" in before:
                tree.tags[i], tree.lemmas[i] = "VBN", _infinitive(word)
            elif "nsubj" in before and tree.deps[i] in _CLAUSES and tree.kid(i, "dobj", "prep") is not None:
                past = word.endswith("ed")
                tree.tags[i] = "VBD" if past else "VBZ" if tag == "NNS" else "VBP"
                tree.lemmas[i] = _infinitive(word) if past else tree.lemmas[i]


def _infinitive(participle: str) -> str:
    """The base form of a regular participle in -ed: "involved" -> "involve", "planned" -> "plan"."""
    stem = participle[:-2]
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "ls":
        return stem[:-1]
    return stem + "e" if stem.endswith(("v", "s", "z", "c", "g", "u", "at", "id", "ur", "ir", "bl", "tl")) else stem


def plus_names(tree: Tree) -> None:
    """A name that ends in "+" is taken for punctuation: "Lumen Pay+ is", "bought Lumen+"."""
    for i, word in enumerate(tree.words):
        if not (word.endswith("+") and word[0].isupper() and word[-2:-1].isalnum()) or tree.tags[i] in PROPER:
            continue
        tree.tags[i], tree.lemmas[i] = "NNP", word.lower()
        head = tree.heads[i]
        if tree.deps[i] != "punct" or head == i:
            continue
        if i > 0 and tree.tags[i - 1] in PROPER and tree.heads[i - 1] == head:
            tree.attach(i, head, tree.deps[i - 1])
            for k in [i - 1, *tree.kids[i - 1]]:
                tree.attach(k, i, "compound" if k == i - 1 else tree.deps[k])
        elif i < head and tree.kid(head, "nsubj", "nsubjpass") is None:
            tree.deps[i] = "nsubjpass" if tree.kid(head, "auxpass") is not None else "nsubj"
        elif i > head and tree.kid(head, "dobj", "pobj", "attr") is None:
            tree.deps[i] = "pobj" if tree.tags[head] in ("IN", "TO") else "dobj"


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


def attach_quotes(tree: Tree) -> None:
    """Both marks of a quotation hang on the head of what they enclose, so that a phrase keeps or drops the pair.

    The parser hangs the opening mark on the verb before it: the title "A Year" in 'in the film "A Year"'.
    """
    for start, end in tree.sentences:
        opened = -1
        for t in range(start, end):
            word = tree.words[t]
            if word in _OPENING or (word == '"' and opened < 0):
                opened = t
            elif opened >= 0 and (word in _CLOSING or word == '"'):
                _enclose(tree, opened, t)
                opened = -1


def _enclose(tree: Tree, opening: int, closing: int) -> None:
    inside = range(opening + 1, closing)
    tops = [t for t in inside if not opening < tree.heads[t] < closing or tree.heads[t] == t]
    tops = [t for t in tops if tree.deps[t] != "punct"]
    if len(tops) != 1:
        return
    for mark in (opening, closing):
        if not tree.kids[mark] and tree.heads[mark] != mark:
            tree.attach(mark, tops[0], "punct")


def mend_lemmas(tree: Tree) -> None:
    """Lemmas that the model's table gets wrong: "fined" is no form of "fin"."""
    for i, word in enumerate(tree.words):
        right = _LEMMAS.get(word.lower())
        if right is not None and tree.tags[i][:2] == "VB":
            tree.lemmas[i] = right


def coordinate_clauses(tree: Tree) -> None:
    """A whole clause before another is its complement only where that one speaks: "A grew; B fell" are two."""
    for i, dep in enumerate(tree.deps):
        head = tree.heads[i]
        if dep != "ccomp" or i > head or tree.lemmas[head] in _CLAUSE_VERBS:
            continue
        subject = tree.kid(head, "nsubj", "nsubjpass")
        if tree.kid(i, "nsubj", "nsubjpass") is None or subject is None or subject > head:
            continue  # '"It works," promises X' speaks
        if not any(word in _CLOSING or word == '"' for word in tree.words[i + 1 : head]):
            tree.deps[i] = "parataxis"


def predicate_adverbs(tree: Tree) -> None:
    """What a bare "be" predicates is its complement, though tagged an adverb: "is home to", "was ahead of"."""
    for i, dep in enumerate(tree.deps):
        verb = tree.heads[i]
        if dep == "advmod" and i > verb and tree.lemmas[verb] == "be" and tree.kid(i, "prep") is not None:
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
    """ "A, B, and C": the parser may take B for an apposition to A; two names beside a third are a list."""
    for i, dep in enumerate(tree.deps):
        head = tree.heads[i]
        if dep != "appos" or tree.tags[i] not in PROPER or tree.tags[head] not in PROPER:
            continue
        after = [k for k in tree.kids[i] if tree.deps[k] == "conj" and tree.tags[k] in PROPER]
        if (
            after
            and tree.kid(i, "cc") is not None
            and tree.words[tree.left(i) - 1] == ","
            and not _places(tree, i, head)
        ):
            tree.deps[i] = "conj"


def _places(tree: Tree, *tokens: int) -> bool:
    """Whether the model calls all of these places: "Lund, Sweden" is no list."""
    return all(any(a <= t < b for a, b, label in tree.ents if label in ("GPE", "LOC")) for t in tokens)


def missing_subjects(tree: Tree) -> None:
    """A finite verb without a subject: the name before it that the parser took for an aside.

    "In April Voss, along with Pell, announced" (npadvmod), "On leaving Lund, Skåne, Ide joins" (apposition).
    """
    for i, tag in enumerate(tree.tags):
        if tag not in ("VBD", "VBZ", "VBP") or tree.deps[i] != "ROOT":
            continue
        if tree.kid(i, "nsubj", "nsubjpass", "csubj", "expl", "attr") is not None:
            continue
        name = next((k for k in tree.all_kids(i, "npadvmod") if k < i and tree.tags[k] in PROPER), None)
        if name is not None and tree.lemmas[name] not in _TIMES:
            tree.deps[name] = "nsubj"
        elif (
            i > 0
            and tree.deps[i - 1] == "appos"
            and tree.tags[i - 1] in PROPER
            and tree.words[tree.left(i - 1) - 1] == ","
        ):
            tree.attach(i - 1, i, "nsubj")


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
