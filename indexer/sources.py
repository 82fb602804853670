"""Folders and files -> the files to read, each once, and their bytes."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pathspec import GitIgnoreSpec

from indexer.errors import DocumentError

TOLD_NAME = "documents.yaml"
IGNORED_NAMES = frozenset({"readme.md", "glossary.yaml", "places.yaml", TOLD_NAME})
_TRIES = 2


@dataclass(frozen=True, slots=True)
class Source:
    """What to index: a folder or a file, and how its path is shown to people."""

    path: Path
    shown: str


@dataclass(frozen=True, slots=True)
class File:
    """A file to read. ``shown`` is its path as people see it; ``place`` sorts as it was listed.

    ``root`` is the folder of its source; ``refused`` is why it is not to be read, or empty.
    """

    path: Path
    shown: str
    place: str
    root: Path
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """How a file was when it was looked at: bytes, and nanoseconds of its last change."""

    size: int
    changed: int


def files_of(sources: Sequence[Source], ignore: Sequence[str] = ()) -> Iterator[File]:
    """Each file once, in the order of the sources and by name inside a folder.

    ``ignore`` are patterns as in .gitignore, of paths inside a source that is a folder. A file or
    folder that cannot be opened is among them, so that it is reported.
    """
    ignored = GitIgnoreSpec.from_lines(ignore)
    seen: set[str] = set()
    for number, source in enumerate(sources):
        is_folder = os.path.isdir(source.path)
        for path in sorted(_inside(source.path, ignored)) if is_folder else [source.path]:
            real = os.path.realpath(path)  # Path.resolve raises for a link to itself
            if real not in seen:
                seen.add(real)
                inside = path.relative_to(source.path).as_posix() if path != source.path else ""
                shown = legible(f"{source.shown}/{inside}" if inside else source.shown)
                root = source.path if is_folder else source.path.parent
                refused = _refusal(path, real, root) if inside else ""
                yield File(path, shown, f"{number:04}/{legible(inside)}", root, refused)


def _inside(folder: Path, ignored: GitIgnoreSpec) -> Iterator[Path]:
    closed: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=closed.append):
        above = Path(place).relative_to(folder)
        folders[:] = (
            name
            for name in folders
            if not _is_hidden(name) and not ignored.match_file(f"{above / name}/")
        )
        for name in names:
            known = _is_hidden(name) or name.lower() in IGNORED_NAMES
            if not known and not ignored.match_file(above / name):
                yield Path(place, name)
    yield from (Path(error.filename) for error in closed)


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~"))


def _refusal(path: Path, real: str, root: Path) -> str:
    """Why a file inside a folder is not read: a link must not lead out of what was named."""
    if not path.is_symlink() or Path(real).is_relative_to(os.path.realpath(root)):
        return ""
    return "this is a link to a file outside the folder. Put the file itself into the folder."


def legible(name: str) -> str:
    """A file's name without the bytes that are no text, which no database takes."""
    return os.fsencode(name).decode(errors="replace")


def stamp_of(path: Path) -> Stamp | None:
    """How a file is now; None if it cannot be looked at."""
    try:
        found = path.stat()
    except OSError:
        return None
    return Stamp(found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else None


def read_bytes(path: Path, shown: str, most: int) -> bytes:
    """The bytes of a file, ``most`` at most. Raises DocumentError."""
    if os.path.isdir(path):
        raise DocumentError(shown, "this folder cannot be opened. Check its rights.")
    if os.path.exists(path) and not os.path.isfile(path):
        raise DocumentError(shown, "this is neither a file nor a folder. Name another.")
    try:
        for _ in range(_TRIES):
            with path.open("rb") as file:
                before = _stamp(file.fileno())
                _check_size(before.size, shown, most)
                data = file.read(most + 1)
                if before == _stamp(file.fileno()) and len(data) == before.size:
                    return data
    except FileNotFoundError:
        raise DocumentError(
            shown, "there is no such file. Check its name, and knowledge.paths in config.yaml."
        ) from None
    except OSError as fault:
        raise DocumentError(
            shown, f"cannot be opened ({fault.strerror}). Check its rights."
        ) from None
    raise DocumentError(shown, "it changed while it was read. Run 'compactbot index' again.")


def _stamp(descriptor: int) -> Stamp:
    found = os.fstat(descriptor)
    return Stamp(found.st_size, found.st_mtime_ns)


def _check_size(size: int, shown: str, most: int) -> None:
    if size > most:
        limit = f"larger than {most / 1_000_000:g} MB"
        raise DocumentError(shown, f"{limit}. Split it, or raise knowledge.max_file_mb.")
