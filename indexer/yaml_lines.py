"""YAML text -> plain values that remember the line they stand on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from indexer.errors import DocumentError

Key = str | int
_DEEPEST = 50
_NULL = "tag:yaml.org,2002:null"


class _Loader(yaml.CSafeLoader):
    """Takes values as they are written (1.10 stays 1.10, no stays no); an empty one is None."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == _NULL]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}

HINTS = (
    (r"'\\t'|tab character", "Indent with spaces, not with a tab."),
    (r"cannot start any token", "Put text that begins with a sign in quotation marks."),
    (
        r"mapping values are not allowed",
        "Put text that has a colon in it in quotation marks, and see that each key has its colon.",
    ),
    (r"could not find expected ':'", "Is there a colon after the key?"),
    (r"quoted scalar", "Is a quotation mark missing at its end?"),
    (r"expected ',' or '\]'", "Is a square bracket or a comma missing?"),
    (r"block mapping|block end", "Indent this line as far as its neighbours."),
    (r"single document", "Delete the line of three dashes."),
)
"""What PyYAML says -> what most often mends it; the first that is found counts."""


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
    loader = _Loader(text)
    try:
        _check_depth(text, path, first_line)
        node = loader.get_single_node()
        lines: dict[tuple[Key, ...], int] = {(): first_line}
        if node is None:
            return Lines(path, None, lines)
        _number(node, (), first_line, lines, path, set())
        return Lines(path, loader.construct_document(node), lines)
    except yaml.YAMLError as error:
        if not isinstance(error, yaml.MarkedYAMLError):
            reason = "there is a character here that YAML does not allow. Delete it."
            raise DocumentError(path, reason) from None
        line = line_of(error) + first_line - 1
        raise DocumentError(path, malformed(error), line) from None
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        # A value that YAML takes for something else (2024-02-30 for a date), or nested too deep.
        reason = "a value cannot be read. Put dates and values with signs in quotation marks."
        raise DocumentError(path, reason) from None
    finally:
        loader.dispose()


def written(text: str) -> str:
    """A text as a value that ``load`` reads back, on one line, in quotation marks if need be."""
    whole = yaml.safe_dump(text, allow_unicode=True, width=float("inf"))
    if whole.count("\n") > 2:
        whole = yaml.safe_dump(text, allow_unicode=True, width=float("inf"), default_style='"')
    return whole.removesuffix("...\n").rstrip("\n")


def malformed(error: yaml.MarkedYAMLError) -> str:
    """What is wrong with a YAML text, and what most often mends it."""
    said = ", ".join(part for part in (error.context, error.problem) if part)
    hint = next((hint for pattern, hint in HINTS if re.search(pattern, said)), "")
    return f"this is not YAML ({said}). {hint}".strip()


def line_of(error: yaml.MarkedYAMLError) -> int:
    """Where the person must look: what was opened and never closed is mended where it begins."""
    opened = re.search(r"quoted scalar|flow", error.context or "")
    mark = error.context_mark if opened else error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 0


def _check_depth(text: str, path: str, first_line: int) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            line = first_line + (event.start_mark.line if event.start_mark else 0)
            raise DocumentError(path, "too many lists stand inside each other here.", line)


def _number(
    node: yaml.Node,
    keys: tuple[Key, ...],
    first: int,
    lines: dict[tuple[Key, ...], int],
    path: str,
    seen: set[int],
) -> None:
    """Fill ``lines``; what an alias repeats is not entered again, or a file could take for ever."""
    lines[keys] = first + node.start_mark.line
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            below = (*keys, str(key.value))
            line = first + key.start_mark.line
            if below in lines:
                raise DocumentError(path, f"'{key.value}' stands here twice. Keep one.", line)
            _number(value, below, first, lines, path, seen)
            lines[below] = line
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _number(value, (*keys, index), first, lines, path, seen)
