"""Config -> objects: the only place that knows all parts."""

from __future__ import annotations

import gc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.config import Config
from bot.core.answers.answer import Limits
from bot.core.answers.understand import Language
from bot.core.assistant import Assistant
from bot.core.errors import StorageError
from bot.core.history import MemoryHistory
from bot.core.ports import Register
from bot.core.reminders.defaults import ReminderDefaults
from bot.core.reports.rag import RagRules
from bot.core.skills.context import Context, Desk
from bot.publishing import published
from indexer.embedder import Embedder, prepare_embedder
from indexer.errors import IndexDamaged, IndexMissing, ModelError
from indexer.meaning import Meaning
from indexer.newest import Newest
from indexer.places import Places
from indexer.reference import load_glossary, load_places
from indexer.report import Watcher
from indexer.search import Searcher

if TYPE_CHECKING:
    from bot.storage.register import SqlRegister

# Characters of an answer that its lead line and the lines under its quotes need.
_AROUND_QUOTES = 300
_FILE = "sqlite:///"


def _now() -> datetime:
    return datetime.now(UTC)


def open_searcher(config: Config, watcher: Watcher) -> Searcher:
    """The search over the current index; builds it where there is none, or none that fits.

    Raises IndexerError or ConfigError.
    """
    folder = config.index_folder
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
    from bot.indexing import rebuild_index  # late: with all readers, and asking needs none

    rebuild_index(config, why, watcher)
    return Searcher.open(folder)


def open_register(config: Config) -> SqlRegister:
    """The action register, made where there is none yet. To be closed. Raises StorageError."""
    from bot.storage.register import open_register as opened  # late: questions need no database

    return opened(config.database_url)


def existing_register(config: Config) -> SqlRegister | None:
    """The register; None where there is no database yet, and none is made. Raises StorageError."""
    url = config.database_url
    if url.startswith(_FILE) and not Path(url.removeprefix(_FILE)).exists():
        return None
    return open_register(config)


def open_desk(config: Config, say: Callable[[str], None], register: Register) -> Desk:
    """The register and what messages are held against. Raises IndexerError.

    ``say`` is told what takes long: the first time, the embedding model is prepared.
    """
    embedder = prepare_embedder(config.search.model, config.index_folder / "models", say)
    return _desk(config, register, _language(config), embedder)


def _desk(config: Config, register: Register, language: Language, embedder: Embedder) -> Desk:
    meaning = Meaning(embedder, config.index_folder / "meaning.db")
    from bot.core.updates.scopes import Scopes  # late: questions alone need no updates

    scopes = Scopes(register, language.glossary, meaning, language.home)
    return Desk(register, scopes, meaning, defaults=reminder_defaults(config))


def open_assistant(
    config: Config,
    watcher: Watcher,
    quotes: int | None = None,
    *,
    register: SqlRegister | None = None,
    now: Callable[[], datetime] = _now,
) -> tuple[Assistant, Searcher]:
    """The assistant over the current index, which is built if need be, and its search.

    ``quotes`` overrides the configured number of quotes. Without a ``register`` it is opened where
    there is one; where that fails, ``watcher`` is told, and the documents are answered from. Raises
    IndexerError or ConfigError.
    """
    gc.disable()  # what is made here stays: looking through it for garbage took 0.2 s of 0.9
    try:
        with ThreadPoolExecutor(1) as pool:  # the glossary is read while the model is opened
            language = pool.submit(_language, config)
            searcher = open_searcher(config, watcher)
            kept = (register, "") if register else _register(config, watcher.say)
            first = _context(config, searcher, language.result(), quotes, kept)
    finally:
        gc.freeze()
        gc.enable()
    first = replace(first, now=now)
    newest = Newest(config.index_folder, searcher)
    return Assistant(lambda: replace(first, search=newest.searcher())), searcher


def _register(config: Config, say: Callable[[str], None]) -> tuple[SqlRegister | None, str]:
    """The register where there is one, or why it cannot be used: questions are answered anyway."""
    try:
        return existing_register(config), ""
    except StorageError as error:
        say(f"compactbot: {error} Until then I answer from the documents alone.")
        return None, str(error)


def _context(
    config: Config,
    searcher: Searcher,
    language: Language,
    quotes: int | None,
    kept: tuple[SqlRegister | None, str],
) -> Context:
    register, lost = kept
    return Context(
        search=searcher,
        history=MemoryHistory(),
        language=language,
        limits=Limits(quotes or config.answers.quotes, config.answers.characters - _AROUND_QUOTES),
        now=_now,
        zone=config.assistant.zone,
        contact=config.assistant.contact,
        desk=_full_desk(config, register, language, searcher.embedder) if register else None,
        lost=lost,
        rules=rag_rules(config),
        report_title=config.report.title,
        publish=lambda report: published(report, config.state.folder / "reports"),
    )


def _full_desk(
    config: Config, register: SqlRegister, language: Language, embedder: Embedder
) -> Desk:
    """The desk with the reminders that lie beside the register."""
    desk = _desk(config, register, language, embedder)
    return replace(desk, reminders=register.reminders_with(config.reminders.quiet))


def reminder_defaults(config: Config) -> ReminderDefaults:
    """What holds for a reminder where nothing is said of it."""
    own = config.reminders
    return ReminderDefaults(
        zone=config.assistant.zone.key,
        nation=own.nation,
        recess=own.quiet,
        due_within=own.due_within_days,
        silent_after=own.silent_weeks,
        grace=timedelta(hours=own.grace_hours),
    )


def rag_rules(config: Config) -> RagRules:
    """When an action is red or amber, as configured."""
    own = config.report
    return RagRules(own.amber_days, own.amber_percent, own.silent_weeks)


def _language(config: Config) -> Language:
    places = load_places(config.knowledge.places)
    glossary = load_glossary(config.knowledge.glossary)
    return Language(glossary, places, _home(config, places))


def _home(config: Config, places: Places) -> str:
    """The home area by its proper name, however it is written in the configuration."""
    found = places.find(config.assistant.home)
    return found[0][1] if found else config.assistant.home
