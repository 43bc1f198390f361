"""From names to entities: one decision for a document about who is meant and of which class.

Names come together by known identity, spelling (case, punctuation and company suffix aside), introduced acronyms and
name parts; the class follows the best evidence anywhere in the document.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias, TypeVar

from newsweave.extract.entities.acronyms import Acronym, initials_match
from newsweave.extract.entities.alike import make_alike
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.entities.entity_typing import biographical, decide, vote
from newsweave.extract.entities.names import Name
from newsweave.extract.entities.repeated_mentions import add_repeated_mentions
from newsweave.extract.entities.short_forms import merge_body_nouns, merge_short_forms
from newsweave.extract.entities.surnames import settle_surnames
from newsweave.extract.model import Entity, Mention
from newsweave.ontology.classes import BROAD, part_class, without_legal_form
from newsweave.ontology.gazetteer import Gazetteer, KnownName, slugify
from newsweave.ontology.lists import word_list
from newsweave.ontology.rule_set import RuleSet

__all__ = ["build_clusters", "to_entity"]

_Key = TypeVar("_Key")
_Index: TypeAlias = dict[_Key, dict[Cluster, None]]
"""To the clusters that a word or some words lead to, in order; with every other name a "Group", no scan ends soon."""

_ENDINGS = word_list("name_endings")
_MEMORIALS = frozenset({"Campaign", "Center", "Centre", "Foundation", "Fund", "Institute", "Library", "Trust"})
_BEGINNINGS = frozenset("Banco Banca Banque Bank Grupo Groupe Gruppo Caja Banka PT".split())
_FIRMS = frozenset({"Bank", "Company", "Exchange", "University"})
_TAX = re.compile(r"Revenue|Tax|Customs|Fiscal")


def build_clusters(
    passages: Sequence[Passage], introduced: Sequence[Acronym], gazetteer: Gazetteer, rules: RuleSet
) -> list[Cluster]:
    """Group the names of all passages, decide classes and ids, and fill ``Passage.at``; in text order."""
    add_repeated_mentions(passages)
    settle_surnames(passages)
    body = [n for p in passages for n in p.names if not n.heading]
    clusters = _by_key(body, introduced, gazetteer)
    _merge_parts(clusters)
    merge_short_forms(clusters, passages)
    merge_body_nouns(clusters)
    _merge_institutions(clusters)
    _add_headings(passages, clusters)
    # What a headline does with a name of the body says little: "Norheim grants licence to Lumapay".
    telling = [(n, c) for c in clusters.values() for n in c.names if not n.heading or c.names[0].heading]
    at = {(n.passage, t): c for n, c in telling for t in range(n.start, n.end)}
    vote(at, passages, rules)
    biography = biographical(passages, clusters)
    for c in clusters.values():
        c.person_signs += biography
    unique = dict.fromkeys(clusters.values())  # no set: its order differs from run to run, and two may begin together
    ordered = sorted(unique, key=lambda c: min((n.passage, n.start, -n.end) for n in c.names))
    for cluster in ordered:
        decide(cluster)
    make_alike(at, passages)
    _identify(ordered)
    # A name inside another, the country of "Malaysia's central bank", keeps its tokens.
    for n, cluster in sorted(((n, c) for c in ordered for n in c.names), key=lambda nc: nc[0].start - nc[0].end):
        for t in range(n.start, n.end):
            passages[n.passage].at[t] = cluster
            passages[n.passage].spans[t] = (n.start, n.end)
    return ordered


def _by_key(names: Sequence[Name], introduced: Sequence[Acronym], gazetteer: Gazetteer) -> dict[str, Cluster]:
    long_of = {a.short: a.long for a in introduced}
    countries = {k.country for n in names for k in n.known[:1] if k.type in ("Country", "City", "Region")}
    written = {n.text for n in names} | set(long_of.values())
    clusters: dict[str, Cluster] = {}
    for n in names:
        owned = f"{n.text}'s"  # "Merrick's sales", where "Merrick's said" shows the name
        long = long_of.get(n.text, owned if owned in written else n.text)
        bare = without_legal_form(long)
        candidates = (gazetteer.lookup(long) if long != n.text else n.known) or gazetteer.lookup(bare)
        if n.person and " " not in long and not n.known:
            candidates = ()  # a surname is nobody else's, whoever else is called so
        known = _chosen(candidates, countries, written, n.label)
        if known is not None and not _supported(known, bare, countries, written):
            known = None
        key = known.id if known else (slugify(bare) or long) + n.apart * "-apart"
        cluster = clusters.setdefault(key, Cluster(key, known=known))
        cluster.known = cluster.known or known
        cluster.names.append(n)
        if long != n.text:
            cluster.long = long
    return clusters


def _chosen(candidates: Sequence[KnownName], countries: set[str], written: set[str], label: str) -> KnownName | None:
    """Which of several known names is meant: the only one, the one written out, or the one whose country is named.

    "the SEC" of a text that names no country with one is the American one, as English news writes of it.
    """
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
    if not near and first.country == "US" and len({k.type for k in candidates}) == 1:
        return first
    fitting = [k for k in candidates if label in ("", BROAD.get(k.type))]
    return fitting[0] if len(fitting) == 1 else None


def _supported(known: KnownName, form: str, countries: set[str], written: set[str]) -> bool:
    """Whether a form that many could bear, "Second Merchants Bank", is that of a known one: its country is named, too.

    A public body is known by such a name, except by one that is short for another ("Securities Commission").
    """
    if not known.country or known.country in countries or not set(form.split()) <= word_list("generic_name_words"):
        return True
    if BROAD.get(known.type) != "Organization" or (known.type not in _FIRMS and form == known.name):
        return True
    if known.type not in _FIRMS and known.country == "US":
        return True
    if known.type != "Bank" and form == known.name:
        return True  # "Western Union"
    others = {known.name, *known.aliases} & written
    return not all(set(other.split()) <= word_list("generic_name_words") for other in others)


def _merge_parts(clusters: dict[str, Cluster]) -> None:
    """Bring short forms to the one long form that fits: "Serey" to "Chea Serey", "Ant" to "Ant Group"."""
    by_word: _Index[str] = defaultdict(dict)
    by_beginning: _Index[tuple[str, ...]] = defaultdict(dict)
    for c in list(clusters.values()):
        for form in {n.text for n in c.names} | ({c.long} if c.long else set()):
            words = form.split()
            if len(words) > 1:
                by_word[words[0]][c] = by_word[words[-1]][c] = None
            for beginning in _firm_beginnings(words):
                by_beginning[beginning][c] = None
    for key, short in list(clusters.items()):
        target = _long_form(short, by_word, by_beginning)
        if target is None and _is_shared_surname(short, by_word):
            short.person_signs += 1
        if target is not None and target is not short:
            if any(n.label == "Person" for n in target.names):
                for n in short.names:
                    n.label = "Person"  # the full name says what the surname is
            target.names = sorted([*target.names, *short.names], key=lambda n: (n.passage, n.start))
            for form in {n.text for n in short.names}:
                for beginning in _firm_beginnings(form.split()):
                    by_beginning[beginning][target] = None
            if target.known is None and short.known is not None and short.known.type != "Person":
                target.known = short.known
            del clusters[key]


def _is_shared_surname(short: Cluster, by_word: _Index[str]) -> bool:
    """Whether a lone word is the surname of two or more persons of the document, and so one of them."""
    word = short.names[0].text
    people = [c for c in by_word.get(word, ()) if all(n.label == "Person" for n in c.names)]
    return short.names[0].label == "Person" and sum(c.names[0].text.endswith(f" {word}") for c in people) > 1


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


def _long_form(short: Cluster, by_word: _Index[str], by_beginning: _Index[tuple[str, ...]]) -> Cluster | None:
    label = short.names[0].label
    words = short.names[0].text.split()
    if len(words) > 2 or any(n.demonym for n in short.names):
        return None
    if len(words) == 1 and not short.names[0].apart and (short.known is None or label == "Person"):
        surname = _is_surname(short)
        fits = by_word.get(words[0], ())
        people = [c for c in fits if c is not short and _person_part(words[0], c, surname)]
        if len(people) == 1 and label in ("Person", "", "Organization", "Place", "Product"):
            return people[0]
    if short.known is not None:
        return None
    near = (by_word.get(words[0], ()), by_word.get(words[-1], ()))
    begun = [c for c in by_beginning.get(tuple(words), ()) if c is not short and any(c in some for some in near)]
    firms = [c for c in begun if _firm_part(words, c)]
    if len(firms) == 1 and _is_memorial(firms[0]) and len(words) == 1:
        surname = _is_surname(short)
        if any(_person_part(words[0], c, surname) for c in near[0] if c is not short):
            return None
    return firms[0] if len(firms) == 1 else None


def _is_memorial(c: Cluster) -> bool:
    """Whether a body bears somebody's name who is more likely meant by it: "Voss" is not the Voss Foundation."""
    return c.names[0].text.rsplit(" ", 1)[-1] in _MEMORIALS


