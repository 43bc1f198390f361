"""Of which class an entity is: votes of the text around its names, and what decides between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from newsweave.extract.clauses.subjects import SUBJECTS
from newsweave.extract.entities.class_signs import bears_given_name, count_signs
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.entities.frame_votes import frame_votes
from newsweave.extract.model import Argument, Proposition
from newsweave.extract.parsing.phrases import PROPER
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.classes import BROAD, CLASS_NOUNS, called_class, last_word_class, noun_class, part_class
from newsweave.ontology.lists import word_list, word_map
from newsweave.ontology.rule_set import RuleSet

__all__ = ["biographical", "decide", "naming", "vote"]

_WEAK_PARTS = frozenset({"Wallet", "Company", "MediaOutlet", "Bank", "Event", "Platform"})
_PRONOUNS = frozenset({"he", "she", "his", "her", "He", "She", "His", "Her"})
_PERSON_TITLES = word_list("honorifics")
_GIVEN_NAMES = word_list("feminine_names") | word_list("masculine_names")
_LEGAL_FORMS = word_list("legal_forms")
_TRADE_WORDS = word_list("trade_words")
_NO_SURNAME = 6
_ALSO_SURNAMES = frozenset(
    "Beacon Card Coast Decree Fair Gala Harbor Harbour Hearing Levy Palace Prize State Town Village".split()
)
_NUMBERED = word_list("numbered_nouns")
_NUMERAL = re.compile(r"[IVX]+")  # "Benedict XVI"
# "Orbit 5", "Lynx T4", "Kestrel-3": what is built, in its numbered version.
_MODEL = re.compile(r"(?:[A-Z][A-Za-z]+ )+[A-Z]{0,3}\d{1,3}[A-Za-z]?|[A-Z][a-z]{3,}-\d{1,2}[a-z]?")
_WELL_KNOWN = word_list("well_known_surnames")
_STATES = word_list("us_states")
_COMPASS = frozenset(
    "Central Eastern East North Northern Northeast Northwest South Southern Upstate West Western".split()
)
_NATURAL = frozenset({"Creek", "Mountains", "River"})
_PARTICLES = re.compile(r"(?:Da|De|Del|Di|Du|Fitz|La|Le|Mac|Mc|Van|Von)[A-Z][a-z]{2,}")
"""Surnames with a capital inside: "DuVernay", "LaBelle"."""
_STATES_FOR_SHORT = word_map("state_abbreviations")
_PLACE_WORDS = word_list("place_name_words")
_BANK = re.compile(r"[A-Z]\w+(?:bank|banken|banque|kasse)")
_NO_BANKS = word_list("no_banks")
_LONE: dict[str, str] = word_map("lone_institutions")
_OPEN_LABELS = frozenset({"", "Organization", "Product", "Person", "Place", "Group", "Work"})
"""Labels of the model that evidence of any other kind can outweigh."""
_DEFAULT = {
    "Person": "Person",
    "Organization": "Company",
    "Place": "City",
    "Product": "Product",
    "Event": "Event",
    "Law": "Law",
    "": "Company",
    "Group": "Organization",
    "Work": "Product",
}


def vote(at: Mapping[tuple[int, int], Cluster], passages: Sequence[Passage], rules: RuleSet) -> None:
    """Count in ``Cluster.votes`` and ``person_signs`` what titles, nouns, appositions and verbs say of each name.

    ``at`` says which cluster is named where: passage and token.
    """
    frame_votes(at, passages, rules)
    count_signs(at, passages)
    places = sorted(at.items(), key=lambda kv: kv[0])
    second = next((place for place, c in places if c is not places[0][1]), (len(passages), 0))
    placed = {c: all(n.label == "Place" and not n.demonym for n in c.names) for c in dict.fromkeys(at.values())}
    for (index, t), c in places:
        # A title, "who" or a person's pronoun beside the name; and
        # "the Satang exchange", "Alipay wallet": the noun right behind says what the name is.
        tree = passages[index].tree
        head = tree.heads[t]
        if t > 0 and tree.words[t - 1].rstrip(".") in _PERSON_TITLES and (index, t - 1) not in at:
            c.person_signs += 1
        if (
            head == t + 1
            and tree.deps[t] in ("compound", "nmod", "amod")
            and tree.lemmas[head] in word_list("naming_nouns")
        ):
            c.votes[called_class(tree.lemmas[head]) or "Product"] += 2
        if _is_location(tree, t):
            c.votes["City"] += 3
        elif placed[c] and _is_beside_firms(tree, t):
            c.votes["Company"] += 2
        if _is_ware(tree, t):
            c.votes["Product"] += 3
        if c.names[0].label == "Person" and not bears_given_name(c.names[0].text):
            alone = (index, t) < second  # with nobody named before, "its" is its own
            if _is_which(tree, t) or (alone and _has_its(tree, t)):
                c.votes["Company"] += 3
    for index, p in enumerate(passages):
        for prop in p.propositions:
            for a in (*prop.roles("subject"), *(prop.roles("object") if prop.voice == "passive" else ())):
                c0 = at.get((index, a.head))
                if c0 is not None and (
                    prop.predicate in word_list("person_words")
                    or prop.predicate.rsplit(" ", 1)[-1] in word_list("person_words")
                ):
                    c0.person_signs += 1
            named = naming(prop)
            if named is not None:
                c1 = at.get((index, named[1].head))
                if c1 is not None and CLASS_NOUNS.get(named[0].head_lemma):
                    c1.votes[CLASS_NOUNS[named[0].head_lemma]] += 3
            if prop.kind in ("apposition", "copula", "compound") and prop.polarity == "positive":
                for a in prop.roles("subject"):
                    c2 = at.get((index, a.head))
                    person = c2 is not None and _may_be_person(c2)
                    found = noun_class(prop.predicate) if person else called_class(prop.predicate)
                    open_role = prop.predicate.rsplit(" ", 1)[-1] in word_list("roles_of_anybody")
                    if found and c2 is not None and not (open_role and person):
                        c2.votes[found] += 3
            for a in _firms(prop):
                c3 = at.get((index, a.head))
                if c3 is not None and placed[c3]:
                    c3.votes["Company"] += 3  # what buys and is bought is no town
            for a in (
                prop.roles("object") if prop.kind == "verb" and prop.predicate in word_list("hiring_verbs") else ()
            ):
                c5 = at.get((index, a.head))
                if c5 is not None and bears_given_name(c5.names[0].text):
                    c5.votes["Person"] += 3
            for a in _products(prop, [at.get((index, m.head)) for m in prop.roles("subject")]):
                c4 = at.get((index, a.head))
                if c4 is not None:
                    c4.votes["Product"] += 3
            for a in _made_or_used(prop):
                c6 = at.get((index, a.head))
                if c6 is not None and _may_be_product(c6):
                    c6.votes["Product"] += 3
            if prop.kind in ("apposition", "compound") and prop.predicate.split()[-1] in word_list("posts"):
                for a in prop.roles("subject"):
                    c2 = at.get((index, a.head))
                    if c2 is not None and len(c2.names[0].text.split()) > 1:
                        c2.votes["Person"] += 2


def _firms(prop: Proposition) -> list[Argument]:
    """The arguments that only a firm can be: who is bought or fined, who raises money, whose shares fall."""
    if prop.kind == "possessive":
        owned = prop.role("object")
        return list(prop.roles("subject")) if owned is not None and owned.head_lemma in word_list("firms_own") else []
    if prop.kind != "verb":
        return []
    roles = ["subject"] * (prop.predicate in word_list("firms_do")) + ["object"] * (
        prop.predicate in word_list("done_to_firms")
    )
    return [a for role in roles for a in prop.roles(role)]


def _products(prop: Proposition, makers: Sequence[Cluster | None]) -> list[Argument]:
    """The arguments that only a product can be: what is issued, and what somebody who is no person launches."""
    if prop.kind != "verb" or prop.predicate not in word_list("done_to_products"):
        return []
    if prop.predicate in word_list("launching_verbs") and (
        not makers or any(c is not None and any(n.label == "Person" for n in c.names) for c in makers)
    ):
        return []  # a person launches a firm, and who launched it is not said in "launched in 2015"
    return list(prop.roles("object"))


def _made_or_used(prop: Proposition) -> list[Argument]:
    """What is likely a product: what somebody is the maker of, what is rolled out, used, installed."""
    word = prop.predicate.rsplit(" ", 1)[-1]
    if prop.kind == "verb":
        return list(prop.roles("object")) if prop.predicate in word_list("used_as_products") else []
    if prop.kind == "nominal" and word in word_list("deeds_to_products"):
        return list(prop.roles("of"))
    return list(prop.roles("of")) if word in word_list("makers_of_products") else []


def _may_be_product(c: Cluster) -> bool:
    """Whether a name may be a product's though the model takes it for a place or a firm's."""
    if c.known is not None or any((n.label == "Person" and " " in n.text) or n.demonym for n in c.names):
        return False
    return part_class(c.names[0].text) is None and not c.long


def _is_firm(c: Cluster) -> bool:
    """Whether a name ends with what only firms are in law or do: "Mirador S.p.A.", "Calliope Maritime"."""
    last = {n.text.split()[-1] for n in c.names if " " in n.text}
    if not last.isdisjoint(_LEGAL_FORMS):
        return True
    surname = all(len(w) < _NO_SURNAME for w in last & _TRADE_WORDS)  # "Gold", "Steel" and "Power" are surnames, too
    return not surname and c.person_signs == 0 and not any(bears_given_name(n.text) for n in c.names)


def _may_be_person(c: Cluster) -> bool:
    """Whether the model takes a name of two words or more for a person's: such a one can be "the acquirer", too."""
    return c.names[0].label == "Person" and " " in c.names[0].text


