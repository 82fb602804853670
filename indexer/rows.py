"""Documents and passages <-> rows of the SQLite file of an index."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from indexer.types import Cell, Document, Form, Kind, Origin, Passage

TABLES = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, path TEXT NOT NULL, digest TEXT NOT NULL,
    text TEXT NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL, area TEXT NOT NULL,
    edition TEXT NOT NULL, theme TEXT NOT NULL, date TEXT NOT NULL, licence TEXT NOT NULL,
    superseded_by TEXT NOT NULL, origin TEXT NOT NULL, copies TEXT NOT NULL, pages TEXT NOT NULL,
    notes TEXT NOT NULL, place TEXT NOT NULL DEFAULT ''
);
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL REFERENCES documents,
    start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL, form TEXT NOT NULL,
    headings TEXT NOT NULL, context TEXT NOT NULL, sentences TEXT NOT NULL,
    position INTEGER NOT NULL, number TEXT NOT NULL, where_ TEXT NOT NULL, area TEXT NOT NULL,
    lead TEXT NOT NULL, cell TEXT NOT NULL, vector INTEGER NOT NULL, sentence_vectors TEXT NOT NULL
);
CREATE INDEX passages_by_document ON passages (document, position);
CREATE INDEX passages_by_area ON passages (area);
CREATE TABLE vector_rows (vector INTEGER NOT NULL, row INTEGER NOT NULL,
    PRIMARY KEY (vector, row)) WITHOUT ROWID;
CREATE TABLE files (
    path TEXT PRIMARY KEY, shown TEXT NOT NULL, place TEXT NOT NULL, size INTEGER NOT NULL,
    changed INTEGER NOT NULL, digest TEXT NOT NULL, told TEXT NOT NULL, document TEXT NOT NULL
) WITHOUT ROWID;
"""
DOCUMENT_COLUMNS = (
    "id, name, path, digest, text, title, kind, area, edition, theme, date, licence,"
    " superseded_by, origin, copies, pages, notes"
)
PASSAGE_COLUMNS = (
    "id, document, start, end, text, form, headings, context, sentences, position, number, where_,"
    " area, lead, cell"
)
FILE_COLUMNS = "path, shown, place, size, changed, digest, told, document"


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage with the ids of its vectors, as it goes into the index."""

    passage: Passage
    vector: int
    sentence_vectors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that was read: how it was then, and the id of the document in it.

    ``path`` is absolute; ``place`` sorts the files as they were listed; ``changed`` is the time of
    its last change in nanoseconds, 0 where it was too fresh to be trusted; ``told`` is a digest of
    what was said of it in documents.yaml.
    """

    path: str
    shown: str
    place: str
    size: int
    changed: int
    digest: str
    told: str
    document: str


def document_row(document: Document) -> tuple[object, ...]:
    """A document as a row of DOCUMENT_COLUMNS."""
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
        document.date,
        document.licence,
        document.superseded_by,
        json.dumps(asdict(document.origin)) if document.origin else "",
        json.dumps(document.copies),
        json.dumps(document.pages),
        json.dumps(document.notes),
    )


def document_of(row: Sequence[str]) -> Document:
    """The document of a row with DOCUMENT_COLUMNS."""
    *plain, origin, copies, pages, notes = row
    fields = dict(zip(DOCUMENT_COLUMNS.split(", "), plain, strict=False))
    return Document(
        **{**fields, "kind": Kind(fields["kind"])},  # type: ignore[arg-type]
        origin=Origin(**json.loads(origin)) if origin else None,
        copies=tuple(json.loads(copies)),
        pages=tuple((offset, page) for offset, page in json.loads(pages)),
        notes=tuple(json.loads(notes)),
    )


def passage_row(entry: Entry) -> tuple[object, ...]:
    """A passage as a row of PASSAGE_COLUMNS, vector and sentence vectors."""
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
