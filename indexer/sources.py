"""Folders and files -> the files to read, each once, and their bytes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import DocumentError

IGNORED_NAMES = frozenset({"readme.md", "glossary.yaml", "places.yaml"})


@dataclass(frozen=True, slots=True)
class Source:
    """What to index: a folder or a file, and how its path is shown to people."""

    path: Path
    shown: str


def files_of(sources: Sequence[Source]) -> Iterator[tuple[Path, str]]:
    """Each file once, in the order of the sources and by name inside a folder.

    A file or folder that cannot be opened is among them, so that it is reported.
    """
    seen: set[str] = set()
    for source in sources:
        is_folder = os.path.isdir(source.path)
        for path in sorted(_inside(source.path)) if is_folder else [source.path]:
            real = os.path.realpath(path)  # Path.resolve raises for a link to itself
            if real not in seen:
                seen.add(real)
                inside = path.relative_to(source.path).as_posix() if path != source.path else ""
                yield path, legible(f"{source.shown}/{inside}" if inside else source.shown)


def _inside(folder: Path) -> Iterator[Path]:
    closed: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = (name for name in folders if not _is_hidden(name))
        for name in names:
            if not _is_hidden(name) and name.lower() not in IGNORED_NAMES:
                yield Path(place, name)
    yield from (Path(error.filename) for error in closed)


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~"))


def legible(name: str) -> str:
    """A file's name without the bytes that are no text, which no database takes."""
    return os.fsencode(name).decode(errors="replace")


def read_bytes(path: Path, shown: str, most: int) -> bytes:
    """The bytes of a file, ``most`` at most. Raises DocumentError."""
    if os.path.isdir(path):
        raise DocumentError(shown, "this folder cannot be opened. Check its rights.")
    if os.path.exists(path) and not os.path.isfile(path):
        raise DocumentError(shown, "this is neither a file nor a folder. Name another.")
    try:
        if path.stat().st_size > most:
            limit = f"larger than {most / 1_000_000:g} MB"
            raise DocumentError(shown, f"{limit}. Split it, or raise knowledge.max_file_mb.")
        return path.read_bytes()
    except FileNotFoundError:
        raise DocumentError(
            shown, "there is no such file. Check its name, and knowledge.paths in config.yaml."
        ) from None
    except OSError as fault:
        raise DocumentError(
            shown, f"cannot be opened ({fault.strerror}). Check its rights."
        ) from None
