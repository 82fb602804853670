"""An export -> a folder that holds it whole, with a note of what it must hold.

A folder appears by one rename, so that a killed process leaves nothing half made, and is never
changed afterwards: a running process may have its weights mapped.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import time
import uuid
from dataclasses import asdict, dataclass, field
from pathlib import Path

from indexer.embedding.models import sha256
from indexer.errors import ModelError

NOTE = "model.json"
_ASIDE = ".aside-"
_ABANDONED = 3600.0  # seconds; an export takes less than a minute


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What a file was when it was written. ``modified`` is in nanoseconds."""

    size: int
    modified: int
    sha256: str


@dataclass(frozen=True, slots=True)
class KeptModel:
    """The note beside an export. ``reason`` says why there is none if not ``exportable``.

    ``made_with`` are the versions of the libraries: with others, what failed may succeed.
    """

    model: str
    digest: str
    dim: int
    max_tokens: int
    exportable: bool
    reason: str
    made_with: str
    files: dict[str, KeptFile] = field(default_factory=dict)


def place_of(folder: Path, digest: str) -> Path:
    """Where the model with this digest is kept."""
    return folder / digest[:16]


def read_note(place: Path, digest: str) -> KeptModel:
    """The note of a kept model. Raises ModelError if it is not there, damaged or of another."""
    try:
        values = json.loads((place / NOTE).read_text(encoding="utf-8"))
        files = {name: KeptFile(**file) for name, file in values.pop("files").items()}
        note = KeptModel(**values, files=files)
    except FileNotFoundError as error:
        raise ModelError(
            f"The embedding model of this index is not in {place}. "
            "Run 'compactbot index' to put it there."
        ) from error
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ModelError(damaged(place, f"{NOTE} cannot be read")) from error
    if note.digest != digest:
        raise ModelError(damaged(place, f"{NOTE} is of another model"))
    return note


def check_files(place: Path, note: KeptModel, *, full: bool = False) -> None:
    """Compare the files with the note; raises ModelError if they differ.

    Reading 90 MB takes longer than loading the model does, so the contents are read only when
    size or time of change are not as noted (a copy, say), or if ``full``.
    """
    for name, noted in note.files.items():
        path = place / name
        try:
            found = path.stat()
        except OSError as error:
            raise ModelError(damaged(place, f"{name} is not there")) from error
        if found.st_size != noted.size:
            raise ModelError(damaged(place, f"{name} has {found.st_size} bytes of {noted.size}"))
        if (full or found.st_mtime_ns != noted.modified) and sha256(path) != noted.sha256:
            raise ModelError(damaged(place, f"the contents of {name} have changed"))


def make_aside(folder: Path) -> Path:
    """A new empty folder beside the kept models; those that a killed process left are removed."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"{_ASIDE}*"):
        with contextlib.suppress(FileNotFoundError):  # another process was faster
            if time.time() - old.stat().st_mtime > _ABANDONED:
                shutil.rmtree(old, ignore_errors=True)
    aside = folder / f"{_ASIDE}{uuid.uuid4().hex}"
    aside.mkdir()
    return aside


def note_file(path: Path) -> KeptFile:
    """What to note about a file, once it is on the disk itself."""
    _flush(path)
    state = path.stat()
    return KeptFile(state.st_size, state.st_mtime_ns, sha256(path))


def move_in(aside: Path, note: KeptModel, place: Path) -> None:
    """Make ``aside`` the kept model, unless another process was faster with a sound one."""
    note_path = aside / NOTE
    note_path.write_text(json.dumps(asdict(note), indent=2), encoding="utf-8")
    _flush(note_path)
    _flush(aside)
    while True:
        try:
            aside.rename(place)
        except OSError:
            if not place.is_dir():
                raise
        else:
            _flush(place.parent)
            return
        if _is_sound(place, note):
            shutil.rmtree(aside, ignore_errors=True)
            return
        old = make_aside(place.parent)
        with contextlib.suppress(FileNotFoundError):  # another process was faster
            place.replace(old)  # onto an empty folder; whoever has it mapped keeps his copy
        shutil.rmtree(old, ignore_errors=True)


def damaged(place: Path, what: str) -> str:
    """The sentence for a kept model that cannot be used."""
    return (
        f"The kept copy of the embedding model in {place} is damaged: {what}. "
        "Run 'compactbot index' to make it again."
    )


def _is_sound(place: Path, ours: KeptModel) -> bool:
    try:
        theirs = read_note(place, ours.digest)
        check_files(place, theirs, full=True)
    except ModelError:
        return False
    return theirs.exportable or (theirs.made_with == ours.made_with and not ours.exportable)


def _flush(path: Path) -> None:
    """Have the system write a file, or the names in a folder, to the disk itself."""
    if os.name == "nt" and path.is_dir():
        return  # Windows cannot open a folder, and does not need to
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
