"""The forms that a value of the configuration can have: text, paths, numbers, addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.core.reminders.values import Nation, Span


@dataclass(frozen=True, slots=True)
class Form:
    """How a value is read: (value, folder of the file) -> field; ``ValueError`` when it cannot be.

    ``expected`` completes "it must be ..."; ``example`` is what a person would type.
    """

    expected: str
    example: str
    read: Callable[[object, Path], object]


def _text(value: object, _folder: Path) -> str:
    if not isinstance(value, str):
        raise ValueError
    return value.strip()


def _path(value: object, folder: Path) -> Path:
    name = _text(value, folder)
    if not name:
        raise ValueError
    try:
        return (folder / Path(name).expanduser()).resolve()
    except (OSError, RuntimeError) as error:  # "~nobody", or a link that leads to itself
        raise ValueError from error


def _paths(value: object, folder: Path) -> tuple[Path, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError
    return tuple(dict.fromkeys(_path(item, folder) for item in value))


def _patterns(value: object, folder: Path) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError
    return tuple(_text(item, folder) for item in value)


def _ids(value: object, folder: Path) -> tuple[str, ...]:
    found = _patterns(value, folder)
    if not all(re.fullmatch(r"[A-Z][A-Z0-9]+|everyone|direct", one) for one in found):
        raise ValueError
    return found


def _model(value: object, folder: Path) -> str:
    name, here = _text(value, folder), _path(value, folder)
    return str(here) if here.is_dir() else name


def _web_address(value: object, folder: Path) -> str:
    address = _text(value, folder)
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"\s", address):
        raise ValueError
    _ = parts.port  # raises ValueError unless it is absent or a number from 0 to 65535
    return address


def _zone(value: object, folder: Path) -> ZoneInfo:
    try:
        return ZoneInfo(_text(value, folder))
    except (OSError, ZoneInfoNotFoundError) as error:  # "Europe" is a folder of zones
        raise ValueError from error


def _spans(value: object, folder: Path) -> tuple[Span, ...]:
    """Days like "2026-12-21 to 2027-01-04 recess"; one day needs no "to"."""
    found = [re.fullmatch(_SPAN, one) for one in _patterns(value, folder)]
    spans = []
    for match in found:
        if match is None:
            raise ValueError
        first = date.fromisoformat(match["first"])
        last = date.fromisoformat(match["last"] or match["first"])
        if last < first:
            raise ValueError
        spans.append(Span(first, last, match["why"].strip()))
    return tuple(spans)


def _nation(value: object, folder: Path) -> Nation | None:
    name = _text(value, folder).lower().replace(" ", "_")
    return None if name == "none" else Nation(name)


def _database(value: object, folder: Path) -> str:
    url = _text(value, folder)
    if url and not re.fullmatch(r"(sqlite:///|postgresql(\+\w+)?://)\S+", url):
        raise ValueError
    return url


_SPAN = r"(?P<first>\d{4}-\d\d-\d\d)(?: to (?P<last>\d{4}-\d\d-\d\d))?(?P<why>(?:,? .+)?)"

PATHS = Form(
    "a list of one or more names of folders and files", "[knowledge, our-documents]", _paths
)
PATTERNS = Form("a list of patterns of names", '["drafts/", "*.tmp"]', _patterns)
FOLDER = Form("the name of a folder", "state", _path)
MODEL = Form("the name of a sentence-transformers model or a folder", "all-MiniLM-L6-v2", _model)
DATABASE = Form(
    "empty or a database address that begins with sqlite:/// or postgresql://",
    '"sqlite:////srv/compactbot/register.db"',
    _database,
)

ZONE = Form("the name of a time zone", "Europe/London", _zone)

SPANS = Form(
    "a list of days, or of the first and the last of several",
    '["2026-12-21 to 2027-01-04 recess"]',
    _spans,
)
NATION = Form("england, wales, scotland, northern ireland or none", "scotland", _nation)
RULES = Form(
    "a list of where and when to send",
    '["slack:C024BE91L weekly monday 9:30"]',
    _patterns,
)


def ids(example: str) -> Form:
    """Ids of people, user groups or channels."""
    return Form("a list of Slack's ids, which begin with a capital letter", f"[{example}]", _ids)


def numbers(example: str) -> Form:
    """Ids that are numbers, of people (1 and more) or of chats (which may begin with a minus)."""

    def read(value: object, _folder: Path) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise ValueError
        found = tuple(str(one) for one in value if not isinstance(one, bool))
        if len(found) != len(value) or not all(re.fullmatch(r"-?[1-9]\d*", one) for one in found):
            raise ValueError
        return found

    return Form("a list of Telegram's ids, which are numbers", f"[{example}]", read)


def optional_web_address(example: str) -> Form:
    """An address of the web, or nothing."""
    address = web_address(example)

    def read(value: object, folder: Path) -> object:
        return address.read(value, folder) if value != "" else ""

    return Form(f"empty or {address.expected}", example, read)


def one_of(*words: str) -> Form:
    """One of a few words; the first is the usual one."""

    def read(value: object, folder: Path) -> str:
        if _text(value, folder) not in words:
            raise ValueError
        return _text(value, folder)

    return Form(" or ".join(words), words[0], read)


def text(example: str) -> Form:
    """Any text, also none."""
    expected = "text, in quotation marks when it is a number or yes or no"
    return Form(expected, f'"{example}"', _text)


def file(example: str) -> Form:
    """The name of a file, which need not be there yet."""
    return Form("the name of a file", example, _path)


def web_address(example: str) -> Form:
    """An address of the web; ``example`` is the usual one."""
    return Form("a web address that begins with https:// or http://", example, _web_address)


def whole_number(low: int, high: int, example: int) -> Form:
    """A whole number, both limits included."""

    def read(value: object, _folder: Path) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise ValueError
        return value

    return Form(f"a whole number from {low} to {high}", str(example), read)