def _is_which(tree: Tree, t: int) -> bool:
    """Whether a clause with "which" as its subject explains a name, so that it is no person's: "X, which runs"."""
    return any(
        tree.deps[k] == "relcl" and any(tree.words[x] == "which" and tree.deps[x] in SUBJECTS for x in tree.kids[k])
        for k in tree.kids[t]
    )


def _has_its(tree: Tree, t: int) -> bool:
    """Whether a name is the subject of what somebody does to "its" own, and so no person: "X sold its stake"."""
    if tree.deps[t] not in SUBJECTS:
        return False
    return any(
        tree.words[x].lower() == "its" and not any(tree.tags[k] in PROPER for k in range(t + 1, x))
        for o in tree.all_kids(tree.heads[t], "dobj")
        if o > t
        for x in tree.all_kids(o, "poss")
    )


def _is_location(tree: Tree, t: int) -> bool:
    """Whether a name is where somebody lives or something stands: "born in X", "in X, where"."""
    prep = tree.heads[t]
    if tree.deps[t] != "pobj" or tree.lemmas[prep] != "in":
        return False
    if tree.lemmas[tree.heads[prep]] in word_list("dwelling_verbs"):
        return True
    after = t + 1 + (tree.words[t + 1 : t + 2] == [","])
    return tree.words[after : after + 1] == ["where"]


