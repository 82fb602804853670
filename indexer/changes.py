"""What a build changes in the SQLite file of an index: documents out, documents in."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from indexer import lexical
from indexer.rows import (
    DOCUMENT_COLUMNS,
    FILE_COLUMNS,
    PASSAGE_COLUMNS,
    TABLES,
    Entry,
    FileRow,
    document_row,
    passage_of,
    passage_row,
)
from indexer.types import Document


@dataclass(frozen=True, slots=True)
class Change:
    """What a build does to the passages of the index before it.

    ``removed`` are ids of documents, taken out before ``documents`` and ``entries`` come in;
    ``files`` are all files of the new index, in order.
    """

    removed: Sequence[str]
    documents: Sequence[Document]
    entries: Sequence[Entry]
    files: Sequence[FileRow]


@dataclass(frozen=True, slots=True)
class Counts:
    """What an index holds: documents, passages, and vectors that passages own."""

    documents: int
    passages: int
    vectors: int


def change_passages(path: Path, change: Change) -> Counts:
    """Write a change into a file of passages, durably; a file that is not there is made."""
    is_new = not path.exists()
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        if is_new:
            connection.executescript(TABLES + lexical.SCHEMA)
        _remove(connection, change.removed)
        _add(connection, change.documents, change.entries)
        _list_files(connection, change.files)
        counts = _counts(connection)
        connection.commit()
    finally:
        connection.close()
    with path.open("rb") as written:
        os.fsync(written.fileno())
    return counts


_file_row = attrgetter(*FILE_COLUMNS.split(", "))


def _remove(connection: sqlite3.Connection, documents: Sequence[str]) -> None:
    columns = f"{PASSAGE_COLUMNS}, row, vector, sentence_vectors"
    sql = f"SELECT {columns} FROM passages WHERE document = ?"
    rows = [row for document in documents for row in connection.execute(sql, (document,))]
    lexical.remove(connection, ((row[-3], passage_of(row)) for row in rows))
    connection.executemany(
        "DELETE FROM vector_rows WHERE vector = ? AND row = ?",
        ((own, row) for *_, row, vector, more in rows for own in (vector, *json.loads(more))),
    )
    ids = [(document,) for document in documents]
    connection.executemany("DELETE FROM passages WHERE document = ?", ids)
    connection.executemany("DELETE FROM documents WHERE id = ?", ids)


def _add(
    connection: sqlite3.Connection, documents: Sequence[Document], entries: Sequence[Entry]
) -> None:
    connection.executemany(
        f"INSERT INTO documents ({DOCUMENT_COLUMNS}) VALUES ({','.join('?' * 17)})",
        (document_row(document) for document in documents),
    )
    (last,) = connection.execute("SELECT coalesce(max(row), 0) FROM passages").fetchone()
    numbered = list(enumerate(entries, last + 1))
    connection.executemany(
        f"INSERT INTO passages (row, {PASSAGE_COLUMNS}, vector, sentence_vectors)"
        f" VALUES ({','.join('?' * 18)})",
        ((row, *passage_row(entry)) for row, entry in numbered),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO vector_rows VALUES (?, ?)",
        (
            (vector, row)
            for row, entry in numbered
            for vector in (entry.vector, *entry.sentence_vectors)
        ),
    )
    lexical.add(connection, ((row, entry.passage) for row, entry in numbered))


def _list_files(connection: sqlite3.Connection, files: Sequence[FileRow]) -> None:
    """Replace the list of files, and say in each document where its files are."""
    connection.execute("DELETE FROM files")
    connection.executemany(
        f"INSERT INTO files ({FILE_COLUMNS}) VALUES ({','.join('?' * 8)})", map(_file_row, files)
    )
    held: dict[str, list[FileRow]] = {}
    for file in files:
        held.setdefault(file.document, []).append(file)
    connection.executemany(
        "UPDATE documents SET place = ?, copies = ? WHERE id = ? AND (place, copies) != (?, ?)",
        (
            (first.place, copies, first.document, first.place, copies)
            for first, *others in held.values()
            for copies in [json.dumps([other.shown for other in others])]
        ),
    )


def _counts(connection: sqlite3.Connection) -> Counts:
    sql = (
        "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM passages),"
        " (SELECT count(DISTINCT vector) FROM vector_rows)"
    )
    return Counts(*connection.execute(sql).fetchone())
