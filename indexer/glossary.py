"""Everyday words and acronyms -> the words that formal documents use for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field

from indexer.words import STOPWORDS, stem, words

ACRONYM_WEIGHT = 0.8
EVERYDAY_WEIGHT = 0.4


@dataclass(frozen=True, slots=True)
class Acronym:
    """A short form and what it stands for; several long forms where the field uses several."""

    short: str
    long: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class Glossary:
    """Acronyms and everyday words. Safe to share by threads."""

    acronyms: tuple[Acronym, ...] = ()
    everyday: tuple[tuple[str, tuple[str, ...]], ...] = ()
    _acronyms: dict[str, Acronym] = field(default_factory=dict, repr=False)
    _long: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    _phrases: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(
        cls, acronyms: Iterable[Acronym], everyday: Iterable[tuple[str, tuple[str, ...]]]
    ) -> Glossary:
        """A glossary that is ready to look things up."""
        acronyms, everyday = tuple(acronyms), tuple(everyday)
        return cls(
            acronyms,
            everyday,
            {acronym.short.lower(): acronym for acronym in acronyms},
            {one.short.lower(): tuple(_run(words(long)) for long in one.long) for one in acronyms},
            {_key(words(say)): means for say, means in everyday},
        )

    def acronym(self, text: str) -> Acronym | None:
        """The acronym written so, in any case."""
        return self._acronyms.get(text.strip().lower())

    def knows(self, word: str) -> bool:
        """Whether a word is an acronym or an everyday word here, in any inflection."""
        return word.lower() in self._acronyms or _key([word.lower()]) in self._phrases

    def expansions(self, text: str) -> list[tuple[str, float]]:
        """Terms that documents may use for the words of a text, with weights below 1.

        The longest everyday phrase wins; a short form is looked up in both directions. A short
        form that is also an English word counts only in capitals.
        """
        found: dict[str, float] = {}
        said = words(text)
        once, run = set(said), _run(said)
        for short, acronym in self._acronyms.items():
            if _has_acronym(text, once, short, acronym.short):
                found |= dict.fromkeys(acronym.long, ACRONYM_WEIGHT)
            elif any(long in run for long in self._long[short]):
                found[acronym.short] = ACRONYM_WEIGHT
        for means in self._everyday(said):
            for meant in means:
                found.setdefault(meant, EVERYDAY_WEIGHT)
        return list(found.items())

    def _everyday(self, said: Sequence[str]) -> Iterable[tuple[str, ...]]:
        longest = max(map(len, self._phrases), default=0)
        at = 0
        while at < len(said):
            for length in range(min(longest, len(said) - at), 0, -1):
                means = self._phrases.get(_key(said[at : at + length]))
                if means:
                    yield means
                    at += length - 1
                    break
            at += 1


def _key(phrase: Sequence[str]) -> tuple[str, ...]:
    return tuple(stem(word) for word in phrase)


def _has_acronym(text: str, said: Set[str], short: str, written: str) -> bool:
    if short not in said and f"{short}s" not in said:
        return False
    wordlike = short in STOPWORDS or len(short) < 3 or written != written.upper()
    return not wordlike or bool(re.search(rf"(?<!\w){re.escape(written)}s?(?!\w)", text))


def _run(said: Sequence[str]) -> str:
    """Words between single spaces, so that one run of words is found in another."""
    return f" {' '.join(said)} "
