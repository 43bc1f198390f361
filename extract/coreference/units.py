"""Parts of firms that a text names by what they do: "Corvex sold its wireless business to Kestrin".

Only where such a part changes hands, and where it is said whose it was: "the wireless business" alone is anybody's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.model import Argument, Mention, Proposition
from newsweave.extract.parsing.phrases import PROPER
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.classes import without_legal_form
from newsweave.ontology.gazetteer import slugify
from newsweave.ontology.lists import word_list

__all__ = ["units_changing_hands"]

_UNITS = word_list("units_sold")
_GENERAL = word_list("unit_adjectives")
_SELLING = word_list("unit_sales")
_BUYING = word_list("unit_purchases")
_SELLERS = ("by", "poss", "doer")
_FIRMS = frozenset({"Bank", "Company", "Exchange", "MediaOutlet", "Organization"})
_LONGEST = 6  # words of a part's name
_MODIFIERS = frozenset({"amod", "compound", "nmod"})
_INNER = _MODIFIERS | {"punct", "npadvmod", "advmod", "cc", "conj"}


def units_changing_hands(passages: Sequence[Passage]) -> list[Cluster]:
    """The parts of firms that are sold or bought in ``passages``, in text order; each is linked where it stands."""
    found: dict[str, Cluster] = {}
    for p in passages:
        if p.kind != "paragraph":
            continue
        for proposition in p.propositions:
            for a, owner in _parts(p, proposition):
                words = _words(p.tree, a.head)
                if not words or a.head in p.at:
                    continue
                name = f"{without_legal_form(owner.name)} {p.tree.phrase_text(words)}"
                c = found.get(name)
                if c is None:
                    c = found[name] = Cluster(key=name, type="Company", id=slugify(name), name=name)
                span = (words[0], words[-1] + 1)
                for t in words:
                    if t not in p.at or t == a.head:
                        p.at[t] = c
                        p.spans[t] = span
                start, end = p.tree.starts[span[0]], p.tree.ends[span[1] - 1]
                c.extra.append(Mention(start, end, p.tree.text[start:end], c.type, c.id))
    return list(found.values())


def _parts(p: Passage, proposition: Proposition) -> Iterator[tuple[Argument, Cluster]]:
    """The arguments of a sale or purchase that are parts of firms, each with whose it was."""
    selling, buying = proposition.predicate in _SELLING, proposition.predicate in _BUYING
    nominal = proposition.kind == "nominal"
    if not (selling or buying) or proposition.kind not in ("verb", "nominal"):
        return
    roles = ("of",) if nominal else ("of", "object:of") if proposition.predicate == "dispose" else ("object",)
    for a in (a for role in roles for a in proposition.roles(role)):
        if a.head_lemma not in _UNITS or not _is_one(p, a.head):
            continue
        owner = _own(p, a.head)
        if owner is None and not buying and any(p.tree.lemmas[k] == "a" for k in p.tree.all_kids(a.head, "det")):
            continue  # "carved out a niche business"
        if owner is None:
            sellers = ("from", "object:from", "of:from") if buying else _SELLERS if nominal else ("subject",)
            owner = next((c for role in sellers for x in proposition.roles(role) if (c := p.at.get(x.head))), None)
        if owner is not None and owner.type in _FIRMS and not owner.unnamed:
            yield a, owner


def _is_one(p: Passage, noun: int) -> bool:
    """Whether a noun speaks of one part that has no name: not "its businesses", "its Danish unit, Orva"."""
    tree = p.tree
    if tree.tags[noun] != "NN" and tree.words[noun].lower() != "operations":
        return False
    return not any(k > noun and (k in p.at or tree.tags[k] in PROPER) for k in tree.all_kids(noun, "appos", "nmod"))


def _own(p: Passage, noun: int) -> Cluster | None:
    """Whose a part is by its own words: "its business", "X's business", "the business of X"."""
    tree = p.tree
    for k in tree.kids[noun]:
        if tree.deps[k] == "poss":
            return p.at.get(k)
        if tree.deps[k] == "prep" and tree.lemmas[k] == "of":
            of = tree.kid(k, "pobj")
            return None if of is None else p.at.get(of)
    return None


def _words(tree: Tree, noun: int) -> list[int]:
    """The words that tell a part from others, with the noun; empty where none does ("its business")."""
    out = [noun]
    for k in reversed([k for k in tree.kids[noun] if k < noun and tree.deps[k] in _MODIFIERS]):
        inside = tree.subtree(k)
        if inside[-1] != out[0] - 1 or tree.lemmas[k] in _GENERAL or any(tree.deps[t] not in _INNER for t in inside):
            break
        out = [*inside, *out]
    return out if 1 < len(out) <= _LONGEST else []
