"""Files -> index: read what changed, cut it, embed what is new, write aside, swap in."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np

from indexer import store
from indexer.changes import Change
from indexer.embedder import Embedder, prepare_embedder
from indexer.errors import IndexDamaged, IndexerError, IndexMissing
from indexer.generation import SCHEMA_VERSION, Generation, Manifest
from indexer.intake import Intake, Rules, take_in
from indexer.passages import cut
from indexer.readers import Reading
from indexer.readers.formats import READABLE
from indexer.report import BuildReport, Note, Watcher
from indexer.rows import Entry
from indexer.sources import Source
from indexer.types import Passage
from indexer.vectors import Vectors, VectorSet, vector_id


@dataclass(frozen=True, slots=True)
class Settings:
    """How to build: into which folder, with which embedding model, by which rules of reading."""

    folder: Path
    model: str
    rules: Rules

    @property
    def models(self) -> Path:
        """Where embedding models are kept, as they were prepared."""
        return self.folder / "models"


def build(sources: Sequence[Source], settings: Settings, watcher: Watcher) -> BuildReport:
    """Bring the index in line with all sources and make it the current one.

    Only files that changed are read, and only text that is new is embedded. A file that cannot be
    read is skipped and reported. Raises IndexerError if no document is left, if another build is
    running, or if the folder cannot be written; the index in use stays as it was.
    """
    started = time.monotonic()
    with store.locked(settings.folder):
        before = _before(settings.folder)
        intake, embedder = _gathered(sources, settings, before, watcher)
        about = _about(embedder, settings.rules, sources)
        embedded = 0
        if before and not intake.is_new and before.manifest.sources == about.sources:
            manifest = before.manifest
        else:
            basis = _basis(before, embedder, settings)
            entries, texts = _entries(intake.readings)
            vectors = _new_vectors(texts, basis.vectors, embedder, watcher)
            documents = [reading.document for reading in intake.readings]
            change = Change(intake.removed, documents, entries, intake.files)
            manifest = store.write(settings.folder, basis, change, vectors, about).manifest
            embedded = len(vectors)
    return BuildReport(
        documents=manifest.documents,
        passages=manifest.passages,
        embedded=embedded,
        reused=manifest.owned - embedded,
        removed=_gone(before, intake),
        read=len(intake.readings),
        skipped=intake.skipped,
        copies=intake.copies,
        notes=tuple(_notes(intake)),
        seconds=round(time.monotonic() - started, 2),
    )


def _gathered(
    sources: Sequence[Source], settings: Settings, before: Generation | None, watcher: Watcher
) -> tuple[Intake, Embedder]:
    """What is new in the files, and the embedder; the two beside each other where that is quick."""
    like = _like(before, settings)
    with ThreadPoolExecutor(1) as pool:
        prepare = partial(prepare_embedder, settings.model, settings.models, watcher.say)
        early = pool.submit(prepare) if before else None  # the model was prepared for it
        intake = take_in(sources, settings.rules, like)
        if not intake.files:
            raise IndexerError(_nothing(sources, intake))
        embedder = early.result() if early else prepare()
    if like and like.manifest.model_digest != embedder.digest:  # another model by the same name
        intake = take_in(sources, settings.rules, None)
    return intake, embedder


def _notes(intake: Intake) -> Iterator[Note]:
    for reading in intake.readings:
        yield from (Note(reading.document.path, note) for note in reading.document.notes)


def _gone(before: Generation | None, intake: Intake) -> int:
    """How many documents are not there any more."""
    shown = {file.shown for file in intake.files}
    return sum(path not in shown for path in before.paths().values()) if before else 0


def _nothing(sources: Sequence[Source], intake: Intake) -> str:
    if intake.skipped:
        faults = " ".join(f"{fault.path}: {fault.reason}" for fault in intake.skipped[:3])
        return f"no document could be read. {faults}"
    places = ", ".join(source.shown for source in sources)
    return f"no documents in {places}. Put {READABLE} there."


def _before(folder: Path) -> Generation | None:
    """The index in use, if there is a sound one; a damaged one is simply built anew."""
    try:
        return store.open_current(folder)
    except (IndexMissing, IndexDamaged):
        return None


def _like(before: Generation | None, settings: Settings) -> Generation | None:
    """The index before, if it was built by the same rules and with a model of the same name."""
    if before is None or before.manifest.rules != settings.rules.digest():
        return None
    return before if before.manifest.model == settings.model else None


def _basis(before: Generation | None, embedder: Embedder, settings: Settings) -> store.Basis:
    """What of the index before can be kept: nothing, its vectors, or all."""
    if before is None or before.manifest.model_digest != embedder.digest:
        return store.Basis(None, VectorSet(embedder.dim, ()))
    return store.Basis(before, before.vectors, passages=_like(before, settings) is not None)


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


def _new_vectors(
    texts: dict[int, str], before: VectorSet, embedder: Embedder, watcher: Watcher
) -> Vectors:
    """The vectors of texts that the index before has not."""
    ids = np.array(list(texts), dtype=np.int64)
    new = ids[~before.holds(ids)]
    wanted = [texts[identity] for identity in new.tolist()]
    matrix = np.zeros((0, embedder.dim), dtype=np.float32)
    if wanted:
        matrix = embedder.embed(wanted, lambda done: watcher.progress(done, len(wanted)))
    return Vectors.build(new, matrix)


def _about(embedder: Embedder, rules: Rules, sources: Sequence[Source]) -> Manifest:
    return Manifest(
        schema=SCHEMA_VERSION,
        model=embedder.model,
        model_digest=embedder.digest,
        dim=embedder.dim,
        documents=0,
        passages=0,
        vectors=0,
        owned=0,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        rules=rules.digest(),
        sources=tuple(str(source.path.absolute()) for source in sources),
        files={},
    )
