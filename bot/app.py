"""Config -> objects: the only place that knows all parts."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bot.config import Config
from bot.core.answers.answer import Limits
from bot.core.answers.understand import Language
from bot.core.assistant import Assistant
from bot.core.errors import ConfigError
from bot.core.history import MemoryHistory
from bot.core.skills.context import Context
from indexer import store
from indexer.errors import IndexDamaged, IndexMissing, ModelError
from indexer.newest import Newest
from indexer.places import Places
from indexer.reference import load_glossary, load_places
from indexer.search import Searcher
from indexer.sources import Source
from indexer.types import BuildReport, Watcher

if TYPE_CHECKING:
    from indexer.intake import Rules

# Characters of an answer that its lead line and the lines under its quotes need.
_AROUND_QUOTES = 300


def index_folder(config: Config) -> Path:
    """Where the index lives."""
    return config.state.folder / "index"


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
    from indexer.build import Settings, build  # late: with all readers, and asking needs none

    gc.enable()  # a build makes much that goes again
    settings = Settings(index_folder(config), config.search.model, reading_rules(config))
    return build(sources, settings, watcher)


def reading_rules(config: Config) -> Rules:
    """By what rules files are read. Raises IndexerError."""
    from indexer.intake import Rules  # late, as above

    return Rules(
        places=load_places(config.knowledge.places),
        max_bytes=config.knowledge.max_file_mb * 1_000_000,
        ignore=config.knowledge.ignore,
    )


def open_searcher(config: Config, watcher: Watcher) -> Searcher:
    """The search over the current index; builds it where there is none, or none that fits.

    Raises IndexerError or ConfigError.
    """
    folder = index_folder(config)
    try:
        searcher = Searcher.open(folder)
    except IndexMissing:
        why = "There is no index yet; building it."
    except (IndexDamaged, ModelError) as damage:
        why = f"compactbot: {damage} Doing so now."
    else:
        made_with = searcher.manifest.model
        if made_with == config.search.model:
            return searcher
        why = f"The index was made with the model {made_with}; building it anew."
    _rebuild(config, folder, why, watcher)
    return Searcher.open(folder)


def _rebuild(config: Config, folder: Path, why: str, watcher: Watcher) -> None:
    """Build the index of what it was built of before. What cannot be used is said before work."""
    kept = [Path(path) for path in store.recorded_sources(folder)]
    sources = [Source(path, path.name) for path in kept if path.exists()]
    sources = sources or configured_sources(config)
    load_glossary(config.knowledge.glossary)
    watcher.say(why)
    report = build_index(config, sources, watcher)
    for fault in report.skipped:
        watcher.say(f"Skipped {fault.path}: {fault.reason}")
    documents = "1 document" if report.documents == 1 else f"{report.documents} documents"
    watcher.say(f"Indexed {documents} in {report.seconds:.0f} s.")


def open_assistant(
    config: Config, watcher: Watcher, quotes: int | None = None
) -> tuple[Assistant, Searcher]:
    """The assistant over the current index, which is built if need be, and its search.

    ``quotes`` overrides the configured number of quotes. Raises IndexerError or ConfigError.
    """
    gc.disable()  # what is made here stays: looking through it for garbage took 0.2 s of 0.9
    try:
        with ThreadPoolExecutor(1) as pool:  # the glossary is read while the model is opened
            language = pool.submit(_language, config)
            searcher = open_searcher(config, watcher)
            assistant = _assistant(config, searcher, language.result(), quotes)
    finally:
        gc.freeze()
        gc.enable()
    return assistant, searcher


def _assistant(
    config: Config, searcher: Searcher, language: Language, quotes: int | None
) -> Assistant:
    first = Context(
        search=searcher,
        history=MemoryHistory(),
        language=language,
        limits=Limits(quotes or config.answers.quotes, config.answers.characters - _AROUND_QUOTES),
        today=date.today,
        contact=config.assistant.contact,
    )
    newest = Newest(index_folder(config), searcher)
    return Assistant(lambda: replace(first, search=newest.searcher()))


def _language(config: Config) -> Language:
    places = load_places(config.knowledge.places)
    glossary = load_glossary(config.knowledge.glossary)
    return Language(glossary, places, _home(config, places))


def _home(config: Config, places: Places) -> str:
    """The home area by its proper name, however it is written in the configuration."""
    found = places.find(config.assistant.home)
    return found[0][1] if found else config.assistant.home
