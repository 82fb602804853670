"""Checked values out of YAML: what each kind of knowledge file may and must say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rapidfuzz import process

from indexer.errors import DocumentError
from indexer.types import Kind, Origin
from indexer.yaml_lines import Key, Lines

SAID_KEYS = frozenset(
    "title area kind year edition publisher period theme source date licence superseded_by".split()
)
"""What can be said of a document, in its front matter or in documents.yaml."""


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself; empty where it says nothing."""

    title: str = ""
    area: str = ""
    kind: Kind | None = None
    edition: str = ""
    theme: str = ""
    date: str = ""
    licence: str = ""
    superseded_by: str = ""
    origin: Origin | None = None


class Mapping:
    """One YAML mapping whose keys are known. Every complaint names the file and the line."""

    def __init__(self, lines: Lines, keys: tuple[Key, ...], known: frozenset[str]) -> None:
        """Raises DocumentError if the value is no mapping or has an unknown key."""
        self._lines, self._keys = lines, keys
        value = lines.value
        for key in keys:
            value = value[key]
        if not isinstance(value, dict):
            raise lines.error("expected 'key: value' lines here.", *keys)
        self._value: dict[str, Any] = value
        for key in value:
            if key not in known:
                nearest = process.extractOne(str(key), sorted(known))
                hint = f" Did you mean '{nearest[0]}'?" if nearest and nearest[1] > 60 else ""
                raise lines.error(f"unknown key '{key}'.{hint}", *keys, str(key))

    def error(self, reason: str, key: str) -> DocumentError:
        """A DocumentError at this key's line."""
        return self._lines.error(reason, *self._keys, key)

    def text(self, key: str, *, required: bool = False) -> str:
        """A string; numbers and dates are taken as written. Empty if absent and not required."""
        value = self._value.get(key)
        if value is None and required:
            raise self.error(f"'{key}' is missing. Add a line '{key}: ...'.", key)
        if isinstance(value, (dict, list)):
            raise self.error(f"'{key}' must be plain text. Put it in quotes.", key)
        text = "" if value is None else str(value).strip()
        if required and not text:
            raise self.error(f"'{key}' is empty. Write something after '{key}:'.", key)
        return text

    def texts(self, key: str, *, required: bool = False) -> list[str]:
        """A list of strings; a single string counts as a list of one."""
        value = self._value.get(key)
        if value is None and not required:
            return []
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(one, (str, int, float)) and str(one).strip() for one in values):
            raise self.error(f"'{key}' must be a word, or a list [one, two] of words.", key)
        return [str(one).strip() for one in values]

    def items(self, key: str, known: frozenset[str], *, required: bool = False) -> list[Mapping]:
        """A list of mappings."""
        value = self._value.get(key)
        if value is None and not required:
            return []
        if not isinstance(value, list) or (required and not value):
            raise self.error(f"'{key}' must be a list with at least one '- ' entry.", key)
        return [Mapping(self._lines, (*self._keys, key, i), known) for i in range(len(value))]

    def mapping(self, key: str, known: frozenset[str]) -> Mapping | None:
        """A mapping below this key, or None if absent."""
        if self._value.get(key) is None:
            return None
        return Mapping(self._lines, (*self._keys, key), known)


def about(lines: Lines, more_keys: frozenset[str] = frozenset()) -> tuple[Mapping, About]:
    """What the top of a file says of itself. Raises DocumentError; a title is required."""
    mapping = Mapping(lines, (), SAID_KEYS | {"figures"} | more_keys)
    said = said_in(mapping)
    mapping.text("title", required=True)
    mapping.items("figures", frozenset({"value", "what"}))
    return mapping, said


def said_in(mapping: Mapping) -> About:
    """What the SAID_KEYS of a mapping say of a document. Raises DocumentError."""
    kind = mapping.text("kind")
    if kind and kind not in set(Kind):
        kinds = ", ".join(Kind)
        raise mapping.error(f"unknown kind '{kind}'. Use one of: {kinds}.", "kind")
    source = mapping.mapping("source", frozenset({"title", "file"}))
    origin = Origin(source.text("title", required=True), source.text("file")) if source else None
    return About(
        title=mapping.text("title"),
        area=mapping.text("area"),
        kind=Kind(kind) if kind else None,
        edition=mapping.text("edition") or mapping.text("period") or mapping.text("year"),
        theme=mapping.text("theme"),
        date=mapping.text("date"),
        licence=mapping.text("licence"),
        superseded_by=mapping.text("superseded_by"),
        origin=origin,
    )
