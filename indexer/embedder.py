"""A model's name -> an embedder: texts -> unit vectors.

The configured model is exported once, when an index is built, and from then on served by
onnxruntime: asking a question imports neither torch nor sentence-transformers, whose import alone
takes seconds. A model that cannot be exported is served by sentence-transformers.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from indexer.embedding import kept
from indexer.embedding.encoder import FILES, OnnxEmbedder
from indexer.embedding.models import ModelSource, find_model
from indexer.errors import IndexUnwritable, ModelError

_EXPORT = "import sys; from indexer.embedding.export import main; main(*sys.argv[1:])"


class Embedder(Protocol):
    """Texts -> unit vectors. Safe to use from several threads.

    ``model`` is the configured name; ``digest`` a SHA-256 in hex of weights, tokenizer and
    settings, so that equal digests mean comparable vectors; ``dim`` the numbers in a vector;
    ``served_by`` "onnxruntime", or "sentence-transformers: " and why.
    """

    model: str
    digest: str
    dim: int
    served_by: str

    def embed(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> npt.NDArray[np.float32]:
        """One unit vector for each text, in their order. ``progress`` is told how many are done."""
        ...

    def knows(self, word: str) -> bool:
        """Whether a lower-case word is one whole token of the model's vocabulary."""
        ...


def prepare_embedder(model: str, folder: Path, say: Callable[[str], None]) -> Embedder:
    """The embedder for building an index; exports the model into ``folder`` if it is not there.

    ``say`` is told what takes long, and why. Raises: ModelError, IndexUnwritable.
    """
    source = find_model(model)
    place = kept.place_of(folder, source.digest)
    embedder = _open_kept(source, place)
    if embedder is None:
        say(f"Preparing the embedding model {model}. This is done once and takes half a minute.")
        embedder = _serve(model, _export_into(place, source), place, lambda: source)
    if embedder.served_by != OnnxEmbedder.served_by:
        say(f"The embedding model {model} is slow, as it is served by {embedder.served_by}.")
    return embedder


def open_embedder(model: str, digest: str, folder: Path) -> Embedder:
    """The embedder for asking an index that was built with this model.

    Raises: ModelError if its kept copy is missing or damaged.
    """
    place = kept.place_of(folder, digest)
    note = kept.read_note(place, digest)
    kept.check_files(place, note)
    return _serve(model, note, place, lambda: _same_model(model, digest))


def verify_model(folder: Path, digest: str) -> None:
    """Read the kept copy of a model in full. Raises ModelError if a bit of it has changed."""
    place = kept.place_of(folder, digest)
    kept.check_files(place, kept.read_note(place, digest), full=True)


def _serve(
    model: str, note: kept.KeptModel, place: Path, source: Callable[[], ModelSource]
) -> Embedder:
    if note.exportable:
        return OnnxEmbedder(place, model=model, digest=note.digest, dim=note.dim)
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # read by the library when it is imported
    from indexer.embedding.export import ReferenceEmbedder  # late: it imports torch

    return ReferenceEmbedder(source().folder, model=model, digest=note.digest, reason=note.reason)


def _same_model(model: str, digest: str) -> ModelSource:
    source = find_model(model)
    if source.digest != digest:
        raise ModelError(
            f"The embedding model '{model}' is not the one that the index was built with. "
            "Run 'compactbot index' to build it again."
        )
    return source


def _open_kept(source: ModelSource, place: Path) -> Embedder | None:
    """The kept model; None if there is none, it is damaged, or an export is worth another try."""
    try:
        note = kept.read_note(place, source.digest)
        kept.check_files(place, note)
        if note.exportable or note.made_with == _versions():
            return _serve(source.model, note, place, lambda: source)
    except ModelError:
        pass  # it is made anew, and what is wrong with the model itself is said then
    return None


def _export_into(place: Path, source: ModelSource) -> kept.KeptModel:
    """Export a model and keep it in ``place``, or keep the note that this is not possible."""
    try:
        aside = kept.make_aside(place.parent)
        try:
            result = _export_apart(source, aside)
            if result["error"]:
                raise ModelError(result["error"])
            if not result["exportable"]:
                for path in aside.iterdir():
                    path.unlink()
            note = kept.KeptModel(
                model=source.model,
                digest=source.digest,
                dim=result["dim"],
                max_tokens=result["max_tokens"],
                exportable=result["exportable"],
                reason=result["reason"],
                made_with=_versions(),
                files={
                    name: kept.note_file(aside / name) for name in FILES if result["exportable"]
                },
            )
            kept.move_in(aside, note, place)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise IndexUnwritable(
            f"{place.parent} cannot be written: {error.strerror or error}. Make room or make it "
            "writable, or set state.folder in config.yaml to another folder."
        ) from error
    return kept.read_note(place, source.digest)


def _export_apart(source: ModelSource, aside: Path) -> dict[str, Any]:
    """Run `indexer.embedding.export.main` in a process of its own; its result.

    So a bot that builds its index does not carry torch's 300 MB for the rest of its life, and
    the exporter's warnings do not reach the person.
    """
    path = [str(Path(__file__).parents[1]), *sys.path]
    environment = {"HF_HUB_OFFLINE": "1", **os.environ, "PYTHONPATH": os.pathsep.join(path)}
    done = subprocess.run(
        [sys.executable, "-c", _EXPORT, str(source.folder), str(aside)],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError) as error:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise ModelError(
            f"The export of the embedding model '{source.model}' broke off with exit status "
            f"{done.returncode}: {last}. Run 'compactbot index' again, with more memory if the "
            "system ended it."
        ) from error
    return result


def _versions() -> str:
    """The libraries that an export depends on, as text."""
    from importlib import metadata  # late: only builds need it

    names = ("torch", "transformers", "sentence-transformers", "onnx", "onnxruntime")
    return ", ".join(f"{name} {metadata.version(name)}" for name in names)
