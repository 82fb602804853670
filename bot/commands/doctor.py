"""``compactbot doctor``: check each part, say what is wrong and what to do about it."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.app import configured_sources, index_folder
from bot.commands.progress import counted
from bot.config import Config, load_config
from bot.core.errors import BotError, ConfigError
from indexer.embedder import verify_model
from indexer.embedding.models import find_model
from indexer.errors import DocumentError, IndexerError
from indexer.readers import read
from indexer.reference import load_glossary, load_places
from indexer.sources import Source, files_of
from indexer.store import open_current, recorded_sources


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. ``fix`` says what to do where it is not ok."""

    name: str
    ok: bool
    detail: str
    fix: str = ""


def run(args: argparse.Namespace) -> int:
    """Exit code 0 where all is well, 1 where something is not, 2 without a usable configuration."""
    config = load_config(Path(args.config))
    checks = [Check("configuration", True, f"{args.config} is sound"), *_checks(config)]
    if args.json:
        print(json.dumps({"checks": [asdict(check) for check in checks]}, ensure_ascii=False))
    else:
        for check in checks:
            print(f"{'ok     ' if check.ok else 'PROBLEM'}  {check.name}: {check.detail}")
            if check.fix:
                print(f"         What to do: {check.fix}")
    return 0 if all(check.ok for check in checks) else 1


def _checks(config: Config) -> Iterator[Check]:
    for name, look, fix in _LOOKS:
        try:
            yield Check(name, True, look(config))
        except (BotError, IndexerError) as error:
            yield Check(name, False, str(error), fix)
            if look is _index:
                return  # one fault, told once: what follows looks into the index
        except OSError as error:
            yield Check(name, False, f"{error.filename} cannot be read ({error.strerror})", fix)


def _glossary(config: Config) -> str:
    glossary = load_glossary(config.knowledge.glossary)
    return f"{len(glossary.acronyms)} short forms, {len(glossary.everyday)} everyday words"


def _places(config: Config) -> str:
    places = load_places(config.knowledge.places)
    home = config.assistant.home
    if home and not places.find(home):
        return f"{len(places.areas)} areas; home '{home}' is not among them, which does no harm"
    return f"{len(places.areas)} areas"


def _documents(config: Config) -> str:
    count = sum(1 for _ in files_of(configured_sources(config)))
    places = _names(config.knowledge.paths)
    if not count:
        raise ConfigError("", f"there is no file in {places}")
    return f"{counted(count, 'file')} in {places}"


def _state(config: Config) -> str:
    folder = config.state.folder
    near = next(path for path in (folder, *folder.parents) if path.exists())
    if not os.access(near, os.W_OK) or not near.is_dir():
        raise ConfigError("", f"{folder} cannot be written")
    return f"{folder} can be written"


def _model(config: Config) -> str:
    return f"{find_model(config.search.model).model} is on this machine"


def _index(config: Config) -> str:
    manifest = open_current(index_folder(config)).manifest
    return (
        f"{counted(manifest.documents, 'document')}, {counted(manifest.passages, 'passage')},"
        f" built {manifest.built_at}, all files as they were written"
    )


def _fresh(config: Config) -> str:
    folder = index_folder(config)
    indexed = {d.path: d.digest for d in open_current(folder).documents().values()}
    sources = [Source(Path(path), Path(path).name) for path in recorded_sources(folder)]
    found = {shown: path for path, shown in files_of(sources)}
    changed = [
        shown
        for shown, path in found.items()
        if shown in indexed and hashlib.sha256(path.read_bytes()).hexdigest() != indexed[shown]
    ]
    gone = set(indexed) - set(found)
    new = [shown for shown in set(found) - set(indexed) if _is_readable(config, found[shown])]
    if changed or gone or new:
        raise ConfigError(
            "",
            f"since it was built {counted(len(changed), 'file')} changed, {len(new)} came new and"
            f" {len(gone)} went",
        )
    return _covered(config, [Path(path).resolve() for path in recorded_sources(folder)])


def _is_readable(config: Config, path: Path) -> bool:
    """Whether a file that the index does not hold can be indexed, or was skipped."""
    if path.stat().st_size > config.knowledge.max_file_mb * 1_000_000:
        return False
    try:
        read(path, path.name, path.read_bytes(), load_places(config.knowledge.places))
    except (DocumentError, OSError):
        return False
    return True


def _covered(config: Config, built_of: list[Path]) -> str:
    missing = [path for path in config.knowledge.paths if path not in built_of]
    if len(missing) == len(config.knowledge.paths):  # on purpose: compactbot index PATH
        return f"up to date; built of {_names(built_of)}, which knowledge.paths does not name"
    if missing:
        raise ConfigError("", f"it was built without {_names(missing)} of knowledge.paths")
    return "up to date"


def _names(paths: Iterable[Path]) -> str:
    return ", ".join(path.name for path in paths)


def _prepared_model(config: Config) -> str:
    folder = index_folder(config)
    manifest = open_current(folder).manifest
    if manifest.model != config.search.model:
        raise ConfigError(
            "", f"the index was made with {manifest.model}, not {config.search.model}"
        )
    verify_model(folder / "models", manifest.model_digest)
    return f"{manifest.model}, {manifest.dim} numbers a text, checked byte for byte"


_INDEX = "run: compactbot index"
_LOOKS: tuple[tuple[str, Callable[[Config], str], str], ...] = (
    ("glossary", _glossary, "mend the file, or name another one at knowledge.glossary"),
    ("places", _places, "mend the file, or name another one at knowledge.places"),
    ("documents", _documents, "put documents there, or name other folders at knowledge.paths"),
    ("state folder", _state, "give this user the right to write there, or set state.folder"),
    ("embedding model", _model, "set search.model as it says"),
    ("index", _index, _INDEX),
    ("index against files", _fresh, _INDEX),
    ("prepared model", _prepared_model, _INDEX),
)
