"""One finished index, open for reading: its manifest, its passages, its vectors."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import sqlite3
import threading
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.errors import IndexDamaged
from indexer.rows import (
    DOCUMENT_COLUMNS,
    FILE_COLUMNS,
    PASSAGE_COLUMNS,
    Entry,
    FileRow,
    document_of,
    passage_of,
)
from indexer.types import Document
from indexer.vectors import Vectors, VectorSet

SCHEMA_VERSION = 2
MANIFEST, PASSAGES = "manifest.json", "passages.sqlite"
VECTORS = "vectors-{:04}.faiss"
_PORTION = 500


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds, to be checked before it is used.

    ``vectors`` counts those in its files and ``owned`` those of them that a passage owns (what was
    removed stays for a while, as it may come back); ``rules`` is a digest of what readings depend
    on apart from the files; ``sources`` are the absolute paths it was built from; ``files`` maps
    file names to SHA-256.
    """

    schema: int
    model: str
    model_digest: str
    dim: int
    documents: int
    passages: int
    vectors: int
    owned: int
    built_at: str
    rules: str
    sources: tuple[str, ...]
    files: dict[str, str]

    @property
    def vector_files(self) -> tuple[str, ...]:
        """The names of the files of vectors, in the order they were made."""
        return tuple(sorted(name for name in self.files if name != PASSAGES))


class Generation:
    """One finished index, open for reading. Safe to share by threads."""

    def __init__(self, folder: Path) -> None:
        """Open and check. Raises IndexDamaged where a file is missing or not as it was written."""
        self.folder = folder
        self._hold()
        self.manifest = _read_manifest(folder)
        for name, digest in self.manifest.files.items():
            if sha256(folder / name) != digest:
                raise IndexDamaged(
                    f"the index file {name} is damaged. Run 'compactbot index' to build it again."
                )
        parts = [Vectors.open(folder / name) for name in self.manifest.vector_files]
        self.vectors = VectorSet(self.manifest.dim, parts)
        if len(self.vectors) != self.manifest.vectors:
            raise IndexDamaged("the index lost vectors. Run 'compactbot index' to build it again.")
        self._local = threading.local()

    def _hold(self) -> None:
        """Show builds that this generation is read, until this object is gone.

        A thread may open its connection long after the next builds, so the files must stay.
        """
        with contextlib.suppress(OSError, ValueError):  # what is wrong with it is said later
            descriptor = os.open(self.folder / MANIFEST, os.O_RDONLY)
            weakref.finalize(self, os.close, descriptor)
            fcntl.flock(descriptor, fcntl.LOCK_SH)

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's own read-only connection to the passages."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            uri = f"{(self.folder / PASSAGES).resolve().as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(uri, uri=True)
            self._local.connection = connection
        return connection

    def documents(self) -> dict[str, Document]:
        """All documents by id, in the order they were read."""
        rows = self.connection.execute(f"SELECT {DOCUMENT_COLUMNS} FROM documents ORDER BY place")
        return {row[0]: document_of(row) for row in rows}

    def paths(self) -> dict[str, str]:
        """The path of each document, by id."""
        return dict(self.connection.execute("SELECT id, path FROM documents").fetchall())

    def files(self) -> dict[str, FileRow]:
        """All files that were read, by absolute path."""
        rows = self.connection.execute(f"SELECT {FILE_COLUMNS} FROM files")
        return {row[0]: FileRow(*row) for row in rows}

    def entries(self, rows: Iterable[int]) -> dict[int, Entry]:
        """Passages with their vector ids, by row number."""
        columns = f"{PASSAGE_COLUMNS}, row, vector, sentence_vectors"
        found = self._select(f"SELECT {columns} FROM passages WHERE row IN ({{}})", list(rows))
        return {
            row: Entry(passage_of(passage), vector, tuple(json.loads(more)))
            for *passage, row, vector, more in found
        }

    def vectors_of(self, rows: Iterable[int]) -> dict[int, tuple[int, ...]]:
        """The passage's own vector id, then those of its sentences, by row number."""
        sql = "SELECT row, vector, sentence_vectors FROM passages WHERE row IN ({})"
        found = self._select(sql, list(rows))
        return {row: (vector, *json.loads(more)) for row, vector, more in found}

    def rows_where(self, condition: str, values: Sequence[object]) -> list[int]:
        """Row numbers of the passages that meet a condition, in reading order."""
        found = self.connection.execute(
            f"SELECT row FROM passages WHERE {condition} ORDER BY row", values
        )
        return [row for (row,) in found]

    def section_starts(self) -> list[int]:
        """Row numbers of the first passage of each section, in reading order."""
        found = self.connection.execute(
            "SELECT min(row) FROM passages WHERE headings != '[]'"
            " GROUP BY document, headings ORDER BY 1"
        )
        return [row for (row,) in found]

    def vectors_where(self, condition: str, values: Sequence[object]) -> list[tuple[int, int]]:
        """(Row number, own vector id) of the passages that meet a condition."""
        found = self.connection.execute(
            f"SELECT row, vector FROM passages WHERE {condition}", values
        )
        return found.fetchall()

    def rows_of_vectors(self, ids: Sequence[int]) -> set[int]:
        """Row numbers of the passages that own any of these vectors."""
        found = self._select("SELECT row FROM vector_rows WHERE vector IN ({})", ids)
        return {row for (row,) in found}

    def _select(self, sql: str, values: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        """Rows for values put in for {}, in portions: SQLite limits how many it takes at once."""
        for start in range(0, len(values), _PORTION):
            some = values[start : start + _PORTION]
            yield from self.connection.execute(sql.format(",".join("?" * len(some))), some)


def _read_manifest(folder: Path) -> Manifest:
    again = "Run 'compactbot index' to build it again."
    try:
        values = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if values.get("schema") != SCHEMA_VERSION:
            raise IndexDamaged(f"the index is from another version of compactbot. {again}")
        if name_of(values) != folder.name:
            raise IndexDamaged(f"the index's manifest is damaged. {again}")
        return Manifest(**{**values, "sources": tuple(values["sources"])})
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise IndexDamaged(f"the index's manifest cannot be read. {again}") from None


def name_of(manifest: Mapping[str, object]) -> str:
    """The name of a generation: a digest of its manifest, and so of all that it holds."""
    return hashlib.sha256(json.dumps(manifest).encode()).hexdigest()[:16]


def sha256(path: Path) -> str:
    """The SHA-256 of a file in hex; empty if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
