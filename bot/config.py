"""``config.yaml`` -> ``Config``. The dataclasses below are the schema: a key is a field.

Each field's metadata says how its value is read and what it is when the key is absent. To add a
key, add a field here and a commented line to config.yaml; nothing else knows the list of keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, get_type_hints
from zoneinfo import ZoneInfo

import bot
from bot import config_forms as forms
from bot.config_file import Entry, read_entries
from bot.core.errors import ConfigError
from bot.core.reminders.values import Nation, Span

SHIPPED = Path(bot.__file__).parents[1] / "knowledge"
"""The content that comes with the project; it lies beside the packages, also when installed."""


def _key(form: forms.Form, default: object) -> Mapping[str, Any]:
    """The metadata of a field; ``default`` is written as in the file, and read in the same way."""
    return {"form": form, "default": default}


def _web_key(address: str) -> Mapping[str, Any]:
    return _key(forms.web_address(address), address)


def _shipped_key(name: str) -> Mapping[str, Any]:
    return _key(forms.file(f"knowledge/{name}"), str(SHIPPED / name))


def _ids_key(example: str, *default: str) -> Mapping[str, Any]:
    return _key(forms.ids(example), list(default))


def _number_key(low: int, high: int, default: int) -> Mapping[str, Any]:
    return _key(forms.whole_number(low, high, default), default)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is read, and what is passed over. ``max_file_mb`` is in megabytes of 1,000,000 bytes."""

    paths: tuple[Path, ...] = field(metadata=_key(forms.PATHS, ["knowledge"]))
    ignore: tuple[str, ...] = field(metadata=_key(forms.PATTERNS, []))
    glossary: Path = field(metadata=_shipped_key("glossary.yaml"))
    places: Path = field(metadata=_shipped_key("places.yaml"))
    max_file_mb: int = field(metadata=_number_key(1, 10_000, default=50))


@dataclass(frozen=True, slots=True)
class State:
    """Where the index and the default database live."""

    folder: Path = field(metadata=_key(forms.FOLDER, "state"))


@dataclass(frozen=True, slots=True)
class Database:
    """The register's database; empty is a file in the state folder. It can hold a password."""

    url: str = field(repr=False, metadata=_key(forms.DATABASE, ""))


@dataclass(frozen=True, slots=True)
class Assistant:
    """The area meant by "the compact" (empty: all), and whom to ask when no document answers.

    ``zone`` is the time zone that dates and times are told in.
    """

    home: str = field(metadata=_key(forms.text("Midlothian"), ""))
    contact: str = field(metadata=_key(forms.text("Ana Reid, 0131 555 0101"), ""))
    zone: ZoneInfo = field(metadata=_key(forms.ZONE, "Europe/London"))


@dataclass(frozen=True, slots=True)
class Search:
    """The embedding model: a sentence-transformers name, or an absolute folder."""

    model: str = field(metadata=_key(forms.MODEL, "all-MiniLM-L6-v2"))


@dataclass(frozen=True, slots=True)
class Answers:
    """At most how many quotes, and how many characters, one answer has."""

    quotes: int = field(metadata=_number_key(1, 10, default=3))
    characters: int = field(metadata=_number_key(300, 4000, default=1200))


@dataclass(frozen=True, slots=True)
class Report:
    """The board's progress report: its title, and when an action is amber or silent.

    An open action is amber when it is due within ``amber_days`` and less than ``amber_percent``
    of it is done, or when nobody reported on it for ``silent_weeks``.
    """

    title: str = field(metadata=_key(forms.text("Compact progress report"), "Progress report"))
    amber_days: int = field(metadata=_number_key(0, 365, default=28))
    amber_percent: int = field(metadata=_number_key(1, 100, default=75))
    silent_weeks: int = field(metadata=_number_key(1, 104, default=8))


@dataclass(frozen=True, slots=True)
class Reminders:
    """What is sent where and when, in the words that officers use in chat, and what holds for each.

    ``nation`` (None: none) is whose bank holidays count, ``quiet`` when nothing is sent;
    ``due_within_days`` and ``silent_weeks`` say what a digest tells of; within ``grace_hours``
    what could not be sent in its time is sent late.
    """

    send: tuple[str, ...] = field(metadata=_key(forms.RULES, []))
    nation: Nation | None = field(metadata=_key(forms.NATION, "scotland"))
    quiet: tuple[Span, ...] = field(metadata=_key(forms.SPANS, []))
    due_within_days: int = field(metadata=_number_key(1, 365, default=14))
    silent_weeks: int = field(metadata=_number_key(1, 104, default=4))
    grace_hours: int = field(metadata=_number_key(0, 168, default=24))


