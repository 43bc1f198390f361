"""Coreference: whom "it", "she", "the company" and "both banks" mean."""
