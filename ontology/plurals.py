"""The singular of regular nouns, as far as it takes to compare words: "batteries" with "battery"."""

from __future__ import annotations

__all__ = ["singular"]

_SHORTEST = 4
"""Letters of the shortest word that is cut: "gas" is none."""


def singular(words: str) -> str:
    """Words with the ending of a plural taken off the last; no English for irregular ones, only the same for all."""
    last = len(words) - words.rfind(" ") - 1
    if last < _SHORTEST or not words.endswith("s") or words.endswith("ss"):
        return words
    if words.endswith("ies") and last > _SHORTEST:
        return words[:-3] + "y"
    return words[:-2] if words.endswith(("sses", "ches", "shes", "xes")) else words[:-1]
