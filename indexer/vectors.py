"""Vectors under stable ids -> the nearest of them: an exact search, kept in one file.

The only owner of faiss. An open index is read only and may be used from several threads.
"""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias, cast

import faiss
import numpy as np
import numpy.typing as npt

from indexer.errors import IndexDamaged

Ids: TypeAlias = npt.NDArray[np.int64]
Matrix: TypeAlias = npt.NDArray[np.float32]
Held: TypeAlias = npt.NDArray[np.bool_]

# How faiss begins an IndexIDMap2 around an IndexFlatIP: type, dimension, rows, and so on.
_HEADER = struct.Struct("<4siq8x8x?i")
_INNER = struct.Struct("<4siq8x8x?iq")
_FILE = _HEADER.size + _INNER.size + 8  # without the vectors and their ids


def vector_id(text: str) -> int:
    """63 bits of the SHA-256 of a text: the same text has the same id in every index."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> 1


class Vectors:
    """Unit vectors with ids, in one file. Made by `build` or `open`; scores are cosines."""

    def __init__(self, index: faiss.IndexIDMap2) -> None:
        self._index = index
        flat = cast(Any, faiss.downcast_index(index.index))  # an IndexFlatIP, by `_check`
        self._ids: Ids = faiss.vector_to_array(index.id_map)
        rows, dim = int(index.ntotal), int(index.d)
        if not rows == int(flat.ntotal) == len(self._ids):
            raise IndexDamaged(_damaged("it holds another number of ids than of vectors"))
        # A view into faiss's own memory (the mapped file), which lives as long as self._index.
        self._matrix: Matrix = (
            faiss.rev_swig_ptr(flat.get_xb(), rows * dim).reshape(rows, dim)
            if rows
            else np.zeros((0, dim), dtype=np.float32)
        )
        self._order = np.argsort(self._ids)
        self._sorted = self._ids[self._order]

    @classmethod
    def build(cls, ids: Ids, matrix: Matrix) -> Vectors:
        """An index of the rows of ``matrix``, each of length one.

        Raises: ValueError for an id that stands twice, or another number of ids than of rows.
        """
        if matrix.ndim != 2 or len(ids) != len(matrix):
            raise ValueError(f"{len(ids)} ids for a matrix of shape {matrix.shape}")
        if len(np.unique(ids)) != len(ids):
            raise ValueError("an id stands twice")
        index = faiss.IndexIDMap2(faiss.IndexFlatIP(matrix.shape[1]))
        index.add_with_ids(
            np.ascontiguousarray(matrix, dtype=np.float32), np.asarray(ids, dtype=np.int64)
        )
        return cls(index)

    @classmethod
    def open(cls, path: Path) -> Vectors:
        """The index that `save` wrote, mapped into memory rather than read.

        Raises: IndexDamaged if the file is missing, cut short or not of this kind.
        """
        _check(path)
        try:
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise IndexDamaged(_damaged(f"{path.name} cannot be read")) from error
        if not isinstance(index, faiss.IndexIDMap2):
            raise IndexDamaged(_damaged(f"{path.name} is not a file of vectors"))
        return cls(index)

    def save(self, path: Path) -> None:
        """Write to ``path``, and to the disk itself. Raises OSError if that is not possible."""
        try:
            faiss.write_index(self._index, str(path))
        except RuntimeError as error:  # faiss has no finer error than this
            raise OSError(f"{path} cannot be written: {error}") from error
        with path.open("rb") as file:
            os.fsync(file.fileno())

    def search(self, vector: Matrix, k: int) -> tuple[Ids, Matrix]:
        """The ids of the ``k`` nearest vectors (or of all, if fewer), best first, and scores."""
        k = min(k, len(self))
        if k <= 0:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        query = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, self.dim)
        # One thread: more wait for each other on a busy machine. The setting is the thread's own.
        faiss.omp_set_num_threads(1)
        scores, ids = self._index.search(query, k)
        return ids[0], scores[0]

    def ids(self) -> Ids:
        """All ids, in the order in which they were built."""
        return self._ids.copy()

    def fill(self, matrix: Matrix, wanted: Ids) -> Held:
        """Put each wanted vector that is here into its row of a matrix; say which are here."""
        if not len(self):
            return np.zeros(len(wanted), dtype=np.bool_)
        places = np.minimum(np.searchsorted(self._sorted, wanted), len(self) - 1)
        held: Held = self._sorted[places] == wanted
        matrix[held] = self._matrix[self._order[places[held]]]
        return held

    @property
    def dim(self) -> int:
        """Numbers in each vector."""
        return int(self._index.d)

    def __len__(self) -> int:
        return len(self._ids)


class VectorSet:
    """The vectors of several files, searched as one; no id stands in two of them."""

    def __init__(self, dim: int, parts: Sequence[Vectors]) -> None:
        """Raises IndexDamaged where a part has vectors of another length than ``dim``."""
        if any(part.dim != dim for part in parts):
            raise IndexDamaged(_damaged("it holds vectors of another length"))
        self.dim, self.parts = dim, tuple(parts)

    def search(self, vector: Matrix, k: int) -> tuple[Ids, Matrix]:
        """The ids of the ``k`` nearest vectors (or of all, if fewer), best first, and scores."""
        found = [part.search(vector, k) for part in self.parts]
        ids = np.concatenate([np.zeros(0, dtype=np.int64), *(ids for ids, _ in found)])
        scores = np.concatenate([np.zeros(0, dtype=np.float32), *(more for _, more in found)])
        best = np.argsort(-scores, kind="stable")[:k]
        return ids[best], scores[best]

    def ids(self) -> Ids:
        """All ids, in the order in which they were built."""
        return np.concatenate([np.zeros(0, dtype=np.int64), *(part.ids() for part in self.parts)])

    def get(self, ids: Sequence[int] | Ids) -> Matrix:
        """The vectors of these ids, in their order. Raises IndexDamaged if one is not here."""
        wanted = np.asarray(ids, dtype=np.int64).reshape(-1)
        matrix = np.empty((len(wanted), self.dim), dtype=np.float32)
        held = np.zeros(len(wanted), dtype=np.bool_)
        for part in self.parts:
            held |= part.fill(matrix, wanted)
        if not held.all():
            raise IndexDamaged(_damaged("a vector that a passage needs is not there"))
        return matrix

    def holds(self, ids: Ids) -> Held:
        """Which of these ids are here."""
        return np.isin(ids, self.ids())

    def __len__(self) -> int:
        return sum(map(len, self.parts))


def _check(path: Path) -> None:
    """Refuse a file whose size is not what its head announces, before faiss maps it.

    faiss believes the head: with a flipped bit there it reads other numbers as vectors.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER.size + _INNER.size)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise IndexDamaged(_damaged(f"{path} cannot be read: {error.strerror}")) from error
    if len(head) < _HEADER.size + _INNER.size:
        raise IndexDamaged(_damaged(f"{path.name} is cut short"))
    kind, dim, rows, *_ = _HEADER.unpack_from(head)
    inner, inner_dim, inner_rows, *_, numbers = _INNER.unpack_from(head, _HEADER.size)
    if (kind, inner) != (b"IxM2", b"IxFI") or (dim, rows) != (inner_dim, inner_rows):
        raise IndexDamaged(_damaged(f"{path.name} is not a file of vectors"))
    if numbers != dim * rows or size != _FILE + 4 * dim * rows + 8 * rows:
        raise IndexDamaged(_damaged(f"{path.name} has not the size that it announces"))


def _damaged(what: str) -> str:
    return f"The index is damaged: {what}. Run 'compactbot index' to build it again."
