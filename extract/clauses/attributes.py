"""What stands before a name and says something of it: "Singapore-based X", "Japanese X", "Y-backed X"."""

from __future__ import annotations

from dataclasses import replace

from newsweave.extract.clauses.factuality import ClauseFactuality
from newsweave.extract.clauses.noun_proposition import noun_proposition
from newsweave.extract.model import Proposition
from newsweave.extract.parsing.phrases import PROPER, argument, phrase
from newsweave.extract.parsing.tree import Tree

__all__ = ["SEATED", "attributes", "described"]

SEATED = frozenset({"based", "headquartered"})
# The tagger calls "Japanese" in "Japanese SoftBank" a proper noun; whether it is a demonym the rules ask the names.
_DEMONYM_ENDINGS = ("ese", "ish", "ian", "ean", "ench", "utch", "erman", "ican", "aqi", "ani", "wiss")


def attributes(tree: Tree, name: int, scopes: ClauseFactuality) -> list[Proposition]:
    """Singapore-based X (``based``), Japanese X (``national``), Y-backed X, where no noun stands between."""
    out = []
    words = lambda: [t for t in phrase(tree, name) if tree.tags[t] in PROPER or t == name]  # noqa: E731
    subject = argument(tree, name, "subject", words)
    for k in tree.kids[name]:
        if k > name and tree.deps[k] == "prep" and tree.lemmas[k] == "of":
            out += [
                noun_proposition(tree, k, "national", [subject, argument(tree, x, "of")], "national", scopes)
                for x in tree.all_kids(k, "pobj")
            ]
        if k > name or tree.deps[k] not in ("amod", "compound", "nmod"):
            continue
        if tree.tags[k] in ("NN", "NNS"):  # "the Orva-backed payments firm X"
            for v in (v for t in tree.subtree(k) for v in tree.all_kids(t, "amod") if tree.tags[v] == "VBN"):
                agents = [
                    x for x in tree.all_kids(v, "npadvmod", "compound", "nmod") if tree.tags[x] in PROPER and x < v
                ]
                out += [_participle(tree, v, x, name, scopes, k) for x in agents]
        if tree.words[k] in SEATED:
            places = tree.all_kids(k, "npadvmod", "compound", "nmod", "nsubj")
            out += [
                noun_proposition(tree, k, "based", [subject, argument(tree, x, "in")], "based", scopes) for x in places
            ]
        elif tree.tags[k] == "VBN" and tree.deps[k] == "amod":
            out += [_participle(tree, k, x, name, scopes) for x in _agents_before(tree, k)]
        elif (
            tree.words[k][:1].isupper()
            and not _is_epithet(tree, name)
            and ((tree.deps[k] == "amod" and tree.tags[k] == "JJ") or tree.words[k].endswith(_DEMONYM_ENDINGS))
        ):
            out.append(noun_proposition(tree, k, "national", [subject, argument(tree, k, "amod")], "national", scopes))
    return out


def _is_epithet(tree: Tree, name: int) -> bool:
    """Whether a name only modifies a common noun, or is what somebody else is likened to: "the French Monet"."""
    above = tree.heads[name]
    if tree.deps[name] in ("compound", "nmod"):
        return tree.tags[above] in ("NN", "NNS")
    return tree.deps[name] in ("attr", "oprd") and any(tree.words[k] == "the" for k in tree.all_kids(name, "det"))


def described(tree: Tree, noun: int, name: int, scopes: ClauseFactuality) -> list[Proposition]:
    """What participles before a predicate noun say of whom it is said: "X, a Nasdaq-listed lender"."""
    heads = [noun, *(k for k in tree.all_kids(noun, "compound") if tree.tags[k] in ("NN", "NNS"))]
    verbs = [k for h in heads for k in tree.all_kids(h, "amod") if k < noun and tree.tags[k] == "VBN"]
    return [_participle(tree, v, x, name, scopes) for v in verbs for x in _agents_before(tree, v)]


def _agents_before(tree: Tree, verb: int) -> list[int]:
    """The names before a participle: "Orva" of "Orva-backed"."""
    return [x for x in tree.all_kids(verb, "npadvmod", "compound", "nmod") if tree.tags[x] in PROPER and x < verb]


def _participle(tree: Tree, verb: int, agent: int, name: int, scopes: ClauseFactuality, title: int = -1) -> Proposition:
    """ "Larkspur-backed X" is an X that is backed by Larkspur; ``title`` is a noun that stands between."""
    whole = None if name < verb else lambda: [t for t in phrase(tree, name) if t > max(verb, title)]
    patient = argument(tree, name, "object", whole)
    arguments = [argument(tree, agent, "subject"), patient]
    told = noun_proposition(tree, verb, tree.lemmas[verb], arguments, "based", scopes)
    return replace(told, kind="verb", voice="passive", form="VBN", relation=f"is {tree.words[verb]}")
