"""Parse repair: the parser's systematic errors on news, mended on the tree before anything reads it.

Each repair is one function with the pattern it mends in its docstring; ``repair`` applies them in order.
"""

from __future__ import annotations

from newsweave.extract.parsing.quotes import attach_quotes
from newsweave.extract.parsing.repair_contracts import (
    agents_of_deeds,
    coordinate_prepositions,
    names_end,
    titled_agreements,
)
from newsweave.extract.parsing.repair_denials import denied_names, denied_phrases, false_auxiliaries, raised_gerunds
from newsweave.extract.parsing.repair_gaps import gapped_clauses
from newsweave.extract.parsing.repair_headlines import find_headline_verbs, headline_infinitives, headline_passives
from newsweave.extract.parsing.repair_heads import (
    ampersand_names,
    compound_names,
    coordinate_clauses,
    coordinate_institutions,
    coordinate_lists,
    coordinate_subjects,
    correlatives,
    missing_subjects,
    money_objects,
    predicate_adverbs,
    that_clauses,
)
from newsweave.extract.parsing.repair_lists import (
    coordinate_names,
    finite_participles,
    headline_pairs,
    listed_predicates,
    members_behind_colons,
    members_beside_asides,
    members_named,
    members_with_brackets,
    modifiers_before_lists,
    pairs_between,
    second_subjects,
    shared_modifiers,
    subjects_behind_sources,
    such_as,
)
from newsweave.extract.parsing.repair_openings import (
    attach_openings,
    long_owners,
    opening_times,
    persons_who,
    recipients,
)
from newsweave.extract.parsing.repair_places import cities_before_states
from newsweave.extract.parsing.repair_posts import posts_until
from newsweave.extract.parsing.repair_shares import orphaned_shares
from newsweave.extract.parsing.repair_sums import counted_currencies, dated_sums, moved_sums
from newsweave.extract.parsing.repair_titles import heads_of_units, titles_with_portfolios, unit_modifiers
from newsweave.extract.parsing.repair_tokens import (
    common_abbreviations,
    final_abbreviations,
    join_tokens,
    mend_lemmas,
    mend_name_tags,
    mend_tags,
    plus_names,
)
from newsweave.extract.parsing.repair_verbs import (
    agent_complements,
    auxiliary_subjects,
    bracketed_participles,
    finite_conjuncts,
    finite_modifiers,
    last_conjuncts,
    last_names,
    persons_in_posts,
    posts_held,
    seated_participles,
    showing_sources,
    startups,
    valuing_rounds,
    verbs_in_names,
)
from newsweave.extract.parsing.tree import Tree

__all__ = ["repair"]


def repair(tree: Tree) -> Tree:
    """All repairs, in order: first words and tags, then what hangs on what, which looks at tags."""
    tree = join_tokens(tree)
    mend_name_tags(tree)
    common_abbreviations(tree)
    final_abbreviations(tree)
    find_headline_verbs(tree)
    headline_infinitives(tree)
    headline_passives(tree)
    mend_tags(tree)
    mend_lemmas(tree)
    plus_names(tree)
    coordinate_prepositions(tree)
    agents_of_deeds(tree)
    names_end(tree)
    titled_agreements(tree)
    verbs_in_names(tree)
    auxiliary_subjects(tree)
    finite_modifiers(tree)
    subjects_behind_sources(tree)
    members_named(tree)
    finite_participles(tree)
    showing_sources(tree)
    startups(tree)
    valuing_rounds(tree)
    agent_complements(tree)
    bracketed_participles(tree)
    titles_with_portfolios(tree)
    heads_of_units(tree)
    unit_modifiers(tree)
    persons_in_posts(tree)
    posts_held(tree)
    posts_until(tree)
    seated_participles(tree)
    cities_before_states(tree)
    money_objects(tree)
    recipients(tree)
    long_owners(tree)
    counted_currencies(tree)
    moved_sums(tree)
    dated_sums(tree)
    predicate_adverbs(tree)
    compound_names(tree)
    ampersand_names(tree)
    coordinate_names(tree)
    modifiers_before_lists(tree)
    second_subjects(tree)
    shared_modifiers(tree)
    listed_predicates(tree)
    members_beside_asides(tree)
    members_behind_colons(tree)
    members_with_brackets(tree)
    such_as(tree)
    headline_pairs(tree)
    pairs_between(tree)
    coordinate_institutions(tree)
    coordinate_lists(tree)
    last_conjuncts(tree)
    last_names(tree)
    orphaned_shares(tree)
    coordinate_subjects(tree)
    correlatives(tree)
    coordinate_clauses(tree)
    that_clauses(tree)
    finite_conjuncts(tree)
    missing_subjects(tree)
    attach_openings(tree)
    opening_times(tree)
    persons_who(tree)
    gapped_clauses(tree)
    denied_phrases(tree)
    denied_names(tree)
    false_auxiliaries(tree)
    raised_gerunds(tree)
    attach_quotes(tree)
    return tree
