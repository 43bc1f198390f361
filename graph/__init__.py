"""Statements to a graph and what people do with it."""
