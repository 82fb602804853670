"""The index folder: generations of one SQLite file and one vector file, swapped in whole.

    index/
      current                 the name of the generation in use; replaced in one step
      generations/<name>/     manifest.json, passages.sqlite, vectors.faiss
      models/                 exported embedding models

A generation is written aside and never changed after it became current, so readers need no lock.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import sqlite3
import threading
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from indexer import lexical
from indexer.errors import IndexDamaged, IndexLocked, IndexMissing, IndexUnwritable
from indexer.types import Cell, Document, Form, Kind, Origin, Passage
from indexer.vectors import Vectors

SCHEMA_VERSION = 1
MANIFEST, PASSAGES, VECTORS = "manifest.json", "passages.sqlite", "vectors.faiss"
_PORTION = 500

_TABLES = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, path TEXT NOT NULL, digest TEXT NOT NULL,
    text TEXT NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL, area TEXT NOT NULL,
    edition TEXT NOT NULL, theme TEXT NOT NULL, origin TEXT NOT NULL
);
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL REFERENCES documents,
    start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL, form TEXT NOT NULL,
    headings TEXT NOT NULL, context TEXT NOT NULL, sentences TEXT NOT NULL,
    position INTEGER NOT NULL, number TEXT NOT NULL, place TEXT NOT NULL, area TEXT NOT NULL,
    lead TEXT NOT NULL, cell TEXT NOT NULL, vector INTEGER NOT NULL, sentence_vectors TEXT NOT NULL
);
CREATE INDEX passages_by_document ON passages (document, position);
CREATE INDEX passages_by_area ON passages (area);
CREATE TABLE vector_rows (vector INTEGER NOT NULL, row INTEGER NOT NULL,
    PRIMARY KEY (vector, row)) WITHOUT ROWID;
"""
_DOCUMENT_COLUMNS = "id, name, path, digest, text, title, kind, area, edition, theme, origin"
_PASSAGE_COLUMNS = (
    "id, document, start, end, text, form, headings, context, sentences, position, number, place,"
    " area, lead, cell"
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds, to be checked before it is used.

    ``files`` maps file names to SHA-256; ``sources`` are the absolute paths it was built from.
    """

    schema: int
    model: str
    model_digest: str
    dim: int
    documents: int
    passages: int
    vectors: int
    built_at: str
    sources: tuple[str, ...]
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage with the ids of its vectors, as it goes into the index."""

    passage: Passage
    vector: int
    sentence_vectors: tuple[int, ...]


class Generation:
    """One finished index, open for reading. Safe to share by threads."""

    def __init__(self, folder: Path) -> None:
        """Open and check. Raises IndexDamaged where a file is missing or not as it was written."""
        self.folder = folder
        self._hold()
        self.manifest = _read_manifest(folder)
        for name, digest in self.manifest.files.items():
            if _sha256(folder / name) != digest:
                raise IndexDamaged(
                    f"the index file {name} is damaged. Run 'compactbot index' to build it again."
                )
        self.vectors = Vectors.open(folder / VECTORS)
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
        rows = self.connection.execute(f"SELECT {_DOCUMENT_COLUMNS} FROM documents ORDER BY rowid")
        return {row[0]: _document(row) for row in rows}

    def entries(self, rows: Iterable[int]) -> dict[int, Entry]:
        """Passages with their vector ids, by row number."""
        columns = f"{_PASSAGE_COLUMNS}, row, vector, sentence_vectors"
        found = self._select(f"SELECT {columns} FROM passages WHERE row IN ({{}})", list(rows))
        return {row[-3]: Entry(_passage(row), row[-2], tuple(json.loads(row[-1]))) for row in found}

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


def write(
    folder: Path,
    documents: Sequence[Document],
    entries: Sequence[Entry],
    vectors: Vectors,
    about: Manifest,
) -> Generation:
    """Write a generation aside, check it by opening it, and make it current.

    ``about`` comes with empty ``files``; they are filled in here. Raises IndexUnwritable.
    """
    aside = folder / "generations" / f"aside-{os.getpid()}"
    try:
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        _write_passages(aside / PASSAGES, documents, entries)
        vectors.save(aside / VECTORS)
        files = {name: _sha256(aside / name) for name in (PASSAGES, VECTORS)}
        manifest = {**asdict(about), "files": files}
        _write_durably(aside / MANIFEST, json.dumps(manifest, indent=1))
        generation = _move_in(aside, folder / "generations" / _name_of(manifest))
        before = current_name(folder)
        _write_durably(folder / "current.new", generation.folder.name)
        (folder / "current.new").replace(folder / "current")
        _sweep(folder, keep=(generation.folder.name, before))
        return generation
    except (OSError, sqlite3.OperationalError) as error:  # the latter: a full disk
        raise IndexUnwritable(_unwritable(folder, error)) from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)


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


