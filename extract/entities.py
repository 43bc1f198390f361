"""From names to entities: one decision for a document about who is meant and of which class.

Names come together by known identity, spelling (case, punctuation and company suffix aside), introduced acronyms and
name parts; the class follows the best evidence anywhere in the document.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from newsweave.extract.acronyms import Acronym, initials_match
from newsweave.extract.classes import BROAD, CLASS_NOUNS, noun_class, part_class, without_legal_form
from newsweave.extract.model import Argument, Entity, Mention, Proposition
from newsweave.extract.names import Name
from newsweave.extract.tree import Tree
from newsweave.ontology.gazetteer import Gazetteer, KnownName, slugify
from newsweave.ontology.lists import word_list, word_map

__all__ = ["Cluster", "Passage", "build_clusters", "naming", "to_entity"]

_ENDINGS = word_list("name_endings")
_WEAK_PARTS = frozenset({"Wallet", "Company", "MediaOutlet", "Bank", "Event", "Platform"})
_PRONOUNS = frozenset({"he", "she", "his", "her", "He", "She", "His", "Her"})
_PERSON_TITLES = word_list("honorifics")
_LONE: dict[str, str] = word_map("lone_institutions")
_TAX = re.compile(r"Revenue|Tax|Customs|Fiscal")
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


@dataclass(slots=True)
class Passage:
    """One block of a document with what the stages made of it."""

    tree: Tree
    kind: str
    names: list[Name] = field(default_factory=list)
    propositions: list[Proposition] = field(default_factory=list)
    at: dict[int, Cluster] = field(default_factory=dict)
    """Token index to the entity meant there, names first, later also pronouns and definite noun phrases."""
    groups: dict[int, tuple[Cluster, ...]] = field(default_factory=dict)
    """Token index of a plural pronoun or noun phrase to the entities it means."""
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Token index to the token range of the mention that covers it."""


@dataclass(slots=True, eq=False)
class Cluster:
    """What will be an entity: its names in text order and the votes for its class."""

    key: str
    names: list[Name] = field(default_factory=list)
    known: KnownName | None = None
    long: str = ""
    votes: Counter[str] = field(default_factory=Counter)
    type: str = ""
    id: str = ""
    name: str = ""
    person_signs: int = 0
    """How often the text treats it as a person: a title before it, a verb or noun only people take."""
    extra: list[Mention] = field(default_factory=list)
    """Mentions that are no names: pronouns and noun phrases that were resolved."""

    @property
    def broad(self) -> str:
        """Broad kind: Person, Organization, Place, Product, Event or Law."""
        return BROAD.get(self.type, self.type)

    @property
    def forms(self) -> Counter[str]:
        """How often each written form stands in the document (demonyms aside)."""
        return Counter(n.text for n in self.names if not n.demonym)


def build_clusters(passages: Sequence[Passage], introduced: Sequence[Acronym], gazetteer: Gazetteer) -> list[Cluster]:
    """Group the names of all passages, decide classes and ids, and fill ``Passage.at``; in text order."""
    body = [n for p in passages for n in p.names if not n.heading]
    clusters = _by_key(body, introduced, gazetteer)
    _merge_parts(clusters)
    _merge_institutions(clusters)
    _add_headings(passages, clusters)
    _vote(clusters, passages)
    biography = _biographical(passages, clusters)
    for c in clusters.values():
        c.person_signs += biography
    ordered = sorted(set(clusters.values()), key=lambda c: (c.names[0].passage, c.names[0].start))
    for cluster in ordered:
        _decide(cluster)
    _identify(ordered)
    # A name inside another, the country of "Malaysia's central bank", keeps its tokens.
    for n, cluster in sorted(((n, c) for c in ordered for n in c.names), key=lambda nc: nc[0].start - nc[0].end):
        for t in range(n.start, n.end):
            passages[n.passage].at[t] = cluster
            passages[n.passage].spans[t] = (n.start, n.end)
    return ordered


