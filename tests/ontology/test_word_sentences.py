"""Every word of every frame, said in every form that its pattern declares: hardly one may go unread."""

from __future__ import annotations

from tests.ontology.word_sentences import sentences, unread

from newsweave.ontology.lexicon import load_rules

FEWEST = 0.97
"""Share that must be read: a parser that takes one odd sentence in a hundred wrong is no fault of the lexicon."""


def test_hardly_a_word_goes_unread() -> None:
    tried = sum(1 for frame in load_rules().frames for _ in sentences(frame))
    missed = unread()
    assert len(missed) <= (1 - FEWEST) * tried, [m[-1] for m in missed[:40]]


def test_no_word_goes_unread_in_all_its_forms() -> None:
    tried: dict[tuple[str, ...], int] = {}
    for frame in load_rules().frames:
        for group, pattern, word, _, _ in sentences(frame):
            key: tuple[str, ...] = (frame.frame, group, pattern, word)
            tried[key] = tried.get(key, 0) + 1
    missed: dict[tuple[str, ...], int] = {}
    for case in unread():
        key = case[:4]
        missed[key] = missed.get(key, 0) + 1
    assert [key for key, n in missed.items() if n == tried[key]] == []
