"""Hand-written stand-ins for what is slow or far away, through the same doors."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

from indexer.passages import cut
from indexer.readers import Reading
from indexer.types import Document, Hit, Passage, Query
from indexer.words import content_words, stem, words


class WordEmbedder:
    """An `Embedder` that hashes each word to one of 64 places: equal words are near, no download.

    ``embedded`` are the texts that it was given, in order; ``vocabulary`` the words it knows
    (None: all).
    """

    model = "words"
    digest = hashlib.sha256(b"words").hexdigest()
    dim = 64
    served_by = "onnxruntime"

    def __init__(self, vocabulary: frozenset[str] | None = None) -> None:
        self.vocabulary = vocabulary
        self.embedded: list[str] = []

    def embed(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> npt.NDArray[np.float32]:
        self.embedded += texts
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()) or [""]:
                vectors[row, _place(word, self.dim)] += 1
            if progress:
                progress(row + 1)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def knows(self, word: str) -> bool:
        return self.vocabulary is None or word in self.vocabulary


def _place(word: str, places: int) -> int:
    return hashlib.sha256(word.encode()).digest()[0] % places


class FakeSearch:
    """A `Search` over passages in memory: the more of the words a passage holds, the better.

    Give it passages whose words are not their document's, and it finds them all the same.
    ``asked`` are the queries that it was given, in order.
    """

    built_at = "2026-11-02T09:30:00+00:00"

    def __init__(self, documents: Sequence[Document], passages: Sequence[Passage]) -> None:
        self.documents = tuple(documents)
        self.passages = tuple(passages)
        self.asked: list[Query] = []
        self._stems = {p.id: _stems(f"{p.text} {p.context}") for p in passages}
        self._known = {word for p in passages for word in words(f"{p.text} {p.context}")}

    @classmethod
    def of(cls, readings: Sequence[Reading]) -> FakeSearch:
        """A search over what readers made of files."""
        passages = [passage for r in readings for passage in cut(r.document, r.sections)]
        return cls([reading.document for reading in readings], passages)

    @property
    def areas(self) -> frozenset[str]:
        return frozenset(passage.area for passage in self.passages if passage.area)

    @property
    def size(self) -> int:
        return len(self.passages)

    def search(self, query: Query) -> list[Hit]:
        self.asked.append(query)
        wanted = _stems(" ".join([query.text, *(t for t, weight in query.terms if weight >= 1)]))
        hits = [
            self._hit(passage, wanted)
            for passage in self.passages
            if (not query.areas or passage.area in query.areas)
            and (not query.documents or passage.document in query.documents)
        ]
        return sorted(hits, key=lambda hit: -hit.score)[: query.limit]

    def section(self, passage: Passage) -> list[Passage]:
        place = (passage.document, passage.headings)
        return [p for p in self.passages if (p.document, p.headings) == place]

    def frequency(self, word: str) -> int:
        return sum(stem(word) in stems for stems in self._stems.values())

    def corrected(self, word: str) -> str:
        if len(word) < 4 or not word.isalpha() or self.frequency(word):
            return word
        near = [known for known in self._known if OSA.distance(word, known) == 1]
        return min(near, default=word)

    def headings(self) -> list[tuple[str, Passage]]:
        first: dict[tuple[str, tuple[str, ...]], Passage] = {}
        for passage in self.passages:
            if passage.headings:
                first.setdefault((passage.document, passage.headings), passage)
        return [(passage.headings[-1], passage) for passage in first.values()]

    def _hit(self, passage: Passage, wanted: frozenset[str]) -> Hit:
        document = next(d for d in self.documents if d.id == passage.document)
        shares = tuple(_share(document.text[start:end], wanted) for start, end in passage.sentences)
        score = len(wanted & self._stems[passage.id]) / len(wanted) if wanted else 0.0
        return Hit(passage, document, score, score, max(shares, default=score), score, shares)


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in content_words(text))


def _share(text: str, wanted: frozenset[str]) -> float:
    return len(wanted & _stems(text)) / len(wanted) if wanted else 0.0
