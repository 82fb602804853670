"""YAML text -> plain values that remember the line they stand on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from indexer.errors import DocumentError

Key = str | int


@dataclass(frozen=True, slots=True)
class Lines:
    """A YAML value and the line of each part of it, by its path of keys and indexes."""

    path: str
    value: Any
    lines: dict[tuple[Key, ...], int]

    def error(self, reason: str, *keys: Key) -> DocumentError:
        """A DocumentError that points at the nearest line known for these keys."""
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return DocumentError(self.path, reason, self.lines.get(keys, 1))


def load(text: str, path: str, first_line: int = 1) -> Lines:
    """Parse one YAML document. Raises DocumentError (file, line) where it is malformed."""
    loader = yaml.CSafeLoader(text)
    try:
        node = loader.get_single_node()
        lines: dict[tuple[Key, ...], int] = {(): first_line}
        if node is None:
            return Lines(path, None, lines)
        _number(node, (), first_line, lines, path)
        return Lines(path, loader.construct_document(node), lines)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + mark.line if mark else first_line
        problem = getattr(error, "problem", None) or "it cannot be read"
        reason = f"this is not valid YAML ({problem}). Check the quotes, colons and indentation."
        raise DocumentError(path, reason, line) from None
    finally:
        loader.dispose()


def _number(
    node: yaml.Node, keys: tuple[Key, ...], first: int, lines: dict[tuple[Key, ...], int], path: str
) -> None:
    lines[keys] = first + node.start_mark.line
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            below = (*keys, str(key.value))
            line = first + key.start_mark.line
            if below in lines:
                raise DocumentError(path, f"'{key.value}' stands here twice. Keep one.", line)
            _number(value, below, first, lines, path)
            lines[below] = line
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _number(value, (*keys, index), first, lines, path)