def _is_ware(tree: Tree, t: int) -> bool:
    """Whether a name is of goods: there are several ("5.4 million X"), or somebody sells "its X" day by day."""
    if tree.tags[t] in ("NNPS", "NNS") and tree.kid(t, "nummod") is not None:
        return True
    verb = tree.heads[t]
    own = any(tree.tags[k] == "PRP$" for k in tree.all_kids(t, "poss"))
    return own and tree.deps[t] == "dobj" and tree.lemmas[verb] == "sell" and tree.tags[verb] in ("VBG", "VBZ", "VBP")


def _is_beside_firms(tree: Tree, t: int) -> bool:
    """Whether one deals with a name, or is something to it, as one is to firms: "a deal with X", "a rival of X"."""
    if tree.deps[t] == "poss":
        return tree.lemmas[tree.heads[t]] in word_list("relatives_of_firms")
    prep = tree.heads[t]
    if tree.deps[t] != "pobj" or tree.deps[prep] not in ("prep", "agent"):
        return False
    return tree.lemmas[prep] in ("with", "against") or (
        tree.lemmas[prep] in ("of", "to", "from") and tree.lemmas[tree.heads[prep]] in word_list("relatives_of_firms")
    )


def naming(prop: Proposition) -> tuple[Argument, Argument] | None:
    """The thing and its name in "an operation dubbed X"."""
    if prop.kind != "verb" or prop.predicate not in word_list("naming_verbs"):
        return None
    thing, name = prop.role("object"), prop.role("complement") or prop.role("as") or prop.role("second")
    return (thing, name) if thing is not None and name is not None else None


