"""Texts -> how alike they are in meaning, with the vectors of texts that come again kept."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from indexer.embedder import Embedder

Vector: TypeAlias = npt.NDArray[np.float32]

MOST_KEPT = 20_000  # vectors in memory: 30 MB
_TABLE = "CREATE TABLE IF NOT EXISTS vectors (key TEXT PRIMARY KEY, vector BLOB) WITHOUT ROWID"
_AT_ONCE = 500  # keys in one question to the file
_WAIT = 5.0  # seconds for another process that writes


class Meaning:
    """Compares texts by an embedding model. Safe to share by threads.

    Vectors of texts that are compared with others are kept in memory, and in ``file``, so that a
    program that has just begun need not make them again. A file that cannot be used costs only the
    time to make them.
    """

    def __init__(self, embedder: Embedder, file: Path | None = None) -> None:
        self._embedder, self._file = embedder, file
        self._kept: OrderedDict[str, Vector] = OrderedDict()
        self._lock = threading.Lock()

    def cosines(self, text: str, others: Sequence[str]) -> list[float]:
        """The cosine of a text with each of the others, -1..1."""
        if not others:
            return []
        kept = self._vectors(others)
        one = self._embedder.embed([_sound(text)])[0]
        return [float(c) for c in np.einsum("ij,j->i", np.stack(kept), one)]

    def _vectors(self, texts: Sequence[str]) -> list[Vector]:
        with self._lock:
            found = {text: self._kept[text] for text in texts if text in self._kept}
        lacking = [text for text in dict.fromkeys(texts) if text not in found]
        if lacking:
            found |= self._read(lacking)
        new = [text for text in lacking if text not in found]
        if new:
            made = self._embedder.embed([_sound(text) for text in new])
            found |= dict(zip(new, made, strict=True))
            self._write({text: found[text] for text in new})
        self._remember(found)
        return [found[text] for text in texts]

    def _remember(self, found: Mapping[str, Vector]) -> None:
        with self._lock:
            for text, vector in found.items():
                self._kept[text] = vector
                self._kept.move_to_end(text)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    def _key(self, text: str) -> str:
        return hashlib.sha256(f"{self._embedder.digest}\n{_sound(text)}".encode()).hexdigest()

    def _read(self, texts: Iterable[str]) -> dict[str, Vector]:
        """The vectors of these texts that the file has."""
        if self._file is None or not self._file.exists():
            return {}
        keys = {self._key(text): text for text in texts}
        names, found = list(keys), dict[str, Vector]()
        try:
            with closing(sqlite3.connect(self._file, timeout=_WAIT)) as connection:
                for start in range(0, len(names), _AT_ONCE):
                    some = names[start : start + _AT_ONCE]
                    asked = f"SELECT key, vector FROM vectors WHERE key IN ({_marks(some)})"
                    for key, vector in connection.execute(asked, some):
                        if isinstance(vector, bytes) and len(vector) == self._bytes:
                            found[keys[key]] = np.frombuffer(vector, np.float32)
        except sqlite3.Error:
            return {}  # they are made again
        return found

    def _write(self, vectors: Mapping[str, Vector]) -> None:
        if self._file is None:
            return
        rows = [(self._key(text), vector.tobytes()) for text, vector in vectors.items()]
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._file, timeout=_WAIT)) as connection, connection:
                connection.execute(_TABLE)
                connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
        except (sqlite3.Error, OSError):
            pass  # what is not kept is made again

    @property
    def _bytes(self) -> int:
        return self._embedder.dim * np.dtype(np.float32).itemsize


def _marks(values: Sequence[str]) -> str:
    return ",".join("?" * len(values))


def _sound(text: str) -> str:
    """The text without half characters, which a chat can send and no tokenizer takes."""
    return text.encode(errors="replace").decode()
