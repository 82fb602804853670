"""``compactbot doctor``: check each part, say what is wrong and what to do about it."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from bot.channels.finding import Finding
from bot.commands.actions.opened import existing_register
from bot.commands.progress import counted
from bot.commands.reminder_checks import reminders_in_order
from bot.commands.slack_checks import slack_checks
from bot.commands.telegram_checks import telegram_checks
from bot.config import Config, load_config
from bot.core.errors import BotError, ConfigError
from bot.indexing import configured_sources, reading_rules
from indexer.embedder import verify_model
from indexer.embedding.models import find_model
from indexer.errors import IndexerError
from indexer.intake import take_in
from indexer.reference import load_glossary, load_places
from indexer.sources import Source, files_of
from indexer.store import open_current, recorded_sources


def run(args: argparse.Namespace) -> int:
    """Exit code 0 where all is well, 1 where something is not, 2 without a usable configuration."""
    config = load_config(Path(args.config))
    checks = [Finding("configuration", True, f"{args.config} is sound"), *_checks(config)]
    checks += slack_checks(config, os.environ)
    checks += telegram_checks(config, os.environ)
    if args.json:
        print(json.dumps({"checks": [asdict(check) for check in checks]}, ensure_ascii=False))
    else:
        for check in checks:
            print(f"{'ok     ' if check.ok else 'PROBLEM'}  {check.name}: {check.detail}")
            if check.fix:
                print(f"         What to do: {check.fix}")
    return 0 if all(check.ok for check in checks) else 1


def _checks(config: Config) -> Iterator[Finding]:
    told = False  # a fault is told once: what cannot be looked at because of it is left out
    for name, look, fix in _LOOKS:
        if told and look is _fresh:
            continue
        try:
            yield Finding(name, True, look(config))
        except (BotError, IndexerError) as error:
            yield Finding(name, False, str(error), fix)
            told = told or look is _places
            if look is _index:
                return
        except OSError as error:
            yield Finding(name, False, f"{error.filename} cannot be read ({error.strerror})", fix)


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
    count = sum(1 for _ in files_of(configured_sources(config), config.knowledge.ignore))
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


def _register(config: Config) -> str:
    with existing_register(config) as register:
        if register is None:
            return "none yet; compactbot actions import FILE begins one"
        fault = register.verify_audit()
        if fault:
            raise ConfigError("", f"its audit trail does not hold: {fault.what}")
        counts = (
            counted(len(register.plans()), "plan"),
            counted(len(register.actions()), "action"),
            counted(len(register.updates()), "update"),
            f"{counted(len(register.waiting()), 'message')} waiting",
            f"an audit trail of {counted(len(register.audit()), 'row')} that holds",
        )
        return ", ".join(counts)


def _model(config: Config) -> str:
    return f"{find_model(config.search.model).model} is on this machine"


def _index(config: Config) -> str:
    manifest = open_current(config.index_folder).manifest
    return (
        f"{counted(manifest.documents, 'document')}, {counted(manifest.passages, 'passage')},"
        f" built {manifest.built_at}, all files as they were written"
    )


def _fresh(config: Config) -> str:
    folder = config.index_folder
    generation = open_current(folder)
    sources = [Source(Path(path), Path(path).name) for path in recorded_sources(folder)]
    intake = take_in(sources, reading_rules(config), generation)
    indexed, found = set(generation.paths().values()), {file.shown for file in intake.files}
    changed = sum(reading.document.path in indexed for reading in intake.readings)
    new = len(intake.readings) - changed
    gone = len(indexed - found)
    if changed or new or gone:
        raise ConfigError(
            "",
            f"since it was built {counted(changed, 'file')} changed, {new} came new and"
            f" {gone} went",
        )
    return _covered(config, [Path(path).resolve() for path in recorded_sources(folder)])


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
    folder = config.index_folder
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
    (
        "action register",
        _register,
        "see what database.url names; restore the database from a copy if it is damaged",
    ),
    (
        "reminders",
        reminders_in_order,
        "look at 'compactbot deliveries', or mend reminders.send",
    ),
    ("embedding model", _model, "set search.model as it says"),
    ("index", _index, _INDEX),
    ("index against files", _fresh, _INDEX),
    ("prepared model", _prepared_model, _INDEX),
)