def _by_key(names: Sequence[Name], introduced: Sequence[Acronym], gazetteer: Gazetteer) -> dict[str, Cluster]:
    long_of = {a.short: a.long for a in introduced}
    countries = {k.country for n in names for k in n.known[:1] if k.type == "Country"}
    written = {n.text for n in names} | set(long_of.values())
    clusters: dict[str, Cluster] = {}
    for n in names:
        long = long_of.get(n.text, n.text)
        bare = without_legal_form(long)
        candidates = (gazetteer.lookup(long) if long != n.text else n.known) or gazetteer.lookup(bare)
        known = _chosen(candidates, countries, written, n.label)
        key = known.id if known else slugify(bare) or long
        cluster = clusters.setdefault(key, Cluster(key, known=known))
        cluster.known = cluster.known or known
        cluster.names.append(n)
        if long != n.text:
            cluster.long = long
    return clusters


def _chosen(candidates: Sequence[KnownName], countries: set[str], written: set[str], label: str) -> KnownName | None:
    """Which of several known names is meant: the only one, the one written out, or the one whose country is named."""
    if label == "Person":
        candidates = [k for k in candidates if BROAD.get(k.type) != "Place"]
    if len(candidates) <= 1:
        return candidates[0] if candidates else None
    out = [k for k in candidates if k.name in written]
    if len(out) == 1:
        return out[0]
    near = [k for k in candidates if k.country and k.country in countries]
    if len(near) == 1:
        return near[0]
    first = candidates[0]
    if all(BROAD.get(k.type) == "Place" for k in candidates):
        return first
    fitting = [k for k in candidates if label in ("", BROAD.get(k.type))]
    return fitting[0] if len(fitting) == 1 else None


def _merge_parts(clusters: dict[str, Cluster]) -> None:
    """Bring short forms to the one long form that fits: "Serey" to "Chea Serey", "Ant" to "Ant Group"."""
    by_word: dict[str, list[Cluster]] = defaultdict(list)
    for c in list(clusters.values()):
        for form in {n.text for n in c.names} | ({c.long} if c.long else set()):
            words = form.split()
            if len(words) > 1:
                for w in {words[0], words[-1]}:
                    if c not in by_word[w]:
                        by_word[w].append(c)
    for key, short in list(clusters.items()):
        target = _long_form(short, by_word)
        if target is not None and target is not short:
            if any(n.label == "Person" for n in target.names):
                for n in short.names:
                    n.label = "Person"  # the full name says what the surname is
            target.names = sorted([*target.names, *short.names], key=lambda n: (n.passage, n.start))
            if target.known is None and short.known is not None and short.known.type != "Person":
                target.known = short.known
            del clusters[key]


def _merge_institutions(clusters: dict[str, Cluster]) -> None:
    """ "The Nigerian tax authority" is the one known tax authority of Nigeria that the document names."""
    for key, c in list(clusters.items()):
        first = c.names[0]
        if c.known is not None or not first.type:
            continue
        tax = "tax" in first.text.lower().split()
        fits = [
            o
            for o in clusters.values()
            if o.known is not None
            and o.known.country == first.home
            and first.home
            and _same_office(o.known, first, tax)
        ]
        if len(fits) == 1:
            fits[0].names = sorted([*fits[0].names, *c.names], key=lambda n: (n.passage, n.start))
            del clusters[key]


def _same_office(known: KnownName, name: Name, tax: bool) -> bool:
    if tax:
        return bool(_TAX.search(known.name))
    return known.type == name.type and name.type in ("CentralBank", "Regulator")


def _long_form(short: Cluster, by_word: dict[str, list[Cluster]]) -> Cluster | None:
    label = short.names[0].label
    words = short.names[0].text.split()
    if len(words) > 2 or any(n.demonym for n in short.names):
        return None
    fits = [c for c in by_word.get(words[0], []) + by_word.get(words[-1], []) if c is not short]
    surname = sum(n.label == "Person" for n in short.names) * 2 > len(short.names) or any(n.person for n in short.names)
    people = [c for c in dict.fromkeys(fits) if _person_part(words, c, surname)]
    if (
        len(people) == 1
        and (short.known is None or label == "Person")
        and label in ("Person", "", "Organization", "Place", "Product")
    ):
        return people[0]
    if short.known is not None:
        return None
    firms = [c for c in dict.fromkeys(fits) if _firm_part(words, c)]
    return firms[0] if len(firms) == 1 else None


