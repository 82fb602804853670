"""What can go wrong between a file and a hit. Each message says what to do next.

IndexerError
├── DocumentError      a file cannot be read: names the file and, where known, the line
├── IndexMissing       there is no index yet
├── IndexDamaged       an index file does not hold what its manifest says
├── IndexLocked        another process is building this index
├── IndexUnwritable    the index folder cannot be written
└── ModelError         the embedding model cannot be loaded
"""

from __future__ import annotations


class IndexerError(Exception):
    """Root of all errors of this package."""


class DocumentError(IndexerError):
    """A file cannot be read. ``path`` and ``line`` say where (line 0: the whole file)."""

    def __init__(self, path: str, reason: str, line: int = 0) -> None:
        self.path, self.reason, self.line = path, reason, line
        super().__init__(f"{path}, line {line}: {reason}" if line else f"{path}: {reason}")

    def __reduce__(self) -> tuple[type[DocumentError], tuple[str, str, int]]:
        """So that it can travel between processes."""
        return DocumentError, (self.path, self.reason, self.line)


class IndexMissing(IndexerError):
    """There is no index at the configured place."""


class IndexDamaged(IndexerError):
    """The index does not hold what its manifest says."""


class IndexLocked(IndexerError):
    """Another process is building this index."""


class IndexUnwritable(IndexerError):
    """The index folder cannot be written."""


class ModelError(IndexerError):
    """The embedding model cannot be loaded."""
