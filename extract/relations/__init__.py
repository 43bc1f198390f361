"""Propositions to statements, by the rules of the ontology: which entity an argument means, qualifiers, confidence."""
