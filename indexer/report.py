"""What a build tells: how it goes, and what it did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not indexed, and why, as a sentence that says what to do."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A file with the same bytes as another, which is the one that was read."""

    path: str
    same_as: str


@dataclass(frozen=True, slots=True)
class Note:
    """What could not be made out in a document that was read, as a sentence with its place."""

    path: str
    note: str


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: counts of documents, passages and vectors, and seconds.

    ``read`` counts the documents that were read because they were new or had changed; ``notes``
    are about them.
    """

    documents: int
    passages: int
    embedded: int
    reused: int
    removed: int
    read: int = 0
    skipped: tuple[Skipped, ...] = ()
    copies: tuple[Copy, ...] = ()
    notes: tuple[Note, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Watcher:
    """Whom to tell how a build goes: ``say`` a sentence, ``progress`` (done, total) vectors."""

    say: Callable[[str], None] = field(default=lambda sentence: None)
    progress: Callable[[int, int], None] = field(default=lambda done, total: None)
