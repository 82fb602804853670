"""Config -> index: where it lies, what it is made of, and how it is built."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path

from bot.config import Config
from bot.core.errors import ConfigError
from indexer import store
from indexer.apart import Reader
from indexer.build import Settings, build
from indexer.intake import Rules
from indexer.readers import Reading
from indexer.reference import load_glossary, load_places
from indexer.report import BuildReport, Watcher
from indexer.sources import File, Source, read_bytes
from indexer.told import Told


def configured_sources(config: Config) -> list[Source]:
    """What knowledge.paths names. Raises ConfigError for a path that is not there."""
    return [
        _source(path, "in knowledge.paths in the configuration") for path in config.knowledge.paths
    ]


def given_sources(paths: Sequence[str]) -> list[Source]:
    """Folders and files named on the command line. Raises ConfigError if one is not there."""
    return [_source(Path(path), "on the command line") for path in paths]


def _source(path: Path, named: str) -> Source:
    if not path.exists():
        reason = f"there is no file or folder of this name. It is named {named}."
        raise ConfigError(str(path), reason)
    return Source(path, path.name or str(path))


def build_index(config: Config, sources: Sequence[Source], watcher: Watcher) -> BuildReport:
    """Build the index of these sources. Raises IndexerError."""
    gc.enable()  # a build makes much that goes again
    settings = Settings(config.index_folder, config.search.model, reading_rules(config))
    return build(sources, settings, watcher)


def reading_rules(config: Config) -> Rules:
    """By what rules files are read. Raises IndexerError."""
    return Rules(
        places=load_places(config.knowledge.places),
        max_bytes=config.knowledge.max_file_mb * 1_000_000,
        ignore=config.knowledge.ignore,
    )


def read_file(config: Config, file: File) -> Reading:
    """A file as a build would read it. Raises DocumentError."""
    rules = reading_rules(config)
    data = read_bytes(file.path, file.shown, rules.max_bytes)
    with Reader(rules.places) as reader:
        return reader.read(file.shown, data, Told([file]).of(file))


def rebuild_index(config: Config, why: str, watcher: Watcher) -> None:
    """Build the index of what it was built of before. What cannot be used is said before work."""
    kept = [Path(path) for path in store.recorded_sources(config.index_folder)]
    sources = [Source(path, path.name) for path in kept if path.exists()]
    sources = sources or configured_sources(config)
    load_glossary(config.knowledge.glossary)
    watcher.say(why)
    report = build_index(config, sources, watcher)
    for fault in report.skipped:
        watcher.say(f"Skipped {fault.path}: {fault.reason}")
    documents = "1 document" if report.documents == 1 else f"{report.documents} documents"
    watcher.say(f"Indexed {documents} in {report.seconds:.0f} s.")
