"""Files as they are now, and as they were -> what must be read, and what it says."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.apart import Reader
from indexer.errors import DocumentError
from indexer.generation import Generation
from indexer.places import Places
from indexer.readers import Reading
from indexer.report import Copy, Skipped
from indexer.rows import FileRow
from indexer.schema import About
from indexer.sources import File, Source, Stamp, files_of, legible, read_bytes, stamp_of
from indexer.told import Told

READING_VERSION = 1
"""Raise it with any change to readers or passages: all documents are then read anew, and the
vectors of what they still say are kept."""

_TOO_FRESH = 2_000_000_000
"""Nanoseconds: a file that changed so short ago can change again without its time showing it."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides how files are read, apart from the files themselves.

    Files over ``max_bytes`` are left out; ``ignore`` are patterns, as in .gitignore, of files and
    folders to pass over.
    """

    places: Places
    max_bytes: int = 50_000_000
    ignore: tuple[str, ...] = ()

    def digest(self) -> str:
        """Equal for rules by which a file is read in the same way."""
        settings = f"{READING_VERSION} {self.max_bytes} {self.places.areas}"
        return hashlib.sha256(settings.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Intake:
    """All files that hold documents, and what is new in them.

    ``readings`` are the documents that were read now; ``removed`` the ids of those to take out of
    the index before these go in; ``is_new`` is whether any of this differs from the index.
    """

    files: tuple[FileRow, ...]
    readings: tuple[Reading, ...]
    removed: tuple[str, ...]
    copies: tuple[Copy, ...]
    skipped: tuple[Skipped, ...]
    is_new: bool


def take_in(sources: Sequence[Source], rules: Rules, before: Generation | None) -> Intake:
    """Look at every file, and read those that are not in ``before`` as they are now.

    A file is taken for unchanged when its size and time of change are, and for the same when its
    bytes are. Of files with the same bytes the first is read and the others are its copies.
    """
    files = tuple(files_of(sources, rules.ignore))
    told = Told(files)
    with Reader(rules.places) as reader:
        taking = _Taking(reader, rules.max_bytes, before)
        for file in files:
            taking.take(file, told.of(file))
    kept = {row.document for row in taking.rows} - {r.document.id for r in taking.readings}
    removed = tuple(identity for identity in taking.paths if identity not in kept)
    return Intake(
        files=tuple(taking.rows),
        readings=tuple(taking.readings),
        removed=removed,
        copies=tuple(taking.copies),
        skipped=(*taking.skipped, *map(_skipped, told.faults)),
        is_new=bool(removed or taking.readings) or taking.is_listed_anew(),
    )


class _Taking:
    """Takes file after file, and remembers what it has seen.

    ``paths`` are those of the documents in the index before, by id.
    """

    def __init__(self, reader: Reader, max_bytes: int, before: Generation | None) -> None:
        self._reader, self._max_bytes = reader, max_bytes
        self._known = before.files() if before else {}
        self.paths = before.paths() if before else {}
        self._newest = time.time_ns() - _TOO_FRESH
        self._first: dict[str, FileRow] = {}  # by digest
        self.rows: list[FileRow] = []
        self.readings: list[Reading] = []
        self.copies: list[Copy] = []
        self.skipped: list[Skipped] = []

    def take(self, file: File, said: About | None) -> None:
        """Look at one file, and read it if need be."""
        try:
            if file.refused:
                raise DocumentError(file.shown, file.refused)
            self._add(self._row(file, said))
        except DocumentError as fault:
            self.skipped.append(_skipped(fault))

    def is_listed_anew(self) -> bool:
        """Whether the files are others than before, or lie or are called otherwise."""
        return set(map(_untimed, self.rows)) != set(map(_untimed, self._known.values()))

    def _row(self, file: File, said: About | None) -> FileRow:
        path = legible(os.path.abspath(file.path))
        told = hashlib.sha256(repr(said).encode()).hexdigest() if said else ""
        stamp = stamp_of(file.path) or Stamp(0, 0)
        changed = stamp.changed if stamp.changed < self._newest else 0
        row = FileRow(path, file.shown, file.place, stamp.size, changed, "", told, "")
        known = self._known.get(path)
        if known and (known.shown, known.told) != (file.shown, told):
            known = None
        if known and changed and (known.size, known.changed) == (stamp.size, changed):
            row = replace(row, digest=known.digest, document=known.document)
            if self._is_held(row):
                return row
        data = read_bytes(file.path, file.shown, self._max_bytes)
        row = replace(row, digest=hashlib.sha256(data).hexdigest(), document="")
        if known and known.digest == row.digest:
            row = replace(row, document=known.document)
        if not self._is_held(row):
            reading = self._reader.read(file.shown, data, said)
            self.readings.append(reading)
            row = replace(row, document=reading.document.id)
        return row

    def _is_held(self, row: FileRow) -> bool:
        """Whether a file's document is that of a file above, or in the index under its name."""
        return row.digest in self._first or self.paths.get(row.document) == row.shown

    def _add(self, row: FileRow) -> None:
        first = self._first.setdefault(row.digest, row)
        if first is not row:
            row = replace(row, document=first.document)
            self.copies.append(Copy(row.shown, first.shown))
        self.rows.append(row)


def _skipped(fault: DocumentError) -> Skipped:
    line = f"line {fault.line}: " if fault.line else ""
    return Skipped(fault.path, f"{line}{fault.reason}")


def _untimed(row: FileRow) -> FileRow:
    return replace(row, size=0, changed=0)
