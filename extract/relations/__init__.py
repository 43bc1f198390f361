"""Propositions to statements, by rule: which entity an argument means, when, who says so, how sure it is."""