def decide(c: Cluster) -> None:
    """Set the class of a cluster by the best evidence: what is known, its own words, the text around, its looks."""
    c.type = _known_class(c)
    if c.type:
        return
    full = c.long or max((n.text for n in c.names), key=len)
    label = _label(c, full)
    part = _own_class(c, full, label)
    shown = any(n.person for n in c.names) or (label == "" and c.person_signs > 0 and " " in full)
    if part is None and shown and len(full.split()) < 5:
        label = "Person"
        c.person_signs += 1
        if " " not in full:
            c.type = label
            return
    called = max(((v, k) for k, v in c.votes.items()), default=(0, ""))
    if part is not None and part[0] in _WEAK_PARTS and called[0] >= 3 and called[1] != BROAD.get(part[0]):
        part = None  # what the text calls it outweighs what its name sounds like
        label = "Organization" if label == "Person" else label
    evidence = [(v, k) for k, v in c.votes.items()]
    if c.firm_signs and not any(BROAD.get(k) == "Organization" for k in c.votes):
        evidence.append((c.firm_signs, "Company"))
    best = max(evidence, default=(0, ""))
    if part is not None and (label != "Person" or part[1] == len(full)):
        narrower = part[0] == "Company" and BROAD.get(best[1]) == "Organization"
        c.type = best[1] if narrower else part[0]
    elif any(w not in _NO_BANKS and _BANK.fullmatch(w) for w in full.split()):
        c.type = "Bank"  # "Donau Kreditbank"
    elif " " not in full and full.endswith(("coin", "Coin")) and full[:1].isupper() and label != "Person":
        c.type = "Cryptocurrency"
    elif evidence and _convinces(c, best, full, label):
        c.type = best[1]
    else:
        _by_looks(c, full, label)


def _known_class(c: Cluster) -> str:
    """The class that is known of a name or that its words say for sure; empty where nothing is."""
    if c.known is not None:
        return c.known.type
    sure = next((n.type for n in c.names if n.type), "") or _LONE.get(c.names[0].text, "")
    shared = {k.type for n in c.names for k in n.known}
    if not sure and len(shared) == 1 and BROAD.get(min(shared)) == "Organization":
        return min(shared)  # which of them it is, is not known; what it is, is
    return sure


def _label(c: Cluster, full: str) -> str:
    """The model's label of most mentions, headings aside, but for names that a given name or a firm's ending marks."""
    labels: Counter[str] = Counter()
    for n in c.names:
        labels[n.label] += 1 if not n.heading else 0
    label = max(labels, key=lambda k: (labels[k], k != "", k), default="")
    if label == "" and bears_given_name(full):
        label = "Person"
    return "Organization" if label in ("Person", "Place", "Product") and _is_firm(c) else label


