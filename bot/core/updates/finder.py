"""What a message is about -> the actions that it may mean, the likeliest first.

Two views are put together: what the words mean (vectors) and which words they are (stems weighted
by how few actions have them, with typing mistakes mended, initials spelt out and the sector's words
put beside everyday ones).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import OSA

from bot.core.ports import Meaning
from bot.core.register import Action
from bot.core.updates.scores import AT_HAND, Likeness, Scored, score
from indexer.glossary import Glossary
from indexer.words import STOPWORDS, content_stems, content_words, sentences, stem, words

_SEGMENT_WORDS = 5  # a shorter sentence of an action says too little by itself
_SHORTEST_TYPO, _LONG_WORD = 5, 8
_ANY_ACTION = frozenset(
    "action actions bit side thing task item piece project folk folks now".split()
)
_PHRASE_WORDS = 5  # an everyday phrase of the glossary has as many words, or fewer
_UNKNOWN = 0.6  # of the weight that a word of one action has, for a word of none
_LIKE = 0.8  # of the weight of a word that only stands for the one that was said
_MOST_MEANT = 3  # words that a clipped one may stand for
_JOINT = re.compile(  # a long action says several things, and a message names one of them
    r",?\s+(?:including|through|so that|in order to|to ensure|and ensures?|which|based on"
    r"|as well as)\s+"
    r"|[;:]\s|\s[-–—]\s|\s\(|\)\s?"
)
_INITIALS = re.compile(r"\b[A-Za-z]{2,6}\b")


@dataclass(frozen=True, slots=True)
class _Known:
    """An action with what it is compared by."""

    action: Action
    texts: tuple[str, ...]
    stems: frozenset[str]
    initials: frozenset[str]
    pairs: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Term:
    """A stem of a message, the stems that may stand for it, and how telling it is."""

    word: str
    others: frozenset[str]
    weight: float


class Finder:
    """Compares messages with the actions of the register.

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
        self._glossary, self._meaning = glossary, meaning
        texts = {action.id: action.text for action in actions}
        self._known = [
            _known(action, texts.get(action.part_of, ""), names.get(action.id, ()))
            for action in actions
        ]
        self._counts = Counter(word for known in self._known for word in known.stems)
        self._vocabulary = {
            word for known in self._known for text in known.texts for word in content_words(text)
        }

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
        subject, topic = self._mended(subject), self._mended(topic)
        dense = self._dense(self._spelt_out(subject))
        first = self._dense(self._spelt_out(topic)) if topic != subject else dense
        terms, first_terms = self._terms(subject), self._terms(topic)
        pairs = _pairs(subject)
        letters = {found.lower() for found in _INITIALS.findall(subject)}
        return [
            (
                known.action,
                Likeness(
                    dense[n],
                    first[n],
                    *self._lexical(terms, known),
                    float(bool(letters & known.initials)),
                    *self._lexical(first_terms, known),
                    len(pairs & known.pairs) / len(pairs) if pairs else 0.0,
                ),
            )
            for n, known in enumerate(self._known)
        ]

    def _mended(self, text: str) -> str:
        """The text with its typing mistakes mended towards the words of the actions."""
        for word in dict.fromkeys(content_words(text)):
            better = self._corrected(word)
            if better != word:
                text = re.sub(rf"\b{re.escape(word)}\b", better, text, flags=re.I)
        return text

    def _corrected(self, word: str) -> str:
        if len(word) < _SHORTEST_TYPO or not word.isalpha() or stem(word) in self._counts:
            return word
        most = 1 if len(word) < _LONG_WORD else 2
        near = [
            (distance, other)
            for other in self._vocabulary
            if abs(len(other) - len(word)) <= most
            and (distance := OSA.distance(word, other, score_cutoff=most)) <= most
        ]
        return min(near)[1] if near else word

    def _spelt_out(self, text: str) -> str:
        """The text with what its short forms stand for."""
        said = []
        for word in text.split():
            acronym = self._glossary.acronym(word.strip(".,:;()'\"!?"))
            known = acronym and (word.isupper() or len(acronym.short) > 2)
            said.append(acronym.long[0] if acronym and known else word)
        return " ".join(said)

    def _dense(self, text: str) -> list[float]:
        """The best cosine of a text with one of the texts of each action."""
        flat = [other for known in self._known for other in known.texts]
        cosines = iter(self._meaning.cosines(text, flat))
        return [max(next(cosines) for _ in known.texts) for known in self._known]

    def _terms(self, text: str) -> list[_Term]:
        """What the message names: its words, each with the stems that may stand for it.

        The longest everyday phrase wins; its meaning hangs on its last word of content, if it has
        one ("have a say" has none).
        """
        said = words(text)
        telling = (word for word in content_words(text) if word not in _ANY_ACTION)
        meant = {stem(word): self._cut_short(word) for word in telling}
        at = 0
        while at < len(said):
            for length in range(min(_PHRASE_WORDS, len(said) - at), 0, -1):
                phrase = said[at : at + length]
                found = self._glossary.expansions(" ".join(phrase))
                if found:
                    named = [stem(w) for w in phrase if stem(w) in meant]
                    own = named[-1] if named else " ".join(phrase)
                    for other, _ in found:
                        meant.setdefault(own, set()).update(content_stems(other))
                    at += length - 1
                    break
            at += 1
        return [self._term(word, others) for word, others in meant.items()]

    def _term(self, word: str, others: set[str]) -> _Term:
        known = [w for w in others if self._counts[w]]
        rarest = min(known, key=lambda w: self._counts[w], default=word)
        own = word if self._counts[word] else rarest
        return _Term(word, frozenset(others), self._weight(own))

    def _cut_short(self, word: str) -> set[str]:
        """The stems that a clipped word stands for: "strat", "vol"; none where it is a word."""
        if not 3 <= len(word) <= 5 or stem(word) in self._counts or self._glossary.knows(word):
            return set()
        whole = {stem(other) for other in self._vocabulary if other.startswith(word)}
        return whole if len(whole) <= _MOST_MEANT else set()

    def _weight(self, word: str) -> float:
        """How telling a stem is: the fewer actions have it the more; unknown ones are in "
        "between."""
        total, having = len(self._known), self._counts[word]
        return math.log(1 + total / having) if having else _UNKNOWN * math.log(1 + total)

    def _lexical(self, terms: Sequence[_Term], known: _Known) -> tuple[float, float]:
        told = sum(term.weight for term in terms)
        met = sum(self._met(term, known.stems) for term in terms)
        said = {term.word for term in terms}.union(*(term.others for term in terms))
        held = sum(self._weight(word) for word in known.stems)
        reached = sum(self._weight(word) for word in known.stems if word in said)
        return met / told if told else 0.0, reached / held if held else 0.0

    def _met(self, term: _Term, stems: frozenset[str]) -> float:
        """How much of a word's weight an action meets: all by the word, less by one like it."""
        if term.word in stems:
            return term.weight
        hits = [self._weight(word) for word in term.others & stems]
        return min(term.weight, _LIKE * max(hits)) if hits else 0.0


def _known(action: Action, whole: str, names: Sequence[str]) -> _Known:
    text = action.text
    parts = [text[start:end] for start, end in sentences(text)]
    parts += [line for line in text.split("\n") if len(line.split()) >= _SEGMENT_WORDS]
    parts += [piece for part in parts for piece in _JOINT.split(part)]
    texts = [text, *(part for part in parts if len(part.split()) >= _SEGMENT_WORDS)]
    if whole:
        texts.append(f"{whole} {text}")
    texts += names  # for the meaning only: a name that people use may have any words
    return _Known(
        action,
        tuple(dict.fromkeys(" ".join(one.split()) for one in texts)),
        content_stems(text),
        frozenset(_initials(text)),
        _pairs(text),
    )


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """The stems of the words of content that stand side by side."""
    stems = [stem(word) for word in content_words(text)]
    return frozenset(pairwise(stems))


def _initials(text: str) -> Iterable[str]:
    """The initials of each run of words: "joint procurement forum" goes by JPF."""
    said = [word for word in words(text) if word[0].isalpha()]
    for kept in (said, [word for word in said if word not in STOPWORDS]):
        for length in range(3, 6):
            for start in range(len(kept) - length + 1):
                yield "".join(word[0] for word in kept[start : start + length])
