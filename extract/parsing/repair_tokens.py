"""Repairs of tokens: words that the tokenizer cut, tags and lemmas that the tagger got wrong."""

from __future__ import annotations

from newsweave.extract.parsing.phrases import PROPER
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list, word_map

__all__ = [
    "common_abbreviations",
    "final_abbreviations",
    "join_tokens",
    "mend_lemmas",
    "mend_name_tags",
    "mend_tags",
    "plus_names",
]

_HYPHENS = frozenset("-‐‑–")
_JOINTS = _HYPHENS | {"`"}
_SCALES = frozenset({"m", "m.", "b", "b.", "k"})
_LEMMAS: dict[str, str] = word_map("verb_lemmas")
_OFFICES: dict[str, str] = word_map("title_abbreviations")
_NO_NAME_TAGS = frozenset({"RB", "IN", "VB", "VBP", "VBZ", "VBN", "VBG", "VBD", "UH"})
_ABBREVIATIONS = word_list("common_abbreviations")
_FUNCTION_WORDS = word_list("function_words")
_BEFORE_SENTENCES = frozenset(": “ ` `` ‘ ' ; . ! ? - – — ( [ | / • *".split()) | {'"'}
_CLAUSES = frozenset({"ROOT", "relcl", "ccomp", "advcl", "conj"})
# Kept apart, because the name on the left is an argument of its own: "Singapore-based", "Nasdaq-listed", "state-owned".
_PARTICIPLES = frozenset(
    "based headquartered listed owned backed led traded registered incorporated domiciled regulated licensed born "
    "controlled run linked focused denominated pegged issued approved educated trained sponsored supported funded "
    "managed operated affiliated appointed held founded supervised authorised authorized sanctioned made built "
    "developed designed".split()
)


def join_tokens(tree: Tree) -> Tree:
    """Make one token of what the tokenizer cuts: "co-founder", "cross-border", "Lee–Carter", "``", "4.7m"."""
    if _JOINTS.isdisjoint(tree.words) and _SCALES.isdisjoint(tree.words):
        return tree
    n = len(tree.words)
    groups: list[tuple[int, int]] = []
    i = 0
    while i < n:
        j = i + 1
        if j < n and _is_cut(tree.words[i], tree.words[j]) and _glued(tree, i, j):
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


def _is_cut(word: str, following: str) -> bool:
    return word == following == "`" or (following in _SCALES and word[-1].isdigit())


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
        if compound and tree.words[last] in _SCALES:
            tags.append("CD")
        else:
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
        origin=[tree.origin[b - 1] for _, b in groups],
        unheard=tree.unheard,
    )


def mend_tags(tree: Tree) -> None:
    """Heads of clauses that the tagger takes for something else, though the parser gave them a verb's dependents.

    "was personally involved/JJ in", "the routes parallel/NN the river", "a fair, formerly called/VBD X".
    """
    for i, tag in enumerate(tree.tags):
        if not tree.kids[i]:
            continue
        if tag == "VBD":
            reduced = tree.deps[i] == "acl" and tree.kid(i, "nsubj") is None
            if reduced or (tree.deps[i] == "conj" and _passive_conjunct(tree, i)):
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


def common_abbreviations(tree: Tree) -> None:
    """What is said in capitals and yet names nothing: "an MOU", "its IPO"."""
    for i, word in enumerate(tree.words):
        if word in _ABBREVIATIONS and tree.tags[i] in PROPER:
            tree.tags[i] = "NNS" if word[-1] == "s" else "NN"
            tree.lemmas[i] = word.removesuffix("s").lower()


def mend_name_tags(tree: Tree) -> None:
    """A capital inside a sentence makes a name of what the tagger calls an adverb or a verb: "rival Evenly/RB".

    Not in headlines, where all words have capitals, nor for words that open a quotation or what stands behind a colon.
    """
    for start, end in tree.sentences:
        strange = [t for t in range(start + 1, end) if tree.tags[t] in _NO_NAME_TAGS and _looks_like_name(tree, t)]
        if not strange:
            continue
        if any(tree.words[t].islower() and len(tree.words[t]) > 3 for t in range(start, end)):
            for t in strange:
                tree.tags[t], tree.lemmas[t] = "NNP", tree.words[t].lower()


def _looks_like_name(tree: Tree, t: int) -> bool:
    word = tree.words[t]
    if not word[0].isupper() or len(word) < 3 or word.lower() in _FUNCTION_WORDS or "-" in word:
        return False
    return tree.words[t - 1] not in _BEFORE_SENTENCES and not tree.kids[t]


def _passive_conjunct(tree: Tree, i: int) -> bool:
    """ "was fined by X and warned by Y": a past form with an agent behind a passive is one, too."""
    own = tree.kid(i, "nsubj", "aux", "auxpass") is not None
    return not own and tree.kid(i, "agent") is not None and tree.kid(tree.heads[i], "auxpass") is not None


def _infinitive(participle: str) -> str:
    """The base form of a regular participle in -ed: "involved" -> "involve", "planned" -> "plan"."""
    stem = participle[:-2]
    if not any(vowel in stem for vowel in "aeiouy"):
        return participle  # "led"
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "ls":
        return stem[:-1]
    return stem + "e" if stem.endswith(("v", "s", "z", "c", "g", "u", "at", "id", "ur", "ir", "bl", "tl")) else stem


def mend_lemmas(tree: Tree) -> None:
    """Lemmas that the model's table gets wrong: "fined" is no form of "fin", "Sen." before a name is a senator."""
    for i, tag in enumerate(tree.tags):
        if tag[0] == "V":
            word = tree.words[i].lower()
            right = "found" if (word, tag) == ("found", "VB") else _LEMMAS.get(word)
            if right is not None:
                tree.lemmas[i] = right
        elif tag == "NNP" and i + 1 < len(tree.tags) and tree.tags[i + 1] == "NNP":
            tree.lemmas[i] = _OFFICES.get(tree.words[i].lower(), tree.lemmas[i])


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


def final_abbreviations(tree: Tree) -> None:
    """A name whose last word ends its sentence with its own stop, which the parser takes for the stop alone.

    "bought Kestrin Bank Inc." has an object, "is Kestrin Inc." a complement; "Tarn Co. and Voss Ltd." are two firms.
    """
    for start, end in tree.sentences:
        last = end - 1
        verb = tree.heads[last]
        if (
            tree.deps[last] not in ("punct", "dative")
            or tree.tags[last] not in PROPER
            or not tree.words[last][0].isalpha()
        ):
            continue
        first = tree.left(last)
        before = first - 1
        if before < start or verb >= first:
            continue
        if tree.deps[before] == "cc":
            tree.attach(last, tree.heads[before], "conj")
        elif tree.tags[before] in ("IN", "TO") and tree.kid(before, "pobj", "pcomp") is None:
            tree.attach(last, before, "pobj")
        elif tree.tags[verb][0] == "V" and tree.kid(verb, "dobj", "attr", "acomp") is None:
            tree.deps[last] = "attr" if tree.lemmas[verb] in ("be", "become") else "dobj"
