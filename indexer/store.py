"""The index folder: generations of one SQLite file and one vector file, swapped in whole.

    index/
      current                 the name of the generation in use; replaced in one step
      generations/<name>/     manifest.json, passages.sqlite, vectors-0000.faiss and so on
      models/                 exported embedding models

A generation is written aside and never changed after it became current, so readers need no lock.
It begins as a copy of the one before it; files of vectors are shared by hard links, and new vectors
come in a file of their own, until there are too many such files or too many vectors in them that no
passage owns any more: then all that are owned go into one.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from indexer.changes import Change, Counts, change_passages
from indexer.errors import IndexDamaged, IndexLocked, IndexMissing, IndexUnwritable
from indexer.generation import (
    MANIFEST,
    PASSAGES,
    VECTORS,
    Generation,
    Manifest,
    name_of,
    sha256,
)
from indexer.vectors import Vectors, VectorSet

MOST_FILES = 16
MOST_UNOWNED = 1.5  # times the vectors that a passage owns


def open_current(folder: Path) -> Generation:
    """The generation in use. Raises IndexMissing or IndexDamaged."""
    try:
        name = current_name(folder)
    except OSError as error:
        raise IndexDamaged(
            f"the index folder {folder} cannot be read ({error.strerror}). "
            "Give this user the right to read it."
        ) from None
    if not name:
        raise IndexMissing("there is no index yet. Build it with 'compactbot index'.")
    return Generation(folder / "generations" / name)


def current_name(folder: Path) -> str:
    """The name of the generation in use; empty where there is none."""
    try:
        return (folder / "current").read_text(encoding="utf-8", errors="replace").strip()
    except (FileNotFoundError, NotADirectoryError):
        return ""


def recorded_sources(folder: Path) -> tuple[str, ...]:
    """The sources of the generation in use, even if the rest of it is damaged; else empty."""
    try:
        manifest = folder / "generations" / current_name(folder) / MANIFEST
        return tuple(str(source) for source in json.loads(manifest.read_bytes())["sources"])
    except (OSError, ValueError, TypeError, KeyError):
        return ()


@dataclass(frozen=True, slots=True)
class Basis:
    """What a new generation begins with: the vectors of one before it, or none, and its passages.

    Without ``passages`` all documents come in anew.
    """

    generation: Generation | None
    vectors: VectorSet
    passages: bool = False


def write(
    folder: Path, basis: Basis, change: Change, vectors: Vectors, about: Manifest
) -> Generation:
    """Write a generation aside, check it by opening it, and make it current.

    ``vectors`` are those that the basis has not; ``about`` comes with empty ``files`` and without
    counts; they are filled in here. Raises IndexUnwritable.
    """
    aside = folder / "generations" / f"aside-{os.getpid()}"
    try:
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        if basis.generation and basis.passages:
            shutil.copyfile(basis.generation.folder / PASSAGES, aside / PASSAGES)
        counts = change_passages(aside / PASSAGES, change)
        files, total = _write_vectors(aside, basis, vectors, counts)
        manifest = replace(
            about,
            documents=counts.documents,
            passages=counts.passages,
            vectors=total,
            owned=counts.vectors,
            files={PASSAGES: sha256(aside / PASSAGES), **files},
        )
        values = asdict(manifest)
        _write_durably(aside / MANIFEST, json.dumps(values, indent=1))
        generation = _move_in(aside, folder / "generations" / name_of(values))
        before = current_name(folder)
        _write_durably(folder / "current.new", generation.folder.name)
        (folder / "current.new").replace(folder / "current")
        _sweep(folder, keep=(generation.folder.name, before))
        return generation
    except (OSError, sqlite3.OperationalError) as error:  # the latter: a full disk
        raise IndexUnwritable(_unwritable(folder, error)) from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _write_vectors(
    aside: Path, basis: Basis, vectors: Vectors, counts: Counts
) -> tuple[dict[str, str], int]:
    """The files of vectors of a new generation with the SHA-256 of each, and how many they hold."""
    before = basis.generation
    kept = before.manifest.vector_files if before else ()
    total = len(vectors) + len(basis.vectors)
    if before and (len(kept) >= MOST_FILES or total > MOST_UNOWNED * counts.vectors):
        everything = VectorSet(vectors.dim, (*basis.vectors.parts, vectors))
        before, kept, vectors = None, (), _owned(aside / PASSAGES, everything)
        total = len(vectors)
    files: dict[str, str] = {}
    if before:
        for name in kept:
            _link(before.folder / name, aside / name)
            files[name] = before.manifest.files[name]
    if len(vectors):
        name = VECTORS.format(len(kept))
        vectors.save(aside / name)
        files[name] = sha256(aside / name)
    return files, total


def _owned(passages: Path, vectors: VectorSet) -> Vectors:
    """The vectors that a passage owns, in one file."""
    connection = sqlite3.connect(passages)
    try:
        found = connection.execute("SELECT DISTINCT vector FROM vector_rows")
        ids = np.array([identity for (identity,) in found], dtype=np.int64)
    finally:
        connection.close()
    return Vectors.build(ids, vectors.get(ids))


def _link(old: Path, new: Path) -> None:
    try:
        new.hardlink_to(old)
    except OSError:  # a file system without hard links
        shutil.copyfile(old, new)


def _move_in(aside: Path, final: Path) -> Generation:
    """Give a generation its name. One of that name holds the same, and may be in use: it stays."""
    with contextlib.suppress(IndexDamaged):
        return Generation(final)
    shutil.rmtree(final, ignore_errors=True)
    aside.rename(final)
    return Generation(final)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's build lock. Raises IndexLocked if another process builds just now."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / "build.lock").open("w")
    except OSError as error:
        raise IndexUnwritable(_unwritable(folder, error)) from None
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise IndexLocked(
                "another compactbot is building this index just now. Try again when it is done."
            ) from None
        except OSError as error:  # a file system without locks
            raise IndexUnwritable(_unwritable(folder, error)) from None
        yield


def _unwritable(folder: Path, error: Exception) -> str:
    why = getattr(error, "strerror", None) or str(error)
    return (
        f"the index folder {folder} cannot be written ({why}). "
        "Give this user the right to write there, or set state.folder in config.yaml."
    )


def _write_durably(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sweep(folder: Path, keep: tuple[str, ...]) -> None:
    """Remove what builds left behind, but for what a running bot still reads."""
    for path in (folder / "generations").iterdir():
        if path.name not in keep and not _is_read(path):
            shutil.rmtree(path, ignore_errors=True)


def _is_read(generation: Path) -> bool:
    try:
        with (generation / MANIFEST).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        pass
    return False
