"""Question -> hits: dense and lexical candidates, scored together, best first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from rapidfuzz.distance import OSA

from indexer import fusion, lexical, store
from indexer.embedder import Embedder, open_embedder
from indexer.store import Entry, Generation, Manifest
from indexer.types import Document, Hit, Passage, Query

CANDIDATES = 200
_SHORTEST_TYPO, _LONG_WORD = 4, 8


class Searcher:
    """A search over one finished index. Safe to share by threads."""

    def __init__(self, generation: Generation, embedder: Embedder) -> None:
        self._generation = generation
        self._embedder = embedder
        documents = generation.documents()
        self._documents = {d.id: d for d in _quotable(documents.values())}
        self._set_aside = sorted(set(documents) - set(self._documents))

    @classmethod
    def open(cls, folder: Path) -> Searcher:
        """Open the current index. Raises IndexMissing, IndexDamaged or ModelError."""
        generation = store.open_current(folder)
        manifest = generation.manifest
        return cls(
            generation, open_embedder(manifest.model, manifest.model_digest, folder / "models")
        )

    @property
    def manifest(self) -> Manifest:
        """What the index holds."""
        return self._generation.manifest

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that are quoted, in the order they were read."""
        return tuple(self._documents.values())

    @property
    def areas(self) -> frozenset[str]:
        """The areas that any passage is about."""
        found = self._generation.connection.execute("SELECT DISTINCT area FROM passages")
        return frozenset(area for (area,) in found if area)

    def search(self, query: Query) -> list[Hit]:
        """The best hits for a query, best first, at most ``query.limit``."""
        condition, values = self._condition(query)
        vector = self._embedder.embed([query.text])[0]
        among = None
        if query.areas or query.documents:
            among = self._generation.rows_where(condition, values)
        connection = self._generation.connection
        words = lexical.search(connection, query.terms, (condition, values), CANDIDATES)
        scaled = fusion.scaled(words, lexical.complete_score(connection, query.terms))
        rows = set(words) | set(self._dense_rows(vector, among))
        entries = self._generation.entries(rows)
        hits = [
            self._hit(entry, vector, scaled.get(row, 0.0))
            for row, entry in entries.items()
            if entry.passage.document in self._documents
        ]
        hits.sort(key=lambda hit: (-hit.score, hit.passage.document, hit.passage.position))
        return hits[: query.limit]

    def section(self, passage: Passage) -> list[Passage]:
        """The passages of the section that a passage stands in, in reading order."""
        rows = self._generation.rows_where(
            "document = ? AND headings = ?", (passage.document, store.as_json(passage.headings))
        )
        return [entry.passage for _, entry in sorted(self._generation.entries(rows).items())]

    def headings(self) -> list[tuple[str, Passage]]:
        """Each section's own heading with its first passage, in reading order."""
        rows = self._generation.rows_where("headings != '[]'", ())
        first: dict[tuple[str, tuple[str, ...]], Passage] = {}
        for _, entry in sorted(self._generation.entries(rows).items()):
            passage = entry.passage
            if passage.document in self._documents:
                first.setdefault((passage.document, passage.headings), passage)
        return [(passage.headings[-1], passage) for passage in first.values()]

    @property
    def size(self) -> int:
        """How many passages there are."""
        return self.manifest.passages

    @property
    def built_at(self) -> str:
        """When the index was built, as an ISO 8601 time in UTC."""
        return self.manifest.built_at

    def frequency(self, word: str) -> int:
        """How many passages hold a word, in any inflection."""
        return lexical.frequency(self._generation.connection, word)

    def corrected(self, word: str) -> str:
        """The word of the corpus that a misspelt word was meant to be, else the word itself.

        Left alone: words of the corpus in any inflection, short words of the embedding model's
        vocabulary, numbers.
        """
        if len(word) < _SHORTEST_TYPO or not word.isalpha() or self.frequency(word):
            return word
        most = 1 if len(word) < _LONG_WORD else 2
        if self._embedder.knows(word):
            if len(word) < _LONG_WORD:
                return word
            most = 1  # neighborhood, for a corpus that writes neighbourhood
        near = lexical.known_words(self._generation.connection, word[0], len(word))
        best = min(
            (
                (OSA.distance(word, other, score_cutoff=most), -count, other)
                for other, count in near
            ),
            default=(most + 1, 0, word),
        )
        return best[2] if best[0] <= most else word

    def _condition(self, query: Query) -> tuple[str, list[str]]:
        parts, values = ["1"], list[str]()
        for column, wanted in (("area", query.areas), ("document", query.documents)):
            if wanted:
                parts.append(f"passages.{column} IN ({','.join('?' * len(wanted))})")
                values += wanted
        if self._set_aside:
            parts.append(f"passages.document NOT IN ({','.join('?' * len(self._set_aside))})")
            values += self._set_aside
        return " AND ".join(parts), values

    def _dense_rows(self, vector: np.ndarray, among: Sequence[int] | None) -> list[int]:
        if among is None:
            ids, _ = self._generation.vectors.search(vector, CANDIDATES)
            return self._generation.rows_of_vectors([int(i) for i in ids])
        if len(among) <= CANDIDATES:
            return list(among)
        entries = self._generation.entries(among)
        rows = list(entries)
        matrix = self._generation.vectors.get([entries[row].vector for row in rows])
        order = np.argsort(-(matrix @ vector))[:CANDIDATES]
        return [rows[i] for i in order]

    def _hit(self, entry: Entry, vector: np.ndarray, words: float) -> Hit:
        matrix = self._generation.vectors.get([entry.vector, *entry.sentence_vectors])
        dense, *cosines = (float(value) for value in matrix @ vector)
        best = max(cosines, default=dense)
        return Hit(
            passage=entry.passage,
            document=self._documents[entry.passage.document],
            score=fusion.fused(dense, best, words),
            dense=dense,
            sentence=best,
            lexical=words,
            cosines=tuple(cosines),
        )


def _quotable(documents: Iterable[Document]) -> list[Document]:
    """All documents but summaries whose original is indexed too: then the original is quoted."""
    held = list(documents)
    names = {document.name for document in held if document.origin is None}
    titles = {_title_key(document.title) for document in held if document.origin is None}
    return [
        document
        for document in held
        if document.origin is None
        or (document.origin.file not in names and _title_key(document.origin.title) not in titles)
    ]


def _title_key(title: str) -> str:
    return " ".join(title.lower().removeprefix("the ").split())
