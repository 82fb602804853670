"""A sentence-transformers model -> an ONNX graph with its pooling, its weights and its tokenizer.

The only owner of sentence-transformers, torch, transformers and onnx. Importing it takes seconds
and 300 MB, so others import it late: `indexer.embedder` runs `main` in a process of its own.
"""

from __future__ import annotations

import io
import json
import shutil
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import torch
from sentence_transformers import SentenceTransformer
from transformers.utils import logging as transformers_logging

from indexer.embedding.encoder import (
    GRAPH,
    INPUT,
    OUTPUT,
    TOKENIZER,
    WEIGHTS,
    OnnxEmbedder,
    is_whole,
    write_tokenizer,
)
from indexer.errors import ModelError

POOLINGS = ("mean", "cls", "max")
LEAST_COSINE = 0.9999
_WORDS = "The compact says that public bodies consult the voluntary sector early and for 12 weeks. "
SAMPLES = (
    "",
    "compact",
    "  Who signs the\n review?  ",
    "Which commitments are there about funding, and who leads on each of them?",
    "TSI, CPP and LOIP: £1,250 (5 %) by 31 March 2024 – “co-production” in Dùn Èideann",
    "Edinburgh Edinburgh Edinburgh",
    "Midlothian Midlothian Midlothian",
    *(_WORDS * times for times in (1, 1, 3, 8, 60)),  # twice the same: a batch of two
)
_CHUNK = 256


class NotExportable(Exception):
    """The model does something that our graph would not do; the message says what."""


class ReferenceEmbedder:
    """sentence-transformers itself: slow to start, and right for every model. Thread-safe."""

    def __init__(self, folder: Path, *, model: str, digest: str, reason: str) -> None:
        self.model, self.digest = model, digest
        self.served_by = f"sentence-transformers: {reason}"
        self._model = load(folder)
        self._lock = threading.Lock()  # its tokenizer is set anew in each call
        self.dim = int(encode(self._model, ["dimension"]).shape[1])

    def embed(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> npt.NDArray[np.float32]:
        """One unit vector for each text, in their order. ``progress`` is told how many are done."""
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for start in range(0, len(texts), _CHUNK):
            part = list(texts[start : start + _CHUNK])
            with self._lock:
                vectors[start : start + len(part)] = encode(self._model, part)
            if progress:
                progress(start + len(part))
        return vectors

    def knows(self, word: str) -> bool:
        """Whether a lower-case word is one whole token of the model's vocabulary."""
        with self._lock:
            return is_whole(word, self._model.tokenizer.tokenize(f" {word}"))


def load(folder: Path) -> Any:
    """The SentenceTransformer in a folder, without network. Raises ModelError with the reason."""
    transformers_logging.disable_progress_bar()
    transformers_logging.set_verbosity_error()
    try:
        return SentenceTransformer(str(folder), device="cpu", local_files_only=True).eval()
    except Exception as error:  # whatever is wrong with a model's files comes as some exception
        raise ModelError(
            f"sentence-transformers cannot load the model in {folder}: {_first_line(error)}. "
            "Set search.model in config.yaml to another model, or repair its folder."
        ) from error


def encode(model: Any, texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Unit vectors by sentence-transformers."""
    vectors = model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
    return np.asarray(vectors, dtype=np.float32)


def export(model: Any, aside: Path) -> dict[str, Any]:
    """Write graph, weights and tokenizer into ``aside``; the facts to keep with them.

    Raises: NotExportable if the export would not give what sentence-transformers gives.
    """
    reference = encode(model, SAMPLES)
    pooling, max_tokens = _pooling(model), int(model.max_seq_length or 512)
    backend = getattr(model.tokenizer, "backend_tokenizer", None)
    if backend is None:
        raise NotExportable("its tokenizer exists in Python only")
    write_tokenizer(backend.to_str(), max_tokens, aside / TOKENIZER)
    _write_graph(_Graph(model[0].auto_model, pooling), aside)
    ours = OnnxEmbedder(aside, model="", digest="", dim=reference.shape[1]).embed(SAMPLES)
    least = float((ours * reference).sum(axis=1).min())
    if not least >= LEAST_COSINE:  # also when it is not a number
        raise NotExportable(f"its export differs from it (cosine {least:.4f} on a sample text)")
    return {"dim": reference.shape[1], "max_tokens": max_tokens}


def main(folder: str, aside: str) -> None:
    """Export the model in ``folder`` into ``aside`` and print how that went: one line of JSON."""
    result: dict[str, Any] = {"exportable": False, "reason": "", "error": ""}
    try:
        model = load(Path(folder))
        result |= {"dim": int(encode(model, ["dimension"]).shape[1]), "max_tokens": 0}
        result |= {**export(model, Path(aside)), "exportable": True}
    except (ModelError, MemoryError, OSError) as error:  # says nothing about the model's graph
        result["error"] = _first_line(error)
    except Exception as error:  # any failure to export has the same remedy: the reference serves
        result["reason"] = _first_line(error)
    print(json.dumps(result))


class _Graph(torch.nn.Module):  # type: ignore[misc]  # torch is not followed by mypy
    """Token ids -> unit vector. Batches hold texts of one length, so there is no mask."""

    def __init__(self, transformer: Any, pooling: str) -> None:
        super().__init__()
        self.transformer, self.pooling = transformer, pooling

    def forward(self, input_ids: Any) -> Any:
        tokens = self.transformer(input_ids=input_ids, return_dict=False)[0]
        if self.pooling == "cls":
            vector = tokens[:, 0]
        else:
            vector = tokens.mean(dim=1) if self.pooling == "mean" else tokens.amax(dim=1)
        return torch.nn.functional.normalize(vector, dim=-1)


def _pooling(model: Any) -> str:
    """How the model makes one vector of those of its tokens, if our graph can do that too."""
    parts = [type(module).__name__ for module in model]
    if parts[:2] != ["Transformer", "Pooling"] or parts[2:] not in ([], ["Normalize"]):
        raise NotExportable(f"it consists of {', '.join(parts)}")
    pooling = getattr(model[1], "pooling_mode", None) or model[1].get_pooling_mode_str()
    if pooling not in POOLINGS:
        raise NotExportable(f"it pools by {pooling}, and an export can do {', '.join(POOLINGS)}")
    if model.default_prompt_name:
        raise NotExportable("it puts a prompt before each text")
    return str(pooling)


def _write_graph(graph: _Graph, aside: Path) -> None:
    # Other implementations of attention leave operators that onnxruntime fuses less, or not at all.
    graph.transformer.set_attn_implementation("eager")
    graph.eval()
    traced = io.BytesIO()
    with torch.no_grad():
        torch.onnx.export(
            graph,
            (torch.ones((2, 7), dtype=torch.int64),),
            traced,
            input_names=[INPUT],
            output_names=[OUTPUT],
            dynamic_axes={INPUT: {0: "batch", 1: "length"}, OUTPUT: {0: "batch"}},
            opset_version=17,
            dynamo=False,
        )
    # Weights in a file of their own are mapped, not copied: 0.1 s and 30 MB less at every start.
    onnx.save_model(
        onnx.load_from_string(traced.getvalue()),
        str(aside / GRAPH),
        save_as_external_data=True,
        location=WEIGHTS,
        size_threshold=1024,
    )
    shutil.copymode(aside / GRAPH, aside / WEIGHTS)  # onnx makes it readable by its owner alone


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__
