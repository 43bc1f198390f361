"""Whose the figures of a record are: one owner, several each, several together, or whom the text is about."""

from __future__ import annotations

from newsweave.extract.coreference.pronoun_clauses import means_somebody
from newsweave.extract.coreference.sentence_before import is_about_thing, main_subject
from newsweave.extract.entities.cluster import Cluster, Passage
from newsweave.extract.measures.focus import Focus
from newsweave.extract.measures.measure_names import is_of_period, measure_name
from newsweave.extract.measures.metrics import PRICE, are_shares, is_metric, subject_of
from newsweave.extract.measures.names import MACRO, TARGET, may_have_price
from newsweave.extract.measures.owners import Owner, may_own, only_opens, owner_of, owners_of_clause, reaches_subject
from newsweave.extract.measures.records import Record
from newsweave.extract.model import Proposition
from newsweave.extract.parsing.phrases import PROPER, VERB_TAGS
from newsweave.extract.parsing.tree import Tree
from newsweave.ontology.lists import word_list, word_map
from newsweave.ontology.vocabulary import vocabulary

__all__ = ["Ownership"]

_TOGETHER = frozenset({"together", "combined", "jointly", "collectively", "between"})
_EACH = frozenset({"each", "both", "apiece"})
_PERIODS = frozenset("year quarter month half period week day session morning afternoon time term".split())
_GENERIC = word_list("reporting_firm_nouns")
_OF_STATES = word_list("state_measures")
_OTHERS = frozenset({"MediaOutlet", "Regulator", "GovernmentBody", "CentralBank", "IntergovernmentalOrganization"})
_HOLDING = word_list("sharing_verbs") | word_list("market_sharing_verbs")
_CLASSES = frozenset(word_map("class_nouns")) - {"group", "company"}
_STATES = frozenset({"country", "nation", "state", "economy"})
_OWN = word_list("measures_of_ones_own")
_BELONGING = frozenset({"of", "at", "for", "from", "in", "by", "on"})


