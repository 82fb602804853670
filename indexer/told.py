"""What the officer said of documents, in a documents.yaml in their folder or above."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from indexer.documents_file import DocumentsFile, load_documents_file
from indexer.errors import DocumentError
from indexer.schema import About
from indexer.sources import TOLD_NAME, File, read_bytes

_MOST_BYTES = 10_000_000


class Told:
    """What was said of the files of a build; the nearest documents.yaml counts.

    ``faults`` is what is wrong with how it was said: such a file, or such an entry, is passed over.
    """

    def __init__(self, files: Sequence[File]) -> None:
        self.faults: list[DocumentError] = []
        self._said: dict[Path, DocumentsFile | None] = {}
        below: dict[Path, list[str]] = {}
        for file in files:
            for folder in _folders(file):
                if folder not in self._said:
                    self._said[folder] = self._load(folder, file)
                below.setdefault(folder, []).append(_inside(file, folder))
        for folder, said in self._said.items():
            if said:
                there = (e.file for e in said.entries if (folder / e.file).exists())
                self.faults += said.faults([*below[folder], *there])

    def of(self, file: File) -> About | None:
        """What was said of a file; None where nothing was."""
        for folder in _folders(file):
            said = self._said[folder]
            about = said.of(_inside(file, folder)) if said else None
            if about:
                return about
        return None

    def _load(self, folder: Path, file: File) -> DocumentsFile | None:
        path = folder / TOLD_NAME
        if not path.is_file():
            return None
        shown = file.shown.removesuffix(_inside(file, folder)) + TOLD_NAME
        try:
            return load_documents_file(read_bytes(path, shown, _MOST_BYTES), shown)
        except DocumentError as fault:
            self.faults.append(fault)
            return None


def _folders(file: File) -> list[Path]:
    """The folders in which something may be said of a file, the nearest first."""
    inside = file.path.relative_to(file.root).parents
    return [file.root / above for above in inside]


def _inside(file: File, folder: Path) -> str:
    return file.path.relative_to(folder).as_posix()
