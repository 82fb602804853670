"""Two wordings -> how alike they are, so that an action is known again in another edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from math import log

from rapidfuzz import fuzz

from indexer.words import content_stems, words

# Measured on rewordings of 16 actions and on all 577 pairs of different actions of three real
# plans: with these, the rewordings are alike at 0.57 and more, the pairs at 0.59 and less, but for
# two rewordings that share hardly a word.
_WORDS_COUNT = 0.65  # the rest is how the letters run


class Likeness:
    """Compares wordings of one plan. A word counts the less the more of the wordings have it."""

    def __init__(self, texts: Iterable[str]) -> None:
        texts = list(texts)
        self._among = Counter(stem for text in texts for stem in _stems(text))
        self._size = len(texts)

    def of(self, one: str, other: str) -> float:
        """How alike two wordings are, 0..1; 1 for the same words in the same order."""
        first, second = exact(one), exact(other)
        if first == second:
            return 1.0
        letters = max(fuzz.ratio(first, second), fuzz.token_sort_ratio(first, second)) / 100
        mine, theirs = _stems(one), _stems(other)
        whole = self._weight(mine) + self._weight(theirs)
        if not whole:
            return letters
        shared = 2 * self._weight(mine & theirs) / whole
        return _WORDS_COUNT * shared + (1 - _WORDS_COUNT) * letters

    def _weight(self, stems: Iterable[str]) -> float:
        return sum(log((self._size + 1) / (self._among[stem] + 0.5)) for stem in stems)


@lru_cache(maxsize=4096)
def exact(text: str) -> str:
    """What is the same for wordings that differ in case, white space and signs only."""
    return " ".join(words(text)) or " ".join(text.split())


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    return content_stems(text)