class Ownership:
    """Finds owners; what the text is about answers for measures that stand alone."""

    def __init__(self, focus: Focus) -> None:
        self._focus = focus

    def of(self, p: Passage, record: Record, clause: Proposition) -> list[Owner]:
        """Whose the figures are; empty where nobody can be named, or where one of several is meant."""
        found = self._all(p, record, clause)
        if record.place[1] > 1 and record.what.metric == PRICE and len(found) not in (1, record.place[1]):
            return []
        found = [o for i, o in enumerate(found) if o[0] not in (x[0] for x in found[:i])]
        if len(found) < 2:
            return found
        tree = p.tree
        words = {tree.words[t].lower() for t in range(*tree.sentences[tree.sentence_of[clause.token]])}
        place, length = record.place
        if length > 1:
            return [found[place]] if "respectively" in words and length == len(found) else []
        if record.what.metric == PRICE or record.level is None or words & _EACH or self.is_joint(p, record, clause):
            return found
        return []

    @staticmethod
    def is_joint(p: Passage, record: Record, clause: Proposition) -> bool:
        """Whether the figure is that of its owners together."""
        own = {p.tree.words[k].lower() for k in p.tree.kids[clause.token]}
        return record.what.metric != PRICE and not _TOGETHER.isdisjoint(own)

    @staticmethod
    def setter(p: Passage, record: Record, clause: Proposition, owner: Cluster) -> Cluster | None:
        """Who sets a price target for what somebody else is worth."""
        noun = record.what.noun
        if noun < 0 or not is_target(p.tree, noun):
            return None
        heads = [a.head for a in clause.roles("subject")]
        heads += [k for k in p.tree.kids[noun] if p.tree.deps[k] == "poss"]
        found = (p.at[t] for t in heads if t in p.at)
        return next((c for c in found if c is not owner and not c.unnamed), None)

    def _all(self, p: Passage, record: Record, clause: Proposition) -> list[Owner]:
        what, tree = record.what, p.tree
        if what.owner == "token":
            return self._of_token(p, record, clause)
        if what.owner in ("subject", "object"):
            if what.noun in p.at and p.at[what.noun].broad == "Organization":
                return []  # "owns 3.5% of the fund giant"
            if what.thing >= 0:
                return [(p.at[what.thing], what.thing)] if what.thing in p.at and may_own(p.at[what.thing]) else []
            found = owners_of_clause(p, what.verb, what.owner)
            if not found and what.owner == "subject":  # "is accepted at 22,000 shops"
                found = owners_of_clause(p, what.verb, "object")
            found = [o for o in found if o[0].broad != "Place" or what.noun >= 0]
            return found or self._of_pronoun(p, what.verb, what.owner)
        noun = what.noun
        if is_target(tree, noun):
            return self._of_target(p, noun, what.verb)
        if tree.lemmas[noun] == "index":  # "the Oslo shipping index" is not the city's
            return [o for o in owner_of(p, noun, counted=False) if o[0].type != "City"]
        if tree.lemmas[noun] in MACRO or (noun and f"{tree.lemmas[noun - 1]} {tree.lemmas[noun]}" in MACRO):
            return self._of_macro(p, record)
        counted = record.level is not None and record.level.counted >= 0
        held = tree.lemmas[noun] == "share" and any(tree.lemmas[h] in _HOLDING for h in tree.ancestors(noun))
        found = owner_of(p, noun, counted=counted, way=what.thing, held=held)
        if not found and not counted:
            found = self._of_focus(p, noun, clause)
        if not found and not counted:
            found = self._of_speaker(p, noun, clause)
        if not found and what.verb >= 0 and reaches_subject(p, noun, what.thing, what.verb):
            found = self._of_pronoun(p, what.verb, "subject")
        return found

    def _of_pronoun(self, p: Passage, verb: int, role: str) -> list[Owner]:
        """Whom "it" or "the company" means as subject or object, where coreference has not linked the word.

        What is worth less than a link of its own (``link_kinds.yaml``, "owner of figures").
        """
        tree = p.tree
        whom = (
            tree.kid(verb, "dobj")
            if role == "object" and tree.kid(verb, "nsubjpass") is None
            else subject_of(tree, verb)
        )
        if whom is None or whom in p.at or whom in p.groups:
            return []
        before = [k for k in tree.kids[whom] if k < whom]
        alone = tree.lemmas[whom] in _GENERIC and bool(before) and tree.words[before[0]].lower() == "the"
        alone = alone and all(tree.words[k].endswith("-based") for k in before[1:])
        if not alone and (tree.words[whom].lower() != "it" or _goes_on_about_thing(p, whom)):
            return []
        firm = self._focus.firm(tree.starts[whom])
        return [] if firm is None else [(firm, whom)]

    def _of_token(self, p: Passage, record: Record, clause: Proposition) -> list[Owner]:
        what, tree = record.what, p.tree
        thing = what.thing
        if are_shares(tree, thing) and thing not in p.at:
            poss = tree.kid(thing, "poss")
            if poss is not None and poss in p.groups:  # "both companies' shares"
                return [(c, poss) for c in p.groups[poss] if may_have_price(c, record, True)]
            found = owner_of(p, thing, counted=False) or self._of_focus(p, thing, clause)
        elif thing in p.at and not may_own(p.at[thing]):
            return []
        elif tree.heads[thing] == what.verb and tree.deps[thing] in ("nsubj", "nsubjpass"):
            found = owners_of_clause(p, what.verb) or owners_of_clause(p, what.verb, "object")
        elif thing in p.at:
            found = [(p.at[thing], thing)]
        else:
            found = [(c, thing) for c in p.groups.get(thing, ()) if may_own(c)]
        if what.metric != PRICE:
            return found
        traded = tree.lemmas[what.verb] in ("trade", "change") if what.verb >= 0 else False
        priced = [o for o in found if may_have_price(o[0], record, are_shares(tree, thing), traded)]
        return priced if record.place[1] == 1 or len(priced) == len(found) else []

    def _of_target(self, p: Passage, noun: int, verb: int) -> list[Owner]:
        """On what a price target is set: "its price target on X", "X's price target"."""
        tree = p.tree
        preps = tree.all_kids(noun, "prep") + (tree.all_kids(verb, "prep") if verb >= 0 else [])
        for k in (k for k in preps if tree.lemmas[k] in ("on", "for", "of")):
            for x in tree.all_kids(k, "pobj"):
                if x in p.at and may_own(p.at[x]):
                    return [(p.at[x], x)]
                if are_shares(tree, x):
                    found = owner_of(p, x, counted=False)
                    firm = self._focus.firm(tree.starts[x])
                    return found or ([(firm, x)] if firm is not None and tree.kid(x, "det") is not None else [])
        return []

    def _of_macro(self, p: Passage, record: Record) -> list[Owner]:
        """The country or region whose inflation or unemployment it is; nobody's who only speaks of it."""
        noun = record.what.noun
        found = [o for o in owner_of(p, noun, counted=False) if o[0].broad == "Place"]
        if found or any(p.tree.deps[k] == "poss" for k in p.tree.kids[noun]):
            return found
        if _is_of_others(p.tree, noun):
            return []
        country = self._focus.country(p.tree.starts[noun])
        return [] if country is None else [(country, noun)]

    def _of_focus(self, p: Passage, noun: int, clause: Proposition) -> list[Owner]:
        """Whose a measure is that stands alone as a subject: whose word it is, else whom the text is about."""
        tree = p.tree
        if (meant := self._meant_by(p, noun)) is not None:
            return [meant]
        if not self._stands_alone(p, noun):
            return []
        if (above := _main_subject(tree, noun)) is not None:  # "X's profit rose, with sales growing 4%"
            if above in p.at:
                return [(p.at[above], above)] if may_own(p.at[above]) else []
            if not is_metric(tree, above):
                return []
            return owner_of(p, above, counted=False) or self._of_focus(p, above, clause)
        speaker = p.at.get(clause.attribution_head)
        own = is_of_period(measure_name(tree, noun) or "") or are_shares(tree, noun)
        if own and speaker is not None and may_own(speaker) and _reports(speaker):
            return [(speaker, noun)]
        found = self._focus.country_told_of(tree.starts[noun]) if tree.lemmas[noun] in _OF_STATES else None
        found = found or self._focus.firm(tree.starts[noun])
        return [] if found is None else [(found, noun)]

    @staticmethod
    def _of_speaker(p: Passage, noun: int, clause: Proposition) -> list[Owner]:
        """ "X said the cuts would lift free cash flow by $6 billion and result in charges of $4 billion": X's."""
        tree = p.tree
        speaker = p.at.get(clause.attribution_head)
        if speaker is None or not may_own(speaker) or not _reports(speaker):
            return []
        if tree.deps[noun] not in ("dobj", "pobj") or tree.lemmas[noun] not in _OWN or _is_of_others(tree, noun):
            return []
        if any(tree.deps[k] == "poss" or tree.tags[k] in PROPER for k in tree.kids[noun] if k < noun):
            return []
        subject = subject_of(tree, clause.token)
        named = subject is None or subject in p.at or tree.tags[subject] in PROPER
        return [] if named or tree.tags[subject or 0] == "PRP" else [(speaker, noun)]

    def _meant_by(self, p: Passage, noun: int) -> Owner | None:
        """ "The company's share price": the firm that is spoken of, where nobody has linked the words."""
        tree = p.tree
        poss = tree.kid(noun, "poss")
        if poss is None or tree.lemmas[poss] not in _GENERIC or poss in p.at:
            return None
        if [tree.words[k].lower() for k in tree.kids[poss] if tree.deps[k] != "case"] != ["the"]:
            return None
        firm = self._focus.firm(tree.starts[poss])
        return None if firm is None else (firm, poss)

    @staticmethod
    def _stands_alone(p: Passage, noun: int) -> bool:
        tree = p.tree
        if tree.deps[noun] not in ("nsubj", "nsubjpass") or any(tree.deps[k] == "poss" for k in tree.kids[noun]):
            return False
        for k in tree.kids[noun]:
            if k in p.at and (p.at[k].type == "Standard" or only_opens(p, k)):
                continue  # "GAAP net income", "Automotive revenue"
            if k < noun and tree.deps[k] != "amod" and (tree.tags[k] in PROPER or tree.lemmas[k] in _CLASSES):
                return False  # "central bank reserves"
        for k in tree.all_kids(noun, "prep"):
            for x in tree.all_kids(k, "pobj") if tree.lemmas[k] in _BELONGING else ():
                if tree.lemmas[x] not in _PERIODS and tree.tags[x] != "CD":
                    return False  # "sales of fish", "revenue at the unit"
        return True


