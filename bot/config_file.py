"""A YAML file and the keys it may have -> its entries, each with the line it stands on.

The file is made of groups of keys, two levels and no more. All wording about its form is here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import yaml
from rapidfuzz import fuzz, process

from bot.core.errors import ConfigError
from indexer.yaml_lines import line_of, malformed

NEAR_ENOUGH = 70  # rapidfuzz ratio, 0..100; below it a suggestion confuses more than it helps
SHOWN = 60  # characters of a wrong value that a message repeats


@dataclass(frozen=True, slots=True)
class Entry:
    """A value as it stands in the file: what it is, how it was typed, and on which line."""

    value: object
    typed: str
    line: int


def read_entries(path: Path, groups: Mapping[str, Sequence[str]]) -> dict[str, Entry]:
    """The keys that the file sets, as "group.key". An empty value is left out.

    Raises: ConfigError where the file is missing, is not YAML, or has an unknown or a double key.
    """
    text = _read(path)
    try:
        loader = yaml.SafeLoader(text)
        return dict(_File(str(path), groups).entries(loader))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ConfigError(
            str(path), "there is a character here that YAML does not allow. Delete it.", line
        ) from error
    except yaml.MarkedYAMLError as error:
        raise ConfigError(str(path), malformed(error), line_of(error)) from error


def _read(path: Path) -> str:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        where = "here" if path == Path(path.name) else f"in {path.parent}"
        raise ConfigError(
            "",
            f"no {path.name} {where}. "
            "Run the command in the project folder or name one with --config FILE.",
        ) from None
    except OSError as error:
        reason = f"it cannot be read ({error.strerror}). Name a file that you may read."
        raise ConfigError(str(path), reason) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = "this is not UTF-8 text. Save the file with the encoding UTF-8."
        raise ConfigError(str(path), reason, line) from error


@dataclass(frozen=True, slots=True)
class _File:
    """One file: the name that messages use for it, and its groups with the keys each may have."""

    name: str
    groups: Mapping[str, Sequence[str]]

    def entries(self, loader: yaml.SafeLoader) -> Iterator[tuple[str, Entry]]:
        for group, line, keys in self._pairs(loader.get_single_node(), ""):
            if group not in self.groups:
                self._fail(self._unknown(_with_first_key(group, keys)), line)
            for key, key_line, node in self._pairs(keys, group):
                if key not in self.groups[group]:
                    self._fail(self._unknown(f"{group}.{key}"), key_line)
                value = self._value(loader, node)
                if value is not None:
                    yield f"{group}.{key}", Entry(value, _typed(node), key_line)

    def _pairs(self, node: yaml.Node | None, group: str) -> Iterator[tuple[str, int, yaml.Node]]:
        """The keys of a mapping with their lines; nothing where there is nothing."""
        if node is None or node.tag == "tag:yaml.org,2002:null":
            return
        if not isinstance(node, yaml.MappingNode):
            self._fail(self._not_a_group(group), node.start_mark.line + 1)
        seen: dict[str, int] = {}
        for key_node, value in node.value:
            line, key = key_node.start_mark.line + 1, str(key_node.value)
            if not isinstance(key_node, yaml.ScalarNode):
                self._fail(f"a key is one word; here stands {_typed(key_node)}.", line)
            if key in seen:
                name = f"{group}.{key}" if group else key
                self._fail(f"'{name}' stands on line {seen[key]} already. Keep one.", line)
            seen[key] = line
            yield key, line, value

    def _value(self, loader: yaml.SafeLoader, node: yaml.Node) -> object:
        try:
            value: object = loader.construct_object(node, deep=True)
        except (ValueError, TypeError, RecursionError):  # YAML takes 2026-02-30 for a date
            self._fail(
                f"{_typed(node)} cannot be read. Put it in quotation marks.",
                node.start_mark.line + 1,
            )
        return value

    def _fail(self, reason: str, line: int) -> NoReturn:
        raise ConfigError(self.name, reason, line)

    def _unknown(self, name: str) -> str:
        """What to say to "group.key" or "group" where it is not one of ours."""
        group, _, key = name.partition(".")
        known = [f"{group}.{key}" for group, keys in self.groups.items() for key in keys]
        if name in known:  # typed with its dot, as the documentation writes it
            return f"write '{name}' in two lines: '{group}:', and below it, indented, '{key}:'."
        near = process.extractOne(
            name, known if key else list(self.groups), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH
        )
        if near:
            return f"unknown key '{name}'. Did you mean '{near[0]}'?"
        if group in self.groups:
            return f"unknown key '{name}'. Below '{group}' stand {_listed(self.groups[group])}."
        return f"unknown key '{name}'. The groups of keys are {_listed(tuple(self.groups))}."

    def _not_a_group(self, group: str) -> str:
        if not group:
            return f"the keys must stand in groups: {_listed(tuple(self.groups))}."
        keys = self.groups[group]
        return f"'{group}' has keys below it, indented: {_listed(keys)}. For example '{keys[0]}:'."


def _with_first_key(group: str, node: yaml.Node) -> str:
    """'knowlege.path' tells more about what was meant than 'knowlege'."""
    if isinstance(node, yaml.MappingNode) and node.value:
        return f"{group}.{node.value[0][0].value}"
    return group


def _typed(node: yaml.Node) -> str:
    """A value as the person typed it, short, on one line, and without an address's password."""
    if isinstance(node, yaml.SequenceNode):
        return "a list" if node.value else "an empty list"
    if isinstance(node, yaml.MappingNode):
        return "a group of keys"
    shown = "".join(sign if sign.isprintable() else "?" for sign in str(node.value))
    shown = re.sub(r"(?<=:)[^:/@]+(?=@)", "...", shown)
    return f"'{shown[:SHOWN]}...'" if len(shown) > SHOWN else f"'{shown}'" if shown else "empty"


def _listed(words: Sequence[str]) -> str:
    """'a', 'b' and 'c'."""
    *some, last = (f"'{word}'" for word in words)
    return f"{', '.join(some)} and {last}" if some else last