def _is_surname(short: Cluster) -> bool:
    persons = sum(n.label == "Person" for n in short.names)
    return persons * 2 > len(short.names) or any(n.person for n in short.names)


def _person_part(word: str, c: Cluster, surname: bool) -> bool:
    """Whether a word is the last or (surname first) the first word of a person's name."""
    votes = Counter(n.label for n in c.names if len(n.text.split()) > 1)
    if c.known is not None or not votes:
        return False
    if votes["Person"] * 2 > sum(votes.values()):
        return any(word in (n.text.split()[0], n.text.split()[-1]) for n in c.names if n.label == "Person")
    # The model took the full name for something else; a surname that it takes for a person speaks against that.
    full = c.names[0].text
    return surname and full.split()[-1] == word and len(full.split()) in (2, 3) and part_class(full) is None


def _firm_part(words: list[str], c: Cluster) -> bool:
    """The first words of an organisation's name whose others are endings such as Group, Holdings, Bank."""
    wanted = tuple(words)
    forms = dict.fromkeys([*(n.text for n in c.names if n.label != "Person"), c.long])
    return any(wanted in _firm_beginnings(form.split()) for form in forms)


def _firm_beginnings(words: list[str]) -> Iterator[tuple[str, ...]]:
    """What of at most two words a firm of this name may be called, if it is a firm's."""
    for length in (1, 2):
        if len(words) > length and all(w in _ENDINGS for w in words[length:]):
            yield tuple(words[:length])
    if 1 < len(words) <= 3 and words[0] in _BEGINNINGS:
        yield tuple(words[1:])  # "Meridiano" for "Banco Meridiano"


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
                cluster.names.append(n)  # behind those of the body, whose first is looked at for what it is


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
    forms = {n.text for n in c.names if not n.demonym} | ({c.long} if c.long else set()) | c.also
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