def _person_part(words: list[str], c: Cluster, surname: bool) -> bool:
    """A single word that is the last or (surname first) the first word of a person's name."""
    if len(words) != 1:
        return False
    votes = Counter(n.label for n in c.names if len(n.text.split()) > 1)
    if c.known is not None or not votes:
        return False
    if votes["Person"] * 2 > sum(votes.values()):
        return any(words[0] in (n.text.split()[0], n.text.split()[-1]) for n in c.names if n.label == "Person")
    # The model took the full name for something else; a surname that it takes for a person speaks against that.
    full = c.names[0].text
    return surname and full.split()[-1] == words[0] and len(full.split()) in (2, 3) and part_class(full) is None


def _firm_part(words: list[str], c: Cluster) -> bool:
    """The first words of an organisation's name whose others are endings such as Group, Holdings, Bank."""
    for form in [*(n.text for n in c.names if n.label != "Person"), c.long]:
        parts = form.split()
        if len(parts) > len(words) and parts[: len(words)] == words:
            rest = parts[len(words) :]
            if all(r in _ENDINGS for r in rest):
                return True
    return False


def _add_headings(passages: Sequence[Passage], clusters: dict[str, Cluster]) -> None:
    """A headline's name counts only where the body or the gazetteer knows it: capitals say nothing there."""
    by_form = {form.casefold(): c for c in clusters.values() for form in (*c.forms, c.long) if form}
    for p in passages:
        for n in p.names:
            if not n.heading:
                continue
            cluster = by_form.get(n.text.casefold())
            if cluster is None and len(n.known) == 1:
                cluster = clusters.setdefault(n.known[0].id, Cluster(n.known[0].id, known=n.known[0]))
            if cluster is not None:
                cluster.names = sorted([*cluster.names, n], key=lambda m: (m.passage, m.start))


def _vote(clusters: dict[str, Cluster], passages: Sequence[Passage]) -> None:
    at: dict[tuple[int, int], Cluster] = {}
    for c in clusters.values():
        for n in c.names:
            for t in range(n.start, n.end):
                at[n.passage, t] = c
    for (index, t), c in sorted(at.items(), key=lambda kv: kv[0]):
        # A title, "who" or a person's pronoun beside the name; and
        # "the Satang exchange", "Alipay wallet": the noun right behind says what the name is.
        tree = passages[index].tree
        head = tree.heads[t]
        if t > 0 and tree.words[t - 1].rstrip(".") in _PERSON_TITLES and (index, t - 1) not in at:
            c.person_signs += 1
        if head == t + 1 and tree.deps[t] in ("compound", "nmod") and tree.lemmas[head] in word_list("naming_nouns"):
            c.votes[CLASS_NOUNS.get(tree.lemmas[head], "Product")] += 2
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
                found = noun_class(prop.predicate)
                for a in prop.roles("subject"):
                    c2 = at.get((index, a.head))
                    if found and c2 is not None:
                        c2.votes[found] += 3
            if prop.kind in ("apposition", "compound") and prop.predicate.split()[-1] in word_list("posts"):
                for a in prop.roles("subject"):
                    c2 = at.get((index, a.head))
                    if c2 is not None and len(c2.names[0].text.split()) > 1:
                        c2.votes["Person"] += 2


def naming(prop: Proposition) -> tuple[Argument, Argument] | None:
    """The thing and its name in "an operation dubbed X"."""
    if prop.kind != "verb" or prop.predicate not in word_list("naming_verbs"):
        return None
    thing, name = prop.role("object"), prop.role("complement") or prop.role("as") or prop.role("second")
    return (thing, name) if thing is not None and name is not None else None


