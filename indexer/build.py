"""Files -> index: read, cut, embed what is new, write aside, swap in."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from indexer import store
from indexer.embedder import Embedder, prepare_embedder
from indexer.errors import DocumentError, IndexDamaged, IndexerError, IndexMissing
from indexer.generation import SCHEMA_VERSION, Generation, Manifest
from indexer.passages import cut
from indexer.places import Places
from indexer.readers import READERS, Reading, read
from indexer.rows import Entry
from indexer.sources import Source, files_of, legible, read_bytes
from indexer.types import BuildReport, Document, Passage, Skipped, Watcher
from indexer.vectors import Vectors, vector_id


@dataclass(frozen=True, slots=True)
class Settings:
    """How to build. ``folder`` is the index folder; files over ``max_bytes`` are left out."""

    folder: Path
    model: str
    places: Places
    max_bytes: int = 50_000_000


def build(sources: Sequence[Source], settings: Settings, watcher: Watcher) -> BuildReport:
    """Build the index of all sources and make it the current one.

    Vectors of text that is already indexed with the same model are reused. A file that cannot be
    read is skipped and reported. Raises IndexerError if no document is left, if another build is
    running, or if the folder cannot be written; the index in use stays as it was.
    """
    started = time.monotonic()
    with store.locked(settings.folder):
        readings, skipped = _read_all(sources, settings)
        if not readings:
            raise IndexerError(_nothing(sources, skipped))
        embedder = prepare_embedder(settings.model, settings.folder / "models", watcher.say)
        before = _before(settings.folder)
        entries, texts = _entries(readings)
        vectors, embedded = _vectors(texts, embedder, before, watcher)
        documents = [reading.document for reading in readings]
        manifest = _manifest(documents, entries, vectors, embedder, sources)
        store.write(settings.folder, documents, entries, vectors, manifest)
    kept = {document.path for document in documents}
    gone = {d.path for d in before.documents().values()} - kept if before else set()
    return BuildReport(
        documents=len(documents),
        passages=len(entries),
        embedded=embedded,
        reused=len(vectors) - embedded,
        removed=len(gone),
        skipped=tuple(skipped),
        seconds=round(time.monotonic() - started, 2),
    )


def _nothing(sources: Sequence[Source], skipped: Sequence[Skipped]) -> str:
    if skipped:
        faults = " ".join(f"{fault.path}: {fault.reason}" for fault in skipped[:3])
        return f"no document could be read. {faults}"
    places = ", ".join(source.shown for source in sources)
    kinds = ", ".join(READERS)
    return f"no documents in {places}. Put files there that end in {kinds}."


def _read_all(sources: Sequence[Source], settings: Settings) -> tuple[list[Reading], list[Skipped]]:
    readings: list[Reading] = []
    skipped: list[Skipped] = []
    seen: set[str] = set()
    for path, shown in files_of(sources):
        try:
            data = read_bytes(path, shown, settings.max_bytes)
            reading = read(Path(legible(path.name)), shown, data, settings.places)
        except DocumentError as fault:
            line = f"line {fault.line}: " if fault.line else ""
            skipped.append(Skipped(shown, f"{line}{fault.reason}"))
            continue
        if reading.document.id not in seen:
            seen.add(reading.document.id)
            readings.append(reading)
    return readings, skipped


def _before(folder: Path) -> Generation | None:
    """The index in use, if there is a sound one; a damaged one is simply built anew."""
    try:
        return store.open_current(folder)
    except (IndexMissing, IndexDamaged):
        return None


def passage_text(passage: Passage) -> str:
    """What is embedded for a passage: its context, then its text."""
    return f"{passage.context}. {passage.text}"


def _entries(readings: Iterable[Reading]) -> tuple[list[Entry], dict[int, str]]:
    """Index entries in reading order, and the text behind each vector id."""
    entries: list[Entry] = []
    texts: dict[int, str] = {}
    for reading in readings:
        text = reading.document.text
        for passage in cut(reading.document, reading.sections):
            whole = passage_text(passage)
            parts = [text[start:end] for start, end in passage.sentences]
            ids = [vector_id(part) for part in (whole, *parts)]
            texts.update(zip(ids, (whole, *parts), strict=True))
            entries.append(Entry(passage, ids[0], tuple(ids[1:])))
    return entries, texts


def _vectors(
    texts: dict[int, str], embedder: Embedder, before: Generation | None, watcher: Watcher
) -> tuple[Vectors, int]:
    """All vectors, and how many had to be embedded."""
    ids = list(texts)
    matrix = np.zeros((len(ids), embedder.dim), dtype=np.float32)
    known = frozenset[int]()
    if before and before.manifest.model_digest == embedder.digest:
        known = frozenset(int(i) for i in before.vectors.ids())
    old = [row for row, identity in enumerate(ids) if identity in known]
    new = [row for row, identity in enumerate(ids) if identity not in known]
    if before and old:
        matrix[old] = before.vectors.get([ids[row] for row in old])
    if new:
        matrix[new] = embedder.embed(
            [texts[ids[row]] for row in new], lambda done: watcher.progress(done, len(new))
        )
    return Vectors.build(np.array(ids, dtype=np.int64), matrix), len(new)


def _manifest(
    documents: Sequence[Document],
    entries: Sequence[Entry],
    vectors: Vectors,
    embedder: Embedder,
    sources: Sequence[Source],
) -> Manifest:
    return Manifest(
        schema=SCHEMA_VERSION,
        model=embedder.model,
        model_digest=embedder.digest,
        dim=embedder.dim,
        documents=len(documents),
        passages=len(entries),
        vectors=len(vectors),
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        sources=tuple(str(source.path.absolute()) for source in sources),
        files={},
    )
