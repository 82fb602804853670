"""documents.yaml -> what the officer says of the files beside it, and the other way about."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from rapidfuzz import process

from indexer import yaml_lines
from indexer.decoding import decode
from indexer.errors import DocumentError
from indexer.schema import SAID_KEYS, About, Mapping, said_in
from indexer.types import Document

OPENING = "documents:\n"
_HINTS = {
    "area": "the place it is about, spelt as in places.yaml",
    "date": "the day, month or year it was published, such as 12 March 2012",
    "edition": "which edition it is, such as 2nd edition",
    "superseded_by": "the file or title that took its place",
    "licence": "such as Open Government Licence v3.0",
}
_LIKE = 60  # of 100: how near a file's name must come to be offered


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said of one file: its path below the folder of documents.yaml, and its line."""

    file: str
    about: About
    line: int


@dataclass(frozen=True, slots=True)
class DocumentsFile:
    """One documents.yaml. ``shown`` is its path as people see it."""

    shown: str
    entries: tuple[Entry, ...] = ()

    def of(self, file: str) -> About | None:
        """What is said of a file, by its path below the folder; None where nothing is."""
        name = _plain(file)
        return next((entry.about for entry in self.entries if entry.file == name), None)

    def faults(self, files: Collection[str]) -> Iterator[DocumentError]:
        """One fault for each entry that names none of these files, in order."""
        names = {_plain(file): file for file in files}
        for entry in self.entries:
            if entry.file not in names:
                nearest = process.extractOne(
                    entry.file, names, processor=str.lower, score_cutoff=_LIKE
                )
                hint = f"Did you mean '{nearest[0]}'?" if nearest else "Check its name."
                reason = f"there is no file '{entry.file}' beside it. {hint}"
                yield DocumentError(self.shown, reason, entry.line)


def load_documents_file(data: bytes, shown: str) -> DocumentsFile:
    """Read the bytes of a documents.yaml.

    Raises DocumentError (file, line) where it does not follow its schema.
    """
    lines = yaml_lines.load(decode(data, shown), shown)
    top = Mapping(lines, (), frozenset({"documents"}))
    entries: list[Entry] = []
    for index, mapping in enumerate(top.items("documents", SAID_KEYS | {"file"}, required=True)):
        file = _plain(mapping.text("file", required=True))
        if ".." in PurePosixPath(file).parts or PurePosixPath(file).is_absolute():
            reason = "'file' must be in the folder of documents.yaml, or in one below it."
            raise mapping.error(reason, "file")
        if any(entry.file == file for entry in entries):
            raise mapping.error(f"the file '{file}' stands twice. Keep one entry.", "file")
        line = lines.lines[("documents", index)]
        entries.append(Entry(file, said_in(mapping), line))
    return DocumentsFile(shown, tuple(entries))


def stub(document: Document, file: str) -> str:
    """The entry of a document, to be pasted below OPENING: what is known, and what is not.

    ``file`` is its path below the folder of documents.yaml.
    """
    known = {"file": _plain(file), "title": document.title, "kind": document.kind.value}
    known |= {key: getattr(document, key) for key in ("theme", *_HINTS)}
    lines = [
        f"{key}: {yaml_lines.written(' '.join(value.split()))}"
        if value
        else f"# {key}: {_HINTS[key]}"
        for key, value in known.items()
        if value or key in _HINTS
    ]
    return "  - " + "\n    ".join(lines) + "\n"


def _plain(file: str) -> str:
    """A path as it is compared: with / between folders, and each character in its plain form."""
    path = PurePosixPath(unicodedata.normalize("NFKC", file).replace("\\", "/"))
    return path.as_posix()
