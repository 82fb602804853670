"""Two rankings -> one: dense and lexical scores brought to one scale and added.

A convex combination of scores beats ranks alone where both scores are at hand: Bruch, Gai and
Ingber, An Analysis of Fusion Functions for Hybrid Retrieval (2023).
"""

from __future__ import annotations

from collections.abc import Mapping

DENSE_WEIGHT = 0.5
SENTENCE_SHARE = 0.5


def scaled(scores: Mapping[int, float]) -> dict[int, float]:
    """Scores divided by the highest, so that the best is 1 and no score is 0. Scores are >= 0."""
    best = max(scores.values(), default=0.0)
    return {key: score / best for key, score in scores.items()} if best > 0 else dict(scores)


def fused(dense: float, sentence: float, lexical: float) -> float:
    """The score by which hits are ranked.

    ``dense`` and ``sentence`` are cosines (-1..1), ``lexical`` is scaled to 0..1.
    """
    meaning = (1 - SENTENCE_SHARE) * dense + SENTENCE_SHARE * sentence
    return DENSE_WEIGHT * meaning + (1 - DENSE_WEIGHT) * lexical
