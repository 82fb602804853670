"""Question -> hits: dense and lexical candidates, scored together, best first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

from indexer import fusion, lexical, store
from indexer.embedder import Embedder, open_embedder
from indexer.generation import Generation, Manifest
from indexer.rows import as_json
from indexer.types import Document, Hit, Passage, Query

Vector: TypeAlias = npt.NDArray[np.float32]

CANDIDATES = 200
_SHORTEST_TYPO, _LONG_WORD = 4, 8


class Searcher:
    """A search over one finished index. Safe to share by threads."""

    def __init__(self, generation: Generation, embedder: Embedder) -> None:
        self._generation = generation
        self._embedder = embedder
        documents = generation.documents()
        self._documents = {
            d.id: _named(d, documents.values()) for d in _quotable(documents.values())
        }
        self._set_aside = sorted(set(documents) - set(self._documents))

    @classmethod
    def open(cls, folder: Path) -> Searcher:
        """Open the current index. Raises IndexMissing, IndexDamaged or ModelError."""
        generation = store.open_current(folder)
        manifest = generation.manifest
        return cls(
            generation, open_embedder(manifest.model, manifest.model_digest, folder / "models")
        )

    def reopened(self, folder: Path) -> Searcher:
        """A search over the index that is current now, with the same model if it is of that."""
        generation = store.open_current(folder)
        if generation.manifest.model_digest == self._embedder.digest:
            return Searcher(generation, self._embedder)
        return Searcher.open(folder)

    @property
    def name(self) -> str:
        """The name of the index: another one after each build that changed it."""
        return self._generation.folder.name

    @property
    def embedder(self) -> Embedder:
        """The embedding model of the index."""
        return self._embedder

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
        where = self._condition(query)
        vector = self._embedder.embed([_sound(query.text)])[0]
        connection = self._generation.connection
        words = lexical.search(connection, query.terms, where, CANDIDATES)
        scaled = fusion.scaled(words, lexical.complete_score(connection, query.terms))
        rows = words.keys() | self._dense_rows(vector, query, where)
        best = self._scored(rows, vector, scaled)[: query.limit]
        entries = self._generation.entries(scored.row for scored in best)
        return [self._hit(entries[scored.row].passage, scored) for scored in best]

    def section(self, passage: Passage) -> list[Passage]:
        """The passages of the section that a passage stands in, in reading order."""
        rows = self._generation.rows_where(
            "document = ? AND headings = ?", (passage.document, as_json(passage.headings))
        )
        return [entry.passage for _, entry in sorted(self._generation.entries(rows).items())]

    def headings(self) -> list[tuple[str, Passage]]:
        """Each section's own heading with its first passage, in reading order."""
        return self._headings

    @cached_property
    def _headings(self) -> list[tuple[str, Passage]]:
        entries = self._generation.entries(self._generation.section_starts())
        passages = [entry.passage for _, entry in sorted(entries.items())]
        return [(p.headings[-1], p) for p in passages if p.document in self._documents]

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
        parts, values = list[str](), list[str]()
        for column, wanted in (("area", query.areas), ("document", query.documents)):
            if wanted:
                parts.append(f"{column} IN ({','.join('?' * len(wanted))})")
                values += wanted
        if self._set_aside:
            parts.append(f"document NOT IN ({','.join('?' * len(self._set_aside))})")
            values += self._set_aside
        return " AND ".join(parts), values

    def _dense_rows(
        self, vector: Vector, query: Query, where: tuple[str, Sequence[str]]
    ) -> set[int]:
        generation, (condition, values) = self._generation, where
        if query.areas or query.documents:
            among = generation.vectors_where(condition, values)
            if len(among) > CANDIDATES:
                cosines = _cosines(generation.vectors.get([own for _, own in among]), vector)
                nearest = np.argpartition(-cosines, CANDIDATES)[:CANDIDATES]
                among = [among[place] for place in nearest]
            return {row for row, _ in among}
        ids, _ = generation.vectors.search(vector, CANDIDATES)
        rows = generation.rows_of_vectors([int(i) for i in ids])
        if condition:
            rows &= set(generation.rows_where(condition, values))
        return rows

    def _scored(
        self, rows: Iterable[int], vector: Vector, words: Mapping[int, float]
    ) -> list[_Scored]:
        """Rows with their scores, best first; of equal ones the earlier passage."""
        owned = self._generation.vectors_of(rows)
        ids = [identity for own in owned.values() for identity in own]
        cosines = iter(_cosines(self._generation.vectors.get(ids), vector).tolist())
        made = []
        for row, own in owned.items():
            dense, *sentences = islice(cosines, len(own))
            lexical_score, best = words.get(row, 0.0), max(sentences, default=dense)
            score = fusion.fused(dense, best, lexical_score)
            made.append(_Scored(row, score, dense, best, lexical_score, tuple(sentences)))
        return sorted(made, key=lambda scored: (-scored.score, scored.row))

    def _hit(self, passage: Passage, scored: _Scored) -> Hit:
        return Hit(
            passage=passage,
            document=self._documents[passage.document],
            score=scored.score,
            dense=scored.dense,
            sentence=scored.sentence,
            lexical=scored.lexical,
            cosines=scored.cosines,
        )


@dataclass(frozen=True, slots=True)
class _Scored:
    """A passage's row and the scores of its `Hit`."""

    row: int
    score: float
    dense: float
    sentence: float
    lexical: float
    cosines: tuple[float, ...]


def _cosines(matrix: Vector, vector: Vector) -> Vector:
    # Not @: its threads gain nothing at this size, and wait long for each other on a busy machine.
    found: Vector = np.einsum("ij,j->i", matrix, vector)
    return found


def _sound(text: str) -> str:
    """The text without half characters, which a chat can send and no tokenizer takes."""
    return text.encode(errors="replace").decode()


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


def _named(document: Document, held: Iterable[Document]) -> Document:
    """The document; what supersedes it by its title, where it was told by the name of its file."""
    by = document.superseded_by
    if not by:
        return document
    for other in held:
        if any(path == by or path.endswith(f"/{by}") for path in (other.path, *other.copies)):
            return replace(document, superseded_by=other.title)
    return document


def _title_key(title: str) -> str:
    return " ".join(title.lower().removeprefix("the ").split())
