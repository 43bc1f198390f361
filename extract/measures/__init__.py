"""Figures: what every number of a text measures, of whom, and whether it is a level or a change."""
