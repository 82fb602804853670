"""A desk in invented Glenmore: documents in one folder, their index in another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from indexer import store
from indexer.build import Settings, build
from indexer.changes import Change
from indexer.embedding.models import BUNDLED
from indexer.generation import SCHEMA_VERSION, Generation, Manifest
from indexer.intake import Rules
from indexer.places import Area, Places
from indexer.report import BuildReport, Watcher
from indexer.rows import Entry, FileRow
from indexer.search import Searcher
from indexer.sources import Source
from indexer.types import Document, Form, Hit, Passage, Query
from indexer.vectors import Vectors, VectorSet, vector_id
from indexer.words import content_words
from tests.fakes import WordEmbedder

PLACES = Places.of([Area("Glenmore", ("Kirkton of Glenmore",)), Area("Strathlarig")])

GRANTS = """---
title: Glenmore Grants Note
area: Glenmore
---

## Paying grants

The Glenmore office pays small grants before the first day of May. A late payment is explained in
a letter to the treasurer.

## Keeping accounts

Each group keeps its receipts for six winters.
"""
BUSES = """---
title: Strathlarig Transport Paper
area: Strathlarig
---

## Village buses

Volunteer drivers take people to the surgery on Tuesdays. The minibus is kept behind the smithy.
"""
HALLS = """# Using the village halls

A hall is let to any club of the neighbourhood. The caretaker hands over the keys at noon.
"""


@dataclass(frozen=True)
class Desk:
    """What an officer has: a folder of documents and the index of it."""

    docs: Path
    index: Path

    @classmethod
    def make(cls, folder: Path, models: Path) -> Desk:
        """An empty desk with the model prepared, in an empty folder."""
        made = cls(folder / "docs", folder / "index")
        made.docs.mkdir()
        made.index.mkdir()
        (made.index / "models").symlink_to(models)
        return made

    def put(self, **files: str | bytes) -> None:
        """Write files; in their names _ stands for the dot."""
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            (self.docs / name.replace("_", ".")).write_bytes(data)

    def remove(self, *names: str) -> None:
        for name in names:
            (self.docs / name).unlink()

    def settings(self, model: str = BUNDLED, **rules: Any) -> Settings:
        return Settings(self.index, model, Rules(**({"places": PLACES} | rules)))

    def build(self, *more: Source, watcher: Watcher | None = None, **settings: Any) -> BuildReport:
        sources = (Source(self.docs, "docs"), *more)
        return build(sources, self.settings(**settings), watcher or Watcher())

    def open(self) -> Searcher:
        return Searcher.open(self.index)

    def ask(self, question: str, **more: Any) -> list[Hit]:
        return self.open().search(query(question, **more))

    @property
    def names(self) -> set[str]:
        """The files that the index now holds."""
        return {document.name for document in self.open().documents}


def query(question: str, **more: Any) -> Query:
    return Query(question, tuple((word, 1.0) for word in content_words(question)), **more)


def document(name: str, text: str, **more: Any) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        id=hashlib.sha256(f"{name}{digest}".encode()).hexdigest()[:16], name=name,
        path=f"docs/{name}", digest=digest, text=text, **({"title": name} | more),
    )  # fmt: skip


def paragraphs(of: Document, **more: Any) -> list[Passage]:
    """Each line of a document as a passage of one sentence."""
    made: list[Passage] = []
    start = 0
    for line in of.text.split("\n"):
        span = (start, start + len(line))
        made.append(
            Passage(
                id=f"{of.id}:{start}", document=of.id, start=span[0], end=span[1], text=line,
                form=Form.PARAGRAPH, headings=(), context=of.title, sentences=(span,),
                position=len(made), **({"area": of.area} | more),
            )
        )  # fmt: skip
        start += len(line) + 1
    return made


def file_row(of: Document, place: int) -> FileRow:
    return FileRow(of.path, of.path, f"{place:04}", 0, 0, of.digest, "", of.id)


def entry(passage: Passage) -> Entry:
    return Entry(
        passage, vector_id(f"{passage.context}. {passage.text}"), (vector_id(passage.text),)
    )


@dataclass
class Shelf:
    """An index that is written without reading files and without the model."""

    folder: Path
    embedder: WordEmbedder = field(default_factory=WordEmbedder)

    def write(self, documents: Sequence[Document], passages: Iterable[Passage]) -> Generation:
        entries = [entry(passage) for passage in passages]
        texts = {}
        for one in entries:
            texts[one.vector] = f"{one.passage.context}. {one.passage.text}"
            texts[one.sentence_vectors[0]] = one.passage.text
        matrix = self.embedder.embed(list(texts.values()))
        vectors = Vectors.build(np.array(list(texts), dtype=np.int64), matrix)
        about = Manifest(
            schema=SCHEMA_VERSION, model=self.embedder.model, dim=self.embedder.dim,
            model_digest=self.embedder.digest, documents=0, passages=0, vectors=0, owned=0,
            built_at=datetime.now(UTC).isoformat(), rules="", sources=("docs",), files={},
        )  # fmt: skip
        basis = store.Basis(None, VectorSet(self.embedder.dim, ()))
        files = [file_row(one, place) for place, one in enumerate(documents)]
        with store.locked(self.folder):
            change = Change((), documents, entries, files)
            return store.write(self.folder, basis, change, vectors, about)

    def fill(self, *texts: str, **more: Any) -> Generation:
        """One document for each text, each of whose lines is a passage."""
        documents = [document(f"{n}.txt", text, **more) for n, text in enumerate(texts)]
        return self.write(documents, [p for one in documents for p in paragraphs(one)])

    def searcher(self) -> Searcher:
        return Searcher(store.open_current(self.folder), self.embedder)
