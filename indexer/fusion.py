"""Two rankings -> one: dense and lexical scores brought to one scale and added.

A convex combination of scores beats ranks alone where both scores are at hand: Bruch, Gai and
Ingber, An Analysis of Fusion Functions for Hybrid Retrieval (2023).
"""

from __future__ import annotations

from collections.abc import Mapping

DENSE_WEIGHT = 0.5
SENTENCE_SHARE = 0.5
LEXICAL_GAIN = 1.5  # so that words that come once each, in a passage of usual length, give 0.7


def scaled(scores: Mapping[int, float], complete: float) -> dict[int, float]:
    """BM25 scores as 0..1, where ``complete`` is the highest score that all words can give.

    Divided by what could be had rather than by the best, a passage that shares one common word
    with the question stays low even where nothing shares more.
    """
    if complete <= 0:
        return dict.fromkeys(scores, 0.0)
    return {key: min(1.0, LEXICAL_GAIN * score / complete) for key, score in scores.items()}


def fused(dense: float, sentence: float, lexical: float) -> float:
    """The score by which hits are ranked.

    ``dense`` and ``sentence`` are cosines (-1..1), ``lexical`` is scaled to 0..1.
    """
    meaning = (1 - SENTENCE_SHARE) * dense + SENTENCE_SHARE * sentence
    return DENSE_WEIGHT * meaning + (1 - DENSE_WEIGHT) * lexical