@dataclass(frozen=True, slots=True)
class Slack:
    """Where Slack's web API answers, how we listen to it, and who may what, by Slack's ids.

    ``contributors`` may hold "everyone", ``channels`` "direct" (direct messages and the Home tab).
    """

    api_url: str = field(metadata=_web_key("https://slack.com/api/"))
    mode: str = field(metadata=_key(forms.one_of("socket", "http"), "socket"))
    port: int = field(metadata=_number_key(1, 65_535, default=3000))
    channels: tuple[str, ...] = field(metadata=_ids_key("C024BE91L, direct"))
    officers: tuple[str, ...] = field(metadata=_ids_key("U061F7AUR"))
    officer_groups: tuple[str, ...] = field(metadata=_ids_key("S0604QSJC"))
    contributors: tuple[str, ...] = field(metadata=_ids_key("U061F7AUR", "everyone"))
    contributor_groups: tuple[str, ...] = field(metadata=_ids_key("S0604QSJC"))
    guests: tuple[str, ...] = field(metadata=_ids_key("U061F7AUR"))
    offer_in: tuple[str, ...] = field(metadata=_ids_key("C024BE91L"))


@dataclass(frozen=True, slots=True)
class Telegram:
    """Where Telegram's bot API answers, how it reaches us, and who may what, by Telegram's ids.

    ``file_url`` empty is as ``api_url``; ``webhook_url`` is where Telegram sends to in that mode.
    """

    api_url: str = field(metadata=_web_key("https://api.telegram.org"))
    file_url: str = field(
        metadata=_key(forms.optional_web_address("https://telegram.example.org"), "")
    )
    mode: str = field(metadata=_key(forms.one_of("polling", "webhook"), "polling"))
    webhook_url: str = field(
        metadata=_key(forms.optional_web_address("https://bot.example.org/telegram"), "")
    )
    port: int = field(metadata=_number_key(1, 65_535, default=3001))
    chats: tuple[str, ...] = field(metadata=_key(forms.numbers("-1001234567890"), []))
    officers: tuple[str, ...] = field(metadata=_key(forms.numbers("123456789"), []))
    contributors: tuple[str, ...] = field(metadata=_key(forms.numbers("123456789"), []))
    readers: tuple[str, ...] = field(metadata=_key(forms.numbers("123456789"), []))


@dataclass(frozen=True, slots=True)
class Config:
    """Everything tunable. Paths are absolute. Secrets are not here: the environment has them."""

    knowledge: Knowledge
    state: State
    database: Database
    assistant: Assistant
    search: Search
    answers: Answers
    report: Report
    reminders: Reminders
    slack: Slack
    telegram: Telegram

    @property
    def index_folder(self) -> Path:
        """Where the index lies."""
        return self.state.folder / "index"

    @property
    def database_url(self) -> str:
        """The register's database: the one named, or a file in the state folder."""
        return self.database.url or f"sqlite:///{self.state.folder / 'register.db'}"


def groups() -> dict[str, type[Any]]:
    """Each group of keys and its dataclass, in the order of the file."""
    hints = get_type_hints(Config)
    return {group.name: hints[group.name] for group in fields(Config)}


def load_config(path: Path) -> Config:
    """Read the configuration. Relative paths in it count from its own folder.

    An absent or empty key has its default; an empty file is all defaults.
    Raises: ConfigError, naming the file, the line and what to type instead.
    """
    kinds = groups()
    entries = read_entries(path, {name: _names(kind) for name, kind in kinds.items()})
    built: dict[str, Any] = {
        name: kind(**{key.name: _value(path, name, key, entries) for key in fields(kind)})
        for name, kind in kinds.items()
    }
    return Config(**built)


def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(key.name for key in fields(kind))


def _value(path: Path, group: str, key: Field[Any], entries: Mapping[str, Entry]) -> object:
    form: forms.Form = key.metadata["form"]
    folder, name = path.absolute().parent, f"{group}.{key.name}"
    entry = entries.get(name)
    if entry is None:
        return form.read(key.metadata["default"], folder)
    try:
        return form.read(entry.value, folder)
    except ValueError as error:
        reason = f"'{name}' is {entry.typed}; it must be {form.expected}."
        example = f"For example: {key.name}: {form.example}"
        raise ConfigError(str(path), f"{reason} {example}", entry.line) from error
