"""What a message is about -> the actions that it may mean, the likeliest first.

Two views are put together: what the words mean (vectors) and which words they are (stems weighted
by how few actions have them).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.core.ports import Meaning
from bot.core.register import Action
from bot.core.updates.scores import AT_HAND, Likeness, Scored, score
from bot.core.updates.vocabulary import Term, Vocabulary
from indexer.glossary import Glossary
from indexer.words import STOPWORDS, content_stems, content_words, sentences, stem, words

_SAME_NAME = 0.6  # cosine of a message with a name, from which on it means the same
_SEGMENT_WORDS = 5  # a shorter sentence of an action says too little by itself
# Of the weight of a word that only stands for the one that was said: tried on the labelled sets.
_LIKE = 0.8
_JOINT = re.compile(  # a long action says several things, and a message names one of them
    r",?\s+(?:including|through|so that|in order to|to ensure|and ensures?|which|based on"
    r"|as well as)\s+"
    r"|[;:]\s|\s[-–—]\s|\s\(|\)\s?"
)
_INITIALS = re.compile(r"\b[A-Za-z]{2,6}\b")


@dataclass(frozen=True, slots=True)
class _Known:
    """An action with what it is compared by; ``names`` is what people called it before."""

    action: Action
    texts: tuple[str, ...]
    names: tuple[str, ...]
    stems: frozenset[str]
    initials: frozenset[str]
    pairs: frozenset[tuple[str, str]]


class Finder:
    """Compares messages with the actions of the register. Safe to share by threads.

    ``names`` gives further texts by which an action goes: what people called it before.
    """

    def __init__(
        self,
        actions: Sequence[Action],
        names: Mapping[str, Sequence[str]],
        glossary: Glossary,
        meaning: Meaning,
    ) -> None:
        self.actions = tuple(actions)
        self._meaning = meaning
        texts = {action.id: action.text for action in actions}
        self._known = [
            _known(action, texts.get(action.part_of, ""), names.get(action.id, ()))
            for action in actions
        ]
        self._vocabulary = Vocabulary(
            (text for known in self._known for text in known.texts),
            [known.stems for known in self._known],
            glossary,
        )

    def scored(self, subject: str, topic: str, plan: str = "") -> list[Scored]:
        """The actions by how well they fit, the best first; those of ``plan`` count for more.

        ``subject`` is what a text is about, ``topic`` its first words.
        """
        found = [
            Scored(action, score(likeness) + AT_HAND * (action.plan == plan), likeness)
            for action, likeness in self.likenesses(subject, topic)
        ]
        return sorted(found, key=lambda one: -one.score)

    def likenesses(self, subject: str, topic: str) -> list[tuple[Action, Likeness]]:
        """Each action and how it agrees with the subject of a message and its first words."""
        if not self._known:
            return []
        subject, topic = self._vocabulary.mended(subject), self._vocabulary.mended(topic)
        dense = self._dense(subject)
        first = self._dense(topic) if topic != subject else dense
        terms, first_terms = self._vocabulary.terms(subject), self._vocabulary.terms(topic)
        pairs = _pairs(subject)
        letters = {found.lower() for found in _INITIALS.findall(subject)}
        return [
            (
                known.action,
                Likeness(
                    dense[place],
                    first[place],
                    *self._lexical(terms, known),
                    float(bool(letters & known.initials)),
                    *self._lexical(first_terms, known),
                    len(pairs & known.pairs) / len(pairs) if pairs else 0.0,
                ),
            )
            for place, known in enumerate(self._known)
        ]

    def _dense(self, text: str) -> list[float]:
        """The best cosine of a text with one of the texts of each action.

        A name that people used counts only for what is much the same: being short, it is a little
        like every short message.
        """
        flat = [other for known in self._known for other in (*known.texts, *known.names)]
        cosines = iter(self._meaning.cosines(self._vocabulary.spelt_out(text), flat))
        found = []
        for known in self._known:
            own = max(next(cosines) for _ in known.texts)
            called = max((next(cosines) for _ in known.names), default=0.0)
            found.append(max(own, called) if called >= _SAME_NAME else own)
        return found

    def _lexical(self, terms: Sequence[Term], known: _Known) -> tuple[float, float]:
        """How much of what the terms say the action has, and how much of the action they name."""
        told = math.fsum(term.weight for term in terms)
        met = math.fsum(self._met(term, known.stems) for term in terms)
        said = {term.word for term in terms}.union(*(term.others for term in terms))
        held = math.fsum(map(self._vocabulary.weight, known.stems))
        reached = math.fsum(map(self._vocabulary.weight, known.stems & said))
        return met / told if told else 0.0, reached / held if held else 0.0

    def _met(self, term: Term, stems: frozenset[str]) -> float:
        """How much of a word's weight an action meets: all by the word, less by one like it."""
        if term.word in stems:
            return term.weight
        hits = [self._vocabulary.weight(word) for word in term.others & stems]
        return min(term.weight, _LIKE * max(hits)) if hits else 0.0


def _known(action: Action, whole: str, names: Sequence[str]) -> _Known:
    text = action.text
    parts = [text[start:end] for start, end in sentences(text)]
    parts += [line for line in text.split("\n") if len(line.split()) >= _SEGMENT_WORDS]
    parts += [piece for part in parts for piece in _JOINT.split(part)]
    texts = [text, *(part for part in parts if len(part.split()) >= _SEGMENT_WORDS)]
    if whole:
        texts.append(f"{whole} {text}")
    return _Known(
        action,
        tuple(dict.fromkeys(" ".join(one.split()) for one in texts)),
        tuple(dict.fromkeys(" ".join(one.split()) for one in names)),
        content_stems(text),
        frozenset(_initials(text)),
        _pairs(text),
    )


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """The stems of the words of content that stand side by side."""
    return frozenset(pairwise(map(stem, content_words(text))))


def _initials(text: str) -> Iterable[str]:
    """The initials of each run of words: "joint procurement forum" goes by JPF."""
    said = [word for word in words(text) if word[0].isalpha()]
    for kept in (said, [word for word in said if word not in STOPWORDS]):
        for length in range(3, 6):
            for start in range(len(kept) - length + 1):
                yield "".join(word[0] for word in kept[start : start + length])
