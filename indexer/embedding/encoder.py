"""Texts -> unit vectors, by a kept export of the model: tokenizers and onnxruntime, no torch.

The only owner of these two libraries.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
import tokenizers

from indexer.errors import ModelError

GRAPH, WEIGHTS, TOKENIZER = "model.onnx", "model.bin", "tokenizer.json"
FILES = (GRAPH, WEIGHTS, TOKENIZER)
INPUT, OUTPUT = "input_ids", "embedding"

# More threads than this gain nothing on texts as short as ours.
_MOST_THREADS = 4
# Larger batches are no faster (the cores are busy already) and need more memory.
_BATCH_TOKENS = 512


class OnnxEmbedder:
    """The kept export in ``folder``. May be used from several threads at once."""

    served_by = "onnxruntime"

    def __init__(self, folder: Path, *, model: str, digest: str, dim: int) -> None:
        self.model, self.digest, self.dim = model, digest, dim
        try:
            self._tokenizer = tokenizers.Tokenizer.from_file(str(folder / TOKENIZER))
            self._session = onnxruntime.InferenceSession(
                str(folder / GRAPH), _options(), providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # both libraries raise plain Exception for a file that is bad
            reason = str(error).strip().partition("\n")[0]
            raise ModelError(
                f"The kept copy of the embedding model in {folder} cannot be loaded: {reason}. "
                "Run 'compactbot index' to make it again."
            ) from error

    def embed(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> npt.NDArray[np.float32]:
        """One unit vector for each text, in their order. ``progress`` is told how many are done."""
        encoded = [np.array(self._tokenizer.encode(text).ids, dtype=np.int64) for text in texts]
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        done = 0
        for rows in _batches([len(ids) for ids in encoded]):
            batch = {INPUT: np.stack([encoded[row] for row in rows])}
            vectors[rows] = self._session.run([OUTPUT], batch)[0]
            done += len(rows)
            if progress:
                progress(done)
        return vectors

    def knows(self, word: str) -> bool:
        """Whether a lower-case word is one whole token of the model's vocabulary."""
        return is_whole(word, self._tokenizer.encode(f" {word}", add_special_tokens=False).tokens)


def is_whole(word: str, tokens: Sequence[str]) -> bool:
    """Whether the tokens of a word are the word itself, not pieces and not "unknown".

    ▁ and Ġ are how SentencePiece and byte-level vocabularies write the space before a word.
    """
    return len(tokens) == 1 and tokens[0].lstrip("▁Ġ") == word


def write_tokenizer(description: str, max_tokens: int, path: Path) -> None:
    """Write a tokenizer that cuts at ``max_tokens`` and never pads, whatever it did before."""
    tokenizer = tokenizers.Tokenizer.from_str(description)
    tokenizer.enable_truncation(max_tokens)
    tokenizer.no_padding()
    tokenizer.save(str(path))


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Row numbers in batches of equal length, so that no batch holds padding."""
    by_length = sorted(range(len(lengths)), key=lengths.__getitem__)
    for length, group in itertools.groupby(by_length, key=lengths.__getitem__):
        rows, size = list(group), max(1, _BATCH_TOKENS // max(1, length))
        yield from (rows[start : start + size] for start in range(0, len(rows), size))


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = min(_MOST_THREADS, _cores())
    options.inter_op_num_threads = 1
    options.log_severity_level = 4  # what goes wrong is raised; its log would be noise on stderr
    # Waiting threads that spin are a little faster alone, and several times slower beside others.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options


def _cores() -> int:
    """Cores that this process may use, which in a container are fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
