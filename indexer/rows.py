"""Documents and passages <-> rows of the SQLite file of an index."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from indexer import lexical
from indexer.types import Cell, Document, Form, Kind, Origin, Passage

TABLES = """
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
DOCUMENT_COLUMNS = "id, name, path, digest, text, title, kind, area, edition, theme, origin"
PASSAGE_COLUMNS = (
    "id, document, start, end, text, form, headings, context, sentences, position, number, place,"
    " area, lead, cell"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage with the ids of its vectors, as it goes into the index."""

    passage: Passage
    vector: int
    sentence_vectors: tuple[int, ...]


def write_passages(path: Path, documents: Sequence[Document], entries: Sequence[Entry]) -> None:
    """Write all tables, and the lexical index, into a new file, durably."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        connection.executescript(TABLES + lexical.SCHEMA)
        connection.executemany(
            f"INSERT INTO documents ({DOCUMENT_COLUMNS}) VALUES ({','.join('?' * 11)})",
            (_document_row(document) for document in documents),
        )
        connection.executemany(
            f"INSERT INTO passages (row, {PASSAGE_COLUMNS}, vector, sentence_vectors)"
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


def document_of(row: Sequence[str]) -> Document:
    """The document of a row with DOCUMENT_COLUMNS."""
    *plain, origin = row
    fields = dict(zip(DOCUMENT_COLUMNS.split(", "), plain, strict=False))
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


def passage_of(row: Sequence[object]) -> Passage:
    """The passage of a row that begins with PASSAGE_COLUMNS."""
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
