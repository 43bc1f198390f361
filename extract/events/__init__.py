"""Deals, rounds, lawsuits and the like that a document tells of: one record each, and what "the deal" means."""