def _is_of_others(tree: Tree, noun: int) -> bool:
    """Whether a measure is of somebody whom no name means: "an area with unemployment of", "advanced economies"."""
    if tree.lemmas[noun] == "economy" and tree.tags[noun] == "NNS":
        return True
    prep = tree.heads[noun]
    return tree.deps[noun] == "pobj" and tree.lemmas[prep] == "with" and _is_common(tree, tree.heads[prep])


def _is_common(tree: Tree, t: int) -> bool:
    return tree.tags[t] in ("NN", "NNS", "DT") and tree.lemmas[t] not in _STATES


def _goes_on_about_thing(p: Passage, t: int) -> bool:
    """Whether "it" may be a thing that the sentence before is about: "The deal was signed. It is worth $4 million"."""
    sentence = p.tree.sentence_of[t]
    if sentence == 0:
        return False
    return is_about_thing(p, main_subject(p, *p.tree.sentences[sentence - 1]), means_somebody(p.tree, t))


def _reports(speaker: Cluster) -> bool:
    """Whether it is somebody who tells of figures that are its own."""
    return speaker.type not in _OTHERS and vocabulary().is_a(speaker.type, "Organization")


def _main_subject(tree: Tree, noun: int) -> int | None:
    """The subject of the clause that a clause with "with" adds to: "rose, with sales growing 4%"."""
    verb = tree.heads[noun]
    prep = tree.heads[verb]
    if tree.deps[verb] != "pcomp" or tree.lemmas[prep] != "with" or tree.tags[tree.heads[prep]] not in VERB_TAGS:
        return None
    return tree.kid(tree.heads[prep], "nsubj", "nsubjpass")


def is_target(tree: Tree, noun: int) -> bool:
    """Whether it is a price target, which analysts set."""
    return noun > 0 and f"{tree.lemmas[noun - 1]} {tree.lemmas[noun]}" in TARGET
