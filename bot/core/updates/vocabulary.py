"""Words of a message -> what they stand for among the words of the actions, and how telling.

Typing mistakes are mended, words written apart joined ("news letter"), clipped words ("strat") and
short forms completed, and the sector's words put beside everyday ones.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from indexer.glossary import Glossary
from indexer.words import content_stems, content_words, stem, words

_SHORTEST_TYPO, _LONG_WORD = 5, 8  # letters; a long word may have two slips
_SHORTEST_HALF = 3  # letters of a word that is part of another one
_CLIPPED = range(3, 6)  # letters of a word that may be the beginning of a longer one
_MOST_MEANT = 3  # words that a clipped one may stand for
_ANY_ACTION = frozenset(  # words that tell nothing of which action is meant
    "action actions bit side thing task item piece project folk folks now".split()
)
_PHRASE_WORDS = 5  # an everyday phrase of the glossary has as many words, or fewer
_MOST_EXPANDED = 8192  # phrases whose meanings are kept
# Of the weight that a word of one action has, for a word of none: tried on the labelled sets.
_UNKNOWN = 0.6


@dataclass(frozen=True, slots=True)
class Term:
    """A stem of a message, the stems that may stand for it, and how telling it is."""

    word: str
    others: frozenset[str]
    weight: float


class Vocabulary:
    """What is known of words from the texts of the actions. Safe to share by threads.

    ``texts`` are what the actions are compared by, ``stems`` those of each action.
    """

    def __init__(
        self, texts: Iterable[str], stems: Sequence[frozenset[str]], glossary: Glossary
    ) -> None:
        self._glossary, self._total = glossary, len(stems)
        self._counts = Counter(word for of_one in stems for word in of_one)
        self._words = frozenset(word for text in texts for word in content_words(text))
        self._expansions = lru_cache(_MOST_EXPANDED)(self._expanded)

    def mended(self, text: str) -> str:
        """The text with its typing mistakes mended towards the words of the actions."""
        text = self._joined(text)
        for word in dict.fromkeys(content_words(text)):
            better = self._corrected(word)
            if better != word:
                text = re.sub(rf"\b{re.escape(word)}\b", better, text, flags=re.I)
        return text

    def spelt_out(self, text: str) -> str:
        """The text with what its short forms stand for."""
        said = []
        for word in text.split():
            acronym = self._glossary.acronym(word.strip(".,:;()'\"!?"))
            known = acronym and (word.isupper() or len(acronym.short) > 2)
            said.append(acronym.long[0] if acronym and known else word)
        return " ".join(said)

    def terms(self, text: str) -> list[Term]:
        """What a text names: its words, each with the stems that may stand for it.

        The longest everyday phrase wins; its meaning hangs on its last word of content, if it has
        one ("have a say" has none).
        """
        said = words(text)
        telling = (word for word in content_words(text) if word not in _ANY_ACTION)
        meant = {stem(word): self._completed(word) for word in telling}
        at = 0
        while at < len(said):
            length, others = self._longest(said[at : at + _PHRASE_WORDS])
            phrase = said[at : at + length]
            if others:
                named = [stem(word) for word in phrase if stem(word) in meant]
                meant.setdefault(named[-1] if named else " ".join(phrase), set()).update(others)
            at += length
        return [self._term(word, others) for word, others in meant.items()]

    def weight(self, word: str) -> float:
        """How telling a stem is: the fewer actions have it the more; one of none is in between."""
        having = self._counts[word]
        if not having:
            return _UNKNOWN * math.log(1 + self._total)
        return math.log(1 + self._total / having)

    def _joined(self, text: str) -> str:
        """The text with words that are written apart put together: "web site"."""
        said: list[str] = []
        for word in text.split():
            whole = f"{said[-1]}{word}" if said else ""
            halves = said and min(len(said[-1]), len(word)) >= _SHORTEST_HALF
            if halves and whole.lower() in self._words:
                said[-1] = whole
            else:
                said.append(word)
        return " ".join(said)

    def _corrected(self, word: str) -> str:
        is_word = not word.isalpha() or stem(word) in self._counts
        if len(word) < _SHORTEST_TYPO or is_word or self._completed(word):
            return word
        most = 1 if len(word) < _LONG_WORD else 2
        near = [
            (distance, other)
            for other in self._words
            if abs(len(other) - len(word)) <= most
            and (distance := OSA.distance(word, other, score_cutoff=most)) <= most
        ]
        return min(near)[1] if near else word

    def _completed(self, word: str) -> set[str]:
        """The stems that a clipped word stands for: "strat", "vol"; none where it is a word."""
        is_word = stem(word) in self._counts or self._glossary.knows(word)
        if len(word) not in _CLIPPED or is_word:
            return set()
        whole = {stem(other) for other in self._words if other.startswith(word)}
        return whole if len(whole) <= _MOST_MEANT else set()

    def _longest(self, said: Sequence[str]) -> tuple[int, frozenset[str]]:
        """How many of the first words are an everyday phrase, and the stems that stand for it."""
        for length in range(len(said), 0, -1):
            if others := self._means(said[:length]):
                return length, others
        return 1, frozenset()

    def _means(self, phrase: Sequence[str]) -> frozenset[str]:
        """The stems of what stands for exactly this phrase, not for a part of it."""
        of_parts = self._expansions(" ".join(phrase[1:])) | self._expansions(" ".join(phrase[:-1]))
        own = self._expansions(" ".join(phrase)) - of_parts
        return frozenset(word for text in own for word in content_stems(text))

    def _expanded(self, text: str) -> frozenset[str]:
        return frozenset(term for term, _ in self._glossary.expansions(text))

    def _term(self, word: str, others: set[str]) -> Term:
        known = [other for other in others if self._counts[other]]
        rarest = min(known, key=lambda other: (self._counts[other], other), default=word)
        return Term(word, frozenset(others), self.weight(word if self._counts[word] else rarest))
