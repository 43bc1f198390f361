"""Dates, times and amounts, read from words."""