def _own_class(c: Cluster, full: str, label: str) -> tuple[str, int] | None:
    """The class that the words of a name give away, and how far right the telling word ends."""
    part = part_class(full.title() if full.isupper() else full) if " " in full else None
    if part is None and " " in full and full.split()[0] in word_list("programme_words"):
        part = "Event", len(full)
    ending = last_word_class(full)
    natural = full.rsplit(" ", 1)[-1] in _NATURAL and c.firm_signs <= 3  # what enters a county need not be a firm
    if BROAD.get(ending or "") == "Place" and not natural and (c.firm_signs > 3 or c.votes["Company"]):
        ending = None  # "acquired Echo Bay"
    if ending is not None and (part is None or part[1] < len(full)) and _fits(ending, full, label):
        part = ending, len(full)
    return part


def _convinces(c: Cluster, best: tuple[int, str], full: str, label: str) -> bool:
    """Whether what speaks for a class outweighs the model's label."""
    weight, kind = best
    if BROAD.get(kind) != label and label not in _OPEN_LABELS:
        return False
    full_name = label == "Person" and kind != "Person" and " " in full
    return not full_name or weight >= (6 if c.person_signs or c.votes["Person"] else 3)


def _by_looks(c: Cluster, full: str, label: str) -> None:
    """Set the class of a cluster that nothing in the text speaks for: by its spelling, place and the model's label."""
    if label in ("", "Person", "Product", "Place", "Organization") and not c.firm_signs and _is_model(full):
        c.type = "Product"
        return
    if (label in ("Person", "Place") and _no_person(c, full)) or (label == "Law" and " " not in full):
        label = "Organization"
    if full in _WELL_KNOWN and not c.firm_signs and label not in ("Product", "Event", "Law"):
        c.type = "Person"
        return
    part_of_state = full.split(" ", 1)[0] in _COMPASS and full.split(" ", 1)[-1] in _STATES
    if full in _STATES or part_of_state or (full[-1] == "." and full.replace(".", "").lower() in _STATES_FOR_SHORT):
        c.type = "Region"
        return
    if label == "Place" and c.acting and not c.place_signs and not _sounds_like_place(full):
        label = "Organization"
    c.type = _DEFAULT.get(label, "Company")
    c.guessed = not (c.person_signs or _sounds_like_place(full) or (c.type == "Person" and bears_given_name(full)))


def _is_model(name: str) -> bool:
    return _MODEL.fullmatch(name) is not None and name.split()[-2:][0] not in _NUMBERED


def _sounds_like_place(name: str) -> bool:
    """Whether a word of a name says that it is a place: "Upper Tarn", "Rhine River"."""
    return last_word_class(name) is not None or not _PLACE_WORDS.isdisjoint(name.split())


def _fits(ending: str, name: str, label: str) -> bool:
    """Whether a name's last word can say what it is: clubs and firms end as cities and rivers do ("Arden City")."""
    if label == "Person":
        return name.rsplit(" ", 1)[-1] not in _ALSO_SURNAMES
    return not (label == "Organization" and ending in ("City", "Region"))


def biographical(passages: Sequence[Passage], clusters: dict[str, Cluster]) -> int:
    """1 where the text speaks of "he" or "she" but gives no full name: then a lone surname is the person meant."""
    full = any(n.label == "Person" and " " in n.text for c in clusters.values() for n in c.names)
    return int(not full and any(w in _PRONOUNS for p in passages for w in p.tree.words))


def _no_person(c: Cluster, full: str) -> bool:
    """Whether a name that the model takes for a person or place is spelt like a firm or product.

    News introduces people by their full name; a lone word that nothing else in the document makes a person is a brand.
    """
    words = [w for w in full.split() if w[0] not in '"“']  # 'Christopher "CJ" Lind'
    if any(
        re.search(r"[a-z][A-Z]|\+", w) or (w.isupper() and len(w) > 2 and not _NUMERAL.fullmatch(w))
        for w in words
        if not (w.startswith(("Mc", "Mac")) or (len(words) > 1 and w is words[-1] and _PARTICLES.fullmatch(w)))
    ):
        return True
    lone = len(words) == 1 and full not in _GIVEN_NAMES
    return lone and c.person_signs == 0 and c.names[0].label == "Person"