def _decide(c: Cluster) -> None:
    """Set the class of a cluster by the best evidence."""
    labels: Counter[str] = Counter()
    for n in c.names:
        labels[n.label] += 1 if not n.heading else 0
    if c.known is not None:
        c.type = c.known.type
        return
    sure = next((n.type for n in c.names if n.type), "") or _LONE.get(c.names[0].text, "")
    if sure:
        c.type = sure
        return
    label, _ = (
        max(((k, v) for k, v in labels.items()), key=lambda kv: (kv[1], kv[0] != "", kv[0])) if labels else ("", 0)
    )
    full = c.long or max((n.text for n in c.names), key=len)
    evidence = [(v, k) for k, v in c.votes.items()]
    part = part_class(full) if len(full.split()) > 1 else None
    shown = any(n.person for n in c.names) or (label == "" and c.person_signs > 0 and " " in full)
    if part is None and shown and len(full.split()) < 5:
        label = "Person"
        c.person_signs += 1
    if part is not None and evidence and part[0] in _WEAK_PARTS and max(evidence)[0] >= 3:
        part = None  # what the text calls it outweighs what its name sounds like
        label = "Organization" if label == "Person" else label
    if part is not None and (label != "Person" or part[1] == len(full)):
        c.type = part[0]
        if part[0] == "Company" and evidence:
            best = max(evidence)[1]
            c.type = best if BROAD.get(best) in ("Organization",) else c.type
        return
    if " " not in full and full.endswith(("coin", "Coin")) and full[:1].isupper() and label != "Person":
        c.type = "Cryptocurrency"
        return
    if evidence:
        best = max(evidence)[1]
        compatible = BROAD.get(best) == label or label in (
            "",
            "Organization",
            "Product",
            "Person",
            "Place",
            "Group",
            "Work",
        )
        if compatible and not (
            label == "Person" and best != "Person" and len(full.split()) > 1 and max(evidence)[0] < 6
        ):
            c.type = best
            return
    if (label in ("Person", "Place") and _no_person(c, full)) or (label == "Law" and " " not in full):
        label = "Organization"
    c.type = _DEFAULT.get(label, "Company")


def _biographical(passages: Sequence[Passage], clusters: dict[str, Cluster]) -> int:
    """1 where the text speaks of "he" or "she" but gives no full name: then a lone surname is the person meant."""
    full = any(n.label == "Person" and " " in n.text for c in clusters.values() for n in c.names)
    return int(not full and any(w in _PRONOUNS for p in passages for w in p.tree.words))


def _no_person(c: Cluster, full: str) -> bool:
    """Whether a name that the model takes for a person or place is spelt like a firm or product.

    News introduces people by their full name; a lone word that nothing else in the document makes a person is a brand.
    """
    words = full.split()
    if any(
        re.search(r"[a-z][A-Z]|\+", w) or (w.isupper() and len(w) > 2) for w in words if not w.startswith(("Mc", "Mac"))
    ):
        return True
    return len(words) == 1 and c.person_signs == 0 and c.names[0].label == "Person"


def _identify(clusters: Iterable[Cluster]) -> None:
    taken: dict[str, Cluster] = {}
    for c in clusters:
        c.name = c.known.name if c.known else _best_name(c)
        base = c.known.id if c.known else slugify(without_legal_form(c.name)) or "unnamed"
        c.id, number = base, 2
        while c.id in taken:
            c.id, number = f"{base}-{number}", number + 1
        taken[c.id] = c


def _best_name(c: Cluster) -> str:
    if c.long:
        return c.long
    forms = c.forms
    if not forms:
        return c.names[0].text
    full = {f for f in forms if not any(f != g and f.casefold() in g.casefold() and len(g.split()) <= 7 for g in forms)}
    first = {n.text: i for i, n in reversed(list(enumerate(c.names)))}
    return min(full or set(forms), key=lambda f: (-forms[f], first[f]))


def to_entity(c: Cluster, passages: Sequence[Passage]) -> Entity:
    """The public form of a cluster, with its mentions in text order."""
    mentions = [_mention(c, n, passages) for n in c.names] + c.extra
    forms = {n.text for n in c.names if not n.demonym} | ({c.long} if c.long else set())
    if c.known is not None:
        forms |= {a for a in c.known.aliases if initials_match(a, c.name) and a.isupper()}
    forms |= {n.text for n in c.names if n.demonym}
    return Entity(
        id=c.id,
        name=c.name,
        type=c.type,
        aliases=tuple(sorted(forms - {c.name})),
        mentions=tuple(sorted(mentions, key=lambda m: (m.start, m.end))),
    )


def _mention(c: Cluster, n: Name, passages: Sequence[Passage]) -> Mention:
    tree = passages[n.passage].tree
    return Mention(tree.starts[n.start], tree.ends[n.end - 1], n.text, c.type, c.id)