def _read_manifest(folder: Path) -> Manifest:
    again = "Run 'compactbot index' to build it again."
    try:
        values = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if values.get("schema") != SCHEMA_VERSION:
            raise IndexDamaged(f"the index is from another version of compactbot. {again}")
        if _name_of(values) != folder.name:
            raise IndexDamaged(f"the index's manifest is damaged. {again}")
        return Manifest(**{**values, "sources": tuple(values["sources"])})
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise IndexDamaged(f"the index's manifest cannot be read. {again}") from None


def _name_of(manifest: Mapping[str, object]) -> str:
    """The name of a generation: a digest of its manifest, and so of all that it holds."""
    return hashlib.sha256(json.dumps(manifest).encode()).hexdigest()[:16]


def _write_passages(path: Path, documents: Sequence[Document], entries: Sequence[Entry]) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        connection.executescript(_TABLES + lexical.SCHEMA)
        connection.executemany(
            f"INSERT INTO documents ({_DOCUMENT_COLUMNS}) VALUES ({','.join('?' * 11)})",
            (_document_row(document) for document in documents),
        )
        connection.executemany(
            f"INSERT INTO passages (row, {_PASSAGE_COLUMNS}, vector, sentence_vectors)"
            f" VALUES ({','.join('?' * 18)})",
            ((row, *_passage_row(entry)) for row, entry in enumerate(entries, 1)),
        )
        connection.executemany(
            "INSERT OR IGNORE INTO vector_rows VALUES (?, ?)",
            (
                (vector, row)
                for row, entry in enumerate(entries, 1)
                for vector in (entry.vector, *entry.sentence_vectors)
            ),
        )
        lexical.add(connection, ((row, entry.passage) for row, entry in enumerate(entries, 1)))
        connection.commit()
    finally:
        connection.close()
    with path.open("rb") as written:
        os.fsync(written.fileno())


def _document_row(document: Document) -> tuple[object, ...]:
    origin = json.dumps(asdict(document.origin)) if document.origin else ""
    return (
        document.id,
        document.name,
        document.path,
        document.digest,
        document.text,
        document.title,
        document.kind,
        document.area,
        document.edition,
        document.theme,
        origin,
    )


def _document(row: Sequence[str]) -> Document:
    *plain, origin = row
    fields = dict(zip(_DOCUMENT_COLUMNS.split(", "), plain, strict=False))
    return Document(
        **{**fields, "kind": Kind(fields["kind"])},  # type: ignore[arg-type]
        origin=Origin(**json.loads(origin)) if origin else None,
    )


def _passage_row(entry: Entry) -> tuple[object, ...]:
    passage = entry.passage
    return (
        passage.id,
        passage.document,
        passage.start,
        passage.end,
        passage.text,
        passage.form,
        as_json(passage.headings),
        passage.context,
        json.dumps(passage.sentences),
        passage.position,
        passage.number,
        passage.where,
        passage.area,
        json.dumps(passage.lead),
        json.dumps(asdict(passage.cell) if passage.cell else None),
        entry.vector,
        json.dumps(entry.sentence_vectors),
    )


def _passage(row: Sequence[object]) -> Passage:
    (
        identity, document, start, end, text, form, headings, context, sentences,
        position, number, where, area, lead, cell,
    ) = row[:15]  # fmt: skip
    span = json.loads(str(lead))
    values = json.loads(str(cell))
    return Passage(
        id=str(identity),
        document=str(document),
        start=int(str(start)),
        end=int(str(end)),
        text=str(text),
        form=Form(str(form)),
        headings=tuple(json.loads(str(headings))),
        context=str(context),
        sentences=tuple((a, b) for a, b in json.loads(str(sentences))),
        position=int(str(position)),
        number=str(number),
        where=str(where),
        area=str(area),
        lead=(span[0], span[1]) if span else None,
        cell=Cell(**{**values, "blanks": tuple(values["blanks"])}) if values else None,
    )


def as_json(headings: Sequence[str]) -> str:
    """Headings as they are stored, to find the passages of a section by them."""
    return json.dumps(headings)


def _sha256(path: Path) -> str:
    """The SHA-256 of a file in hex; empty if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


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
